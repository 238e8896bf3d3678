//! `zicha source`: the user's own copy of the official text (原文).

use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde_json::json;

use super::arguments::PackFolder;
use super::context::Context;
use super::output::Reply;
use super::parse;
use crate::engagement::clock::{Clock, SystemClock, timestamp};
use crate::engagement::{packs, source};
use crate::error::{Error, Result};
use crate::lang::{cite_clause, date_words, numeral};
use crate::model::pack::{ClauseId, Pack};
use crate::model::source::{MisprintReason, OfficialClause, OfficialText, Reading};

/// The text form shows at most so many lines that could not be placed.
const UNPLACED_SHOWN: usize = 20;

#[derive(Debug, Subcommand)]
pub(super) enum SourceCommand {
    Add(AddArguments),
    Show(ShowSourceArguments),
    Remove(RemoveArguments),
}

#[derive(Debug, Args)]
pub(super) struct AddArguments {
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    pack: PackFolder,
}

#[derive(Debug, Args)]
pub(super) struct ShowSourceArguments {
    #[arg(value_parser = parse::clause)]
    clause: ClauseId,
    #[command(flatten)]
    pack: PackFolder,
}

#[derive(Debug, Args)]
pub(super) struct RemoveArguments {
    #[command(flatten)]
    pack: PackFolder,
}

pub(super) fn run(context: &Context, command: &SourceCommand) -> Result<Reply> {
    match command {
        SourceCommand::Add(arguments) => add(context, arguments),
        SourceCommand::Show(arguments) => show(context, arguments),
        SourceCommand::Remove(arguments) => remove(context, arguments),
    }
}

fn add(context: &Context, arguments: &AddArguments) -> Result<Reply> {
    let pack = packs::load(arguments.pack.pack.as_deref())?;
    let now = timestamp(SystemClock.now());
    let added = source::add(&context.settings, &pack, &arguments.file, now)?;
    let reading = &added.reading;
    let json = json!({
        "clauses": { "placed": reading.clauses.len(), "total": reading.total() },
        "explanations": reading.explanations(),
        "evidence": reading.evidence,
        "missing": reading.missing,
        "unexplained": reading.unexplained(&pack),
        "unplaced": reading.unplaced,
        "misprints": reading.misprints,
        "sha256": added.sha256,
        "stored": added.path,
    });
    Ok(context.data(&json, || {
        let path = added.path.display().to_string();
        let stored = context.fill("source.stored", &[("path", &path)]);
        format!("{}{stored}\n", reading_text(context, &pack, reading))
    }))
}

/// What was found, in words.
fn reading_text(context: &Context, pack: &Pack, reading: &Reading) -> String {
    let counts = [
        ("placed", reading.clauses.len()),
        ("total", reading.total()),
        ("explanations", reading.explanations()),
        ("evidence", reading.evidence),
    ]
    .map(|(name, count)| (name, count.to_string()));
    let counts: Vec<(&str, &str)> = counts
        .iter()
        .map(|(name, count)| (*name, count.as_str()))
        .collect();
    let mut lines = vec![context.fill("source.placed", &counts)];
    if !reading.missing.is_empty() {
        let missing = list(context, &reading.missing);
        lines.push(context.fill("source.missing", &[("clauses", &missing)]));
    }
    let unexplained = reading.unexplained(pack);
    if !unexplained.is_empty() {
        let clauses = list(context, &unexplained);
        lines.push(context.fill("source.unexplained", &[("clauses", &clauses)]));
    }
    lines.extend(misprint_lines(context, pack, reading));
    lines.extend(unplaced_lines(context, reading));
    lines.into_iter().map(|line| line + "\n").collect()
}

fn list(context: &Context, clauses: &[ClauseId]) -> String {
    let ids: Vec<String> = clauses.iter().map(ToString::to_string).collect();
    ids.join(context.tr("model.list_comma"))
}

fn misprint_lines(context: &Context, pack: &Pack, reading: &Reading) -> Vec<String> {
    if reading.misprints.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![context.tr("source.misprints").to_owned()];
    for misprint in &reading.misprints {
        let id = match misprint.why {
            MisprintReason::SameWords => "source.misprint_same_words",
            MisprintReason::Order => "source.misprint_order",
        };
        let values = [
            ("line", misprint.line.to_string()),
            ("clause", cite_clause(pack, misprint.clause, context.lang)),
            ("printed", numeral(misprint.printed, context.lang)),
            ("expected", numeral(misprint.expected, context.lang)),
        ];
        let values: Vec<(&str, &str)> = values
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        lines.push(format!("  {}", context.fill(id, &values)));
    }
    lines
}

fn unplaced_lines(context: &Context, reading: &Reading) -> Vec<String> {
    let count = reading.unplaced.len();
    if count == 0 {
        return Vec::new();
    }
    let mut lines = vec![context.fill("source.unplaced", &[("count", &count.to_string())])];
    for unplaced in reading.unplaced.iter().take(UNPLACED_SHOWN) {
        let line = unplaced.line.to_string();
        let values = [("line", line.as_str()), ("text", &unplaced.text)];
        lines.push(format!("  {}", context.fill("source.unplaced_line", &values)));
    }
    if let Some(more) = count.checked_sub(UNPLACED_SHOWN).filter(|more| *more > 0) {
        let more = context.fill("source.unplaced_more", &[("count", &more.to_string())]);
        lines.push(format!("  {more}"));
    }
    lines
}

fn show(context: &Context, arguments: &ShowSourceArguments) -> Result<Reply> {
    let pack = packs::load(arguments.pack.pack.as_deref())?;
    let id = arguments.clause;
    if pack.clause(id).is_none() {
        return Err(Error::input("error.no_clause")
            .with("clause", id)
            .hint("error.hint_list_clauses"));
    }
    let official = source::require(&context.settings, &pack.id)?;
    let clause = official.clause(id).ok_or_else(|| {
        Error::input("error.source_no_clause")
            .with("clause", cite_clause(&pack, id, context.lang))
            .hint("error.hint_source_partial")
    })?;
    let json = json!({
        "clause": id,
        "official": true,
        "requirement": clause.requirement,
        "explanation": clause.explanation,
        "evidence": clause.evidence,
        "together_with": clause.together_with,
        "sha256": official.sha256,
        "added": official.added,
    });
    Ok(context.data(&json, || clause_text(context, &pack, &official, clause)))
}

fn clause_text(context: &Context, pack: &Pack, official: &OfficialText, clause: &OfficialClause) -> String {
    let cited = cite_clause(pack, clause.id, context.lang);
    let mark = context.tr("source.mark");
    let mut out = format!("{} {cited}  [{mark}]\n\n{}\n", clause.id, clause.requirement);
    for (heading, points) in [
        ("source.explanation", &clause.explanation),
        ("source.evidence", &clause.evidence),
    ] {
        if !points.is_empty() {
            out.push_str(&format!("\n{}\n", context.tr(heading)));
            points
                .iter()
                .for_each(|point| out.push_str(&format!("- {point}\n")));
        }
    }
    if !clause.together_with.is_empty() {
        let others = list(context, &clause.together_with);
        let words = context.fill("source.together", &[("clauses", &others)]);
        out.push_str(&format!("\n{words}\n"));
    }
    let added = date_words(&official.added, context.lang);
    let copy = [("added", added.as_str()), ("sha256", &official.sha256)];
    out.push_str(&format!("\n{}\n", context.fill("source.copy", &copy)));
    out
}

fn remove(context: &Context, arguments: &RemoveArguments) -> Result<Reply> {
    let pack = packs::load(arguments.pack.pack.as_deref())?;
    let path = source::remove(&context.settings, &pack.id)?;
    let json = json!({ "removed": path });
    Ok(context.data(&json, || {
        let path = path.display().to_string();
        context.fill("source.removed", &[("path", &path)])
    }))
}
