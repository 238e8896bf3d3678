//! What the appearance of a signature may draw with.

use super::finding::{Check, Finding};
use crate::sign::pdf::{Dictionary, Object, Stream};

/// The kinds of objects that are graphics.
const KINDS: [&str; 9] = [
    "XObject",
    "Font",
    "FontDescriptor",
    "ExtGState",
    "Pattern",
    "Encoding",
    "CMap",
    "Group",
    "Metadata",
];
/// Layers that a reader may switch off, actions, and what comes from other files.
const FORBIDDEN: [&str; 8] = ["OC", "Properties", "Ref", "OPI", "PS", "AA", "JS", "EF"];
/// Dictionaries whose keys are names that the appearance chose itself.
const NAMED: [&[u8]; 8] = [
    b"Font",
    b"XObject",
    b"ExtGState",
    b"Pattern",
    b"Shading",
    b"ColorSpace",
    b"CharProcs",
    b"Colorants",
];

/// An object of an appearance is graphics: no actions, no layers, nothing from other files.
pub(super) fn check(object: &Object) -> Check<()> {
    let known_kind = match object
        .as_dictionary()
        .and_then(|dictionary| dictionary.get("Type"))
    {
        None => true,
        Some(kind) => KINDS.iter().any(|known| *kind == Object::name(known)),
    };
    if known_kind && is_plain(object) {
        return Ok(());
    }
    Finding::refuse(
        "appearance_unsupported",
        "an appearance holds something other than plain graphics",
    )
}

/// Whether nothing forbidden stands in an object and what it holds directly.
fn is_plain(object: &Object) -> bool {
    match object {
        Object::Array(items) => items.iter().all(is_plain),
        Object::Dictionary(dictionary) | Object::Stream(Stream { dictionary, .. }) => {
            let clean = FORBIDDEN.iter().all(|key| dictionary.get(key).is_none());
            clean && dictionary.iter().all(|(key, value)| is_plain_entry(key, value))
        }
        _ => true,
    }
}

fn is_plain_entry(key: &[u8], value: &Object) -> bool {
    let all_plain = |chosen: &Dictionary| chosen.iter().all(|(_, value)| is_plain(value));
    match value {
        Object::Dictionary(chosen) if NAMED.contains(&key) => all_plain(chosen),
        value => is_plain(value),
    }
}
