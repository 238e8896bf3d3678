//! `zicha answer`: sets the answer to one check or part, or to several checks in one step.

mod bulk;
mod draft;

use std::path::PathBuf;

use clap::Args;

use super::arguments::By;
use super::context::Context;
use super::output::Reply;
use super::parse;
use crate::engagement::Engagement;
use crate::error::{Error, Result};
use crate::lang::{lookup, state_name, target_name};
use crate::model::assessment::{CheckKey, State};
use crate::model::flags::flags;
use crate::model::pack::ClauseId;
use crate::model::scope::Target;
use draft::Given;

#[derive(Debug, Args)]
pub(super) struct AnswerArguments {
    #[arg(value_name = "FILE")]
    workbook: PathBuf,
    #[arg(value_name = "CLAUSE", required = true, value_parser = parse::clause)]
    clauses: Vec<ClauseId>,
    #[arg(long = "target", value_name = "TARGET", value_delimiter = ',', value_parser = parse::target)]
    targets: Vec<Target>,
    #[arg(long, conflicts_with_all = ["targets", "group"])]
    all_systems: bool,
    #[arg(long, value_name = "TEXT", conflicts_with = "targets")]
    group: Option<String>,
    #[arg(long, value_name = "ID")]
    part: Option<String>,
    #[command(flatten)]
    given: Given,
    #[arg(long)]
    only_unanswered: bool,
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    by: By,
}

pub(super) fn run(context: &Context, arguments: &AnswerArguments) -> Result<Reply> {
    if arguments.given.is_nothing() && !arguments.dry_run {
        return Err(Error::input("error.nothing_given")
            .with("command", "answer")
            .hint("error.hint_command_help"));
    }
    let mut engagement = match arguments.dry_run {
        true => context.read(&arguments.workbook)?,
        false => context.write(&arguments.workbook, &arguments.by)?,
    };
    match (arguments.clauses.as_slice(), arguments.targets.as_slice()) {
        ([clause], [] | [_]) if is_single(arguments) => one(
            context,
            &mut engagement,
            arguments,
            *clause,
            arguments.targets.first(),
        ),
        _ => bulk::run(context, &mut engagement, arguments),
    }
}

/// Whether none of the options was given that go with several checks.
fn is_single(arguments: &AnswerArguments) -> bool {
    !(arguments.all_systems || arguments.group.is_some() || arguments.only_unanswered || arguments.dry_run)
}

fn one(
    context: &Context,
    engagement: &mut Engagement,
    arguments: &AnswerArguments,
    clause: ClauseId,
    target: Option<&Target>,
) -> Result<Reply> {
    let key = CheckKey {
        clause,
        target: engagement.target_named(clause, target)?,
        part: arguments.part.clone(),
    };
    let draft = arguments.given.draft(engagement.assessment().answer(&key))?;
    let saved = engagement.answer(std::slice::from_ref(&key), &draft)?;
    let reply = context.saved(saved.as_ref(), || words(context, engagement, &key));
    Ok(with_remarks(context, engagement, &key, reply))
}

fn words(context: &Context, engagement: &Engagement, key: &CheckKey) -> String {
    let assessment = engagement.assessment();
    let state = assessment
        .answer(key)
        .map_or(State::Unanswered, |answer| answer.state);
    let clause = match &key.part {
        Some(part) => format!("{} {part}", key.clause),
        None => key.clause.to_string(),
    };
    let target = target_name(&assessment.profile, &key.target, context.lang);
    let state = state_name(state, context.lang);
    context.fill(
        "cli.answered",
        &[("clause", &clause), ("target", target), ("state", state)],
    )
}

/// Adds what the answer still lacks, and that the check is not in scope where it is not.
fn with_remarks(context: &Context, engagement: &Engagement, key: &CheckKey, reply: Reply) -> Reply {
    let assessment = engagement.assessment();
    let scope = engagement.scope();
    let check = scope
        .checks
        .iter()
        .find(|check| check.clause == key.clause && check.target.as_ref() == Some(&key.target));
    let outside = check.is_some_and(|check| !check.in_scope());
    let reply = reply.note_if(outside, || context.tr("cli.not_in_scope").to_owned());
    let lacking = assessment
        .answer(key)
        .map(|answer| flags(assessment, answer))
        .unwrap_or_default();
    lacking.iter().fold(reply, |reply, flag| {
        let words = lookup(context.lang, &format!("cli.flag_{}", flag.id())).unwrap_or_default();
        reply.note(words)
    })
}
