//! Header and footer.

use super::super::blocks::Document;
use super::super::metrics::{FontBook, Weight};
use super::lines::plain;
use super::page::{Artifact, Page};
use super::rows::rule;
use super::style::{self, FOOTER_BASELINE, HAIR, HEADER_BASELINE, MARGIN_X, MUTED, TEXT_WIDTH, TINY};
use crate::lang::Lang;

/// Adds header and footer to every page but the cover. They come first in the order of reading.
pub fn add(fonts: &FontBook<'_>, document: &Document, pages: &mut [Page]) {
    let total = pages.len();
    let cover = usize::from(document.cover.is_some());
    for (index, page) in pages.iter_mut().enumerate().skip(cover) {
        let mut frame = Page::default();
        header(fonts, document, &mut frame);
        footer(fonts, document, &mut frame, index + 1, total);
        page.items.splice(0..0, frame.items);
    }
}

fn header(fonts: &FontBook<'_>, document: &Document, page: &mut Page) {
    let right = pair(
        fonts,
        page,
        &document.header_left,
        &document.header_right,
        (HEADER_BASELINE, Artifact::Header),
    );
    if right {
        let y = HEADER_BASELINE + 7.0;
        let line = rule((MARGIN_X, y), (MARGIN_X + TEXT_WIDTH, y), 0.5, HAIR);
        page.decorate(line, Artifact::Header);
    }
}

fn footer(fonts: &FontBook<'_>, document: &Document, page: &mut Page, number: usize, total: usize) {
    let y = FOOTER_BASELINE - 14.0;
    let line = rule((MARGIN_X, y), (MARGIN_X + TEXT_WIDTH, y), 0.5, HAIR);
    page.decorate(line, Artifact::Footer);
    // In two languages the words to the left need the room.
    let words = match (document.also, document.language) {
        (Some(_), _) => format!("{number} / {total}"),
        (None, Lang::ZhTw) => format!("第 {number} 頁，共 {total} 頁"),
        (None, Lang::En) => format!("Page {number} of {total}"),
    };
    let place = (FOOTER_BASELINE, Artifact::Footer);
    pair(fonts, page, &document.footer, &words, place);
}

/// Words to the left and to the right on one baseline; the right ones are never cut for the left.
fn pair(
    fonts: &FontBook<'_>,
    page: &mut Page,
    left: &str,
    right: &str,
    (baseline, artifact): (f32, Artifact),
) -> bool {
    let size = TINY.size;
    let look = (size, MUTED);
    let right = fonts.fit(right, Weight::Regular, size, TEXT_WIDTH * 0.6);
    let right_width = fonts.points(&right, Weight::Regular, size);
    let left = fonts.fit(left, Weight::Regular, size, TEXT_WIDTH - right_width - 16.0);
    let x = MARGIN_X + TEXT_WIDTH - right_width;
    for (words, x) in [(&left, MARGIN_X), (&right, x)] {
        if let Some(item) = plain(words, Weight::Regular, (x, baseline), look) {
            page.decorate(item, artifact);
        }
    }
    debug_assert!(x < style::PAGE.0);
    !(left.is_empty() && right.is_empty())
}
