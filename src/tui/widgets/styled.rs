//! Runs of text with a tone each, on one row.

use ratatui::buffer::Buffer;
use ratatui::style::{Modifier, Style};
use unicode_segmentation::UnicodeSegmentation;

use crate::text;
use crate::tui::theme::{Theme, Tone};

use super::paint;

/// Text with one tone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The text, as it came; drawing makes it safe.
    pub text: String,
    /// What it means.
    pub tone: Tone,
}

impl Piece {
    /// A piece of text.
    pub fn new(text: impl Into<String>, tone: Tone) -> Self {
        Self {
            text: text.into(),
            tone,
        }
    }

    /// Ordinary text.
    pub fn plain(text: impl Into<String>) -> Self {
        Self::new(text, Tone::Plain)
    }
}

/// Cells that the pieces take on one row.
pub fn width(pieces: &[Piece]) -> usize {
    pieces.iter().map(|piece| text::width(&piece.text)).sum()
}

/// Draws the pieces on one row in at most `width` cells, with the theme's ellipsis where text was
/// left out, all in bold when `strong`; returns the cells used.
pub fn put(
    buffer: &mut Buffer,
    (x, y): (u16, u16),
    width: u16,
    pieces: &[Piece],
    theme: &Theme,
    strong: bool,
) -> u16 {
    let cut = self::width(pieces) > usize::from(width);
    let room = if cut { width.saturating_sub(1) } else { width };
    let mut used = 0;
    let mut last = Style::new();
    for piece in pieces {
        last = theme.style(piece.tone);
        if strong {
            last = last.add_modifier(Modifier::BOLD).remove_modifier(Modifier::DIM);
        }
        let fitting = fitting(&piece.text, usize::from(room - used));
        used += paint::put(buffer, x + used, y, room - used, fitting, last);
        if fitting.len() < piece.text.len() {
            break;
        }
    }
    if cut && width > 0 {
        used += paint::put(buffer, x + used, y, 1, theme.glyphs().ellipsis, last);
    }
    used
}

/// The longest start of `data` that fits into `room` cells.
fn fitting(data: &str, room: usize) -> &str {
    let mut used = 0;
    for (at, grapheme) in data.grapheme_indices(true) {
        used += text::grapheme_width(grapheme);
        if used > room {
            return data.get(..at).unwrap_or_default();
        }
    }
    data
}
