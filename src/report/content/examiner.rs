//! 備查摘要: the one page an examiner asks for first. Which clauses it shows is named by the pack.

use super::classification::{class_words, figures, ground};
use super::summary::gap_count;
use super::view::View;
use crate::lang::{check_reason, system_kind};
use crate::model::pack::{ClauseId, ExaminerPoint, Level};
use crate::model::scope::{Check, Target};
use crate::report::blocks::{Block, Cell, Column, Row, Table, Text, text};
use crate::text::truncate;

/// Length of an excerpt of a note, in cells of a terminal (a Chinese character takes two).
const EXCERPT: usize = 110;

/// The examiner's page.
pub(super) fn blocks(view: &View<'_>) -> Vec<Block> {
    let heading = |id| Block::heading(3, view.tr(id)).into();
    let mut blocks = vec![
        Block::heading(1, view.tr("report.examiner"))
            .anchor("examiner")
            .into(),
        Block::note(view.tr("report.examiner_intro")).into(),
        heading("report.examiner_class"),
        classification(view).into(),
        heading("report.examiner_systems"),
    ];
    blocks.push(systems(view));
    if !view.input.pack.examiner_summary.is_empty() {
        blocks.push(heading("report.examiner_points"));
        blocks.push(points(view).into());
    }
    blocks.push(heading("report.examiner_findings"));
    blocks.push(findings(view));
    blocks
}

/// Class, ground and figures, without a header.
fn classification(view: &View<'_>) -> Table {
    let mut lines: Vec<String> = Vec::new();
    for figure in figures(view).into_iter().filter(|figure| figure.decides) {
        let source = view.list(
            [figure.period, figure.document]
                .into_iter()
                .filter(|words| !words.is_empty()),
        );
        let source = match source.is_empty() {
            true => view.tr("report.figure_no_source").to_owned(),
            false => source,
        };
        let values = [
            ("label", figure.label.as_str()),
            ("value", &figure.value),
            ("source", &source),
        ];
        lines.push(view.fill("report.figure_known", &values));
    }
    let mut table = Table::new([Column::new("", 1.0), Column::new("", 5.2)])
        .row([
            text(view.tr("report.class_class")),
            Text::default().bold(class_words(view)),
        ])
        .row([text(view.tr("report.class_ground")), text(ground(view))]);
    if !lines.is_empty() {
        table = table.row([text(view.tr("report.class_figure")), text(lines.join("\n"))]);
    }
    table
}

fn systems(view: &View<'_>) -> Block {
    let systems = &view.profile().systems;
    if systems.is_empty() {
        return Block::paragraph(view.tr("report.systems_none")).into();
    }
    let columns = [
        Column::new(view.tr("report.systems_name"), 1.7),
        Column::new(view.tr("report.systems_core"), 1.2),
        Column::new(view.tr("report.systems_reason"), 4.0),
    ];
    let rows = systems.iter().map(|system| {
        Row::new([
            system.name.as_str(),
            system_kind(system, view.lang),
            view.or_not_given(&system.core_reason),
        ])
    });
    Table::new(columns).rows(rows).into()
}

fn points(view: &View<'_>) -> Table {
    let columns = [
        Column::new(view.tr("report.examiner_topic"), 1.7),
        Column::new(view.tr("report.results_clause"), 0.6),
        Column::new(view.tr("report.gap_result"), 2.2),
        Column::new(view.tr("report.examiner_note"), 3.6),
    ];
    let points = &view.input.pack.examiner_summary;
    Table::new(columns).rows(points.iter().flat_map(|point| rows_of(view, point)))
}

fn rows_of<'v>(view: &'v View<'_>, point: &'v ExaminerPoint) -> impl Iterator<Item = Row> + use<'v> {
    point.clauses.iter().enumerate().map(move |(index, clause)| {
        let topic = if index == 0 {
            view.lang.of(&point.label)
        } else {
            ""
        };
        Row::new([
            text(topic),
            view.to_clause(*clause, clause.to_string()),
            results(view, *clause),
            text(excerpts(view, *clause)),
        ])
    })
}

/// The result of every target in scope, one line each.
fn results(view: &View<'_>, clause: ClauseId) -> Text {
    let mut lines = Text::default();
    for check in view.checks(clause).filter(|check| check.in_scope()) {
        if !lines.is_empty() {
            lines = lines.plain("\n");
        }
        let state = view.state(view.state_of(check));
        lines = lines.then(state);
        if let Some(target @ Target::System(_)) = &check.target {
            lines = lines.plain(view.bracketed(view.target(target)));
        }
    }
    match lines.is_empty() {
        true => text(view.tr("report.applicability_none")),
        false => lines,
    }
}

/// The beginnings of the notes, or why the clause is out of scope.
fn excerpts(view: &View<'_>, clause: ClauseId) -> String {
    let mut seen: Vec<&str> = Vec::new();
    let checks: Vec<&Check> = view.checks(clause).collect();
    if checks.iter().all(|check| !check.in_scope()) {
        return checks.first().map_or(String::new(), |check| {
            check_reason(view.input.pack, check, view.lang)
        });
    }
    for check in checks.iter().filter(|check| check.in_scope()) {
        let Some(target) = &check.target else { continue };
        let answers = view.input.assessment.answers_for(clause, target);
        for note in answers
            .map(|answer| answer.note.trim())
            .filter(|note| !note.is_empty())
        {
            if !seen.contains(&note) {
                seen.push(note);
            }
        }
    }
    let share = EXCERPT / seen.len().max(1);
    let excerpts = seen.iter().map(|note| {
        let line = note.split_whitespace().collect::<Vec<_>>().join(" ");
        truncate(&line, share.max(50))
    });
    excerpts.collect::<Vec<_>>().join("\n")
}

/// Numbers and places of the gaps and of accepted risks.
fn findings(view: &View<'_>) -> Block {
    let gaps = |level| {
        let of_level = view.gaps.iter().filter(move |gap| gap.level == level);
        of_level.map(|gap| view.key_words(&gap.key)).collect::<Vec<_>>()
    };
    let risks = view.answers_where(|answer| answer.risk_accepted.is_some());
    let risks: Vec<String> = risks.iter().map(|answer| view.answer_words(answer)).collect();
    let rows = [
        (
            "report.examiner_deficiencies",
            gap_count(view, Level::Must),
            gaps(Level::Must),
        ),
        (
            "report.examiner_suggestions",
            gap_count(view, Level::Should),
            gaps(Level::Should),
        ),
        ("report.examiner_risks", risks.len(), risks),
    ];
    let rows = rows.into_iter().map(|(id, count, list)| {
        let list = match list.is_empty() {
            true => view.tr("report.none").to_owned(),
            false => view.list(list),
        };
        Row::new([
            Cell::from(view.fill(id, &[("count", &count.to_string())])),
            Cell::from(list),
        ])
    });
    Table::new([Column::new("", 1.4), Column::new("", 5.2)])
        .rows(rows)
        .into()
}
