//! What a reader must keep in mind: open points that qualify the figures.

use std::collections::BTreeSet;

use super::view::View;
use crate::model::assessment::State;
use crate::model::classify::{ClassResult, OVERRIDE};
use crate::model::reporting::EvidenceState;
use crate::report::blocks::Block;

/// How many systems are named in a point; the register marks them all.
const NAMED: usize = 6;

/// The open points, or that there are none.
pub(super) fn blocks(view: &View<'_>) -> Vec<Block> {
    let points = points(view);
    match points.is_empty() {
        true => vec![Block::paragraph(view.tr("report.attention_none")).into()],
        false => vec![Block::bullets(points)],
    }
}

/// The open points.
pub(super) fn points(view: &View<'_>) -> Vec<String> {
    [
        of_class(view),
        of_systems(view),
        of_conditions(view),
        of_evidence(view),
        without_evidence(view),
        of_risks(view),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What is not decided of the class and of the systems.
pub(super) fn of_profile(view: &View<'_>) -> Vec<String> {
    [of_class(view), of_systems(view)].into_iter().flatten().collect()
}

/// The ids of conditions that nobody has confirmed and that decide on some check.
pub(super) fn unconfirmed<'a>(view: &View<'a>) -> BTreeSet<&'a str> {
    view.input
        .scope
        .checks
        .iter()
        .flat_map(|check| check.unconfirmed())
        .collect()
}

fn counted(view: &View<'_>, id: &'static str, count: usize) -> Option<String> {
    (count > 0).then(|| view.fill(id, &[("count", &count.to_string())]))
}

fn of_class(view: &View<'_>) -> Option<String> {
    let result = &view.input.scope.classification;
    if result.class == ClassResult::Undetermined {
        return Some(view.tr("report.attention_class").to_owned());
    }
    (result.criterion == OVERRIDE).then(|| view.tr("report.attention_override").to_owned())
}

fn of_systems(view: &View<'_>) -> Option<String> {
    let systems = &view.profile().systems;
    if systems.is_empty() {
        return Some(view.tr("report.attention_no_system").to_owned());
    }
    let open: Vec<&str> = systems
        .iter()
        .filter(|system| system.core.is_none())
        .map(|s| s.name.as_str())
        .collect();
    let mut names = view.list(open.iter().take(NAMED));
    if open.len() > NAMED {
        names.push('…');
    }
    let values = [("count", open.len().to_string()), ("names", names)];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    (!open.is_empty()).then(|| view.fill("report.attention_core", &values))
}

fn of_conditions(view: &View<'_>) -> Option<String> {
    counted(view, "report.attention_unconfirmed", unconfirmed(view).len())
}

fn of_evidence(view: &View<'_>) -> Option<String> {
    let states = &view.input.evidence_states;
    let bad = states
        .values()
        .filter(|state| **state != EvidenceState::Ok)
        .count();
    counted(view, "report.attention_evidence", bad)
}

fn without_evidence(view: &View<'_>) -> Option<String> {
    let bare = view.input.scope.checks.iter().filter(|check| {
        let claimed = matches!(view.state_of(check), State::Met | State::Partial);
        let tied = check.target.as_ref().is_some_and(|target| {
            view.input
                .assessment
                .links_for(check.clause, target)
                .next()
                .is_some()
        });
        check.in_scope() && claimed && !tied
    });
    counted(view, "report.attention_bare", bare.count())
}

fn of_risks(view: &View<'_>) -> Option<String> {
    let expired = view.answers_where(|answer| {
        answer
            .risk_accepted
            .as_ref()
            .is_some_and(|risk| view.is_past(&risk.until))
    });
    counted(view, "report.attention_risk", expired.len())
}
