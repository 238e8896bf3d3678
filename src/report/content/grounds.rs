//! What the answers that take requirements out of scope rest on, in chapter 參.

use super::view::View;
use crate::lang::date_words;
use crate::model::grounds::{Grounded, further, grounded, has_no_core, is_complete};
use crate::model::profile::{Ground, Tri};
use crate::report::blocks::{Block, Cell, Column, Row, Table, Text, text};

/// Answers with their grounds, then those that say none.
pub(super) fn blocks(view: &View<'_>) -> Vec<Block> {
    let all = grounded(view.input.pack, view.profile());
    let (given, missing): (Vec<&Grounded<'_>>, Vec<&Grounded<'_>>) =
        all.iter().partition(|one| is_complete(one.ground));
    let mut blocks = vec![
        Block::heading(2, view.tr("report.grounds"))
            .anchor("grounds")
            .unlisted()
            .into(),
        Block::note(view.tr("report.grounds_note")).into(),
    ];
    if given.is_empty() && missing.is_empty() {
        blocks.push(Block::paragraph(view.tr("report.grounds_none")).into());
    }
    if !given.is_empty() {
        blocks.push(table(view, &given).into());
    }
    if !missing.is_empty() {
        let count = missing.len().to_string();
        let words = Text::default().bold(view.fill("report.grounds_missing", &[("count", &count)]));
        blocks.push(Block::paragraph(words).into());
        blocks.push(Block::bullets(without(view, &missing)));
        // One that says no fact or nobody who confirmed it may still say something.
        let begun: Vec<&Grounded<'_>> = missing.into_iter().filter(|one| one.ground.is_some()).collect();
        if !begun.is_empty() {
            blocks.push(
                Block::note(view.tr("annex.grounds_begun"))
                    .keep_with_next()
                    .into(),
            );
            blocks.push(table(view, &begun).into());
        }
    }
    let further = further(view.input.pack, view.profile());
    if !further.is_empty() {
        let further: Vec<&Grounded<'_>> = further.iter().collect();
        blocks.push(
            Block::note(view.tr("annex.grounds_further"))
                .keep_with_next()
                .into(),
        );
        blocks.push(table(view, &further).into());
    }
    blocks
}

/// Answers with what they rest on.
fn table(view: &View<'_>, given: &[&Grounded<'_>]) -> Table {
    let columns = [
        Column::new(view.tr("report.conditions_condition"), 2.6),
        Column::new(view.tr("report.grounds_target"), 1.2),
        Column::new(view.tr("report.conditions_answer"), 0.7),
        Column::new(view.tr("report.grounds_ground"), 3.4),
    ];
    Table::new(columns).rows(given.iter().map(|one| row(view, one)))
}

/// Why no system is core, where every system was found not to be. Where a system is core after all, what
/// was once said is told as no longer holding; none where nothing was said.
pub(super) fn no_core(view: &View<'_>) -> Option<Block> {
    if !has_no_core(view.profile()) {
        let ground = view.profile().no_core_systems.as_ref()?;
        let label = view.tr("annex.grounds_no_core_former");
        return Some(Block::paragraph(view.labelled(label, &words(view, ground))).into());
    }
    let words = match view.profile().no_core_systems.as_ref() {
        Some(ground) if is_complete(Some(ground)) => {
            text(view.labelled(view.tr("report.grounds_no_core"), &words(view, ground)))
        }
        _ => Text::default().bold(view.tr("report.grounds_no_core_missing")),
    };
    Some(Block::paragraph(words).into())
}

fn row(view: &View<'_>, one: &Grounded<'_>) -> Row {
    let answer = match one.answer {
        Tri::Yes => view.tr("report.tri_yes"),
        Tri::No => view.tr("report.tri_no"),
        Tri::Unasked => view.tr("report.tri_unasked"),
    };
    let ground = one.ground.map(|ground| words(view, ground)).unwrap_or_default();
    Row::new([
        Cell::from(statement(view, one.condition)),
        Cell::from(target(view, one.system)),
        Cell::from(answer),
        Cell::from(ground),
    ])
}

/// The fact, who confirmed it and when, and what shows it.
fn words(view: &View<'_>, ground: &Ground) -> String {
    let mut lines = vec![ground.fact.clone()];
    let on = date_words(&ground.confirmed_on, view.lang);
    let confirmed: Vec<&str> = [ground.confirmed_by.as_str(), &on]
        .into_iter()
        .filter(|words| !words.is_empty())
        .collect();
    if !confirmed.is_empty() {
        lines.push(view.labelled(view.tr("report.grounds_confirmed"), &confirmed.join(" ")));
    }
    if !ground.evidence.trim().is_empty() {
        lines.push(view.labelled(view.tr("report.grounds_evidence"), &ground.evidence));
    }
    lines.join("\n")
}

/// One line for each condition whose answers say no ground, with the targets they were given for.
fn without(view: &View<'_>, missing: &[&Grounded<'_>]) -> Vec<Text> {
    let mut lines: Vec<(&str, Vec<String>)> = Vec::new();
    for one in missing {
        let name = target(view, one.system).to_owned();
        match lines
            .iter_mut()
            .find(|(condition, _)| *condition == one.condition)
        {
            Some((_, names)) => names.push(name),
            None => lines.push((one.condition, vec![name])),
        }
    }
    lines
        .into_iter()
        .map(|(condition, names)| {
            let names = view.bracketed(&view.list(names));
            text(format!("{}{names}", statement(view, condition)))
        })
        .collect()
}

fn statement<'a>(view: &View<'a>, condition: &'a str) -> &'a str {
    match view.input.pack.condition(condition) {
        Some(known) => view.lang.of(&known.statement),
        None => condition,
    }
}

fn target<'a>(view: &View<'a>, system: Option<&'a str>) -> &'a str {
    match system {
        None => view.tr("model.target_organisation"),
        Some(id) => view.profile().system(id).map_or(id, |system| &system.name),
    }
}
