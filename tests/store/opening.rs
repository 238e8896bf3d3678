//! Making, opening and reading workbooks.

use std::fs;
use std::path::Path;

use zicha::engagement::Engagement;
use zicha::model::assessment::State;
use zicha::model::journal::ChainResult;
use zicha::store::{Access, Store};

use super::support::*;

fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_new_workbook_holds_its_pack_and_profile_and_is_intact() {
    let folder = TempDir::new().unwrap();
    let made = workbook(&folder);
    assert_eq!(made.pack().sha256(), small_pack().sha256());
    let digest = made.assessment().digest();
    let path = made.path().to_owned();
    drop(made);
    let opened = reopen(&path, 2);
    assert_eq!(opened.assessment().profile.organisation.name, "示範投顧");
    assert_eq!(opened.assessment().digest(), digest);
    assert_eq!(opened.verify_journal(None).unwrap().result, ChainResult::Intact);
}

#[test]
fn a_workbook_that_cannot_be_made_leaves_no_file() {
    let folder = TempDir::new().unwrap();
    let pack = small_pack();
    let mut twice = profile(&pack);
    let system = || zicha::model::profile::System {
        uid: String::new(),
        position: 0,
        id: "same".to_owned(),
        name: "同名".to_owned(),
        core: None,
        ..zicha::model::profile::System::default()
    };
    twice.systems = vec![system(), system()];
    refusal(Engagement::create(
        &path_in(&folder),
        pack.clone(),
        twice,
        SeededClock::new(1),
        "甲".to_owned(),
    ));
    assert_eq!(names_in(folder.path()), Vec::<String>::new());

    let nowhere = folder.path().join("沒有/自評.zicha");
    let refused = refusal(Engagement::create(
        &nowhere,
        pack.clone(),
        profile(&pack),
        SeededClock::new(1),
        "甲".to_owned(),
    ));
    assert!(english(&refused.said).contains("沒有"), "{refused}");
}

#[test]
fn a_closed_workbook_is_one_file_and_its_lock() {
    let folder = TempDir::new().unwrap();
    drop(workbook(&folder));
    assert_eq!(names_in(folder.path()), ["自評.zicha", "自評.zicha.lock"]);
}

#[test]
fn reading_changes_nothing_and_leaves_nothing_behind() {
    let folder = TempDir::new().unwrap();
    let path = filled(&folder);
    let (before, names) = (fs::read(&path).unwrap(), names_in(folder.path()));
    let store = Store::open(&path, Access::Read).unwrap();
    assert_eq!(store.verify(None).unwrap().result, ChainResult::Intact);
    drop(store);
    assert!(fs::read(&path).unwrap() == before, "the file was changed");
    assert_eq!(names_in(folder.path()), names);
}

/// Copies a workbook that is being written with its log, as a crash would leave both.
fn crashed(folder: &TempDir) -> (TempDir, std::path::PathBuf, String) {
    let mut open = workbook(folder);
    open.answer(&[key("4.1")], &state(State::Met)).unwrap();
    let digest = open.assessment().digest();
    let other = TempDir::new().unwrap();
    let copy = path_in(&other);
    fs::copy(open.path(), &copy).unwrap();
    let log = open.path().with_file_name("自評.zicha-wal");
    assert!(fs::metadata(&log).unwrap().len() > 0, "nothing is in the log");
    fs::copy(&log, copy.with_file_name("自評.zicha-wal")).unwrap();
    (other, copy, digest)
}

#[test]
fn what_is_only_in_the_log_is_read_and_left_in_the_log() {
    let folder = TempDir::new().unwrap();
    let (other, copy, digest) = crashed(&folder);
    let log = other.path().join("自評.zicha-wal");
    let before = (fs::read(&copy).unwrap(), fs::read(&log).unwrap());
    let store = Store::open(&copy, Access::Read).unwrap();
    assert_eq!(store.assessment().unwrap().digest(), digest);
    drop(store);
    assert!(
        (fs::read(&copy).unwrap(), fs::read(&log).unwrap()) == before,
        "something was changed"
    );
}

#[test]
fn where_the_log_cannot_be_read_in_place_a_private_copy_is_read() {
    let folder = TempDir::new().unwrap();
    let (other, copy, digest) = crashed(&folder);
    // As in a folder that may not be written, SQLite cannot make its shared memory here. (As root,
    // permissions do not bind, so a folder stands in its place.)
    fs::create_dir(other.path().join("自評.zicha-shm")).unwrap();
    let (before, names) = (fs::read(&copy).unwrap(), names_in(other.path()));
    let store = Store::open(&copy, Access::Read).unwrap();
    assert_eq!(
        store.assessment().unwrap().digest(),
        digest,
        "the rows in the log are not shown"
    );
    assert_eq!(store.verify(None).unwrap().result, ChainResult::Intact);
    drop(store);
    assert!(fs::read(&copy).unwrap() == before, "the file was changed");
    assert_eq!(names_in(other.path()), names);
}

#[test]
fn a_crashed_workbook_goes_on_where_it_was() {
    let folder = TempDir::new().unwrap();
    let (_other, copy, digest) = crashed(&folder);
    let mut open = reopen(&copy, 5);
    assert_eq!(open.assessment().digest(), digest);
    open.answer(&[key("4.1")], &state(State::Partial))
        .unwrap()
        .unwrap();
    assert_eq!(open.verify_journal(None).unwrap().result, ChainResult::Intact);
}

#[test]
fn a_step_is_one_moment_for_a_reader() {
    let folder = TempDir::new().unwrap();
    let mut writing = workbook(&folder);
    let reading = Store::open(writing.path(), Access::Read).unwrap();
    let (before, after) = reading
        .in_one_view(|store| {
            let before = store.head()?;
            writing.answer(&[key("4.1")], &state(State::Met)).unwrap();
            Ok((before, store.head()?))
        })
        .unwrap();
    assert_eq!(before, after);
    assert_eq!(reading.head().unwrap(), writing.head().unwrap());
    assert_ne!(reading.head().unwrap(), before);
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_read_a_workbook_and_what_stands_beside_it() {
    use std::os::unix::fs::PermissionsExt;
    let folder = TempDir::new().unwrap();
    let open = workbook(&folder);
    let names = names_in(folder.path());
    assert_eq!(
        names,
        [
            "自評.zicha",
            "自評.zicha-shm",
            "自評.zicha-wal",
            "自評.zicha.lock"
        ]
    );
    for name in names {
        let mode = fs::metadata(folder.path().join(&name))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
    drop(open);
}

#[cfg(unix)]
#[test]
fn a_link_to_a_workbook_is_the_workbook() {
    let folder = TempDir::new().unwrap();
    let elsewhere = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    open.answer(&[key("4.1")], &state(State::Met)).unwrap();
    let link = elsewhere.path().join("連結.zicha");
    std::os::unix::fs::symlink(open.path(), &link).unwrap();
    // The newest rows are in the log beside the file itself, not beside the link.
    let reading = Store::open(&link, Access::Read).unwrap();
    assert_eq!(reading.assessment().unwrap().answers.len(), 1);
    let refused = Store::open(&link, Access::Write).unwrap_err();
    assert!(
        matches!(refused, zicha::store::StoreError::Locked(_)),
        "{refused}"
    );
    drop((reading, open));
    reopen(&link, 3)
        .answer(&[key("4.1")], &state(State::Partial))
        .unwrap();
    assert_eq!(names_in(elsewhere.path()), ["連結.zicha"]);
}
