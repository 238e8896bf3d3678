//! From an issue to the screen where it can be settled. One function, so that a new screen is
//! reached by changing one arm.

use crate::lang::{fill, issue_place};
use crate::model::pack::ClauseId;
use crate::model::scope::Target;
use crate::model::self_check::Place;
use crate::tui::app::{Act, Context, Notice, Workbook};
use crate::tui::screens::walk::open_answer;
use crate::tui::screens::{
    ActionScreen, EarlierFormScreen, EvidenceScreen, FindingScreen, PieceScreen, ProfileScreen, ReviewScreen,
    Screen, SystemScreen, SystemsScreen,
};

/// What opens the screen for a place; a notice where there is none.
pub(in crate::tui::screens) fn to(context: &Context<'_>, workbook: &Workbook, place: &Place) -> Vec<Act> {
    let assessment = &workbook.assessment;
    let opened = match place {
        Place::Profile(field) => Some(to_profile(context, field.as_deref())),
        Place::Condition { id, system: None } => Some(Act::push(Screen::Profile(
            ProfileScreen::new(context).at_condition(context, id),
        ))),
        Place::Condition {
            id,
            system: Some(system),
        } => to_system(context, workbook, system, Some(id)),
        Place::System(id) => to_system(context, workbook, id, None),
        Place::Check { clause, target, .. } => to_check(workbook, *clause, target),
        Place::Evidence(uid) => to_evidence(workbook, uid),
        Place::Finding(uid) => {
            let there = assessment.findings.contains_key(uid);
            there.then(|| FindingScreen::open(context, uid))
        }
        Place::Action(uid) => {
            let there = assessment.actions.contains_key(uid);
            there.then(|| ActionScreen::open(context, uid))
        }
        Place::Earlier(uid) => {
            let there = assessment.earlier.contains_key(uid);
            there.then(|| EarlierFormScreen::open(context, uid))
        }
        Place::SignOff(_) => return ReviewScreen::open(context),
    };
    vec![opened.unwrap_or_else(|| nowhere(context, workbook, place))]
}

/// A missing system is recorded among the systems; everything else is asked on the profile.
fn to_profile(context: &Context<'_>, field: Option<&str>) -> Act {
    match field {
        None => Act::push(Screen::Systems(SystemsScreen::default())),
        Some(field) => Act::push(Screen::Profile(
            ProfileScreen::new(context).at_field(context, field),
        )),
    }
}

fn to_system(
    context: &Context<'_>,
    workbook: &Workbook,
    id: &str,
    condition: Option<&String>,
) -> Option<Act> {
    let system = workbook.assessment.profile.system(id)?;
    let screen = SystemScreen::new(context, system.uid.clone()).at(context, condition);
    Some(Act::push(Screen::System(Box::new(screen))))
}

/// The answer; of a system that was removed, the systems.
fn to_check(workbook: &Workbook, clause: ClauseId, target: &Target) -> Option<Act> {
    workbook.pack.clause(clause)?;
    let gone = match target {
        Target::Organisation => false,
        Target::System(id) => workbook.assessment.profile.system(id).is_none(),
    };
    Some(if gone {
        Act::push(Screen::Systems(SystemsScreen::default()))
    } else {
        open_answer(workbook, clause, target)
    })
}

/// The evidence where it is tied, else by itself.
fn to_evidence(workbook: &Workbook, uid: &str) -> Option<Act> {
    let assessment = &workbook.assessment;
    let Some(link) = assessment.links_of_evidence(uid).next() else {
        let piece = PieceScreen::new(assessment.evidence.get(uid)?);
        return Some(Act::push(Screen::Piece(Box::new(piece))));
    };
    let screen = EvidenceScreen::new(workbook, link.clause, link.target.clone(), None).at_tie(&link.uid);
    Some(Act::push(Screen::Evidence(Box::new(screen))))
}

fn nowhere(context: &Context<'_>, workbook: &Workbook, place: &Place) -> Act {
    let words = issue_place(&workbook.pack, &workbook.assessment, place, context.lang);
    let words = fill(context.lang, "selfcheck.nowhere", &[("words", &words)]);
    Act::Say(Notice::Attention(words))
}
