//! Who signed off and approved: nobody should check only their own work.

use std::collections::BTreeSet;

use super::{Facts, Issue, Place, Rule};
use crate::model::assessment::ReviewState;
use crate::model::signing::Role;

/// Checks sign-offs and reviews.
pub(super) fn check(facts: &Facts<'_>, issues: &mut Vec<Issue>) {
    let assessment = facts.assessment;
    let preparers: BTreeSet<&str> = assessment
        .sign_offs
        .values()
        .filter(|sign_off| sign_off.role == Role::Preparer)
        .map(|sign_off| sign_off.by.trim())
        .chain([assessment.profile.assessment.prepared_by.trim()])
        .filter(|name| !name.is_empty())
        .collect();
    for sign_off in assessment.sign_offs.values() {
        let name = sign_off.by.trim();
        if sign_off.role != Role::Preparer && preparers.contains(name) {
            let place = Place::SignOff(sign_off.uid.clone());
            issues.push(Issue::new(Rule::ApproverIsPreparer, place).with("name", name));
        }
    }
    for review in assessment.reviews.values() {
        let by = review.by.trim();
        let own = review.state == ReviewState::Approved
            && assessment
                .answers_for(review.clause, &review.target)
                .any(|answer| !by.is_empty() && answer.prepared_by.trim() == by);
        if own {
            let place = Place::Check {
                clause: review.clause,
                target: review.target.clone(),
                part: None,
            };
            issues.push(Issue::new(Rule::ApproverIsPreparer, place).with("name", by));
        }
    }
}
