//! Findings as the answers suggest them, and the register of actions.

use serde_json::{Value, json};
use zicha::model::assessment::{Answer, Assessment, CheckKey, Rating, State};
use zicha::model::change::{Change, Kind, Object};
use zicha::model::findings::{Basis, drafts, gap_clauses, level_of, levels, recurs, register, repeated};
use zicha::model::pack::{Class, Level, Pack};
use zicha::model::profile::{Profile, System};
use zicha::model::scope::{Scope, Target, scope};
use zicha::model::score::gaps;

/// A class-1 firm with a core system and two others.
struct Firm {
    pack: Pack,
    assessment: Assessment,
}

impl Firm {
    fn new() -> Self {
        let mut assessment = Assessment::default();
        let system = |(position, id): (u64, &str)| System {
            uid: id.to_owned(),
            id: id.to_owned(),
            position,
            name: id.to_owned(),
            core: Some(id == "trade"),
            ..System::default()
        };
        assessment.profile = Profile {
            class: Some(Class::Class1),
            systems: [(0, "trade"), (1, "web"), (2, "hr")].map(system).to_vec(),
            ..Profile::default()
        };
        Self {
            pack: zicha::pack::builtin().unwrap(),
            assessment,
        }
    }

    fn put(&mut self, kind: Kind, uid: &str, record: Value) {
        let change = Change {
            object: Object {
                kind,
                uid: uid.to_owned(),
                field: None,
            },
            before: Value::Null,
            after: record,
        };
        self.assessment.apply(&change).unwrap();
    }

    /// `4.4`, `4.4@web` or `8.1@web/a`.
    fn answer(mut self, check: &str, state: State, note: &str) -> Self {
        let (check_and_target, part) = match check.split_once('/') {
            Some((check, part)) => (check, Some(part.to_owned())),
            None => (check, None),
        };
        let (clause, target) = check_and_target
            .split_once('@')
            .unwrap_or((check_and_target, "organisation"));
        let key = CheckKey {
            clause: clause.parse().unwrap(),
            target: Target::from(target.to_owned()),
            part,
        };
        let answer = Answer {
            uid: check.to_owned(),
            state,
            note: note.to_owned(),
            ..Answer::unanswered(&key)
        };
        self.put(Kind::Answer, check, json!(answer));
        self
    }

    fn earlier(mut self, number: u64, dated: &str, clauses: &[&str]) -> Self {
        let uid = format!("p{number}");
        let record =
            json!({"uid": uid, "number": number, "condition": "x", "dated": dated, "clauses": clauses});
        self.put(Kind::Earlier, &uid, record);
        self
    }

    fn finding(mut self, number: u64, clause: &str, target: &str) -> Self {
        let uid = format!("f{number}");
        let record = json!({"uid": uid, "number": number, "clause": clause, "target": target});
        self.put(Kind::Finding, &uid, record);
        self
    }

    fn action(mut self, uid: &str, due: &str, done: bool) -> Self {
        let record = json!({"uid": uid, "finding": "f1", "description": uid, "due": due, "done": done});
        self.put(Kind::Action, uid, record);
        self
    }

    fn scope(&self) -> Scope {
        scope(&self.pack, &self.assessment.profile)
    }

    /// Every draft as clause, first target and number of further checks.
    fn drafted(&self) -> Vec<(String, String, usize)> {
        drafts(&self.scope(), &self.assessment)
            .into_iter()
            .map(|draft| {
                let check = draft.check;
                (
                    check.clause.to_string(),
                    check.target.to_string(),
                    draft.also.len(),
                )
            })
            .collect()
    }
}

fn drafted(clause: &str, target: &str, also: usize) -> (String, String, usize) {
    (clause.to_owned(), target.to_owned(), also)
}

#[test]
fn systems_with_the_same_note_share_a_finding_and_others_stand_alone() {
    let firm = Firm::new()
        .answer("4.4@trade", State::NotMet, "未清查")
        .answer("4.4@web", State::NotMet, "未清查 ")
        .answer("4.4@hr", State::NotMet, "另有原因")
        .answer("4.3@trade", State::NotMet, "未清查")
        .answer("4.3@hr", State::Met, "");
    assert_eq!(
        firm.drafted(),
        [
            drafted("4.3", "trade", 0),
            drafted("4.4", "trade", 1),
            drafted("4.4", "hr", 0)
        ]
    );
}

#[test]
fn gaps_without_a_note_are_not_taken_for_alike() {
    let firm = Firm::new()
        .answer("4.4@trade", State::NotMet, "")
        .answer("4.4@web", State::NotMet, "");
    assert_eq!(firm.drafted().len(), 2);
}

#[test]
fn a_gap_that_a_finding_covers_is_not_drafted_again() {
    let firm = Firm::new()
        .answer("4.4@trade", State::NotMet, "甲")
        .answer("4.4@web", State::NotMet, "乙")
        .finding(1, "4.4", "trade");
    assert_eq!(firm.drafted(), [drafted("4.4", "web", 0)]);
}

#[test]
fn the_parts_of_a_check_make_one_finding_with_the_strongest_level() {
    let firm = Firm::new()
        .answer("8.1@trade/a", State::Partial, "前段")
        .answer("8.1@trade/b", State::NotMet, "中段")
        .answer("8.1@trade/c", State::Met, "");
    let drafts = drafts(&firm.scope(), &firm.assessment);
    assert_eq!(drafts.len(), 1);
    assert_eq!(
        (drafts[0].level, drafts[0].basis.state),
        (Level::Must, State::NotMet)
    );
    assert_eq!(drafts[0].parts, ["a", "b"]);
    let notes: Vec<&str> = drafts[0].notes.iter().map(|(_, note)| note.as_str()).collect();
    assert_eq!(notes, ["前段", "中段"]);
}

#[test]
fn the_suggested_rating_follows_obligation_result_core_and_repetition() {
    let rating = |level, state, core, repeated| {
        Basis {
            level,
            state,
            core,
            repeated,
        }
        .rating()
    };
    use Level::{Must, Should};
    use State::{NotMet, Partial};
    for (given, expected) in [
        (rating(Must, NotMet, true, false), Rating::High),
        (rating(Must, NotMet, false, false), Rating::Medium),
        (rating(Must, Partial, true, false), Rating::Medium),
        (rating(Must, Partial, false, false), Rating::Low),
        (rating(Should, NotMet, true, false), Rating::Low),
        (rating(Should, Partial, false, true), Rating::Medium),
        (rating(Must, Partial, true, true), Rating::High),
        (rating(Must, NotMet, true, true), Rating::High),
    ] {
        assert_eq!(given, expected);
    }
    let firm = Firm::new()
        .answer("4.4@web", State::NotMet, "甲")
        .answer("4.4@trade", State::NotMet, "甲");
    let drafts = drafts(&firm.scope(), &firm.assessment);
    assert!(drafts[0].basis.core, "one of its systems is core");
}

#[test]
fn an_earlier_finding_comes_back_with_its_clause_and_the_newest_is_named() {
    let firm = Firm::new()
        .answer("4.4@web", State::NotMet, "甲")
        .earlier(1, "2024-12-01", &["4.4"])
        .earlier(2, "2025-12-01", &["4.4", "7.3"])
        .earlier(3, "2025-12-31", &["7.3"])
        .finding(1, "4.4", "web");
    let open = gap_clauses(&gaps(&firm.scope(), &firm.assessment));
    let back = |uid: &str| recurs(&firm.assessment.earlier[uid], &open);
    assert_eq!([back("p1"), back("p2"), back("p3")], [true, true, false]);
    let finding = &firm.assessment.findings["f1"];
    assert_eq!(repeated(&firm.assessment, finding).unwrap().uid, "p2");
    let mut named = finding.clone();
    named.repeats = Some("p1".to_owned());
    assert_eq!(repeated(&firm.assessment, &named).unwrap().uid, "p1");
}

#[test]
fn a_finding_is_a_deficiency_by_its_gaps_and_out_of_scope_without_its_system() {
    let firm = Firm::new()
        .answer("8.1@trade/b", State::NotMet, "宜的一段")
        .finding(1, "8.1", "trade")
        .finding(2, "4.4", "gone");
    let levels = levels(&firm.scope(), &firm.assessment);
    let level = |uid: &str| level_of(&levels, &firm.assessment.findings[uid]);
    assert_eq!(level("f1"), Level::Should, "only the recommended part is a gap");
    assert_eq!(level("f2"), Level::None);
}

#[test]
fn the_register_has_overdue_actions_first_then_open_ones_then_what_is_settled() {
    let firm = Firm::new()
        .finding(1, "4.4", "web")
        .action("later", "2026-12-31", false)
        .action("undated", "", false)
        .action("done", "2026-01-31", true)
        .action("today", "2026-07-15", false)
        .action("overdue", "2026-07-14", false)
        .action("long overdue", "2026-02-28", false);
    let register = register(&firm.assessment, "2026-07-15");
    let order: Vec<(&str, bool)> = register
        .iter()
        .map(|entry| (entry.action.uid.as_str(), entry.overdue))
        .collect();
    assert_eq!(
        order,
        [
            ("long overdue", true),
            ("overdue", true),
            ("today", false),
            ("later", false),
            ("undated", false),
            ("done", false)
        ]
    );
}
