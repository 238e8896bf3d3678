//! Rules on answers.

use serde_json::json;
use zicha::model::assessment::State;
use zicha::model::profile::FieldValue;
use zicha::model::self_check::Rule;

use super::{Case, at};
use crate::PACK;

/// Met with a note, a test and evidence that is no mere rule.
fn sound() -> Case {
    Case::new()
        .answer(
            "4.4@fund",
            State::Met,
            json!({"note": "每半年清查", "methods": ["examine", "test"]}),
        )
        .evidence("e1", "4.4@fund", json!({}))
}

#[test]
fn a_sound_firm_with_a_sound_answer_has_nothing_but_facts_without_grounds() {
    let rules: Vec<Rule> = sound().check().issues.iter().map(|issue| issue.rule).collect();
    assert!(
        rules.iter().all(|rule| *rule == Rule::ExclusionWithoutGround),
        "{rules:?}"
    );
}

#[test]
fn met_or_partial_needs_evidence() {
    for state in [State::Met, State::Partial] {
        let bare = Case::new().answer("4.4@fund", state, json!({}));
        bare.finds(Rule::EvidenceMissing, at("4.4@fund"));
        bare.evidence("e1", "4.4@fund", json!({}))
            .spares(Rule::EvidenceMissing);
    }
    Case::new()
        .answer("4.4@fund", State::NotMet, json!({}))
        .spares(Rule::EvidenceMissing);
}

#[test]
fn met_on_written_rules_alone_was_never_tested() {
    let by_item = |item: &str, methods: &[&str]| {
        Case::new()
            .answer("4.4@fund", State::Met, json!({"methods": methods}))
            .evidence("e1", "6.1", json!({}))
            .tie("e1", "4.4@fund", Some(item))
    };
    // e1 of 4.4 is the account management procedure, e3 the record of the review.
    by_item("e1", &["examine"]).finds(Rule::PolicyOnly, at("4.4@fund"));
    by_item("e1", &[]).finds(Rule::PolicyOnly, at("4.4@fund"));
    by_item("e1", &["examine", "interview"]).spares(Rule::PolicyOnly);
    by_item("e3", &["examine"]).spares(Rule::PolicyOnly);
    by_item("e1", &["examine"])
        .tie("e1", "4.4@fund", None)
        .evidence("e2", "4.4@fund", json!({"title": "測試紀錄"}))
        .spares(Rule::PolicyOnly);
    // One document may hold both the plan and the record of its exercise.
    Case::new()
        .answer("13.1@fund", State::Met, json!({}))
        .evidence("e1", "6.1", json!({"title": "營運持續計畫及 5 月演練紀錄"}))
        .tie("e1", "13.1@fund", Some("e1"))
        .spares(Rule::PolicyOnly);
    Case::new()
        .answer("4.4@fund", State::Met, json!({}))
        .evidence("e1", "4.4@fund", json!({"title": "帳號管理辦法（第三版）.pdf"}))
        .finds(Rule::PolicyOnly, at("4.4@fund"));
}

#[test]
fn a_procedure_with_a_test_wants_more_than_examining() {
    let with = |methods: &[&str]| {
        Case::new()
            .answer("4.3@fund", State::Met, json!({"methods": methods}))
            .evidence("e1", "4.3@fund", json!({}))
    };
    with(&["examine"]).finds(Rule::NeverTested, at("4.3@fund"));
    with(&["examine", "test"]).spares(Rule::NeverTested);
    with(&[]).spares(Rule::NeverTested);
}

#[test]
fn a_claim_that_something_does_not_apply_needs_a_reason_and_another_person() {
    let claimed = |more| Case::new().answer("4.4@fund", State::NotApplicable, more);
    let bare = claimed(json!({}));
    bare.finds(Rule::NotApplicableWithoutReason, at("4.4@fund"))
        .finds(Rule::NotApplicableUnreviewed, at("4.4@fund"));
    let own = claimed(json!({"note": "無帳號", "reviewer": "資訊主管", "prepared_by": "資訊主管"}));
    own.finds(Rule::ReviewedByPreparer, at("4.4@fund"))
        .spares(Rule::NotApplicableWithoutReason)
        .spares(Rule::NotApplicableUnreviewed);
    claimed(json!({"note": "無帳號", "reviewer": "稽核人員甲", "prepared_by": "資訊主管"}))
        .spares(Rule::ReviewedByPreparer);
}

#[test]
fn what_could_not_be_determined_says_why() {
    let unable = |more| Case::new().answer("4.4@fund", State::Unable, more);
    unable(json!({})).finds(Rule::UnableWithoutReason, at("4.4@fund"));
    unable(json!({"limitation": {"missing": "清查紀錄", "reason": "承辦人離職"}}))
        .spares(Rule::UnableWithoutReason);
    unable(json!({})).spares(Rule::NotApplicableWithoutReason);
}

#[test]
fn a_gap_needs_a_finding() {
    use zicha::model::change::Kind;
    let gap = Case::new().answer("4.4@fund", State::Partial, json!({}));
    gap.finds(Rule::FindingMissing, at("4.4@fund"));
    gap.record(
        Kind::Finding,
        json!({"uid": "f", "number": 1, "clause": "4.4", "target": "web",
            "also": [{"clause": "4.4", "target": "fund"}]}),
    )
    .spares(Rule::FindingMissing);
}

#[test]
fn an_answer_says_how_it_is_done() {
    let met = |note: &str| Case::new().answer("4.4@fund", State::Met, json!({"note": note}));
    met(" ").finds(Rule::NarrativeMissing, at("4.4@fund"));
    met("每半年清查").spares(Rule::NarrativeMissing);
}

#[test]
fn an_alternative_needs_its_reasoning_and_the_control_that_stands_in() {
    let with = |more| Case::new().answer("4.4@fund", State::Met, more);
    with(json!({"alternative": "  "}))
        .finds(Rule::AlternativeWithoutReasoning, at("4.4@fund"))
        .finds(Rule::AlternativeWithoutBasis, at("4.4@fund"));
    with(json!({"alternative": "每月由主管抽查，效果相當", "alternative_basis": {"kind": "compensating", "name": "主管抽查"}}))
        .spares(Rule::AlternativeWithoutReasoning)
        .spares(Rule::AlternativeWithoutBasis);
    with(json!({"alternative_basis": {"kind": "compensating", "name": "主管抽查"}}))
        .finds(Rule::AlternativeWithoutReasoning, at("4.4@fund"));
}

#[test]
fn a_parent_norm_may_be_used_only_where_all_four_questions_are_answered_yes() {
    let parent = || {
        Case::new().answer(
            "4.4@fund",
            State::Met,
            json!({"alternative": "較嚴格", "alternative_basis": {"kind": "parent_norm", "name": "Group Standard"}}),
        )
    };
    parent().finds(Rule::ParentNormNotOpen, at("4.4@fund"));
    let foreign = [
        "foreign_group",
        "system_built_by_parent",
        "parent_norm_better",
        "parent_regime_at_least",
    ];
    let known: Vec<String> = PACK
        .classification
        .foreign_regime
        .rule
        .fields()
        .into_iter()
        .collect();
    assert_eq!(known.len(), foreign.len());
    parent()
        .where_profile(|profile| {
            let yes = known.iter().map(|field| (field.clone(), FieldValue::Flag(true)));
            profile.figures.extend(yes);
        })
        .spares(Rule::ParentNormNotOpen);
}

#[test]
fn a_sample_is_drawn_from_something_and_is_not_larger() {
    let with = |sample| Case::new().answer("4.4@fund", State::Met, json!({"sample": sample}));
    with(json!({"size": "15"})).finds(Rule::SampleIncomplete, at("4.4@fund"));
    with(json!({"population": "58 個帳號", "size": "15"}))
        .spares(Rule::SampleIncomplete)
        .spares(Rule::SampleExceedsPopulation);
    with(json!({"population": "58 個帳號", "size": "６０"}))
        .finds(Rule::SampleExceedsPopulation, at("4.4@fund"));
    with(json!({"population": "3 個群組共 58 個帳號", "size": "60"})).spares(Rule::SampleExceedsPopulation);
}

#[test]
fn exceptions_in_the_sample_do_not_go_with_met() {
    let with = |state, exceptions: &str| {
        Case::new().answer("4.4@fund", state, json!({"sample": {"exceptions": exceptions}}))
    };
    with(State::Met, "2 個離職帳號仍啟用").finds(Rule::ExceptionsThoughMet, at("4.4@fund"));
    with(State::Partial, "2 個離職帳號仍啟用").spares(Rule::ExceptionsThoughMet);
    for none in ["無", "無。", "None", "n/a", ""] {
        with(State::Met, none).spares(Rule::ExceptionsThoughMet);
    }
}

#[test]
fn a_rented_system_is_shown_by_who_rents_it_out() {
    let rented = |issuer: &str| {
        sound()
            .where_profile(|profile| profile.systems[0].vendor = "甲資訊公司".to_owned())
            .evidence("e2", "4.4@fund", json!({"issuer": issuer}))
    };
    rented("").finds(Rule::VendorEvidenceMissing, at("4.4@fund"));
    rented("乙公司").finds(Rule::VendorEvidenceMissing, at("4.4@fund"));
    rented("甲資訊公司 客服部").spares(Rule::VendorEvidenceMissing);
    sound().spares(Rule::VendorEvidenceMissing);
}

#[test]
fn answers_that_need_not_be_given_are_told() {
    Case::new()
        .answer("19.6@fund", State::Met, json!({}))
        .finds(Rule::OutOfScope, at("19.6@fund"))
        .spares(Rule::EvidenceMissing);
    Case::new()
        .answer("4.4@fund", State::Met, json!({}))
        .spares(Rule::OutOfScope);
    let removed =
        Case::new()
            .answer("4.4@gone", State::Met, json!({}))
            .answer("4.3@gone", State::Met, json!({}));
    removed.finds(Rule::RemovedSystem, at("4.3@gone"));
    Case::new()
        .answer("4.4@gone", State::Unanswered, json!({}))
        .spares(Rule::RemovedSystem);
}

#[test]
fn a_contradiction_explains_an_answer_out_of_scope() {
    let none = Case::new().where_profile(|profile| {
        profile.conditions.insert(
            "external_remote_to_internal_network".to_owned(),
            zicha::model::profile::Tri::No,
        );
    });
    let answered = none.answer("6.3", State::Met, json!({}));
    answered
        .finds(Rule::Contradiction, at("6.3"))
        .spares(Rule::OutOfScope);
}
