//! Where the checks of a scope stand, so that those of one clause or target are found without
//! looking at all of them.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Check, Scope, Target};
use crate::model::pack::ClauseId;

/// The places of checks in a scope.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Places {
    clauses: BTreeMap<ClauseId, Range<usize>>,
    targets: BTreeMap<Target, Vec<usize>>,
}

impl Places {
    /// The places of `checks`, in which those of one clause stand together.
    pub(super) fn new(checks: &[Check]) -> Self {
        let mut places = Self::default();
        for (at, check) in checks.iter().enumerate() {
            places.clauses.entry(check.clause).or_insert(at..at).end = at + 1;
            let Some(target) = &check.target else {
                continue;
            };
            match places.targets.get_mut(target) {
                Some(of_target) => of_target.push(at),
                None => drop(places.targets.insert(target.clone(), vec![at])),
            }
        }
        places
    }
}

impl Scope {
    /// The checks of a clause, in system order.
    pub fn checks_of(&self, clause: ClauseId) -> &[Check] {
        let place = self.places.clauses.get(&clause).cloned().unwrap_or_default();
        self.checks.get(place).unwrap_or_default()
    }

    /// The checks of a target, in clause order.
    pub fn checks_for<'a>(&'a self, target: &Target) -> impl Iterator<Item = &'a Check> + use<'a> {
        let places = self.places.targets.get(target);
        places.into_iter().flatten().filter_map(|at| self.checks.get(*at))
    }

    /// The check of a clause for a target.
    pub fn check(&self, clause: ClauseId, target: &Target) -> Option<&Check> {
        self.checks_of(clause)
            .iter()
            .find(|check| check.target.as_ref() == Some(target))
    }

    /// The clauses with a check, in order.
    pub fn clauses(&self) -> impl Iterator<Item = ClauseId> {
        self.places.clauses.keys().copied()
    }
}
