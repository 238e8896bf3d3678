//! Resuming: where a workbook is left, and opening it there again. What is kept is a help of this
//! machine alone; a workbook without it opens at its first question or its first open check.

use super::app::{Act, App, Context, Notice, Workbook};
use super::screens::{ProfileScreen, Screen, SystemsScreen, WalkScreen};
use crate::engagement::request::Request;
use crate::lang::{fill, tr};
use crate::settings::{Left, Stage};

/// The request that remembers where the open workbook is left; none where none is open.
pub(super) fn leaving(app: &App) -> Option<Act> {
    let workbook = app.workbook.as_ref()?;
    Some(Act::request(Request::Leave(position(app, workbook))))
}

fn position(app: &App, workbook: &Workbook) -> Left {
    let mut left = Left {
        class: workbook.scope.classification.class.id().to_owned(),
        answered: workbook.score.all.answered(),
        total: workbook.score.all.total(),
        saved_at: workbook.saved_at.clone().unwrap_or_default(),
        previous: workbook.previous_path.clone().unwrap_or_default(),
        ..Left::default()
    };
    for screen in &app.screens {
        match screen {
            Screen::Walk(walk) => walk.position(workbook, &mut left),
            Screen::Profile(_) => left.stage = Stage::Questionnaire,
            Screen::Systems(_) => left.stage = Stage::Systems,
            _ => {}
        }
    }
    left
}

/// The screens a workbook opens with, lowest first, and what is said about it.
pub(super) fn resume(context: &Context<'_>, left: Option<&Left>) -> Vec<Act> {
    let Some(workbook) = context.workbook else {
        return Vec::new();
    };
    let is_new = workbook.assessment.profile.licences.is_empty();
    let walk = match left {
        Some(left) => WalkScreen::resumed(context, left),
        None => WalkScreen::new(context),
    };
    let mut acts = vec![Act::push(Screen::Walk(walk))];
    let stage = left.map_or(Stage::Walk, |left| left.stage);
    if is_new || stage == Stage::Questionnaire {
        let (profile, open) = ProfileScreen::at_first_open(context);
        // Nothing can be said before the first question is answered.
        if is_new || open > 0 {
            acts.push(Act::push(Screen::Profile(profile)));
            if left.is_some() {
                let words = fill(
                    context.lang,
                    "start.resumed_questions",
                    &[("count", &open.to_string())],
                );
                acts.push(Act::Say(Notice::Done(words)));
            }
            return acts;
        }
    }
    if stage == Stage::Systems {
        acts.push(Act::push(Screen::Systems(SystemsScreen::default())));
        let words = tr(context.lang, "start.resumed_systems").to_owned();
        acts.push(Act::Say(Notice::Done(words)));
    }
    acts
}
