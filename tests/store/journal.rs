//! The journal shows what was changed behind its back.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use rusqlite::types::Value;
use zicha::engagement::Engagement;
use zicha::model::assessment::{Assessment, State};
use zicha::model::change::get_path;
use zicha::model::journal::{ChainReport, ChainResult, Head};
use zicha::store::{Access, Store, StoreError};

use super::support::*;

/// What was found in a file, or that it was not even opened.
#[derive(Debug, PartialEq)]
enum Found {
    Report(ChainResult),
    Refused,
}

fn found(path: &Path) -> Found {
    match Store::open(path, Access::Read) {
        Ok(store) => Found::Report(store.verify(None).unwrap().result),
        Err(StoreError::Corrupt { .. }) => Found::Refused,
        Err(other) => panic!("{other:?}"),
    }
}

/// A workbook whose triggers are gone, and a place for copies of it.
struct Tampering {
    _folder: TempDir,
    original: PathBuf,
    copy: PathBuf,
}

impl Tampering {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let original = filled_all(&folder);
        drop(without_triggers(&original));
        assert_eq!(found(&original), Found::Report(ChainResult::Intact));
        let copy = folder.path().join("copy.zicha");
        Self {
            _folder: folder,
            original,
            copy,
        }
    }

    /// A fresh copy, with everything off that would stand in the way.
    fn connection(&self) -> Connection {
        fs::copy(&self.original, &self.copy).unwrap();
        let connection = raw(&self.copy);
        for (pragma, value) in [("foreign_keys", "OFF"), ("ignore_check_constraints", "ON")] {
            connection.pragma_update(None, pragma, value).unwrap();
        }
        connection
    }

    fn after(&self, sql: &str) -> Found {
        self.connection().execute_batch(sql).unwrap();
        found(&self.copy)
    }

    fn rows(&self) -> i64 {
        self.connection()
            .query_row("SELECT count(*) FROM journal", [], |row| row.get(0))
            .unwrap()
    }
}

fn columns(connection: &Connection, table: &str) -> Vec<String> {
    let mut statement = connection
        .prepare("SELECT name FROM pragma_table_info(?)")
        .unwrap();
    let names = statement.query_map([table], |row| row.get(0)).unwrap();
    names.map(Result::unwrap).collect()
}

/// Another value of the same type.
fn other_value(value: &Value, column: &str) -> Value {
    match (value, column) {
        // Still JSON, but another.
        (Value::Text(text), "before" | "after") => Value::Text(format!("[{text}]")),
        (Value::Text(text), _) if text.is_empty() => Value::Text("x".to_owned()),
        (Value::Text(text), _) => {
            let last = text.chars().last().unwrap();
            let other = if last == '0' { '1' } else { '0' };
            Value::Text(format!("{}{other}", text.strip_suffix(last).unwrap()))
        }
        (Value::Integer(number), _) => Value::Integer(number + 1),
        (Value::Blob(bytes), _) => {
            let mut bytes = bytes.clone();
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            Value::Blob(bytes)
        }
        (Value::Null, "undoes" | "core" | "size" | "files") => Value::Integer(1),
        (Value::Null, _) => Value::Text("x".to_owned()),
        (Value::Real(_), _) => panic!("there are no binary fractions in a workbook"),
    }
}

/// Changes every value of every row of a table, one at a time, and gives what was found for each.
fn each_value_changed(tampering: &Tampering, table: &str) -> Vec<(String, Found)> {
    let connection = tampering.connection();
    let columns = columns(&connection, table);
    let ids: Vec<i64> = connection
        .prepare(&format!("SELECT rowid FROM {table}"))
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    drop(connection);
    let mut results = Vec::new();
    for id in ids {
        for column in &columns {
            let connection = tampering.connection();
            let sql = format!("SELECT {column} FROM {table} WHERE rowid = ?");
            let value: Value = connection.query_row(&sql, [id], |row| row.get(0)).unwrap();
            let other = other_value(&value, column);
            let sql = format!("UPDATE {table} SET {column} = ? WHERE rowid = ?");
            // Where SQLite itself refuses (a number that is taken, say), there is nothing to find.
            if connection.execute(&sql, rusqlite::params![other, id]).is_ok() {
                drop(connection);
                results.push((format!("{table}.{column} of row {id}"), found(&tampering.copy)));
            }
        }
    }
    results
}

#[test]
fn every_changed_value_of_every_row_of_the_journal_is_found() {
    let tampering = Tampering::new();
    let results = each_value_changed(&tampering, "journal");
    assert!(
        results.len() as i64 > tampering.rows() * 14,
        "only {} edits",
        results.len()
    );
    for (what, found) in results {
        assert_eq!(found, Found::Report(ChainResult::Broken), "{what}");
    }
}

#[test]
fn every_changed_value_of_every_table_is_found() {
    let tampering = Tampering::new();
    let tables: Vec<String> = tampering
        .connection()
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'journal'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert!(tables.len() >= 13);
    for table in tables {
        let rows: i64 = tampering
            .connection()
            .query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))
            .unwrap();
        assert!(rows > 0, "nothing to tamper with in {table}");
        for (what, found) in each_value_changed(&tampering, &table) {
            assert!(
                matches!(found, Found::Report(ChainResult::TableDiffers) | Found::Refused),
                "{what}: {found:?}"
            );
        }
    }
}

#[test]
fn a_row_that_was_removed_is_found_wherever_it_stood() {
    let tampering = Tampering::new();
    let rows = tampering.rows();
    for seq in 1..=rows {
        let result = tampering.after(&format!("DELETE FROM journal WHERE seq = {seq}"));
        // Without its last row the chain is whole, but the tables know more than it tells.
        let expected = if seq == rows {
            ChainResult::TableDiffers
        } else {
            ChainResult::Broken
        };
        assert_eq!(result, Found::Report(expected), "row {seq}");
        // Closing the gap in the numbers does not help.
        let renumbered = format!(
            "DELETE FROM journal WHERE seq = {seq}; UPDATE journal SET seq = -seq WHERE seq > {seq};
             UPDATE journal SET seq = -seq - 1 WHERE seq < 0;"
        );
        assert_eq!(tampering.after(&renumbered), Found::Report(expected), "row {seq}");
    }
    assert_eq!(
        tampering.after("DELETE FROM journal"),
        Found::Report(ChainResult::TableDiffers)
    );
}

#[test]
fn rows_that_changed_places_are_found() {
    let tampering = Tampering::new();
    for seq in 1..tampering.rows() {
        let swapped = format!(
            "UPDATE journal SET seq = -1 WHERE seq = {seq}; UPDATE journal SET seq = {seq} WHERE seq = {seq} + 1;
             UPDATE journal SET seq = {seq} + 1 WHERE seq = -1;"
        );
        assert_eq!(
            tampering.after(&swapped),
            Found::Report(ChainResult::Broken),
            "row {seq}"
        );
    }
}

#[test]
fn a_row_that_was_put_in_is_found() {
    let tampering = Tampering::new();
    let rows = tampering.rows();
    for at in 1..=rows + 1 {
        let put_in = format!(
            "UPDATE journal SET seq = -seq - 1 WHERE seq >= {at}; UPDATE journal SET seq = -seq WHERE seq < 0;
             INSERT INTO journal SELECT {at}, 'new', (SELECT prev FROM journal WHERE seq = {at} + 1 UNION ALL
                SELECT hash FROM journal WHERE seq = {at} - 1 LIMIT 1), merged, step, undoes, at, actor, action, kind,
                uid, field, before, after, salt_before, salt_after FROM journal WHERE seq = (SELECT max(seq) FROM journal);"
        );
        assert_eq!(
            tampering.after(&put_in),
            Found::Report(ChainResult::Broken),
            "row {at}"
        );
    }
}

#[test]
fn records_put_in_or_taken_out_of_a_table_are_found() {
    let tampering = Tampering::new();
    for sql in [
        "DELETE FROM answers WHERE rowid = 1",
        "DELETE FROM systems WHERE id = 'hr'",
        "DELETE FROM links",
        "DELETE FROM profile WHERE field = 'organisation'",
        "INSERT INTO profile VALUES ('class', '\"class2\"')",
        "INSERT INTO profile VALUES ('invented', '1')",
        "INSERT INTO evidence (uid, number, kind, location) VALUES ('x', 9, 'document', '資安-09')",
        "INSERT INTO actions (uid, finding, description, done) SELECT 'x', uid, '改善', 1 FROM findings",
        "DELETE FROM actions",
        "DELETE FROM earlier_findings",
        "DELETE FROM documents",
        "DELETE FROM reviews WHERE clause = '4.1'",
        "DELETE FROM sign_offs",
        "INSERT INTO reviews (uid, clause, target, state, by, at) VALUES ('x', '8.1', 'hr', 'approved', '甲', '2026-03-02')",
        "INSERT INTO sign_offs (uid, role, by, at, digest, count) VALUES ('x', 'approver', '甲', '2026-03-02', '00', 3)",
        "INSERT INTO exports (uid, format, file, sha256, digest, at) VALUES ('x', 'report', 'a.pdf', '00', '00', '2026-03-02')",
    ] {
        assert_eq!(
            tampering.after(sql),
            Found::Report(ChainResult::TableDiffers),
            "{sql}"
        );
    }
}

#[test]
fn an_exchanged_pack_is_found() {
    let tampering = Tampering::new();
    let mut easier = small_pack();
    easier.articles.truncate(1);
    let json = serde_json::to_vec(&easier).unwrap();
    let packed = zstd::bulk::compress(&json, 3).unwrap();
    let connection = tampering.connection();
    connection
        .execute(
            "UPDATE workbook SET pack = ?, pack_sha256 = ?",
            rusqlite::params![packed, easier.sha256()],
        )
        .unwrap();
    drop(connection);
    assert_eq!(found(&tampering.copy), Found::Report(ChainResult::TableDiffers));
}

#[test]
fn a_journal_cut_short_is_found_against_a_head_kept_elsewhere() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    let earlier = folder.path().join("earlier.zicha");
    open.rest().unwrap();
    fs::copy(open.path(), &earlier).unwrap();
    let before = open.head().unwrap();
    open.answer(&[key("4.1")], &state(State::Met)).unwrap();
    let anchor = open.head().unwrap();
    let report = Engagement::verify_journal_of(&earlier, Some(&anchor)).unwrap();
    let shorter = ChainReport {
        result: ChainResult::Shorter,
        at: before.count,
    };
    assert_eq!(report, shorter);
    // The file that went on still holds the earlier head.
    for known in [
        before,
        anchor,
        Head {
            count: 0,
            head: "0".repeat(64),
        },
    ] {
        assert_eq!(
            open.verify_journal(Some(&known)).unwrap().result,
            ChainResult::Intact
        );
    }
}

#[test]
fn a_rewritten_journal_is_found_against_a_head_kept_elsewhere() {
    let folder = TempDir::new().unwrap();
    let mut open = workbook(&folder);
    open.rest().unwrap();
    let other = folder.path().join("other.zicha");
    fs::copy(open.path(), &other).unwrap();
    let common = open.head().unwrap();
    open.answer(&[key("4.1")], &state(State::NotMet)).unwrap();
    let anchor = open.head().unwrap();
    let mut other = reopen(&other, 99);
    for (check, told) in [
        ("4.1", State::Met),
        ("4.4@hr", State::Met),
        ("4.4@trade", State::Met),
    ] {
        other.answer(&[key(check)], &state(told)).unwrap();
    }
    let report = other.verify_journal(Some(&anchor)).unwrap();
    assert_eq!(
        report,
        ChainReport {
            result: ChainResult::Rewritten,
            at: anchor.count
        }
    );
    assert_eq!(
        other.verify_journal(Some(&common)).unwrap().result,
        ChainResult::Intact
    );
    assert_eq!(other.verify_journal(None).unwrap().result, ChainResult::Intact);
}

#[test]
fn a_workbook_that_no_longer_opens_can_still_be_told_about() {
    let tampering = Tampering::new();
    tampering
        .connection()
        .execute_batch("UPDATE answers SET state = 'splendid'")
        .unwrap();
    refusal(Engagement::open(
        &tampering.copy,
        Access::Read,
        SeededClock::new(1),
        "甲".to_owned(),
    ));
    let report = Engagement::verify_journal_of(&tampering.copy, None).unwrap();
    assert_eq!(report.result, ChainResult::TableDiffers);
}

#[test]
fn every_row_says_truly_what_stood_there_before() {
    let folder = TempDir::new().unwrap();
    let path = filled(&folder);
    assert_befores_are_true(&Store::open(&path, Access::Read).unwrap());
}

/// Folds the journal and compares each row's `before` with what the fold holds.
pub fn assert_befores_are_true(store: &Store) {
    let mut folded = Assessment::default();
    for row in store.rows().unwrap() {
        let object = &row.object;
        let record = zicha_record(&folded, object.kind.id(), &object.uid);
        let held = match &object.field {
            Some(field) => get_path(&record, field),
            None => record,
        };
        if object.kind.id() != "workbook" && row.step > 1 {
            assert_eq!(
                row.before,
                held,
                "row {} ({} {:?})",
                row.seq,
                object.kind.id(),
                object.field
            );
        }
        folded.apply(&row.change()).unwrap();
    }
}

fn zicha_record(assessment: &Assessment, kind: &str, uid: &str) -> serde_json::Value {
    use serde_json::json;
    let profile = zicha::model::profile::Profile {
        systems: Vec::new(),
        ..assessment.profile.clone()
    };
    match kind {
        "profile" => json!(profile),
        "system" => json!(assessment.profile.systems.iter().find(|system| system.uid == uid)),
        "answer" => json!(assessment.answers.get(uid)),
        "evidence" => json!(assessment.evidence.get(uid)),
        "link" => json!(assessment.links.get(uid)),
        "finding" => json!(assessment.findings.get(uid)),
        "action" => json!(assessment.actions.get(uid)),
        "earlier" => json!(assessment.earlier.get(uid)),
        "document" => json!(assessment.documents.get(uid)),
        "review" => json!(assessment.reviews.get(uid)),
        "sign_off" => json!(assessment.sign_offs.get(uid)),
        "export" => json!(assessment.exports.get(uid)),
        _ => serde_json::Value::Null,
    }
}
