//! The report's content: what the assessment says, as blocks. One file for each part of the report.

mod cover;
mod summary;

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};

use super::blocks::Document;
use crate::lang::{Lang, fill, tr};
use crate::model::assessment::Assessment;
use crate::model::journal::Head;
use crate::model::pack::Pack;
use crate::model::reporting::{Detail, EvidenceState};
use crate::model::scope::Scope;
use crate::model::score::Score;

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
    /// Language of the report.
    pub lang: Lang,
    /// How much it holds.
    pub detail: Detail,
    /// When it was made.
    pub created: DateTime<FixedOffset>,
    /// Name on the signing certificate; none for a draft.
    pub signer: Option<&'a str>,
    /// Version of the program.
    pub program_version: &'a str,
}

/// Writes the report.
pub fn document(input: &ReportInput<'_>) -> Document {
    let lang = input.lang;
    let organisation = &input.assessment.profile.organisation.name;
    let mut document = Document::new(fill(lang, "report.title", &[("organisation", organisation)]));
    document.language = lang;
    document.subject = lang.of(&input.pack.title).to_owned();
    document.header_left = organisation.clone();
    document.header_right = tr(lang, "report.name").to_owned();
    document.footer = tr(lang, "report.footer").to_owned();
    document.cover = Some(cover::cover(input));
    document.watermark = input
        .signer
        .is_none()
        .then(|| tr(lang, "report.draft").to_owned());
    document.extend(summary::blocks(input))
}
