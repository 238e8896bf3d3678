//! What was recorded of a check, as the words of one cell.

use super::SheetInput;
use crate::lang::{
    alternative_kind_name, check_reason, date_words, evidence_kind_name, method_name, state_name,
};
use crate::model::assessment::{AlternativeBasis, Answer, Evidence, Link, RiskAccepted, Sample, State};
use crate::model::scope::Check;
use crate::report::content::shown_location;

/// 簡述規範內容、執行方式、執行結果: everything recorded in the answers of a check, line by line.
pub(super) fn of_check(input: &SheetInput<'_>, check: &Check, answers: &[&Answer]) -> String {
    let mut lines = Vec::new();
    if !check.in_scope() {
        let reason = check_reason(input.pack, check, input.lang);
        lines.push(input.fill("sheet.out_of_scope", &[("reason", &reason)]));
        if !answers.is_empty() {
            lines.push(input.tr("report.papers_kept").to_owned());
        }
    }
    for answer in answers {
        of_answer(input, answer, &mut lines);
    }
    lines.retain(|line| !line.trim().is_empty());
    lines.join("\n")
}

fn of_answer(input: &SheetInput<'_>, answer: &Answer, lines: &mut Vec<String>) {
    if let Some(part) = &answer.part {
        let label = input
            .pack
            .clause(answer.clause)
            .and_then(|clause| clause.part(part))
            .map_or(part.as_str(), |part| input.lang.of(&part.label));
        lines.extend(input.labelled(label, state_name(answer.state, input.lang)));
    }
    lines.push(answer.note.clone());
    let mut line = |id: &'static str, value: &str| lines.extend(input.labelled(input.tr(id), value));
    let methods = answer.methods.iter();
    line(
        "report.papers_methods",
        &input.list(methods.map(|method| method_name(*method, input.lang))),
    );
    line(
        "report.papers_sample",
        &answer
            .sample
            .as_ref()
            .map(|taken| sample(input, taken))
            .unwrap_or_default(),
    );
    line(
        "sheet.alternative",
        answer.alternative.as_deref().unwrap_or_default(),
    );
    line(
        "sheet.alternative_basis",
        &answer
            .alternative_basis
            .as_ref()
            .map(|basis| alternative(input, basis))
            .unwrap_or_default(),
    );
    line(
        "sheet.risk",
        &answer
            .risk_accepted
            .as_ref()
            .map(|accepted| risk(input, accepted))
            .unwrap_or_default(),
    );
    if let Some(limitation) = &answer.limitation {
        line(
            "sheet.limitation",
            &chained(input, [&limitation.missing, &limitation.reason]),
        );
    }
    if answer.state == State::NotApplicable {
        line("report.papers_reviewer", &answer.reviewer);
    }
}

fn sample(input: &SheetInput<'_>, sample: &Sample) -> String {
    let parts = [
        ("report.papers_population", &sample.population),
        ("report.papers_size", &sample.size),
        ("report.papers_selection", &sample.selection),
        ("report.papers_exceptions", &sample.exceptions),
    ];
    let parts = parts
        .into_iter()
        .filter_map(|(id, words)| input.labelled(input.tr(id), words));
    parts.collect::<Vec<_>>().join(input.tr("report.semicolon"))
}

fn alternative(input: &SheetInput<'_>, basis: &AlternativeBasis) -> String {
    let kind = alternative_kind_name(basis.kind, input.lang).to_owned();
    chained(input, [&kind, &basis.name, &basis.section])
}

fn risk(input: &SheetInput<'_>, risk: &RiskAccepted) -> String {
    let until = input.fill("sheet.until", &[("date", &date_words(&risk.until, input.lang))]);
    chained(
        input,
        [
            &risk.reason,
            &until,
            &risk.approver,
            &risk.approval_number,
            &risk.compensating,
        ],
    )
}

fn chained<const N: usize>(input: &SheetInput<'_>, parts: [&String; N]) -> String {
    let parts = parts.into_iter().map(|part| part.trim());
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    parts.join(input.tr("report.semicolon"))
}

/// 紀錄文件: the evidence of a check, one piece a line, never with the folders of the machine.
pub(super) fn evidence(input: &SheetInput<'_>, check: &Check) -> String {
    let Some(target) = &check.target else {
        return String::new();
    };
    let mut tied: Vec<(&Link, &Evidence)> = input
        .assessment
        .links_for(check.clause, target)
        .filter_map(|link| Some((link, input.assessment.evidence.get(&link.evidence)?)))
        .collect();
    tied.sort_by_key(|(link, evidence)| (evidence.number, &link.item, &link.uid));
    let mut lines: Vec<String> = tied
        .into_iter()
        .map(|(link, evidence)| piece(input, link, evidence))
        .collect();
    lines.dedup();
    lines.join("\n")
}

fn piece(input: &SheetInput<'_>, link: &Link, evidence: &Evidence) -> String {
    let place = shown_location(evidence);
    let mut name = format!("{} {}", evidence.label(), evidence.title);
    if evidence.title.is_empty() {
        name.push_str(place);
    } else if !evidence.kind.is_hashed() {
        let kind = evidence_kind_name(evidence.kind, input.lang);
        let place = input.labelled(kind, place).unwrap_or_default();
        name.push_str(&bracketed(input, &place));
    }
    for more in [&link.locator, &link.proves] {
        if !more.trim().is_empty() {
            name.push_str(&bracketed(input, more));
        }
    }
    name
}

fn bracketed(input: &SheetInput<'_>, words: &str) -> String {
    input.fill("report.in_brackets", &[("words", words)])
}
