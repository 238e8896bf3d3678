//! The visible part of a digital signature: a tiny PDF of one page, which `sign` embeds as a form.

use super::layout::Layout;
use super::layout::page::{Artifact, Item, Page, TextItem};
use super::layout::style::{ACCENT, Colour, INK, MUTED};
use super::metrics::{FontBook, Weight};
use super::{ReportError, Watch, pdf};
use crate::text::visible;

/// Space to the left and right of the words.
const SIDE: f32 = 4.0;

/// What a visible signature says. The words come in the report's language.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stamp<'a> {
    /// Width of the signature field, in points.
    pub width: f32,
    /// Height of the signature field, in points.
    pub height: f32,
    /// Role and act, such as 編製 數位簽章.
    pub role: &'a str,
    /// Name of the signer as in the certificate.
    pub signer: &'a str,
    /// Time as the signer claims it.
    pub time: &'a str,
    /// How far the certificate can be traced, such as 自製金鑰（僅供檢測變更）.
    pub tier: &'a str,
}

/// Draws a stamp with its own small font subset; the same stamp gives the same bytes.
///
/// # Errors
/// [`ReportError`] naming a font or a fault of Zicha.
pub fn stamp(stamp: &Stamp<'_>) -> Result<Vec<u8>, ReportError> {
    let fonts = FontBook::new(&[])?;
    let mut page = Page::default();
    let lines = [
        (stamp.role, Weight::Regular, 0.85, MUTED),
        (stamp.signer, Weight::Bold, 1.35, ACCENT),
        (stamp.time, Weight::Regular, 0.85, INK),
        (stamp.tier, Weight::Regular, 0.85, INK),
    ];
    let weight: f32 = lines.iter().map(|(_, _, size, _)| size).sum();
    // One and a half type sizes per line; never larger than 9 points for the small ones.
    let unit = (stamp.height / (weight * 1.5)).min(9.0 / 0.85);
    // The small lines stay of one size: the longest of them decides.
    let small = lines.iter().filter(|(_, _, relative, _)| *relative < 1.0);
    let shrink =
        small.map(|(words, weight, relative, _)| fit(&fonts, words, *weight, unit * relative, stamp.width));
    let shrink = shrink.fold(1.0, f32::min);
    let mut top = (stamp.height - weight * unit * 1.5) / 2.0;
    for (words, weight, relative, colour) in lines {
        let natural = unit * relative;
        let size = natural
            * if relative < 1.0 {
                shrink
            } else {
                fit(&fonts, words, weight, natural, stamp.width)
            };
        if let Some(line) = line(&fonts, words, weight, (size, colour), stamp.width, top) {
            page.decorate(line, Artifact::Layout);
        }
        top += size * 1.5;
    }
    let layout = Layout {
        pages: vec![page],
        ..Layout::default()
    };
    pdf::write_bare(layout, (stamp.width, stamp.height), &fonts, &Watch::silent())
}

/// By how much words must be set smaller to fit the width; 0.7 at least, the rest is cut.
fn fit(fonts: &FontBook<'_>, words: &str, weight: Weight, size: f32, width: f32) -> f32 {
    let natural = fonts.points(&visible(words, false), weight, size).max(0.1);
    ((width - 2.0 * SIDE) / natural).clamp(0.7, 1.0)
}

/// One line, shortened if it is still too long.
fn line(
    fonts: &FontBook<'_>,
    words: &str,
    weight: Weight,
    (size, colour): (f32, Colour),
    width: f32,
    top: f32,
) -> Option<Item> {
    let words = fonts.fit(&visible(words, false), weight, size, width - 2.0 * SIDE);
    let y = top + size * 1.13;
    (!words.is_empty()).then_some(Item::Text(TextItem {
        x: SIDE,
        y,
        size,
        spacing: 0.0,
        weight,
        colour,
        words,
        next: None,
    }))
}
