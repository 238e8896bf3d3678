//! Sign-offs: what they bind to, when they no longer stand, and what is said to have changed.

use serde_json::json;
use zicha::engagement::Engagement;
use zicha::engagement::request::{FindingDraft, SignOffDraft};
use zicha::model::assessment::{EvidenceKind, State};
use zicha::model::change::Kind;
use zicha::model::scope::Target;
use zicha::model::sign_off::Standing;
use zicha::model::signing::Role;

use super::support::*;

fn draft(role: Role, by: &str) -> SignOffDraft {
    SignOffDraft {
        role,
        by: by.to_owned(),
        title: String::new(),
        note: String::new(),
    }
}

/// A workbook that its preparer has signed off.
fn signed(folder: &TempDir) -> Engagement {
    let mut open = workbook(folder);
    open.answer(&[key("4.1"), key("4.4@hr")], &state(State::Met))
        .unwrap();
    let saved = open
        .sign_off(&draft(Role::Preparer, "資訊主管"))
        .unwrap()
        .unwrap();
    assert_eq!(saved.signed, Some(true));
    open
}

fn only(open: &Engagement) -> Standing {
    let mut all = open.sign_offs().unwrap();
    assert_eq!(all.len(), 1);
    all.remove(0)
}

fn checks(standing: &Standing) -> Vec<String> {
    let checks = standing.checks.iter();
    checks
        .map(|check| format!("{} {}", check.clause, check.target))
        .collect()
}

fn others(standing: &Standing) -> Vec<(Kind, &str)> {
    let others = standing.others.iter();
    others.map(|other| (other.kind, other.id.as_str())).collect()
}

#[test]
fn a_sign_off_stands_until_something_assessed_changes_and_names_the_check() {
    let folder = TempDir::new().unwrap();
    let mut open = signed(&folder);
    assert!(only(&open).current);
    let saved = open.answer(&[key("4.4@hr")], &note("補充")).unwrap().unwrap();
    assert_eq!(saved.signed, Some(false));
    let standing = only(&open);
    assert!(!standing.current);
    assert_eq!(checks(&standing), ["4.4 hr"]);
    assert_eq!(others(&standing), []);
}

#[test]
fn what_was_changed_and_undone_is_no_change() {
    let folder = TempDir::new().unwrap();
    let mut open = signed(&folder);
    open.answer(&[key("4.4@trade")], &state(State::NotMet)).unwrap();
    open.answer(&[key("4.1")], &state(State::Partial)).unwrap();
    let saved = open.undo().unwrap().unwrap();
    assert_eq!(saved.signed, Some(false));
    assert_eq!(checks(&only(&open)), ["4.4 trade"]);
    let saved = open.undo().unwrap().unwrap();
    assert_eq!(saved.signed, Some(true));
    assert!(only(&open).current);
}

#[test]
fn profile_systems_evidence_and_findings_are_told_apart_from_checks() {
    let folder = TempDir::new().unwrap();
    let mut open = signed(&folder);
    open.set_profile(&[("organisation.tax_id".to_owned(), json!("12345678"))])
        .unwrap();
    let uid = open.assessment().profile.system("hr").unwrap().uid.clone();
    open.set_system(&uid, &[("core_reason".to_owned(), json!("停擺不影響交易"))])
        .unwrap();
    open.attach_evidence(&evidence(EvidenceKind::Document, "資安-01"), &tie("4.1"))
        .unwrap();
    let finding = FindingDraft {
        condition: Some("未審查".to_owned()),
        ..FindingDraft::default()
    };
    open.add_finding("4.4".parse().unwrap(), &Target::System("hr".to_owned()), &finding)
        .unwrap();
    let standing = only(&open);
    assert_eq!(
        checks(&standing),
        ["4.1 organisation"],
        "the evidence was tied to it"
    );
    assert_eq!(
        others(&standing),
        [
            (Kind::Profile, ""),
            (Kind::System, "hr"),
            (Kind::Evidence, "E-001"),
            (Kind::Finding, "F-01")
        ]
    );
}

#[test]
fn reviewing_and_signing_do_not_make_a_sign_off_stale() {
    let folder = TempDir::new().unwrap();
    let mut open = signed(&folder);
    let check = zicha::model::assessment::CheckRef {
        clause: "4.1".parse().unwrap(),
        target: Target::Organisation,
    };
    open.review(&zicha::engagement::request::ReviewDraft {
        checks: vec![check],
        word: zicha::model::assessment::ReviewState::Submitted,
        note: String::new(),
    })
    .unwrap()
    .unwrap();
    open.sign_off(&draft(Role::Reviewer, "稽核主管"))
        .unwrap()
        .unwrap();
    let saved = open.sign_off(&draft(Role::Approver, "總經理")).unwrap().unwrap();
    assert_eq!(saved.signed, Some(true));
    assert!(open.sign_offs().unwrap().iter().all(|standing| standing.current));
}

#[test]
fn signing_off_is_refused_where_there_is_nothing_to_answer_for() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    let error = refusal(open.sign_off(&draft(Role::Preparer, "資訊主管")));
    assert!(
        english(&error.said).contains("nothing"),
        "{}",
        english(&error.said)
    );
    assert!(!error.hints.is_empty());
    assert!(open.sign_offs().unwrap().is_empty());
    assert_eq!(open.opened().unwrap().signed, None);
}

#[test]
fn reviewer_and_approver_need_a_preparer_whose_sign_off_still_stands() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    open.answer(&[key("4.1")], &state(State::Met)).unwrap();
    for role in [Role::Reviewer, Role::Approver] {
        let error = refusal(open.sign_off(&draft(role, "稽核主管")));
        assert!(!error.hints.is_empty());
    }
    open.sign_off(&draft(Role::Preparer, "資訊主管"))
        .unwrap()
        .unwrap();
    open.answer(&[key("4.1")], &state(State::Partial)).unwrap();
    let error = refusal(open.sign_off(&draft(Role::Reviewer, "稽核主管")));
    assert!(
        english(&error.said).contains("changed"),
        "{}",
        english(&error.said)
    );
    open.sign_off(&draft(Role::Preparer, "資訊主管"))
        .unwrap()
        .unwrap();
    open.sign_off(&draft(Role::Reviewer, "稽核主管"))
        .unwrap()
        .unwrap();
    assert_eq!(
        open.opened().unwrap().signed,
        Some(true),
        "only the newest of a role counts"
    );
    assert_eq!(open.sign_offs().unwrap().len(), 3);
}

#[test]
fn a_sign_off_cannot_be_undone_and_does_not_stand_in_the_way() {
    let folder = TempDir::new().unwrap();
    let mut open = signed(&folder);
    open.undo().unwrap().unwrap();
    assert!(open.assessment().answers.is_empty(), "the answers were undone");
    assert_eq!(open.assessment().sign_offs.len(), 1);
    assert!(!only(&open).current);
    open.redo().unwrap().unwrap();
    assert!(only(&open).current);
}

#[test]
fn signing_twice_as_the_same_person_is_no_step_and_the_sign_off_is_there_again_after_opening() {
    let folder = TempDir::new().unwrap();
    let mut open = signed(&folder);
    assert!(
        open.sign_off(&draft(Role::Preparer, "資訊主管"))
            .unwrap()
            .is_none()
    );
    let path = open.path().to_owned();
    drop(open);
    let open = reopen(&path, 4);
    assert_eq!(open.opened().unwrap().signed, Some(true));
    let standing = only(&open);
    assert_eq!(standing.sign_off.by, "資訊主管");
    assert_eq!(standing.sign_off.digest, open.assessment().digest());
}

#[test]
fn an_empty_name_takes_who_works_here() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    open.answer(&[key("4.1")], &state(State::Met)).unwrap();
    open.sign_off(&draft(Role::Preparer, "  ")).unwrap().unwrap();
    assert_eq!(only(&open).sign_off.by, "稽核人員甲");
}
