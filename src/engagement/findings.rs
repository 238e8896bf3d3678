//! Findings (缺失／建議事項) against checks.

use serde_json::json;

use super::Engagement;
use super::answering::{created, field_changes};
use super::request::{FindingDraft, Saved};
use crate::error::{Error, Result};
use crate::model::assessment::{CheckKey, Finding};
use crate::model::change::{Action, Kind};
use crate::model::pack::ClauseId;
use crate::model::scope::Target;

impl Engagement {
    /// Records a finding against a check.
    pub fn add_finding(
        &mut self,
        clause: ClauseId,
        target: &Target,
        draft: &FindingDraft,
    ) -> Result<Option<Saved>> {
        self.check_key(&CheckKey {
            clause,
            target: target.clone(),
            part: None,
        })?;
        let number = self
            .assessment()
            .findings
            .values()
            .map(|finding| finding.number.saturating_add(1))
            .max()
            .unwrap_or(1);
        let mut finding = Finding {
            uid: self.new_uid(),
            number,
            clause,
            target: target.clone(),
            also: Vec::new(),
            found_on: String::new(),
            rating: None,
            rating_basis: String::new(),
            repeats: None,
            condition: String::new(),
            cause: String::new(),
            effect: String::new(),
            recommendation: String::new(),
            response: String::new(),
        };
        apply_draft(&mut finding, draft);
        let change = created(Kind::Finding, &finding.uid.clone(), json!(finding));
        self.commit(Action::SetFinding, vec![change])
    }

    /// Changes a finding.
    pub fn set_finding(&mut self, uid: &str, draft: &FindingDraft) -> Result<Option<Saved>> {
        let current = self
            .assessment()
            .findings
            .get(uid)
            .cloned()
            .ok_or_else(|| Error::input("error.finding_gone").hint("error.hint_look_findings"))?;
        let mut next = current.clone();
        apply_draft(&mut next, draft);
        self.commit(
            Action::SetFinding,
            field_changes(Kind::Finding, uid, &json!(current), &json!(next)),
        )
    }
}

fn apply_draft(finding: &mut Finding, draft: &FindingDraft) {
    let fields = [
        (&mut finding.condition, &draft.condition),
        (&mut finding.cause, &draft.cause),
        (&mut finding.effect, &draft.effect),
        (&mut finding.recommendation, &draft.recommendation),
        (&mut finding.response, &draft.response),
        (&mut finding.found_on, &draft.found_on),
        (&mut finding.rating_basis, &draft.rating_basis),
    ];
    for (field, value) in fields {
        if let Some(value) = value {
            field.clone_from(value);
        }
    }
    if let Some(also) = &draft.also {
        finding.also.clone_from(also);
    }
    if let Some(rating) = draft.rating {
        finding.rating = rating;
    }
    if let Some(repeats) = &draft.repeats {
        finding.repeats.clone_from(repeats);
    }
}
