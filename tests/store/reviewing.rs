//! Review: what a reviewer said, what reopens it, and what is refused.

use zicha::engagement::Engagement;
use zicha::engagement::request::{LinkDraft, ReviewDraft};
use zicha::error::Error;
use zicha::model::assessment::{CheckRef, EvidenceKind, ReviewState, State};
use zicha::model::pack::Level;
use zicha::model::review::{
    Difference, Selection, Stage, approved_by_its_preparer, content_of, standing, tally,
};

use super::support::*;

fn check(text: &str) -> CheckRef {
    let key = key(text);
    CheckRef {
        clause: key.clause,
        target: key.target,
    }
}

fn word(word: ReviewState, checks: &[&str]) -> ReviewDraft {
    ReviewDraft {
        checks: checks.iter().map(|text| check(text)).collect(),
        word,
        note: match word {
            ReviewState::Returned => "請補抽樣".to_owned(),
            _ => String::new(),
        },
    }
}

fn stage(open: &Engagement, text: &str) -> Stage {
    let check = check(text);
    standing(open.assessment(), check.clause, &check.target).stage
}

fn changed(open: &Engagement, text: &str) -> Vec<(Option<String>, String)> {
    let check = check(text);
    standing(open.assessment(), check.clause, &check.target)
        .changed
        .into_iter()
        .map(|Difference { part, field }| (part, field))
        .collect()
}

/// A workbook in which these checks are answered and approved.
fn approved(folder: &TempDir, checks: &[&str]) -> Engagement {
    let mut open = workbook(folder);
    for text in checks {
        open.answer(&[key(text)], &state(State::Met)).unwrap();
    }
    open.review(&word(ReviewState::Submitted, checks))
        .unwrap()
        .unwrap();
    open.review(&word(ReviewState::Approved, checks))
        .unwrap()
        .unwrap();
    assert!(checks.iter().all(|text| stage(&open, text) == Stage::Approved));
    open
}

fn refused(result: zicha::error::Result<Option<zicha::engagement::request::Saved>>) -> (Error, String) {
    let error = refusal(result);
    let said = english(&error.said);
    assert!(!error.hints.is_empty(), "{said}");
    (error, said)
}

#[test]
fn a_later_change_reopens_an_approved_answer() {
    let folder = TempDir::new().unwrap();
    let mut open = approved(&folder, &["4.1", "4.4@hr"]);
    open.answer(&[key("4.1")], &note("改為每季清查")).unwrap();
    assert_eq!(stage(&open, "4.1"), Stage::Reopened);
    assert_eq!(changed(&open, "4.1"), [(None, "note".to_owned())]);
    assert_eq!(stage(&open, "4.4@hr"), Stage::Approved, "the other one stands");
    // A reviewer cannot approve what nobody has submitted again.
    let (_, said) = refused(open.review(&word(ReviewState::Approved, &["4.1"])));
    assert!(said.contains("4.1"), "{said}");
    open.review(&word(ReviewState::Submitted, &["4.1"]))
        .unwrap()
        .unwrap();
    open.review(&word(ReviewState::Approved, &["4.1"]))
        .unwrap()
        .unwrap();
    assert_eq!(stage(&open, "4.1"), Stage::Approved);
}

#[test]
fn a_part_that_was_answered_later_and_its_evidence_are_named() {
    let folder = TempDir::new().unwrap();
    let mut open = approved(&folder, &["8.1@trade"]);
    open.answer(&[key("8.1@trade/b")], &state(State::NotMet)).unwrap();
    open.attach_evidence(&evidence(EvidenceKind::Document, "資安-01"), &tie("8.1@trade"))
        .unwrap();
    assert_eq!(
        changed(&open, "8.1@trade"),
        [
            (Some("b".to_owned()), "state".to_owned()),
            (None, "evidence".to_owned())
        ]
    );
}

#[test]
fn undoing_the_change_brings_the_approval_back_and_undoing_the_approval_takes_it_away() {
    let folder = TempDir::new().unwrap();
    let mut open = approved(&folder, &["4.1"]);
    open.answer(&[key("4.1")], &state(State::NotMet)).unwrap();
    assert_eq!(stage(&open, "4.1"), Stage::Reopened);
    open.undo().unwrap().unwrap();
    assert_eq!(stage(&open, "4.1"), Stage::Approved);
    open.undo().unwrap().unwrap();
    assert_eq!(stage(&open, "4.1"), Stage::Submitted);
    open.undo().unwrap().unwrap();
    assert_eq!(stage(&open, "4.1"), Stage::None);
    for expected in [Stage::Submitted, Stage::Approved, Stage::Reopened] {
        open.redo().unwrap().unwrap();
        assert_eq!(stage(&open, "4.1"), expected);
    }
}

#[test]
fn giving_the_same_answer_again_and_tying_the_same_evidence_anew_is_no_change() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    open.answer(&[key("4.1")], &state(State::Met)).unwrap();
    open.attach_evidence(&evidence(EvidenceKind::Document, "資安-01"), &tie("4.1"))
        .unwrap();
    open.review(&word(ReviewState::Submitted, &["4.1"])).unwrap();
    open.review(&word(ReviewState::Approved, &["4.1"])).unwrap();
    open.answer(&[key("4.1")], &state(State::NotMet)).unwrap();
    open.answer(&[key("4.1")], &state(State::Met)).unwrap();
    let link = open.assessment().links.values().next().unwrap().clone();
    open.unlink_evidence(&link.uid).unwrap();
    assert_eq!(stage(&open, "4.1"), Stage::Reopened);
    open.link_evidence(&link.evidence, &tie("4.1")).unwrap();
    assert_eq!(stage(&open, "4.1"), Stage::Approved);
    let other = LinkDraft {
        locator: "第 3 頁".to_owned(),
        ..tie("4.1")
    };
    let again = open.assessment().links.values().next().unwrap().clone();
    open.unlink_evidence(&again.uid).unwrap();
    open.link_evidence(&link.evidence, &other).unwrap();
    assert_eq!(stage(&open, "4.1"), Stage::Reopened);
}

#[test]
fn a_change_after_submitting_is_known_but_stays_submitted() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    open.answer(&[key("4.1")], &state(State::Met)).unwrap();
    open.review(&word(ReviewState::Submitted, &["4.1"])).unwrap();
    open.answer(&[key("4.1")], &note("補充")).unwrap();
    assert_eq!(stage(&open, "4.1"), Stage::Submitted);
    assert_eq!(changed(&open, "4.1"), [(None, "note".to_owned())]);
    open.review(&word(ReviewState::Returned, &["4.1"]))
        .unwrap()
        .unwrap();
    assert_eq!(stage(&open, "4.1"), Stage::Returned);
    assert_eq!(changed(&open, "4.1"), [], "the reviewer saw it as it stands");
}

#[test]
fn what_is_not_answered_or_not_submitted_is_refused_by_name_and_nothing_changes() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    open.answer(&[key("4.1")], &state(State::Met)).unwrap();
    let before = open.head().unwrap();
    let (_, said) = refused(open.review(&word(ReviewState::Submitted, &["4.1", "4.4@hr", "4.4@trade"])));
    assert!(said.contains("4.4 hr") && !said.contains("4.1"), "{said}");
    let (_, said) = refused(open.review(&word(ReviewState::Approved, &["4.1"])));
    assert!(said.contains("4.1"), "{said}");
    let (_, said) = refused(open.review(&word(ReviewState::Returned, &["4.1"])));
    assert!(said.contains("4.1"), "{said}");
    let (_, said) = refused(open.review(&word(ReviewState::Submitted, &["4.4@gone"])));
    assert!(said.contains("gone"), "{said}");
    let without_note = ReviewDraft {
        note: " \n".to_owned(),
        ..word(ReviewState::Returned, &["4.1"])
    };
    refused(open.review(&without_note));
    let long = ReviewDraft {
        note: "長".repeat(100_001),
        ..word(ReviewState::Submitted, &["4.1"])
    };
    refused(open.review(&long));
    refused(open.review(&word(ReviewState::Submitted, &[])));
    assert_eq!(open.head().unwrap(), before);
    assert!(open.assessment().reviews.is_empty());
}

#[test]
fn an_error_names_the_first_few_of_many_checks() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    let all = open.selected_checks(&Selection::default());
    assert!(all.len() > 6);
    let draft = ReviewDraft {
        checks: all.clone(),
        word: ReviewState::Submitted,
        note: String::new(),
    };
    let (_, said) = refused(open.review(&draft));
    assert!(said.contains(&format!("{} more", all.len() - 5)), "{said}");
}

#[test]
fn many_checks_are_approved_in_one_step_and_undone_in_one() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    let article = Selection {
        article: Some(4),
        ..Selection::default()
    };
    let checks = open.selected_checks(&article);
    assert!(checks.iter().all(|check| check.clause.article == 4));
    let keys: Vec<_> = checks.iter().map(zicha::model::review::whole).collect();
    open.answer(&keys, &state(State::Met)).unwrap();
    let bulk = |word| ReviewDraft {
        checks: checks.clone(),
        word,
        note: String::new(),
    };
    open.review(&bulk(ReviewState::Submitted)).unwrap().unwrap();
    let steps = open.history().unwrap().entries.len();
    open.review(&bulk(ReviewState::Approved)).unwrap().unwrap();
    assert_eq!(open.history().unwrap().entries.len(), steps + 1);
    let counts = tally(open.assessment(), &open.scope());
    assert_eq!(counts[&Stage::Approved], checks.len() as u64);
    open.undo().unwrap().unwrap();
    let counts = tally(open.assessment(), &open.scope());
    assert_eq!(counts[&Stage::Approved], 0);
    assert_eq!(counts[&Stage::Submitted], checks.len() as u64);
    // Saying it again where it stands already is no step.
    assert!(open.review(&bulk(ReviewState::Submitted)).unwrap().is_none());
}

#[test]
fn an_approval_by_the_preparer_is_allowed_and_known() {
    let folder = TempDir::new().unwrap();
    let open = approved(&folder, &["4.1"]);
    let own = check("4.1");
    assert!(approved_by_its_preparer(
        open.assessment(),
        own.clause,
        &own.target
    ));
    let path = open.path().to_owned();
    drop(open);
    let mut other = Engagement::open(
        &path,
        zicha::store::Access::Write,
        SeededClock::new(8),
        "稽核主管".to_owned(),
    )
    .unwrap();
    other.answer(&[key("4.1")], &note("複核後補充")).unwrap();
    let prepared = &other.assessment().answer(&key("4.1")).unwrap().prepared_by;
    assert_eq!(prepared, "稽核主管");
    assert!(!approved_by_its_preparer(
        other.assessment(),
        own.clause,
        &own.target
    ));
}

#[test]
fn reviews_stay_outside_the_digest_and_are_there_after_opening_again() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    open.answer(&[key("4.1")], &state(State::Met)).unwrap();
    let digest = open.assessment().digest();
    open.review(&word(ReviewState::Submitted, &["4.1"])).unwrap();
    assert_eq!(open.assessment().digest(), digest);
    let here = open.assessment().clone();
    let path = open.path().to_owned();
    drop(open);
    let open = reopen(&path, 3);
    assert_eq!(open.assessment(), &here);
    assert_eq!(stage(&open, "4.1"), Stage::Submitted);
}

#[test]
fn the_content_of_a_check_holds_neither_uids_of_ties_nor_who_prepared_it() {
    let folder = TempDir::new().unwrap();
    let path = filled(&folder);
    let open = reopen(&path, 3);
    let content = content_of(open.assessment(), key("4.1").clause, &key("4.1").target).to_string();
    assert!(content.contains("每半年審查帳號") && content.contains("資安-01"));
    assert!(
        !content.contains("prepared") && !content.contains("稽核人員甲"),
        "{content}"
    );
    let link = open.assessment().links.keys().next().unwrap();
    assert!(!content.contains(link.as_str()));
}

#[test]
fn a_check_that_left_the_scope_is_not_reviewed() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    let scope = open.scope();
    let outside = scope
        .checks
        .iter()
        .find(|check| check.level == Level::None && check.target.is_some());
    if let Some(outside) = outside {
        let draft = ReviewDraft {
            checks: vec![CheckRef {
                clause: outside.clause,
                target: outside.target.clone().unwrap(),
            }],
            word: ReviewState::Submitted,
            note: String::new(),
        };
        refused(open.review(&draft));
    }
    open.answer(&[key("4.4@hr")], &state(State::Met)).unwrap();
    open.review(&word(ReviewState::Submitted, &["4.4@hr"])).unwrap();
    let uid = open.assessment().profile.system("hr").unwrap().uid.clone();
    open.remove_system(&uid).unwrap();
    refused(open.review(&word(ReviewState::Approved, &["4.4@hr"])));
    open.undo().unwrap();
    open.review(&word(ReviewState::Approved, &["4.4@hr"]))
        .unwrap()
        .unwrap();
}
