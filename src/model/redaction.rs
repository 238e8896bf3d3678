//! A copy of an assessment without organisation, people and paths, for readers outside the house.
//!
//! Every name that stands in a field of its own is known: it is taken out of that field and out of all
//! that people wrote. Paths, web addresses and mail addresses are also known by their form. What nobody
//! entered in a field, such as an abbreviation of the firm's name, is not recognised.

mod names;
mod places;

use std::collections::BTreeMap;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use self::names::Names;
use super::assessment::{Assessment, Evidence};

/// What stands for a name. `person` has a place `{number}`: the same person keeps the same number.
#[derive(Debug, Clone, Copy)]
pub struct Placeholders<'a> {
    /// For the name of the organisation.
    pub organisation: &'a str,
    /// For its tax id (統一編號).
    pub tax_id: &'a str,
    /// For a person, with `{number}`.
    pub person: &'a str,
    /// For a file; its ending is put behind.
    pub file: &'a str,
    /// For a folder.
    pub folder: &'a str,
    /// For a web or mail address.
    pub address: &'a str,
}

/// Fields whose values are ids, hashes or dates of the program, never words of a person.
const MACHINE: [&str; 32] = [
    "as_of",
    "at",
    "by_licence",
    "class",
    "clause",
    "clauses",
    "conditions",
    "confirmed_on",
    "core_confirmed_on",
    "dated",
    "digest",
    "due",
    "figures",
    "finding",
    "format",
    "id",
    "item",
    "kind",
    "licences",
    "methods",
    "modified",
    "part",
    "rating",
    "repeats",
    "role",
    "sensitivity",
    "sha256",
    "signed_as",
    "state",
    "target",
    "uid",
    "until",
];

/// The assessment with everything that names the organisation, people or places of files replaced. Uids,
/// numbers, results and dates stay, so that it counts and links as the original does.
pub fn redacted(assessment: &Assessment, words: &Placeholders<'_>) -> Assessment {
    let names = Names::of(assessment, words);
    let mut copy = assessment.clone();
    copy.evidence
        .values_mut()
        .for_each(|evidence| hide_place(evidence, words));
    copy.profile = rewritten(&names, &copy.profile, &[]).unwrap_or_default();
    // Also where no name was entered: so a redacted assessment is known as one.
    words.organisation.clone_into(&mut copy.profile.organisation.name);
    rewrite(&names, &mut copy.answers, &[]);
    rewrite(&names, &mut copy.evidence, &[]);
    rewrite(&names, &mut copy.links, &["evidence"]);
    rewrite(&names, &mut copy.findings, &[]);
    rewrite(&names, &mut copy.actions, &[]);
    rewrite(&names, &mut copy.earlier, &["source"]);
    rewrite(&names, &mut copy.documents, &["document"]);
    rewrite(&names, &mut copy.reviews, &[]);
    rewrite(&names, &mut copy.sign_offs, &[]);
    rewrite(&names, &mut copy.exports, &[]);
    copy
}

/// Leaves kind and ending of where a piece of evidence is; a title that is only its file name goes too.
fn hide_place(evidence: &mut Evidence, words: &Placeholders<'_>) {
    if !places::is_place(evidence.kind, &evidence.location) {
        return;
    }
    let hidden = places::hidden(Some(evidence.kind), &evidence.location, words);
    let name = places::file_name(&evidence.location);
    let title = evidence.title.trim();
    if !title.is_empty() && (title == name || title == places::stem(name)) {
        evidence.title.clone_from(&hidden);
    }
    evidence.location = hidden;
}

/// Rewrites every record. One that no longer reads as what it was would be left out rather than shown; only
/// words are changed, so none is.
fn rewrite<T: Serialize + DeserializeOwned>(
    names: &Names,
    records: &mut BTreeMap<String, T>,
    machine: &[&str],
) {
    records.retain(|_, record| match rewritten(names, record, machine) {
        Some(new) => {
            *record = new;
            true
        }
        None => false,
    });
}

fn rewritten<T: Serialize + DeserializeOwned>(names: &Names, record: &T, machine: &[&str]) -> Option<T> {
    let mut value = serde_json::to_value(record).ok()?;
    walk(names, &mut value, machine);
    serde_json::from_value(value).ok()
}

fn walk(names: &Names, value: &mut Value, machine: &[&str]) {
    match value {
        Value::String(words) => *words = names.hide_in(words),
        Value::Array(values) => values.iter_mut().for_each(|value| walk(names, value, machine)),
        Value::Object(fields) => {
            let human = fields.iter_mut().filter(|(field, _)| {
                !MACHINE.contains(&field.as_str()) && !machine.contains(&field.as_str())
            });
            human.for_each(|(_, value)| walk(names, value, machine));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
