//! The workbook file (自評檔): one SQLite database holding one assessment of one organisation.
//!
//! Every step is one transaction: the changed rows together with their journal rows, or nothing.

mod copy;
mod create;
mod error;
mod journal;
mod lock;
mod migrate;
mod open;
mod records;
mod tables;
#[cfg(test)]
mod tests;
mod verify;

use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior};

pub use error::StoreError;

use crate::model::assessment::Assessment;
use crate::model::change::{Kind, Step};
use crate::model::journal::{Head, Row, Stamp, UndoHistory};
use crate::model::pack::Pack;
use crate::model::profile::Profile;
use copy::PrivateCopy;
use error::sqlite;
use lock::InstanceLock;

/// Upper bound of an unpacked pack, against a crafted file.
const MAX_PACK_BYTES: usize = 64 << 20;

/// What stands beside an open workbook, for it alone: SQLite's log files and the instance lock.
const BESIDE: [&str; 4] = [".zicha-wal", ".zicha-shm", ".zicha-journal", ".zicha.lock"];

/// Whether a file of this name belongs to an open workbook and is nothing to choose by itself.
pub fn is_beside_a_workbook(file_name: &str) -> bool {
    BESIDE.iter().any(|ending| file_name.ends_with(ending))
}

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
    // Fields are dropped in order: the copy goes after the connection that reads it, and the lock
    // is let go last.
    connection: Connection,
    path: PathBuf,
    access: Access,
    _copy: Option<PrivateCopy>,
    _lock: Option<InstanceLock>,
}

/// Fresh random hexadecimal salts of 128 bits.
pub type Salts<'a> = &'a mut dyn FnMut() -> String;

impl Store {
    /// Makes a workbook with its pack and first profile. Refuses to overwrite; if it fails, no
    /// file is left.
    pub fn create(
        path: &Path,
        pack: &Pack,
        profile: &Profile,
        stamp: &Stamp,
        salts: Salts,
    ) -> Result<Self, StoreError> {
        let (connection, lock) = create::create(path, pack, profile, stamp, salts)?;
        Ok(Self {
            connection,
            path: path.to_owned(),
            access: Access::Write,
            _copy: None,
            _lock: Some(lock),
        })
    }

    /// Opens a workbook. For writing, the instance lock is taken before anything is touched.
    pub fn open(path: &Path, access: Access) -> Result<Self, StoreError> {
        let candidate = open::look_at(path)?;
        let (connection, copy, lock) = match access {
            Access::Read => {
                let (connection, copy) = open::open_for_reading(&candidate)?;
                (connection, copy, None)
            }
            Access::Write => {
                let lock = InstanceLock::take(path)?;
                (open::open_for_writing(&candidate)?, None, Some(lock))
            }
        };
        Ok(Self {
            connection,
            path: path.to_owned(),
            access,
            _copy: copy,
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
        serde_json::from_slice(&self.pack_json()?)
            .map_err(|fault| self.corrupt(format!("the embedded pack cannot be read ({fault})")))
    }

    /// The embedded pack as it was stored: RFC 8785 JSON.
    fn pack_json(&self) -> Result<Vec<u8>, StoreError> {
        let blob: Vec<u8> = self
            .connection
            .query_row("SELECT pack FROM workbook", [], |row| row.get(0))
            .map_err(|e| self.unreadable(e))?;
        zstd::bulk::decompress(&blob, MAX_PACK_BYTES)
            .map_err(|fault| self.corrupt(format!("the embedded pack cannot be unpacked ({fault})")))
    }

    /// The assessment as the tables hold it.
    pub fn assessment(&self) -> Result<Assessment, StoreError> {
        let mut loaded = Assessment::default();
        for change in records::load(&self.connection).map_err(|e| self.unreadable(e))? {
            loaded
                .apply(&change)
                .map_err(|fault| self.corrupt(fault.to_string()))?;
        }
        Ok(loaded)
    }

    /// Runs several reads that see the file at one moment, whatever another instance writes
    /// meanwhile.
    pub fn in_one_view<T>(&self, read: impl FnOnce(&Self) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let view = self
            .connection
            .unchecked_transaction()
            .map_err(|e| self.sqlite(e))?;
        let result = read(self);
        view.finish().map_err(|e| self.sqlite(e))?;
        result
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
        let mut applied = 0;
        let written = self.append_inner(assessment, step, stamp, salts, &mut applied);
        if written.is_err() {
            for change in step.changes.iter().take(applied).rev() {
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
        applied: &mut usize,
    ) -> Result<Vec<Row>, StoreError> {
        let path = self.path.clone();
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(|e| sqlite(&path, e))?;
        let rows = records::write_step(&transaction, &path, assessment, step, stamp, salts, applied)?;
        transaction.commit().map_err(|e| sqlite(&path, e))?;
        Ok(rows)
    }

    /// Count and hash of the journal's last row.
    pub fn head(&self) -> Result<Head, StoreError> {
        journal::head(&self.connection).map_err(|e| self.sqlite(e))
    }

    /// Every journal row.
    pub fn rows(&self) -> Result<Vec<Row>, StoreError> {
        journal::all(&self.connection).map_err(|e| self.unreadable(e))
    }

    /// The journal rows after the first `count`.
    pub fn rows_after(&self, count: u64) -> Result<Vec<Row>, StoreError> {
        journal::after(&self.connection, count).map_err(|e| self.unreadable(e))
    }

    /// The journal rows of one step.
    pub fn rows_of_step(&self, step: u64) -> Result<Vec<Row>, StoreError> {
        journal::of_step(&self.connection, step).map_err(|e| self.unreadable(e))
    }

    /// The highest display number that a record of a kind ever had, also one that is gone; 0 where
    /// there was none.
    pub fn highest_number(&self, kind: Kind) -> Result<u64, StoreError> {
        journal::highest_number(&self.connection, kind.id()).map_err(|e| self.unreadable(e))
    }

    /// Uid of each action that was ever made with the uid of its finding, the oldest first.
    pub fn actions_ever(&self) -> Result<Vec<(String, String)>, StoreError> {
        journal::actions_ever(&self.connection).map_err(|e| self.unreadable(e))
    }

    /// What can be undone and done again.
    pub fn undo_history(&self) -> Result<UndoHistory, StoreError> {
        let mut history = UndoHistory::default();
        for (number, action, undoes) in journal::steps(&self.connection).map_err(|e| self.unreadable(e))? {
            history.record(number, action, undoes);
        }
        Ok(history)
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

    /// The error of a read: what SQLite gives but does not fit was changed by something else.
    fn unreadable(&self, source: rusqlite::Error) -> StoreError {
        match self.sqlite(source) {
            StoreError::Sqlite { source, .. } => self.corrupt(source.to_string()),
            other => other,
        }
    }

    fn corrupt(&self, detail: String) -> StoreError {
        StoreError::Corrupt {
            path: self.path.clone(),
            detail,
        }
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        if self.access == Access::Write {
            // Best effort: what is in the log is just as safe there.
            let _ = self.checkpoint();
        }
    }
}
