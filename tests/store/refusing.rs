//! Files that are refused: named, with a next step, and left byte for byte as they were.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use sha2::{Digest, Sha256};
use zicha::engagement::Engagement;
use zicha::error::Error;
use zicha::store::{Access, Store, StoreError};

use super::support::*;

/// Refuses for writing and for reading alike, names the file, says what to do, changes nothing.
fn assert_refused(path: &Path, expected: fn(&StoreError) -> bool) {
    let before = contents(path);
    for access in [Access::Write, Access::Read] {
        let refused = Store::open(path, access).unwrap_err();
        assert!(expected(&refused), "{access:?}: {refused:?}");
        let error = Error::from(refused);
        let name = path.file_name().unwrap().to_str().unwrap();
        assert!(english(&error.said).contains(name), "{error}");
        assert!(!error.hints.is_empty());
    }
    assert_eq!(contents(path), before, "something was touched");
}

/// Every file of the folder with the hash of its bytes, and every folder by name. SQLite's shared
/// memory and the lock hold no data and may come and go.
fn contents(path: &Path) -> Vec<(PathBuf, Option<String>)> {
    let passing = |path: &PathBuf| {
        let name = path.to_string_lossy();
        name.ends_with("-shm") || name.ends_with(".lock")
    };
    let mut all: Vec<_> = fs::read_dir(path.parent().unwrap())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| !passing(path))
        .map(|path| {
            let hash = fs::read(&path)
                .ok()
                .map(|bytes| hex::encode(Sha256::digest(bytes)));
            (path, hash)
        })
        .collect();
    all.sort();
    all
}

fn written(bytes: &[u8]) -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = path_in(&folder);
    fs::write(&path, bytes).unwrap();
    (folder, path)
}

#[test]
fn a_missing_file() {
    let folder = TempDir::new().unwrap();
    assert_refused(&folder.path().join("沒有.zicha"), |e| {
        matches!(e, StoreError::Missing(_))
    });
}

#[test]
fn a_folder() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(path_in(&folder)).unwrap();
    assert_refused(&path_in(&folder), |e| matches!(e, StoreError::NotAFile(_)));
}

#[cfg(unix)]
#[test]
fn a_device() {
    for access in [Access::Write, Access::Read] {
        let refused = Store::open(Path::new("/dev/null"), access).unwrap_err();
        assert!(matches!(refused, StoreError::NotAFile(_)), "{refused:?}");
    }
}

#[test]
fn an_empty_file_a_text_and_a_cut_header() {
    for bytes in [
        b"".as_slice(),
        "帳號清查紀錄\n".as_bytes(),
        b"SQLite format 3\0",
        b"SQLite format 2\0 and more",
    ] {
        let (_folder, path) = written(bytes);
        assert_refused(&path, |e| matches!(e, StoreError::Foreign(_)));
    }
}

#[test]
fn the_database_of_another_program() {
    for mode in ["delete", "wal"] {
        let folder = TempDir::new().unwrap();
        let path = path_in(&folder);
        let connection = Connection::open(&path).unwrap();
        connection
            .pragma_update_and_check(None, "journal_mode", mode, |_| Ok(()))
            .unwrap();
        connection
            .execute_batch(
                "CREATE TABLE bookmarks (url TEXT); INSERT INTO bookmarks VALUES ('https://example.org/')",
            )
            .unwrap();
        drop(connection);
        assert_refused(&path, |e| matches!(e, StoreError::Foreign(_)));
    }
}

#[test]
fn the_database_of_another_program_with_rows_in_its_log() {
    let folder = TempDir::new().unwrap();
    let original = folder.path().join("original.db");
    let connection = Connection::open(&original).unwrap();
    connection
        .pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))
        .unwrap();
    connection
        .execute_batch("CREATE TABLE bookmarks (url TEXT)")
        .unwrap();
    let other = TempDir::new().unwrap();
    let path = path_in(&other);
    fs::copy(&original, &path).unwrap();
    fs::copy(
        folder.path().join("original.db-wal"),
        other.path().join("自評.zicha-wal"),
    )
    .unwrap();
    assert_refused(&path, |e| matches!(e, StoreError::Foreign(_)));
}

#[test]
fn a_workbook_of_a_newer_program() {
    let folder = TempDir::new().unwrap();
    let path = filled(&folder);
    raw(&path).pragma_update(None, "user_version", 99).unwrap();
    assert_refused(&path, |e| {
        matches!(
            e,
            StoreError::Newer {
                found: 99,
                known: 3,
                ..
            }
        )
    });
}

#[test]
fn a_workbook_without_a_schema_version() {
    let folder = TempDir::new().unwrap();
    let path = filled(&folder);
    raw(&path).pragma_update(None, "user_version", 0).unwrap();
    assert_refused(&path, |e| matches!(e, StoreError::Corrupt { .. }));
}

#[test]
fn a_workbook_with_a_page_overwritten() {
    let folder = TempDir::new().unwrap();
    let path = filled(&folder);
    let whole = fs::read(&path).unwrap();
    let page = 4096;
    let mut refused = 0;
    for at in 1..whole.len() / page {
        let mut damaged = whole.clone();
        damaged[at * page..at * page + 64].fill(0xff);
        let (_folder, copy) = written(&damaged);
        match Store::open(&copy, Access::Read) {
            Err(StoreError::Corrupt { .. }) => {
                assert_refused(&copy, |e| matches!(e, StoreError::Corrupt { .. }));
                refused += 1;
            }
            // A page that holds only bytes of the pack or of free space is no page to SQLite: then
            // the pack does not unpack, or nothing is lost.
            Err(other) => panic!("page {at}: {other:?}"),
            Ok(store) => assert!(
                store.pack().is_err() || store.pack().unwrap() == small_pack(),
                "page {at} went unnoticed"
            ),
        }
    }
    assert!(refused > 10, "only {refused} pages were refused");
}

#[test]
fn a_workbook_cut_short_at_any_page() {
    let folder = TempDir::new().unwrap();
    let path = filled(&folder);
    let whole = fs::read(&path).unwrap();
    for pages in 1..whole.len() / 4096 {
        let (_folder, copy) = written(&whole[..pages * 4096]);
        assert_refused(&copy, |e| matches!(e, StoreError::Corrupt { .. }));
    }
}

#[test]
fn a_workbook_whose_tables_hold_something_impossible() {
    for sql in [
        "DELETE FROM workbook",
        "UPDATE workbook SET pack = x'00'",
        "UPDATE answers SET state = 'splendid'",
        "UPDATE profile SET value = '{' WHERE field = 'licences'",
        "DROP TABLE findings",
    ] {
        let folder = TempDir::new().unwrap();
        let path = filled(&folder);
        raw(&path).execute_batch(sql).unwrap();
        let refused = refusal(Engagement::open(
            &path,
            Access::Read,
            SeededClock::new(2),
            "甲".to_owned(),
        ));
        assert!(english(&refused.said).contains("damaged"), "{sql}: {refused}");
        assert!(english(&refused.said).contains("自評.zicha"), "{sql}: {refused}");
    }
}

#[test]
fn an_existing_file_is_never_overwritten() {
    for bytes in [b"".as_slice(), "一份文件".as_bytes()] {
        let (_folder, path) = written(bytes);
        let pack = small_pack();
        let profile = profile(&pack);
        let refused = refusal(Engagement::create(
            &path,
            pack,
            profile,
            SeededClock::new(1),
            "甲".to_owned(),
        ));
        assert!(english(&refused.said).contains("exists already"), "{refused}");
        assert_eq!(fs::read(&path).unwrap(), bytes);
    }
}

#[cfg(unix)]
#[test]
fn links_that_lead_in_a_circle_or_nowhere() {
    use std::os::unix::fs::symlink;
    let folder = TempDir::new().unwrap();
    let (a, b) = (folder.path().join("a.zicha"), folder.path().join("b.zicha"));
    symlink(&a, &b).unwrap();
    symlink(&b, &a).unwrap();
    assert_refused(&a, |e| matches!(e, StoreError::Io { .. }));
    let nowhere = folder.path().join("c.zicha");
    symlink(folder.path().join("gone"), &nowhere).unwrap();
    assert_refused(&nowhere, |e| matches!(e, StoreError::Missing(_)));
    // Making a workbook does not write through a link either.
    let pack = small_pack();
    let profile = profile(&pack);
    let refused = refusal(Engagement::create(
        &nowhere,
        pack,
        profile,
        SeededClock::new(1),
        "甲".to_owned(),
    ));
    assert!(english(&refused.said).contains("exists already"), "{refused}");
}
