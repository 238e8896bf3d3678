//! From changes to table rows and back: the tables are the fold of the journal.

use std::collections::BTreeSet;
use std::path::Path;

use rusqlite::Connection;
use serde_json::{Map, Value, json};

use super::error::{StoreError, sqlite};
use super::{Salts, journal, tables};
use crate::model::assessment::{Assessment, PROFILE_UID};
use crate::model::change::{Change, Kind, Object, Step};
use crate::model::journal::{Row, Stamp, rows_for_step};

/// The kinds that have a table, in the order they are loaded.
const KINDS: [Kind; 11] = [
    Kind::System,
    Kind::Answer,
    Kind::Evidence,
    Kind::Link,
    Kind::Finding,
    Kind::Action,
    Kind::Earlier,
    Kind::Document,
    Kind::Review,
    Kind::SignOff,
    Kind::Export,
];

/// Writes a step and its journal rows within a transaction and folds it into `assessment`. How many
/// changes were folded is in `applied`, so that the caller can take them back if the transaction
/// fails.
pub(super) fn write_step(
    transaction: &Connection,
    path: &Path,
    assessment: &mut Assessment,
    step: &Step,
    stamp: &Stamp,
    salts: Salts,
    applied: &mut usize,
) -> Result<Vec<Row>, StoreError> {
    let error = |e| sqlite(path, e);
    let head = journal::head(transaction).map_err(error)?;
    let number = journal::next_step(transaction).map_err(error)?;
    let rows = rows_for_step(step, number, &head, stamp, salts);
    for change in &step.changes {
        assessment.apply(change)?;
        *applied += 1;
        if change.object.kind == Kind::Profile {
            write_profile(transaction, assessment, change).map_err(error)?;
        }
    }
    write_records(transaction, assessment, &step.changes).map_err(error)?;
    journal::append(transaction, &rows).map_err(error)?;
    Ok(rows)
}

/// The tables as changes that make their records from nothing.
pub(super) fn load(connection: &Connection) -> rusqlite::Result<Vec<Change>> {
    let made = |kind, uid: String, after| Change {
        object: Object {
            kind,
            uid,
            field: None,
        },
        before: Value::Null,
        after,
    };
    let profile = Value::Object(load_profile(connection)?);
    let mut changes = vec![made(Kind::Profile, PROFILE_UID.to_owned(), profile)];
    for kind in KINDS {
        let Some(table) = tables::table_of(kind) else {
            continue;
        };
        for record in table.all(connection)? {
            let uid = record
                .get("uid")
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned();
            changes.push(made(kind, uid, record));
        }
    }
    Ok(changes)
}

fn load_profile(connection: &Connection) -> rusqlite::Result<Map<String, Value>> {
    let mut statement = connection.prepare_cached("SELECT field, value FROM profile")?;
    let fields = statement.query_and_then([], |row| {
        let text: String = row.get(1)?;
        let value = serde_json::from_str(&text).map_err(|fault| tables::unreadable(&fault))?;
        rusqlite::Result::Ok((row.get::<_, String>(0)?, value))
    })?;
    fields.collect()
}

/// Writes the records that changes have touched as `assessment` now has them, each once: many
/// changes of a step may concern one record.
fn write_records(
    connection: &Connection,
    assessment: &Assessment,
    changes: &[Change],
) -> rusqlite::Result<()> {
    let objects = changes.iter().map(|change| &change.object);
    let touched: BTreeSet<(Kind, &str)> = objects.map(|object| (object.kind, object.uid.as_str())).collect();
    let (there, gone): (Vec<_>, Vec<_>) = touched
        .into_iter()
        .map(|(kind, uid)| (kind, uid, record(assessment, kind, uid)))
        .partition(|(.., record)| record.is_some());
    // A record that went makes room for another with the same key.
    for (kind, uid, _) in gone {
        if let Some(table) = tables::table_of(kind) {
            table.remove(connection, uid)?;
        }
    }
    for of_kind in there.chunk_by(|(one, ..), (other, ..)| one == other) {
        let table = of_kind.first().and_then(|(kind, ..)| tables::table_of(*kind));
        if let Some(table) = table {
            table.put(
                connection,
                of_kind.iter().filter_map(|(.., record)| record.as_ref()),
            )?;
        }
    }
    Ok(())
}

/// A record as JSON; none where it is gone, or is no record of a table.
fn record(assessment: &Assessment, kind: Kind, uid: &str) -> Option<Value> {
    match kind {
        Kind::Workbook | Kind::Profile => None,
        Kind::System => assessment
            .profile
            .systems
            .iter()
            .find(|system| system.uid == uid)
            .map(|r| json!(r)),
        Kind::Answer => assessment.answers.get(uid).map(|r| json!(r)),
        Kind::Evidence => assessment.evidence.get(uid).map(|r| json!(r)),
        Kind::Link => assessment.links.get(uid).map(|r| json!(r)),
        Kind::Finding => assessment.findings.get(uid).map(|r| json!(r)),
        Kind::Action => assessment.actions.get(uid).map(|r| json!(r)),
        Kind::Earlier => assessment.earlier.get(uid).map(|r| json!(r)),
        Kind::Document => assessment.documents.get(uid).map(|r| json!(r)),
        Kind::Review => assessment.reviews.get(uid).map(|r| json!(r)),
        Kind::SignOff => assessment.sign_offs.get(uid).map(|r| json!(r)),
        Kind::Export => assessment.exports.get(uid).map(|r| json!(r)),
    }
}

/// Writes the profile's fields; the systems have a table of their own.
fn write_profile(connection: &Connection, assessment: &Assessment, change: &Change) -> rusqlite::Result<()> {
    let profile = assessment.profile.without_systems();
    let changed = change
        .object
        .field
        .as_deref()
        .and_then(|field| field.split('.').next());
    let Value::Object(mut fields) = json!(profile) else {
        return Ok(());
    };
    fields.remove("systems");
    match changed {
        Some(field) => connection
            .prepare_cached("DELETE FROM profile WHERE field = ?")?
            .execute([field])?,
        None => connection.prepare_cached("DELETE FROM profile")?.execute([])?,
    };
    let mut insert = connection.prepare_cached("INSERT INTO profile (field, value) VALUES (?, ?)")?;
    for (field, value) in fields
        .iter()
        .filter(|(field, _)| changed.is_none_or(|changed| changed == *field))
    {
        insert.execute([field, &value.to_string()])?;
    }
    Ok(())
}
