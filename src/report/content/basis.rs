//! 貳 依據、範圍、期間、方法與限制: what the results rest on and how far they reach.

use std::collections::BTreeMap;

use super::attention::{self, unconfirmed};
use super::view::View;
use crate::lang::method_name;
use crate::model::assessment::{Answer, State};
use crate::model::pack::{ClauseId, Method};
use crate::model::scope::Target;
use crate::report::blocks::{Block, Text, text};

/// The chapter.
pub(super) fn blocks(view: &View<'_>) -> Vec<Block> {
    let heading = |id| Block::heading(2, view.tr(id)).unlisted().into();
    let notices = &view.input.pack.notices;
    let mut blocks = vec![
        Block::heading(1, view.tr("report.basis")).anchor("basis").into(),
        heading("report.basis_basis"),
        yardstick(view),
        Block::paragraph(view.lang.of(&notices.yardstick)).into(),
        Block::paragraph(view.lang.of(&notices.official_text)).into(),
        heading("report.basis_scope"),
        scope(view),
        heading("report.basis_method"),
        Block::paragraph(view.tr("report.basis_method_text")).into(),
        Block::paragraph(methods(view)).into(),
        heading("report.basis_counting"),
        Block::paragraph(view.tr("report.summary_rule")).into(),
        heading("report.basis_limits"),
    ];
    blocks.extend(limitations(view));
    blocks.extend(super::self_check::blocks(view));
    blocks.push(heading("report.basis_statement"));
    blocks.push(Block::notice("", view.tr("report.notice")));
    blocks
}

fn yardstick(view: &View<'_>) -> Block {
    Block::facts([
        (
            view.tr("report.basis_guideline"),
            view.lang.of(&view.input.pack.title).to_owned(),
        ),
        (view.tr("report.pack"), super::cover::pack(view)),
    ])
}

fn scope(view: &View<'_>) -> Block {
    let profile = view.profile();
    let names = profile.systems.iter().map(|system| system.name.as_str());
    let count = profile.systems.len().to_string();
    let mut facts = vec![
        ("report.basis_organisation", profile.organisation.name.clone()),
        ("report.period", view.period()),
        ("report.as_of", view.date(&profile.assessment.as_of)),
        (
            "report.basis_targets",
            view.fill("report.basis_targets_value", &[("count", &count)]),
        ),
    ];
    if !profile.systems.is_empty() {
        facts.push(("report.basis_systems", view.list(names)));
    }
    Block::facts(facts.into_iter().map(|(id, value)| (view.tr(id), value)))
}

/// How often each method was recorded.
fn methods(view: &View<'_>) -> String {
    let mut counts: BTreeMap<Method, usize> = BTreeMap::new();
    for method in view
        .input
        .assessment
        .answers
        .values()
        .flat_map(|answer| &answer.methods)
    {
        *counts.entry(*method).or_default() += 1;
    }
    if counts.is_empty() {
        return view.tr("report.basis_no_methods").to_owned();
    }
    let counted = counts.iter().map(|(method, count)| {
        let values = [
            ("method", method_name(*method, view.lang)),
            ("count", &count.to_string()),
        ];
        view.fill("report.basis_method_count", &values)
    });
    view.fill("report.basis_methods_used", &[("methods", &view.list(counted))])
}

/// What limits the results: open checks, open conditions, and what no self-assessment can show.
fn limitations(view: &View<'_>) -> Vec<Block> {
    let general = [
        "report.basis_limit_truth",
        "report.basis_limit_time",
        "report.basis_limit_clock",
    ];
    let heading = |id| Block::heading(3, view.tr(id)).into();
    let none = || Block::paragraph(view.tr("report.none")).into();
    let mut blocks = vec![Block::bullets(general.map(|id| view.tr(id)))];
    blocks.push(heading("report.basis_limit_unable"));
    let unable = unable(view);
    blocks.push(if unable.is_empty() {
        none()
    } else {
        Block::bullets(unable)
    });
    blocks.push(heading("report.basis_limit_unanswered"));
    let unanswered = unanswered(view);
    blocks.push(if unanswered.is_empty() {
        none()
    } else {
        Block::bullets(unanswered)
    });
    blocks.push(heading("annex.limit_class"));
    let undecided = attention::of_profile(view);
    blocks.push(if undecided.is_empty() {
        none()
    } else {
        Block::bullets(undecided)
    });
    blocks.push(heading("report.basis_limit_conditions"));
    let open = conditions(view);
    blocks.push(if open.is_empty() {
        none()
    } else {
        Block::bullets(open)
    });
    blocks
}

/// Checks in scope with a state, as clause and target.
fn checks_in<'a>(view: &View<'a>, state: State) -> Vec<(ClauseId, &'a Target)> {
    let checks = view.input.scope.checks.iter().filter(|check| check.in_scope());
    let wanted = checks.filter(|check| view.state_of(check) == state);
    wanted
        .filter_map(|check| Some((check.clause, check.target.as_ref()?)))
        .collect()
}

/// Each check that could not be determined, with its reason.
fn unable(view: &View<'_>) -> Vec<Text> {
    let checks = checks_in(view, State::Unable).into_iter();
    let lines = checks.map(|(clause, target)| {
        let name = view.clause_and_target(clause, target);
        let answers = view.input.assessment.answers_for(clause, target);
        let unable = answers.filter(|answer| answer.state == State::Unable);
        let reasons: Vec<String> = unable.map(|answer| why_unable(view, answer)).collect();
        let value = reasons.join(view.tr("report.semicolon"));
        view.to_clause(clause, name)
            .plain(view.fill("report.colon", &[("value", &value)]))
    });
    lines.collect()
}

/// What could not be had and why, and what was noted.
fn why_unable(view: &View<'_>, answer: &Answer) -> String {
    let limitation = answer.limitation.clone().unwrap_or_default();
    let parts = [
        ("report.papers_missing", &limitation.missing),
        ("report.papers_why", &limitation.reason),
    ];
    let filled = parts.into_iter().filter(|(_, words)| !words.trim().is_empty());
    let mut words: Vec<String> = filled
        .map(|(id, words)| view.labelled(view.tr(id), words))
        .collect();
    words.push(answer.note.clone());
    let all = view.chained(words.iter().map(String::as_str));
    view.or_not_given(&all).to_owned()
}

/// Checks without an answer, by target.
fn unanswered(view: &View<'_>) -> Vec<Text> {
    let mut by_target: BTreeMap<&Target, Vec<Text>> = BTreeMap::new();
    for (clause, target) in checks_in(view, State::Unanswered) {
        by_target
            .entry(target)
            .or_default()
            .push(view.to_clause(clause, clause.to_string()));
    }
    let order = |target: &Target| match target {
        Target::Organisation => 0,
        Target::System(id) => {
            let systems = &view.profile().systems;
            systems
                .iter()
                .position(|system| system.id == *id)
                .map_or(usize::MAX, |at| at + 1)
        }
    };
    let mut targets: Vec<_> = by_target.into_iter().collect();
    targets.sort_by_key(|(target, _)| order(target));
    let lines = targets.into_iter().map(|(target, clauses)| {
        text(view.target(target))
            .plain(view.fill("report.colon", &[("value", "")]))
            .then(view.joined(clauses))
    });
    lines.collect()
}

/// Each condition nobody has confirmed, with the clauses that depend on it.
fn conditions(view: &View<'_>) -> Vec<Text> {
    let lines = unconfirmed(view).into_iter().map(|id| {
        let statement = view
            .input
            .pack
            .condition(id)
            .map_or(id, |known| view.lang.of(&known.statement));
        let checks = view.input.scope.checks.iter();
        let affected = checks.filter(|check| check.unconfirmed().any(|open| open == id));
        let mut clauses: Vec<String> = affected.map(|check| check.clause.to_string()).collect();
        clauses.dedup();
        let values = [("statement", statement), ("clauses", &view.list(clauses))];
        text(view.fill("report.basis_limit_clauses", &values))
    });
    lines.collect()
}
