//! `pdftotext -layout` prints what stands side by side on a page side by side. Here the columns of such
//! a page are put one after the other, as they are read: a table of articles (titles on the left,
//! clauses on the right) and an evidence list beside its explanation. Other pages stay as they are.

use super::heading;
use super::line::{Line, Segment};

/// A column begins at least so many characters to the right of the page's first one.
const APART: usize = 8;
/// Columns may be off by so many characters from line to line.
const SLACK: usize = 1;
/// A title takes at most so many lines.
const TITLE_LINES: usize = 8;

/// The lines with every page in reading order. Pages are known by their form feeds; without any, the
/// lines stay as they are.
pub(super) fn in_reading_order(lines: Vec<Line>) -> Vec<Line> {
    let mut pages: Vec<Vec<Line>> = Vec::new();
    for line in lines {
        match pages.last_mut() {
            Some(page) if page.last().is_some_and(|last| last.page == line.page) => page.push(line),
            _ => pages.push(vec![line]),
        }
    }
    if pages.len() < 2 {
        return pages.into_iter().flatten().collect();
    }
    pages.into_iter().flat_map(ordered).collect()
}

fn ordered(page: Vec<Line>) -> Vec<Line> {
    if let Some(gutter) = evidence_gutter(&page) {
        let (mut left, right) = split(&page, gutter);
        left.extend(right);
        return left;
    }
    match table_gutter(&page) {
        Some(gutter) => table(&page, gutter),
        None => page,
    }
}

/// Every line's part left of a column, and every line's part right of it.
fn split(page: &[Line], gutter: usize) -> (Vec<Line>, Vec<Line>) {
    let part = |line: &Line, of: &dyn Fn(&Segment) -> bool| Line {
        number: line.number,
        page: line.page,
        segments: line
            .segments
            .iter()
            .filter(|segment| of(segment))
            .cloned()
            .collect(),
    };
    let right = |segment: &Segment| segment.column + SLACK >= gutter;
    (
        page.iter().map(|line| part(line, &|s| !right(s))).collect(),
        page.iter().map(|line| part(line, &right)).collect(),
    )
}

fn segments(page: &[Line]) -> impl Iterator<Item = &Segment> {
    page.iter().flat_map(|line| &line.segments)
}

/// Where the evidence list begins that stands beside an explanation.
fn evidence_gutter(page: &[Line]) -> Option<usize> {
    let explanation = segments(page).find(|segment| heading::heads_explanation(&segment.text))?;
    let evidence = segments(page).find(|segment| heading::heads_evidence(&segment.text))?;
    let points = segments(page)
        .filter(|segment| heading::point(&segment.text).is_some())
        .map(|segment| segment.column)
        .filter(|column| *column >= explanation.column + APART);
    let gutter = points.chain([evidence.column]).min()?;
    (evidence.column >= explanation.column + APART && gutter >= explanation.column + APART).then_some(gutter)
}

/// Where the clauses begin that stand beside the titles of their articles.
fn table_gutter(page: &[Line]) -> Option<usize> {
    if segments(page).any(|segment| heading::heads_explanation(&segment.text)) {
        return None;
    }
    let gutter = segments(page)
        .filter(|segment| heading::clause(&segment.text).is_some())
        .map(|segment| segment.column)
        .min()?;
    let title = segments(page).find(|segment| heading::article(&segment.text).is_some())?;
    (title.column + APART <= gutter + SLACK).then_some(gutter)
}

/// The title of an article in the left column.
struct Title {
    /// The lines it stands on, from and to, as indexes into the page.
    rows: (usize, usize),
    /// Its words.
    text: String,
}

/// A table: each title followed by its clauses, however its cell is aligned.
fn table(page: &[Line], gutter: usize) -> Vec<Line> {
    let (left, right) = split(page, gutter);
    let (mut ordered, titles) = titles(&left);
    let mut groups: Vec<Vec<Line>> = Vec::new();
    let mut sentence_ended = true;
    for (line, row) in right.into_iter().zip(0..) {
        if line.is_blank() {
            continue;
        }
        let text = line.text();
        let numbered = heading::clause(&text);
        // An article of a single clause prints it without a number.
        let whole = numbered.is_none()
            && sentence_ended
            && titles
                .get(groups.len())
                .is_some_and(|title| row >= title.rows.0 && row <= title.rows.1 + 1);
        sentence_ended = text.trim_end().ends_with(['。', '：', ':']) || heading::heads_part(&text);
        if whole || numbered.is_some_and(|(number, _)| number == 1) {
            groups.push(vec![line]);
        } else if let Some(group) = groups.last_mut() {
            group.push(line);
        } else {
            ordered.push(line);
        }
    }
    let page_number = page.first().map_or(0, |line| line.page);
    let mut titles = titles.into_iter();
    for group in groups {
        if let Some(title) = titles.next() {
            ordered.push(Line {
                number: page.get(title.rows.0).map_or(0, |line| line.number),
                page: page_number,
                segments: vec![Segment {
                    column: 0,
                    text: title.text,
                }],
            });
        }
        ordered.extend(group);
    }
    ordered
}

/// The titles of a left column, and what stands before the first.
fn titles(left: &[Line]) -> (Vec<Line>, Vec<Title>) {
    let mut titles: Vec<Title> = Vec::new();
    let mut before = Vec::new();
    for (line, row) in left.iter().zip(0..) {
        if line.is_blank() {
            continue;
        }
        let text = line.text();
        if heading::article(&text).is_some() {
            titles.push(Title {
                rows: (row, row),
                text,
            });
            continue;
        }
        match titles.last_mut() {
            Some(title) if row <= title.rows.0 + TITLE_LINES && is_open(&title.text) => {
                title.text.push_str(&text);
                title.rows.1 = row;
            }
            _ => before.push(line.clone()),
        }
    }
    (before, titles)
}

/// Whether the bracket of a title is still open.
fn is_open(title: &str) -> bool {
    heading::article(title)
        .is_some_and(|(_, rest)| rest.starts_with(['(', '（']) && heading::bracketed(rest).is_none())
}
