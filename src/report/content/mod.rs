//! The report's content: what the assessment says, as blocks. One file for each part of the report.

mod accepted;
mod applicability;
mod asked;
mod attention;
mod basis;
mod bilingual;
mod change;
mod classification;
mod counts;
mod cover;
mod decisions;
mod documents;
mod evidence;
mod examiner;
mod exported;
mod finding;
mod gaps;
mod grounds;
mod interviews;
mod journal;
mod merged;
mod papers;
mod papers_official;
mod papers_record;
mod parts;
mod plan;
mod previous;
mod redaction;
mod results;
mod self_check;
mod signoff;
mod summary;
mod systems;
mod view;

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};

pub use self::documents::{DocumentList, document_list};
pub use self::redaction::hidden;
use self::view::View;
use super::blocks::{Block, Document, Toc};
use crate::lang::Lang;
use crate::model::assessment::Assessment;
use crate::model::delta::Delta;
use crate::model::journal::Head;
use crate::model::pack::Pack;
use crate::model::reporting::{EvidenceState, Languages, ReportOptions};
use crate::model::scope::Scope;
use crate::model::score::Score;
use crate::model::signing::ExpectedSigner;
use crate::model::source::OfficialText;

/// Everything a report is made from. The same input gives the same document.
#[derive(Clone, Copy)]
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
    /// What changed since the assessment of the year before; none where none was named.
    pub previous: Option<&'a Delta>,
    /// When it was made.
    pub created: DateTime<FixedOffset>,
    /// Name on the signing certificate; none for a draft.
    pub signer: Option<&'a str>,
    /// Who is expected to sign, by role; empty where anybody may.
    pub expected: &'a [ExpectedSigner],
    /// Version of the program.
    pub program_version: &'a str,
    /// Whether the workbook is embedded in the file.
    pub attached: bool,
}

/// Writes the report, in one language or in both side by side.
pub fn document(input: &ReportInput<'_>) -> Document {
    match input.options.languages {
        Languages::One(_) => written(input, input.lang),
        Languages::Both => bilingual::side_by_side(written(input, Lang::ZhTw), written(input, Lang::En)),
    }
}

/// The report in one language. A redacted one is written from an assessment in which nobody is named.
fn written(input: &ReportInput<'_>, lang: Lang) -> Document {
    let hidden = input.options.redacted.then(|| redaction::hidden(input, lang));
    let input = ReportInput {
        lang,
        assessment: hidden.as_ref().unwrap_or(input.assessment),
        ..*input
    };
    let view = View::new(&input);
    let organisation = &input.assessment.profile.organisation.name;
    let mut document = Document::new(view.fill("report.title", &[("organisation", organisation)]));
    document.language = lang;
    document.subject = lang.of(&input.pack.title).to_owned();
    document.author = Some(organisation.clone()).filter(|name| !name.is_empty());
    document.header_left = match input.options.redacted {
        true => view.tr("options.redacted_copy").to_owned(),
        false => organisation.clone(),
    };
    document.header_right = view.tr("report.name").to_owned();
    document.footer = view.tr("report.footer").to_owned();
    document.cover = Some(cover::cover(&view));
    document.watermark = input.signer.is_none().then(|| view.tr("report.draft").to_owned());
    document.blocks = blocks(&view);
    document
}

/// Everything after the cover. The sign-off page stands in every report: it holds the signature fields.
fn blocks(view: &View<'_>) -> Vec<Block> {
    let toc = Toc {
        title: view.tr("report.toc").to_owned(),
        depth: 2,
    };
    let mut blocks = vec![toc.into(), Block::PageBreak];
    blocks.extend(signoff::blocks(view));
    blocks.extend(parts::blocks(view));
    blocks
}
