//! What a signature dictionary says besides its bytes (ISO 32000-1 §12.8.1, §12.8.2; ETSI EN
//! 319 142-1 §6.3).

use chrono::{DateTime, FixedOffset};

use super::{
    finding::{Check, Finding},
    placement::Placement,
};
use crate::sign::{
    pdf::{Dictionary, Document, Object},
    time,
};

/// The kind of signature is the one that is understood.
pub(super) fn check_kind(value: &Dictionary) -> Check<()> {
    if value.get("Type").is_some_and(|kind| *kind != Object::name("Sig")) {
        return Finding::refuse("value_type_unsupported", "the value's /Type is not /Sig");
    }
    if !value.has_name("Filter", "Adobe.PPKLite") {
        return Finding::refuse("filter_unsupported", "/Filter is not /Adobe.PPKLite");
    }
    if !value.has_name("SubFilter", "ETSI.CAdES.detached") {
        let found = value
            .name("SubFilter")
            .map(String::from_utf8_lossy)
            .unwrap_or_default();
        let detail = format!("/SubFilter is /{found}; PAdES is /ETSI.CAdES.detached");
        return Finding::refuse("subfilter_unsupported", detail);
    }
    if value.get("Cert").is_some() {
        return Finding::refuse(
            "value_entry_forbidden",
            "/Cert must not stand in a PAdES signature dictionary",
        );
    }
    Ok(())
}

/// The time the signer claims, from `/M`, which PAdES requires.
pub(super) fn claimed_time(value: &Dictionary) -> Check<DateTime<FixedOffset>> {
    let Some(text) = value.string("M") else {
        return Finding::refuse("claimed_time_missing", "the signature dictionary has no /M");
    };
    time::read_date(&text.bytes)
        .ok_or_else(|| Finding::new("claimed_time_malformed", "/M is not a full date with time zone"))
}

/// What DocMDP allows after the certifying signature, if there is one: 1 nothing, 2 filling and
/// signing, 3 annotations too. Catalogue and signature must agree.
pub(super) fn check_permissions(document: &Document<'_>, placements: &[Placement]) -> Check<Option<i64>> {
    let named = named_certifying_value(document)?;
    let first = placements.first();
    if named.is_some() && named != first.map(|first| first.value_number) {
        return Finding::refuse(
            "doc_mdp_mismatch",
            "/Perms names another signature than the first one",
        );
    }
    let mut level = None;
    for (index, placement) in placements.iter().enumerate() {
        let stated = stated_level(document, &placement.dictionary)?;
        if stated.is_some() && (index > 0 || named.is_none()) {
            return Finding::refuse(
                "doc_mdp_mismatch",
                "a signature certifies that /Perms does not name as such",
            );
        }
        level = level.or(stated);
    }
    match (named, level) {
        (Some(_), None) => Finding::refuse(
            "doc_mdp_mismatch",
            "/Perms names a signature that does not certify",
        ),
        (_, Some(1)) if placements.len() > 1 => Finding::refuse(
            "doc_mdp_no_changes",
            "the first signature allows no changes, but another follows it",
        ),
        (_, level) => Ok(level),
    }
}

/// The object number that `/Perms /DocMDP` names.
fn named_certifying_value(document: &Document<'_>) -> Check<Option<u32>> {
    let permissions = document.value(&document.catalogue()?, "Perms")?;
    let permissions = match &*permissions {
        Object::Null => return Ok(None),
        Object::Dictionary(permissions) => permissions,
        _ => return Finding::refuse("permissions_unsupported", "/Perms is not a dictionary"),
    };
    match (permissions.len(), permissions.reference("DocMDP")) {
        (0, _) => Ok(None),
        (1, Some(id)) => Ok(Some(id.number)),
        _ => Finding::refuse(
            "permissions_unsupported",
            "/Perms holds something other than one DocMDP signature",
        ),
    }
}

/// The level in the signature's `/Reference`, if it certifies.
fn stated_level(document: &Document<'_>, value: &Dictionary) -> Check<Option<i64>> {
    let references = document.value(value, "Reference")?;
    let references = match &*references {
        Object::Null => return Ok(None),
        Object::Array(references) => references,
        _ => return Finding::refuse("transform_unsupported", "/Reference is not an array"),
    };
    let [reference] = references.as_slice() else {
        return Finding::refuse(
            "transform_unsupported",
            "/Reference does not hold exactly one transform",
        );
    };
    let reference = document.resolve(reference)?;
    let reference = reference
        .as_dictionary()
        .filter(|reference| reference.has_name("TransformMethod", "DocMDP"));
    let Some(reference) = reference else {
        return Finding::refuse("transform_unsupported", "a transform other than DocMDP");
    };
    let parameters = document.value(reference, "TransformParams")?;
    match parameters.as_dictionary().map(|parameters| parameters.get("P")) {
        // 2 is the default (ISO 32000-1, table 254).
        None | Some(None) => Ok(Some(2)),
        Some(Some(Object::Integer(level @ 1..=3))) => Ok(Some(*level)),
        Some(Some(_)) => Finding::refuse("transform_unsupported", "DocMDP with an unknown /P"),
    }
}
