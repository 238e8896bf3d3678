//! One clause over all systems: what they have in common, which differ, and which share something
//! and so can be answered together.

use std::collections::BTreeMap;

use super::assessment::{Assessment, State};
use super::pack::ClauseId;
use super::profile::{Profile, System};
use super::scope::{Check, Scope, Target};
use super::score::effective_state;

/// Systems with the same word for what they share (a platform, a directory, a vendor's service).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What they share.
    pub word: String,
    /// Ids of its systems, in display order; at least two.
    pub systems: Vec<String>,
}

/// The word of a system, trimmed; none where it shares nothing.
fn word_of(system: &System) -> Option<&str> {
    Some(system.shared.trim()).filter(|word| !word.is_empty())
}

/// Every group with more than one member, in the order of its first system.
pub fn groups(profile: &Profile) -> Vec<Group> {
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut groups: Vec<Group> = Vec::new();
    for system in &profile.systems {
        let Some(word) = word_of(system) else { continue };
        let at = *places.entry(word).or_insert(groups.len());
        match groups.get_mut(at) {
            Some(group) => group.systems.push(system.id.clone()),
            None => groups.push(Group {
                word: word.to_owned(),
                systems: vec![system.id.clone()],
            }),
        }
    }
    groups.retain(|group| group.systems.len() > 1);
    groups
}

/// The ids of the systems that share something with a system, itself among them; none where it is
/// alone.
pub fn group_of(profile: &Profile, id: &str) -> Option<Group> {
    let word = word_of(profile.system(id)?)?;
    let members = profile
        .systems
        .iter()
        .filter(|system| word_of(system) == Some(word));
    let systems: Vec<String> = members.map(|system| system.id.clone()).collect();
    (systems.len() > 1).then(|| Group {
        word: word.to_owned(),
        systems,
    })
}

/// One system in the matrix of a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line<'a> {
    /// Id of the system.
    pub system: &'a str,
    /// The check.
    pub check: &'a Check,
    /// The state that counts.
    pub state: State,
    /// In scope, and with another state than the common one.
    pub exception: bool,
}

/// A clause over all systems.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Matrix<'a> {
    /// The systems in display order.
    pub lines: Vec<Line<'a>>,
    /// The state that most systems in scope have; the first one's where several are as frequent.
    /// None where no system is in scope.
    pub common: Option<State>,
}

impl<'a> Matrix<'a> {
    /// The matrix of a clause; empty for a clause the organisation answers.
    pub fn new(scope: &'a Scope, assessment: &Assessment, clause: ClauseId) -> Self {
        let mut lines: Vec<Line<'a>> = scope
            .checks_of(clause)
            .iter()
            .filter_map(|check| match &check.target {
                Some(Target::System(system)) => Some(Line {
                    system,
                    check,
                    state: effective_state(assessment, check),
                    exception: false,
                }),
                _ => None,
            })
            .collect();
        let common = most_frequent(&lines);
        for line in &mut lines {
            line.exception = line.check.in_scope() && Some(line.state) != common;
        }
        Self { lines, common }
    }

    /// How many systems in scope differ from the common state.
    pub fn exceptions(&self) -> usize {
        self.lines.iter().filter(|line| line.exception).count()
    }

    /// The state that all of these systems in scope have; none where they differ or none is in
    /// scope.
    pub fn shared_state(&self, systems: &[String]) -> Option<State> {
        let mut states = self
            .lines
            .iter()
            .filter(|line| line.check.in_scope() && systems.iter().any(|id| id == line.system))
            .map(|line| line.state);
        let first = states.next()?;
        states.all(|state| state == first).then_some(first)
    }
}

fn most_frequent(lines: &[Line<'_>]) -> Option<State> {
    let mut counts: Vec<(State, usize)> = Vec::new();
    for line in lines.iter().filter(|line| line.check.in_scope()) {
        match counts.iter_mut().find(|(state, _)| *state == line.state) {
            Some((_, count)) => *count += 1,
            None => counts.push((line.state, 1)),
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max()?;
    counts
        .iter()
        .find(|(_, count)| *count == most)
        .map(|(state, _)| *state)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn system(id: &str, shared: &str) -> System {
        System {
            uid: id.to_owned(),
            id: id.to_owned(),
            name: id.to_owned(),
            core: Some(true),
            shared: shared.to_owned(),
            ..System::default()
        }
    }

    #[test]
    fn systems_that_share_a_word_are_a_group_and_one_alone_is_none() {
        let profile = Profile {
            systems: vec![
                system("a", "AD"),
                system("b", " AD "),
                system("c", "雲端平台"),
                system("d", ""),
                system("e", ""),
            ],
            ..Profile::default()
        };
        let expected = Group {
            word: "AD".to_owned(),
            systems: vec!["a".to_owned(), "b".to_owned()],
        };
        assert_eq!(groups(&profile), std::slice::from_ref(&expected));
        assert_eq!(group_of(&profile, "b"), Some(expected));
        assert_eq!(group_of(&profile, "c"), None);
        assert_eq!(group_of(&profile, "d"), None);
    }

    #[test]
    fn the_common_answer_is_the_most_frequent_and_others_are_exceptions() {
        let pack = crate::pack::builtin().unwrap();
        let mut assessment = Assessment::default();
        assessment.profile = Profile {
            licences: vec!["sice".to_owned()],
            systems: vec![system("a", ""), system("b", ""), system("c", "")],
            ..Profile::default()
        };
        let clause: ClauseId = "4.4".parse().unwrap();
        for (id, state) in [("a", State::NotMet), ("b", State::Met), ("c", State::Met)] {
            let key = crate::model::assessment::CheckKey {
                clause,
                target: Target::System(id.to_owned()),
                part: None,
            };
            let answer = crate::model::assessment::Answer {
                uid: id.to_owned(),
                state,
                ..crate::model::assessment::Answer::unanswered(&key)
            };
            let change = crate::model::change::Change {
                object: crate::model::change::Object {
                    kind: crate::model::change::Kind::Answer,
                    uid: id.to_owned(),
                    field: None,
                },
                before: serde_json::Value::Null,
                after: serde_json::json!(answer),
            };
            assessment.apply(&change).unwrap();
        }
        let scope = crate::model::scope::scope(&pack, &assessment.profile);
        let matrix = Matrix::new(&scope, &assessment, clause);
        assert_eq!(matrix.common, Some(State::Met));
        let exceptions: Vec<&str> = matrix
            .lines
            .iter()
            .filter(|line| line.exception)
            .map(|line| line.system)
            .collect();
        assert_eq!(exceptions, ["a"]);
        let two = ["b".to_owned(), "c".to_owned()];
        assert_eq!(matrix.shared_state(&two), Some(State::Met));
        assert_eq!(matrix.shared_state(&["a".to_owned(), "b".to_owned()]), None);
    }
}
