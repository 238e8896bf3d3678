//! `zicha finding`: findings against checks.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::arguments::By;
use super::context::Context;
use super::output::Reply;
use super::parse;
use super::rows::{FindingRow, finding_row};
use super::table::Table;
use crate::engagement::Engagement;
use crate::engagement::request::FindingDraft;
use crate::error::{Error, Result};
use crate::lang::target_name;
use crate::model::assessment::Finding;
use crate::model::pack::ClauseId;
use crate::model::scope::Target;

#[derive(Debug, Subcommand)]
pub(super) enum FindingCommand {
    Add(AddFindingArguments),
    Set(SetFindingArguments),
    List(ListFindingsArguments),
}

#[derive(Debug, Args)]
pub(super) struct AddFindingArguments {
    #[arg(value_name = "FILE")]
    workbook: PathBuf,
    #[arg(value_parser = parse::clause)]
    clause: ClauseId,
    #[arg(long, value_parser = parse::target)]
    target: Option<Target>,
    #[command(flatten)]
    values: Values,
    #[command(flatten)]
    by: By,
}

#[derive(Debug, Args)]
pub(super) struct SetFindingArguments {
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
pub(super) struct ListFindingsArguments {
    #[arg(value_name = "FILE")]
    workbook: PathBuf,
}

/// The texts of a finding.
#[derive(Debug, Args)]
#[group(required = true, multiple = true)]
struct Values {
    #[arg(long, value_name = "TEXT")]
    condition: Option<String>,
    #[arg(long, value_name = "TEXT")]
    cause: Option<String>,
    #[arg(long, value_name = "TEXT")]
    effect: Option<String>,
    #[arg(long, value_name = "TEXT")]
    recommendation: Option<String>,
    #[arg(long, value_name = "TEXT")]
    response: Option<String>,
}

impl Values {
    fn draft(&self) -> FindingDraft {
        FindingDraft {
            condition: self.condition.clone(),
            cause: self.cause.clone(),
            effect: self.effect.clone(),
            recommendation: self.recommendation.clone(),
            response: self.response.clone(),
            ..FindingDraft::default()
        }
    }
}

pub(super) fn run(context: &Context, command: &FindingCommand) -> Result<Reply> {
    match command {
        FindingCommand::Add(arguments) => add(context, arguments),
        FindingCommand::Set(arguments) => set(context, arguments),
        FindingCommand::List(arguments) => list(context, arguments),
    }
}

fn add(context: &Context, arguments: &AddFindingArguments) -> Result<Reply> {
    let mut engagement = context.write(&arguments.workbook, &arguments.by)?;
    let target = engagement.target_named(arguments.clause, arguments.target.as_ref())?;
    let saved = engagement.add_finding(arguments.clause, &target, &arguments.values.draft())?;
    let newest = in_order(&engagement).last().map(|finding| finding.label());
    Ok(context.saved(saved.as_ref(), || newest.unwrap_or_default()))
}

fn set(context: &Context, arguments: &SetFindingArguments) -> Result<Reply> {
    let mut engagement = context.write(&arguments.workbook, &arguments.by)?;
    let uid = finding(&engagement, &arguments.finding)?.uid.clone();
    let saved = engagement.set_finding(&uid, &arguments.values.draft())?;
    Ok(context.saved(saved.as_ref(), || arguments.finding.clone()))
}

fn list(context: &Context, arguments: &ListFindingsArguments) -> Result<Reply> {
    let engagement = context.read(&arguments.workbook)?;
    let rows: Vec<FindingRow<'_>> = in_order(&engagement).into_iter().map(finding_row).collect();
    Ok(context.data(&rows, || {
        let mut table = Table::new();
        for row in &rows {
            let profile = &engagement.assessment().profile;
            table.row([
                row.id.clone(),
                row.clause.to_string(),
                target_name(profile, row.target, context.lang).to_owned(),
                row.condition.to_owned(),
            ]);
        }
        table.to_text()
    }))
}

fn in_order(engagement: &Engagement) -> Vec<&Finding> {
    let mut findings: Vec<&Finding> = engagement.assessment().findings.values().collect();
    findings.sort_by_key(|finding| finding.number);
    findings
}

/// The finding with a display number (`F-02`, `2`) or uid.
fn finding<'a>(engagement: &'a Engagement, id: &str) -> Result<&'a Finding> {
    let found = in_order(engagement).into_iter().find(|finding| {
        finding.uid == id || finding.label().eq_ignore_ascii_case(id) || finding.number.to_string() == id
    });
    found.ok_or_else(|| {
        Error::input("error.no_finding")
            .with("id", id)
            .hint("error.hint_list_findings")
    })
}
