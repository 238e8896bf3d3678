//! The demo workbook: a small adviser with three systems, built through the same use cases as any
//! other. What it holds is data, in `assets/demo/demo.json`.

use std::path::Path;
use std::sync::atomic::AtomicBool;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::clock::Clock;
use super::evidence::Watch;
use super::request::{
    ActionDraft, AnswerDraft, EarlierDraft, EvidenceDraft, EvidenceFields, FindingDraft, LinkDraft,
};
use super::{Engagement, packs};
use crate::error::{Error, Result};
use crate::model::assessment::{
    ActionStatus, CheckKey, CheckRef, CustodyStep, EarlierSource, EarlierState, EvidenceKind, Interview,
    Rating, RiskAccepted, Sample, Sensitivity, State,
};
use crate::model::pack::{ClauseId, Method};
use crate::model::profile_file;
use crate::model::scope::Target;

const DEMO: &str = include_str!("../../assets/demo/demo.json");

/// The demo as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Demo {
    /// Name of the workbook file, without extension.
    file: String,
    /// A profile as in a profile file.
    profile: Box<RawValue>,
    answers: Vec<DemoAnswer>,
    evidence: Vec<DemoEvidence>,
    /// Findings of earlier years; entered first, so that findings can repeat them.
    earlier: Vec<DemoEarlier>,
    findings: Vec<DemoFinding>,
}

/// One answer, given to every target named.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DemoAnswer {
    clause: ClauseId,
    targets: Vec<Target>,
    #[serde(default)]
    part: Option<String>,
    state: State,
    #[serde(default)]
    note: Option<String>,
    #[serde(default)]
    methods: Option<Vec<Method>>,
    #[serde(default)]
    sample: Option<Sample>,
    #[serde(default)]
    alternative: Option<String>,
    #[serde(default)]
    risk_accepted: Option<RiskAccepted>,
    #[serde(default)]
    reviewer: Option<String>,
}

/// One piece of evidence with every check it serves.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DemoEvidence {
    kind: EvidenceKind,
    location: String,
    title: String,
    #[serde(default)]
    dated: String,
    #[serde(default)]
    valid_until: String,
    #[serde(default)]
    custodian: String,
    #[serde(default)]
    version: String,
    #[serde(default)]
    issuer: String,
    #[serde(default)]
    covers_from: String,
    #[serde(default)]
    covers_to: String,
    #[serde(default)]
    sensitivity: Option<Sensitivity>,
    #[serde(default)]
    interview: Option<Interview>,
    #[serde(default)]
    custody: Vec<CustodyStep>,
    links: Vec<DemoLink>,
}

/// A tie to a check.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DemoLink {
    clause: ClauseId,
    target: Target,
    #[serde(default)]
    item: Option<String>,
    #[serde(default)]
    locator: String,
    #[serde(default)]
    proves: String,
}

/// A finding with its actions.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DemoFinding {
    clause: ClauseId,
    target: Target,
    #[serde(default)]
    also: Vec<CheckRef>,
    found_on: String,
    rating: Rating,
    rating_basis: String,
    condition: String,
    cause: String,
    effect: String,
    recommendation: String,
    #[serde(default)]
    response: Option<String>,
    actions: Vec<DemoAction>,
}

/// An action against a finding.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DemoAction {
    description: String,
    owner: String,
    due: String,
    #[serde(default)]
    status: Option<ActionStatus>,
    #[serde(default)]
    started_on: Option<String>,
    #[serde(default)]
    done_on: Option<String>,
    #[serde(default)]
    verified_on: Option<String>,
    #[serde(default)]
    verified_by: Option<String>,
    #[serde(default)]
    verification: Option<String>,
    #[serde(default)]
    dropped: Option<String>,
}

/// A finding of an earlier year.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DemoEarlier {
    source: EarlierSource,
    document: String,
    dated: String,
    condition: String,
    clauses: Vec<ClauseId>,
    deadline: String,
    state: EarlierState,
    note: String,
}

/// The demo's file name, without folder and extension.
pub fn file_stem() -> Result<String> {
    Ok(read()?.file)
}

/// Writes the demo workbook and gives it open. Never overwrites.
pub fn create(path: &Path, clock: Box<dyn Clock>, author: String) -> Result<Engagement> {
    let demo = read()?;
    let pack = packs::builtin()?;
    let profile = profile_file::parse(demo.profile.get(), &pack).map_err(|fault| broken(&fault))?;
    let mut engagement = Engagement::create(path, pack, profile, clock, author)?;
    // An article at a time: one commit each, as a person would work through them.
    let same_article = |one: &DemoAnswer, other: &DemoAnswer| one.clause.article == other.clause.article;
    for answers in demo.answers.chunk_by(same_article) {
        give(&mut engagement, answers)?;
    }
    for evidence in demo.evidence {
        attach(&mut engagement, evidence)?;
    }
    for earlier in demo.earlier {
        engagement.add_earlier(&earlier.into_draft())?;
    }
    for finding in demo.findings {
        record(&mut engagement, finding)?;
    }
    Ok(engagement)
}

fn read() -> Result<Demo> {
    serde_json::from_str(DEMO).map_err(|fault| broken(&fault))
}

fn broken(fault: &dyn std::fmt::Display) -> Error {
    Error::internal("error.builtin_demo").with("cause", fault)
}

fn give(engagement: &mut Engagement, answers: &[DemoAnswer]) -> Result<()> {
    let given: Vec<(CheckKey, AnswerDraft)> = answers
        .iter()
        .flat_map(|answer| {
            let key = |target: &Target| CheckKey {
                clause: answer.clause,
                target: target.clone(),
                part: answer.part.clone(),
            };
            answer
                .targets
                .iter()
                .map(move |target| (key(target), answer.draft()))
        })
        .collect();
    engagement
        .answer_each(given.iter().map(|(key, draft)| (key, draft)))
        .map(|_| ())
}

impl DemoAnswer {
    fn draft(&self) -> AnswerDraft {
        AnswerDraft {
            state: Some(self.state),
            note: self.note.clone(),
            methods: self.methods.clone(),
            sample: self.sample.clone(),
            alternative: self.alternative.clone(),
            risk_accepted: self.risk_accepted.clone().map(Some),
            reviewer: self.reviewer.clone(),
            ..AnswerDraft::default()
        }
    }
}

fn attach(engagement: &mut Engagement, evidence: DemoEvidence) -> Result<()> {
    let draft = EvidenceDraft {
        kind: evidence.kind,
        location: evidence.location,
        title: evidence.title,
        dated: evidence.dated,
        valid_until: evidence.valid_until,
        custodian: evidence.custodian,
        version: evidence.version,
        issuer: evidence.issuer,
        covers_from: evidence.covers_from,
        covers_to: evidence.covers_to,
        sensitivity: evidence.sensitivity,
        interview: evidence.interview,
    };
    let links = evidence.links.into_iter().map(|link| LinkDraft {
        clause: link.clause,
        target: link.target,
        item: link.item,
        locator: link.locator,
        proves: link.proves,
    });
    let links: Vec<LinkDraft> = links.collect();
    engagement.attach_evidence_to(&draft, &links)?;
    if evidence.custody.is_empty() {
        return Ok(());
    }
    let newest = engagement.evidence_in_order().last().map(|one| one.uid.clone());
    let fields = EvidenceFields {
        custody: Some(evidence.custody),
        ..EvidenceFields::default()
    };
    let mut watch = Watch {
        progress: &mut |_| {},
        cancelled: &AtomicBool::new(false),
    };
    engagement
        .set_evidence(&newest.unwrap_or_default(), &fields, &mut watch)
        .map(|_| ())
}

fn record(engagement: &mut Engagement, finding: DemoFinding) -> Result<()> {
    let draft = FindingDraft {
        condition: Some(finding.condition),
        cause: Some(finding.cause),
        effect: Some(finding.effect),
        recommendation: Some(finding.recommendation),
        response: finding.response,
        also: Some(finding.also),
        found_on: Some(finding.found_on),
        rating: Some(Some(finding.rating)),
        rating_basis: Some(finding.rating_basis),
        repeats: None,
    };
    let saved = engagement.add_finding(finding.clause, &finding.target, &draft)?;
    let made = saved.as_ref().and_then(|saved| saved.changes.first());
    let uid = made.map(|change| change.object.uid.clone()).unwrap_or_default();
    for action in finding.actions {
        engagement.add_action(&uid, &action.into_draft())?;
    }
    Ok(())
}

impl DemoAction {
    fn into_draft(self) -> ActionDraft {
        ActionDraft {
            description: Some(self.description),
            owner: Some(self.owner),
            due: Some(self.due),
            status: self.status,
            started_on: self.started_on,
            done_on: self.done_on,
            verified_on: self.verified_on,
            verified_by: self.verified_by,
            verification: self.verification,
            dropped: self.dropped,
        }
    }
}

impl DemoEarlier {
    fn into_draft(self) -> EarlierDraft {
        EarlierDraft {
            source: Some(self.source),
            document: Some(self.document),
            dated: Some(self.dated),
            condition: Some(self.condition),
            clauses: Some(self.clauses),
            deadline: Some(self.deadline),
            state: Some(self.state),
            note: Some(self.note),
        }
    }
}
