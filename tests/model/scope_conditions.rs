//! How conditions act: on, off and unasked, for both classes and both kinds of system.

use std::collections::BTreeMap;

use proptest::prelude::*;
use zicha::model::pack::{Class, Clause, Condition, ConditionLevel, ConditionUse, Effect, Level};
use zicha::model::profile::{Profile, System, Tri};
use zicha::model::scope::{Check, Reason, Target, scope, scope_under};

use crate::{PACK, profile};

const ANSWERS: [Tri; 3] = [Tri::Yes, Tri::No, Tri::Unasked];

/// A firm of this class with a core and a non-core system and these answers for the firm.
fn firm(class: Class, conditions: BTreeMap<String, Tri>) -> Profile {
    let system = |id: &str, core| System {
        uid: String::new(),
        position: 0,
        id: id.to_owned(),
        name: id.to_owned(),
        core: Some(core),
        ..System::default()
    };
    Profile {
        licences: vec!["sice".to_owned()],
        class: Some(class),
        conditions,
        systems: vec![system("core", true), system("other", false)],
        ..Profile::default()
    }
}

fn checks(class: Class, conditions: BTreeMap<String, Tri>) -> Vec<Check> {
    scope(&PACK, &firm(class, conditions)).checks
}

/// Every condition answered alike but events, which nobody answers.
fn all(answer: Tri) -> BTreeMap<String, Tri> {
    PACK.conditions
        .iter()
        .map(|condition| (condition.id.clone(), answer))
        .collect()
}

fn with(mut conditions: BTreeMap<String, Tri>, id: &str, answer: Tri) -> BTreeMap<String, Tri> {
    conditions.insert(id.to_owned(), answer);
    conditions
}

/// The level that the words of the guideline give: the cell, unless a condition takes it out.
fn expected(level: Level, conditions: &[ConditionUse], answers: &BTreeMap<String, Tri>) -> Level {
    let out = conditions.iter().any(|condition| {
        let answer = answers.get(&condition.id).copied().unwrap_or(Tri::No);
        matches!(
            (condition.effect, answer),
            (Effect::OnlyIf, Tri::No) | (Effect::ExemptIf, Tri::Yes)
        )
    });
    if out { Level::None } else { level }
}

fn expected_check(
    clause: &Clause,
    class: Class,
    core: bool,
    answers: &BTreeMap<String, Tri>,
) -> (Level, Vec<Level>) {
    let of_clause = expected(clause.obligation.cell(class, core), &clause.conditions, answers);
    let parts: Vec<Level> = clause
        .parts
        .iter()
        .map(|part| {
            let level = expected(part.obligation.cell(class, core), &part.conditions, answers);
            expected(level, &clause.conditions, answers)
        })
        .collect();
    (parts.iter().max().copied().unwrap_or(of_clause), parts)
}

fn assert_as_expected(class: Class, answers: &BTreeMap<String, Tri>) {
    for check in checks(class, answers.clone()) {
        let clause = PACK.clause(check.clause).unwrap();
        let core = check.target != Some(Target::System("other".into()));
        let found = (
            check.level,
            check.parts.iter().map(|part| part.level).collect::<Vec<_>>(),
        );
        let expected = expected_check(clause, class, core, answers);
        assert_eq!(
            found, expected,
            "{} {:?} {class:?} {answers:?}",
            check.clause, check.target
        );
    }
}

#[test]
fn each_condition_on_off_and_unasked_acts_as_its_clauses_say() {
    for class in [Class::Class1, Class::Class2] {
        for condition in &PACK.conditions {
            for others in ANSWERS {
                for answer in ANSWERS {
                    assert_as_expected(class, &with(all(others), &condition.id, answer));
                }
            }
        }
    }
}

#[test]
fn an_event_never_changes_a_level() {
    let events = PACK
        .conditions
        .iter()
        .filter(|condition| condition.level == ConditionLevel::Event);
    for condition in events {
        for class in [Class::Class1, Class::Class2] {
            for others in ANSWERS {
                let levels = ANSWERS.map(|answer| {
                    let checks = checks(class, with(all(others), &condition.id, answer));
                    checks
                        .iter()
                        .map(|c| (c.level, c.parts.clone()))
                        .collect::<Vec<_>>()
                });
                assert_eq!(levels[0], levels[1], "{}", condition.id);
                assert_eq!(levels[1], levels[2], "{}", condition.id);
            }
        }
    }
}

#[test]
fn an_event_is_named_as_the_reason_to_act() {
    let checks = checks(Class::Class2, BTreeMap::new());
    let of_9_1 = checks
        .iter()
        .find(|check| check.clause.to_string() == "9.1")
        .unwrap();
    assert_eq!(of_9_1.level, Level::Must);
    assert!(
        of_9_1
            .reasons
            .contains(&Reason::Event("log_failure_event".into()))
    );
}

#[test]
fn a_condition_acts_on_a_check_for_its_own_reason() {
    let reasons = |answer, clause: &str| {
        let id = "password_authentication";
        let checks = checks(Class::Class2, with(BTreeMap::new(), id, answer));
        let check = checks
            .into_iter()
            .find(|check| check.clause.to_string() == clause)
            .unwrap();
        (check.level, check.reasons)
    };
    let id = || "password_authentication".to_owned();
    let (level, given) = reasons(Tri::Yes, "16.2");
    assert_eq!(level, Level::Must);
    assert!(given.contains(&Reason::ConditionHolds(id())));
    let (level, given) = reasons(Tri::No, "16.2");
    assert_eq!(level, Level::None);
    assert!(given.contains(&Reason::ConditionFails(id())));
    let (level, given) = reasons(Tri::Unasked, "16.2");
    assert_eq!(level, Level::Must);
    assert!(given.contains(&Reason::Unconfirmed(id())));
}

#[test]
fn several_conditions_must_all_hold_and_any_exemption_exempts() {
    let level = |answers: &[(&str, Tri)], clause: &str| {
        let answers = answers
            .iter()
            .map(|(id, answer)| ((*id).to_owned(), *answer))
            .collect();
        let checks = checks(Class::Class1, answers);
        checks
            .into_iter()
            .find(|check| check.clause.to_string() == clause)
            .unwrap()
            .level
    };
    use Tri::{No, Unasked, Yes};
    for (ordering, facing, expected) in [
        (Yes, Yes, Level::Must),
        (Yes, No, Level::None),
        (No, Yes, Level::None),
        (Unasked, Yes, Level::Must),
        (Unasked, No, Level::None),
        (Unasked, Unasked, Level::Must),
    ] {
        let answers = [("internet_ordering", ordering), ("internet_facing", facing)];
        assert_eq!(level(&answers, "19.7"), expected, "{answers:?}");
    }
    for (sensitive, protected, expected) in [
        (Yes, No, Level::Must),
        (Yes, Yes, Level::None),
        (Yes, Unasked, Level::Must),
        (No, No, Level::None),
        (Unasked, Yes, Level::None),
    ] {
        let answers = [
            ("sensitive_over_internet", sensitive),
            ("physical_protection_internet", protected),
        ];
        assert_eq!(level(&answers, "22.1"), expected, "{answers:?}");
    }
}

#[test]
fn users_outside_the_firm_relax_15_4_and_15_5_without_lowering_them() {
    let answers = BTreeMap::from([
        ("password_authentication".to_owned(), Tri::Yes),
        ("noninternal_users".to_owned(), Tri::Yes),
    ]);
    for check in checks(Class::Class2, answers) {
        if ["15.4", "15.5"].contains(&check.clause.to_string().as_str()) {
            assert_eq!(check.level, Level::Must);
            assert!(
                check
                    .reasons
                    .contains(&Reason::Relaxed("noninternal_users".into()))
            );
        }
    }
}

#[test]
fn what_does_not_bind_has_nothing_to_confirm() {
    for class in [Class::Class1, Class::Class2] {
        for check in checks(class, all(Tri::Unasked)) {
            if check.level == Level::None {
                assert_eq!(
                    check.unconfirmed().collect::<Vec<_>>(),
                    Vec::<&str>::new(),
                    "{}",
                    check.clause
                );
            }
        }
    }
    let unasked = checks(Class::Class2, all(Tri::Unasked));
    let of_17_1 = unasked
        .iter()
        .find(|check| check.clause.to_string() == "17.1")
        .unwrap();
    assert_eq!(of_17_1.unconfirmed().collect::<Vec<_>>(), ["noninternal_users"]);
}

#[test]
fn a_system_condition_at_the_top_holds_for_every_system() {
    let json = |top: &str, inside: &str| {
        format!(
            r#"{{"licences": ["sice"], "class": "class2", "conditions": [{top}], "systems": [
                {{"id": "a", "name": "A", "core": true, "conditions": [{inside}]}},
                {{"id": "b", "name": "B", "core": true}}]}}"#
        )
    };
    let system_conditions = PACK
        .conditions
        .iter()
        .filter(|c| c.level == ConditionLevel::System);
    for condition in system_conditions {
        let quoted = format!("\"{}\"", condition.id);
        let at_top = profile(&json(&quoted, ""));
        let inside = profile(&json("", &quoted));
        for system in &at_top.systems {
            assert_eq!(at_top.system_condition(system, &condition.id), Tri::Yes);
        }
        assert_eq!(
            inside.system_condition(&inside.systems[0], &condition.id),
            Tri::Yes
        );
        assert_eq!(
            inside.system_condition(&inside.systems[1], &condition.id),
            Tri::No
        );
        let levels = |profile: &Profile, system: &str| -> Vec<Level> {
            let target = Some(Target::System(system.to_owned()));
            let checks = scope_under(&PACK, profile, Class::Class2);
            checks
                .iter()
                .filter(|c| c.target == target)
                .map(|c| c.level)
                .collect()
        };
        assert_eq!(levels(&at_top, "a"), levels(&inside, "a"), "{}", condition.id);
        assert_eq!(levels(&at_top, "b"), levels(&inside, "a"), "{}", condition.id);
    }
}

#[test]
fn for_the_firm_a_system_condition_holds_if_any_system_has_it() {
    let part_b = |systems: &str| {
        let json = format!(r#"{{"licences": ["sice"], "class": "class2", "systems": {systems}}}"#);
        let checks = scope(&PACK, &profile(&json)).checks;
        let check = checks
            .into_iter()
            .find(|check| check.clause.to_string() == "6.1")
            .unwrap();
        (check.parts[1].level, check.unconfirmed().count())
    };
    let with = |list: &str| {
        format!(
            r#"[{{"id": "a", "name": "A"}}, {{"id": "b", "name": "B", "{list}": ["remote_access_allowed"]}}]"#
        )
    };
    assert_eq!(part_b("[]"), (Level::None, 0));
    assert_eq!(part_b(&with("conditions")), (Level::Must, 0));
    assert_eq!(part_b(&with("conditions_unasked")), (Level::Must, 1));
    assert_eq!(part_b(&with("conditions_no")), (Level::None, 0));
}

#[test]
fn a_system_may_say_no_where_the_firm_has_not_answered() {
    let json = r#"{"licences": ["sice"], "class": "class2", "conditions_unasked": ["noninternal_users"],
        "systems": [{"id": "a", "name": "A", "conditions_no": ["noninternal_users"]}, {"id": "b", "name": "B"}]}"#;
    let checks = scope(&PACK, &profile(json)).checks;
    let levels: Vec<Level> = checks
        .iter()
        .filter(|c| c.clause.to_string() == "17.1")
        .map(|c| c.level)
        .collect();
    assert_eq!(levels, [Level::None, Level::Must]);
}

#[test]
fn an_empty_profile_for_a_new_workbook_keeps_every_clause_of_the_firm_in_scope() {
    let profile = Profile {
        class: Some(Class::Class2),
        ..Profile::unasked(&PACK)
    };
    for check in scope(&PACK, &profile).checks {
        let of_the_firm = check.target == Some(Target::Organisation);
        assert_eq!(check.in_scope(), of_the_firm, "{}", check.clause);
    }
}

fn answers() -> impl Strategy<Value = BTreeMap<String, Tri>> {
    let ids: Vec<&Condition> = PACK.conditions.iter().collect();
    prop::collection::vec(prop::sample::select(ANSWERS.to_vec()), ids.len()).prop_map(move |answers| {
        ids.iter()
            .zip(answers)
            .map(|(condition, answer)| (condition.id.clone(), answer))
            .collect()
    })
}

proptest! {
    #[test]
    fn any_mixture_of_answers_acts_as_the_clauses_say(answers in answers(), first in any::<bool>()) {
        assert_as_expected(if first { Class::Class1 } else { Class::Class2 }, &answers);
    }

    /// Nothing drops out because nobody asked.
    #[test]
    fn leaving_a_question_open_never_removes_or_weakens_a_check(
        answers in answers(),
        first in any::<bool>(),
        forgotten in prop::collection::vec(any::<prop::sample::Index>(), 1..10),
    ) {
        let class = if first { Class::Class1 } else { Class::Class2 };
        let ids: Vec<String> = answers.keys().cloned().collect();
        let mut open = answers.clone();
        for index in forgotten {
            open.insert(index.get(&ids).clone(), Tri::Unasked);
        }
        for (before, after) in checks(class, answers).iter().zip(&checks(class, open)) {
            prop_assert!(after.level >= before.level, "{}", before.clause);
            for (one, two) in before.parts.iter().zip(&after.parts) {
                prop_assert!(two.level >= one.level, "{} {}", before.clause, one.id);
            }
        }
    }
}
