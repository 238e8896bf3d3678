//! All checks in the columns of the form that firms are asked to fill in (項次｜檢核項目｜檢核情形｜
//! 簡述規範內容、執行方式、執行結果｜紀錄文件), one row a check, with further columns to the right.

use std::collections::BTreeMap;

use super::{SheetInput, record, words};
use crate::exchange::sheet::{Cell, Sheet};
use crate::lang::{cite_clause, level_name, lookup, state_name, system_kind, target_name};
use crate::model::assessment::{Answer, Finding, State};
use crate::model::flags::flags;
use crate::model::pack::ClauseId;
use crate::model::scope::{Check, Target};
use crate::model::score::effective_state;

/// The findings of each check.
type Findings<'a> = BTreeMap<(ClauseId, &'a Target), Vec<&'a Finding>>;

pub(super) fn sheet(input: &SheetInput<'_>) -> Sheet {
    let findings = findings(input);
    Sheet {
        name: input.tr("sheet.checks").to_owned(),
        columns: vec![
            input.column("sheet.check_number", 8),
            input.column("sheet.check_item", 44),
            input.column("sheet.check_state", 12),
            input.column("sheet.check_record", 60),
            input.column("sheet.check_evidence", 36),
            input.column("sheet.level", 8),
            input.column("sheet.target", 20),
            input.column("sheet.kind", 12),
            input.column("sheet.cited", 18),
            input.column("sheet.findings_of_check", 12),
            input.column("sheet.marked", 24),
            input.column("sheet.prepared_by", 14),
            input.column("sheet.prepared_on", 12),
            input.column("sheet.lacking", 28),
        ],
        rows: input
            .scope
            .checks
            .iter()
            .map(|check| row(input, check, &findings))
            .collect(),
        filtered: true,
    }
}

fn findings<'a>(input: &SheetInput<'a>) -> Findings<'a> {
    let mut all: Vec<&Finding> = input.assessment.findings.values().collect();
    all.sort_by_key(|finding| finding.number);
    let mut of_checks = Findings::new();
    for finding in all {
        for check in finding.checks() {
            of_checks.entry(check).or_default().push(finding);
        }
    }
    of_checks
}

fn row(input: &SheetInput<'_>, check: &Check, findings: &Findings<'_>) -> Vec<Cell> {
    let answers: Vec<&Answer> = match &check.target {
        Some(target) => input.assessment.answers_for(check.clause, target).collect(),
        None => Vec::new(),
    };
    let found = check
        .target
        .as_ref()
        .and_then(|target| findings.get(&(check.clause, target)));
    let labels = found.map(|found| input.list(found.iter().map(|finding| finding.label())));
    let last = answers.iter().max_by(|a, b| a.prepared_at.cmp(&b.prepared_at));
    let prepared_on = last.and_then(|answer| answer.prepared_at.get(..10));
    vec![
        words(check.clause.to_string()),
        words(item(input, check)),
        words(state_name(state(input, check), input.lang)),
        words(record::of_check(input, check, &answers)),
        words(record::evidence(input, check)),
        words(level_name(check.level, input.lang)),
        words(target(input, check)),
        words(kind(input, check)),
        words(cite_clause(input.pack, check.clause, input.lang)),
        words(labels.unwrap_or_default()),
        words(marked(input, &answers)),
        words(last.map_or("", |answer| answer.prepared_by.as_str())),
        Cell::day(prepared_on.unwrap_or_default()),
        words(lacking(input, check, &answers)),
    ]
}

/// Title and requirement, with the system where the check is of one.
fn item(input: &SheetInput<'_>, check: &Check) -> String {
    let Some(clause) = input.pack.clause(check.clause) else {
        return String::new();
    };
    let title = input.lang.of(&clause.title);
    let title = match &check.target {
        Some(Target::System(_)) => {
            let values = [("title", title), ("system", target(input, check))];
            input.fill("sheet.check_of_system", &values)
        }
        _ => title.to_owned(),
    };
    format!("{title}\n{}", input.lang.of(&clause.requirement))
}

/// What is out of scope is not applicable by a rule, whatever was answered before.
fn state(input: &SheetInput<'_>, check: &Check) -> State {
    match check.in_scope() {
        true => effective_state(input.assessment, check),
        false => State::NotApplicable,
    }
}

fn target<'a>(input: &SheetInput<'a>, check: &'a Check) -> &'a str {
    let profile = &input.assessment.profile;
    match &check.target {
        Some(target) => target_name(profile, target, input.lang),
        None => input.tr("cli.no_system"),
    }
}

fn kind(input: &SheetInput<'_>, check: &Check) -> &'static str {
    match &check.target {
        Some(Target::System(id)) => {
            let system = input.assessment.profile.system(id);
            system.map_or("", |system| system_kind(system, input.lang))
        }
        _ => "",
    }
}

/// Alternative controls and accepted risks, which stand beside the state and never change it.
fn marked(input: &SheetInput<'_>, answers: &[&Answer]) -> String {
    let mut marks = Vec::new();
    for answer in answers {
        if answer.alternative.is_some() || answer.alternative_basis.is_some() {
            marks.push(input.tr("sheet.alternative").to_owned());
        }
        if let Some(risk) = &answer.risk_accepted {
            marks.push(input.fill("sheet.risk_until", &[("date", &risk.until)]));
        }
    }
    marks.dedup();
    marks.join("\n")
}

/// What the answers still lack before a reader can rely on them.
fn lacking(input: &SheetInput<'_>, check: &Check, answers: &[&Answer]) -> String {
    if !check.in_scope() {
        return String::new();
    }
    let mut flags: Vec<_> = answers
        .iter()
        .flat_map(|answer| flags(input.assessment, answer))
        .collect();
    flags.sort();
    flags.dedup();
    let words = flags
        .into_iter()
        .filter_map(|flag| lookup(input.lang, &format!("cli.flag_{}", flag.id())));
    words.collect::<Vec<_>>().join("\n")
}
