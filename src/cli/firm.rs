//! `zicha profile`: the profile of a workbook, shown and changed.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::arguments::By;
use super::context::Context;
use super::ground::GroundArguments;
use super::output::Reply;
use super::scope_change::{preview, with_movement};
use super::{parse, profile};
use crate::engagement::Engagement;
use crate::error::{Error, Result};
use crate::model::pack::{ConditionLevel, Pack};
use crate::model::profile::Profile;
use crate::model::profile_file;

#[derive(Debug, Subcommand)]
pub(super) enum ProfileCommand {
    Show(ShowProfileArguments),
    Set(SetProfileArguments),
}

#[derive(Debug, Args)]
pub(super) struct ShowProfileArguments {
    #[arg(value_name = "FILE")]
    workbook: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct SetProfileArguments {
    #[arg(value_name = "FILE")]
    workbook: PathBuf,
    #[arg(long, value_name = "P.json")]
    profile: Option<PathBuf>,
    #[arg(long = "condition", value_name = "ID[=yes|no|unasked]", value_delimiter = ',')]
    conditions: Vec<String>,
    #[command(flatten)]
    ground: GroundArguments,
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    by: By,
}

pub(super) fn run(context: &Context, command: &ProfileCommand) -> Result<Reply> {
    match command {
        ProfileCommand::Show(arguments) => show(context, arguments),
        ProfileCommand::Set(arguments) => set(context, arguments),
    }
}

fn show(context: &Context, arguments: &ShowProfileArguments) -> Result<Reply> {
    let engagement = context.read(&arguments.workbook)?;
    let file = profile_file::write(&engagement.assessment().profile);
    // A profile file is JSON whoever reads it.
    Ok(Reply::json(&file))
}

fn set(context: &Context, arguments: &SetProfileArguments) -> Result<Reply> {
    let mut engagement = match arguments.dry_run {
        true => context.read(&arguments.workbook)?,
        false => context.write(&arguments.workbook, &arguments.by)?,
    };
    let (fields, leaves_systems) = fields(&engagement, arguments)?;
    if fields.is_empty() {
        return Err(Error::input("error.nothing_given")
            .with("command", "profile set")
            .hint("error.hint_command_help"));
    }
    let movement = engagement.moved_by_profile(&fields)?;
    let reply = if arguments.dry_run {
        preview(context, &movement)
    } else {
        let saved = engagement.set_profile(&fields)?;
        let reply = context.saved(saved.as_ref(), || context.tr("matrix.profile_set").to_owned());
        with_movement(context, reply, &movement)
    };
    Ok(reply.note_if(leaves_systems, || context.tr("matrix.systems_left").to_owned()))
}

/// The dotted fields that are set, and whether the file names systems, which are left alone.
fn fields(engagement: &Engagement, arguments: &SetProfileArguments) -> Result<(Vec<(String, Value)>, bool)> {
    let pack = engagement.pack();
    let mut fields = Vec::new();
    let mut leaves_systems = false;
    if let Some(path) = &arguments.profile {
        let given = profile::read(path, pack)?;
        leaves_systems = !given.systems.is_empty();
        fields.extend(whole(&given, &engagement.assessment().profile));
    }
    for given in &arguments.conditions {
        fields.push(condition(given, pack)?);
    }
    fields.extend(arguments.ground.fields(pack, false)?);
    Ok((fields, leaves_systems))
}

/// Every field of a profile but its systems; what the new one does not say is removed.
fn whole(given: &Profile, current: &Profile) -> Vec<(String, Value)> {
    let record = |profile: &Profile| {
        json!(Profile {
            systems: Vec::new(),
            ..profile.clone()
        })
    };
    let (next, before) = (record(given), record(current));
    let mut keys: Vec<String> = [&next, &before]
        .into_iter()
        .filter_map(Value::as_object)
        .flat_map(|object| object.keys().cloned())
        .filter(|key| key != "systems")
        .collect();
    keys.sort();
    keys.dedup();
    keys.into_iter()
        .map(|key| {
            let value = next.get(&key).cloned().unwrap_or_default();
            (key, value)
        })
        .collect()
}

fn condition(given: &str, pack: &Pack) -> Result<(String, Value)> {
    let (id, answer) = given.split_once('=').unwrap_or((given, "yes"));
    let answer = parse::tri(answer).ok_or_else(|| {
        Error::input("error.condition_answer")
            .with("id", id)
            .with("given", answer)
            .hint("error.hint_condition_answer")
    })?;
    match pack.condition(id).map(|condition| condition.level) {
        Some(ConditionLevel::Organisation | ConditionLevel::System) => {
            Ok((format!("conditions.{id}"), json!(answer)))
        }
        _ => Err(Error::input("error.no_condition")
            .with("id", id)
            .hint("error.hint_list_conditions")),
    }
}
