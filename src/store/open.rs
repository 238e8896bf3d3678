//! Opening workbook files: what is accepted, what is refused, and with which pragmas.
//!
//! A file is looked at before SQLite opens it, and SQLite may not move a write-ahead log into it
//! before it is known to be sound: whatever is refused is left byte for byte as it was.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::copy::PrivateCopy;
use super::error::{StoreError, sqlite};
use super::migrate::{self, MIGRATIONS};

/// `application_id` of a workbook: "ZICH".
pub(super) const APPLICATION_ID: i32 = 0x5a49_4348;
/// The first bytes of every SQLite file.
const SQLITE_MAGIC: &[u8] = b"SQLite format 3\0";
/// Where the header of an SQLite file holds `user_version`, big-endian.
const VERSION_AT: usize = 60;
/// Where it holds `application_id`.
const APPLICATION_AT: usize = 68;
/// Length of the header.
const HEADER: u64 = 100;

/// A file that looks like a workbook.
#[derive(Debug)]
pub(super) struct Candidate {
    /// The path as given, for messages.
    shown: PathBuf,
    /// The file itself: SQLite puts its log beside the name it is given, so a link must not do.
    real: PathBuf,
    /// Its write-ahead log holds something, so the header in the file may be old.
    pending: bool,
}

/// Looks at a file without SQLite. Refuses what is missing, not a file, not a workbook or newer.
pub(super) fn look_at(path: &Path) -> Result<Candidate, StoreError> {
    let io = |source: std::io::Error| match source.kind() {
        std::io::ErrorKind::NotFound => StoreError::Missing(path.to_owned()),
        _ => StoreError::Io {
            path: path.to_owned(),
            source,
        },
    };
    if !fs::metadata(path).map_err(io)?.is_file() {
        return Err(StoreError::NotAFile(path.to_owned()));
    }
    let real = real_path(path).map_err(io)?;
    let mut header = Vec::new();
    fs::File::open(&real)
        .map_err(io)?
        .take(HEADER)
        .read_to_end(&mut header)
        .map_err(io)?;
    if !header.starts_with(SQLITE_MAGIC) {
        return Err(StoreError::Foreign(path.to_owned()));
    }
    let pending = fs::metadata(with_suffix(&real, "-wal")).is_ok_and(|log| log.len() > 0);
    if !pending {
        let application = header_number(&header, APPLICATION_AT);
        let version = header_number(&header, VERSION_AT);
        check_identity(path, application.map(i64::from), version.unwrap_or_default())?;
    }
    Ok(Candidate {
        shown: path.to_owned(),
        real,
        pending,
    })
}

fn header_number(header: &[u8], at: usize) -> Option<u32> {
    let bytes = header.get(at..at + 4)?;
    Some(u32::from_be_bytes(bytes.try_into().ok()?))
}

/// The file a link leads to; any other path as it is.
pub(super) fn real_path(path: &Path) -> std::io::Result<PathBuf> {
    if fs::symlink_metadata(path)?.is_symlink() {
        path.canonicalize()
    } else {
        Ok(path.to_owned())
    }
}

/// The file beside `path` whose name has `suffix` after its own.
pub(super) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(suffix);
    path.with_file_name(name)
}

/// Opens a workbook for writing and brings it to the newest schema. The instance lock is held.
pub(super) fn open_for_writing(candidate: &Candidate) -> Result<Connection, StoreError> {
    let path = &candidate.shown;
    let error = |e| sqlite(path, e);
    let mut connection = connect_to_write(&candidate.real, path, candidate.pending)?;
    let version = check_sound(&connection, path)?;
    set_pragmas(&connection, path)?;
    keep_log_on_close(&connection, false).map_err(error)?;
    if version < MIGRATIONS.len() {
        migrate::back_up(&connection, &candidate.real, version).map_err(|fault| fault.at(path))?;
        migrate::run(&mut connection, MIGRATIONS, version).map_err(error)?;
    }
    Ok(connection)
}

/// Opens a workbook for reading; reading never changes the file or its log. Where SQLite cannot
/// read it in place (a folder that may not be written, with changes still in the log; an older
/// schema), a private copy is read instead.
pub(super) fn open_for_reading(
    candidate: &Candidate,
) -> Result<(Connection, Option<PrivateCopy>), StoreError> {
    match read_in_place(candidate) {
        Ok((connection, version)) if version == MIGRATIONS.len() => Ok((connection, None)),
        Ok(_) => read_a_copy(candidate),
        Err(refused @ (StoreError::Foreign(_) | StoreError::Newer { .. } | StoreError::Corrupt { .. })) => {
            Err(refused)
        }
        Err(first) => read_a_copy(candidate).map_err(|second| match second {
            refused @ (StoreError::Foreign(_) | StoreError::Newer { .. } | StoreError::Corrupt { .. }) => {
                refused
            }
            _ => first,
        }),
    }
}

fn read_in_place(candidate: &Candidate) -> Result<(Connection, usize), StoreError> {
    let path = &candidate.shown;
    let open = |flags| {
        // What SQLite itself puts beside the file goes away again, unless it held something before.
        let connection = connect(&candidate.real, path, flags, candidate.pending)?;
        let version = check_sound(&connection, path)?;
        Ok((connection, version))
    };
    let (connection, version) = open(OpenFlags::SQLITE_OPEN_READ_WRITE).or_else(|first| match first {
        StoreError::Sqlite { .. } | StoreError::ReadOnly(_) => open(OpenFlags::SQLITE_OPEN_READ_ONLY),
        other => Err(other),
    })?;
    only_read(&connection).map_err(|e| sqlite(path, e))?;
    Ok((connection, version))
}

fn read_a_copy(candidate: &Candidate) -> Result<(Connection, Option<PrivateCopy>), StoreError> {
    let path = &candidate.shown;
    let copy = PrivateCopy::of(&candidate.real).map_err(|source| StoreError::Io {
        path: path.clone(),
        source,
    })?;
    let mut connection = connect(copy.file(), path, OpenFlags::SQLITE_OPEN_READ_WRITE, true)?;
    let version = check_sound(&connection, path)?;
    migrate::run(&mut connection, MIGRATIONS, version).map_err(|e| sqlite(path, e))?;
    only_read(&connection).map_err(|e| sqlite(path, e))?;
    Ok((connection, Some(copy)))
}

fn only_read(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "query_only", true)?;
    harden(connection)
}

/// Connects for writing. Where shared memory does not work (some network drives), the log's index
/// is kept in this process, and the file is held exclusively.
pub(super) fn connect_to_write(real: &Path, shown: &Path, keep_log: bool) -> Result<Connection, StoreError> {
    let error = |e| sqlite(shown, e);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE;
    let connection = connect(real, shown, flags, keep_log)?;
    match may_write(&connection).map_err(error) {
        Ok(()) => Ok(connection),
        Err(StoreError::Sqlite { .. } | StoreError::ReadOnly(_)) => {
            drop(connection);
            let alone = connect(real, shown, flags, keep_log)?;
            alone
                .pragma_update(None, "locking_mode", "exclusive")
                .map_err(error)?;
            may_write(&alone).map_err(error)?;
            Ok(alone)
        }
        Err(other) => Err(other),
    }
}

/// Takes the write lock and lets it go: SQLite opens what it may not write, and finds out that
/// there is no shared memory, only when it is asked to write. Nothing is written.
fn may_write(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch("BEGIN IMMEDIATE; ROLLBACK")
}

fn connect(real: &Path, shown: &Path, flags: OpenFlags, keep_log: bool) -> Result<Connection, StoreError> {
    let error = |e| sqlite(shown, e);
    let connection =
        Connection::open_with_flags(real, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(error)?;
    keep_log_on_close(&connection, keep_log).map_err(error)?;
    connection
        .busy_timeout(std::time::Duration::from_secs(3))
        .map_err(error)?;
    Ok(connection)
}

/// Whether closing leaves the write-ahead log as it is, instead of moving it into the file.
pub(super) fn keep_log_on_close(connection: &Connection, keep: bool) -> rusqlite::Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, keep)?;
    Ok(())
}

/// Checks that an open file is a workbook this program reads, and sound. Gives its schema version.
fn check_sound(connection: &Connection, path: &Path) -> Result<usize, StoreError> {
    let pragma = |name: &str| -> Result<i64, StoreError> {
        connection
            .pragma_query_value(None, name, |row| row.get(0))
            .map_err(|e| sqlite(path, e))
    };
    let application = pragma("application_id")?;
    let version = u32::try_from(pragma("user_version")?).unwrap_or(u32::MAX);
    check_identity(path, Some(application), version)?;
    check_integrity(connection, path)?;
    Ok(version as usize)
}

fn check_identity(path: &Path, application: Option<i64>, found: u32) -> Result<(), StoreError> {
    if application != Some(i64::from(APPLICATION_ID)) {
        return Err(StoreError::Foreign(path.to_owned()));
    }
    let known = MIGRATIONS.len() as u32;
    if found > known {
        return Err(StoreError::Newer {
            path: path.to_owned(),
            found,
            known,
        });
    }
    // A workbook is made in one transaction, with its schema version.
    if found == 0 {
        return Err(StoreError::Corrupt {
            path: path.to_owned(),
            detail: "it names no schema version".to_owned(),
        });
    }
    Ok(())
}

fn check_integrity(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    let corrupt = |detail: String| StoreError::Corrupt {
        path: path.to_owned(),
        detail,
    };
    let result: String = connection
        .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
        .map_err(|e| sqlite(path, e))?;
    if result == "ok" {
        Ok(())
    } else {
        Err(corrupt(result))
    }
}

/// WAL with `synchronous=FULL`: measured to lose nothing at kill -9 and at power loss. Where shared
/// memory does not work (some network drives) WAL still works with exclusive locking.
pub(super) fn set_pragmas(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    let error = |e| sqlite(path, e);
    let set_wal = || -> rusqlite::Result<String> {
        connection.pragma_update_and_check(None, "journal_mode", "wal", |row| row.get(0))
    };
    if !set_wal().is_ok_and(|mode| mode == "wal") {
        connection
            .pragma_update(None, "locking_mode", "exclusive")
            .map_err(error)?;
        let mode = set_wal().map_err(error)?;
        if mode != "wal" {
            return Err(StoreError::NoLog {
                path: path.to_owned(),
                mode,
            });
        }
    }
    // `fullfsync` makes macOS write through the drive's cache; elsewhere it does nothing.
    for (pragma, value) in [
        ("synchronous", "FULL"),
        ("fullfsync", "ON"),
        ("checkpoint_fullfsync", "ON"),
        ("foreign_keys", "ON"),
    ] {
        connection.pragma_update(None, pragma, value).map_err(error)?;
    }
    harden(connection).map_err(error)
}

/// Functions named in a crafted file's schema are not run.
fn harden(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "trusted_schema", "OFF")
}
