//! `keys.toml`: where it lies, and what is told of it. What its words mean is known to the screen
//! alone (`tui::keys`); `main` hands that to the command line as [`ScreenKeys`], so that neither has
//! to import the other.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::Settings;
use crate::error::{Error, Result, Words};
use crate::lang::Lang;

/// The file in the configuration folder.
const FILE: &str = "keys.toml";

/// Something in `keys.toml` that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Its line, from 1.
    pub line: usize,
    /// What is wrong, naming the key or command.
    pub said: Words,
    /// What to do about it.
    pub hint: Words,
}

/// One command at one place, with its keys by the names that `keys.toml` uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRow {
    /// Id of the place.
    pub place: String,
    /// Id of the command.
    pub command: String,
    /// Its keys, the one shown first; none where it stands in the palette alone.
    pub keys: Vec<String>,
    /// Whether `keys.toml` changed them.
    pub changed: bool,
    /// Id of its words in the language tables.
    pub label: &'static str,
}

/// What the screen knows of keys, for the command line.
#[derive(Clone, Copy)]
pub struct ScreenKeys {
    /// Every command at every place under a `keys.toml` of this text, and its faults. With any
    /// fault the rows are those of the built-in keys.
    pub read: fn(&str) -> (Vec<KeyRow>, Vec<Fault>),
    /// A `keys.toml` with every built-in key, commented out.
    pub example: fn(Lang) -> String,
}

impl Settings {
    /// Where `keys.toml` is looked for; none where there is no home folder.
    pub fn keys_path(&self) -> Option<PathBuf> {
        self.folder.as_ref().map(|folder| folder.join(FILE))
    }
}

/// The text of a `keys.toml`; none where there is no such file.
///
/// # Errors
///
/// When the file is there but cannot be read as text.
pub fn read_keys_file(path: &Path) -> Result<Option<String>> {
    match fs::read_to_string(path) {
        // Editors of Windows may begin a file with a byte order mark.
        Ok(text) => Ok(Some(text.trim_start_matches('\u{feff}').to_owned())),
        Err(fault) if fault.kind() == ErrorKind::NotFound => Ok(None),
        Err(fault) => Err(Error::input("error.keys_unreadable")
            .with("path", path.display())
            .with("cause", &fault)
            .hint("error.hint_keys_unreadable")
            .caused_by(fault)),
    }
}
