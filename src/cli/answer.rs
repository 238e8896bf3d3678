//! `zicha answer`: sets the answer to one check or part.

use std::path::PathBuf;

use clap::Args;

use super::arguments::By;
use super::context::Context;
use super::output::Reply;
use super::parse;
use crate::engagement::Engagement;
use crate::engagement::request::AnswerDraft;
use crate::error::{Error, Result};
use crate::lang::{lookup, state_name, target_name};
use crate::model::assessment::{Answer, CheckKey, RiskAccepted, Sample, State};
use crate::model::flags::flags;
use crate::model::pack::{ClauseId, Method};
use crate::model::scope::Target;

#[derive(Debug, Args)]
pub(super) struct AnswerArguments {
    #[arg(value_name = "FILE")]
    workbook: PathBuf,
    #[arg(value_parser = parse::clause)]
    clause: ClauseId,
    #[arg(long, value_parser = parse::target)]
    target: Option<Target>,
    #[arg(long, value_name = "ID")]
    part: Option<String>,
    #[arg(long, value_parser = parse::state())]
    state: Option<State>,
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    #[arg(long = "method", value_name = "METHOD", value_delimiter = ',', value_parser = parse::method())]
    methods: Vec<Method>,
    #[arg(long, value_name = "KEY=TEXT")]
    sample: Vec<String>,
    #[arg(long, value_name = "TEXT")]
    alternative: Option<String>,
    #[arg(long, value_name = "YYYY-MM-DD")]
    risk_until: Option<String>,
    #[arg(long, value_name = "TEXT")]
    risk_reason: Option<String>,
    #[arg(long, value_name = "TEXT")]
    risk_approver: Option<String>,
    #[arg(long, value_name = "TEXT")]
    risk_number: Option<String>,
    #[arg(long, value_name = "TEXT")]
    risk_compensating: Option<String>,
    #[arg(long, value_name = "TEXT")]
    reviewer: Option<String>,
    #[command(flatten)]
    by: By,
}

pub(super) fn run(context: &Context, arguments: &AnswerArguments) -> Result<Reply> {
    if gives_nothing(arguments) {
        return Err(Error::input("error.nothing_given")
            .with("command", "answer")
            .hint("error.hint_command_help"));
    }
    let mut engagement = context.write(&arguments.workbook, &arguments.by)?;
    let target = engagement.target_named(arguments.clause, arguments.target.as_ref())?;
    let key = CheckKey {
        clause: arguments.clause,
        target,
        part: arguments.part.clone(),
    };
    let current = engagement.assessment().answer(&key);
    let draft = draft(arguments, current)?;
    let saved = engagement.answer(std::slice::from_ref(&key), &draft)?;
    let reply = context.saved(saved.as_ref(), || words(context, &engagement, &key));
    Ok(with_remarks(context, &engagement, &key, reply))
}

fn gives_nothing(arguments: &AnswerArguments) -> bool {
    let texts = [
        &arguments.note,
        &arguments.alternative,
        &arguments.risk_until,
        &arguments.risk_reason,
        &arguments.risk_approver,
        &arguments.risk_number,
        &arguments.risk_compensating,
        &arguments.reviewer,
    ];
    arguments.state.is_none()
        && arguments.methods.is_empty()
        && arguments.sample.is_empty()
        && texts.iter().all(|text| text.is_none())
}

fn draft(arguments: &AnswerArguments, current: Option<&Answer>) -> Result<AnswerDraft> {
    let sample = match arguments.sample.as_slice() {
        [] => None,
        given => Some(sample(given, current.and_then(|answer| answer.sample.as_ref()))?),
    };
    Ok(AnswerDraft {
        state: arguments.state,
        note: arguments.note.clone(),
        methods: Some(arguments.methods.clone()).filter(|methods| !methods.is_empty()),
        sample,
        alternative: arguments.alternative.clone(),
        risk_accepted: risk(
            arguments,
            current.and_then(|answer| answer.risk_accepted.as_ref()),
        )?,
        reviewer: arguments.reviewer.clone(),
        ..AnswerDraft::default()
    })
}

/// Reads `size=25` and the like; text without a key says how the sample was chosen, and an empty
/// text removes the sample.
fn sample(given: &[String], current: Option<&Sample>) -> Result<Sample> {
    let mut sample = current.cloned().unwrap_or_default();
    for text in given {
        let (key, value) = match text.split_once('=') {
            Some((key, value)) if key.bytes().all(|byte| byte.is_ascii_lowercase()) => (key, value),
            _ if text.is_empty() => {
                sample = Sample::default();
                continue;
            }
            _ => ("selection", text.as_str()),
        };
        let field = match key {
            "population" => &mut sample.population,
            "size" => &mut sample.size,
            "selection" => &mut sample.selection,
            "exceptions" => &mut sample.exceptions,
            _ => {
                return Err(Error::input("error.sample_key")
                    .with("key", key)
                    .hint("error.hint_sample"));
            }
        };
        value.clone_into(field);
    }
    Ok(sample)
}

/// The accepted risk with what was given changed; an empty last day removes it.
fn risk(arguments: &AnswerArguments, current: Option<&RiskAccepted>) -> Result<Option<Option<RiskAccepted>>> {
    let given = [
        &arguments.risk_until,
        &arguments.risk_reason,
        &arguments.risk_approver,
        &arguments.risk_number,
        &arguments.risk_compensating,
    ];
    if given.iter().all(|value| value.is_none()) {
        return Ok(None);
    }
    if arguments.risk_until.as_deref() == Some("") {
        return Ok(Some(None));
    }
    parse::date("risk-until", arguments.risk_until.as_deref().unwrap_or_default())?;
    let mut risk = current.cloned().unwrap_or_default();
    let fields = [
        &mut risk.until,
        &mut risk.reason,
        &mut risk.approver,
        &mut risk.approval_number,
        &mut risk.compensating,
    ];
    for (field, value) in fields.into_iter().zip(given) {
        if let Some(value) = value {
            field.clone_from(value);
        }
    }
    Ok(Some(Some(risk)))
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
