//! One row of a list: the gutter mark of the selection and the words.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::paint::put;
use crate::tui::theme::{Mark, Tone};

/// Draws a row at the top of `area`: gutter mark, then `words`, shortened to what fits. Where `on` is
/// more than a theme, the row can be pointed at.
pub fn draw<'a>(
    buffer: &mut Buffer,
    area: Rect,
    on: impl Into<Canvas<'a>>,
    selected: bool,
    words: &str,
    tone: Tone,
) {
    let canvas = on.into();
    let theme = canvas.theme;
    canvas.row(Rect { height: 1, ..area }, selected);
    let (mark, mark_tone) = theme.mark(if selected { Mark::Selected } else { Mark::None });
    put(
        buffer,
        area.x,
        area.y,
        area.width.min(2),
        mark,
        theme.style(mark_tone),
    );
    let width = area.width.saturating_sub(2);
    let tone = if selected { Tone::Strong } else { tone };
    put(
        buffer,
        area.x + 2,
        area.y,
        width,
        &theme.fit(words, usize::from(width)),
        theme.style(tone),
    );
}
