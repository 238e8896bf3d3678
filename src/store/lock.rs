//! The instance lock: at most one program writes a workbook at a time.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::error::StoreError;

/// A held lock; released when dropped.
#[derive(Debug)]
pub(super) struct InstanceLock {
    file: File,
}

impl InstanceLock {
    /// Takes the lock `<file>.lock` beside the workbook's canonical path.
    pub(super) fn take(workbook: &Path) -> Result<Self, StoreError> {
        let path = lock_path(workbook)?;
        let io = |source: io::Error| match source.kind() {
            // A folder that takes no lock file takes no write-ahead log either.
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                StoreError::ReadOnly(workbook.to_owned())
            }
            _ => StoreError::Io {
                path: path.clone(),
                source,
            },
        };
        let mut options = OpenOptions::new();
        options.create(true).truncate(false).write(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&path).map_err(io)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { file }),
            Err(TryLockError::WouldBlock) => Err(StoreError::Locked(workbook.to_owned())),
            Err(TryLockError::Error(source)) => Err(io(source)),
        }
    }
}

impl Drop for InstanceLock {
    fn drop(&mut self) {
        // Closing alone would leave the lock with a process that is just being started from this
        // one and still holds a copy of every open file.
        let _ = self.file.unlock();
    }
}

/// The lock file of a workbook; both names of a linked workbook lead to the same.
pub(super) fn lock_path(workbook: &Path) -> Result<PathBuf, StoreError> {
    let canonical = workbook.canonicalize().map_err(|source| StoreError::Io {
        path: workbook.to_owned(),
        source,
    })?;
    let mut name = canonical.file_name().unwrap_or_default().to_owned();
    name.push(".lock");
    Ok(canonical.with_file_name(name))
}
