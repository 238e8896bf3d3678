//! The official text as `pdftotext` prints it, in: page furniture off, columns in reading order,
//! articles and clauses found by the shape of a legal document (第…條, 一、二、, 說明, 佐證) and aligned to
//! the numbers of the pack. Nothing of any guideline's wording is known here.

mod align;
mod columns;
mod furniture;
mod heading;
mod likeness;
mod line;
mod sheets;
mod units;

use std::collections::BTreeMap;

use crate::model::pack::{ClauseId, Pack};
use crate::model::source::{OfficialClause, Reading};

/// Reads a text and aligns it to the clauses of a pack. A text of something else places no clause.
pub fn read(text: &str, pack: &Pack) -> Reading {
    let lines = columns::in_reading_order(line::lines(text));
    let lines = furniture::without(lines, pack);
    let found = units::units(&lines, pack);
    let mut reading = Reading {
        unplaced: found.unplaced,
        ..Reading::default()
    };
    let mut placed: BTreeMap<ClauseId, OfficialClause> = BTreeMap::new();
    for article in &pack.articles {
        let units: Vec<&units::Unit> = found
            .units
            .iter()
            .filter(|unit| unit.article == article.number)
            .collect();
        sheets::place(article, &units, &mut placed, &mut reading);
    }
    reading.missing = pack
        .clauses()
        .map(|clause| clause.id)
        .filter(|id| !placed.contains_key(id))
        .collect();
    reading.clauses = placed.into_values().collect();
    reading.unplaced.sort_by_key(|unplaced| unplaced.line);
    reading.misprints.sort_by_key(|misprint| misprint.line);
    reading
}
