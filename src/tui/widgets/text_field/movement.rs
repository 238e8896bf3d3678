//! Places in a text: grapheme boundaries and words.

use std::ops::Range;

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

/// The grapheme boundary before `offset`, or the start.
pub(super) fn previous_boundary(text: &str, offset: usize) -> usize {
    let mut cursor = GraphemeCursor::new(offset, text.len(), true);
    cursor.prev_boundary(text, 0).ok().flatten().unwrap_or(0)
}

/// The grapheme boundary after `offset`, or the end.
pub(super) fn next_boundary(text: &str, offset: usize) -> usize {
    let mut cursor = GraphemeCursor::new(offset, text.len(), true);
    cursor.next_boundary(text, 0).ok().flatten().unwrap_or(text.len())
}

/// `offset`, or the next grapheme boundary when an edit has joined the characters around it.
pub(super) fn snap(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset += 1;
    }
    match GraphemeCursor::new(offset, text.len(), true).is_boundary(text, 0) {
        Ok(false) => next_boundary(text, offset),
        _ => offset,
    }
}

/// What a character is for movement by words. Chinese has no spaces between words, so a run of
/// Chinese characters up to the next punctuation counts as one word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Space,
    Punctuation,
    Word,
}

fn kind(grapheme: &str) -> Kind {
    match grapheme.chars().next() {
        Some(c) if c.is_whitespace() => Kind::Space,
        Some(c) if c.is_alphanumeric() || c == '_' => Kind::Word,
        _ => Kind::Punctuation,
    }
}

/// The start of the word before `offset`.
pub(super) fn previous_word(text: &str, offset: usize) -> usize {
    let mut start = offset;
    let mut word = None;
    for grapheme in text.get(..offset).unwrap_or_default().graphemes(true).rev() {
        let kind = kind(grapheme);
        match word {
            None if kind == Kind::Space => {}
            None => word = Some(kind),
            Some(word) if word == kind => {}
            Some(_) => break,
        }
        start -= grapheme.len();
    }
    start
}

/// The start of the word after the one at `offset`.
pub(super) fn next_word(text: &str, offset: usize) -> usize {
    let mut end = offset;
    let mut current = None;
    for grapheme in text.get(offset..).unwrap_or_default().graphemes(true) {
        let kind = kind(grapheme);
        match current {
            None => current = Some(kind),
            Some(before) if before == kind => {}
            Some(_) if kind == Kind::Space => current = Some(kind),
            Some(_) => break,
        }
        end += grapheme.len();
    }
    end
}

/// The word or the run of punctuation or spaces around `offset`.
pub(super) fn word_at(text: &str, offset: usize) -> Range<usize> {
    let (before, after) = (
        text.get(..offset).unwrap_or_default(),
        text.get(offset..).unwrap_or_default(),
    );
    let Some(here) = after
        .graphemes(true)
        .next()
        .or(before.graphemes(true).next_back())
    else {
        return offset..offset;
    };
    let here = kind(here);
    let len = |same: &str| same.len();
    let back: usize = before
        .graphemes(true)
        .rev()
        .take_while(|g| kind(g) == here)
        .map(len)
        .sum();
    let on: usize = after
        .graphemes(true)
        .take_while(|g| kind(g) == here)
        .map(len)
        .sum();
    offset - back..offset + on
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_of_chinese_up_to_the_punctuation_is_a_word() {
        let text = "帳號清查，VPN 設定";
        assert_eq!(next_word(text, 0), "帳號清查".len());
        assert_eq!(next_word(text, "帳號清查，".len()), "帳號清查，VPN ".len());
        assert_eq!(previous_word(text, text.len()), "帳號清查，VPN ".len());
        assert_eq!(previous_word(text, "帳號清查，VPN ".len()), "帳號清查，".len());
    }

    #[test]
    fn the_word_around_a_place_ends_at_punctuation() {
        let text = "帳號清查，VPN 設定";
        assert_eq!(&text[word_at(text, "帳號".len())], "帳號清查");
        assert_eq!(&text[word_at(text, "帳號清查，V".len())], "VPN");
        assert_eq!(&text[word_at(text, text.len())], "設定");
        assert_eq!(word_at("", 0), 0..0);
    }

    #[test]
    fn a_letter_with_a_combining_mark_is_one_step() {
        let text = "e\u{301}x";
        assert_eq!(next_boundary(text, 0), 3);
        assert_eq!(previous_boundary(text, 3), 0);
        assert_eq!(snap(text, 1), 3);
    }
}
