//! Signs a PDF: PAdES baseline B (ETSI EN 319 142-1 §6) in an incremental update.

use chrono::{DateTime, FixedOffset};
use thiserror::Error;

use super::{
    cms::{self, CmsError},
    fields::{SignatureField, signature_fields},
    identity::card::CardError,
    increment::Increment,
    pdf::{
        Dictionary, Document, Object, PdfError, PdfString,
        write::{text_string, write_dictionary, write_display},
    },
    signer::{Signer, SignerError},
    stamp::{self, StampError},
    time,
    verify::{VerifyOptions, verify_pdf},
};
use crate::error::{Value, Words};
use crate::model::signing::Refusal;

/// Bytes reserved for the CMS signature: room for a chain of certificates and a timestamp.
const RESERVED: usize = 16 * 1024;

/// Why a PDF was not signed.
#[derive(Debug, Error)]
pub enum SignError {
    /// The PDF cannot be read strictly.
    #[error("the PDF cannot be signed: {0}")]
    Unreadable(String),
    /// The PDF is encrypted.
    #[error("the PDF is encrypted; sign the unprotected file")]
    Encrypted,
    /// There is no signature field of this name.
    #[error("the PDF has no signature field named {field}; it has {present}")]
    NoSuchField {
        /// The name asked for.
        field: String,
        /// The names it has, joined with commas.
        present: String,
    },
    /// The field is signed already.
    #[error("the signature field {0} is signed already")]
    AlreadySigned(String),
    /// Only the first signature can certify.
    #[error("only the first signature can certify a document, and this one is signed already")]
    CannotCertify,
    /// The signatures that are there do not hold.
    #[error("the signatures in the PDF do not hold, so another one is refused: {}", list(.0))]
    Refused(Vec<Refusal>),
    /// The stamp cannot be used.
    #[error(transparent)]
    Stamp(#[from] StampError),
    /// The key did not sign, or its certificate cannot be used.
    #[error("{0}")]
    Key(String),
    /// The card did not sign.
    #[error(transparent)]
    Card(CardError),
    /// Certificates and signature need more room than there is.
    #[error("the signature needs {0} bytes; {RESERVED} are reserved. Use an identity with a shorter chain")]
    TooLarge(usize),
    /// What was written does not verify; nothing is handed out.
    #[error("the signed PDF does not verify: {}", list(.0))]
    OutputRefused(Vec<Refusal>),
}

impl SignError {
    /// What happened, to be worded.
    pub fn words(&self) -> Words {
        match self {
            Self::Unreadable(cause) => Words::new("error.pdf_unreadable").with("cause", cause),
            Self::Encrypted => Words::new("error.pdf_encrypted"),
            Self::NoSuchField { field, present } => Words::new("error.no_signature_field")
                .with("field", field)
                .with("known", present),
            Self::AlreadySigned(field) => Words::new("error.already_signed").with("field", field),
            Self::CannotCertify => Words::new("error.cannot_certify"),
            Self::Refused(refusals) => refused("error.signatures_refused", refusals),
            Self::Stamp(fault) => Words::new("error.stamp").with("cause", fault),
            Self::Key(cause) => Words::new("error.key_failed").with("cause", cause),
            Self::Card(fault) => fault.words(),
            Self::TooLarge(size) => Words::new("error.signature_too_large")
                .with("size", size)
                .with("limit", RESERVED),
            Self::OutputRefused(refusals) => refused("error.output_refused", refusals),
        }
    }
}

/// A sentence with the reasons why a PDF does not verify.
pub(super) fn refused(id: &'static str, refusals: &[Refusal]) -> Words {
    let reasons = refusals.iter().map(|refusal| {
        Words::new("error.refusal")
            .saying("reason", refusal.id)
            .with("detail", &refusal.detail)
    });
    let mut words = Words::new(id);
    words.values.push(("reasons", Value::Words(reasons.collect())));
    words
}

/// The reasons for logs.
pub(super) fn list(refusals: &[Refusal]) -> String {
    refusals
        .iter()
        .map(|refusal| format!("{} ({})", refusal.id, refusal.detail))
        .collect::<Vec<_>>()
        .join("; ")
}

impl SignError {
    /// What to do next: an id of the language tables.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Card(fault) => fault.hint(),
            _ => "error.hint_not_signed",
        }
    }
}

impl From<PdfError> for SignError {
    fn from(error: PdfError) -> Self {
        match error {
            PdfError::Encrypted => Self::Encrypted,
            other => Self::Unreadable(other.to_string()),
        }
    }
}

impl From<CmsError> for SignError {
    fn from(error: CmsError) -> Self {
        match error {
            CmsError::Signer(SignerError::Card(fault)) => Self::Card(fault),
            CmsError::Signer(SignerError::Failed(reason)) => {
                Self::Key(format!("the key did not sign: {reason}"))
            }
            other => Self::Key(other.to_string()),
        }
    }
}

/// What to sign, and as whom.
#[derive(Debug, Clone, Copy)]
pub struct SignRequest<'a> {
    /// The pre-placed field, such as [`crate::model::signing::Role::field_name`].
    pub field: &'a str,
    /// The time the signer claims; goes into `/M`.
    pub claimed_time: DateTime<FixedOffset>,
    /// Certify the document (DocMDP, P = 2: nothing but filling fields and signing may follow).
    /// Only the first signature can.
    pub certify: bool,
    /// `/Name`
    pub name: Option<&'a str>,
    /// `/Reason`
    pub reason: Option<&'a str>,
    /// `/Location`
    pub location: Option<&'a str>,
    /// A one-page PDF that is drawn in the field. Without effect in a field of no size.
    pub stamp: Option<&'a [u8]>,
}

/// Signs a pre-placed field and gives the whole new file, which has been verified.
///
/// # Errors
/// [`SignError`] says what stands in the way. A PDF whose present signatures do not hold is
/// refused.
pub fn sign_pdf(pdf: &[u8], request: &SignRequest<'_>, signer: &dyn Signer) -> Result<Vec<u8>, SignError> {
    let document = Document::read(pdf)?;
    let fields = signature_fields(&document)?;
    let field = find_field(&fields, request.field)?;
    let is_first = fields.iter().all(|field| field.value().is_none());
    if request.certify && !is_first {
        return Err(SignError::CannotCertify);
    }
    if !is_first {
        let present = verify_pdf(pdf, &VerifyOptions::default());
        if !present.valid {
            return Err(SignError::Refused(present.refusals));
        }
    }
    let mut increment = Increment::new(&document);
    let value_number = increment.reserve();
    let gap = write_value(&mut increment, value_number, request);
    write_field(&mut increment, &document, field, value_number, request)?;
    if is_first {
        write_form(&mut increment, &document, request.certify.then_some(value_number))?;
    }
    let signed_at = request.claimed_time.to_rfc3339();
    let mut signed = increment.finish(&[request.field.as_bytes(), signed_at.as_bytes()]);
    fill_gap(&mut signed, &gap, signer)?;
    let result = verify_pdf(&signed, &VerifyOptions::default());
    if result.valid {
        Ok(signed)
    } else {
        Err(SignError::OutputRefused(result.refusals))
    }
}

fn find_field<'a>(fields: &'a [SignatureField], name: &str) -> Result<&'a SignatureField, SignError> {
    let Some(field) = fields.iter().find(|field| field.name == name) else {
        let present = fields
            .iter()
            .map(|field| field.name.as_str())
            .collect::<Vec<_>>()
            .join(", ");
        let present = if present.is_empty() {
            "none".to_owned()
        } else {
            present
        };
        return Err(SignError::NoSuchField {
            field: name.to_owned(),
            present,
        });
    };
    if field.value().is_some() {
        return Err(SignError::AlreadySigned(name.to_owned()));
    }
    Ok(field)
}

/// Where in the new file the two values stand that are filled in last.
struct Gap {
    byte_range: usize,
    contents: usize,
}

/// Room for `[0 a b c]` with numbers of ten digits.
const BYTE_RANGE_WIDTH: usize = 3 + 3 * 11 + 1;

/// Writes the signature dictionary (ISO 32000-1 §12.8.1) with room for what is known last.
fn write_value(increment: &mut Increment<'_>, number: u32, request: &SignRequest<'_>) -> Gap {
    let mut rest = Dictionary::new();
    rest.set(
        "M",
        Object::String(PdfString::new(
            time::write_date(&request.claimed_time).into_bytes(),
        )),
    );
    for (key, text) in [
        ("Name", request.name),
        ("Reason", request.reason),
        ("Location", request.location),
    ] {
        if let Some(text) = text {
            rest.set(key, Object::String(PdfString::new(text_string(text))));
        }
    }
    if request.certify {
        let parameters = Dictionary::new()
            .with("Type", Object::name("TransformParams"))
            .with("P", Object::Integer(2))
            .with("V", Object::name("1.2"));
        let reference = Dictionary::new()
            .with("Type", Object::name("SigRef"))
            .with("TransformMethod", Object::name("DocMDP"))
            .with("TransformParams", Object::Dictionary(parameters));
        rest.set("Reference", Object::Array(vec![Object::Dictionary(reference)]));
    }
    let mut body = b"<</Type /Sig/Filter /Adobe.PPKLite/SubFilter /ETSI.CAdES.detached/ByteRange ".to_vec();
    let byte_range = body.len();
    body.resize(byte_range + BYTE_RANGE_WIDTH, b' ');
    body.extend_from_slice(b"/Contents ");
    let contents = body.len();
    body.push(b'<');
    body.resize(body.len() + RESERVED * 2, b'0');
    body.push(b'>');
    let mut tail = Vec::new();
    write_dictionary(&mut tail, &rest);
    body.extend_from_slice(tail.strip_prefix(b"<<").unwrap_or(&tail));
    let start = increment.raw_object(number, 0, &body);
    Gap {
        byte_range: start + byte_range,
        contents: start + contents,
    }
}

/// Writes the field with its value and, where it has a size, its appearance.
fn write_field(
    increment: &mut Increment<'_>,
    document: &Document<'_>,
    field: &SignatureField,
    value_number: u32,
    request: &SignRequest<'_>,
) -> Result<(), SignError> {
    let mut dictionary = field.dictionary.clone();
    dictionary.set("V", Object::reference(value_number));
    if let Some(stamp) = request.stamp.filter(|_| has_size(document, &field.dictionary)) {
        let form = stamp::embed(increment, stamp)?;
        dictionary.set(
            "AP",
            Object::Dictionary(Dictionary::new().with("N", Object::reference(form))),
        );
    }
    increment.object(
        field.id.number,
        field.id.generation,
        &Object::Dictionary(dictionary),
    );
    Ok(())
}

fn has_size(document: &Document<'_>, field: &Dictionary) -> bool {
    let Ok(rectangle) = document.value(field, "Rect") else {
        return false;
    };
    let Object::Array(corners) = &*rectangle else {
        return false;
    };
    match corners
        .iter()
        .map(Object::number)
        .collect::<Option<Vec<_>>>()
        .as_deref()
    {
        Some([left, bottom, right, top]) => left != right && bottom != top,
        _ => false,
    }
}

/// On the first signature: the form says that it holds signatures and may only be appended to
/// (SigFlags 3), and the catalogue names the certifying signature.
fn write_form(
    increment: &mut Increment<'_>,
    document: &Document<'_>,
    certifying: Option<u32>,
) -> Result<(), SignError> {
    let mut catalogue = document.catalogue()?;
    let mut catalogue_changed = false;
    let form = document.value(&catalogue, "AcroForm")?;
    let flagged = form.as_dictionary().and_then(|form| form.integer("SigFlags")) == Some(3);
    if let (Object::Dictionary(form), false) = (&*form, flagged) {
        let form = Object::Dictionary(form.clone().with("SigFlags", Object::Integer(3)));
        match catalogue.reference("AcroForm") {
            Some(id) => {
                increment.object(id.number, id.generation, &form);
            }
            None => {
                catalogue.set("AcroForm", form);
                catalogue_changed = true;
            }
        }
    }
    if let Some(value_number) = certifying {
        if catalogue.get("Perms").is_some() {
            return Err(SignError::CannotCertify);
        }
        let permissions = Dictionary::new().with("DocMDP", Object::reference(value_number));
        catalogue.set("Perms", Object::Dictionary(permissions));
        catalogue_changed = true;
    }
    if let (true, Some(root)) = (catalogue_changed, document.trailer.reference("Root")) {
        increment.object(root.number, root.generation, &Object::Dictionary(catalogue));
    }
    Ok(())
}

/// Writes the byte range, digests everything but the gap, and puts the signature into it.
fn fill_gap(signed: &mut [u8], gap: &Gap, signer: &dyn Signer) -> Result<(), SignError> {
    let gap_end = gap.contents + RESERVED * 2 + 2;
    let mut byte_range = Vec::new();
    let after = signed.len() - gap_end;
    write_display(
        &mut byte_range,
        &format_args!("[0 {} {gap_end} {after}]", gap.contents),
    );
    overwrite(signed, gap.byte_range, &byte_range);
    let covered = [
        signed.get(..gap.contents).unwrap_or_default(),
        signed.get(gap_end..).unwrap_or_default(),
    ];
    let digest = signer.algorithm().digest().of(&covered);
    let cms = cms::sign(&digest, signer)?;
    if cms.len() > RESERVED {
        return Err(SignError::TooLarge(cms.len()));
    }
    overwrite(signed, gap.contents + 1, hex::encode(cms).as_bytes());
    Ok(())
}

/// Puts bytes in the place of those at `start`.
pub(super) fn overwrite(bytes: &mut [u8], start: usize, with: &[u8]) {
    for (place, byte) in bytes.iter_mut().skip(start).zip(with) {
        *place = *byte;
    }
}
