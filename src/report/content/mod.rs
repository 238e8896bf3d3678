//! The report's content: what the assessment says, as blocks. One file for each part of the report.

mod accepted;
mod applicability;
mod asked;
mod attention;
mod basis;
mod classification;
mod counts;
mod cover;
mod documents;
mod evidence;
mod examiner;
mod exported;
mod finding;
mod gaps;
mod grounds;
mod interviews;
mod journal;
mod papers;
mod papers_official;
mod papers_record;
mod plan;
mod previous;
mod results;
mod self_check;
mod signoff;
mod summary;
mod systems;
mod view;

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};

pub use self::documents::{DocumentList, document_list};
use self::view::View;
use super::blocks::{Block, Document, Toc};
use crate::lang::{Lang, fill, tr};
use crate::model::assessment::Assessment;
use crate::model::journal::Head;
use crate::model::pack::Pack;
use crate::model::reporting::{EvidenceState, ReportOptions};
use crate::model::scope::Scope;
use crate::model::score::Score;
use crate::model::source::OfficialText;

/// Everything a report is made from. The same input gives the same document.
pub struct ReportInput<'a> {
    /// The pack.
    pub pack: &'a Pack,
    /// SHA-256 of the pack.
    pub pack_sha256: &'a str,
    /// The assessment.
    pub assessment: &'a Assessment,
    /// Its scope.
    pub scope: &'a Scope,
    /// Its counts.
    pub score: &'a Score,
    /// The journal's head when the report was made.
    pub head: &'a Head,
    /// Digest of the assessment.
    pub digest: &'a str,
    /// State of each piece of evidence when the report was made, by uid.
    pub evidence_states: &'a BTreeMap<String, EvidenceState>,
    /// Language of the words.
    pub lang: Lang,
    /// What it holds, and how.
    pub options: &'a ReportOptions,
    /// The user's copy of the official text for the working papers; none leaves it out.
    pub official: Option<&'a OfficialText>,
    /// When it was made.
    pub created: DateTime<FixedOffset>,
    /// Name on the signing certificate; none for a draft.
    pub signer: Option<&'a str>,
    /// Version of the program.
    pub program_version: &'a str,
}

/// Room that a chapter wants on the page it begins on, in points; with less it begins a new page.
const CHAPTER_ROOM: f32 = 250.0;

/// As [`CHAPTER_ROOM`], for an annex.
const ANNEX_ROOM: f32 = 400.0;

/// Writes the report.
pub fn document(input: &ReportInput<'_>) -> Document {
    let view = View::new(input);
    let lang = input.lang;
    let organisation = &input.assessment.profile.organisation.name;
    let mut document = Document::new(fill(lang, "report.title", &[("organisation", organisation)]));
    document.language = lang;
    document.subject = lang.of(&input.pack.title).to_owned();
    document.author = Some(organisation.clone()).filter(|name| !name.is_empty());
    document.header_left = organisation.clone();
    document.header_right = tr(lang, "report.name").to_owned();
    document.footer = tr(lang, "report.footer").to_owned();
    document.cover = Some(cover::cover(&view));
    document.watermark = input
        .signer
        .is_none()
        .then(|| tr(lang, "report.draft").to_owned());
    document.blocks = blocks(&view);
    document
}

/// The parts after the cover. The sign-off page stands in every edition: it holds the signature fields.
fn blocks(view: &View<'_>) -> Vec<Block> {
    let toc = Toc {
        title: view.tr("report.toc").to_owned(),
        depth: 2,
    };
    let mut blocks = vec![toc.into(), Block::PageBreak];
    blocks.extend(signoff::blocks(view));
    if view.has_chapters() {
        blocks.push(Block::PageBreak);
        blocks.extend(examiner::blocks(view));
        blocks.push(Block::PageBreak);
        for chapter in [
            summary::blocks,
            basis::blocks,
            classification::blocks,
            results::blocks,
            gaps::blocks,
            plan::blocks,
            previous::blocks,
            accepted::blocks,
        ] {
            blocks.push(Block::Room(CHAPTER_ROOM));
            blocks.extend(chapter(view));
        }
    }
    if view.has_papers() {
        blocks.push(Block::PageBreak);
        blocks.extend(papers::blocks(view));
        blocks.push(Block::Room(ANNEX_ROOM));
        blocks.extend(applicability::blocks(view));
    }
    blocks.push(Block::Room(ANNEX_ROOM));
    blocks.extend(evidence::blocks(view));
    if view.has_papers() {
        blocks.push(Block::Room(CHAPTER_ROOM));
        blocks.extend(interviews::blocks(view));
    }
    blocks.push(Block::Room(CHAPTER_ROOM));
    blocks.extend(journal::blocks(view));
    blocks
}
