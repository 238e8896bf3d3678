//! What changed since the last assessment: a sentence and bars for the summary, lists for chapter 柒.

use super::summary::{bar_label, segments, series};
use super::view::{View, rate};
use crate::lang::movement_name;
use crate::model::delta::{ChapterDelta, CheckDelta, Delta, Held, Movement};
use crate::model::pack::Level;
use crate::model::reporting::Section;
use crate::report::blocks::{Bar, Bars, Block, Cell, Column, Row, Table, Text, Tone, text};

/// The title of a list of chapter 柒, and what stands in it.
type List = (&'static str, fn(&CheckDelta) -> bool);

/// The lists of chapter 柒, in their order.
const LISTS: [List; 6] = [
    ("delta.regressed_title", |check| {
        check.movement == Movement::Regressed
    }),
    // A check of a new system that is in order is no news.
    ("delta.new_title", |check| {
        check.movement == Movement::New && check.after.is_some_and(|held| held.state.is_gap())
    }),
    ("delta.closed_title", |check| {
        check.is_closed() && check.before.is_some_and(|held| held.state.is_gap())
    }),
    ("delta.improved_title", |check| {
        check.movement == Movement::Improved && !check.is_closed()
    }),
    ("delta.undetermined_title", |check| {
        check.movement == Movement::Undetermined
    }),
    ("delta.not_comparable_title", |check| {
        check.movement == Movement::NotComparable
    }),
];

/// What changed in one sentence that leads to the lists.
pub(super) fn sentence(view: &View<'_>, delta: &Delta) -> Text {
    let count = |movement| delta.count(movement).to_string();
    let closed = delta.closed();
    let closed = closed.filter(|check| check.before.is_some_and(|held| held.state.is_gap()));
    let values = [
        ("period", period(view, delta)),
        ("improved", count(Movement::Improved)),
        ("regressed", count(Movement::Regressed)),
        ("new", count(Movement::New)),
        ("unchanged", count(Movement::Unchanged)),
        ("closed", closed.count().to_string()),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
    text(view.fill("delta.summary", &values))
        .then(view.to(Section::Previous, "change", view.tr("report.previous")))
        .plain(view.tr("report.full_stop"))
        .plain(view.tr("delta.thin"))
}

/// The section of chapter 柒; nothing where no earlier workbook was named.
pub(super) fn blocks(view: &View<'_>) -> Vec<Block> {
    let Some(delta) = view.input.previous else {
        return Vec::new();
    };
    let mut blocks: Vec<Block> = vec![
        Block::heading(2, view.tr("delta.heading"))
            .anchor("change")
            .into(),
        Block::note(about(view, delta)).into(),
    ];
    if !delta.same_organisation {
        blocks.push(Block::warning("", view.tr("delta.other_organisation")));
    }
    blocks.push(totals(view, delta).into());
    // A kind of change that did not occur is said by the counts.
    for (title, wanted) in LISTS {
        let checks: Vec<&CheckDelta> = delta.checks.iter().filter(|check| wanted(check)).collect();
        if !checks.is_empty() {
            blocks.push(Block::heading(3, view.tr(title)).unlisted().into());
            blocks.push(table(view, &checks).into());
        }
    }
    blocks
}

/// The chapters, each this time and close below it last time.
pub(super) fn bars(view: &View<'_>, delta: &Delta) -> Bars {
    let bars = delta.chapters.iter().flat_map(|chapter| {
        [
            Bar::new(
                bar_label(view, chapter.number),
                segments(&chapter.after),
                rates(view, chapter),
            ),
            Bar::thin(view.tr("delta.before"), segments(&chapter.before)),
        ]
    });
    Bars {
        series: series(view),
        bars: bars.collect(),
    }
}

/// The rate of a chapter's musts, with that of last time in brackets.
fn rates(view: &View<'_>, chapter: &ChapterDelta) -> String {
    let values = [
        ("rate", rate(chapter.after.must.rate_per_mille())),
        ("before", rate(chapter.before.must.rate_per_mille())),
    ];
    let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
    view.fill("delta.bar_rate", &values)
}

fn about(view: &View<'_>, delta: &Delta) -> String {
    let earlier = &delta.earlier;
    let values = [
        ("period", period(view, delta)),
        ("as_of", view.date(&earlier.assessment.as_of)),
        ("pack", earlier.pack.clone()),
        ("digest", earlier.digest.clone()),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
    view.fill("delta.about", &values)
}

fn period(view: &View<'_>, delta: &Delta) -> String {
    view.period_of(&delta.earlier.assessment)
}

/// How many checks of each level moved in which way.
fn totals(view: &View<'_>, delta: &Delta) -> Table {
    let columns = [
        Column::new(view.tr("delta.movement"), 4.0),
        Column::right(view.tr("delta.must"), 1.2),
        Column::right(view.tr("delta.should"), 1.2),
        Column::right(view.tr("delta.total"), 1.2),
    ];
    let row = |name: &str, checks: Vec<&CheckDelta>| {
        let of = |level| checks.iter().filter(|check| check.level() == level).count();
        let (must, should) = (of(Level::Must), of(Level::Should));
        Row::new([
            name.to_owned(),
            must.to_string(),
            should.to_string(),
            (must + should).to_string(),
        ])
    };
    let rows =
        Movement::ALL.map(|movement| row(movement_name(movement, view.lang), delta.with(movement).collect()));
    let closed = delta.closed();
    let closed = closed.filter(|check| check.before.is_some_and(|held| held.state.is_gap()));
    Table::new(columns)
        .rows(rows)
        .push(row(view.tr("delta.of_which_closed"), closed.collect()))
        .caption(view.tr("delta.counts"))
}

fn table(view: &View<'_>, checks: &[&CheckDelta]) -> Table {
    let columns = [
        Column::new(view.tr("delta.check"), 4.2),
        Column::new(view.tr("report.gap_target"), 2.0),
        Column::new(view.tr("delta.before"), 1.6),
        Column::new(view.tr("delta.after"), 1.6),
    ];
    Table::new(columns).rows(checks.iter().map(|check| {
        let part = check.part.as_deref();
        let label = part.map_or("", |part| view.part_label(check.clause, part));
        let words = format!("{} {} {label}", check.clause, view.title(check.clause));
        let target = check
            .system
            .as_deref()
            .unwrap_or(view.tr("model.target_organisation"));
        Row::new([
            Cell::from(view.to_clause(check.clause, words.trim_end())),
            Cell::from(target),
            held(view, check.before),
            held(view, check.after),
        ])
    }))
}

/// Level and state, or that it was not in scope.
fn held(view: &View<'_>, held: Option<Held>) -> Cell {
    match held {
        None => Text::default().tone(Tone::Muted, view.tr("delta.absent")).into(),
        Some(held) => text(view.level(held.level))
            .plain(" ")
            .then(view.state(held.state))
            .into(),
    }
}
