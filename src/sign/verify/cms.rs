//! Checks the CMS of a signature over a document, or of a timestamp (RFC 5652): attributes,
//! signature, and the one unsigned attribute that is accepted.

use chrono::{DateTime, FixedOffset};

use super::{
    attributes,
    envelope::{Kind, SignerInfo, signed_data, signer_info, split_certificates},
    finding::{Check, Finding},
    timestamp::{self, CheckedTimestamp},
};
use crate::sign::{certificate::Certificate, timestamp::ID_TIMESTAMP_TOKEN};

/// The certificates in a CMS.
pub(in crate::sign) struct Embedded {
    /// The signer's certificate, bound by its signing-certificate attribute.
    pub(in crate::sign) signer: Certificate,
    /// The other embedded certificates.
    pub(in crate::sign) others: Vec<Certificate>,
    /// Which of the others are bound by the signing-certificate attribute too.
    pub(super) bound: Vec<bool>,
}

/// A signature that holds over the document, before anything is said about its certificates.
pub(super) struct CheckedSignature {
    /// Its certificates.
    pub(super) embedded: Embedded,
    /// The timestamp over the signature value, which holds too.
    pub(super) timestamp: Option<CheckedTimestamp>,
}

/// Checks a detached CMS signature over the covered pieces of the document.
pub(super) fn check(
    der: &[u8],
    covered: &[&[u8]],
    claimed_time: Option<DateTime<FixedOffset>>,
) -> Check<CheckedSignature> {
    let signed = Signed::read(der, Kind::Document)?;
    let token = signed.timestamp_token()?;
    let value = signed.value();
    let embedded = signed.check(covered, claimed_time)?;
    let timestamp = token.map(|token| timestamp::check(token, value)).transpose()?;
    Ok(CheckedSignature { embedded, timestamp })
}

/// A CMS that is well-formed and holds its signer's certificate; nothing is checked yet.
pub(in crate::sign) struct Signed<'a> {
    kind: Kind,
    /// What is signed, where it stands inside.
    pub(super) content: &'a [u8],
    info: SignerInfo<'a>,
    /// The certificate that the signer identifier names.
    pub(in crate::sign) signer: Certificate,
    /// The other embedded certificates.
    others: Vec<Certificate>,
}

impl<'a> Signed<'a> {
    /// Reads a CMS of this kind.
    pub(in crate::sign) fn read(der: &'a [u8], kind: Kind) -> Check<Self> {
        let signed_data = signed_data(der, kind)?;
        let info = signer_info(&signed_data, kind)?;
        let (signer, others) = split_certificates(&signed_data, &info)?;
        Ok(Self {
            kind,
            content: signed_data.content,
            info,
            signer,
            others,
        })
    }

    /// The signature value.
    pub(in crate::sign) fn value(&self) -> &'a [u8] {
        self.info.signature
    }

    /// Checks attributes and signature over the covered pieces.
    pub(super) fn check(
        self,
        covered: &[&[u8]],
        claimed_time: Option<DateTime<FixedOffset>>,
    ) -> Check<Embedded> {
        let Self { info, signer, .. } = &self;
        if !signer.may_sign_documents() {
            return Finding::refuse(
                "key_usage",
                "the certificate's key usage does not allow signing documents",
            );
        }
        if self.kind == Kind::Document && signer.is_for_other_purposes() {
            return Finding::refuse(
                "key_usage",
                "the certificate's extended key usage names other purposes only",
            );
        }
        let expected = attributes::Expected {
            kind: self.kind,
            content_digest: info.digest.of(covered),
            digest: info.digest,
            algorithm: info.algorithm,
            claimed_time,
            signer,
            others: &self.others,
        };
        let bound = attributes::check(&info.attributes, &expected)?;
        match signer
            .key()
            .verify(info.algorithm, &info.signed_bytes, info.signature)
        {
            Ok(true) => Ok(Embedded {
                signer: self.signer,
                others: self.others,
                bound,
            }),
            Ok(false) => Finding::refuse(
                "signature_mismatch",
                "the signature is not the certificate's over these attributes",
            ),
            Err(error) => Finding::refuse("algorithm_unsupported", error.to_string()),
        }
    }

    /// The one unsigned attribute that is accepted: a timestamp with one value.
    fn timestamp_token(&self) -> Check<Option<&'a [u8]>> {
        let Some(unsigned) = self.info.unsigned else {
            return Ok(None);
        };
        let attributes = unsigned.set_members()?;
        let [attribute] = attributes.as_slice() else {
            return Finding::refuse("unsigned_attributes", "not exactly one unsigned attribute");
        };
        match attributes::single_value(attribute) {
            Ok((ID_TIMESTAMP_TOKEN, token)) => Ok(Some(token.raw)),
            Ok((other, _)) => Finding::refuse(
                "unsigned_attributes",
                format!("the unsigned attribute {other} is not a timestamp"),
            ),
            Err(finding) => Finding::refuse("unsigned_attributes", finding.detail),
        }
    }
}
