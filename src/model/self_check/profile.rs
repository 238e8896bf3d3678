//! The facts everything else rests on: class, systems, conditions and why clauses fall away.

use std::collections::{BTreeMap, BTreeSet};

use super::{Facts, Issue, Place, Rule, is_blank};
use crate::model::classify::{ClassResult, OVERRIDE};
use crate::model::pack::{ClauseId, ConditionLevel, FieldKind, Level};
use crate::model::profile::{Ground, System};
use crate::model::scope::{Check, Reason, Target};

/// Where a condition is answered: its id and the system, none for the firm.
type Asked<'a> = (&'a str, Option<&'a str>);

/// Checks the profile.
pub(super) fn check(facts: &Facts<'_>, issues: &mut Vec<Issue>) {
    of_class(facts, issues);
    of_period(facts, issues);
    of_systems(facts, issues);
    of_conditions(facts, issues);
}

fn of_class(facts: &Facts<'_>, issues: &mut Vec<Issue>) {
    let result = &facts.scope.classification;
    let field = |field: &str| Place::Profile(Some(field.to_owned()));
    if result.class == ClassResult::Undetermined {
        let first = result.missing.first().cloned();
        let issue = Issue::new(Rule::ClassUndetermined, Place::Profile(first));
        issues.push(issue.with("fields", result.missing.join(" ")));
    }
    if result.criterion == OVERRIDE {
        issues.push(Issue::new(Rule::ClassSetByHand, field("class")));
    }
    let profile = &facts.assessment.profile;
    for id in profile.figures.keys().filter(|id| is_number(facts, id)) {
        let source = profile.figure_sources.get(id);
        let complete = source.is_some_and(|source| !is_blank(&source.period) && !is_blank(&source.document));
        if !complete {
            let issue = Issue::new(Rule::FigureWithoutSource, field(id));
            issues.push(issue.with("field", id));
        }
    }
}

/// Whether a field is an amount or a percentage; yes and no and grades are their own source.
fn is_number(facts: &Facts<'_>, field: &str) -> bool {
    let kind = facts.pack.profile_field(field).map(|field| field.kind);
    matches!(kind, Some(FieldKind::Amount | FieldKind::Percent))
}

fn of_period(facts: &Facts<'_>, issues: &mut Vec<Issue>) {
    let period = &facts.assessment.profile.assessment;
    let given = [("from", &period.from), ("to", &period.to)];
    let missing = given.into_iter().find(|(_, day)| is_blank(day));
    if let Some((field, _)) = missing {
        let place = Place::Profile(Some(format!("assessment.{field}")));
        issues.push(Issue::new(Rule::PeriodMissing, place));
    }
}

fn of_systems(facts: &Facts<'_>, issues: &mut Vec<Issue>) {
    let profile = &facts.assessment.profile;
    if profile.systems.is_empty() {
        issues.push(Issue::new(Rule::NoSystem, Place::Profile(None)));
        return;
    }
    for system in &profile.systems {
        let place = || Place::System(system.id.clone());
        match system.core {
            None => issues.push(Issue::new(Rule::CoreUndecided, place())),
            Some(_) if !core_is_grounded(system) => {
                issues.push(Issue::new(Rule::CoreWithoutGround, place()));
            }
            Some(_) => {}
        }
    }
    let none_is_core = profile.systems.iter().all(|system| system.core == Some(false));
    let reasoned = profile
        .no_core_systems
        .as_ref()
        .is_some_and(|ground| !is_blank(&ground.fact) && !is_blank(&ground.confirmed_by));
    if none_is_core && !reasoned {
        issues.push(Issue::new(Rule::NoCoreWithoutReason, Place::Profile(None)));
    }
}

fn core_is_grounded(system: &System) -> bool {
    let given = [
        &system.core_reason,
        &system.core_confirmed_by,
        &system.core_confirmed_on,
    ];
    given.into_iter().all(|field| !is_blank(field))
}

/// Conditions nobody has answered, and answers that take clauses out, each with its clauses.
fn of_conditions(facts: &Facts<'_>, issues: &mut Vec<Issue>) {
    let mut open: BTreeMap<Asked<'_>, BTreeSet<ClauseId>> = BTreeMap::new();
    let mut excluding: BTreeMap<Asked<'_>, BTreeSet<ClauseId>> = BTreeMap::new();
    for check in &facts.scope.checks {
        let system = match &check.target {
            Some(Target::System(id)) => Some(id.as_str()),
            Some(Target::Organisation) => None,
            None => continue,
        };
        for reason in reasons(check) {
            let (into, id) = match reason {
                Reason::Unconfirmed(id) => (&mut open, id),
                Reason::ConditionFails(id) | Reason::Exempted(id) => (&mut excluding, id),
                _ => continue,
            };
            into.entry(asked(facts, id, system))
                .or_default()
                .insert(check.clause);
        }
    }
    for ((id, system), clauses) in open {
        let place = condition(id, system);
        issues.push(Issue::new(Rule::ConditionUnasked, place).with("clauses", listed(&clauses)));
    }
    for ((id, system), clauses) in excluding {
        if !is_grounded(facts, id, system) {
            let place = condition(id, system);
            let issue = Issue::new(Rule::ExclusionWithoutGround, place);
            issues.push(issue.with("clauses", listed(&clauses)));
        }
    }
}

/// The reasons of a check and its parts, of those that would bind here but for a condition: what
/// binds nobody of this class and kind is not taken out by any answer.
fn reasons(check: &Check) -> impl Iterator<Item = &Reason> {
    let of_parts = check.parts.iter().map(|part| &part.reasons);
    std::iter::once(&check.reasons)
        .chain(of_parts)
        .filter(|reasons| reasons.iter().any(is_binding_cell))
        .flatten()
}

fn is_binding_cell(reason: &Reason) -> bool {
    matches!(reason, Reason::Cell { level, .. } if *level != Level::None)
}

/// A condition of the firm is asked once, whichever check depends on it.
fn asked<'a>(facts: &Facts<'a>, id: &'a str, system: Option<&'a str>) -> Asked<'a> {
    let known = facts.pack.condition(id);
    let of_system = known.is_some_and(|condition| condition.level == ConditionLevel::System);
    (id, system.filter(|_| of_system))
}

fn condition(id: &str, system: Option<&str>) -> Place {
    Place::Condition {
        id: id.to_owned(),
        system: system.map(ToOwned::to_owned),
    }
}

fn listed(clauses: &BTreeSet<ClauseId>) -> String {
    let clauses: Vec<String> = clauses.iter().map(ClauseId::to_string).collect();
    clauses.join(" ")
}

/// Whether fact, person and evidence are given, by the system or for the whole firm.
fn is_grounded(facts: &Facts<'_>, id: &str, system: Option<&str>) -> bool {
    let profile = &facts.assessment.profile;
    let own = system.and_then(|system| profile.system(system)?.grounds.get(id));
    let general = profile.grounds.get(id);
    [own, general].into_iter().flatten().any(is_complete)
}

fn is_complete(ground: &Ground) -> bool {
    let given = [&ground.fact, &ground.confirmed_by, &ground.evidence];
    given.into_iter().all(|field| !is_blank(field))
}
