//! Gaps and counts: what the answers add up to.
//!
//! Counting rules, stated wherever a number stands: an unmet or partial must is a 缺失, an unmet or
//! partial should a 建議事項; 無法確認 and 未檢核 never count as met; the rate is met ÷ (in scope −
//! not applicable), must and should apart; a clause takes the worst of its systems.

mod ledger;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::assessment::{Answer, Assessment, CheckKey, State};
use super::pack::{ClauseId, Level, Pack};
use super::scope::{Check, Scope, Target};

pub use ledger::Ledger;

/// A gap: a check or part that is not met or only partly met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// What it is a gap of.
    pub key: CheckKey,
    /// 應 (a 缺失) or 宜 (a 建議事項).
    pub level: Level,
    /// Not met or partial.
    pub state: State,
}

/// Number of checks in each state.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Tally(pub BTreeMap<State, u64>);

impl Tally {
    /// Checks in one state.
    pub fn of(&self, state: State) -> u64 {
        self.0.get(&state).copied().unwrap_or(0)
    }

    /// All checks counted.
    pub fn total(&self) -> u64 {
        self.0.values().sum()
    }

    /// Checks with any answer.
    pub fn answered(&self) -> u64 {
        self.total() - self.of(State::Unanswered)
    }

    /// Not met and partial.
    pub fn gaps(&self) -> u64 {
        self.of(State::NotMet) + self.of(State::Partial)
    }

    /// What the rate divides by: in scope less not applicable.
    pub fn rated(&self) -> u64 {
        self.total() - self.of(State::NotApplicable)
    }

    /// Met in tenths of a percent of what is rated; none where nothing is.
    pub fn rate_per_mille(&self) -> Option<u64> {
        (self.rated() > 0).then(|| self.of(State::Met) * 1000 / self.rated())
    }

    fn add(&mut self, state: State) {
        *self.0.entry(state).or_insert(0) += 1;
    }

    fn merge(&mut self, other: &Self) {
        for (state, count) in &other.0 {
            *self.0.entry(*state).or_insert(0) += count;
        }
    }
}

/// Counts by obligation.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counts {
    /// 應
    pub must: Tally,
    /// 宜
    pub should: Tally,
}

impl Counts {
    /// Checks in scope.
    pub fn total(&self) -> u64 {
        self.must.total() + self.should.total()
    }

    /// Checks with any answer.
    pub fn answered(&self) -> u64 {
        self.must.answered() + self.should.answered()
    }

    fn add(&mut self, level: Level, state: State) {
        match level {
            Level::Must => self.must.add(state),
            Level::Should => self.should.add(state),
            Level::None => {}
        }
    }

    fn merge(&mut self, other: &Self) {
        self.must.merge(&other.must);
        self.should.merge(&other.should);
    }
}

/// Number of gaps by the obligation they are gaps of. A part that is a gap counts by its own
/// obligation, so these are the lengths of the two lists, not of the checks behind them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct GapCounts {
    /// 缺失
    pub must: u64,
    /// 建議事項
    pub should: u64,
}

/// All counts of an assessment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Score {
    /// Of all checks.
    pub all: Counts,
    /// By chapter number.
    pub chapters: BTreeMap<u16, Counts>,
    /// By article number.
    pub articles: BTreeMap<u16, Counts>,
    /// The 92 clauses by their worst target, for clauses in scope.
    pub clauses: Counts,
    /// 缺失 and 建議事項, as [`gaps`] lists them.
    pub gaps: GapCounts,
}

/// The state of a check: the whole clause's answer, or the worst applicable part once any
/// applicable part was answered on its own.
pub fn effective_state(assessment: &Assessment, check: &Check) -> State {
    let Some(target) = &check.target else {
        return State::Unanswered;
    };
    // Most clauses have no parts.
    if check.parts.is_empty() {
        let mut answers = assessment.answers_for(check.clause, target);
        return answers
            .find(|answer| answer.part.is_none())
            .map_or(State::Unanswered, |answer| answer.state);
    }
    let answers: Vec<&Answer> = assessment.answers_for(check.clause, target).collect();
    let whole = answers
        .iter()
        .find(|answer| answer.part.is_none())
        .map_or(State::Unanswered, |a| a.state);
    let of_part = |id: &str| {
        answers
            .iter()
            .find(|a| a.part.as_deref() == Some(id))
            .map(|a| a.state)
            .filter(|s| *s != State::Unanswered)
    };
    let applicable: Vec<&str> = check
        .parts
        .iter()
        .filter(|part| part.level != Level::None)
        .map(|part| part.id.as_str())
        .collect();
    if !applicable.iter().any(|id| of_part(id).is_some()) {
        return whole;
    }
    applicable
        .iter()
        .map(|id| of_part(id).unwrap_or(whole))
        .max_by_key(|state| state.severity())
        .unwrap_or(whole)
}

/// Counts an assessment.
pub fn score(pack: &Pack, scope: &Scope, assessment: &Assessment) -> Score {
    Ledger::new(scope, assessment).score(pack)
}

/// The worst state of a clause over its targets in scope; none where no target is in scope.
pub fn clause_state(scope: &Scope, assessment: &Assessment, clause: ClauseId) -> Option<State> {
    scope
        .checks_of(clause)
        .iter()
        .filter(|check| check.in_scope())
        .map(|check| effective_state(assessment, check))
        .max_by_key(|state| state.severity())
}

/// Every gap, musts first, then in clause and target order. A check with answered parts gives one
/// gap for each part that is one, with the part's own level.
pub fn gaps(scope: &Scope, assessment: &Assessment) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = scope
        .checks
        .iter()
        .filter(|check| check.in_scope())
        .flat_map(|check| gaps_of(assessment, check))
        .collect();
    gaps.sort_by_key(|gap| std::cmp::Reverse(gap.level));
    gaps
}

fn gaps_of(assessment: &Assessment, check: &Check) -> Vec<Gap> {
    let Some(target) = &check.target else {
        return Vec::new();
    };
    if let Some(gaps) = gaps_of_parts(assessment, check, target) {
        return gaps;
    }
    let state = effective_state(assessment, check);
    if !state.is_gap() {
        return Vec::new();
    }
    let key = CheckKey {
        clause: check.clause,
        target: target.clone(),
        part: None,
    };
    vec![Gap {
        key,
        level: check.level,
        state,
    }]
}

/// The gaps of a check's parts, or none where no applicable part was answered on its own.
fn gaps_of_parts(assessment: &Assessment, check: &Check, target: &Target) -> Option<Vec<Gap>> {
    let mut answered = false;
    let mut gaps = Vec::new();
    let key = |part: Option<String>| CheckKey {
        clause: check.clause,
        target: target.clone(),
        part,
    };
    let whole = assessment
        .answer(&key(None))
        .map_or(State::Unanswered, |answer| answer.state);
    for part in check.parts.iter().filter(|part| part.level != Level::None) {
        let key = key(Some(part.id.clone()));
        let own = assessment
            .answer(&key)
            .map(|answer| answer.state)
            .filter(|s| *s != State::Unanswered);
        answered |= own.is_some();
        let state = own.unwrap_or(whole);
        if state.is_gap() {
            gaps.push(Gap {
                key,
                level: part.level,
                state,
            });
        }
    }
    answered.then_some(gaps)
}
