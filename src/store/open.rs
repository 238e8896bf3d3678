//! Making and opening workbook files: what is accepted, what is refused, and with which pragmas.

use std::fs::{self, OpenOptions};
use std::io::Read;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use super::error::StoreError;

/// `application_id` of a workbook: "ZICH".
const APPLICATION_ID: i32 = 0x5a49_4348;
/// Schema migrations in order; `user_version` counts those applied.
const MIGRATIONS: &[&str] = &[include_str!("migrations/001.sql")];
/// The first bytes of every SQLite file.
const SQLITE_MAGIC: &[u8] = b"SQLite format 3\0";

/// Makes an empty workbook file with the newest schema. Never overwrites.
pub(super) fn create(path: &Path) -> Result<Connection, StoreError> {
    create_private_file(path)?;
    let made = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE).and_then(|mut connection| {
        set_pragmas(&connection, path)?;
        connection
            .pragma_update(None, "application_id", APPLICATION_ID)
            .map_err(|e| sqlite(path, e))?;
        migrate(&mut connection, path, 0)?;
        Ok(connection)
    });
    if made.is_err() {
        // Only the file made a moment ago, which holds nothing yet.
        let _ = fs::remove_file(path);
    }
    made
}

fn create_private_file(path: &Path) -> Result<(), StoreError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(_) => Ok(()),
        Err(source) if source.kind() == std::io::ErrorKind::AlreadyExists => {
            Err(StoreError::Exists(path.to_owned()))
        }
        Err(source) => Err(StoreError::Io {
            path: path.to_owned(),
            source,
        }),
    }
}

/// Opens an existing workbook for writing.
pub(super) fn open_for_writing(path: &Path) -> Result<Connection, StoreError> {
    check_is_sqlite(path)?;
    let mut connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let version = check_identity(&connection, path)?;
    // SQLite opens a file that may not be written silently for reading.
    if connection.is_readonly("main").map_err(|e| sqlite(path, e))? {
        return Err(StoreError::ReadOnly(path.to_owned()));
    }
    set_pragmas(&connection, path)?;
    check_integrity(&connection, path)?;
    if (version as usize) < MIGRATIONS.len() {
        back_up(&connection, path, version)?;
        migrate(&mut connection, path, version)?;
    }
    Ok(connection)
}

/// Opens an existing workbook for reading. A file in a folder that may not be written, with
/// changes still in its write-ahead log, is read from a private copy, because SQLite would
/// otherwise silently show old rows. Returns the folder of that copy, to be removed afterwards.
pub(super) fn open_for_reading(path: &Path) -> Result<(Connection, Option<PathBuf>), StoreError> {
    check_is_sqlite(path)?;
    let direct = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)
        .or_else(|_| connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY))
        .and_then(|connection| check_reading(connection, path));
    match direct {
        Ok(connection) => Ok((connection, None)),
        Err(refused @ (StoreError::Foreign(_) | StoreError::Newer { .. } | StoreError::Corrupt { .. })) => {
            Err(refused)
        }
        Err(first) => match private_copy(path) {
            Ok(folder) => {
                let copy = folder.join(path.file_name().unwrap_or_default());
                let connection = connect(&copy, OpenFlags::SQLITE_OPEN_READ_WRITE)
                    .and_then(|connection| check_reading(connection, path))?;
                Ok((connection, Some(folder)))
            }
            Err(_) => Err(first),
        },
    }
}

fn check_reading(connection: Connection, path: &Path) -> Result<Connection, StoreError> {
    check_identity(&connection, path)?;
    check_integrity(&connection, path)?;
    connection
        .pragma_update(None, "query_only", true)
        .map_err(|e| sqlite(path, e))?;
    Ok(connection)
}

fn private_copy(path: &Path) -> std::io::Result<PathBuf> {
    let name = path.file_name().unwrap_or_default();
    let folder = std::env::temp_dir().join(format!("zicha-read-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    fs::copy(path, folder.join(name))?;
    let log = with_suffix(path, "-wal");
    if log.exists() {
        fs::copy(&log, with_suffix(&folder.join(name), "-wal"))?;
    }
    Ok(folder)
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(suffix);
    path.with_file_name(name)
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, StoreError> {
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)
        .map_err(|e| sqlite(path, e))?;
    connection
        .busy_timeout(std::time::Duration::from_secs(3))
        .map_err(|e| sqlite(path, e))?;
    Ok(connection)
}

fn check_is_sqlite(path: &Path) -> Result<(), StoreError> {
    let io = |source: std::io::Error| match source.kind() {
        std::io::ErrorKind::NotFound => StoreError::Missing(path.to_owned()),
        _ => StoreError::Io {
            path: path.to_owned(),
            source,
        },
    };
    let metadata = fs::metadata(path).map_err(io)?;
    if !metadata.is_file() {
        return Err(StoreError::NotAFile(path.to_owned()));
    }
    let mut head = Vec::new();
    fs::File::open(path)
        .map_err(io)?
        .take(SQLITE_MAGIC.len() as u64)
        .read_to_end(&mut head)
        .map_err(io)?;
    if head == SQLITE_MAGIC {
        Ok(())
    } else {
        Err(StoreError::Foreign(path.to_owned()))
    }
}

fn check_identity(connection: &Connection, path: &Path) -> Result<u32, StoreError> {
    let pragma = |name: &str| -> Result<i64, StoreError> {
        connection
            .pragma_query_value(None, name, |row| row.get(0))
            .map_err(|e| sqlite(path, e))
    };
    if pragma("application_id")? != i64::from(APPLICATION_ID) {
        return Err(StoreError::Foreign(path.to_owned()));
    }
    let found = u32::try_from(pragma("user_version")?).unwrap_or(u32::MAX);
    let known = MIGRATIONS.len() as u32;
    if found > known {
        return Err(StoreError::Newer {
            path: path.to_owned(),
            found,
            known,
        });
    }
    Ok(found)
}

fn check_integrity(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    let corrupt = |detail: String| StoreError::Corrupt {
        path: path.to_owned(),
        detail,
    };
    let result: String = connection
        .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
        .map_err(|e| match sqlite(path, e) {
            StoreError::Sqlite { source, .. } => corrupt(source.to_string()),
            other => other,
        })?;
    if result == "ok" {
        Ok(())
    } else {
        Err(corrupt(result))
    }
}

/// WAL with `synchronous=FULL`: measured to lose nothing at kill -9 and at power loss. Where shared
/// memory does not work (some network drives) WAL still works with exclusive locking.
fn set_pragmas(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    let error = |e| sqlite(path, e);
    let set_wal = || -> rusqlite::Result<String> {
        connection.pragma_update_and_check(None, "journal_mode", "wal", |row| row.get(0))
    };
    if !set_wal().is_ok_and(|mode| mode == "wal") {
        connection
            .pragma_update(None, "locking_mode", "exclusive")
            .map_err(error)?;
        set_wal().map_err(error)?;
    }
    for (pragma, value) in [
        ("synchronous", "FULL"),
        ("foreign_keys", "ON"),
        ("trusted_schema", "OFF"),
    ] {
        connection.pragma_update(None, pragma, value).map_err(error)?;
    }
    Ok(())
}

fn migrate(connection: &mut Connection, path: &Path, from: u32) -> Result<(), StoreError> {
    let error = |e| sqlite(path, e);
    for (sql, version) in MIGRATIONS.iter().zip(1u32..).skip(from as usize) {
        let transaction = connection
            .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
            .map_err(error)?;
        transaction.execute_batch(sql).map_err(error)?;
        transaction
            .pragma_update(None, "user_version", version)
            .map_err(error)?;
        transaction.commit().map_err(error)?;
    }
    Ok(())
}

fn back_up(connection: &Connection, path: &Path, version: u32) -> Result<(), StoreError> {
    let backup = with_suffix(path, &format!(".schema{version}.backup"));
    if backup.exists() {
        return Ok(());
    }
    let target = backup.to_string_lossy().into_owned();
    connection
        .execute("VACUUM INTO ?", [target])
        .map_err(|e| sqlite(path, e))?;
    Ok(())
}

/// Gives an SQLite error its meaning for a workbook.
pub(super) fn sqlite(path: &Path, source: rusqlite::Error) -> StoreError {
    use rusqlite::ErrorCode;
    let path = path.to_owned();
    match source.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => StoreError::DiskFull(path),
        Some(ErrorCode::NotADatabase) => StoreError::Foreign(path),
        Some(ErrorCode::DatabaseCorrupt) => StoreError::Corrupt {
            path,
            detail: source.to_string(),
        },
        Some(ErrorCode::ReadOnly) => StoreError::ReadOnly(path),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Locked(path),
        _ => StoreError::Sqlite { path, source },
    }
}
