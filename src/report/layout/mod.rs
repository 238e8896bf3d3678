//! Blocks → pages of positioned items.

mod bars;
mod boxes;
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
mod watermark;

use std::collections::{BTreeMap, BTreeSet};

use self::flow::Flow;
use self::lines::{Setting, set};
use self::page::{Bookmark, Page, Spot, Target};
use self::style::Type;
use super::blocks::{Align, Block, Document, Heading, List, Paragraph, Text};
use super::metrics::FontBook;
use super::{Progress, ReportError, Watch};

/// The finished pages with their outline and link targets.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Layout {
    /// The pages.
    pub pages: Vec<Page>,
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
    let (mut pages, bookmarks, anchors) = flow.finish();
    contents.number(fonts, &mut pages, &bookmarks);
    frame::add(fonts, document, &mut pages);
    if let Some(words) = &document.watermark {
        let shapes = watermark::shapes(fonts, words);
        pages
            .iter_mut()
            .for_each(|page| page.items.splice(0..0, shapes.clone()).for_each(drop));
    }
    let dangling = resolve(&mut pages, &anchors);
    Ok(Layout {
        pages,
        bookmarks,
        dangling,
    })
}

/// Turns links to anchors into links to places; returns the ids that lead nowhere.
fn resolve(pages: &mut [Page], anchors: &BTreeMap<String, Spot>) -> Vec<String> {
    let mut dangling = BTreeSet::new();
    for page in pages {
        page.links.retain_mut(|link| {
            if let Target::Anchor(id) = &link.target {
                match anchors.get(id) {
                    Some(spot) => link.target = Target::Spot(*spot),
                    None => {
                        dangling.insert(id.clone());
                        return false;
                    }
                }
            }
            true
        });
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

/// The least height in which the first of `blocks` can begin, together with what must stay with it.
fn lead(flow: &Flow<'_, '_>, blocks: &[Block]) -> f32 {
    let Some((block, rest)) = blocks.split_first() else {
        return 0.0;
    };
    match block {
        Block::Heading(heading) => heading_height(flow, heading) + lead(flow, rest),
        Block::Paragraph(paragraph) => {
            let text = style::paragraph(paragraph.size);
            let count = paragraph_lines(flow, paragraph).len();
            let height = if count <= 3 { count as f32 } else { 2.0 } * text.leading;
            if paragraph.keep_with_next {
                count as f32 * text.leading + 6.0 + lead(flow, rest)
            } else {
                height
            }
        }
        Block::Anchor(_) => lead(flow, rest),
        Block::Table(content) => table::table_lead(flow, content),
        Block::Signatures(_) => boxes::SIGNATURE_HEIGHT,
        Block::Bars(content) => bars::lead(content),
        Block::List(_) | Block::KeyValue(_) | Block::Callout(_) => 2.5 * style::BODY.leading,
        Block::Pair(sides) => columns::lead(flow, sides, blocks),
        Block::OneOf(lengths) => lengths.first().map_or(0.0, |blocks| lead(flow, blocks)),
        Block::Toc(_) | Block::Spacer(_) | Block::Room(_) | Block::PageBreak => 0.0,
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
    let (level, title, spot) = (heading.level, heading.title(), flow.spot());
    flow.bookmarks.push(Bookmark { level, title, spot });
    let tone = if style.colour == style::ACCENT {
        super::blocks::Tone::Accent
    } else {
        Default::default()
    };
    let text = Text::default().bold(&heading.text).all_in(tone);
    let lines = set(flow.fonts, &text, style.text.size, style::TEXT_WIDTH);
    flow.draw_lines(&lines, &setting(style.text, Align::Left));
    let also = also_lines(flow, heading);
    flow.draw_lines(&also, &setting(also_type(heading), Align::Left));
    if heading.level == 1 {
        let (left, right, y) = (style::MARGIN_X, style::MARGIN_X + style::TEXT_WIDTH, flow.y + 3.0);
        flow.page
            .items
            .push(rows::rule((left, y), (right, y), 0.8, style::ACCENT));
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
    flow.draw_lines(&lines, &setting);
    flow.space(6.0);
}

fn place_list(flow: &mut Flow<'_, '_>, list: &List) {
    let text = style::BODY;
    let indent = if list.numbered && list.items.len() > 9 {
        24.0
    } else {
        18.0
    };
    for (index, item) in list.items.iter().enumerate() {
        let lines = set(flow.fonts, item, text.size, style::TEXT_WIDTH - indent);
        flow.need(text.leading * lines.len().min(2) as f32);
        let marker = if list.numbered {
            format!("{}.", index + 1)
        } else {
            "•".to_owned()
        };
        let marker_line = set(flow.fonts, &Text::from(marker), text.size, indent);
        let mut setting = setting(text, Align::Left);
        for line in &marker_line {
            line.draw(flow.fonts, &mut flow.page, flow.y, &setting);
        }
        setting.x += indent;
        setting.width -= indent;
        setting.justify = true;
        flow.draw_lines(&lines, &setting);
        flow.space(2.5);
    }
    flow.space(5.0);
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
