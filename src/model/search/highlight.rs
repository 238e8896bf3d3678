//! Where the words of a query stand in a text, and the piece of a long text that shows them.

use std::ops::Range;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::fold_char;

/// Characters of a piece before its first hit.
const BEFORE: usize = 10;

/// The ranges of bytes in `text` where a word of the query stands, in order and without overlap.
pub fn hits(text: &str, query: &str) -> Vec<Range<usize>> {
    let letters: Vec<(usize, char)> = text.char_indices().map(|(at, c)| (at, fold_char(c))).collect();
    let end_of = |index: usize| letters.get(index).map_or(text.len(), |(at, _)| *at);
    let mut found: Vec<Range<usize>> = Vec::new();
    for word in words(query) {
        let word: Vec<char> = word.chars().collect();
        let mut index = 0;
        while let Some(window) = letters.get(index..index + word.len()) {
            if window.iter().map(|(_, c)| *c).eq(word.iter().copied()) {
                found.push(end_of(index)..end_of(index + word.len()));
                index += word.len();
            } else {
                index += 1;
            }
        }
    }
    joined(found)
}

/// The same for a title, where a Latin word that stands nowhere as a whole may be found by its
/// letters.
pub fn hits_in_title(text: &str, query: &str) -> Vec<Range<usize>> {
    let mut found = hits(text, query);
    let matcher = SkimMatcherV2::default().ignore_case();
    let starts: Vec<(usize, char)> = text.char_indices().collect();
    for word in words(query).filter(|word| word.len() >= 3 && word.is_ascii()) {
        if !hits(text, &word).is_empty() {
            continue;
        }
        let indices = matcher.fuzzy_indices(text, &word).map(|(_, indices)| indices);
        let letters = indices.unwrap_or_default().into_iter();
        let letters = letters.filter_map(|index| starts.get(index));
        found.extend(letters.map(|(at, c)| *at..*at + c.len_utf8()));
    }
    joined(found)
}

/// The piece of `text` that begins a little before its first hit and goes on to the end of the
/// line; none where there is no hit. True where something was left out before it.
pub fn piece<'a>(text: &'a str, query: &str) -> Option<(&'a str, bool)> {
    let first = hits(text, query).into_iter().next()?;
    let line = text.get(..first.start)?.rfind('\n').map_or(0, |at| at + 1);
    let before = text.get(line..first.start)?;
    let start = before
        .char_indices()
        .rev()
        .take(BEFORE)
        .last()
        .map_or(first.start, |(at, _)| line + at);
    let end = text
        .get(first.end..)?
        .find('\n')
        .map_or(text.len(), |at| first.end + at);
    Some((text.get(start..end)?, start > line))
}

fn words(query: &str) -> impl Iterator<Item = String> {
    let folded: String = query.chars().map(fold_char).collect();
    let words: Vec<String> = folded.split_whitespace().map(ToOwned::to_owned).collect();
    words.into_iter()
}

/// In order, with what overlaps or touches made one.
fn joined(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}
