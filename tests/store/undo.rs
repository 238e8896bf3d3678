//! Undo and redo: every step can be taken back and done again, exactly.
mod acts;
mod drafts;
mod performing;

use proptest::prelude::*;
use serde_json::{Value, json};
use zicha::engagement::Engagement;
use zicha::model::assessment::{Assessment, ExportRecord, State};
use zicha::model::change::{Action, Change, Kind, Object, Step};
use zicha::model::journal::{ChainResult, Stamp};
use zicha::store::{Access, Store};

use super::journal::assert_befores_are_true;
use super::support::*;

use acts::act;
use performing::*;

/// The assessment without what a JSON form would not show.
fn order_of_systems(assessment: &Assessment) -> Vec<String> {
    assessment
        .profile
        .systems
        .iter()
        .map(|system| system.id.clone())
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn undoing_everything_leads_back_and_redoing_everything_leads_forth(
        acts in prop::collection::vec(act(), 1..30)
    ) {
        let folder = TempDir::new().unwrap();
        let mut open = workbook(&folder);
        let path = open.path().to_owned();
        let mut screen = open.assessment().clone();
        for act in &acts {
            let before = open.assessment().clone();
            let rows = open.head().unwrap().count;
            match perform(&mut open, act) {
                None | Some(Ok(None)) => {
                    prop_assert_eq!(open.assessment(), &before, "{:?} changed something", act);
                    prop_assert_eq!(open.head().unwrap().count, rows);
                }
                Some(Err(refused)) => {
                    prop_assert!(refused.kind == zicha::error::ErrorKind::Input, "{act:?}: {refused}");
                    prop_assert_eq!(open.assessment(), &before, "{:?} was refused but changed something", act);
                    prop_assert_eq!(open.head().unwrap().count, rows);
                }
                Some(Ok(Some(saved))) => {
                    // The screen folds the same changes into its own copy.
                    for change in &saved.changes {
                        screen.apply(change).unwrap();
                    }
                    prop_assert_eq!(saved.head.count, rows + saved.changes.len() as u64);
                }
            }
            prop_assert_eq!(&screen, open.assessment());
        }
        let signed = open.assessment().sign_offs.clone();
        let (end, order) = (open.assessment().digest(), order_of_systems(open.assessment()));
        let at_end = open.assessment().clone();
        prop_assert_eq!(open.verify_journal(None).unwrap().result, ChainResult::Intact);

        // A session that opens the file again sees the same and undoes the same.
        drop(open);
        let mut open = reopen(&path, 7);
        prop_assert_eq!(open.assessment(), &at_end);
        let mut undone = 0;
        while open.undo().unwrap().is_some() {
            undone += 1;
        }
        // The two systems of the workbook were added by steps as well.
        prop_assert_eq!(open.assessment().digest(), fresh_digest());
        prop_assert!(open.assessment().profile.systems.is_empty());
        prop_assert!(open.assessment().reviews.is_empty());
        // What somebody signed for is not taken back.
        prop_assert_eq!(&open.assessment().sign_offs, &signed);
        for _ in 0..undone {
            prop_assert!(open.redo().unwrap().is_some());
        }
        prop_assert_eq!(open.assessment().digest(), end);
        prop_assert_eq!(order_of_systems(open.assessment()), order);
        prop_assert_eq!(open.assessment(), &at_end);
        prop_assert_eq!(open.verify_journal(None).unwrap().result, ChainResult::Intact);
        drop(open);
        assert_befores_are_true(&Store::open(&path, Access::Read).unwrap());
    }
}

/// The digest right after creation, before any system was added.
fn fresh_digest() -> String {
    let folder = TempDir::new().unwrap();
    let pack = small_pack();
    let profile = profile(&pack);
    let made = Engagement::create(
        &path_in(&folder),
        pack,
        profile,
        SeededClock::new(1),
        "稽核人員甲".to_owned(),
    );
    made.unwrap().assessment().digest()
}

#[test]
fn a_bulk_answer_is_undone_in_one_step() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    let before = open.assessment().clone();
    let keys = checks(&open, false);
    assert!(keys.len() > 10);
    open.answer(&keys, &state(State::Met)).unwrap();
    assert_eq!(open.assessment().answers.len(), keys.len());
    let saved = open.undo().unwrap().unwrap();
    assert_eq!(saved.changes.len(), keys.len());
    assert_eq!(open.assessment(), &before);
    open.redo().unwrap().unwrap();
    assert_eq!(open.assessment().answers.len(), keys.len());
}

#[test]
fn a_removed_system_comes_back_in_its_place_with_its_answers() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    open.answer(&[key("4.4@trade")], &state(State::Met)).unwrap();
    let before = open.assessment().clone();
    let uid = before.profile.system("trade").unwrap().uid.clone();
    open.remove_system(&uid).unwrap();
    assert_eq!(order_of_systems(open.assessment()), ["hr"]);
    open.undo().unwrap();
    assert_eq!(order_of_systems(open.assessment()), ["trade", "hr"]);
    assert_eq!(open.assessment(), &before);
}

#[test]
fn a_new_change_clears_what_could_be_done_again() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    open.answer(&[key("4.1")], &state(State::Met)).unwrap();
    assert!(open.undo().unwrap().unwrap().can_redo);
    let saved = open
        .answer(&[key("4.1")], &state(State::NotMet))
        .unwrap()
        .unwrap();
    assert!(!saved.can_redo && saved.can_undo);
    assert!(open.redo().unwrap().is_none());
    // What was redone can be undone again.
    open.undo().unwrap().unwrap();
    open.redo().unwrap().unwrap();
    let saved = open.undo().unwrap().unwrap();
    assert!(saved.can_redo);
    assert!(open.assessment().answers.is_empty());
}

#[test]
fn making_the_workbook_is_not_undone() {
    let folder = TempDir::new().unwrap();
    let pack = small_pack();
    let profile = profile(&pack);
    let mut made = Engagement::create(
        &path_in(&folder),
        pack,
        profile,
        SeededClock::new(1),
        "甲".to_owned(),
    )
    .unwrap();
    assert!(made.undo().unwrap().is_none());
    assert!(made.redo().unwrap().is_none());
    assert!(!made.opened().unwrap().can_undo);
}

/// Registers an export the way the report does.
fn register_export(path: &std::path::Path, uid: &str) {
    let mut store = Store::open(path, Access::Write).unwrap();
    let mut assessment = store.assessment().unwrap();
    let record = ExportRecord {
        uid: uid.to_owned(),
        format: "report".to_owned(),
        file: "自評報告.pdf".to_owned(),
        sha256: "0".repeat(64),
        digest: assessment.digest(),
        signed_as: None,
        added_to: None,
        at: "2026-03-02T09:00:00+08:00".to_owned(),
    };
    let step = Step {
        action: Action::Export,
        changes: vec![Change {
            object: Object {
                kind: Kind::Export,
                uid: uid.to_owned(),
                field: None,
            },
            before: Value::Null,
            after: json!(record),
        }],
        undoes: None,
    };
    let stamp = Stamp {
        at: "2026-03-02T09:00:00+08:00".to_owned(),
        actor: "甲".to_owned(),
    };
    let digest = assessment.digest();
    store
        .append(&mut assessment, &step, &stamp, &mut || uid.to_owned())
        .unwrap();
    assert_eq!(
        assessment.digest(),
        digest,
        "exporting changes nothing that is assessed"
    );
}

#[test]
fn an_export_is_not_undone_and_does_not_stand_in_the_way() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    let path = open.path().to_owned();
    open.answer(&[key("4.1")], &state(State::Met)).unwrap();
    open.answer(&[key("4.1")], &state(State::NotMet)).unwrap();
    open.undo().unwrap();
    drop(open);
    register_export(&path, "x1");
    let mut open = reopen(&path, 2);
    let state_now = |open: &Engagement| open.assessment().answer(&key("4.1")).map(|answer| answer.state);
    // An export neither takes away what could be done again …
    open.redo().unwrap().unwrap();
    assert_eq!(state_now(&open), Some(State::NotMet));
    drop(open);
    register_export(&path, "x2");
    // … nor what can be undone.
    let mut open = reopen(&path, 3);
    open.undo().unwrap().unwrap();
    open.undo().unwrap().unwrap();
    assert_eq!(state_now(&open), None);
    assert_eq!(open.assessment().exports.len(), 2);
    assert_eq!(open.verify_journal(None).unwrap().result, ChainResult::Intact);
}
