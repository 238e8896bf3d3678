//! Writing a finished file: to a temporary one beside it, read back and compared, then moved into
//! place, so that the target is the old file or the whole new one.

use std::fs::{self, OpenOptions};
use std::io::{Read, Write};
use std::path::Path;

use crate::error::{Error, Result};

/// What a PKCS#12 file begins with: a DER sequence.
const DER_SEQUENCE: u8 = 0x30;
/// How much is read back at a time, in bytes.
const PIECE: usize = 1 << 16;

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
    check_target(path)?;
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

/// Refuses an output that is one of the files that are read, before any work is done. `read` are the
/// report to be signed, the identity, the trusted certificates.
pub(super) fn check_output(output: &Path, read: &[&Path]) -> Result<()> {
    let place = |path: &Path| path.canonicalize().ok();
    let same = |input: &&&Path| place(output).is_some_and(|output| place(input) == Some(output));
    if let Some(input) = read.iter().find(same) {
        return Err(Error::input("error.output_is_input")
            .with("path", input.display())
            .hint("error.hint_output_is_input"));
    }
    check_target(output)
}

/// Refuses what cannot or must not be written over, and a folder that is not there.
fn check_target(path: &Path) -> Result<()> {
    let refuse = |id, hint| Err(Error::input(id).with("path", path.display()).hint(hint));
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
        return Err(Error::input("error.no_folder")
            .with("path", folder.display())
            .hint("error.hint_make_folder"));
    }
    match fs::metadata(path) {
        Ok(there) if there.is_dir() => refuse("error.is_a_folder", "error.hint_file_name"),
        Ok(there) if !there.is_file() => refuse("error.no_ordinary_file", "error.hint_other_file"),
        _ if is_database(path) => refuse("error.over_workbook", "error.hint_other_file"),
        _ if is_identity(path) => refuse("error.over_identity", "error.hint_other_file"),
        _ => Ok(()),
    }
}

/// Whether a file is there that is called a PKCS#12 file and begins as one: a private key that may
/// exist nowhere else.
fn is_identity(path: &Path) -> bool {
    let ending = path
        .extension()
        .and_then(|ending| ending.to_str())
        .unwrap_or_default();
    let is_named = ["p12", "pfx"]
        .iter()
        .any(|known| ending.eq_ignore_ascii_case(known));
    let mut head = [0];
    let mut read = || fs::File::open(path).and_then(|mut file| file.read_exact(&mut head));
    is_named && read().is_ok() && head == [DER_SEQUENCE]
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
    if is_content(path, bytes)? {
        Ok(())
    } else {
        Err(std::io::Error::other(
            "what was read back differs from what was written",
        ))
    }
}

/// Whether a file holds exactly these bytes; it is read in pieces, because a report may be large.
fn is_content(path: &Path, bytes: &[u8]) -> std::io::Result<bool> {
    let mut file = fs::File::open(path)?;
    let mut piece = vec![0; PIECE];
    let mut rest = bytes;
    loop {
        let count = file.read(&mut piece)?;
        let read = piece.get(..count).unwrap_or_default();
        match rest.strip_prefix(read) {
            Some(after) if count > 0 => rest = after,
            Some(_) => return Ok(rest.is_empty()),
            None => return Ok(false),
        }
    }
}
