//! Pointing into a text field: the cursor goes to the nearest place between two characters.

use ratatui::layout::Position;
use unicode_segmentation::UnicodeSegmentation;

use super::layout::Place;
use super::{Motion, Reaction, Shape, TextField, movement};
use crate::text;

impl TextField {
    /// Takes a click at a cell of the window, where the field was last drawn: one places the cursor,
    /// two select the word, none only asks. With `extend`, the selection is drawn out to there, from
    /// outside the field as well.
    pub(super) fn point(&mut self, at: Position, clicks: u8, extend: bool) -> Reaction {
        let area = self.shown.borrow().area;
        if area.is_empty() || !(extend || area.contains(at)) {
            return Reaction::Ignored;
        }
        if clicks == 0 {
            return Reaction::Consumed;
        }
        let within = |value: u16, from: u16, to: u16| usize::from(value.clamp(from, to - 1) - from);
        let row = within(at.y, area.top(), area.bottom());
        let column = within(at.x, area.left(), area.right());
        let place = match self.shape {
            Shape::Single => self.place_in_line(column),
            Shape::Multi => self.place_in_rows(row, column),
        };
        if clicks < 2 || extend {
            return self.go(Motion::To(place), extend);
        }
        let word = movement::word_at(&self.text, place.offset);
        let start = Place {
            offset: word.start,
            upper: false,
        };
        let end = Place {
            offset: word.end,
            upper: false,
        };
        let _ = self.go(Motion::To(start), false);
        self.go(Motion::To(end), true)
    }

    fn place_in_rows(&self, row: usize, column: usize) -> Place {
        let top = self.shown.borrow().top;
        self.with_layout(|layout| {
            let row = (top + row).min(layout.rows().saturating_sub(1));
            let left = layout.place(&self.text, row, column);
            let (_, begins) = layout.position(&self.text, left);
            // The right half of a wide glyph is nearer to its end.
            match column > begins {
                true => layout.place(&self.text, row, column + 1),
                false => left,
            }
        })
    }

    fn place_in_line(&self, column: usize) -> Place {
        let mut offset = self.shown.borrow().first;
        let mut cells = 0;
        for grapheme in self.text.get(offset..).unwrap_or_default().graphemes(true) {
            let width = text::grapheme_width(grapheme);
            let middle = cells + width.div_ceil(2);
            if column < middle.max(cells + 1) {
                break;
            }
            cells += width;
            offset += grapheme.len();
        }
        Place { offset, upper: false }
    }
}
