//! Describing a firm: which fields are asked for which licences, and which dotted fields of the
//! profile an answer sets.

use serde_json::{Value, json};

use super::pack::Pack;
use super::profile::Profile;

/// The grades in the order they are offered; the last is not known.
pub fn grades() -> [Option<&'static str>; 6] {
    [Some("1"), Some("2"), Some("3"), Some("4"), Some("none"), None]
}

/// The chosen licences a field is asked for, in the pack's order.
pub fn asked_licences(pack: &Pack, profile: &Profile, field: &str) -> Vec<String> {
    let Some(field) = pack.profile_field(field) else {
        return Vec::new();
    };
    pack.licences
        .iter()
        .filter(|licence| profile.licences.contains(&licence.id))
        .filter(|licence| field.licences.is_empty() || field.licences.contains(&licence.id))
        .map(|licence| licence.id.clone())
        .collect()
}

/// The licences with one of them put in or taken out, in the pack's order.
pub fn licences(pack: &Pack, profile: &Profile, licence: &str, on: bool) -> Vec<(String, Value)> {
    let held: Vec<&String> = pack
        .licences
        .iter()
        .map(|known| &known.id)
        .filter(|id| {
            if *id == licence {
                on
            } else {
                profile.licences.contains(id)
            }
        })
        .collect();
    vec![("licences".to_owned(), json!(held))]
}

/// Where a figure goes. A general figure stands for every licence that has none of its own, so it
/// is handed down to the others when one licence gets its own, and the own ones go when one
/// general figure is given.
pub fn figure_fields(
    pack: &Pack,
    profile: &Profile,
    field: &str,
    licence: Option<&str>,
    value: Value,
) -> Vec<(String, Value)> {
    let own = |licence: &str| format!("by_licence.{licence}.{field}");
    let has_own = |licence: &str| {
        profile
            .by_licence
            .get(licence)
            .is_some_and(|figures| figures.contains_key(field))
    };
    let general = format!("figures.{field}");
    let asked = asked_licences(pack, profile, field);
    match licence {
        None => {
            let mut fields = vec![(general, value)];
            let owned = asked.iter().filter(|licence| has_own(licence));
            fields.extend(owned.map(|licence| (own(licence), Value::Null)));
            fields
        }
        Some(licence) => {
            let mut fields = vec![(own(licence), value)];
            if let Some(shared) = profile.figures.get(field) {
                let others = asked.iter().filter(|other| *other != licence && !has_own(other));
                fields.extend(others.map(|other| (own(other), json!(shared))));
                fields.push((general, Value::Null));
            }
            fields
        }
    }
}
