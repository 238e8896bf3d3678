//! `zicha show`: answers, evidence and findings as they are stored.

use std::path::PathBuf;

use clap::Args;

use super::clause_text::clause_text;
use super::context::Context;
use super::output::Reply;
use super::parse;
use super::review_rows::review_words;
use super::rows::{AnswerRow, rows_of_check};
use super::table::{Table, one_line};
use crate::engagement::Engagement;
use crate::error::{Error, Result};
use crate::lang::{level_name, lookup, method_name, state_name, target_name};
use crate::model::pack::ClauseId;

#[derive(Debug, Args)]
pub(super) struct ShowArguments {
    #[arg(value_name = "FILE")]
    workbook: PathBuf,
    #[arg(value_parser = parse::clause)]
    clause: Option<ClauseId>,
}

pub(super) fn run(context: &Context, arguments: &ShowArguments) -> Result<Reply> {
    let engagement = context.read(&arguments.workbook)?;
    if let Some(id) = arguments
        .clause
        .filter(|id| engagement.pack().clause(*id).is_none())
    {
        return Err(Error::input("error.no_clause")
            .with("clause", id)
            .hint("error.hint_show_clauses"));
    }
    let scope = engagement.scope();
    let wanted = scope
        .checks
        .iter()
        .filter(|check| arguments.clause.is_none_or(|clause| check.clause == clause));
    let rows: Vec<AnswerRow<'_>> = wanted
        .flat_map(|check| rows_of_check(&engagement, check, context.lang))
        .collect();
    Ok(context.data(&rows, || match arguments.clause {
        Some(clause) => one_clause(context, &engagement, clause, &rows),
        None => all(context, &engagement, &rows),
    }))
}

fn all(context: &Context, engagement: &Engagement, rows: &[AnswerRow<'_>]) -> String {
    let mut table = Table::new();
    for row in rows {
        let evidence: Vec<&str> = row.evidence.iter().map(|evidence| evidence.id.as_str()).collect();
        table.row([
            place(row),
            level_name(row.level, context.lang).to_owned(),
            state_name(row.effective_state, context.lang).to_owned(),
            target_words(context, engagement, row),
            evidence.join(" "),
            one_line(row.note),
        ]);
    }
    table.to_text()
}

fn place(row: &AnswerRow<'_>) -> String {
    match row.part {
        Some(part) => format!("{} {part}", row.clause),
        None => row.clause.to_string(),
    }
}

fn target_words(context: &Context, engagement: &Engagement, row: &AnswerRow<'_>) -> String {
    let profile = &engagement.assessment().profile;
    row.target
        .map_or(context.tr("cli.no_system"), |target| {
            target_name(profile, target, context.lang)
        })
        .to_owned()
}

fn one_clause(
    context: &Context,
    engagement: &Engagement,
    clause: ClauseId,
    rows: &[AnswerRow<'_>],
) -> String {
    let mut out = engagement
        .pack()
        .clause(clause)
        .map(|clause| clause_text(engagement.pack(), clause, context.lang))
        .unwrap_or_default();
    for row in rows {
        out.push_str(&answer_text(context, engagement, row));
    }
    out
}

fn answer_text(context: &Context, engagement: &Engagement, row: &AnswerRow<'_>) -> String {
    let lang = context.lang;
    let mut lines = vec![format!(
        "\n[{} {}] {}: {}",
        place(row),
        target_words(context, engagement, row),
        level_name(row.level, lang),
        state_name(row.effective_state, lang),
    )];
    let mut line = |id: &'static str, text: &str| {
        if !text.is_empty() {
            lines.push(format!("  {}{text}", context.tr(id)));
        }
    };
    line("cli.label_note", row.note);
    let methods: Vec<&str> = row
        .methods
        .iter()
        .map(|method| method_name(*method, lang))
        .collect();
    line("cli.label_methods", &methods.join(context.tr("model.list_comma")));
    if let Some(sample) = row.sample {
        let parts = [
            &sample.population,
            &sample.size,
            &sample.selection,
            &sample.exceptions,
        ];
        let given: Vec<&str> = parts
            .into_iter()
            .map(String::as_str)
            .filter(|part| !part.is_empty())
            .collect();
        line("cli.label_sample", &given.join(context.tr("model.list_comma")));
    }
    line("cli.label_alternative", row.alternative.unwrap_or_default());
    if let Some(risk) = row.risk_accepted {
        line(
            "cli.label_risk",
            &format!("{} {} {}", risk.until, risk.approver, risk.reason),
        );
    }
    line("cli.label_reviewer", row.reviewer);
    for evidence in &row.evidence {
        line(
            "cli.label_evidence",
            &format!("{} {} ({})", evidence.id, evidence.title, evidence.location),
        );
    }
    for finding in &row.findings {
        line(
            "cli.label_finding",
            &format!("{} {}", finding.id, finding.condition),
        );
    }
    if let (Some(review), None) = (&row.review, row.part) {
        line(
            "review.label",
            &review_words(context, engagement, row.clause, review),
        );
    }
    for flag in &row.flags {
        let words = lookup(lang, &format!("cli.flag_{}", flag.id())).unwrap_or_default();
        line("cli.label_flag", words);
    }
    lines.join("\n") + "\n"
}
