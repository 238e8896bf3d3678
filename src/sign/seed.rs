//! Reads which certificates a signature field asks for: its seed value dictionary (ISO 32000-1
//! §12.7.4.5, tables 234 and 235). The field stands in the revision that the first person signed, so
//! that nobody can change afterwards who is expected.

use super::{
    algorithm::Digest,
    pdf::{Dictionary, Document, Object, PdfError},
};

/// The subject constraint is required (table 235, `/Ff` bit 1).
const SUBJECT_REQUIRED: i64 = 1;

/// What a field asks of the certificate that signs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Expected {
    /// Anybody may sign.
    Anybody,
    /// One of these certificates must sign, DER.
    OneOf(Vec<Vec<u8>>),
    /// Something that is not judged, such as an issuer or a policy.
    NotUnderstood,
}

impl Expected {
    /// SHA-256 of the certificates asked for, lower-case hexadecimal.
    pub(super) fn fingerprints(&self) -> Vec<String> {
        let certificates = match self {
            Self::OneOf(certificates) => certificates.as_slice(),
            Self::Anybody | Self::NotUnderstood => &[],
        };
        let print = |der: &Vec<u8>| hex::encode(Digest::Sha256.of(&[der]));
        certificates.iter().map(print).collect()
    }
}

/// What a field asks for. Constraints that are no more than proposals count as none.
pub(super) fn expected(document: &Document<'_>, field: &Dictionary) -> Result<Expected, PdfError> {
    let unsupported = || PdfError::Unsupported("a field's seed value is not a dictionary");
    let seed = match &*document.value(field, "SV")? {
        Object::Null => return Ok(Expected::Anybody),
        Object::Dictionary(seed) => seed.clone(),
        _ => return Err(unsupported()),
    };
    let wanted = match &*document.value(&seed, "Cert")? {
        Object::Null => return Ok(Expected::Anybody),
        Object::Dictionary(wanted) => wanted.clone(),
        _ => return Err(unsupported()),
    };
    let flags = match &*document.value(&wanted, "Ff")? {
        Object::Null => 0,
        Object::Integer(flags) => *flags,
        _ => return Err(unsupported()),
    };
    match flags {
        0 => Ok(Expected::Anybody),
        SUBJECT_REQUIRED => subjects(document, &wanted),
        _ => Ok(Expected::NotUnderstood),
    }
}

fn subjects(document: &Document<'_>, wanted: &Dictionary) -> Result<Expected, PdfError> {
    let list = document.value(wanted, "Subject")?;
    let Object::Array(items) = &*list else {
        return Ok(Expected::NotUnderstood);
    };
    let mut certificates = Vec::new();
    for item in items {
        match &*document.resolve(item)? {
            Object::String(der) => certificates.push(der.bytes.clone()),
            _ => return Ok(Expected::NotUnderstood),
        }
    }
    Ok(Expected::OneOf(certificates))
}
