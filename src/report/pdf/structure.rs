//! Catalog, pages and font dictionaries: what printpdf leaves wrong or open.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::super::ReportError;
use super::banks::Banks;
use super::{About, failed};
use crate::lang::Lang;

/// The pages in order.
pub(super) fn page_ids(document: &Document) -> Vec<ObjectId> {
    document.get_pages().into_values().collect()
}

/// The content streams of the pages in order.
pub(super) fn content_ids(document: &Document) -> Result<Vec<ObjectId>, ReportError> {
    let contents = page_ids(document).into_iter().map(|page| {
        document
            .get_dictionary(page)
            .and_then(|page| page.get(b"Contents"))
            .and_then(Object::as_reference)
            .map_err(|error| failed(&error))
    });
    contents.collect()
}

/// Lets all pages share one resource dictionary without empty parts; drops empty annotation arrays.
pub(super) fn tidy_pages(document: &mut Document) -> Result<(), ReportError> {
    let pages = page_ids(document);
    let Some(shared) = pages.first() else {
        return Ok(());
    };
    let shared = document
        .get_dictionary(*shared)
        .and_then(|page| page.get(b"Resources"))
        .and_then(Object::as_reference)
        .map_err(|error| failed(&error))?;
    for page in pages {
        let page = document
            .get_dictionary_mut(page)
            .map_err(|error| failed(&error))?;
        page.remove(b"Annots");
        page.remove(b"TrimBox");
        page.remove(b"CropBox");
        page.set("Resources", Object::Reference(shared));
    }
    let resources = document.get_dictionary(shared).map_err(|error| failed(&error))?;
    let is_empty = |value: &Object| match document.dereference(value) {
        Ok((_, Object::Dictionary(dictionary))) => dictionary.is_empty(),
        _ => false,
    };
    let empty: Vec<Vec<u8>> = resources
        .iter()
        .filter(|(_, value)| is_empty(value))
        .map(|(key, _)| key.clone())
        .collect();
    let resources = document
        .get_dictionary_mut(shared)
        .map_err(|error| failed(&error))?;
    for key in empty {
        resources.remove(&key);
    }
    Ok(())
}

/// Says that the document is tagged and where its structure begins; the keys of the pages in its parent tree are
/// their places.
pub(super) fn refer_to_tags(document: &mut Document, root: u32) -> Result<(), ReportError> {
    for (page, key) in page_ids(document).into_iter().zip(0i64..) {
        let page = document
            .get_dictionary_mut(page)
            .map_err(|error| failed(&error))?;
        page.set("StructParents", key);
        // Readers go from field to field in the order of the structure.
        page.set("Tabs", "S");
    }
    let catalog = document.catalog_mut().map_err(|error| failed(&error))?;
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    catalog.set("StructTreeRoot", Object::Reference((root, 0)));
    Ok(())
}

/// Maps all codes of the banks of substitutes to the glyph of 〓.
pub(super) fn map_substitutes(document: &mut Document, banks: &Banks) -> Result<(), ReportError> {
    for bank in banks.iter().filter(|bank| bank.substitute) {
        let map = document.add_object(Stream::new(Dictionary::new(), bank.glyph_map()));
        let font = font_id(document, bank.resource.as_bytes())?;
        let font = document
            .get_dictionary_mut(font)
            .map_err(|error| failed(&error))?;
        let descendants = font
            .get_mut(b"DescendantFonts")
            .and_then(Object::as_array_mut)
            .map_err(|error| failed(&error))?;
        for descendant in descendants.iter_mut() {
            let descendant = descendant.as_dict_mut().map_err(|error| failed(&error))?;
            descendant.set("CIDToGIDMap", Object::Reference(map));
        }
    }
    Ok(())
}

/// The font dictionary behind a resource name.
fn font_id(document: &Document, resource: &[u8]) -> Result<ObjectId, ReportError> {
    let page = page_ids(document)
        .first()
        .copied()
        .ok_or_else(|| failed(&"no pages"))?;
    let fonts = document
        .get_page_resources(page)
        .map_err(|error| failed(&error))?
        .1;
    let resources = fonts.first().copied().ok_or_else(|| failed(&"no resources"))?;
    let resources = document
        .get_dictionary(resources)
        .map_err(|error| failed(&error))?;
    let fonts = document
        .get_dict_in_dict(resources, b"Font")
        .map_err(|error| failed(&error))?;
    fonts
        .get(resource)
        .and_then(Object::as_reference)
        .map_err(|error| failed(&error))
}

/// Sets version, language and how the document opens.
pub(super) fn finish_catalog(document: &mut Document, about: &About<'_>) -> Result<(), ReportError> {
    document.version = "1.7".to_owned();
    let catalog = document.catalog_mut().map_err(|error| failed(&error))?;
    catalog.remove(b"PageLayout");
    let outlines = catalog.has(b"Outlines");
    catalog.set("PageMode", if outlines { "UseOutlines" } else { "UseNone" });
    let language = match about.language {
        Lang::ZhTw => "zh-TW",
        Lang::En => "en",
    };
    catalog.set("Lang", Object::string_literal(language));
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    Ok(())
}

/// Reduces the catalog to what one embedded page needs.
pub(super) fn bare_catalog(document: &mut Document) -> Result<(), ReportError> {
    document.version = "1.7".to_owned();
    document.trailer.remove(b"Info");
    let catalog = document.catalog_mut().map_err(|error| failed(&error))?;
    catalog.remove(b"PageLayout");
    catalog.remove(b"PageMode");
    Ok(())
}
