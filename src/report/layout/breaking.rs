//! Breaks text into lines by UAX #14, with full-width punctuation as it is set: a closing mark hangs
//! over the end of a line by half its width, an opening one begins a line without its empty half. What a line
//! measures here is what it takes when it is drawn.

use std::ops::Range;

use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_segmentation::UnicodeSegmentation;

use super::super::metrics::{EM, FontBook, Weight};
use super::super::punctuation::{closes, hangs, opens, stops};
use crate::text::Line;

/// The characters after which a new line must begin.
const LINE_BREAKS: [char; 7] = ['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];

/// Words with what they measure.
pub struct Measured<'t, 'f, 'a> {
    words: &'t str,
    weights: &'t [(usize, Weight)],
    fonts: &'f FontBook<'a>,
    /// For every byte that begins a character, and for the end: the advance of all before it.
    upto: Vec<u32>,
}

impl<'t, 'f, 'a> Measured<'t, 'f, 'a> {
    /// Measures `words`; `weights` says from which byte on which weight is set.
    pub fn new(fonts: &'f FontBook<'a>, words: &'t str, weights: &'t [(usize, Weight)]) -> Self {
        let mut measured = Self {
            words,
            weights,
            fonts,
            upto: Vec::with_capacity(words.len() + 1),
        };
        let mut total = 0;
        let mut characters = words.char_indices().peekable();
        while let Some((at, character)) = characters.next() {
            let next = characters.peek().map(|(_, next)| *next);
            measured.upto.resize(at + 1, total);
            if !LINE_BREAKS.contains(&character) {
                let weight = measured.weight_at(at);
                total += u32::from(fonts.place_before(character, next, weight).advance);
            }
        }
        measured.upto.resize(words.len() + 1, total);
        measured
    }

    /// Width of a line with these characters, in thousandths of the type size.
    pub fn width(&self, line: &Range<usize>) -> u32 {
        let part = self.words.get(line.clone()).unwrap_or_default();
        let Some(last) = part.chars().next_back() else {
            return 0;
        };
        let last_at = line.end - last.len_utf8();
        let advance = u32::from(self.fonts.place(last, self.weight_at(last_at)).advance);
        let seen = if hangs(last) && advance == u32::from(EM) {
            advance / 2
        } else {
            advance
        };
        let whole = self.before(last_at) - self.before(line.start) + seen;
        whole.saturating_sub(self.flush(line))
    }

    /// By how much a line begins to the left of its place: the empty half of an opening mark.
    pub fn flush(&self, line: &Range<usize>) -> u32 {
        let first = self.words.get(line.clone()).and_then(|part| part.chars().next());
        let advance = |c| self.fonts.place(c, self.weight_at(line.start)).advance;
        match first {
            Some(first) if opens(first) && advance(first) == EM => u32::from(EM / 2),
            _ => 0,
        }
    }

    fn before(&self, at: usize) -> u32 {
        self.upto.get(at).copied().unwrap_or(0)
    }

    fn weight_at(&self, at: usize) -> Weight {
        let index = self.weights.partition_point(|(start, _)| *start <= at);
        let run = self.weights.get(index.saturating_sub(1));
        run.map_or(Weight::Regular, |(_, weight)| *weight)
    }

    /// Breaks into lines of at most `units` thousandths of the type size. A line holds at least one
    /// grapheme cluster; empty text is one empty line.
    pub fn lines(&self, units: u32) -> Vec<Line> {
        if self.words.is_empty() {
            return vec![self.line(0..0, true)];
        }
        let mut open = Paragraph::default();
        let mut lines = Vec::new();
        for (end, kind) in linebreaks(self.words) {
            let last = kind == BreakOpportunity::Mandatory;
            if !last && !self.may_break(end) {
                continue;
            }
            self.extend(&mut open, &mut lines, end, units);
            if last {
                lines.push(self.line(open.start..end, true));
                self.relieve(&open, &mut lines, units);
                open = Paragraph {
                    start: end,
                    first_line: lines.len(),
                    ..Paragraph::default()
                };
            }
        }
        if self.words.ends_with(LINE_BREAKS) {
            let end = self.words.len();
            lines.push(self.line(end..end, true));
        }
        lines
    }

    /// Takes the words up to `end` into the open line, ending lines as they fill.
    fn extend(&self, open: &mut Paragraph, lines: &mut Vec<Line>, end: usize, units: u32) {
        while !self.fits(open.start..end, units) {
            let at = match open.opportunities.last() {
                Some(at) if *at > open.start => *at,
                _ => self.cut(open.start..end, units),
            };
            if at >= end {
                break;
            }
            lines.push(self.line(open.start..at, false));
            open.start = at;
        }
        open.opportunities.push(end);
    }

    fn fits(&self, line: Range<usize>, units: u32) -> bool {
        self.width(&self.line(line, false).visible) <= units
    }

    /// Where to cut a run that is too long for a line: between grapheme clusters, and not before a
    /// closing mark or after an opening one if that can be helped.
    fn cut(&self, run: Range<usize>, units: u32) -> usize {
        let part = self.words.get(run.clone()).unwrap_or_default();
        let (mut any, mut good) = (None, None);
        for (offset, grapheme) in part.grapheme_indices(true) {
            let end = run.start + offset + grapheme.len();
            if any.is_some() && !self.fits(run.start..end, units) {
                break;
            }
            any = Some(end);
            if self.may_break(end) {
                good = Some(end);
            }
        }
        good.or(any).unwrap_or(run.end)
    }

    /// UAX #14 lets a space stand between a mark and its line; here no line begins with a closing mark.
    fn may_break(&self, at: usize) -> bool {
        let before = self.words.get(..at).unwrap_or_default().trim_end();
        let after = self.words.get(at..).unwrap_or_default();
        let opened = before.chars().next_back().is_some_and(opens);
        let closed = after
            .chars()
            .next()
            .is_some_and(|mark| closes(mark) || stops(mark));
        !opened && !closed
    }

    fn line(&self, full: Range<usize>, hard: bool) -> Line {
        let part = self.words.get(full.clone()).unwrap_or_default();
        Line {
            visible: full.start..full.start + part.trim_end().len(),
            full,
            hard,
        }
    }

    /// Takes a word of the line before into a last line of one single character.
    fn relieve(&self, paragraph: &Paragraph, lines: &mut [Line], units: u32) {
        let of_paragraph = lines.get_mut(paragraph.first_line..).unwrap_or_default();
        let [.., before, last] = of_paragraph else { return };
        let core = self.words.get(last.visible.clone()).unwrap_or_default();
        if core.trim_end_matches(hangs).graphemes(true).count() != 1 {
            return;
        }
        let within = before.full.start + 1..before.full.end;
        let earlier = paragraph
            .opportunities
            .iter()
            .rev()
            .find(|at| within.contains(at));
        let Some(&at) = earlier else { return };
        let (shorter, longer) = (
            self.line(before.full.start..at, false),
            self.line(at..last.full.end, true),
        );
        if self.width(&shorter.visible) * 2 >= units && self.width(&longer.visible) <= units {
            (*before, *last) = (shorter, longer);
        }
    }
}

/// The paragraph that is being broken.
#[derive(Default)]
struct Paragraph {
    /// Where the open line begins.
    start: usize,
    /// Its first line.
    first_line: usize,
    /// Where it may be broken, so far.
    opportunities: Vec<usize>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lines(words: &str, units: u32) -> Vec<String> {
        let fonts = FontBook::new(&[]).unwrap();
        let weights = [(0, Weight::Regular)];
        let measured = Measured::new(&fonts, words, &weights);
        let lines = measured.lines(units).into_iter();
        lines.map(|line| words[line.visible].to_owned()).collect()
    }

    #[test]
    fn a_closing_mark_that_would_not_fit_hangs_over_the_end_by_half_its_width() {
        assert_eq!(lines("帳號清查。每半年", 4500), ["帳號清查。", "每半年"]);
        assert_eq!(lines("帳號清查。每半年", 4400), ["帳號清", "查。每", "半年"]);
    }

    #[test]
    fn an_opening_mark_begins_a_line_without_its_empty_half() {
        assert_eq!(lines("帳號清「查核紀」", 4000), ["帳號清", "「查核紀」"]);
    }

    #[test]
    fn a_last_line_of_one_character_is_given_another() {
        assert_eq!(lines("帳號清查每半年一次", 8000), ["帳號清查每半年", "一次"]);
        assert_eq!(lines("帳號清查每半年一次。", 8000), ["帳號清查每半年", "一次。"]);
    }

    #[test]
    fn a_run_longer_than_the_line_is_cut_between_characters() {
        assert_eq!(lines("9f86d081884c", 3000).concat(), "9f86d081884c");
        assert_eq!(lines("帳號", 500), ["帳", "號"]);
    }

    #[test]
    fn a_line_break_at_the_end_opens_an_empty_line() {
        assert_eq!(lines("甲\n", 5000), ["甲", ""]);
        assert_eq!(lines("", 5000), [""]);
        assert_eq!(lines("甲\r\n\n乙", 5000), ["甲", "", "乙"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]
        #[test]
        fn nothing_is_lost_no_line_is_too_wide_and_marks_keep_to_their_side(
            words in "([帳號清查紀錄a-zA-Z0-9 ./\\n-]{1,6}[，。、；：！？）」』”]{0,2} ?[（「『《“]{0,2}){0,24}",
            units in 5000u32..40000,
            bold in 0usize..40,
        ) {
            let fonts = FontBook::new(&[]).unwrap();
            let bold = (0..=bold.min(words.len())).rev().find(|at| words.is_char_boundary(*at)).unwrap_or(0);
            let weights = [(0, Weight::Regular), (bold, Weight::Bold)];
            let measured = Measured::new(&fonts, &words, &weights);
            let lines = measured.lines(units);
            let joined: String = lines.iter().map(|line| &words[line.full.clone()]).collect();
            prop_assert_eq!(&joined, &words);
            for (index, line) in lines.iter().enumerate() {
                let shown = &words[line.visible.clone()];
                prop_assert!(measured.width(&line.visible) <= units, "too wide: {:?}", shown);
                let begun_by_author = index == 0 || lines[index - 1].hard;
                if !begun_by_author && !shown.trim_start().is_empty() {
                    prop_assert!(!shown.starts_with(hangs), "begins with a closing mark: {:?}", shown);
                }
                if !line.hard {
                    prop_assert!(!shown.ends_with(opens), "ends with an opening mark: {:?}", shown);
                }
            }
        }
    }
}
