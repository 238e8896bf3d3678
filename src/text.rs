//! Text as it is shown: terminal width, line breaking, truncation, folding and making control
//! characters visible. Nothing else in the crate computes a terminal width.
//!
//! Line breaking follows UAX #14 and is generic over a measure, so that the screen (cells) and the
//! report (font units) break the same text by the same rules.

use std::ops::Range;

use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_segmentation::UnicodeSegmentation;

/// One line of wrapped text as byte ranges into the source.
///
/// The `full` ranges of all lines are adjacent and cover the whole source; `visible` is `full`
/// without the line break and the white space that hangs over the edge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Everything that belongs to the line, including trailing white space and its line break.
    pub full: Range<usize>,
    /// What is drawn.
    pub visible: Range<usize>,
    /// The line ends at a line break of the source (or at its end), not by wrapping.
    pub hard: bool,
}

/// Terminal width of `text` in cells, East Asian ambiguous characters counted as narrow.
pub fn width(text: &str) -> usize {
    graphemes(text).map(grapheme_width).sum()
}

/// The grapheme clusters of `text`.
pub fn graphemes(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut chars = rest.chars();
        let first = chars.next()?;
        let is_plain = |c| plain_width(c).is_some();
        let end = if is_plain(first) && chars.next().is_none_or(is_plain) {
            first.len_utf8()
        } else {
            rest.graphemes(true).next().map_or(first.len_utf8(), str::len)
        };
        let (grapheme, after) = rest.split_at(end);
        rest = after;
        Some(grapheme)
    })
}

/// The width of a character that never joins another of its kind into one grapheme cluster: nearly
/// all that is ever shown, which needs no look into the tables of Unicode.
fn plain_width(c: char) -> Option<usize> {
    match c {
        ' '..='~' | '\u{2500}'..='\u{259f}' => Some(1),
        '\u{3000}'..='\u{3029}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{ff01}'..='\u{ff60}' => Some(2),
        _ => None,
    }
}

/// Terminal width in cells of one grapheme cluster; control characters count as the one symbol
/// they are shown as (see [`visible`]).
#[allow(clippy::disallowed_methods)]
pub fn grapheme_width(grapheme: &str) -> usize {
    let mut chars = grapheme.chars();
    let first = chars.next();
    if let Some(width) = first.and_then(plain_width).filter(|_| chars.next().is_none()) {
        return width;
    }
    match first {
        Some(first) if is_unsafe(first) => grapheme.chars().count(),
        _ => unicode_width::UnicodeWidthStr::width(grapheme).min(2),
    }
}

/// The characters after which a new line must begin.
const LINE_BREAKS: [char; 7] = ['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];

/// Wraps `text` to `width` terminal cells.
pub fn wrap(text: &str, width: usize) -> Vec<Line> {
    wrap_by(text, u32::try_from(width).unwrap_or(u32::MAX), |grapheme| {
        u32::try_from(grapheme_width(grapheme)).unwrap_or(2)
    })
}

/// Wraps `text` to `width` units of `measure`, which gives the advance of one grapheme cluster.
///
/// Breaks only where UAX #14 allows, except that a single unbreakable run wider than the line is
/// cut between grapheme clusters. A line holds at least one grapheme cluster, so a width smaller
/// than one character still makes progress. Empty text is one empty line.
pub fn wrap_by(text: &str, width: u32, measure: impl Fn(&str) -> u32) -> Vec<Line> {
    let mut lines = Vec::new();
    if !text.is_empty() && !text.contains(LINE_BREAKS) {
        wrap_paragraph(text, 0..text.len(), width, &measure, &mut lines);
        return lines;
    }
    let mut start = 0;
    for (end, opportunity) in linebreaks(text) {
        let last = end == text.len();
        let mandatory = opportunity == BreakOpportunity::Mandatory;
        if mandatory || last {
            let has_break = text[start..end].ends_with(LINE_BREAKS);
            wrap_paragraph(text, start..end, width, &measure, &mut lines);
            start = end;
            if last && has_break {
                lines.push(Line {
                    full: end..end,
                    visible: end..end,
                    hard: true,
                });
            }
        }
    }
    if lines.is_empty() {
        lines.push(Line {
            full: 0..0,
            visible: 0..0,
            hard: true,
        });
    }
    lines
}

/// Wraps one paragraph (ending at a hard break or at the end of the text) and appends its lines.
fn wrap_paragraph(
    text: &str,
    paragraph: Range<usize>,
    width: u32,
    measure: &impl Fn(&str) -> u32,
    lines: &mut Vec<Line>,
) {
    let source = &text[paragraph.clone()];
    let breaks: Vec<usize> = linebreaks(source).map(|(at, _)| at).collect();
    let mut line_start = 0;
    let mut line_width = 0;
    let mut word_start = 0;
    for word_end in breaks {
        let word = &source[word_start..word_end];
        let (solid, total) = word_widths(word, measure);
        if line_width + solid > width && line_start < word_start {
            lines.push(line(
                text,
                paragraph.start + line_start..paragraph.start + word_start,
                false,
            ));
            line_start = word_start;
            line_width = 0;
        }
        if line_width + solid > width {
            (line_start, line_width) =
                cut_long_word(text, &paragraph, word_start..word_end, width, measure, lines);
        } else {
            line_width += total;
        }
        word_start = word_end;
    }
    lines.push(line(text, paragraph.start + line_start..paragraph.end, true));
}

/// Cuts a run without break opportunities between grapheme clusters, where possible not before what
/// closes or behind what opens; returns start and width of the rest that remains on the open line.
fn cut_long_word(
    text: &str,
    paragraph: &Range<usize>,
    word: Range<usize>,
    width: u32,
    measure: &impl Fn(&str) -> u32,
    lines: &mut Vec<Line>,
) -> (usize, u32) {
    let source = &text[paragraph.clone()];
    let (mut line_start, mut line_width) = (word.start, 0);
    // The last place that can be cut at, and the width before it.
    let mut cut = (word.start, 0);
    let mut opened = false;
    for (offset, grapheme) in source[word.clone()].grapheme_indices(true) {
        let at = word.start + offset;
        let solid = !grapheme.trim().is_empty();
        let advance = measure(grapheme);
        if solid && !opened && !grapheme.starts_with(CLOSING) {
            cut = (at, line_width);
        }
        let solid_width = if solid { advance } else { 0 };
        while line_width + solid_width > width && at > line_start {
            let (end, before) = if cut.0 > line_start { cut } else { (at, line_width) };
            let full = paragraph.start + line_start..paragraph.start + end;
            lines.push(line(text, full, false));
            line_start = end;
            line_width -= before;
            cut = (end, 0);
        }
        line_width += advance;
        opened = grapheme.starts_with(OPENING);
    }
    (line_start, line_width)
}

/// What closes, and so never begins a line.
const CLOSING: &[char] = &[
    '，', '。', '、', '；', '：', '！', '？', '）', '」', '』', '》', '〉', '】', '〕', ')', ']', '}',
];
/// What opens, and so never ends a line.
const OPENING: &[char] = &['（', '「', '『', '《', '〈', '【', '〔', '(', '[', '{'];

/// Width of a word without and with its trailing white space.
fn word_widths(word: &str, measure: &impl Fn(&str) -> u32) -> (u32, u32) {
    let solid_len = word.trim_end().len();
    let solid = graphemes(&word[..solid_len]).map(measure).sum();
    let rest: u32 = graphemes(&word[solid_len..])
        .filter(|g| !is_line_break(g))
        .map(measure)
        .sum();
    (solid, solid + rest)
}

fn is_line_break(grapheme: &str) -> bool {
    matches!(
        grapheme,
        "\n" | "\r" | "\r\n" | "\u{b}" | "\u{c}" | "\u{85}" | "\u{2028}" | "\u{2029}"
    )
}

fn line(text: &str, full: Range<usize>, hard: bool) -> Line {
    let visible_len = text[full.clone()].trim_end().len();
    Line {
        visible: full.start..full.start + visible_len,
        full,
        hard,
    }
}

/// Shortens `text` to at most `width` cells, ending in `…` where something was left out.
pub fn truncate(text: &str, width: usize) -> String {
    if self::width(text) <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 0;
    for grapheme in graphemes(text) {
        let advance = grapheme_width(grapheme);
        if used + advance + 1 > width {
            break;
        }
        used += advance;
        out.push_str(grapheme);
    }
    if width > 0 {
        out.push('…');
    }
    out
}

/// The longest end of `text` that takes at most `width` cells.
pub fn last_cells(text: &str, width: usize) -> &str {
    let mut start = text.len();
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true).rev() {
        used += grapheme_width(grapheme);
        if used > width {
            break;
        }
        start = at;
    }
    text.get(start..).unwrap_or_default()
}

/// Pads `text` with spaces to exactly `width` cells, truncating if it is wider.
pub fn pad(text: &str, width: usize) -> String {
    let mut out = truncate(text, width);
    let used = self::width(&out);
    out.extend(std::iter::repeat_n(' ', width.saturating_sub(used)));
    out
}

/// Folds full-width ASCII (U+FF01…U+FF5E) and the ideographic space to ASCII, as Chinese input
/// methods in full-width mode send them for command keys.
pub fn fold_full_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}

/// Replaces characters that could steer a terminal or hide text (C0 and C1 controls, DEL, bidi
/// controls) by visible symbols. Line breaks and tabs are kept when `keep_lines` is true.
pub fn visible(text: &str, keep_lines: bool) -> String {
    text.chars()
        .map(|c| match c {
            '\n' if keep_lines => '\n',
            '\t' if keep_lines => ' ',
            '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
            '\u{7f}' => '\u{2421}',
            c if is_unsafe(c) => '\u{fffd}',
            c => c,
        })
        .collect()
}

/// Whether a character must never reach the terminal as it is.
pub fn is_unsafe(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The part of `text` that can stand in a file name on every system, at most `max` characters.
pub fn file_name_part(text: &str, max: usize) -> String {
    let kept: String = text
        .chars()
        .filter(|c| !is_unsafe(*c) && !matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|'))
        .take(max)
        .collect();
    kept.trim().trim_matches('.').to_owned()
}

/// Normalises pasted text: CR and CRLF become LF, tabs a space, other control characters vanish.
pub fn normalise_paste(text: &str) -> String {
    text.replace("\r\n", "\n")
        .replace('\r', "\n")
        .replace('\t', " ")
        .chars()
        .filter(|c| *c == '\n' || !is_unsafe(*c))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, width: usize) -> Vec<&str> {
        wrap(text, width).into_iter().map(|l| &text[l.visible]).collect()
    }

    #[test]
    fn closing_punctuation_never_starts_a_line() {
        assert_eq!(lines("帳號清查，每半年。", 8), ["帳號清", "查，每半", "年。"]);
    }

    #[test]
    fn a_wide_glyph_is_never_cut() {
        assert_eq!(lines("帳號", 3), ["帳", "號"]);
        assert_eq!(lines("帳號", 1), ["帳", "號"]);
    }

    #[test]
    fn a_word_too_long_for_a_line_keeps_what_closes_it() {
        assert_eq!(lines("abcdefgh），甲", 8), ["abcdefg", "h），甲"]);
        assert_eq!(lines("））））", 4), ["））", "））"]);
    }

    #[test]
    fn a_trailing_line_break_opens_an_empty_line() {
        assert_eq!(lines("甲\n", 10), ["甲", ""]);
        assert_eq!(lines("", 10), [""]);
    }

    #[test]
    fn spaces_hang_over_the_edge() {
        assert_eq!(lines("ab cd", 2), ["ab", "cd"]);
    }

    #[test]
    fn truncation_keeps_within_width() {
        assert_eq!(truncate("帳號清查", 5), "帳號…");
        assert_eq!(truncate("帳號", 4), "帳號");
    }

    #[test]
    fn a_file_name_part_leads_into_no_other_folder() {
        assert_eq!(file_name_part("../示範: 投顧\n", 60), "示範 投顧");
        assert_eq!(file_name_part("帳號清查", 2), "帳號");
    }

    #[test]
    fn escape_sequences_become_symbols() {
        assert_eq!(visible("\u{1b}[2J", false), "␛[2J");
    }

    /// What makes a character plain holds for each of them: one cluster, of this width, beside any
    /// other of them.
    #[test]
    #[allow(clippy::disallowed_methods)]
    fn plain_characters_stand_alone_and_have_the_width_that_unicode_gives() {
        for c in '\0'..=char::MAX {
            let Some(width) = plain_width(c) else { continue };
            assert_eq!(unicode_width::UnicodeWidthChar::width(c), Some(width), "{c:?}");
            assert!(!is_unsafe(c), "{c:?}");
            for beside in ['a', '帳', '─', '，'] {
                assert_eq!(format!("{c}{beside}").graphemes(true).count(), 2, "{c:?}");
                assert_eq!(format!("{beside}{c}").graphemes(true).count(), 2, "{c:?}");
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn clusters_are_those_of_unicode(text in "[帳a1 ─，é\u{301}\u{fe0f}\u{200d}👩🇹🇼ᄀ가\u{1b}\r\nก\u{e33}]{0,24}") {
            let ours: Vec<&str> = graphemes(&text).collect();
            let theirs: Vec<&str> = text.graphemes(true).collect();
            proptest::prop_assert_eq!(ours, theirs);
        }

        #[test]
        fn wrapping_never_loses_text(text in "[帳號，。、（「」a-z0-9 \\n…①]{0,80}", width in 1usize..40) {
            let lines = wrap(&text, width);
            let joined: String = lines.iter().map(|l| &text[l.full.clone()]).collect();
            proptest::prop_assert_eq!(joined, text.clone());
            for l in &lines {
                let shown = &text[l.visible.clone()];
                proptest::prop_assert!(self::width(shown) <= width || shown.graphemes(true).count() == 1);
            }
        }
    }
}
