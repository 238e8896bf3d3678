//! Leaving the program: what is asked first, and what is saved on the way out.

use super::app::{Act, App, Effect};
use super::keys::Place;
use super::overlays::{Confirm, Overlay};
use super::resuming;
use super::update::place;
use crate::lang::tr;

/// Ctrl-C in a terminal means leaving; here it may have been meant for copying, so one Enter is
/// asked for.
pub(super) fn quit_after_enter(app: &mut App) -> Vec<Act> {
    if place(app) == Place::Confirm {
        return Vec::new();
    }
    let context = app.context();
    let lost = app
        .screens
        .iter()
        .find_map(|screen| screen.leaving_question(&context));
    if lost.is_some() {
        return quit(app);
    }
    let question = Confirm::then(tr(app.lang, "tui.quit_question"), vec![Act::Leave]);
    vec![Act::overlay(Overlay::Confirm(question.with_yes_marked()))]
}

/// Leaves, after a question where something was typed that is not saved by itself.
pub(super) fn quit(app: &mut App) -> Vec<Act> {
    let context = app.context();
    let question = app
        .screens
        .iter()
        .find_map(|screen| screen.leaving_question(&context));
    match question {
        Some(question) => {
            app.overlays.clear();
            let confirm = Confirm::then(question, vec![Act::Leave]);
            vec![Act::overlay(Overlay::Confirm(confirm))]
        }
        None => leave(app),
    }
}

/// Saves what is being written, then leaves once nothing is under way any more.
pub(super) fn leave(app: &mut App) -> Vec<Act> {
    app.overlays.clear();
    app.leaving = true;
    let mut acts = vec![Act::Effect(Effect::Cancel)];
    let context = app.context();
    acts.extend(app.screens.iter().flat_map(|screen| screen.unsaved(&context)));
    acts.extend(resuming::leaving(app));
    acts
}
