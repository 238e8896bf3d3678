//! Which certificate of a card signs. A 自然人憑證 holds one for signatures (SIGN), one for
//! encryption (KEYX), and those of the authorities above.

use super::{CardError, CardUri};
use crate::sign::certificate::Certificate;

/// A certificate object of a card.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Its label (CKA_LABEL).
    pub object: String,
    /// What it shares with its private key (CKA_ID).
    pub id: Vec<u8>,
    /// The certificate.
    pub certificate: Certificate,
}

/// Chooses the one certificate that the URI names and that may sign documents.
///
/// # Errors
/// [`CardError::NoSigningCertificate`] and [`CardError::SeveralCertificates`], both with the
/// certificates there are: which of several is meant is not ours to guess.
pub fn choose<'a>(candidates: &'a [Candidate], uri: &CardUri) -> Result<&'a Candidate, CardError> {
    let mut fitting: Vec<&Candidate> = Vec::new();
    for candidate in candidates.iter().filter(|candidate| is_named(candidate, uri)) {
        let known = fitting
            .iter()
            .any(|other| other.certificate.der() == candidate.certificate.der());
        if may_be_meant(candidate, candidates) && !known {
            fitting.push(candidate);
        }
    }
    match fitting.as_slice() {
        [] => Err(CardError::NoSigningCertificate(rows(candidates.iter()))),
        [one] => Ok(one),
        several => Err(CardError::SeveralCertificates(rows(several.iter().copied()))),
    }
}

/// Whether a certificate may sign documents and is that of a person or firm, not of an authority.
pub fn may_be_meant(candidate: &Candidate, all: &[Candidate]) -> bool {
    let own = &candidate.certificate;
    let issued_another = all.iter().any(|other| {
        other.certificate.der() != own.der()
            && other.certificate.names_as_issuer(own)
            && other.certificate.is_signed_by(own)
    });
    own.may_sign_documents() && !own.may_issue(0) && !issued_another
}

fn is_named(candidate: &Candidate, uri: &CardUri) -> bool {
    let object = uri.object.as_deref().map(str::trim);
    object.is_none_or(|object| object == candidate.object.trim())
        && uri.id.as_ref().is_none_or(|id| *id == candidate.id)
}

/// Each certificate as people find it again: object, id, and whom it names.
fn rows<'a>(candidates: impl Iterator<Item = &'a Candidate>) -> Vec<String> {
    candidates
        .map(|candidate| {
            let uri = CardUri {
                id: (!candidate.id.is_empty()).then(|| candidate.id.clone()),
                object: (!candidate.object.trim().is_empty()).then(|| candidate.object.trim().to_owned()),
                ..CardUri::default()
            };
            format!("{uri} ({})", candidate.certificate.common_name())
        })
        .collect()
}
