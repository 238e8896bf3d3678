//! 柒 前次缺失改善情形: findings of earlier years, what became of them, and which came back.

use std::collections::{BTreeMap, BTreeSet};

use super::finding::earlier_anchor;
use super::view::View;
use crate::lang::{day_words, earlier_source_name, earlier_state_name};
use crate::model::assessment::{EarlierFinding, EarlierState, Finding};
use crate::model::findings::{earlier_in_order, gap_clauses, in_order, recurs, repeated};
use crate::model::pack::ClauseId;
use crate::report::blocks::{Block, Cell, Column, Row, Table, Text, Tone, text};

/// The chapter. Where none were entered it says so.
pub(super) fn blocks(view: &View<'_>) -> Vec<Block> {
    let mut blocks = vec![
        Block::heading(1, view.tr("report.previous"))
            .anchor("previous")
            .into(),
    ];
    let earlier = earlier_in_order(view.input.assessment);
    if earlier.is_empty() {
        blocks.push(Block::paragraph(view.tr("report.previous_none")).into());
        return blocks;
    }
    let open = gap_clauses(&view.gaps);
    let back = earlier.iter().filter(|earlier| recurs(earlier, &open)).count();
    let today = day_words(view.input.created.date_naive(), view.lang);
    let values = [
        ("count", earlier.len().to_string()),
        ("back", back.to_string()),
        ("date", today),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
    blocks.push(Block::paragraph(view.fill("report.previous_count", &values)).into());
    blocks.extend(
        earlier
            .iter()
            .map(|earlier| Block::anchor(earlier_anchor(&earlier.uid))),
    );
    blocks.push(table(view, &earlier, &open).into());
    blocks
}

/// Earlier findings at the end of the working papers, in the edition without this chapter; nothing where
/// none were entered.
pub(super) fn in_papers(view: &View<'_>) -> Vec<Block> {
    let earlier = earlier_in_order(view.input.assessment);
    if earlier.is_empty() {
        return Vec::new();
    }
    let anchors = earlier
        .iter()
        .map(|earlier| Block::anchor(earlier_anchor(&earlier.uid)));
    let heading = Block::heading(2, view.tr("annex.papers_previous"));
    let table = table(view, &earlier, &gap_clauses(&view.gaps));
    anchors.chain([heading.into(), table.into()]).collect()
}

fn table(view: &View<'_>, earlier: &[&EarlierFinding], open: &BTreeSet<ClauseId>) -> Table {
    let assessment = view.input.assessment;
    let mut repeating: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in in_order(assessment) {
        if let Some(earlier) = repeated(assessment, finding) {
            repeating.entry(&earlier.uid).or_default().push(finding);
        }
    }
    let columns = [
        Column::new(view.tr("report.previous_no"), 0.8),
        Column::new(view.tr("report.previous_source"), 1.8),
        Column::new(view.tr("report.previous_condition"), 3.2),
        Column::new(view.tr("report.previous_deadline"), 1.4),
        Column::new(view.tr("report.previous_state"), 1.9),
        Column::new(view.tr("report.previous_now"), 1.4),
    ];
    Table::new(columns).rows(earlier.iter().map(|earlier| {
        let findings = repeating.get(earlier.uid.as_str());
        let findings = findings.map(Vec::as_slice).unwrap_or_default();
        Row::new([
            Cell::from(earlier.label()),
            source(view, earlier),
            condition(view, earlier),
            deadline(view, earlier),
            state(view, earlier),
            now(view, earlier, recurs(earlier, open), findings),
        ])
    }))
}

/// Who found it, with number and date of the document.
fn source(view: &View<'_>, earlier: &EarlierFinding) -> Cell {
    let mut lines = vec![text(earlier_source_name(earlier.source, view.lang))];
    let dated = view.date(&earlier.dated);
    let dated = if earlier.dated.is_empty() { "" } else { &dated };
    let filled = [earlier.document.trim(), dated].into_iter();
    lines.extend(filled.filter(|words| !words.is_empty()).map(text));
    view.lines(lines).into()
}

fn condition(view: &View<'_>, earlier: &EarlierFinding) -> Cell {
    let clauses = earlier.clauses.iter();
    let clauses = clauses.map(|clause| view.to_clause(*clause, clause.to_string()));
    let clauses = view.joined(clauses);
    let mut lines = vec![text(&earlier.condition)];
    if !clauses.is_empty() {
        lines.push(clauses);
    }
    view.lines(lines).into()
}

/// The deadline; one that has passed while something is left to do is marked.
fn deadline(view: &View<'_>, earlier: &EarlierFinding) -> Cell {
    let is_open = matches!(earlier.state, EarlierState::Open | EarlierState::Improving);
    let words = text(view.date(&earlier.deadline));
    match is_open && view.is_past(&earlier.deadline) {
        true => Cell::shaded(
            words
                .plain("\n")
                .then(Text::default().bold(view.tr("report.plan_overdue"))),
            Tone::Alert,
        ),
        false => words.into(),
    }
}

fn state(view: &View<'_>, earlier: &EarlierFinding) -> Cell {
    let mut lines = vec![text(earlier_state_name(earlier.state, view.lang))];
    if !earlier.note.trim().is_empty() {
        lines.push(text(&earlier.note));
    }
    view.lines(lines).into()
}

/// What this assessment says of it.
fn now(view: &View<'_>, earlier: &EarlierFinding, came_back: bool, findings: &[&Finding]) -> Cell {
    if earlier.clauses.is_empty() && findings.is_empty() {
        return text(view.tr("report.previous_no_clause")).into();
    }
    if !came_back && findings.is_empty() {
        return text(view.tr("report.previous_not_a_gap")).into();
    }
    let mut lines = vec![Text::default().bold(view.tr("report.previous_back"))];
    if !findings.is_empty() {
        lines.push(view.joined(findings.iter().map(|finding| view.to_finding(finding))));
    }
    Cell::shaded(view.lines(lines), Tone::Alert)
}
