//! Gaps and counts.

use serde_json::json;
use zicha::model::assessment::{Answer, Assessment, CheckKey, State};
use zicha::model::change::{Change, Kind, Object};
use zicha::model::pack::{Level, Pack};
use zicha::model::profile::{Profile, System};
use zicha::model::scope::{Check, Scope, Target, scope};
use zicha::model::score::{GapCounts, clause_state, effective_state, gaps, score};

/// 8.1 has the parts a (應), b (宜) and c (應) for every kind of system; 14.2 has a (應) and b (宜 in
/// class 1 only) for core systems, each under a condition.
struct Case {
    pack: Pack,
    assessment: Assessment,
}

impl Case {
    /// A class-1 firm with a core system and another.
    fn new() -> Self {
        let pack = zicha::pack::builtin().unwrap();
        let mut assessment = Assessment::default();
        assessment.profile = Profile {
            class: Some(zicha::model::pack::Class::Class1),
            systems: vec![system("trade", true, 0), system("hr", false, 1)],
            ..Profile::default()
        };
        Self { pack, assessment }
    }

    /// Answers `8.1@trade`, `8.1@trade/b` or `4.1`.
    fn with(mut self, check: &str, state: State) -> Self {
        let key = key(check);
        let answer = Answer {
            uid: check.to_owned(),
            state,
            ..Answer::unanswered(&key)
        };
        let change = Change {
            object: Object {
                kind: Kind::Answer,
                uid: check.to_owned(),
                field: None,
            },
            before: serde_json::Value::Null,
            after: json!(answer),
        };
        self.assessment.apply(&change).unwrap();
        self
    }

    fn scope(&self) -> Scope {
        scope(&self.pack, &self.assessment.profile)
    }

    fn check(&self, check: &str) -> Check {
        let key = key(check);
        let found = self
            .scope()
            .checks
            .into_iter()
            .find(|known| known.clause == key.clause && known.target.as_ref() == Some(&key.target));
        found.unwrap()
    }

    fn state(&self, check: &str) -> State {
        effective_state(&self.assessment, &self.check(check))
    }

    /// The gaps as `(check, part, level, state)`.
    fn gaps(&self) -> Vec<(String, Level, State)> {
        gaps(&self.scope(), &self.assessment)
            .into_iter()
            .map(|gap| {
                let part = gap.key.part.map(|part| format!("/{part}")).unwrap_or_default();
                (
                    format!("{}@{}{part}", gap.key.clause, gap.key.target),
                    gap.level,
                    gap.state,
                )
            })
            .collect()
    }
}

fn system(id: &str, core: bool, position: u64) -> System {
    System {
        uid: id.to_owned(),
        position,
        id: id.to_owned(),
        name: id.to_owned(),
        core: Some(core),
        ..System::default()
    }
}

fn key(text: &str) -> CheckKey {
    let (check, part) = match text.split_once('/') {
        Some((check, part)) => (check, Some(part.to_owned())),
        None => (text, None),
    };
    let (clause, target) = match check.split_once('@') {
        Some((clause, system)) => (clause, Target::System(system.to_owned())),
        None => (check, Target::Organisation),
    };
    CheckKey {
        clause: clause.parse().unwrap(),
        target,
        part,
    }
}

use State::{Met, NotApplicable, NotMet, Partial, Unable, Unanswered};

#[test]
fn a_check_without_answered_parts_has_the_state_of_the_whole() {
    for state in State::ALL {
        assert_eq!(Case::new().with("8.1@trade", state).state("8.1@trade"), state);
        // A part left unanswered is not an answered part.
        let case = Case::new()
            .with("8.1@trade", state)
            .with("8.1@trade/a", Unanswered);
        assert_eq!(case.state("8.1@trade"), state);
    }
    assert_eq!(Case::new().state("8.1@trade"), Unanswered);
}

#[test]
fn a_check_with_answered_parts_has_the_state_of_the_worst() {
    // Worst first; the order that DESIGN gives.
    let order = [NotMet, Unable, Partial, Unanswered, Met, NotApplicable];
    for (worse_at, worse) in order.into_iter().enumerate() {
        for better in order.into_iter().skip(worse_at) {
            let case = Case::new()
                .with("8.1@trade/a", better)
                .with("8.1@trade/b", worse)
                .with("8.1@trade/c", better);
            assert_eq!(case.state("8.1@trade"), worse, "{worse:?} beside {better:?}");
        }
    }
}

#[test]
fn a_check_is_not_applicable_only_if_all_its_parts_are() {
    let two = Case::new()
        .with("8.1@trade/a", NotApplicable)
        .with("8.1@trade/b", NotApplicable);
    assert_eq!(two.state("8.1@trade"), Unanswered);
    assert_eq!(
        two.with("8.1@trade/c", NotApplicable).state("8.1@trade"),
        NotApplicable
    );
}

#[test]
fn a_part_without_an_answer_of_its_own_has_that_of_the_whole() {
    let case = Case::new().with("8.1@trade", Met).with("8.1@trade/b", Partial);
    assert_eq!(case.state("8.1@trade"), Partial);
    let case = Case::new().with("8.1@trade", NotMet).with("8.1@trade/b", Met);
    assert_eq!(case.state("8.1@trade"), NotMet);
    assert_eq!(
        case.gaps(),
        [
            ("8.1@trade/a".to_owned(), Level::Must, NotMet),
            ("8.1@trade/c".to_owned(), Level::Must, NotMet)
        ]
    );
}

#[test]
fn a_part_that_does_not_apply_here_does_not_count() {
    // 14.2 b binds core systems of class 1 only, where the firm's own people use them.
    let mut case = Case::new().with("14.2@trade/a", Met).with("14.2@trade/b", NotMet);
    assert_eq!(case.gaps(), []);
    for condition in ["internet_admin_login", "internal_users"] {
        let conditions = &mut case.assessment.profile.conditions;
        conditions.insert(condition.to_owned(), zicha::model::profile::Tri::Yes);
    }
    assert_eq!(case.state("14.2@trade"), NotMet);
    case.assessment.profile.class = Some(zicha::model::pack::Class::Class2);
    assert_eq!(case.state("14.2@trade"), Met);
    assert_eq!(case.gaps(), []);
    assert_eq!(
        score(&case.pack, &case.scope(), &case.assessment).gaps,
        GapCounts::default()
    );
}

#[test]
fn an_unmet_should_part_of_a_must_check_is_a_suggestion() {
    let case = Case::new()
        .with("8.1@trade/a", Met)
        .with("8.1@trade/b", NotMet)
        .with("8.1@trade/c", Met);
    assert_eq!(case.check("8.1@trade").level, Level::Must);
    assert_eq!(case.gaps(), [("8.1@trade/b".to_owned(), Level::Should, NotMet)]);
    let counted = score(&case.pack, &case.scope(), &case.assessment);
    assert_eq!(counted.gaps, GapCounts { must: 0, should: 1 });
    // The check itself is not met, by its worst part.
    assert_eq!(counted.all.must.of(NotMet), 1);
}

#[test]
fn the_counts_of_gaps_are_the_lengths_of_the_lists() {
    let case = Case::new()
        .with("8.1@trade", NotMet)
        .with("8.1@hr/a", Partial)
        .with("8.1@hr/b", NotMet)
        .with("4.1", Partial)
        .with("4.6@trade", NotMet)
        .with("4.4@hr", Unable);
    let list = case.gaps();
    let of = |level| list.iter().filter(|(_, found, _)| *found == level).count() as u64;
    let counted = score(&case.pack, &case.scope(), &case.assessment).gaps;
    assert_eq!(
        (counted.must, counted.should),
        (of(Level::Must), of(Level::Should))
    );
    assert_eq!((counted.must, counted.should), (3, 2));
    // Musts first, each in clause and target order.
    let order: Vec<&str> = list.iter().map(|(check, _, _)| check.as_str()).collect();
    assert_eq!(
        order,
        [
            "4.1@organisation",
            "8.1@trade",
            "8.1@hr/a",
            "4.6@trade",
            "8.1@hr/b"
        ]
    );
}

#[test]
fn unable_and_unanswered_are_never_a_gap_and_never_count_as_met() {
    let case = Case::new()
        .with("4.1", Unable)
        .with("8.1@trade/a", Unable)
        .with("8.1@trade/b", Unanswered);
    assert_eq!(case.gaps(), []);
    let counted = score(&case.pack, &case.scope(), &case.assessment);
    assert_eq!(counted.all.must.of(Met) + counted.all.should.of(Met), 0);
    assert_eq!(counted.all.must.of(Unable), 2);
    assert_eq!(counted.all.answered(), 2);
    assert_eq!(counted.all.must.rate_per_mille(), Some(0));
}

#[test]
fn the_rate_leaves_out_what_is_not_applicable_and_keeps_must_and_should_apart() {
    let case = Case::new();
    let checks = case.scope().checks;
    let musts: Vec<&Check> = checks.iter().filter(|check| check.level == Level::Must).collect();
    let name = |check: &Check| match check.target.as_ref().unwrap() {
        Target::Organisation => check.clause.to_string(),
        Target::System(id) => format!("{}@{id}", check.clause),
    };
    let mut answered = Case::new();
    for (check, state) in musts.iter().zip([Met, Met, NotApplicable, NotMet]) {
        answered = answered.with(&name(check), state);
    }
    let counted = score(&answered.pack, &answered.scope(), &answered.assessment);
    let total = musts.len() as u64;
    assert_eq!(counted.all.must.total(), total);
    assert_eq!(counted.all.must.rated(), total - 1);
    assert_eq!(counted.all.must.rate_per_mille(), Some(2000 / (total - 1)));
    assert_eq!(counted.all.should.rate_per_mille(), Some(0));
    assert_eq!(zicha::model::score::Tally::default().rate_per_mille(), None);
}

#[test]
fn a_clause_takes_the_worst_of_its_systems() {
    let clause = "4.4".parse().unwrap();
    for (trade, hr, worst) in [
        (Met, NotMet, NotMet),
        (Partial, Unable, Unable),
        (Met, Unanswered, Unanswered),
        (NotApplicable, Met, Met),
        (NotApplicable, NotApplicable, NotApplicable),
    ] {
        let case = Case::new().with("4.4@trade", trade).with("4.4@hr", hr);
        assert_eq!(clause_state(&case.scope(), &case.assessment, clause), Some(worst));
        let counted = score(&case.pack, &case.scope(), &case.assessment);
        assert_eq!(
            counted.clauses.must.of(worst),
            if worst == Unanswered {
                counted.clauses.must.total()
            } else {
                1
            }
        );
    }
}

#[test]
fn chapters_and_articles_add_up_to_the_whole() {
    let case = Case::new()
        .with("4.1", Met)
        .with("8.1@hr", Partial)
        .with("14.2@trade/b", NotMet);
    let counted = score(&case.pack, &case.scope(), &case.assessment);
    for parts in [&counted.chapters, &counted.articles] {
        let sum = |of: fn(&zicha::model::score::Counts) -> u64| parts.values().map(of).sum::<u64>();
        assert_eq!(sum(|counts| counts.total()), counted.all.total());
        assert_eq!(sum(|counts| counts.answered()), counted.all.answered());
        assert_eq!(sum(|counts| counts.must.gaps()), counted.all.must.gaps());
    }
    let in_scope = case
        .scope()
        .checks
        .iter()
        .filter(|check| check.in_scope())
        .count();
    assert_eq!(counted.all.total(), in_scope as u64);
}

#[test]
fn a_check_out_of_scope_is_no_gap_whatever_was_answered() {
    let case = Case::new().with("4.5@hr", NotMet);
    assert_eq!(case.check("4.5@hr").level, Level::None);
    assert_eq!(case.gaps(), []);
    assert_eq!(
        clause_state(&case.scope(), &case.assessment, "4.5".parse().unwrap()),
        Some(Unanswered)
    );
}
