//! Page furniture: page numbers, headers and footers, and the name of the chapter at a page's edge.

use std::collections::{BTreeMap, BTreeSet};

use super::heading;
use super::line::Line;
use crate::model::pack::Pack;
use crate::text::fold_full_width;

/// A line that stands at the edge of so many pages is a header or footer.
const PAGES: usize = 3;
/// The name of a chapter takes at most so many lines of text.
const NAME_LINES: usize = 3;

/// The lines with furniture blanked out.
pub(super) fn without(mut lines: Vec<Line>, pack: &Pack) -> Vec<Line> {
    let titles: BTreeSet<String> = pack
        .chapters
        .iter()
        .map(|chapter| heading::tight(&chapter.title.zh_tw))
        .collect();
    let mut furniture = page_numbers(&lines);
    furniture.extend(page_edges(&lines));
    blank_out(&mut lines, &furniture);
    let names = chapter_names(&lines, &titles);
    blank_out(&mut lines, &names);
    for line in &mut lines {
        let is_name = |text: &str| titles.contains(&heading::tight(text));
        if line.segments.len() > 1 && line.segments.last().is_some_and(|last| is_name(&last.text)) {
            line.segments.pop();
        }
    }
    lines
}

fn blank_out(lines: &mut [Line], furniture: &BTreeSet<usize>) {
    for (line, index) in lines.iter_mut().zip(0..) {
        if furniture.contains(&index) {
            line.segments.clear();
        }
    }
}

/// Lines that differ in nothing but a page number, which rises from one to the next.
fn page_numbers(lines: &[Line]) -> BTreeSet<usize> {
    let mut by_words: BTreeMap<String, Vec<(usize, u32)>> = BTreeMap::new();
    for (line, index) in lines.iter().zip(0..) {
        if let Some((words, number)) = numbered(&line.text()) {
            by_words.entry(words).or_default().push((index, number));
        }
    }
    let rises = |found: &&Vec<(usize, u32)>| {
        found.len() > 1
            && found
                .iter()
                .zip(found.iter().skip(1))
                .all(|(one, next)| one.1 < next.1)
    };
    by_words
        .values()
        .filter(rises)
        .flatten()
        .map(|(index, _)| *index)
        .collect()
}

/// What may stand around a page number.
const AROUND: [char; 7] = ['第', '頁', '-', '–', '—', '~', ' '];

/// The words and the page number of a line that may be a footer: the number stands alone at its end, or
/// is all there is but for 第…頁, dashes and the count of pages.
fn numbered(text: &str) -> Option<(String, u32)> {
    if heading::point(text).is_some() || heading::clause(text).is_some() {
        return None;
    }
    let folded: String = text.chars().map(fold_full_width).collect();
    let (words, number) = last_number(&folded)?;
    let (words, number) = match words.trim_end().strip_suffix(['/', '／']) {
        Some(before) => last_number(before)?,
        None => (words, number),
    };
    let alone = words.is_empty() || words.ends_with(AROUND);
    let ends_a_sentence = words.contains(['。', ',', ';']);
    (alone && !ends_a_sentence).then(|| (words.trim_end_matches(AROUND).to_owned(), number))
}

/// The number at the end of a text and what stands before it.
fn last_number(text: &str) -> Option<(&str, u32)> {
    let text = text.trim_end_matches(AROUND);
    let words = text.trim_end_matches(|c: char| c.is_ascii_digit());
    Some((words, text.strip_prefix(words)?.parse().ok()?))
}

/// Lines that stand alike at the edges of several pages.
fn page_edges(lines: &[Line]) -> BTreeSet<usize> {
    let mut edges: BTreeMap<String, BTreeMap<usize, usize>> = BTreeMap::new();
    let filled: Vec<(usize, &Line)> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| !line.is_blank())
        .collect();
    for (at, (index, line)) in filled.iter().enumerate() {
        let page_of = |at: Option<usize>| at.and_then(|at| filled.get(at)).map(|(_, line)| line.page);
        let first = page_of(at.checked_sub(1)) != Some(line.page);
        let last = page_of(Some(at + 1)) != Some(line.page);
        let text = line.text();
        let structure = heading::article(&text).is_some()
            || heading::point(&text).is_some()
            || heading::clause(&text).is_some();
        if (first || last) && !structure {
            edges
                .entry(heading::tight(&text))
                .or_default()
                .insert(line.page, *index);
        }
    }
    edges
        .into_values()
        .filter(|pages| pages.len() >= PAGES)
        .flat_map(BTreeMap::into_values)
        .collect()
}

/// Lines that spell the name of a chapter and stand alone, right before an evidence list or right
/// below the title of an article.
fn chapter_names(lines: &[Line], titles: &BTreeSet<String>) -> BTreeSet<usize> {
    let filled: Vec<(usize, String)> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| !line.is_blank())
        .map(|(index, line)| (index, heading::tight(&line.text())))
        .collect();
    let is_blank = |index: Option<usize>| {
        index
            .and_then(|index| lines.get(index))
            .is_none_or(Line::is_blank)
    };
    let mut names = BTreeSet::new();
    for at in 0..filled.len() {
        let mut spelt = String::new();
        for (piece, end) in filled.iter().skip(at).take(NAME_LINES).zip(at..) {
            spelt.push_str(&piece.1);
            if !titles.contains(&spelt) {
                continue;
            }
            let (Some(first), Some(last)) = (filled.get(at), filled.get(end)) else {
                continue;
            };
            let alone = is_blank(first.0.checked_sub(1)) && is_blank(Some(last.0 + 1));
            let before_list = filled
                .get(end + 1)
                .is_some_and(|(_, next)| heading::heads_evidence(next));
            let below_title = at
                .checked_sub(1)
                .and_then(|before| filled.get(before))
                .is_some_and(|(_, before)| heading::article(before).is_some());
            if alone || before_list || below_title {
                names.extend(filled.iter().skip(at).take(end + 1 - at).map(|(index, _)| *index));
            }
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_are_known_in_their_usual_dress() {
        for (footer, words, number) in [
            ("30", "", 30),
            ("- 30 -", "", 30),
            ("第 30 頁", "", 30),
            ("30 / 100", "", 30),
            ("某某版權所有 ３０", "某某版權所有", 30),
        ] {
            assert_eq!(numbered(footer), Some((words.to_owned(), number)), "{footer}");
        }
        for text in ["• 第 1 季", "一、甲 3", "SHA-256、HTTP2", "甲，乙 3", "甲"] {
            assert_eq!(numbered(text), None, "{text}");
        }
    }
}
