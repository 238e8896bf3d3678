//! The schema and its migrations: each in one transaction, with a backup of the file before.

use std::fs::{self, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior};

use super::error::{StoreError, sqlite};
use super::open::with_suffix;

/// Schema migrations in order; `user_version` counts those applied.
pub(super) const MIGRATIONS: &[&str] = &[
    include_str!("migrations/001.sql"),
    include_str!("migrations/002.sql"),
    include_str!("migrations/003.sql"),
];
/// How many backups of one schema version are kept apart by number.
const MAX_BACKUPS: u32 = 1000;

/// Why no backup was made.
#[derive(Debug)]
pub(super) enum BackupError {
    Io(io::Error),
    Sqlite(rusqlite::Error),
}

impl BackupError {
    /// The error for the workbook at `path`.
    pub(super) fn at(self, path: &Path) -> StoreError {
        match self {
            BackupError::Io(source) => StoreError::Io {
                path: path.to_owned(),
                source,
            },
            BackupError::Sqlite(source) => sqlite(path, source),
        }
    }
}

/// Applies the migrations after the first `from`, each in one transaction.
pub(super) fn run(connection: &mut Connection, migrations: &[&str], from: usize) -> rusqlite::Result<()> {
    for (sql, version) in migrations.iter().zip(1usize..).skip(from) {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        apply(&transaction, sql, version)?;
        transaction.commit()?;
    }
    Ok(())
}

/// Applies one migration within a transaction.
pub(super) fn apply(transaction: &Connection, sql: &str, version: usize) -> rusqlite::Result<()> {
    transaction.execute_batch(sql)?;
    transaction.pragma_update(None, "user_version", version)
}

/// Copies a workbook beside itself as `<file>.schema<version>.backup`, as private as the workbook.
/// An older backup stays; a half-written one never has the name of a backup.
pub(super) fn back_up(
    connection: &Connection,
    workbook: &Path,
    version: usize,
) -> Result<PathBuf, BackupError> {
    let part = with_suffix(workbook, &format!(".schema{version}.part"));
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(&part).map_err(BackupError::Io)?;
    let written = connection
        .backup("main", &part, None::<fn(rusqlite::backup::Progress)>)
        .map_err(BackupError::Sqlite)
        .and_then(|()| {
            let backup = free_name(workbook, version)?;
            fs::rename(&part, &backup).map_err(BackupError::Io)?;
            Ok(backup)
        });
    if written.is_err() {
        let _ = fs::remove_file(&part);
    }
    written
}

fn free_name(workbook: &Path, version: usize) -> Result<PathBuf, BackupError> {
    (1..=MAX_BACKUPS)
        .map(|number| match number {
            1 => with_suffix(workbook, &format!(".schema{version}.backup")),
            _ => with_suffix(workbook, &format!(".schema{version}-{number}.backup")),
        })
        .find(|name| !name.exists())
        .ok_or_else(|| BackupError::Io(io::Error::other("too many backups stand beside it")))
}
