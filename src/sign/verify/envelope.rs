//! Reads the envelope of a CMS (RFC 5652) with the strict DER reader, not with the library that
//! writes it, so that writer and verifier cannot share a mistake.
//!
//! Only the signed attributes are under the signature. Everything beside them is therefore
//! allowed one value only: versions, algorithms, identifiers, the set of certificates.

use const_oid::{
    ObjectIdentifier,
    db::rfc5911::{ID_DATA, ID_SIGNED_DATA},
};
use der::{Decode, Encode};
use spki::AlgorithmIdentifierOwned;

use super::finding::{Check, Finding};
use crate::sign::{
    algorithm::{Digest, SignatureAlgorithm},
    certificate::Certificate,
    strict_der::{
        CONTEXT_0, CONTEXT_0_PRIMITIVE, CONTEXT_1, Element, INTEGER, NotDer, OBJECT_IDENTIFIER, OCTET_STRING,
        SEQUENCE, SET,
    },
    timestamp::ID_CT_TST_INFO,
};

/// More embedded certificates than this are refused.
const MAX_CERTIFICATES: usize = 16;

impl From<NotDer> for Finding {
    fn from(_: NotDer) -> Self {
        Self::new("cms_malformed", "the CMS is not DER")
    }
}

/// What is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::sign) enum Kind {
    /// A document that stands outside (PAdES): detached data.
    Document,
    /// What a timestamp says, inside its token (RFC 3161 §2.4.2).
    Timestamp,
}

impl Kind {
    /// The content type that is signed.
    pub(super) fn content_type(self) -> ObjectIdentifier {
        match self {
            Self::Document => ID_DATA,
            Self::Timestamp => ID_CT_TST_INFO,
        }
    }
}

fn malformed<T>(detail: &str) -> Check<T> {
    Finding::refuse("cms_malformed", detail)
}

/// Checks tag and content of an object identifier.
fn is_identifier(element: &Element<'_>, expected: ObjectIdentifier) -> bool {
    element.tag == OBJECT_IDENTIFIER && element.content == expected.as_bytes()
}

pub(super) struct SignedData<'a> {
    pub(super) version: u8,
    pub(super) digest_algorithm: Element<'a>,
    /// Empty where the content is detached.
    pub(super) content: &'a [u8],
    pub(super) certificates: Vec<Element<'a>>,
    pub(super) signer_info: Element<'a>,
}

/// Reads ContentInfo and SignedData (RFC 5652 §3, §5.1).
pub(super) fn signed_data(der: &[u8], kind: Kind) -> Check<SignedData<'_>> {
    let outer = Element::read_all(der)?;
    let parts = outer.children()?;
    let [content_type, content] = parts.as_slice() else {
        return malformed("ContentInfo has not two parts");
    };
    if outer.tag != SEQUENCE || !is_identifier(content_type, ID_SIGNED_DATA) || content.tag != CONTEXT_0 {
        return malformed("the content is not signed data");
    }
    let inner = content.children()?;
    let [signed_data] = inner.as_slice() else {
        return malformed("the content is not one element");
    };
    let parts = signed_data.children()?;
    let [version, digests, encapsulated, certificates, signers] = parts.as_slice() else {
        return malformed("SignedData has not exactly version, digests, content, certificates, signers");
    };
    let tags = [
        version.tag,
        digests.tag,
        encapsulated.tag,
        certificates.tag,
        signers.tag,
    ];
    if signed_data.tag != SEQUENCE || tags != [INTEGER, SET, SEQUENCE, CONTEXT_0, SET] {
        return malformed("a part of SignedData has the wrong type");
    }
    let digests = digests.set_members()?;
    let [digest_algorithm] = digests.as_slice() else {
        return malformed("not exactly one digest algorithm");
    };
    let signers = signers.set_members()?;
    let [signer_info] = signers.as_slice() else {
        return malformed("not exactly one signer");
    };
    Ok(SignedData {
        version: single_byte(version)?,
        digest_algorithm: *digest_algorithm,
        content: encapsulated_content(encapsulated, kind)?,
        certificates: certificates.set_members()?,
        signer_info: *signer_info,
    })
}

/// Reads EncapsulatedContentInfo (RFC 5652 §5.2).
fn encapsulated_content<'a>(encapsulated: &Element<'a>, kind: Kind) -> Check<&'a [u8]> {
    let parts = encapsulated.children()?;
    let Some((content_type, rest)) = parts.split_first() else {
        return malformed("the content has no type");
    };
    if !is_identifier(content_type, kind.content_type()) {
        return match kind {
            Kind::Document => malformed("the signed content is not of type data"),
            Kind::Timestamp => malformed("the signed content is not of type TSTInfo"),
        };
    }
    match (kind, rest) {
        (Kind::Document, []) => Ok(&[]),
        (Kind::Document, _) => malformed("the signature is not detached"),
        (Kind::Timestamp, [explicit]) if explicit.tag == CONTEXT_0 => match explicit.children()?.as_slice() {
            [octets] if octets.tag == OCTET_STRING => Ok(octets.content),
            _ => malformed("the content is not one octet string"),
        },
        (Kind::Timestamp, _) => malformed("the token holds no content"),
    }
}

fn single_byte(element: &Element<'_>) -> Check<u8> {
    match (element.tag, element.content) {
        (INTEGER, [value]) => Ok(*value),
        _ => malformed("a version is not a small number"),
    }
}

pub(super) struct SignerInfo<'a> {
    pub(super) identifier: Element<'a>,
    pub(super) digest: Digest,
    pub(super) algorithm: SignatureAlgorithm,
    pub(super) attributes: Vec<Element<'a>>,
    /// What is signed: the attributes as a plain SET OF (RFC 5652 §5.4).
    pub(super) signed_bytes: Vec<u8>,
    pub(super) signature: &'a [u8],
    /// The unsigned attributes; a timestamp token has none.
    pub(super) unsigned: Option<Element<'a>>,
}

/// Reads SignerInfo (RFC 5652 §5.3).
pub(super) fn signer_info<'a>(signed_data: &SignedData<'a>, kind: Kind) -> Check<SignerInfo<'a>> {
    let mut parts = signed_data.signer_info.children()?;
    let unsigned = parts.pop_if(|part| part.tag == CONTEXT_1);
    if unsigned.is_some() && kind == Kind::Timestamp {
        return Finding::refuse("unsigned_attributes", "the token has unsigned attributes");
    }
    let [version, identifier, digest, attributes, algorithm, signature] = parts.as_slice() else {
        return malformed("SignerInfo has not exactly its six parts");
    };
    let tags = [
        version.tag,
        digest.tag,
        attributes.tag,
        algorithm.tag,
        signature.tag,
    ];
    if signed_data.signer_info.tag != SEQUENCE
        || tags != [INTEGER, SEQUENCE, CONTEXT_0, SEQUENCE, OCTET_STRING]
    {
        return malformed("a part of SignerInfo has the wrong type");
    }
    // The versions follow from how the signer is identified and what is signed (RFC 5652 §5.1,
    // §5.3).
    let expected = match (identifier.tag, kind) {
        (SEQUENCE, Kind::Document) => (1, 1),
        (SEQUENCE, Kind::Timestamp) => (3, 1),
        (CONTEXT_0_PRIMITIVE, _) => (3, 3),
        _ => return malformed("an unknown kind of signer identifier"),
    };
    if (signed_data.version, single_byte(version)?) != expected {
        return malformed("a version does not follow from signer identifier and content");
    }
    if digest.raw != signed_data.digest_algorithm.raw {
        return Finding::refuse(
            "digest_algorithms_differ",
            "SignedData and SignerInfo name different digests",
        );
    }
    let unsupported = |error: crate::sign::algorithm::AlgorithmError| {
        Finding::new("algorithm_unsupported", error.to_string())
    };
    let digest = Digest::from_identifier(&identifier_of(digest.raw)?).map_err(unsupported)?;
    let algorithm = SignatureAlgorithm::from_identifier(&identifier_of(algorithm.raw)?, Some(digest))
        .map_err(unsupported)?;
    if algorithm.digest() != digest {
        return Finding::refuse(
            "digest_algorithms_differ",
            "the signature algorithm names another digest",
        );
    }
    let mut signed_bytes = attributes.raw.to_vec();
    if let Some(tag) = signed_bytes.first_mut() {
        *tag = SET;
    }
    Ok(SignerInfo {
        identifier: *identifier,
        digest,
        algorithm,
        attributes: attributes.set_members()?,
        signed_bytes,
        signature: signature.content,
        unsigned,
    })
}

/// Reads an algorithm identifier; it must encode to the same bytes again.
pub(super) fn identifier_of(raw: &[u8]) -> Check<AlgorithmIdentifierOwned> {
    let identifier = AlgorithmIdentifierOwned::from_der(raw).ok();
    let same = |identifier: &AlgorithmIdentifierOwned| identifier.to_der().ok().as_deref() == Some(raw);
    identifier
        .filter(same)
        .ok_or_else(|| Finding::new("cms_malformed", "an algorithm identifier is malformed"))
}

/// The certificate that the identifier names, which must be exactly one, and the others.
pub(super) fn split_certificates(
    signed_data: &SignedData<'_>,
    info: &SignerInfo<'_>,
) -> Check<(Certificate, Vec<Certificate>)> {
    if signed_data.certificates.len() > MAX_CERTIFICATES {
        return malformed("too many certificates");
    }
    let mut signers = Vec::new();
    let mut others = Vec::new();
    for element in &signed_data.certificates {
        let certificate = Certificate::from_der(element.raw)
            .map_err(|error| Finding::new("certificate_unusable", error.to_string()))?;
        if is_named_by(&certificate, &info.identifier)? {
            signers.push(certificate)
        } else {
            others.push(certificate)
        }
    }
    match (signers.pop(), signers.is_empty()) {
        (Some(signer), true) => Ok((signer, others)),
        (Some(_), false) => Finding::refuse(
            "signer_ambiguous",
            "several certificates fit the signer identifier",
        ),
        (None, _) => Finding::refuse(
            "signer_certificate_missing",
            "no certificate fits the signer identifier",
        ),
    }
}

/// Whether a signer identifier means this certificate (RFC 5652 §5.3).
pub(in crate::sign) fn is_named_by(certificate: &Certificate, identifier: &Element<'_>) -> Check<bool> {
    if identifier.tag == CONTEXT_0_PRIMITIVE {
        return Ok(certificate.subject_key_identifier().as_deref() == Some(identifier.content));
    }
    let parts = identifier.children()?;
    let [issuer, serial] = parts.as_slice() else {
        return malformed("the signer identifier has not two parts");
    };
    let (expected_issuer, expected_serial) = certificate.issuer_and_serial();
    Ok(expected_issuer.to_der().ok().as_deref() == Some(issuer.raw)
        && expected_serial.to_der().ok().as_deref() == Some(serial.raw))
}
