//! Change between two assessments of a firm (與前次自評之比較), check by check.
//!
//! Systems are matched by uid, else by id, else by name. A clause whose text changed between the two packs
//! is not compared: its results answer different questions.

mod pairing;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use self::pairing::{Pair, pairs};
use super::assessment::{Assessment, CheckKey, State};
use super::clause::{ClauseId, Level};
use super::pack::Pack;
use super::profile::{AssessmentPeriod, Organisation};
use super::scope::{Check, Scope, Target};
use super::score::{Counts, effective_state, score};

/// One of the two assessments.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    /// Its pack.
    pub pack: &'a Pack,
    /// The assessment.
    pub assessment: &'a Assessment,
    /// Its scope.
    pub scope: &'a Scope,
}

/// What became of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Movement {
    /// Worse than before.
    Regressed,
    /// Not there before, or a gap where nothing had been determined.
    New,
    /// Better than before.
    Improved,
    /// Not there any more, or a gap that now does not apply.
    Closed,
    /// Determined before, and not this time.
    Undetermined,
    /// The clause's text changed.
    NotComparable,
    /// Neither better nor worse.
    Unchanged,
}

impl Movement {
    /// All, those that ask for attention first.
    pub const ALL: [Movement; 7] = [
        Movement::Regressed,
        Movement::New,
        Movement::Improved,
        Movement::Closed,
        Movement::Undetermined,
        Movement::NotComparable,
        Movement::Unchanged,
    ];

    /// The stable id.
    pub fn id(self) -> &'static str {
        match self {
            Movement::Regressed => "regressed",
            Movement::New => "new",
            Movement::Improved => "improved",
            Movement::Closed => "closed",
            Movement::Undetermined => "undetermined",
            Movement::NotComparable => "not_comparable",
            Movement::Unchanged => "unchanged",
        }
    }
}

/// How a check stood in one of the assessments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// 應 or 宜.
    pub level: Level,
    /// The result.
    pub state: State,
}

/// One check, or part of one, in both assessments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckDelta {
    /// The clause.
    pub clause: ClauseId,
    /// Number of its chapter.
    pub chapter: u16,
    /// The target, by its id in the newer assessment; by that in the older where it is gone.
    pub target: Target,
    /// Name of the system; none for the organisation.
    pub system: Option<String>,
    /// The part, where either assessment answered it on its own.
    pub part: Option<String>,
    /// In the older assessment; none where it was not in scope.
    pub before: Option<Held>,
    /// In the newer; none where it is not in scope.
    pub after: Option<Held>,
    /// What became of it.
    pub movement: Movement,
}

impl CheckDelta {
    /// Whether it was a gap that is none any more, or is gone. A gap that is met now has improved as well.
    pub fn is_closed(&self) -> bool {
        let was_gap = self.before.is_some_and(|held| held.state.is_gap());
        let is_gap = self.after.is_some_and(|held| held.state.is_gap());
        self.movement == Movement::Closed || (self.movement == Movement::Improved && was_gap && !is_gap)
    }

    /// 應 or 宜, as it is now, else as it was.
    pub fn level(&self) -> Level {
        self.after.or(self.before).map_or(Level::None, |held| held.level)
    }
}

/// The counts of a chapter in both assessments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChapterDelta {
    /// Number of the chapter.
    pub number: u16,
    /// In the older assessment.
    pub before: Counts,
    /// In the newer.
    pub after: Counts,
}

/// What the older assessment was. It names no organisation and no person, so that a redacted report may
/// hold it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earlier {
    /// Its period and as-of date.
    pub assessment: AssessmentPeriod,
    /// Its digest.
    pub digest: String,
    /// Id and version of its pack.
    pub pack: String,
}

/// Everything that changed between two assessments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delta {
    /// The older one.
    pub earlier: Earlier,
    /// Every check that is in scope of either, in the order of clauses.
    pub checks: Vec<CheckDelta>,
    /// The chapters, by number.
    pub chapters: Vec<ChapterDelta>,
    /// Whether both name the same organisation, by 統一編號 where both have one, else by name.
    pub same_organisation: bool,
}

impl Delta {
    /// The checks to which one thing happened.
    pub fn with(&self, movement: Movement) -> impl Iterator<Item = &CheckDelta> {
        self.checks.iter().filter(move |check| check.movement == movement)
    }

    /// How many checks that is.
    pub fn count(&self, movement: Movement) -> usize {
        self.with(movement).count()
    }

    /// Gaps of before that are none any more, and checks that are gone.
    pub fn closed(&self) -> impl Iterator<Item = &CheckDelta> {
        self.checks.iter().filter(|check| check.is_closed())
    }
}

/// Compares two assessments.
pub fn delta(old: Side<'_>, new: Side<'_>) -> Delta {
    let mut checks: Vec<CheckDelta> = pairs(old, new)
        .into_iter()
        .flat_map(|pair| compared(old, new, &pair))
        .collect();
    checks.sort_by(|a, b| (a.clause, &a.part).cmp(&(b.clause, &b.part)));
    let (before, after) = (&old.assessment.profile, &new.assessment.profile);
    Delta {
        earlier: Earlier {
            assessment: AssessmentPeriod {
                prepared_by: String::new(),
                ..before.assessment.clone()
            },
            digest: old.assessment.digest(),
            pack: format!("{} {}", old.pack.id, old.pack.version),
        },
        checks,
        chapters: chapters(old, new),
        same_organisation: is_same(&before.organisation, &after.organisation),
    }
}

fn is_same(one: &Organisation, other: &Organisation) -> bool {
    match one.tax_id.is_empty() || other.tax_id.is_empty() {
        true => one.name.trim() == other.name.trim(),
        false => one.tax_id == other.tax_id,
    }
}

fn chapters(old: Side<'_>, new: Side<'_>) -> Vec<ChapterDelta> {
    let counted = |side: Side<'_>| score(side.pack, side.scope, side.assessment).chapters;
    let (before, after) = (counted(old), counted(new));
    let numbers: BTreeSet<u16> = before.keys().chain(after.keys()).copied().collect();
    let of = |counts: &std::collections::BTreeMap<u16, Counts>, number| {
        counts.get(&number).cloned().unwrap_or_default()
    };
    numbers
        .into_iter()
        .map(|number| ChapterDelta {
            number,
            before: of(&before, number),
            after: of(&after, number),
        })
        .collect()
}

/// A pair as one row, or one for each part where either side answered parts on their own.
fn compared(old: Side<'_>, new: Side<'_>, pair: &Pair<'_>) -> Vec<CheckDelta> {
    let sides = [(old, pair.before), (new, pair.after)];
    let split = sides
        .iter()
        .any(|(side, check)| check.is_some_and(|check| has_own_parts(*side, check)));
    let mut parts: Vec<Option<&str>> = vec![None];
    if split {
        let ids = sides.iter().rev().filter_map(|(_, check)| *check);
        parts.clear();
        for part in ids
            .flat_map(|check| &check.parts)
            .filter(|part| part.level != Level::None)
        {
            let id = Some(part.id.as_str());
            if !parts.contains(&id) {
                parts.push(id);
            }
        }
    }
    let row = |part: Option<&str>| {
        let before = pair.before.and_then(|check| held(old, check, part));
        let after = pair.after.and_then(|check| held(new, check, part));
        let chapter = new.pack.article(pair.clause.article);
        let chapter = chapter.or_else(|| old.pack.article(pair.clause.article));
        CheckDelta {
            clause: pair.clause,
            chapter: chapter.map_or(0, |article| article.chapter),
            target: pair.target.clone(),
            system: pair.system.map(str::to_owned),
            part: part.map(str::to_owned),
            before,
            after,
            movement: movement(before, after, pair.same_text),
        }
    };
    parts.into_iter().map(row).collect()
}

/// Whether an applicable part of a check was answered on its own.
fn has_own_parts(side: Side<'_>, check: &Check) -> bool {
    let Some(target) = &check.target else {
        return false;
    };
    let applies = |id: &str| {
        check
            .parts
            .iter()
            .any(|part| part.id == id && part.level != Level::None)
    };
    let mut answers = side.assessment.answers_for(check.clause, target);
    answers.any(|answer| answer.state != State::Unanswered && answer.part.as_deref().is_some_and(applies))
}

/// How a check or a part of it stood; none for a part that does not apply.
fn held(side: Side<'_>, check: &Check, part: Option<&str>) -> Option<Held> {
    let Some(id) = part else {
        return Some(Held {
            level: check.level,
            state: effective_state(side.assessment, check),
        });
    };
    let part = check.parts.iter().find(|part| part.id == id)?;
    let key = |part: Option<String>| CheckKey {
        clause: check.clause,
        target: check.target.clone().unwrap_or(Target::Organisation),
        part,
    };
    let of = |part: Option<String>| {
        let state = side.assessment.answer(&key(part)).map(|answer| answer.state);
        state.filter(|state| *state != State::Unanswered)
    };
    (part.level != Level::None).then(|| Held {
        level: part.level,
        state: of(Some(id.to_owned())).or_else(|| of(None)).unwrap_or_default(),
    })
}

fn movement(before: Option<Held>, after: Option<Held>, same_text: bool) -> Movement {
    match (before, after) {
        (None, Some(_)) => Movement::New,
        (Some(_), None) => Movement::Closed,
        (None, None) => Movement::Unchanged,
        (Some(_), Some(_)) if !same_text => Movement::NotComparable,
        (Some(before), Some(after)) => moved(before.state, after.state),
    }
}

/// What it means that a state followed another. What is not determined is neither better nor worse.
fn moved(before: State, after: State) -> Movement {
    let is_open = |state| matches!(state, State::Unanswered | State::Unable);
    match (before, after) {
        (before, after) if before == after => Movement::Unchanged,
        (before, after) if is_open(before) && is_open(after) => Movement::Unchanged,
        (_, after) if is_open(after) => Movement::Undetermined,
        (before, after) if is_open(before) && after.is_gap() => Movement::New,
        (before, State::NotApplicable) if before.is_gap() => Movement::Closed,
        (State::Met, State::NotApplicable) | (State::NotApplicable, State::Met) => Movement::Unchanged,
        (before, after) if after.severity() > before.severity() => Movement::Regressed,
        _ => Movement::Improved,
    }
}
