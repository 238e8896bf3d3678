//! `zicha journal`: the record of every change, and whether it still holds together.

use std::path::PathBuf;

use clap::Args;

use super::context::Context;
use super::output::Reply;
use super::parse;
use super::table::Table;
use crate::engagement::Engagement;
use crate::error::{Error, Result};
use crate::lang::{about_words, action_name, field_name};
use crate::model::history::{About, History};
use crate::model::journal::{AnchorError, ChainResult, Head, Row};
use crate::model::pack::ClauseId;

#[derive(Debug, Args)]
pub(super) struct JournalArguments {
    #[arg(value_name = "FILE")]
    workbook: PathBuf,
    #[arg(long, value_parser = parse::clause, conflicts_with = "verify")]
    clause: Option<ClauseId>,
    #[arg(long)]
    verify: bool,
    #[arg(long, value_name = "COUNT:HEAD", requires = "verify", value_parser = anchor)]
    anchor: Option<Head>,
}

fn anchor(text: &str) -> std::result::Result<Head, AnchorError> {
    text.parse()
}

pub(super) fn run(context: &Context, arguments: &JournalArguments) -> Result<Reply> {
    if arguments.verify {
        return verify(context, arguments);
    }
    let engagement = context.read(&arguments.workbook)?;
    if let Some(clause) = arguments.clause
        && engagement.pack().clause(clause).is_none()
    {
        return Err(Error::input("error.no_clause")
            .with("clause", clause)
            .hint("error.hint_show_clauses"));
    }
    let history = engagement.history()?;
    let rows: Vec<(&Row, &About)> = of_clause(&history, arguments.clause).collect();
    let stored: Vec<&Row> = rows.iter().map(|(row, _)| *row).collect();
    Ok(context.data(&stored, || list(context, &engagement, &rows)))
}

/// The rows that belong to a clause; all where none is named.
fn of_clause(history: &History, clause: Option<ClauseId>) -> impl Iterator<Item = (&Row, &About)> {
    let rows = history.rows.iter().zip(&history.about);
    rows.filter(move |(_, about)| clause.is_none_or(|clause| about.concerns(clause)))
}

/// Prints JSON in either format: scripts depend on it, and the words go to standard error.
fn verify(context: &Context, arguments: &JournalArguments) -> Result<Reply> {
    let report = Engagement::verify_journal_of(&arguments.workbook, arguments.anchor.as_ref())?;
    let words = match report.result {
        ChainResult::Intact => "cli.journal_intact",
        ChainResult::Broken => "cli.journal_broken",
        ChainResult::TableDiffers => "cli.journal_table_differs",
        ChainResult::Shorter => "cli.journal_shorter",
        ChainResult::Rewritten => "cli.journal_rewritten",
    };
    let note = context.fill(words, &[("at", &report.at.to_string())]);
    Ok(Reply::json(&report)
        .note(note)
        .answer(report.result == ChainResult::Intact))
}

fn list(context: &Context, engagement: &Engagement, rows: &[(&Row, &About)]) -> String {
    let profile = &engagement.assessment().profile;
    let mut table = Table::new();
    for (row, about) in rows {
        let field = row.object.field.as_deref();
        let field = field
            .map(|field| field_name(field, context.lang))
            .unwrap_or_default();
        table.row([
            row.seq.to_string(),
            row.at.clone(),
            row.actor.clone(),
            action_name(row.action, context.lang).to_owned(),
            about_words(profile, about, context.lang),
            field,
        ]);
    }
    table.to_text()
}
