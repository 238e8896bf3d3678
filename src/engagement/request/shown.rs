//! What the screen is given to show: an opened workbook, home, a folder, a written report.

use std::path::PathBuf;
use std::sync::Arc;

use super::written::Written;
use crate::model::assessment::Assessment;
use crate::model::journal::Head;
use crate::model::pack::Pack;
use crate::model::signing::Role;
use crate::settings::Left;

/// An opened workbook.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// Its file.
    pub path: PathBuf,
    /// Its pack.
    pub pack: Arc<Pack>,
    /// Its state.
    pub assessment: Assessment,
    /// The journal's head.
    pub head: Head,
    /// Opened for reading, because another instance writes or the file may not be written.
    pub read_only: bool,
    /// Whether there is something to undo.
    pub can_undo: bool,
    /// Whether there is something to redo.
    pub can_redo: bool,
    /// The day it was opened, `YYYY-MM-DD`.
    pub today: String,
    /// Whether the sign-offs still stand; none where nobody has signed.
    pub signed: Option<bool>,
    /// Texts that were being written when the program last ended without being asked to.
    pub unsaved: Vec<Written>,
    /// How it was left on this machine; none where that is not known.
    pub left: Option<Left>,
}

/// A recent workbook on the home screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecentWorkbook {
    /// Its file.
    pub path: PathBuf,
    /// The organisation's name when it was last open.
    pub name: String,
    /// Whether the file is still there.
    pub exists: bool,
    /// How it was left; none where that is not known.
    pub left: Option<Left>,
}

/// What the home screen shows.
#[derive(Debug, Clone, PartialEq)]
pub struct HomeData {
    /// Recent workbooks, newest first.
    pub recent: Vec<RecentWorkbook>,
    /// Where new workbooks go.
    pub folder: PathBuf,
    /// The pack new workbooks take.
    pub pack: Arc<Pack>,
    /// Who works here.
    pub author: String,
}

/// An entry of a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderEntry {
    /// File name.
    pub name: String,
    /// Whether it is a folder.
    pub folder: bool,
    /// Size in bytes of a file.
    pub size: u64,
    /// When it was last changed, `YYYY-MM-DD HH:MM` in local time; empty where that is unknown.
    pub modified: String,
    /// Whether its name asks not to be shown.
    pub hidden: bool,
}

/// A written report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportDone {
    /// Where.
    pub path: PathBuf,
    /// Number of pages.
    pub pages: usize,
    /// Characters no font has.
    pub missing_glyphs: Vec<char>,
    /// SHA-256 of the file.
    pub sha256: String,
    /// The role it was signed as, if signed.
    pub signed_as: Option<Role>,
}
