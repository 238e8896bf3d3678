//! Certificates (RFC 5280) as far as signing and verifying need them.

use chrono::{DateTime, Utc};
use const_oid::{
    ObjectIdentifier,
    db::rfc4519::COMMON_NAME,
    db::rfc5280::{
        ID_CE_BASIC_CONSTRAINTS, ID_CE_CERTIFICATE_POLICIES, ID_CE_EXT_KEY_USAGE, ID_CE_KEY_USAGE,
        ID_CE_SUBJECT_ALT_NAME, ID_KP_CODE_SIGNING, ID_KP_OCSP_SIGNING, ID_KP_SERVER_AUTH,
        ID_KP_TIME_STAMPING,
    },
};
use der::{Decode, Encode};
use thiserror::Error;
use x509_cert::{
    Certificate as X509,
    ext::pkix::{BasicConstraints, ExtendedKeyUsage, KeyUsage, KeyUsages},
    name::Name,
};

use super::{
    algorithm::{AlgorithmError, Digest, PublicKey, SignatureAlgorithm},
    strict_der as strict,
};
use crate::error::Words;

/// Why a certificate cannot be read or relied on.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CertificateError {
    /// Not an X.509 certificate in DER.
    #[error("a certificate is malformed: {0}")]
    Malformed(&'static str),
    /// Its key or its signature algorithm is not accepted.
    #[error(transparent)]
    Algorithm(#[from] AlgorithmError),
    /// A critical extension that is not understood must not be ignored (RFC 5280 §4.2).
    #[error("a certificate has the critical extension {0}, which is not understood")]
    CriticalExtension(ObjectIdentifier),
}

impl CertificateError {
    /// What happened, to be worded.
    pub fn words(&self) -> Words {
        match self {
            Self::Malformed(cause) => Words::new("error.certificate_malformed").with("cause", cause),
            Self::Algorithm(fault) => Words::new("error.certificate_algorithm").with("cause", fault),
            Self::CriticalExtension(id) => Words::new("error.certificate_extension").with("id", id),
        }
    }
}

/// A certificate, read once.
#[derive(Debug, Clone)]
pub struct Certificate {
    der: Vec<u8>,
    signed_part: Vec<u8>,
    parsed: X509,
    key: PublicKey,
}

impl Certificate {
    /// Reads a certificate strictly: it must be DER and encode to the same bytes again.
    ///
    /// # Errors
    /// [`CertificateError`]
    pub fn from_der(der: &[u8]) -> Result<Self, CertificateError> {
        let malformed = CertificateError::Malformed;
        let outer = strict::Element::read_all(der).map_err(|_| malformed("not DER"))?;
        let parts = outer.children().map_err(|_| malformed("not DER"))?;
        let signed_part = parts
            .first()
            .map(|part| part.raw.to_vec())
            .ok_or(malformed("empty"))?;
        let parsed = X509::from_der(der).map_err(|_| malformed("not X.509"))?;
        if parsed.to_der().ok().as_deref() != Some(der) {
            return Err(malformed("it does not encode to the same bytes again"));
        }
        if parsed.signature_algorithm != parsed.tbs_certificate.signature {
            return Err(malformed("its two signature algorithms differ"));
        }
        let key = PublicKey::from_certificate_key(&parsed.tbs_certificate.subject_public_key_info)?;
        let certificate = Self {
            der: der.to_vec(),
            signed_part,
            parsed,
            key,
        };
        certificate.check_extensions()?;
        Ok(certificate)
    }

    /// The certificate's bytes.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// Its public key.
    pub fn key(&self) -> &PublicKey {
        &self.key
    }

    /// SHA-256 of the certificate, lower-case hexadecimal.
    pub fn fingerprint(&self) -> String {
        hex::encode(Digest::Sha256.of(&[&self.der]))
    }

    /// The common name of the subject, or the whole subject where it has none.
    pub fn common_name(&self) -> String {
        common_name(&self.parsed.tbs_certificate.subject)
    }

    /// The common name of the issuer, or the whole issuer where it has none.
    pub fn issuer_name(&self) -> String {
        common_name(&self.parsed.tbs_certificate.issuer)
    }

    /// The whole issuer as text (RFC 4514).
    pub fn issuer_text(&self) -> String {
        name_text(&self.parsed.tbs_certificate.issuer)
    }

    /// Issuer and serial number, DER each, for a signer identifier.
    pub(super) fn issuer_and_serial(&self) -> (&Name, &x509_cert::serial_number::SerialNumber) {
        (
            &self.parsed.tbs_certificate.issuer,
            &self.parsed.tbs_certificate.serial_number,
        )
    }

    /// The parsed form, for embedding.
    pub(super) fn parsed(&self) -> &X509 {
        &self.parsed
    }

    /// Start and end of validity, inclusive (RFC 5280 §4.1.2.5).
    pub fn validity(&self) -> (DateTime<Utc>, DateTime<Utc>) {
        let instant = |time: x509_cert::time::Time| {
            let seconds = i64::try_from(time.to_unix_duration().as_secs()).unwrap_or(i64::MAX);
            DateTime::from_timestamp(seconds, 0).unwrap_or(DateTime::<Utc>::MAX_UTC)
        };
        let validity = &self.parsed.tbs_certificate.validity;
        (instant(validity.not_before), instant(validity.not_after))
    }

    /// Whether the certificate is valid at a time.
    pub fn is_valid_at(&self, time: DateTime<Utc>) -> bool {
        let (start, end) = self.validity();
        // Certificates count in whole seconds; the last one counts to its end.
        (start.timestamp()..=end.timestamp()).contains(&time.timestamp())
    }

    /// Whether subject and issuer are the same and its own key signed it.
    pub fn is_self_signed(&self) -> bool {
        self.names_as_issuer(self) && self.is_signed_by(self)
    }

    /// Whether the issuer named here is the subject of the other certificate.
    pub fn names_as_issuer(&self, other: &Certificate) -> bool {
        let encoded = |name: &Name| name.to_der().ok();
        let issuer = encoded(&self.parsed.tbs_certificate.issuer);
        issuer.is_some() && issuer == encoded(&other.parsed.tbs_certificate.subject)
    }

    /// Whether the other certificate's key made this certificate's signature.
    pub fn is_signed_by(&self, other: &Certificate) -> bool {
        let algorithm = SignatureAlgorithm::from_identifier(&self.parsed.signature_algorithm, None);
        match (algorithm, self.parsed.signature.as_bytes()) {
            (Ok(algorithm), Some(signature)) => other
                .key
                .verify(algorithm, &self.signed_part, signature)
                .unwrap_or(false),
            _ => false,
        }
    }

    /// Whether it may issue certificates with this many intermediate certificates below it
    /// (RFC 5280 §4.2.1.9, §4.2.1.3).
    pub fn may_issue(&self, intermediates_below: usize) -> bool {
        let Some(constraints) = self.extension::<BasicConstraints>(ID_CE_BASIC_CONSTRAINTS) else {
            return false;
        };
        let short_enough = constraints
            .path_len_constraint
            .is_none_or(|limit| intermediates_below <= usize::from(limit));
        constraints.ca && short_enough && self.allows(KeyUsages::KeyCertSign.into())
    }

    /// Whether it may sign documents: digital signature or non-repudiation, where key usage is
    /// stated at all.
    pub fn may_sign_documents(&self) -> bool {
        self.allows(KeyUsages::DigitalSignature | KeyUsages::NonRepudiation)
    }

    /// Whether it is for something else only: its extended key usage names nothing but servers, code,
    /// timestamps or revocation answers (RFC 5280 §4.2.1.12). A purpose that is not known, and one
    /// that people and documents share, such as e-mail, is no hindrance.
    pub fn is_for_other_purposes(&self) -> bool {
        const OTHERS: [ObjectIdentifier; 4] = [
            ID_KP_SERVER_AUTH,
            ID_KP_CODE_SIGNING,
            ID_KP_TIME_STAMPING,
            ID_KP_OCSP_SIGNING,
        ];
        self.extension::<ExtendedKeyUsage>(ID_CE_EXT_KEY_USAGE)
            .is_some_and(|purposes| purposes.0.iter().all(|purpose| OTHERS.contains(purpose)))
    }

    /// Whether it is for making timestamps and nothing else, and says so as RFC 3161 §2.3 asks: a
    /// critical extended key usage with this one purpose.
    pub fn is_for_timestamps(&self) -> bool {
        let mut extensions = self.parsed.tbs_certificate.extensions.iter().flatten();
        let critical =
            extensions.any(|extension| extension.extn_id == ID_CE_EXT_KEY_USAGE && extension.critical);
        let purposes = self.extension::<ExtendedKeyUsage>(ID_CE_EXT_KEY_USAGE);
        critical && purposes.is_some_and(|purposes| purposes.0 == [ID_KP_TIME_STAMPING])
    }

    /// Whether its subject is this name, whichever kinds of strings either is written with.
    pub(super) fn has_subject(&self, name: &Name) -> bool {
        name_parts(name) == name_parts(&self.parsed.tbs_certificate.subject)
    }

    /// Whether one of these usages is allowed, or none is stated.
    fn allows(&self, usages: der::flagset::FlagSet<KeyUsages>) -> bool {
        self.extension::<KeyUsage>(ID_CE_KEY_USAGE)
            .is_none_or(|stated| !(stated.0 & usages).is_empty())
    }

    /// The subject key identifier, if stated (RFC 5280 §4.2.1.2).
    pub(super) fn subject_key_identifier(&self) -> Option<Vec<u8>> {
        use x509_cert::ext::pkix::SubjectKeyIdentifier;
        let oid = const_oid::db::rfc5280::ID_CE_SUBJECT_KEY_IDENTIFIER;
        self.extension::<SubjectKeyIdentifier>(oid)
            .map(|identifier| identifier.0.into_bytes())
    }

    fn extension<'a, T: Decode<'a>>(&'a self, oid: ObjectIdentifier) -> Option<T> {
        let extensions = self.parsed.tbs_certificate.extensions.as_ref()?;
        let extension = extensions.iter().find(|extension| extension.extn_id == oid)?;
        T::from_der(extension.extn_value.as_bytes()).ok()
    }

    /// Refuses critical extensions that are not understood, and those we read if malformed.
    fn check_extensions(&self) -> Result<(), CertificateError> {
        let understood = [
            ID_CE_BASIC_CONSTRAINTS,
            ID_CE_KEY_USAGE,
            ID_CE_EXT_KEY_USAGE,
            ID_CE_CERTIFICATE_POLICIES,
            ID_CE_SUBJECT_ALT_NAME,
        ];
        let mut seen = Vec::new();
        for extension in self.parsed.tbs_certificate.extensions.iter().flatten() {
            let oid = extension.extn_id;
            if extension.critical && !understood.contains(&oid) {
                return Err(CertificateError::CriticalExtension(oid));
            }
            let bytes = extension.extn_value.as_bytes();
            let readable = match oid {
                ID_CE_BASIC_CONSTRAINTS => BasicConstraints::from_der(bytes).is_ok(),
                ID_CE_KEY_USAGE => KeyUsage::from_der(bytes).is_ok(),
                _ => true,
            };
            if !readable || seen.contains(&oid) {
                return Err(CertificateError::Malformed(
                    "an extension is unreadable or stands twice",
                ));
            }
            seen.push(oid);
        }
        Ok(())
    }
}

/// A certificate's bytes as PEM (RFC 7468 §5).
pub fn pem(der: &[u8]) -> String {
    // Encoding fails for labels that are none only.
    der::pem::encode_string("CERTIFICATE", der::pem::LineEnding::LF, der).unwrap_or_default()
}

/// The text of the last common name in a name, or the whole name.
fn common_name(name: &Name) -> String {
    let values = name.0.iter().flat_map(|part| part.0.iter());
    values
        .filter(|attribute| attribute.oid == COMMON_NAME)
        .filter_map(|attribute| attribute_text(&attribute.value))
        .next_back()
        .unwrap_or_else(|| name_text(name))
}

/// All attribute values of a name, in order, for people and for recognising issuers.
fn name_text(name: &Name) -> String {
    let values = name.0.iter().flat_map(|part| part.0.iter());
    values
        .filter_map(|attribute| attribute_text(&attribute.value))
        .collect::<Vec<_>>()
        .join(", ")
}

/// The attributes of a name, part by part: text as text, anything else as it is.
fn name_parts(name: &Name) -> Vec<Vec<(ObjectIdentifier, Result<String, &der::Any>)>> {
    let text = |value| attribute_text(value).ok_or(value);
    let parts = name.0.iter();
    parts
        .map(|part| {
            let attributes = part.0.iter();
            attributes
                .map(|attribute| (attribute.oid, text(&attribute.value)))
                .collect()
        })
        .collect()
}

/// A directory string as text (RFC 5280 §4.1.2.4).
fn attribute_text(value: &der::Any) -> Option<String> {
    use der::{Tag, Tagged};
    let bytes = value.value();
    match value.tag() {
        Tag::BmpString => {
            let units: Vec<u16> = bytes
                .chunks_exact(2)
                .map(|pair| pair.iter().fold(0, |sum, byte| sum << 8 | u16::from(*byte)))
                .collect();
            Some(String::from_utf16_lossy(&units))
        }
        Tag::Utf8String | Tag::PrintableString | Tag::Ia5String => {
            Some(String::from_utf8_lossy(bytes).into_owned())
        }
        Tag::TeletexString => Some(bytes.iter().map(|byte| char::from(*byte)).collect()),
        _ => None,
    }
}
