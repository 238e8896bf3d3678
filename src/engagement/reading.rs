//! Reading what people name: an ordinary file of a sensible size, or a refusal that says which it is not.
//! A device, a pipe or a disk image named by mistake is never read into memory.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::error::{Error, Result};

/// Largest PDF that is verified or signed, in bytes. A report of two thousand pages has a tenth of this.
pub(super) const MAX_PDF: u64 = 256 << 20;
/// Largest file of keys or certificates, in bytes.
const MAX_KEYS: u64 = 1 << 20;
/// What every PDF begins with.
const PDF_MAGIC: &[u8] = b"%PDF-";

/// A whole PDF. Nothing but its first bytes is read of a file that is none.
///
/// # Errors
/// An input error for what is no ordinary file, unreadable, empty, no PDF, or larger than [`MAX_PDF`].
pub(super) fn read_pdf(path: &Path) -> Result<Vec<u8>> {
    let (mut file, size) = open(path)?;
    let mut start = Vec::with_capacity(PDF_MAGIC.len());
    take(&mut file, PDF_MAGIC.len() as u64, &mut start, path)?;
    if start.is_empty() {
        return Err(Error::input("error.file_is_empty")
            .with("path", path.display())
            .hint("error.hint_name_pdf"));
    }
    if start != PDF_MAGIC {
        return Err(Error::input("error.not_a_pdf")
            .with("path", path.display())
            .hint("error.hint_name_pdf"));
    }
    read_on(path, file, start, (size, MAX_PDF))
}

/// A whole file of keys or certificates.
///
/// # Errors
/// An input error for what is no ordinary file, unreadable, empty or too large to be one.
pub(super) fn read_keys(path: &Path) -> Result<Vec<u8>> {
    let (file, size) = open(path)?;
    if size == 0 {
        return Err(Error::input("error.file_is_empty")
            .with("path", path.display())
            .hint("error.hint_check_path"));
    }
    read_on(path, file, Vec::new(), (size, MAX_KEYS))
}

/// Opens an ordinary file and gives its size. What else it may be is asked before it is opened,
/// because opening a pipe waits for somebody to write into it.
fn open(path: &Path) -> Result<(File, u64)> {
    let unreadable = |source| cannot_read(path, source);
    let metadata = std::fs::metadata(path).map_err(unreadable)?;
    if metadata.is_dir() {
        return Err(Error::input("error.is_a_folder")
            .with("path", path.display())
            .hint("error.hint_name_file"));
    }
    if !metadata.is_file() {
        return Err(Error::input("error.no_ordinary_file")
            .with("path", path.display())
            .hint("error.hint_name_file"));
    }
    let file = File::open(path).map_err(unreadable)?;
    Ok((file, metadata.len()))
}

/// Reads the rest of a file after its `start`, unless it is larger than `limit`.
fn read_on(path: &Path, mut file: File, start: Vec<u8>, (size, limit): (u64, u64)) -> Result<Vec<u8>> {
    let too_large = || {
        Error::input("error.file_too_large")
            .with("path", path.display())
            .with("limit", limit >> 20)
            .hint("error.hint_name_file")
    };
    if size > limit {
        return Err(too_large());
    }
    let mut bytes = start;
    bytes.reserve_exact(
        usize::try_from(size)
            .unwrap_or_default()
            .saturating_sub(bytes.len()),
    );
    let left = (limit + 1).saturating_sub(bytes.len() as u64);
    take(&mut file, left, &mut bytes, path)?;
    // It may have grown since it was measured.
    if bytes.len() as u64 > limit {
        return Err(too_large());
    }
    Ok(bytes)
}

fn take(file: &mut File, count: u64, into: &mut Vec<u8>, path: &Path) -> Result<()> {
    file.take(count)
        .read_to_end(into)
        .map(drop)
        .map_err(|source| cannot_read(path, source))
}

fn cannot_read(path: &Path, source: std::io::Error) -> Error {
    Error::input("error.cannot_read")
        .with("path", path.display())
        .with("cause", &source)
        .hint("error.hint_check_path")
        .caused_by(source)
}
