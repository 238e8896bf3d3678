//! `zicha evidence add`.

use std::path::PathBuf;

use clap::{ArgGroup, Args};

use super::{evidence, path_text};
use crate::cli::arguments::By;
use crate::cli::context::Context;
use crate::cli::output::Reply;
use crate::cli::parse;
use crate::cli::progress::watched;
use crate::engagement::Engagement;
use crate::engagement::request::{EvidenceDraft, LinkDraft};
use crate::error::Result;
use crate::model::assessment::{EvidenceKind, Interview, Sensitivity};
use crate::model::pack::ClauseId;
use crate::model::scope::Target;

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("reference").required(true)
    .args(["file", "folder", "url", "doc", "place", "interview", "screenshot", "known"]))]
pub(in crate::cli) struct AddEvidenceArguments {
    #[arg(value_name = "FILE")]
    workbook: PathBuf,
    #[arg(value_parser = parse::clause)]
    clause: ClauseId,
    #[arg(long, value_parser = parse::target)]
    target: Option<Target>,
    #[arg(long, value_name = "CLAUSE[@TARGET]", value_parser = parse::check)]
    also: Vec<(ClauseId, Option<Target>)>,
    #[arg(long, value_name = "PATH")]
    file: Option<PathBuf>,
    #[arg(long, value_name = "PATH")]
    folder: Option<PathBuf>,
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    #[arg(long, value_name = "NUMBER")]
    doc: Option<String>,
    #[arg(long, value_name = "TEXT")]
    place: Option<String>,
    #[arg(long, value_name = "WHO")]
    interview: Option<String>,
    #[arg(long, value_name = "PATH")]
    screenshot: Option<PathBuf>,
    #[arg(long, value_name = "E-NNN")]
    known: Option<String>,
    #[arg(long, value_name = "ID")]
    item: Option<String>,
    #[arg(long, value_name = "TEXT")]
    locator: Option<String>,
    #[arg(long, value_name = "TEXT")]
    proves: Option<String>,
    #[arg(long, value_name = "TEXT", requires = "interview")]
    title_of: Option<String>,
    #[arg(long, value_name = "TEXT", requires = "interview")]
    said: Option<String>,
    #[arg(long, value_name = "YYYY-MM-DD", requires = "interview")]
    confirmed_on: Option<String>,
    #[command(flatten)]
    facts: NewFacts,
    #[command(flatten)]
    by: By,
}

/// What is known of new evidence of any kind.
#[derive(Debug, Args)]
struct NewFacts {
    #[arg(long, value_name = "TEXT", conflicts_with = "known")]
    title: Option<String>,
    #[arg(long, value_name = "YYYY-MM-DD", conflicts_with = "known")]
    dated: Option<String>,
    #[arg(long, value_name = "YYYY-MM-DD", conflicts_with = "known")]
    valid_until: Option<String>,
    #[arg(long, value_name = "YYYY-MM-DD", conflicts_with = "known")]
    covers_from: Option<String>,
    #[arg(long, value_name = "YYYY-MM-DD", conflicts_with = "known")]
    covers_to: Option<String>,
    // `version` is the name of what clap prints the program's version for.
    #[arg(
        id = "edition",
        long = "version",
        value_name = "TEXT",
        conflicts_with = "known"
    )]
    edition: Option<String>,
    #[arg(long, value_name = "TEXT", conflicts_with = "known")]
    issuer: Option<String>,
    #[arg(long, value_parser = parse::sensitivity(), conflicts_with = "known")]
    sensitivity: Option<Sensitivity>,
    #[arg(long, value_name = "TEXT", conflicts_with = "known")]
    custodian: Option<String>,
}

pub(super) fn add(context: &Context, arguments: &AddEvidenceArguments) -> Result<Reply> {
    let mut engagement = context.write(&arguments.workbook, &arguments.by)?;
    let links = links(&engagement, arguments)?;
    if let Some(known) = &arguments.known {
        return tie(context, &mut engagement, known, &links);
    }
    let draft = arguments.draft()?;
    let saved = watched(context.lang, |watch| {
        engagement.attach_evidence_watched(&draft, &links, watch)
    })?;
    let newest = engagement
        .evidence_in_order()
        .last()
        .map(|evidence| evidence.label());
    Ok(context.saved(saved.as_ref(), || newest.unwrap_or_default()))
}

fn tie(context: &Context, engagement: &mut Engagement, known: &str, links: &[LinkDraft]) -> Result<Reply> {
    let uid = evidence(engagement, known)?.uid.clone();
    let saved = engagement.link_evidence_to(&uid, links)?;
    Ok(context.saved(saved.as_ref(), || known.to_owned()))
}

/// The check that was named and those named by `--also`. Item, page and purpose are those of the
/// first: another clause has another evidence list.
fn links(engagement: &Engagement, arguments: &AddEvidenceArguments) -> Result<Vec<LinkDraft>> {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let first = (arguments.clause, arguments.target.clone());
    let checks = std::iter::once(&first).chain(&arguments.also);
    checks
        .map(|(clause, target)| {
            Ok(LinkDraft {
                clause: *clause,
                target: engagement.target_named(*clause, target.as_ref())?,
                item: arguments.item.clone().filter(|_| *clause == arguments.clause),
                locator: text(&arguments.locator),
                proves: text(&arguments.proves),
            })
        })
        .collect()
}

impl AddEvidenceArguments {
    fn draft(&self) -> Result<EvidenceDraft> {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let facts = &self.facts;
        let (kind, location) = self.reference()?;
        let interview = Interview {
            title: text(&self.title_of),
            said: text(&self.said),
            confirmed_on: text(&self.confirmed_on),
        };
        Ok(EvidenceDraft {
            kind,
            location,
            title: text(&facts.title),
            dated: text(&facts.dated),
            valid_until: text(&facts.valid_until),
            version: text(&facts.edition),
            issuer: text(&facts.issuer),
            covers_from: text(&facts.covers_from),
            covers_to: text(&facts.covers_to),
            sensitivity: facts.sensitivity,
            interview: Some(interview),
            custodian: text(&facts.custodian),
        })
    }

    fn reference(&self) -> Result<(EvidenceKind, String)> {
        let paths = [
            (EvidenceKind::File, &self.file),
            (EvidenceKind::Folder, &self.folder),
            (EvidenceKind::Screenshot, &self.screenshot),
        ];
        for (kind, path) in paths {
            if let Some(path) = path {
                return Ok((kind, path_text(path)?));
            }
        }
        let words = [
            (EvidenceKind::Url, &self.url),
            (EvidenceKind::Physical, &self.place),
            (EvidenceKind::Interview, &self.interview),
        ];
        let given = words
            .into_iter()
            .find_map(|(kind, words)| Some((kind, words.clone()?)));
        Ok(given.unwrap_or_else(|| (EvidenceKind::Document, self.doc.clone().unwrap_or_default())))
    }
}
