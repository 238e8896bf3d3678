//! Home: a new assessment, the demo, a file, or one of the recent workbooks.

use std::path::Path;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::VerifyScreen;
use crate::engagement::request::{HomeData, RecentWorkbook, Request};
use crate::lang::{class_result_name, fill, tr};
use crate::model::classify::ClassResult;
use crate::model::profile::Profile;
use crate::settings::{Left, WORKBOOK_EXTENSION};
use crate::text;
use crate::tui::app::{Act, Context};
use crate::tui::keys::Command;
use crate::tui::overlays::{Overlay, Picker};
use crate::tui::theme::Tone;
use crate::tui::widgets::cursor::Cursor;
use crate::tui::widgets::lines::{hanging, wrapped};
use crate::tui::widgets::paint::put;
use crate::tui::widgets::row;

/// Rows before the recent workbooks: new, demo, open a file, verify a report.
const FIXED: usize = 4;
/// Cells for the name of a recent workbook.
const NAME_CELLS: usize = 30;
/// Cells for its class, its progress and the day it was saved.
const CLASS_CELLS: usize = 7;
const PROGRESS_CELLS: usize = 9;
const DAY_CELLS: usize = 10;
/// From this width on the day is shown.
const WIDE: usize = 100;
/// Recent workbooks that the introduction leaves room for, with their heading.
const SHOWN_RECENT: usize = 5;
/// Rows that are neither introduction nor list: above, between, below, and where files go.
const AROUND: usize = 4;

/// The home screen.
#[derive(Debug, Clone, Default)]
pub struct HomeScreen {
    /// None until somebody moved: then the newest workbook is marked, or the first row.
    cursor: Option<Cursor>,
}

impl HomeScreen {
    /// Whether a command can be used now.
    pub fn enabled(&self, command: Command, context: &Context<'_>) -> bool {
        context.home.is_some() || !matches!(command, Command::New)
    }

    /// The marked row. Who comes back wants to go on, and must not start an empty workbook by Enter.
    fn cursor(&self, home: &HomeData) -> Cursor {
        let newest = if home.recent.is_empty() { 0 } else { FIXED };
        self.cursor.unwrap_or(Cursor { row: newest })
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
            Command::Open => match self.cursor(home).within(count) {
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
                let mut cursor = self.cursor(home);
                if cursor.update(command, count, usize::from(context.body.1)) {
                    self.cursor = Some(cursor);
                }
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
        let heading = if home.recent.is_empty() { 0 } else { 1 };
        let wanted = FIXED + home.recent.len() + heading;
        let room = usize::from(inner.height).saturating_sub(AROUND + wanted.min(FIXED + SHOWN_RECENT));
        let mut y = inner.y + 1;
        for (line, tone) in introduction(context, home, usize::from(inner.width), room) {
            put(buffer, inner.x, y, inner.width, &line, theme.style(tone));
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
                .map(|recent| recent_words(context, home, recent, width)),
        );
        let count = rows.len();
        let room = usize::from(inner.bottom().saturating_sub(y + 2));
        let cursor = self.cursor(home);
        let offset = cursor.offset(count, room);
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
            let selected = index == cursor.within(count);
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

/// What is said above the rows, as far as there is room: what this is, what comes next, by which
/// yardstick and that it is no other. Someone who was here before reads less.
fn introduction(context: &Context<'_>, home: &HomeData, width: usize, room: usize) -> Vec<(String, Tone)> {
    let lang = context.lang;
    let articles = home.pack.articles.len() + home.pack.preliminary.len();
    let values = [
        ("articles", articles.to_string()),
        ("clauses", home.pack.clauses().count().to_string()),
        ("title", lang.of(&home.pack.title).to_owned()),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
    let lines = |words: &str, tone: Tone| -> Vec<(String, Tone)> {
        wrapped(words, width)
            .into_iter()
            .map(|line| (line, tone))
            .collect()
    };
    let what = lines(&fill(lang, "start.home_what", &values), Tone::Plain);
    let steps: Vec<(String, Tone)> = ["start.home_step_1", "start.home_step_2", "start.home_step_3"]
        .into_iter()
        .flat_map(|id| hanging("  ", tr(lang, id), width))
        .map(|line| (line, Tone::Plain))
        .collect();
    let yardstick = lines(lang.of(&home.pack.notices.yardstick), Tone::Dim);
    let short = lines(&fill(lang, "start.home_yardstick", &values), Tone::Dim);
    let gap = || vec![(String::new(), Tone::Plain)];
    let first_time = home.recent.is_empty();
    let choices = [
        [what.clone(), steps.clone(), gap(), yardstick.clone()].concat(),
        [what.clone(), steps.clone(), short.clone()].concat(),
        [what.clone(), yardstick.clone()].concat(),
        [what, short.clone()].concat(),
        short.clone(),
    ];
    // On a later start the steps are known.
    let skipped = if first_time { 0 } else { 2 };
    let fitting = choices
        .into_iter()
        .skip(skipped)
        .find(|choice| choice.len() <= room);
    fitting.unwrap_or(short)
}

/// A recent workbook on one row: whose it is, whether it is gone, its class, how far it has come,
/// when it was saved, and its path, of which the end says most.
fn recent_words(context: &Context<'_>, home: &HomeData, recent: &RecentWorkbook, width: usize) -> String {
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
    let mut words = text::pad(
        &format!("{}{missing}", text::visible(name, false)),
        NAME_CELLS.min(width * 2 / 5),
    );
    if let Some(left) = recent.left.as_ref().filter(|_| recent.exists) {
        words.push(' ');
        words.push_str(&left_words(context, home, left, width));
    }
    let room = width.saturating_sub(text::width(&words) + 2);
    let path = context.theme.fit_end(&recent.path.display().to_string(), room);
    format!("{words}  {path}")
}

/// Class, progress and, where there is room, the day a workbook was last saved.
fn left_words(context: &Context<'_>, home: &HomeData, left: &Left, width: usize) -> String {
    let lang = context.lang;
    let known = [ClassResult::Class1, ClassResult::Class2]
        .into_iter()
        .find(|class| class.id() == left.class);
    let class = match known {
        Some(class) => class_result_name(&home.pack, class, lang),
        None => tr(lang, "start.class_open").to_owned(),
    };
    let progress = format!("{}/{}", left.answered, left.total);
    let mut words = format!(
        "{} {}",
        text::pad(&class, CLASS_CELLS),
        text::pad(&progress, PROGRESS_CELLS)
    );
    if width >= WIDE {
        let day = context.figures(&left.saved_at);
        words.push_str(&format!(" {}", text::pad(&day, DAY_CELLS)));
    }
    words
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
