//! Finds the last signature of a file that has been verified: the only one that can still take a
//! timestamp, because nothing covers it.

use std::ops::Range;

use super::{
    contents,
    finding::{Check, Finding},
    placement,
};
use crate::sign::{fields::signature_fields, pdf::Document};

/// The last signature of a file.
pub(in crate::sign) struct LastSignature {
    /// The bytes of `/Contents`, delimiters included.
    pub(in crate::sign) gap: Range<usize>,
    /// Its CMS, without the padding.
    pub(in crate::sign) cms: Vec<u8>,
}

/// Finds it.
pub(in crate::sign) fn last_signature(pdf: &[u8]) -> Check<LastSignature> {
    let document = Document::read(pdf)?;
    let mut last: Option<placement::Placement> = None;
    for field in signature_fields(&document)? {
        if field.value().is_none() {
            continue;
        }
        let placement = placement::locate(&document, &field).map_err(first_of)?;
        if last.as_ref().is_none_or(|last| last.end < placement.end) {
            last = Some(placement);
        }
    }
    let Some(last) = last else {
        return Finding::refuse("unsigned", "no signature field has a value");
    };
    Ok(LastSignature {
        cms: contents::extract(pdf, &last.gap)?,
        gap: last.gap,
    })
}

fn first_of(findings: Vec<Finding>) -> Finding {
    let unknown = || Finding::new("value_malformed", "the signature's value cannot be located");
    findings.into_iter().next().unwrap_or_else(unknown)
}
