//! A pack of another framework works like the built-in one: nothing about the guideline is in the
//! code.

use std::sync::LazyLock;

use zicha::model::classify::{ClassResult, ForeignRegime, classify};
use zicha::model::pack::{Class, Level, Pack};
use zicha::model::profile_file::parse;
use zicha::model::rule::Rule;
use zicha::model::scope::{Reason, scope};

use crate::fixtures;

static PACK: LazyLock<Pack> =
    LazyLock::new(|| zicha::pack::load_dir(&fixtures::folder().join("valid/harbour")).unwrap());

#[test]
fn a_ferry_is_classified_by_the_sum_of_two_shares_and_a_negation() {
    let class = |json: &str| classify(&PACK, &parse(json, &PACK).unwrap());
    let at = r#"{"licences": ["ferry"], "night_trip_pct": "20.1", "storm_trip_pct": "13.2", "foreign_owner": false}"#;
    assert_eq!(class(at).criterion, "ferry.rough");
    let below = r#"{"licences": ["ferry"], "night_trip_pct": "20.1", "storm_trip_pct": "13.19999999999999999999", "foreign_owner": false}"#;
    assert_eq!(class(below).class, ClassResult::Class2);
    let foreign = r#"{"licences": ["ferry"], "night_trip_pct": 50, "foreign_owner": true}"#;
    let result = class(foreign);
    assert_eq!(result.class, ClassResult::Class2);
    assert_eq!(result.foreign_regime, ForeignRegime::FollowParent);
    let open = r#"{"licences": ["ferry"], "night_trip_pct": 50}"#;
    assert_eq!(class(open).missing, ["foreign_owner"]);
}

#[test]
fn a_tug_is_classified_by_its_quay_or_its_fleet() {
    let class = |json: &str| classify(&PACK, &parse(json, &PACK).unwrap());
    let grade = r#"{"licences": ["tug"], "quay_grade": 1}"#;
    assert_eq!(class(grade).class, ClassResult::Class1);
    let fleet = r#"{"licences": ["tug"], "quay_grade": "none", "fleet_value_twd": 6999999}"#;
    assert_eq!(class(fleet).criterion, "otherwise");
    let open = r#"{"licences": ["tug"], "quay_grade": null, "fleet_value_twd": 6999999}"#;
    assert_eq!(class(open).missing, ["quay_grade"]);
}

#[test]
fn scope_follows_the_conditions_of_the_invented_pack() {
    let profile = parse(
        r#"{"licences": ["tug"], "quay_grade": 1, "conditions": ["carries_passengers", "radio_breakdown"],
            "systems": [{"id": "big", "name": "大船", "core": true, "conditions": ["has_spare_radio"]},
                        {"id": "small", "name": "小船", "core": false}]}"#,
        &PACK,
    )
    .unwrap();
    let checks = scope(&PACK, &profile).checks;
    let levels: Vec<(String, &str, Level)> = checks
        .iter()
        .map(|check| {
            (
                check.clause.to_string(),
                check.target.as_ref().unwrap().id(),
                check.level,
            )
        })
        .collect();
    assert_eq!(
        levels,
        [
            ("2.1".into(), "organisation", Level::None),
            ("3.1".into(), "big", Level::Must),
            ("3.1".into(), "small", Level::Must),
        ]
    );
    let spare = &checks[1].parts[1];
    assert_eq!(spare.level, Level::None);
    assert!(
        spare
            .reasons
            .contains(&Reason::Exempted("has_spare_radio".into()))
    );
}

#[test]
fn a_pack_without_criteria_or_foreign_regime_puts_everyone_in_the_other_class() {
    let pack = zicha::pack::load_dir(&fixtures::folder().join("valid/smallest")).unwrap();
    let result = classify(&pack, &parse(r#"{"licences": ["any"]}"#, &pack).unwrap());
    assert_eq!(result.class, ClassResult::Class2);
    assert_eq!(result.criterion, "otherwise");
    assert_eq!(result.foreign_regime, ForeignRegime::Domestic);
}

#[test]
fn a_stricter_criterion_that_is_still_open_keeps_a_met_milder_one_from_settling_the_class() {
    let mut pack = PACK.clone();
    let criteria = &mut pack.classification.criteria;
    criteria.retain(|criterion| criterion.licence == "tug");
    let mut milder = criteria[0].clone();
    milder.id = "tug.domestic".into();
    milder.class = Class::Class2;
    milder.rule = Rule::Is("foreign_owner".into(), false);
    criteria.push(milder);
    pack.classification.otherwise.class = Class::Class1;
    let class = |json: &str| classify(&pack, &parse(json, &pack).unwrap());

    let open = class(r#"{"licences": ["tug"], "foreign_owner": false, "quay_grade": 2}"#);
    assert_eq!(open.class, ClassResult::Undetermined);
    assert_eq!(open.missing, ["fleet_value_twd"]);
    let milder =
        class(r#"{"licences": ["tug"], "foreign_owner": false, "quay_grade": 2, "fleet_value_twd": 1}"#);
    assert_eq!(
        (milder.class, milder.criterion.as_str()),
        (ClassResult::Class2, "tug.domestic")
    );
    let stricter = class(r#"{"licences": ["tug"], "foreign_owner": false, "quay_grade": 1}"#);
    assert_eq!(
        (stricter.class, stricter.criterion.as_str()),
        (ClassResult::Class1, "tug.quay")
    );
    let unlisted = class(r#"{"licences": ["tug"], "quay_grade": 2, "fleet_value_twd": 1}"#);
    assert_eq!(unlisted.missing, ["foreign_owner"]);
}
