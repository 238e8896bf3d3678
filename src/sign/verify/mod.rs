//! Verifies the signatures of a PDF, strictly: what is not understood is refused, with a reason.
//!
//! How a verdict comes about:
//! 1. `placement`: every signed field has one value of its own; its byte range leaves out
//!    exactly its `/Contents`; the last one reaches the end of the file.
//! 2. `value`: the signature dictionary is PAdES, its date readable, DocMDP consistent.
//! 3. `contents`, `envelope`, `cms`, `attributes`: the CMS is DER, says one thing only, its digest is
//!    the document's, its signature is the certificate's.
//! 4. `chain`: every embedded certificate is used and checked; trust is stated.
//! 5. `timestamp`: a timestamp in the signature holds by the same rules as the signature itself.
//! 6. `difference`: between two signatures nothing changed but what signing needs.
//! 7. `earlier`: no signature was taken out again.
//!
//! A file whose structure cannot be read is refused for that; `traces` then looks for what is
//! wrong with its signatures, to tell people more than the first fault.

mod attributes;
mod before;
mod boxes;
pub(super) mod chain;
pub(super) mod cms;
mod contents;
mod difference;
mod earlier;
pub(super) mod envelope;
mod explain;
pub(super) mod finding;
mod forms;
mod hidden;
mod last;
mod metadata;
mod placement;
mod plain;
pub(super) mod timestamp;
mod timestamp_info;
mod traces;
mod trusted;
mod value;

pub(super) use before::change_before_signing;
use finding::Finding;
pub(super) use last::{LastSignature, last_signature};
use placement::Placement;
pub use trusted::{TrustError, read_trusted};

use super::{
    certificate::Certificate,
    fields::{SignatureField, signature_fields},
    pdf::Document,
};
use crate::model::content::ContentReport;
use crate::model::signing::{Refusal, Role, SignatureReport, Trust, Verification};

/// More signatures than this in one file are refused.
const MAX_SIGNATURES: usize = 32;

/// What a verification relies on.
#[derive(Debug, Clone, Default)]
pub struct VerifyOptions {
    /// Certificates the user trusts, from [`read_trusted`]. If there are any, every signer must
    /// lead to one of them.
    pub trusted: Vec<Certificate>,
}

/// Verifies all signatures of a PDF. Whatever the bytes are, the answer is a verdict with its
/// reasons, never an error.
pub fn verify_pdf(pdf: &[u8], options: &VerifyOptions) -> Verification {
    let mut verdict = Verdict::default();
    if let Err(finding) = inspect(pdf, options, &mut verdict) {
        verdict.refusals.push(finding.concerning(None));
        verdict.refusals.extend(traces::look_for(pdf));
    }
    Verification {
        valid: verdict.refusals.is_empty(),
        refusals: verdict.refusals,
        signatures: verdict.signatures,
        // Only the engagement can make a report again.
        content: ContentReport::default(),
    }
}

#[derive(Default)]
struct Verdict {
    refusals: Vec<Refusal>,
    signatures: Vec<SignatureReport>,
}

impl Verdict {
    fn note<T>(&mut self, field: Option<&str>, check: Result<T, Finding>) -> Option<T> {
        check
            .map_err(|finding| self.refusals.push(finding.concerning(field)))
            .ok()
    }
}

/// Runs all checks. An error ends the inspection; other refusals are collected.
fn inspect(pdf: &[u8], options: &VerifyOptions, verdict: &mut Verdict) -> Result<(), Finding> {
    let document = Document::read(pdf)?;
    let fields = signature_fields(&document)?;
    let signed: Vec<&SignatureField> = fields.iter().filter(|field| field.value().is_some()).collect();
    if signed.is_empty() {
        return Finding::refuse("unsigned", "no signature field has a value");
    }
    if signed.len() > MAX_SIGNATURES {
        return Finding::refuse(
            "structure_too_large",
            format!("more than {MAX_SIGNATURES} signatures"),
        );
    }
    let mut placements = Vec::new();
    for field in &signed {
        match placement::locate(&document, field) {
            Ok(placement) => placements.push(placement),
            Err(findings) => {
                verdict.refusals.extend(
                    findings
                        .into_iter()
                        .map(|finding| finding.concerning(Some(&field.name))),
                );
                verdict.signatures.push(report_of(&field.name));
            }
        }
    }
    placements.sort_by_key(|placement| placement.end);
    let all_found = placements.len() == signed.len();
    verdict
        .refusals
        .extend(placement::check_coverage(&placements, pdf.len()));
    let certified = verdict
        .note(None, value::check_permissions(&document, &placements))
        .flatten();
    for (index, placement) in placements.iter().enumerate() {
        let covers_all = index + 1 == placements.len() && placement.end == pdf.len();
        let report = inspect_signature(pdf, placement, options, covers_all, verdict);
        verdict.signatures.push(report);
    }
    if all_found && placement::in_order(&placements) {
        inspect_revisions(pdf, &placements, certified.is_some(), verdict);
    }
    verdict.note(None, placement::check_strays(&document, &placements));
    verdict.note(None, placement::check_locks(&signed, &placements));
    verdict.note(None, earlier::check_removed(&document, &placements));
    Ok(())
}

/// Checks one signature by itself.
fn inspect_signature(
    pdf: &[u8],
    placement: &Placement,
    options: &VerifyOptions,
    covers_all: bool,
    verdict: &mut Verdict,
) -> SignatureReport {
    let name = Some(placement.field.as_str());
    let mut report = report_of(&placement.field);
    report.covers_all = covers_all;
    let time = verdict.note(name, value::claimed_time(&placement.dictionary));
    report.claimed_time = time.map(|time| time.to_rfc3339());
    verdict.note(name, value::check_kind(&placement.dictionary));
    let signature = contents::extract(pdf, &placement.gap)
        .and_then(|der| cms::check(&der, &[placement.before(pdf), placement.after(pdf)], time));
    let Some(signature) = verdict.note(name, signature) else {
        return report;
    };
    let embedded = &signature.embedded;
    report.signer = embedded.signer.common_name();
    report.fingerprint = embedded.signer.fingerprint();
    let Some(time) = time else { return report };
    let outcome = chain::evaluate(embedded, &options.trusted, time.to_utc());
    report.trust = outcome.trust;
    let mut findings = outcome.findings;
    if !options.trusted.is_empty() && !outcome.anchored {
        let detail = format!(
            "{} does not lead to a certificate given as trusted",
            report.signer
        );
        findings.push(Finding::new("untrusted_signer", detail));
    }
    if let Some(timestamp) = &signature.timestamp {
        let judged = timestamp::judge(timestamp, &options.trusted);
        findings.extend(judged.findings);
        if judged.anchored && !chain::is_valid_at(embedded, &options.trusted, timestamp.time) {
            let detail = format!("the trusted timestamp says {}", judged.report.time);
            findings.push(Finding::new("certificate_not_valid_at_timestamp", detail));
        }
        report.timestamp = Some(judged.report);
    }
    let findings = findings.into_iter();
    verdict
        .refusals
        .extend(findings.map(|finding| finding.concerning(name)));
    report
}

/// Checks each revision that a signature covers, and what changed between them.
fn inspect_revisions(pdf: &[u8], placements: &[Placement], certified: bool, verdict: &mut Verdict) {
    let mut before: Option<difference::Revision<'_>> = None;
    for (index, placement) in placements.iter().enumerate() {
        let name = Some(placement.field.as_str());
        let values: Vec<u32> = placements
            .iter()
            .take(index + 1)
            .map(|placement| placement.value_number)
            .collect();
        let bytes = pdf.get(..placement.end).unwrap_or_default();
        let Some(revision) = verdict.note(name, difference::Revision::read(bytes, &values)) else {
            return;
        };
        if let Some(before) = &before {
            let findings = difference::compare(before, &revision, placement, certified);
            verdict
                .refusals
                .extend(findings.into_iter().map(|finding| finding.concerning(name)));
        }
        before = Some(revision);
    }
}

fn report_of(field: &str) -> SignatureReport {
    SignatureReport {
        role: Role::from_field_name(field).map_or_else(|| field.to_owned(), |role| role.id().to_owned()),
        signer: String::new(),
        fingerprint: String::new(),
        claimed_time: None,
        trust: Trust::Unknown,
        covers_all: false,
        timestamp: None,
    }
}
