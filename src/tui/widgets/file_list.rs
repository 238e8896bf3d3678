//! Choosing a file: the entries of one folder, narrowed down by typing. Reading folders is for
//! whoever holds the list.

use std::path::PathBuf;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::tui::input::{Code, KeyPress};
use crate::tui::theme::{Theme, Tone};

use super::list::{List, Row};
use super::styled::Piece;
use super::text_field::TextField;
use super::{Reaction, paint};

/// A file or folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileEntry {
    /// Where it is. Names that are no Unicode stay what they are here.
    pub path: PathBuf,
    /// What it is.
    pub kind: FileKind,
    /// What stands beside the name, such as the size in words.
    pub note: String,
}

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileKind {
    /// The folder above.
    Parent,
    /// A folder.
    Folder,
    /// A file.
    File,
}

impl FileEntry {
    /// The name to be shown.
    pub fn name(&self) -> String {
        match self.kind {
            FileKind::Parent => "..".to_owned(),
            _ => {
                let name = self.path.file_name().unwrap_or(self.path.as_os_str());
                name.to_string_lossy().into_owned()
            }
        }
    }
}

/// What came of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub enum FileReaction {
    /// The list has no use for the key.
    Ignored,
    /// The selection or the filter changed.
    Consumed,
    /// This folder is to be read and given to [`FileList::show`].
    Open(PathBuf),
    /// This file was chosen.
    Chosen(PathBuf),
}

/// The entries of a folder with a filter and a selection.
#[derive(Debug, Clone)]
pub struct FileList {
    folder: PathBuf,
    entries: Vec<FileEntry>,
    filter: TextField,
    list: List,
}

impl FileList {
    /// A list that shows `entries` of `folder`; `hint` stands in the empty filter.
    pub fn new(folder: PathBuf, entries: Vec<FileEntry>, hint: &str) -> Self {
        let filter = TextField::single_line("").with_placeholder(hint);
        let mut files = Self {
            folder: PathBuf::new(),
            entries: Vec::new(),
            filter,
            list: List::default(),
        };
        files.show(folder, entries);
        files
    }

    /// Shows another folder: the one above first, then folders, then files, each by name. Coming
    /// back from a folder selects it.
    pub fn show(&mut self, folder: PathBuf, mut entries: Vec<FileEntry>) {
        entries.sort_by(|a, b| {
            (a.kind, a.name().to_lowercase(), &a.path).cmp(&(b.kind, b.name().to_lowercase(), &b.path))
        });
        self.entries = entries;
        let came_from = std::mem::replace(&mut self.folder, folder);
        self.filter.set_text("");
        let row = self
            .entries
            .iter()
            .position(|entry| entry.kind == FileKind::Folder && entry.path == came_from);
        self.list.select(row.unwrap_or(0));
    }

    /// The folder that is shown.
    pub fn folder(&self) -> &PathBuf {
        &self.folder
    }

    /// The entries that match the filter: all words, in any case and order. The folder above is
    /// always there.
    pub fn matching(&self) -> Vec<&FileEntry> {
        let filter = self.filter.text().to_lowercase();
        let words: Vec<&str> = filter.split_whitespace().collect();
        let matches = |name: &str| words.iter().all(|word| name.contains(word));
        self.entries
            .iter()
            .filter(|entry| entry.kind == FileKind::Parent || matches(&entry.name().to_lowercase()))
            .collect()
    }

    /// The selected entry.
    pub fn selected(&self) -> Option<&FileEntry> {
        let matching = self.matching();
        matching
            .get(self.list.selected().min(matching.len().saturating_sub(1)))
            .copied()
    }

    /// Handles one key: arrows select, Enter opens or chooses, Backspace in an empty filter goes
    /// up, text narrows the list down.
    pub fn update(&mut self, key: KeyPress) -> FileReaction {
        match key.code {
            Code::Enter => match self.selected() {
                Some(entry) if entry.kind == FileKind::File => FileReaction::Chosen(entry.path.clone()),
                Some(entry) => FileReaction::Open(entry.path.clone()),
                None => FileReaction::Consumed,
            },
            Code::Backspace if self.filter.is_empty() => {
                match self.entries.iter().find(|entry| entry.kind == FileKind::Parent) {
                    Some(parent) => FileReaction::Open(parent.path.clone()),
                    None => FileReaction::Consumed,
                }
            }
            Code::Up | Code::Down | Code::PageUp | Code::PageDown => {
                let rows = self.rows();
                match self.list.update(key, &rows) {
                    Reaction::Ignored => FileReaction::Ignored,
                    _ => FileReaction::Consumed,
                }
            }
            _ => {
                let reaction = self.filter.update(key);
                self.filtered(&reaction)
            }
        }
    }

    /// Takes pasted text into the filter.
    pub fn paste(&mut self, pasted: &str) -> FileReaction {
        let reaction = self.filter.paste(pasted);
        self.filtered(&reaction)
    }

    /// After a change of the filter the first match is selected, not the folder above.
    fn filtered(&mut self, reaction: &Reaction) -> FileReaction {
        match reaction {
            Reaction::Ignored => FileReaction::Ignored,
            Reaction::Changed | Reaction::Cut(_) => {
                let first = self
                    .matching()
                    .iter()
                    .position(|entry| entry.kind != FileKind::Parent);
                self.list
                    .select(first.filter(|_| !self.filter.is_empty()).unwrap_or(0));
                FileReaction::Consumed
            }
            _ => FileReaction::Consumed,
        }
    }

    /// Draws the folder, the filter and the entries below each other; returns the cell of the
    /// hardware cursor in the filter.
    pub fn view(&self, area: Rect, buffer: &mut Buffer, theme: &Theme) -> Option<Position> {
        let area = area.intersection(buffer.area);
        paint::clear(buffer, area);
        if area.height < 3 {
            return None;
        }
        let folder = theme.fit(&self.folder.to_string_lossy(), usize::from(area.width));
        paint::put(
            buffer,
            area.x,
            area.y,
            area.width,
            &folder,
            theme.style(Tone::Dim),
        );
        let cursor = self.filter.view(
            Rect {
                y: area.y + 1,
                height: 1,
                ..area
            },
            buffer,
            theme,
        );
        let below = Rect {
            y: area.y + 2,
            height: area.height - 2,
            ..area
        };
        self.list.view(&self.rows(), below, buffer, theme, true);
        cursor
    }

    fn rows(&self) -> Vec<Row> {
        self.matching()
            .into_iter()
            .map(|entry| {
                let mut name = entry.name();
                if entry.kind != FileKind::File {
                    name.push(std::path::MAIN_SEPARATOR);
                }
                let mut row = Row::new(vec![Piece::plain(name)]);
                row.right = vec![Piece::new(entry.note.clone(), Tone::Dim)];
                row
            })
            .collect()
    }
}
