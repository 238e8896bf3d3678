//! Compares two revisions of a file, object by object: the one that a signature covers and the
//! next. Only what the next signature needs may have changed; [`super::explain`] says what
//! that is, everything else is refused.

use std::collections::{BTreeSet, HashSet};

use super::{
    explain,
    finding::{Check, Finding},
    hidden,
    placement::Placement,
};
use crate::sign::{
    fields::{SignatureField, signature_fields},
    pdf::{
        Dictionary, Document, Object,
        xref::{Entry, Section},
    },
};

/// A revision: the file as it was when a signature was made, read by itself from its own last
/// cross-reference section.
pub(super) struct Revision<'a> {
    /// Its structure.
    pub(super) document: Document<'a>,
    /// All object numbers that are referred to, present or missing.
    pub(super) referenced: HashSet<u32>,
    /// Its signature fields.
    pub(super) fields: Vec<SignatureField>,
}

impl<'a> Revision<'a> {
    /// Reads the revision in these bytes. Every object that can be reached must be readable, and
    /// exactly these signature values must be there.
    pub(super) fn read(bytes: &'a [u8], values: &[u32]) -> Check<Self> {
        let document = Document::read(bytes)?;
        let fields = signature_fields(&document)?;
        let found: BTreeSet<u32> = fields
            .iter()
            .filter_map(SignatureField::value)
            .filter_map(|value| match value {
                Object::Reference(id) => Some(id.number),
                _ => None,
            })
            .collect();
        if found != values.iter().copied().collect() {
            let detail = "the revision that the signature covers holds other signatures than this and the earlier ones";
            return Finding::refuse("revision_signatures", detail);
        }
        let referenced = document.reachable()?;
        Ok(Self {
            document,
            referenced,
            fields,
        })
    }

    /// Whether nobody has signed as yet.
    pub(super) fn is_unsigned(&self) -> bool {
        self.fields.iter().all(|field| field.value().is_none())
    }

    /// Whether an object number is free here, and nothing refers to it: only such a number may
    /// become a new object later, or something shown here would change its content.
    pub(super) fn is_unused(&self, number: u32) -> bool {
        self.document.entry(number) == Entry::Free && !self.referenced.contains(&number)
    }
}

/// Compares a revision with the one before it, which ends at an earlier signature.
pub(super) fn compare(
    before: &Revision<'_>,
    after: &Revision<'_>,
    placement: &Placement,
    certified: bool,
) -> Vec<Finding> {
    match run(before, after, placement, certified) {
        Ok(()) => Vec::new(),
        Err(finding) => vec![finding],
    }
}

fn run(before: &Revision<'_>, after: &Revision<'_>, placement: &Placement, certified: bool) -> Check<()> {
    let sections = new_sections(&before.document, &after.document)?;
    let numbers = new_entries(before, sections)?;
    hidden::check_bytes(before.document.data.len(), &after.document, sections, &numbers)?;
    hidden::check_object_streams(&after.document, &numbers)?;
    // Those in between count, too: a reader that repairs a file may take any of them.
    for section in sections {
        check_trailer(&before.document.trailer, &section.trailer)?;
    }
    let mut unexplained = changed(before, after, &numbers)?;
    for number in explain::explain(before, after, placement, certified)? {
        unexplained.remove(&number);
    }
    remove_containers(&mut unexplained, &after.document, sections, &numbers);
    if unexplained.is_empty() {
        return Ok(());
    }
    let named: Vec<String> = unexplained
        .iter()
        .take(5)
        .map(|number| describe(after, *number))
        .collect();
    let detail = format!(
        "{} object(s) changed after the signature before: {}",
        unexplained.len(),
        named.join(", ")
    );
    Finding::refuse("changed_after_signature", detail)
}

/// The cross-reference sections that came after the earlier revision; the rest of the chain must
/// be that revision's.
fn new_sections<'a>(before: &Document<'_>, after: &'a Document<'_>) -> Check<&'a [Section]> {
    let old_start = before.sections.first().map(|section| section.span.start);
    let count = after
        .sections
        .iter()
        .position(|section| Some(section.span.start) == old_start);
    let new = count
        .and_then(|count| after.sections.get(..count))
        .unwrap_or_default();
    let old_end = before.data.len();
    if new.is_empty() || new.iter().any(|section| section.span.start < old_end) {
        let detail = "the cross-reference does not build on the one of the signed revision";
        return Finding::refuse("revision_chain_broken", detail);
    }
    Ok(new)
}

/// The object numbers that the new sections define. None may be freed, taken from old bytes or
/// change its generation.
fn new_entries(before: &Revision<'_>, sections: &[Section]) -> Check<BTreeSet<u32>> {
    let old_end = before.document.data.len();
    let mut numbers = BTreeSet::new();
    for (number, entry) in sections.iter().flat_map(|section| &section.entries) {
        let old = before.document.entry(*number);
        let allowed = match (entry, old) {
            (Entry::Free, old) => old == Entry::Free,
            (
                Entry::InFile { offset, generation },
                Entry::InFile {
                    generation: old_generation,
                    ..
                },
            ) => *offset >= old_end && *generation == old_generation,
            (Entry::InFile { offset, generation }, _) => *offset >= old_end && *generation == 0,
            (Entry::Compressed { stream, .. }, old) => {
                let keeps_generation = !matches!(old, Entry::InFile { generation: 1.., .. });
                keeps_generation && before.is_unused(*stream)
            }
        };
        if !allowed {
            let detail =
                format!("object {number} was freed, revived from old bytes or given another generation");
            return Finding::refuse("object_reused", detail);
        }
        if *entry != Entry::Free {
            numbers.insert(*number);
        }
    }
    Ok(numbers)
}

/// The trailer names the same catalogue and information; only bookkeeping differs.
fn check_trailer(before: &Dictionary, after: &Dictionary) -> Check<()> {
    const BOOKKEEPING: [&[u8]; 9] = [
        b"Size",
        b"Prev",
        b"ID",
        b"Type",
        b"W",
        b"Index",
        b"Length",
        b"Filter",
        b"DecodeParms",
    ];
    let keys = before.differing_keys(after);
    if let Some(key) = keys.iter().find(|key| !BOOKKEEPING.contains(key)) {
        let detail = format!("the trailer's /{} changed", String::from_utf8_lossy(key));
        return Finding::refuse("trailer_changed", detail);
    }
    let first_half = |trailer: &Dictionary| trailer.array("ID").and_then(|halves| halves.first().cloned());
    match (first_half(before), first_half(after)) {
        (Some(old), new) if new.as_ref() != Some(&old) => {
            Finding::refuse("trailer_changed", "the first half of /ID changed")
        }
        _ => Ok(()),
    }
}

/// The numbers among these whose objects are new or not what they were.
fn changed(before: &Revision<'_>, after: &Revision<'_>, numbers: &BTreeSet<u32>) -> Check<BTreeSet<u32>> {
    let mut changed = BTreeSet::new();
    for number in numbers {
        let old = before.document.object(*number)?;
        let new = after.document.object(*number)?;
        let is_new = before.document.entry(*number) == Entry::Free;
        if is_new || !before.document.same_object(&old, &after.document, &new) {
            changed.insert(*number);
        }
    }
    Ok(changed)
}

/// Cross-reference streams and object streams are containers: the former are explained by
/// themselves, the latter if all they hold is explained.
fn remove_containers(
    unexplained: &mut BTreeSet<u32>,
    after: &Document<'_>,
    sections: &[Section],
    numbers: &BTreeSet<u32>,
) {
    for section in sections {
        if let Some(number) = section.stream_number {
            unexplained.remove(&number);
        }
    }
    let containers: BTreeSet<(u32, u32)> = numbers
        .iter()
        .filter_map(|number| match after.entry(*number) {
            Entry::Compressed { stream, .. } => Some((stream, *number)),
            _ => None,
        })
        .collect();
    let streams: BTreeSet<u32> = containers.iter().map(|(stream, _)| *stream).collect();
    for stream in streams {
        let held = containers.iter().filter(|(container, _)| *container == stream);
        if held.into_iter().all(|(_, number)| !unexplained.contains(number)) {
            unexplained.remove(&stream);
        }
    }
}

/// An object for people who look into the file: number, type, subtype.
fn describe(revision: &Revision<'_>, number: u32) -> String {
    let Ok(object) = revision.document.object(number) else {
        return number.to_string();
    };
    let name = |key| {
        let name = object.as_dictionary().and_then(|dictionary| dictionary.name(key));
        name.map(|name| format!(" /{}", String::from_utf8_lossy(name)))
            .unwrap_or_default()
    };
    format!("{number}{}{}", name("Type"), name("Subtype"))
}
