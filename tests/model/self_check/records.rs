//! Rules on evidence, accepted risks, findings, actions, earlier findings and people.

use serde_json::{Value, json};
use zicha::model::assessment::State;
use zicha::model::change::Kind;
use zicha::model::reporting::EvidenceState;
use zicha::model::self_check::{Place, Rule};

use super::{Case, at};

fn evidence(more: Value) -> Case {
    Case::new().evidence("e", "4.4@fund", more)
}

fn e() -> Place {
    Place::Evidence("e".to_owned())
}

#[test]
fn what_was_found_of_files_is_told_only_where_somebody_looked() {
    let found = [
        (EvidenceState::Changed, Rule::EvidenceChanged),
        (EvidenceState::Missing, Rule::EvidenceLost),
        (EvidenceState::NotAFile, Rule::EvidenceNotAFile),
        (EvidenceState::Unreadable, Rule::EvidenceUnreadable),
    ];
    for (state, rule) in found {
        let mut case = evidence(json!({"kind": "file"}));
        case.spares(rule);
        assert!(!case.check().files_checked);
        case.states.insert("e".to_owned(), state);
        case.finds(rule, e());
        assert!(case.check().files_checked);
        case.states.insert("e".to_owned(), EvidenceState::Ok);
        case.spares(rule);
    }
}

#[test]
fn evidence_must_be_valid_on_the_day_the_assessment_stands_as_of() {
    let until = |day: &str| evidence(json!({"valid_until": day}));
    until("2026-11-22").finds(Rule::EvidenceExpired, e());
    until("2026-11-23").spares(Rule::EvidenceExpired);
    until("2026-11-22")
        .where_profile(|profile| profile.assessment.as_of = "2026-07-15".to_owned())
        .spares(Rule::EvidenceExpired);
}

#[test]
fn evidence_speaks_of_the_assessed_period() {
    evidence(json!({"dated": "2025-12-31"})).finds(Rule::EvidenceOutsidePeriod, e());
    evidence(json!({"dated": "2026-01-01"})).spares(Rule::EvidenceOutsidePeriod);
    evidence(json!({"dated": "2025-12-31", "covers_from": "2025-07-01", "covers_to": "2026-01-31"}))
        .spares(Rule::EvidenceOutsidePeriod);
    evidence(json!({"covers_from": "2025-01-01", "covers_to": "2025-12-31"}))
        .finds(Rule::EvidenceOutsidePeriod, e());
}

#[test]
fn evidence_has_a_day_that_has_come() {
    evidence(json!({"dated": ""})).finds(Rule::EvidenceUndated, e());
    evidence(json!({"dated": "", "covers_to": "2026-06-30"})).spares(Rule::EvidenceUndated);
    evidence(json!({"dated": "2026-11-24"})).finds(Rule::EvidenceFromFuture, e());
    evidence(json!({"dated": "2026-11-23"})).spares(Rule::EvidenceFromFuture);
}

#[test]
fn evidence_is_tied_to_something() {
    evidence(json!({})).spares(Rule::EvidenceUnattached);
    Case::new()
        .record(
            Kind::Evidence,
            json!({"uid": "e", "number": 1, "kind": "document", "location": "DOC-1"}),
        )
        .finds(Rule::EvidenceUnattached, e());
}

#[test]
fn an_interview_is_confirmed_by_its_person() {
    evidence(json!({"kind": "interview"})).finds(Rule::InterviewUnconfirmed, e());
    evidence(json!({"kind": "interview", "interview": {"title": "資訊主管"}}))
        .finds(Rule::InterviewUnconfirmed, e());
    evidence(json!({"kind": "interview", "interview": {"confirmed_on": "2026-07-01"}}))
        .spares(Rule::InterviewUnconfirmed);
    evidence(json!({"kind": "document"})).spares(Rule::InterviewUnconfirmed);
}

fn risk(more: Value) -> Case {
    let mut accepted = json!({"until": "2027-06-30", "reason": "原廠改版", "approver": "總經理",
        "approval_number": "核 1", "compensating": "每月抽查"});
    super::merge(&mut accepted, more);
    Case::new().answer(
        "4.4@fund",
        State::Partial,
        json!({"risk_accepted": accepted, "prepared_at": "2026-07-01T09:00:00+08:00"}),
    )
}

#[test]
fn an_accepted_risk_has_reason_approver_and_a_last_day() {
    for missing in ["reason", "approver", "until"] {
        risk(json!({missing: ""})).finds(Rule::RiskIncomplete, at("4.4@fund"));
    }
    risk(json!({})).spares(Rule::RiskIncomplete);
}

#[test]
fn an_accepted_risk_has_a_number_and_something_is_done_meanwhile() {
    for missing in ["approval_number", "compensating"] {
        risk(json!({missing: ""})).finds(Rule::RiskUnsupported, at("4.4@fund"));
    }
    risk(json!({})).spares(Rule::RiskUnsupported);
}

#[test]
fn an_accepted_risk_runs_out_is_due_soon_or_lasts_too_long_and_never_two_of_these() {
    let rules = [Rule::RiskExpired, Rule::RiskDueSoon, Rule::RiskTooLong];
    let cases = [
        ("2026-11-22", Some(Rule::RiskExpired)),
        ("2026-11-23", Some(Rule::RiskDueSoon)),
        ("2026-12-23", Some(Rule::RiskDueSoon)),
        ("2026-12-24", None),
        ("2027-07-01", None),
        ("2027-07-02", Some(Rule::RiskTooLong)),
    ];
    for (until, expected) in cases {
        let case = risk(json!({"until": until}));
        let found: Vec<Rule> = rules
            .into_iter()
            .filter(|rule| !case.places(*rule).is_empty())
            .collect();
        assert_eq!(found, expected.into_iter().collect::<Vec<_>>(), "{until}");
    }
}

fn finding(more: Value) -> Case {
    let mut finding = json!({"uid": "f", "number": 1, "clause": "4.4", "target": "fund",
        "condition": "未清查", "recommendation": "每半年清查", "found_on": "2026-06-01"});
    super::merge(&mut finding, more);
    Case::new()
        .answer("4.4@fund", State::NotMet, json!({"note": "未清查"}))
        .record(Kind::Finding, finding)
}

fn action(more: Value) -> Case {
    let mut action = json!({"uid": "x", "finding": "f", "description": "清查", "owner": "資訊主管",
        "due": "2026-12-31"});
    super::merge(&mut action, more);
    finding(json!({})).record(Kind::Action, action)
}

fn f() -> Place {
    Place::Finding("f".to_owned())
}

fn x() -> Place {
    Place::Action("x".to_owned())
}

#[test]
fn a_finding_says_what_was_found_and_what_should_be_done() {
    finding(json!({"condition": ""})).finds(Rule::FindingIncomplete, f());
    finding(json!({"recommendation": " "})).finds(Rule::FindingIncomplete, f());
    finding(json!({})).spares(Rule::FindingIncomplete);
}

#[test]
fn somebody_does_something_about_a_finding() {
    finding(json!({})).finds(Rule::FindingWithoutAction, f());
    action(json!({})).spares(Rule::FindingWithoutAction);
    action(json!({"dropped": "改由集團辦理"})).finds(Rule::FindingWithoutAction, f());
}

#[test]
fn a_finding_outlives_its_gap_only_until_somebody_looks() {
    finding(json!({})).spares(Rule::FindingWithoutGap);
    Case::new()
        .answer("4.4@fund", State::Met, json!({}))
        .record(
            Kind::Finding,
            json!({"uid": "f", "number": 1, "clause": "4.4", "target": "fund"}),
        )
        .finds(Rule::FindingWithoutGap, f())
        .spares(Rule::FindingWithoutAction);
}

#[test]
fn an_action_has_an_owner_and_a_day() {
    action(json!({"owner": ""})).finds(Rule::ActionWithoutOwner, x());
    action(json!({"due": ""})).finds(Rule::ActionWithoutDue, x());
    action(json!({}))
        .spares(Rule::ActionWithoutOwner)
        .spares(Rule::ActionWithoutDue);
    action(json!({"owner": "", "due": "", "done": true}))
        .spares(Rule::ActionWithoutOwner)
        .spares(Rule::ActionWithoutDue);
}

#[test]
fn an_action_is_overdue_from_the_day_after() {
    action(json!({"due": "2026-11-22"})).finds(Rule::ActionOverdue, x());
    action(json!({"due": "2026-11-23"})).spares(Rule::ActionOverdue);
    action(json!({"due": "2026-11-22", "done": true})).spares(Rule::ActionOverdue);
}

#[test]
fn an_action_is_not_due_before_its_finding() {
    action(json!({"due": "2026-05-31"})).finds(Rule::ActionBeforeFinding, x());
    action(json!({"due": "2026-06-01"})).spares(Rule::ActionBeforeFinding);
}

#[test]
fn what_is_done_is_verified() {
    action(json!({"done": true})).finds(Rule::ActionUnverified, x());
    action(json!({"done": true, "verified_on": "2026-11-01"})).spares(Rule::ActionUnverified);
}

fn earlier(more: Value) -> Case {
    let mut earlier = json!({"uid": "p", "number": 1, "condition": "未清查", "clauses": ["4.4"],
        "deadline": "2026-12-31", "state": "open"});
    super::merge(&mut earlier, more);
    finding(json!({})).record(Kind::Earlier, earlier)
}

fn p() -> Place {
    Place::Earlier("p".to_owned())
}

#[test]
fn an_earlier_finding_is_overdue_while_it_is_open_after_its_deadline() {
    earlier(json!({"deadline": "2026-11-22"})).finds(Rule::EarlierOverdue, p());
    earlier(json!({"deadline": "2026-11-23"})).spares(Rule::EarlierOverdue);
    earlier(json!({"deadline": "2026-11-22", "state": "verified"})).spares(Rule::EarlierOverdue);
}

#[test]
fn an_earlier_finding_recurs_where_its_clause_is_a_gap_again() {
    earlier(json!({"state": "improved"})).finds(Rule::EarlierRecurs, p());
    earlier(json!({"state": "improving"})).spares(Rule::EarlierRecurs);
    earlier(json!({"state": "improved", "clauses": ["4.1"]})).spares(Rule::EarlierRecurs);
}

#[test]
fn a_finding_that_repeats_an_earlier_one_is_told() {
    finding(json!({"repeats": "p"})).finds(Rule::EarlierRepeated, f());
    finding(json!({})).spares(Rule::EarlierRepeated);
}

fn signed(role: &str, by: &str) -> Case {
    Case::new().record(
        Kind::SignOff,
        json!({"uid": "o", "role": role, "by": by, "at": "2026-11-01T09:00:00+08:00", "digest": "", "count": 1}),
    )
}

#[test]
fn nobody_approves_what_they_prepared() {
    let o = Place::SignOff("o".to_owned());
    signed("approver", "資訊主管").finds(Rule::ApproverIsPreparer, o.clone());
    signed("reviewer", " 資訊主管 ").finds(Rule::ApproverIsPreparer, o);
    signed("approver", "總經理").spares(Rule::ApproverIsPreparer);
    signed("preparer", "資訊主管").spares(Rule::ApproverIsPreparer);
    let reviewed = |by: &str| {
        Case::new()
            .answer("4.4@fund", State::Met, json!({"prepared_by": "資訊主管"}))
            .record(
                Kind::Review,
                json!({"uid": "r", "clause": "4.4", "target": "fund", "state": "approved", "by": by,
                    "at": "2026-11-01T09:00:00+08:00"}),
            )
    };
    reviewed("資訊主管").finds(Rule::ApproverIsPreparer, at("4.4@fund"));
    reviewed("稽核人員甲").spares(Rule::ApproverIsPreparer);
}

#[test]
fn a_sign_off_is_stale_once_the_assessment_was_changed() {
    let stale = signed("preparer", "資訊主管");
    stale.finds(Rule::SignOffStale, Place::SignOff("o".to_owned()));
    let digest = Case::new().assessment.digest();
    let current = Case::new().record(
        Kind::SignOff,
        json!({"uid": "o", "role": "preparer", "by": "資訊主管", "at": "2026-11-01T09:00:00+08:00",
            "digest": digest, "count": 1}),
    );
    current.spares(Rule::SignOffStale);
}

#[test]
fn an_approval_is_reopened_by_a_later_change() {
    let approved = |note: &str| {
        let answered = Case::new().answer("4.4@fund", State::Met, json!({"note": "每半年清查"}));
        let check = at("4.4@fund");
        let Place::Check { clause, target, .. } = &check else {
            panic!()
        };
        let seen = zicha::model::review::content_of(&answered.assessment, *clause, target);
        Case::new()
            .answer("4.4@fund", State::Met, json!({"note": note}))
            .record(
                Kind::Review,
                json!({"uid": "r", "clause": "4.4", "target": "fund", "state": "approved", "by": "稽核人員甲",
                    "at": "2026-11-01T09:00:00+08:00", "seen": seen}),
            )
    };
    approved("每半年清查").spares(Rule::ApprovalReopened);
    approved("每年清查").finds(Rule::ApprovalReopened, at("4.4@fund"));
}
