//! Reads a report's content back: from its blocks, or from the finished PDF.

use zicha::report::blocks::{Block, Document, Text};

use super::extract;
use super::rendered;

/// Extracted words of a report with everything that lays lines apart taken out.
pub fn words(document: &Document) -> String {
    let pdf = rendered(document).pdf;
    let pages = extract::pages(&extract::open(&pdf));
    let all: String = pages.iter().flatten().map(|shown| shown.words.as_str()).collect();
    squeezed(&all)
}

/// The text without anything that lays words or lines apart.
pub fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The words of every block, one text per line.
pub fn texts(document: &Document) -> Vec<String> {
    fn of(block: &Block) -> Vec<String> {
        let all = |texts: &[&Text]| texts.iter().map(|text| text.words()).collect::<Vec<_>>();
        match block {
            Block::Heading(heading) => vec![heading.text.clone(), heading.also.clone()],
            Block::Pair(sides) => of(&sides.0).into_iter().chain(of(&sides.1)).collect(),
            Block::Bars(bars) => {
                let labels = bars.series.iter().map(|series| series.label.clone());
                let words = bars
                    .bars
                    .iter()
                    .flat_map(|bar| [bar.label.clone(), bar.note.clone()]);
                labels.chain(words).collect()
            }
            Block::Signatures(boxes) => boxes
                .iter()
                .flat_map(|one| [&one.title, &one.digital, &one.paper, &one.date].map(String::clone))
                .collect(),
            Block::Toc(toc) => vec![toc.title.clone()],
            Block::Paragraph(paragraph) => all(&[&paragraph.text]),
            Block::List(list) => list.items.iter().map(Text::words).collect(),
            Block::KeyValue(pairs) => pairs
                .iter()
                .flat_map(|(label, value)| all(&[label, value]))
                .collect(),
            Block::Table(table) => {
                let cells = table
                    .rows
                    .iter()
                    .flat_map(|row| &row.cells)
                    .map(|cell| cell.text.words());
                let titles = table.columns.iter().map(|column| column.title.words());
                titles.chain([table.caption.words()]).chain(cells).collect()
            }
            Block::Callout(callout) => callout
                .body
                .iter()
                .chain([&callout.title])
                .map(Text::words)
                .collect(),
            _ => Vec::new(),
        }
    }
    let cover = document.cover.iter().flat_map(|cover| {
        let facts = cover
            .facts
            .iter()
            .flat_map(|(label, value)| [label.clone(), value.words()]);
        facts
            .chain([cover.above.clone(), cover.title.clone(), cover.also.clone()])
            .chain([
                cover.subtitle.clone(),
                cover.organisation.clone(),
                cover.notice.words(),
            ])
            .collect::<Vec<_>>()
    });
    cover.chain(document.longest().into_iter().flat_map(of)).collect()
}

/// The headings of a level.
pub fn headings(document: &Document, level: u8) -> Vec<String> {
    let headings = document.longest().into_iter().filter_map(|block| match block {
        Block::Heading(heading) if heading.level == level => Some(heading.text.clone()),
        _ => None,
    });
    headings.collect()
}

/// The headings of clauses in the working papers.
pub fn clause_headings(document: &Document) -> Vec<String> {
    let all = headings(document, 4).into_iter();
    all.filter(|heading| heading.starts_with(|first: char| first.is_ascii_digit()))
        .collect()
}

/// Rows of the table that stands under a heading, as words.
pub fn rows_under(document: &Document, heading: &str) -> Vec<Vec<String>> {
    let mut blocks = document
        .longest()
        .into_iter()
        .skip_while(|block| !matches!(block, Block::Heading(found) if found.text == heading));
    let table = blocks.find_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let rows = &table.unwrap().rows;
    rows.iter()
        .map(|row| row.cells.iter().map(|cell| cell.text.words()).collect())
        .collect()
}
