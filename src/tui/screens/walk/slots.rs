//! What can be opened or answered in the pane of a clause, by number.

use crate::model::assessment::{CheckKey, State};
use crate::model::pack::{ClauseId, Level};
use crate::model::scope::{Check, PartScope, Target};
use crate::tui::app::Workbook;

/// Something in the pane that can be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slot {
    /// The answer for a target, as a whole or of one part.
    Answer(Target, Option<String>),
    /// An item of the evidence list.
    Item(String),
}

/// What can be opened in the pane of a clause, in order.
pub fn slots(workbook: &Workbook, clause: ClauseId) -> Vec<Slot> {
    let checks = workbook.scope.checks_of(clause).iter();
    let answers = checks.filter_map(|check| Some((check, check.target.clone()?)));
    let answers = answers.flat_map(|(check, target)| {
        let whole = Slot::Answer(target.clone(), None);
        let parts = parts_of(check).map(move |part| Slot::Answer(target.clone(), Some(part.id.clone())));
        std::iter::once(whole).chain(parts)
    });
    let items = workbook.pack.clause(clause).into_iter();
    let items = items.flat_map(|clause| &clause.evidence);
    answers
        .chain(items.map(|item| Slot::Item(item.id.clone())))
        .collect()
}

/// The parts of a check that apply, each with a row of its own.
pub fn parts_of(check: &Check) -> impl Iterator<Item = &PartScope> {
    let there = check.target.is_some() && check.in_scope();
    let parts = check.parts.iter().filter(|part| part.level != Level::None);
    parts.filter(move |_| there)
}

/// How many slots a check takes: its own row and one for each part.
pub fn slots_of(check: &Check) -> usize {
    match check.target {
        Some(_) => 1 + parts_of(check).count(),
        None => 0,
    }
}

/// The slot of a check, and the number of that check among those of its clause.
pub fn slot_of(workbook: &Workbook, clause: ClauseId, target: &Target) -> Option<(usize, usize)> {
    let mut slot = 0;
    for (at, check) in workbook.scope.checks_of(clause).iter().enumerate() {
        if check.target.as_ref() == Some(target) {
            return Some((slot, at));
        }
        slot += slots_of(check);
    }
    None
}

/// The slot to answer next in a check: the whole, or once a part was answered on its own, the first
/// part that still lacks an answer.
pub fn slot_to_answer(workbook: &Workbook, check: &Check) -> usize {
    let Some(target) = &check.target else {
        return 0;
    };
    let slot = slot_of(workbook, check.clause, target).map_or(0, |(slot, _)| slot);
    slot + open_part(workbook, check, None).map_or(0, |number| number + 1)
}

/// The first part without an answer in a check some of whose parts are answered on their own; none
/// where no part is, or all are. `just` counts as answered.
pub fn open_part(workbook: &Workbook, check: &Check, just: Option<&str>) -> Option<usize> {
    let whole = state_of(workbook, &key(check, None)?);
    if whole != State::Unanswered {
        return None;
    }
    let is_answered = |part: &PartScope| {
        let own = key(check, Some(part.id.clone())).map(|key| state_of(workbook, &key));
        just == Some(part.id.as_str()) || own.is_some_and(|state| state != State::Unanswered)
    };
    let any = parts_of(check).any(is_answered);
    let open = parts_of(check).position(|part| !is_answered(part));
    open.filter(|_| any)
}

/// What an answer to a check or a part of it is filed under; none where it has no target.
pub fn key(check: &Check, part: Option<String>) -> Option<CheckKey> {
    Some(CheckKey {
        clause: check.clause,
        target: check.target.clone()?,
        part,
    })
}

/// The state that stands in the answer itself.
pub fn state_of(workbook: &Workbook, key: &CheckKey) -> State {
    let answer = workbook.assessment.answer(key);
    answer.map_or(State::Unanswered, |answer| answer.state)
}
