//! What happened between the first revision of a file and its first signature. The signature itself
//! says nothing about that: it covers whatever was there when it was made.

use super::difference::{Revision, compare};
use super::finding::{Check, Finding};
use super::placement::locate;
use crate::sign::fields::{SignatureField, signature_fields};
use crate::sign::pdf::Document;

/// Checks that nothing but the first signature came after the first revision, which ends at
/// `first_end`. What came after the first signature is for [`super::verify_pdf`].
pub(in crate::sign) fn change_before_signing(pdf: &[u8], first_end: usize) -> Check<()> {
    if first_end == pdf.len() {
        return Ok(());
    }
    let document = Document::read(pdf)?;
    let fields = signature_fields(&document)?;
    let mut first = None;
    for field in fields.iter().filter(|field| is_signed(field)) {
        let placement = locate(&document, field).map_err(first_of)?;
        if first.as_ref().is_none_or(|first| earlier(&placement, first)) {
            first = Some(placement);
        }
    }
    let Some(first) = first else {
        return Finding::refuse("unsigned", "the file was changed, and nobody signed it");
    };
    let part = |end| pdf.get(..end).unwrap_or_default();
    let before = Revision::read(part(first_end), &[])?;
    let after = Revision::read(part(first.end), &[first.value_number])?;
    match compare(&before, &after, &first, true).into_iter().next() {
        None => Ok(()),
        Some(finding) => Err(finding),
    }
}

fn is_signed(field: &SignatureField) -> bool {
    field.value().is_some()
}

fn earlier(one: &super::placement::Placement, other: &super::placement::Placement) -> bool {
    one.end < other.end
}

fn first_of(findings: Vec<Finding>) -> Finding {
    let unknown = || Finding::new("value_malformed", "a signature cannot be read");
    findings.into_iter().next().unwrap_or_else(unknown)
}
