//! What several rules look up, made once.

use std::collections::{HashMap, HashSet};

use super::Facts;
use crate::model::assessment::{Evidence, State};
use crate::model::pack::{Clause, ClauseId, EvidenceItem, Level};
use crate::model::profile::System;
use crate::model::scope::Check;
use crate::model::score::effective_state;

/// A check by clause and target id.
pub(super) type CheckId<'a> = (ClauseId, &'a str);

/// What several rules look up.
pub(super) struct Indexes<'a> {
    /// The checks of the scope.
    pub(super) checks: HashMap<CheckId<'a>, &'a Check>,
    /// The state of every check of the scope.
    pub(super) states: HashMap<CheckId<'a>, State>,
    /// Clauses with a gap on any target.
    pub(super) gap_clauses: HashSet<ClauseId>,
    /// The evidence of each check, with the item of the clause it was tied to.
    pub(super) evidence: HashMap<CheckId<'a>, Vec<(&'a Evidence, Option<&'a str>)>>,
    /// Uids of evidence that is tied to something.
    pub(super) tied: HashSet<&'a str>,
    /// The systems by id.
    pub(super) systems: HashMap<&'a str, &'a System>,
    /// The clauses by id.
    pub(super) clauses: HashMap<ClauseId, &'a Clause>,
}

impl<'a> Indexes<'a> {
    /// Goes through everything once.
    pub(super) fn new(facts: &Facts<'a>) -> Self {
        let assessment = facts.assessment;
        let mut checks = HashMap::new();
        let mut states = HashMap::new();
        let mut gap_clauses = HashSet::new();
        for check in &facts.scope.checks {
            let Some(target) = &check.target else {
                continue;
            };
            let state = effective_state(assessment, check);
            if state.is_gap() && check.level != Level::None {
                gap_clauses.insert(check.clause);
            }
            checks.insert((check.clause, target.id()), check);
            states.insert((check.clause, target.id()), state);
        }
        let mut evidence: HashMap<CheckId<'a>, Vec<_>> = HashMap::new();
        let mut tied = HashSet::new();
        for link in assessment.links.values() {
            let Some(piece) = assessment.evidence.get(&link.evidence) else {
                continue;
            };
            tied.insert(piece.uid.as_str());
            let check = (link.clause, link.target.id());
            evidence
                .entry(check)
                .or_default()
                .push((piece, link.item.as_deref()));
        }
        let systems = assessment.profile.systems.iter();
        Self {
            checks,
            states,
            gap_clauses,
            evidence,
            tied,
            systems: systems.map(|system| (system.id.as_str(), system)).collect(),
            clauses: facts.pack.clauses().map(|clause| (clause.id, clause)).collect(),
        }
    }

    /// The evidence of a check.
    pub(super) fn evidence_of<'s>(&'s self, check: CheckId<'s>) -> &'s [(&'a Evidence, Option<&'a str>)] {
        self.evidence.get(&check).map_or(&[], Vec::as_slice)
    }

    /// The item of a clause's evidence list.
    pub(super) fn item(&self, clause: ClauseId, item: Option<&str>) -> Option<&'a EvidenceItem> {
        let item = item?;
        let clause = self.clauses.get(&clause)?;
        clause.evidence.iter().find(|known| known.id == item)
    }

    /// The state of a check; unanswered where it is none of the scope.
    pub(super) fn state(&self, check: CheckId<'_>) -> State {
        self.states.get(&check).copied().unwrap_or_default()
    }
}
