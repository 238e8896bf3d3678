//! Whether the certificate that signed is the one that its field names (see [`super::super::seed`]).

use super::finding::{Check, Finding};
use crate::sign::{
    fields::SignatureField,
    pdf::Document,
    seed::{self, Expected},
};

/// Checks a signature by the fingerprint of its certificate: true where the field names it, false
/// where anybody might have signed.
pub(super) fn check(document: &Document<'_>, field: &SignatureField, fingerprint: &str) -> Check<bool> {
    let expected = seed::expected(document, &field.dictionary)?;
    match &expected {
        Expected::Anybody => Ok(false),
        Expected::NotUnderstood => Finding::refuse(
            "seed_value_unsupported",
            "the field asks more of its signer than to be one of named certificates",
        ),
        Expected::OneOf(_) if expected.fingerprints().iter().any(|one| one == fingerprint) => Ok(true),
        Expected::OneOf(_) => {
            let expected = expected.fingerprints().join(", ");
            let detail = format!("expected is {expected}, signed has {fingerprint}");
            Finding::refuse("unexpected_signer", detail)
        }
    }
}
