//! 應備文件清單: the documents to have ready, one row each.

use super::{SheetInput, words};
use crate::exchange::sheet::{Cell, Sheet};
use crate::model::documents::Document;

pub(super) fn sheet(input: &SheetInput<'_>) -> Sheet {
    Sheet {
        name: input.tr("sheet.documents").to_owned(),
        columns: vec![
            input.column("sheet.row", 6),
            input.column("documents.document", 44),
            input.column("documents.clauses", 28),
            input.column("documents.custodian", 18),
            input.column("documents.due", 12),
            input.column("documents.received", 12),
            input.column("documents.state", 12),
            input.column("documents.evidence", 16),
            input.column("documents.source", 18),
            input.column("documents.note", 36),
        ],
        rows: input
            .documents()
            .iter()
            .zip(1u32..)
            .map(|(document, number)| row(input, document, number))
            .collect(),
        filtered: true,
    }
}

fn row(input: &SheetInput<'_>, document: &Document, number: u32) -> Vec<Cell> {
    let clauses = document.clauses.iter().map(ToString::to_string);
    let source = match document.own_advice {
        true => "documents.source_advice",
        false => "documents.source_guideline",
    };
    vec![
        Cell::Number(number),
        words(input.lang.of(&document.document)),
        words(input.list(clauses)),
        words(&document.custodian),
        Cell::day(&document.due),
        Cell::day(&document.received_on),
        words(input.tr(document_state(document))),
        words(input.list(&document.evidence)),
        words(input.tr(source)),
        words(&document.note),
    ]
}

/// Id of the words for how far asking for a document has come.
pub(super) fn document_state(document: &Document) -> &'static str {
    match document {
        Document { attached: true, .. } => "documents.state_attached",
        document if document.is_here() => "documents.state_received",
        Document { overdue: true, .. } => "documents.state_overdue",
        _ => "documents.state_open",
    }
}
