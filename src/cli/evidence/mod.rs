//! `zicha evidence`: attaching references, what is known of them, the list of documents to have
//! ready, looking again, finding moved files, handing copies over.

mod add;
mod change;
mod look;

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::arguments::By;
use super::context::Context;
use super::documents::{self, ListArguments, RequestArguments};
use super::output::Reply;
use crate::engagement::Engagement;
use crate::error::{Error, Result};
use crate::model::assessment::Evidence;

#[derive(Debug, Subcommand)]
pub(super) enum EvidenceCommand {
    Add(Box<add::AddEvidenceArguments>),
    Set(Box<change::SetEvidenceArguments>),
    Link(change::LinkArguments),
    Unlink(change::UnlinkArguments),
    #[command(subcommand)]
    Custody(change::CustodyCommand),
    Remove(EvidencePiece),
    List(Box<ListArguments>),
    Request(Box<RequestArguments>),
    Check(EvidenceFile),
    Relink(look::RelinkArguments),
    Export(look::ExportArguments),
    Roots(look::RootsArguments),
}

#[derive(Debug, Args)]
pub(super) struct EvidenceFile {
    #[arg(value_name = "FILE")]
    workbook: PathBuf,
}

/// One piece of evidence that is to be changed.
#[derive(Debug, Args)]
pub(super) struct EvidencePiece {
    #[arg(value_name = "FILE")]
    workbook: PathBuf,
    #[arg(value_name = "E-NNN")]
    evidence: String,
    #[command(flatten)]
    by: By,
}

pub(super) fn run(context: &Context, command: &EvidenceCommand) -> Result<Reply> {
    match command {
        EvidenceCommand::Add(arguments) => add::add(context, arguments),
        EvidenceCommand::Set(arguments) => change::set(context, arguments),
        EvidenceCommand::Link(arguments) => change::link(context, arguments),
        EvidenceCommand::Unlink(arguments) => change::unlink(context, arguments),
        EvidenceCommand::Custody(command) => change::custody(context, command),
        EvidenceCommand::Remove(arguments) => change::remove(context, arguments),
        EvidenceCommand::List(arguments) => documents::list(context, arguments),
        EvidenceCommand::Request(arguments) => documents::request(context, arguments),
        EvidenceCommand::Check(arguments) => look::check(context, arguments),
        EvidenceCommand::Relink(arguments) => look::relink(context, arguments),
        EvidenceCommand::Export(arguments) => look::export(context, arguments),
        EvidenceCommand::Roots(arguments) => look::roots(context, arguments),
    }
}

/// The evidence with a display number (`E-003`, `3`) or uid.
fn evidence<'a>(engagement: &'a Engagement, id: &str) -> Result<&'a Evidence> {
    let found = engagement.evidence_in_order().into_iter().find(|evidence| {
        evidence.uid == id || evidence.label().eq_ignore_ascii_case(id) || evidence.number.to_string() == id
    });
    found.ok_or_else(|| {
        Error::input("error.no_evidence")
            .with("id", id)
            .hint("error.hint_list_evidence")
    })
}

/// A path as it is stored.
fn path_text(path: &Path) -> Result<String> {
    path.to_str().map(str::to_owned).ok_or_else(|| {
        Error::input("error.name_not_unicode")
            .with("path", path.display())
            .hint("error.hint_rename")
    })
}
