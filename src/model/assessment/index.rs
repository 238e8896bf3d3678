//! Finding the records of an assessment by what they are about, without looking at all of them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use super::{Answer, Assessment, CheckKey, Evidence, Finding, Link, Review};
use crate::model::pack::ClauseId;
use crate::model::scope::Target;

type Uids = BTreeSet<String>;

/// Uids of records by the check they are about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct ByCheck(BTreeMap<ClauseId, BTreeMap<Target, Uids>>);

impl ByCheck {
    fn add(&mut self, (clause, target): Check, uid: &str) {
        let targets = self.0.entry(clause).or_default();
        targets.entry(target).or_default().insert(uid.to_owned());
    }

    fn remove(&mut self, (clause, target): &Check, uid: &str) {
        if let Some(targets) = self.0.get_mut(clause) {
            remove_from(targets, target, uid);
            if targets.is_empty() {
                self.0.remove(clause);
            }
        }
    }

    fn get(&self, clause: ClauseId, target: &Target) -> Option<&Uids> {
        self.0.get(&clause)?.get(target)
    }

    fn of_clause(&self, clause: ClauseId) -> impl Iterator<Item = &String> {
        let targets = self.0.get(&clause);
        targets.into_iter().flat_map(BTreeMap::values).flatten()
    }
}

/// A clause for a target.
type Check = (ClauseId, Target);

/// The uids of records by what they are about. Follows every change that is folded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Index {
    answers: BTreeMap<CheckKey, String>,
    links: ByCheck,
    links_of_evidence: BTreeMap<String, Uids>,
    evidence: BTreeSet<(u64, String)>,
    findings: ByCheck,
    reviews: ByCheck,
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
            self.links.remove(&ends.check, uid);
            remove_from(&mut self.links_of_evidence, &ends.evidence, uid);
        }
        if let Some(ends) = after {
            self.links.add(ends.check, uid);
            let of_evidence = self.links_of_evidence.entry(ends.evidence).or_default();
            of_evidence.insert(uid.to_owned());
        }
    }

    /// Takes over the checks a finding covers, before and after a change.
    pub(super) fn move_finding(&mut self, uid: &str, before: Vec<Check>, after: Vec<Check>) {
        move_in(&mut self.findings, uid, before, after);
    }

    /// Takes over the check a review is about, before and after a change.
    pub(super) fn move_review(&mut self, uid: &str, before: Option<Check>, after: Option<Check>) {
        move_in(&mut self.reviews, uid, before, after);
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

fn move_in<T>(records: &mut ByCheck, uid: &str, before: T, after: T)
where
    T: IntoIterator<Item = Check> + PartialEq,
{
    if before == after {
        return;
    }
    before.into_iter().for_each(|check| records.remove(&check, uid));
    after.into_iter().for_each(|check| records.add(check, uid));
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
    check: Check,
    evidence: String,
}

impl From<&Link> for Ends {
    fn from(link: &Link) -> Self {
        Self {
            check: (link.clause, link.target.clone()),
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
        let uids = self.index.links.get(clause, target);
        uids.into_iter().flatten().filter_map(|uid| self.links.get(uid))
    }

    /// How many ties a check has.
    pub fn link_count(&self, clause: ClauseId, target: &Target) -> usize {
        let uids = self.index.links.get(clause, target);
        uids.map_or(0, BTreeSet::len)
    }

    /// The ties of a clause, by target.
    pub fn links_of(&self, clause: ClauseId) -> impl Iterator<Item = &Link> {
        let uids = self.index.links.of_clause(clause);
        uids.filter_map(|uid| self.links.get(uid))
    }

    /// The findings that cover a check, in uid order.
    pub fn findings_for(&self, clause: ClauseId, target: &Target) -> impl Iterator<Item = &Finding> {
        let uids = self.index.findings.get(clause, target);
        let uids = uids.into_iter().flatten();
        uids.filter_map(|uid| self.findings.get(uid))
    }

    /// The review of a check; the one with the first uid, should a merge have left several.
    pub fn review_of(&self, clause: ClauseId, target: &Target) -> Option<&Review> {
        let uids = self.index.reviews.get(clause, target)?;
        uids.iter().find_map(|uid| self.reviews.get(uid))
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
