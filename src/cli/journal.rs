//! `zicha journal`: the record of every change, and whether it still holds together.

use std::path::PathBuf;

use clap::Args;

use super::context::Context;
use super::output::Reply;
use super::table::Table;
use crate::engagement::Engagement;
use crate::error::Result;
use crate::lang::lookup;
use crate::model::journal::{ChainResult, Head, Row};

#[derive(Debug, Args)]
pub(super) struct JournalArguments {
    #[arg(value_name = "FILE")]
    workbook: PathBuf,
    #[arg(long)]
    verify: bool,
    #[arg(long, value_name = "COUNT:HEAD", requires = "verify", value_parser = anchor)]
    anchor: Option<Head>,
}

/// Number of hexadecimal digits of a head.
const HEAD_DIGITS: usize = 64;

fn anchor(text: &str) -> std::result::Result<Head, String> {
    let help = "write it as COUNT:HEAD, as `zicha status` prints it";
    let (count, head) = text.split_once(':').ok_or(help)?;
    let count = count.trim().parse().map_err(|_| help)?;
    let head = head.trim().to_ascii_lowercase();
    if head.len() != HEAD_DIGITS || !head.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(format!("the head has {HEAD_DIGITS} hexadecimal digits; {help}"));
    }
    Ok(Head { count, head })
}

pub(super) fn run(context: &Context, arguments: &JournalArguments) -> Result<Reply> {
    if arguments.verify {
        return verify(context, arguments);
    }
    let rows = context.read(&arguments.workbook)?.journal()?;
    Ok(context.data(&rows, || list(context, &rows)))
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

fn list(context: &Context, rows: &[Row]) -> String {
    let mut table = Table::new();
    for row in rows {
        let action = lookup(context.lang, &format!("cli.action_{}", row.action.id())).unwrap_or_default();
        let field = row.object.field.as_deref().unwrap_or_default();
        table.row([
            row.seq.to_string(),
            row.at.clone(),
            row.actor.clone(),
            action.to_owned(),
            format!("{} {} {field}", row.object.kind.id(), short(&row.object.uid)),
        ]);
    }
    table.to_text()
}

/// The first digits of a uid, enough to tell objects apart when reading.
fn short(uid: &str) -> &str {
    uid.get(..8).unwrap_or(uid)
}
