//! Adds a timestamp to a signed PDF (RFC 3161; ETSI EN 319 142-1, B-T level): an authority states
//! when it saw the value of the last signature. The statement goes into that signature, as its one
//! unsigned attribute, into room that was reserved; no other byte of the file changes.
//!
//! Only the last signature can take one: the ranges of later signatures cover the earlier ones
//! whole. What came back is judged by the verifier before anything is handed out.

mod error;
mod request;
mod response;
mod token;
pub mod transport;

use const_oid::ObjectIdentifier;

pub use error::TimestampError;
pub use transport::TransportError;

use super::{
    algorithm::Digest,
    certificate::Certificate,
    pades::overwrite,
    verify::{
        LastSignature, VerifyOptions,
        chain::{self, Outcome},
        cms::Signed,
        envelope::Kind,
        finding::Finding,
        last_signature,
        timestamp::{self as checking, CheckedTimestamp},
        verify_pdf,
    },
};
use crate::model::signing::{SignatureReport, Verification};

/// id-aa-timeStampToken (RFC 3161, appendix A)
pub(super) const ID_TIMESTAMP_TOKEN: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.14");
/// id-ct-TSTInfo (RFC 3161 §2.4.2)
pub(super) const ID_CT_TST_INFO: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");

/// Whoever answers a timestamp query: a server, or a test.
pub trait TimestampAuthority {
    /// Takes a query (`TimeStampReq`, DER) and gives the answer (`TimeStampResp`, DER).
    ///
    /// # Errors
    /// [`TransportError`] if no answer was had.
    fn answer(&self, query: &[u8]) -> Result<Vec<u8>, TransportError>;
}

/// What to timestamp, and on what conditions.
#[derive(Debug, Clone, Copy)]
pub struct TimestampRequest<'a> {
    /// The role id or field name of the signature; none takes the last. It must be the last.
    pub signature: Option<&'a str>,
    /// Random: the answer must repeat it, so that an old answer cannot be played back.
    pub nonce: [u8; 8],
    /// Certificates the user trusts. If there are any, the authority must lead to one of them.
    /// They also complete the authority's chain in the file.
    pub trusted: &'a [Certificate],
}

/// A PDF whose last signature has a timestamp.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timestamped {
    /// The whole file.
    pub pdf: Vec<u8>,
    /// The signature, as the verifier finds it; its timestamp is there.
    pub signature: SignatureReport,
}

/// Has the last signature of a PDF timestamped and gives the whole new file, which has been
/// verified.
///
/// # Errors
/// [`TimestampError`] says what stands in the way. A PDF whose signatures do not hold is refused
/// before the authority is asked.
pub fn timestamp_pdf(
    pdf: &[u8],
    request: &TimestampRequest<'_>,
    authority: &dyn TimestampAuthority,
) -> Result<Timestamped, TimestampError> {
    let present = verify_pdf(pdf, &VerifyOptions::default());
    if !present.valid {
        return Err(TimestampError::Refused(present.refusals));
    }
    check_choice(&present, request.signature)?;
    let unreadable = |finding: Finding| TimestampError::Refused(vec![finding.concerning(None)]);
    let last = last_signature(pdf).map_err(unreadable)?;
    let signed = Signed::read(&last.cms, Kind::Document).map_err(unreadable)?;
    let answer = authority.answer(&request::query(signed.value(), request.nonce)?)?;
    let token = token::tidy(&response::token(&answer)?, request.trusted)?;
    let timestamp = checking::check(&token, signed.value()).map_err(TimestampError::token)?;
    check_timestamp(&timestamp, request)?;
    check_signer(&signed.signer, &timestamp)?;
    let stamped = put_in(pdf, &last, &token::embed(&last.cms, &token)?)?;
    let result = verify_pdf(&stamped, &VerifyOptions::default());
    match result.signatures.last() {
        Some(signature) if result.valid && signature.timestamp.is_some() => Ok(Timestamped {
            signature: signature.clone(),
            pdf: stamped,
        }),
        _ => Err(TimestampError::OutputRefused(result.refusals)),
    }
}

/// The signature asked for is the last one and has no timestamp yet.
fn check_choice(present: &Verification, wanted: Option<&str>) -> Result<(), TimestampError> {
    let roles: Vec<&str> = present
        .signatures
        .iter()
        .map(|signature| signature.role.as_str())
        .collect();
    let Some(last) = present.signatures.last() else {
        return Err(TimestampError::Refused(present.refusals.clone()));
    };
    match wanted {
        Some(wanted) if !roles.contains(&wanted) => Err(TimestampError::NoSuchSignature {
            wanted: wanted.to_owned(),
            present: roles.join(", "),
        }),
        Some(wanted) if wanted != last.role => Err(TimestampError::NotTheLast {
            wanted: wanted.to_owned(),
            last: last.role.clone(),
        }),
        _ => match &last.timestamp {
            Some(timestamp) => Err(TimestampError::AlreadyThere {
                signature: last.role.clone(),
                time: timestamp.time.clone(),
            }),
            None => Ok(()),
        },
    }
}

/// The timestamp answers this query, its certificates hold, and they lead where the user asked.
fn check_timestamp(
    timestamp: &CheckedTimestamp,
    request: &TimestampRequest<'_>,
) -> Result<(), TimestampError> {
    if timestamp.nonce.as_deref() != Some(&request::nonce_content(request.nonce)[..]) {
        return Err(TimestampError::WrongNonce);
    }
    // The chain must hold by what the file carries alone, for those who verify it without --trust.
    let alone = chain::evaluate(&timestamp.embedded, &[], timestamp.time);
    let with_trust = chain::evaluate(&timestamp.embedded, request.trusted, timestamp.time);
    for Outcome { findings, .. } in [&alone, &with_trust] {
        if findings
            .iter()
            .any(|finding| finding.id == "certificate_unchecked")
        {
            return Err(TimestampError::ChainIncomplete(
                token::missing_issuer(&timestamp.embedded).unwrap_or_default(),
            ));
        }
        if let Some(finding) = findings.first() {
            return Err(TimestampError::token(finding.clone()));
        }
    }
    if !request.trusted.is_empty() && !with_trust.anchored {
        let authority = timestamp.embedded.signer.common_name();
        return Err(TimestampError::NotTrusted(authority));
    }
    Ok(())
}

/// A timestamp from after the signer's certificate expired would prove nothing, and whoever trusts
/// its authority would have to refuse the signature.
fn check_signer(signer: &Certificate, timestamp: &CheckedTimestamp) -> Result<(), TimestampError> {
    if signer.is_valid_at(timestamp.time) {
        return Ok(());
    }
    Err(TimestampError::SignerNotValid {
        signer: signer.common_name(),
        time: timestamp.time,
    })
}

/// Puts the signature with its timestamp into the gap, in the letter case that stands there.
fn put_in(pdf: &[u8], last: &LastSignature, cms: &[u8]) -> Result<Vec<u8>, TimestampError> {
    let room = last.gap.len().saturating_sub(2) / 2;
    if cms.len() > room {
        return Err(TimestampError::TooLarge {
            needed: cms.len(),
            room,
        });
    }
    let present = pdf.get(last.gap.clone()).unwrap_or_default();
    let digits = if present.iter().any(u8::is_ascii_uppercase) {
        hex::encode_upper(cms)
    } else {
        hex::encode(cms)
    };
    let mut stamped = pdf.to_vec();
    overwrite(&mut stamped, last.gap.start + 1, digits.as_bytes());
    Ok(stamped)
}

/// What is stamped: the digest of a signature value.
fn imprint(value: &[u8]) -> Vec<u8> {
    Digest::Sha256.of(&[value])
}
