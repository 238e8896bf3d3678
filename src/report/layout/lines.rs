//! Text with styles → lines of a given width.

use super::super::blocks::{Align, Link, Text, Tone};
use super::super::metrics::{FontBook, Weight};
use super::breaking::Measured;
use super::flow::Flow;
use super::page::{Area, Item, TextItem};
use super::style::{self, Type};
use crate::text::visible;

/// Most that a justified line may be stretched per character, in type sizes.
const STRETCH: f32 = 0.07;

/// A piece of a line in one style.
#[derive(Debug, Clone, PartialEq)]
struct Piece {
    words: String,
    weight: Weight,
    tone: Tone,
    link: Option<Link>,
}

/// A line ready to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct SetLine {
    pieces: Vec<Piece>,
    /// Width of what is visible, in points; a closing mark at the end counts half.
    pub width: f32,
    /// How far the first character is moved to the left: the empty half of an opening mark.
    flush: f32,
    /// Characters that are visible.
    count: usize,
    /// Ends where the author ended it.
    hard: bool,
}

/// Where and how lines are drawn.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// Left edge.
    pub x: f32,
    /// Width that alignment refers to.
    pub width: f32,
    /// Type.
    pub text: Type,
    /// Alignment.
    pub align: Align,
    /// Stretch full lines to the width.
    pub justify: bool,
}

/// Breaks `text` into lines of at most `width` points.
pub fn set(fonts: &FontBook<'_>, text: &Text, size: f32, width: f32) -> Vec<SetLine> {
    let (words, pieces) = flatten(text);
    let weights: Vec<(usize, Weight)> = pieces.iter().map(|(at, piece)| (*at, piece.weight)).collect();
    let measured = Measured::new(fonts, &words, &weights);
    let points = |units: u32| units as f32 * size / 1000.0;
    let units = (width * 1000.0 / size).max(1.0) as u32;
    let lines = measured.lines(units).into_iter();
    lines
        .map(|line| {
            // One space that hangs over the edge is drawn, so that the words stay apart when copied.
            let hanging = words.get(line.visible.end..line.full.end).unwrap_or("");
            let hang = hanging.chars().next().filter(|c| matches!(c, ' ' | '\u{3000}'));
            let shown = line.visible.start..line.visible.end + hang.map_or(0, char::len_utf8);
            let seen = words.get(line.visible.clone()).unwrap_or("");
            SetLine {
                pieces: cut(&pieces, &words, shown),
                width: points(measured.width(&line.visible)),
                flush: points(measured.flush(&line.visible)),
                count: seen.chars().count(),
                hard: line.hard,
            }
        })
        .collect()
}

/// The words as one string with the start of every run.
fn flatten(text: &Text) -> (String, Vec<(usize, Piece)>) {
    let mut words = String::new();
    let mut pieces = Vec::new();
    for run in &text.runs {
        let start = words.len();
        words.push_str(&visible(&run.text.replace("\r\n", "\n"), true));
        let weight = Weight::bold_if(run.bold);
        pieces.push((
            start,
            Piece {
                words: String::new(),
                weight,
                tone: run.tone,
                link: run.link.clone(),
            },
        ));
    }
    (words, pieces)
}

/// The pieces of `words` within `range`.
fn cut(pieces: &[(usize, Piece)], words: &str, range: std::ops::Range<usize>) -> Vec<Piece> {
    let ends = pieces
        .iter()
        .skip(1)
        .map(|(start, _)| *start)
        .chain([words.len()]);
    pieces
        .iter()
        .zip(ends)
        .filter_map(|((start, piece), end)| {
            let part = words.get((*start).max(range.start)..end.min(range.end))?;
            (!part.is_empty()).then(|| Piece {
                words: part.to_owned(),
                ..piece.clone()
            })
        })
        .collect()
}

impl SetLine {
    /// Draws the line with its top at `top`, as content of the present part.
    pub fn draw(&self, flow: &mut Flow<'_, '_>, top: f32, setting: &Setting) {
        let slack = (setting.width - self.width).max(0.0);
        let spacing = self.spacing(slack, setting);
        let mut x = setting.x - self.flush
            + match setting.align {
                Align::Left => 0.0,
                Align::Centre => slack / 2.0,
                Align::Right => slack,
            };
        let size = setting.text.size;
        // The middle of the type (at 0.38 of its size above the baseline) stands in the middle of the line.
        let y = top + setting.text.leading / 2.0 + size * 0.38;
        let firsts = self.pieces.iter().map(|piece| piece.words.chars().next());
        for (piece, next) in self.pieces.iter().zip(firsts.skip(1).chain([None])) {
            let count = piece.words.chars().count() as f32;
            let units = flow.fonts.width_before(&piece.words, next, piece.weight);
            let width = units as f32 * size / 1000.0 + spacing * count;
            let item = Item::Text(TextItem {
                x,
                y,
                size,
                spacing,
                weight: piece.weight,
                colour: style::text(piece.tone),
                words: piece.words.clone(),
                next,
            });
            let height = setting.text.leading;
            let area = Area {
                x,
                y: top,
                width,
                height,
            };
            match &piece.link {
                Some(link) => flow.show_link(link, area, item),
                None => {
                    flow.end_link();
                    flow.show(item);
                }
            }
            x += width;
        }
    }

    fn spacing(&self, slack: f32, setting: &Setting) -> f32 {
        if !setting.justify || self.hard || self.count < 2 {
            return 0.0;
        }
        let spacing = slack / (self.count - 1) as f32;
        if spacing <= STRETCH * setting.text.size {
            spacing
        } else {
            0.0
        }
    }
}

/// One line of plain words on a baseline at `(x, y)`; none if there are no words.
pub fn plain(
    words: &str,
    weight: Weight,
    (x, y): (f32, f32),
    (size, colour): (f32, style::Colour),
) -> Option<Item> {
    let words = visible(words, false);
    (!words.is_empty()).then_some(Item::Text(TextItem {
        x,
        y,
        size,
        spacing: 0.0,
        weight,
        colour,
        words,
        next: None,
    }))
}
