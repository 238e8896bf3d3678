//! The contradictions of the pack, looked for in an assessment.

use super::amounts::Amount;
use super::figures::Reading;
use super::indexes::Indexes;
use super::{Facts, Issue, Place, Rule};
use crate::model::assessment::Answer;
use crate::model::pack::{
    Bound, ClauseId, ConditionLevel, ConditionPremise, Contradiction, FigurePremise, MentionPremise, Premise,
    Subject, WordList,
};
use crate::model::profile::{System, Tri};
use crate::model::scope::Target;

/// Looks for every contradiction on every target it is about.
pub(super) fn check(facts: &Facts<'_>, indexes: &Indexes<'_>, issues: &mut Vec<Issue>) {
    for contradiction in &facts.pack.contradictions {
        let Some(clause) = contradiction.clauses.first() else {
            continue;
        };
        let by_system = contradiction
            .clauses
            .iter()
            .any(|clause| is_of_systems(indexes, *clause));
        let seats: Vec<Option<&System>> = if by_system {
            facts.assessment.profile.systems.iter().map(Some).collect()
        } else {
            vec![None]
        };
        for system in seats {
            let seat = Seat {
                facts,
                indexes,
                system,
            };
            if let Some(found) = seat.holds(contradiction) {
                let place = Place::Check {
                    clause: *clause,
                    target: seat.target(*clause),
                    part: None,
                };
                issues.push(Issue {
                    severity: contradiction.severity,
                    contradiction: Some(contradiction.id.clone()),
                    ..Issue::new(Rule::Contradiction, place).with("found", found)
                });
            }
        }
    }
}

fn is_of_systems(indexes: &Indexes<'_>, clause: ClauseId) -> bool {
    indexes
        .clauses
        .get(&clause)
        .is_some_and(|clause| clause.subject == Subject::System)
}

/// Where premises are looked at: one system, or the whole firm.
struct Seat<'s, 'a> {
    facts: &'s Facts<'a>,
    indexes: &'s Indexes<'a>,
    system: Option<&'a System>,
}

impl<'a> Seat<'_, 'a> {
    fn target(&self, clause: ClauseId) -> Target {
        match self.system {
            Some(system) if is_of_systems(self.indexes, clause) => Target::System(system.id.clone()),
            _ => Target::Organisation,
        }
    }

    /// The targets on which something about a clause may hold here: this system, the firm, or any
    /// system where the firm as a whole is looked at.
    fn targets(&self, clause: ClauseId) -> Vec<Target> {
        if self.system.is_none() && is_of_systems(self.indexes, clause) {
            let systems = &self.facts.assessment.profile.systems;
            return systems
                .iter()
                .map(|system| Target::System(system.id.clone()))
                .collect();
        }
        vec![self.target(clause)]
    }

    /// What was found in the notes where all premises hold (nothing where none reads a note); none
    /// where one does not hold. Notes are read last, because that takes longest.
    fn holds(&self, contradiction: &Contradiction) -> Option<String> {
        let reads_notes = |premise: &&Premise| matches!(premise, Premise::Figure(_) | Premise::Mention(_));
        let premises = &contradiction.when;
        let facts_hold = premises
            .iter()
            .filter(|premise| !reads_notes(premise))
            .all(|premise| self.fact_holds(premise));
        if !facts_hold {
            return None;
        }
        let mut found = String::new();
        for premise in premises.iter().filter(reads_notes) {
            let words = match premise {
                Premise::Figure(figure) => self.figure(figure),
                Premise::Mention(mention) => self.mention(mention),
                _ => None,
            }?;
            if found.is_empty() {
                found = words;
            }
        }
        Some(found)
    }

    fn fact_holds(&self, premise: &Premise) -> bool {
        match premise {
            Premise::Answer(answer) => self.targets(answer.clause).iter().any(|target| {
                answer
                    .states
                    .contains(&self.indexes.state((answer.clause, target.id())))
            }),
            Premise::Condition(condition) => self.condition(condition),
            Premise::System(premise) => {
                let is = |system: &System| system.core == Some(premise.core);
                match self.system {
                    Some(system) => is(system),
                    None => self.facts.assessment.profile.systems.iter().any(is),
                }
            }
            Premise::Figure(_) | Premise::Mention(_) => true,
        }
    }

    fn condition(&self, premise: &ConditionPremise) -> bool {
        let profile = &self.facts.assessment.profile;
        let Some(condition) = self.facts.pack.condition(&premise.id) else {
            return false;
        };
        let is_of_system = condition.level == ConditionLevel::System;
        if is_of_system && profile.systems.is_empty() {
            return false;
        }
        let answer: Tri = match self.system {
            Some(system) if is_of_system => profile.system_condition(system, &premise.id),
            _ => profile.organisation_condition(condition),
        };
        answer == premise.is
    }

    /// What was written about a clause here.
    fn notes(&self, clause: ClauseId) -> Vec<Reading> {
        let targets = self.targets(clause);
        let answers = targets
            .iter()
            .flat_map(|target| self.facts.assessment.answers_for(clause, target));
        answers.flat_map(texts).map(Reading::new).collect()
    }

    /// The figure beyond the bound, where figures stand near the words and all lie beyond it.
    fn figure(&self, premise: &FigurePremise) -> Option<String> {
        let bound = Amount::of(premise.is.threshold())?;
        let beyond = |amount: Amount| match premise.is {
            Bound::Below(_) => amount.is_below(bound),
            Bound::Above(_) => bound.is_below(amount),
        };
        let mut first = None;
        for reading in self.notes(premise.clause) {
            for figure in reading.figures_near(&premise.words, &premise.counted) {
                if !beyond(figure.amount) {
                    return None;
                }
                first.get_or_insert_with(|| reading.written(figure.start, figure.end));
            }
        }
        first
    }

    /// The word that is named, in a sentence without any of those that take its meaning away.
    fn mention(&self, premise: &MentionPremise) -> Option<String> {
        for reading in self.notes(premise.clause) {
            for sentence in reading.sentences() {
                let stands = |words: &WordList| {
                    words.all().find_map(|word| {
                        let at = *reading.find(word, sentence).first()?;
                        Some(reading.written(at, at + word.chars().count()))
                    })
                };
                if stands(&premise.unless).is_none()
                    && let Some(found) = stands(&premise.words)
                {
                    return Some(found);
                }
            }
        }
        None
    }
}

/// The texts of an answer that say how things are done.
fn texts(answer: &Answer) -> impl Iterator<Item = &str> {
    let sample = answer.sample.iter().flat_map(|sample| {
        [
            sample.population.as_str(),
            sample.selection.as_str(),
            sample.exceptions.as_str(),
        ]
    });
    std::iter::once(answer.note.as_str()).chain(sample)
}
