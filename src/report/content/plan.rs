//! 陸 改善計畫: what will be done, by whom and when. And 柒 前次缺失改善情形.

use super::gaps;
use super::view::View;
use crate::lang::day_words;
use crate::model::assessment::ActionItem;
use crate::report::blocks::{Block, Cell, Column, Row, Table, Text, Tone, text};

/// The plan.
pub(super) fn blocks(view: &View<'_>) -> Vec<Block> {
    let actions = actions(view);
    let mut blocks = vec![Block::heading(1, view.tr("report.plan")).anchor("plan").into()];
    if actions.is_empty() {
        blocks.push(Block::paragraph(view.tr("report.plan_empty")).into());
    } else {
        let today = day_words(view.input.created.date_naive(), view.lang);
        blocks.push(Block::note(view.fill("report.plan_date", &[("date", &today)])).into());
        blocks.push(table(view, &actions).into());
    }
    blocks.extend(without_action(view));
    blocks
}

/// 柒: nothing yet links an assessment to the one before, and the report says so.
pub(super) fn previous(view: &View<'_>) -> Vec<Block> {
    vec![
        Block::heading(1, view.tr("report.previous"))
            .anchor("previous")
            .into(),
        Block::paragraph(view.tr("report.previous_none")).into(),
    ]
}

/// Actions by finding, then by date.
fn actions<'a>(view: &View<'a>) -> Vec<&'a ActionItem> {
    let number = |action: &ActionItem| {
        let finding = view.input.assessment.findings.get(&action.finding);
        finding.map_or(u64::MAX, |finding| finding.number)
    };
    let mut actions: Vec<&ActionItem> = view.input.assessment.actions.values().collect();
    actions.sort_by(|a, b| (number(a), &a.due, &a.uid).cmp(&(number(b), &b.due, &b.uid)));
    actions
}

fn table(view: &View<'_>, actions: &[&ActionItem]) -> Table {
    let columns = [
        Column::new(view.tr("report.plan_finding"), 2.1),
        Column::new(view.tr("report.plan_action"), 3.4),
        Column::new(view.tr("report.plan_owner"), 1.2),
        Column::new(view.tr("report.plan_due"), 1.5),
        Column::new(view.tr("report.plan_status"), 1.1),
    ];
    Table::new(columns).rows(actions.iter().map(|action| row(view, action)))
}

fn row(view: &View<'_>, action: &ActionItem) -> Row {
    let finding = view.input.assessment.findings.get(&action.finding);
    Row::new([
        finding.map_or(Cell::default(), |finding| gaps::finding_cell(view, finding)),
        Cell::from(view.or_not_given(&action.description)),
        Cell::from(view.or_not_given(&action.owner)),
        Cell::from(view.date(&action.due)),
        status(view, action),
    ])
}

fn status(view: &View<'_>, action: &ActionItem) -> Cell {
    if action.done {
        return view.tr("report.plan_done").into();
    }
    match view.is_past(&action.due) {
        true => Cell::shaded(Text::default().bold(view.tr("report.plan_overdue")), Tone::Alert),
        false => text(view.tr("report.plan_open")).into(),
    }
}

/// The gaps for which no action has been laid down.
fn without_action(view: &View<'_>) -> Option<Block> {
    let has_action = |uid: &str| {
        view.input
            .assessment
            .actions
            .values()
            .any(|action| action.finding == uid)
    };
    let open = view.gaps.iter().filter(|gap| {
        let findings = view.findings(gap.key.clause, &gap.key.target);
        !findings.iter().any(|finding| has_action(&finding.uid))
    });
    let open: Vec<String> = open.map(|gap| view.key_words(&gap.key)).collect();
    let words = view.fill("report.plan_without", &[("list", &view.list(&open))]);
    (!open.is_empty()).then(|| Block::paragraph(words).into())
}
