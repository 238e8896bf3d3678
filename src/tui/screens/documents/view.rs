//! Drawing the list of documents: only the rows that are seen.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{DocumentsScreen, Filter, List};
use crate::lang::{fill, tr};
use crate::model::documents::Document;
use crate::text;
use crate::tui::app::Context;
use crate::tui::theme::Tone;
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::cursor::Cursor;
use crate::tui::widgets::lines::wrapped;
use crate::tui::widgets::paint::{horizontal_line, put};
use crate::tui::widgets::row;
use crate::tui::widgets::scroll::{self, Scroll};

/// Rows of the two lines above the list.
const HEADING_ROWS: u16 = 2;
/// Rows below the list that tell of the selected document, with the line above them.
const DETAIL_ROWS: u16 = 5;
/// Rows that are not of the list.
pub(super) const FRAME_ROWS: u16 = HEADING_ROWS + DETAIL_ROWS;

/// Cells of a day, `YYYY-MM-DD`.
const DAY: usize = 10;
/// Cells of the mark before a row.
const MARK: usize = 2;
/// Cells of the gutter of a row.
const GUTTER: usize = 2;
/// Windows narrower than this show no days of arrival: the state says whether it came.
const WIDE: usize = 100;

impl DocumentsScreen {
    /// Draws it.
    pub fn view(&self, context: &Context<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let workbook = context.workbook?;
        let area = Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            ..area
        };
        if !self.list.is_current(workbook) {
            // Something was saved on a screen above: drawn as it is now, and kept from the next key on.
            let list = List::new(workbook);
            let current = Self {
                marked: self.marks_in(&list),
                list,
                ..*self
            };
            current.draw(context, area, buffer);
        } else {
            self.draw(context, area, buffer);
        }
        None
    }

    fn draw(&self, context: &Context<'_>, area: Rect, buffer: &mut Buffer) {
        let list = &self.list;
        let shown = self.shown(list);
        self.draw_heading(context, list, shown.len(), area, buffer);
        if shown.is_empty() {
            draw_empty(context, list, area, buffer);
            return;
        }
        let selected = self.cursor.within(shown.len());
        let rows = Rect {
            y: area.y + HEADING_ROWS,
            height: area.height.saturating_sub(FRAME_ROWS),
            ..area
        };
        self.draw_rows(context, &shown, selected, rows, buffer);
        if let Some(document) = shown.get(selected) {
            let detail = Rect {
                y: rows.bottom(),
                height: area.bottom().saturating_sub(rows.bottom()),
                ..area
            };
            draw_detail(context, document, detail, buffer);
        }
    }

    fn draw_heading(
        &self,
        context: &Context<'_>,
        list: &List,
        shown: usize,
        area: Rect,
        buffer: &mut Buffer,
    ) {
        let (lang, theme) = (context.lang, context.theme);
        let count = |wanted: &dyn Fn(&Document) -> bool| {
            let found = list.documents.iter().filter(|document| wanted(document));
            found.count().to_string()
        };
        let values = [
            ("shown", shown.to_string()),
            ("total", list.documents.len().to_string()),
            ("open", count(&|document| !document.is_here())),
            ("overdue", count(&|document| document.overdue)),
        ];
        let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
        let mut title = format!(
            "{}  {}",
            tr(lang, "documents.name"),
            fill(lang, "documents.counts", &values)
        );
        if !self.marked.is_empty() {
            let marked = self.marked.len().to_string();
            title.push_str("  ");
            title.push_str(&fill(lang, "documents.marked", &[("count", &marked)]));
        }
        let filters = Filter::ALL.map(|filter| {
            let chosen = if filter == self.filter { 'x' } else { ' ' };
            format!("({chosen}) {}", tr(lang, filter.label()))
        });
        let label = tr(lang, "documents.filter");
        let lead = u16::try_from(text::width(label) + 2)
            .unwrap_or(area.width)
            .min(area.width);
        let row = Rect {
            x: area.x + lead,
            y: area.y + 1,
            width: area.width - lead,
            height: 1,
        };
        let chosen = Filter::ALL.iter().position(|filter| *filter == self.filter);
        Canvas::from(context).turns(row, filters.iter().map(String::as_str), 2, chosen);
        let filters = format!("{label}  {}", filters.join("  "));
        for ((words, tone), y) in [(title, Tone::Heading), (filters, Tone::Dim)]
            .iter()
            .zip(area.top()..area.bottom())
        {
            let words = theme.fit(words, usize::from(area.width));
            put(buffer, area.x, y, area.width, &words, theme.style(*tone));
        }
    }

    fn draw_rows(
        &self,
        context: &Context<'_>,
        shown: &[&Document],
        selected: usize,
        area: Rect,
        buffer: &mut Buffer,
    ) {
        let height = usize::from(area.height);
        let offset = Cursor { row: selected }.offset(shown.len(), height);
        let columns = Columns::new(context, usize::from(area.width));
        let visible = shown.iter().enumerate().skip(offset);
        for ((index, document), y) in visible.zip(area.top()..area.bottom()) {
            let mark = if self.marked.contains(&document.key) {
                "*"
            } else {
                " "
            };
            let words = format!("{mark} {}", columns.words(context, document));
            let tone = match (document.overdue, document.is_here()) {
                (true, _) => Tone::Warning,
                (_, true) => Tone::Dim,
                _ => Tone::Plain,
            };
            let row = Rect { y, height: 1, ..area };
            row::draw(buffer, row, context, index == selected, &words, tone);
        }
        let rows = shown.len();
        scroll::hint(
            buffer,
            area,
            context.theme,
            Scroll {
                top: offset,
                height,
                rows,
            },
        );
    }
}

/// Cells that the columns take.
struct Columns {
    name: usize,
    state: usize,
    custodian: usize,
    received: usize,
}

impl Columns {
    fn new(context: &Context<'_>, width: usize) -> Self {
        let states = [
            "documents.state_attached",
            "documents.state_received",
            "documents.state_overdue",
            "documents.state_open",
        ];
        let widths = states.map(|id| text::width(tr(context.lang, id)));
        let state = widths.into_iter().max().unwrap_or(0);
        let received = if width >= WIDE { DAY + 1 } else { 0 };
        let custodian = (width / 6).clamp(8, 20);
        let taken = GUTTER + MARK + state + 1 + custodian + 1 + DAY + 1 + received + 1;
        Self {
            name: width.saturating_sub(taken),
            state,
            custodian,
            received,
        }
    }

    fn words(&self, context: &Context<'_>, document: &Document) -> String {
        let cell = |words: &str, width: usize| {
            let shown = text::visible(words, false);
            text::pad(&context.theme.fit(&shown, width), width)
        };
        let mut words = format!(
            "{} {} {} {}",
            cell(tr(context.lang, state(document)), self.state),
            cell(context.lang.of(&document.document), self.name),
            cell(&document.custodian, self.custodian),
            cell(&document.due, DAY),
        );
        if self.received > 0 {
            words.push(' ');
            words.push_str(&cell(&document.received_on, DAY));
        }
        words
    }
}

/// Id of the words for how far asking for a document has come.
fn state(document: &Document) -> &'static str {
    match document {
        Document { attached: true, .. } => "documents.state_attached",
        document if document.is_here() => "documents.state_received",
        Document { overdue: true, .. } => "documents.state_overdue",
        _ => "documents.state_open",
    }
}

/// The whole name of the selected document, the clauses it serves, its evidence and what was noted.
fn draw_detail(context: &Context<'_>, document: &Document, area: Rect, buffer: &mut Buffer) {
    let (lang, theme) = (context.lang, context.theme);
    let glyph = theme.glyphs().horizontal;
    horizontal_line(buffer, area.x, area.y, area.width, glyph, theme.style(Tone::Dim));
    let mut lines = Vec::new();
    let mut add = |words: &str, tone: Tone| {
        let width = usize::from(area.width);
        lines.extend(wrapped(words, width).into_iter().map(|line| (line, tone)));
    };
    add(lang.of(&document.document), Tone::Strong);
    add(&serves(context, document), Tone::Plain);
    if !document.note.is_empty() {
        add(&document.note, Tone::Dim);
    }
    for ((words, tone), y) in lines.iter().zip(area.y + 1..area.bottom()) {
        put(buffer, area.x, y, area.width, words, theme.style(*tone));
    }
}

/// The clauses a document serves, with its evidence, the day it came, and whose wish it is.
pub(super) fn serves(context: &Context<'_>, document: &Document) -> String {
    let lang = context.lang;
    let comma = tr(lang, "model.list_comma");
    let clauses: Vec<String> = document.clauses.iter().map(ToString::to_string).collect();
    let mut parts = vec![fill(
        lang,
        "documents.serves",
        &[("clauses", &clauses.join(comma))],
    )];
    if document.own_advice {
        parts.push(tr(lang, "documents.source_advice").to_owned());
    }
    if !document.evidence.is_empty() {
        parts.push(document.evidence.join(comma));
    }
    if !document.received_on.is_empty() {
        let label = tr(lang, "documents.received");
        let values = [("label", label), ("value", document.received_on.as_str())];
        parts.push(fill(lang, "report.labelled", &values));
    }
    parts.join("  ")
}

fn draw_empty(context: &Context<'_>, list: &List, area: Rect, buffer: &mut Buffer) {
    let id = match list.documents.is_empty() {
        true => "documents.none_at_all",
        false => "documents.none",
    };
    let style = context.theme.style(Tone::Plain);
    let lines = wrapped(tr(context.lang, id), usize::from(area.width));
    for (line, y) in lines.iter().zip(area.y + HEADING_ROWS + 1..area.bottom()) {
        put(buffer, area.x, y, area.width, line, style);
    }
}
