//! Looks for signature dictionaries in a file whose structure is already refused, and says what is
//! wrong with them. This only explains: it can add reasons, never remove the refusal.

use super::{finding::Finding, placement, value};
use crate::{
    model::signing::Refusal,
    sign::pdf::{Dictionary, Object, ObjectId, PdfError, lexer::Lexer},
};

/// Look at no more signature dictionaries than this.
const MAX_TRACES: usize = 16;

/// The faults of the signature dictionaries that can be found in these bytes.
pub(super) fn look_for(data: &[u8]) -> Vec<Refusal> {
    let mut findings: Vec<Finding> = Vec::new();
    let mut last_end = None;
    for place in occurrences(data, b"/SubFilter") {
        let Some(dictionary) = dictionary_around(data, place) else {
            findings.push(Finding::new(
                "value_malformed",
                format!("the signature dictionary around byte {place} is malformed"),
            ));
            continue;
        };
        findings.extend(value::check_kind(&dictionary).err());
        match placement::measure(data, &dictionary) {
            Ok((_, end)) => last_end = last_end.max(Some(end)),
            Err(faults) => findings.extend(faults),
        }
    }
    if let Some(end) = last_end.filter(|end| *end != data.len()) {
        let detail = format!(
            "the last signature ends at byte {end}, the file at {}",
            data.len()
        );
        findings.push(Finding::new("bytes_after_last_signature", detail));
    }
    findings.dedup();
    findings
        .into_iter()
        .map(|finding| finding.concerning(None))
        .collect()
}

fn occurrences(data: &[u8], needle: &[u8]) -> Vec<usize> {
    let starts = data.windows(needle.len()).enumerate();
    starts
        .filter(|(_, window)| *window == needle)
        .map(|(place, _)| place)
        .take(MAX_TRACES)
        .collect()
}

/// The dictionary of the object that begins last before a place.
fn dictionary_around(data: &[u8], place: usize) -> Option<Dictionary> {
    let before = data.get(..place)?;
    let keyword = before.windows(4).rposition(|window| window == b" obj")?;
    let is_header = |byte: &u8| byte.is_ascii_digit() || *byte == b' ';
    let start = before
        .get(..keyword)?
        .iter()
        .rposition(|byte| !is_header(byte))
        .map_or(0, |end| end + 1);
    let refuse = |_: ObjectId| Err(PdfError::Unsupported("no stream is read here"));
    match Lexer::new(data, start).indirect_object(&refuse) {
        Ok((_, Object::Dictionary(dictionary))) => Some(dictionary),
        _ => None,
    }
}
