//! What a working paper records of one check.

use super::finding;
use super::view::View;
use crate::lang::{common_reason, date_words, method_name, stage_name};
use crate::model::assessment::{Answer, Finding, Sample, State};
use crate::model::pack::ClauseId;
use crate::model::review::{approved_by_its_preparer, standing};
use crate::model::scope::{Check, Target};
use crate::report::blocks::{Text, Tone, text};

/// Whether nothing was recorded of a check: no answer, evidence, finding or review.
pub(super) fn is_bare(view: &View<'_>, check: &Check) -> bool {
    let Some(target) = &check.target else { return true };
    let assessment = view.input.assessment;
    assessment.answers_for(check.clause, target).next().is_none()
        && assessment.links_for(check.clause, target).next().is_none()
        && view.findings(check.clause, target).is_empty()
        && assessment.review_of(check.clause, target).is_none()
}

/// Everything recorded of a check, and why it and the checks alike have their level.
pub(super) fn words<'a>(view: &View<'a>, check: &'a Check, alike: &[&Check]) -> Text {
    let mut lines: Vec<Text> = Vec::new();
    if let Some(target) = &check.target {
        let mut answers = view.input.assessment.answers_for(check.clause, target);
        if !check.in_scope() && answers.next().is_some() {
            lines.push(Text::default().tone(Tone::Muted, view.tr("report.papers_kept")));
        }
        lines.extend(recorded(view, check.clause, target));
    }
    let reason = common_reason(view.input.pack, alike, view.lang);
    lines.push(line(view, "report.papers_reason", text(reason)).all_in(Tone::Muted));
    view.lines(lines)
}

/// What was recorded of a clause for a target, in scope or not, in the register or not.
pub(super) fn recorded<'a>(view: &View<'a>, clause: ClauseId, target: &'a Target) -> Vec<Text> {
    let answers = view.input.assessment.answers_for(clause, target);
    let mut lines: Vec<Text> = answers.map(|given| answer(view, given)).collect();
    lines.extend(reviewed(view, clause, target));
    let evidence = view.evidence_of(clause, target);
    if !evidence.is_empty() {
        lines.push(line(view, "report.gap_evidence", evidence));
    }
    let findings = view.findings(clause, target);
    if view.is_papers_edition() {
        lines.extend(findings.iter().map(|one| in_papers(view, one, clause, target)));
    } else if !findings.is_empty() {
        let labels = view.joined(findings.iter().map(|finding| view.to_finding(finding)));
        lines.push(line(view, "report.gap_record", labels));
    }
    lines
}

/// A finding in an edition without the chapter on findings: in full under the check it was recorded
/// against, elsewhere by its number.
fn in_papers(view: &View<'_>, one: &Finding, clause: ClauseId, target: &Target) -> Text {
    if (one.clause, &one.target) != (clause, target) {
        return line(view, "report.gap_record", text(one.label()));
    }
    let facts = finding::record(view, one).into_iter();
    view.lines(facts.map(|(label, value)| {
        let label = view.labelled(&label.words(), "");
        Text::default().tone(Tone::Muted, label).then(value)
    }))
}

/// Where a check stands in review, who said so and when; none where nobody has.
fn reviewed(view: &View<'_>, clause: ClauseId, target: &Target) -> Option<Text> {
    let assessment = view.input.assessment;
    let found = standing(assessment, clause, target);
    let review = found.review?;
    let said = view.fill(
        "report.papers_review_value",
        &[
            ("stage", stage_name(found.stage, view.lang)),
            ("name", &review.by),
            ("date", &date_words(&review.at, view.lang)),
        ],
    );
    let own = match approved_by_its_preparer(assessment, clause, target) {
        true => view.tr("report.papers_review_own"),
        false => "",
    };
    let words = view.chained([said.as_str(), review.note.as_str(), own]);
    Some(line(view, "report.papers_review", text(words)))
}

/// Everything recorded in one answer.
fn answer(view: &View<'_>, answer: &Answer) -> Text {
    let mut lines = vec![narrative(view, answer)];
    let mut add = |id: &'static str, words: &str| {
        if !words.is_empty() {
            lines.push(line(view, id, text(words)));
        }
    };
    let methods = view.list(
        answer
            .methods
            .iter()
            .map(|method| method_name(*method, view.lang)),
    );
    add("report.papers_methods", &methods);
    add(
        "report.papers_sample",
        &answer
            .sample
            .as_ref()
            .map_or(String::new(), |taken| sample(view, taken)),
    );
    add(
        "report.gap_alternative",
        &super::accepted::alternative(view, answer),
    );
    if let Some(limitation) = &answer.limitation {
        let parts = [
            ("report.papers_missing", &limitation.missing),
            ("report.papers_why", &limitation.reason),
        ];
        let filled = parts.into_iter().filter(|(_, words)| !words.trim().is_empty());
        let words: Vec<String> = filled
            .map(|(id, words)| view.labelled(view.tr(id), words))
            .collect();
        add(
            "report.papers_limitation",
            &view.chained(words.iter().map(String::as_str)),
        );
    }
    if let Some(risk) = &answer.risk_accepted {
        let approver = super::accepted::approver(view, risk).replace('\n', " ");
        let parts = [view.or_not_given(&risk.reason), &risk.compensating, &approver];
        let words = text(view.chained(parts))
            .plain("\n")
            .then(super::accepted::until(view, risk));
        lines.push(line(view, "report.gap_risk", words));
    }
    if answer.state == State::NotApplicable || !answer.reviewer.is_empty() {
        let reviewer = match answer.reviewer.is_empty() {
            true => view.tr("report.papers_no_reviewer"),
            false => &answer.reviewer,
        };
        lines.push(line(view, "report.papers_reviewer", text(reviewer)));
    }
    let prepared = prepared(view, answer);
    if !prepared.is_empty() {
        lines.push(line(view, "report.papers_prepared", text(prepared)));
    }
    view.lines(lines)
}

/// The note, with the part and its state in front where a part was answered on its own.
fn narrative(view: &View<'_>, answer: &Answer) -> Text {
    let mut words = Text::default();
    if let Some(part) = &answer.part {
        let label = view.part_label(answer.clause, part);
        let label = if label.is_empty() { part } else { label };
        words = words
            .bold(label)
            .plain(" ")
            .then(view.state(answer.state))
            .plain("\n");
    }
    match answer.note.trim().is_empty() {
        true => words.tone(Tone::Muted, view.tr("report.papers_no_note")),
        false => words.plain(&answer.note),
    }
}

fn sample(view: &View<'_>, sample: &Sample) -> String {
    let parts = [
        ("report.papers_population", &sample.population),
        ("report.papers_size", &sample.size),
        ("report.papers_selection", &sample.selection),
        ("report.papers_exceptions", &sample.exceptions),
    ];
    let filled = parts.into_iter().filter(|(_, words)| !words.is_empty());
    let words = filled.map(|(id, words)| view.labelled(view.tr(id), words));
    view.chained(words.collect::<Vec<_>>().iter().map(String::as_str))
}

fn prepared(view: &View<'_>, answer: &Answer) -> String {
    let date = date_words(&answer.prepared_at, view.lang);
    match (answer.prepared_by.as_str(), date.as_str()) {
        ("", date) => date.to_owned(),
        (name, "") => name.to_owned(),
        (name, date) => view.fill("report.papers_prepared_value", &[("name", name), ("date", date)]),
    }
}

/// A label in grey with its value.
fn line(view: &View<'_>, id: &'static str, value: Text) -> Text {
    let label = view.labelled(view.tr(id), "");
    Text::default().tone(Tone::Muted, label).then(value)
}
