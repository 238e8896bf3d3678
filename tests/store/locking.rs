//! A second program instance on the same file is told so and may read.

use zicha::engagement::Engagement;
use zicha::model::assessment::State;
use zicha::store::{Access, Store, StoreError};

use super::support::*;

#[test]
fn a_second_instance_is_told_so_and_may_read() {
    let folder = TempDir::new().unwrap();
    let mut first = workbook(&folder);
    let refused = Store::open(first.path(), Access::Write).unwrap_err();
    assert!(matches!(refused, StoreError::Locked(_)), "{refused}");

    let mut second =
        Engagement::open_for_screen(first.path(), SeededClock::new(2), "稽核人員乙".to_owned()).unwrap();
    assert!(second.is_read_only());
    let refused = refusal(second.answer(&[key("4.1")], &state(State::Met)));
    assert!(
        english(&refused.said).contains("read here but not written"),
        "{refused}"
    );
    assert!(second.assessment().answers.is_empty());

    // The first goes on undisturbed, and another reader sees it.
    first.answer(&[key("4.1")], &state(State::Met)).unwrap().unwrap();
    let third = Store::open(first.path(), Access::Read).unwrap();
    assert_eq!(third.assessment().unwrap().answers.len(), 1);
}

#[test]
fn the_lock_is_let_go_when_the_workbook_is_closed() {
    let folder = TempDir::new().unwrap();
    let first = workbook(&folder);
    let path = first.path().to_owned();
    drop(first);
    drop(reopen(&path, 2));
    let third = Engagement::open_for_screen(&path, SeededClock::new(3), "甲".to_owned()).unwrap();
    assert!(!third.is_read_only());
}

#[test]
fn a_lock_file_left_behind_locks_nothing() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("自評.zicha.lock"), "12345").unwrap();
    let made = workbook(&folder);
    assert_eq!(made.assessment().profile.systems.len(), 2);
}

#[test]
fn what_a_reader_shows_belongs_together_while_another_writes() {
    let folder = TempDir::new().unwrap();
    let mut writing = workbook(&folder);
    let path = writing.path().to_owned();
    let reading = Engagement::open(&path, Access::Read, SeededClock::new(2), "乙".to_owned()).unwrap();
    let (head, digest) = (reading.head().unwrap(), reading.assessment().digest());
    assert_eq!(head, writing.head().unwrap());
    writing.answer(&[key("4.1")], &state(State::Met)).unwrap();
    assert_eq!(
        (reading.head().unwrap(), reading.assessment().digest()),
        (head, digest)
    );
}
