//! Accepted risks: complete, not past their day, not for ever.

use super::{Facts, Issue, Place, Rule, dates, is_blank};
use crate::model::assessment::{Answer, RiskAccepted};

/// Days before its end from which an acceptance is due to be decided anew.
const SOON: u64 = 30;

/// Checks every accepted risk of an answer that is a gap.
pub(super) fn check(facts: &Facts<'_>, issues: &mut Vec<Issue>) {
    let soon = dates::days_after(facts.today, SOON);
    for answer in facts.assessment.answers.values() {
        let Some(risk) = answer.risk_accepted.as_ref().filter(|_| answer.state.is_gap()) else {
            continue;
        };
        let place = || Place::Check {
            clause: answer.clause,
            target: answer.target.clone(),
            part: answer.part.clone(),
        };
        let incomplete = [&risk.reason, &risk.approver, &risk.until]
            .into_iter()
            .any(|field| is_blank(field));
        if incomplete {
            issues.push(Issue::new(Rule::RiskIncomplete, place()));
        }
        if is_blank(&risk.approval_number) || is_blank(&risk.compensating) {
            issues.push(Issue::new(Rule::RiskUnsupported, place()));
        }
        let rule = by_date(facts.today, soon.as_deref(), answer, risk);
        issues.extend(rule.map(|rule| Issue::new(rule, place()).with("until", &risk.until)));
    }
}

fn by_date(today: &str, soon: Option<&str>, answer: &Answer, risk: &RiskAccepted) -> Option<Rule> {
    let until = risk.until.as_str();
    if until.is_empty() {
        return None;
    }
    // Until when a risk may be accepted is reckoned from when that was written down.
    let latest = dates::year_after(&answer.prepared_at).or_else(|| dates::year_after(today));
    if until < today {
        Some(Rule::RiskExpired)
    } else if soon.is_some_and(|soon| until <= soon) {
        Some(Rule::RiskDueSoon)
    } else if latest.is_some_and(|latest| until > latest.as_str()) {
        Some(Rule::RiskTooLong)
    } else {
        None
    }
}
