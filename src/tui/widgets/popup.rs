//! A framed box over the screen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::tui::theme::{Theme, Tone};

use super::paint;
use super::styled::{self, Piece};

/// A rectangle of `width` × `height` cells in the middle of `area`, made smaller to fit.
pub fn centred(area: Rect, width: u16, height: u16) -> Rect {
    let width = width.min(area.width);
    let height = height.min(area.height);
    Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + (area.height - height) / 2,
        width,
        height,
    }
}

/// Draws an empty box with a title, also where its edges cut wide glyphs, and returns the room
/// inside, with one free column on each side.
pub fn open(buffer: &mut Buffer, area: Rect, title: &str, theme: &Theme) -> Rect {
    let area = area.intersection(buffer.area);
    paint::clear(buffer, area);
    if area.width < 4 || area.height < 2 {
        return Rect {
            width: 0,
            height: 0,
            ..area
        };
    }
    let style = theme.style(Tone::Accent);
    let glyphs = theme.glyphs();
    let (left, right) = (area.left(), area.right() - 1);
    let (top, bottom) = (area.top(), area.bottom() - 1);
    paint::horizontal_line(buffer, left, top, area.width, glyphs.horizontal, style);
    paint::horizontal_line(buffer, left, bottom, area.width, glyphs.horizontal, style);
    paint::vertical_line(buffer, left, top, area.height, glyphs.vertical, style);
    paint::vertical_line(buffer, right, top, area.height, glyphs.vertical, style);
    for ((x, y), glyph) in [(left, top), (right, top), (left, bottom), (right, bottom)]
        .into_iter()
        .zip(glyphs.corners)
    {
        paint::put(buffer, x, y, 1, glyph, style);
    }
    if !title.is_empty() && area.width > 6 {
        let title = [Piece::new(format!(" {title} "), Tone::Heading)];
        styled::put(buffer, (left + 2, top), area.width - 4, &title, theme, false);
    }
    Rect {
        x: left + 2,
        y: top + 1,
        width: area.width - 4,
        height: area.height - 2,
    }
}
