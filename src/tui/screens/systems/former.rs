//! Systems that were removed and left answers behind: they come back under their id.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::lang::{Lang, fill, movement_words, tr};
use crate::model::assessment::{Assessment, State};
use crate::model::movement::Movement;
use crate::model::profile::{Profile, System};
use crate::model::scope::Target;
use crate::text;
use crate::tui::app::Workbook;

/// A system that was removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removed {
    /// Its id.
    id: String,
    /// How many answers it left.
    answers: usize,
}

impl Removed {
    /// The row that brings it back.
    pub fn words(&self, lang: Lang) -> String {
        let count = self.answers.to_string();
        let id = text::visible(&self.id, false);
        fill(lang, "describe.former_row", &[("id", &id), ("count", &count)])
    }
}

/// The removed systems, looked up once.
#[derive(Debug, Clone, Default)]
pub struct Former(OnceCell<Vec<Removed>>);

impl Former {
    /// The removed systems by id.
    pub fn of(&self, assessment: &Assessment) -> &[Removed] {
        self.0.get_or_init(|| {
            let systems = assessment.profile.systems.iter();
            let known: BTreeSet<&str> = systems.map(|system| system.id.as_str()).collect();
            let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
            for answer in assessment.answers.values() {
                if let Target::System(id) = &answer.target
                    && answer.state != State::Unanswered
                    && !known.contains(id.as_str())
                {
                    *counts.entry(id).or_default() += 1;
                }
            }
            let removed = counts.into_iter().map(|(id, answers)| Removed {
                id: id.to_owned(),
                answers,
            });
            removed.collect()
        })
    }

    /// The id of a removed system.
    pub fn id(&self, assessment: &Assessment, row: usize) -> Option<String> {
        self.of(assessment).get(row).map(|removed| removed.id.clone())
    }
}

/// The label of the field in which a name is typed.
pub fn label(lang: Lang, again: Option<&str>) -> String {
    match again {
        None => tr(lang, "describe.system_name").to_owned(),
        Some(id) => fill(lang, "describe.former_name", &[("id", &text::visible(id, false))]),
    }
}

/// The question before a system is removed, with what would move.
pub fn with_movement(lang: Lang, workbook: &Workbook, system: &System, question: String) -> String {
    let profile = &workbook.assessment.profile;
    let mut after: Profile = profile.clone();
    after.systems.retain(|known| known.uid != system.uid);
    let moved = Movement::between(&workbook.pack, &workbook.assessment, profile, &after);
    std::iter::once(question)
        .chain(movement_words(&moved, lang))
        .collect::<Vec<_>>()
        .join("\n")
}

/// What was done, with what it moved.
pub fn joined(lang: Lang, done: &str, moved: Option<String>) -> String {
    match moved {
        None => done.to_owned(),
        Some(moved) => fill(
            lang,
            "describe.done_and_moved",
            &[("done", done), ("moved", &moved)],
        ),
    }
}
