//! Settings of this user on this machine: language, author, recent workbooks, folders. Losing
//! them loses no answer, so a machine without a home folder works without.

mod colours;

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::lang::{Calendar, Lang};
pub use colours::{Colours, TerminalColours};

/// How many recent workbooks are kept.
const MAX_RECENT: usize = 10;
/// Extension of workbook files.
pub const WORKBOOK_EXTENSION: &str = "zicha";
/// The file in the configuration folder.
const FILE: &str = "settings.json";

/// A workbook that was open before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recent {
    /// Its absolute path.
    pub path: PathBuf,
    /// The organisation's name then.
    pub name: String,
}

/// The settings.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Interface language; none follows the locale.
    pub lang: Option<Lang>,
    /// Who works here; empty takes the login name.
    pub author: String,
    /// Recent workbooks, newest first.
    pub recent: Vec<Recent>,
    /// Folders of this machine in which evidence of other machines is looked for.
    pub evidence_roots: Vec<PathBuf>,
    /// Folders with fonts besides the usual ones of the system, for `--system-fonts`.
    pub font_folders: Vec<PathBuf>,
    /// The PKCS#11 module that cards are read through: a path, or a name that the system finds.
    pub pkcs11_module: Option<PathBuf>,
    /// Colours of the screen; none follows the terminal.
    pub theme: Option<Colours>,
    /// How years are counted on the screen; none follows the language.
    pub calendar: Option<Calendar>,
    /// Where the settings live; none where there is no home folder.
    #[serde(skip)]
    folder: Option<PathBuf>,
    /// Where data lives that belongs to no workbook; none where there is no home folder.
    #[serde(skip)]
    data: Option<PathBuf>,
}

impl Settings {
    /// Reads the settings; a missing, unreadable or damaged file gives the defaults.
    pub fn load() -> Self {
        let dirs = directories::ProjectDirs::from("", "", "zicha");
        let folder = dirs.as_ref().map(|dirs| dirs.config_dir().to_owned());
        Self {
            data: dirs.map(|dirs| dirs.data_dir().to_owned()),
            ..Self::load_from(folder)
        }
    }

    /// Reads the settings of a folder, which is then the data folder as well.
    pub fn load_from(folder: Option<PathBuf>) -> Self {
        let read = folder
            .as_ref()
            .and_then(|folder| fs::read_to_string(folder.join(FILE)).ok());
        let settings: Settings = read
            .and_then(|json| serde_json::from_str(&json).ok())
            .unwrap_or_default();
        Self {
            data: folder.clone(),
            folder,
            ..settings
        }
    }

    /// Writes the settings, replacing the file atomically. Does nothing without a home folder.
    pub fn save(&self) -> Result<()> {
        let Some(folder) = &self.folder else {
            return Ok(());
        };
        let path = folder.join(FILE);
        let error = |source: std::io::Error| {
            Error::environment("error.settings_not_written")
                .with("path", path.display())
                .with("cause", &source)
                .hint("error.hint_settings")
                .caused_by(source)
        };
        fs::create_dir_all(folder).map_err(error)?;
        let json = serde_json::to_string_pretty(self).unwrap_or_default();
        let temporary = folder.join(format!("{FILE}.new"));
        fs::write(&temporary, json)
            .and_then(|()| fs::rename(&temporary, &path))
            .map_err(error)
    }

    /// The folder for data that belongs to no workbook; none where there is no home folder. It may not
    /// exist yet.
    pub fn data_folder(&self) -> Option<&Path> {
        self.data.as_deref()
    }

    /// Puts a workbook at the head of the recent ones.
    pub fn remember(&mut self, path: &Path, name: &str) {
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        self.recent.retain(|recent| recent.path != path);
        self.recent.insert(
            0,
            Recent {
                path,
                name: name.to_owned(),
            },
        );
        self.recent.truncate(MAX_RECENT);
    }

    /// The author: as set, else the login name.
    pub fn author(&self) -> String {
        if !self.author.is_empty() {
            return self.author.clone();
        }
        ["USER", "LOGNAME", "USERNAME"]
            .iter()
            .find_map(|name| std::env::var(name).ok())
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| "user".to_owned())
    }

    /// The folder for new workbooks: `Zicha` among the user's documents, else in the home folder,
    /// else the current folder.
    pub fn default_folder() -> PathBuf {
        let documents = directories::UserDirs::new().map(|dirs| {
            dirs.document_dir()
                .unwrap_or_else(|| dirs.home_dir())
                .join("Zicha")
        });
        documents
            .or_else(|| std::env::current_dir().ok())
            .unwrap_or_else(|| PathBuf::from("."))
    }
}

/// The interface language of the environment: `LC_ALL`, `LC_MESSAGES` or `LANG`. Anything that is
/// not clearly another language's locale counts as Traditional Chinese, the language of the field.
pub fn lang_of_locale() -> Lang {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
        .unwrap_or_default();
    if locale.starts_with("en") {
        Lang::En
    } else {
        Lang::ZhTw
    }
}
