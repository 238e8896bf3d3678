//! Text with styles → lines of a given width.

use super::super::blocks::{Align, Link, Text, Tone};
use super::super::metrics::{FontBook, Weight};
use super::page::{Area, Item, LinkArea, Page, Target, TextItem};
use super::style::{self, Type};
use crate::text::{visible, wrap_by};

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
    /// Width of what is visible, in points.
    pub width: f32,
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
    let bold = pieces.iter().any(|(_, piece)| piece.weight == Weight::Bold);
    let regular = pieces.iter().any(|(_, piece)| piece.weight == Weight::Regular);
    // With both weights in one text the wider advance decides: a line is never too long.
    let measure = |grapheme: &str| match (regular, bold) {
        // Never drawn, and so never missing from a font.
        _ if grapheme.starts_with(['\n', '\r']) => 0,
        (true, true) => fonts
            .width(grapheme, Weight::Regular)
            .max(fonts.width(grapheme, Weight::Bold)),
        (_, true) => fonts.width(grapheme, Weight::Bold),
        _ => fonts.width(grapheme, Weight::Regular),
    };
    let units = (width * 1000.0 / size).max(1.0) as u32;
    wrap_by(&words, units, measure)
        .into_iter()
        .map(|line| {
            // One space that hangs over the edge is drawn, so that the words stay apart when copied.
            let hanging = words.get(line.visible.end..line.full.end).unwrap_or("");
            let hang = hanging.chars().next().filter(|c| matches!(c, ' ' | '\u{3000}'));
            let shown = line.visible.start..line.visible.end + hang.map_or(0, char::len_utf8);
            let cut = cut(&pieces, &words, shown);
            let seen = words.get(line.visible.clone()).unwrap_or("");
            let hang_width = hang.map_or(0.0, |c| {
                fonts.points(c.encode_utf8(&mut [0; 4]), Weight::Regular, size)
            });
            let width: f32 = cut
                .iter()
                .map(|piece| fonts.points(&piece.words, piece.weight, size))
                .sum();
            SetLine {
                pieces: cut,
                width: width - hang_width,
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
    /// Draws the line with its top at `top`.
    pub fn draw(&self, fonts: &FontBook<'_>, page: &mut Page, top: f32, setting: &Setting) {
        let slack = (setting.width - self.width).max(0.0);
        let spacing = self.spacing(slack, setting);
        let mut x = setting.x
            + match setting.align {
                Align::Left => 0.0,
                Align::Centre => slack / 2.0,
                Align::Right => slack,
            };
        let size = setting.text.size;
        // The middle of the type (at 0.38 of its size above the baseline) stands in the middle of the line.
        let baseline = top + setting.text.leading / 2.0 + size * 0.38;
        for piece in &self.pieces {
            let count = piece.words.chars().count() as f32;
            let width = fonts.points(&piece.words, piece.weight, size) + spacing * count;
            page.items.push(Item::Text(TextItem {
                x,
                y: baseline,
                size,
                spacing,
                weight: piece.weight,
                colour: style::text(piece.tone),
                words: piece.words.clone(),
            }));
            if let Some(link) = &piece.link {
                let area = Area {
                    x,
                    y: top,
                    width,
                    height: setting.text.leading,
                };
                let target = match link {
                    Link::Anchor(id) => Target::Anchor(id.clone()),
                    Link::Uri(uri) => Target::Uri(uri.clone()),
                };
                page.links.push(LinkArea { area, target });
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

/// Draws one line of plain words; returns its width.
pub fn draw_words(
    fonts: &FontBook<'_>,
    page: &mut Page,
    words: &str,
    weight: Weight,
    (x, y): (f32, f32),
    (size, colour): (f32, style::Colour),
) -> f32 {
    let words = visible(words, false);
    let width = fonts.points(&words, weight, size);
    if !words.is_empty() {
        page.items.push(Item::Text(TextItem {
            x,
            y,
            size,
            spacing: 0.0,
            weight,
            colour,
            words,
        }));
    }
    width
}
