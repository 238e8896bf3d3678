//! What binds whom: clauses, classes, core and non-core systems.

use std::collections::BTreeSet;

use zicha::model::classify::ClassResult;
use zicha::model::pack::{Class, Effect, Level, Subject};
use zicha::model::scope::{Check, Reason, Scope, Target, scope, scope_under};

use crate::{PACK, profile};

/// The scope of a firm of this class with a core system `core` and another, `other`, for which every
/// `only_if` condition holds and nothing exempts.
fn everything_holds(class: &str) -> Scope {
    let exempting: BTreeSet<&str> = PACK
        .clauses()
        .flat_map(|clause| {
            let parts = clause.parts.iter().flat_map(|part| &part.conditions);
            clause.conditions.iter().chain(parts)
        })
        .filter(|condition| condition.effect == Effect::ExemptIf)
        .map(|condition| condition.id.as_str())
        .collect();
    let holding: Vec<&str> = PACK
        .conditions
        .iter()
        .map(|condition| condition.id.as_str())
        .filter(|id| !exempting.contains(id))
        .collect();
    let json = serde_json::json!({
        "licences": ["sice"],
        "class": class,
        "conditions": holding,
        "systems": [
            {"id": "core", "name": "核心", "core": true},
            {"id": "other", "name": "其他", "core": false},
        ],
    });
    scope(&PACK, &profile(&json.to_string()))
}

fn checks_of<'a>(scope: &'a Scope, clause: &str) -> Vec<&'a Check> {
    scope
        .checks
        .iter()
        .filter(|check| check.clause.to_string() == clause)
        .collect()
}

fn level(scope: &Scope, clause: &str, target: &str) -> Level {
    let found = checks_of(scope, clause)
        .into_iter()
        .find(|check| check.target.as_ref().is_some_and(|t| t.id() == target));
    found.unwrap_or_else(|| panic!("{clause} {target}")).level
}

/// Levels of a clause as letters: class 1 core, class 1 other, class 2 core, class 2 other.
fn letters(clause: &str) -> String {
    let classes = [everything_holds("class1"), everything_holds("class2")];
    let levels = classes
        .iter()
        .flat_map(|scope| ["core", "other"].map(|system| level(scope, clause, system)));
    levels
        .map(|level| match level {
            Level::Must => 'M',
            Level::Should => 'S',
            Level::None => '-',
        })
        .collect()
}

#[test]
fn clauses_bind_by_class_and_by_core_as_the_guideline_says() {
    for (clause, expected) in [
        // 全部系統應
        ("4.4", "MMMM"),
        ("15.2", "MMMM"),
        // 核心系統應，非核心系統宜
        ("7.4", "MSMS"),
        ("11.2", "MSMS"),
        ("15.8", "MSMS"),
        ("25.1", "MSMS"),
        // 核心系統應
        ("14.2", "M-M-"),
        ("22.1", "M-M-"),
        // 第一類組織之核心系統應
        ("4.5", "M---"),
        ("12.5", "M---"),
        ("22.9", "M---"),
        // 第一類組織之核心系統宜
        ("4.6", "S---"),
        ("9.2", "S---"),
        // 宜
        ("22.7", "SSSS"),
        ("22.8", "SSSS"),
        ("24.3", "S-S-"),
        // 無義務
        ("15.6", "----"),
        ("22.3", "----"),
    ] {
        assert_eq!(letters(clause), expected, "{clause}");
    }
}

#[test]
fn parts_bind_on_their_own() {
    let class1 = everything_holds("class1");
    let class2 = everything_holds("class2");
    let parts = |scope: &Scope, clause, target: &str| -> Vec<Level> {
        let checks = checks_of(scope, clause);
        let check = checks
            .iter()
            .find(|c| c.target.as_ref().unwrap().id() == target)
            .unwrap();
        check.parts.iter().map(|part| part.level).collect()
    };
    use Level::{Must, None, Should};
    assert_eq!(parts(&class1, "14.2", "core"), [Must, Should]);
    assert_eq!(parts(&class2, "14.2", "core"), [Must, None]);
    assert_eq!(parts(&class2, "14.2", "other"), [None, None]);
    assert_eq!(parts(&class2, "15.8", "core"), [Must, None]);
    assert_eq!(parts(&class2, "15.8", "other"), [None, Should]);
    assert_eq!(parts(&class1, "8.1", "other"), [Must, Should, Must]);
}

#[test]
fn every_clause_is_in_the_scope_of_every_firm_that_can_be_described() {
    for class in ["class1", "class2"] {
        for systems in [
            "[]",
            r#"[{"id": "a", "name": "A", "core": true}]"#,
            r#"[{"id": "a", "name": "A", "core": false}, {"id": "b", "name": "B"}, {"id": "c", "name": "C", "core": true}]"#,
        ] {
            let json = format!(r#"{{"licences": ["sice"], "class": "{class}", "systems": {systems}}}"#);
            let profile = profile(&json);
            let checks = scope(&PACK, &profile).checks;
            for clause in PACK.clauses() {
                let targets: Vec<Option<Target>> = checks
                    .iter()
                    .filter(|check| check.clause == clause.id)
                    .map(|check| check.target.clone())
                    .collect();
                let expected: Vec<Option<Target>> = match clause.subject {
                    Subject::Organisation => vec![Some(Target::Organisation)],
                    Subject::System if profile.systems.is_empty() => vec![None],
                    Subject::System => profile
                        .systems
                        .iter()
                        .map(|s| Some(Target::System(s.id.clone())))
                        .collect(),
                };
                assert_eq!(targets, expected, "{} {json}", clause.id);
            }
            assert!(checks.iter().all(|check| !check.reasons.is_empty()), "{json}");
        }
    }
}

#[test]
fn without_systems_a_system_clause_has_no_target_and_no_level() {
    let scope = scope(&PACK, &profile(r#"{"licences": ["sice"], "class": "class1"}"#));
    let check = checks_of(&scope, "4.4")[0];
    assert_eq!(check.target, None);
    assert_eq!(check.level, Level::None);
    assert_eq!(check.reasons, [Reason::NoSystem]);
    let parts = &checks_of(&scope, "14.2")[0].parts;
    assert_eq!(parts.len(), 2);
    assert!(parts.iter().all(|part| part.level == Level::None));
}

#[test]
fn checks_come_in_clause_order_then_system_order() {
    let scope = everything_holds("class1");
    let clauses: Vec<_> = scope.checks.iter().map(|check| check.clause).collect();
    assert!(clauses.is_sorted());
    let of_one: Vec<&str> = checks_of(&scope, "4.4")
        .iter()
        .map(|c| c.target.as_ref().unwrap().id())
        .collect();
    assert_eq!(of_one, ["core", "other"]);
}

#[test]
fn an_open_class_uses_class_1_and_marks_exactly_what_would_differ() {
    let json = r#"{"licences": ["sice"], "systems": [{"id": "a", "name": "A", "core": true}]}"#;
    let profile = profile(json);
    let open = scope(&PACK, &profile);
    assert_eq!(open.classification.class, ClassResult::Undetermined);
    let class1 = scope_under(&PACK, &profile, Class::Class1);
    let class2 = scope_under(&PACK, &profile, Class::Class2);
    let levels = |check: &Check| {
        (
            check.level,
            check.parts.iter().map(|p| p.level).collect::<Vec<_>>(),
        )
    };
    for ((check, one), two) in open.checks.iter().zip(&class1).zip(&class2) {
        assert_eq!(levels(check), levels(one), "{}", check.clause);
        assert_eq!(check.provisional, levels(one) != levels(two), "{}", check.clause);
    }
    let provisional = open.checks.iter().filter(|check| check.provisional).count();
    assert!(provisional > 5, "{provisional}");
}

#[test]
fn a_settled_class_marks_nothing_provisional() {
    for class in ["class1", "class2"] {
        assert!(
            everything_holds(class)
                .checks
                .iter()
                .all(|check| !check.provisional)
        );
    }
}

#[test]
fn a_system_that_nobody_has_judged_counts_as_core_until_somebody_does() {
    let with_core = |core: &str| {
        let json = format!(
            r#"{{"licences": ["sice"], "class": "class2", "systems": [{{"id": "a", "name": "A", "core": {core}}}]}}"#
        );
        scope(&PACK, &profile(&json)).checks
    };
    let (open, core, other) = (with_core("null"), with_core("true"), with_core("false"));
    for ((open, core), other) in open.iter().zip(&core).zip(&other) {
        assert_eq!(open.level, core.level, "{}", open.clause);
        if core.level != other.level {
            assert!(open.provisional, "{}", open.clause);
            assert!(open.reasons.contains(&Reason::CoreUndecided), "{}", open.clause);
        }
    }
    let of_7_4 = open
        .iter()
        .find(|check| check.clause.to_string() == "7.4")
        .unwrap();
    assert!(of_7_4.provisional);
}

#[test]
fn an_open_class_and_an_open_core_decision_are_weighed_together() {
    // 14.2 後段 binds only core systems of Class 1: it differs under either reading.
    // A clause that falls away only for a non-core system of Class 2 would differ under both at once.
    let mut pack = PACK.clone();
    let clause = &mut pack.articles[0].clauses[2];
    clause.obligation.class2.noncore = Level::None;
    let id = clause.id;
    let profile = profile(r#"{"licences": ["sice"], "systems": [{"id": "a", "name": "A"}]}"#);
    let checks = scope(&pack, &profile).checks;
    let check = checks.iter().find(|check| check.clause == id).unwrap();
    assert_eq!(check.level, Level::Must);
    assert!(check.provisional);
}

#[test]
fn class_1_binds_at_least_as_strongly_as_class_2_and_core_as_non_core() {
    let (class1, class2) = (everything_holds("class1"), everything_holds("class2"));
    for (one, two) in class1.checks.iter().zip(&class2.checks) {
        assert!(one.level >= two.level, "{}", one.clause);
    }
    for scope in [&class1, &class2] {
        for clause in PACK.clauses().filter(|clause| clause.subject == Subject::System) {
            let id = clause.id.to_string();
            assert!(level(scope, &id, "core") >= level(scope, &id, "other"), "{id}");
        }
    }
}
