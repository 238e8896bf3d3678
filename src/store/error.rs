//! What can go wrong with a workbook file.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use crate::error::{Error, ErrorKind};
use crate::model::assessment::ApplyError;

/// Why a workbook could not be made, opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No such file.
    #[error("there is no workbook at {}", .0.display())]
    Missing(PathBuf),
    /// A folder or device where a file is needed.
    #[error("{} is not a file", .0.display())]
    NotAFile(PathBuf),
    /// The file exists already.
    #[error("{} exists already and is not overwritten", .0.display())]
    Exists(PathBuf),
    /// Not an SQLite file, or one of another program.
    #[error("{} is not a Zicha workbook", .0.display())]
    Foreign(PathBuf),
    /// Made by a newer Zicha.
    #[error("{} was written by a newer Zicha (schema {found}; this program reads up to {known})", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its schema.
        found: u32,
        /// The newest schema this program knows.
        known: u32,
    },
    /// Damaged.
    #[error("{} is damaged: {detail}", path.display())]
    Corrupt {
        /// The file.
        path: PathBuf,
        /// What was found.
        detail: String,
    },
    /// Open in another instance.
    #[error("{} is open in another Zicha", .0.display())]
    Locked(PathBuf),
    /// May be read but not written.
    #[error("{} may be read here but not written", .0.display())]
    ReadOnly(PathBuf),
    /// Nothing more can be written: the disk is full, or a quota or size limit is reached.
    #[error("there is no room left to write {}: the disk is full, or your share of it", .0.display())]
    DiskFull(PathBuf),
    /// The drive does not take a write-ahead log.
    #[error("the drive that holds {} does not take a write-ahead log (journal mode {mode})", path.display())]
    NoLog {
        /// The file.
        path: PathBuf,
        /// The mode SQLite fell back to.
        mode: String,
    },
    /// The operating system refused.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// SQLite refused.
    #[error("{}: {source}", path.display())]
    Sqlite {
        /// The file.
        path: PathBuf,
        /// Why.
        source: rusqlite::Error,
    },
    /// A change does not fit the workbook.
    #[error(transparent)]
    Apply(#[from] ApplyError),
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        let kind = match &error {
            StoreError::Io { .. }
            | StoreError::Sqlite { .. }
            | StoreError::DiskFull(_)
            | StoreError::NoLog { .. }
            | StoreError::Locked(_) => ErrorKind::Environment,
            StoreError::Apply(_) => ErrorKind::Internal,
            _ => ErrorKind::Input,
        };
        let hint = hint(&error);
        Error {
            kind,
            message: error.to_string(),
            hints: vec![hint.to_owned()],
            source: Some(Box::new(error)),
        }
    }
}

fn hint(error: &StoreError) -> &'static str {
    match error {
        StoreError::Missing(_) => "check the path, or make a workbook with `zicha new` or `zicha demo`",
        StoreError::NotAFile(_) => "name the .zicha file itself",
        StoreError::Exists(_) => "choose another name, or open the existing file with `zicha open`",
        StoreError::Foreign(_) => "choose a .zicha file; the file was left untouched",
        StoreError::Newer { .. } => "open it with the newer Zicha; the file was left untouched",
        StoreError::Corrupt { .. } => {
            "the file was left untouched; copy it aside and go on from the last backup or handed-over copy"
        }
        StoreError::Locked(_) => "close it there first; reading commands such as `zicha show` still work",
        StoreError::ReadOnly(_) => "copy it to a folder you may write to, or change its permissions",
        StoreError::DiskFull(_) => {
            "make room and do it again; nothing of this step was saved, and what was saved before is safe"
        }
        StoreError::NoLog { .. } => "copy the workbook to a drive of this machine and work there",
        StoreError::Io { .. } => "check the path and your permissions, then try again",
        StoreError::Sqlite { .. } => "try again; if it happens again, copy the file aside and report it",
        StoreError::Apply(_) => "this is a fault of Zicha; please report it with the command you used",
    }
}

/// Gives an SQLite error its meaning for a workbook.
pub(super) fn sqlite(path: &Path, source: rusqlite::Error) -> StoreError {
    let path = path.to_owned();
    let extended = source.sqlite_error().map_or(0, |error| error.extended_code);
    if WRITE_FAULTS.contains(&extended) {
        return StoreError::DiskFull(path);
    }
    match source.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => StoreError::DiskFull(path),
        // The first bytes were found right before SQLite opened the file.
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => StoreError::Corrupt {
            path,
            detail: source.to_string(),
        },
        Some(ErrorCode::ReadOnly) => StoreError::ReadOnly(path),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Locked(path),
        _ => StoreError::Sqlite { path, source },
    }
}

/// What SQLite reports where a quota or a size limit, not the disk itself, takes no more, or where
/// the drive finds out only when it is told to write everything down.
const WRITE_FAULTS: [i32; 4] = [
    rusqlite::ffi::SQLITE_IOERR_WRITE,
    rusqlite::ffi::SQLITE_IOERR_FSYNC,
    rusqlite::ffi::SQLITE_IOERR_TRUNCATE,
    rusqlite::ffi::SQLITE_IOERR_SHMSIZE,
];
