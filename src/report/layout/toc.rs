//! The table of contents. It takes its room from the headings' words; the page numbers are filled in
//! when all pages are known.

use super::super::blocks::{Align, Block, Document, Heading, Text, Toc, Tone};
use super::super::metrics::{FontBook, Weight};
use super::flow::Flow;
use super::lines::{Setting, draw_words, set};
use super::page::{Area, Bookmark, Item, LinkArea, Page, Rule, Target};
use super::style::{self, BODY, SMALL, Type};

/// Room for the page number.
const NUMBER: f32 = 34.0;

/// An entry that waits for its page number.
#[derive(Clone)]
struct Slot {
    /// Which heading of the document it names.
    heading: usize,
    page: usize,
    /// Top of the last line of the entry.
    top: f32,
    /// Where the words end.
    words_end: f32,
    text: Type,
    weight: Weight,
}

/// The headings of a document, and the entries placed so far.
#[derive(Clone)]
pub struct Contents {
    headings: Vec<Heading>,
    slots: Vec<Slot>,
}

impl Contents {
    /// Collects the headings.
    pub fn new(document: &Document) -> Self {
        let headings = document.longest().into_iter().filter_map(|block| match block {
            Block::Heading(heading) => Some(heading.clone()),
            _ => None,
        });
        Self {
            headings: headings.collect(),
            slots: Vec::new(),
        }
    }

    /// Places the entries without page numbers.
    pub fn place(&mut self, flow: &mut Flow<'_, '_>, toc: &Toc) {
        let title = style::heading(1);
        let lines = set(
            flow.fonts,
            &Text::default().bold(&toc.title).all_in(Tone::Accent),
            title.text.size,
            style::TEXT_WIDTH,
        );
        flow.draw_lines(&lines, &super::setting(title.text, Align::Left));
        flow.space(title.below);
        for (index, heading) in self.headings.iter().enumerate() {
            if heading.level <= toc.depth && !heading.unlisted {
                self.slots.push(place_entry(flow, index, heading));
            }
        }
        flow.space(12.0);
    }

    /// Writes the page numbers, with dots leading to them and links to the headings.
    pub fn number(&self, fonts: &FontBook<'_>, pages: &mut [Page], bookmarks: &[Bookmark]) {
        for slot in &self.slots {
            let (Some(bookmark), Some(page)) = (bookmarks.get(slot.heading), pages.get_mut(slot.page)) else {
                continue;
            };
            let number = (bookmark.spot.page + 1).to_string();
            let right = style::MARGIN_X + style::TEXT_WIDTH;
            let start = right - fonts.points(&number, slot.weight, slot.text.size);
            let baseline = slot.top + slot.text.leading / 2.0 + slot.text.size * 0.38;
            let (from, to) = (slot.words_end + 5.0, start - 5.0);
            if to - from > 8.0 {
                page.items.push(Item::Rule(Rule {
                    from: (from, baseline - 0.5),
                    to: (to, baseline - 0.5),
                    thickness: 0.7,
                    colour: style::HAIR,
                    dash: Some((0.7, 3.3)),
                }));
            }
            draw_words(
                fonts,
                page,
                &number,
                slot.weight,
                (start, baseline),
                (slot.text.size, style::INK),
            );
            page.links.push(LinkArea {
                area: Area {
                    x: style::MARGIN_X,
                    y: slot.top,
                    width: style::TEXT_WIDTH,
                    height: slot.text.leading,
                },
                target: Target::Spot(bookmark.spot),
            });
        }
    }
}

fn place_entry(flow: &mut Flow<'_, '_>, index: usize, heading: &Heading) -> Slot {
    let top_level = heading.level <= 1;
    let text = if heading.level <= 2 {
        Type {
            leading: 18.0,
            ..BODY
        }
    } else {
        SMALL
    };
    let weight = Weight::bold_if(top_level);
    let indent = f32::from(heading.level.saturating_sub(1)) * 16.0;
    let words = if top_level {
        Text::default().bold(heading.title())
    } else {
        Text::from(heading.title())
    };
    let width = style::TEXT_WIDTH - indent - NUMBER;
    let lines = set(flow.fonts, &words, text.size, width);
    if top_level {
        flow.space(4.0);
    }
    flow.need(text.leading * lines.len() as f32);
    let setting = Setting {
        x: style::MARGIN_X + indent,
        width,
        text,
        align: Align::Left,
        justify: false,
    };
    flow.draw_lines(&lines, &setting);
    Slot {
        heading: index,
        page: flow.spot().page,
        top: flow.y - text.leading,
        words_end: setting.x + lines.last().map_or(0.0, |line| line.width),
        text,
        weight,
    }
}
