//! One text out of two that say the same in two languages: one below the other where they differ. What
//! people typed is the same in both and is told once, also where only a label stands in front of it.

use crate::report::blocks::{Run, Text};
use crate::text::width;

/// Least width in cells of words that are told once although those around them differ.
const SHARED: usize = 12;
/// Lines longer than this are compared from both ends only, in characters.
const LONG: usize = 1500;

type Line = Vec<Run>;

/// Both texts, one below the other where they differ.
pub(super) fn lines(left: &Text, right: &Text) -> Text {
    if is_alike(&left.words(), &right.words()) {
        return left.clone();
    }
    let (left, right) = (split(left), split(right));
    let merged = match left.len() == right.len() {
        true => zipped(&left, &right),
        false => around_equal_lines(&left, &right),
    };
    joined(merged)
}

/// Both texts in a row.
pub(super) fn row(left: &Text, right: &Text) -> Text {
    Text {
        runs: in_row(left.runs.clone(), right.runs.clone()),
    }
}

/// Plain words in a row, `between` them.
pub(super) fn words(left: &str, right: &str, between: &str) -> String {
    match (left.trim().is_empty(), right.trim().is_empty()) {
        (true, _) => right.to_owned(),
        (_, true) => left.to_owned(),
        _ if is_alike(left, right) => left.to_owned(),
        _ => format!("{left}{between}{right}"),
    }
}

/// One text that holds what both share once, on one line; none where they share too little.
pub(super) fn sharing(left: &Text, right: &Text) -> Option<Text> {
    let (left, right) = (split(left), split(right));
    let ([left], [right]) = (left.as_slice(), right.as_slice()) else {
        return None;
    };
    Some(Text {
        runs: around_shared(left, right)?,
    })
}

/// Whether two texts are the same but for the punctuation of their languages.
pub(super) fn is_alike(left: &str, right: &str) -> bool {
    left == right || plain(left).eq(plain(right))
}

/// Words without spaces, full-width punctuation as the half-width.
fn plain(words: &str) -> impl Iterator<Item = char> + '_ {
    words.chars().filter(|c| !c.is_whitespace()).map(|c| match c {
        '、' | '，' => ',',
        '；' => ';',
        '：' => ':',
        '（' => '(',
        '）' => ')',
        '。' => '.',
        '—' => '–',
        c => c,
    })
}

fn zipped(left: &[Line], right: &[Line]) -> Vec<Line> {
    let pairs = left.iter().zip(right);
    pairs.flat_map(|(left, right)| merged(left, right)).collect()
}

/// Lines that both have stand once; between them first those of the left, then those of the right.
fn around_equal_lines(left: &[Line], right: &[Line]) -> Vec<Line> {
    let found = left.iter().enumerate().find_map(|(at, line)| {
        let same = |other: &Line| !of(line).trim().is_empty() && is_alike(&of(line), &of(other));
        Some((at, right.iter().position(same)?))
    });
    let Some((in_left, in_right)) = found else {
        return left.iter().chain(right).cloned().collect();
    };
    let (left_before, left_rest) = left.split_at(in_left);
    let (right_before, right_rest) = right.split_at(in_right);
    let (Some((shared, left_after)), Some((_, right_after))) =
        (left_rest.split_first(), right_rest.split_first())
    else {
        return left.iter().chain(right).cloned().collect();
    };
    let segment = |left: &[Line], right: &[Line]| match left.len() == right.len() {
        true => zipped(left, right),
        false => left.iter().chain(right).cloned().collect(),
    };
    let mut all = segment(left_before, right_before);
    all.push(shared.clone());
    all.extend(match left_after.len() == right_after.len() {
        true => zipped(left_after, right_after),
        false => around_equal_lines(left_after, right_after),
    });
    all
}

fn merged(left: &Line, right: &Line) -> Vec<Line> {
    let (left_words, right_words) = (of(left), of(right));
    if is_alike(&left_words, &right_words) || right_words.trim().is_empty() {
        return vec![left.clone()];
    }
    if left_words.trim().is_empty() {
        return vec![right.clone()];
    }
    match around_shared(left, right) {
        Some(line) => vec![line],
        None => vec![left.clone(), right.clone()],
    }
}

/// One line with what both share told once; none where they share too little.
fn around_shared(left: &Line, right: &Line) -> Option<Line> {
    let (left_chars, right_chars) = (chars(left), chars(right));
    let chunks = shared_chunks(&left_chars, &right_chars, (0, 0));
    let told_once: usize = chunks
        .iter()
        .map(|(at, _, length)| width_of(&left_chars, *at, *length))
        .sum();
    let shorter = width(&of(left)).min(width(&of(right)));
    if chunks.is_empty() || 2 * told_once < shorter {
        return None;
    }
    let mut line = Line::new();
    let (mut left_end, mut right_end) = (0, 0);
    for (in_left, in_right, length) in chunks {
        line.extend(in_row(
            cut(left, left_end, in_left),
            cut(right, right_end, in_right),
        ));
        (left_end, right_end) = (in_left + length, in_right + length);
        line.extend(cut(left, in_left, left_end));
    }
    let after = in_row(cut(left, left_end, usize::MAX), cut(right, right_end, usize::MAX));
    line.extend(after);
    Some(line)
}

/// What both have in the same order, each piece wide enough to be worth it: where it begins in each, and its
/// length.
fn shared_chunks(left: &[char], right: &[char], start: (usize, usize)) -> Vec<(usize, usize, usize)> {
    let (in_left, in_right, length) = longest_shared(left, right);
    if width_of(left, in_left, length) < SHARED {
        return Vec::new();
    }
    let (left_before, left_rest) = left.split_at(in_left);
    let (right_before, right_rest) = right.split_at(in_right);
    let mut chunks = shared_chunks(left_before, right_before, start);
    let here = (start.0 + in_left, start.1 + in_right);
    chunks.push((here.0, here.1, length));
    let after = (left_rest.split_at(length).1, right_rest.split_at(length).1);
    chunks.extend(shared_chunks(
        after.0,
        after.1,
        (here.0 + length, here.1 + length),
    ));
    chunks
}

/// Cells that so many characters take, without spaces around them.
fn width_of(words: &[char], from: usize, length: usize) -> usize {
    let words: String = words.iter().skip(from).take(length).collect();
    width(words.trim())
}

fn in_row(left: Line, right: Line) -> Line {
    let (left_words, right_words) = (of(&left), of(&right));
    if right_words.trim().is_empty() || is_alike(&left_words, &right_words) {
        return left;
    }
    if left_words.trim().is_empty() {
        return right;
    }
    let parted = left_words.ends_with(' ') || right_words.starts_with(' ');
    let gap = (!parted).then(|| Run {
        text: " ".to_owned(),
        ..Run::default()
    });
    left.into_iter().chain(gap).chain(right).collect()
}

/// Where the longest run of characters that both have begins in each, and its length.
fn longest_shared(left: &[char], right: &[char]) -> (usize, usize, usize) {
    if left.len().max(right.len()) > LONG {
        return shared_end(left, right);
    }
    let mut best = (0, 0, 0);
    let mut row = vec![0usize; right.len()];
    for (in_left, one) in left.iter().enumerate() {
        let mut diagonal = 0;
        for (in_right, (other, cell)) in right.iter().zip(row.iter_mut()).enumerate() {
            let above = *cell;
            *cell = if one == other { diagonal + 1 } else { 0 };
            diagonal = above;
            if *cell > best.2 {
                best = (in_left + 1 - *cell, in_right + 1 - *cell, *cell);
            }
        }
    }
    best
}

/// As [`longest_shared`], of common beginning and end alone.
fn shared_end(left: &[char], right: &[char]) -> (usize, usize, usize) {
    let same = |(one, other): &(&char, &char)| one == other;
    let start = left.iter().zip(right).take_while(same).count();
    let end = left.iter().rev().zip(right.iter().rev()).take_while(same).count();
    match start >= end {
        true => (0, 0, start),
        false => (left.len() - end, right.len() - end, end),
    }
}

fn of(line: &Line) -> String {
    line.iter().map(|run| run.text.as_str()).collect()
}

fn chars(line: &Line) -> Vec<char> {
    line.iter().flat_map(|run| run.text.chars()).collect()
}

/// The characters from one place to another, in their styles.
fn cut(line: &Line, from: usize, to: usize) -> Line {
    let mut start = 0;
    let mut out = Vec::new();
    for run in line {
        let count = run.text.chars().count();
        let end = start + count;
        let (first, last) = (from.max(start), to.min(end));
        if first < last {
            let text = run.text.chars().skip(first - start).take(last - first).collect();
            out.push(Run { text, ..run.clone() });
        }
        start = end;
    }
    out
}

fn split(text: &Text) -> Vec<Line> {
    let mut lines = vec![Line::new()];
    for run in &text.runs {
        for (index, piece) in run.text.split('\n').enumerate() {
            if index > 0 {
                lines.push(Line::new());
            }
            if let (false, Some(line)) = (piece.is_empty(), lines.last_mut()) {
                line.push(Run {
                    text: piece.to_owned(),
                    ..run.clone()
                });
            }
        }
    }
    lines
}

fn joined(lines: Vec<Line>) -> Text {
    let mut text = Text::default();
    for (index, line) in lines.into_iter().enumerate() {
        if index > 0 {
            text = text.plain("\n");
        }
        text.runs.extend(line);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::blocks::text;

    fn both(left: &str, right: &str) -> String {
        lines(&text(left), &text(right)).words()
    }

    #[test]
    fn what_differs_stands_one_below_the_other() {
        assert_eq!(both("○ 符合", "○ Met"), "○ 符合\n○ Met");
        assert_eq!(both("資訊主管", "資訊主管"), "資訊主管");
        assert_eq!(
            both("E-001（第 2 頁）、E-002", "E-001 (第 2 頁), E-002"),
            "E-001（第 2 頁）、E-002"
        );
    }

    #[test]
    fn a_typed_note_behind_a_label_is_told_once() {
        assert_eq!(
            both("其間：每日人工檢視登入紀錄", "Meanwhile: 每日人工檢視登入紀錄"),
            "其間： Meanwhile: 每日人工檢視登入紀錄"
        );
        assert_eq!(
            both(
                "甲欄：Weekly review of the log（已核）",
                "Column A: Weekly review of the log (checked)"
            ),
            "甲欄： Column A: Weekly review of the log（已核） (checked)"
        );
    }

    #[test]
    fn several_typed_notes_in_one_line_are_each_told_once() {
        assert_eq!(
            both(
                "風險：更換前無法調整；每日檢視登入紀錄",
                "Risk: 更換前無法調整; 每日檢視登入紀錄"
            ),
            "風險： Risk: 更換前無法調整；每日檢視登入紀錄"
        );
    }

    #[test]
    fn lines_that_both_have_hold_the_others_in_place() {
        assert_eq!(
            both("涵蓋甲\n同一行", "covers\nA\n同一行"),
            "涵蓋甲\ncovers\nA\n同一行"
        );
        assert_eq!(both("一\n二", "one\ntwo"), "一\none\n二\ntwo");
    }

    #[test]
    fn styles_and_links_stay_with_their_words() {
        let left = text("編號：").link("a", "這是一段自行輸入的文字");
        let right = text("No.: ").link("a", "這是一段自行輸入的文字");
        let merged = lines(&left, &right);
        assert_eq!(merged.words(), "編號： No.: 這是一段自行輸入的文字");
        assert!(merged.runs.last().unwrap().link.is_some());
    }
}
