//! Choosing a file by walking through folders.

use std::path::PathBuf;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::engagement::request::{FolderEntry, Outcome, Request};
use crate::lang::tr;
use crate::tui::app::{Act, Context};
use crate::tui::input::KeyPress;
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
    /// Only files with this ending are shown.
    extension: Option<&'static str>,
}

impl Picker {
    /// A picker of files, optionally of one ending only. Its folder comes as an outcome of
    /// [`Picker::first_request`].
    pub fn new(extension: Option<&'static str>) -> Self {
        Self {
            folder: None,
            entries: Vec::new(),
            filter: TextField::single_line(""),
            cursor: Cursor::default(),
            extension,
        }
    }

    /// The request that fills it.
    pub fn first_request(folder: Option<PathBuf>) -> Act {
        Act::request(Request::ListFolder(folder))
    }

    fn shown(&self) -> Vec<&FolderEntry> {
        let filter = self.filter.text().to_lowercase();
        self.entries
            .iter()
            .filter(|entry| {
                let ending = self.extension.is_none_or(|ending| entry.name.ends_with(ending));
                (entry.folder || ending) && entry.name.to_lowercase().contains(&filter)
            })
            .collect()
    }

    /// Handles a command.
    pub fn command(&mut self, command: Command, _context: &Context<'_>) -> Vec<Act> {
        let count = self.shown().len() + 1;
        match (command, &self.folder) {
            (Command::Left, Some(folder)) => self.leave_to(folder.parent().map(ToOwned::to_owned)),
            (Command::Open | Command::Right, Some(folder)) => {
                let row = self.cursor.within(count);
                let chosen = row
                    .checked_sub(1)
                    .and_then(|row| self.shown().get(row).map(|entry| (*entry).clone()));
                match chosen {
                    None => self.leave_to(folder.parent().map(ToOwned::to_owned)),
                    Some(entry) if entry.folder => self.leave_to(Some(folder.join(&entry.name))),
                    Some(entry) if command == Command::Open => vec![Act::Chosen(folder.join(entry.name))],
                    Some(_) => Vec::new(),
                }
            }
            _ => {
                self.cursor.update(command, count, usize::from(SIZE.1));
                Vec::new()
            }
        }
    }

    fn leave_to(&mut self, folder: Option<PathBuf>) -> Vec<Act> {
        match folder {
            Some(folder) => vec![Act::request(Request::ListFolder(Some(folder)))],
            None => Vec::new(),
        }
    }

    /// Handles a key of text entry.
    pub fn key(&mut self, key: KeyPress) -> Option<Vec<Act>> {
        key.typed()
            .or_else(|| (key.code == crate::tui::input::Code::Backspace).then_some(' '))?;
        match self.filter.update(key) {
            Reaction::Ignored => None,
            _ => {
                self.cursor = Cursor { row: 1 };
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
            title: tr(context.lang, "tui.picker_title"),
            tone: Tone::Heading,
        };
        let inner = popup.view(centred(area, SIZE.0, SIZE.1), buffer, theme);
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
        let shown = self.shown();
        let words = std::iter::once("../".to_owned()).chain(shown.iter().map(|entry| match entry.folder {
            true => format!("{}/", entry.name),
            false => entry.name.clone(),
        }));
        let count = shown.len() + 1;
        let offset = self.cursor.offset(count, usize::from(rows.height));
        for ((index, words), y) in words.enumerate().skip(offset).zip(rows.top()..rows.bottom()) {
            let selected = index == self.cursor.within(count);
            row::draw(
                buffer,
                Rect { y, height: 1, ..rows },
                theme,
                selected,
                &words,
                Tone::Plain,
            );
        }
        position
    }
}
