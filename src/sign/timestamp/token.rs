//! Puts a timestamp token in order and into a signature.

use der::{Encode, Tag, asn1::AnyRef};

use super::{ID_TIMESTAMP_TOKEN, error::TimestampError};
use crate::sign::{
    certificate::Certificate,
    strict_der::{CONTEXT_0, CONTEXT_1, Element, NotDer, SEQUENCE, SET},
    verify::{chain::build_path, cms::Embedded, envelope::is_named_by},
};

/// Writes the parts of a token that nobody signed in the one way the verifier accepts: of the
/// certificates those of the authority's chain, completed from the trusted ones, in DER order; the
/// one digest algorithm; no revocation lists, no unsigned attributes. What the authority signed
/// stays as it is.
///
/// Authorities send these parts in many ways: unordered, with certificates of other chains, without
/// the root. A signature with such a token could change in places without notice.
pub(super) fn tidy(token: &[u8], trusted: &[Certificate]) -> Result<Vec<u8>, TimestampError> {
    let parts = Parts::read(token).map_err(|NotDer| TimestampError::Answer("its timestamp is not DER"))?;
    let mut signers = Vec::new();
    let mut others = Vec::new();
    for certificate in &parts.certificates {
        // What cannot be read cannot be relied on either; it may be of no use here.
        let Ok(certificate) = Certificate::from_der(certificate.raw) else {
            continue;
        };
        match is_named_by(&certificate, &parts.signer_identifier) {
            Ok(true) => signers.push(certificate),
            _ => others.push(certificate),
        }
    }
    let [signer] = signers.as_slice() else {
        return Err(TimestampError::Answer(
            "its timestamp does not hold the authority's certificate, or one of an unknown kind",
        ));
    };
    let path = build_path(signer, &others, trusted);
    let mut chain: Vec<&[u8]> = path.iter().map(|certificate| certificate.der()).collect();
    chain.sort_unstable();
    let signed_data = wrap(
        SEQUENCE,
        &[
            parts.version.raw,
            &wrap(SET, &[parts.digest_algorithm.raw])?,
            parts.content.raw,
            &wrap(CONTEXT_0, &chain)?,
            &wrap(SET, &[&wrap(SEQUENCE, &parts.signer_info)?])?,
        ],
    )?;
    Ok(wrap(
        SEQUENCE,
        &[parts.content_type.raw, &wrap(CONTEXT_0, &[&signed_data])?],
    )?)
}

/// The parts of a token, wherever they stand; nothing is checked here.
struct Parts<'a> {
    content_type: Element<'a>,
    version: Element<'a>,
    content: Element<'a>,
    certificates: Vec<Element<'a>>,
    signer_identifier: Element<'a>,
    digest_algorithm: Element<'a>,
    /// The signer's part without unsigned attributes.
    signer_info: Vec<&'a [u8]>,
}

impl<'a> Parts<'a> {
    fn read(token: &'a [u8]) -> Result<Self, NotDer> {
        let (outer, _) = Element::read_first(token)?;
        let [content_type, explicit] = outer.children()?[..] else {
            return Err(NotDer);
        };
        let (signed_data, _) = Element::read_first(explicit.content)?;
        let [version, _, content, rest @ ..] = &signed_data.children()?[..] else {
            return Err(NotDer);
        };
        let (signers, sets) = rest.split_last().ok_or(NotDer)?;
        let [info] = signers.children()?[..] else {
            return Err(NotDer);
        };
        let mut signer_info = info.children()?;
        let _ = signer_info.pop_if(|part| part.tag == CONTEXT_1);
        let [_, signer_identifier, digest_algorithm, ..] = signer_info[..] else {
            return Err(NotDer);
        };
        let certificates = match sets.iter().find(|set| set.tag == CONTEXT_0) {
            Some(set) => set.children()?,
            None => Vec::new(),
        };
        Ok(Self {
            content_type,
            version: *version,
            content: *content,
            certificates,
            signer_identifier,
            digest_algorithm,
            signer_info: signer_info.iter().map(|part| part.raw).collect(),
        })
    }
}

/// Puts a token into a signature without unsigned attributes, as its only one.
pub(super) fn embed(cms: &[u8], token: &[u8]) -> Result<Vec<u8>, TimestampError> {
    // It has been verified, so this never happens.
    let internal = |NotDer| TimestampError::Encoding(der::ErrorKind::Failed.into());
    let outer = Element::read_all(cms).map_err(internal)?;
    let parts = outer.children().map_err(internal)?;
    let [content_type, explicit] = parts[..] else {
        return Err(internal(NotDer));
    };
    let (signed_data, _) = Element::read_first(explicit.content).map_err(internal)?;
    let parts = signed_data.children().map_err(internal)?;
    let Some((signers, before)) = parts.split_last() else {
        return Err(internal(NotDer));
    };
    let (info, _) = Element::read_first(signers.content).map_err(internal)?;
    let attribute = wrap(SEQUENCE, &[&ID_TIMESTAMP_TOKEN.to_der()?, &wrap(SET, &[token])?])?;
    let info = wrap(SEQUENCE, &[info.content, &wrap(CONTEXT_1, &[&attribute])?])?;
    let mut pieces: Vec<&[u8]> = before.iter().map(|part| part.raw).collect();
    let signers = wrap(SET, &[&info])?;
    pieces.push(&signers);
    let signed_data = wrap(SEQUENCE, &pieces)?;
    Ok(wrap(
        SEQUENCE,
        &[content_type.raw, &wrap(CONTEXT_0, &[&signed_data])?],
    )?)
}

/// Who issued the topmost certificate of the authority's chain.
pub(super) fn missing_issuer(embedded: &Embedded) -> Option<String> {
    let path = build_path(&embedded.signer, &embedded.others, &[]);
    path.last().map(|top| top.issuer_name())
}

/// An element of this tag around these pieces.
fn wrap(tag: u8, pieces: &[&[u8]]) -> Result<Vec<u8>, der::Error> {
    AnyRef::new(Tag::try_from(tag)?, &pieces.concat())?.to_der()
}
