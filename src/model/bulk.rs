//! Answering several checks at once: which of them an answer would reach, what it would write over,
//! and which are left alone, told before anything is changed.

use std::collections::BTreeSet;

use serde::Serialize;

use super::assessment::{Answer, Assessment, CheckKey, State};
use super::pack::ClauseId;
use super::scope::{Check, Scope, Target};

/// Which of the chosen checks are answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reach {
    /// All of them; answers that are there are written over.
    #[default]
    All,
    /// Only those without an answer.
    OnlyUnanswered,
}

impl Reach {
    /// Both, in the order they are offered.
    pub const BOTH: [Reach; 2] = [Reach::All, Reach::OnlyUnanswered];
}

/// Why a chosen check is left alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Skipped {
    /// The clause does not bind this target.
    NotInScope,
    /// There is no such check: the system is not in the register, or the clause has other targets.
    NoSuchCheck,
    /// Its parts were answered each for itself, and an answer to the whole would not count.
    AnsweredByParts,
    /// It has an answer, and only checks without one were asked for.
    Answered,
}

impl Skipped {
    /// All reasons, in the order they are listed.
    pub const ALL: [Skipped; 4] = [
        Skipped::NotInScope,
        Skipped::NoSuchCheck,
        Skipped::AnsweredByParts,
        Skipped::Answered,
    ];

    /// The stable id.
    pub fn id(self) -> &'static str {
        match self {
            Skipped::NotInScope => "not_in_scope",
            Skipped::NoSuchCheck => "no_such_check",
            Skipped::AnsweredByParts => "answered_by_parts",
            Skipped::Answered => "answered",
        }
    }
}

/// What becomes of one chosen check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reached {
    /// The check.
    pub key: CheckKey,
    /// Its state now.
    pub before: State,
    /// Whether something that was recorded is written over.
    pub overwrites: bool,
    /// Why it is left alone; none where it is answered.
    pub skipped: Option<Skipped>,
}

/// What answering the chosen checks would do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BulkPlan {
    /// The chosen checks, each once, in the order they were chosen.
    pub rows: Vec<Reached>,
}

impl BulkPlan {
    /// Plans an answer to whole clauses of targets.
    pub fn new(
        scope: &Scope,
        assessment: &Assessment,
        chosen: impl IntoIterator<Item = (ClauseId, Target)>,
        reach: Reach,
    ) -> Self {
        let mut seen = BTreeSet::new();
        let rows = chosen
            .into_iter()
            .filter(|place| seen.insert(place.clone()))
            .map(|(clause, target)| {
                let check = scope.check(clause, &target);
                reached(assessment, check, clause, target, reach)
            })
            .collect();
        Self { rows }
    }

    /// The checks that are answered.
    pub fn keys(&self) -> Vec<CheckKey> {
        let answered = self.rows.iter().filter(|row| row.skipped.is_none());
        answered.map(|row| row.key.clone()).collect()
    }

    /// How many are answered.
    pub fn answered(&self) -> usize {
        self.rows.iter().filter(|row| row.skipped.is_none()).count()
    }

    /// How many of these write over something.
    pub fn overwritten(&self) -> usize {
        let answered = self.rows.iter().filter(|row| row.skipped.is_none());
        answered.filter(|row| row.overwrites).count()
    }

    /// How many are left alone for a reason.
    pub fn skipped(&self, why: Skipped) -> usize {
        self.rows.iter().filter(|row| row.skipped == Some(why)).count()
    }
}

fn reached(
    assessment: &Assessment,
    check: Option<&Check>,
    clause: ClauseId,
    target: Target,
    reach: Reach,
) -> Reached {
    let answers: Vec<&Answer> = assessment.answers_for(clause, &target).collect();
    let whole = answers.iter().find(|answer| answer.part.is_none());
    let by_parts = answers
        .iter()
        .any(|answer| answer.part.is_some() && answer.state != State::Unanswered);
    let before = whole.map_or(State::Unanswered, |answer| answer.state);
    let skipped = match check {
        None => Some(Skipped::NoSuchCheck),
        Some(check) if !check.in_scope() => Some(Skipped::NotInScope),
        Some(_) if by_parts => Some(Skipped::AnsweredByParts),
        Some(_) if reach == Reach::OnlyUnanswered && before != State::Unanswered => Some(Skipped::Answered),
        Some(_) => None,
    };
    Reached {
        key: CheckKey {
            clause,
            target,
            part: None,
        },
        before,
        overwrites: whole.is_some_and(|answer| answer.says_something()),
        skipped,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::change::{Change, Kind, Object};
    use crate::model::profile::{Profile, System};
    use crate::model::scope::scope;
    use serde_json::{Value, json};

    fn answered(assessment: &mut Assessment, clause: &str, target: &str, part: Option<&str>) {
        let key = CheckKey {
            clause: clause.parse().unwrap(),
            target: Target::from(target.to_owned()),
            part: part.map(str::to_owned),
        };
        let answer = Answer {
            uid: format!("{clause}{target}{part:?}"),
            state: State::Partial,
            ..Answer::unanswered(&key)
        };
        let change = Change {
            object: Object {
                kind: Kind::Answer,
                uid: answer.uid.clone(),
                field: None,
            },
            before: Value::Null,
            after: json!(answer),
        };
        assessment.apply(&change).unwrap();
    }

    #[test]
    fn a_plan_names_what_is_written_over_and_what_is_left_alone() {
        let pack = crate::pack::builtin().unwrap();
        let system = |id: &str, core| System {
            uid: id.to_owned(),
            id: id.to_owned(),
            name: id.to_owned(),
            core: Some(core),
            ..System::default()
        };
        let mut assessment = Assessment::default();
        assessment.profile = Profile {
            licences: vec!["sice".to_owned()],
            systems: vec![system("a", true), system("b", false)],
            ..Profile::default()
        };
        answered(&mut assessment, "4.4", "a", None);
        answered(&mut assessment, "8.1", "a", Some("a"));
        let scope = scope(&pack, &assessment.profile);
        let out = scope.checks.iter().find(|check| !check.in_scope()).unwrap();
        let place = |clause: &str, target: &str| {
            (
                clause.parse::<ClauseId>().unwrap(),
                Target::from(target.to_owned()),
            )
        };
        let chosen = vec![
            place("4.4", "a"),
            place("4.4", "b"),
            place("4.4", "a"),
            place("4.4", "gone"),
            place("8.1", "a"),
            (out.clause, out.target.clone().unwrap()),
        ];
        let plan = BulkPlan::new(&scope, &assessment, chosen.clone(), Reach::All);
        assert_eq!(plan.rows.len(), 5);
        assert_eq!((plan.answered(), plan.overwritten()), (2, 1));
        let skipped = Skipped::ALL.map(|why| plan.skipped(why));
        assert_eq!(skipped, [1, 1, 1, 0]);
        let plan = BulkPlan::new(&scope, &assessment, chosen, Reach::OnlyUnanswered);
        assert_eq!((plan.answered(), plan.overwritten()), (1, 0));
        assert_eq!(plan.skipped(Skipped::Answered), 1);
    }
}
