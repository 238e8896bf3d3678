//! What waits for a decision of those who answer for the firm, each with where it is told in full.

use std::collections::BTreeSet;

use super::view::View;
use crate::model::assessment::{Rating, State};
use crate::model::findings::{earlier_in_order, gap_clauses, recurs};
use crate::model::reporting::Section;
use crate::report::blocks::{Text, text};

/// The points, the most pressing first.
pub(super) fn points(view: &View<'_>) -> Vec<Text> {
    [
        point(view, "annex.decide_high", high(view), (Section::Findings, "gaps")),
        point(
            view,
            "annex.decide_plan",
            without_action(view),
            (Section::Plan, "plan"),
        ),
        point(
            view,
            "annex.decide_overdue",
            overdue(view),
            (Section::Plan, "plan"),
        ),
        point(
            view,
            "annex.decide_risks",
            risks(view),
            (Section::Accepted, "accepted"),
        ),
        point(
            view,
            "annex.decide_response",
            without_response(view),
            (Section::Findings, "gaps"),
        ),
        point(
            view,
            "annex.decide_back",
            came_back(view),
            (Section::Previous, "previous"),
        ),
        point(view, "annex.decide_open", open(view), (Section::Basis, "basis")),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A point with its count, leading to a chapter; none where there is nothing to decide.
fn point(view: &View<'_>, id: &'static str, count: usize, place: (Section, &str)) -> Option<Text> {
    let words = view.fill(id, &[("count", &count.to_string())]);
    let (section, anchor) = place;
    let chapter = view.tr(match section {
        Section::Findings => "report.gaps",
        Section::Plan => "report.plan",
        Section::Accepted => "report.accepted",
        Section::Previous => "report.previous",
        _ => "report.basis",
    });
    let told = text(words).plain(view.tr("annex.decide_see"));
    let told = told.then(view.to(section, anchor, chapter));
    (count > 0).then(|| told.plain(view.tr("report.full_stop")))
}

/// Findings rated high.
fn high(view: &View<'_>) -> usize {
    let findings = view.input.assessment.findings.values();
    findings
        .filter(|finding| finding.rating == Some(Rating::High) && view.first_gap(finding).is_some())
        .count()
}

/// Gaps for which no action has been laid down.
fn without_action(view: &View<'_>) -> usize {
    let actions = view.input.assessment.actions.values();
    let acted_on: BTreeSet<&str> = actions.map(|action| action.finding.as_str()).collect();
    let gaps = view.gaps.iter().filter(|gap| {
        let findings = view.findings(gap.key.clause, &gap.key.target);
        !findings
            .iter()
            .any(|finding| acted_on.contains(finding.uid.as_str()))
    });
    gaps.count()
}

fn overdue(view: &View<'_>) -> usize {
    let today = view.today();
    let actions = view.input.assessment.actions.values();
    actions.filter(|action| action.is_overdue(&today)).count()
}

/// Accepted risks, which end some day or have ended.
fn risks(view: &View<'_>) -> usize {
    view.answers_where(|answer| answer.risk_accepted.is_some()).len()
}

/// Findings to which nobody has responded.
fn without_response(view: &View<'_>) -> usize {
    let findings = view.input.assessment.findings.values();
    findings
        .filter(|finding| finding.response.trim().is_empty() && view.first_gap(finding).is_some())
        .count()
}

fn came_back(view: &View<'_>) -> usize {
    let open = gap_clauses(&view.gaps);
    let earlier = earlier_in_order(view.input.assessment).into_iter();
    earlier.filter(|earlier| recurs(earlier, &open)).count()
}

/// Checks without a determination.
fn open(view: &View<'_>) -> usize {
    let checks = view.input.scope.checks.iter().filter(|check| check.in_scope());
    checks
        .filter(|check| matches!(view.state_of(check), State::Unanswered | State::Unable))
        .count()
}
