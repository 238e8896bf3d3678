//! `zicha evidence`: attaching references, the list of documents to have ready, looking again.

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use clap::{ArgGroup, Args, Subcommand};
use serde::Serialize;

use super::arguments::By;
use super::context::Context;
use super::documents::{self, ListArguments, RequestArguments};
use super::output::Reply;
use super::parse;
use super::table::Table;
use crate::engagement::Engagement;
use crate::engagement::request::{EvidenceDraft, LinkDraft};
use crate::error::{Error, Result};
use crate::lang::lookup;
use crate::model::assessment::{Evidence, EvidenceKind};
use crate::model::pack::ClauseId;
use crate::model::reporting::EvidenceState;
use crate::model::scope::Target;

#[derive(Debug, Subcommand)]
pub(super) enum EvidenceCommand {
    Add(Box<AddEvidenceArguments>),
    List(Box<ListArguments>),
    Request(Box<RequestArguments>),
    Check(EvidenceFile),
    Remove(RemoveEvidenceArguments),
}

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("reference").required(true).args(["file", "url", "doc", "known"]))]
pub(super) struct AddEvidenceArguments {
    #[arg(value_name = "FILE")]
    workbook: PathBuf,
    #[arg(value_parser = parse::clause)]
    clause: ClauseId,
    #[arg(long, value_parser = parse::target)]
    target: Option<Target>,
    #[arg(long, value_name = "PATH")]
    file: Option<PathBuf>,
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    #[arg(long, value_name = "NUMBER")]
    doc: Option<String>,
    #[arg(long, value_name = "E-NNN")]
    known: Option<String>,
    #[arg(long, value_name = "ID")]
    item: Option<String>,
    #[arg(long, value_name = "TEXT", conflicts_with = "known")]
    title: Option<String>,
    #[arg(long, value_name = "TEXT")]
    locator: Option<String>,
    #[arg(long, value_name = "YYYY-MM-DD", conflicts_with = "known")]
    dated: Option<String>,
    #[arg(long, value_name = "YYYY-MM-DD", conflicts_with = "known")]
    valid_until: Option<String>,
    #[arg(long, value_name = "TEXT", conflicts_with = "known")]
    custodian: Option<String>,
    #[command(flatten)]
    by: By,
}

#[derive(Debug, Args)]
pub(super) struct EvidenceFile {
    #[arg(value_name = "FILE")]
    workbook: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct RemoveEvidenceArguments {
    #[arg(value_name = "FILE")]
    workbook: PathBuf,
    #[arg(value_name = "E-NNN")]
    evidence: String,
    #[command(flatten)]
    by: By,
}

pub(super) fn run(context: &Context, command: &EvidenceCommand) -> Result<Reply> {
    match command {
        EvidenceCommand::Add(arguments) => add(context, arguments),
        EvidenceCommand::List(arguments) => documents::list(context, arguments),
        EvidenceCommand::Request(arguments) => documents::request(context, arguments),
        EvidenceCommand::Check(arguments) => check(context, arguments),
        EvidenceCommand::Remove(arguments) => remove(context, arguments),
    }
}

fn add(context: &Context, arguments: &AddEvidenceArguments) -> Result<Reply> {
    let mut engagement = context.write(&arguments.workbook, &arguments.by)?;
    let target = engagement.target_named(arguments.clause, arguments.target.as_ref())?;
    let link = LinkDraft {
        clause: arguments.clause,
        target,
        item: arguments.item.clone(),
        locator: arguments.locator.clone().unwrap_or_default(),
        proves: String::new(),
    };
    if let Some(known) = &arguments.known {
        let uid = evidence(&engagement, known)?.uid.clone();
        let saved = engagement.link_evidence(&uid, &link)?;
        return Ok(context.saved(saved.as_ref(), || known.clone()));
    }
    let saved = engagement.attach_evidence(&draft(arguments)?, &link)?;
    let newest = in_order(&engagement).last().map(|evidence| evidence.label());
    Ok(context.saved(saved.as_ref(), || newest.unwrap_or_default()))
}

fn draft(arguments: &AddEvidenceArguments) -> Result<EvidenceDraft> {
    let (kind, location) = match (&arguments.file, &arguments.url, &arguments.doc) {
        (Some(path), ..) => (EvidenceKind::File, file_location(path)?),
        (_, Some(url), _) => (EvidenceKind::Url, url.clone()),
        (.., doc) => (EvidenceKind::Document, doc.clone().unwrap_or_default()),
    };
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    Ok(EvidenceDraft {
        kind,
        location,
        title: text(&arguments.title),
        dated: text(&arguments.dated),
        valid_until: text(&arguments.valid_until),
        custodian: text(&arguments.custodian),
        ..EvidenceDraft::default()
    })
}

fn file_location(path: &std::path::Path) -> Result<String> {
    path.to_str().map(str::to_owned).ok_or_else(|| {
        Error::input("error.name_not_unicode")
            .with("path", path.display())
            .hint("error.hint_rename")
    })
}

fn remove(context: &Context, arguments: &RemoveEvidenceArguments) -> Result<Reply> {
    let mut engagement = context.write(&arguments.workbook, &arguments.by)?;
    let uid = evidence(&engagement, &arguments.evidence)?.uid.clone();
    let saved = engagement.remove_evidence(&uid)?;
    Ok(context.saved(saved.as_ref(), || {
        context.fill("cli.evidence_removed", &[("evidence", &arguments.evidence)])
    }))
}

fn in_order(engagement: &Engagement) -> Vec<&Evidence> {
    let mut pieces: Vec<&Evidence> = engagement.assessment().evidence.values().collect();
    pieces.sort_by_key(|evidence| evidence.number);
    pieces
}

/// The evidence with a display number (`E-003`, `3`) or uid.
fn evidence<'a>(engagement: &'a Engagement, id: &str) -> Result<&'a Evidence> {
    let found = in_order(engagement).into_iter().find(|evidence| {
        evidence.uid == id || evidence.label().eq_ignore_ascii_case(id) || evidence.number.to_string() == id
    });
    found.ok_or_else(|| {
        Error::input("error.no_evidence")
            .with("id", id)
            .hint("error.hint_list_evidence")
    })
}

/// The JSON of one piece of evidence that was looked at again.
#[derive(Serialize)]
struct CheckedRow<'a> {
    id: String,
    uid: &'a str,
    kind: EvidenceKind,
    title: &'a str,
    path: &'a str,
    state: &'static str,
}

fn check(context: &Context, arguments: &EvidenceFile) -> Result<Reply> {
    let engagement = context.read(&arguments.workbook)?;
    let states = engagement.check_evidence(&mut |_| {}, &AtomicBool::new(false))?;
    let pieces = &engagement.assessment().evidence;
    let rows: Vec<CheckedRow<'_>> = states
        .iter()
        .filter_map(|(uid, state)| Some(checked_row(pieces.get(uid)?, *state)))
        .collect();
    let all_ok = states.iter().all(|(_, state)| *state == EvidenceState::Ok);
    let reply = context.data(&rows, || {
        let mut table = Table::new();
        for row in &rows {
            let words = lookup(context.lang, &format!("cli.evidence_{}", row.state)).unwrap_or_default();
            table.row([row.id.as_str(), words, row.title, row.path]);
        }
        table.to_text()
    });
    Ok(reply.answer(all_ok))
}

fn checked_row(evidence: &Evidence, state: EvidenceState) -> CheckedRow<'_> {
    CheckedRow {
        id: evidence.label(),
        uid: &evidence.uid,
        kind: evidence.kind,
        title: &evidence.title,
        path: &evidence.location,
        state: state.id(),
    }
}
