//! What a file or folder is when it is attached: its place, hash and size.

use std::fs;
use std::path::{Path, PathBuf};

use super::folders::{self, FolderFile};
use super::hashing::{FileFacts, FileFault, Piece, hash_all};
use super::locating::cannot_read;
use super::pictures::is_picture;
use super::{Watch, stopped};
use crate::engagement::Engagement;
use crate::error::{Error, Result};
use crate::model::assessment::{Evidence, EvidenceKind};

/// What was found at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Measured {
    /// The place as it is stored.
    pub location: String,
    /// The last name of the path.
    pub name: String,
    /// SHA-256 of the file, or of the folder's manifest.
    pub sha256: String,
    /// Bytes in all.
    pub size: u64,
    /// Number of files of a folder.
    pub files: Option<u64>,
    /// Modification time of a file.
    pub modified: Option<String>,
}

impl Measured {
    /// Puts what was found into the evidence.
    pub(super) fn put_into(&self, evidence: &mut Evidence) {
        evidence.location.clone_from(&self.location);
        evidence.sha256 = Some(self.sha256.clone());
        evidence.size = Some(self.size);
        evidence.files = self.files;
        evidence.modified.clone_from(&self.modified);
    }
}

impl Engagement {
    /// Looks at the file or folder at a place given by a person.
    pub(super) fn measure(
        &self,
        kind: EvidenceKind,
        location: &str,
        watch: &mut Watch<'_>,
    ) -> Result<Measured> {
        let path = self.absolute(location)?;
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let location = self.stored_path(&path)?;
        if kind == EvidenceKind::Folder {
            let (sha256, size, files) = self.measure_folder(&path, watch)?;
            return Ok(Measured {
                location,
                name,
                sha256,
                size,
                files: Some(files),
                modified: None,
            });
        }
        let facts = measure_file(&path, watch)?;
        if kind == EvidenceKind::Screenshot
            && !is_picture(&path).map_err(|source| cannot_read(&path, source))?
        {
            return Err(Error::input("error.not_a_picture")
                .with("path", path.display())
                .hint("error.hint_picture"));
        }
        Ok(Measured {
            location,
            name,
            sha256: facts.sha256,
            size: facts.size,
            files: None,
            modified: facts.modified,
        })
    }

    fn measure_folder(&self, path: &Path, watch: &mut Watch<'_>) -> Result<(String, u64, u64)> {
        if self.workbook_file().starts_with(path) {
            return Err(Error::input("error.folder_holds_workbook")
                .with("path", path.display())
                .hint("error.hint_folder_choose"));
        }
        let files = folders::list(path, watch.cancelled).map_err(|fault| fault.refusal(path))?;
        let pieces: Vec<Piece> = files.iter().map(|file| file.piece.clone()).collect();
        let found = hash_all(&pieces, watch).map_err(|_| stopped())?;
        folder_facts(&files, found).map_err(|(path, fault)| refusal(fault, &path))
    }

    /// The workbook's own file, absolute.
    pub(super) fn workbook_file(&self) -> PathBuf {
        let name = self.path().file_name().unwrap_or_default();
        self.folder().join(name)
    }
}

/// Hash, size and number of files of a folder; or the first file that could not be read.
pub(super) fn folder_facts(
    files: &[FolderFile],
    found: impl IntoIterator<Item = std::result::Result<FileFacts, FileFault>>,
) -> std::result::Result<(String, u64, u64), (PathBuf, FileFault)> {
    let mut facts = Vec::with_capacity(files.len());
    for (file, found) in files.iter().zip(found) {
        facts.push(found.map_err(|fault| (file.piece.path.clone(), fault))?);
    }
    let names = files.iter().map(|file| file.name.as_str());
    let manifest = folders::manifest(names.zip(&facts));
    let size = facts.iter().map(|facts| facts.size).sum();
    Ok((folders::hash_of(&manifest), size, facts.len() as u64))
}

fn measure_file(path: &Path, watch: &mut Watch<'_>) -> Result<FileFacts> {
    let size = fs::metadata(path)
        .map_err(|source| cannot_read(path, source))?
        .len();
    let piece = Piece {
        path: path.to_owned(),
        size,
    };
    let found = hash_all(&[piece], watch).map_err(|_| stopped())?;
    match found.into_iter().next() {
        Some(facts) => facts.map_err(|fault| refusal(fault, path)),
        None => Err(stopped()),
    }
}

/// The error where the file was to be attached.
fn refusal(fault: FileFault, path: &Path) -> Error {
    match fault {
        FileFault::NotAFile => Error::input("error.not_a_file")
            .with("path", path.display())
            .hint("error.hint_attach_file"),
        FileFault::Missing(source) | FileFault::Unreadable(source) => cannot_read(path, source),
        FileFault::Cancelled => stopped(),
    }
}
