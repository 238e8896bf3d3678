//! Saying a word on one or many checks: marking, asking with the count, and what is said afterwards.

use std::collections::BTreeSet;

use super::{Mode, ReviewScreen};
use crate::engagement::request::{Request, ReviewDraft, Saved};
use crate::lang::{fill, review_state_name, tr};
use crate::model::assessment::{CheckRef, ReviewState};
use crate::model::change::Kind;
use crate::model::review::{approved_by_its_preparer, is_prepared_by, plan};
use crate::tui::app::{Act, Context, Notice, Workbook};
use crate::tui::keys::Command;
use crate::tui::overlays::{Confirm, Overlay};
use crate::tui::widgets::pane::Pane;

impl ReviewScreen {
    /// Marks the selected check, or takes its mark away, and goes on to the next.
    pub(super) fn mark(&mut self, context: &Context<'_>, workbook: &Workbook) {
        let Some(check) = self.selected(context, workbook) else {
            return;
        };
        if !self.marked.remove(&check) {
            self.marked.insert(check);
        }
        let count = self.with_list(context, workbook, |list| list.items.len());
        self.cursor.update(Command::Down, count, 1);
        self.pane = Pane::default();
    }

    /// Marks every check of the list; where all are marked, takes the marks away.
    pub(super) fn mark_all(&mut self, context: &Context<'_>, workbook: &Workbook) {
        let all: Vec<CheckRef> = self.with_list(context, workbook, |list| {
            list.items.iter().map(|item| item.check.clone()).collect()
        });
        if all.iter().all(|check| self.marked.contains(check)) {
            for check in &all {
                self.marked.remove(check);
            }
        } else {
            self.marked.extend(all);
        }
    }

    /// Submits or approves: one check at once, many after a question that counts them.
    pub(super) fn say(&mut self, word: ReviewState, context: &Context<'_>, workbook: &Workbook) -> Vec<Act> {
        let meant = self.meant(context, workbook);
        let plan = plan(&workbook.assessment, &workbook.scope, &meant, word);
        if plan.ready.is_empty() {
            return vec![nothing_ready(word, context)];
        }
        let draft = ReviewDraft {
            checks: plan.ready.clone(),
            word,
            note: String::new(),
        };
        let request = Act::request(Request::Review(draft));
        if meant.len() == 1 {
            return vec![request];
        }
        let me = context.home.map_or("", |home| home.author.as_str());
        let own = plan
            .ready
            .iter()
            .filter(|check| is_prepared_by(&workbook.assessment, check.clause, &check.target, me))
            .count();
        let counted = |id, count: usize, said: bool| match count {
            1.. if said => fill(context.lang, id, &[("count", &count.to_string())]),
            _ => String::new(),
        };
        let question = fill(
            context.lang,
            "review.confirm",
            &[
                ("word", review_state_name(word, context.lang)),
                ("count", &plan.ready.len().to_string()),
                (
                    "skipped",
                    &counted("review.confirm_skipped", plan.blocked.len(), true),
                ),
                (
                    "own",
                    &counted("review.confirm_own", own, word == ReviewState::Approved),
                ),
            ],
        );
        // Nothing can be lost: it is one step, and undone as one.
        let confirm = Confirm::then(question, vec![request]).with_yes_marked();
        vec![Act::overlay(Overlay::Confirm(confirm))]
    }

    pub(super) fn begin_return(&mut self, context: &Context<'_>, workbook: &Workbook) -> Vec<Act> {
        let meant = self.meant(context, workbook);
        let plan = plan(
            &workbook.assessment,
            &workbook.scope,
            &meant,
            ReviewState::Returned,
        );
        if plan.ready.is_empty() {
            return vec![nothing_ready(ReviewState::Returned, context)];
        }
        self.mode = Mode::Return(plan.ready);
        Vec::new()
    }
}

fn nothing_ready(word: ReviewState, context: &Context<'_>) -> Act {
    let id = match word {
        ReviewState::Submitted => "review.nothing_ready_submitted",
        ReviewState::Returned => "review.nothing_ready_returned",
        ReviewState::Approved => "review.nothing_ready_approved",
    };
    Act::Say(Notice::Attention(tr(context.lang, id).to_owned()))
}

/// What was said on how many checks, and whether the approver prepared some of them.
pub(super) fn review_notice(saved: &Saved, context: &Context<'_>, workbook: &Workbook) -> Notice {
    let lang = context.lang;
    let uids: BTreeSet<&str> = saved
        .changes
        .iter()
        .filter(|change| change.object.kind == Kind::Review)
        .map(|change| change.object.uid.as_str())
        .collect();
    let reviews: Vec<_> = uids
        .iter()
        .filter_map(|uid| workbook.assessment.reviews.get(*uid))
        .collect();
    let own = reviews
        .iter()
        .filter(|review| approved_by_its_preparer(&workbook.assessment, review.clause, &review.target))
        .count();
    let word = reviews
        .first()
        .map(|review| review_state_name(review.state, lang))
        .unwrap_or_default();
    let count = uids.len().to_string();
    let done = fill(lang, "review.done", &[("word", word), ("count", &count)]);
    match own {
        0 => Notice::Done(done),
        own => {
            let warning = fill(lang, "review.own_approved", &[("count", &own.to_string())]);
            Notice::Attention(format!("{done} {warning}"))
        }
    }
}
