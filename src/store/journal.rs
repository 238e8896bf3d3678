//! The journal table: rows in, rows out.

use rusqlite::{Connection, OptionalExtension, Row as SqlRow, params};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::tables::unreadable;
use crate::model::change::Object;
use crate::model::journal::{GENESIS, Head, Row};

const COLUMNS: &str = "seq, hash, prev, merged, step, undoes, at, actor, action, kind, uid, field, \
                       before, after, salt_before, salt_after";

/// Appends rows.
pub(super) fn append(connection: &Connection, rows: &[Row]) -> rusqlite::Result<()> {
    let sql = format!("INSERT INTO journal ({COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    let mut statement = connection.prepare_cached(&sql)?;
    for row in rows {
        statement.execute(params![
            row.seq,
            row.hash,
            row.prev,
            row.merged,
            row.step,
            row.undoes,
            row.at,
            row.actor,
            row.action.id(),
            row.object.kind.id(),
            row.object.uid,
            row.object.field,
            row.before.to_string(),
            row.after.to_string(),
            row.salt_before,
            row.salt_after,
        ])?;
    }
    Ok(())
}

/// Every row in order.
pub(super) fn all(connection: &Connection) -> rusqlite::Result<Vec<Row>> {
    let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM journal ORDER BY seq"))?;
    statement.query_and_then([], read)?.collect()
}

/// The rows in order up to the first that does not read as a row, and whether that is all of them.
pub(super) fn readable(connection: &Connection) -> rusqlite::Result<(Vec<Row>, bool)> {
    let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM journal ORDER BY seq"))?;
    let mut found = statement.query([])?;
    let mut rows = Vec::new();
    while let Some(row) = found.next()? {
        match read(row) {
            Ok(row) => rows.push(row),
            Err(_) => return Ok((rows, false)),
        }
    }
    Ok((rows, true))
}

/// The number the next step takes.
pub(super) fn next_step(connection: &Connection) -> rusqlite::Result<u64> {
    connection
        .prepare_cached("SELECT coalesce(max(step), 0) + 1 FROM journal")?
        .query_row([], |row| row.get(0))
}

/// The rows of one step in order.
pub(super) fn of_step(connection: &Connection, step: u64) -> rusqlite::Result<Vec<Row>> {
    let sql = format!("SELECT {COLUMNS} FROM journal WHERE step = ? ORDER BY seq");
    let mut statement = connection.prepare_cached(&sql)?;
    statement.query_and_then([step], read)?.collect()
}

/// The rows after the first `count`, in order.
pub(super) fn after(connection: &Connection, count: u64) -> rusqlite::Result<Vec<Row>> {
    let sql = format!("SELECT {COLUMNS} FROM journal WHERE seq > ? ORDER BY seq");
    let mut statement = connection.prepare_cached(&sql)?;
    statement.query_and_then([count], read)?.collect()
}

/// Count and hash of the last row.
pub(super) fn head(connection: &Connection) -> rusqlite::Result<Head> {
    let last = connection
        .prepare_cached("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| {
            Ok(Head {
                count: row.get(0)?,
                head: row.get(1)?,
            })
        })
        .optional()?;
    Ok(last.unwrap_or_else(|| Head {
        count: 0,
        head: GENESIS.to_owned(),
    }))
}

/// Each step once: number, action and the step it undoes.
pub(super) fn steps(
    connection: &Connection,
) -> rusqlite::Result<Vec<(u64, crate::model::change::Action, Option<u64>)>> {
    // The inner query reads the index on steps alone.
    let sql = "SELECT step, action, undoes FROM journal \
               WHERE seq IN (SELECT min(seq) FROM journal GROUP BY step) ORDER BY seq";
    let mut statement = connection.prepare_cached(sql)?;
    statement
        .query_and_then([], |row| Ok((row.get(0)?, from_id(row.get(1)?)?, row.get(2)?)))?
        .collect()
}

fn read(row: &SqlRow<'_>) -> rusqlite::Result<Row> {
    Ok(Row {
        seq: row.get(0)?,
        hash: row.get(1)?,
        prev: row.get(2)?,
        merged: row.get(3)?,
        step: row.get(4)?,
        undoes: row.get(5)?,
        at: row.get(6)?,
        actor: row.get(7)?,
        action: from_id(row.get(8)?)?,
        object: Object {
            kind: from_id(row.get(9)?)?,
            uid: row.get(10)?,
            field: row.get(11)?,
        },
        before: from_json(&row.get::<_, String>(12)?)?,
        after: from_json(&row.get::<_, String>(13)?)?,
        salt_before: row.get(14)?,
        salt_after: row.get(15)?,
    })
}

fn from_id<T: DeserializeOwned>(id: String) -> rusqlite::Result<T> {
    serde_json::from_value(Value::String(id)).map_err(|fault| unreadable(&fault))
}

fn from_json(text: &str) -> rusqlite::Result<Value> {
    serde_json::from_str(text).map_err(|fault| unreadable(&fault))
}
