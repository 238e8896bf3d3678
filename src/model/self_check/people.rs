//! Who signed off and approved: nobody should check only their own work, and nobody's word should
//! stand for what was changed since.

use std::collections::BTreeSet;

use super::{Facts, Issue, Place, Rule};
use crate::model::assessment::ReviewState;
use crate::model::review::{Stage, standing};
use crate::model::sign_off::newest;
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
    // The digest reads everything: only where somebody's word depends on it.
    let digest = (!assessment.sign_offs.is_empty()).then(|| assessment.digest());
    for sign_off in Role::ALL.into_iter().filter_map(|role| newest(assessment, role)) {
        if digest.as_ref() != Some(&sign_off.digest) {
            let place = Place::SignOff(sign_off.uid.clone());
            issues.push(Issue::new(Rule::SignOffStale, place).with("name", sign_off.by.trim()));
        }
    }
    for sign_off in assessment.sign_offs.values() {
        let name = sign_off.by.trim();
        if sign_off.role != Role::Preparer && preparers.contains(name) {
            let place = Place::SignOff(sign_off.uid.clone());
            issues.push(Issue::new(Rule::ApproverIsPreparer, place).with("name", name));
        }
    }
    for review in assessment.reviews.values() {
        if standing(assessment, review.clause, &review.target).stage == Stage::Reopened {
            let place = Place::Check {
                clause: review.clause,
                target: review.target.clone(),
                part: None,
            };
            issues.push(Issue::new(Rule::ApprovalReopened, place).with("name", review.by.trim()));
        }
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
