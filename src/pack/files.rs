//! The files of a pack, in a folder or built in. Nothing outside the folder is read.

use std::fs;
use std::io::{ErrorKind, Read};
use std::path::Path;

use include_dir::{Dir, include_dir};

use super::error::PackError;

/// The pack of this project.
static BUILTIN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/checklist/tw-ict-baseline");

/// The largest file read, in bytes. The longest article of the built-in pack has about 150,000.
const MAX_FILE: u64 = 4 * 1024 * 1024;
/// The most entries of a folder looked at.
const MAX_ENTRIES: usize = 1000;
/// The file that holds all but the articles.
pub(super) const MANIFEST: &str = "pack.json";
/// The folder of the articles.
const ARTICLES: &str = "articles";

/// Where a pack's files are read from.
pub(super) enum Files<'a> {
    /// Built into the program.
    Builtin,
    /// In a folder.
    Folder(&'a Path),
}

/// The place of an article file within its pack.
pub(super) fn article_file(name: &str) -> String {
    format!("{ARTICLES}/{name}.json")
}

impl Files<'_> {
    /// A file's name in messages.
    pub(super) fn display(&self, file: &str) -> String {
        match self {
            Files::Builtin => format!("built-in pack: {file}"),
            Files::Folder(folder) => {
                let path = file
                    .split('/')
                    .fold(folder.to_path_buf(), |path, step| path.join(step));
                path.display().to_string()
            }
        }
    }

    /// Checks that there is a folder at all.
    pub(super) fn check_folder(&self) -> Result<(), PackError> {
        match self {
            Files::Folder(folder) if !folder.is_dir() => Err(PackError::NotAFolder {
                folder: folder.display().to_string(),
            }),
            _ => Ok(()),
        }
    }

    /// The names of all article files that stand there, listed or not, sorted.
    pub(super) fn article_names(&self) -> Vec<String> {
        let mut names = match self {
            Files::Builtin => builtin_names(),
            Files::Folder(folder) => names_in(&folder.join(ARTICLES)),
        };
        names.sort();
        names
    }

    /// Reads one file, `pack.json` or the answer of [`article_file`].
    pub(super) fn read(&self, file: &str) -> Result<Vec<u8>, PackError> {
        match self {
            Files::Builtin => BUILTIN
                .get_file(file)
                .map(|found| found.contents().to_vec())
                .ok_or_else(|| PackError::Missing {
                    file: self.display(file),
                }),
            Files::Folder(folder) => self.read_in(folder, file),
        }
    }

    fn read_in(&self, folder: &Path, file: &str) -> Result<Vec<u8>, PackError> {
        let mut path = folder.to_path_buf();
        let mut size = 0;
        let mut steps = file.split('/').peekable();
        while let Some(step) = steps.next() {
            path.push(step);
            let found = fs::symlink_metadata(&path).map_err(|source| self.io(file, source))?;
            let fits = if steps.peek().is_some() {
                found.is_dir()
            } else {
                found.is_file()
            };
            if !fits {
                return Err(PackError::NotAFile {
                    file: self.display(file),
                });
            }
            size = found.len();
        }
        let mut bytes = Vec::new();
        if size <= MAX_FILE {
            let opened = fs::File::open(&path).map_err(|source| self.io(file, source))?;
            opened
                .take(MAX_FILE + 1)
                .read_to_end(&mut bytes)
                .map_err(|source| self.io(file, source))?;
        }
        if size.max(bytes.len() as u64) > MAX_FILE {
            return Err(PackError::TooLarge {
                file: self.display(file),
                limit: MAX_FILE,
            });
        }
        Ok(bytes)
    }

    fn io(&self, file: &str, source: std::io::Error) -> PackError {
        let file = self.display(file);
        match source.kind() {
            ErrorKind::NotFound => PackError::Missing { file },
            _ => PackError::Unreadable { file, source },
        }
    }
}

fn builtin_names() -> Vec<String> {
    let articles = BUILTIN.get_dir(ARTICLES);
    articles
        .into_iter()
        .flat_map(Dir::files)
        .filter_map(|file| stem(file.path()))
        .collect()
}

/// A folder that cannot be listed has no names; reading the listed files says what is wrong.
fn names_in(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    entries
        .flatten()
        .take(MAX_ENTRIES)
        .filter_map(|entry| stem(&entry.path()))
        .collect()
}

/// The name of an article file without its extension; none for other files.
fn stem(path: &Path) -> Option<String> {
    if path.extension()? != "json" {
        return None;
    }
    Some(path.file_stem()?.to_string_lossy().into_owned())
}
