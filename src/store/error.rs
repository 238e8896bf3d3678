//! What can go wrong with a workbook file.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use crate::error::{Error, ErrorKind, Words};
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
        let said = error.words();
        let start = Error {
            kind,
            said,
            hints: Vec::new(),
            source: None,
        };
        start.hint(hint(&error)).caused_by(error)
    }
}

impl StoreError {
    /// What happened, to be worded.
    pub fn words(&self) -> Words {
        let of = |id, path: &Path| Words::new(id).with("path", path.display());
        match self {
            Self::Missing(path) => of("error.no_workbook", path),
            Self::NotAFile(path) => of("error.not_a_file", path),
            Self::Exists(path) => of("error.exists", path),
            Self::Foreign(path) => of("error.not_a_workbook", path),
            Self::Newer { path, found, known } => of("error.newer_workbook", path)
                .with("found", found)
                .with("known", known),
            Self::Corrupt { path, detail } => of("error.damaged", path).with("cause", detail),
            Self::Locked(path) => of("error.locked", path),
            Self::ReadOnly(path) => of("error.read_only", path),
            Self::DiskFull(path) => of("error.disk_full", path),
            Self::NoLog { path, mode } => of("error.no_log", path).with("mode", mode),
            Self::Io { path, source } => of("error.file_fault", path).with("cause", source),
            Self::Sqlite { path, source } => of("error.file_fault", path).with("cause", source),
            Self::Apply(fault) => Words::new("error.change_does_not_fit").with("cause", fault),
        }
    }
}

fn hint(error: &StoreError) -> &'static str {
    match error {
        StoreError::Missing(_) => "error.hint_make_workbook",
        StoreError::NotAFile(_) => "error.hint_name_workbook",
        StoreError::Exists(_) => "error.hint_open_existing",
        StoreError::Foreign(_) => "error.hint_choose_workbook",
        StoreError::Newer { .. } => "error.hint_newer",
        StoreError::Corrupt { .. } => "error.hint_damaged",
        StoreError::Locked(_) => "error.hint_locked",
        StoreError::ReadOnly(_) => "error.hint_read_only",
        StoreError::DiskFull(_) => "error.hint_disk_full",
        StoreError::NoLog { .. } => "error.hint_no_log",
        StoreError::Io { .. } => "error.hint_permissions",
        StoreError::Sqlite { .. } => "error.hint_try_again",
        StoreError::Apply(_) => "error.hint_report_fault",
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
