//! `zicha evidence check`, `relink`, `export`, `roots`.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;
use serde_json::json;

use super::{EvidenceFile, evidence};
use crate::cli::arguments::By;
use crate::cli::context::Context;
use crate::cli::output::Reply;
use crate::cli::progress::watched;
use crate::cli::table::Table;
use crate::engagement::Engagement;
use crate::engagement::request::{Checked, Relinked};
use crate::error::{Error, Result};
use crate::lang::{looked_at_name, words};
use crate::model::assessment::{Evidence, EvidenceKind};
use crate::model::reporting::EvidenceState;

#[derive(Debug, Args)]
pub(in crate::cli) struct RelinkArguments {
    #[arg(value_name = "FILE")]
    workbook: PathBuf,
    #[arg(value_name = "E-NNN")]
    evidence: Option<String>,
    #[arg(long, value_name = "FOLDER")]
    search: Option<PathBuf>,
    #[command(flatten)]
    by: By,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ExportArguments {
    #[arg(value_name = "FILE")]
    workbook: PathBuf,
    #[arg(short, long, value_name = "FOLDER")]
    output: PathBuf,
    #[command(flatten)]
    by: By,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct RootsArguments {
    #[arg(long, value_name = "FOLDER")]
    add: Vec<PathBuf>,
    #[arg(long, value_name = "FOLDER")]
    remove: Vec<PathBuf>,
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
    /// The state more exactly: files that cannot be read are told apart from missing ones.
    detail: &'static str,
    /// What stood in the way of looking at it, in words.
    cause: Option<String>,
}

pub(super) fn check(context: &Context, arguments: &EvidenceFile) -> Result<Reply> {
    let engagement = context.read(&arguments.workbook)?;
    let checked = watched(context.lang, |watch| engagement.look_at_evidence(watch))?;
    let pieces = &engagement.assessment().evidence;
    let found: Vec<(&Evidence, &Checked)> = checked
        .iter()
        .filter_map(|one| Some((pieces.get(&one.uid)?, one)))
        .collect();
    let rows: Vec<CheckedRow<'_>> = found
        .iter()
        .map(|(evidence, checked)| CheckedRow {
            id: evidence.label(),
            uid: &evidence.uid,
            kind: evidence.kind,
            title: &evidence.title,
            path: &evidence.location,
            state: checked.state.id(),
            detail: checked.state.word(),
            cause: checked.cause.as_ref().map(|cause| words(cause, context.lang)),
        })
        .collect();
    let all_ok = checked.iter().all(|one| one.state == EvidenceState::Ok);
    let reply = context.data(&rows, || {
        let mut table = Table::new();
        for (row, (_, checked)) in rows.iter().zip(&found) {
            let state = looked_at_name(row.kind, checked.state, context.lang);
            let cause = row.cause.as_deref().unwrap_or_default();
            table.row([row.id.as_str(), state, row.title, row.path, cause]);
        }
        table.to_text()
    });
    Ok(reply.answer(all_ok))
}

pub(super) fn relink(context: &Context, arguments: &RelinkArguments) -> Result<Reply> {
    let mut engagement = context.write(&arguments.workbook, &arguments.by)?;
    let only = match &arguments.evidence {
        Some(id) => Some(evidence(&engagement, id)?.uid.clone()),
        None => None,
    };
    let folder = arguments.search.as_deref();
    let (found, _) = watched(context.lang, |watch| {
        engagement.relink_evidence(only.as_deref(), folder, watch)
    })?;
    let label = |uid: &String| label_of(&engagement, uid);
    let json = json!({
        "moved": found.moved.iter()
            .map(|(uid, from, to)| json!({"id": label(uid), "uid": uid, "from": from, "to": to}))
            .collect::<Vec<_>>(),
        "missing": found.missing.iter()
            .map(|uid| json!({"id": label(uid), "uid": uid}))
            .collect::<Vec<_>>(),
    });
    let reply = context.data(&json, || relink_words(context, &engagement, &found));
    Ok(reply.answer(found.missing.is_empty()))
}

fn label_of(engagement: &Engagement, uid: &str) -> String {
    let evidence = engagement.assessment().evidence.get(uid);
    evidence.map(Evidence::label).unwrap_or_default()
}

fn relink_words(context: &Context, engagement: &Engagement, found: &Relinked) -> String {
    if found.moved.is_empty() && found.missing.is_empty() {
        return context.tr("evidence.nothing_missing").to_owned();
    }
    let mut table = Table::new();
    for (uid, from, to) in &found.moved {
        let label = label_of(engagement, uid);
        table.row([label.as_str(), context.tr("evidence.relinked"), from, to]);
    }
    for uid in &found.missing {
        let label = label_of(engagement, uid);
        let location = engagement
            .assessment()
            .evidence
            .get(uid)
            .map(|one| one.location.as_str());
        table.row([
            label.as_str(),
            context.tr("evidence.not_found"),
            location.unwrap_or_default(),
            "",
        ]);
    }
    table.to_text()
}

pub(super) fn export(context: &Context, arguments: &ExportArguments) -> Result<Reply> {
    // A workbook that cannot be written is handed over all the same, only without its row.
    let mut engagement = match context.write(&arguments.workbook, &arguments.by) {
        Ok(engagement) => engagement,
        Err(_) => context.read(&arguments.workbook)?,
    };
    let output = arguments.output.as_path();
    let done = watched(context.lang, |watch| {
        engagement.export_evidence(output, context.lang, watch)
    })?;
    let json = json!({
        "folder": done.folder.display().to_string(),
        "copied": done.copied,
        "faulty": done.faulty,
        "evidence": done.rows,
    });
    let reply = context.data(&json, || {
        let copied = done.copied.to_string();
        let folder = done.folder.display().to_string();
        context.fill("evidence.exported", &[("folder", &folder), ("count", &copied)])
    });
    let faulty = done.faulty.join(", ");
    Ok(reply
        .note_if(!faulty.is_empty(), || {
            context.fill("evidence.exported_faulty", &[("labels", &faulty)])
        })
        .answer(faulty.is_empty()))
}

/// The folders of this machine in which evidence of other machines is looked for.
pub(super) fn roots(context: &Context, arguments: &RootsArguments) -> Result<Reply> {
    let mut settings = context.settings.clone();
    for folder in &arguments.add {
        let real = folder.canonicalize().ok().filter(|real| real.is_dir());
        let Some(real) = real else {
            return Err(Error::input("error.no_folder")
                .with("path", folder.display())
                .hint("error.hint_make_folder"));
        };
        if !settings.evidence_roots.contains(&real) {
            settings.evidence_roots.push(real);
        }
    }
    for folder in &arguments.remove {
        let real = folder.canonicalize().unwrap_or_else(|_| folder.clone());
        settings
            .evidence_roots
            .retain(|root| *root != real && root != folder);
    }
    if settings != context.settings {
        settings.save()?;
    }
    let roots: Vec<String> = settings
        .evidence_roots
        .iter()
        .map(|root| root.display().to_string())
        .collect();
    Ok(context.data(&roots, || match roots.is_empty() {
        true => context.tr("evidence.no_roots").to_owned(),
        false => roots.join("\n"),
    }))
}
