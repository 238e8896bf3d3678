//! Finds the signature fields of a document (ISO 32000-1 §12.7.4.5).

use std::collections::HashSet;

use super::pdf::{Dictionary, Document, Object, ObjectId, PdfError};

/// Field trees deeper than this are refused.
const MAX_DEPTH: usize = 16;
/// More fields than this are refused.
const MAX_FIELDS: usize = 20_000;

/// A signature field, signed or not.
#[derive(Debug, Clone)]
pub(super) struct SignatureField {
    /// Its full name, parts joined with full stops (ISO 32000-1 §12.7.3.2).
    pub(super) name: String,
    /// Its object.
    pub(super) id: ObjectId,
    /// Its dictionary.
    pub(super) dictionary: Dictionary,
}

impl SignatureField {
    /// The value as it stands in the field: present means signed.
    pub(super) fn value(&self) -> Option<&Object> {
        self.dictionary.get("V").filter(|value| **value != Object::Null)
    }
}

/// The signature fields in the order of the form.
///
/// # Errors
/// [`PdfError`] if the form cannot be read, goes in circles, or names a field twice.
pub(super) fn signature_fields(document: &Document<'_>) -> Result<Vec<SignatureField>, PdfError> {
    let form = document.value(&document.catalogue()?, "AcroForm")?;
    let form = match &*form {
        Object::Null => return Ok(Vec::new()),
        Object::Dictionary(form) => form,
        _ => return Err(PdfError::Unsupported("/AcroForm is not a dictionary")),
    };
    let mut walk = Walk {
        document,
        seen: HashSet::new(),
        found: Vec::new(),
    };
    let top = Inherited {
        name: None,
        is_signature: false,
    };
    walk.fields(&*document.value(form, "Fields")?, &top, 0)?;
    let names: HashSet<&str> = walk.found.iter().map(|field| field.name.as_str()).collect();
    if names.len() != walk.found.len() {
        return Err(PdfError::Unsupported("two signature fields have the same name"));
    }
    Ok(walk.found)
}

/// What a field takes from the fields above it.
struct Inherited {
    name: Option<String>,
    is_signature: bool,
}

struct Walk<'a> {
    document: &'a Document<'a>,
    seen: HashSet<u32>,
    found: Vec<SignatureField>,
}

impl Walk<'_> {
    fn fields(&mut self, fields: &Object, above: &Inherited, depth: usize) -> Result<(), PdfError> {
        let fields = match fields {
            Object::Null => return Ok(()),
            Object::Array(fields) => fields,
            _ => return Err(PdfError::Unsupported("a list of fields is not an array")),
        };
        if depth > MAX_DEPTH {
            return Err(PdfError::Limit("form fields nested too deeply"));
        }
        fields
            .iter()
            .try_for_each(|field| self.field(field, above, depth))
    }

    fn field(&mut self, field: &Object, above: &Inherited, depth: usize) -> Result<(), PdfError> {
        let Object::Reference(id) = field else {
            return Err(PdfError::Unsupported("a form field is not an indirect object"));
        };
        if !self.seen.insert(id.number) || self.seen.len() > MAX_FIELDS {
            return Err(PdfError::Unsupported(
                "a form field stands in two places, or there are too many",
            ));
        }
        let object = self.document.referenced(*id)?;
        let Object::Dictionary(dictionary) = &*object else {
            return Err(PdfError::Unsupported("a form field is not a dictionary"));
        };
        let here = inherited(self.document, dictionary, above)?;
        let kids = self.document.value(dictionary, "Kids")?;
        if has_subfields(self.document, &kids)? {
            if here.is_signature && dictionary.get("V").is_some() {
                return Err(PdfError::Unsupported(
                    "a signature stands in a field that has fields below it",
                ));
            }
            return self.fields(&kids, &here, depth + 1);
        }
        if here.is_signature {
            let name = here.name.unwrap_or_default();
            self.found.push(SignatureField {
                name,
                id: *id,
                dictionary: dictionary.clone(),
            });
        }
        Ok(())
    }
}

fn inherited(document: &Document<'_>, field: &Dictionary, above: &Inherited) -> Result<Inherited, PdfError> {
    let part = match &*document.value(field, "T")? {
        Object::String(part) => Some(part.text()),
        _ => None,
    };
    let name = match (&above.name, part) {
        (Some(above), Some(part)) => Some(format!("{above}.{part}")),
        (above, part) => part.or_else(|| above.clone()),
    };
    let is_signature = match &*document.value(field, "FT")? {
        Object::Null => above.is_signature,
        kind => *kind == Object::name("Sig"),
    };
    Ok(Inherited { name, is_signature })
}

/// Whether the kids are fields (they have names) rather than only the field's widgets.
fn has_subfields(document: &Document<'_>, kids: &Object) -> Result<bool, PdfError> {
    let Object::Array(kids) = kids else {
        return Ok(false);
    };
    for kid in kids {
        if document
            .resolve(kid)?
            .as_dictionary()
            .is_some_and(|kid| kid.get("T").is_some())
        {
            return Ok(true);
        }
    }
    Ok(false)
}
