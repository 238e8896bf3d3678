//! Rules on the facts everything else rests on.

use zicha::model::pack::Class;
use zicha::model::profile::{Ground, Tri};
use zicha::model::self_check::{Place, Rule};

use super::Case;

fn field(field: &str) -> Place {
    Place::Profile(Some(field.to_owned()))
}

const AUM: &str = "aum_prev_year_monthly_average_twd";

#[test]
fn a_class_that_cannot_be_told_names_what_is_missing() {
    let open = Case::new().where_profile(|profile| {
        profile.figures.remove(AUM);
    });
    open.finds(Rule::ClassUndetermined, field(AUM));
    Case::new().spares(Rule::ClassUndetermined);
}

#[test]
fn a_class_set_by_hand_is_told() {
    Case::new()
        .where_profile(|profile| profile.class = Some(Class::Class1))
        .finds(Rule::ClassSetByHand, field("class"));
    Case::new().spares(Rule::ClassSetByHand);
}

#[test]
fn a_figure_has_its_period_and_document() {
    let without = Case::new().where_profile(|profile| {
        profile.figure_sources.get_mut(AUM).unwrap().document.clear();
    });
    without.finds(Rule::FigureWithoutSource, field(AUM));
    Case::new().spares(Rule::FigureWithoutSource);
}

#[test]
fn the_assessed_period_has_two_ends() {
    Case::new()
        .where_profile(|profile| profile.assessment.to.clear())
        .finds(Rule::PeriodMissing, field("assessment.to"));
    Case::new().spares(Rule::PeriodMissing);
}

#[test]
fn an_assessment_without_systems_is_told() {
    Case::new()
        .where_profile(|profile| profile.systems.clear())
        .finds(Rule::NoSystem, Place::Profile(None))
        .spares(Rule::NoCoreWithoutReason);
    Case::new().spares(Rule::NoSystem);
}

#[test]
fn whether_a_system_is_core_is_decided_and_grounded() {
    let fund = || Place::System("fund".to_owned());
    let undecided = Case::new().where_profile(|profile| profile.systems[0].core = None);
    undecided
        .finds(Rule::CoreUndecided, fund())
        .spares(Rule::CoreWithoutGround);
    let bare = Case::new().where_profile(|profile| profile.systems[0].core_confirmed_on.clear());
    bare.finds(Rule::CoreWithoutGround, fund())
        .spares(Rule::CoreUndecided);
    Case::new()
        .spares(Rule::CoreUndecided)
        .spares(Rule::CoreWithoutGround);
}

#[test]
fn no_core_system_at_all_needs_a_reason_and_a_person() {
    let none = Case::new().where_profile(|profile| profile.systems[0].core = Some(false));
    none.finds(Rule::NoCoreWithoutReason, Place::Profile(None));
    none.where_profile(|profile| {
        profile.no_core_systems = Some(Ground {
            fact: "皆可人工作業".to_owned(),
            confirmed_by: "總經理".to_owned(),
            ..Ground::default()
        });
    })
    .spares(Rule::NoCoreWithoutReason);
    Case::new().spares(Rule::NoCoreWithoutReason);
}

#[test]
fn a_condition_nobody_has_answered_names_the_clauses_that_hang_on_it() {
    let open = Case::new().where_profile(|profile| {
        profile
            .conditions
            .insert("personal_data_held".to_owned(), Tri::Unasked);
    });
    let place = Place::Condition {
        id: "personal_data_held".to_owned(),
        system: None,
    };
    open.finds(Rule::ConditionUnasked, place);
    let issues = open.check().issues;
    let issue = issues
        .iter()
        .find(|issue| issue.rule == Rule::ConditionUnasked)
        .unwrap();
    let clauses = &issue.values[0].1;
    assert_eq!(clauses, "26.1 26.2 26.3 26.6 26.7");
    Case::new().spares(Rule::ConditionUnasked);
}

#[test]
fn a_no_that_takes_clauses_out_needs_fact_person_and_evidence() {
    let place = Place::Condition {
        id: "internet_ordering".to_owned(),
        system: None,
    };
    let bare = Case::new();
    assert!(bare.places(Rule::ExclusionWithoutGround).contains(&place));
    let grounded = |evidence: &str| {
        Case::new().where_profile(|profile| {
            let ground = Ground {
                fact: "僅收紙本委託".to_owned(),
                confirmed_by: "業務主管".to_owned(),
                evidence: evidence.to_owned(),
                ..Ground::default()
            };
            profile.grounds.insert("internet_ordering".to_owned(), ground);
        })
    };
    let objects = |case: Case| case.places(Rule::ExclusionWithoutGround).contains(&place);
    assert!(objects(grounded("")));
    assert!(!objects(grounded("E-001")));
}

#[test]
fn a_no_of_one_system_is_grounded_by_that_system_or_for_the_whole_firm() {
    let place = |system: &str| Place::Condition {
        id: "default_password".to_owned(),
        system: Some(system.to_owned()),
    };
    let ground = Ground {
        fact: "首次登入自訂密碼".to_owned(),
        confirmed_by: "資訊主管".to_owned(),
        evidence: "E-002".to_owned(),
        ..Ground::default()
    };
    let own = Case::new().where_profile(|profile| {
        profile.systems[0]
            .grounds
            .insert("default_password".to_owned(), ground.clone());
    });
    let places = own.places(Rule::ExclusionWithoutGround);
    assert!(!places.contains(&place("fund")) && places.contains(&place("web")));
    let general = Case::new().where_profile(|profile| {
        profile
            .grounds
            .insert("default_password".to_owned(), ground.clone());
    });
    let places = general.places(Rule::ExclusionWithoutGround);
    assert!(!places.contains(&place("fund")) && !places.contains(&place("web")));
}

#[test]
fn a_no_takes_out_only_what_would_bind_otherwise() {
    // 22.2 binds core systems of the first class alone; this firm is of the second.
    let place = Place::Condition {
        id: "sensitive_over_internal_network".to_owned(),
        system: Some("fund".to_owned()),
    };
    let second = Case::new();
    assert!(!second.places(Rule::ExclusionWithoutGround).contains(&place));
    let first = Case::new().where_profile(|profile| profile.class = Some(Class::Class1));
    assert!(first.places(Rule::ExclusionWithoutGround).contains(&place));
}
