//! `zicha action`: actions against findings and their register.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::arguments::By;
use super::context::Context;
use super::finding_rows::FindingRows;
use super::output::Reply;
use super::parse;
use super::table::Table;
use crate::engagement::Engagement;
use crate::engagement::request::ActionDraft;
use crate::error::Result;
use crate::lang::action_status_name;
use crate::model::assessment::ActionStatus;

#[derive(Debug, Subcommand)]
pub(super) enum ActionCommand {
    Add(AddActionArguments),
    Set(SetActionArguments),
    List(ListActionsArguments),
    Remove(RemoveActionArguments),
}

#[derive(Debug, Args)]
pub(super) struct AddActionArguments {
    #[arg(value_name = "FILE")]
    workbook: PathBuf,
    #[arg(value_name = "F-NN")]
    finding: String,
    #[command(flatten)]
    values: Values,
    #[command(flatten)]
    by: By,
}

#[derive(Debug, Args)]
pub(super) struct SetActionArguments {
    #[arg(value_name = "FILE")]
    workbook: PathBuf,
    #[arg(value_name = "F-NN.N")]
    action: String,
    #[command(flatten)]
    values: Values,
    #[command(flatten)]
    by: By,
}

#[derive(Debug, Args)]
pub(super) struct ListActionsArguments {
    #[arg(value_name = "FILE")]
    workbook: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct RemoveActionArguments {
    #[arg(value_name = "FILE")]
    workbook: PathBuf,
    #[arg(value_name = "F-NN.N")]
    action: String,
    #[command(flatten)]
    by: By,
}

/// The values of an action.
#[derive(Debug, Args)]
#[group(required = true, multiple = true)]
struct Values {
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,
    #[arg(long, value_name = "NAME")]
    owner: Option<String>,
    #[arg(long, value_name = "YYYY-MM-DD")]
    due: Option<String>,
    #[arg(long, value_parser = parse::action_status())]
    status: Option<ActionStatus>,
    #[arg(long, value_name = "YYYY-MM-DD")]
    started_on: Option<String>,
    #[arg(long, value_name = "YYYY-MM-DD")]
    done_on: Option<String>,
    #[arg(long, value_name = "YYYY-MM-DD")]
    verified_on: Option<String>,
    #[arg(long, value_name = "NAME")]
    verified_by: Option<String>,
    #[arg(long, value_name = "TEXT")]
    verification: Option<String>,
    #[arg(long, value_name = "TEXT")]
    dropped: Option<String>,
}

impl Values {
    fn draft(&self) -> ActionDraft {
        ActionDraft {
            description: self.description.clone(),
            owner: self.owner.clone(),
            due: self.due.clone(),
            status: self.status,
            started_on: self.started_on.clone(),
            done_on: self.done_on.clone(),
            verified_on: self.verified_on.clone(),
            verified_by: self.verified_by.clone(),
            verification: self.verification.clone(),
            dropped: self.dropped.clone(),
        }
    }
}

pub(super) fn run(context: &Context, command: &ActionCommand) -> Result<Reply> {
    match command {
        ActionCommand::Add(arguments) => add(context, arguments),
        ActionCommand::Set(arguments) => set(context, arguments),
        ActionCommand::List(arguments) => list(context, arguments),
        ActionCommand::Remove(arguments) => remove(context, arguments),
    }
}

fn add(context: &Context, arguments: &AddActionArguments) -> Result<Reply> {
    let mut engagement = context.write(&arguments.workbook, &arguments.by)?;
    let finding = engagement.finding_named(&arguments.finding)?.uid.clone();
    let saved = engagement.add_action(&finding, &arguments.values.draft())?;
    let change = saved.as_ref().and_then(|saved| saved.changes.first());
    let uid = change.map(|change| change.object.uid.clone()).unwrap_or_default();
    let name = engagement.action_names()?.remove(&uid);
    Ok(context.saved(saved.as_ref(), || name.unwrap_or_default()))
}

fn set(context: &Context, arguments: &SetActionArguments) -> Result<Reply> {
    let mut engagement = context.write(&arguments.workbook, &arguments.by)?;
    let (uid, name) = named(&engagement, &arguments.action)?;
    let saved = engagement.set_action(&uid, &arguments.values.draft())?;
    Ok(context.saved(saved.as_ref(), || name))
}

fn remove(context: &Context, arguments: &RemoveActionArguments) -> Result<Reply> {
    let mut engagement = context.write(&arguments.workbook, &arguments.by)?;
    let (uid, name) = named(&engagement, &arguments.action)?;
    let saved = engagement.remove_action(&uid)?;
    Ok(context.saved(saved.as_ref(), || {
        context.fill("cli.action_removed", &[("action", &name)])
    }))
}

/// Uid and name of an action.
fn named(engagement: &Engagement, name: &str) -> Result<(String, String)> {
    let uid = engagement.action_named(name)?.uid.clone();
    let name = engagement.action_names()?.remove(&uid);
    Ok((uid, name.unwrap_or_default()))
}

fn list(context: &Context, arguments: &ListActionsArguments) -> Result<Reply> {
    let engagement = context.read(&arguments.workbook)?;
    let rows = FindingRows::new(&engagement)?.register();
    Ok(context.data(&rows, || {
        let mut table = Table::new();
        for row in &rows {
            let status = if row.overdue {
                context.tr("finding.overdue")
            } else {
                action_status_name(row.status, context.lang)
            };
            let due = if row.due.is_empty() { "-" } else { row.due };
            table.row([row.id.as_str(), due, status, row.owner, row.description]);
        }
        table.to_text()
    }))
}
