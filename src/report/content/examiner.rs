//! 備查摘要: the one page an examiner asks for first. Which clauses it shows is named by the pack.

use std::collections::BTreeMap;

use super::classification::{class_words, figures, ground};
use super::summary::gap_count;
use super::view::View;
use crate::lang::{common_reason, system_kind};
use crate::model::assessment::State;
use crate::model::pack::{ClauseId, ExaminerPoint, Level};
use crate::model::reporting::Section;
use crate::model::scope::{Check, Reason};
use crate::report::blocks::{Block, Column, Row, Table, Text, text};
use crate::text::truncate;

/// How long the excerpts of notes and of the reasons why a system is core are, in cells of a terminal (a
/// Chinese character takes two). A line of its column holds about 38 cells of a note and 50 of a reason.
#[derive(Debug, Clone, Copy)]
struct Length {
    /// Of a note where the result is met.
    met: usize,
    /// Of a note where it is anything else.
    unmet: usize,
    /// Of a reason.
    reason: usize,
    /// Whether the ground of the class is told; chapter 參 always tells it.
    ground: bool,
}

/// The page is told at the first of these lengths at which it is one page.
const LENGTHS: [Length; 5] = [
    Length {
        met: 38,
        unmet: 76,
        reason: 400,
        ground: true,
    },
    Length {
        met: 38,
        unmet: 76,
        reason: 50,
        ground: true,
    },
    Length {
        met: 38,
        unmet: 38,
        reason: 50,
        ground: true,
    },
    Length {
        met: 0,
        unmet: 38,
        reason: 50,
        ground: true,
    },
    Length {
        met: 0,
        unmet: 38,
        reason: 50,
        ground: false,
    },
];

/// The examiner's page.
pub(super) fn blocks(view: &View<'_>) -> Vec<Block> {
    let title = Block::heading(1, view.tr("report.examiner")).anchor("examiner");
    let lengths = LENGTHS.iter().map(|length| told(view, *length)).collect();
    vec![title.into(), Block::OneOf(lengths)]
}

/// The page at one length.
fn told(view: &View<'_>, length: Length) -> Vec<Block> {
    let heading = |id| Block::heading(4, view.tr(id)).unlisted().into();
    let mut blocks = vec![
        heading("report.examiner_class"),
        classification(view, length).into(),
        heading("report.examiner_systems"),
        systems(view, length),
    ];
    if !view.input.pack.examiner_summary.is_empty() {
        blocks.push(heading("report.examiner_points"));
        blocks.push(points(view, length).into());
    }
    blocks.push(heading("report.examiner_findings"));
    blocks.push(findings(view));
    blocks
}

/// Class, ground and figures, without a header.
fn classification(view: &View<'_>, length: Length) -> Table {
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
    let mut table = Table::new([Column::new("", 1.0), Column::new("", 5.2)]).row([
        text(view.tr("report.class_class")),
        Text::default().bold(class_words(view)),
    ]);
    if length.ground {
        table = table.row([text(view.tr("report.class_ground")), text(ground(view))]);
    }
    if !lines.is_empty() {
        table = table.row([text(view.tr("report.examiner_figures")), text(lines.join("\n"))]);
    }
    table
}

fn systems(view: &View<'_>, length: Length) -> Block {
    let systems = &view.profile().systems;
    if systems.is_empty() {
        return Block::paragraph(view.tr("report.systems_none")).into();
    }
    let columns = [
        Column::new(view.tr("report.systems_name"), 1.75),
        Column::new(view.tr("report.systems_core"), 1.5),
        Column::new(view.tr("report.systems_reason"), 4.6),
    ];
    let rows = systems.iter().map(|system| {
        Row::new([
            system.name.clone(),
            system_kind(system, view.lang).to_owned(),
            truncate(view.or_not_given(&system.core_reason), length.reason),
        ])
    });
    Table::new(columns).rows(rows).into()
}

fn points(view: &View<'_>, length: Length) -> Table {
    let columns = [
        Column::new(view.tr("report.examiner_topic"), 1.5),
        Column::new(view.tr("report.results_clause"), 0.9),
        Column::new(view.tr("report.gap_result"), 3.2),
        Column::new(view.tr("report.examiner_note"), 3.45),
    ];
    let points = &view.input.pack.examiner_summary;
    Table::new(columns).rows(points.iter().flat_map(|point| rows_of(view, point, length)))
}

/// One row for each clause in scope, and one for those that are not.
fn rows_of(view: &View<'_>, point: &ExaminerPoint, length: Length) -> Vec<Row> {
    let (inside, outside): (Vec<ClauseId>, Vec<ClauseId>) = point
        .clauses
        .iter()
        .partition(|clause| !in_scope(view, **clause).is_empty());
    let mut rows: Vec<[Text; 3]> = Vec::new();
    for clause in inside {
        let id = view.to_clause(clause, clause.to_string());
        rows.push([id, results(view, clause), text(excerpt(view, clause, length))]);
    }
    if !outside.is_empty() {
        let mut reasons: Vec<String> = outside.iter().map(|clause| why_not(view, *clause)).collect();
        reasons.dedup();
        let ids = outside
            .iter()
            .map(|clause| view.to_clause(*clause, clause.to_string()));
        let none = text(view.tr("report.applicability_none"));
        rows.push([view.listed(ids), none, text(reasons.join("\n"))]);
    }
    let rows = rows.into_iter().enumerate().map(|(index, [id, result, words])| {
        let topic = if index == 0 {
            view.lang.of(&point.label)
        } else {
            ""
        };
        Row::new([text(topic), id, result, words])
    });
    rows.collect()
}

/// Why a clause is out of scope: its conditions, or where there are none its cell.
fn why_not(view: &View<'_>, clause: ClauseId) -> String {
    let mut checks: Vec<Check> = view.checks(clause).cloned().collect();
    for check in &mut checks {
        check.parts.clear();
        if check.reasons.len() > 1 {
            check
                .reasons
                .retain(|reason| !matches!(reason, Reason::Cell { .. }));
            check.reasons.truncate(1);
        }
    }
    let checks: Vec<&Check> = checks.iter().collect();
    common_reason(view.input.pack, &checks, view.lang)
}

/// The checks of a clause that are in scope.
fn in_scope<'a>(view: &View<'a>, clause: ClauseId) -> Vec<&'a Check> {
    view.checks(clause).filter(|check| check.in_scope()).collect()
}

/// The states of a clause, worst first; the targets are named where they differ.
fn results(view: &View<'_>, clause: ClauseId) -> Text {
    let checks = in_scope(view, clause);
    let mut states: Vec<State> = checks.iter().map(|check| view.state_of(check)).collect();
    states.sort_by_key(|state| std::cmp::Reverse(state.severity()));
    states.dedup();
    let lines = states.iter().map(|state| {
        let of_state = checks.iter().filter(|check| view.state_of(check) == *state);
        let names = of_state.filter_map(|check| Some(view.target(check.target.as_ref()?)));
        match states.len() {
            1 => view.state(*state),
            _ => view
                .state(*state)
                .plain(view.fill("report.colon", &[("value", &view.list(names))])),
        }
    });
    let lines: Vec<Text> = lines.collect();
    match lines.is_empty() {
        true => text(view.tr("report.applicability_none")),
        false => view.lines(lines),
    }
}

/// The beginning of the note on the worst result.
fn excerpt(view: &View<'_>, clause: ClauseId, length: Length) -> String {
    let checks = in_scope(view, clause);
    let notes = checks.iter().filter_map(|check| {
        let answers = view.input.assessment.answers_for(clause, check.target.as_ref()?);
        let noted = answers.filter(|answer| !answer.note.trim().is_empty());
        noted.max_by_key(|answer| answer.state.severity())
    });
    let worst = notes.max_by_key(|answer| (answer.state.severity(), std::cmp::Reverse(&answer.target)));
    let met = worst.is_none_or(|answer| answer.state == State::Met);
    let length = if met { length.met } else { length.unmet };
    let note = worst.map_or("", |answer| answer.note.as_str());
    truncate(&note.split_whitespace().collect::<Vec<_>>().join(" "), length)
}

/// Clauses with the number of times each is named.
fn tallied(view: &View<'_>, clauses: impl Iterator<Item = ClauseId>) -> String {
    let mut counts: BTreeMap<ClauseId, usize> = BTreeMap::new();
    clauses.for_each(|clause| *counts.entry(clause).or_default() += 1);
    if counts.is_empty() {
        return view.tr("report.none").to_owned();
    }
    let counted = counts.iter().map(|(clause, count)| match count {
        1 => clause.to_string(),
        count => view.fill(
            "report.times",
            &[("what", &clause.to_string()), ("count", &count.to_string())],
        ),
    });
    view.list(counted)
}

/// Where the gaps and accepted risks are.
fn findings(view: &View<'_>) -> Block {
    let gaps = |level| {
        let of_level = view.gaps.iter().filter(move |gap| gap.level == level);
        tallied(view, of_level.map(|gap| gap.key.clause))
    };
    let risks = view.answers_where(|answer| answer.risk_accepted.is_some());
    let accepted = tallied(view, risks.iter().map(|answer| answer.clause));
    let rows = [
        (
            "report.examiner_deficiencies",
            gap_count(view, Level::Must),
            gaps(Level::Must),
            (Section::Findings, "gaps"),
        ),
        (
            "report.examiner_suggestions",
            gap_count(view, Level::Should),
            gaps(Level::Should),
            (Section::Findings, "gaps"),
        ),
        (
            "report.examiner_risks",
            risks.len(),
            accepted,
            (Section::Accepted, "accepted"),
        ),
    ];
    let rows = rows.into_iter().map(|(id, count, list, (section, place))| {
        let label = view.fill(id, &[("count", &count.to_string())]);
        Row::new([view.to(section, place, label), text(list)])
    });
    Table::new([Column::new("", 1.4), Column::new("", 5.2)])
        .rows(rows)
        .into()
}
