//! Long work: stopping it by Esc, and what the app keeps of its outcome.

use super::app::{Act, App, Effect, Notice};
use crate::engagement::request::Outcome;
use crate::lang::tr;

/// Stops the work that stands in the way of leaving a screen.
pub(super) fn stop(app: &mut App) -> Vec<Act> {
    let words = tr(app.lang, "attach.cancelling").to_owned();
    app.progress = None;
    vec![Act::Effect(Effect::Cancel), Act::Say(Notice::Attention(words))]
}

/// Keeps the states of evidence for every screen, or says that the work was stopped.
pub(super) fn follow(app: &mut App, outcome: &Outcome) {
    match (outcome, &mut app.workbook) {
        (Outcome::EvidenceStates(states), Some(workbook)) => {
            workbook.evidence_states = states.iter().cloned().collect();
        }
        (Outcome::Cancelled, _) => {
            app.notice = Some(Notice::Done(tr(app.lang, "evidence.cancelled").to_owned()));
        }
        _ => {}
    }
}
