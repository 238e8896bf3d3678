//! From an issue to the screen where it can be settled. One function, so that a new screen is
//! reached by changing one arm.

use crate::lang::{fill, issue_place};
use crate::model::pack::ClauseId;
use crate::model::scope::Target;
use crate::model::self_check::Place;
use crate::tui::app::{Act, Context, Notice, Workbook};
use crate::tui::screens::walk::open_answer;
use crate::tui::screens::{EvidenceScreen, ProfileScreen, Screen, SystemScreen, SystemsScreen};

/// What opens the screen for a place; a notice where there is none.
pub(super) fn to(context: &Context<'_>, workbook: &Workbook, place: &Place) -> Vec<Act> {
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
        Place::Finding(uid) => assessment
            .findings
            .get(uid)
            .and_then(|finding| to_check(workbook, finding.clause, &finding.target)),
        Place::Action(uid) => assessment
            .actions
            .get(uid)
            .and_then(|action| assessment.findings.get(&action.finding))
            .and_then(|finding| to_check(workbook, finding.clause, &finding.target)),
        Place::Earlier(uid) => assessment
            .earlier
            .get(uid)
            .and_then(|earlier| earlier.clauses.first())
            .and_then(|clause| to_clause(workbook, *clause)),
        Place::SignOff(_) => None,
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

/// The first check in scope of a clause, else its first check.
fn to_clause(workbook: &Workbook, clause: ClauseId) -> Option<Act> {
    let checks = || {
        workbook
            .scope
            .checks
            .iter()
            .filter(|check| check.clause == clause)
    };
    let check = checks()
        .find(|check| check.in_scope())
        .or_else(|| checks().next())?;
    to_check(workbook, clause, check.target.as_ref()?)
}

/// The evidence where it is tied.
fn to_evidence(workbook: &Workbook, uid: &str) -> Option<Act> {
    let assessment = &workbook.assessment;
    let link = assessment.links_of_evidence(uid).next()?;
    let screen = EvidenceScreen::new(workbook, link.clause, link.target.clone(), None).at_tie(&link.uid);
    Some(Act::push(Screen::Evidence(Box::new(screen))))
}

fn nowhere(context: &Context<'_>, workbook: &Workbook, place: &Place) -> Act {
    let words = match place {
        Place::Evidence(uid) => {
            let evidence = workbook.assessment.evidence.get(uid);
            let label = evidence.map(|evidence| evidence.label()).unwrap_or_default();
            fill(context.lang, "selfcheck.unattached_hint", &[("label", &label)])
        }
        _ => {
            let words = issue_place(&workbook.pack, &workbook.assessment, place, context.lang);
            fill(context.lang, "selfcheck.nowhere", &[("words", &words)])
        }
    };
    Act::Say(Notice::Attention(words))
}
