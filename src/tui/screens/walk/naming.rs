//! Short names of checks for the bottom line.

use crate::lang::{Lang, target_name};
use crate::model::assessment::CheckKey;
use crate::text;
use crate::tui::app::{Context, Workbook};

/// Most cells a target's name takes there.
const NAME_CELLS: usize = 20;

/// A check or part in few words: `4.4 會員網站`, `14.2 會員網站 前段`.
pub fn check_words(context: &Context<'_>, workbook: &Workbook, key: &CheckKey) -> String {
    let profile = &workbook.assessment.profile;
    let target = context
        .theme
        .fit(target_name(profile, &key.target, context.lang), NAME_CELLS);
    match part_label(workbook, key, context.lang) {
        Some(part) => format!("{} {target} {part}", key.clause),
        None => format!("{} {target}", key.clause),
    }
}

/// The label of the part an answer is for; none for the whole clause.
pub fn part_label<'a>(workbook: &'a Workbook, key: &CheckKey, lang: Lang) -> Option<&'a str> {
    let part = workbook.pack.clause(key.clause)?.part(key.part.as_deref()?)?;
    Some(lang.of(&part.label))
}

/// The widest of some words, in cells.
pub fn widest<'a>(words: impl Iterator<Item = &'a str>) -> usize {
    words.map(text::width).max().unwrap_or(0)
}
