//! Evidence that no longer shows what it showed, or shows nothing.

use super::indexes::Indexes;
use super::{Facts, Issue, Place, Rule, is_blank};
use crate::model::assessment::EvidenceKind;
use crate::model::reporting::EvidenceState;

/// Checks every piece of evidence.
pub(super) fn check(facts: &Facts<'_>, indexes: &Indexes<'_>, issues: &mut Vec<Issue>) {
    let period = &facts.assessment.profile.assessment;
    // Today where no day was given.
    let as_of = match period.as_of.is_empty() {
        true => facts.today,
        false => &period.as_of,
    };
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
            Some(EvidenceState::Unreadable) => Some(Rule::EvidenceUnreadable),
            Some(EvidenceState::Ok | EvidenceState::Expired | EvidenceState::OutsidePeriod) | None => None,
        };
        if let Some(rule) = file {
            add(rule, "");
        }
        if evidence.is_expired_on(as_of) {
            add(Rule::EvidenceExpired, &evidence.valid_until);
        }
        if evidence.is_outside(&period.from, &period.to) {
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
