//! 附錄一 檢核底稿: every clause in order, with what was recorded for each target.

use std::collections::BTreeSet;

use super::papers_official as official;
use super::papers_record as record;
use super::previous;
use super::view::{View, clause_anchor};
use crate::lang::{cite_article, cite_chapter, is_same_reason};
use crate::model::assessment::{Answer, Finding, State};
use crate::model::pack::{Article, Clause, ClauseId, Subject};
use crate::model::scope::{Check, Target};
use crate::report::blocks::{Block, Cell, Column, Row, Table, Text, Tone};

/// The annex.
pub(super) fn blocks(view: &View<'_>) -> Vec<Block> {
    let pack = view.input.pack;
    let count = pack.clauses().count().to_string();
    let mut blocks: Vec<Block> = vec![
        Block::heading(1, view.tr("report.papers"))
            .anchor("papers")
            .into(),
        Block::paragraph(view.fill("report.papers_intro", &[("clauses", &count)])).into(),
    ];
    blocks.extend(official::intro(view));
    for chapter in &pack.chapters {
        let title = format!(
            "{} {}",
            cite_chapter(chapter.number, view.lang),
            view.lang.of(&chapter.title)
        );
        blocks.push(Block::heading(2, title).into());
        let articles = pack
            .articles
            .iter()
            .filter(|article| article.chapter == chapter.number);
        articles.for_each(|article| blocks.extend(of_article(view, article)));
    }
    if view.is_papers_edition() {
        blocks.extend(previous::in_papers(view));
    }
    blocks
}

fn of_article(view: &View<'_>, article: &Article) -> Vec<Block> {
    let title = format!(
        "{} {}",
        cite_article(article.number, view.lang),
        view.lang.of(&article.title)
    );
    let mut blocks = vec![Block::heading(3, title).into()];
    article
        .clauses
        .iter()
        .for_each(|clause| blocks.extend(of_clause(view, clause)));
    blocks
}

fn of_clause(view: &View<'_>, clause: &Clause) -> Vec<Block> {
    let heading = format!("{} {}", clause.id, view.lang.of(&clause.title));
    let mut about = vec![
        view.cite(clause.id, None),
        view.tr(match clause.subject {
            Subject::Organisation => "report.papers_by_organisation",
            Subject::System => "report.papers_by_system",
        })
        .to_owned(),
    ];
    if !clause.guidance_in_source {
        about.push(view.tr("report.papers_no_guidance").to_owned());
    }
    let requirement = Text::default().plain(view.lang.of(&clause.requirement)).tone(
        Tone::Muted,
        view.bracketed(&about.join(view.tr("report.semicolon"))),
    );
    let mut blocks = vec![
        Block::heading(4, heading).anchor(clause_anchor(clause.id)).into(),
        Block::note(requirement).keep_with_next().into(),
    ];
    blocks.extend(official::of_clause(view, clause.id));
    blocks.push(table(view, clause).into());
    blocks
}

/// One row for each target; targets about which nothing was recorded share a row where level, state and
/// reason are the same.
fn table(view: &View<'_>, clause: &Clause) -> Table {
    let columns = [
        Column::new(view.tr("report.papers_target"), 1.45),
        Column::new(view.tr("report.papers_record"), 5.0),
    ];
    let mut groups: Vec<(Vec<&Check>, bool)> = Vec::new();
    for check in view.checks(clause.id) {
        let bare = record::is_bare(view, check);
        let same = |group: &&mut (Vec<&Check>, bool)| {
            bare && group.1 && group.0.first().is_some_and(|first| is_alike(view, first, check))
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.0.push(check),
            None => groups.push((vec![check], bare)),
        }
    }
    let rows = groups.iter().map(|(checks, _)| row(view, checks));
    Table::new(columns).rows(rows).rows(former(view, clause))
}

fn is_alike(view: &View<'_>, one: &Check, other: &Check) -> bool {
    view.state_of(one) == view.state_of(other) && is_same_reason(one, other)
}

fn row(view: &View<'_>, checks: &[&Check]) -> Row {
    let Some(first) = checks.first() else {
        return Row::default();
    };
    let names = checks.iter().map(|check| match &check.target {
        Some(target) => view.target(target),
        None => view.tr("report.applicability_no_target"),
    });
    let mut left = Text::default()
        .bold(names.collect::<Vec<_>>().join("\n"))
        .plain("\n");
    let mut shade = Tone::Plain;
    if first.in_scope() {
        let state = view.state_of(first);
        left = left
            .plain(view.level(first.level))
            .plain(" ")
            .then(view.state(state));
        if state.is_gap() {
            shade = Tone::Alert;
        }
    } else {
        left = left
            .plain(view.tr("report.dash"))
            .plain(" ")
            .plain(view.tr("report.applicability_none"));
    }
    Row::new([
        Cell::shaded(left, shade),
        Cell::from(record::words(view, first, checks)),
    ])
}

/// What was recorded for systems that have since left the register: kept, because somebody wrote it.
fn former<'v>(view: &'v View<'_>, clause: &'v Clause) -> impl Iterator<Item = Row> + use<'v> {
    let assessment = view.input.assessment;
    let of_clause = |id: ClauseId| id == clause.id;
    let answered = assessment.answers_of(clause.id).map(|answer| &answer.target);
    let reviews = assessment
        .reviews
        .values()
        .filter(move |one| of_clause(one.clause));
    let findings = assessment.findings.values().flat_map(Finding::checks);
    let found = findings
        .filter(move |(id, _)| of_clause(*id))
        .map(|(_, target)| target);
    let gone = |target: &&Target| matches!(target, Target::System(id) if view.profile().system(id).is_none());
    let targets: BTreeSet<&Target> = answered
        .chain(reviews.map(|review| &review.target))
        .chain(found)
        .filter(gone)
        .collect();
    targets.into_iter().map(move |target| {
        let name = view.fill("report.papers_former", &[("target", target.id())]);
        let state = worst(assessment.answers_for(clause.id, target));
        let left = Text::default().plain(name).plain("\n").then(view.state(state));
        let lines = record::recorded(view, clause.id, target);
        Row::new([Cell::from(left), Cell::from(view.lines(lines))])
    })
}

/// The worst state of answers; 未檢核 where there are none.
fn worst<'a>(answers: impl Iterator<Item = &'a Answer>) -> State {
    answers
        .map(|answer| answer.state)
        .max_by_key(|state| state.severity())
        .unwrap_or_default()
}
