//! Findings, their actions, and findings of earlier years: lists and forms.

mod action;
mod actions;
mod checks;
mod earlier;
mod earlier_form;
mod finding;
mod finding_questions;
mod findings;
mod sheet;

pub use action::ActionScreen;
pub use actions::ActionsScreen;
pub use checks::ChecksScreen;
pub use earlier::EarlierScreen;
pub use earlier_form::EarlierFormScreen;
pub use finding::FindingScreen;
pub use findings::FindingsScreen;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::lang::{Lang, action_status_name, fill, lookup, tr};
use crate::model::assessment::ActionItem;
use crate::model::pack::{ClauseId, Level, Pack};
use crate::tui::app::Context;
use crate::tui::theme::Tone;
use crate::tui::widgets::lines::wrapped;
use crate::tui::widgets::paint::{horizontal_line, put};

/// Rows below a list for what is selected, with the line above them.
const DETAIL_ROWS: u16 = 5;

/// 缺失, 建議 or that its checks are out of scope.
fn kind_name(level: Level, lang: Lang) -> &'static str {
    lookup(lang, &format!("finding.kind_{}", level.id())).unwrap_or_default()
}

/// How far an action has come; overdue says so.
fn status_words(action: &ActionItem, today: &str, lang: Lang) -> &'static str {
    if action.is_overdue(today) {
        tr(lang, "finding.overdue")
    } else {
        action_status_name(action.status(), lang)
    }
}

/// Open, overdue and all actions of a finding in a few words.
fn action_counts(open: usize, overdue: usize, total: usize, lang: Lang) -> String {
    let values = [
        ("open", open.to_string()),
        ("overdue", overdue.to_string()),
        ("total", total.to_string()),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
    match (total, overdue) {
        (0, _) => tr(lang, "finding.actions_none").to_owned(),
        (_, 0) => fill(lang, "finding.actions_open", &values),
        _ => fill(lang, "finding.actions_overdue", &values),
    }
}

/// Number and title of a clause.
fn clause_words(pack: &Pack, clause: ClauseId, lang: Lang) -> String {
    let title = pack.clause(clause).map(|clause| lang.of(&clause.title));
    format!("{clause} {}", title.unwrap_or_default())
}

/// The first words of a text on one line.
fn first_line(text: &str) -> &str {
    text.trim().lines().next().unwrap_or_default()
}

/// A list's area without its margins, and below it the place for what is selected.
pub(super) fn list_and_detail(area: Rect) -> (Rect, Rect) {
    let inner = Rect {
        x: area.x + 1,
        width: area.width.saturating_sub(2),
        ..area
    };
    let list = Rect {
        height: inner.height.saturating_sub(DETAIL_ROWS),
        ..inner
    };
    let detail = Rect {
        y: list.bottom(),
        height: inner.height - list.height,
        ..inner
    };
    (list, detail)
}

/// A line and the words about what is selected below it.
pub(super) fn draw_detail(context: &Context<'_>, words: &str, area: Rect, buffer: &mut Buffer) {
    let theme = context.theme;
    let line = theme.style(Tone::Dim);
    let glyph = theme.glyphs().horizontal;
    horizontal_line(buffer, area.x, area.y, area.width, glyph, line);
    // A text of any length: what does not fit is not wrapped either.
    let most = usize::from(area.width) * usize::from(area.height);
    let shown: String = words.chars().take(most).collect();
    for (row, y) in wrapped(&shown, usize::from(area.width))
        .iter()
        .zip(area.y + 1..area.bottom())
    {
        put(buffer, area.x, y, area.width, row, theme.style(Tone::Plain));
    }
}

/// Writes the title of a list and gives the rows below it.
pub(super) fn draw_title(context: &Context<'_>, title: &str, list: Rect, buffer: &mut Buffer) -> Rect {
    let style = context.theme.style(Tone::Heading);
    put(buffer, list.x, list.y, list.width, title, style);
    Rect {
        y: list.y + 1,
        height: list.height.saturating_sub(1),
        ..list
    }
}

/// Says that a list is empty and what to do.
pub(super) fn draw_empty(context: &Context<'_>, id: &'static str, area: Rect, buffer: &mut Buffer) {
    let style = context.theme.style(Tone::Plain);
    for (row, y) in wrapped(tr(context.lang, id), usize::from(area.width))
        .iter()
        .zip(area.y..area.bottom())
    {
        put(buffer, area.x, y, area.width, row, style);
    }
}
