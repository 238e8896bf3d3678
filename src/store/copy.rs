//! A private copy of a workbook, read where the workbook itself cannot be read in place.

use std::fs::{self, DirBuilder};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::open::with_suffix;

/// How often copying starts again when another program wrote meanwhile.
const ATTEMPTS: usize = 5;
/// How many folder names are tried.
const MAX_FOLDERS: u32 = 10_000;
/// What SQLite keeps beside a file and needs to read it rightly.
const COMPANIONS: [&str; 2] = ["-wal", "-journal"];

/// A copy in a folder that only this user may enter; removed when dropped.
#[derive(Debug)]
pub(super) struct PrivateCopy {
    folder: PathBuf,
    file: PathBuf,
}

impl PrivateCopy {
    /// Copies a workbook and its log. Both must be from the same moment: if either was written
    /// while they were copied, copying starts again.
    pub(super) fn of(workbook: &Path) -> io::Result<Self> {
        let folder = new_private_folder()?;
        let copy = Self {
            file: folder.join(workbook.file_name().unwrap_or_default()),
            folder,
        };
        for _ in 0..ATTEMPTS {
            let before = state(workbook);
            copy.fill(workbook)?;
            if before == state(workbook) {
                return Ok(copy);
            }
        }
        Err(io::Error::other("another program keeps writing to it"))
    }

    /// The copied workbook.
    pub(super) fn file(&self) -> &Path {
        &self.file
    }

    fn fill(&self, workbook: &Path) -> io::Result<()> {
        fs::copy(workbook, &self.file)?;
        make_writable(&self.file)?;
        for suffix in COMPANIONS {
            let (from, to) = (with_suffix(workbook, suffix), with_suffix(&self.file, suffix));
            if to.exists() {
                fs::remove_file(&to)?;
            }
            if from.exists() {
                fs::copy(&from, &to)?;
                make_writable(&to)?;
            }
        }
        Ok(())
    }
}

impl Drop for PrivateCopy {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Size and time of the last change of a workbook and what stands beside it.
fn state(workbook: &Path) -> Vec<Option<(u64, Option<SystemTime>)>> {
    let files =
        std::iter::once(workbook.to_owned()).chain(COMPANIONS.map(|suffix| with_suffix(workbook, suffix)));
    files
        .map(|file| {
            let metadata = fs::metadata(file).ok()?;
            Some((metadata.len(), metadata.modified().ok()))
        })
        .collect()
}

/// A folder that did not exist before, so that nobody else can have laid a link or file there.
fn new_private_folder() -> io::Result<PathBuf> {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    for number in 0..MAX_FOLDERS {
        let folder = std::env::temp_dir().join(format!("zicha-read-{}-{number}", std::process::id()));
        match builder.create(&folder) {
            Ok(()) => return Ok(folder),
            Err(fault) if fault.kind() == io::ErrorKind::AlreadyExists => {}
            Err(fault) => return Err(fault),
        }
    }
    Err(io::Error::other("no free name for a private folder"))
}

/// SQLite recovers a log only in a file it may write; the copy of a read-only file is read-only.
fn make_writable(file: &Path) -> io::Result<()> {
    let mut permissions = fs::metadata(file)?.permissions();
    #[cfg(unix)]
    std::os::unix::fs::PermissionsExt::set_mode(&mut permissions, 0o600);
    #[cfg(not(unix))]
    permissions.set_readonly(false);
    fs::set_permissions(file, permissions)
}
