//! Units of a text: everything under one printed heading of an article. The table of articles has one
//! for each article; the explained part one for each page.

use super::heading;
use super::likeness::same_words;
use super::line::{Line, join};
use crate::model::pack::Pack;
use crate::model::source::Unplaced;

/// A title may run over so many lines.
const TITLE_LINES: usize = 8;
/// After so many blank lines, what follows an evidence list belongs to the page, not to the list.
const PAGE_GAP: usize = 2;
/// Characters shown of what could not be placed.
const SHOWN: usize = 24;

/// A clause of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    /// Its line in the file.
    pub line: usize,
    /// Its number as printed; none where it has none.
    pub printed: Option<u16>,
    /// Its words.
    pub text: String,
    /// Lines set off from it by a blank one, after its sentence was complete.
    pub loose: Vec<(usize, String)>,
}

/// Everything under one heading.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Unit {
    /// The article.
    pub article: u16,
    /// Whether it has the headings of an explained page.
    pub explained: bool,
    /// Line of the heading of its explanation, if it has one.
    pub explanation_at: Option<usize>,
    /// Its clauses.
    pub items: Vec<Item>,
    /// Paragraphs of its explanation.
    pub explanation: Vec<String>,
    /// Its evidence list.
    pub evidence: Vec<String>,
}

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The units in the order of the text.
    pub units: Vec<Unit>,
    /// Lines of no unit.
    pub unplaced: Vec<Unplaced>,
}

/// Something that could not be placed.
pub(super) fn unplaced(line: usize, text: &str) -> Unplaced {
    Unplaced {
        line,
        text: text.chars().take(SHOWN).collect(),
    }
}

/// Finds the units of a text. What stands before the first (purpose, scope, definitions) belongs to no
/// clause and is passed over.
pub(super) fn units(lines: &[Line], pack: &Pack) -> Found {
    let mut reader = Reader::default();
    let mut rest = lines;
    while let [line, after @ ..] = rest {
        rest = after;
        if line.is_blank() {
            reader.gap += 1;
            continue;
        }
        match title(line, after, pack) {
            Some(title) => {
                reader.begin(&title, line.number, pack);
                rest = after.get(title.more_lines..).unwrap_or_default();
            }
            None => reader.take(line.number, &line.text(), pack),
        }
        reader.gap = 0;
    }
    reader.found
}

/// A recognised heading of an article.
struct Title {
    article: u16,
    /// What follows the title on its last line.
    words: String,
    /// Lines it takes beyond the first.
    more_lines: usize,
}

/// The heading that begins at a line: its number is one of the pack's, and its title the pack's.
fn title(line: &Line, after: &[Line], pack: &Pack) -> Option<Title> {
    let first = line.text();
    let (number, rest) = heading::article(&first)?;
    let expected = heading::tight(&pack.article(number)?.title.zh_tw);
    let is_title = |printed: &str| {
        let printed = heading::tight(printed);
        printed == expected || same_words(&printed, &expected)
    };
    let mut text = rest.to_owned();
    for more_lines in 0..=TITLE_LINES {
        if let Some((printed, words)) = bracketed_or_whole(&text)
            && is_title(printed)
        {
            return Some(Title {
                article: number,
                words: heading::strip_page_mark(words).0.trim().to_owned(),
                more_lines,
            });
        }
        let next = after.get(more_lines)?;
        if heading::bracketed(&text).is_some() || heading::clause(&next.text()).is_some() {
            return None;
        }
        text.push_str(&next.text());
    }
    None
}

fn bracketed_or_whole(text: &str) -> Option<(&str, &str)> {
    match text.starts_with(['(', '（']) {
        true => heading::bracketed(text),
        false => Some((heading::strip_page_mark(text).0, "")),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Part {
    #[default]
    Outside,
    Requirement,
    Explanation,
    Evidence,
}

#[derive(Default)]
struct Reader {
    found: Found,
    part: Part,
    /// Blank lines since the last filled one.
    gap: usize,
}

impl Reader {
    fn begin(&mut self, title: &Title, line: usize, pack: &Pack) {
        self.found.units.push(Unit {
            article: title.article,
            ..Unit::default()
        });
        self.part = Part::Requirement;
        // The name of the chapter may stand at the other end of the line.
        let chapter = pack
            .chapters
            .iter()
            .any(|chapter| heading::tight(&chapter.title.zh_tw) == heading::tight(&title.words));
        if !title.words.is_empty() && !chapter {
            self.gap = 0;
            self.requirement(line, &title.words);
        }
    }

    fn take(&mut self, line: usize, text: &str, pack: &Pack) {
        let chapter = pack
            .chapters
            .iter()
            .any(|chapter| heading::names_chapter(text, &chapter.title.zh_tw));
        let Some(unit) = self.found.units.last_mut() else {
            return;
        };
        if chapter {
            self.part = Part::Outside;
        } else if self.part != Part::Outside && heading::heads_explanation(text) {
            unit.explained = true;
            unit.explanation_at = Some(line);
            self.part = Part::Explanation;
        } else if self.part != Part::Outside && heading::heads_evidence(text) {
            unit.explained = true;
            self.part = Part::Evidence;
        } else if heading::heads_part(text) {
            // The head of a table of articles may be printed again within an article.
            if self.part != Part::Requirement || !heading::tight(text).ends_with("內容") {
                self.part = Part::Outside;
            }
        } else {
            self.words(line, text);
        }
    }

    fn words(&mut self, line: usize, text: &str) {
        let gap = self.gap;
        match (self.part, self.found.units.last_mut()) {
            (Part::Requirement, _) => self.requirement(line, text),
            (Part::Explanation, Some(unit)) => paragraph(&mut unit.explanation, text, gap > 0),
            (Part::Evidence, Some(unit)) => {
                let begins = heading::point(text).is_some();
                if gap >= PAGE_GAP && !begins && !unit.evidence.is_empty() {
                    self.part = Part::Outside;
                    self.found.unplaced.push(unplaced(line, text));
                } else {
                    paragraph(&mut unit.evidence, text, true);
                }
            }
            _ => self.found.unplaced.push(unplaced(line, text)),
        }
    }

    fn requirement(&mut self, line: usize, text: &str) {
        let gap = self.gap;
        let Some(unit) = self.found.units.last_mut() else {
            return;
        };
        let numbered = heading::clause(text);
        match (numbered, unit.items.last_mut()) {
            (None, Some(item)) => {
                let complete = item.text.trim_end().ends_with('。');
                if heading::begins_item(text) {
                    item.text.push('\n');
                    item.text.push_str(text);
                } else if !item.loose.is_empty() || (complete && gap > 0) {
                    item.loose.push((line, text.to_owned()));
                } else {
                    join(&mut item.text, text);
                }
            }
            (numbered, _) => unit.items.push(Item {
                line,
                printed: numbered.map(|(number, _)| number),
                text: numbered.map_or(text, |(_, words)| words).to_owned(),
                loose: Vec::new(),
            }),
        }
    }
}

/// Adds a line to a list: a bullet begins a point, other lines go on with it. In a list without
/// bullets, every line that `apart` holds for begins one.
fn paragraph(paragraphs: &mut Vec<String>, text: &str, apart: bool) {
    if let Some(point) = heading::point(text) {
        // A point without bullet before it was the marker of lists without bullets.
        paragraphs.push(format!("{POINT}{point}"));
        return;
    }
    match paragraphs.last_mut() {
        Some(last) if last.starts_with(POINT) || !apart => join(last, text),
        _ => paragraphs.push(text.to_owned()),
    }
}

/// Marks points that began with a bullet while their list is read.
const POINT: char = '\u{1}';

impl Unit {
    /// The line of both headings, where they stand together over what belongs under the one and the
    /// other: which is which cannot be told.
    pub(super) fn muddled_at(&self) -> Option<usize> {
        self.explanation_at
            .filter(|_| self.explanation.is_empty() && !self.evidence.is_empty())
    }

    /// Its explanation as read.
    pub(super) fn paragraphs(&self) -> Vec<String> {
        unmarked(&self.explanation)
    }

    /// Its evidence list as read.
    pub(super) fn evidence_list(&self) -> Vec<String> {
        unmarked(&self.evidence)
    }
}

fn unmarked(points: &[String]) -> Vec<String> {
    points
        .iter()
        .map(|point| point.trim_start_matches(POINT).to_owned())
        .collect()
}
