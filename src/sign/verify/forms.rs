//! Which changes to the form and to a page a further signature may need.
//!
//! Filling a field that was declared before the first signature changes neither. A field that is
//! added only when signing, as general signing programs do, is accepted if it is one signature
//! field with its own widget, appended to the form and to one page:
//! - invisible (no size): always;
//! - visible: only if the document is not certified, and on a small part of the page, see
//!   [`super::boxes`].

use std::collections::BTreeSet;

use super::{
    boxes::{self, Page, pages},
    difference::Revision,
    explain::only_keys_differ,
    finding::{Check, Finding},
};
use crate::sign::{
    fields::SignatureField,
    pdf::{Object, ObjectId},
};

/// What a field that is added when signing may hold.
const NEW_FIELD_KEYS: [&str; 15] = [
    "FT", "T", "TU", "Ff", "V", "Type", "Subtype", "F", "Rect", "P", "AP", "MK", "BS", "Border", "DA",
];

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
    let flags_fit = match (old.integer("SigFlags"), new.get("SigFlags")) {
        // Once files are only appended to, it stays so.
        (Some(3), new) => *new.unwrap_or(&Object::Null) == Object::Integer(3),
        (_, Some(Object::Integer(1 | 3))) => true,
        (_, new) => new == old.get("SigFlags"),
    };
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
    check_name(before, field)?;
    let pages = pages(&before.document)?;
    place_on_page(before, after, &pages, field, allowed)?;
    boxes::check_new(after, field, certified)
}

/// The new field has a name that nobody takes for that of another field.
fn check_name(before: &Revision<'_>, field: &SignatureField) -> Check<()> {
    let plain = |name: &str| name.trim().to_lowercase();
    let name = &field.name;
    let is_clear = field.dictionary.string("T").is_some()
        && !name.is_empty()
        && name.trim() == name
        && !name.chars().any(char::is_control);
    if is_clear
        && before
            .fields
            .iter()
            .all(|other| plain(&other.name) != plain(name))
    {
        return Ok(());
    }
    refuse("the new field has no name, or one that can be taken for another field's")
}

/// Finds the one page that gained the widget, if any, and checks that it gained nothing else.
fn place_on_page(
    before: &Revision<'_>,
    after: &Revision<'_>,
    pages: &[Page],
    field: &SignatureField,
    allowed: &mut BTreeSet<u32>,
) -> Check<()> {
    let mut found: Option<&Page> = None;
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
    Ok(())
}
