//! Checks of conditions: known where they are used, used where they are known, events as triggers.

use std::collections::BTreeSet;

use super::super::files::MANIFEST;
use super::super::load::Manifest;
use super::problem::Problem;
use super::read::Reading;
use super::{Fault, Sheet};
use crate::model::pack::{Clause, ConditionLevel, ConditionUse, Effect};

/// Checks the conditions of every clause and part against `pack.json`.
pub(super) fn check(reading: &Reading, faults: &mut Vec<Fault>) {
    let Some(manifest) = &reading.manifest else {
        return;
    };
    let mut used = BTreeSet::new();
    for article in &reading.articles {
        let mut sheet = Sheet {
            file: &article.file,
            faults,
        };
        for (index, clause) in &article.clauses {
            for (path, conditions) in lists(*index, clause) {
                check_list(manifest, &path, conditions, &mut sheet);
                used.extend(conditions.iter().map(|condition| condition.id.as_str()));
            }
        }
    }
    if !reading.complete {
        return;
    }
    let mut sheet = Sheet {
        file: MANIFEST,
        faults,
    };
    for (index, condition) in manifest.conditions.iter().enumerate() {
        if !used.contains(condition.id.as_str()) {
            sheet.add(
                format!("conditions[{index}].id"),
                Problem::UnusedCondition(condition.id.clone()),
            );
        }
    }
}

/// The lists of conditions of a clause and its parts, with their paths.
fn lists(index: usize, clause: &Clause) -> Vec<(String, &[ConditionUse])> {
    let mut lists = vec![(
        format!("clauses[{index}].conditions"),
        clause.conditions.as_slice(),
    )];
    for (part_index, part) in clause.parts.iter().enumerate() {
        let path = format!("clauses[{index}].parts[{part_index}].conditions");
        lists.push((path, part.conditions.as_slice()));
    }
    lists
}

fn check_list(manifest: &Manifest, path: &str, conditions: &[ConditionUse], sheet: &mut Sheet<'_>) {
    let mut seen = BTreeSet::new();
    for (index, condition) in conditions.iter().enumerate() {
        let path = format!("{path}[{index}]");
        let id = condition.id.clone();
        if !seen.insert(id.clone()) {
            sheet.add(format!("{path}.id"), Problem::DuplicateId(id.clone()));
        }
        let Some(known) = manifest.conditions.iter().find(|known| known.id == id) else {
            sheet.add(format!("{path}.id"), Problem::UnknownCondition(id));
            continue;
        };
        match (condition.effect, known.level) {
            (Effect::Trigger, ConditionLevel::Event) => {}
            (Effect::Trigger, _) => sheet.add(format!("{path}.effect"), Problem::TriggerWithoutEvent(id)),
            (_, ConditionLevel::Event) => sheet.add(format!("{path}.effect"), Problem::EventEffect(id)),
            _ => {}
        }
    }
}
