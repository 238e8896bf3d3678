//! `zicha scope`: which checks a firm has, at which level and why.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::arguments::PackFolder;
use super::context::Context;
use super::output::Reply;
use super::profile;
use super::table::Table;
use crate::engagement::packs;
use crate::error::Result;
use crate::lang::{Lang, check_reason, class_result_name, level_name, target_name};
use crate::model::classify::ClassResult;
use crate::model::pack::{ClauseId, Level, Pack};
use crate::model::profile::Profile;
use crate::model::scope::{Check, Scope, Target, scope};

#[derive(Debug, Args)]
pub(super) struct ScopeArguments {
    #[arg(long, value_name = "P.json")]
    profile: PathBuf,
    #[command(flatten)]
    pack: PackFolder,
}

/// The JSON of a scope.
#[derive(Serialize)]
struct ScopeRow<'a> {
    class: ClassResult,
    checks: Vec<CheckRow<'a>>,
}

/// The JSON of one check.
#[derive(Serialize)]
struct CheckRow<'a> {
    clause: ClauseId,
    target: Option<&'a Target>,
    level: Level,
    parts: Vec<PartRow<'a>>,
    reason: String,
    provisional: bool,
    unconfirmed: Vec<&'a str>,
}

/// The JSON of a part of a check.
#[derive(Serialize)]
struct PartRow<'a> {
    id: &'a str,
    level: Level,
}

pub(super) fn run(context: &Context, arguments: &ScopeArguments) -> Result<Reply> {
    let pack = packs::load(arguments.pack.pack.as_deref())?;
    let profile = profile::read(&arguments.profile, &pack)?;
    let scope = scope(&pack, &profile);
    let row = ScopeRow {
        class: scope.classification.class,
        checks: scope
            .checks
            .iter()
            .map(|check| check_row(&pack, check, context.lang))
            .collect(),
    };
    Ok(context.data(&row, || words(context, &pack, &profile, &scope)))
}

fn check_row<'a>(pack: &Pack, check: &'a Check, lang: Lang) -> CheckRow<'a> {
    let parts = check.parts.iter().map(|part| PartRow {
        id: &part.id,
        level: part.level,
    });
    CheckRow {
        clause: check.clause,
        target: check.target.as_ref(),
        level: check.level,
        parts: parts.collect(),
        reason: check_reason(pack, check, lang),
        provisional: check.provisional,
        unconfirmed: check.unconfirmed().collect(),
    }
}

fn words(context: &Context, pack: &Pack, profile: &Profile, scope: &Scope) -> String {
    let lang = context.lang;
    let mut table = Table::new();
    for check in &scope.checks {
        let target = check
            .target
            .as_ref()
            .map_or(context.tr("cli.no_system"), |target| {
                target_name(profile, target, lang)
            });
        table.row([
            check.clause.to_string(),
            level_name(check.level, lang).to_owned(),
            target.to_owned(),
            check_reason(pack, check, lang),
        ]);
    }
    let count = |level| {
        scope
            .checks
            .iter()
            .filter(|check| check.level == level)
            .count()
            .to_string()
    };
    let summary = context.fill(
        "cli.scope_summary",
        &[
            (
                "class",
                &class_result_name(pack, scope.classification.class, lang),
            ),
            ("must", &count(Level::Must)),
            ("should", &count(Level::Should)),
            ("none", &count(Level::None)),
        ],
    );
    format!("{}\n{summary}", table.to_text())
}
