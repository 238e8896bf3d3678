//! The units of an article put together: its clauses numbered from the table of articles, each page of
//! the explained part given to the clauses it explains.

use std::collections::{BTreeMap, BTreeSet};

use super::align::{Clue, align};
use super::likeness::same_words;
use super::units::{Item, Unit, unplaced};
use crate::model::pack::{Article, ClauseId};
use crate::model::source::{Misprint, MisprintReason, OfficialClause, Reading};

/// So many different clauses under one article's headings are another text's; more are not compared.
const MAX_SLOTS: usize = 200;
/// How a page is named whose explanation and evidence list run into each other.
const MUDDLED: &str = "說明／佐證";

/// A clause as printed, with the pages it heads; none for the table of articles.
struct Slot {
    printed: Option<u16>,
    line: usize,
    text: String,
    pages: Vec<usize>,
}

/// Places the units of an article.
pub(super) fn place(
    article: &Article,
    units: &[&Unit],
    placed: &mut BTreeMap<ClauseId, OfficialClause>,
    reading: &mut Reading,
) {
    let (pages, table): (Vec<&Unit>, Vec<&Unit>) = units.iter().partition(|unit| unit.explained);
    let mut wording: BTreeMap<u16, String> = BTreeMap::new();
    let listed = slots(&table, reading);
    for (slot, number) in listed.iter().zip(numbers(article, &listed, &wording, reading)) {
        if let Some(number) = number {
            wording.insert(number, slot.text.clone());
        }
    }
    for (line, text) in table
        .iter()
        .flat_map(|unit| &unit.items)
        .flat_map(|item| &item.loose)
    {
        reading.unplaced.push(unplaced(*line, text));
    }
    let headed = slots(&pages, reading);
    let numbered = numbers(article, &headed, &wording, reading);
    for (slot, number) in headed.iter().zip(&numbered) {
        if let Some(number) = number {
            wording.entry(*number).or_insert_with(|| slot.text.clone());
        }
    }
    for (number, requirement) in wording {
        let id = ClauseId {
            article: article.number,
            number,
        };
        placed.insert(
            id,
            OfficialClause {
                id,
                requirement,
                explanation: Vec::new(),
                evidence: Vec::new(),
                together_with: Vec::new(),
            },
        );
    }
    for (page, index) in pages.iter().zip(0..) {
        let ids: Vec<ClauseId> = headed
            .iter()
            .zip(&numbered)
            .filter(|(slot, _)| slot.pages.contains(&index))
            .filter_map(|(_, number)| {
                Some(ClauseId {
                    article: article.number,
                    number: (*number)?,
                })
            })
            .collect();
        match page.muddled_at() {
            Some(line) => reading.unplaced.push(unplaced(line, MUDDLED)),
            None if ids.is_empty() => {}
            None => {
                reading.evidence += page.evidence.len();
                explain(page, &ids, placed);
            }
        }
    }
}

/// Gives a page to the clauses it explains.
fn explain(page: &Unit, ids: &[ClauseId], placed: &mut BTreeMap<ClauseId, OfficialClause>) {
    for id in ids {
        let Some(clause) = placed.get_mut(id) else {
            continue;
        };
        add_new(&mut clause.explanation, page.paragraphs());
        add_new(&mut clause.evidence, page.evidence_list());
        let others = ids.iter().filter(|other| *other != id).copied().collect();
        add_new(&mut clause.together_with, others);
    }
}

/// Adds what is not there yet: the pages of one clause may repeat a list.
fn add_new<T: Ord + Clone>(all: &mut Vec<T>, more: Vec<T>) {
    let mut known: BTreeSet<T> = all.iter().cloned().collect();
    all.extend(more.into_iter().filter(|one| known.insert(one.clone())));
}

/// The clauses of units in order; one that is printed again joins its first print.
fn slots(units: &[&Unit], reading: &mut Reading) -> Vec<Slot> {
    let mut slots: Vec<Slot> = Vec::new();
    for (unit, index) in units.iter().zip(0..) {
        for item in &unit.items {
            if slots.len() >= MAX_SLOTS {
                reading.unplaced.push(unplaced(item.line, &item.text));
                continue;
            }
            let text = wording_of(item, unit.explained);
            let same = |slot: &&mut Slot| slot.printed == item.printed && same_words(&slot.text, &text);
            match slots.iter_mut().find(same) {
                Some(slot) => slot.pages.push(index),
                None => slots.push(Slot {
                    printed: item.printed,
                    line: item.line,
                    text,
                    pages: vec![index],
                }),
            }
        }
    }
    slots
}

/// On an explained page, a remark set off below the clause belongs to it.
fn wording_of(item: &Item, explained: bool) -> String {
    let mut text = item.text.clone();
    for (_, more) in item.loose.iter().filter(|_| explained) {
        text.push('\n');
        text.push_str(more);
    }
    text
}

/// The number of each slot; what gets none is reported, and so is every number that does not follow.
fn numbers(
    article: &Article,
    slots: &[Slot],
    wording: &BTreeMap<u16, String>,
    reading: &mut Reading,
) -> Vec<Option<u16>> {
    let last = article
        .clauses
        .iter()
        .map(|clause| clause.id.number)
        .max()
        .unwrap_or(0);
    let compared = |slot: &Slot| -> Vec<Option<bool>> {
        (1..=last)
            .map(|number| Some(same_words(wording.get(&number)?, &slot.text)))
            .collect()
    };
    let clues: Vec<Clue> = slots
        .iter()
        .filter_map(|slot| {
            Some(Clue {
                printed: slot.printed?,
                same_words: compared(slot),
            })
        })
        .collect();
    let mut aligned = align(&clues, last).into_iter();
    let mut numbers = Vec::with_capacity(slots.len());
    for slot in slots {
        let number = match slot.printed {
            Some(_) => aligned.next().flatten(),
            None => unnumbered(last, slots, &compared(slot)),
        };
        match (slot.printed, number) {
            (_, None) => reading.unplaced.push(unplaced(slot.line, &slot.text)),
            (Some(printed), Some(expected)) if printed != expected => reading.misprints.push(Misprint {
                clause: ClauseId {
                    article: article.number,
                    number: expected,
                },
                line: slot.line,
                printed,
                expected,
                why: match wording.contains_key(&expected) {
                    true => MisprintReason::SameWords,
                    false => MisprintReason::Order,
                },
            }),
            _ => {}
        }
        numbers.push(number);
    }
    numbers
}

/// The number of a clause printed without one: the only clause of its article, or the one clause that
/// has the same words.
fn unnumbered(last: u16, slots: &[Slot], same: &[Option<bool>]) -> Option<u16> {
    if last == 1 && slots.len() == 1 {
        return Some(1);
    }
    let mut alike = (1..=last)
        .zip(same)
        .filter(|(_, same)| **same == Some(true))
        .map(|(number, _)| number);
    let only = alike.next()?;
    alike.next().is_none().then_some(only)
}
