//! 附錄二 適用性聲明書: the level of every clause for every target, with the reason in words.

use super::classification;
use super::view::View;
use crate::lang::{cite_article, common_reason, is_same_reason};
use crate::model::assessment::State;
use crate::model::pack::{Clause, Level};
use crate::model::scope::{Check, Target};
use crate::report::blocks::{Block, Cell, Column, Row, Table, Text, Tone, text};

/// The annex.
pub(super) fn blocks(view: &View<'_>) -> Vec<Block> {
    let count = view.input.pack.clauses().count().to_string();
    let mut blocks = vec![
        Block::heading(1, view.tr("report.applicability"))
            .anchor("applicability")
            .into(),
        Block::paragraph(view.fill("report.applicability_intro", &[("clauses", &count)])).into(),
        totals(view).into(),
        statement(view).into(),
    ];
    // What the statement rests on has a chapter of its own in the other editions.
    if view.is_papers_edition() {
        blocks.extend(classification::in_annex(view));
    }
    blocks
}

/// How many clauses of each level every target has.
fn totals(view: &View<'_>) -> Table {
    let columns = [
        Column::new(view.tr("report.applicability_target"), 3.0),
        Column::right(view.tr("report.must"), 1.5),
        Column::right(view.tr("report.should"), 1.5),
        Column::right(view.tr("report.applicability_none"), 1.0),
        Column::right(view.tr("report.total"), 1.0),
    ];
    let mut targets: Vec<Option<&Target>> = Vec::new();
    for check in &view.input.scope.checks {
        if !targets.contains(&check.target.as_ref()) {
            targets.push(check.target.as_ref());
        }
    }
    // The organisation first, then the systems in the order of the register.
    targets.sort_by_key(|target| match target {
        Some(Target::Organisation) => 0,
        Some(Target::System(id)) => {
            let systems = &view.profile().systems;
            systems
                .iter()
                .position(|system| system.id == *id)
                .map_or(usize::MAX, |at| at + 1)
        }
        None => usize::MAX,
    });
    Table::new(columns).rows(targets.into_iter().map(|target| totals_row(view, target)))
}

fn totals_row(view: &View<'_>, target: Option<&Target>) -> Row {
    let of_target = || {
        view.input
            .scope
            .checks
            .iter()
            .filter(|check| check.target.as_ref() == target)
    };
    let count = |level| {
        of_target()
            .filter(|check| check.level == level)
            .count()
            .to_string()
    };
    let name = target.map_or(view.tr("report.applicability_no_target"), |target| {
        view.target(target)
    });
    Row::new([
        name.to_owned(),
        count(Level::Must),
        count(Level::Should),
        count(Level::None),
        of_target().count().to_string(),
    ])
}

fn statement(view: &View<'_>) -> Table {
    let columns = [
        Column::new(view.tr("report.results_clause"), 0.6),
        Column::new(view.tr("report.results_title"), 1.9),
        Column::new(view.tr("report.applicability_target"), 1.5),
        Column::new(view.tr("report.applicability_level"), 0.75),
        Column::new(view.tr("report.applicability_reason"), 4.2),
    ];
    let rows = view.input.pack.articles.iter().flat_map(|article| {
        let title = format!(
            "{} {}",
            cite_article(article.number, view.lang),
            view.lang.of(&article.title)
        );
        let clauses = article.clauses.iter().flat_map(|clause| rows(view, clause));
        std::iter::once(Row::band(title)).chain(clauses)
    });
    Table::new(columns).rows(rows)
}

/// One row for each level and reason of a clause.
fn rows(view: &View<'_>, clause: &Clause) -> Vec<Row> {
    let mut groups: Vec<(Vec<Text>, Vec<&Check>)> = Vec::new();
    for check in view.checks(clause.id) {
        let claims = claims(view, check);
        let alike = |(others, checks): &&mut (Vec<Text>, Vec<&Check>)| {
            *others == claims && checks.iter().all(|other| is_same_reason(other, check))
        };
        match groups.iter_mut().find(alike) {
            Some((_, checks)) => checks.push(check),
            None => groups.push((claims, vec![check])),
        }
    }
    let rows = groups.iter().enumerate();
    rows.map(|(index, (claims, checks))| row(view, (index == 0).then_some(clause), checks, claims))
        .collect()
}

/// The row of checks that are alike; `clause` for the first row of a clause.
fn row(view: &View<'_>, clause: Option<&Clause>, checks: &[&Check], claims: &[Text]) -> Row {
    let level = checks.first().map_or(Level::None, |check| check.level);
    let (level, shade) = match level {
        Level::None => (text(view.tr("report.applicability_none")), Tone::Muted),
        Level::Must => (Text::default().bold(view.level(Level::Must)), Tone::Plain),
        Level::Should => (text(view.level(Level::Should)), Tone::Plain),
    };
    let mut reason = text(common_reason(view.input.pack, checks, view.lang));
    for claim in claims {
        reason = reason.plain("\n").then(claim.clone());
    }
    Row::new([
        Cell::from(clause.map_or(Text::default(), |clause| {
            view.to_clause(clause.id, clause.id.to_string())
        })),
        Cell::from(clause.map_or("", |clause| view.lang.of(&clause.title))),
        Cell::from(targets(view, checks)),
        Cell::shaded(level, shade),
        Cell::from(reason),
    ])
}

fn targets(view: &View<'_>, checks: &[&Check]) -> String {
    let systems = view.profile().systems.len();
    let all_systems = systems > 1 && checks.len() == systems;
    let names = checks.iter().map(|check| match &check.target {
        Some(target) => view.target(target),
        None => view.tr("report.applicability_no_target"),
    });
    match all_systems {
        true => view.tr("report.applicability_all_systems").to_owned(),
        false => names.collect::<Vec<_>>().join("\n"),
    }
}

/// The reasons given for claiming that a check does not apply.
fn claims(view: &View<'_>, check: &Check) -> Vec<Text> {
    let Some(target) = check.target.as_ref().filter(|_| check.in_scope()) else {
        return Vec::new();
    };
    let answers = view.input.assessment.answers_for(check.clause, target);
    let claimed = answers.filter(|answer| answer.state == State::NotApplicable);
    let words = claimed.map(|answer| {
        let review = match answer.reviewer.is_empty() {
            true => view.tr("report.papers_no_reviewer").to_owned(),
            false => view.fill("report.applicability_reviewed", &[("name", &answer.reviewer)]),
        };
        Text::default()
            .bold(view.labelled(view.tr("report.applicability_claimed"), ""))
            .plain(view.or_not_given(&answer.note))
            .plain(view.bracketed(&review))
    });
    words.collect()
}
