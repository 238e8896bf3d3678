//! Settings of this user on this machine: language, author, recent workbooks, folders. Losing
//! them loses no answer, so a machine without a home folder works without.

mod colours;
pub mod keys;

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
    /// How it was left; none where it was never closed on this machine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<Left>,
}

/// How far somebody was in a workbook when it was closed, on this machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// In the questions about the organisation.
    Questionnaire,
    /// At the systems.
    Systems,
    /// In the checklist; also what a later version may have written.
    #[default]
    #[serde(other)]
    Walk,
}

/// How a workbook was left: where to go on, and what home says of it. Losing it loses nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Left {
    /// How far somebody was.
    pub stage: Stage,
    /// The clause that was looked at in the checklist; empty where none was.
    pub clause: String,
    /// Whether the pane beside the tree had the focus.
    pub in_pane: bool,
    /// Which row of the pane was selected.
    pub slot: usize,
    /// Id of the class.
    pub class: String,
    /// Checks with an answer.
    pub answered: u64,
    /// Checks in scope.
    pub total: u64,
    /// When it was last saved, RFC 3339; empty where that is not known.
    pub saved_at: String,
    /// The workbook of the year before that it was compared with; empty where there was none.
    pub previous: PathBuf,
}

/// The settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Interface language; none follows the locale.
    pub lang: Option<Lang>,
    /// The screen takes the mouse; else the terminal keeps it.
    pub mouse: bool,
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

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: None,
            calendar: None,
            lang: None,
            mouse: true,
            author: String::new(),
            recent: Vec::new(),
            evidence_roots: Vec::new(),
            font_folders: Vec::new(),
            pkcs11_module: None,
            folder: None,
            data: None,
        }
    }
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
        let left = self.left(&path).cloned();
        self.recent.retain(|recent| recent.path != path);
        self.recent.insert(
            0,
            Recent {
                path,
                name: name.to_owned(),
                left,
            },
        );
        self.recent.truncate(MAX_RECENT);
    }

    /// How a workbook was left; none where that is not known.
    pub fn left(&self, path: &Path) -> Option<&Left> {
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let recent = self.recent.iter().find(|recent| recent.path == path)?;
        recent.left.as_ref()
    }

    /// The same, without the workbook of the year before where that is no longer there.
    pub fn resumable(&self, path: &Path) -> Option<Left> {
        let mut left = self.left(path)?.clone();
        if !left.previous.is_file() {
            left.previous = PathBuf::new();
        }
        Some(left)
    }

    /// Remembers how a workbook is left. Where nothing was saved meanwhile, the time of the last
    /// saving stays.
    pub fn leave(&mut self, path: &Path, name: &str, left: Left) {
        self.remember(path, name);
        let Some(recent) = self.recent.first_mut() else {
            return;
        };
        let before = recent.left.take().unwrap_or_default();
        let saved_at = if left.saved_at.is_empty() {
            before.saved_at
        } else {
            left.saved_at
        };
        recent.left = Some(Left { saved_at, ..left });
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
