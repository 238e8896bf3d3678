//! Blocks → pages of positioned items.

mod bars;
mod boxes;
mod breaking;
mod columns;
mod cover;
mod flow;
mod frame;
mod lines;
pub mod page;
mod rows;
pub mod style;
mod table;
mod toc;
pub mod tree;
mod watermark;

use std::collections::{BTreeMap, BTreeSet};

use self::flow::{Finished, Flow, least_lines};
use self::lines::{Setting, set};
use self::page::{Bookmark, Page, Shape, Spot, Target};
use self::style::Type;
use self::tree::{Kind, Tree};
use super::blocks::{Align, Block, Document, Heading, List, Paragraph, Text};
use super::metrics::FontBook;
use super::{Progress, ReportError, Watch};

/// The finished pages with their outline and link targets.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Layout {
    /// The pages.
    pub pages: Vec<Page>,
    /// Outlines drawn behind every page.
    pub backdrop: Vec<Shape>,
    /// The parts of the document in reading order.
    pub tree: Tree,
    /// The outline in document order.
    pub bookmarks: Vec<Bookmark>,
    /// Ids that links name and no block has.
    pub dangling: Vec<String>,
}

/// Lays out a document.
///
/// # Errors
/// [`ReportError::Cancelled`] if `watch` says so.
pub fn lay_out(document: &Document, fonts: &FontBook<'_>, watch: &Watch<'_>) -> Result<Layout, ReportError> {
    let mut flow = Flow::new(fonts);
    let mut contents = toc::Contents::new(document);
    if let Some(cover) = &document.cover {
        cover::place(&mut flow, cover);
        flow.new_page();
    }
    let mut rest = document.blocks.as_slice();
    while let Some((block, later)) = rest.split_first() {
        watch.report(Progress::LayingOut {
            done: document.blocks.len() - rest.len(),
            total: document.blocks.len(),
        })?;
        place(&mut flow, &mut contents, block, rest);
        rest = later;
    }
    let Finished {
        mut pages,
        bookmarks,
        anchors,
        mut tree,
    } = flow.finish();
    contents.number(fonts, &mut pages, &bookmarks, &mut tree);
    frame::add(fonts, document, &mut pages);
    let watermark = document.watermark.as_ref();
    let dangling = resolve(&mut pages, &anchors);
    Ok(Layout {
        pages,
        backdrop: watermark.map_or_else(Vec::new, |words| watermark::shapes(fonts, words)),
        tree,
        bookmarks,
        dangling,
    })
}

/// Turns links to anchors into links to places; returns the ids that lead nowhere.
fn resolve(pages: &mut [Page], anchors: &BTreeMap<String, Spot>) -> Vec<String> {
    let mut dangling = BTreeSet::new();
    for link in pages.iter_mut().flat_map(|page| &mut page.links) {
        if let Target::Anchor(id) = &link.target {
            match anchors.get(id) {
                Some(spot) => link.target = Target::Spot(*spot),
                None => {
                    dangling.insert(id.clone());
                }
            }
        }
    }
    dangling.into_iter().collect()
}

/// Places the first of `rest`, which is `block`.
fn place(flow: &mut Flow<'_, '_>, contents: &mut toc::Contents, block: &Block, rest: &[Block]) {
    match block {
        Block::Heading(heading) => place_heading(flow, heading, rest),
        Block::Paragraph(paragraph) => place_paragraph(flow, paragraph, rest),
        Block::List(list) => place_list(flow, list),
        Block::KeyValue(pairs) => table::place_facts(flow, pairs),
        Block::Table(content) => table::place_table(flow, content),
        Block::Bars(content) => bars::place(flow, content),
        Block::Callout(callout) => boxes::place_callout(flow, callout),
        Block::Toc(content) => contents.place(flow, content),
        Block::Signatures(signatures) => boxes::place_signatures(flow, signatures),
        Block::Anchor(id) => {
            flow.need(lead(flow, rest));
            flow.anchor(id);
        }
        Block::Spacer(height) => flow.space(*height),
        Block::Room(height) => flow.need(*height),
        Block::PageBreak if flow.at_top() => {}
        Block::PageBreak => flow.new_page(),
        Block::Pair(sides) => columns::place(flow, contents, sides, rest),
        Block::OneOf(lengths) => place_one_of(flow, contents, lengths),
    }
}

fn place_all(flow: &mut Flow<'_, '_>, contents: &mut toc::Contents, blocks: &[Block]) {
    let mut rest = blocks;
    while let Some((block, later)) = rest.split_first() {
        place(flow, contents, block, rest);
        rest = later;
    }
}

fn place_one_of(flow: &mut Flow<'_, '_>, contents: &mut toc::Contents, lengths: &[Vec<Block>]) {
    let fits = |blocks: &&Vec<Block>| {
        let mut trial = flow.trial();
        place_all(&mut trial, &mut contents.clone(), blocks);
        !trial.has_turned_over()
    };
    if let Some(blocks) = lengths.iter().find(fits).or(lengths.last()) {
        place_all(flow, contents, blocks);
    }
}

/// The least height in which the first of `blocks` can begin, together with what must stay with it; no more
/// than a page.
fn lead(flow: &Flow<'_, '_>, blocks: &[Block]) -> f32 {
    let mut height = 0.0;
    for block in blocks {
        let (own, goes_on) = lead_of(flow, block);
        height += own;
        if !goes_on || height > style::BOTTOM {
            break;
        }
    }
    height
}

/// The least height in which a block can begin, and whether it stays with the next one.
fn lead_of(flow: &Flow<'_, '_>, block: &Block) -> (f32, bool) {
    match block {
        Block::Heading(heading) => (heading_height(flow, heading), true),
        Block::Paragraph(paragraph) => {
            let leading = style::paragraph(paragraph.size).leading;
            let count = paragraph_lines(flow, paragraph).len();
            if paragraph.keep_with_next {
                (count as f32 * leading + 6.0, true)
            } else {
                (least_lines(count) as f32 * leading, false)
            }
        }
        Block::Anchor(_) => (0.0, true),
        Block::Table(content) => (table::table_lead(flow, content), false),
        Block::Signatures(_) => (boxes::SIGNATURE_HEIGHT, false),
        Block::Bars(content) => (bars::lead(content), false),
        Block::List(_) | Block::KeyValue(_) | Block::Callout(_) => (2.5 * style::BODY.leading, false),
        Block::Pair(sides) => columns::lead_of(flow, sides),
        Block::OneOf(lengths) => (lengths.first().map_or(0.0, |blocks| lead(flow, blocks)), false),
        Block::Toc(_) | Block::Spacer(_) | Block::Room(_) | Block::PageBreak => (0.0, false),
    }
}

fn heading_height(flow: &Flow<'_, '_>, heading: &Heading) -> f32 {
    let style = style::heading(heading.level);
    let lines = set(
        flow.fonts,
        &Text::default().bold(&heading.text),
        style.text.size,
        style::TEXT_WIDTH,
    );
    let also = also_lines(flow, heading).len() as f32 * also_type(heading).leading;
    style.above + lines.len() as f32 * style.text.leading + also + style.below
}

/// The words of a heading in the second language.
fn also_lines(flow: &Flow<'_, '_>, heading: &Heading) -> Vec<lines::SetLine> {
    if heading.also.is_empty() {
        return Vec::new();
    }
    let words = Text::default()
        .bold(&heading.also)
        .all_in(super::blocks::Tone::Muted);
    set(flow.fonts, &words, also_type(heading).size, style::TEXT_WIDTH)
}

/// Smaller than the heading itself.
fn also_type(heading: &Heading) -> Type {
    let Type { size, leading } = style::heading(heading.level).text;
    Type {
        size: (size * 0.78).max(style::SMALL.size),
        leading: leading * 0.85,
    }
}

fn place_heading(flow: &mut Flow<'_, '_>, heading: &Heading, rest: &[Block]) {
    flow.need(lead(flow, rest));
    let style = style::heading(heading.level);
    flow.space(style.above);
    if let Some(id) = &heading.anchor {
        flow.anchor(id);
    }
    if heading.level <= 1 {
        flow.begin_section();
    }
    let (level, title, spot) = (heading.level, heading.title(), flow.spot());
    flow.bookmarks.push(Bookmark { level, title, spot });
    let tone = if style.colour == style::ACCENT {
        super::blocks::Tone::Accent
    } else {
        Default::default()
    };
    let text = Text::default().bold(&heading.text).all_in(tone);
    let lines = set(flow.fonts, &text, style.text.size, style::TEXT_WIDTH);
    let also = also_lines(flow, heading);
    flow.within(Kind::Heading(heading.level), |flow| {
        flow.draw_lines(&lines, &setting(style.text, Align::Left));
        flow.draw_lines(&also, &setting(also_type(heading), Align::Left));
    });
    if heading.level == 1 {
        let (left, right, y) = (style::MARGIN_X, style::MARGIN_X + style::TEXT_WIDTH, flow.y + 3.0);
        flow.decorate(rows::rule((left, y), (right, y), 0.8, style::ACCENT));
    }
    flow.space(style.below);
}

fn paragraph_lines(flow: &Flow<'_, '_>, paragraph: &Paragraph) -> Vec<lines::SetLine> {
    let text = style::paragraph(paragraph.size);
    set(
        flow.fonts,
        &paragraph.text,
        text.size,
        style::TEXT_WIDTH - paragraph.indent,
    )
}

fn place_paragraph(flow: &mut Flow<'_, '_>, paragraph: &Paragraph, rest: &[Block]) {
    if paragraph.keep_with_next {
        flow.need(lead(flow, rest));
    }
    let lines = paragraph_lines(flow, paragraph);
    let mut setting = setting(style::paragraph(paragraph.size), paragraph.align);
    setting.x += paragraph.indent;
    setting.width -= paragraph.indent;
    setting.justify = paragraph.align == Align::Left;
    flow.within(Kind::Paragraph, |flow| flow.draw_lines(&lines, &setting));
    flow.space(6.0);
}

fn place_list(flow: &mut Flow<'_, '_>, list: &List) {
    let numbered = list.numbered;
    let indent = if numbered && list.items.len() > 9 {
        24.0
    } else {
        18.0
    };
    let width = style::TEXT_WIDTH - indent;
    let mut items = list
        .items
        .iter()
        .map(|item| set(flow.fonts, item, style::BODY.size, width))
        .collect::<Vec<_>>()
        .into_iter()
        .enumerate()
        .peekable();
    flow.within(Kind::List { numbered }, |flow| {
        while let Some((index, lines)) = items.next() {
            // Neither the first nor the last item stands alone on its page if it is one line.
            let next = items.peek().map_or(0, |(_, next)| next.len());
            let edge = index == 0 || index + 2 == list.items.len();
            let company = if edge && lines.len() + next <= 3 { next } else { 0 };
            let height = (least_lines(lines.len()) + company) as f32 * style::BODY.leading;
            flow.need(height + if company > 0 { 2.5 } else { 0.0 });
            let marker = if numbered {
                format!("{}.", index + 1)
            } else {
                "•".to_owned()
            };
            flow.within(Kind::ListItem, |flow| place_item(flow, &marker, &lines, indent));
            flow.space(2.5);
        }
    });
    flow.space(5.0);
}

fn place_item(flow: &mut Flow<'_, '_>, marker: &str, lines: &[lines::SetLine], indent: f32) {
    let mut setting = setting(style::BODY, Align::Left);
    let marker = set(flow.fonts, &Text::from(marker), style::BODY.size, indent);
    flow.within(Kind::Label, |flow| {
        let top = flow.y;
        marker.iter().for_each(|line| line.draw(flow, top, &setting));
    });
    setting.x += indent;
    setting.width -= indent;
    setting.justify = true;
    flow.within(Kind::Body, |flow| flow.draw_lines(lines, &setting));
}

/// Lines across the text area.
fn setting(text: Type, align: Align) -> Setting {
    Setting {
        x: style::MARGIN_X,
        width: style::TEXT_WIDTH,
        text,
        align,
        justify: false,
    }
}
