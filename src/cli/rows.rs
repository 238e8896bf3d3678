//! The JSON rows of answers, evidence and findings that several commands print.

use serde::Serialize;

use super::review_rows::{ReviewRow, review_row};
use crate::engagement::Engagement;
use crate::lang::{Lang, check_reason};
use crate::model::assessment::{
    Answer, Assessment, Evidence, EvidenceKind, Finding, Link, RiskAccepted, Sample, State,
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
    pub risk_accepted: Option<&'a RiskAccepted>,
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
    pub item: Option<&'a str>,
    pub locator: &'a str,
}

/// A finding.
#[derive(Debug, Serialize)]
pub(super) struct FindingRow<'a> {
    pub id: String,
    pub uid: &'a str,
    pub clause: ClauseId,
    pub target: &'a Target,
    pub condition: &'a str,
    pub cause: &'a str,
    pub effect: &'a str,
    pub recommendation: &'a str,
    pub response: &'a str,
}

/// The rows of a check: the check itself, then each part answered on its own.
pub(super) fn rows_of_check<'a>(
    engagement: &'a Engagement,
    check: &'a Check,
    lang: Lang,
) -> Vec<AnswerRow<'a>> {
    let assessment = engagement.assessment();
    let answers: Vec<&Answer> = match &check.target {
        Some(target) => assessment.answers_for(check.clause, target).collect(),
        None => Vec::new(),
    };
    let whole = answers.iter().copied().find(|answer| answer.part.is_none());
    let effective = effective_state(assessment, check);
    let mut rows = vec![row(engagement, check, check.level, whole, effective, lang)];
    for answer in answers {
        let Some(part) = answer.part.as_deref() else {
            continue;
        };
        let scope = check.parts.iter().find(|scope| scope.id == part);
        let level = scope.map_or(Level::None, |scope| scope.level);
        rows.push(row(engagement, check, level, Some(answer), answer.state, lang));
    }
    rows
}

fn row<'a>(
    engagement: &'a Engagement,
    check: &'a Check,
    level: Level,
    answer: Option<&'a Answer>,
    effective_state: State,
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
        risk_accepted: answer.and_then(|answer| answer.risk_accepted.as_ref()),
        reviewer: text(|answer| &answer.reviewer),
        prepared_by: text(|answer| &answer.prepared_by),
        prepared_at: text(|answer| &answer.prepared_at),
        evidence: evidence_of(assessment, check),
        findings: findings_of(assessment, check),
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
    tied.sort_by_key(|(link, evidence)| (evidence.number, link.item.clone()));
    tied.into_iter()
        .map(|(link, evidence)| EvidenceRow {
            id: evidence.label(),
            uid: &evidence.uid,
            kind: evidence.kind,
            title: &evidence.title,
            location: &evidence.location,
            sha256: evidence.sha256.as_deref(),
            item: link.item.as_deref(),
            locator: &link.locator,
        })
        .collect()
}

fn findings_of<'a>(assessment: &'a Assessment, check: &Check) -> Vec<FindingRow<'a>> {
    let here =
        |finding: &&Finding| finding.clause == check.clause && Some(&finding.target) == check.target.as_ref();
    let mut findings: Vec<&Finding> = assessment.findings.values().filter(here).collect();
    findings.sort_by_key(|finding| finding.number);
    findings.into_iter().map(finding_row).collect()
}

/// The row of a finding.
pub(super) fn finding_row(finding: &Finding) -> FindingRow<'_> {
    FindingRow {
        id: finding.label(),
        uid: &finding.uid,
        clause: finding.clause,
        target: &finding.target,
        condition: &finding.condition,
        cause: &finding.cause,
        effect: &finding.effect,
        recommendation: &finding.recommendation,
        response: &finding.response,
    }
}
