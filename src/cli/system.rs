//! `zicha system`: the systems of a workbook.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand, ValueEnum};
use serde_json::{Value, json};

use super::arguments::By;
use super::context::Context;
use super::ground::GroundArguments;
use super::output::Reply;
use super::parse;
use super::scope_change::{preview, with_movement};
use super::table::Table;
use crate::engagement::Engagement;
use crate::engagement::request::SystemDraft;
use crate::error::{Error, Result};
use crate::lang::system_kind;
use crate::model::pack::{ConditionLevel, Pack};
use crate::model::profile::System;

#[derive(Debug, Subcommand)]
pub(super) enum SystemCommand {
    Add(AddSystemArguments),
    Set(SetSystemArguments),
    Remove(RemoveSystemArguments),
    List(ListSystemsArguments),
}

#[derive(Debug, Args)]
pub(super) struct AddSystemArguments {
    #[arg(value_name = "FILE")]
    workbook: PathBuf,
    #[arg(value_name = "ID")]
    system: String,
    #[arg(long, value_name = "NAME")]
    name: String,
    #[command(flatten)]
    facts: Facts,
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    by: By,
}

#[derive(Debug, Args)]
pub(super) struct SetSystemArguments {
    #[arg(value_name = "FILE")]
    workbook: PathBuf,
    #[arg(value_name = "ID")]
    system: String,
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    #[command(flatten)]
    facts: Facts,
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    by: By,
}

#[derive(Debug, Args)]
pub(super) struct RemoveSystemArguments {
    #[arg(value_name = "FILE")]
    workbook: PathBuf,
    #[arg(value_name = "ID")]
    system: String,
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    by: By,
}

#[derive(Debug, Args)]
pub(super) struct ListSystemsArguments {
    #[arg(value_name = "FILE")]
    workbook: PathBuf,
}

/// What is known of a system.
#[derive(Debug, Args)]
struct Facts {
    #[arg(long, value_enum)]
    core: Option<Core>,
    #[arg(long, value_name = "TEXT")]
    core_reason: Option<String>,
    #[arg(long, value_name = "TEXT")]
    core_confirmed_by: Option<String>,
    #[arg(long, value_name = "YYYY-MM-DD")]
    core_confirmed_on: Option<String>,
    #[arg(long = "condition", value_name = "ID[=yes|no|unasked]", value_delimiter = ',')]
    conditions: Vec<String>,
    #[arg(long, value_name = "TEXT")]
    shared: Option<String>,
    #[arg(long, value_name = "NAME")]
    vendor: Option<String>,
    #[command(flatten)]
    ground: GroundArguments,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Core {
    Yes,
    No,
    Undecided,
}

impl Core {
    fn value(self) -> Option<bool> {
        match self {
            Core::Yes => Some(true),
            Core::No => Some(false),
            Core::Undecided => None,
        }
    }
}

pub(super) fn run(context: &Context, command: &SystemCommand) -> Result<Reply> {
    match command {
        SystemCommand::Add(arguments) => add(context, arguments),
        SystemCommand::Set(arguments) => set(context, arguments),
        SystemCommand::Remove(arguments) => remove(context, arguments),
        SystemCommand::List(arguments) => list(context, arguments),
    }
}

/// Opens the workbook, for reading where nothing is to be written.
fn open(context: &Context, workbook: &Path, by: &By, dry_run: bool) -> Result<Engagement> {
    match dry_run {
        true => context.read(workbook),
        false => context.write(workbook, by),
    }
}

fn add(context: &Context, arguments: &AddSystemArguments) -> Result<Reply> {
    let mut engagement = open(context, &arguments.workbook, &arguments.by, arguments.dry_run)?;
    let fields = fields(&arguments.facts, engagement.pack())?;
    let draft = SystemDraft {
        id: arguments.system.clone(),
        name: arguments.name.clone(),
        core: arguments.facts.core.and_then(Core::value),
    };
    let movement = engagement.moved_by_adding(&draft, &fields)?;
    if arguments.dry_run {
        return Ok(preview(context, &movement));
    }
    let saved = engagement.add_described_system(&draft, &fields)?;
    let reply = context.saved(saved.as_ref(), || {
        named(context, "cli.system_added", &arguments.system)
    });
    Ok(with_movement(context, reply, &movement))
}

fn set(context: &Context, arguments: &SetSystemArguments) -> Result<Reply> {
    let mut engagement = open(context, &arguments.workbook, &arguments.by, arguments.dry_run)?;
    let uid = system(&engagement, &arguments.system)?.uid.clone();
    let mut fields = fields(&arguments.facts, engagement.pack())?;
    if let Some(name) = &arguments.name {
        if name.trim().is_empty() {
            return Err(Error::input("error.system_no_name").hint("error.hint_system_name"));
        }
        fields.push(("name".to_owned(), json!(name.trim())));
    }
    if let Some(core) = arguments.facts.core {
        fields.push(("core".to_owned(), json!(core.value())));
    }
    if fields.is_empty() {
        return Err(Error::input("error.nothing_given")
            .with("command", "system set")
            .hint("error.hint_command_help"));
    }
    let movement = engagement.moved_by_setting(&uid, &fields)?;
    if arguments.dry_run {
        return Ok(preview(context, &movement));
    }
    let saved = engagement.set_system(&uid, &fields)?;
    let reply = context.saved(saved.as_ref(), || {
        named(context, "cli.system_set", &arguments.system)
    });
    Ok(with_movement(context, reply, &movement))
}

fn remove(context: &Context, arguments: &RemoveSystemArguments) -> Result<Reply> {
    let mut engagement = open(context, &arguments.workbook, &arguments.by, arguments.dry_run)?;
    let uid = system(&engagement, &arguments.system)?.uid.clone();
    let movement = engagement.moved_by_removing(&uid)?;
    if arguments.dry_run {
        return Ok(preview(context, &movement));
    }
    let saved = engagement.remove_system(&uid)?;
    let reply = context.saved(saved.as_ref(), || {
        named(context, "cli.system_removed", &arguments.system)
    });
    Ok(with_movement(context, reply, &movement))
}

fn list(context: &Context, arguments: &ListSystemsArguments) -> Result<Reply> {
    let engagement = context.read(&arguments.workbook)?;
    let systems = &engagement.assessment().profile.systems;
    Ok(context.data(systems, || {
        let mut table = Table::new();
        for system in systems {
            table.row([
                &system.id,
                &system.name,
                system_kind(system, context.lang),
                &system.shared,
                &system.vendor,
            ]);
        }
        table.to_text()
    }))
}

fn named(context: &Context, id: &'static str, system: &str) -> String {
    context.fill(id, &[("system", system)])
}

fn system<'a>(engagement: &'a Engagement, id: &str) -> Result<&'a System> {
    let profile = &engagement.assessment().profile;
    profile.system(id).ok_or_else(|| {
        let known: Vec<&str> = profile.systems.iter().map(|system| system.id.as_str()).collect();
        Error::input("error.no_system")
            .with("id", id)
            .with("known", known.join(", "))
            .hint("error.hint_systems")
    })
}

/// The facts as dotted fields of the system, each checked; without `core`, which adding takes apart.
fn fields(facts: &Facts, pack: &Pack) -> Result<Vec<(String, Value)>> {
    let texts = [
        ("core_reason", &facts.core_reason),
        ("core_confirmed_by", &facts.core_confirmed_by),
        ("core_confirmed_on", &facts.core_confirmed_on),
        ("shared", &facts.shared),
        ("vendor", &facts.vendor),
    ];
    parse::date(
        "core-confirmed-on",
        facts.core_confirmed_on.as_deref().unwrap_or_default(),
    )?;
    let mut fields: Vec<(String, Value)> = texts
        .into_iter()
        .filter_map(|(field, text)| {
            let value = text.as_ref()?;
            // An empty text is an absent one in the record.
            let value = if value.is_empty() {
                Value::Null
            } else {
                json!(value)
            };
            Some((field.to_owned(), value))
        })
        .collect();
    for given in &facts.conditions {
        fields.push(condition(given, pack)?);
    }
    fields.extend(facts.ground.fields(pack, true)?);
    Ok(fields)
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
        Some(ConditionLevel::System) => Ok((format!("conditions.{id}"), json!(answer))),
        Some(_) => Err(Error::input("error.condition_not_of_system")
            .with("id", id)
            .hint("error.hint_condition_of_firm")),
        None => Err(Error::input("error.no_condition")
            .with("id", id)
            .hint("error.hint_list_conditions")),
    }
}
