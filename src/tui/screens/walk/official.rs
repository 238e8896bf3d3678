//! 原文 on the clause pane: the user's own copy of the official text, marked as such, over our words.

use std::sync::Arc;

use crate::lang::{fill, tr};
use crate::model::pack::ClauseId;
use crate::model::source::OfficialText;
use crate::tui::app::{Act, Context, Notice, Workbook};
use crate::tui::overlays::{Message, Overlay};
use crate::tui::theme::Tone;
use crate::tui::widgets::lines::{hanging, wrapped};

/// The lines of a clause's official text; none while it is not shown.
pub fn lines(
    context: &Context<'_>,
    workbook: &Workbook,
    clause: ClauseId,
    width: usize,
) -> Vec<(String, Tone)> {
    let Some(official) = &workbook.official else {
        return Vec::new();
    };
    let lang = context.lang;
    let heading = |id| {
        [
            (String::new(), Tone::Plain),
            (tr(lang, id).to_owned(), Tone::Heading),
        ]
    };
    let mut lines: Vec<(String, Tone)> = heading("source.requirement").into();
    let mut say = |words: Vec<String>, tone| lines.extend(words.into_iter().map(|line| (line, tone)));
    let Some(clause) = official.clause(clause) else {
        say(wrapped(tr(lang, "source.not_here"), width), Tone::Dim);
        return lines;
    };
    for paragraph in clause.requirement.lines() {
        say(wrapped(paragraph, width), Tone::Plain);
    }
    for (id, points) in [
        ("source.explanation", &clause.explanation),
        ("source.evidence", &clause.evidence),
    ] {
        if !points.is_empty() {
            lines.extend(heading(id));
        }
        for point in points {
            let words = hanging("- ", point, width);
            lines.extend(words.into_iter().map(|line| (line, Tone::Plain)));
        }
    }
    if !clause.together_with.is_empty() {
        let others: Vec<String> = clause.together_with.iter().map(ToString::to_string).collect();
        let others = others.join(tr(lang, "model.list_comma"));
        let words = wrapped(&fill(lang, "source.together", &[("clauses", &others)]), width);
        lines.extend(words.into_iter().map(|line| (line, Tone::Dim)));
    }
    lines
}

/// Hides the official text again.
pub fn hide(context: &Context<'_>) -> Vec<Act> {
    vec![
        Act::ShowOfficial(None),
        Act::Say(Notice::Done(tr(context.lang, "source.hidden").to_owned())),
    ]
}

/// Shows the official text that was loaded, or says how one is added.
pub fn loaded(context: &Context<'_>, text: Option<&Arc<OfficialText>>) -> Vec<Act> {
    let lang = context.lang;
    match text {
        Some(text) => vec![
            Act::ShowOfficial(Some(Arc::clone(text))),
            Act::Say(Notice::Done(tr(lang, "source.shown").to_owned())),
        ],
        None => vec![Act::overlay(Overlay::Message(Message::info(
            tr(lang, "source.mark"),
            vec![tr(lang, "source.none").to_owned()],
        )))],
    }
}
