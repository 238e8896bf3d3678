//! The user's own copy of the official text: read, aligned and kept in the user's data folder, once for
//! every workbook of the same pack. Nothing of it goes into a workbook.

use std::fs;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::files::{Privacy, write_whole};
use super::request::ReportRequest;
use crate::error::{Error, Result};
use crate::exchange::official_text;
use crate::model::pack::Pack;
use crate::model::reporting::Detail;
use crate::model::source::{OfficialText, Reading};
use crate::settings::Settings;

/// The folder below the user's data folder.
const FOLDER: &str = "official-text";
/// No text of a guideline is larger, in bytes; the one of the built-in pack takes a fortieth of it.
const MAX_BYTES: u64 = 4 * MEGABYTE;
const MEGABYTE: u64 = 1024 * 1024;
/// A text with fewer than one in so many clauses is of something else.
const RELATED: usize = 10;
/// Longest part of a file name made from a pack's id, in characters.
const MAX_FILE_NAME: usize = 60;

/// What adding a text came to.
#[derive(Debug)]
pub struct Added {
    /// What was found in it.
    pub reading: Reading,
    /// SHA-256 of the file that was read.
    pub sha256: String,
    /// Where it is kept.
    pub path: PathBuf,
}

/// Reads a text file, aligns it to the clauses of a pack and keeps it in place of an earlier one. `now`
/// is RFC 3339.
///
/// # Errors
/// Where the file is not readable as text, is not a text of this guideline, or cannot be kept; an
/// earlier copy then stays as it is.
pub fn add(settings: &Settings, pack: &Pack, file: &Path, now: String) -> Result<Added> {
    let path = stored_path(settings, &pack.id)?;
    let bytes = read(file)?;
    let text = as_text(file, &bytes)?;
    let reading = official_text::read(text, pack);
    let placed = reading.clauses.len();
    if placed == 0 || placed * RELATED < reading.total() {
        return Err(Error::input("error.source_unrelated")
            .with("path", file.display())
            .with("placed", placed)
            .with("total", reading.total())
            .with("guideline", &pack.title.zh_tw)
            .hint("error.hint_source_guideline"));
    }
    let kept = OfficialText {
        pack: pack.id.clone(),
        sha256: hex::encode(Sha256::digest(&bytes)),
        added: now,
        clauses: reading.clauses.clone(),
    };
    keep(&path, &kept)?;
    Ok(Added {
        reading,
        sha256: kept.sha256,
        path,
    })
}

/// The official text that was added for a pack; none where there is none.
///
/// # Errors
/// Where the copy kept is damaged or cannot be read.
pub fn load(settings: &Settings, pack: &str) -> Result<Option<OfficialText>> {
    let Ok(path) = stored_path(settings, pack) else {
        return Ok(None);
    };
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(fault) if fault.kind() == ErrorKind::NotFound => return Ok(None),
        Err(fault) => return Err(unreadable(&path, fault)),
    };
    let kept: OfficialText = serde_json::from_slice(&bytes).map_err(|fault| {
        Error::environment("error.source_damaged")
            .with("path", path.display())
            .with("cause", &fault)
            .hint("error.hint_source_again")
            .caused_by(fault)
    })?;
    Ok(Some(kept).filter(|kept| kept.pack == pack))
}

/// The official text that was added for a pack.
///
/// # Errors
/// As [`load`], and where none was added.
pub fn require(settings: &Settings, pack: &str) -> Result<OfficialText> {
    load(settings, pack)?.ok_or_else(none_added)
}

/// The official text a report is to print; none where it is to print none.
///
/// # Errors
/// Where none was added, or the report has no working papers to print it in.
pub fn for_report(settings: &Settings, request: &ReportRequest, pack: &Pack) -> Result<Option<OfficialText>> {
    match (request.official, request.options.detail) {
        (false, _) => Ok(None),
        (true, Detail::Management) => {
            Err(Error::input("error.source_no_papers").hint("error.hint_source_papers"))
        }
        (true, _) => require(settings, &pack.id).map(Some),
    }
}

/// Removes the official text that was added for a pack; gives where it was kept.
///
/// # Errors
/// Where none was added or it cannot be removed.
pub fn remove(settings: &Settings, pack: &str) -> Result<PathBuf> {
    let path = stored_path(settings, pack)?;
    match fs::remove_file(&path) {
        Ok(()) => Ok(path),
        Err(fault) if fault.kind() == ErrorKind::NotFound => Err(none_added()),
        Err(fault) => Err(Error::environment("error.source_not_removed")
            .with("path", path.display())
            .with("cause", &fault)
            .hint("error.hint_check_folder")
            .caused_by(fault)),
    }
}

fn none_added() -> Error {
    Error::input("error.source_none").hint("error.hint_source_add")
}

fn stored_path(settings: &Settings, pack: &str) -> Result<PathBuf> {
    let folder = settings
        .data_folder()
        .ok_or_else(|| Error::environment("error.source_no_folder").hint("error.hint_source_home"))?;
    let name = crate::text::file_name_part(pack, MAX_FILE_NAME);
    Ok(folder.join(FOLDER).join(format!("{name}.json")))
}

fn keep(path: &Path, kept: &OfficialText) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|source| {
            Error::environment("error.cannot_write")
                .with("path", folder.display())
                .with("cause", &source)
                .hint("error.hint_check_folder")
                .caused_by(source)
        })?;
    }
    let json = serde_json::to_vec_pretty(kept).map_err(|fault| {
        Error::internal("error.source_damaged")
            .with("path", path.display())
            .with("cause", &fault)
            .caused_by(fault)
    })?;
    write_whole(path, &json, Privacy::Private)
}

/// The bytes of an ordinary file of a sensible size. A device or pipe is refused before it is opened.
fn read(file: &Path) -> Result<Vec<u8>> {
    let metadata = fs::metadata(file).map_err(|fault| unreadable(file, fault))?;
    if !metadata.is_file() {
        return Err(Error::input("error.source_not_a_file")
            .with("path", file.display())
            .hint("error.hint_source_file"));
    }
    let mut bytes = Vec::new();
    fs::File::open(file)
        .and_then(|opened| opened.take(MAX_BYTES + 1).read_to_end(&mut bytes))
        .map_err(|fault| unreadable(file, fault))?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > MAX_BYTES) {
        return Err(Error::input("error.source_too_large")
            .with("path", file.display())
            .with("limit", MAX_BYTES / MEGABYTE)
            .hint("error.hint_source_file"));
    }
    Ok(bytes)
}

fn unreadable(file: &Path, fault: std::io::Error) -> Error {
    Error::input("error.source_unreadable")
        .with("path", file.display())
        .with("cause", &fault)
        .hint("error.hint_source_file")
        .caused_by(fault)
}

/// The bytes as text; says what they are where they are something else.
fn as_text<'a>(file: &Path, bytes: &'a [u8]) -> Result<&'a str> {
    let refused = |id, hint| Err(Error::input(id).with("path", file.display()).hint(hint));
    if bytes.starts_with(b"%PDF-") {
        return refused("error.source_is_pdf", "error.hint_source_pdf");
    }
    match std::str::from_utf8(bytes) {
        Err(_) => refused("error.source_not_utf8", "error.hint_source_utf8"),
        Ok(text) if text.contains('\0') => refused("error.source_not_utf8", "error.hint_source_utf8"),
        Ok(text) if text.chars().all(|c| c.is_whitespace() || c == '\u{feff}') => {
            refused("error.source_empty", "error.hint_source_scan")
        }
        Ok(text) => Ok(text),
    }
}
