//! Findings, actions and findings of earlier years in the file.

use zicha::engagement::Engagement;
use zicha::engagement::request::{ActionDraft, EarlierDraft, FindingDraft, Saved};
use zicha::error::{Error, Result};
use zicha::lang::Lang;
use zicha::model::assessment::{ActionItem, ActionStatus, CheckRef, Finding, Rating, State};
use zicha::model::change::Kind;
use zicha::model::pack::ClauseId;
use zicha::model::scope::Target;

use super::support::*;

fn clause(id: &str) -> ClauseId {
    id.parse().unwrap()
}

fn system(id: &str) -> Target {
    Target::System(id.to_owned())
}

/// The record of this kind that a step made.
fn made(saved: Result<Option<Saved>>, kind: Kind) -> String {
    let saved = saved.unwrap().unwrap();
    let change = saved.changes.iter().find(|change| change.object.kind == kind);
    change.unwrap().object.uid.clone()
}

fn condition(text: &str) -> FindingDraft {
    FindingDraft {
        condition: Some(text.to_owned()),
        ..FindingDraft::default()
    }
}

fn finding(open: &mut Engagement) -> String {
    let added = open.add_finding(clause("4.4"), &system("trade"), &condition("未清查"));
    made(added, Kind::Finding)
}

fn described(text: &str) -> ActionDraft {
    ActionDraft {
        description: Some(text.to_owned()),
        ..ActionDraft::default()
    }
}

fn status(status: ActionStatus) -> ActionDraft {
    ActionDraft {
        status: Some(status),
        ..ActionDraft::default()
    }
}

fn action<'a>(open: &'a Engagement, uid: &str) -> &'a ActionItem {
    &open.assessment().actions[uid]
}

#[track_caller]
fn refused<T: std::fmt::Debug>(result: Result<T>, named: &[&str]) -> Error {
    let error = result.unwrap_err();
    let said = english(&error.said);
    for name in named {
        assert!(said.contains(name), "{name} in {said}");
    }
    assert!(!error.hints.is_empty());
    error
}

#[test]
fn a_finding_is_dated_today_unless_a_day_is_given() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    let uid = finding(&mut open);
    assert_eq!(open.assessment().findings[&uid].found_on, "2026-03-02");
    let draft = FindingDraft {
        found_on: Some("2026-02-30".to_owned()),
        ..FindingDraft::default()
    };
    refused(open.set_finding(&uid, &draft), &["found_on", "2026-02-30"]);
    assert_eq!(open.assessment().findings[&uid].found_on, "2026-03-02");
}

#[test]
fn a_due_date_before_the_finding_is_refused_naming_both() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    let uid = finding(&mut open);
    let mut draft = described("修訂程序");
    draft.due = Some("2026-03-01".to_owned());
    refused(
        open.add_action(&uid, &draft),
        &["F-01", "2026-03-01", "2026-03-02"],
    );
    assert!(open.assessment().actions.is_empty());
    draft.due = Some("2026-03-02".to_owned());
    open.add_action(&uid, &draft).unwrap().unwrap();
    // Nor may the finding move behind what is due.
    let later = FindingDraft {
        found_on: Some("2026-03-03".to_owned()),
        ..FindingDraft::default()
    };
    refused(open.set_finding(&uid, &later), &["2026-03-02", "2026-03-03"]);
}

#[test]
fn a_finding_covers_further_checks_that_there_are_each_once() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    let uid = finding(&mut open);
    let check = |id: &str, target: Target| CheckRef {
        clause: clause(id),
        target,
    };
    let also = |also: &[CheckRef]| FindingDraft {
        also: Some(also.to_vec()),
        ..FindingDraft::default()
    };
    let own = check("4.4", system("trade"));
    let other = check("4.4", system("hr"));
    open.set_finding(&uid, &also(&[other.clone(), own, other.clone()]))
        .unwrap();
    assert_eq!(
        open.assessment().findings[&uid].also,
        std::slice::from_ref(&other)
    );
    refused(
        open.set_finding(&uid, &also(&[check("4.4", system("nope"))])),
        &["nope"],
    );
    refused(
        open.set_finding(&uid, &also(&[check("99.1", Target::Organisation)])),
        &["99.1"],
    );
    // A system that was removed since does not stand in the way of further changes.
    let hr = open.assessment().profile.system("hr").unwrap().uid.clone();
    open.remove_system(&hr).unwrap();
    open.set_finding(&uid, &also(&[other.clone(), check("4.1", Target::Organisation)]))
        .unwrap()
        .unwrap();
    assert_eq!(open.assessment().findings[&uid].also.len(), 2);
}

#[test]
fn a_status_sets_the_days_it_needs_and_clears_what_it_leaves_behind() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    let uid = finding(&mut open);
    let uid = made(open.add_action(&uid, &described("修訂程序")), Kind::Action);
    let mut set = |draft: ActionDraft| open.set_action(&uid, &draft).map(|_| action(&open, &uid).clone());
    let started = set(status(ActionStatus::UnderWay)).unwrap();
    assert_eq!(started.started_on, "2026-03-02");
    let done = set(status(ActionStatus::Done)).unwrap();
    assert_eq!((done.done, done.done_on.as_str()), (true, "2026-03-02"));
    refused(set(status(ActionStatus::Verified)), &["who verified"]);
    let verified = set(ActionDraft {
        verified_by: Some("稽核人員甲".to_owned()),
        verification: Some("檢視新程序".to_owned()),
        ..status(ActionStatus::Verified)
    })
    .unwrap();
    assert_eq!(verified.status(), ActionStatus::Verified);
    assert_eq!(verified.verified_on, "2026-03-02");
    let again = set(status(ActionStatus::UnderWay)).unwrap();
    assert_eq!(again.status(), ActionStatus::UnderWay);
    assert_eq!((again.done_on.as_str(), again.verified_by.as_str()), ("", ""));
    refused(set(status(ActionStatus::Dropped)), &["why it was given up"]);
    let dropped = set(ActionDraft {
        dropped: Some("系統汰除".to_owned()),
        ..ActionDraft::default()
    })
    .unwrap();
    assert_eq!(dropped.status(), ActionStatus::Dropped);
    assert_eq!(set(status(ActionStatus::Planned)).unwrap().dropped, "");
}

#[test]
fn an_action_is_not_done_before_it_began_nor_verified_before_it_was_done() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    let finding = finding(&mut open);
    let day = |day: &str| Some(day.to_owned());
    let draft = ActionDraft {
        started_on: day("2026-03-10"),
        done_on: day("2026-03-09"),
        ..described("修訂程序")
    };
    refused(open.add_action(&finding, &draft), &["2026-03-09", "2026-03-10"]);
    let draft = ActionDraft {
        done_on: day("2026-03-10"),
        verified_on: day("2026-03-09"),
        verified_by: day("甲"),
        verification: day("乙"),
        ..described("修訂程序")
    };
    refused(open.add_action(&finding, &draft), &["2026-03-09", "2026-03-10"]);
    refused(open.add_action(&finding, &described(" ")), &["what will be done"]);
    refused(open.add_action("gone", &described("x")), &["finding"]);
}

#[test]
fn removing_a_finding_takes_its_actions_along_and_undo_brings_all_back() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    let first = finding(&mut open);
    let other = finding(&mut open);
    for uid in [&first, &first, &other] {
        open.add_action(uid, &described("修訂程序")).unwrap();
    }
    let before = open.assessment().clone();
    let saved = open.remove_finding(&first).unwrap().unwrap();
    assert_eq!(saved.changes.len(), 3);
    assert_eq!(open.assessment().findings.len(), 1);
    assert_eq!(open.assessment().actions.len(), 1);
    open.undo().unwrap().unwrap();
    assert_eq!(open.assessment(), &before);
}

#[test]
fn a_number_that_was_given_once_is_not_given_again() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    let labels = |open: &Engagement| {
        let mut labels: Vec<String> = open.assessment().findings.values().map(Finding::label).collect();
        labels.sort();
        labels
    };
    finding(&mut open);
    let second = finding(&mut open);
    open.remove_finding(&second).unwrap();
    let third = finding(&mut open);
    assert_eq!(labels(&open), ["F-01", "F-03"]);
    let one = made(open.add_action(&third, &described("甲")), Kind::Action);
    let two = made(open.add_action(&third, &described("乙")), Kind::Action);
    open.remove_action(&one).unwrap();
    assert_eq!(open.action_names().unwrap()[&two], "F-03.2");
    assert_eq!(open.action_named("f-03.2").unwrap().uid, two);
    assert_eq!(open.action_named("3.2").unwrap().uid, two);
    refused(open.action_named("F-03.1"), &["F-03.1"]);
}

#[test]
fn drafts_take_note_fix_and_rating_and_are_one_step() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    let note = |text: &str| {
        let mut draft = state(State::NotMet);
        draft.note = Some(text.to_owned());
        draft
    };
    open.answer(&[key("4.4@trade"), key("4.4@hr")], &note("未清查"))
        .unwrap();
    open.answer(&[key("4.1")], &note("")).unwrap();
    let saved = open.draft_findings(None, None, Lang::ZhTw).unwrap().unwrap();
    assert_eq!(saved.changes.len(), 2);
    let findings = &open.assessment().findings;
    let of = |id: &str| {
        findings
            .values()
            .find(|finding| finding.clause == clause(id))
            .unwrap()
    };
    let shared = of("4.4");
    assert_eq!((shared.condition.as_str(), shared.also.len()), ("未清查", 1));
    assert_eq!(shared.rating, Some(Rating::High));
    assert!(
        shared.rating_basis.contains("核心系統"),
        "{}",
        shared.rating_basis
    );
    let pack = open.pack().clause(clause("4.4")).unwrap();
    assert!(shared.recommendation.contains(&pack.fix[0].zh_tw));
    let bare = of("4.1");
    let requirement = &open.pack().clause(clause("4.1")).unwrap().requirement;
    assert!(bare.condition.contains(&requirement.zh_tw), "{}", bare.condition);
    assert!(open.draft_findings(None, None, Lang::En).unwrap().is_none());
    refused(open.draft_findings(Some(clause("4.4")), None, Lang::En), &["4.4"]);
    open.undo().unwrap().unwrap();
    assert!(open.assessment().findings.is_empty());
    open.draft_findings(Some(clause("4.1")), None, Lang::En)
        .unwrap()
        .unwrap();
    assert_eq!(open.assessment().findings.len(), 1);
}

#[test]
fn an_earlier_finding_needs_words_and_a_deadline_not_before_its_document() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    let text = |text: &str| Some(text.to_owned());
    refused(open.add_earlier(&EarlierDraft::default()), &["what was found"]);
    let draft = EarlierDraft {
        condition: text("未清查"),
        dated: text("2025-12-10"),
        deadline: text("2025-12-09"),
        clauses: Some(vec![clause("8.1"), clause("4.4"), clause("8.1")]),
        ..EarlierDraft::default()
    };
    refused(open.add_earlier(&draft), &["2025-12-09", "2025-12-10"]);
    let good = EarlierDraft {
        deadline: text("2026-03-31"),
        ..draft.clone()
    };
    let uid = made(open.add_earlier(&good), Kind::Earlier);
    let earlier = &open.assessment().earlier[&uid];
    assert_eq!(earlier.clauses, [clause("4.4"), clause("8.1")]);
    assert_eq!(earlier.label(), "P-01");
    let unknown = EarlierDraft {
        clauses: Some(vec![clause("99.1")]),
        ..EarlierDraft::default()
    };
    refused(open.set_earlier(&uid, &unknown), &["99.1"]);
}

#[test]
fn removing_an_earlier_finding_unties_what_repeats_it() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    let draft = EarlierDraft {
        condition: Some("未清查".to_owned()),
        ..EarlierDraft::default()
    };
    let earlier = made(open.add_earlier(&draft), Kind::Earlier);
    let uid = finding(&mut open);
    let repeats = FindingDraft {
        repeats: Some(Some(earlier.clone())),
        ..FindingDraft::default()
    };
    open.set_finding(&uid, &repeats).unwrap().unwrap();
    let before = open.assessment().clone();
    open.remove_earlier(&earlier).unwrap().unwrap();
    assert_eq!(open.assessment().findings[&uid].repeats, None);
    open.undo().unwrap().unwrap();
    assert_eq!(open.assessment(), &before);
    let gone = FindingDraft {
        repeats: Some(Some("gone".to_owned())),
        ..FindingDraft::default()
    };
    refused(open.set_finding(&uid, &gone), &["earlier finding"]);
}

#[test]
fn ten_thousand_characters_and_escape_sequences_are_kept_as_they_are_and_endless_text_is_refused() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    let hard = "\u{1b}[31m堃\n".repeat(2_000);
    let uid = made(
        open.add_finding(clause("4.4"), &system("trade"), &condition(&hard)),
        Kind::Finding,
    );
    let path = open.path().to_owned();
    drop(open);
    let mut open = reopen(&path, 9);
    assert_eq!(open.assessment().findings[&uid].condition, hard);
    let endless = "甲".repeat(100_001);
    refused(
        open.set_finding(&uid, &condition(&endless)),
        &["condition", "100001", "100000"],
    );
    assert_eq!(open.assessment().findings[&uid].condition, hard);
}
