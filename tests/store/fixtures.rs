//! A checked-in workbook of every schema there ever was: each opens, says the same as when it was
//! written, and ends up like a new one.
//!
//! `ZICHA_WRITE_FIXTURE=1 cargo test --test store fixtures` writes the one of the newest schema,
//! once, when a schema is new. A fixture that is checked in is never written again.

use std::fs;
use std::path::{Path, PathBuf};

use zicha::engagement::Engagement;
use zicha::model::assessment::State;
use zicha::model::journal::{ChainResult, Head};

use super::support::*;

struct Fixture {
    schema: usize,
    rows: u64,
    head: &'static str,
    digest: &'static str,
}

const FIXTURES: [Fixture; 3] = [
    Fixture {
        schema: 1,
        rows: 13,
        head: "5ae04add05b7e3fc457efeb3f16296c3d6c19447911a285112c4ed68d81f6ff0",
        digest: "ca5421cf61a8f790211e4d3646bbd4236d2bdbb023a5e4098d04f4cdef591c60",
    },
    Fixture {
        schema: 2,
        rows: 23,
        head: "17c544aa2f3a4870255dff9c772269465bb38018875278416f6b3d9491fa7c80",
        digest: "4c4d0c3ece73ebf47ca24cde0e12a509d221d8dce76540ad540269e2f6845c4a",
    },
    Fixture {
        schema: 3,
        rows: 23,
        head: "eba4c50a884f57f5d97ba4094eaf3cbbbfa5d79caa828ab493ee9a0ec42ee7ca",
        digest: "4c4d0c3ece73ebf47ca24cde0e12a509d221d8dce76540ad540269e2f6845c4a",
    },
];

fn place(schema: usize) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/store/fixtures/schema-{schema}.zicha"))
}

fn copy_of(fixture: &Fixture, folder: &TempDir) -> PathBuf {
    let path = path_in(folder);
    fs::copy(place(fixture.schema), &path).unwrap();
    path
}

/// Tables, indexes and triggers as SQLite keeps them.
fn schema(path: &Path) -> Vec<String> {
    let connection = raw(path);
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
fn every_schema_has_its_fixture() {
    let folder = TempDir::new().unwrap();
    let path = workbook(&folder).path().to_owned();
    let newest: usize = raw(&path)
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .unwrap();
    if std::env::var_os("ZICHA_WRITE_FIXTURE").is_some() && !place(newest).exists() {
        write(newest);
    }
    let schemas: Vec<usize> = FIXTURES.iter().map(|fixture| fixture.schema).collect();
    assert_eq!(schemas, (1..=newest).collect::<Vec<_>>());
}

fn write(schema: usize) {
    let folder = TempDir::new().unwrap();
    let path = filled_all(&folder);
    let open = reopen(&path, 2);
    println!(
        "rows {} head {}",
        open.head().unwrap().count,
        open.head().unwrap().head
    );
    println!("digest {}", open.assessment().digest());
    drop(open);
    fs::copy(&path, place(schema)).unwrap();
}

#[test]
fn an_old_workbook_says_what_it_said_and_takes_new_answers() {
    for fixture in &FIXTURES {
        let folder = TempDir::new().unwrap();
        let path = copy_of(fixture, &folder);
        let anchor = Head {
            count: fixture.rows,
            head: fixture.head.to_owned(),
        };
        assert_eq!(
            Engagement::verify_journal_of(&path, Some(&anchor))
                .unwrap()
                .result,
            ChainResult::Intact
        );
        let mut open = reopen(&path, 9);
        assert_eq!(open.head().unwrap(), anchor);
        assert_eq!(open.assessment().digest(), fixture.digest);
        open.answer(&[key("4.3@hr")], &state(State::Met))
            .unwrap()
            .unwrap();
        assert_eq!(
            open.verify_journal(Some(&anchor)).unwrap().result,
            ChainResult::Intact
        );
        while open.undo().unwrap().is_some() {}
        assert!(open.assessment().answers.is_empty());
    }
}

#[test]
fn an_upgraded_workbook_has_the_schema_of_a_new_one_and_a_backup_beside_it() {
    let new = TempDir::new().unwrap();
    let expected = schema(workbook(&new).path());
    for fixture in &FIXTURES {
        let folder = TempDir::new().unwrap();
        let path = copy_of(fixture, &folder);
        drop(reopen(&path, 9));
        assert_eq!(schema(&path), expected, "from schema {}", fixture.schema);
        let backup = folder
            .path()
            .join(format!("自評.zicha.schema{}.backup", fixture.schema));
        let is_old = fixture.schema < FIXTURES.len();
        assert_eq!(
            backup.exists(),
            is_old,
            "a backup before every migration, and only then"
        );
    }
}

#[test]
fn reading_an_old_workbook_does_not_upgrade_it() {
    for fixture in &FIXTURES {
        let folder = TempDir::new().unwrap();
        let path = copy_of(fixture, &folder);
        assert_eq!(checked(&path).result, ChainResult::Intact);
        assert!(
            fs::read(&path).unwrap() == fs::read(place(fixture.schema)).unwrap(),
            "the file was changed"
        );
    }
}
