//! Drawing text into cells without ever cutting a wide glyph in half.
//!
//! Everything that reaches the buffer goes through [`put`], which also turns control characters
//! into symbols, so that names and notes cannot steer the terminal.

use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::layout::Rect;
use ratatui::style::Style;

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
    for grapheme in text::graphemes(data) {
        let fits = if grapheme.chars().any(text::is_unsafe) {
            let symbols = text::visible(grapheme, false);
            text::graphemes(&symbols).all(|glyph| put_glyph(buffer, x, y, &mut used, limit, glyph, style))
        } else {
            put_glyph(buffer, x, y, &mut used, limit, grapheme, style)
        };
        if !fits {
            break;
        }
    }
    used
}

/// Draws one glyph behind the `used` cells of a row that starts at `x`; says whether it fitted.
fn put_glyph(
    buffer: &mut Buffer,
    x: u16,
    y: u16,
    used: &mut u16,
    limit: u16,
    glyph: &str,
    style: Style,
) -> bool {
    let advance = u16::try_from(text::grapheme_width(glyph)).unwrap_or(2);
    if *used + advance > limit {
        return false;
    }
    let start = x + *used;
    // Further on, the cell before is one this row has just drawn.
    if *used == 0 {
        blank_cut_glyph(buffer, start, y);
    }
    for at in start..start + advance {
        if let Some(cell) = buffer.cell_mut((at, y)) {
            cell.reset();
            cell.set_symbol(if at == start { glyph } else { " " })
                .set_style(style);
        }
    }
    *used += advance;
    true
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

/// Which cells of the last frame were the second halves of wide glyphs.
///
/// In a buffer such a cell looks like a space. When the glyph gives way to something narrower,
/// terminals blank its second half in whatever style they are in, which the difference between
/// two buffers does not know: a reversed cell would stay behind, or a reversed space be missing.
#[derive(Debug, Clone, Default)]
pub struct SecondHalves {
    last: Vec<bool>,
}

impl SecondHalves {
    /// Prepares a finished frame to be sent: cells that come out from under a wide glyph of the
    /// last frame are sent even when they look unchanged.
    pub fn settle(&mut self, buffer: &mut Buffer) {
        self.last.resize(buffer.content.len(), false);
        let mut hidden = 0;
        for (cell, was_hidden) in buffer.content.iter_mut().zip(&mut self.last) {
            if *was_hidden && hidden == 0 {
                cell.set_diff_option(CellDiffOption::AlwaysUpdate);
            }
            *was_hidden = hidden > 0;
            hidden = match hidden {
                0 if cell.symbol().len() > 1 => text::width(cell.symbol()).saturating_sub(1),
                _ => hidden.saturating_sub(1),
            };
        }
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
