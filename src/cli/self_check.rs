//! `zicha status FILE --lint`: what does not hold. The answer is no where an error or a warning
//! stands; notes alone are no objection.

use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;

use serde::Serialize;

use super::context::Context;
use super::output::Reply;
use super::progress::Teller;
use crate::engagement::Engagement;
use crate::error::Result;
use crate::lang::{issue_detail, issue_message, issue_place, issue_remedy, rule_name, severity_name};
use crate::model::pack::ClauseId;
use crate::model::reporting::EvidenceState;
use crate::model::scope::Target;
use crate::model::self_check::{Issue, Place, Rule, SelfCheck, Severity};

/// The JSON of the self-check.
#[derive(Serialize)]
struct LintRow<'a> {
    today: String,
    errors: usize,
    warnings: usize,
    notes: usize,
    by_rule: BTreeMap<Rule, usize>,
    files_checked: bool,
    issues: Vec<IssueRow<'a>>,
}

/// One issue; what does not apply is null.
#[derive(Default, Serialize)]
struct IssueRow<'a> {
    rule: &'a str,
    severity: &'a str,
    clause: Option<ClauseId>,
    target: Option<&'a Target>,
    part: Option<&'a str>,
    system: Option<&'a str>,
    condition: Option<&'a str>,
    field: Option<&'a str>,
    evidence: Option<String>,
    finding: Option<String>,
    action: Option<&'a str>,
    earlier: Option<String>,
    sign_off: Option<&'a str>,
    contradiction: Option<&'a str>,
    place: String,
    message: String,
    remedy: &'a str,
}

pub(super) fn run(context: &Context, engagement: &Engagement, check_evidence: bool) -> Result<Reply> {
    let mut teller = Teller::new(context.lang);
    let states: BTreeMap<String, EvidenceState> = match check_evidence {
        true => engagement
            .check_evidence(&mut |progress| teller.tell(progress), &AtomicBool::new(false))?
            .into_iter()
            .collect(),
        false => BTreeMap::new(),
    };
    drop(teller);
    let found = engagement.self_check(&states);
    let row = lint_row(context, engagement, &found);
    let reply = context.data(&row, || words(context, engagement, &found, &row));
    Ok(reply
        .note_if(found.objects(), || {
            context.tr("selfcheck.lint_objects").to_owned()
        })
        .answer(!found.objects()))
}

fn lint_row<'a>(context: &Context, engagement: &'a Engagement, found: &'a SelfCheck) -> LintRow<'a> {
    let mut by_rule = BTreeMap::new();
    for issue in &found.issues {
        *by_rule.entry(issue.rule).or_default() += 1;
    }
    LintRow {
        today: engagement.today(),
        errors: found.count(Severity::Error),
        warnings: found.count(Severity::Warning),
        notes: found.count(Severity::Note),
        by_rule,
        files_checked: found.files_checked,
        issues: found
            .issues
            .iter()
            .map(|issue| issue_row(context, engagement, issue))
            .collect(),
    }
}

fn issue_row<'a>(context: &Context, engagement: &'a Engagement, issue: &'a Issue) -> IssueRow<'a> {
    let (pack, assessment) = (engagement.pack(), engagement.assessment());
    let row = IssueRow {
        rule: issue.rule.id(),
        severity: issue.severity.id(),
        contradiction: issue.contradiction.as_deref(),
        place: issue_place(pack, assessment, &issue.place, context.lang),
        message: issue_message(pack, issue, context.lang),
        remedy: issue_remedy(pack, issue, context.lang),
        ..IssueRow::default()
    };
    match &issue.place {
        Place::Profile(field) => IssueRow {
            field: field.as_deref(),
            ..row
        },
        Place::Condition { id, system } => IssueRow {
            condition: Some(id),
            system: system.as_deref(),
            ..row
        },
        Place::System(id) => IssueRow {
            system: Some(id),
            ..row
        },
        Place::Check { clause, target, part } => IssueRow {
            clause: Some(*clause),
            target: Some(target),
            part: part.as_deref(),
            ..row
        },
        Place::Evidence(uid) => IssueRow {
            evidence: assessment.evidence.get(uid).map(|evidence| evidence.label()),
            ..row
        },
        Place::Finding(uid) => {
            let finding = assessment.findings.get(uid);
            IssueRow {
                finding: finding.map(|finding| finding.label()),
                clause: finding.map(|finding| finding.clause),
                target: finding.map(|finding| &finding.target),
                ..row
            }
        }
        Place::Action(uid) => {
            let action = assessment.actions.get(uid);
            let finding = action.and_then(|action| assessment.findings.get(&action.finding));
            IssueRow {
                action: Some(uid),
                finding: finding.map(|finding| finding.label()),
                ..row
            }
        }
        Place::Earlier(uid) => IssueRow {
            earlier: assessment.earlier.get(uid).map(|earlier| earlier.label()),
            ..row
        },
        Place::SignOff(uid) => IssueRow {
            sign_off: Some(uid),
            ..row
        },
    }
}

/// The issues by weight and rule, each with its place, then what was looked at.
fn words(context: &Context, engagement: &Engagement, found: &SelfCheck, row: &LintRow<'_>) -> String {
    let (pack, assessment, lang) = (engagement.pack(), engagement.assessment(), context.lang);
    let numbers = [
        ("errors", row.errors.to_string()),
        ("warnings", row.warnings.to_string()),
        ("notes", row.notes.to_string()),
        ("answers", found.answers.to_string()),
        ("evidence", found.evidence.to_string()),
        ("findings", found.findings.to_string()),
        ("contradictions", found.contradictions.to_string()),
        ("today", row.today.clone()),
    ];
    let numbers = numbers.each_ref().map(|(name, value)| (*name, value.as_str()));
    let mut out = vec![context.fill("selfcheck.counts", &numbers)];
    for issues in found.by_kind() {
        let Some((severity, rule)) = issues.first().map(Issue::kind) else {
            continue;
        };
        let values = [
            ("severity", severity_name(severity, lang)),
            ("rule", rule_name(rule, lang)),
            ("count", &issues.len().to_string()),
        ];
        out.push(String::new());
        out.push(context.fill("selfcheck.heading", &values));
        for issue in issues {
            let place = issue_place(pack, assessment, &issue.place, lang);
            let detail = issue_detail(pack, issue, lang);
            let values = [("place", place.as_str()), ("detail", &detail)];
            let id = if detail.is_empty() {
                "selfcheck.row"
            } else {
                "selfcheck.row_detail"
            };
            // What a person wrote may hold line breaks; a place is one line.
            out.push(context.fill(id, &values).replace(['\n', '\r'], " "));
        }
        if let Some(first) = issues.first().filter(|_| rule != Rule::Contradiction) {
            let remedy = issue_remedy(pack, first, lang);
            out.push(context.fill("selfcheck.do", &[("words", remedy)]));
        }
    }
    let files = match found.files_checked {
        true => "selfcheck.files_checked",
        false => "selfcheck.files_not_checked_cli",
    };
    out.push(String::new());
    if found.issues.is_empty() {
        out.push(context.tr("selfcheck.none_title").to_owned());
    }
    out.push(context.fill("selfcheck.looked", &numbers));
    out.push(context.tr(files).to_owned());
    out.push(context.tr("selfcheck.no_assurance").to_owned());
    out.join("\n")
}
