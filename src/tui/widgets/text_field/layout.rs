//! Where each character of a text field stands: paragraphs wrapped to a width, kept between key
//! strokes, so that an edit wraps only the paragraphs it touches.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::text::{self, Line};

/// The text between two line feeds.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Paragraph {
    /// Byte offset of the first character.
    start: usize,
    /// Byte length without the line feed.
    len: usize,
    /// Number of its first row, from 0.
    first_row: usize,
    /// The wrapped lines, as offsets from `start`; at least one.
    lines: Vec<Line>,
}

/// A text wrapped to a number of cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Layout {
    width: usize,
    paragraphs: Vec<Paragraph>,
}

/// One row of a layout, as byte offsets into the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// Everything that belongs to the row, without a line feed.
    pub full: Range<usize>,
    /// What is drawn: `full` without white space that hangs over the edge.
    pub visible: Range<usize>,
    /// Where the cursor stands at the end of the row.
    pub end: usize,
}

/// A place between two characters. At the border of a wrapped row one offset has two places: the
/// end of the upper row (`upper`) and the start of the lower one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Place {
    /// Byte offset.
    pub offset: usize,
    /// At a border between two rows: at the end of the upper one.
    pub upper: bool,
}

impl Layout {
    /// Wraps `text` to `width` cells.
    pub fn new(text: &str, width: usize) -> Self {
        let mut layout = Self {
            width: width.max(1),
            paragraphs: Vec::new(),
        };
        layout.paragraphs = paragraphs(text, 0..text.len(), layout.width);
        layout.number_rows(0);
        layout
    }

    /// The width it is wrapped to.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Number of rows, at least one.
    pub fn rows(&self) -> usize {
        self.paragraphs
            .last()
            .map_or(0, |last| last.first_row + last.lines.len())
    }

    /// Takes over an edit: `removed` bytes at `at` gave way to `inserted` bytes, and `text` is the
    /// text after it.
    pub fn edit(&mut self, text: &str, at: usize, removed: usize, inserted: usize) {
        let first = self.paragraph_at(at);
        let last = self.paragraph_at(at + removed);
        let start = self.paragraphs.get(first).map_or(0, |p| p.start);
        let old_end = self.paragraphs.get(last).map_or(0, |p| p.start + p.len);
        let new_end = (old_end + inserted).saturating_sub(removed);
        let fresh = paragraphs(text, start..new_end, self.width);
        let following = first + fresh.len();
        self.paragraphs
            .splice(first..(last + 1).min(self.paragraphs.len()), fresh);
        for paragraph in self.paragraphs.iter_mut().skip(following) {
            paragraph.start = (paragraph.start + inserted).saturating_sub(removed);
        }
        self.number_rows(first);
    }

    /// The row with a number; rows past the end give the last one.
    pub fn row(&self, number: usize) -> Row {
        let index = self
            .paragraphs
            .partition_point(|p| p.first_row <= number)
            .saturating_sub(1);
        let Some(paragraph) = self.paragraphs.get(index) else {
            return Row {
                full: 0..0,
                visible: 0..0,
                end: 0,
            };
        };
        let line_index =
            (number - paragraph.first_row.min(number)).min(paragraph.lines.len().saturating_sub(1));
        let Some(line) = paragraph.lines.get(line_index) else {
            return Row {
                full: 0..0,
                visible: 0..0,
                end: 0,
            };
        };
        let shift = |range: &Range<usize>| paragraph.start + range.start..paragraph.start + range.end;
        let is_last = line_index + 1 == paragraph.lines.len();
        Row {
            full: shift(&line.full),
            visible: shift(&line.visible),
            end: paragraph.start + if is_last { line.full.end } else { line.visible.end },
        }
    }

    /// The row and the column (in cells) of a place.
    pub fn position(&self, text: &str, place: Place) -> (usize, usize) {
        let Some(paragraph) = self.paragraphs.get(self.paragraph_at(place.offset)) else {
            return (0, 0);
        };
        let relative = place.offset.saturating_sub(paragraph.start).min(paragraph.len);
        let mut index = paragraph
            .lines
            .partition_point(|line| line.full.start <= relative)
            .saturating_sub(1);
        if place.upper
            && index > 0
            && paragraph
                .lines
                .get(index)
                .is_some_and(|l| l.full.start == relative)
        {
            index -= 1;
        }
        let line_start = paragraph.start + paragraph.lines.get(index).map_or(0, |line| line.full.start);
        let before = text
            .get(line_start..paragraph.start + relative)
            .unwrap_or_default();
        (paragraph.first_row + index, text::width(before).min(self.width))
    }

    /// The place on row `number` that is nearest to `column` from the left.
    pub fn place(&self, text: &str, number: usize, column: usize) -> Place {
        let row = self.row(number);
        let mut offset = row.full.start;
        let mut cells = 0;
        for grapheme in text
            .get(row.full.start..row.end)
            .unwrap_or_default()
            .graphemes(true)
        {
            cells += text::grapheme_width(grapheme);
            if cells > column {
                return Place { offset, upper: false };
            }
            offset += grapheme.len();
        }
        self.end_of_row(number)
    }

    /// The place at the end of row `number`.
    pub fn end_of_row(&self, number: usize) -> Place {
        let row = self.row(number);
        Place {
            offset: row.end,
            upper: row.end == row.full.end && row.end > row.full.start,
        }
    }

    /// The bytes of the paragraph that holds `offset`, without its line feed.
    pub fn paragraph(&self, offset: usize) -> Range<usize> {
        self.paragraphs
            .get(self.paragraph_at(offset))
            .map_or(0..0, |p| p.start..p.start + p.len)
    }

    /// Index of the paragraph that holds `offset`.
    fn paragraph_at(&self, offset: usize) -> usize {
        self.paragraphs
            .partition_point(|p| p.start <= offset)
            .saturating_sub(1)
    }

    fn number_rows(&mut self, from: usize) {
        let mut next = match from.checked_sub(1).and_then(|before| self.paragraphs.get(before)) {
            Some(before) => before.first_row + before.lines.len(),
            None => 0,
        };
        for paragraph in self.paragraphs.iter_mut().skip(from) {
            paragraph.first_row = next;
            next += paragraph.lines.len();
        }
    }
}

/// Splits `range` of `text` at line feeds and wraps each part.
fn paragraphs(text: &str, range: Range<usize>, width: usize) -> Vec<Paragraph> {
    let mut start = range.start;
    let source = text.get(range).unwrap_or_default();
    source
        .split('\n')
        .map(|part| {
            let paragraph = Paragraph {
                start,
                len: part.len(),
                first_row: 0,
                lines: text::wrap(part, width),
            };
            start += part.len() + 1;
            paragraph
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_border_of_a_wrapped_row_has_two_places() {
        let text = "帳號清查紀錄";
        let layout = Layout::new(text, 6);
        assert_eq!(layout.rows(), 2);
        assert_eq!(
            layout.position(
                text,
                Place {
                    offset: 9,
                    upper: true
                }
            ),
            (0, 6)
        );
        assert_eq!(
            layout.position(
                text,
                Place {
                    offset: 9,
                    upper: false
                }
            ),
            (1, 0)
        );
        assert_eq!(
            layout.end_of_row(0),
            Place {
                offset: 9,
                upper: true
            }
        );
        assert_eq!(
            layout.place(text, 1, 3),
            Place {
                offset: 12,
                upper: false
            }
        );
    }

    proptest::proptest! {
        #[test]
        fn an_edited_layout_equals_a_fresh_one(
            before in "[帳號，。（「a-z \\n]{0,60}",
            inserted in "[帳號，。（「a-z \\n]{0,12}",
            at in 0usize..60,
            len in 0usize..30,
            width in 2usize..30,
        ) {
            let boundaries: Vec<usize> = before.char_indices().map(|(i, _)| i).chain([before.len()]).collect();
            let start = boundaries[at.min(boundaries.len() - 1)];
            let end = boundaries[(at + len).min(boundaries.len() - 1)];
            let mut layout = Layout::new(&before, width);
            let mut after = before.clone();
            after.replace_range(start..end, &inserted);
            layout.edit(&after, start, end - start, inserted.len());
            proptest::prop_assert_eq!(layout, Layout::new(&after, width));
        }
    }
}
