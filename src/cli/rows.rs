//! The JSON rows of answers and evidence that several commands print.

use serde::Serialize;

use super::finding_rows::{FindingRow, FindingRows};
use super::review_rows::{ReviewRow, review_row};
use crate::engagement::Engagement;
use crate::lang::{Lang, check_reason};
use crate::model::assessment::{
    AlternativeBasis, Answer, Assessment, CustodyStep, Evidence, EvidenceKind, Interview, Limitation, Link,
    RiskAccepted, Sample, Sensitivity, State,
};
use crate::model::flags::{Flag, flags};
use crate::model::pack::{ClauseId, Level, Method};
use crate::model::scope::{Check, Target};
use crate::model::score::effective_state;

/// One check, or one part of it that was answered on its own, as it is stored.
#[derive(Debug, Serialize)]
pub(super) struct AnswerRow<'a> {
    pub clause: ClauseId,
    pub target: Option<&'a Target>,
    pub part: Option<&'a str>,
    pub level: Level,
    pub state: State,
    /// What counts: the worst applicable part once a part was answered on its own.
    pub effective_state: State,
    pub note: &'a str,
    pub methods: &'a [Method],
    pub sample: Option<&'a Sample>,
    pub alternative: Option<&'a str>,
    pub alternative_basis: Option<&'a AlternativeBasis>,
    pub risk_accepted: Option<&'a RiskAccepted>,
    pub limitation: Option<&'a Limitation>,
    pub reviewer: &'a str,
    pub prepared_by: &'a str,
    pub prepared_at: &'a str,
    pub evidence: Vec<EvidenceRow<'a>>,
    pub findings: Vec<FindingRow<'a>>,
    pub review: Option<ReviewRow<'a>>,
    pub flags: Vec<Flag>,
    pub provisional: bool,
    pub reason: String,
}

/// A piece of evidence as one check sees it.
#[derive(Debug, Serialize)]
pub(super) struct EvidenceRow<'a> {
    pub id: String,
    pub uid: &'a str,
    pub kind: EvidenceKind,
    pub title: &'a str,
    pub location: &'a str,
    pub sha256: Option<&'a str>,
    pub size: Option<u64>,
    pub files: Option<u64>,
    pub modified: Option<&'a str>,
    pub dated: &'a str,
    pub valid_until: &'a str,
    pub version: &'a str,
    pub issuer: &'a str,
    pub covers_from: &'a str,
    pub covers_to: &'a str,
    pub sensitivity: Option<Sensitivity>,
    pub interview: Option<&'a Interview>,
    pub custody: &'a [CustodyStep],
    pub custodian: &'a str,
    pub attached_by: &'a str,
    pub attached_at: &'a str,
    pub item: Option<&'a str>,
    pub locator: &'a str,
    pub proves: &'a str,
}

/// The rows of a check: the check itself, then each part answered on its own.
pub(super) fn rows_of_check<'a>(
    engagement: &'a Engagement,
    check: &'a Check,
    findings: &FindingRows<'a>,
    lang: Lang,
) -> Vec<AnswerRow<'a>> {
    let assessment = engagement.assessment();
    let answers: Vec<&Answer> = match &check.target {
        Some(target) => assessment.answers_for(check.clause, target).collect(),
        None => Vec::new(),
    };
    let whole = answers.iter().copied().find(|answer| answer.part.is_none());
    let effective = effective_state(assessment, check);
    let found = || findings.of_check(check);
    let mut rows = vec![row(
        engagement,
        check,
        check.level,
        whole,
        effective,
        found(),
        lang,
    )];
    for answer in answers {
        let Some(part) = answer.part.as_deref() else {
            continue;
        };
        let scope = check.parts.iter().find(|scope| scope.id == part);
        let level = scope.map_or(Level::None, |scope| scope.level);
        rows.push(row(
            engagement,
            check,
            level,
            Some(answer),
            answer.state,
            found(),
            lang,
        ));
    }
    rows
}

fn row<'a>(
    engagement: &'a Engagement,
    check: &'a Check,
    level: Level,
    answer: Option<&'a Answer>,
    effective_state: State,
    findings: Vec<FindingRow<'a>>,
    lang: Lang,
) -> AnswerRow<'a> {
    let assessment = engagement.assessment();
    let text = |field: fn(&Answer) -> &String| answer.map_or("", |answer| field(answer).as_str());
    AnswerRow {
        clause: check.clause,
        target: check.target.as_ref(),
        part: answer.and_then(|answer| answer.part.as_deref()),
        level,
        state: answer.map_or(State::Unanswered, |answer| answer.state),
        effective_state,
        note: text(|answer| &answer.note),
        methods: answer.map_or(&[], |answer| answer.methods.as_slice()),
        sample: answer.and_then(|answer| answer.sample.as_ref()),
        alternative: answer.and_then(|answer| answer.alternative.as_deref()),
        alternative_basis: answer.and_then(|answer| answer.alternative_basis.as_ref()),
        risk_accepted: answer.and_then(|answer| answer.risk_accepted.as_ref()),
        limitation: answer.and_then(|answer| answer.limitation.as_ref()),
        reviewer: text(|answer| &answer.reviewer),
        prepared_by: text(|answer| &answer.prepared_by),
        prepared_at: text(|answer| &answer.prepared_at),
        evidence: evidence_of(assessment, check),
        findings,
        review: review_row(assessment, check),
        flags: answer.map(|answer| flags(assessment, answer)).unwrap_or_default(),
        provisional: check.provisional,
        reason: check_reason(engagement.pack(), check, lang),
    }
}

fn evidence_of<'a>(assessment: &'a Assessment, check: &'a Check) -> Vec<EvidenceRow<'a>> {
    let Some(target) = &check.target else {
        return Vec::new();
    };
    let mut tied: Vec<(&Link, &Evidence)> = assessment
        .links_for(check.clause, target)
        .filter_map(|link| Some((link, assessment.evidence.get(&link.evidence)?)))
        .collect();
    tied.sort_by(|(a, x), (b, y)| (x.number, &a.item, &a.locator).cmp(&(y.number, &b.item, &b.locator)));
    tied.into_iter()
        .map(|(link, evidence)| EvidenceRow {
            id: evidence.label(),
            uid: &evidence.uid,
            kind: evidence.kind,
            title: &evidence.title,
            location: &evidence.location,
            sha256: evidence.sha256.as_deref(),
            size: evidence.size,
            files: evidence.files,
            modified: evidence.modified.as_deref(),
            dated: &evidence.dated,
            valid_until: &evidence.valid_until,
            version: &evidence.version,
            issuer: &evidence.issuer,
            covers_from: &evidence.covers_from,
            covers_to: &evidence.covers_to,
            sensitivity: evidence.sensitivity,
            interview: evidence.interview.as_ref(),
            custody: &evidence.custody,
            custodian: &evidence.custodian,
            attached_by: &evidence.attached_by,
            attached_at: &evidence.attached_at,
            item: link.item.as_deref(),
            locator: &link.locator,
            proves: &link.proves,
        })
        .collect()
}
