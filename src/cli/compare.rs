//! `zicha compare`: what changed between two assessments, check by check.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::context::Context;
use super::output::Reply;
use super::table::Table;
use crate::engagement::Engagement;
use crate::error::Result;
use crate::lang::{level_name, movement_name, state_name};
use crate::model::assessment::State;
use crate::model::delta::{ChapterDelta, CheckDelta, Delta, Held, Movement};
use crate::model::pack::Level;

#[derive(Debug, Args)]
pub(super) struct CompareArguments {
    #[arg(value_name = "OLD")]
    old: PathBuf,
    #[arg(value_name = "NEW")]
    new: PathBuf,
}

/// The JSON of a comparison. Each check stands in one list; a gap that is met now stands in
/// `improved` and in `closed`.
#[derive(Serialize)]
struct DeltaRow<'a> {
    improved: Vec<CheckRow<'a>>,
    regressed: Vec<CheckRow<'a>>,
    new: Vec<CheckRow<'a>>,
    closed: Vec<CheckRow<'a>>,
    unchanged: Vec<CheckRow<'a>>,
    /// Determined before and not this time.
    undetermined: Vec<CheckRow<'a>>,
    /// Of clauses whose text changed.
    not_comparable: Vec<CheckRow<'a>>,
    chapters: Vec<ChapterRow>,
    same_organisation: bool,
    old: &'a crate::model::delta::Earlier,
}

#[derive(Serialize)]
struct CheckRow<'a> {
    clause: String,
    target: &'a str,
    system: Option<&'a str>,
    part: Option<&'a str>,
    before: Option<State>,
    after: Option<State>,
    level_before: Level,
    level: Level,
}

/// Rates in tenths of a percent; none where nothing is rated.
#[derive(Serialize)]
struct ChapterRow {
    number: u16,
    must_before: Option<u64>,
    must: Option<u64>,
    should_before: Option<u64>,
    should: Option<u64>,
}

pub(super) fn run(context: &Context, arguments: &CompareArguments) -> Result<Reply> {
    let old = context.read(&arguments.old)?;
    let new = context.read(&arguments.new)?;
    let delta = new.compared_with(&old);
    let row = delta_row(&delta);
    Ok(context
        .data(&row, || words(context, &new, &delta))
        .note_if(!delta.same_organisation, || {
            context.tr("delta.other_organisation").to_owned()
        }))
}

fn delta_row(delta: &Delta) -> DeltaRow<'_> {
    let with = |movement| delta.with(movement).map(check_row).collect();
    DeltaRow {
        improved: with(Movement::Improved),
        regressed: with(Movement::Regressed),
        new: with(Movement::New),
        closed: delta.closed().map(check_row).collect(),
        unchanged: with(Movement::Unchanged),
        undetermined: with(Movement::Undetermined),
        not_comparable: with(Movement::NotComparable),
        chapters: delta.chapters.iter().map(chapter_row).collect(),
        same_organisation: delta.same_organisation,
        old: &delta.earlier,
    }
}

fn check_row(check: &CheckDelta) -> CheckRow<'_> {
    let level = |held: Option<Held>| held.map_or(Level::None, |held| held.level);
    CheckRow {
        clause: check.clause.to_string(),
        target: check.target.id(),
        system: check.system.as_deref(),
        part: check.part.as_deref(),
        before: check.before.map(|held| held.state),
        after: check.after.map(|held| held.state),
        level_before: level(check.before),
        level: level(check.after),
    }
}

fn chapter_row(chapter: &ChapterDelta) -> ChapterRow {
    ChapterRow {
        number: chapter.number,
        must_before: chapter.before.must.rate_per_mille(),
        must: chapter.after.must.rate_per_mille(),
        should_before: chapter.before.should.rate_per_mille(),
        should: chapter.after.should.rate_per_mille(),
    }
}

/// The counts, then every check that moved.
fn words(context: &Context, new: &Engagement, delta: &Delta) -> String {
    let mut counts = Table::new();
    let mut by_level: BTreeMap<(Movement, Level), usize> = BTreeMap::new();
    for check in &delta.checks {
        *by_level.entry((check.movement, check.level())).or_default() += 1;
    }
    let of = |movement, level| by_level.get(&(movement, level)).copied().unwrap_or_default();
    for movement in Movement::ALL {
        let levels = [Level::Must, Level::Should].map(|level| {
            let count = of(movement, level).to_string();
            format!("{} {count}", level_name(level, context.lang))
        });
        let name = movement_name(movement, context.lang).to_owned();
        counts.row([name].into_iter().chain(levels));
    }
    let closed = delta.closed().count().to_string();
    let mut blocks = vec![
        counts.to_text(),
        context.fill("delta.closed_count", &[("count", &closed)]) + "\n",
    ];
    let moved = Movement::ALL
        .into_iter()
        .filter(|one| *one != Movement::Unchanged);
    for movement in moved.filter(|movement| delta.count(*movement) > 0) {
        let mut table = Table::new();
        delta
            .with(movement)
            .for_each(|check| table.row(cells(context, new, check)));
        let name = movement_name(movement, context.lang);
        blocks.push(format!("{name}\n{}", table.to_text()));
    }
    blocks.join("\n")
}

fn cells(context: &Context, new: &Engagement, check: &CheckDelta) -> [String; 4] {
    let state = |held: Option<Held>| match held {
        Some(held) => state_name(held.state, context.lang),
        None => context.tr("delta.absent"),
    };
    let clause = new.pack().clause(check.clause);
    let part = check.part.as_deref();
    let label = part.map_or("", |part| {
        let known = clause.and_then(|clause| clause.part(part));
        known.map_or(part, |known| context.lang.of(&known.label))
    });
    let target = check
        .system
        .as_deref()
        .unwrap_or(context.tr("model.target_organisation"));
    [
        format!("{} {label}", check.clause).trim_end().to_owned(),
        target.to_owned(),
        format!("{} → {}", state(check.before), state(check.after)),
        clause.map_or_else(String::new, |clause| context.lang.of(&clause.title).to_owned()),
    ]
}
