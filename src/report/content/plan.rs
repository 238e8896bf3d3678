//! 陸 改善計畫: what will be done, by whom and when.

use std::collections::BTreeSet;

use super::gaps;
use super::view::View;
use crate::lang::{action_status_name, day_words};
use crate::model::assessment::ActionItem;
use crate::model::findings::{Registered, register};
use crate::report::blocks::{Block, Cell, Column, Row, Table, Text, Tone, text};

/// The plan.
pub(super) fn blocks(view: &View<'_>) -> Vec<Block> {
    let register = register(view.input.assessment, &view.today());
    let mut blocks = vec![Block::heading(1, view.tr("report.plan")).anchor("plan").into()];
    if register.is_empty() {
        blocks.push(Block::paragraph(view.tr("report.plan_empty")).into());
    } else {
        let today = day_words(view.input.created.date_naive(), view.lang);
        blocks.push(Block::note(view.fill("report.plan_date", &[("date", &today)])).into());
        blocks.push(table(view, &register).into());
    }
    blocks.extend(without_action(view));
    blocks
}

fn table(view: &View<'_>, register: &[Registered<'_>]) -> Table {
    let columns = [
        Column::new(view.tr("report.plan_due"), 1.5),
        Column::new(view.tr("report.plan_finding"), 2.0),
        Column::new(view.tr("report.plan_action"), 3.2),
        Column::new(view.tr("report.plan_owner"), 1.2),
        Column::new(view.tr("report.plan_status"), 2.0),
    ];
    Table::new(columns).rows(register.iter().map(|entry| row(view, entry)))
}

fn row(view: &View<'_>, entry: &Registered<'_>) -> Row {
    let action = entry.action;
    Row::new([
        Cell::from(view.date(&action.due)),
        entry
            .finding
            .map_or(Cell::default(), |finding| gaps::finding_cell(view, finding)),
        Cell::from(view.or_not_given(&action.description)),
        Cell::from(view.or_not_given(&action.owner)),
        status(view, entry),
    ])
}

/// How far it has come: overdue is marked, a settled one says when and by whom.
fn status(view: &View<'_>, entry: &Registered<'_>) -> Cell {
    let action = entry.action;
    let name = action_status_name(action.status(), view.lang);
    let first = match entry.overdue {
        true => Text::default()
            .bold(view.tr("report.plan_overdue"))
            .plain(view.bracketed(name)),
        false => text(name),
    };
    let details = details(view, action).into_iter().map(text);
    let words = view.lines(std::iter::once(first).chain(details));
    match entry.overdue {
        true => Cell::shaded(words, Tone::Alert),
        false => words.into(),
    }
}

/// Everything dated of an action, in the order in which it happens.
pub(super) fn details(view: &View<'_>, action: &ActionItem) -> Vec<String> {
    let dated =
        |id: &'static str, day: &str| (!day.is_empty()).then(|| view.fill(id, &[("date", &view.date(day))]));
    let given = |words: &str| Some(words.to_owned()).filter(|words| !words.trim().is_empty());
    [
        dated("report.plan_started", &action.started_on),
        dated("report.plan_done_on", &action.done_on),
        verified(view, action),
        given(&action.dropped),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Who looked when whether it works, and at what; none where nobody has.
fn verified(view: &View<'_>, action: &ActionItem) -> Option<String> {
    let parts = [&action.verified_on, &action.verified_by, &action.verification];
    if parts.iter().all(|part| part.is_empty()) {
        return None;
    }
    let values = [
        ("date", view.date(&action.verified_on)),
        ("by", view.or_not_given(&action.verified_by).to_owned()),
        ("what", view.or_not_given(&action.verification).to_owned()),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
    Some(view.fill("report.plan_verified", &values))
}

/// The gaps for which no action has been laid down.
fn without_action(view: &View<'_>) -> Option<Block> {
    let actions = view.input.assessment.actions.values();
    let acted_on: BTreeSet<&str> = actions.map(|action| action.finding.as_str()).collect();
    let open = view.gaps.iter().filter(|gap| {
        let findings = view.findings(gap.key.clause, &gap.key.target);
        !findings
            .iter()
            .any(|finding| acted_on.contains(finding.uid.as_str()))
    });
    let open: Vec<String> = open.map(|gap| view.key_words(&gap.key)).collect();
    let words = view.fill("report.plan_without", &[("list", &view.list(&open))]);
    (!open.is_empty()).then(|| Block::paragraph(words).into())
}
