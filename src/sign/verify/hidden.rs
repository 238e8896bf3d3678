//! Looks for what an update hides: bytes that belong to no object of it, and objects inside objects.
//! A reader that goes by the cross-reference sees none of these; one that repairs a file by looking
//! for objects does.

use std::{
    collections::{BTreeSet, HashSet},
    ops::Range,
};

use super::finding::{Check, Finding};
use crate::sign::pdf::{
    Document,
    lexer::is_whitespace,
    xref::{Entry, Section},
};

/// The new bytes consist of the new objects and cross-reference sections and of white space, and
/// hold the beginning of no other object and no other trailer.
pub(super) fn check_bytes(
    old_end: usize,
    after: &Document<'_>,
    sections: &[Section],
    numbers: &BTreeSet<u32>,
) -> Check<()> {
    let mut objects: Vec<Range<usize>> = Vec::new();
    for number in numbers {
        objects.extend(after.object_span(*number)?);
    }
    let mut structure: Vec<Range<usize>> = Vec::new();
    for section in sections {
        match section.stream_number {
            None => structure.push(section.span.clone()),
            // Usually it lists itself.
            Some(_) if !objects.contains(&section.span) => objects.push(section.span.clone()),
            Some(_) => {}
        }
        structure.extend(ending_span(after.data, section.span.end));
    }
    check_gaps(old_end, after.data, &objects, &structure)?;
    check_headers(old_end, after.data, &objects)?;
    check_keywords(old_end, after.data, &structure)
}

/// Between the objects and sections lies white space only.
fn check_gaps(
    old_end: usize,
    data: &[u8],
    objects: &[Range<usize>],
    structure: &[Range<usize>],
) -> Check<()> {
    let end_of_file = data.len()..data.len();
    let mut spans: Vec<&Range<usize>> = objects.iter().chain(structure).chain([&end_of_file]).collect();
    spans.sort_by_key(|span| span.start);
    let mut end = old_end;
    for span in spans {
        let gap = data.get(end..span.start);
        if !gap.is_some_and(|gap| gap.iter().copied().all(is_whitespace)) {
            let detail = format!(
                "bytes {end}..{} of the update belong to no object of it",
                span.start
            );
            return Finding::refuse("hidden_bytes", detail);
        }
        end = span.end;
    }
    Ok(())
}

/// No object begins inside another, be it in a comment, a string or a stream.
fn check_headers(old_end: usize, data: &[u8], objects: &[Range<usize>]) -> Check<()> {
    let starts: HashSet<usize> = objects.iter().map(|span| span.start).collect();
    for place in occurrences(data, old_end, b"obj") {
        match header_start(data, place) {
            Some(start) if !starts.contains(&start) => {
                let detail = format!("another object seems to begin at byte {start}, inside an object");
                return Finding::refuse("hidden_objects", detail);
            }
            _ => {}
        }
    }
    Ok(())
}

/// Where `number generation` begins before an `obj` at this place, if that is what stands there.
fn header_start(data: &[u8], place: usize) -> Option<usize> {
    let back = |end: usize, test: fn(u8) -> bool| {
        let before = data.get(..end).unwrap_or_default();
        before
            .iter()
            .rposition(|byte| !test(*byte))
            .map_or(0, |last| last + 1)
    };
    let is_digit = |byte: u8| byte.is_ascii_digit();
    let generation_end = back(place, is_whitespace);
    let generation = back(generation_end, is_digit);
    let number_end = back(generation, is_whitespace);
    let number = back(number_end, is_digit);
    (number < number_end && number_end < generation && generation < generation_end).then_some(number)
}

/// `trailer` and `startxref` stand only where the cross-reference sections have them.
fn check_keywords(old_end: usize, data: &[u8], structure: &[Range<usize>]) -> Check<()> {
    for keyword in [b"trailer".as_slice(), b"startxref"] {
        for place in occurrences(data, old_end, keyword) {
            if !structure.iter().any(|span| span.contains(&place)) {
                let word = String::from_utf8_lossy(keyword);
                let detail = format!("{word} stands inside an object at byte {place}");
                return Finding::refuse("hidden_objects", detail);
            }
        }
    }
    Ok(())
}

/// Where a word stands in the bytes from `start` on.
fn occurrences<'a>(data: &'a [u8], start: usize, word: &'a [u8]) -> impl Iterator<Item = usize> {
    let rest = data.get(start..).unwrap_or_default();
    let places = rest.windows(word.len()).enumerate();
    places
        .filter(move |(_, window)| *window == word)
        .map(move |(place, _)| start + place)
}

/// `startxref`, the offset and `%%EOF` after a section.
fn ending_span(data: &[u8], section_end: usize) -> Option<Range<usize>> {
    let rest = data.get(section_end..)?;
    let blanks = rest.iter().take_while(|byte| is_whitespace(**byte)).count();
    let start = section_end + blanks;
    let after_keyword = data.get(start..)?.strip_prefix(b"startxref")?;
    let number = after_keyword
        .iter()
        .take_while(|byte| is_whitespace(**byte) || byte.is_ascii_digit())
        .count();
    after_keyword.get(number..)?.strip_prefix(b"%%EOF")?;
    Some(start..start + 9 + number + 5)
}

/// The cross-reference knows all that the new object streams hold.
pub(super) fn check_object_streams(after: &Document<'_>, numbers: &BTreeSet<u32>) -> Check<()> {
    let stream_of = |number: &u32| match after.entry(*number) {
        Entry::Compressed { stream, .. } => Some(stream),
        _ => None,
    };
    let streams: BTreeSet<u32> = numbers.iter().filter_map(stream_of).collect();
    for stream in streams {
        for (index, number) in after.held_by(stream)?.into_iter().enumerate() {
            if after.entry(number) != (Entry::Compressed { stream, index }) {
                let detail = format!("object stream {stream} holds {number}, which stands elsewhere");
                return Finding::refuse("hidden_objects", detail);
            }
        }
    }
    Ok(())
}
