//! What the self-check found when the report was made: counts by rule, and where the errors stand.

use super::view::View;
use crate::lang::{issue_message, issue_place, rule_name, severity_name};
use crate::model::self_check::{Facts, Issue, SelfCheck, Severity, self_check};
use crate::report::blocks::{Block, Cell, Column, Row, Table, Tone};

/// Errors beyond these are counted, not listed: a list nobody reads to its end helps no one.
const MAX_LISTED: usize = 40;

/// The section, under the limits of the assessment.
pub(super) fn blocks(view: &View<'_>) -> Vec<Block> {
    let found = self_check(&Facts {
        pack: view.input.pack,
        scope: view.input.scope,
        assessment: view.input.assessment,
        today: &view.today(),
        evidence_states: view.input.evidence_states,
    });
    let heading = |level, id| Block::heading(level, view.tr(id)).unlisted().into();
    let mut blocks = vec![heading(2, "selfcheck.report_heading")];
    if found.issues.is_empty() {
        blocks.push(Block::paragraph(view.tr("selfcheck.report_none")).into());
        return blocks;
    }
    blocks.push(Block::paragraph(view.tr("selfcheck.report_about")).into());
    blocks.push(Block::paragraph(counts(view, &found)).into());
    blocks.push(by_rule(view, &found).into());
    let errors: Vec<&Issue> = of_weight(&found, Severity::Error).collect();
    if !errors.is_empty() {
        blocks.push(heading(3, "selfcheck.report_errors"));
        blocks.push(Block::bullets(
            errors.iter().take(MAX_LISTED).map(|issue| words(view, issue)),
        ));
    }
    if let Some(more) = errors.len().checked_sub(MAX_LISTED).filter(|more| *more > 0) {
        let more = view.fill("selfcheck.report_more", &[("count", &more.to_string())]);
        blocks.push(Block::paragraph(more).into());
    }
    blocks
}

fn of_weight(found: &SelfCheck, severity: Severity) -> impl Iterator<Item = &Issue> {
    found
        .issues
        .iter()
        .filter(move |issue| issue.severity == severity)
}

fn counts(view: &View<'_>, found: &SelfCheck) -> String {
    let [errors, warnings, notes] = Severity::ALL.map(|severity| found.count(severity).to_string());
    let values = [
        ("errors", errors.as_str()),
        ("warnings", &warnings),
        ("notes", &notes),
    ];
    view.fill("selfcheck.report_counts", &values)
}

fn by_rule(view: &View<'_>, found: &SelfCheck) -> Table {
    let columns = [
        Column::new(view.tr("selfcheck.column_severity"), 1.0),
        Column::new(view.tr("selfcheck.column_rule"), 6.0),
        Column::right(view.tr("selfcheck.column_count"), 1.0),
    ];
    let rows = found.by_kind().filter_map(|issues| {
        let (severity, rule) = issues.first()?.kind();
        let name = severity_name(severity, view.lang);
        let weight = match severity {
            Severity::Error => Cell::shaded(name, Tone::Alert),
            Severity::Warning | Severity::Note => Cell::from(name),
        };
        Some(Row::new([
            weight,
            Cell::from(rule_name(rule, view.lang)),
            Cell::from(issues.len().to_string()),
        ]))
    });
    Table::new(columns).rows(rows)
}

fn words(view: &View<'_>, issue: &Issue) -> String {
    let (pack, assessment) = (view.input.pack, view.input.assessment);
    let place = issue_place(pack, assessment, &issue.place, view.lang);
    let message = issue_message(pack, issue, view.lang);
    view.fill(
        "selfcheck.report_issue",
        &[("place", &place), ("message", &message)],
    )
}
