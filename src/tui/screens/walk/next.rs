//! Where the next check without an answer is.

use crate::model::assessment::State;
use crate::model::pack::ClauseId;
use crate::model::scope::{Check, Target};
use crate::tui::app::Workbook;

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
