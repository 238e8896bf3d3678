//! `zicha keys`: the keys of the screen, as they are in force and as they can be changed.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde_json::json;

use super::context::Context;
use super::output::Reply;
use super::table::Table;
use crate::error::{Error, Result};
use crate::lang::words;
use crate::settings::keys::{Fault, KeyRow, ScreenKeys, read_keys_file};

#[derive(Debug, Subcommand)]
pub(super) enum KeysCommand {
    Check(CheckArguments),
    Show(CheckArguments),
    Example,
}

#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
}

pub(super) fn run(context: &Context, command: &KeysCommand, keys: ScreenKeys) -> Result<Reply> {
    match command {
        KeysCommand::Check(arguments) => check(context, arguments, keys),
        KeysCommand::Show(arguments) => show(context, arguments, keys),
        KeysCommand::Example => Ok(Reply::raw((keys.example)(context.lang))),
    }
}

/// The file that is asked about, and its text; none where nothing is there and nothing was named.
struct Given {
    path: Option<PathBuf>,
    text: Option<String>,
}

impl Given {
    fn shown_path(&self) -> String {
        let path = self.path.as_ref();
        path.map(|path| path.display().to_string()).unwrap_or_default()
    }
}

fn given(context: &Context, arguments: &CheckArguments) -> Result<Given> {
    let path = arguments.file.clone().or_else(|| context.settings.keys_path());
    let text = match &path {
        Some(path) => read_keys_file(path)?,
        None => None,
    };
    if let (None, Some(path)) = (&text, &arguments.file) {
        return Err(Error::input("error.keys_missing")
            .with("path", path.display())
            .hint("error.hint_keys_missing"));
    }
    Ok(Given { path, text })
}

fn check(context: &Context, arguments: &CheckArguments, keys: ScreenKeys) -> Result<Reply> {
    let given = given(context, arguments)?;
    let (_, faults) = (keys.read)(given.text.as_deref().unwrap_or_default());
    let rows: Vec<_> = faults
        .iter()
        .map(|fault| {
            json!({
                "line": fault.line,
                "message": words(&fault.said, context.lang),
                "hint": words(&fault.hint, context.lang),
            })
        })
        .collect();
    let data = json!({ "file": given.path, "exists": given.text.is_some(), "faults": rows });
    let path = given.shown_path();
    let reply = context.data(&data, || match (faults.as_slice(), &given.text) {
        ([], None) => context.fill("keys.none", &[("path", &path)]),
        ([], Some(_)) => context.fill("keys.fine", &[("path", &path)]),
        (faults, _) => listed(context, &path, faults),
    });
    Ok(reply.answer(faults.is_empty()))
}

fn listed(context: &Context, path: &str, faults: &[Fault]) -> String {
    let mut lines = vec![context.fill("keys.faulty", &[("path", path)])];
    for fault in faults {
        let said = words(&fault.said, context.lang);
        let hint = words(&fault.hint, context.lang);
        lines.push(context.fill(
            "keys.fault_line",
            &[
                ("line", &fault.line.to_string()),
                ("fault", &said),
                ("hint", &hint),
            ],
        ));
    }
    lines.join("\n")
}

fn show(context: &Context, arguments: &CheckArguments, keys: ScreenKeys) -> Result<Reply> {
    let given = given(context, arguments)?;
    let (rows, faults) = (keys.read)(given.text.as_deref().unwrap_or_default());
    let data: Vec<_> = rows
        .iter()
        .map(|row| {
            json!({
                "place": row.place,
                "command": row.command,
                "keys": row.keys,
                "changed": row.changed,
                "label": context.tr(row.label),
            })
        })
        .collect();
    let path = given.shown_path();
    let any_changed = rows.iter().any(|row| row.changed);
    Ok(context
        .data(&data, || table(context, &rows))
        .note_if(any_changed, || context.tr("keys.changed_mark").to_owned())
        .note_if(!faults.is_empty(), || {
            context.fill("keys.not_in_force", &[("path", &path)])
        }))
}

fn table(context: &Context, rows: &[KeyRow]) -> String {
    let heads = [
        "keys.head_place",
        "keys.head_command",
        "keys.head_keys",
        "keys.head_does",
    ];
    let mut table = Table::new();
    table.row(heads.map(|id| context.tr(id)));
    for row in rows {
        let mut keys = row.keys.join(" ");
        if row.changed {
            keys.push_str(" *");
        }
        table.row([row.place.as_str(), &row.command, &keys, context.tr(row.label)]);
    }
    table.to_text()
}
