//! 應備文件調閱情形 in annex 三: how many of the documents to have ready are here, and what became of
//! asking for those that were asked for.

use std::collections::{BTreeMap, BTreeSet};

use super::view::View;
use crate::model::assessment::DocumentRequest;
use crate::model::documents::{Document, documents};
use crate::report::blocks::{Block, Cell, Column, Row, Table, Text, Tone, text};

/// The section.
pub(super) fn blocks(view: &View<'_>) -> Vec<Block> {
    let input = view.input;
    let wanted = documents(input.pack, input.scope, input.assessment, &view.today());
    let here = wanted.iter().filter(|one| one.is_here()).count();
    let values = [
        ("total", wanted.len().to_string()),
        ("here", here.to_string()),
        ("asked", input.assessment.documents.len().to_string()),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
    let mut blocks: Vec<Block> = vec![
        Block::heading(2, view.tr("annex.asked")).unlisted().into(),
        Block::paragraph(view.fill("annex.asked_counts", &values)).into(),
    ];
    if !input.assessment.documents.is_empty() {
        blocks.push(table(view, &wanted).into());
    }
    blocks
}

/// The documents that were asked for: those still wanted in the order of the clauses, then those that
/// nothing in scope wants any more.
fn table(view: &View<'_>, wanted: &[Document]) -> Table {
    let columns = [
        Column::new(view.tr("annex.asked_document"), 3.2),
        Column::new(view.tr("annex.asked_clauses"), 1.5),
        Column::new(view.tr("annex.asked_custodian"), 1.5),
        Column::new(view.tr("annex.asked_due"), 1.5),
        Column::new(view.tr("annex.asked_received"), 1.6),
    ];
    let requests = view.input.assessment.documents.values();
    let by_key: BTreeMap<&str, &DocumentRequest> = requests
        .map(|request| (request.document.as_str(), request))
        .collect();
    let keys: BTreeSet<&str> = wanted.iter().map(|one| one.key.as_str()).collect();
    let known = wanted
        .iter()
        .filter_map(|one| Some((Some(one), *by_key.get(one.key.as_str())?)));
    let gone = by_key.iter().filter(|(key, _)| !keys.contains(*key));
    let gone = gone.map(|(_, request)| (None, *request));
    Table::new(columns).rows(known.chain(gone).map(|(one, request)| row(view, one, request)))
}

fn row(view: &View<'_>, wanted: Option<&Document>, request: &DocumentRequest) -> Row {
    let name = wanted.map_or(request.document.as_str(), |one| view.lang.of(&one.document));
    let mut about = text(name);
    if !request.note.trim().is_empty() {
        about = about.plain("\n").tone(Tone::Muted, &request.note);
    }
    let clauses = wanted.into_iter().flat_map(|one| &one.clauses);
    let clauses = view.joined(clauses.map(|clause| view.to_clause(*clause, clause.to_string())));
    Row::new([
        Cell::from(about),
        Cell::from(clauses),
        Cell::from(view.or_not_given(&request.custodian)),
        due(view, wanted, request),
        Cell::from(received(view, wanted, request)),
    ])
}

fn due(view: &View<'_>, wanted: Option<&Document>, request: &DocumentRequest) -> Cell {
    let day = text(view.date(&request.due));
    match wanted.is_some_and(|one| one.overdue) {
        true => Cell::shaded(
            day.plain("\n")
                .then(Text::default().bold(view.tr("report.plan_overdue"))),
            Tone::Alert,
        ),
        false => day.into(),
    }
}

/// When it came, and the evidence attached for it.
fn received(view: &View<'_>, wanted: Option<&Document>, request: &DocumentRequest) -> String {
    let evidence = wanted.map(|one| view.list(&one.evidence)).unwrap_or_default();
    let day = match request.received_on.is_empty() {
        true => String::new(),
        false => view.date(&request.received_on),
    };
    let lines: Vec<&str> = [day.as_str(), &evidence]
        .into_iter()
        .filter(|words| !words.is_empty())
        .collect();
    match lines.is_empty() {
        true => view.tr("annex.asked_open").to_owned(),
        false => lines.join("\n"),
    }
}
