//! Writes the blocks of a workbook's report as JSON, for the peers to typeset: `peers WORKBOOK OUT.json`.
//! `run.sh` beside it does the whole comparison.

#![allow(clippy::expect_used, reason = "a measurement that cannot go on should stop")]

use std::collections::BTreeMap;
use std::path::Path;

use chrono::DateTime;
use serde_json::{Value, json};
use zicha::engagement::Engagement;
use zicha::engagement::clock::SystemClock;
use zicha::lang::Lang;
use zicha::model::reporting::ReportOptions;
use zicha::model::score::score;
use zicha::report::blocks::{Block, Cell, Document, Text};
use zicha::report::content::{ReportInput, document};

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with("--"))
        .collect();
    let [workbook, output] = arguments.as_slice() else {
        println!("peers: run benches/peers/run.sh, which calls this with a workbook and a file to write");
        return;
    };
    let blocks: Vec<Value> = report(Path::new(workbook))
        .longest()
        .into_iter()
        .filter_map(block)
        .collect();
    std::fs::write(output, json!(blocks).to_string()).expect("the blocks can be written");
}

fn report(workbook: &Path) -> Document {
    let open =
        Engagement::open_for_reading(workbook, Box::new(SystemClock), String::new()).expect("a workbook");
    let scope = open.scope();
    document(&ReportInput {
        pack: open.pack(),
        pack_sha256: &open.pack().sha256(),
        assessment: open.assessment(),
        scope: &scope,
        score: &score(open.pack(), &scope, open.assessment()),
        head: &open.head().expect("a journal"),
        digest: &open.assessment().digest(),
        evidence_states: &BTreeMap::new(),
        lang: Lang::ZhTw,
        options: &ReportOptions::in_language(Lang::ZhTw),
        official: None,
        created: DateTime::parse_from_rfc3339("2026-07-15T17:00:00+08:00").expect("a time"),
        signer: None,
        program_version: "bench",
    })
}

/// What has words, in three shapes that every typesetter knows.
fn block(block: &Block) -> Option<Value> {
    let paragraphs = |texts: &mut dyn Iterator<Item = &Text>| {
        let words: Vec<String> = texts.map(Text::words).collect();
        Some(json!({"kind": "paragraphs", "texts": words}))
    };
    match block {
        Block::Heading(heading) => {
            Some(json!({"kind": "heading", "level": heading.level, "text": heading.text}))
        }
        Block::Paragraph(paragraph) => paragraphs(&mut std::iter::once(&paragraph.text)),
        Block::List(list) => paragraphs(&mut list.items.iter()),
        Block::Callout(callout) => paragraphs(&mut std::iter::once(&callout.title).chain(&callout.body)),
        Block::KeyValue(pairs) => {
            let rows: Vec<[String; 2]> = pairs
                .iter()
                .map(|(label, value)| [label.words(), value.words()])
                .collect();
            Some(json!({"kind": "table", "widths": [1.0, 2.5], "titles": [], "rows": rows}))
        }
        Block::Table(table) => {
            let widths: Vec<f32> = table.columns.iter().map(|column| column.width).collect();
            let titles: Vec<String> = table.columns.iter().map(|column| column.title.words()).collect();
            let rows = table.rows.iter().map(|row| cells(&row.cells, widths.len()));
            Some(
                json!({"kind": "table", "widths": widths, "titles": titles, "rows": rows.collect::<Vec<_>>()}),
            )
        }
        _ => None,
    }
}

fn cells(cells: &[Cell], columns: usize) -> Vec<String> {
    let words = cells.iter().map(|cell| cell.text.words());
    words
        .chain(std::iter::repeat_with(String::new))
        .take(columns)
        .collect()
}
