//! Brings a one-page PDF into an incremental update as a form XObject (ISO 32000-1 §8.10), for
//! the appearance of a visible signature.

use std::{collections::HashMap, rc::Rc};

use thiserror::Error;

use super::{
    increment::Increment,
    pdf::{Dictionary, Document, Object, ObjectId, PdfError, filter},
};

/// A stamp refers to no more objects than this.
const MAX_OBJECTS: usize = 2_000;

/// Why a stamp cannot be used.
#[derive(Debug, Error)]
pub enum StampError {
    /// The stamp's PDF cannot be read.
    #[error("the stamp cannot be read: {0}")]
    Unreadable(String),
    /// It is not one upright page with a size.
    #[error("the stamp must be one upright page with a /MediaBox")]
    NotOnePage,
    /// It refers to too many objects.
    #[error("the stamp refers to more than 2,000 objects")]
    TooLarge,
}

impl From<PdfError> for StampError {
    fn from(error: PdfError) -> Self {
        Self::Unreadable(error.to_string())
    }
}

/// Writes the page of the stamp as a form and gives its object number.
pub(super) fn embed(increment: &mut Increment<'_>, stamp: &[u8]) -> Result<u32, StampError> {
    let source = Document::read(stamp)?;
    let page = only_page(&source)?;
    let bounds = page.get("MediaBox").ok_or(StampError::NotOnePage)?;
    let content = page_content(&source, &page)?;
    let form_number = increment.reserve();
    let mut copier = Copier {
        source: &source,
        increment,
        numbers: HashMap::new(),
        waiting: Vec::new(),
    };
    let resources = match page.get("Resources") {
        Some(resources) => copier.translated(&*source.resolve(resources)?)?,
        None => Object::Dictionary(Dictionary::new()),
    };
    copier.copy_waiting()?;
    let mut form = Dictionary::new()
        .with("Type", Object::name("XObject"))
        .with("Subtype", Object::name("Form"))
        .with("BBox", (*source.resolve(bounds)?).clone())
        .with("Resources", resources);
    let data = match content {
        Content::Raw(dictionary, data) => {
            for key in ["Filter", "DecodeParms"] {
                if let Some(value) = dictionary.get(key) {
                    form.set(key, value.clone());
                }
            }
            data
        }
        Content::Decoded(data) => data,
    };
    form.set(
        "Length",
        Object::Integer(i64::try_from(data.len()).unwrap_or(i64::MAX)),
    );
    increment.stream(form_number, &form, &data);
    Ok(form_number)
}

/// The one page of a document, with what it inherits.
fn only_page(source: &Document<'_>) -> Result<Dictionary, StampError> {
    let mut inherited = Dictionary::new();
    let mut node = source.value(&source.catalogue()?, "Pages")?;
    for _ in 0..8 {
        let Object::Dictionary(dictionary) = &*node else {
            return Err(StampError::NotOnePage);
        };
        for key in ["MediaBox", "Resources", "Rotate"] {
            if let Some(value) = dictionary.get(key) {
                inherited.set(key, value.clone());
            }
        }
        if dictionary.has_name("Type", "Page") {
            if let Some(content) = dictionary.get("Contents") {
                inherited.set("Contents", content.clone());
            }
            let upright = inherited
                .get("Rotate")
                .is_none_or(|rotation| *rotation == Object::Integer(0));
            return if upright {
                Ok(inherited)
            } else {
                Err(StampError::NotOnePage)
            };
        }
        let kids = source.value(dictionary, "Kids")?;
        let Object::Array(kids) = &*kids else {
            return Err(StampError::NotOnePage);
        };
        let [only] = kids.as_slice() else {
            return Err(StampError::NotOnePage);
        };
        let child = source.resolve(only)?;
        node = child;
    }
    Err(StampError::NotOnePage)
}

/// The content of a page: one stream as it is, or several joined.
enum Content {
    Raw(Dictionary, Vec<u8>),
    Decoded(Vec<u8>),
}

fn page_content(source: &Document<'_>, page: &Dictionary) -> Result<Content, StampError> {
    match &*source.value(page, "Contents")? {
        Object::Stream(stream) => Ok(Content::Raw(
            stream.dictionary.clone(),
            source.raw(&stream.data).to_vec(),
        )),
        Object::Array(parts) => {
            let mut joined = Vec::new();
            for part in parts {
                let Object::Stream(stream) = &*source.resolve(part)? else {
                    return Err(StampError::NotOnePage);
                };
                joined.extend(filter::decode(&stream.dictionary, source.raw(&stream.data))?);
                joined.push(b'\n');
            }
            Ok(Content::Decoded(joined))
        }
        _ => Ok(Content::Decoded(Vec::new())),
    }
}

/// Copies objects from one file into the update of another.
struct Copier<'a, 'b, 'c> {
    source: &'a Document<'a>,
    increment: &'b mut Increment<'c>,
    /// Object number in the source → number here.
    numbers: HashMap<u32, u32>,
    waiting: Vec<(ObjectId, u32)>,
}

impl Copier<'_, '_, '_> {
    /// The same object with its references pointing to the copies.
    fn translated(&mut self, object: &Object) -> Result<Object, StampError> {
        Ok(match object {
            Object::Reference(id) => Object::reference(self.number_of(*id)?),
            Object::Array(items) => Object::Array(
                items
                    .iter()
                    .map(|item| self.translated(item))
                    .collect::<Result<_, _>>()?,
            ),
            Object::Dictionary(dictionary) => Object::Dictionary(self.translated_dictionary(dictionary)?),
            other => other.clone(),
        })
    }

    fn translated_dictionary(&mut self, dictionary: &Dictionary) -> Result<Dictionary, StampError> {
        let mut copy = dictionary.clone();
        // What leads back into the page tree is no part of the drawing.
        copy.remove("Parent");
        copy.remove("StructParent");
        copy.remove("StructParents");
        for value in copy.values_mut() {
            *value = self.translated(value)?;
        }
        Ok(copy)
    }

    fn number_of(&mut self, id: ObjectId) -> Result<u32, StampError> {
        if let Some(number) = self.numbers.get(&id.number) {
            return Ok(*number);
        }
        if self.numbers.len() >= MAX_OBJECTS {
            return Err(StampError::TooLarge);
        }
        let number = self.increment.reserve();
        self.numbers.insert(id.number, number);
        self.waiting.push((id, number));
        Ok(number)
    }

    fn copy_waiting(&mut self) -> Result<(), StampError> {
        while let Some((id, number)) = self.waiting.pop() {
            let object: Rc<Object> = self.source.referenced(id)?;
            if let Object::Stream(stream) = &*object {
                let data = self.source.raw(&stream.data);
                let mut dictionary = self.translated_dictionary(&stream.dictionary)?;
                dictionary.set(
                    "Length",
                    Object::Integer(i64::try_from(data.len()).unwrap_or(i64::MAX)),
                );
                self.increment.stream(number, &dictionary, data);
            } else {
                let copy = self.translated(&object)?;
                self.increment.object(number, 0, &copy);
            }
        }
        Ok(())
    }
}
