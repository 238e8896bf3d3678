//! The workbook file (自評檔): one SQLite database holding one assessment of one organisation.
//!
//! Every step is one transaction: the changed rows together with their journal rows, or nothing.

mod error;
mod journal;
mod lock;
mod open;
mod tables;

use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior};
use serde_json::{Value, json};

pub use error::StoreError;

use crate::model::assessment::{Assessment, PROFILE_UID};
use crate::model::canonical;
use crate::model::change::{Action, Change, Kind, Object, Step};
use crate::model::journal::{
    ChainReport, ChainResult, Head, Row, Stamp, UndoHistory, check_chain, rows_for_step,
};
use crate::model::pack::Pack;
use crate::model::profile::Profile;
use lock::InstanceLock;
use open::sqlite;

/// Level of zstd for the embedded pack: written once, a few hundred kilobytes.
const PACK_COMPRESSION: i32 = 19;
/// Upper bound of an unpacked pack, against a crafted file.
const MAX_PACK_BYTES: usize = 64 << 20;

/// How a workbook is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Holds the instance lock and may write.
    Write,
    /// Only reads; allowed while another instance writes.
    Read,
}

/// An open workbook file.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    path: PathBuf,
    access: Access,
    copy: Option<PathBuf>,
    _lock: Option<InstanceLock>,
}

/// Fresh random hexadecimal salts of 128 bits.
pub type Salts<'a> = &'a mut dyn FnMut() -> String;

impl Store {
    /// Makes a workbook with its pack and first profile. Refuses to overwrite.
    pub fn create(
        path: &Path,
        pack: &Pack,
        profile: &Profile,
        stamp: &Stamp,
        salts: Salts,
    ) -> Result<Self, StoreError> {
        let connection = open::create(path)?;
        let lock = InstanceLock::take(path)?;
        let mut store = Self {
            connection,
            path: path.to_owned(),
            access: Access::Write,
            copy: None,
            _lock: Some(lock),
        };
        store.put_pack(pack)?;
        store.append(
            &mut Assessment::default(),
            &first_step(pack, profile),
            stamp,
            salts,
        )?;
        Ok(store)
    }

    /// Opens a workbook.
    pub fn open(path: &Path, access: Access) -> Result<Self, StoreError> {
        let (connection, copy, lock) = match access {
            Access::Read => {
                let (connection, copy) = open::open_for_reading(path)?;
                (connection, copy, None)
            }
            Access::Write => {
                // The file is looked at first, so that a missing or foreign one is named as such
                // and no lock file is left beside it.
                let connection = open::open_for_writing(path)?;
                (connection, None, Some(InstanceLock::take(path)?))
            }
        };
        Ok(Self {
            connection,
            path: path.to_owned(),
            access,
            copy,
            _lock: lock,
        })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether the workbook may be written.
    pub fn access(&self) -> Access {
        self.access
    }

    /// The embedded pack.
    pub fn pack(&self) -> Result<Pack, StoreError> {
        let corrupt = |detail: String| StoreError::Corrupt {
            path: self.path.clone(),
            detail,
        };
        let blob: Vec<u8> = self
            .connection
            .query_row("SELECT pack FROM workbook", [], |row| row.get(0))
            .map_err(|e| self.sqlite(e))?;
        let json = zstd::bulk::decompress(&blob, MAX_PACK_BYTES)
            .map_err(|fault| corrupt(format!("the embedded pack cannot be unpacked ({fault})")))?;
        serde_json::from_slice(&json)
            .map_err(|fault| corrupt(format!("the embedded pack cannot be read ({fault})")))
    }

    fn put_pack(&self, pack: &Pack) -> Result<(), StoreError> {
        let io = |source| StoreError::Io {
            path: self.path.clone(),
            source,
        };
        let blob = zstd::bulk::compress(&canonical::to_bytes(pack), PACK_COMPRESSION).map_err(io)?;
        self.connection
            .execute(
                "INSERT INTO workbook (id, pack_id, pack_version, pack_sha256, pack) VALUES (1, ?, ?, ?, ?)",
                rusqlite::params![pack.id, pack.version, pack.sha256(), blob],
            )
            .map_err(|e| self.sqlite(e))?;
        Ok(())
    }

    /// The assessment as the tables hold it.
    pub fn assessment(&self) -> Result<Assessment, StoreError> {
        let mut loaded = Assessment::default();
        let changes = self.load_changes().map_err(|e| match self.sqlite(e) {
            StoreError::Sqlite { source, .. } => StoreError::Corrupt {
                path: self.path.clone(),
                detail: source.to_string(),
            },
            other => other,
        })?;
        for change in changes {
            loaded.apply(&change)?;
        }
        Ok(loaded)
    }

    /// The tables as changes that make their records from nothing.
    fn load_changes(&self) -> rusqlite::Result<Vec<Change>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT field, value FROM profile")?;
        let fields: serde_json::Map<String, Value> = statement
            .query_and_then([], |row| {
                let text: String = row.get(1)?;
                let value = serde_json::from_str(&text).map_err(|fault| tables::unreadable(&fault))?;
                rusqlite::Result::Ok((row.get::<_, String>(0)?, value))
            })?
            .collect::<rusqlite::Result<_>>()?;
        let made = |kind, uid: String, after| Change {
            object: Object {
                kind,
                uid,
                field: None,
            },
            before: Value::Null,
            after,
        };
        let mut changes = vec![made(Kind::Profile, PROFILE_UID.to_owned(), Value::Object(fields))];
        let kinds = [
            Kind::System,
            Kind::Answer,
            Kind::Evidence,
            Kind::Link,
            Kind::Finding,
            Kind::Action,
            Kind::Export,
        ];
        for kind in kinds {
            let Some(table) = tables::table_of(kind) else {
                continue;
            };
            for record in table.all::<Value>(&self.connection)? {
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

    /// Writes a step with its journal rows in one transaction and folds it into `assessment`. If
    /// anything fails, neither the file nor `assessment` is changed.
    pub fn append(
        &mut self,
        assessment: &mut Assessment,
        step: &Step,
        stamp: &Stamp,
        salts: Salts,
    ) -> Result<Vec<Row>, StoreError> {
        if self.access == Access::Read {
            return Err(StoreError::ReadOnly(self.path.clone()));
        }
        let mut applied = Vec::new();
        let written = self.append_inner(assessment, step, stamp, salts, &mut applied);
        if written.is_err() {
            for change in applied.iter().rev() {
                assessment.apply(&change.inverse())?;
            }
        }
        written
    }

    fn append_inner(
        &mut self,
        assessment: &mut Assessment,
        step: &Step,
        stamp: &Stamp,
        salts: Salts,
        applied: &mut Vec<Change>,
    ) -> Result<Vec<Row>, StoreError> {
        let path = self.path.clone();
        let error = |e| sqlite(&path, e);
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(error)?;
        let head = journal::head(&transaction).map_err(error)?;
        let number: u64 = transaction
            .query_row("SELECT coalesce(max(step), 0) + 1 FROM journal", [], |row| {
                row.get(0)
            })
            .map_err(error)?;
        let rows = rows_for_step(step, number, &head, stamp, salts);
        for change in &step.changes {
            assessment.apply(change)?;
            applied.push(change.clone());
            write_object(&transaction, assessment, change).map_err(error)?;
        }
        journal::append(&transaction, &rows).map_err(error)?;
        transaction.commit().map_err(error)?;
        Ok(rows)
    }

    /// Count and hash of the journal's last row.
    pub fn head(&self) -> Result<Head, StoreError> {
        journal::head(&self.connection).map_err(|e| self.sqlite(e))
    }

    /// Every journal row.
    pub fn rows(&self) -> Result<Vec<Row>, StoreError> {
        journal::all(&self.connection).map_err(|e| self.sqlite(e))
    }

    /// The journal rows of one step.
    pub fn rows_of_step(&self, step: u64) -> Result<Vec<Row>, StoreError> {
        journal::of_step(&self.connection, step).map_err(|e| self.sqlite(e))
    }

    /// What can be undone and done again.
    pub fn undo_history(&self) -> Result<UndoHistory, StoreError> {
        let mut history = UndoHistory::default();
        for (number, action, undoes) in journal::steps(&self.connection).map_err(|e| self.sqlite(e))? {
            history.record(number, action, undoes);
        }
        Ok(history)
    }

    /// Checks the journal's chain and that the tables and the embedded pack are what it says.
    pub fn verify(&self, anchor: Option<&Head>) -> Result<ChainReport, StoreError> {
        let rows = match self.rows() {
            Ok(rows) => rows,
            // A row that no longer reads as a row was changed.
            Err(StoreError::Sqlite { .. }) => {
                return Ok(ChainReport {
                    result: ChainResult::Broken,
                    at: 0,
                });
            }
            Err(other) => return Err(other),
        };
        let report = check_chain(&rows, anchor);
        if report.result != ChainResult::Intact {
            return Ok(report);
        }
        let differs = ChainReport {
            result: ChainResult::TableDiffers,
            at: report.at,
        };
        let mut folded = Assessment::default();
        for row in &rows {
            if folded.apply(&row.change()).is_err() {
                return Ok(ChainReport {
                    result: ChainResult::Broken,
                    at: row.seq,
                });
            }
        }
        let tables_agree = self.assessment().is_ok_and(|tables| tables == folded);
        let pack_agrees = rows.first().is_some_and(|row| {
            let recorded = row.after.get("sha256").and_then(Value::as_str);
            self.pack()
                .is_ok_and(|pack| recorded == Some(pack.sha256().as_str()))
        });
        Ok(if tables_agree && pack_agrees {
            report
        } else {
            differs
        })
    }

    /// Moves what is in the write-ahead log into the file itself.
    pub fn checkpoint(&self) -> Result<(), StoreError> {
        self.connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
            .map_err(|e| self.sqlite(e))
    }

    fn sqlite(&self, source: rusqlite::Error) -> StoreError {
        sqlite(&self.path, source)
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        if self.access == Access::Write {
            // Best effort: what is in the log is just as safe there.
            let _ = self.checkpoint();
        }
        if let Some(folder) = &self.copy {
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}

/// The first step of every journal: the pack's hash, the profile, the systems.
fn first_step(pack: &Pack, profile: &Profile) -> Step {
    let made = |kind, uid: &str, after| Change {
        object: Object {
            kind,
            uid: uid.to_owned(),
            field: None,
        },
        before: Value::Null,
        after,
    };
    let pack_facts = json!({ "id": pack.id, "version": pack.version, "sha256": pack.sha256() });
    let without_systems = Profile {
        systems: Vec::new(),
        ..profile.clone()
    };
    let mut changes = vec![
        made(Kind::Workbook, "workbook", pack_facts),
        made(Kind::Profile, PROFILE_UID, json!(without_systems)),
    ];
    changes.extend(
        profile
            .systems
            .iter()
            .map(|system| made(Kind::System, &system.uid, json!(system))),
    );
    Step {
        action: Action::Create,
        changes,
        undoes: None,
    }
}

/// Writes the object a change has just changed in `assessment`.
fn write_object(connection: &Connection, assessment: &Assessment, change: &Change) -> rusqlite::Result<()> {
    let uid = change.object.uid.as_str();
    let record = match change.object.kind {
        Kind::Workbook => return Ok(()),
        Kind::Profile => return write_profile(connection, assessment, change),
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
        Kind::Export => assessment.exports.get(uid).map(|r| json!(r)),
    };
    let Some(table) = tables::table_of(change.object.kind) else {
        return Ok(());
    };
    match record {
        Some(record) => table.put(connection, &record),
        None => table.remove(connection, uid),
    }
}

fn write_profile(connection: &Connection, assessment: &Assessment, change: &Change) -> rusqlite::Result<()> {
    let profile = Profile {
        systems: Vec::new(),
        ..assessment.profile.clone()
    };
    let changed = change
        .object
        .field
        .as_deref()
        .and_then(|field| field.split('.').next());
    let Value::Object(fields) = json!(profile) else {
        return Ok(());
    };
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
