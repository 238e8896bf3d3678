//! Questions for what an answer rests on, where it takes clauses out.

use crate::lang::{Lang, tr};
use crate::model::profile::Ground;
use crate::tui::screens::profile::text_question;
use crate::tui::widgets::questionnaire::{Question, Reads};

/// What is asked of a ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum GroundField {
    /// The fact it rests on.
    Fact,
    /// Who confirmed it.
    By,
    /// When.
    On,
    /// What shows it.
    Evidence,
}

impl GroundField {
    /// Its name in the record.
    pub fn path(self) -> &'static str {
        match self {
            GroundField::Fact => "fact",
            GroundField::By => "confirmed_by",
            GroundField::On => "confirmed_on",
            GroundField::Evidence => "evidence",
        }
    }
}

/// The questions of a ground, indented below the answer they belong to. When and what shows it are
/// asked once the fact was said.
pub fn ground_questions<I>(
    id: impl Fn(GroundField) -> I,
    ground: Option<&Ground>,
    lang: Lang,
) -> Vec<Question<I>> {
    let empty = Ground::default();
    let ground = ground.unwrap_or(&empty);
    let day = Reads::Day {
        not_before: String::new(),
        not_after: String::new(),
    };
    let rows = [
        (
            GroundField::Fact,
            "describe.ground_fact",
            "describe.ground_fact_hint",
            &ground.fact,
            Reads::Line,
        ),
        (
            GroundField::By,
            "describe.ground_by",
            "describe.core_by_hint",
            &ground.confirmed_by,
            Reads::Line,
        ),
        (
            GroundField::On,
            "describe.ground_on",
            "describe.day_hint",
            &ground.confirmed_on,
            day,
        ),
        (
            GroundField::Evidence,
            "describe.ground_evidence",
            "describe.ground_evidence_hint",
            &ground.evidence,
            Reads::Line,
        ),
    ];
    let asked = if *ground == empty { 2 } else { rows.len() };
    rows.into_iter()
        .take(asked)
        .map(|(field, label, hint, saved, reads)| {
            text_question(
                id(field),
                tr(lang, label).to_owned(),
                saved,
                tr(lang, hint),
                reads,
            )
        })
        .collect()
}
