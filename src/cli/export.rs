//! `zicha export`: what people ask for beside the report.

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use chrono::{DateTime, FixedOffset};
use clap::{Args, ValueEnum};
use serde_json::json;

use super::arguments::By;
use super::context::Context;
use super::output::Reply;
use super::progress::Teller;
use super::report::{check_output, time};
use crate::engagement::Engagement;
use crate::engagement::clock::SystemClock;
use crate::engagement::request::{ExportDone, ExportKind, ExportRequest};
use crate::error::Result;

#[derive(Debug, Args)]
pub(super) struct ExportArguments {
    #[arg(value_name = "FILE")]
    workbook: PathBuf,
    #[arg(long, value_enum, value_name = "FORMAT")]
    to: Format,
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,
    #[arg(long, value_name = "RFC3339", value_parser = time)]
    time: Option<DateTime<FixedOffset>>,
    #[command(flatten)]
    by: By,
}

/// The formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Xlsx,
    Csv,
    Json,
}

impl From<Format> for ExportKind {
    fn from(format: Format) -> Self {
        match format {
            Format::Xlsx => ExportKind::Sheets,
            Format::Csv => ExportKind::ChecksCsv,
            Format::Json => ExportKind::Workbook,
        }
    }
}

pub(super) fn run(context: &Context, arguments: &ExportArguments) -> Result<Reply> {
    check_output(&arguments.workbook, &arguments.output)?;
    let author = context.author(&arguments.by);
    let mut engagement = Engagement::open_for_screen(&arguments.workbook, Box::new(SystemClock), author)?;
    let request = ExportRequest {
        kind: arguments.to.into(),
        output: arguments.output.clone(),
        lang: context.lang,
        time: arguments.time,
    };
    let mut teller = Teller::new(context.lang);
    let never = AtomicBool::new(false);
    let (done, saved) = engagement.write_export(&request, &mut |progress| teller.tell(progress), &never)?;
    Ok(reply(context, &done, saved.is_some()))
}

/// What was written; `recorded` where the register of exports holds it.
pub(super) fn reply(context: &Context, done: &ExportDone, recorded: bool) -> Reply {
    let file = done.path.display().to_string();
    let rows = done.rows.to_string();
    let characters: Vec<String> = done
        .missing_glyphs
        .iter()
        .map(|c| format!("U+{:04X}", u32::from(*c)))
        .collect();
    let json = json!({
        "export": file,
        "format": done.kind.id(),
        "rows": done.rows,
        "continued": done.continued,
        "sha256": done.sha256,
        "missing_glyphs": characters,
    });
    let values = [("file", file.as_str()), ("rows", &rows), ("sha256", &done.sha256)];
    context
        .data(&json, || context.fill("cli.export_written", &values))
        .note_if(done.continued > 0, || {
            context.fill("cli.export_continued", &[("count", &done.continued.to_string())])
        })
        .note_if(!characters.is_empty(), || {
            let characters = characters.join(" ");
            context.fill("cli.report_missing_glyphs", &[("characters", &characters)])
        })
        .note_if(!recorded, || context.tr("cli.export_not_recorded").to_owned())
}
