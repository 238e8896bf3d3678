//! `zicha checklist`: the pack as data, its faults, and what another class would change.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde::Serialize;
use serde_json::{Value, json};

use super::arguments::PackFolder;
use super::clause_text::{cell_name, clause_text};
use super::context::Context;
use super::output::Reply;
use super::table::Table;
use super::{parse, profile};
use crate::engagement::packs;
use crate::error::{Error, Result};
use crate::lang::{check_reason, class_result_name, level_name, target_name};
use crate::model::classify::classify;
use crate::model::pack::{Class, Clause, ClauseId, Level, Pack};
use crate::model::scope::{Check, Target, scope_under};

#[derive(Debug, Subcommand)]
pub(super) enum ChecklistCommand {
    Show(ShowPackArguments),
    Lint(LintArguments),
    Diff(DiffArguments),
}

#[derive(Debug, Args)]
pub(super) struct ShowPackArguments {
    #[arg(value_parser = parse::clause)]
    clause: Option<ClauseId>,
    #[command(flatten)]
    pack: PackFolder,
}

#[derive(Debug, Args)]
pub(super) struct LintArguments {
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct DiffArguments {
    #[arg(long, value_parser = parse::class())]
    class: Class,
    #[arg(long, value_name = "P.json")]
    profile: PathBuf,
    #[command(flatten)]
    pack: PackFolder,
}

pub(super) fn run(context: &Context, command: &ChecklistCommand) -> Result<Reply> {
    match command {
        ChecklistCommand::Show(arguments) => show(context, arguments),
        ChecklistCommand::Lint(arguments) => lint(context, arguments),
        ChecklistCommand::Diff(arguments) => diff(context, arguments),
    }
}

fn show(context: &Context, arguments: &ShowPackArguments) -> Result<Reply> {
    let pack = packs::load(arguments.pack.pack.as_deref())?;
    let Some(id) = arguments.clause else {
        return Ok(context.data(&pack_json(&pack), || contents(context, &pack)));
    };
    let clause = pack.clause(id).ok_or_else(|| {
        Error::input("error.no_clause")
            .with("clause", id)
            .hint("error.hint_list_clauses")
    })?;
    Ok(context.data(&clause_json(clause), || clause_text(&pack, clause, context.lang)))
}

/// The whole pack as the contract has it.
fn pack_json(pack: &Pack) -> Value {
    let articles: Vec<Value> = pack
        .articles
        .iter()
        .map(
            |article| json!({ "number": article.number, "chapter": article.chapter, "title": article.title }),
        )
        .collect();
    json!({
        "pack": {
            "id": pack.id,
            "version": pack.version,
            "sha256": pack.sha256(),
            "format": pack.format,
            "title": pack.title,
        },
        "chapters": pack.chapters,
        "articles": articles,
        "clauses": pack.clauses().map(clause_json).collect::<Vec<_>>(),
        "definitions": pack.definitions,
        "preliminary": pack.preliminary,
        "licences": pack.licences,
        "profile_fields": pack.profile_fields,
        "conditions": pack.conditions,
        "classification": pack.classification,
        "notices": pack.notices,
        "contradictions": pack.contradictions,
        "policy_words": pack.policy_words,
        "system_suggestions": pack.system_suggestions,
    })
}

fn clause_json(clause: &Clause) -> Value {
    let mut value = json!(clause);
    if let Some(object) = value.as_object_mut() {
        object.insert("article".to_owned(), json!(clause.id.article));
        object.insert("text_sha256".to_owned(), json!(clause.text_sha256()));
    }
    value
}

fn contents(context: &Context, pack: &Pack) -> String {
    let lang = context.lang;
    let mut out = format!("{}\n{}\n", lang.of(&pack.title), pack.sha256());
    for chapter in &pack.chapters {
        out.push_str(&format!("\n{}\n", lang.of(&chapter.title)));
        let mut table = Table::new();
        let articles = pack
            .articles
            .iter()
            .filter(|article| article.chapter == chapter.number);
        for clause in articles.flat_map(|article| &article.clauses) {
            table.row([
                format!("  {}", clause.id),
                lang.of(&clause.title).to_owned(),
                cells(context, clause),
            ]);
        }
        out.push_str(&table.to_text());
    }
    out
}

/// The four obligation cells: class 1 core and non-core, class 2 core and non-core.
fn cells(context: &Context, clause: &Clause) -> String {
    let cells = clause.obligation.cells();
    let names: Vec<&str> = cells
        .iter()
        .map(|level| cell_name(*level, context.lang))
        .collect();
    match cells {
        [first, ..] if cells.iter().all(|level| *level == first) => {
            names.first().copied().unwrap_or_default().to_owned()
        }
        _ => names.join("/"),
    }
}

fn lint(context: &Context, arguments: &LintArguments) -> Result<Reply> {
    let faults = packs::lint(arguments.folder.as_deref())?;
    let lang = context.lang;
    let reply = context.data(&faults, || {
        let lines = faults.iter().map(|fault| {
            let (message, remedy) = (fault.message(), fault.remedy());
            let hint = context.tr("cli.hint");
            format!(
                "{}, {}: {}\n    {hint}{}\n",
                fault.file,
                fault.path,
                lang.of(&message),
                lang.of(&remedy)
            )
        });
        lines.collect()
    });
    let count = faults.len().to_string();
    Ok(reply
        .note(match faults.len() {
            0 => context.tr("cli.lint_clean").to_owned(),
            _ => context.fill("cli.lint_faults", &[("count", &count)]),
        })
        .answer(faults.is_empty()))
}

/// A check whose level differs under the other class.
#[derive(Serialize)]
struct DifferenceRow<'a> {
    clause: ClauseId,
    target: Option<&'a Target>,
    from: Level,
    to: Level,
    reason: String,
}

fn diff(context: &Context, arguments: &DiffArguments) -> Result<Reply> {
    let pack = packs::load(arguments.pack.pack.as_deref())?;
    let profile = profile::read(&arguments.profile, &pack)?;
    let class = classify(&pack, &profile).class;
    let now = scope_under(&pack, &profile, class.effective());
    let then = scope_under(&pack, &profile, arguments.class);
    let differing: Vec<(&Check, &Check)> = now
        .iter()
        .zip(&then)
        .filter(|(now, then)| now.level != then.level)
        .collect();
    let rows = |wanted: fn(Level, Level) -> bool| -> Vec<DifferenceRow<'_>> {
        let kept = differing
            .iter()
            .filter(|(now, then)| wanted(now.level, then.level));
        kept.map(|(now, then)| DifferenceRow {
            clause: now.clause,
            target: now.target.as_ref(),
            from: now.level,
            to: then.level,
            reason: check_reason(&pack, then, context.lang),
        })
        .collect()
    };
    let json = json!({
        "from": class,
        "to": arguments.class,
        "enter": rows(|from, _| from == Level::None),
        "leave": rows(|_, to| to == Level::None),
        "change": rows(|from, to| from != Level::None && to != Level::None),
    });
    Ok(context.data(&json, || {
        let mut table = Table::new();
        for (now, then) in &differing {
            let target = now.target.as_ref();
            table.row([
                now.clause.to_string(),
                format!(
                    "{} → {}",
                    level_name(now.level, context.lang),
                    level_name(then.level, context.lang)
                ),
                target
                    .map_or("", |target| target_name(&profile, target, context.lang))
                    .to_owned(),
                pack.clause(now.clause)
                    .map(|clause| context.lang.of(&clause.title))
                    .unwrap_or_default()
                    .to_owned(),
            ]);
        }
        let values = [
            ("from", class_result_name(&pack, class, context.lang)),
            (
                "to",
                class_result_name(&pack, arguments.class.into(), context.lang),
            ),
            ("count", differing.len().to_string()),
        ];
        let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
        format!(
            "{}\n{}",
            context.fill("cli.diff_summary", &values),
            table.to_text()
        )
    }))
}
