//! 壹 摘要: the figures that matter, with how they are counted.

use super::ReportInput;
use crate::lang::{level_name, state_name, tr};
use crate::model::assessment::State;
use crate::model::pack::Level;
use crate::report::blocks::Block;

/// The summary.
pub(super) fn blocks(input: &ReportInput<'_>) -> Vec<Block> {
    let lang = input.lang;
    let counts = [
        (Level::Must, &input.score.all.must),
        (Level::Should, &input.score.all.should),
    ];
    let facts = counts.iter().flat_map(|(level, tally)| {
        State::ALL.iter().map(move |state| {
            let label = format!("{} · {}", level_name(*level, lang), state_name(*state, lang));
            (label, tally.of(*state).to_string())
        })
    });
    vec![
        Block::heading(1, tr(lang, "report.summary")).into(),
        Block::facts(facts),
    ]
}
