//! Text to be read: paragraphs wrapped to the width of the pane, with scrolling.

use std::cell::RefCell;
use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::text;
use crate::tui::input::{Code, KeyPress};
use crate::tui::theme::Theme;

use super::scroll::{self, Scroll};
use super::styled::{self, Piece};
use super::{Reaction, paint};

/// One paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Paragraph {
    /// Cells left free on the left.
    pub indent: u16,
    /// What stands before the first line, such as a number; further lines start below the text.
    pub lead: Vec<Piece>,
    /// The text. Line breaks in it start new lines.
    pub pieces: Vec<Piece>,
}

impl Paragraph {
    /// A paragraph of `pieces` with an indent in cells.
    pub fn new(indent: u16, pieces: Vec<Piece>) -> Self {
        Self {
            indent,
            lead: Vec::new(),
            pieces,
        }
    }

    /// The paragraph with something before its first line.
    #[must_use]
    pub fn with_lead(mut self, lead: Vec<Piece>) -> Self {
        self.lead = lead;
        self
    }
}

/// One row of a wrapped pane.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    paragraph: usize,
    first: bool,
    pieces: Vec<Piece>,
}

/// A pane of text with its scroll position.
#[derive(Debug, Clone, Default)]
pub struct TextPane {
    paragraphs: Vec<Paragraph>,
    shown: RefCell<Shown>,
}

/// What drawing remembers for the next key and the next frame.
#[derive(Debug, Clone, Default)]
struct Shown {
    width: usize,
    rows: Vec<Row>,
    top: usize,
    height: usize,
}

impl TextPane {
    /// A pane that shows `paragraphs` from the top.
    pub fn new(paragraphs: Vec<Paragraph>) -> Self {
        Self {
            paragraphs,
            shown: RefCell::default(),
        }
    }

    /// Shows other paragraphs; the scroll position is kept as far as possible.
    pub fn set(&mut self, paragraphs: Vec<Paragraph>) {
        if paragraphs != self.paragraphs {
            self.paragraphs = paragraphs;
            self.shown.get_mut().width = 0;
        }
    }

    /// Scrolls to the top.
    pub fn scroll_to_top(&mut self) {
        self.shown.get_mut().top = 0;
    }

    /// Handles the keys that scroll; at the ends they are left to whoever holds the pane.
    pub fn update(&mut self, key: KeyPress) -> Reaction {
        let shown = self.shown.get_mut();
        let last = shown.rows.len().saturating_sub(shown.height);
        let page = shown.height.saturating_sub(1).max(1);
        let top = match key.code {
            Code::Up => shown.top.saturating_sub(1),
            Code::Down => shown.top + 1,
            Code::PageUp => shown.top.saturating_sub(page),
            Code::PageDown => shown.top + page,
            Code::Home => 0,
            Code::End => last,
            _ => return Reaction::Ignored,
        }
        .min(last);
        if top == shown.top {
            return Reaction::Ignored;
        }
        shown.top = top;
        Reaction::Consumed
    }

    /// Draws the pane; the last column is kept for the hint that there is more.
    pub fn view(&self, area: Rect, buffer: &mut Buffer, theme: &Theme) {
        let area = area.intersection(buffer.area);
        paint::clear(buffer, area);
        let mut shown = self.shown.borrow_mut();
        let width = usize::from(area.width.saturating_sub(1)).max(1);
        if shown.width != width {
            shown.rows = self
                .paragraphs
                .iter()
                .enumerate()
                .flat_map(|(n, p)| wrap_paragraph(n, p, width))
                .collect();
            shown.width = width;
        }
        shown.height = usize::from(area.height);
        shown.top = shown.top.min(shown.rows.len().saturating_sub(shown.height));
        for (y, row) in (area.top()..area.bottom()).zip(shown.rows.iter().skip(shown.top)) {
            if let Some(paragraph) = self.paragraphs.get(row.paragraph) {
                view_row(buffer, Rect { y, height: 1, ..area }, paragraph, row, theme);
            }
        }
        let scroll = Scroll {
            top: shown.top,
            height: shown.height,
            rows: shown.rows.len(),
        };
        scroll::hint(buffer, area, theme, scroll);
    }
}

fn view_row(buffer: &mut Buffer, area: Rect, paragraph: &Paragraph, row: &Row, theme: &Theme) {
    let lead = u16::try_from(styled::width(&paragraph.lead)).unwrap_or(u16::MAX);
    let mut x = area.x.saturating_add(paragraph.indent);
    let mut room = area.width.saturating_sub(paragraph.indent);
    if row.first {
        styled::put(buffer, (x, area.y), room, &paragraph.lead, theme, false);
    }
    x = x.saturating_add(lead);
    room = room.saturating_sub(lead);
    styled::put(buffer, (x, area.y), room, &row.pieces, theme, false);
}

/// Wraps one paragraph to what indent and lead leave of `width` cells.
fn wrap_paragraph(number: usize, paragraph: &Paragraph, width: usize) -> Vec<Row> {
    let hang = usize::from(paragraph.indent) + styled::width(&paragraph.lead);
    let pieces: Vec<Piece> = paragraph
        .pieces
        .iter()
        .map(|piece| Piece::new(text::visible(&piece.text, true), piece.tone))
        .collect();
    let source: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
    text::wrap(&source, width.saturating_sub(hang).max(1))
        .into_iter()
        .enumerate()
        .map(|(line, range)| Row {
            paragraph: number,
            first: line == 0,
            pieces: cut(&pieces, range.visible),
        })
        .collect()
}

/// The parts of `pieces` that lie within `range` of their joined text.
fn cut(pieces: &[Piece], range: Range<usize>) -> Vec<Piece> {
    let mut start = 0;
    let mut parts = Vec::new();
    for piece in pieces {
        let end = start + piece.text.len();
        let from = range.start.clamp(start, end) - start;
        let to = range.end.clamp(start, end) - start;
        if let Some(part) = piece.text.get(from..to).filter(|part| !part.is_empty()) {
            parts.push(Piece::new(part, piece.tone));
        }
        start = end;
    }
    parts
}
