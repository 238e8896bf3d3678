//! Home: a new assessment, the demo, a file, or one of the recent workbooks.

use std::path::Path;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::VerifyScreen;
use crate::engagement::request::{HomeData, RecentWorkbook, Request};
use crate::lang::{fill, tr};
use crate::model::profile::Profile;
use crate::settings::WORKBOOK_EXTENSION;
use crate::text;
use crate::tui::app::{Act, Context};
use crate::tui::keys::Command;
use crate::tui::overlays::{Overlay, Picker};
use crate::tui::theme::Tone;
use crate::tui::widgets::cursor::Cursor;
use crate::tui::widgets::lines::wrapped;
use crate::tui::widgets::paint::put;
use crate::tui::widgets::row;

/// Rows before the recent workbooks: new, demo, open a file, verify a report.
const FIXED: usize = 4;
/// Cells for the name of a recent workbook.
const NAME_CELLS: usize = 30;

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
            Command::OpenFile => open_picker(),
            Command::Verify => VerifyScreen::open(),
            Command::Open => match self.cursor.within(count) {
                0 => new_workbook(home),
                1 => vec![Act::request(Request::Demo)],
                2 => open_picker(),
                3 => VerifyScreen::open(),
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
            tr(lang, "verifying.home").to_owned(),
        ];
        let width = usize::from(inner.width).saturating_sub(2);
        rows.extend(
            home.recent
                .iter()
                .map(|recent| recent_words(context, recent, width)),
        );
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
                context,
                selected,
                words,
                Tone::Plain,
            );
            y += 1;
        }
        let bottom = inner.bottom().saturating_sub(1);
        // The folder gives way, so that who is recorded can always be read.
        let author = fill(lang, "tui.home_author", &[("author", &home.author)]);
        let label = tr(lang, "tui.home_folder");
        let room = usize::from(inner.width).saturating_sub(text::width(label) + text::width(&author));
        let words = format!("{label}{}{author}", theme.fit_end(&folder, room));
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

/// A recent workbook on one row: whose it is, whether it is gone, and its path, of which the end
/// says most.
fn recent_words(context: &Context<'_>, recent: &RecentWorkbook, width: usize) -> String {
    let lang = context.lang;
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
    let name = text::pad(
        &format!("{}{missing}", text::visible(name, false)),
        NAME_CELLS.min(width / 2),
    );
    let room = width.saturating_sub(text::width(&name) + 2);
    let path = context.theme.fit_end(&recent.path.display().to_string(), room);
    format!("{name}  {path}")
}

/// A new workbook whose every question is still open; the questions come next.
fn new_workbook(home: &HomeData) -> Vec<Act> {
    let profile = Box::new(Profile::unasked(&home.pack));
    vec![Act::request(Request::New { path: None, profile })]
}

fn open_picker() -> Vec<Act> {
    vec![
        Act::overlay(Overlay::Picker(Picker::files(&[WORKBOOK_EXTENSION]))),
        Picker::first_request(None),
    ]
}
