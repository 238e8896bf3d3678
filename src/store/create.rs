//! Making a workbook: the whole file with its pack and first journal rows, or nothing.

use std::fs::{self, OpenOptions};
use std::io::ErrorKind;
use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};
use serde_json::json;

use super::error::{StoreError, sqlite};
use super::lock::{InstanceLock, lock_path};
use super::migrate::{self, MIGRATIONS};
use super::open::{APPLICATION_ID, connect_to_write, set_pragmas, with_suffix};
use super::{Salts, records};
use crate::model::assessment::{Assessment, PROFILE_UID};
use crate::model::canonical;
use crate::model::change::{Action, Change, Kind, Object, Step};
use crate::model::journal::Stamp;
use crate::model::pack::Pack;
use crate::model::profile::Profile;

/// Level of zstd for the embedded pack: written once, a few hundred kilobytes.
const PACK_COMPRESSION: i32 = 19;

/// Makes a workbook file with the newest schema. Never overwrites; leaves nothing if it fails.
pub(super) fn create(
    path: &Path,
    pack: &Pack,
    profile: &Profile,
    stamp: &Stamp,
    salts: Salts,
) -> Result<(Connection, InstanceLock), StoreError> {
    create_private_file(path)?;
    let made = InstanceLock::take(path).and_then(|lock| {
        let connection = fill(path, pack, profile, stamp, salts)?;
        Ok((connection, lock))
    });
    if made.is_err() {
        discard(path);
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
        Err(source) if source.kind() == ErrorKind::AlreadyExists => Err(StoreError::Exists(path.to_owned())),
        Err(source) => Err(StoreError::Io {
            path: path.to_owned(),
            source,
        }),
    }
}

/// Removes what was made a moment ago and holds nothing yet.
fn discard(path: &Path) {
    let companions = ["-wal", "-shm", "-journal"].map(|suffix| with_suffix(path, suffix));
    let lock = lock_path(path).into_iter();
    for file in companions.into_iter().chain(lock).chain([path.to_owned()]) {
        let _ = fs::remove_file(file);
    }
}

/// Schema, pack and first step in one transaction, so that no half-made workbook can be left.
fn fill(
    path: &Path,
    pack: &Pack,
    profile: &Profile,
    stamp: &Stamp,
    salts: Salts,
) -> Result<Connection, StoreError> {
    let error = |e| sqlite(path, e);
    let mut connection = connect_to_write(path, path, false)?;
    set_pragmas(&connection, path)?;
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(error)?;
    transaction
        .pragma_update(None, "application_id", APPLICATION_ID)
        .map_err(error)?;
    for (sql, version) in MIGRATIONS.iter().zip(1usize..) {
        migrate::apply(&transaction, sql, version).map_err(error)?;
    }
    put_pack(&transaction, path, pack)?;
    let step = first_step(pack, profile);
    let mut applied = 0;
    records::write_step(
        &transaction,
        path,
        &mut Assessment::default(),
        &step,
        stamp,
        salts,
        &mut applied,
    )?;
    transaction.commit().map_err(error)?;
    Ok(connection)
}

fn put_pack(connection: &Connection, path: &Path, pack: &Pack) -> Result<(), StoreError> {
    let blob = zstd::bulk::compress(&canonical::to_bytes(pack), PACK_COMPRESSION).map_err(|source| {
        StoreError::Io {
            path: path.to_owned(),
            source,
        }
    })?;
    connection
        .execute(
            "INSERT INTO workbook (id, pack_id, pack_version, pack_sha256, pack) VALUES (1, ?, ?, ?, ?)",
            rusqlite::params![pack.id, pack.version, pack.sha256(), blob],
        )
        .map_err(|e| sqlite(path, e))?;
    Ok(())
}

/// The first step of every journal: the pack's hash, the profile, the systems.
fn first_step(pack: &Pack, profile: &Profile) -> Step {
    let made = |kind, uid: &str, after| Change {
        object: Object {
            kind,
            uid: uid.to_owned(),
            field: None,
        },
        before: serde_json::Value::Null,
        after,
    };
    let pack_facts = json!({ "id": pack.id, "version": pack.version, "sha256": pack.sha256() });
    let without_systems = profile.without_systems();
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
