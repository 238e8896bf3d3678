//! Where the signatures stand and which bytes they cover (ISO 32000-1 §12.8.1).

use std::{collections::HashSet, ops::Range};

use super::finding::{Check, Finding};
use crate::{
    model::signing::Refusal,
    sign::{
        fields::SignatureField,
        pdf::{Dictionary, Document, Object, xref::Entry},
    },
};

/// A signature value with the bytes it covers.
#[derive(Debug)]
pub(super) struct Placement {
    /// Full name of the field.
    pub(super) field: String,
    /// Object number of the signature dictionary.
    pub(super) value_number: u32,
    /// The signature dictionary.
    pub(super) dictionary: Dictionary,
    /// The bytes of `/Contents`, delimiters included: all that is not covered up to `end`.
    pub(super) gap: Range<usize>,
    /// The end of the revision that the signature covers.
    pub(super) end: usize,
}

impl Placement {
    /// The covered bytes before the gap.
    pub(super) fn before<'a>(&self, pdf: &'a [u8]) -> &'a [u8] {
        pdf.get(..self.gap.start).unwrap_or_default()
    }

    /// The covered bytes after the gap.
    pub(super) fn after<'a>(&self, pdf: &'a [u8]) -> &'a [u8] {
        pdf.get(self.gap.end..self.end).unwrap_or_default()
    }
}

/// Finds the value of a signed field and the bytes it covers.
pub(super) fn locate(document: &Document<'_>, field: &SignatureField) -> Result<Placement, Vec<Finding>> {
    let one = |finding| vec![finding];
    let Some(Object::Reference(id)) = field.value() else {
        return Err(one(Finding::new(
            "value_not_indirect",
            "the field's value is not an indirect object",
        )));
    };
    if !matches!(document.entry(id.number), Entry::InFile { .. }) {
        return Err(one(Finding::new(
            "value_not_in_file",
            "the signature dictionary does not stand in the file itself",
        )));
    }
    let object = document.referenced(*id).map_err(|error| one(error.into()))?;
    let Object::Dictionary(dictionary) = &*object else {
        return Err(one(Finding::new(
            "value_not_a_dictionary",
            "the field's value is not a signature dictionary",
        )));
    };
    let (gap, end) = measure(document.data, dictionary)?;
    Ok(Placement {
        field: field.name.clone(),
        value_number: id.number,
        dictionary: dictionary.clone(),
        gap,
        end,
    })
}

/// The gap of a signature dictionary and the end of the bytes it covers.
pub(super) fn measure(data: &[u8], dictionary: &Dictionary) -> Result<(Range<usize>, usize), Vec<Finding>> {
    match (contents_span(data, dictionary), byte_range(dictionary)) {
        (Ok(gap), Ok(numbers)) => match check_range(&gap, numbers, data.len()) {
            Ok(end) => Ok((gap, end)),
            Err(finding) => Err(vec![finding]),
        },
        (contents, range) => Err(contents.err().into_iter().chain(range.err()).collect()),
    }
}

fn contents_span(data: &[u8], dictionary: &Dictionary) -> Check<Range<usize>> {
    match dictionary.get("Contents") {
        None => Finding::refuse("contents_missing", "the signature dictionary has no /Contents"),
        Some(Object::String(string)) if string.bytes.is_empty() => {
            Finding::refuse("contents_empty", "/Contents is empty")
        }
        Some(Object::String(string)) if data.get(string.span.start) == Some(&b'<') => Ok(string.span.clone()),
        Some(_) => Finding::refuse(
            "contents_not_hexadecimal",
            "/Contents is not a hexadecimal string",
        ),
    }
}

fn byte_range(dictionary: &Dictionary) -> Check<[usize; 4]> {
    let malformed = |_| Finding::new("byte_range_malformed", "/ByteRange is not four whole numbers");
    let Some(value) = dictionary.get("ByteRange") else {
        return Finding::refuse("byte_range_missing", "the signature dictionary has no /ByteRange");
    };
    let Object::Array(items) = value else {
        return Err(malformed(()));
    };
    let numbers: Option<Vec<usize>> = items
        .iter()
        .map(|item| match item {
            Object::Integer(number) => usize::try_from(*number).ok(),
            _ => None,
        })
        .collect();
    numbers.unwrap_or_default().try_into().map_err(|_| malformed(()))
}

/// The range begins at 0, leaves out exactly the gap, and ends inside the file.
fn check_range(gap: &Range<usize>, numbers: [usize; 4], file_length: usize) -> Check<usize> {
    let [start, first_length, second_start, second_length] = numbers;
    if start != 0 {
        return Finding::refuse(
            "byte_range_start",
            format!("/ByteRange begins at {start}, not at 0"),
        );
    }
    if first_length != gap.start || second_start != gap.end {
        let detail = format!(
            "/ByteRange leaves out bytes {first_length}..{second_start}, but /Contents is {}..{}",
            gap.start, gap.end
        );
        return Finding::refuse("byte_range_gap", detail);
    }
    match second_start
        .checked_add(second_length)
        .filter(|end| *end <= file_length)
    {
        Some(end) => Ok(end),
        None => Finding::refuse("byte_range_outside", "/ByteRange ends after the end of the file"),
    }
}

/// Whether each signature covers the ones before it and none shares a value or an end.
pub(super) fn in_order(placements: &[Placement]) -> bool {
    placements.windows(2).all(|pair| match pair {
        [before, after] => before.end <= after.gap.start && before.end < after.end,
        _ => true,
    })
}

/// Checks the signatures, sorted by their ends, against each other and the end of the file.
pub(super) fn check_coverage(placements: &[Placement], file_length: usize) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    let mut values = HashSet::new();
    for placement in placements {
        if !values.insert(placement.value_number) {
            let detail = format!("object {} is the value of several fields", placement.value_number);
            refusals.push(Finding::new("value_in_several_fields", detail).concerning(Some(&placement.field)));
        }
    }
    if refusals.is_empty() && !in_order(placements) {
        let detail = "the ranges of two signatures overlap without one covering the other";
        refusals.push(Finding::new("byte_ranges_overlap", detail).concerning(None));
    }
    if let Some(last) = placements.last().filter(|last| last.end != file_length) {
        let detail = format!(
            "the last signature ends at byte {}, the file at {file_length}",
            last.end
        );
        refusals.push(Finding::new("bytes_after_last_signature", detail).concerning(Some(&last.field)));
    }
    refusals
}

/// Refuses signature dictionaries that are reachable but belong to no field.
pub(super) fn check_strays(document: &Document<'_>, placements: &[Placement]) -> Check<()> {
    for number in document.reachable()? {
        let object = document.object(number)?;
        let is_value = object
            .as_dictionary()
            .is_some_and(|dictionary| dictionary.get("ByteRange").is_some());
        if is_value
            && !placements
                .iter()
                .any(|placement| placement.value_number == number)
        {
            let detail = format!("object {number} is a signature dictionary outside the signature fields");
            return Finding::refuse("signature_outside_fields", detail);
        }
    }
    Ok(())
}

/// Refuses a signature in a field that forbids what was signed later (ISO 32000-1 §12.7.4.5, table 233).
/// Which fields exactly a lock means is not judged.
pub(super) fn check_locks(fields: &[&SignatureField], placements: &[Placement]) -> Check<()> {
    let earlier = placements
        .split_last()
        .map(|(_, earlier)| earlier)
        .unwrap_or_default();
    for placement in earlier {
        let locks = |field: &&&SignatureField| {
            field.name == placement.field && field.dictionary.get("Lock").is_some()
        };
        if fields.iter().any(|field| locks(&field)) {
            let detail = format!("{} has a /Lock, and another signature follows", placement.field);
            return Finding::refuse("field_locked", detail);
        }
    }
    Ok(())
}
