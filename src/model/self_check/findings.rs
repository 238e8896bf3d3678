//! Findings, the actions against them, and findings of earlier years.

use std::collections::HashSet;

use super::indexes::Indexes;
use super::{Facts, Issue, Place, Rule, is_blank};
use crate::model::assessment::{ActionStatus, EarlierState, State};

/// Checks findings, actions and earlier findings.
pub(super) fn check(facts: &Facts<'_>, indexes: &Indexes<'_>, issues: &mut Vec<Issue>) {
    of_findings(facts, indexes, issues);
    of_actions(facts, issues);
    of_earlier(facts, indexes, issues);
}

fn of_findings(facts: &Facts<'_>, indexes: &Indexes<'_>, issues: &mut Vec<Issue>) {
    let assessment = facts.assessment;
    let acted: HashSet<&str> = assessment
        .actions
        .values()
        .filter(|action| action.status() != ActionStatus::Dropped)
        .map(|action| action.finding.as_str())
        .collect();
    for finding in assessment.findings.values() {
        let mut add_if = |condition, rule| {
            if condition {
                issues.push(Issue::new(rule, Place::Finding(finding.uid.clone())));
            }
        };
        let incomplete = is_blank(&finding.condition) || is_blank(&finding.recommendation);
        add_if(incomplete, Rule::FindingIncomplete);
        // What could not be determined may well be a finding of its own.
        let settled = |state| matches!(state, State::Met | State::NotApplicable);
        let stale = finding
            .checks()
            .all(|(clause, target)| settled(indexes.state((clause, target.id()))));
        add_if(stale, Rule::FindingWithoutGap);
        let idle = !acted.contains(finding.uid.as_str());
        add_if(idle && !stale, Rule::FindingWithoutAction);
        let earlier = finding.repeats.as_ref().map(|uid| assessment.earlier.get(uid));
        if let Some(earlier) = earlier {
            let issue = Issue::new(Rule::EarlierRepeated, Place::Finding(finding.uid.clone()));
            let label = earlier.map(|earlier| earlier.label()).unwrap_or_default();
            issues.push(issue.with("earlier", label));
        }
    }
}

fn of_actions(facts: &Facts<'_>, issues: &mut Vec<Issue>) {
    for action in facts.assessment.actions.values() {
        let mut add = |rule| {
            let issue = Issue::new(rule, Place::Action(action.uid.clone()));
            issues.push(issue.with("due", &action.due));
        };
        let status = action.status();
        let finding = facts.assessment.findings.get(&action.finding);
        let found_on = finding.map_or("", |finding| finding.found_on.as_str());
        if !action.due.is_empty() && action.due.as_str() < found_on {
            add(Rule::ActionBeforeFinding);
        }
        if action.is_overdue(facts.today) {
            add(Rule::ActionOverdue);
        }
        if status == ActionStatus::Done {
            add(Rule::ActionUnverified);
        }
        if status.is_settled() {
            continue;
        }
        if is_blank(&action.owner) {
            add(Rule::ActionWithoutOwner);
        }
        if is_blank(&action.due) {
            add(Rule::ActionWithoutDue);
        }
    }
}

fn of_earlier(facts: &Facts<'_>, indexes: &Indexes<'_>, issues: &mut Vec<Issue>) {
    for earlier in facts.assessment.earlier.values() {
        let open = matches!(earlier.state, EarlierState::Open | EarlierState::Improving);
        let past = !earlier.deadline.is_empty() && earlier.deadline.as_str() < facts.today;
        let recurs = earlier
            .clauses
            .iter()
            .any(|clause| indexes.gap_clauses.contains(clause));
        let mut add_if = |condition, rule| {
            if condition {
                let issue = Issue::new(rule, Place::Earlier(earlier.uid.clone()));
                issues.push(issue.with("deadline", &earlier.deadline));
            }
        };
        add_if(open && past, Rule::EarlierOverdue);
        add_if(!open && recurs, Rule::EarlierRecurs);
    }
}
