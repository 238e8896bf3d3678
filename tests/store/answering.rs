//! Answers: what goes together, what is refused, and what a step holds.

use zicha::engagement::request::AnswerDraft;
use zicha::model::assessment::{RiskAccepted, State};

use super::support::*;

#[test]
fn a_check_named_twice_is_answered_once() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    let saved = open
        .answer(&[key("4.1"), key("4.1")], &state(State::Met))
        .unwrap()
        .unwrap();
    assert_eq!(saved.changes.len(), 1);
    assert_eq!(open.assessment().answers.len(), 1);
}

#[test]
fn the_same_answer_again_is_no_step() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    open.answer(&[key("4.1")], &state(State::Met)).unwrap().unwrap();
    let head = open.head().unwrap();
    assert_eq!(open.answer(&[key("4.1")], &state(State::Met)).unwrap(), None);
    assert_eq!(
        open.answer(&[key("4.4@hr")], &state(State::Unanswered)).unwrap(),
        None
    );
    assert_eq!(open.answer(&[], &state(State::Met)).unwrap(), None);
    assert_eq!(open.head().unwrap(), head);
}

#[test]
fn one_bad_check_among_many_refuses_them_all() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    let head = open.head().unwrap();
    for bad in [
        "4.1@trade",
        "4.4",
        "4.4@gone",
        "99.1",
        "8.1@trade/z",
        "4.4@trade/a",
    ] {
        let refused = refusal(open.answer(&[key("4.1"), key(bad)], &state(State::Met)));
        assert!(!refused.hints.is_empty(), "{refused}");
        assert!(
            english(&refused.said).contains(bad.split(['@', '/']).next().unwrap()),
            "{refused}"
        );
    }
    assert_eq!(open.head().unwrap(), head);
    assert!(open.assessment().answers.is_empty());
}

#[test]
fn a_part_is_answered_beside_the_whole_clause() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    open.answer(&[key("8.1@trade")], &state(State::Met)).unwrap();
    open.answer(&[key("8.1@trade/b")], &state(State::NotMet)).unwrap();
    let check = key("8.1@trade");
    let answers: Vec<_> = open
        .assessment()
        .answers_for(check.clause, &check.target)
        .map(|answer| (answer.part.as_deref(), answer.state))
        .collect();
    assert_eq!(answers, [(None, State::Met), (Some("b"), State::NotMet)]);
}

#[test]
fn an_alternative_goes_only_with_met_or_partial() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    let alternative = |state| AnswerDraft {
        state: Some(state),
        alternative: Some("以堡壘主機集中管控，效果相當".to_owned()),
        ..AnswerDraft::default()
    };
    for refused in [
        State::NotMet,
        State::NotApplicable,
        State::Unable,
        State::Unanswered,
    ] {
        refusal(open.answer(&[key("4.1")], &alternative(refused)));
    }
    open.answer(&[key("4.1")], &alternative(State::Partial)).unwrap();
    // It leaves with the state it goes with, and comes back with it.
    open.answer(&[key("4.1")], &state(State::NotMet)).unwrap();
    assert_eq!(open.assessment().answer(&key("4.1")).unwrap().alternative, None);
    open.undo().unwrap();
    assert!(
        open.assessment()
            .answer(&key("4.1"))
            .unwrap()
            .alternative
            .is_some()
    );
}

#[test]
fn an_accepted_risk_goes_only_with_a_gap_and_needs_a_day() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    let risk = |state, until: &str| AnswerDraft {
        state: Some(state),
        risk_accepted: Some(Some(RiskAccepted {
            until: until.to_owned(),
            reason: "系統汰換中".to_owned(),
            approver: "總經理".to_owned(),
            ..RiskAccepted::default()
        })),
        ..AnswerDraft::default()
    };
    for (state, until) in [
        (State::Met, "2026-12-31"),
        (State::NotApplicable, "2026-12-31"),
        (State::NotMet, ""),
        (State::NotMet, "2026-02-30"),
        (State::NotMet, "next year"),
    ] {
        refusal(open.answer(&[key("4.1")], &risk(state, until)));
    }
    open.answer(&[key("4.1")], &risk(State::NotMet, "2026-12-31"))
        .unwrap();
    assert_eq!(
        open.assessment().answer(&key("4.1")).unwrap().state,
        State::NotMet
    );
    open.answer(&[key("4.1")], &state(State::Met)).unwrap();
    assert_eq!(open.assessment().answer(&key("4.1")).unwrap().risk_accepted, None);
}

#[test]
fn a_note_of_any_characters_comes_back_as_it_was_typed() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    let text = format!(
        "堃犇喆峯 行⾏ ①②「」\n\u{1b}[2J\u{0}\u{202e}\u{feff}=cmd|' /C calc'!A0 {}",
        "每半年審查。".repeat(2000)
    );
    open.answer(&[key("4.1")], &note(&text)).unwrap();
    let path = open.path().to_owned();
    drop(open);
    let again = reopen(&path, 2);
    assert_eq!(again.assessment().answer(&key("4.1")).unwrap().note, text);
    assert_eq!(
        again.verify_journal(None).unwrap().result,
        zicha::model::journal::ChainResult::Intact
    );
}

#[test]
fn a_risk_is_accepted_for_a_year_at_most_from_today_or_the_day_of_the_assessment() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    let risk = |until: &str| AnswerDraft {
        state: Some(State::NotMet),
        risk_accepted: Some(Some(RiskAccepted {
            until: until.to_owned(),
            reason: "系統汰換中".to_owned(),
            approver: "總經理".to_owned(),
            ..RiskAccepted::default()
        })),
        ..AnswerDraft::default()
    };
    let refused = refusal(open.answer(&[key("4.1")], &risk("2027-03-03")));
    assert!(english(&refused.said).contains("2027-03-02"), "{refused}");
    open.answer(&[key("4.1")], &risk("2027-03-02")).unwrap();
    open.set_profile(&[("assessment.as_of".to_owned(), serde_json::json!("2026-12-31"))])
        .unwrap();
    open.answer(&[key("4.1")], &risk("2027-12-31")).unwrap();
    refusal(open.answer(&[key("4.1")], &risk("2028-01-01")));
    // What was accepted is not looked at again when something else changes.
    open.set_profile(&[("assessment.as_of".to_owned(), serde_json::json!(""))])
        .unwrap();
    open.answer(&[key("4.1")], &note("仍在汰換")).unwrap();
    assert_eq!(
        open.assessment()
            .answer(&key("4.1"))
            .unwrap()
            .risk_accepted
            .as_ref()
            .unwrap()
            .until,
        "2027-12-31"
    );
}

#[test]
fn a_text_is_kept_whole_up_to_its_bound_and_refused_beyond() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    let most = "字".repeat(100_000);
    open.answer(&[key("4.1")], &note(&most)).unwrap();
    assert_eq!(open.assessment().answer(&key("4.1")).unwrap().note, most);
    let refused = refusal(open.answer(&[key("4.1")], &note(&format!("{most}字"))));
    let said = english(&refused.said);
    assert!(
        said.contains("4.1") && said.contains("note") && said.contains("100001"),
        "{said}"
    );
    assert_eq!(open.assessment().answer(&key("4.1")).unwrap().note, most);
}

#[test]
fn a_removed_system_added_again_under_its_id_has_its_answers_back() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    open.answer(&[key("4.4@trade")], &state(State::Partial)).unwrap();
    let uid = open.assessment().profile.system("trade").unwrap().uid.clone();
    let leaving = open.moved_by_removing(&uid).unwrap();
    assert!(leaving.leaving.iter().any(|moved| moved.answered));
    open.remove_system(&uid).unwrap();
    assert_eq!(open.assessment().answers.len(), 1);
    let draft = zicha::engagement::request::SystemDraft {
        id: "trade".to_owned(),
        name: "全委系統第二代".to_owned(),
        core: Some(true),
    };
    let entering = open.moved_by_adding(&draft, &[]).unwrap();
    assert!(entering.entering.iter().any(|moved| moved.answered));
    open.add_system(&draft).unwrap();
    let answer = open.assessment().answer(&key("4.4@trade")).unwrap();
    assert_eq!(answer.state, State::Partial);
    assert!(
        open.scope()
            .checks
            .iter()
            .any(|check| check.clause == answer.clause && check.target.as_ref() == Some(&answer.target))
    );
}

#[test]
fn telling_what_a_change_would_move_changes_nothing() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    let (before, head) = (open.assessment().clone(), open.head().unwrap());
    let uid = before.profile.system("trade").unwrap().uid.clone();
    let fields = [("core".to_owned(), serde_json::json!(false))];
    let told = open.moved_by_setting(&uid, &fields).unwrap();
    assert_eq!(open.assessment(), &before);
    assert_eq!(open.head().unwrap(), head);
    let was = open.scope();
    open.set_system(&uid, &fields).unwrap();
    let is = open.scope();
    let differ = was
        .checks
        .iter()
        .zip(&is.checks)
        .filter(|(was, is)| was.level != is.level);
    assert_eq!(
        differ.count(),
        told.entering.len() + told.leaving.len() + told.changed.len()
    );
    refusal(open.moved_by_setting(&uid, &[("id".to_owned(), serde_json::json!("x"))]));
}
