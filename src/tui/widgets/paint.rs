//! Drawing text into cells without ever cutting a wide glyph in half.
//!
//! Everything that reaches the buffer goes through [`put`], which also turns control characters
//! into symbols, so that names and notes cannot steer the terminal.

use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use unicode_segmentation::UnicodeSegmentation;

use crate::text;

/// Draws `data` on one row from (`x`, `y`), in at most `width` cells and inside the buffer; returns
/// the number of cells used. A wide glyph that does not fit whole is left out.
pub fn put(buffer: &mut Buffer, x: u16, y: u16, width: u16, data: &str, style: Style) -> u16 {
    let area = buffer.area;
    if y < area.top() || y >= area.bottom() || x < area.left() || x >= area.right() {
        return 0;
    }
    let limit = width.min(area.right() - x);
    let mut used = 0;
    for grapheme in data.graphemes(true) {
        let shown = text::visible(grapheme, false);
        for glyph in shown.graphemes(true) {
            let advance = cells(glyph);
            if advance == 0 {
                continue;
            }
            if used + advance > limit {
                return used;
            }
            put_glyph(buffer, x + used, y, glyph, advance, style);
            used += advance;
        }
    }
    used
}

/// Draws one glyph of `advance` cells, which must lie inside the buffer.
fn put_glyph(buffer: &mut Buffer, x: u16, y: u16, glyph: &str, advance: u16, style: Style) {
    blank_cut_glyph(buffer, x, y);
    if let Some(cell) = buffer.cell_mut((x, y)) {
        cell.reset();
        cell.set_symbol(glyph).set_style(style);
    }
    for hidden in x + 1..x + advance {
        if let Some(cell) = buffer.cell_mut((hidden, y)) {
            cell.reset();
            cell.set_style(style);
        }
    }
}

/// Blanks the cell left of (`x`, `y`) when it holds a wide glyph that reaches into `x`.
///
/// The difference between two frames skips the cell behind a wide glyph: without this, whatever is
/// drawn at `x` would never reach the terminal.
pub fn blank_cut_glyph(buffer: &mut Buffer, x: u16, y: u16) {
    let Some(left) = x.checked_sub(1).filter(|left| *left >= buffer.area.left()) else {
        return;
    };
    if let Some(cell) = buffer.cell_mut((left, y))
        && text::width(cell.symbol()) > 1
    {
        cell.set_symbol(" ");
    }
}

/// Prepares a finished frame for a terminal: the cell behind a run of reversed text is always sent.
///
/// When the first half of a wide glyph is overwritten, terminals blank its second half in the style
/// of what was written. The difference between two frames does not know that, and would leave a
/// reversed cell standing.
pub fn settle(buffer: &mut Buffer) {
    let width = usize::from(buffer.area.width);
    let mut behind_reversed = false;
    for (index, cell) in buffer.content.iter_mut().enumerate() {
        let starts_row = width == 0 || index % width == 0;
        let reversed = cell.modifier.contains(Modifier::REVERSED);
        if behind_reversed && !starts_row && !reversed {
            cell.set_diff_option(CellDiffOption::AlwaysUpdate);
        }
        behind_reversed = reversed;
    }
}

/// Blanks `area`, including the cells left of it whose wide glyphs reach into it.
pub fn clear(buffer: &mut Buffer, area: Rect) {
    let area = area.intersection(buffer.area);
    for y in area.top()..area.bottom() {
        blank_cut_glyph(buffer, area.left(), y);
        for x in area.left()..area.right() {
            if let Some(cell) = buffer.cell_mut((x, y)) {
                cell.reset();
            }
        }
    }
}

/// Draws `glyph`, one cell wide, along a row.
pub fn horizontal_line(buffer: &mut Buffer, x: u16, y: u16, length: u16, glyph: &str, style: Style) {
    let right = x.saturating_add(length).min(buffer.area.right());
    for at in x..right {
        put(buffer, at, y, 1, glyph, style);
    }
}

/// Draws `glyph`, one cell wide, down a column.
pub fn vertical_line(buffer: &mut Buffer, x: u16, y: u16, length: u16, glyph: &str, style: Style) {
    let bottom = y.saturating_add(length).min(buffer.area.bottom());
    for at in y..bottom {
        put(buffer, x, at, 1, glyph, style);
    }
}

/// Cells that one glyph takes on the screen.
fn cells(glyph: &str) -> u16 {
    u16::try_from(text::grapheme_width(glyph)).unwrap_or(2)
}
