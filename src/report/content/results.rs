//! 肆 檢核結果: every clause × target at a glance, chapter by chapter.

use super::summary;
use super::view::{View, mark, rate};
use crate::lang::{cite_article, cite_chapter, state_name};
use crate::model::assessment::State;
use crate::model::pack::{Chapter, Clause, Subject};
use crate::model::profile::System;
use crate::model::reporting::Section;
use crate::model::scope::{Check, Target};
use crate::report::blocks::{Block, Cell, Column, Row, Table, Text, Tone, text};

/// Systems side by side; with more, the chapter is printed once for each group of so many.
const SIDE_BY_SIDE: usize = 6;
/// Up to so many systems, cells have room for the words of a state beside its mark.
const WITH_WORDS: usize = 3;

/// The chapter.
pub(super) fn blocks(view: &View<'_>) -> Vec<Block> {
    let mut blocks = vec![
        Block::heading(1, view.tr("report.results"))
            .anchor("results")
            .into(),
        Block::heading(2, view.tr("annex.results_totals"))
            .unlisted()
            .into(),
    ];
    blocks.extend(summary::details(view));
    blocks.push(Block::note(legend(view)).into());
    for chapter in &view.input.pack.chapters {
        let title = format!(
            "{} {}",
            cite_chapter(chapter.number, view.lang),
            view.lang.of(&chapter.title)
        );
        blocks.push(Block::heading(2, title).into());
        blocks.push(rates(view, chapter));
        let systems = &view.profile().systems;
        if systems.is_empty() {
            blocks.push(table(view, chapter, &[]).into());
        }
        blocks.extend(
            systems
                .chunks(SIDE_BY_SIDE)
                .map(|systems| table(view, chapter, systems).into()),
        );
    }
    blocks
}

/// What the marks mean.
fn legend(view: &View<'_>) -> String {
    let marks = State::ALL.map(|state| format!("{} {}", mark(state), state_name(state, view.lang)));
    let id = match view.has(Section::Applicability) {
        true => "report.results_legend",
        false => "report.results_legend_short",
    };
    view.fill(id, &[("marks", &view.list(marks))])
}

fn rates(view: &View<'_>, chapter: &Chapter) -> Block {
    let counts = view
        .input
        .score
        .chapters
        .get(&chapter.number)
        .cloned()
        .unwrap_or_default();
    let (must, should) = (
        rate(counts.must.rate_per_mille()),
        rate(counts.should.rate_per_mille()),
    );
    Block::note(view.fill("report.results_rate", &[("must", &must), ("should", &should)]))
        .keep_with_next()
        .into()
}

fn table(view: &View<'_>, chapter: &Chapter, systems: &[System]) -> Table {
    let width = if systems.len() <= WITH_WORDS { 1.5 } else { 0.95 };
    let mut columns = vec![
        Column::new(view.tr("report.results_clause"), 0.72),
        Column::new(view.tr("report.results_title"), 3.0),
        Column::new(view.tr("report.results_organisation"), width),
    ];
    columns.extend(systems.iter().map(|system| Column::new(&system.name, width)));
    let articles = view
        .input
        .pack
        .articles
        .iter()
        .filter(|article| article.chapter == chapter.number);
    let rows = articles.flat_map(|article| {
        let title = format!(
            "{} {}",
            cite_article(article.number, view.lang),
            view.lang.of(&article.title)
        );
        let clauses = article.clauses.iter().map(|clause| row(view, clause, systems));
        std::iter::once(Row::band(title)).chain(clauses)
    });
    Table::new(columns).rows(rows)
}

fn row(view: &View<'_>, clause: &Clause, systems: &[System]) -> Row {
    let words = systems.len() <= WITH_WORDS;
    let mut cells = vec![
        Cell::from(view.to_clause(clause.id, clause.id.to_string())),
        Cell::from(view.lang.of(&clause.title)),
    ];
    let of = |target: &Target| {
        view.checks(clause.id)
            .find(|check| check.target.as_ref() == Some(target))
    };
    cells.push(match clause.subject {
        Subject::Organisation => cell(view, of(&Target::Organisation), words),
        Subject::System => Cell::default(),
    });
    cells.extend(systems.iter().map(|system| match clause.subject {
        Subject::Organisation => Cell::default(),
        Subject::System => cell(view, of(&Target::System(system.id.clone())), words),
    }));
    Row::new(cells)
}

/// Level and state of a check.
fn cell(view: &View<'_>, check: Option<&Check>, words: bool) -> Cell {
    let Some(check) = check.filter(|check| check.in_scope()) else {
        return Text::default().tone(Tone::Muted, view.tr("report.dash")).into();
    };
    let state = view.state_of(check);
    let level = text(view.level(check.level)).plain(" ");
    let result = match words {
        true => view.state(state),
        false => Text::default().bold(mark(state)),
    };
    let shade = if state.is_gap() { Tone::Alert } else { Tone::Plain };
    Cell::shaded(level.then(result), shade)
}
