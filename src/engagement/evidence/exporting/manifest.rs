//! The manifest of a folder of evidence: one row for each check a piece serves, as JSON for
//! programs and as CSV for people.

use std::ops::Range;

use serde::Serialize;
use serde_json::json;

use super::copying::{Copied, internal};
use crate::engagement::Engagement;
use crate::error::{Error, Result};
use crate::exchange::csv as comma_separated;
use crate::exchange::sheet::{Cell, Column, Sheet};
use crate::lang::{Lang, evidence_kind_name, looked_at_name, lookup, sensitivity_name};
use crate::model::assessment::{CustodyStep, Evidence, EvidenceKind, Interview, Link, Sensitivity};
use crate::model::pack::ClauseId;
use crate::model::reporting::EvidenceState;
use crate::model::scope::Target;

/// One piece of evidence as one check sees it.
#[derive(Debug, Clone, Serialize)]
pub struct ExportedRow {
    /// The clause; none where it is tied to no check.
    pub clause: Option<ClauseId>,
    /// The target.
    pub target: Option<Target>,
    /// Item of the clause's evidence list.
    pub item: Option<String>,
    /// Number of the evidence, `E-003`.
    pub label: String,
    /// Its title.
    pub title: String,
    /// What kind of reference.
    pub kind: EvidenceKind,
    /// Where the copy lies below the folder, with `/`; none where there is no copy.
    pub copy: Option<String>,
    /// Where it is kept, without the folders of the machine.
    pub location: String,
    /// Page or section.
    pub locator: String,
    /// What it shows for this check.
    pub proves: String,
    /// What it was when it was looked at for this folder.
    pub state: &'static str,
    /// SHA-256 when it was attached.
    pub sha256: Option<String>,
    /// SHA-256 of the copied file; none for folders and where there is no copy.
    pub copy_sha256: Option<String>,
    /// Size in bytes when it was attached.
    pub size: Option<u64>,
    /// Number of files of a folder.
    pub files: Option<u64>,
    /// The day it speaks of.
    pub dated: String,
    /// The day it stops being valid.
    pub valid_until: String,
    /// First day covered.
    pub covers_from: String,
    /// Last day covered.
    pub covers_to: String,
    /// Version of a document.
    pub version: String,
    /// Who issued it.
    pub issuer: String,
    /// How carefully it is to be handled.
    pub sensitivity: Option<Sensitivity>,
    /// Who keeps it.
    pub custodian: String,
    /// What is known of an interview.
    pub interview: Option<Interview>,
    /// Who handed it to whom.
    pub custody: Vec<CustodyStep>,
    /// Who attached it.
    pub attached_by: String,
    /// When.
    pub attached_at: String,
    #[serde(skip)]
    seen: Option<EvidenceState>,
}

impl ExportedRow {
    /// Whether it could not be copied or is not what was attached.
    pub fn is_faulty(&self) -> bool {
        self.seen.is_some_and(EvidenceState::is_broken) || (self.kind.is_hashed() && self.copy.is_none())
    }
}

/// A piece of evidence below one folder of the export.
pub(super) struct Plan<'a> {
    pub evidence: &'a Evidence,
    /// Its ties to the article of that folder.
    pub links: Vec<&'a Link>,
    /// Where its copy lies.
    pub place: String,
    /// Which copies are its files.
    pub copies: Range<usize>,
}

impl Plan<'_> {
    /// The rows of the manifest.
    pub(super) fn rows(&self, done: &[Copied], state: Option<EvidenceState>) -> Vec<ExportedRow> {
        let copied = done.get(self.copies.clone()).unwrap_or_default();
        let whole = !copied.is_empty() && copied.iter().all(|copy| copy.is_ok());
        let hash = match copied {
            [Ok((hash, _))] if self.evidence.kind != EvidenceKind::Folder => Some(hash.clone()),
            _ => None,
        };
        let row =
            |link: Option<&Link>| self.row(link, whole.then(|| self.place.clone()), hash.clone(), state);
        match self.links.is_empty() {
            true => vec![row(None)],
            false => self.links.iter().map(|link| row(Some(link))).collect(),
        }
    }

    fn row(
        &self,
        link: Option<&Link>,
        copy: Option<String>,
        copy_sha256: Option<String>,
        state: Option<EvidenceState>,
    ) -> ExportedRow {
        let evidence = self.evidence;
        ExportedRow {
            clause: link.map(|link| link.clause),
            target: link.map(|link| link.target.clone()),
            item: link.and_then(|link| link.item.clone()),
            label: evidence.label(),
            title: evidence.title.clone(),
            kind: evidence.kind,
            copy,
            location: evidence.shown_location().to_owned(),
            locator: link.map(|link| link.locator.clone()).unwrap_or_default(),
            proves: link.map(|link| link.proves.clone()).unwrap_or_default(),
            state: state.map_or("", EvidenceState::word),
            sha256: evidence.sha256.clone(),
            copy_sha256,
            size: evidence.size,
            files: evidence.files,
            dated: evidence.dated.clone(),
            valid_until: evidence.valid_until.clone(),
            covers_from: evidence.covers_from.clone(),
            covers_to: evidence.covers_to.clone(),
            version: evidence.version.clone(),
            issuer: evidence.issuer.clone(),
            sensitivity: evidence.sensitivity,
            custodian: evidence.custodian.clone(),
            interview: evidence.interview.clone(),
            custody: evidence.custody.clone(),
            attached_by: evidence.attached_by.clone(),
            attached_at: evidence.attached_at.clone(),
            seen: state,
        }
    }
}

/// The manifest for programs.
pub(super) fn json(engagement: &Engagement, rows: &[ExportedRow]) -> Result<String> {
    let whole = json!({
        "organisation": engagement.assessment().profile.organisation.name,
        "made_at": engagement.timestamp(),
        "journal": engagement.head()?,
        "digest": engagement.assessment().digest(),
        "evidence": rows,
    });
    serde_json::to_string_pretty(&whole).map_err(internal)
}

/// CSV files have no widths; a sheet asks for one.
const COLUMN_WIDTH: u16 = 12;

/// The columns of the manifest for people.
const COLUMNS: [&str; 21] = [
    "clause",
    "target",
    "item",
    "label",
    "title",
    "kind",
    "copy",
    "state",
    "locator",
    "proves",
    "location",
    "dated",
    "covers_from",
    "covers_to",
    "valid_until",
    "version",
    "issuer",
    "sensitivity",
    "custodian",
    "size",
    "sha256",
];

/// The manifest for people.
pub(super) fn csv(rows: &[ExportedRow], lang: Lang) -> Result<Vec<u8>> {
    let column = |id: &str| {
        let title = lookup(lang, &format!("evidence.column_{id}")).unwrap_or_default();
        Column::new(title, COLUMN_WIDTH)
    };
    let sheet = Sheet {
        columns: COLUMNS.map(column).into(),
        rows: rows
            .iter()
            .map(|row| cells(row, lang).iter().map(|words| Cell::text(words)).collect())
            .collect(),
        ..Sheet::default()
    };
    comma_separated::write(&sheet).map_err(|fault| Error::internal(fault.words()).caused_by(fault))
}

fn cells(row: &ExportedRow, lang: Lang) -> [String; 21] {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    [
        row.clause.map(|clause| clause.to_string()).unwrap_or_default(),
        row.target.as_ref().map(ToString::to_string).unwrap_or_default(),
        text(&row.item),
        row.label.clone(),
        row.title.clone(),
        evidence_kind_name(row.kind, lang).to_owned(),
        text(&row.copy),
        row.seen
            .map(|state| looked_at_name(row.kind, state, lang).to_owned())
            .unwrap_or_default(),
        row.locator.clone(),
        row.proves.clone(),
        row.location.clone(),
        row.dated.clone(),
        row.covers_from.clone(),
        row.covers_to.clone(),
        row.valid_until.clone(),
        row.version.clone(),
        row.issuer.clone(),
        row.sensitivity
            .map(|level| sensitivity_name(level, lang).to_owned())
            .unwrap_or_default(),
        row.custodian.clone(),
        row.size.map(|size| size.to_string()).unwrap_or_default(),
        text(&row.sha256),
    ]
}
