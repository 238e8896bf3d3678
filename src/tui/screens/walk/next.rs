//! Where the next check of some kind is.

use crate::model::assessment::State;
use crate::model::pack::ClauseId;
use crate::model::scope::{Check, Target};
use crate::tui::app::Workbook;

/// A check that was found among several.
#[derive(Debug, Clone, Copy)]
pub struct Found<'a> {
    /// The check.
    pub check: &'a Check,
    /// Its number among those that were looked for, from 1.
    pub number: usize,
    /// How many there are.
    pub total: usize,
}

/// A place among the checks: a clause and the number of a check in it. Without a number it is the
/// place just before the clause's first check.
pub type Spot = (ClauseId, Option<usize>);

/// The next check in scope that `wants` takes, after a place, going round at the end.
pub fn next_where<'a>(
    workbook: &'a Workbook,
    after: Option<Spot>,
    wants: &dyn Fn(&Check, State) -> bool,
) -> Option<Found<'a>> {
    let (mut first, mut next, mut total) = (None, None, 0);
    for clause in workbook.pack.clauses() {
        let checks = workbook.scope.checks_of(clause.id).iter();
        let states = workbook.ledger.states(clause.id);
        for (at, (check, state)) in checks.zip(states).enumerate() {
            if !check.in_scope() || !wants(check, *state) {
                continue;
            }
            total += 1;
            let here = Some((check, total));
            first = first.or(here);
            if next.is_none() && Some((clause.id, Some(at))) > after {
                next = here;
            }
        }
    }
    let (check, number) = next.or(first)?;
    Some(Found { check, number, total })
}

/// The next check in scope without an answer after a clause, going round at the end.
pub fn next_unanswered(workbook: &Workbook, after: Option<ClauseId>) -> Option<&Check> {
    let open = || workbook.ledger.unanswered_clauses();
    let later = open().find(|clause| Some(*clause) > after);
    let (_, check) = unanswered_in(workbook, later.or_else(|| open().next())?).next()?;
    Some(check)
}
/// The next check in scope without an answer after a check, going round at the end; that check
/// itself does not count.
pub fn next_unanswered_check<'a>(
    workbook: &'a Workbook,
    clause: ClauseId,
    target: &Target,
) -> Option<&'a Check> {
    let is_here = |check: &Check| check.target.as_ref() == Some(target);
    let here = workbook.scope.checks_of(clause).iter().position(is_here);
    let later_here = || unanswered_in(workbook, clause).find(|(at, _)| Some(*at) > here);
    let earlier_here = || unanswered_in(workbook, clause).find(|(at, _)| Some(*at) < here);
    let open = || {
        workbook
            .ledger
            .unanswered_clauses()
            .filter(|other| *other != clause)
    };
    let first_in = |clause| unanswered_in(workbook, clause).next();
    let elsewhere = || open().find(|other| *other > clause).or_else(|| open().next());
    let (_, check) = later_here()
        .or_else(|| first_in(elsewhere()?))
        .or_else(earlier_here)?;
    Some(check)
}

/// The checks of a clause in scope without an answer, each with its place in the clause.
fn unanswered_in(workbook: &Workbook, clause: ClauseId) -> impl Iterator<Item = (usize, &Check)> {
    let states = workbook.ledger.states(clause);
    let checks = workbook.scope.checks_of(clause).iter().enumerate();
    checks
        .zip(states)
        .filter(|((_, check), state)| check.in_scope() && **state == State::Unanswered)
        .map(|(check, _)| check)
}
