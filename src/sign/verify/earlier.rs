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

/// Refuses a file that held a signature which none of its fields has any more.
pub(super) fn check_removed(document: &Document<'_>, placements: &[Placement]) -> Check<()> {
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
