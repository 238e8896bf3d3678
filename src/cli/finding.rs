//! `zicha finding`: findings against checks.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::arguments::By;
use super::context::Context;
use super::finding_rows::{FindingRow, FindingRows};
use super::output::Reply;
use super::parse;
use super::table::Table;
use crate::engagement::Engagement;
use crate::engagement::request::{FindingDraft, Saved};
use crate::error::Result;
use crate::lang::{lookup, rating_name, target_name};
use crate::model::assessment::Finding;
use crate::model::change::Kind;
use crate::model::pack::ClauseId;
use crate::model::scope::Target;

#[derive(Debug, Subcommand)]
pub(super) enum FindingCommand {
    Add(AddFindingArguments),
    Set(SetFindingArguments),
    Draft(DraftFindingsArguments),
    List(ListFindingsArguments),
    Remove(RemoveFindingArguments),
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
pub(super) struct DraftFindingsArguments {
    #[arg(value_name = "FILE")]
    workbook: PathBuf,
    #[arg(value_parser = parse::clause)]
    clause: Option<ClauseId>,
    #[arg(long, value_parser = parse::target, requires = "clause")]
    target: Option<Target>,
    #[command(flatten)]
    by: By,
}

#[derive(Debug, Args)]
pub(super) struct ListFindingsArguments {
    #[arg(value_name = "FILE")]
    workbook: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct RemoveFindingArguments {
    #[arg(value_name = "FILE")]
    workbook: PathBuf,
    #[arg(value_name = "F-NN")]
    finding: String,
    #[command(flatten)]
    by: By,
}

/// The values of a finding.
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
    #[arg(long, value_name = "CLAUSE[:TARGET]", value_delimiter = ',')]
    also: Option<Vec<String>>,
    #[arg(long, value_name = "YYYY-MM-DD")]
    found_on: Option<String>,
    #[arg(long, value_name = "RATING", value_parser = parse::rating())]
    rating: Option<parse::RatingGiven>,
    #[arg(long, value_name = "TEXT")]
    rating_basis: Option<String>,
    #[arg(long, value_name = "P-NN")]
    repeats: Option<String>,
}

impl Values {
    fn draft(&self, engagement: &Engagement) -> Result<FindingDraft> {
        let also = self.also.as_deref();
        let repeats = self.repeats.as_deref().map(|name| match name.trim() {
            "" => Ok(None),
            name => engagement
                .earlier_named(name)
                .map(|earlier| Some(earlier.uid.clone())),
        });
        Ok(FindingDraft {
            condition: self.condition.clone(),
            cause: self.cause.clone(),
            effect: self.effect.clone(),
            recommendation: self.recommendation.clone(),
            response: self.response.clone(),
            also: also.map(|also| parse::checks(engagement, also)).transpose()?,
            found_on: self.found_on.clone(),
            rating: self.rating,
            rating_basis: self.rating_basis.clone(),
            repeats: repeats.transpose()?,
        })
    }
}

pub(super) fn run(context: &Context, command: &FindingCommand) -> Result<Reply> {
    match command {
        FindingCommand::Add(arguments) => add(context, arguments),
        FindingCommand::Set(arguments) => set(context, arguments),
        FindingCommand::Draft(arguments) => draft(context, arguments),
        FindingCommand::List(arguments) => list(context, arguments),
        FindingCommand::Remove(arguments) => remove(context, arguments),
    }
}

fn add(context: &Context, arguments: &AddFindingArguments) -> Result<Reply> {
    let mut engagement = context.write(&arguments.workbook, &arguments.by)?;
    let target = engagement.target_named(arguments.clause, arguments.target.as_ref())?;
    let draft = arguments.values.draft(&engagement)?;
    let saved = engagement.add_finding(arguments.clause, &target, &draft)?;
    Ok(context.saved(saved.as_ref(), || labels(&engagement, saved.as_ref())))
}

fn set(context: &Context, arguments: &SetFindingArguments) -> Result<Reply> {
    let mut engagement = context.write(&arguments.workbook, &arguments.by)?;
    let found = engagement.finding_named(&arguments.finding)?;
    let (uid, label) = (found.uid.clone(), found.label());
    let draft = arguments.values.draft(&engagement)?;
    let saved = engagement.set_finding(&uid, &draft)?;
    Ok(context.saved(saved.as_ref(), || label))
}

fn draft(context: &Context, arguments: &DraftFindingsArguments) -> Result<Reply> {
    let mut engagement = context.write(&arguments.workbook, &arguments.by)?;
    let saved = engagement.draft_findings(arguments.clause, arguments.target.as_ref(), context.lang)?;
    Ok(context.saved(saved.as_ref(), || labels(&engagement, saved.as_ref())))
}

fn remove(context: &Context, arguments: &RemoveFindingArguments) -> Result<Reply> {
    let mut engagement = context.write(&arguments.workbook, &arguments.by)?;
    let found = engagement.finding_named(&arguments.finding)?;
    let (uid, label) = (found.uid.clone(), found.label());
    let saved = engagement.remove_finding(&uid)?;
    Ok(context.saved(saved.as_ref(), || {
        context.fill("cli.finding_removed", &[("finding", &label)])
    }))
}

/// The labels of the findings a step made, one a line.
fn labels(engagement: &Engagement, saved: Option<&Saved>) -> String {
    let changes = saved.map(|saved| saved.changes.as_slice()).unwrap_or_default();
    let made = changes
        .iter()
        .filter(|change| change.object.kind == Kind::Finding)
        .filter_map(|change| engagement.assessment().findings.get(&change.object.uid));
    let labels: Vec<String> = made.map(Finding::label).collect();
    labels.join("\n")
}

fn list(context: &Context, arguments: &ListFindingsArguments) -> Result<Reply> {
    let engagement = context.read(&arguments.workbook)?;
    let rows = FindingRows::new(&engagement)?.all();
    Ok(context.data(&rows, || {
        let mut table = Table::new();
        for row in &rows {
            table.row(cells(context, &engagement, row));
        }
        table.to_text()
    }))
}

fn cells(context: &Context, engagement: &Engagement, row: &FindingRow<'_>) -> [String; 8] {
    let lang = context.lang;
    let profile = &engagement.assessment().profile;
    let kind = lookup(lang, &format!("finding.kind_{}", row.level.id())).unwrap_or_default();
    let mut target = target_name(profile, row.target, lang).to_owned();
    if !row.also.is_empty() {
        let count = row.also.len().to_string();
        target.push_str(&context.fill("finding.and_more", &[("count", &count)]));
    }
    let open = row.actions.iter().filter(|action| !action.status.is_settled());
    let overdue = row.actions.iter().filter(|action| action.overdue).count();
    let actions = context.fill(
        if overdue > 0 {
            "finding.actions_overdue"
        } else {
            "finding.actions_open"
        },
        &[
            ("open", &open.count().to_string()),
            ("total", &row.actions.len().to_string()),
            ("overdue", &overdue.to_string()),
        ],
    );
    let repeats = row.repeats.as_deref();
    [
        row.id.clone(),
        kind.to_owned(),
        row.clause.to_string(),
        target,
        row.rating
            .map_or("-", |rating| rating_name(rating, lang))
            .to_owned(),
        actions,
        repeats
            .map(|id| context.fill("finding.repeats_mark", &[("earlier", id)]))
            .unwrap_or_default(),
        row.condition.to_owned(),
    ]
}
