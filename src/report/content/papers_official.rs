//! 原文 in the working papers: the official text of each clause as the preparer's copy has it, marked as
//! quoted.

use super::view::View;
use crate::model::pack::ClauseId;
use crate::report::blocks::{Block, Text, Tone};

/// Points by which the quotation is set in.
const INDENT: f32 = 12.0;

/// Where the quotations come from; nothing in a report without them.
pub(super) fn intro(view: &View<'_>) -> Option<Block> {
    let official = view.input.official?;
    let added = view.day(&official.added);
    let values = [("added", added.as_str()), ("sha256", &official.sha256)];
    Some(Block::paragraph(view.fill("source.papers_intro", &values)).into())
}

/// The official text of a clause, or that the copy lacks it; nothing in a report without it.
pub(super) fn of_clause(view: &View<'_>, id: ClauseId) -> Option<Block> {
    let official = view.input.official?;
    let mark = Text::default().bold(view.labelled(view.tr("source.mark"), ""));
    let words = match official.clause(id) {
        Some(clause) => mark.plain(&clause.requirement),
        None => mark.tone(Tone::Muted, view.tr("source.papers_missing")),
    };
    Some(Block::note(words).indent(INDENT).keep_with_next().into())
}
