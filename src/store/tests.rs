//! Tests that need the connection itself: pragmas, migrations, and a disk that takes no more.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use serde_json::json;

use super::error::sqlite;
use super::migrate::{self, MIGRATIONS};
use super::*;
use crate::model::change::{Action, Change, Kind, Object};
use crate::model::journal::ChainResult;

/// A migration that does not exist yet: adds a column and fills it.
const NEXT: &str = "ALTER TABLE systems ADD COLUMN owner TEXT; UPDATE systems SET owner = 'unknown';";

fn pack() -> Pack {
    let mut pack = crate::pack::builtin().unwrap();
    pack.articles.truncate(1);
    pack
}

fn salts() -> impl FnMut() -> String {
    let mut number = 0u32;
    move || {
        number += 1;
        format!("{number:032x}")
    }
}

fn stamp() -> Stamp {
    Stamp {
        at: "2026-03-02T09:00:00+08:00".to_owned(),
        actor: "稽核人員甲".to_owned(),
    }
}

fn new_store(folder: &Path) -> Store {
    Store::create(
        &folder.join("a.zicha"),
        &pack(),
        &Profile::default(),
        &stamp(),
        &mut salts(),
    )
    .unwrap()
}

/// A step that records one piece of evidence with a long title.
fn step(uid: &str, title: &str) -> Step {
    let record =
        json!({ "uid": uid, "number": 1, "kind": "document", "title": title, "location": "資安-01" });
    let change = Change {
        object: Object {
            kind: Kind::Evidence,
            uid: uid.to_owned(),
            field: None,
        },
        before: serde_json::Value::Null,
        after: record,
    };
    Step {
        action: Action::AttachEvidence,
        changes: vec![change],
        undoes: None,
    }
}

fn pragma(connection: &Connection, name: &str) -> String {
    connection
        .pragma_query_value(None, name, |row| row.get::<_, rusqlite::types::Value>(0))
        .map(|value| match value {
            rusqlite::types::Value::Integer(number) => number.to_string(),
            rusqlite::types::Value::Text(text) => text,
            other => format!("{other:?}"),
        })
        .unwrap()
}

/// Every object of a schema as SQLite keeps it, without differences of layout.
fn schema(connection: &Connection) -> Vec<String> {
    let mut statement = connection
        .prepare(
            "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema ORDER BY type, name",
        )
        .unwrap();
    let objects = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
    objects
        .map(|sql| sql.unwrap().split_whitespace().collect::<Vec<_>>().join(" "))
        .collect()
}

#[test]
fn the_pragmas_that_guard_data_are_in_force() {
    let folder = tempfile::tempdir().unwrap();
    let created = new_store(folder.path());
    let path = created.path().to_owned();
    let expected = [
        ("journal_mode", "wal"),
        ("synchronous", "2"),
        ("foreign_keys", "1"),
        ("trusted_schema", "0"),
        ("locking_mode", "normal"),
    ];
    for (name, value) in expected {
        assert_eq!(pragma(&created.connection, name), value, "{name} after creating");
    }
    drop(created);
    let opened = Store::open(&path, Access::Write).unwrap();
    for (name, value) in expected {
        assert_eq!(pragma(&opened.connection, name), value, "{name} after opening");
    }
    drop(opened);
    let reading = Store::open(&path, Access::Read).unwrap();
    assert_eq!(pragma(&reading.connection, "query_only"), "1");
    assert_eq!(pragma(&reading.connection, "trusted_schema"), "0");
}

#[test]
fn every_table_is_strict() {
    let folder = tempfile::tempdir().unwrap();
    let store = new_store(folder.path());
    let loose: Vec<String> = store
        .connection
        .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND NOT strict AND name NOT LIKE 'sqlite_%'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(loose, Vec::<String>::new());
}

#[test]
fn where_shared_memory_does_not_work_the_file_is_held_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = new_store(folder.path()).path().to_owned();
    // A folder stands where SQLite keeps its shared memory.
    fs::create_dir(folder.path().join("a.zicha-shm")).unwrap();
    let mut store = Store::open(&path, Access::Write).unwrap();
    assert_eq!(pragma(&store.connection, "locking_mode"), "exclusive");
    assert_eq!(pragma(&store.connection, "journal_mode"), "wal");
    let mut assessment = store.assessment().unwrap();
    store
        .append(
            &mut assessment,
            &step("e1", "存取控制程序"),
            &stamp(),
            &mut salts(),
        )
        .unwrap();
    drop(store);
    let reading = Store::open(&path, Access::Read).unwrap();
    assert_eq!(reading.assessment().unwrap(), assessment);
}

#[test]
fn a_full_disk_loses_nothing_and_the_next_write_works() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_store(folder.path());
    let mut assessment = store.assessment().unwrap();
    let pages: i64 = store
        .connection
        .query_row("PRAGMA page_count", [], |row| row.get(0))
        .unwrap();
    store
        .connection
        .pragma_update(None, "max_page_count", pages + 8)
        .unwrap();
    let long = "每半年審查帳號與權限".repeat(400);
    let mut saved = 0;
    let refused = loop {
        let uid = format!("e{saved}");
        let before = (assessment.clone(), store.rows().unwrap().len());
        match store.append(&mut assessment, &step(&uid, &long), &stamp(), &mut salts()) {
            Ok(_) => saved += 1,
            Err(error) => {
                assert_eq!((assessment.clone(), store.rows().unwrap().len()), before);
                break error;
            }
        }
        assert!(saved < 100, "the limit was never reached");
    };
    assert!(matches!(refused, StoreError::DiskFull(_)), "{refused}");
    assert!(saved > 0, "nothing was written before the limit");
    assert_eq!(store.verify(None).unwrap().result, ChainResult::Intact);

    store
        .connection
        .pragma_update(None, "max_page_count", pages + 1000)
        .unwrap();
    store
        .append(&mut assessment, &step("later", &long), &stamp(), &mut salts())
        .unwrap();
    assert_eq!(assessment.evidence.len(), saved + 1);
    assert_eq!(store.assessment().unwrap(), assessment);
    assert_eq!(store.verify(None).unwrap().result, ChainResult::Intact);
}

#[test]
fn a_step_that_fails_in_the_middle_changes_neither_file_nor_memory() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_store(folder.path());
    let mut assessment = store.assessment().unwrap();
    store
        .append(&mut assessment, &step("e1", "一"), &stamp(), &mut salts())
        .unwrap();
    let before = (assessment.clone(), store.rows().unwrap());

    // The second change does not fit; the first has been written by then.
    let mut twice = step("e2", "二");
    twice.changes.extend(step("e1", "又一").changes);
    let refused = store.append(&mut assessment, &twice, &stamp(), &mut salts());
    assert!(matches!(refused, Err(StoreError::Apply(_))), "{refused:?}");
    assert_eq!((assessment.clone(), store.rows().unwrap()), before);

    // A tie to evidence that does not exist is found when the transaction is committed.
    let mut dangling = step("e3", "三");
    dangling.changes.push(Change {
        object: Object {
            kind: Kind::Link,
            uid: "l1".to_owned(),
            field: None,
        },
        before: serde_json::Value::Null,
        after: json!({ "uid": "l1", "evidence": "nowhere", "clause": "4.1", "target": "organisation" }),
    });
    let refused = store.append(&mut assessment, &dangling, &stamp(), &mut salts());
    assert!(matches!(refused, Err(StoreError::Sqlite { .. })), "{refused:?}");
    assert_eq!((assessment.clone(), store.rows().unwrap()), before);

    // The journal itself refuses: a row with this number stands there already.
    store
        .connection
        .execute_batch("CREATE TRIGGER no_more BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'no'); END")
        .unwrap();
    let refused = store.append(&mut assessment, &step("e4", "四"), &stamp(), &mut salts());
    assert!(matches!(refused, Err(StoreError::Sqlite { .. })), "{refused:?}");
    assert_eq!((assessment.clone(), store.rows().unwrap()), before);
    store.connection.execute_batch("DROP TRIGGER no_more").unwrap();
    assert_eq!(store.assessment().unwrap(), assessment);
    assert_eq!(store.verify(None).unwrap().result, ChainResult::Intact);
}

#[test]
fn the_database_refuses_to_change_or_remove_journal_rows() {
    let folder = tempfile::tempdir().unwrap();
    let store = new_store(folder.path());
    let before = store.rows().unwrap();
    for sql in [
        "UPDATE journal SET actor = 'x'",
        "DELETE FROM journal",
        "UPDATE journal SET seq = seq + 100",
        "INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE seq = 1",
    ] {
        let refused = store.connection.execute(sql, []);
        assert!(refused.is_err(), "{sql} was allowed");
    }
    assert_eq!(store.rows().unwrap(), before);
}

#[test]
fn an_upgraded_file_has_the_schema_of_a_new_one() {
    let migrations = [MIGRATIONS, &[NEXT]].concat();
    let folder = tempfile::tempdir().unwrap();
    let mut fresh = Connection::open(folder.path().join("fresh")).unwrap();
    migrate::run(&mut fresh, &migrations, 0).unwrap();
    for from in 1..migrations.len() {
        let mut old = Connection::open(folder.path().join(format!("schema-{from}"))).unwrap();
        migrate::run(&mut old, &migrations[..from], 0).unwrap();
        migrate::run(&mut old, &migrations, from).unwrap();
        assert_eq!(schema(&old), schema(&fresh), "from schema {from}");
        assert_eq!(pragma(&old, "user_version"), migrations.len().to_string());
    }
}

#[test]
fn a_migration_that_fails_leaves_the_schema_before_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut connection = Connection::open(folder.path().join("a")).unwrap();
    migrate::run(&mut connection, MIGRATIONS, 0).unwrap();
    let before = schema(&connection);
    let broken = [
        MIGRATIONS,
        &["CREATE TABLE half (id TEXT) STRICT; INSERT INTO nowhere VALUES (1)"],
    ]
    .concat();
    assert!(migrate::run(&mut connection, &broken, MIGRATIONS.len()).is_err());
    assert_eq!(schema(&connection), before);
    assert_eq!(pragma(&connection, "user_version"), MIGRATIONS.len().to_string());
}

#[test]
fn a_backup_holds_everything_and_never_replaces_an_older_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = new_store(folder.path());
    let path = store.path().to_owned();
    let mut assessment = store.assessment().unwrap();
    let backup = |store: &Store| -> PathBuf { migrate::back_up(&store.connection, &path, 1).unwrap() };
    let first = backup(&store);
    store
        .append(&mut assessment, &step("e1", "一"), &stamp(), &mut salts())
        .unwrap();
    // What was written a moment ago is still in the log, and is in the backup.
    let second = backup(&store);
    assert_ne!(first, second);
    assert_eq!(first.file_name().unwrap(), "a.zicha.schema1.backup");
    let evidence = |file: &Path| {
        Store::open(file, Access::Read)
            .unwrap()
            .assessment()
            .unwrap()
            .evidence
            .len()
    };
    assert_eq!((evidence(&first), evidence(&second)), (0, 1));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(&second).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let leftovers = fs::read_dir(folder.path())
        .unwrap()
        .filter(|entry| {
            entry
                .as_ref()
                .unwrap()
                .path()
                .extension()
                .is_some_and(|end| end == "part")
        })
        .count();
    assert_eq!(leftovers, 0);
}

#[test]
fn write_errors_of_quotas_and_limits_count_as_a_full_disk() {
    for code in [
        rusqlite::ffi::SQLITE_FULL,
        rusqlite::ffi::SQLITE_IOERR_WRITE,
        rusqlite::ffi::SQLITE_IOERR_FSYNC,
    ] {
        let source = rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None);
        assert!(
            matches!(sqlite(Path::new("a.zicha"), source), StoreError::DiskFull(_)),
            "{code}"
        );
    }
    let read =
        rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_IOERR_READ), None);
    assert!(matches!(
        sqlite(Path::new("a.zicha"), read),
        StoreError::Sqlite { .. }
    ));
}
