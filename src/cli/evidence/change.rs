//! `zicha evidence set`, `link`, `unlink`, `custody`, `remove`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{EvidencePiece, evidence, path_text};
use crate::cli::context::Context;
use crate::cli::output::Reply;
use crate::cli::parse;
use crate::cli::progress::watched;
use crate::engagement::Engagement;
use crate::engagement::request::{EvidenceFields, LinkDraft, LinkFields};
use crate::error::{Error, Result};
use crate::model::assessment::{CustodyStep, Interview, Link, Sensitivity};
use crate::model::pack::ClauseId;
use crate::model::scope::Target;

#[derive(Debug, Args)]
pub(in crate::cli) struct SetEvidenceArguments {
    #[command(flatten)]
    piece: EvidencePiece,
    #[arg(long, value_name = "PATH", conflicts_with = "location")]
    file: Option<PathBuf>,
    #[arg(long, value_name = "TEXT")]
    location: Option<String>,
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    #[arg(long, value_name = "YYYY-MM-DD")]
    dated: Option<String>,
    #[arg(long, value_name = "YYYY-MM-DD")]
    valid_until: Option<String>,
    #[arg(long, value_name = "YYYY-MM-DD")]
    covers_from: Option<String>,
    #[arg(long, value_name = "YYYY-MM-DD")]
    covers_to: Option<String>,
    #[arg(id = "edition", long = "version", value_name = "TEXT")]
    edition: Option<String>,
    #[arg(long, value_name = "TEXT")]
    issuer: Option<String>,
    #[arg(long, value_parser = parse::sensitivity())]
    sensitivity: Option<Sensitivity>,
    #[arg(long, conflicts_with = "sensitivity")]
    no_sensitivity: bool,
    #[arg(long, value_name = "TEXT")]
    custodian: Option<String>,
    #[arg(long, value_name = "TEXT")]
    title_of: Option<String>,
    #[arg(long, value_name = "TEXT")]
    said: Option<String>,
    #[arg(long, value_name = "YYYY-MM-DD")]
    confirmed_on: Option<String>,
}

/// A check that evidence is tied to.
#[derive(Debug, Args)]
struct Tied {
    #[command(flatten)]
    piece: EvidencePiece,
    #[arg(value_parser = parse::clause)]
    clause: ClauseId,
    #[arg(long, value_parser = parse::target)]
    target: Option<Target>,
    #[arg(long, value_name = "ID")]
    item: Option<String>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct LinkArguments {
    #[command(flatten)]
    tied: Tied,
    #[arg(long, value_name = "TEXT")]
    locator: Option<String>,
    #[arg(long, value_name = "TEXT")]
    proves: Option<String>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct UnlinkArguments {
    #[command(flatten)]
    tied: Tied,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum CustodyCommand {
    Add(AddCustodyArguments),
    Remove(RemoveCustodyArguments),
}

#[derive(Debug, Args)]
pub(in crate::cli) struct AddCustodyArguments {
    #[command(flatten)]
    piece: EvidencePiece,
    #[arg(long, value_name = "YYYY-MM-DD")]
    on: String,
    #[arg(long, value_name = "WHO")]
    from: Option<String>,
    #[arg(long, value_name = "WHO")]
    to: Option<String>,
    #[arg(long, value_name = "TEXT")]
    purpose: Option<String>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct RemoveCustodyArguments {
    #[command(flatten)]
    piece: EvidencePiece,
    #[arg(value_name = "N")]
    step: usize,
}

fn open(context: &Context, piece: &EvidencePiece) -> Result<(Engagement, String)> {
    let engagement = context.write(&piece.workbook, &piece.by)?;
    let uid = evidence(&engagement, &piece.evidence)?.uid.clone();
    Ok((engagement, uid))
}

pub(super) fn set(context: &Context, arguments: &SetEvidenceArguments) -> Result<Reply> {
    let (engagement, uid) = open(context, &arguments.piece)?;
    let known = evidence(&engagement, &uid)?.interview.clone().unwrap_or_default();
    let said = [&arguments.title_of, &arguments.said, &arguments.confirmed_on];
    let fields = EvidenceFields {
        location: match &arguments.file {
            Some(path) => Some(path_text(path)?),
            None => arguments.location.clone(),
        },
        title: arguments.title.clone(),
        dated: arguments.dated.clone(),
        valid_until: arguments.valid_until.clone(),
        version: arguments.edition.clone(),
        issuer: arguments.issuer.clone(),
        covers_from: arguments.covers_from.clone(),
        covers_to: arguments.covers_to.clone(),
        sensitivity: match arguments.no_sensitivity {
            true => Some(None),
            false => arguments.sensitivity.map(Some),
        },
        interview: said.iter().any(|given| given.is_some()).then(|| Interview {
            title: arguments.title_of.clone().unwrap_or(known.title),
            said: arguments.said.clone().unwrap_or(known.said),
            confirmed_on: arguments.confirmed_on.clone().unwrap_or(known.confirmed_on),
        }),
        custodian: arguments.custodian.clone(),
        custody: None,
    };
    store(context, engagement, &uid, &arguments.piece, &fields)
}

fn store(
    context: &Context,
    mut engagement: Engagement,
    uid: &str,
    piece: &EvidencePiece,
    fields: &EvidenceFields,
) -> Result<Reply> {
    let saved = watched(context.lang, |watch| engagement.set_evidence(uid, fields, watch))?;
    Ok(context.saved(saved.as_ref(), || piece.evidence.clone()))
}

/// Ties evidence to a check; where it is tied there already, page and purpose are set.
pub(super) fn link(context: &Context, arguments: &LinkArguments) -> Result<Reply> {
    let tied = &arguments.tied;
    let (mut engagement, uid) = open(context, &tied.piece)?;
    let target = engagement.target_named(tied.clause, tied.target.as_ref())?;
    let known = find(&engagement, &uid, tied.clause, &target)
        .into_iter()
        .find(|link| link.item == tied.item)
        .map(|link| link.uid.clone());
    let saved = match known {
        Some(link) => engagement.set_link(
            &link,
            &LinkFields {
                item: None,
                locator: arguments.locator.clone(),
                proves: arguments.proves.clone(),
            },
        )?,
        None => engagement.link_evidence(
            &uid,
            &LinkDraft {
                clause: tied.clause,
                target,
                item: tied.item.clone(),
                locator: arguments.locator.clone().unwrap_or_default(),
                proves: arguments.proves.clone().unwrap_or_default(),
            },
        )?,
    };
    Ok(context.saved(saved.as_ref(), || tied.piece.evidence.clone()))
}

fn find<'a>(
    engagement: &'a Engagement,
    evidence: &str,
    clause: ClauseId,
    target: &'a Target,
) -> Vec<&'a Link> {
    let links = engagement.assessment().links_for(clause, target);
    links.filter(|link| link.evidence == evidence).collect()
}

pub(super) fn unlink(context: &Context, arguments: &UnlinkArguments) -> Result<Reply> {
    let tied = &arguments.tied;
    let (mut engagement, uid) = open(context, &tied.piece)?;
    let target = engagement.target_named(tied.clause, tied.target.as_ref())?;
    let wanted = |link: &&Link| tied.item.is_none() || link.item == tied.item;
    let links: Vec<String> = find(&engagement, &uid, tied.clause, &target)
        .into_iter()
        .filter(wanted)
        .map(|link| link.uid.clone())
        .collect();
    if links.is_empty() {
        return Err(Error::input("error.no_link")
            .with("evidence", &tied.piece.evidence)
            .with("clause", tied.clause)
            .hint("error.hint_show_links"));
    }
    let saved = engagement.unlink_all(&links)?;
    Ok(context.saved(saved.as_ref(), || tied.piece.evidence.clone()))
}

pub(super) fn custody(context: &Context, command: &CustodyCommand) -> Result<Reply> {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    match command {
        CustodyCommand::Add(arguments) => {
            let (engagement, uid) = open(context, &arguments.piece)?;
            let mut steps = evidence(&engagement, &uid)?.custody.clone();
            steps.push(CustodyStep {
                on: arguments.on.clone(),
                from: text(&arguments.from),
                to: text(&arguments.to),
                purpose: text(&arguments.purpose),
            });
            store_custody(context, engagement, &uid, &arguments.piece, steps)
        }
        CustodyCommand::Remove(arguments) => {
            let (engagement, uid) = open(context, &arguments.piece)?;
            let mut steps = evidence(&engagement, &uid)?.custody.clone();
            let at = arguments.step.checked_sub(1).filter(|at| *at < steps.len());
            let Some(at) = at else {
                return Err(Error::input("error.no_custody_step")
                    .with("evidence", &arguments.piece.evidence)
                    .with("number", arguments.step)
                    .hint("error.hint_custody_number"));
            };
            steps.remove(at);
            store_custody(context, engagement, &uid, &arguments.piece, steps)
        }
    }
}

fn store_custody(
    context: &Context,
    engagement: Engagement,
    uid: &str,
    piece: &EvidencePiece,
    steps: Vec<CustodyStep>,
) -> Result<Reply> {
    let fields = EvidenceFields {
        custody: Some(steps),
        ..EvidenceFields::default()
    };
    store(context, engagement, uid, piece, &fields)
}

pub(super) fn remove(context: &Context, piece: &EvidencePiece) -> Result<Reply> {
    let (mut engagement, uid) = open(context, piece)?;
    let saved = engagement.remove_evidence(&uid)?;
    Ok(context.saved(saved.as_ref(), || {
        context.fill("cli.evidence_removed", &[("evidence", &piece.evidence)])
    }))
}
