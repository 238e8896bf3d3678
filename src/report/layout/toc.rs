//! The table of contents. It takes its room from the headings' words; the page numbers are filled in
//! when all pages are known.

use std::rc::Rc;

use super::super::blocks::{Align, Block, Document, Heading, Text, Toc, Tone};
use super::super::metrics::{FontBook, Weight};
use super::flow::Flow;
use super::lines::{Setting, plain, set};
use super::page::{Area, Artifact, Bookmark, Drawn, Item, LinkArea, Page, Role, Rule, Target};
use super::style::{self, BODY, SMALL, Type};
use super::tree::{Kid, Kind, NodeId, Tree};

/// Room for the page number.
const NUMBER: f32 = 34.0;

/// An entry that waits for its page number.
#[derive(Clone)]
struct Slot {
    /// Which heading of the document it names.
    heading: usize,
    page: usize,
    /// The part that the entry is.
    node: NodeId,
    /// How many items stood on the page with its words: the number goes behind them.
    items: usize,
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
    headings: Rc<Vec<Heading>>,
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
            headings: Rc::new(headings.collect()),
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
        let setting = super::setting(title.text, Align::Left);
        flow.within(Kind::Paragraph, |flow| flow.draw_lines(&lines, &setting));
        flow.space(title.below);
        let listed = |heading: &&Heading| heading.level <= toc.depth && !heading.unlisted;
        flow.within(Kind::Contents, |flow| {
            let headings = Rc::clone(&self.headings);
            for (index, heading) in headings.iter().enumerate().filter(|(_, heading)| listed(heading)) {
                self.slots
                    .push(flow.within(Kind::Entry, |flow| place_entry(flow, index, heading)));
            }
        });
        flow.space(12.0);
    }

    /// Writes the page numbers, with dots leading to them and links to the headings.
    pub fn number(&self, fonts: &FontBook<'_>, pages: &mut [Page], bookmarks: &[Bookmark], tree: &mut Tree) {
        // From the last: what is put in on a page leaves the places before it as they are.
        for slot in self.slots.iter().rev() {
            let (Some(bookmark), Some(page)) = (bookmarks.get(slot.heading), pages.get_mut(slot.page)) else {
                continue;
            };
            let items = slot.number(fonts, page, bookmark);
            let at = slot.items.min(page.items.len());
            page.items.splice(at..at, items);
            let (page_index, index) = (slot.page, page.links.len());
            let kid = Kid::Link {
                page: page_index,
                index,
            };
            tree.append(slot.node, kid);
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

impl Slot {
    /// The page number, under the mark of the words, and the dots that lead to it.
    fn number(&self, fonts: &FontBook<'_>, page: &Page, bookmark: &Bookmark) -> Vec<Drawn> {
        let number = (bookmark.spot.page + 1).to_string();
        let right = style::MARGIN_X + style::TEXT_WIDTH;
        let start = right - fonts.points(&number, self.weight, self.text.size);
        let baseline = self.top + self.text.leading / 2.0 + self.text.size * 0.38;
        let look = (self.text.size, style::INK);
        let words = page.items.get(self.items.saturating_sub(1));
        let role = words.map_or(Role::Artifact(Artifact::Layout), |words| words.role);
        let number = plain(&number, self.weight, (start, baseline), look);
        let mut items: Vec<Drawn> = number.into_iter().map(|item| Drawn { item, role }).collect();
        let (from, to) = (self.words_end + 5.0, start - 5.0);
        if to - from > 8.0 {
            items.push(Drawn {
                item: Item::Rule(Rule {
                    from: (from, baseline - 0.5),
                    to: (to, baseline - 0.5),
                    thickness: 0.7,
                    colour: style::HAIR,
                    dash: Some((0.7, 3.3)),
                }),
                role: Role::Artifact(Artifact::Layout),
            });
        }
        items
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
    let node = flow.begin(Kind::Link);
    flow.at(Some(node), |flow| flow.draw_lines(&lines, &setting));
    Slot {
        heading: index,
        page: flow.spot().page,
        node,
        items: flow.page.items.len(),
        top: flow.y - text.leading,
        words_end: setting.x + lines.last().map_or(0.0, |line| line.width),
        text,
        weight,
    }
}
