//! Folders as evidence: what lies in one, and the one hash over all of it.
//!
//! The hash of a folder is the SHA-256 of its manifest: one line `name NUL size NUL sha256 LF` for
//! each file, where the name is the path below the folder with `/`, the size is decimal and the
//! hash lower-case hexadecimal, sorted by the bytes of the name. Hidden files count; empty folders
//! do not show.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use sha2::{Digest, Sha256};

use super::hashing::{FileFacts, Piece};
use crate::error::{Error, Value, Words};

/// More files than this are no piece of evidence but an archive.
pub(super) const MAX_FILES: usize = 100_000;
/// Folders deeper than this are not followed.
pub(super) const MAX_DEPTH: usize = 64;
/// How many entries that cannot be used are named.
const NAMED: usize = 5;

/// A file of a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FolderFile {
    /// Path below the folder, with `/`.
    pub name: String,
    /// The file.
    pub piece: Piece,
}

/// Why a folder could not be listed.
#[derive(Debug)]
pub(super) enum FolderFault {
    /// Nothing is there.
    Missing(std::io::Error),
    /// It is there, but the operating system refused.
    Unreadable(std::io::Error),
    /// A file or device.
    NotAFolder,
    /// No file lies in it.
    Empty,
    /// More than [`MAX_FILES`] files.
    TooMany,
    /// Entries that cannot be read, each named with what is wrong; how many more there are.
    Entries(Vec<Words>, usize),
    /// Somebody stopped it.
    Cancelled,
}

/// A folder still to be listed.
struct Open {
    path: PathBuf,
    name: String,
    depth: usize,
    /// Where the folders lie that were entered through links on the way here, and the first one.
    entered: Vec<PathBuf>,
}

struct Walk<'a> {
    files: Vec<FolderFile>,
    troubles: Vec<Words>,
    open: Vec<Open>,
    cancelled: &'a AtomicBool,
}

/// The files of a folder and of those below it, by name. Links are followed; one that leads back
/// into itself is named.
pub(super) fn list(folder: &Path, cancelled: &AtomicBool) -> Result<Vec<FolderFile>, FolderFault> {
    let metadata = fs::metadata(folder).map_err(fault_of)?;
    if !metadata.is_dir() {
        return Err(FolderFault::NotAFolder);
    }
    let real = folder.canonicalize().map_err(fault_of)?;
    let mut walk = Walk {
        files: Vec::new(),
        troubles: Vec::new(),
        open: vec![Open {
            path: folder.to_owned(),
            name: String::new(),
            depth: 0,
            entered: vec![real],
        }],
        cancelled,
    };
    while let Some(open) = walk.open.pop() {
        if let Err(source) = walk.list_one(&open)? {
            if open.depth == 0 {
                return Err(fault_of(source));
            }
            walk.trouble("error.entry_unreadable", &open.name, Some(&source));
        }
    }
    if !walk.troubles.is_empty() {
        let more = walk.troubles.len().saturating_sub(NAMED);
        walk.troubles.truncate(NAMED);
        return Err(FolderFault::Entries(walk.troubles, more));
    }
    if walk.files.is_empty() {
        return Err(FolderFault::Empty);
    }
    walk.files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(walk.files)
}

fn fault_of(source: std::io::Error) -> FolderFault {
    match super::hashing::FileFault::from(source) {
        super::hashing::FileFault::Missing(source) => FolderFault::Missing(source),
        super::hashing::FileFault::Unreadable(source) => FolderFault::Unreadable(source),
        _ => FolderFault::NotAFolder,
    }
}

impl Walk<'_> {
    /// Lists one folder; an inner error is that of the folder itself.
    fn list_one(&mut self, open: &Open) -> Result<Result<(), std::io::Error>, FolderFault> {
        let entries = match fs::read_dir(&open.path) {
            Ok(entries) => entries,
            Err(source) => return Ok(Err(source)),
        };
        for entry in entries {
            if self.cancelled.load(Ordering::Relaxed) {
                return Err(FolderFault::Cancelled);
            }
            match entry {
                Ok(entry) => self.take(open, &entry),
                Err(source) => return Ok(Err(source)),
            }
            if self.files.len() > MAX_FILES {
                return Err(FolderFault::TooMany);
            }
        }
        Ok(Ok(()))
    }

    fn take(&mut self, open: &Open, entry: &fs::DirEntry) {
        let below = |name: &str| match open.name.as_str() {
            "" => name.to_owned(),
            folder => format!("{folder}/{name}"),
        };
        let Some(name) = entry.file_name().to_str().map(below) else {
            let shown = below(&entry.file_name().to_string_lossy());
            return self.trouble("error.entry_not_unicode", &shown, None);
        };
        let path = entry.path();
        let linked = entry.file_type().is_ok_and(|kind| kind.is_symlink());
        match fs::metadata(&path) {
            Err(source) => self.trouble("error.entry_unreadable", &name, Some(&source)),
            Ok(metadata) if metadata.is_file() => self.files.push(FolderFile {
                name,
                piece: Piece {
                    path,
                    size: metadata.len(),
                },
            }),
            Ok(metadata) if !metadata.is_dir() => self.trouble("error.entry_device", &name, None),
            Ok(_) if open.depth >= MAX_DEPTH => self.trouble("error.entry_too_deep", &name, None),
            Ok(_) => self.enter(open, path, name, linked),
        }
    }

    /// Puts a folder on the list. Every circle leads through a link, so only where links lead is
    /// compared.
    fn enter(&mut self, open: &Open, path: PathBuf, name: String, linked: bool) {
        let mut entered = open.entered.clone();
        if linked {
            let real = match path.canonicalize() {
                Ok(real) => real,
                Err(source) => return self.trouble("error.entry_unreadable", &name, Some(&source)),
            };
            let here = open.path.canonicalize().unwrap_or_default();
            if here.starts_with(&real) || entered.iter().any(|known| known.starts_with(&real)) {
                return self.trouble("error.entry_loop", &name, None);
            }
            entered.push(real);
        }
        self.open.push(Open {
            path,
            name,
            depth: open.depth + 1,
            entered,
        });
    }

    fn trouble(&mut self, id: &'static str, name: &str, source: Option<&std::io::Error>) {
        let mut words = Words::new(id).with("name", name);
        if let Some(source) = source {
            words = words.with("cause", source);
        }
        self.troubles.push(words);
    }
}

/// The manifest of a folder whose files were hashed.
pub(super) fn manifest<'a>(files: impl IntoIterator<Item = (&'a str, &'a FileFacts)>) -> String {
    files
        .into_iter()
        .map(|(name, facts)| format!("{name}\0{}\0{}\n", facts.size, facts.sha256))
        .collect()
}

/// The hash of a folder: SHA-256 of its manifest.
pub(super) fn hash_of(manifest: &str) -> String {
    hex::encode(Sha256::digest(manifest))
}

impl FolderFault {
    /// What is wrong, to be worded; none where somebody stopped it.
    pub(super) fn words(&self, folder: &Path) -> Option<Words> {
        let path = folder.display();
        Some(match self {
            FolderFault::Missing(source) | FolderFault::Unreadable(source) => {
                Words::new("error.evidence_unreadable")
                    .with("path", path)
                    .with("cause", source)
            }
            FolderFault::NotAFolder => Words::new("error.not_a_folder").with("path", path),
            FolderFault::Empty => Words::new("error.folder_empty").with("path", path),
            FolderFault::TooMany => Words::new("error.folder_too_large")
                .with("path", path)
                .with("limit", MAX_FILES),
            FolderFault::Entries(entries, more) => {
                let mut entries = entries.clone();
                if *more > 0 {
                    entries.push(Words::new("error.entries_more").with("count", more));
                }
                let mut words = Words::new("error.folder_entries").with("path", path);
                words.values.push(("entries", Value::Words(entries)));
                words
            }
            FolderFault::Cancelled => return None,
        })
    }

    /// The error where the folder was to be attached.
    pub(super) fn refusal(self, folder: &Path) -> Error {
        let Some(said) = self.words(folder) else {
            return super::stopped();
        };
        let hint = match self {
            FolderFault::Missing(_) | FolderFault::Unreadable(_) => "error.hint_evidence_unreadable",
            FolderFault::NotAFolder => "error.hint_attach_file",
            FolderFault::Empty | FolderFault::TooMany => "error.hint_folder_choose",
            _ => "error.hint_folder_entries",
        };
        let mut error = Error::input(said).hint(hint);
        if let FolderFault::Missing(source) | FolderFault::Unreadable(source) = self {
            error = error.caused_by(source);
        }
        error
    }
}
