//! The counts of an assessment kept clause by clause, so that an answer changes those of its
//! clause alone.

use std::collections::{BTreeMap, BTreeSet};

use super::{Counts, Gap, Score, effective_state, gaps_of};
use crate::model::assessment::{Assessment, State};
use crate::model::pack::{ClauseId, Level, Pack};
use crate::model::scope::{Check, Scope};

/// What one clause adds to the counts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Entry {
    /// The state of each check, in scope order; 未檢核 for a check that is out of scope.
    states: Vec<State>,
    counts: Counts,
    /// 缺失, in scope order.
    must: Vec<Gap>,
    /// 建議事項, in scope order.
    should: Vec<Gap>,
    /// Strongest level and worst state over the targets in scope; none where none is.
    worst: Option<(Level, State)>,
}

impl Entry {
    fn new(assessment: &Assessment, checks: &[Check]) -> Self {
        let mut entry = Self::default();
        for check in checks {
            entry.add(assessment, check);
        }
        entry
    }

    fn add(&mut self, assessment: &Assessment, check: &Check) {
        if !check.in_scope() {
            self.states.push(State::Unanswered);
            return;
        }
        let state = effective_state(assessment, check);
        self.states.push(state);
        self.counts.add(check.level, state);
        for gap in gaps_of(assessment, check) {
            match gap.level {
                Level::Must => self.must.push(gap),
                Level::Should | Level::None => self.should.push(gap),
            }
        }
        let (level, worst) = self.worst.unwrap_or((check.level, state));
        let worse = state.severity() > worst.severity();
        self.worst = Some((level.max(check.level), if worse { state } else { worst }));
    }
}

/// The counts, clause by clause.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ledger {
    clauses: BTreeMap<ClauseId, Entry>,
}

impl Ledger {
    /// Counts every clause.
    pub fn new(scope: &Scope, assessment: &Assessment) -> Self {
        let mut ledger = Self::default();
        ledger.recount(scope, assessment, scope.clauses());
        ledger
    }

    /// Counts these clauses anew. The scope must be the one the others were counted with.
    pub fn recount(
        &mut self,
        scope: &Scope,
        assessment: &Assessment,
        clauses: impl IntoIterator<Item = ClauseId>,
    ) {
        for clause in clauses {
            let entry = Entry::new(assessment, scope.checks_of(clause));
            self.clauses.insert(clause, entry);
        }
    }

    /// All counts.
    pub fn score(&self, pack: &Pack) -> Score {
        let mut score = Score::default();
        for (clause, entry) in &self.clauses {
            let Some((level, worst)) = entry.worst else {
                continue;
            };
            score.clauses.add(level, worst);
            score.all.merge(&entry.counts);
            let of_article = score.articles.entry(clause.article).or_default();
            of_article.merge(&entry.counts);
            if let Some(article) = pack.article(clause.article) {
                let of_chapter = score.chapters.entry(article.chapter).or_default();
                of_chapter.merge(&entry.counts);
            }
            score.gaps.must += entry.must.len() as u64;
            score.gaps.should += entry.should.len() as u64;
        }
        score
    }

    /// The worst state of a clause over its targets in scope; none where no target is in scope.
    pub fn clause_state(&self, clause: ClauseId) -> Option<State> {
        Some(self.clauses.get(&clause)?.worst?.1)
    }

    /// The state of each check of a clause, in scope order; 未檢核 for a check that is out of scope.
    pub fn states(&self, clause: ClauseId) -> &[State] {
        self.clauses
            .get(&clause)
            .map(|entry| entry.states.as_slice())
            .unwrap_or_default()
    }

    /// The clauses in which a check in scope is without an answer.
    pub fn unanswered_clauses(&self) -> impl Iterator<Item = ClauseId> {
        let open = |entry: &Entry| entry.counts.answered() < entry.counts.total();
        self.clauses
            .iter()
            .filter(move |(_, entry)| open(entry))
            .map(|(clause, _)| *clause)
    }

    /// Every gap, musts first, then in scope order.
    pub fn gaps(&self) -> impl Iterator<Item = &Gap> {
        let must = self.clauses.values().flat_map(|entry| &entry.must);
        must.chain(self.clauses.values().flat_map(|entry| &entry.should))
    }

    /// The gaps of [`Ledger::gaps`] from the one with this number on, which is found without going
    /// through those before it.
    pub fn gaps_from(&self, number: usize) -> impl Iterator<Item = &Gap> {
        let lists = self.clauses.values().map(|entry| entry.must.as_slice());
        let lists = lists.chain(self.clauses.values().map(|entry| entry.should.as_slice()));
        let mut before = number;
        lists.flat_map(move |list| {
            let skipped = before.min(list.len());
            before -= skipped;
            list.get(skipped..).unwrap_or_default()
        })
    }

    /// The clauses that changes of these answers concern. To be asked before and after the changes
    /// are folded, because an answer may come, go or move.
    pub fn clauses_of_answers<'a>(
        assessment: &Assessment,
        uids: impl IntoIterator<Item = &'a str>,
    ) -> BTreeSet<ClauseId> {
        uids.into_iter()
            .filter_map(|uid| Some(assessment.answers.get(uid)?.clause))
            .collect()
    }
}
