//! Checks of contradictions: they name clauses and conditions that exist, and can hold at all.

use std::collections::BTreeSet;

use super::super::files::MANIFEST;
use super::super::load::Manifest;
use super::problem::Problem;
use super::read::Reading;
use super::{Fault, Sheet};
use crate::model::pack::{
    ClauseId, ConditionLevel, Contradiction, FigurePremise, FigureUnit, Premise, WordList,
};

/// Decimal places a threshold may have.
const MAX_PLACES: usize = 3;
/// Digits before them.
const MAX_DIGITS: usize = 6;

/// Checks the contradictions of `pack.json`.
pub(super) fn check(reading: &Reading, faults: &mut Vec<Fault>) {
    let Some(manifest) = &reading.manifest else {
        return;
    };
    let check = ContradictionCheck {
        manifest,
        clauses: reading.complete.then(|| known_clauses(reading)),
    };
    let mut sheet = Sheet {
        file: MANIFEST,
        faults,
    };
    for (index, contradiction) in manifest.contradictions.iter().enumerate() {
        check.contradiction(&format!("contradictions[{index}]"), contradiction, &mut sheet);
    }
    if !manifest.policy_words.is_empty() {
        words_are_words("policy_words", &manifest.policy_words, &mut sheet);
    }
}

/// The clauses of the pack. One whose number is at fault is known by the number it should have
/// too, so that one slip is one fault.
fn known_clauses(reading: &Reading) -> BTreeSet<ClauseId> {
    let articles = reading.articles.iter();
    let ids = articles.flat_map(|article| {
        let clauses = article.clauses.iter();
        clauses.flat_map(|(index, clause)| {
            let by_place = ClauseId {
                article: article.number,
                number: u16::try_from(index + 1).unwrap_or(u16::MAX),
            };
            [clause.id, by_place]
        })
    });
    ids.collect()
}

/// What contradictions may refer to.
struct ContradictionCheck<'a> {
    manifest: &'a Manifest,
    /// The clauses of the pack; none where something did not parse.
    clauses: Option<BTreeSet<ClauseId>>,
}

impl ContradictionCheck<'_> {
    fn contradiction(&self, path: &str, contradiction: &Contradiction, sheet: &mut Sheet<'_>) {
        if contradiction.clauses.is_empty() {
            sheet.add(format!("{path}.clauses"), Problem::EmptyRule);
        }
        for (index, clause) in contradiction.clauses.iter().enumerate() {
            self.clause(format!("{path}.clauses[{index}]"), *clause, sheet);
        }
        if contradiction.when.is_empty() {
            sheet.add(format!("{path}.when"), Problem::EmptyRule);
        }
        for (index, premise) in contradiction.when.iter().enumerate() {
            self.premise(&format!("{path}.when[{index}]"), premise, sheet);
        }
        // A word in a note contradicts nothing by itself.
        let said = |premise: &Premise| matches!(premise, Premise::Answer(_) | Premise::Condition(_));
        if !contradiction.when.is_empty() && !contradiction.when.iter().any(said) {
            sheet.add(format!("{path}.when"), Problem::NoAnswerPremise);
        }
    }

    fn clause(&self, path: String, clause: ClauseId, sheet: &mut Sheet<'_>) {
        let unknown = |known: &BTreeSet<ClauseId>| !known.contains(&clause);
        if self.clauses.as_ref().is_some_and(unknown) {
            sheet.add(path, Problem::UnknownClause(clause.to_string()));
        }
    }

    fn premise(&self, path: &str, premise: &Premise, sheet: &mut Sheet<'_>) {
        match premise {
            Premise::Answer(answer) => {
                self.clause(format!("{path}.answer.clause"), answer.clause, sheet);
                if answer.states.is_empty() {
                    sheet.add(format!("{path}.answer.states"), Problem::EmptyRule);
                }
            }
            Premise::Condition(condition) => self.condition(path, &condition.id, sheet),
            Premise::Figure(figure) => {
                self.clause(format!("{path}.figure.clause"), figure.clause, sheet);
                check_figure(&format!("{path}.figure"), figure, sheet);
            }
            Premise::Mention(mention) => {
                self.clause(format!("{path}.mention.clause"), mention.clause, sheet);
                words_are_words(&format!("{path}.mention.words"), &mention.words, sheet);
                if !mention.unless.is_empty() {
                    words_are_words(&format!("{path}.mention.unless"), &mention.unless, sheet);
                }
            }
            Premise::System(_) => {}
        }
    }

    fn condition(&self, path: &str, id: &str, sheet: &mut Sheet<'_>) {
        let path = format!("{path}.condition.id");
        let known = self
            .manifest
            .conditions
            .iter()
            .find(|condition| condition.id == id);
        match known.map(|condition| condition.level) {
            None => sheet.add(path, Problem::UnknownCondition(id.to_owned())),
            Some(ConditionLevel::Event) => sheet.add(path, Problem::EventPremise(id.to_owned())),
            Some(_) => {}
        }
    }
}

fn check_figure(path: &str, figure: &FigurePremise, sheet: &mut Sheet<'_>) {
    words_are_words(&format!("{path}.words"), &figure.words, sheet);
    let threshold = figure.is.threshold();
    if !is_small_decimal(&threshold.value) {
        sheet.add(
            format!("{path}.is"),
            Problem::FigureValue(threshold.value.clone()),
        );
    }
    let counts = threshold.unit == FigureUnit::Count;
    if counts == figure.counted.is_empty() {
        sheet.add(format!("{path}.counted"), Problem::CountedWords);
    } else if counts {
        words_are_words(&format!("{path}.counted"), &figure.counted, sheet);
    }
}

fn is_small_decimal(value: &str) -> bool {
    let digits = |text: &str, most: usize| {
        (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    match value.split_once('.') {
        None => digits(value, MAX_DIGITS),
        Some((whole, places)) => digits(whole, MAX_DIGITS) && digits(places, MAX_PLACES),
    }
}

/// A list to look for has words, and none of them is blank: a blank one would be found anywhere.
fn words_are_words(path: &str, words: &WordList, sheet: &mut Sheet<'_>) {
    if words.is_empty() {
        sheet.add(path, Problem::EmptyRule);
    }
    for (language, list) in [("zh-TW", &words.zh_tw), ("en", &words.en)] {
        for (index, word) in list.iter().enumerate() {
            if word.trim().is_empty() {
                sheet.add(format!("{path}.{language}[{index}]"), Problem::EmptyText);
            }
        }
    }
}
