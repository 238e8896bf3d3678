//! Evidence that no longer shows what it showed, or shows nothing.

use super::indexes::Indexes;
use super::{Facts, Issue, Place, Rule, is_blank};
use crate::model::assessment::{Evidence, EvidenceKind};
use crate::model::profile::AssessmentPeriod;
use crate::model::reporting::EvidenceState;

/// Checks every piece of evidence.
pub(super) fn check(facts: &Facts<'_>, indexes: &Indexes<'_>, issues: &mut Vec<Issue>) {
    let period = &facts.assessment.profile.assessment;
    for evidence in facts.assessment.evidence.values() {
        let mut add = |rule, date: &str| {
            let issue = Issue::new(rule, Place::Evidence(evidence.uid.clone()));
            issues.push(if date.is_empty() {
                issue
            } else {
                issue.with("date", date)
            });
        };
        let file = match facts.evidence_states.get(&evidence.uid) {
            Some(EvidenceState::Changed) => Some(Rule::EvidenceChanged),
            Some(EvidenceState::Missing) => Some(Rule::EvidenceLost),
            Some(EvidenceState::NotAFile) => Some(Rule::EvidenceNotAFile),
            _ => None,
        };
        if let Some(rule) = file {
            add(rule, "");
        }
        if is_expired(evidence, period, facts.today) {
            add(Rule::EvidenceExpired, &evidence.valid_until);
        }
        if is_outside(evidence, period) {
            add(Rule::EvidenceOutsidePeriod, &evidence.dated);
        }
        if evidence.dated.as_str() > facts.today {
            add(Rule::EvidenceFromFuture, &evidence.dated);
        }
        if evidence.dated.is_empty() && evidence.covers_from.is_empty() && evidence.covers_to.is_empty() {
            add(Rule::EvidenceUndated, "");
        }
        if !indexes.tied.contains(evidence.uid.as_str()) {
            add(Rule::EvidenceUnattached, "");
        }
        let confirmed = evidence.interview.as_ref().map(|said| said.confirmed_on.as_str());
        if evidence.kind == EvidenceKind::Interview && confirmed.is_none_or(is_blank) {
            add(Rule::InterviewUnconfirmed, "");
        }
    }
}

/// Whether it was no longer valid on the day the assessment stands as of; today where no day was
/// given.
fn is_expired(evidence: &Evidence, period: &AssessmentPeriod, today: &str) -> bool {
    let as_of = if period.as_of.is_empty() {
        today
    } else {
        &period.as_of
    };
    !evidence.valid_until.is_empty() && evidence.valid_until.as_str() < as_of
}

/// Whether it speaks of a time before or after the assessed period. What it covers counts before
/// the day it bears.
fn is_outside(evidence: &Evidence, period: &AssessmentPeriod) -> bool {
    let covers = !evidence.covers_from.is_empty() || !evidence.covers_to.is_empty();
    let (first, last) = if covers {
        (evidence.covers_from.as_str(), evidence.covers_to.as_str())
    } else {
        (evidence.dated.as_str(), evidence.dated.as_str())
    };
    let over = !last.is_empty() && !period.from.is_empty() && last < period.from.as_str();
    let not_begun = !first.is_empty() && !period.to.is_empty() && first > period.to.as_str();
    over || not_begun
}
