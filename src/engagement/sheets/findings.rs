//! 缺失及改善: one row an action; a finding without actions has a row of its own.

use std::collections::BTreeMap;

use super::{SheetInput, words};
use crate::exchange::sheet::{Cell, Sheet};
use crate::lang::{action_status_name, cite_clause, rating_name, target_name};
use crate::model::assessment::{ActionItem, Finding};
use crate::model::pack::{ClauseId, Level};
use crate::model::scope::Target;
use crate::model::score::gaps;

/// The strongest level at which each check is a gap, else its own level.
type Levels<'a> = BTreeMap<(ClauseId, &'a Target), Level>;

pub(super) fn sheet(input: &SheetInput<'_>) -> Sheet {
    Sheet {
        name: input.tr("sheet.findings").to_owned(),
        columns: vec![
            input.column("sheet.finding", 8),
            input.column("sheet.finding_class", 10),
            input.column("sheet.finding_checks", 30),
            input.column("sheet.finding_criteria", 44),
            input.column("sheet.finding_condition", 44),
            input.column("sheet.finding_cause", 30),
            input.column("sheet.finding_effect", 30),
            input.column("sheet.finding_recommendation", 40),
            input.column("sheet.finding_rating", 8),
            input.column("sheet.finding_rating_basis", 24),
            input.column("sheet.finding_found_on", 12),
            input.column("sheet.finding_repeats", 10),
            input.column("sheet.finding_response", 36),
            input.column("sheet.action", 40),
            input.column("sheet.action_owner", 16),
            input.column("sheet.action_due", 12),
            input.column("sheet.action_status", 10),
            input.column("sheet.action_overdue", 8),
            input.column("sheet.action_done_on", 12),
            input.column("sheet.action_verified", 30),
        ],
        rows: rows(input),
        filtered: true,
    }
}

fn rows(input: &SheetInput<'_>) -> Vec<Vec<Cell>> {
    let levels = levels(input);
    let mut findings: Vec<&Finding> = input.assessment.findings.values().collect();
    findings.sort_by_key(|finding| finding.number);
    let mut actions: BTreeMap<&str, Vec<&ActionItem>> = BTreeMap::new();
    for action in input.assessment.actions.values() {
        actions.entry(&action.finding).or_default().push(action);
    }
    let mut rows = Vec::new();
    for finding in findings {
        let record = of_finding(input, finding, &levels);
        let mut against = actions.remove(finding.uid.as_str()).unwrap_or_default();
        against.sort_by(|a, b| (&a.due, &a.uid).cmp(&(&b.due, &b.uid)));
        if against.is_empty() {
            rows.push(record);
            continue;
        }
        for action in against {
            let mut row = record.clone();
            row.extend(of_action(input, action));
            rows.push(row);
        }
    }
    rows
}

fn levels<'a>(input: &SheetInput<'a>) -> Levels<'a> {
    let mut levels: Levels<'a> = input
        .scope
        .checks
        .iter()
        .filter_map(|check| Some(((check.clause, check.target.as_ref()?), check.level)))
        .collect();
    let mut of_gaps: BTreeMap<(ClauseId, Target), Level> = BTreeMap::new();
    for gap in gaps(input.scope, input.assessment) {
        let place = of_gaps
            .entry((gap.key.clause, gap.key.target))
            .or_insert(gap.level);
        *place = gap.level.max(*place);
    }
    for ((clause, target), level) in &mut levels {
        if let Some(of_gap) = of_gaps.get(&(*clause, (*target).clone())) {
            *level = *of_gap;
        }
    }
    levels
}

fn of_finding(input: &SheetInput<'_>, finding: &Finding, levels: &Levels<'_>) -> Vec<Cell> {
    let level = finding.checks().filter_map(|check| levels.get(&check)).max();
    let class = match level {
        Some(Level::Must) => "sheet.deficiency",
        _ => "sheet.suggestion",
    };
    let repeats = finding
        .repeats
        .as_ref()
        .and_then(|uid| input.assessment.earlier.get(uid));
    vec![
        words(finding.label()),
        words(input.tr(class)),
        words(checks(input, finding)),
        words(criteria(input, finding)),
        words(&finding.condition),
        words(&finding.cause),
        words(&finding.effect),
        words(&finding.recommendation),
        words(
            finding
                .rating
                .map_or("", |rating| rating_name(rating, input.lang)),
        ),
        words(&finding.rating_basis),
        Cell::day(&finding.found_on),
        words(repeats.map(|earlier| earlier.label()).unwrap_or_default()),
        words(&finding.response),
    ]
}

/// The checks a finding is against, one a line.
fn checks(input: &SheetInput<'_>, finding: &Finding) -> String {
    let profile = &input.assessment.profile;
    let one = |(clause, target): (ClauseId, &Target)| match target {
        Target::Organisation => clause.to_string(),
        target => format!("{clause} {}", target_name(profile, target, input.lang)),
    };
    finding.checks().map(one).collect::<Vec<_>>().join("\n")
}

/// What the clauses ask, one a line, each once.
fn criteria(input: &SheetInput<'_>, finding: &Finding) -> String {
    let mut clauses: Vec<ClauseId> = finding.checks().map(|(clause, _)| clause).collect();
    clauses.sort();
    clauses.dedup();
    let asked = clauses.into_iter().filter_map(|id| {
        let clause = input.pack.clause(id)?;
        let cited = cite_clause(input.pack, id, input.lang);
        input.labelled(&cited, input.lang.of(&clause.requirement))
    });
    asked.collect::<Vec<_>>().join("\n")
}

fn of_action(input: &SheetInput<'_>, action: &ActionItem) -> Vec<Cell> {
    let overdue = match action.is_overdue(&input.today()) {
        true => "sheet.overdue",
        false => "sheet.not_overdue",
    };
    let verified = [&action.verified_on, &action.verified_by, &action.verification];
    let verified = verified.into_iter().map(|words| words.trim());
    let verified: Vec<&str> = verified.filter(|words| !words.is_empty()).collect();
    let status = action_status_name(action.status(), input.lang);
    let status = match input.labelled(status, &action.dropped) {
        Some(dropped) => dropped,
        None => status.to_owned(),
    };
    vec![
        words(&action.description),
        words(&action.owner),
        Cell::day(&action.due),
        words(status),
        words(input.tr(overdue)),
        Cell::day(&action.done_on),
        words(verified.join("\n")),
    ]
}
