//! The row that says which keys do what.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::text;
use crate::tui::theme::{Theme, Tone};

use super::paint;

/// Cells between two entries.
const GAP: usize = 2;

/// A key and what it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The name of the key.
    pub key: String,
    /// What it does, in a word or two.
    pub label: String,
}

impl Entry {
    fn width(&self) -> usize {
        text::width(&self.key) + 1 + text::width(&self.label)
    }
}

/// Draws the entries on the first row of `area`, most important first. Entries that do not fit
/// whole are left out, but never the last one, which leads to the help.
pub fn view(entries: &[Entry], area: Rect, buffer: &mut Buffer, theme: &Theme) {
    let area = Rect {
        height: area.height.min(1),
        ..area
    }
    .intersection(buffer.area);
    paint::clear(buffer, area);
    if area.is_empty() {
        return;
    }
    let mut x = area.x;
    for entry in fitting(entries, usize::from(area.width)) {
        let room = |x: u16| area.right().saturating_sub(x);
        x += paint::put(buffer, x, area.y, room(x), &entry.key, theme.style(Tone::Accent));
        x += paint::put(buffer, x, area.y, room(x), " ", theme.style(Tone::Plain));
        x += paint::put(buffer, x, area.y, room(x), &entry.label, theme.style(Tone::Plain));
        x += u16::try_from(GAP).unwrap_or(0);
    }
}

/// The entries that fit into `width` cells.
fn fitting(entries: &[Entry], width: usize) -> Vec<&Entry> {
    let Some((last, others)) = entries.split_last() else {
        return Vec::new();
    };
    let mut room = width.saturating_sub(last.width());
    let mut fitting: Vec<&Entry> = Vec::new();
    for entry in others {
        let Some(left) = room.checked_sub(entry.width() + GAP) else {
            break;
        };
        room = left;
        fitting.push(entry);
    }
    fitting.push(last);
    fitting
}
