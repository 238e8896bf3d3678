//! 捌 替代措施及風險接受: what stands in for a control, and what somebody has taken upon themselves.

use super::view::View;
use crate::lang::alternative_kind_name;
use crate::model::assessment::{Answer, RiskAccepted};
use crate::report::blocks::{Block, Cell, Column, Row, Table, Text, Tone, text};

/// The chapter.
pub(super) fn blocks(view: &View<'_>) -> Vec<Block> {
    let mut blocks = vec![
        Block::heading(1, view.tr("report.accepted"))
            .anchor("accepted")
            .into(),
        Block::heading(2, view.tr("report.accepted_alternatives"))
            .unlisted()
            .into(),
    ];
    let alternatives =
        view.answers_where(|answer| answer.alternative.is_some() || answer.alternative_basis.is_some());
    blocks.push(match alternatives.is_empty() {
        true => Block::paragraph(view.tr("report.accepted_alternatives_none")).into(),
        false => alternative_table(view, &alternatives).into(),
    });
    blocks.push(
        Block::heading(2, view.tr("report.accepted_risks"))
            .unlisted()
            .into(),
    );
    let risks = view.answers_where(|answer| answer.risk_accepted.is_some());
    match risks.is_empty() {
        true => blocks.push(Block::paragraph(view.tr("report.accepted_risks_none")).into()),
        false => {
            blocks.push(Block::note(view.tr("report.accepted_note")).into());
            blocks.push(risk_table(view, &risks).into());
        }
    }
    blocks
}

/// The check of an answer with its title and state.
fn check<'a>(view: &View<'a>, answer: &'a Answer) -> Cell {
    let words = view.answer_words(answer);
    view.to_clause(answer.clause, words)
        .plain("\n")
        .plain(view.title(answer.clause))
        .into()
}

fn alternative_table(view: &View<'_>, answers: &[&Answer]) -> Table {
    let columns = [
        Column::new(view.tr("report.accepted_check"), 2.2),
        Column::new(view.tr("report.gap_result"), 1.1),
        Column::new(view.tr("report.accepted_reasoning"), 4.0),
    ];
    let rows = answers.iter().map(|answer| {
        let reasoning = alternative(view, answer);
        let state = Cell::from(view.state(answer.state));
        Row::new([
            check(view, answer),
            state,
            Cell::from(view.or_not_given(&reasoning)),
        ])
    });
    Table::new(columns).rows(rows)
}

/// Which control stands in, and why it is equivalent; empty where none does.
pub(super) fn alternative(view: &View<'_>, answer: &Answer) -> String {
    let mut lines = Vec::new();
    if let Some(basis) = &answer.alternative_basis {
        let parts = [basis.name.as_str(), &basis.section];
        let named: Vec<&str> = parts.into_iter().filter(|part| !part.trim().is_empty()).collect();
        let kind = alternative_kind_name(basis.kind, view.lang);
        lines.push(match named.is_empty() {
            true => kind.to_owned(),
            false => view.labelled(kind, &named.join(" ")),
        });
    }
    lines.extend(answer.alternative.clone());
    lines.join("\n")
}

fn risk_table(view: &View<'_>, answers: &[&Answer]) -> Table {
    let columns = [
        Column::new(view.tr("report.accepted_check"), 2.0),
        Column::new(view.tr("report.gap_result"), 1.1),
        Column::new(view.tr("report.accepted_reason"), 3.0),
        Column::new(view.tr("report.accepted_approver"), 1.3),
        Column::new(view.tr("report.accepted_until"), 1.5),
    ];
    Table::new(columns).rows(answers.iter().filter_map(|answer| {
        let risk = answer.risk_accepted.as_ref()?;
        let shade = if view.is_past(&risk.until) {
            Tone::Alert
        } else {
            Tone::Plain
        };
        Some(Row::new([
            check(view, answer),
            Cell::from(view.state(answer.state)),
            Cell::from(reason(view, risk)),
            Cell::from(approver(view, risk)),
            Cell::shaded(until_lines(view, risk), shade),
        ]))
    }))
}

fn reason(view: &View<'_>, risk: &RiskAccepted) -> String {
    let reason = view.or_not_given(&risk.reason).to_owned();
    match risk.compensating.is_empty() {
        true => reason,
        false => {
            let meanwhile = view.fill("report.accepted_compensating", &[("words", &risk.compensating)]);
            format!("{reason}\n{meanwhile}")
        }
    }
}

/// Who accepted, with the number of the approval.
pub(super) fn approver(view: &View<'_>, risk: &RiskAccepted) -> String {
    let approver = view.or_not_given(&risk.approver);
    match risk.approval_number.is_empty() {
        true => approver.to_owned(),
        false => {
            let number = view.fill("report.accepted_number", &[("number", &risk.approval_number)]);
            format!("{approver}\n{number}")
        }
    }
}

fn until_lines(view: &View<'_>, risk: &RiskAccepted) -> Text {
    let date = text(view.date(&risk.until));
    match view.is_past(&risk.until) {
        true => date.plain("\n").bold(view.tr("report.accepted_expired")),
        false => date,
    }
}

/// The last day of an acceptance in a sentence, marked where it is over.
pub(super) fn until(view: &View<'_>, risk: &RiskAccepted) -> Text {
    let date = text(view.labelled(view.tr("report.accepted_until"), &view.date(&risk.until)));
    match view.is_past(&risk.until) {
        true => date.plain(" ").bold(view.tr("report.accepted_expired")),
        false => date,
    }
}
