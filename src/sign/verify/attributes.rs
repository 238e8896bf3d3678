//! Checks the signed attributes of signatures (RFC 5652 §11; RFC 5035; RFC 6211; ETSI EN 319 142-1
//! §6.3) and of timestamps (RFC 3161 §2.4.2; RFC 5816).

use chrono::{DateTime, FixedOffset};
use const_oid::{
    ObjectIdentifier,
    db::rfc5911::{ID_AA_SIGNING_CERTIFICATE, ID_CONTENT_TYPE, ID_MESSAGE_DIGEST, ID_SIGNING_TIME},
};
use der::{Decode, Encode};
use sha1::{Digest as _, Sha1};
use x509_cert::time::Time;

use super::{
    envelope::{Kind, identifier_of},
    finding::{Check, Finding},
};
use crate::sign::{
    algorithm::{Digest, SignatureAlgorithm},
    certificate::Certificate,
    cms::SIGNING_CERTIFICATE_V2,
    strict_der::{Element, OBJECT_IDENTIFIER, OCTET_STRING, SEQUENCE, SET},
};

/// id-aa-CMSAlgorithmProtect (RFC 6211 §2)
const ALGORITHM_PROTECTION: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.52");
/// `[4] EXPLICIT`: a directory name among general names (RFC 5280 §4.2.1.6).
pub(super) const DIRECTORY_NAME: u8 = 0xA4;

/// What the attributes must agree with.
pub(super) struct Expected<'a> {
    /// What is signed.
    pub(super) kind: Kind,
    /// The digest of the signed content: of the document's covered bytes, say.
    pub(super) content_digest: Vec<u8>,
    /// The digest algorithm of the signature.
    pub(super) digest: Digest,
    /// The algorithm of the signature.
    pub(super) algorithm: SignatureAlgorithm,
    /// `/M`, if readable.
    pub(super) claimed_time: Option<DateTime<FixedOffset>>,
    /// The certificate that the signer identifier names.
    pub(super) signer: &'a Certificate,
    /// The other embedded certificates.
    pub(super) others: &'a [Certificate],
}

/// Checks all attributes: the three that are required, algorithm protection and signing time where
/// present, no others, none twice. Gives which of the other certificates are bound.
///
/// A timestamp may name its certificate by the older attribute alone, whose hashes are SHA-1. That
/// suffices here: the certificate's key is what verifies, and no second certificate for the same
/// key can be had without its issuer.
pub(super) fn check(attributes: &[Element<'_>], expected: &Expected<'_>) -> Check<Vec<bool>> {
    let mut seen: Vec<ObjectIdentifier> = Vec::new();
    let mut bound = vec![false; expected.others.len()];
    for attribute in attributes {
        let (kind, value) = single_value(attribute)?;
        if seen.contains(&kind) {
            return Finding::refuse("signed_attribute_twice", format!("attribute {kind} stands twice"));
        }
        seen.push(kind);
        match kind {
            ID_CONTENT_TYPE => check_content_type(&value, expected)?,
            ID_MESSAGE_DIGEST => check_digest(&value, expected)?,
            SIGNING_CERTIFICATE_V2 => {
                check_signing_certificate(&value, expected, names_certificate, &mut bound)?;
            }
            ID_AA_SIGNING_CERTIFICATE if expected.kind == Kind::Timestamp => {
                check_signing_certificate(&value, expected, names_certificate_by_sha1, &mut bound)?;
            }
            ALGORITHM_PROTECTION => check_algorithm_protection(&value, expected)?,
            ID_SIGNING_TIME => check_signing_time(&value, expected)?,
            other => {
                return Finding::refuse(
                    "signed_attribute_unknown",
                    format!("attribute {other} is not understood"),
                );
            }
        }
    }
    let named_by_sha1 = seen.contains(&ID_AA_SIGNING_CERTIFICATE);
    let required = [ID_CONTENT_TYPE, ID_MESSAGE_DIGEST, SIGNING_CERTIFICATE_V2];
    let required = required
        .into_iter()
        .filter(|kind| !named_by_sha1 || *kind != SIGNING_CERTIFICATE_V2);
    for required in required {
        if !seen.contains(&required) {
            return Finding::refuse(
                "signed_attribute_missing",
                format!("attribute {required} is missing"),
            );
        }
    }
    Ok(bound)
}

fn malformed<T>(detail: &str) -> Check<T> {
    Finding::refuse("signed_attribute_malformed", detail)
}

/// Kind and only value of an attribute.
pub(super) fn single_value<'a>(attribute: &Element<'a>) -> Check<(ObjectIdentifier, Element<'a>)> {
    let parts = attribute.children()?;
    let [kind, values] = parts.as_slice() else {
        return malformed("an attribute has not two parts");
    };
    if attribute.tag != SEQUENCE || kind.tag != OBJECT_IDENTIFIER || values.tag != SET {
        return malformed("an attribute has the wrong type");
    }
    let Ok(kind) = ObjectIdentifier::from_bytes(kind.content) else {
        return malformed("an attribute without identifier");
    };
    match values.children()?.as_slice() {
        [value] => Ok((kind, *value)),
        _ => malformed("an attribute has not exactly one value"),
    }
}

fn check_content_type(value: &Element<'_>, expected: &Expected<'_>) -> Check<()> {
    let content_type = expected.kind.content_type();
    if value.tag == OBJECT_IDENTIFIER && value.content == content_type.as_bytes() {
        return Ok(());
    }
    malformed("content-type is not that of the content")
}

fn check_digest(value: &Element<'_>, expected: &Expected<'_>) -> Check<()> {
    if value.tag == OCTET_STRING && value.content == expected.content_digest {
        return Ok(());
    }
    Finding::refuse(
        "digest_mismatch",
        "the covered bytes are not the ones that were signed",
    )
}

/// Whether an entry of a signing-certificate attribute means a certificate.
type Names = fn(&Element<'_>, &Certificate) -> Check<bool>;

/// Reads SigningCertificate or SigningCertificateV2: the first entry must be the signer's
/// certificate, each further one another embedded certificate; that one is then bound. An authority
/// may also name certificates that its timestamp does not hold.
fn check_signing_certificate(
    value: &Element<'_>,
    expected: &Expected<'_>,
    names: Names,
    bound: &mut [bool],
) -> Check<()> {
    let parts = value.children()?;
    let Some(entries) = parts.first() else {
        return malformed("signing-certificate is empty");
    };
    for (index, entry) in entries.children()?.iter().enumerate() {
        if index == 0 {
            if !names(entry, expected.signer)? {
                return Finding::refuse(
                    "signing_certificate_mismatch",
                    "signing-certificate names another certificate than the signer's",
                );
            }
            continue;
        }
        let mut found = false;
        for (certificate, bound) in expected.others.iter().zip(bound.iter_mut()) {
            if names(entry, certificate)? {
                (*bound, found) = (true, true);
            }
        }
        if !found && expected.kind == Kind::Document {
            return Finding::refuse(
                "signing_certificate_mismatch",
                "signing-certificate names a certificate that is not embedded",
            );
        }
    }
    if entries.content.is_empty() {
        malformed("signing-certificate names no certificate")
    } else {
        Ok(())
    }
}

/// Whether an ESSCertIDv2 (RFC 5035 §4) means this certificate.
fn names_certificate(entry: &Element<'_>, certificate: &Certificate) -> Check<bool> {
    let parts = entry.children()?;
    let (digest, rest) = match parts.split_first() {
        Some((first, rest)) if first.tag == SEQUENCE => (algorithm_of(first)?, rest),
        _ => (Digest::Sha256, parts.as_slice()),
    };
    is_entry_for(rest, &digest.of(&[certificate.der()]), certificate)
}

/// Whether an ESSCertID (RFC 2634 §5.4) means this certificate.
fn names_certificate_by_sha1(entry: &Element<'_>, certificate: &Certificate) -> Check<bool> {
    is_entry_for(&entry.children()?, &Sha1::digest(certificate.der()), certificate)
}

/// Whether an entry's hash, and issuer and serial number where it has them, are the certificate's.
fn is_entry_for(parts: &[Element<'_>], expected: &[u8], certificate: &Certificate) -> Check<bool> {
    let (hash, issuer) = match parts {
        [hash] => (hash, None),
        [hash, issuer] => (hash, Some(issuer)),
        _ => return malformed("signing-certificate has an entry of the wrong form"),
    };
    let same_hash = hash.tag == OCTET_STRING && hash.content == expected;
    Ok(same_hash && issuer.is_none_or(|issuer| is_issuer_of(issuer, certificate)))
}

fn algorithm_of(element: &Element<'_>) -> Check<Digest> {
    let identifier = identifier_of(element.raw)?;
    Digest::from_identifier(&identifier)
        .map_err(|error| Finding::new("algorithm_unsupported", error.to_string()))
}

/// Whether an IssuerSerial (RFC 5035 §4) means this certificate.
fn is_issuer_of(issuer_serial: &Element<'_>, certificate: &Certificate) -> bool {
    let (issuer, serial) = certificate.issuer_and_serial();
    let Ok(parts) = issuer_serial.children() else {
        return false;
    };
    let [names, found_serial] = parts.as_slice() else {
        return false;
    };
    let Ok(names) = names.children() else { return false };
    let [name] = names.as_slice() else { return false };
    name.tag == DIRECTORY_NAME
        && issuer.to_der().ok().as_deref() == Some(name.content)
        && serial.to_der().ok().as_deref() == Some(found_serial.raw)
}

/// CMSAlgorithmProtection names the digest and, tagged `[1] IMPLICIT`, the signature algorithm.
fn check_algorithm_protection(value: &Element<'_>, expected: &Expected<'_>) -> Check<()> {
    let parts = value.children()?;
    let [digest, algorithm] = parts.as_slice() else {
        return malformed("algorithm protection of the wrong form");
    };
    if digest.tag != SEQUENCE || algorithm.tag != 0xA1 {
        return malformed("algorithm protection of the wrong form");
    }
    let mut plain = algorithm.raw.to_vec();
    if let Some(tag) = plain.first_mut() {
        *tag = SEQUENCE;
    }
    let protected = SignatureAlgorithm::from_identifier(&identifier_of(&plain)?, Some(expected.digest));
    if algorithm_of(digest)? != expected.digest || protected != Ok(expected.algorithm) {
        return Finding::refuse(
            "algorithm_protection_mismatch",
            "the protected algorithms are not the ones used",
        );
    }
    Ok(())
}

/// PAdES leaves signing-time out; where it stands nevertheless, it must say the same as `/M`. In a
/// timestamp it says nothing: what counts is inside.
fn check_signing_time(value: &Element<'_>, expected: &Expected<'_>) -> Check<()> {
    let Ok(time) = Time::from_der(value.raw) else {
        return malformed("signing-time is not a time");
    };
    if expected.kind == Kind::Timestamp {
        return Ok(());
    }
    let seconds = i64::try_from(time.to_unix_duration().as_secs()).ok();
    if seconds.is_some() && seconds == expected.claimed_time.map(|time| time.timestamp()) {
        return Ok(());
    }
    Finding::refuse("times_differ", "signing-time and /M are different times")
}
