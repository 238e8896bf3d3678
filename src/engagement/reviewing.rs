//! Review: submitting, returning and approving checks, one or many in one step.

use serde_json::{Value, json};

use super::Engagement;
use super::answering::{created, field_changes};
use super::request::{ReviewDraft, Saved};
use crate::error::{Error, Result, Words};
use crate::model::assessment::{CheckRef, Review, ReviewState};
use crate::model::change::{Action, Change, Kind};
use crate::model::review::{Obstacle, Plan, Selection, content_of, plan};

/// How many checks an error names.
const NAMED: usize = 5;
/// Longest note or title, in characters.
const MAX_TEXT: usize = 100_000;

impl Engagement {
    /// The checks in scope that a selection names.
    pub fn selected_checks(&self, selection: &Selection) -> Vec<CheckRef> {
        let chapter_of = |article| self.pack().article(article).map(|article| article.chapter);
        selection.of(&self.scope(), &chapter_of)
    }

    /// Which of these checks can be submitted, returned or approved now.
    pub fn plan_review(&self, checks: &[CheckRef], word: ReviewState) -> Plan {
        plan(self.assessment(), &self.scope(), checks, word)
    }

    /// Submits, returns or approves checks in one step; none where they all stand there already.
    /// Refused as a whole where one of them cannot be: an unanswered check is neither submitted nor
    /// approved, and only what was submitted is approved or returned.
    pub fn review(&mut self, draft: &ReviewDraft) -> Result<Option<Saved>> {
        let note = draft.note.trim();
        if draft.word == ReviewState::Returned && note.is_empty() {
            return Err(Error::input("error.return_needs_note").hint("error.hint_return_note"));
        }
        check_length(note)?;
        let plan = self.plan_review(&draft.checks, draft.word);
        refuse(&plan, draft.word)?;
        let mut changes = Vec::new();
        for check in &plan.ready {
            changes.extend(self.changes_of_review(check, draft.word, note));
        }
        self.commit(Action::Review, changes)
    }

    fn changes_of_review(&mut self, check: &CheckRef, word: ReviewState, note: &str) -> Vec<Change> {
        let current = self.assessment().review_of(check.clause, &check.target).cloned();
        let seen = content_of(self.assessment(), check.clause, &check.target);
        if let Some(current) = &current
            && (current.state, current.note.as_str(), &current.seen) == (word, note, &seen)
        {
            return Vec::new();
        }
        let uid = current.as_ref().map(|review| review.uid.clone());
        let next = Review {
            uid: uid.unwrap_or_else(|| self.new_uid()),
            clause: check.clause,
            target: check.target.clone(),
            state: word,
            by: self.author().to_owned(),
            at: self.timestamp(),
            note: note.to_owned(),
            seen,
        };
        let record: Value = json!(next);
        match current {
            Some(current) => field_changes(Kind::Review, &next.uid, &json!(current), &record),
            None => vec![created(Kind::Review, &next.uid, record)],
        }
    }
}

/// Refuses text that nobody can have written by hand.
pub(super) fn check_length(text: &str) -> Result<()> {
    if text.chars().count() > MAX_TEXT {
        return Err(Error::input("error.review_text_long")
            .with("limit", MAX_TEXT)
            .hint("error.hint_shorten"));
    }
    Ok(())
}

/// The first obstacle, with the checks it stands before. What stands there already is no obstacle.
fn refuse(plan: &Plan, word: ReviewState) -> Result<()> {
    let refusals = [
        (
            Obstacle::OutOfScope,
            "error.review_out_of_scope",
            "error.hint_review_scope",
        ),
        (
            Obstacle::Unanswered,
            "error.review_unanswered",
            "error.hint_review_answer",
        ),
        (
            Obstacle::NotSubmitted,
            "error.review_not_submitted",
            "error.hint_review_submit",
        ),
    ];
    for (obstacle, said, hint) in refusals {
        let checks: Vec<&CheckRef> = plan.with(obstacle).collect();
        if !checks.is_empty() {
            return Err(Error::input(said)
                .saying("checks", named(&checks))
                .with("count", checks.len())
                .hint(hint));
        }
    }
    if plan.ready.is_empty() && plan.blocked.is_empty() {
        let said = match word {
            ReviewState::Submitted => "error.nothing_to_submit",
            ReviewState::Returned | ReviewState::Approved => "error.nothing_submitted",
        };
        return Err(Error::input(said).hint("error.hint_review_list"));
    }
    Ok(())
}

/// The first few checks by clause and target.
fn named(checks: &[&CheckRef]) -> Words {
    let first: Vec<String> = checks
        .iter()
        .take(NAMED)
        .map(|check| format!("{} {}", check.clause, check.target))
        .collect();
    let list = first.join(", ");
    match checks.len().checked_sub(NAMED) {
        Some(more @ 1..) => Words::new("error.review_named_more")
            .with("list", list)
            .with("more", more),
        _ => Words::new("error.told").with("cause", list),
    }
}
