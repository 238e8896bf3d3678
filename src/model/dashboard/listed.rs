//! Which checks a bar of the charts stands for.

use std::collections::BTreeSet;

use super::{Due, Slice, Sources, faulty};
use crate::model::assessment::{ActionItem, EarlierState, State};
use crate::model::pack::ClauseId;
use crate::model::scope::{Check, Target};
use crate::model::score::effective_state;

/// A check of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The clause.
    pub clause: ClauseId,
    /// The target.
    pub target: Target,
    /// The part, where it is listed on its own.
    pub part: Option<String>,
    /// Its state the year before, in a list of what changed; none where it was not in scope then.
    pub before: Option<State>,
    /// Its state now; none where it is not in scope.
    pub state: Option<State>,
}

/// The checks behind a bar, in scope order; with a state, only those in it.
pub fn checks(slice: &Slice, state: Option<State>, sources: Sources<'_>) -> Vec<Listed> {
    if let Slice::Moved(movement) = slice {
        let moved = sources.delta.into_iter().flat_map(|delta| delta.with(*movement));
        return moved
            .map(|check| Listed {
                clause: check.clause,
                target: check.target.clone(),
                part: check.part.clone(),
                before: check.before.map(|held| held.state),
                state: check.after.map(|held| held.state),
            })
            .collect();
    }
    let member = Member::new(slice, sources);
    let in_scope = sources.scope.checks.iter().filter(|check| check.in_scope());
    in_scope
        .filter_map(|check| {
            let target = check.target.as_ref()?;
            let now = effective_state(sources.assessment, check);
            let listed = state.is_none_or(|state| state == now) && member.has(sources, check, target, now);
            listed.then(|| Listed {
                clause: check.clause,
                target: target.clone(),
                part: None,
                before: None,
                state: Some(now),
            })
        })
        .collect()
}

/// When an action is due, as of a day.
pub(super) fn due_of(action: &ActionItem, today: &str) -> Due {
    if action.status().is_settled() {
        Due::Settled
    } else if action.is_overdue(today) {
        Due::Overdue
    } else {
        match action.due.get(..7) {
            Some(month) => Due::Month(month.to_owned()),
            None => Due::Undated,
        }
    }
}

/// Tells whether a check belongs to a bar; what can be looked up once is.
enum Member<'a> {
    Of(&'a Slice),
    Checks(BTreeSet<(ClauseId, &'a Target)>),
    Clauses(BTreeSet<ClauseId>),
    Evidence(BTreeSet<&'a str>),
}

impl<'a> Member<'a> {
    fn new(slice: &'a Slice, sources: Sources<'a>) -> Self {
        match slice {
            Slice::Due(due) => Member::Checks(due_checks(due, sources)),
            Slice::Earlier(state) => Member::Clauses(earlier_clauses(*state, sources)),
            Slice::FaultyEvidence => Member::Evidence(faulty(sources.evidence)),
            slice => Member::Of(slice),
        }
    }

    fn has(&self, sources: Sources<'_>, check: &Check, target: &Target, state: State) -> bool {
        let links = || sources.assessment.link_count(check.clause, target);
        match self {
            Member::Checks(checks) => checks.contains(&(check.clause, target)),
            Member::Clauses(clauses) => clauses.contains(&check.clause),
            Member::Evidence(faulty) => sources
                .assessment
                .links_for(check.clause, target)
                .any(|link| faulty.contains(link.evidence.as_str())),
            Member::Of(Slice::Chapter(number)) => sources
                .pack
                .article(check.clause.article)
                .is_some_and(|article| article.chapter == *number),
            Member::Of(Slice::Level(level)) => check.level == *level,
            Member::Of(Slice::Evidenced) => state == State::Met && links() > 0,
            Member::Of(Slice::Unevidenced) => state == State::Met && links() == 0,
            Member::Of(_) => false,
        }
    }
}

/// The checks of the findings whose actions are due then.
fn due_checks<'a>(due: &Due, sources: Sources<'a>) -> BTreeSet<(ClauseId, &'a Target)> {
    let assessment = sources.assessment;
    let actions = assessment.actions.values();
    actions
        .filter(|action| due_of(action, sources.today) == *due)
        .filter_map(|action| assessment.findings.get(&action.finding))
        .flat_map(|finding| finding.checks())
        .collect()
}

fn earlier_clauses(state: EarlierState, sources: Sources<'_>) -> BTreeSet<ClauseId> {
    let earlier = sources.assessment.earlier.values();
    let standing = earlier.filter(|finding| finding.state == state);
    standing
        .flat_map(|finding| finding.clauses.iter().copied())
        .collect()
}
