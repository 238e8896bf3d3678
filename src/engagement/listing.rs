//! What is in a folder, for choosing a file or folder there.

use std::path::{Path, PathBuf};

use super::paths::with_home;
use super::request::{FolderEntry, Outcome};
use crate::error::{Error, Result};
use crate::settings::Settings;
use crate::store;

/// More entries of a folder than this are not listed.
const MAX_ENTRIES: usize = 2000;

/// The entries of a folder, folders first, each by name; with none given, those of the folder in which
/// new workbooks are made.
///
/// # Errors
///
/// `error.folder_not_listed` where the folder is not there or must not be read.
pub(super) fn list_folder(folder: Option<PathBuf>) -> Result<Outcome> {
    let folder = folder.unwrap_or_else(|| nearest_folder(&Settings::default_folder()));
    let unreadable = |source: std::io::Error| {
        Error::input("error.folder_not_listed")
            .with("path", folder.display())
            .with("cause", &source)
            .hint("error.hint_other_folder")
            .caused_by(source)
    };
    let folder = PathBuf::from(with_home(&folder.to_string_lossy()));
    let path = folder.canonicalize().map_err(unreadable)?;
    let mut entries: Vec<FolderEntry> = std::fs::read_dir(&path)
        .map_err(unreadable)?
        .take(MAX_ENTRIES)
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let metadata = std::fs::metadata(entry.path()).ok()?;
            let name = entry.file_name().into_string().ok()?;
            Some(FolderEntry {
                hidden: name.starts_with('.') || store::is_beside_a_workbook(&name),
                name,
                folder: metadata.is_dir(),
                size: metadata.len(),
                modified: metadata.modified().map(day_of).unwrap_or_default(),
            })
        })
        .collect();
    entries.sort_by(|a, b| b.folder.cmp(&a.folder).then_with(|| a.name.cmp(&b.name)));
    Ok(Outcome::Folder { path, entries })
}

/// The folder itself, or the first above it that is there: before the first workbook is made, its
/// folder does not exist.
fn nearest_folder(folder: &Path) -> PathBuf {
    let there = folder.ancestors().find(|folder| folder.is_dir());
    there.unwrap_or(folder).to_owned()
}

/// A moment of a file as `YYYY-MM-DD HH:MM` where this machine is.
fn day_of(moment: std::time::SystemTime) -> String {
    let local: chrono::DateTime<chrono::Local> = moment.into();
    local.format("%Y-%m-%d %H:%M").to_string()
}
