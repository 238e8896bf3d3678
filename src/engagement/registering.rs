//! Comparing a report with the register of exports of the workbook it was written from.

use sha2::{Digest, Sha256};

use super::Engagement;
use crate::error::{Error, Result};
use crate::model::assessment::ExportRecord;
use crate::model::journal::ChainResult;
use crate::model::register::{self, Changed, RegisterReport, RegisteredFile};
use crate::model::signing::{Refusal, Verification};
use crate::sign::verify::revision_ends;

impl Engagement {
    /// Adds to a verification what this workbook says about the file, and refuses one that is not
    /// registered, that was signed further, or that no longer shows the assessment.
    pub(super) fn compare_with_register(&self, pdf: &[u8], verification: &mut Verification) -> Result<()> {
        let report = self.register_report(pdf)?;
        verification.refusals.extend(refusals(&report));
        verification.valid = verification.refusals.is_empty();
        verification.workbook = Some(report);
        Ok(())
    }

    fn register_report(&self, pdf: &[u8]) -> Result<RegisterReport> {
        let sha256 = hex::encode(Sha256::digest(pdf));
        let whole = self.registered(&sha256);
        let revision = match whole {
            Some(_) => None,
            None => self.registered_revision(pdf),
        };
        let shown = whole.or(revision);
        let (changed, changes) = match shown {
            Some(export) => self.changes_since(export)?,
            None => (false, Vec::new()),
        };
        let (later_signatures, with_timestamp) = register::made_from(&self.assessment().exports, &sha256);
        Ok(RegisterReport {
            registered: whole.is_some(),
            role: whole.and_then(|export| export.signed_as.clone()),
            file: whole.map(|export| export.file.clone()),
            at: whole.map(|export| export.at.clone()),
            registered_revision: revision.and_then(register::registered),
            changed,
            changes,
            later_signatures,
            with_timestamp,
            journal: self.verify_journal(None)?.result,
        })
    }

    /// The row of the register for a file with this SHA-256.
    fn registered(&self, sha256: &str) -> Option<&ExportRecord> {
        let mut exports = self.assessment().exports.values();
        exports.find(|export| export.sha256 == sha256)
    }

    /// The latest signed revision inside a file that is registered by itself.
    fn registered_revision(&self, pdf: &[u8]) -> Option<&ExportRecord> {
        let ends = revision_ends(pdf).into_iter().rev();
        let mut revisions = ends.filter_map(|end| pdf.get(..end));
        revisions.find_map(|revision| self.registered(&hex::encode(Sha256::digest(revision))))
    }

    /// Whether the assessment is no longer the one that an export shows, and what changed since.
    fn changes_since(&self, export: &ExportRecord) -> Result<(bool, Vec<Changed>)> {
        let now = self.assessment();
        if export.digest == now.digest() {
            return Ok((false, Vec::new()));
        }
        let rows = self.journal()?;
        let Some(since) = register::rows_since(&rows, &export.digest) else {
            return Ok((true, Vec::new()));
        };
        let before = register::before(now, since).map_err(|fault| {
            Error::input("error.journal_and_tables")
                .hint("error.hint_journal_verify")
                .caused_by(fault)
        })?;
        Ok((true, register::changes(self.pack(), &before, now)))
    }
}

/// Why the file is refused, as far as the workbook knows.
fn refusals(report: &RegisterReport) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    let mut refuse = |id, detail: String| {
        refusals.push(Refusal {
            id,
            field: None,
            detail,
        });
    };
    if report.journal != ChainResult::Intact {
        refuse(
            "workbook_journal",
            format!("checking the journal says {}", report.journal.id()),
        );
    }
    match (&report.registered_revision, report.registered) {
        (Some(revision), _) => refuse(
            "later_signature_not_recorded",
            format!(
                "registered is the revision that {} signed last",
                described(revision)
            ),
        ),
        (None, false) => refuse("not_in_workbook", "no export has this SHA-256".to_owned()),
        (None, true) => {}
    }
    if !report.later_signatures.is_empty() {
        let later: Vec<String> = report.later_signatures.iter().map(described).collect();
        refuse("signature_stripped", later.join("; "));
    }
    if report.changed {
        let detail = format!(
            "{} difference(s) to the assessment the report shows",
            report.changes.len()
        );
        refuse("workbook_changed_since", detail);
    }
    refusals
}

fn described(file: &RegisteredFile) -> String {
    format!("{}: {}, {}", file.role, file.file, file.at)
}
