//! The parts after contents and sign-off page, in the order of the report. A part left out takes its
//! numeral with it; the others keep theirs.

use super::view::View;
use super::{
    accepted, applicability, basis, classification, evidence, examiner, gaps, interviews, journal, papers,
    plan, previous, results, summary,
};
use crate::model::reporting::Section;
use crate::report::blocks::Block;

/// Room that a chapter wants on the page it begins on, in points; with less it begins a new page.
const CHAPTER_ROOM: f32 = 250.0;

/// As [`CHAPTER_ROOM`], for an annex.
const ANNEX_ROOM: f32 = 400.0;

/// Every part that the report is to hold.
pub(super) fn blocks(view: &View<'_>) -> Vec<Block> {
    let wanted = Section::ALL.into_iter().filter(|section| view.has(*section));
    let parts = wanted.flat_map(|section| std::iter::once(before(section)).chain(part(view, section)));
    parts.collect()
}

/// Where a part begins. The examiner's page is one of its own, so what follows it begins a new one.
fn before(section: Section) -> Block {
    match section {
        Section::Examiner | Section::Summary | Section::Papers => Block::PageBreak,
        Section::Applicability | Section::Evidence => Block::Room(ANNEX_ROOM),
        _ => Block::Room(CHAPTER_ROOM),
    }
}

fn part(view: &View<'_>, section: Section) -> Vec<Block> {
    match section {
        Section::Examiner => {
            let mut page = examiner::blocks(view);
            page.push(Block::PageBreak);
            page
        }
        Section::Summary => summary::blocks(view),
        Section::Basis => basis::blocks(view),
        Section::Classification => classification::blocks(view),
        Section::Results => results::blocks(view),
        Section::Findings => gaps::blocks(view),
        Section::Plan => plan::blocks(view),
        Section::Previous => previous::blocks(view),
        Section::Accepted => accepted::blocks(view),
        Section::Papers => papers::blocks(view),
        Section::Applicability => applicability::blocks(view),
        Section::Evidence => evidence::blocks(view),
        Section::Interviews => interviews::blocks(view),
        Section::Journal => journal::blocks(view),
    }
}
