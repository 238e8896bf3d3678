//! Finding the records of an assessment by what they are about, without looking at all of them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use super::{Answer, Assessment, CheckKey, Evidence, Link};
use crate::model::pack::ClauseId;
use crate::model::scope::Target;

type Uids = BTreeSet<String>;

/// The uids of records by what they are about. Follows every change that is folded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Index {
    answers: BTreeMap<CheckKey, String>,
    links_of_clause: BTreeMap<ClauseId, BTreeMap<Target, Uids>>,
    links_of_evidence: BTreeMap<String, Uids>,
    evidence: BTreeSet<(u64, String)>,
}

impl Index {
    /// Takes over what an answer is for, before and after a change.
    pub(super) fn move_answer(&mut self, uid: &str, before: Option<CheckKey>, after: Option<CheckKey>) {
        if before == after {
            return;
        }
        if let Some(key) = before.filter(|key| self.answers.get(key).is_some_and(|known| known == uid)) {
            self.answers.remove(&key);
        }
        self.answers.extend(after.map(|key| (key, uid.to_owned())));
    }

    /// Takes over where a tie leads, before and after a change.
    pub(super) fn move_link(&mut self, uid: &str, before: Option<Ends>, after: Option<Ends>) {
        if before == after {
            return;
        }
        if let Some(ends) = before {
            let targets = self.links_of_clause.entry(ends.clause).or_default();
            remove_from(targets, &ends.target, uid);
            if targets.is_empty() {
                self.links_of_clause.remove(&ends.clause);
            }
            remove_from(&mut self.links_of_evidence, &ends.evidence, uid);
        }
        if let Some(ends) = after {
            let targets = self.links_of_clause.entry(ends.clause).or_default();
            targets.entry(ends.target).or_default().insert(uid.to_owned());
            let of_evidence = self.links_of_evidence.entry(ends.evidence).or_default();
            of_evidence.insert(uid.to_owned());
        }
    }

    /// Takes over the number of a piece of evidence, before and after a change.
    pub(super) fn move_evidence(&mut self, uid: &str, before: Option<u64>, after: Option<u64>) {
        if before == after {
            return;
        }
        if let Some(number) = before {
            self.evidence.remove(&(number, uid.to_owned()));
        }
        self.evidence.extend(after.map(|number| (number, uid.to_owned())));
    }
}

/// Removes a uid, and the set it was in once that is empty.
fn remove_from<K: Ord>(sets: &mut BTreeMap<K, Uids>, key: &K, uid: &str) {
    if let Some(uids) = sets.get_mut(key) {
        uids.remove(uid);
        if uids.is_empty() {
            sets.remove(key);
        }
    }
}

/// Where a tie leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ends {
    clause: ClauseId,
    target: Target,
    evidence: String,
}

impl From<&Link> for Ends {
    fn from(link: &Link) -> Self {
        Self {
            clause: link.clause,
            target: link.target.clone(),
            evidence: link.evidence.clone(),
        }
    }
}

impl Assessment {
    /// The answer for a key, if one was given.
    pub fn answer(&self, key: &CheckKey) -> Option<&Answer> {
        self.answers.get(self.index.answers.get(key)?)
    }

    /// The answers for a check: the whole clause and its parts.
    pub fn answers_for<'a>(&'a self, clause: ClauseId, target: &Target) -> impl Iterator<Item = &'a Answer> {
        let from = CheckKey {
            clause,
            target: target.clone(),
            part: None,
        };
        let end = target.clone();
        self.index
            .answers
            .range(from..)
            .take_while(move |(key, _)| key.clause == clause && key.target == end)
            .filter_map(|(_, uid)| self.answers.get(uid))
    }

    /// The answers of a clause, by target and part.
    pub fn answers_of(&self, clause: ClauseId) -> impl Iterator<Item = &Answer> {
        // No target comes before the organisation.
        let from = CheckKey {
            clause,
            target: Target::Organisation,
            part: None,
        };
        self.index
            .answers
            .range(from..)
            .take_while(move |(key, _)| key.clause == clause)
            .filter_map(|(_, uid)| self.answers.get(uid))
    }

    /// The ties of a check, in uid order.
    pub fn links_for<'a>(&'a self, clause: ClauseId, target: &Target) -> impl Iterator<Item = &'a Link> {
        let targets = self.index.links_of_clause.get(&clause);
        let uids = targets.and_then(|targets| targets.get(target));
        uids.into_iter().flatten().filter_map(|uid| self.links.get(uid))
    }

    /// How many ties a check has.
    pub fn link_count(&self, clause: ClauseId, target: &Target) -> usize {
        let targets = self.index.links_of_clause.get(&clause);
        let uids = targets.and_then(|targets| targets.get(target));
        uids.map_or(0, BTreeSet::len)
    }

    /// The ties of a clause, by target.
    pub fn links_of(&self, clause: ClauseId) -> impl Iterator<Item = &Link> {
        let targets = self.index.links_of_clause.get(&clause);
        let uids = targets.into_iter().flat_map(BTreeMap::values).flatten();
        uids.filter_map(|uid| self.links.get(uid))
    }

    /// The ties of a piece of evidence, in uid order.
    pub fn links_of_evidence(&self, evidence: &str) -> impl Iterator<Item = &Link> {
        let uids = self.index.links_of_evidence.get(evidence);
        uids.into_iter().flatten().filter_map(|uid| self.links.get(uid))
    }

    /// All evidence by number.
    pub fn evidence_by_number(&self) -> impl DoubleEndedIterator<Item = &Evidence> {
        self.index
            .evidence
            .iter()
            .filter_map(|(_, uid)| self.evidence.get(uid))
    }

    /// The evidence after a piece by number, the nearest first; none where the piece is gone.
    pub fn evidence_after(&self, uid: &str) -> impl Iterator<Item = &Evidence> {
        let later = self.place_of_evidence(uid).map(|place| {
            let from = (Bound::Excluded(place), Bound::Unbounded);
            self.index.evidence.range(from)
        });
        let later = later.into_iter().flatten();
        later.filter_map(|(_, uid)| self.evidence.get(uid))
    }

    /// The evidence before a piece by number, the nearest first; none where the piece is gone.
    pub fn evidence_before(&self, uid: &str) -> impl Iterator<Item = &Evidence> {
        let earlier = self.place_of_evidence(uid);
        let earlier = earlier.map(|place| self.index.evidence.range(..place).rev());
        let earlier = earlier.into_iter().flatten();
        earlier.filter_map(|(_, uid)| self.evidence.get(uid))
    }

    fn place_of_evidence(&self, uid: &str) -> Option<(u64, String)> {
        let evidence = self.evidence.get(uid)?;
        Some((evidence.number, evidence.uid.clone()))
    }
}
