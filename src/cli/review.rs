//! `zicha review`: submitting checks for review, returning and approving them.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde::Serialize;

use super::arguments::By;
use super::context::Context;
use super::output::Reply;
use super::parse;
use super::table::Table;
use crate::engagement::Engagement;
use crate::engagement::request::ReviewDraft;
use crate::error::{Error, Result};
use crate::lang::{review_state_name, target_name};
use crate::model::assessment::{CheckRef, ReviewState};
use crate::model::pack::ClauseId;
use crate::model::review::{Selection, is_prepared_by};
use crate::model::scope::Target;

#[derive(Debug, Subcommand)]
pub(super) enum ReviewCommand {
    Submit(ReviewArguments),
    Return(ReviewArguments),
    Approve(ReviewArguments),
}

#[derive(Debug, Args)]
pub(super) struct ReviewArguments {
    #[arg(value_name = "FILE")]
    workbook: PathBuf,
    #[command(flatten)]
    which: Which,
    #[arg(long, value_name = "TEXT", default_value = "")]
    note: String,
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    by: By,
}

/// Which checks. Clauses are meant as named; the others mean every check of theirs that the word
/// can be said on.
#[derive(Debug, Args)]
#[group(required = true, multiple = true)]
struct Which {
    #[arg(value_name = "CLAUSE", value_parser = parse::clause)]
    clauses: Vec<ClauseId>,
    #[arg(long, value_parser = parse::target)]
    target: Option<Target>,
    #[arg(long, value_name = "N")]
    chapter: Option<u16>,
    #[arg(long, value_name = "N")]
    article: Option<u16>,
    #[arg(long)]
    all: bool,
}

/// The JSON of a preview.
#[derive(Serialize)]
struct Preview<'a> {
    count: usize,
    checks: &'a [CheckRef],
}

pub(super) fn run(context: &Context, command: &ReviewCommand) -> Result<Reply> {
    let (word, arguments) = match command {
        ReviewCommand::Submit(arguments) => (ReviewState::Submitted, arguments),
        ReviewCommand::Return(arguments) => (ReviewState::Returned, arguments),
        ReviewCommand::Approve(arguments) => (ReviewState::Approved, arguments),
    };
    let mut engagement = match arguments.dry_run {
        true => context.read(&arguments.workbook)?,
        false => context.write(&arguments.workbook, &arguments.by)?,
    };
    let author = context.author(&arguments.by);
    let checks = checks(&engagement, &arguments.which, word)?;
    let own = checks
        .iter()
        .filter(|check| is_prepared_by(engagement.assessment(), check.clause, &check.target, &author))
        .count();
    let reply = if arguments.dry_run {
        preview(context, &engagement, word, &checks)
    } else {
        let draft = ReviewDraft {
            checks: checks.clone(),
            word,
            note: arguments.note.clone(),
        };
        let saved = engagement.review(&draft)?;
        let changed = saved.as_ref().map_or(0, |_| checks.len());
        context.saved(saved.as_ref(), || counted(context, word, changed))
    };
    Ok(reply.note_if(own > 0 && word == ReviewState::Approved, || {
        context.fill("review.own_approved", &[("count", &own.to_string())])
    }))
}

/// The checks that are meant. Named clauses are taken as they are, so that one that cannot be is
/// refused by name; of a chapter, an article, a target or all, those that can be.
fn checks(engagement: &Engagement, which: &Which, word: ReviewState) -> Result<Vec<CheckRef>> {
    let pack = engagement.pack();
    let unknown = which.clauses.iter().find(|id| pack.clause(**id).is_none());
    if let Some(id) = unknown {
        return Err(Error::input("error.no_clause")
            .with("clause", id)
            .hint("error.hint_list_clauses"));
    }
    if let Some(Target::System(id)) = &which.target
        && engagement.assessment().profile.system(id).is_none()
    {
        let systems = &engagement.assessment().profile.systems;
        let known: Vec<&str> = systems.iter().map(|system| system.id.as_str()).collect();
        return Err(Error::input("error.no_system")
            .with("id", id)
            .with("known", known.join(", "))
            .hint("error.hint_systems"));
    }
    let selection = Selection {
        clauses: which.clauses.clone(),
        chapter: which.chapter,
        article: which.article,
        target: which.target.clone(),
    };
    let selected = engagement.selected_checks(&selection);
    let is_named = !which.clauses.is_empty();
    let missing = which.clauses.iter().find(|clause| {
        let selects = |check: &CheckRef| check.clause == **clause;
        !selected.iter().any(selects)
    });
    if let Some(clause) = missing {
        return Err(Error::input("error.review_not_in_scope")
            .with("clause", clause)
            .hint("error.hint_review_scope"));
    }
    Ok(match is_named {
        true => selected,
        false => engagement.plan_review(&selected, word).ready,
    })
}

fn counted(context: &Context, word: ReviewState, count: usize) -> String {
    let word = review_state_name(word, context.lang);
    context.fill("review.done", &[("word", word), ("count", &count.to_string())])
}

/// What would be done, without doing it; checks that stand before an obstacle are not counted.
fn preview(context: &Context, engagement: &Engagement, word: ReviewState, checks: &[CheckRef]) -> Reply {
    let ready = engagement.plan_review(checks, word).ready;
    let row = Preview {
        count: ready.len(),
        checks: &ready,
    };
    context.data(&row, || {
        let count = ready.len().to_string();
        let word = review_state_name(word, context.lang);
        let mut table = Table::new();
        for check in &ready {
            let profile = &engagement.assessment().profile;
            table.row([
                check.clause.to_string(),
                target_name(profile, &check.target, context.lang).to_owned(),
            ]);
        }
        let head = context.fill("review.would", &[("word", word), ("count", &count)]);
        format!("{head}\n{}", table.to_text())
    })
}
