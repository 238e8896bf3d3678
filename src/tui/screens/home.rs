//! Home: a new assessment, the demo, a file, or one of the recent workbooks.

use std::path::Path;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::engagement::request::{HomeData, Request};
use crate::lang::{fill, tr};
use crate::model::profile::Profile;
use crate::settings::WORKBOOK_EXTENSION;
use crate::tui::app::{Act, Context};
use crate::tui::keys::Command;
use crate::tui::overlays::{Overlay, Picker};
use crate::tui::theme::Tone;
use crate::tui::widgets::cursor::Cursor;
use crate::tui::widgets::lines::wrapped;
use crate::tui::widgets::paint::put;
use crate::tui::widgets::row;

/// Rows before the recent workbooks: new, demo, open a file.
const FIXED: usize = 3;

/// The home screen.
#[derive(Debug, Clone, Default)]
pub struct HomeScreen {
    cursor: Cursor,
}

impl HomeScreen {
    /// Whether a command can be used now.
    pub fn enabled(&self, command: Command, context: &Context<'_>) -> bool {
        context.home.is_some() || !matches!(command, Command::New)
    }

    /// Handles a command.
    pub fn command(&mut self, command: Command, context: &Context<'_>) -> Vec<Act> {
        let Some(home) = context.home else {
            return Vec::new();
        };
        let count = FIXED + home.recent.len();
        match command {
            Command::New => new_workbook(home),
            Command::Demo => vec![Act::request(Request::Demo)],
            Command::OpenFile => open_picker(home),
            Command::Open => match self.cursor.within(count) {
                0 => new_workbook(home),
                1 => vec![Act::request(Request::Demo)],
                2 => open_picker(home),
                row => home
                    .recent
                    .get(row - FIXED)
                    .map(|recent| vec![Act::request(Request::Open(recent.path.clone()))])
                    .unwrap_or_default(),
            },
            _ => {
                self.cursor.update(command, count, usize::from(context.body.1));
                Vec::new()
            }
        }
    }

    /// Opens the file chosen in the picker.
    pub fn chosen(&mut self, path: &Path) -> Vec<Act> {
        vec![Act::request(Request::Open(path.to_owned()))]
    }

    /// Draws it.
    pub fn view(&self, context: &Context<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let home = context.home?;
        let (lang, theme) = (context.lang, context.theme);
        let margin = 2;
        let inner = Rect {
            x: area.x + margin,
            width: area.width.saturating_sub(2 * margin),
            ..area
        };
        let mut y = inner.y + 1;
        for line in wrapped(lang.of(&home.pack.notices.yardstick), usize::from(inner.width)) {
            put(buffer, inner.x, y, inner.width, &line, theme.style(Tone::Dim));
            y += 1;
        }
        y += 1;
        let folder = home.folder.display().to_string();
        let mut rows = vec![
            tr(lang, "tui.home_new").to_owned(),
            tr(lang, "tui.home_demo").to_owned(),
            tr(lang, "tui.home_open").to_owned(),
        ];
        rows.extend(home.recent.iter().map(|recent| {
            let name = if recent.name.is_empty() {
                tr(lang, "tui.no_name")
            } else {
                &recent.name
            };
            let missing = if recent.exists {
                ""
            } else {
                tr(lang, "tui.home_missing")
            };
            format!("{name}  {}{missing}", recent.path.display())
        }));
        let count = rows.len();
        let room = usize::from(inner.bottom().saturating_sub(y + 2));
        let offset = self.cursor.offset(count, room);
        for (index, words) in rows.iter().enumerate().skip(offset).take(room) {
            if index == FIXED {
                put(
                    buffer,
                    inner.x,
                    y,
                    inner.width,
                    tr(lang, "tui.home_recent"),
                    theme.style(Tone::Heading),
                );
                y += 1;
            }
            let selected = index == self.cursor.within(count);
            row::draw(
                buffer,
                Rect {
                    y,
                    height: 1,
                    ..inner
                },
                theme,
                selected,
                words,
                Tone::Plain,
            );
            y += 1;
        }
        let bottom = inner.bottom().saturating_sub(1);
        let words = fill(
            lang,
            "tui.home_folder",
            &[("folder", &folder), ("author", &home.author)],
        );
        put(
            buffer,
            inner.x,
            bottom,
            inner.width,
            &theme.fit(&words, usize::from(inner.width)),
            theme.style(Tone::Dim),
        );
        None
    }
}

/// A new workbook whose every question is still open; the questions come next.
fn new_workbook(home: &HomeData) -> Vec<Act> {
    let profile = Box::new(Profile::unasked(&home.pack));
    vec![Act::request(Request::New { path: None, profile })]
}

fn open_picker(home: &HomeData) -> Vec<Act> {
    let folder = home.folder.exists().then(|| home.folder.clone());
    vec![
        Act::overlay(Overlay::Picker(Picker::files(&[WORKBOOK_EXTENSION]))),
        Picker::first_request(folder),
    ]
}
