//! Assessments at random. Every field of every record is named here, so that a new one cannot be
//! forgotten: the tests no longer compile without it.

use serde_json::json;
use zicha::model::assessment::*;
use zicha::model::pack::{ClauseId, Method};
use zicha::model::profile::{
    AssessmentPeriod, FieldValue, FigureSource, Ground, Organisation, Profile, System, Tri,
};
use zicha::model::scope::Target;
use zicha::model::signing::Role;

/// A source of numbers that look random; the same seed gives the same ones (SplitMix64).
pub struct Dice(pub u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.roll() % limit
    }

    pub fn flip(&mut self) -> bool {
        self.below(2) == 0
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[usize::try_from(self.below(from.len() as u64)).unwrap()].clone()
    }

    fn maybe<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.flip().then(|| make(self))
    }

    fn many<T>(&mut self, limit: u64, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let count = self.below(limit + 1);
        (0..count).map(|_| make(self)).collect()
    }

    /// Words with whatever may trouble a format.
    fn text(&mut self) -> String {
        const PIECES: [&str; 12] = [
            "",
            "堃犇喆峯",
            "行⾏",
            "\"",
            "\\",
            "\n",
            "\u{1}",
            "\u{7f}",
            "\u{2028}",
            "😀",
            "é",
            " a ",
        ];
        self.many(4, |dice| dice.pick(&PIECES)).concat()
    }

    fn uid(&mut self) -> String {
        format!("{:016x}{:016x}", self.roll(), self.roll())
    }

    fn day(&mut self) -> String {
        format!("2026-{:02}-{:02}", self.below(12) + 1, self.below(28) + 1)
    }

    fn clause(&mut self) -> ClauseId {
        self.pick(&["4.1", "4.4", "14.2", "17.1", "26.7"])
            .parse()
            .unwrap()
    }

    fn target(&mut self) -> Target {
        match self.flip() {
            true => Target::Organisation,
            false => Target::System(self.pick(&["trade", "網站"]).to_owned()),
        }
    }

    /// Sizes and counts: whole numbers that JSON of every program keeps.
    fn number(&mut self) -> u64 {
        self.below(1 << 53)
    }
}

/// An assessment with records of every kind.
pub fn assessment(dice: &mut Dice) -> Assessment {
    let records = Records {
        profile: profile(dice),
        answers: dice.many(5, answer),
        evidence: dice.many(4, evidence),
        links: dice.many(4, link),
        findings: dice.many(3, finding),
        actions: dice.many(3, action),
        earlier: dice.many(3, earlier),
        documents: dice.many(3, document),
        reviews: dice.many(3, review),
        sign_offs: dice.many(2, sign_off),
        exports: dice.many(2, export),
    };
    Assessment::try_from(records).unwrap()
}

fn ground(dice: &mut Dice) -> Ground {
    Ground {
        fact: dice.text(),
        confirmed_by: dice.text(),
        confirmed_on: dice.day(),
        evidence: dice.text(),
    }
}

fn figure(dice: &mut Dice) -> FieldValue {
    match dice.below(3) {
        0 => FieldValue::Number(
            dice.pick(&["0", "59.99999999999999999", "12000000000"])
                .parse()
                .unwrap(),
        ),
        1 => FieldValue::Grade(dice.pick(&["none", "3"]).to_owned()),
        _ => FieldValue::Flag(dice.flip()),
    }
}

fn profile(dice: &mut Dice) -> Profile {
    let named = |dice: &mut Dice| dice.pick(&["a", "b", "條件"]).to_owned();
    let tri = |dice: &mut Dice| (named(dice), dice.pick(&[Tri::Yes, Tri::No, Tri::Unasked]));
    let systems = dice.below(4);
    Profile {
        organisation: Organisation {
            name: dice.text(),
            tax_id: dice.text(),
        },
        licences: dice.many(2, Dice::text),
        class: dice.maybe(|dice| serde_json::from_value(json!(dice.pick(&["class1", "class2"]))).unwrap()),
        figures: dice
            .many(3, |dice| (named(dice), figure(dice)))
            .into_iter()
            .collect(),
        by_licence: dice
            .many(2, |dice| {
                let own = dice.many(2, |dice| (named(dice), figure(dice)));
                (named(dice), own.into_iter().collect())
            })
            .into_iter()
            .collect(),
        figure_sources: dice
            .many(2, |dice| {
                let (period, document) = (dice.text(), dice.text());
                (named(dice), FigureSource { period, document })
            })
            .into_iter()
            .collect(),
        conditions: dice.many(3, tri).into_iter().collect(),
        grounds: dice
            .many(2, |dice| (named(dice), ground(dice)))
            .into_iter()
            .collect(),
        no_core_systems: dice.maybe(ground),
        assessment: AssessmentPeriod {
            from: dice.day(),
            to: dice.day(),
            as_of: dice.day(),
            prepared_by: dice.text(),
        },
        systems: (0..systems)
            .map(|position| System {
                uid: dice.uid(),
                position: position / 2,
                id: format!("s{position}"),
                name: dice.text(),
                core: dice.maybe(Dice::flip),
                core_reason: dice.text(),
                core_confirmed_by: dice.text(),
                core_confirmed_on: dice.day(),
                shared: dice.text(),
                vendor: dice.text(),
                conditions: dice.many(2, tri).into_iter().collect(),
                grounds: dice
                    .many(2, |dice| (named(dice), ground(dice)))
                    .into_iter()
                    .collect(),
            })
            .collect(),
    }
}

fn answer(dice: &mut Dice) -> Answer {
    Answer {
        uid: dice.uid(),
        clause: dice.clause(),
        target: dice.target(),
        part: dice.maybe(|dice| dice.pick(&["a", "b"]).to_owned()),
        state: dice.pick(&State::ALL),
        note: dice.text(),
        methods: dice.many(2, |dice| {
            dice.pick(&[Method::Examine, Method::Interview, Method::Test])
        }),
        sample: dice.maybe(|dice| Sample {
            population: dice.text(),
            size: dice.text(),
            selection: dice.text(),
            exceptions: dice.text(),
        }),
        alternative: dice.maybe(Dice::text),
        alternative_basis: dice.maybe(|dice| AlternativeBasis {
            kind: dice.pick(&AlternativeKind::ALL),
            name: dice.text(),
            section: dice.text(),
        }),
        risk_accepted: dice.maybe(|dice| RiskAccepted {
            until: dice.day(),
            reason: dice.text(),
            approver: dice.text(),
            approval_number: dice.text(),
            compensating: dice.text(),
        }),
        limitation: dice.maybe(|dice| Limitation {
            missing: dice.text(),
            reason: dice.text(),
        }),
        reviewer: dice.text(),
        prepared_by: dice.text(),
        prepared_at: dice.text(),
    }
}

fn evidence(dice: &mut Dice) -> Evidence {
    Evidence {
        uid: dice.uid(),
        number: dice.number(),
        kind: dice.pick(&EvidenceKind::ALL),
        title: dice.text(),
        location: dice
            .pick(&["a/b.pdf", "/home/x/c.pdf", "C:\\d.pdf", "https://example.com/"])
            .to_owned(),
        sha256: dice.maybe(Dice::text),
        size: dice.maybe(Dice::number),
        files: dice.maybe(Dice::number),
        modified: dice.maybe(Dice::text),
        dated: dice.day(),
        valid_until: dice.text(),
        version: dice.text(),
        issuer: dice.text(),
        covers_from: dice.text(),
        covers_to: dice.text(),
        sensitivity: dice.maybe(|dice| dice.pick(&Sensitivity::ALL)),
        interview: dice.maybe(|dice| Interview {
            title: dice.text(),
            said: dice.text(),
            confirmed_on: dice.text(),
        }),
        custody: dice.many(2, |dice| CustodyStep {
            on: dice.day(),
            from: dice.text(),
            to: dice.text(),
            purpose: dice.text(),
        }),
        custodian: dice.text(),
        attached_by: dice.text(),
        attached_at: dice.text(),
    }
}

fn link(dice: &mut Dice) -> Link {
    Link {
        uid: dice.uid(),
        evidence: dice.uid(),
        clause: dice.clause(),
        target: dice.target(),
        item: dice.maybe(Dice::text),
        locator: dice.text(),
        proves: dice.text(),
    }
}

fn finding(dice: &mut Dice) -> Finding {
    Finding {
        uid: dice.uid(),
        number: dice.number(),
        clause: dice.clause(),
        target: dice.target(),
        also: dice.many(2, |dice| CheckRef {
            clause: dice.clause(),
            target: dice.target(),
        }),
        found_on: dice.text(),
        rating: dice.maybe(|dice| dice.pick(&Rating::ALL)),
        rating_basis: dice.text(),
        repeats: dice.maybe(Dice::uid),
        condition: dice.text(),
        cause: dice.text(),
        effect: dice.text(),
        recommendation: dice.text(),
        response: dice.text(),
    }
}

fn action(dice: &mut Dice) -> ActionItem {
    ActionItem {
        uid: dice.uid(),
        finding: dice.uid(),
        description: dice.text(),
        owner: dice.text(),
        due: dice.text(),
        started_on: dice.text(),
        done: dice.flip(),
        done_on: dice.text(),
        verified_on: dice.text(),
        verified_by: dice.text(),
        verification: dice.text(),
        dropped: dice.text(),
    }
}

fn earlier(dice: &mut Dice) -> EarlierFinding {
    EarlierFinding {
        uid: dice.uid(),
        number: dice.number(),
        source: dice.pick(&EarlierSource::ALL),
        document: dice.text(),
        dated: dice.text(),
        condition: dice.text(),
        clauses: dice.many(2, Dice::clause),
        deadline: dice.text(),
        state: dice.pick(&EarlierState::ALL),
        note: dice.text(),
    }
}

fn document(dice: &mut Dice) -> DocumentRequest {
    DocumentRequest {
        uid: dice.uid(),
        document: dice.text(),
        custodian: dice.text(),
        due: dice.text(),
        received_on: dice.text(),
        note: dice.text(),
    }
}

fn review(dice: &mut Dice) -> Review {
    Review {
        uid: dice.uid(),
        clause: dice.clause(),
        target: dice.target(),
        state: dice.pick(&ReviewState::ALL),
        by: dice.text(),
        at: dice.text(),
        note: dice.text(),
        seen: dice
            .maybe(|dice| json!({"answers": {"": {"note": dice.text()}}, "evidence": [{"item": null}]}))
            .unwrap_or_default(),
    }
}

fn sign_off(dice: &mut Dice) -> SignOff {
    SignOff {
        uid: dice.uid(),
        role: dice.pick(&Role::ALL),
        by: dice.text(),
        title: dice.text(),
        at: dice.text(),
        digest: dice.uid(),
        count: dice.number(),
        note: dice.text(),
    }
}

fn export(dice: &mut Dice) -> ExportRecord {
    ExportRecord {
        uid: dice.uid(),
        format: dice.text(),
        file: dice.text(),
        sha256: dice.uid(),
        digest: dice.uid(),
        signed_as: dice.maybe(Dice::text),
        at: dice.text(),
    }
}
