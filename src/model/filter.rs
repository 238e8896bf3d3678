//! Which checks are walked: a filter over the checks in scope.

use super::assessment::{Assessment, State};
use super::pack::{ClauseId, Level, Pack};
use super::review::{Stage, standing};
use super::scope::{Check, Scope, Target};
use super::score::Ledger;

/// A result, or several that are looked for together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum States {
    /// One state.
    One(State),
    /// 不符合 and 部分符合.
    Gap,
}

impl States {
    fn holds(self, state: State) -> bool {
        match self {
            Self::One(wanted) => state == wanted,
            Self::Gap => state.is_gap(),
        }
    }
}

/// Where a check stands in review, or that its reviewer left a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reviewed {
    /// It stands at this stage.
    At(Stage),
    /// The last word said on it carries a note.
    Noted,
}

/// What a check must be to be shown; an empty filter shows everything, others only what is in scope.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Only this chapter.
    pub chapter: Option<u16>,
    /// Only 應 or only 宜.
    pub level: Option<Level>,
    /// Only these results.
    pub result: Option<States>,
    /// Only for this target.
    pub target: Option<Target>,
    /// Only what stands so in review.
    pub reviewed: Option<Reviewed>,
    /// Only what is met and has no evidence.
    pub unsupported: bool,
}

impl Filter {
    /// Whether it shows everything.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a check is shown. `state` is its effective state.
    pub fn shows(&self, pack: &Pack, assessment: &Assessment, check: &Check, state: State) -> bool {
        if self.is_empty() {
            return true;
        }
        let Some(target) = &check.target else {
            return false;
        };
        let lies_in = |chapter| {
            let article = pack.article(check.clause.article);
            article.is_some_and(|article| article.chapter == chapter)
        };
        check.in_scope()
            && self.chapter.is_none_or(lies_in)
            && self.level.is_none_or(|level| check.level == level)
            && self.result.is_none_or(|result| result.holds(state))
            && self.target.as_ref().is_none_or(|wanted| wanted == target)
            && (!self.unsupported || is_unsupported(assessment, check, state))
            && self
                .reviewed
                .is_none_or(|reviewed| stands(assessment, check.clause, target, reviewed))
    }

    /// The clauses with a check that is shown, in order, and how many checks that are in scope are
    /// shown.
    pub fn shown(&self, pack: &Pack, scope: &Scope, ledger: &Ledger, assessment: &Assessment) -> Shown {
        let mut shown = Shown::default();
        for clause in pack.clauses() {
            let checks = scope.checks_of(clause.id).iter().zip(ledger.states(clause.id));
            let count = checks
                .filter(|(check, state)| check.in_scope() && self.shows(pack, assessment, check, **state))
                .count();
            if count > 0 || self.is_empty() {
                shown.clauses.push(clause.id);
                shown.checks += count;
            }
        }
        shown
    }
}

/// What a filter shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shown {
    /// The clauses, in order.
    pub clauses: Vec<ClauseId>,
    /// How many checks.
    pub checks: usize,
}

/// Whether a check is met with nothing to show for it.
pub fn is_unsupported(assessment: &Assessment, check: &Check, state: State) -> bool {
    let links = |target| assessment.link_count(check.clause, target);
    state == State::Met && check.in_scope() && check.target.as_ref().is_some_and(|target| links(target) == 0)
}

fn stands(assessment: &Assessment, clause: ClauseId, target: &Target, reviewed: Reviewed) -> bool {
    match reviewed {
        Reviewed::At(stage) => standing(assessment, clause, target).stage == stage,
        Reviewed::Noted => assessment
            .review_of(clause, target)
            .is_some_and(|review| !review.note.trim().is_empty()),
    }
}
