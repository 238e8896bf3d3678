//! What a change of the profile or its systems does to the scope: the checks that enter, leave or
//! change their level, and which of them were answered.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::assessment::{Assessment, State};
use super::classify::classify;
use super::pack::{Clause, ClauseId, Level, Pack};
use super::profile::{Profile, System};
use super::scope::{Check, Target, checks_under};
use super::what_if::conditions_of;

/// A check whose level differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Moved {
    /// The clause.
    pub clause: ClauseId,
    /// The target.
    pub target: Target,
    /// Its level before; none where it was not in scope.
    pub from: Level,
    /// Its level after; none where it is not in scope.
    pub to: Level,
    /// Whether it has an answer, which stays in the workbook.
    pub answered: bool,
}

/// What a change does to the scope.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Movement {
    /// Checks that come into scope.
    pub entering: Vec<Moved>,
    /// Checks that leave it; what was answered stays in the workbook.
    pub leaving: Vec<Moved>,
    /// Checks whose level changes.
    pub changed: Vec<Moved>,
}

impl Movement {
    /// Compares two profiles of one workbook.
    pub fn between(pack: &Pack, assessment: &Assessment, before: &Profile, after: &Profile) -> Self {
        if decides_alike(before, after) {
            return Self::default();
        }
        let class = |profile: &Profile| classify(pack, profile).class.effective();
        let (class_before, class_after) = (class(before), class(after));
        let concerned: Vec<&Clause> = match class_before == class_after {
            true => concerned(pack, before, after),
            false => pack.clauses().collect(),
        };
        let checks = |profile, class| checks_under(pack, concerned.iter().copied(), profile, class);
        let (was, is) = (checks(before, class_before), checks(after, class_after));
        let (was, is) = (levels(&was), levels(&is));
        let mut movement = Self::default();
        let places = was
            .keys()
            .chain(is.keys().filter(|place| !was.contains_key(*place)));
        for (clause, target) in places {
            let level = |side: &Levels<'_>| side.get(&(*clause, *target)).copied().unwrap_or_default();
            let (from, to) = (level(&was), level(&is));
            let list = match (from, to) {
                (from, to) if from == to => continue,
                (Level::None, _) => &mut movement.entering,
                (_, Level::None) => &mut movement.leaving,
                _ => &mut movement.changed,
            };
            let mut answers = assessment.answers_for(*clause, target);
            list.push(Moved {
                clause: *clause,
                target: (*target).clone(),
                from,
                to,
                answered: answers.any(|answer| answer.state != State::Unanswered),
            });
        }
        for list in [
            &mut movement.entering,
            &mut movement.leaving,
            &mut movement.changed,
        ] {
            list.sort_by(|a, b| (a.clause, &a.target).cmp(&(b.clause, &b.target)));
        }
        movement
    }

    /// Whether nothing moves.
    pub fn is_empty(&self) -> bool {
        self.entering.is_empty() && self.leaving.is_empty() && self.changed.is_empty()
    }
}

/// The clauses whose checks can differ between two profiles of one class: where nothing but answers to
/// conditions differs, those that name one of these.
fn concerned<'a>(pack: &'a Pack, before: &Profile, after: &Profile) -> Vec<&'a Clause> {
    let without_conditions = |profile: &Profile| Profile {
        conditions: BTreeMap::new(),
        systems: profile
            .systems
            .iter()
            .map(|system| System {
                id: system.id.clone(),
                core: system.core,
                ..System::default()
            })
            .collect(),
        ..profile.without_systems()
    };
    if !decides_alike(&without_conditions(before), &without_conditions(after)) {
        return pack.clauses().collect();
    }
    let systems = before.systems.iter().zip(&after.systems);
    let differing: BTreeSet<&String> = systems
        .map(|(before, after)| (&before.conditions, &after.conditions))
        .chain([(&before.conditions, &after.conditions)])
        .flat_map(|(before, after)| {
            let ids = before.keys().chain(after.keys());
            ids.filter(|id| before.get(*id) != after.get(*id))
        })
        .collect();
    let names_one = |clause: &&Clause| conditions_of(clause).any(|id| differing.iter().any(|one| *one == id));
    pack.clauses().filter(names_one).collect()
}

/// Whether two profiles say the same of everything the scope depends on.
fn decides_alike(one: &Profile, other: &Profile) -> bool {
    let systems = one.systems.len() == other.systems.len()
        && one
            .systems
            .iter()
            .zip(&other.systems)
            .all(|(a, b)| a.id == b.id && a.core == b.core && a.conditions == b.conditions);
    systems
        && one.licences == other.licences
        && one.class == other.class
        && one.figures == other.figures
        && one.by_licence == other.by_licence
        && one.conditions == other.conditions
}

type Levels<'a> = BTreeMap<(ClauseId, &'a Target), Level>;

fn levels(checks: &[Check]) -> Levels<'_> {
    checks
        .iter()
        .filter_map(|check| Some(((check.clause, check.target.as_ref()?), check.level)))
        .collect()
}

/// The clauses of a list, each once, in order.
pub fn clauses(moved: &[Moved]) -> Vec<ClauseId> {
    let mut clauses: Vec<ClauseId> = moved.iter().map(|moved| moved.clause).collect();
    clauses.sort();
    clauses.dedup();
    clauses
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::profile::Tri;
    use crate::model::scope::scope_under;

    fn firm(core: bool) -> Profile {
        Profile {
            licences: vec!["sice".to_owned()],
            systems: vec![System {
                uid: "u".to_owned(),
                id: "web".to_owned(),
                name: "會員網站".to_owned(),
                core: Some(core),
                ..System::default()
            }],
            ..Profile::default()
        }
    }

    #[test]
    fn what_a_system_takes_along_is_what_it_brought() {
        let pack = crate::pack::builtin().unwrap();
        let assessment = Assessment::default();
        let with = firm(true);
        let without = Profile {
            systems: Vec::new(),
            ..with.clone()
        };
        let adding = Movement::between(&pack, &assessment, &without, &with);
        let removing = Movement::between(&pack, &assessment, &with, &without);
        assert!(adding.entering.len() > 20, "{}", adding.entering.len());
        assert!(adding.leaving.is_empty() && removing.entering.is_empty());
        assert_eq!(clauses(&adding.entering), clauses(&removing.leaving));
    }

    #[test]
    fn a_system_that_is_core_no_more_loses_checks_or_their_force() {
        let pack = crate::pack::builtin().unwrap();
        let moved = Movement::between(&pack, &Assessment::default(), &firm(true), &firm(false));
        assert!(moved.entering.is_empty());
        assert!(!moved.leaving.is_empty() || !moved.changed.is_empty());
        assert!(
            moved
                .leaving
                .iter()
                .all(|one| one.to == Level::None && one.from != Level::None)
        );
        assert!(Movement::between(&pack, &Assessment::default(), &firm(true), &firm(true)).is_empty());
    }

    #[test]
    fn a_condition_moves_the_checks_that_depend_on_it() {
        let pack = crate::pack::builtin().unwrap();
        let mut with = firm(true);
        with.conditions.insert("internet_ordering".to_owned(), Tri::Yes);
        let moved = Movement::between(&pack, &Assessment::default(), &with, &firm(true));
        let named: Vec<String> = clauses(&moved.leaving).iter().map(ToString::to_string).collect();
        assert_eq!(named, ["4.8", "19.4", "19.6"]);
    }

    #[test]
    fn an_answer_to_any_condition_moves_what_the_whole_scope_shows() {
        let pack = crate::pack::builtin().unwrap();
        let before = firm(true);
        for condition in &pack.conditions {
            for answer in [Tri::Yes, Tri::No] {
                for of_system in [false, true] {
                    let mut after = before.clone();
                    let conditions = match of_system {
                        true => &mut after.systems[0].conditions,
                        false => &mut after.conditions,
                    };
                    conditions.insert(condition.id.clone(), answer);
                    let moved = Movement::between(&pack, &Assessment::default(), &before, &after);
                    let whole =
                        |profile| scope_under(&pack, profile, classify(&pack, profile).class.effective());
                    let (was, is) = (whole(&before), whole(&after));
                    let (was, is) = (levels(&was), levels(&is));
                    let differing = was.iter().filter(|(place, level)| is.get(place) != Some(level));
                    let lists = [moved.entering, moved.leaving, moved.changed];
                    let found: usize = lists.iter().map(Vec::len).sum();
                    assert_eq!(
                        found,
                        differing.count(),
                        "{} {answer:?} {of_system}",
                        condition.id
                    );
                }
            }
        }
    }
}
