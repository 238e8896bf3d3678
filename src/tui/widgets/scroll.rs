//! Which rows of many are visible.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::tui::keys::Command;
use crate::tui::theme::{Theme, Tone};

use super::cursor::Cursor;
use super::paint;

/// What is visible of something with many rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scroll {
    /// Number of the first visible row, from 0.
    pub top: usize,
    /// Visible rows.
    pub height: usize,
    /// All rows.
    pub rows: usize,
}

/// The first visible row, moved from `top` as little as possible so that `row` is visible and no
/// room stays empty below while rows are hidden above.
pub fn top_for(top: usize, row: usize, height: usize, rows: usize) -> usize {
    let lowest = (row + 1).saturating_sub(height);
    top.min(rows.saturating_sub(height)).clamp(lowest.min(row), row)
}

/// The first visible row after a command that moves, over `rows` rows of which `height` are
/// visible; the same row where the command does not move.
pub fn moved(top: usize, command: Command, height: usize, rows: usize) -> usize {
    let mut cursor = Cursor { row: top };
    cursor.update(command, rows.saturating_sub(height) + 1, height);
    cursor.row
}

/// Marks in the last column of `area` that more rows stand above or below.
pub fn hint(buffer: &mut Buffer, area: Rect, theme: &Theme, scroll: Scroll) {
    if area.is_empty() {
        return;
    }
    let x = area.right() - 1;
    let style = theme.style(Tone::Accent);
    if scroll.top > 0 {
        paint::put(buffer, x, area.top(), 1, theme.glyphs().more_above, style);
    }
    if scroll.top + scroll.height < scroll.rows {
        paint::put(buffer, x, area.bottom() - 1, 1, theme.glyphs().more_below, style);
    }
}
