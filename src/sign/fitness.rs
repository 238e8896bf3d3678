//! Whether a certificate may make a signature at all, asked before the key is: a card would count a
//! try, and a signature that cannot verify helps nobody.

use chrono::{DateTime, Utc};
use thiserror::Error;

use super::{
    certificate::{Certificate, CertificateError},
    fields::SignatureField,
    pdf::Document,
    seed::{self, Expected},
    signer::Signer,
};
use crate::error::Words;

/// Why a certificate may not sign here.
#[derive(Debug, Error)]
pub enum UnfitSigner {
    /// It cannot be read.
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    /// Its validity ended before the time of the signature.
    #[error("the certificate of {name} expired on {end}; the signature would be of {time}")]
    Expired {
        /// Common name of the certificate.
        name: String,
        /// The end of its validity.
        end: DateTime<Utc>,
        /// When the signature would be made.
        time: DateTime<Utc>,
    },
    /// Its validity begins after the time of the signature.
    #[error("the certificate of {name} is not valid before {start}; the signature would be of {time}")]
    NotYetValid {
        /// Common name of the certificate.
        name: String,
        /// The start of its validity.
        start: DateTime<Utc>,
        /// When the signature would be made.
        time: DateTime<Utc>,
    },
    /// Key usage or extended key usage exclude signing documents.
    #[error("the certificate of {0} is not for signing documents")]
    NotForSigning(String),
    /// The field asks for another certificate.
    #[error("the field {field} expects the certificate {expected}, not {given} of {name}")]
    Unexpected {
        /// The field.
        field: String,
        /// SHA-256 of the certificates that are expected.
        expected: String,
        /// SHA-256 of the one at hand.
        given: String,
        /// Its common name.
        name: String,
    },
    /// The field asks for something that is not judged.
    #[error("the field {0} asks something of its signer that Zicha does not judge")]
    NotUnderstood(String),
}

impl UnfitSigner {
    /// What happened, to be worded.
    pub fn words(&self) -> Words {
        match self {
            Self::Certificate(fault) => fault.words(),
            Self::Expired { name, end, time } => Words::new("error.signer_expired")
                .with("name", name)
                .with("end", end.format("%Y-%m-%d"))
                .with("time", time.format("%Y-%m-%d")),
            Self::NotYetValid { name, start, time } => Words::new("error.signer_not_yet_valid")
                .with("name", name)
                .with("start", start.format("%Y-%m-%d"))
                .with("time", time.format("%Y-%m-%d")),
            Self::NotForSigning(name) => Words::new("error.signer_not_for_signing").with("name", name),
            Self::Unexpected {
                field,
                expected,
                given,
                name,
            } => Words::new("error.unexpected_signer")
                .with("field", field)
                .with("expected", expected)
                .with("given", given)
                .with("name", name),
            Self::NotUnderstood(field) => Words::new("error.seed_value_unsupported").with("field", field),
        }
    }
}

/// Checks a signer's certificate for a field and a time.
pub(super) fn check(
    document: &Document<'_>,
    field: &SignatureField,
    signer: &dyn Signer,
    time: DateTime<Utc>,
) -> Result<(), UnfitSigner> {
    let certificate = Certificate::from_der(signer.certificate())?;
    let name = certificate.common_name();
    if !certificate.may_sign_documents() || certificate.is_for_other_purposes() {
        return Err(UnfitSigner::NotForSigning(name));
    }
    let (start, end) = certificate.validity();
    if !certificate.is_valid_at(time) {
        return Err(match time < start {
            true => UnfitSigner::NotYetValid { name, start, time },
            false => UnfitSigner::Expired { name, end, time },
        });
    }
    let expected = seed::expected(document, &field.dictionary).unwrap_or(Expected::NotUnderstood);
    let given = certificate.fingerprint();
    match expected {
        Expected::Anybody => Ok(()),
        Expected::NotUnderstood => Err(UnfitSigner::NotUnderstood(field.name.clone())),
        Expected::OneOf(_) if expected.fingerprints().contains(&given) => Ok(()),
        Expected::OneOf(_) => Err(UnfitSigner::Unexpected {
            field: field.name.clone(),
            expected: expected.fingerprints().join(", "),
            given,
            name,
        }),
    }
}
