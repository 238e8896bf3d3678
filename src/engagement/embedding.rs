//! A report with its workbook inside: making it, and making it again from what is inside.
//!
//! Both go the same way: the workbook is written as JSON first, and the report is made from that
//! JSON. So a report is never made from anything that its attachment does not hold.

use std::sync::atomic::AtomicBool;

use serde_json::Value;

use super::reporting::report_error;
use crate::error::{Error, Result};
use crate::exchange::json::{Extent, JsonError, ReportMade, WorkbookFile, read};
use crate::lang::tr;
use crate::model::assessment::{Assessment, Evidence, EvidenceKind, Review};
use crate::model::scope::scope;
use crate::model::score::score;
use crate::report::content::{ReportInput, document, hidden};
use crate::report::{Attachment, RenderOptions, Rendered, render};

/// Name of the file inside a report.
pub(super) const FILE_NAME: &str = "zicha-workbook.json";
/// Its media type.
const MEDIA_TYPE: &str = "application/json";

/// Makes a report with its workbook inside.
///
/// # Errors
/// The work was cancelled, or a fault of Zicha.
pub(super) fn render_with_workbook(input: &ReportInput<'_>, watched: &RenderOptions<'_>) -> Result<Rendered> {
    // What is hidden on the pages must not stand in the file behind them.
    let redacted = input.options.redacted.then(|| hidden(input, input.lang));
    let (assessment, shortened) = without_paths(redacted.as_ref().unwrap_or(input.assessment));
    let extent = match (input.options.redacted, shortened) {
        (true, _) => Extent::Redacted,
        (false, true) => Extent::WithoutPaths,
        (false, false) => Extent::Whole,
    };
    let made = ReportMade {
        options: input.options.clone(),
        created: input.created,
        signer: input.signer.map(str::to_owned),
        program_version: input.program_version.to_owned(),
        official: input.official.cloned(),
        previous: input.previous.cloned(),
        expected: input.expected.to_vec(),
    };
    let file = WorkbookFile::new(
        input.pack,
        &assessment,
        extent,
        input.head,
        input.digest,
        input.evidence_states,
    );
    let bytes = file.of_report(made.clone()).write().map_err(not_attached)?;
    let file = read(&bytes).map_err(not_attached)?;
    render_from(&file, &made, &bytes, watched)
}

/// Makes a report from the workbook inside it, whose JSON is `bytes`.
///
/// # Errors
/// The work was cancelled, or a fault of Zicha.
pub(super) fn render_again(
    file: &WorkbookFile,
    made: &ReportMade,
    bytes: &[u8],
    cancel: Option<&AtomicBool>,
) -> Result<Rendered> {
    let watched = RenderOptions {
        cancel,
        ..RenderOptions::at(made.created)
    };
    render_from(file, made, bytes, &watched)
}

/// The same for somebody who watches it.
fn render_from(
    file: &WorkbookFile,
    made: &ReportMade,
    bytes: &[u8],
    watched: &RenderOptions<'_>,
) -> Result<Rendered> {
    let assessment = file.assessment().map_err(not_attached)?;
    let scope = scope(&file.pack, &assessment.profile);
    let counted = score(&file.pack, &scope, &assessment);
    let lang = made.options.languages.first();
    let input = ReportInput {
        pack: &file.pack,
        pack_sha256: &file.pack.sha256(),
        assessment: &assessment,
        scope: &scope,
        score: &counted,
        head: &file.journal,
        digest: &file.digest,
        evidence_states: &file.evidence_states,
        lang,
        options: &made.options,
        official: made.official.as_ref(),
        previous: made.previous.as_ref(),
        created: made.created,
        signer: made.signer.as_deref(),
        expected: &made.expected,
        program_version: &made.program_version,
        attached: true,
    };
    let options = RenderOptions {
        attachment: Some(Attachment {
            name: FILE_NAME,
            mime: MEDIA_TYPE,
            description: tr(lang, "content.attachment_name"),
            bytes,
        }),
        created: made.created,
        ..*watched
    };
    render(&document(&input), &options).map_err(report_error)
}

fn not_attached(fault: JsonError) -> Error {
    Error::internal("error.workbook_not_attached")
        .saying("fault", fault.words())
        .hint("error.hint_report_without_attachment")
        .caused_by(fault)
}

/// The assessment without folders of the machine, as the report shows them; true where that took
/// something away.
fn without_paths(assessment: &Assessment) -> (Assessment, bool) {
    let mut reduced = assessment.clone();
    for review in reduced.reviews.values_mut() {
        shorten_seen(review, assessment);
    }
    for evidence in reduced.evidence.values_mut() {
        if let Some(shown) = shortened(evidence) {
            evidence.location = shown;
        }
    }
    let changed = reduced != *assessment;
    (reduced, changed)
}

/// The location of evidence without folders of the machine, where it has any.
fn shortened(evidence: &Evidence) -> Option<String> {
    // Of an interview the location is a person.
    let shown = evidence.shown_location();
    (evidence.kind != EvidenceKind::Interview && shown != evidence.location).then(|| shown.to_owned())
}

/// What a reviewer saw holds the location of evidence that has no hash. It is shortened as the
/// evidence's own is; where it was another, it is emptied, so that it still differs.
fn shorten_seen(review: &mut Review, assessment: &Assessment) {
    let pieces = review.seen.get_mut(crate::model::review::EVIDENCE);
    for piece in pieces.and_then(Value::as_array_mut).into_iter().flatten() {
        let uid = piece.get("evidence").and_then(Value::as_str).unwrap_or_default();
        let current = assessment.evidence.get(uid);
        let Some(location) = piece.pointer_mut("/content/location") else {
            continue;
        };
        let then = location.as_str().unwrap_or_default().to_owned();
        let kind = current.map_or(EvidenceKind::File, |evidence| evidence.kind);
        let seen = Evidence {
            kind,
            location: then.clone(),
            ..Evidence::default()
        };
        if let Some(shown) = shortened(&seen) {
            let same = current.is_some_and(|evidence| evidence.location == then);
            *location = Value::String(if same { shown } else { String::new() });
        }
    }
}
