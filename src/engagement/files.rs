//! Writing a finished file: to a temporary one beside it, read back and compared, then moved into
//! place, so that the target is the old file or the whole new one.

use std::fs::{self, OpenOptions};
use std::io::{Read, Write};
use std::path::Path;

use crate::error::{Error, Result};

/// Whether a file holds secrets of its owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Privacy {
    /// Readable by its owner only (0600).
    Private,
    /// As the user's settings have it.
    Ordinary,
}

/// Writes `bytes` to `path` atomically and reads them back.
pub(super) fn write_whole(path: &Path, bytes: &[u8], privacy: Privacy) -> Result<()> {
    let error = |source: std::io::Error| {
        Error::environment("error.cannot_write")
            .with("path", path.display())
            .with("cause", &source)
            .hint("error.hint_check_folder")
            .caused_by(source)
    };
    if is_database(path) {
        return Err(Error::input("error.over_workbook")
            .with("path", path.display())
            .hint("error.hint_other_file"));
    }
    let mut name = path.file_name().map(ToOwned::to_owned).ok_or_else(|| {
        Error::input("error.names_no_file")
            .with("path", path.display())
            .hint("error.hint_file_name")
    })?;
    name.push(format!(".{}.new", std::process::id()));
    let temporary = path.with_file_name(name);
    let written = write_and_compare(&temporary, bytes, privacy).and_then(|()| fs::rename(&temporary, path));
    if written.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    written.map_err(error)
}

/// Whether a file begins as workbooks do. Nothing else Zicha writes may take its place.
fn is_database(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = fs::File::open(path).and_then(|file| file.take(16).read_to_end(&mut head));
    read.is_ok() && head == b"SQLite format 3\0"
}

fn write_and_compare(path: &Path, bytes: &[u8], privacy: Privacy) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    if privacy == Privacy::Private {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    #[cfg(not(unix))]
    let _ = privacy;
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    if fs::read(path)? == bytes {
        Ok(())
    } else {
        Err(std::io::Error::other(
            "what was read back differs from what was written",
        ))
    }
}
