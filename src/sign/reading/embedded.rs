//! Files embedded in a PDF (ISO 32000-1 §7.11.4).

use super::Unreadable;
use crate::sign::pdf::{Document, Object, filter};

/// The content of the embedded file of this name. None where the document has none of it, or names
/// its files in a way that is not read here (a tree of several levels).
///
/// # Errors
/// [`Unreadable`] if there is one and it cannot be unpacked, or if there are two.
pub fn embedded_file(revision: &[u8], name: &str) -> Result<Option<Vec<u8>>, Unreadable> {
    let Ok(document) = Document::read(revision) else {
        return Ok(None);
    };
    let Some(specification) = find(&document, name)? else {
        return Ok(None);
    };
    let wrong = || Unreadable::from("the embedded file has no content");
    let specification = document.resolve(&specification)?;
    let specification = specification.as_dictionary().ok_or_else(wrong)?;
    let files = document.value(specification, "EF")?;
    let content = document.value(files.as_dictionary().ok_or_else(wrong)?, "F")?;
    let Object::Stream(content) = &*content else {
        return Err(wrong());
    };
    Ok(Some(filter::decode(
        &content.dictionary,
        document.raw(&content.data),
    )?))
}

/// The file specification of this name.
fn find(document: &Document<'_>, name: &str) -> Result<Option<Object>, Unreadable> {
    let named = names(document).unwrap_or_default();
    let mut found = None;
    for pair in named.chunks_exact(2) {
        let [Object::String(key), specification] = pair else {
            continue;
        };
        if key.text() == name && found.replace(specification.clone()).is_some() {
            return Err("two embedded files have the same name".into());
        }
    }
    Ok(found)
}

/// The list of names and file specifications, if it is one flat list.
fn names(document: &Document<'_>) -> Option<Vec<Object>> {
    let catalogue = document.catalogue().ok()?;
    let trees = document.value(&catalogue, "Names").ok()?;
    let files = document.value(trees.as_dictionary()?, "EmbeddedFiles").ok()?;
    match &*document.value(files.as_dictionary()?, "Names").ok()? {
        Object::Array(items) => Some(items.clone()),
        _ => None,
    }
}
