//! Making workbooks and going back and forth in them: `new`, `open`, `demo`, `undo`, `redo`.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Value, json};

use super::Done;
use super::arguments::{By, PackFolder};
use super::context::Context;
use super::output::Reply;
use super::profile;
use crate::engagement::clock::SystemClock;
use crate::engagement::request::Saved;
use crate::engagement::{Engagement, demo, packs, session};
use crate::error::{Error, Result};
use crate::lang::lookup;
use crate::model::change::{Change, Kind};

#[derive(Debug, Args)]
pub(super) struct OpenArguments {
    #[arg(value_name = "FILE")]
    pub workbook: PathBuf,
    #[command(flatten)]
    pub by: By,
}

#[derive(Debug, Args)]
pub(super) struct DemoArguments {
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[arg(long)]
    pub no_open: bool,
    #[command(flatten)]
    pub by: By,
}

#[derive(Debug, Args)]
pub(super) struct NewArguments {
    /// None only where the dialogue in plain lines asks for it.
    #[arg(value_name = "FILE", required_unless_present = "plain")]
    pub workbook: Option<PathBuf>,
    /// As `workbook`.
    #[arg(long, value_name = "P.json", required_unless_present = "plain")]
    pub profile: Option<PathBuf>,
    #[command(flatten)]
    pack: PackFolder,
    #[command(flatten)]
    pub by: By,
}

#[derive(Debug, Args)]
pub(super) struct HistoryArguments {
    #[arg(value_name = "FILE")]
    workbook: PathBuf,
    #[command(flatten)]
    by: By,
}

/// `zicha open FILE`: the screen opens the file; here only a missing one is named, so that a slip
/// in the path ends at the shell.
pub(super) fn open(arguments: &OpenArguments) -> Result<Done> {
    let file = &arguments.workbook;
    if !file.exists() {
        return Err(Error::input("error.no_workbook")
            .with("path", file.display())
            .hint("error.hint_make_workbook"));
    }
    Ok(Done::Screen(Some(file.clone()), Reply::default()))
}

pub(super) fn new(context: &Context, arguments: &NewArguments) -> Result<Reply> {
    let (Some(workbook), Some(profile)) = (&arguments.workbook, &arguments.profile) else {
        return Err(Error::input("error.usage_missing")
            .with("option", "--profile")
            .hint("error.hint_help"));
    };
    let pack = packs::load(arguments.pack.pack.as_deref())?;
    let profile = profile::read(profile, &pack)?;
    let engagement = Engagement::create(
        workbook,
        pack,
        profile,
        Box::new(SystemClock),
        context.author(&arguments.by),
    )?;
    made(context, &engagement)
}

pub(super) fn demo(context: &Context, arguments: &DemoArguments) -> Result<Done> {
    let path = match &arguments.output {
        Some(path) => path.clone(),
        None => session::free_path(&demo::file_stem()?)?,
    };
    let engagement = demo::create(&path, Box::new(SystemClock), context.author(&arguments.by))?;
    let reply = made(context, &engagement)?;
    if arguments.no_open {
        return Ok(Done::Reply(reply));
    }
    if !(std::io::stdin().is_terminal() && std::io::stdout().is_terminal()) {
        return Ok(Done::Reply(reply.note(context.tr("cli.made_no_screen"))));
    }
    Ok(Done::Screen(Some(path), reply))
}

/// Says that a workbook was made and remembers it for the home screen.
fn made(context: &Context, engagement: &Engagement) -> Result<Reply> {
    let path = engagement.path();
    let name = &engagement.assessment().profile.organisation.name;
    let mut settings = context.settings.clone();
    settings.remember(path, name);
    // Not being able to remember the file is no reason to call making it a failure.
    let _ = settings.save();
    let json = json!({ "workbook": path_text(path), "journal": engagement.head()? });
    Ok(context.data(&json, || context.fill("cli.made", &[("file", &path_text(path))])))
}

fn path_text(path: &Path) -> String {
    path.display().to_string()
}

pub(super) fn undo(context: &Context, arguments: &HistoryArguments) -> Result<Reply> {
    let mut engagement = context.write(&arguments.workbook, &arguments.by)?;
    let saved = engagement.undo()?;
    Ok(stepped(
        context,
        &engagement,
        saved.as_ref(),
        "cli.nothing_to_undo",
    ))
}

pub(super) fn redo(context: &Context, arguments: &HistoryArguments) -> Result<Reply> {
    let mut engagement = context.write(&arguments.workbook, &arguments.by)?;
    let saved = engagement.redo()?;
    Ok(stepped(
        context,
        &engagement,
        saved.as_ref(),
        "cli.nothing_to_redo",
    ))
}

/// The reply to undo and redo; where there is nothing to step to, the answer is no.
fn stepped(
    context: &Context,
    engagement: &Engagement,
    saved: Option<&Saved>,
    nothing: &'static str,
) -> Reply {
    let reply = context.saved(saved, || {
        saved
            .map(|saved| step_words(context, engagement, saved))
            .unwrap_or_default()
    });
    reply
        .note_if(saved.is_none(), || context.tr(nothing).to_owned())
        .answer(saved.is_some())
}

/// What a step changed, e.g. 復原：4.4 trade.
fn step_words(context: &Context, engagement: &Engagement, saved: &Saved) -> String {
    let action = lookup(context.lang, &format!("cli.action_{}", saved.action.id())).unwrap_or_default();
    let mut objects: Vec<String> = Vec::new();
    for change in &saved.changes {
        let words = object_words(context, engagement, change);
        if !objects.contains(&words) {
            objects.push(words);
        }
    }
    let objects = objects.join(context.tr("model.list_comma"));
    context.fill("cli.stepped", &[("action", action), ("objects", &objects)])
}

/// The object of a change as people know it: its kind with clause and target, number or name.
fn object_words(context: &Context, engagement: &Engagement, change: &Change) -> String {
    let assessment = engagement.assessment();
    let uid = &change.object.uid;
    let now = match change.object.kind {
        Kind::Answer => json!(assessment.answers.get(uid)),
        Kind::Evidence => json!(assessment.evidence.get(uid)),
        Kind::Link => json!(assessment.links.get(uid)),
        Kind::Finding => json!(assessment.findings.get(uid)),
        Kind::System => json!(
            assessment
                .profile
                .systems
                .iter()
                .find(|system| system.uid == *uid)
        ),
        _ => Value::Null,
    };
    // What has just gone away stands whole in the change itself.
    let record = [&now, &change.before, &change.after]
        .into_iter()
        .find(|value| value.is_object())
        .cloned()
        .unwrap_or_default();
    let kind = lookup(context.lang, &format!("cli.kind_{}", change.object.kind.id())).unwrap_or_default();
    let named = ["number", "clause", "target", "part", "name", "title"]
        .iter()
        .filter_map(|field| match record.get(field)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        });
    let words: Vec<String> = std::iter::once(kind.to_owned()).chain(named).collect();
    words.join(" ")
}
