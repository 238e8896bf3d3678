//! Which check of one assessment is which of the other.

use std::collections::{BTreeMap, BTreeSet};

use super::Side;
use crate::model::clause::ClauseId;
use crate::model::profile::{Profile, System};
use crate::model::scope::{Check, Target};

/// A check in scope of either assessment.
pub(super) struct Pair<'a> {
    /// The clause.
    pub(super) clause: ClauseId,
    /// Its target, by the newer id where there is one.
    pub(super) target: Target,
    /// Name of the system.
    pub(super) system: Option<&'a str>,
    /// In the older assessment, if in scope there.
    pub(super) before: Option<&'a Check>,
    /// In the newer.
    pub(super) after: Option<&'a Check>,
    /// Whether the clause says the same in both packs.
    pub(super) same_text: bool,
}

/// Every check in scope of either: those of the newer in its order, then those that are gone.
pub(super) fn pairs<'a>(old: Side<'a>, new: Side<'a>) -> Vec<Pair<'a>> {
    let matched = matched(&old.assessment.profile, &new.assessment.profile);
    let mut left = in_scope(old);
    let mut pairs = Vec::new();
    for ((clause, target), check) in in_scope(new) {
        let former = match &target {
            Target::Organisation => Some(Target::Organisation),
            Target::System(id) => matched
                .get(id.as_str())
                .map(|id| Target::System((*id).to_owned())),
        };
        pairs.push(Pair {
            clause,
            system: name(new, &target),
            target,
            before: former.and_then(|former| left.remove(&(clause, former))),
            after: Some(check),
            same_text: same_text(old, new, clause),
        });
    }
    for ((clause, target), check) in left {
        let now = matched.iter().find(|(_, id)| **id == target.id());
        let now = now.map(|(id, _)| Target::System((*id).to_owned()));
        pairs.push(Pair {
            clause,
            system: now
                .as_ref()
                .map_or_else(|| name(old, &target), |now| name(new, now)),
            target: now.unwrap_or(target),
            before: Some(check),
            after: None,
            same_text: same_text(old, new, clause),
        });
    }
    pairs
}

fn in_scope(side: Side<'_>) -> BTreeMap<(ClauseId, Target), &Check> {
    let checks = side.scope.checks.iter().filter(|check| check.in_scope());
    checks
        .filter_map(|check| Some(((check.clause, check.target.clone()?), check)))
        .collect()
}

fn name<'a>(side: Side<'a>, target: &Target) -> Option<&'a str> {
    match target {
        Target::Organisation => None,
        Target::System(id) => side
            .assessment
            .profile
            .system(id)
            .map(|system| system.name.as_str()),
    }
}

/// Whether a clause stands in both packs with the same text.
fn same_text(old: Side<'_>, new: Side<'_>, clause: ClauseId) -> bool {
    let of = |side: Side<'_>| side.pack.clause(clause).map(|clause| clause.text_sha256());
    of(old) == of(new)
}

/// The older id of each system of the newer register that stood in the older one, by newer id.
fn matched<'a>(old: &'a Profile, new: &'a Profile) -> BTreeMap<&'a str, &'a str> {
    type Same = fn(&System, &System) -> bool;
    let ways: [Same; 3] = [
        |old, new| !old.uid.is_empty() && old.uid == new.uid,
        |old, new| old.id == new.id,
        |old, new| old.name.trim() == new.name.trim(),
    ];
    let mut found: BTreeMap<&str, &str> = BTreeMap::new();
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    for same in ways {
        for system in &new.systems {
            if found.contains_key(system.id.as_str()) {
                continue;
            }
            let former = old
                .systems
                .iter()
                .find(|former| !taken.contains(former.id.as_str()) && same(former, system));
            if let Some(former) = former {
                found.insert(&system.id, &former.id);
                taken.insert(&former.id);
            }
        }
    }
    found
}
