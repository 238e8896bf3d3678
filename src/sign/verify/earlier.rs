//! Looks at the revisions before the last one, whether or not a signature covers them: a signature
//! that was there once must still be there. Otherwise somebody could empty the fields of others,
//! change what they signed, and sign alone.

use super::{
    finding::{Check, Finding},
    placement::Placement,
};
use crate::sign::{
    fields::signature_fields,
    pdf::{Document, Object},
};

/// What every signature dictionary has.
const MARK: &[u8] = b"/ByteRange";

/// Refuses a file that held a signature which none of its fields has any more.
pub(super) fn check_removed(document: &Document<'_>, placements: &[Placement]) -> Check<()> {
    check_chain(document, placements)?;
    check_orphans(document)
}

/// No revision in the chain of cross-references has a signature that is gone now.
fn check_chain(document: &Document<'_>, placements: &[Placement]) -> Check<()> {
    for newest in 1..document.sections.len() {
        let Some(earlier) = document.earlier(newest) else {
            break;
        };
        // A linearized file has sections that are no revision by themselves.
        let Ok(fields) = signature_fields(&earlier) else {
            continue;
        };
        for field in fields {
            let kept = match field.value() {
                None => true,
                Some(Object::Reference(id)) => placements
                    .iter()
                    .any(|placement| placement.field == field.name && placement.value_number == id.number),
                Some(_) => false,
            };
            if !kept {
                let detail = format!(
                    "an earlier revision has a signature in {}, which is gone now",
                    field.name
                );
                return Finding::refuse("signature_removed", detail);
            }
        }
    }
    Ok(())
}

/// No signature dictionary lies in bytes that belong to no object: the chain of cross-references
/// may lead past a whole revision.
fn check_orphans(document: &Document<'_>) -> Check<()> {
    let mut places: Vec<usize> = Vec::new();
    for (place, byte) in document.data.iter().enumerate() {
        let is_mark = *byte == b'/'
            && document
                .data
                .get(place..)
                .is_some_and(|rest| rest.starts_with(MARK));
        if is_mark {
            places.push(place);
        }
    }
    for number in document.numbers() {
        if places.is_empty() {
            break;
        }
        // What cannot be read and is needed is refused elsewhere.
        if let Ok(Some(span)) = document.object_span(number) {
            places.retain(|place| !span.contains(place));
        }
    }
    match places.first() {
        None => Ok(()),
        Some(place) => {
            let detail = format!("the signature dictionary at byte {place} belongs to no object");
            Finding::refuse("signature_removed", detail)
        }
    }
}
