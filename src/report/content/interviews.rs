//! 附錄四 訪談紀錄: who was asked, when, what was said, and whether the person confirmed the record.

use super::view::{View, evidence_anchor};
use crate::lang::date_words;
use crate::model::assessment::{Evidence, EvidenceKind, Interview};
use crate::report::blocks::{Block, Cell, Column, Row, Table, Text, Tone, text};

/// The annex.
pub(super) fn blocks(view: &View<'_>) -> Vec<Block> {
    let all = view.input.assessment.evidence.values();
    let mut interviews: Vec<&Evidence> = all
        .filter(|evidence| evidence.kind == EvidenceKind::Interview || evidence.interview.is_some())
        .collect();
    interviews.sort_by(|a, b| (&a.dated, a.number).cmp(&(&b.dated, b.number)));
    let mut blocks = vec![
        Block::heading(1, view.tr("report.interviews"))
            .anchor("interviews")
            .into(),
    ];
    if interviews.is_empty() {
        blocks.push(Block::paragraph(view.tr("report.interviews_none")).into());
        return blocks;
    }
    blocks.push(Block::paragraph(view.tr("report.interviews_intro")).into());
    let columns = [
        Column::new(view.tr("report.evidence_number"), 0.9),
        Column::new(view.tr("report.interviews_who"), 1.6),
        Column::new(view.tr("report.interviews_when"), 1.4),
        Column::new(view.tr("report.interviews_said"), 4.4),
        Column::new(view.tr("report.interviews_confirmed"), 1.5),
    ];
    blocks.push(
        Table::new(columns)
            .rows(interviews.into_iter().map(|one| row(view, one)))
            .into(),
    );
    blocks
}

fn row(view: &View<'_>, evidence: &Evidence) -> Row {
    let none = Interview::default();
    let interview = evidence.interview.as_ref().unwrap_or(&none);
    let mut who = text(evidence.location.as_str());
    if !interview.title.is_empty() {
        who = who.plain("\n").tone(Tone::Muted, interview.title.as_str());
    }
    let mut said = Text::default();
    if !evidence.title.is_empty() {
        said = said.bold(evidence.title.as_str()).plain("\n");
    }
    let confirmed = match interview.confirmed_on.is_empty() {
        true => Text::default().tone(Tone::Muted, view.tr("report.interviews_unconfirmed")),
        false => text(date_words(&interview.confirmed_on, view.lang)),
    };
    Row::new([
        Cell::from(Text::default().link(evidence_anchor(&evidence.uid), evidence.label())),
        Cell::from(who),
        Cell::from(view.date(&evidence.dated)),
        Cell::from(said.plain(view.or_not_given(&interview.said))),
        Cell::from(confirmed),
    ])
}
