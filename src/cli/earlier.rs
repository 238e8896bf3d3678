//! `zicha earlier`: findings of earlier years, entered from paper.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::arguments::By;
use super::context::Context;
use super::finding_rows::earlier_rows;
use super::output::Reply;
use super::parse;
use super::table::Table;
use crate::engagement::request::EarlierDraft;
use crate::error::Result;
use crate::lang::{earlier_source_name, earlier_state_name};
use crate::model::assessment::{EarlierFinding, EarlierSource, EarlierState};

#[derive(Debug, Subcommand)]
pub(super) enum EarlierCommand {
    Add(AddEarlierArguments),
    Set(SetEarlierArguments),
    List(ListEarlierArguments),
    Remove(RemoveEarlierArguments),
}

#[derive(Debug, Args)]
pub(super) struct AddEarlierArguments {
    #[arg(value_name = "FILE")]
    workbook: PathBuf,
    #[command(flatten)]
    values: Values,
    #[command(flatten)]
    by: By,
}

#[derive(Debug, Args)]
pub(super) struct SetEarlierArguments {
    #[arg(value_name = "FILE")]
    workbook: PathBuf,
    #[arg(value_name = "P-NN")]
    earlier: String,
    #[command(flatten)]
    values: Values,
    #[command(flatten)]
    by: By,
}

#[derive(Debug, Args)]
pub(super) struct ListEarlierArguments {
    #[arg(value_name = "FILE")]
    workbook: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct RemoveEarlierArguments {
    #[arg(value_name = "FILE")]
    workbook: PathBuf,
    #[arg(value_name = "P-NN")]
    earlier: String,
    #[command(flatten)]
    by: By,
}

/// The values of an earlier finding.
#[derive(Debug, Args)]
#[group(required = true, multiple = true)]
struct Values {
    #[arg(long, value_parser = parse::earlier_source())]
    source: Option<EarlierSource>,
    #[arg(long, value_name = "NUMBER")]
    document: Option<String>,
    #[arg(long, value_name = "YYYY-MM-DD")]
    dated: Option<String>,
    #[arg(long, value_name = "TEXT")]
    condition: Option<String>,
    #[arg(long, value_name = "CLAUSE", value_delimiter = ',')]
    clauses: Option<Vec<String>>,
    #[arg(long, value_name = "YYYY-MM-DD")]
    deadline: Option<String>,
    #[arg(long, value_parser = parse::earlier_state())]
    state: Option<EarlierState>,
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

impl Values {
    fn draft(&self) -> Result<EarlierDraft> {
        let clauses = self.clauses.as_deref().map(parse::clauses);
        Ok(EarlierDraft {
            source: self.source,
            document: self.document.clone(),
            dated: self.dated.clone(),
            condition: self.condition.clone(),
            clauses: clauses.transpose()?,
            deadline: self.deadline.clone(),
            state: self.state,
            note: self.note.clone(),
        })
    }
}

pub(super) fn run(context: &Context, command: &EarlierCommand) -> Result<Reply> {
    match command {
        EarlierCommand::Add(arguments) => add(context, arguments),
        EarlierCommand::Set(arguments) => set(context, arguments),
        EarlierCommand::List(arguments) => list(context, arguments),
        EarlierCommand::Remove(arguments) => remove(context, arguments),
    }
}

fn add(context: &Context, arguments: &AddEarlierArguments) -> Result<Reply> {
    let mut engagement = context.write(&arguments.workbook, &arguments.by)?;
    let saved = engagement.add_earlier(&arguments.values.draft()?)?;
    let change = saved.as_ref().and_then(|saved| saved.changes.first());
    let made = change.and_then(|change| engagement.assessment().earlier.get(&change.object.uid));
    let label = made.map(EarlierFinding::label);
    Ok(context.saved(saved.as_ref(), || label.unwrap_or_default()))
}

fn set(context: &Context, arguments: &SetEarlierArguments) -> Result<Reply> {
    let mut engagement = context.write(&arguments.workbook, &arguments.by)?;
    let found = engagement.earlier_named(&arguments.earlier)?;
    let (uid, label) = (found.uid.clone(), found.label());
    let saved = engagement.set_earlier(&uid, &arguments.values.draft()?)?;
    Ok(context.saved(saved.as_ref(), || label))
}

fn remove(context: &Context, arguments: &RemoveEarlierArguments) -> Result<Reply> {
    let mut engagement = context.write(&arguments.workbook, &arguments.by)?;
    let found = engagement.earlier_named(&arguments.earlier)?;
    let (uid, label) = (found.uid.clone(), found.label());
    let saved = engagement.remove_earlier(&uid)?;
    Ok(context.saved(saved.as_ref(), || {
        context.fill("cli.earlier_removed", &[("earlier", &label)])
    }))
}

fn list(context: &Context, arguments: &ListEarlierArguments) -> Result<Reply> {
    let engagement = context.read(&arguments.workbook)?;
    let rows = earlier_rows(&engagement);
    Ok(context.data(&rows, || {
        let mut table = Table::new();
        for row in &rows {
            let clauses: Vec<String> = row.clauses.iter().map(ToString::to_string).collect();
            let mark = if row.repeated {
                context.tr("finding.came_back")
            } else {
                "-"
            };
            let or_dash = |text: &str| {
                if text.is_empty() {
                    "-".to_owned()
                } else {
                    text.to_owned()
                }
            };
            table.row([
                row.id.clone(),
                earlier_source_name(row.source, context.lang).to_owned(),
                or_dash(row.document),
                or_dash(row.deadline),
                earlier_state_name(row.state, context.lang).to_owned(),
                mark.to_owned(),
                or_dash(&clauses.join(" ")),
                row.condition.to_owned(),
            ]);
        }
        table.to_text()
    }))
}
