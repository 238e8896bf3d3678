//! Which changes to the form and to a page a further signature may need.
//!
//! Filling a field that was declared before the first signature changes neither. A field that is
//! added only when signing, as general signing programs do, is accepted if it is one signature
//! field with its own widget, appended to the form and to one page:
//! - invisible (no size): always;
//! - visible: only if the document is not certified, and on at most a quarter of the page. A box
//!   added later can be drawn over the text it stands on; in a certified document that is an
//!   attack that has been published, so declared fields are the only visible ones there.

use std::collections::{BTreeSet, HashSet};

use super::{
    difference::Revision,
    explain::only_keys_differ,
    finding::{Check, Finding},
};
use crate::sign::{
    fields::SignatureField,
    pdf::{Dictionary, Document, Object, ObjectId},
};

/// What a field that is added when signing may hold.
const NEW_FIELD_KEYS: [&str; 15] = [
    "FT", "T", "TU", "Ff", "V", "Type", "Subtype", "F", "Rect", "P", "AP", "MK", "BS", "Border", "DA",
];
/// No page tree may have more nodes than this.
const MAX_PAGES: usize = 100_000;

fn refuse<T>(detail: impl Into<String>) -> Check<T> {
    Finding::refuse("changed_after_signature", detail)
}

/// The form keeps everything; a new field may be appended, and its flags may say that there are
/// signatures.
pub(super) fn explain_form(
    before: &Revision<'_>,
    after: &Revision<'_>,
    new_field: Option<ObjectId>,
    allowed: &mut BTreeSet<u32>,
) -> Check<()> {
    let (old_catalogue, new_catalogue) = (before.document.catalogue()?, after.document.catalogue()?);
    let old = before.document.value(&old_catalogue, "AcroForm")?;
    let new = after.document.value(&new_catalogue, "AcroForm")?;
    let (Object::Dictionary(old), Object::Dictionary(new)) = (&*old, &*new) else {
        return refuse("the form is not a dictionary in both revisions");
    };
    only_keys_differ(old, new, &["Fields", "SigFlags", "NeedAppearances"], "the form")?;
    let flags_fit = matches!(new.get("SigFlags"), Some(Object::Integer(1 | 3)))
        || old.get("SigFlags") == new.get("SigFlags");
    let appearances_fit =
        new.get("NeedAppearances").is_none() || old.get("NeedAppearances") == new.get("NeedAppearances");
    if !flags_fit || !appearances_fit {
        return refuse("the form's flags changed");
    }
    let old_fields = before.document.value(old, "Fields")?;
    let new_fields = after.document.value(new, "Fields")?;
    if !is_extended_by(&old_fields, &new_fields, new_field) {
        return refuse("the form's fields changed other than by appending the signed field");
    }
    if new.reference("Fields") != old.reference("Fields") {
        return refuse("the form's list of fields is another object than before");
    }
    allowed.extend(new_catalogue.reference("AcroForm").map(|id| id.number));
    // A shared array would change elsewhere, too.
    if let Some(id) = new
        .reference("Fields")
        .filter(|id| new_field.is_some() && uses(before, id.number) == 1)
    {
        allowed.insert(id.number);
    }
    Ok(())
}

/// Whether a list is the same, or the same with this one reference appended.
fn is_extended_by(old: &Object, new: &Object, appended: Option<ObjectId>) -> bool {
    match (items(old), items(new), appended) {
        (Some(old), Some(new), None) => old == new,
        (Some(old), Some(new), Some(id)) => match new.split_last() {
            Some((last, rest)) => *last == Object::Reference(id) && rest == old,
            None => false,
        },
        _ => false,
    }
}

/// The items of a list that may be absent.
fn items(list: &Object) -> Option<&[Object]> {
    match list {
        Object::Array(items) => Some(items),
        Object::Null => Some(&[]),
        _ => None,
    }
}

/// How often an object is referred to in a revision.
pub(super) fn uses(revision: &Revision<'_>, number: u32) -> usize {
    let mut count = 0;
    let mut look =
        |object: &Object| object.for_each_reference(&mut |id| count += usize::from(id.number == number));
    for (_, value) in revision.document.trailer.iter() {
        look(value);
    }
    for holder in &revision.referenced {
        if let Ok(object) = revision.document.object(*holder) {
            look(&object);
        }
    }
    count
}

/// A field that is added when signing, with its widget on one page.
pub(super) fn explain_new_field(
    before: &Revision<'_>,
    after: &Revision<'_>,
    field: &SignatureField,
    certified: bool,
    allowed: &mut BTreeSet<u32>,
) -> Check<()> {
    if !before.is_unused(field.id.number) {
        return refuse("the new signature field took the place of something else");
    }
    let known = |key: &[u8]| NEW_FIELD_KEYS.iter().any(|allowed| allowed.as_bytes() == key);
    let dictionary = &field.dictionary;
    let is_plain = dictionary.iter().all(|(key, _)| known(key)) && dictionary.has_name("FT", "Sig");
    if !is_plain || !dictionary.has_name("Subtype", "Widget") {
        return refuse("the new field is not a plain signature field with its own widget");
    }
    for key in ["MK", "BS", "Border", "DA", "TU", "T", "Rect"] {
        let mut refers = false;
        dictionary
            .get(key)
            .iter()
            .for_each(|value| value.for_each_reference(&mut |_| refers = true));
        if refers {
            return refuse("the new field refers to other objects than page, value and appearance");
        }
    }
    allowed.insert(field.id.number);
    let pages = pages(&before.document)?;
    let page = place_on_page(before, after, &pages, field, allowed)?;
    check_size(dictionary, page, certified)
}

/// A page as the earlier revision had it.
struct Page {
    id: ObjectId,
    dictionary: Dictionary,
    media_box: Option<Object>,
}

/// Finds the one page that gained the widget, if any, and checks that it gained nothing else.
fn place_on_page<'a>(
    before: &Revision<'_>,
    after: &Revision<'_>,
    pages: &'a [Page],
    field: &SignatureField,
    allowed: &mut BTreeSet<u32>,
) -> Check<Option<&'a Page>> {
    let mut found = None;
    for page in pages {
        let new = after.document.referenced(page.id)?;
        let Object::Dictionary(new) = &*new else {
            return refuse("a page is no longer a dictionary");
        };
        let old_list = before.document.value(&page.dictionary, "Annots")?;
        let new_list = after.document.value(new, "Annots")?;
        if is_extended_by(&old_list, &new_list, None) {
            continue;
        }
        only_keys_differ(&page.dictionary, new, &["Annots"], "a page")?;
        if found.is_some() || !is_extended_by(&old_list, &new_list, Some(field.id)) {
            return refuse("a page's annotations changed other than by the signed field's widget");
        }
        found = Some(page);
        allowed.insert(page.id.number);
        if let Some(list) = new.reference("Annots") {
            let same = page.dictionary.reference("Annots") == Some(list) && uses(before, list.number) == 1;
            if !same && !before.is_unused(list.number) {
                return refuse("a page's list of annotations is shared with something else");
            }
            allowed.insert(list.number);
        }
    }
    let stated = field.dictionary.reference("P");
    if stated.is_some() && found.is_some_and(|page| stated != Some(page.id)) {
        return refuse("the new field stands on another page than it says");
    }
    Ok(found)
}

fn check_size(field: &Dictionary, page: Option<&Page>, certified: bool) -> Check<()> {
    let Some(area) = field.get("Rect").and_then(area) else {
        return refuse("the new field has no readable rectangle");
    };
    if area == 0.0 {
        return match field.get("AP") {
            None => Ok(()),
            Some(_) => refuse("a new field of no size has an appearance"),
        };
    }
    if certified {
        let detail = "a visible signature field was added after certification";
        return Finding::refuse("visible_field_after_certification", detail);
    }
    let page_area = page
        .and_then(|page| page.media_box.as_ref())
        .and_then(self::area)
        .unwrap_or(0.0);
    if area * 4.0 <= page_area {
        return Ok(());
    }
    Finding::refuse(
        "visible_field_too_large",
        "an added signature field covers more than a quarter of its page",
    )
}

fn area(rectangle: &Object) -> Option<f64> {
    let Object::Array(corners) = rectangle else {
        return None;
    };
    let corners: Vec<f64> = corners.iter().map(Object::number).collect::<Option<_>>()?;
    match corners.as_slice() {
        [left, bottom, right, top] => Some(((right - left) * (top - bottom)).abs()),
        _ => None,
    }
}

/// The pages of a document, with the size each one has or inherits.
fn pages(document: &Document<'_>) -> Check<Vec<Page>> {
    let root = document.catalogue()?.reference("Pages");
    let mut waiting: Vec<(ObjectId, Option<Object>)> = root.into_iter().map(|id| (id, None)).collect();
    let mut seen = HashSet::new();
    let mut pages = Vec::new();
    while let Some((id, inherited)) = waiting.pop() {
        if !seen.insert(id.number) || seen.len() > MAX_PAGES {
            return refuse("the page tree goes in circles or is too large");
        }
        let node = document.referenced(id)?;
        let Object::Dictionary(node) = &*node else {
            return refuse("a page is not a dictionary");
        };
        let media_box = match node.get("MediaBox") {
            Some(own) => Some((*document.resolve(own)?).clone()),
            None => inherited,
        };
        match &*document.value(node, "Kids")? {
            Object::Array(kids) => {
                for kid in kids {
                    let Object::Reference(kid) = kid else {
                        return refuse("a page is not an indirect object");
                    };
                    waiting.push((*kid, media_box.clone()));
                }
            }
            _ => pages.push(Page {
                id,
                dictionary: node.clone(),
                media_box,
            }),
        }
    }
    Ok(pages)
}
