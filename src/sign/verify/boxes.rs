//! How much of a page signature fields may take. Whoever signs a field draws in it what he likes. A
//! box that was declared before the first signature is what the signers expected; yet over most of a
//! page it could tell another story, and so could a box that is added later, or several of them side
//! by side. In a certified document a visible field added later is an attack that has been published,
//! so declared fields are the only visible ones there.

use std::collections::HashSet;

use super::{
    difference::Revision,
    finding::{Check, Finding},
};
use crate::sign::{
    fields::SignatureField,
    pdf::{Dictionary, Document, Object, ObjectId},
};

/// No page tree may have more nodes than this.
const MAX_PAGES: usize = 100_000;

fn refuse<T>(detail: impl Into<String>) -> Check<T> {
    Finding::refuse("changed_after_signature", detail)
}

/// A page with what it shows.
pub(super) struct Page {
    pub(super) id: ObjectId,
    pub(super) dictionary: Dictionary,
    /// Its media box, or the one it inherits.
    media_box: Option<Object>,
    /// Its crop box, or the one it inherits.
    crop_box: Option<Object>,
}

/// A rectangle: left, bottom, right, top.
type Corners = [f64; 4];

/// A declared field that is filled covers a small part of its page.
pub(super) fn check_declared(revision: &Revision<'_>, field: &SignatureField) -> Check<()> {
    let Some(own) = size_of(&revision.document, field)? else {
        return Ok(());
    };
    for page in pages_with(&revision.document, field.id)? {
        check_share(&revision.document, &page, own)?;
    }
    Ok(())
}

/// A field that is added when signing has no size and shows nothing; or, without certification, it
/// covers a small part of its page together with all signature fields there.
pub(super) fn check_new(after: &Revision<'_>, field: &SignatureField, certified: bool) -> Check<()> {
    let dictionary = &field.dictionary;
    let readable = dictionary.array("Rect").is_some();
    let Some(own) = size_of(&after.document, field)?.filter(|_| readable) else {
        return refuse("the new field has no readable rectangle");
    };
    if own == 0.0 {
        return match dictionary.get("AP") {
            None => Ok(()),
            Some(_) => refuse("a new field of no size has an appearance"),
        };
    }
    if certified {
        let detail = "a visible signature field was added after certification";
        return Finding::refuse("visible_field_after_certification", detail);
    }
    let pages = pages_with(&after.document, field.id)?;
    let [page] = pages.as_slice() else {
        return Finding::refuse("visible_field_too_large", "a visible field was added to no page");
    };
    let listed = annotations(&after.document, page)?;
    let mut all = 0.0;
    for other in after.fields.iter().filter(|other| listed.contains(&other.id)) {
        all += size_of(&after.document, other)?.unwrap_or(0.0);
    }
    check_share(&after.document, page, all)
}

/// Fields cover at most a quarter of what is seen of a page.
fn check_share(document: &Document<'_>, page: &Page, area: f64) -> Check<()> {
    if area * 4.0 <= visible_area(document, page)? {
        return Ok(());
    }
    Finding::refuse(
        "visible_field_too_large",
        "signature fields cover more than a quarter of their page",
    )
}

/// The area of a field in square points; none if it has no rectangle of its own.
fn size_of(document: &Document<'_>, field: &SignatureField) -> Check<Option<f64>> {
    let Some(rectangle) = field.dictionary.get("Rect") else {
        return Ok(None);
    };
    match corners(document, rectangle)? {
        Some(corners) => Ok(Some(area(corners))),
        None => refuse("a signature field has no readable rectangle"),
    }
}

/// What is seen of a page: its crop box as far as it lies in the media box.
fn visible_area(document: &Document<'_>, page: &Page) -> Check<f64> {
    let media = match &page.media_box {
        Some(media) => corners(document, media)?,
        None => None,
    };
    let crop = match &page.crop_box {
        Some(crop) => corners(document, crop)?,
        None => media,
    };
    Ok(match (media, crop) {
        (Some([left, bottom, right, top]), Some([l, b, r, t])) => {
            let (width, height) = (right.min(r) - left.max(l), top.min(t) - bottom.max(b));
            width.max(0.0) * height.max(0.0)
        }
        _ => 0.0,
    })
}

/// The corners of a rectangle in their order.
fn corners(document: &Document<'_>, rectangle: &Object) -> Check<Option<Corners>> {
    let rectangle = document.resolve(rectangle)?;
    let Object::Array(items) = &*rectangle else {
        return Ok(None);
    };
    let mut numbers = Vec::new();
    for item in items {
        numbers.extend(document.resolve(item)?.number());
    }
    Ok(match numbers.as_slice() {
        [a, b, c, d] if items.len() == 4 => Some([a.min(*c), b.min(*d), a.max(*c), b.max(*d)]),
        _ => None,
    })
}

fn area([left, bottom, right, top]: Corners) -> f64 {
    (right - left) * (top - bottom)
}

/// The annotations that a page lists.
fn annotations(document: &Document<'_>, page: &Page) -> Check<HashSet<ObjectId>> {
    let listed = document.value(&page.dictionary, "Annots")?;
    let mut found = HashSet::new();
    listed.for_each_reference(&mut |id| {
        found.insert(id);
    });
    Ok(found)
}

/// The pages that list an annotation.
fn pages_with(document: &Document<'_>, annotation: ObjectId) -> Check<Vec<Page>> {
    let mut found = Vec::new();
    for page in pages(document)? {
        if annotations(document, &page)?.contains(&annotation) {
            found.push(page);
        }
    }
    Ok(found)
}

/// The pages of a document, with the boxes each one has or inherits.
pub(super) fn pages(document: &Document<'_>) -> Check<Vec<Page>> {
    let root = document.catalogue()?.reference("Pages");
    let mut waiting: Vec<(ObjectId, [Option<Object>; 2])> =
        root.into_iter().map(|id| (id, [None, None])).collect();
    let mut seen = HashSet::new();
    let mut pages = Vec::new();
    while let Some((id, [media_box, crop_box])) = waiting.pop() {
        if !seen.insert(id.number) || seen.len() > MAX_PAGES {
            return refuse("the page tree goes in circles or is too large");
        }
        let node = document.referenced(id)?;
        let Object::Dictionary(node) = &*node else {
            return refuse("a page is not a dictionary");
        };
        let own_or = |key, inherited| node.get(key).cloned().or(inherited);
        let (media_box, crop_box) = (own_or("MediaBox", media_box), own_or("CropBox", crop_box));
        match &*document.value(node, "Kids")? {
            Object::Array(kids) => {
                for kid in kids {
                    let Object::Reference(kid) = kid else {
                        return refuse("a page is not an indirect object");
                    };
                    waiting.push((*kid, [media_box.clone(), crop_box.clone()]));
                }
            }
            _ => pages.push(Page {
                id,
                dictionary: node.clone(),
                media_box,
                crop_box,
            }),
        }
    }
    Ok(pages)
}
