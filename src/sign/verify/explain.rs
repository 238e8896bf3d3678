//! Says which objects a further signature may change or add (ISO 32000-1 §12.8.2.2: after
//! certification, filling in and signing; without it we allow no more).
//!
//! - The value: one new signature dictionary.
//! - The field: a declared, unsigned one gains `/V` and `/AP`. Or a new one is appended to the form
//!   and to one page, see [`super::forms`].
//! - The appearance: new form XObjects, fonts and images that nothing else refers to. Whatever they
//!   draw is clipped to the field's rectangle, which cannot change.
//! - The catalogue: developer extensions may be added (ETSI names its own) and the version raised.
//! - What is said about the document: producer and modification date in the information
//!   dictionary and in the XMP metadata. Signing programs update these; no page shows them.

use std::collections::BTreeSet;

use super::{
    boxes,
    difference::Revision,
    finding::{Check, Finding},
    forms, metadata,
    placement::Placement,
    plain,
};
use crate::sign::pdf::{Dictionary, Document, Object, ObjectId};

/// The numbers of the objects whose change or addition is explained.
pub(super) fn explain(
    before: &Revision<'_>,
    after: &Revision<'_>,
    placement: &Placement,
    certified: bool,
) -> Check<BTreeSet<u32>> {
    let mut allowed = BTreeSet::new();
    explain_value(before, placement, &mut allowed)?;
    let field = after.fields.iter().find(|field| field.name == placement.field);
    let field = field.ok_or_else(|| Finding::new("field_missing", "the signed field is not in the form"))?;
    let is_new_field = match before.fields.iter().find(|old| old.id == field.id) {
        Some(old) => {
            only_keys_differ(
                &old.dictionary,
                &field.dictionary,
                &["V", "AP"],
                "the signature field",
            )?;
            boxes::check_declared(before, old)?;
            allowed.insert(field.id.number);
            false
        }
        None => {
            forms::explain_new_field(before, after, field, certified, &mut allowed)?;
            true
        }
    };
    if let Some(appearance) = field.dictionary.get("AP") {
        let old = before.fields.iter().find(|old| old.id == field.id);
        if old.and_then(|old| old.dictionary.get("AP")) != Some(appearance) {
            explain_appearance(before, after, appearance, &mut allowed)?;
        }
    }
    forms::explain_form(before, after, is_new_field.then_some(field.id), &mut allowed)?;
    explain_catalogue(before, after, &mut allowed)?;
    explain_information(before, after, &mut allowed)?;
    Ok(allowed)
}

/// Refuses dictionaries that differ in other keys than these.
pub(super) fn only_keys_differ(old: &Dictionary, new: &Dictionary, keys: &[&str], what: &str) -> Check<()> {
    let differing = old.differing_keys(new);
    match differing
        .iter()
        .find(|key| !keys.iter().any(|allowed| allowed.as_bytes() == **key))
    {
        None => Ok(()),
        Some(key) => {
            let detail = format!(
                "/{} of {what} changed after the signature before",
                String::from_utf8_lossy(key)
            );
            Finding::refuse("changed_after_signature", detail)
        }
    }
}

/// The signature dictionary is new and stands by itself.
fn explain_value(before: &Revision<'_>, placement: &Placement, allowed: &mut BTreeSet<u32>) -> Check<()> {
    let mut refers = false;
    Object::Dictionary(placement.dictionary.clone()).for_each_reference(&mut |_| refers = true);
    if refers || !before.is_unused(placement.value_number) {
        let detail = "the signature dictionary took the place of something else or refers to other objects";
        return Finding::refuse("changed_after_signature", detail);
    }
    allowed.insert(placement.value_number);
    Ok(())
}

/// The appearance is a dictionary of new form XObjects; what they need is new too or was there.
fn explain_appearance(
    before: &Revision<'_>,
    after: &Revision<'_>,
    appearance: &Object,
    allowed: &mut BTreeSet<u32>,
) -> Check<()> {
    let unfit = |detail: &str| Finding::refuse("appearance_unsupported", detail);
    if let Object::Reference(id) = appearance {
        if !before.is_unused(id.number) {
            return unfit("/AP refers to an object that was there before");
        }
        allowed.insert(id.number);
    }
    let resolved = after.document.resolve(appearance)?;
    let Object::Dictionary(states) = &*resolved else {
        return unfit("/AP is not a dictionary");
    };
    let mut waiting: Vec<ObjectId> = Vec::new();
    for (key, state) in states.iter() {
        let Object::Reference(id) = state else {
            return unfit("an appearance is not an indirect stream");
        };
        let form = after.document.referenced(*id)?;
        let is_form =
            matches!(&*form, Object::Stream(stream) if stream.dictionary.has_name("Subtype", "Form"));
        if !matches!(key, b"N" | b"R" | b"D") || !is_form || !before.is_unused(id.number) {
            return unfit("an appearance is not a new form XObject");
        }
        waiting.push(*id);
    }
    while let Some(id) = waiting.pop() {
        if !before.is_unused(id.number) || !allowed.insert(id.number) {
            continue;
        }
        let object = after.document.referenced(id)?;
        plain::check(&object)?;
        object.for_each_reference(&mut |id| waiting.push(id));
    }
    Ok(())
}

/// The catalogue may gain developer extensions and a version. `/AcroForm` is compared by itself.
fn explain_catalogue(before: &Revision<'_>, after: &Revision<'_>, allowed: &mut BTreeSet<u32>) -> Check<()> {
    let (old, new) = (before.document.catalogue()?, after.document.catalogue()?);
    let mut keys = vec!["AcroForm", "Extensions", "Version", "Metadata"];
    if before.is_unsigned() {
        // The first signature may certify; `value` checks that it says the same.
        keys.push("Perms");
    }
    only_keys_differ(&old, &new, &keys, "the catalogue")?;
    explain_metadata(before, after, (&old, &new), allowed)?;
    let is_reference = |dictionary: &Dictionary| dictionary.reference("AcroForm");
    if is_reference(&old) != is_reference(&new) {
        return Finding::refuse(
            "changed_after_signature",
            "/AcroForm is another object than before",
        );
    }
    let version_fits = match new.get("Version") {
        None => old.get("Version").is_none(),
        Some(version) => {
            old.get("Version") == Some(version) || raises_version(&before.document, &old, version)
        }
    };
    let extensions_kept = match (old.get("Extensions"), new.get("Extensions")) {
        (_, Some(Object::Dictionary(new))) if is_self_contained(new) => match old.dictionary("Extensions") {
            Some(old) => old
                .iter()
                .all(|(key, value)| new.iter().any(|(k, v)| k == key && v == value)),
            None => old.get("Extensions").is_none(),
        },
        _ => old.get("Extensions") == new.get("Extensions"),
    };
    if !version_fits || !extensions_kept {
        return Finding::refuse(
            "changed_after_signature",
            "the catalogue's extensions or version changed",
        );
    }
    allowed.insert(after.document.root_number()?);
    Ok(())
}

/// Whether a version is one that there is, and not below what the file says so far.
fn raises_version(before: &Document<'_>, old: &Dictionary, version: &Object) -> bool {
    const VERSIONS: [&[u8]; 9] = [
        b"1.0", b"1.1", b"1.2", b"1.3", b"1.4", b"1.5", b"1.6", b"1.7", b"2.0",
    ];
    let Object::Name(version) = version else {
        return false;
    };
    let in_header = before.data.get(5..8).unwrap_or_default();
    let is_reached = |earlier: &[u8]| version.as_slice() >= earlier;
    VERSIONS.contains(&version.as_slice())
        && is_reached(in_header)
        && old.name("Version").is_none_or(is_reached)
}

/// The metadata stream may be replaced or rewritten, if nothing else uses its object and it says the
/// same about the document.
fn explain_metadata(
    before: &Revision<'_>,
    after: &Revision<'_>,
    (old, new): (&Dictionary, &Dictionary),
    allowed: &mut BTreeSet<u32>,
) -> Check<()> {
    let (old, new) = (old.reference("Metadata"), new.get("Metadata"));
    let new = match new {
        None if old.is_none() => return Ok(()),
        Some(Object::Reference(new)) => *new,
        _ => {
            return Finding::refuse(
                "changed_after_signature",
                "/Metadata was removed or is no stream of its own",
            );
        }
    };
    let object = after.document.referenced(new)?;
    let is_metadata = matches!(&*object, Object::Stream(stream)
        if stream.dictionary.has_name("Type", "Metadata")
            && stream.dictionary.has_name("Subtype", "XML")
            && is_self_contained(&stream.dictionary));
    let is_own = before.is_unused(new.number) || (old == Some(new) && forms::uses(before, new.number) == 1);
    if is_metadata && is_own {
        metadata::check_same(before, old, after, new)?;
        allowed.insert(new.number);
    }
    if old == Some(new) || allowed.contains(&new.number) {
        return Ok(());
    }
    Finding::refuse(
        "changed_after_signature",
        "/Metadata is another object than before",
    )
}

fn is_self_contained(dictionary: &Dictionary) -> bool {
    let mut refers = false;
    dictionary
        .iter()
        .for_each(|(_, value)| value.for_each_reference(&mut |_| refers = true));
    !refers
}

/// The information dictionary may change its producer and modification date.
fn explain_information(
    before: &Revision<'_>,
    after: &Revision<'_>,
    allowed: &mut BTreeSet<u32>,
) -> Check<()> {
    let Some(id) = after.document.trailer.reference("Info") else {
        return Ok(());
    };
    let (old, new) = (before.document.referenced(id)?, after.document.referenced(id)?);
    if let (Object::Dictionary(old), Object::Dictionary(new)) = (&*old, &*new) {
        only_keys_differ(old, new, &["ModDate", "Producer"], "the document information")?;
        let are_texts = [new.get("ModDate"), new.get("Producer")]
            .into_iter()
            .flatten()
            .all(is_text);
        if are_texts && before.document.root_number()? != id.number {
            allowed.insert(id.number);
        }
    }
    Ok(())
}

fn is_text(value: &Object) -> bool {
    matches!(value, Object::String(_))
}
