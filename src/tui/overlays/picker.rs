//! Choosing a file by walking through folders.

use std::path::{Path, PathBuf};

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::engagement::request::{FolderEntry, Outcome, Request};
use crate::lang::tr;
use crate::text;
use crate::tui::app::{Act, Context};
use crate::tui::input::{Code, KeyPress};
use crate::tui::keys::Command;
use crate::tui::theme::{Theme, Tone};
use crate::tui::widgets::cursor::Cursor;
use crate::tui::widgets::paint::put;
use crate::tui::widgets::popup::{Popup, centred};
use crate::tui::widgets::row;
use crate::tui::widgets::text_field::{Reaction, TextField};

/// Size of the picker in cells.
const SIZE: (u16, u16) = (70, 20);

/// Cells for the size of a file and for the moment it was changed.
const FACTS: (usize, usize) = (9, 18);
/// Narrower than this, in cells, only names are shown.
const ROOMY: usize = 50;
/// Folders of recent workbooks that are offered.
const RECENT: usize = 5;

/// The file picker. Typing filters the entries; a dot first shows hidden ones, and a path leads there.
#[derive(Debug, Clone)]
pub struct Picker {
    folder: Option<PathBuf>,
    entries: Vec<FolderEntry>,
    filter: TextField,
    cursor: Cursor,
    wanted: Wanted,
    /// What is to stand in the filter once the folder of a typed path is there.
    next_filter: String,
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
    /// The folder of a recent workbook.
    Recent(&'a Path),
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
            next_filter: String::new(),
        }
    }

    /// The request that fills it.
    pub fn first_request(folder: Option<PathBuf>) -> Act {
        Act::request(Request::ListFolder(folder))
    }

    fn rows<'a>(&'a self, context: &Context<'a>) -> Vec<Row<'a>> {
        let filter = self.filter.text().to_lowercase();
        let wanted = |entry: &&FolderEntry| {
            let name = entry.name.to_lowercase();
            let suits = match self.wanted {
                Wanted::Folder => false,
                Wanted::File(endings) => {
                    endings.is_empty() || endings.iter().any(|ending| name.ends_with(ending))
                }
            };
            let shown = match filter.starts_with('.') {
                true => name.starts_with(&filter) || name.contains(&filter),
                false => !entry.hidden && name.contains(&filter),
            };
            (entry.folder || suits) && shown
        };
        let entries = self.entries.iter().filter(wanted).map(Row::Entry);
        // What was typed names an entry: Enter must not lead elsewhere where there is none.
        if !filter.is_empty() {
            return entries.collect();
        }
        let here = (self.wanted == Wanted::Folder).then_some(Row::Here);
        let rows = here.into_iter().chain([Row::Parent]).chain(entries);
        rows.chain(self.recent(context).into_iter().map(Row::Recent))
            .collect()
    }

    /// The folders of recent workbooks, except for the one that is shown.
    fn recent<'a>(&self, context: &Context<'a>) -> Vec<&'a Path> {
        let mut folders: Vec<&Path> = Vec::new();
        let recent = context.home.iter().flat_map(|home| &home.recent);
        for folder in recent.filter_map(|recent| recent.path.parent()) {
            if self.folder.as_deref() != Some(folder) && !folders.contains(&folder) {
                folders.push(folder);
            }
        }
        folders.truncate(RECENT);
        folders
    }

    /// Goes to the folder of a typed path; its last part filters there.
    fn follow_typed(&mut self) -> Option<Vec<Act>> {
        let typed = self.filter.text().trim().to_owned();
        let separator = typed.rfind(['/', std::path::MAIN_SEPARATOR]);
        let (folder, name) = match separator {
            Some(at) => typed.split_at(at + 1),
            None if typed == "~" => ("~", ""),
            None => return None,
        };
        self.next_filter = name.to_owned();
        let folder = match (folder.starts_with('~'), &self.folder) {
            (false, Some(here)) => here.join(folder),
            _ => PathBuf::from(folder),
        };
        Some(list(Some(folder)))
    }

    /// Handles a command.
    pub fn command(&mut self, command: Command, context: &Context<'_>) -> Vec<Act> {
        if matches!(command, Command::Open | Command::Right)
            && let Some(acts) = self.follow_typed()
        {
            return acts;
        }
        let count = self.rows(context).len();
        if self.cursor.update(command, count, usize::from(SIZE.1)) {
            return Vec::new();
        }
        let Some(folder) = &self.folder else {
            return Vec::new();
        };
        let above = || list(folder.parent().map(ToOwned::to_owned));
        match (command, self.rows(context).get(self.cursor.within(count))) {
            (Command::Left, _) | (Command::Open, Some(Row::Parent)) => above(),
            (Command::Open, Some(Row::Here)) => vec![Act::Chosen(folder.clone())],
            (Command::Open | Command::Right, Some(Row::Entry(entry))) if entry.folder => {
                list(Some(folder.join(&entry.name)))
            }
            (Command::Open | Command::Right, Some(Row::Recent(folder))) => list(Some((*folder).to_owned())),
            (Command::Open, Some(Row::Entry(entry))) => vec![Act::Chosen(folder.join(&entry.name))],
            _ => Vec::new(),
        }
    }

    /// Handles a key of text entry.
    pub fn key(&mut self, key: KeyPress) -> Option<Vec<Act>> {
        if matches!(key.code, Code::Point { .. }) {
            return (self.filter.update(key) != Reaction::Ignored).then(Vec::new);
        }
        let edits = key.code == Code::Backspace || key == KeyPress::ctrl('u');
        if key.typed().is_none() && !edits || self.filter.update(key) == Reaction::Ignored {
            return None;
        }
        self.cursor = Cursor::default();
        Some(Vec::new())
    }

    /// Handles pasted text.
    pub fn paste(&mut self, pasted: &str) {
        let _ = self.filter.paste(pasted);
        self.cursor = Cursor::default();
    }

    /// Takes the entries of a folder.
    pub fn outcome(&mut self, outcome: &Outcome) -> bool {
        let Outcome::Folder { path, entries } = outcome else {
            return false;
        };
        self.folder = Some(path.clone());
        self.entries.clone_from(entries);
        self.filter.set_text(&std::mem::take(&mut self.next_filter));
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
            &theme.fit_end(&folder, usize::from(inner.width)),
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
            height: inner.height.saturating_sub(3),
            ..inner
        };
        let listed = self.rows(context);
        let count = listed.len();
        let (hint, tone) = match listed.is_empty() {
            true => ("writing.picker_nothing", Tone::Warning),
            false => ("writing.picker_hint", Tone::Dim),
        };
        let hint = theme.fit(tr(context.lang, hint), usize::from(inner.width));
        let bottom = inner.bottom().saturating_sub(1);
        put(buffer, inner.x, bottom, inner.width, &hint, theme.style(tone));
        let width = usize::from(rows.width.saturating_sub(2));
        let words = listed.iter().map(|row| match row {
            Row::Here => tr(context.lang, "attach.picker_here").to_owned(),
            Row::Parent => "../".to_owned(),
            Row::Entry(entry) => entry_words(entry, width, context.theme),
            Row::Recent(folder) => {
                let label = tr(context.lang, "writing.picker_recent");
                let room = width.saturating_sub(text::width(label));
                format!("{label}{}", theme.fit_end(&folder.display().to_string(), room))
            }
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

/// Name, size and when it was changed, in columns.
fn entry_words(entry: &FolderEntry, width: usize, theme: &Theme) -> String {
    let name = match entry.folder {
        true => format!("{}/", entry.name),
        false => entry.name.clone(),
    };
    if width < ROOMY {
        return name;
    }
    let room = width - FACTS.0 - FACTS.1;
    let size = if entry.folder {
        String::new()
    } else {
        size_words(entry.size)
    };
    let name = text::pad(&theme.fit(&text::visible(&name, false), room), room);
    format!(
        "{name}{size:>size_cells$}  {}",
        entry.modified,
        size_cells = FACTS.0
    )
}

/// A size in bytes as people read it.
fn size_words(size: u64) -> String {
    const UNITS: [(u64, &str); 3] = [(1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "kB")];
    match UNITS.iter().find(|(unit, _)| size >= *unit) {
        Some((unit, name)) => {
            let tenths = size.saturating_mul(10) / unit;
            format!("{}.{} {name}", tenths / 10, tenths % 10)
        }
        None => format!("{size} B"),
    }
}

fn list(folder: Option<PathBuf>) -> Vec<Act> {
    match folder {
        Some(folder) => vec![Act::request(Request::ListFolder(Some(folder)))],
        None => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_in_their_unit() {
        assert_eq!(size_words(12), "12 B");
        assert_eq!(size_words(1536), "1.5 kB");
        assert_eq!(size_words(5 << 30), "5.0 GB");
    }
}
