//! Whether a report says what its workbook does: the workbook inside it is read, the report made
//! again from it, and the result compared with what the signers signed.
//!
//! The attachment may come from anybody. It is read within bounds, and nothing in it names a file
//! that is opened or written.

use crate::engagement::embedding::{FILE_NAME, render_again};
use crate::exchange::json::{JsonError, ReportMade, WorkbookFile, read};
use crate::model::content::{Comparison, ContentReport};
use crate::model::signing::Refusal;
use crate::sign::reading::{FirstRevision, Page, embedded_file, first_bytes, first_revision, pages};

/// A report with more checks than this is not made again: it would take minutes.
const MAX_CHECKS: usize = 500_000;
/// The version that is running.
const THIS_VERSION: &str = env!("CARGO_PKG_VERSION");

/// What is known of the content of a PDF, and why it is refused.
pub(super) fn judge(pdf: &[u8]) -> (ContentReport, Option<Refusal>) {
    let none = (ContentReport::default(), None);
    let Ok(first) = first_bytes(pdf) else {
        return none;
    };
    let bytes = match embedded_file(first, FILE_NAME) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return none,
        Err(fault) => return unreadable(&fault.to_string()),
    };
    match read(&bytes) {
        Ok(file) => match first_revision(pdf) {
            Ok(first) => judge_attached(pdf, &first, &file, &bytes),
            Err(fault) => unreadable(&fault.to_string()),
        },
        Err(JsonError::NotOurs) => none,
        Err(JsonError::OtherVersion { .. }) => (attached(), None),
        Err(fault) => unreadable(&fault.to_string()),
    }
}

fn judge_attached(
    pdf: &[u8],
    first: &FirstRevision<'_>,
    file: &WorkbookFile,
    bytes: &[u8],
) -> (ContentReport, Option<Refusal>) {
    let Some(made) = &file.report else {
        return unreadable("it does not say how the report was made");
    };
    if !file.is_written_as(bytes) {
        return unreadable("it is not in its canonical form");
    }
    let systems = file.assessment.profile.systems.len();
    if file.pack.clauses().count().saturating_mul(systems + 1) > MAX_CHECKS {
        return unreadable(&format!("it has more than {MAX_CHECKS} checks"));
    }
    let again = match render_again(file, made, bytes, None) {
        Ok(again) => again.pdf,
        Err(fault) => return unreadable(&fault.to_string()),
    };
    match made.program_version == THIS_VERSION {
        true => by_bytes(pdf, first, &again),
        false => by_text(pdf, first, &again, made),
    }
}

/// Compares with the first revision byte for byte.
fn by_bytes(pdf: &[u8], first: &FirstRevision<'_>, again: &[u8]) -> (ContentReport, Option<Refusal>) {
    let content = compared(Comparison::Bytes, THIS_VERSION);
    if first.bytes == again && first.changed.is_none() {
        return (
            ContentReport {
                same: true,
                ..content
            },
            None,
        );
    }
    let page = match (pages(pdf), pages(again)) {
        (Ok(theirs), Ok(ours)) => first_difference(&theirs, &ours, same_text)
            .or_else(|| first_difference(&theirs, &ours, same_content)),
        _ => None,
    };
    let reason = match &first.changed {
        Some(change) => format!("changed after it was made and before the first signature: {change}"),
        None => "made again from its attachment, the report has other bytes".to_owned(),
    };
    differs(content, page, reason)
}

/// Compares the text of each page: another version may typeset the same report otherwise.
fn by_text(
    pdf: &[u8],
    first: &FirstRevision<'_>,
    again: &[u8],
    made: &ReportMade,
) -> (ContentReport, Option<Refusal>) {
    let content = compared(Comparison::Text, &made.program_version);
    let (theirs, ours) = match (pages(first.bytes), pages(again)) {
        (Ok(theirs), Ok(ours)) => (theirs, ours),
        (Err(fault), _) | (_, Err(fault)) => return unreadable(&fault.to_string()),
    };
    if let Some(change) = &first.changed {
        let page = pages(pdf)
            .ok()
            .and_then(|now| first_difference(&now, &ours, same_text));
        let reason = format!("changed after it was made and before the first signature: {change}");
        return differs(content, page, reason);
    }
    match first_difference(&theirs, &ours, same_text) {
        None => (
            ContentReport {
                same: true,
                ..content
            },
            None,
        ),
        page => {
            let reason = format!(
                "the report says Zicha {} made it, this is {THIS_VERSION}; made again, its text differs",
                made.program_version
            );
            differs(content, page, reason)
        }
    }
}

fn same_text(one: &Page, other: &Page) -> bool {
    let letters = |page: &Page| {
        let text = page.text.chars().filter(|c| !c.is_whitespace());
        text.collect::<String>()
    };
    letters(one) == letters(other)
}

fn same_content(one: &Page, other: &Page) -> bool {
    one.sha256 == other.sha256
}

/// The first page that differs, from 1; one that only one of them has differs.
fn first_difference(theirs: &[Page], ours: &[Page], same: fn(&Page, &Page) -> bool) -> Option<usize> {
    let differing = theirs.iter().zip(ours).position(|(a, b)| !same(a, b));
    let shorter = theirs.len().min(ours.len());
    let longer = (theirs.len() != ours.len()).then_some(shorter);
    differing.or(longer).map(|index| index + 1)
}

fn attached() -> ContentReport {
    ContentReport {
        attached: true,
        ..ContentReport::default()
    }
}

fn compared(how: Comparison, version: &str) -> ContentReport {
    ContentReport {
        compared: Some(how),
        program_version: Some(version.to_owned()),
        ..attached()
    }
}

fn differs(content: ContentReport, page: Option<usize>, reason: String) -> (ContentReport, Option<Refusal>) {
    let detail = match page {
        Some(page) => format!("page {page}: {reason}"),
        None => reason,
    };
    (
        ContentReport { page, ..content },
        Some(refusal("content_differs", detail)),
    )
}

fn unreadable(detail: &str) -> (ContentReport, Option<Refusal>) {
    (
        attached(),
        Some(refusal("attachment_unreadable", detail.to_owned())),
    )
}

fn refusal(id: &'static str, detail: String) -> Refusal {
    Refusal {
        id,
        field: None,
        detail,
    }
}
