//! Drawing a text field.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_segmentation::UnicodeSegmentation;

use crate::text;
use crate::tui::theme::{Theme, Tone};
use crate::tui::widgets::paint;
use crate::tui::widgets::scroll::{self, Scroll};

use super::layout::Layout;
use super::{Shape, Shown, TextField};

impl TextField {
    /// Draws the field into `area` and returns the cell where the hardware cursor belongs, or
    /// nothing when the area has no room. The last column is kept free for the cursor.
    pub fn view(&self, area: Rect, buffer: &mut Buffer, theme: &Theme) -> Option<Position> {
        let area = area.intersection(buffer.area);
        if area.is_empty() {
            return None;
        }
        paint::clear(buffer, area);
        self.shown.borrow_mut().area = area;
        let cursor = match self.shape {
            Shape::Single => self.view_single(area, buffer, theme),
            Shape::Multi => self.view_multi(area, buffer, theme),
        };
        if self.text.is_empty() {
            self.view_placeholder(area, buffer, theme);
        }
        Some(cursor)
    }

    /// What is visible, for a scroll hint beside the field.
    pub fn scroll(&self) -> Scroll {
        let rows = self.with_layout(Layout::rows);
        let shown = self.shown.borrow();
        Scroll {
            top: shown.top,
            height: shown.height,
            rows,
        }
    }

    fn view_placeholder(&self, area: Rect, buffer: &mut Buffer, theme: &Theme) {
        let style = theme.style(Tone::Dim);
        let placeholder = text::visible(&self.placeholder, true);
        for (y, line) in (area.top()..area.bottom()).zip(text::wrap(&placeholder, wrap_width(area))) {
            paint::put(
                buffer,
                area.x,
                y,
                area.width,
                placeholder.get(line.visible).unwrap_or_default(),
                style,
            );
        }
    }

    fn view_multi(&self, area: Rect, buffer: &mut Buffer, theme: &Theme) -> Position {
        let mut shown = self.shown.borrow_mut();
        let Shown {
            layout, top, height, ..
        } = &mut *shown;
        let width = wrap_width(area);
        let layout = match layout {
            Some(layout) if layout.width() == width => layout,
            slot => slot.insert(Layout::new(&self.text, width)),
        };
        *height = usize::from(area.height);
        let (row, column) = layout.position(&self.text, self.place());
        *top = scroll::top_for(*top, row, *height, layout.rows());
        for (y, number) in (area.top()..area.bottom()).zip(*top..layout.rows()) {
            let row = layout.row(number);
            let used = self.view_range(area, y, row.full.start..row.end, buffer, theme);
            let breaks_inside = self
                .selection()
                .is_some_and(|s| s.start <= row.end && row.end < s.end);
            if breaks_inside && used < area.width && self.text.as_bytes().get(row.end) == Some(&b'\n') {
                paint::put(buffer, area.x + used, y, 1, " ", theme.style(Tone::Selection));
            }
        }
        cursor_cell(area, row - *top, column)
    }

    fn view_single(&self, area: Rect, buffer: &mut Buffer, theme: &Theme) -> Position {
        let mut shown = self.shown.borrow_mut();
        let first = first_offset(&self.text, shown.first, self.caret.cursor, wrap_width(area));
        shown.first = first;
        self.view_range(area, area.y, first..self.text.len(), buffer, theme);
        let before = self.text.get(first..self.caret.cursor).unwrap_or_default();
        cursor_cell(area, 0, text::width(before))
    }

    /// Draws one row, the selection in reverse; returns the cells used.
    fn view_range(&self, area: Rect, y: u16, row: Range<usize>, buffer: &mut Buffer, theme: &Theme) -> u16 {
        let selection = self.selection().unwrap_or(0..0);
        let start = selection.start.clamp(row.start, row.end);
        let end = selection.end.clamp(row.start, row.end);
        let pieces = [
            (row.start..start, Tone::Plain),
            (start..end, Tone::Selection),
            (end..row.end, Tone::Plain),
        ];
        let mut used = 0;
        for (range, tone) in pieces {
            let piece = self.text.get(range).unwrap_or_default();
            used += paint::put(
                buffer,
                area.x + used,
                y,
                area.width - used,
                piece,
                theme.style(tone),
            );
        }
        used
    }
}

/// Cells that text is wrapped to: the last column is the cursor's.
fn wrap_width(area: Rect) -> usize {
    usize::from(area.width.saturating_sub(1).max(1))
}

fn cursor_cell(area: Rect, row: usize, column: usize) -> Position {
    let within = |value: usize, size: u16| {
        u16::try_from(value)
            .unwrap_or(u16::MAX)
            .min(size.saturating_sub(1))
    };
    Position::new(
        area.x + within(column, area.width),
        area.y + within(row, area.height),
    )
}

/// The first visible character of a single line, moved as little as possible so that the cursor
/// stands within `room` cells of it.
fn first_offset(text: &str, first: usize, cursor: usize, room: usize) -> usize {
    if fits(text, room) {
        return 0;
    }
    match text.get(first..cursor) {
        Some(before) if cursor > first && fits(before, room) => first,
        // Left of what was visible: show some of the text before the cursor as well.
        _ if cursor <= first => back_from(text, cursor, room / 3),
        _ => back_from(text, cursor, room),
    }
}

/// Whether `text` takes at most `room` cells, without measuring more of it than needed.
fn fits(text: &str, room: usize) -> bool {
    let mut cells = 0;
    text.graphemes(true).all(|grapheme| {
        cells += text::grapheme_width(grapheme);
        cells <= room
    })
}

/// The offset that stands at most `cells` cells before `cursor`.
fn back_from(text: &str, cursor: usize, cells: usize) -> usize {
    let mut offset = cursor;
    let mut used = 0;
    for grapheme in text.get(..cursor).unwrap_or_default().graphemes(true).rev() {
        used += text::grapheme_width(grapheme);
        if used > cells {
            break;
        }
        offset -= grapheme.len();
    }
    offset
}
