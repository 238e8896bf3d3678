//! Choosing a file by walking through folders.

use std::path::PathBuf;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::engagement::request::{FolderEntry, Outcome, Request};
use crate::lang::tr;
use crate::tui::app::{Act, Context};
use crate::tui::input::{Code, KeyPress};
use crate::tui::keys::Command;
use crate::tui::theme::Tone;
use crate::tui::widgets::cursor::Cursor;
use crate::tui::widgets::paint::put;
use crate::tui::widgets::popup::{Popup, centred};
use crate::tui::widgets::row;
use crate::tui::widgets::text_field::{Reaction, TextField};

/// Size of the picker in cells.
const SIZE: (u16, u16) = (70, 20);

/// The file picker. Typing filters the entries.
#[derive(Debug, Clone)]
pub struct Picker {
    folder: Option<PathBuf>,
    entries: Vec<FolderEntry>,
    filter: TextField,
    cursor: Cursor,
    wanted: Wanted,
}

/// What the picker chooses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    /// A file with one of these endings; with none given, any file.
    File(&'static [&'static str]),
    /// A folder.
    Folder,
}

/// A row of the picker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Row<'a> {
    /// The folder above.
    Parent,
    /// The folder that is shown, where a folder is wanted.
    Here,
    Entry(&'a FolderEntry),
}

impl Picker {
    /// A picker of files with one of these endings, or of any file where none is given. Its folder
    /// comes as an outcome of [`Picker::first_request`].
    pub fn files(endings: &'static [&'static str]) -> Self {
        Self::new(Wanted::File(endings))
    }

    /// A picker of folders.
    pub fn folders() -> Self {
        Self::new(Wanted::Folder)
    }

    fn new(wanted: Wanted) -> Self {
        Self {
            folder: None,
            entries: Vec::new(),
            filter: TextField::single_line(""),
            cursor: Cursor::default(),
            wanted,
        }
    }

    /// The request that fills it.
    pub fn first_request(folder: Option<PathBuf>) -> Act {
        Act::request(Request::ListFolder(folder))
    }

    fn rows(&self) -> Vec<Row<'_>> {
        let filter = self.filter.text().to_lowercase();
        let wanted = |entry: &&FolderEntry| {
            let name = entry.name.to_lowercase();
            let suits = match self.wanted {
                Wanted::Folder => false,
                Wanted::File(endings) => {
                    endings.is_empty() || endings.iter().any(|ending| name.ends_with(ending))
                }
            };
            (entry.folder || suits) && name.contains(&filter)
        };
        let here = (self.wanted == Wanted::Folder).then_some(Row::Here);
        let entries = self.entries.iter().filter(wanted).map(Row::Entry);
        here.into_iter().chain([Row::Parent]).chain(entries).collect()
    }

    /// The first row that stands for something in the folder.
    fn first_entry(&self) -> usize {
        match self.wanted {
            Wanted::File(_) => 1,
            Wanted::Folder => 2,
        }
    }

    /// Handles a command.
    pub fn command(&mut self, command: Command, _context: &Context<'_>) -> Vec<Act> {
        let count = self.rows().len();
        if self.cursor.update(command, count, usize::from(SIZE.1)) {
            return Vec::new();
        }
        let Some(folder) = &self.folder else {
            return Vec::new();
        };
        let above = || list(folder.parent().map(ToOwned::to_owned));
        match (command, self.rows().get(self.cursor.within(count))) {
            (Command::Left, _) | (Command::Open, Some(Row::Parent)) => above(),
            (Command::Open, Some(Row::Here)) => vec![Act::Chosen(folder.clone())],
            (Command::Open | Command::Right, Some(Row::Entry(entry))) if entry.folder => {
                list(Some(folder.join(&entry.name)))
            }
            (Command::Open, Some(Row::Entry(entry))) => vec![Act::Chosen(folder.join(&entry.name))],
            _ => Vec::new(),
        }
    }

    /// Handles a key of text entry.
    pub fn key(&mut self, key: KeyPress) -> Option<Vec<Act>> {
        if matches!(key.code, Code::Point { .. }) {
            return (self.filter.update(key) != Reaction::Ignored).then(Vec::new);
        }
        key.typed()
            .or_else(|| (key.code == Code::Backspace).then_some(' '))?;
        match self.filter.update(key) {
            Reaction::Ignored => None,
            _ => {
                self.cursor = Cursor {
                    row: self.first_entry(),
                };
                Some(Vec::new())
            }
        }
    }

    /// Handles pasted text.
    pub fn paste(&mut self, pasted: &str) {
        let _ = self.filter.paste(pasted);
    }

    /// Takes the entries of a folder.
    pub fn outcome(&mut self, outcome: &Outcome) -> bool {
        let Outcome::Folder { path, entries } = outcome else {
            return false;
        };
        self.folder = Some(path.clone());
        self.entries.clone_from(entries);
        self.filter.set_text("");
        self.cursor = Cursor::default();
        true
    }

    /// Draws it.
    pub fn view(&self, context: &Context<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let theme = context.theme;
        let popup = Popup {
            title: match self.wanted {
                Wanted::File(_) => tr(context.lang, "tui.picker_title"),
                Wanted::Folder => tr(context.lang, "attach.picker_folder"),
            },
            tone: Tone::Heading,
        };
        let inner = popup.view(centred(area, SIZE.0, SIZE.1), buffer, context);
        let folder = self
            .folder
            .as_ref()
            .map(|folder| folder.display().to_string())
            .unwrap_or_default();
        put(
            buffer,
            inner.x,
            inner.y,
            inner.width,
            &theme.fit(&folder, usize::from(inner.width)),
            theme.style(Tone::Dim),
        );
        let field = Rect {
            y: inner.y + 1,
            height: 1,
            ..inner
        };
        let position = self.filter.view(field, buffer, theme);
        let rows = Rect {
            y: inner.y + 2,
            height: inner.height.saturating_sub(2),
            ..inner
        };
        let listed = self.rows();
        let count = listed.len();
        let words = listed.iter().map(|row| match row {
            Row::Here => tr(context.lang, "attach.picker_here").to_owned(),
            Row::Parent => "../".to_owned(),
            Row::Entry(entry) if entry.folder => format!("{}/", entry.name),
            Row::Entry(entry) => entry.name.clone(),
        });
        let offset = self.cursor.offset(count, usize::from(rows.height));
        for ((index, words), y) in words.enumerate().skip(offset).zip(rows.top()..rows.bottom()) {
            let selected = index == self.cursor.within(count);
            row::draw(
                buffer,
                Rect { y, height: 1, ..rows },
                context,
                selected,
                &words,
                Tone::Plain,
            );
        }
        position
    }
}

fn list(folder: Option<PathBuf>) -> Vec<Act> {
    match folder {
        Some(folder) => vec![Act::request(Request::ListFolder(Some(folder)))],
        None => Vec::new(),
    }
}
