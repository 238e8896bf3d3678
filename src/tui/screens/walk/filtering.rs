//! Choosing the filter of the walk. What is chosen holds at once; Esc brings the one before back.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::choices::{ROWS, words};
use super::tree::Tree;
use crate::lang::{fill, tr};
use crate::model::filter::Filter;
use crate::text;
use crate::tui::app::{Context, Notice, Workbook};
use crate::tui::keys::Command;
use crate::tui::theme::Tone;
use crate::tui::widgets::cursor::Cursor;
use crate::tui::widgets::lines::wrapped;
use crate::tui::widgets::paint::put;
use crate::tui::widgets::popup::{Popup, centred};
use crate::tui::widgets::row;

/// Size of the box in cells.
const SIZE: (u16, u16) = (60, 12);
/// Cells of the column of labels.
const LABEL_CELLS: usize = 12;

/// The rows of the filter, being chosen.
#[derive(Debug)]
pub struct Filtering {
    cursor: Cursor,
    before: Filter,
}

impl Filtering {
    /// Choosing, beginning with the filter there is.
    pub fn new(filter: &Filter) -> Self {
        Self {
            cursor: Cursor::default(),
            before: filter.clone(),
        }
    }

    /// Handles a command on the filter of `tree`; true once choosing is over.
    pub fn command(&mut self, command: Command, workbook: &Workbook, tree: &mut Tree) -> bool {
        let row = ROWS.get(self.cursor.within(ROWS.len()));
        match (command, row) {
            (Command::Open, _) => return true,
            (Command::Back, _) => {
                tree.set_filter(workbook, self.before.clone());
                return true;
            }
            (Command::ClearFilter, _) => tree.set_filter(workbook, Filter::default()),
            (Command::Left | Command::Right, Some(row)) => {
                let mut filter = tree.filter().clone();
                let by = if command == Command::Left { -1 } else { 1 };
                row.turn(&mut filter, workbook, by);
                tree.set_filter(workbook, filter);
            }
            (command, _) => drop(self.cursor.update(command, ROWS.len(), ROWS.len())),
        }
        false
    }

    /// Draws the box over the walk.
    pub fn view(
        &self,
        context: &Context<'_>,
        workbook: &Workbook,
        tree: &Tree,
        area: Rect,
        buffer: &mut Buffer,
    ) {
        let (lang, theme) = (context.lang, context.theme);
        let popup = Popup {
            title: tr(lang, "walk.filter_title"),
            tone: Tone::Heading,
        };
        let inner = popup.view(centred(area, SIZE.0, SIZE.1), buffer, context);
        let selected = self.cursor.within(ROWS.len());
        for ((at, choice), y) in ROWS.iter().enumerate().zip(inner.top()..inner.bottom()) {
            let value = choice.value(tree.filter(), workbook, lang);
            let tone = if value.is_some() {
                Tone::Accent
            } else {
                Tone::Plain
            };
            let value = value.unwrap_or_else(|| tr(lang, "walk.filter_all").to_owned());
            let words = format!("{}< {value} >", text::pad(choice.label(lang), LABEL_CELLS));
            let area = Rect {
                y,
                height: 1,
                ..inner
            };
            row::draw(buffer, area, context, at == selected, &words, tone);
        }
        let below = (inner.y + 7)..inner.bottom();
        let said = [
            counted(context, workbook, tree),
            tr(lang, "walk.filter_keys").to_owned(),
        ];
        let lines = said
            .iter()
            .zip([Tone::Strong, Tone::Dim])
            .flat_map(|(said, tone)| {
                let lines = wrapped(said, usize::from(inner.width));
                lines.into_iter().map(move |line| (line, tone))
            });
        for ((line, tone), y) in lines.zip(below) {
            put(buffer, inner.x, y, inner.width, &line, theme.style(tone));
        }
    }
}

/// How many checks the filter shows, of all in scope.
pub fn counted(context: &Context<'_>, workbook: &Workbook, tree: &Tree) -> String {
    let shown = tree.shown(workbook).checks.to_string();
    let total = workbook.score.all.total().to_string();
    fill(
        context.lang,
        "walk.filter_count",
        &[("shown", &shown), ("total", &total)],
    )
}

/// What the bottom line says once a filter holds, or no longer does.
pub fn holds(context: &Context<'_>, workbook: &Workbook, tree: &Tree) -> Notice {
    if tree.filter().is_empty() {
        return Notice::Done(tr(context.lang, "walk.filter_off").to_owned());
    }
    let chosen = words(tree.filter(), workbook, context.lang);
    let count = counted(context, workbook, tree);
    Notice::Done(fill(
        context.lang,
        "walk.filter_on",
        &[("filter", &chosen), ("count", &count)],
    ))
}

/// Rows that the filter takes above the tree; none where everything is shown.
pub const HEADER_ROWS: u16 = 2;

/// Draws the filter above the tree, and below it why the tree is empty; gives the area left for the
/// tree.
pub fn header(
    context: &Context<'_>,
    workbook: &Workbook,
    tree: &Tree,
    area: Rect,
    buffer: &mut Buffer,
) -> Rect {
    let lang = context.lang;
    let rest = below_header(tree, area);
    if rest == area {
        return area;
    }
    let theme = context.theme;
    let width = usize::from(area.width);
    let chosen = words(tree.filter(), workbook, lang);
    let chosen = fill(lang, "walk.filter_header", &[("filter", &chosen)]);
    let count = format!(
        "{}  {}",
        counted(context, workbook, tree),
        tr(lang, "walk.filter_clear_key")
    );
    for (line, tone, y) in [(chosen, Tone::Accent, area.y), (count, Tone::Dim, area.y + 1)] {
        let line = theme.fit(&line, width.saturating_sub(1));
        put(buffer, area.x, y, area.width, &line, theme.style(tone));
    }
    if tree.shown(workbook).clauses.is_empty() {
        let lines = wrapped(tr(lang, "walk.filter_nothing"), width.saturating_sub(2));
        for (line, y) in lines.iter().zip(rest.top() + 1..rest.bottom()) {
            put(buffer, area.x, y, area.width, line, theme.style(Tone::Warning));
        }
    }
    rest
}

/// The area of the tree below the filter.
pub fn below_header(tree: &Tree, area: Rect) -> Rect {
    let rows = if tree.filter().is_empty() { 0 } else { HEADER_ROWS };
    Rect {
        y: area.y + rows.min(area.height),
        height: area.height.saturating_sub(rows),
        ..area
    }
}
