//! The frame of an overlay.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::paint::{clear, horizontal_line, put, vertical_line};
use crate::tui::spots::Spot;
use crate::tui::theme::Tone;

/// A framed box with a title.
pub struct Popup<'a> {
    /// Words in the upper edge.
    pub title: &'a str,
    /// How the title is drawn.
    pub tone: Tone,
}

/// A box of this size in the middle of `area`, made smaller where it does not fit.
pub fn centred(area: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + (area.height - height) / 2,
        width,
        height,
    }
}

impl Popup<'_> {
    /// Clears and frames `area`; gives what is inside, with one cell of margin left and right.
    pub fn view<'a>(&self, area: Rect, buffer: &mut Buffer, on: impl Into<Canvas<'a>>) -> Rect {
        let canvas = on.into();
        let theme = canvas.theme;
        canvas.spot(area, Spot::Window);
        if area.width < 4 || area.height < 3 {
            return Rect {
                width: 0,
                height: 0,
                ..area
            };
        }
        clear(buffer, area);
        let glyphs = theme.glyphs();
        let style = theme.style(Tone::Accent);
        let (right, bottom) = (area.right() - 1, area.bottom() - 1);
        horizontal_line(buffer, area.x, area.y, area.width, glyphs.horizontal, style);
        horizontal_line(buffer, area.x, bottom, area.width, glyphs.horizontal, style);
        vertical_line(buffer, area.x, area.y, area.height, glyphs.vertical, style);
        vertical_line(buffer, right, area.y, area.height, glyphs.vertical, style);
        let [top_left, top_right, bottom_left, bottom_right] = glyphs.corners;
        for (glyph, x, y) in [
            (top_left, area.x, area.y),
            (top_right, right, area.y),
            (bottom_left, area.x, bottom),
            (bottom_right, right, bottom),
        ] {
            put(buffer, x, y, 1, glyph, style);
        }
        let title = format!(
            " {} ",
            theme.fit(self.title, usize::from(area.width.saturating_sub(6)))
        );
        put(
            buffer,
            area.x + 2,
            area.y,
            area.width.saturating_sub(4),
            &title,
            theme.style(self.tone),
        );
        Rect {
            x: area.x + 2,
            y: area.y + 1,
            width: area.width - 4,
            height: area.height - 2,
        }
    }
}
