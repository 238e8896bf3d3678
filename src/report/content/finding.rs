//! A recorded finding: everything that was filled in of it, with its actions.

use super::plan;
use super::view::View;
use crate::lang::{action_status_name, rating_name};
use crate::model::assessment::{ActionItem, Finding};
use crate::model::findings::{actions_by_finding, repeated};
use crate::report::blocks::{Text, Tone, text};

/// Its number and what was filled in, as labels with values.
pub(super) fn record(view: &View<'_>, finding: &Finding) -> Vec<(Text, Text)> {
    let words = |id: &'static str, words: &str| Some((id, text(words))).filter(|_| !words.trim().is_empty());
    let found_on = view.date(&finding.found_on);
    let found_on = if finding.found_on.is_empty() {
        ""
    } else {
        &found_on
    };
    let facts = [
        Some(("report.gap_record", Text::default().bold(finding.label()))),
        words("report.finding_found_on", found_on),
        words("report.gap_condition", &finding.condition),
        words("report.gap_cause", &finding.cause),
        words("report.gap_effect", &finding.effect),
        words("report.gap_recommendation", &finding.recommendation),
        rating(view, finding).map(|rating| ("report.finding_rating", rating)),
        words("report.gap_response", &finding.response),
        covered(view, finding).map(|checks| ("report.finding_checks", checks)),
        repeats(view, finding).map(|earlier| ("report.finding_repeats", earlier)),
        actions(view, finding).map(|actions| ("report.gap_actions", actions)),
    ];
    facts
        .into_iter()
        .flatten()
        .map(|(id, value)| (text(view.tr(id)), value))
        .collect()
}

fn rating(view: &View<'_>, finding: &Finding) -> Option<Text> {
    let basis = finding.rating_basis.trim();
    let basis = if basis.is_empty() {
        Text::default()
    } else {
        text(basis)
    };
    match finding.rating {
        Some(rating) if basis.is_empty() => Some(Text::default().bold(rating_name(rating, view.lang))),
        Some(rating) => Some(
            Text::default()
                .bold(rating_name(rating, view.lang))
                .plain("\n")
                .then(basis),
        ),
        None => Some(basis).filter(|basis| !basis.is_empty()),
    }
}

/// The checks it covers, where these are several.
fn covered(view: &View<'_>, finding: &Finding) -> Option<Text> {
    if finding.also.is_empty() {
        return None;
    }
    let checks: Vec<String> = finding
        .checks()
        .map(|(clause, target)| view.clause_and_target(clause, target))
        .collect();
    Some(text(checks.join("\n")))
}

fn repeats(view: &View<'_>, finding: &Finding) -> Option<Text> {
    let earlier = repeated(view.input.assessment, finding)?;
    let label = Text::default().link(earlier_anchor(&earlier.uid), earlier.label());
    Some(label.plain(" ").plain(&earlier.condition))
}

/// The anchor of an earlier finding.
pub(super) fn earlier_anchor(uid: &str) -> String {
    format!("earlier-{uid}")
}

fn actions(view: &View<'_>, finding: &Finding) -> Option<Text> {
    let by_finding = actions_by_finding(view.input.assessment);
    let actions = by_finding.get(finding.uid.as_str())?;
    let lines = actions
        .iter()
        .map(|action| text(&action.description).tone(Tone::Muted, view.bracketed(&in_short(view, action))));
    Some(view.lines(lines))
}

/// Owner, due date and status of an action; in the working papers, which have no plan, with everything
/// that was recorded of it.
fn in_short(view: &View<'_>, action: &ActionItem) -> String {
    let due = view.date(&action.due);
    let status = if action.is_overdue(&view.today()) {
        view.tr("report.plan_overdue")
    } else {
        action_status_name(action.status(), view.lang)
    };
    let owner = action.owner.trim();
    let mut words = vec![owner.to_owned()];
    words.push(if action.due.is_empty() { String::new() } else { due });
    words.push(status.to_owned());
    if view.is_papers_edition() {
        words.extend(plan::details(view, action));
    }
    view.list(words.into_iter().filter(|words| !words.is_empty()))
}
