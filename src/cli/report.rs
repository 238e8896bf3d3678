//! `zicha report`: the gap report as PDF.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use chrono::{DateTime, FixedOffset};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use serde_json::json;

use super::arguments::By;
use super::context::Context;
use super::identity::opened;
use super::output::Reply;
use super::passphrase::PassphraseSource;
use super::progress::Teller;
use crate::engagement::clock::SystemClock;
use crate::engagement::request::{ReportDone, ReportRequest};
use crate::engagement::{Engagement, reporting, showing, source};
use crate::error::{Error, Result};
use crate::lang::{Calendar, words};
use crate::model::reporting::{Detail, ReportOptions, Section};
use crate::model::signing::Role;

#[derive(Debug, Args)]
pub(super) struct ReportArguments {
    #[arg(value_name = "FILE")]
    workbook: PathBuf,
    #[arg(short, long, value_name = "OUT.pdf")]
    output: PathBuf,
    #[arg(long, value_name = "ID")]
    sign: Option<PathBuf>,
    #[command(flatten)]
    passphrase: PassphraseSource,
    #[arg(long, value_name = "ROLE=CERT", value_parser = expected)]
    expect: Vec<(Role, PathBuf)>,
    #[arg(long, value_name = "RFC3339", value_parser = time)]
    time: Option<DateTime<FixedOffset>>,
    #[arg(long, value_enum, default_value_t)]
    detail: DetailArgument,
    #[command(flatten)]
    shape: ShapeArguments,
    #[arg(long)]
    source: bool,
    #[arg(long)]
    system_fonts: bool,
    #[arg(long)]
    attach: bool,
    #[arg(long, value_name = "OLD.zicha")]
    previous: Option<PathBuf>,
    #[arg(long)]
    open: bool,
    #[command(flatten)]
    by: By,
}

/// What the report holds and how it is worded.
#[derive(Debug, Args)]
struct ShapeArguments {
    #[arg(long, value_name = "PART,…", value_delimiter = ',', value_parser = section())]
    sections: Vec<Section>,
    #[arg(long, value_parser = calendar())]
    calendar: Option<Calendar>,
    #[arg(long)]
    redacted: bool,
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    number: String,
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    confidentiality: String,
}

fn section() -> impl TypedValueParser<Value = Section> {
    PossibleValuesParser::new(Section::ALL.map(Section::id))
        .map(|id| Section::from_id(&id).unwrap_or(Section::Summary))
}

/// One of the ways to count years.
pub(super) fn calendar() -> impl TypedValueParser<Value = Calendar> {
    PossibleValuesParser::new(Calendar::ALL.map(Calendar::id))
        .map(|id| Calendar::from_id(&id).unwrap_or(Calendar::Gregorian))
}

/// The options of the report. A part that the edition never has is refused: it would be missed on paper.
fn options(context: &Context, arguments: &ReportArguments) -> Result<ReportOptions> {
    let (detail, shape) = (Detail::from(arguments.detail), &arguments.shape);
    if let Some(section) = shape.sections.iter().find(|section| !detail.has(**section)) {
        return Err(Error::input("error.section_not_in_edition")
            .with("section", section.id())
            .with("detail", arguments.detail.id())
            .hint("error.hint_section_in_edition"));
    }
    let sections: BTreeSet<Section> = shape.sections.iter().copied().collect();
    Ok(ReportOptions {
        languages: context.languages,
        detail,
        sections: Some(sections).filter(|sections| !sections.is_empty()),
        calendar: shape.calendar,
        redacted: shape.redacted,
        number: shape.number.clone(),
        confidentiality: shape.confidentiality.clone(),
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum DetailArgument {
    #[default]
    Full,
    Management,
    WorkingPapers,
}

impl From<DetailArgument> for Detail {
    fn from(detail: DetailArgument) -> Self {
        match detail {
            DetailArgument::Full => Detail::Full,
            DetailArgument::Management => Detail::Management,
            DetailArgument::WorkingPapers => Detail::WorkingPapers,
        }
    }
}

/// Who is to sign in a role: `reviewer=CERT` or `approver=CERT`.
fn expected(text: &str) -> std::result::Result<(Role, PathBuf), ExpectedUsage> {
    let (role, path) = text.split_once('=').ok_or(ExpectedUsage)?;
    let roles = [Role::Reviewer, Role::Approver];
    let role = roles
        .into_iter()
        .find(|known| known.id() == role)
        .ok_or(ExpectedUsage)?;
    if path.is_empty() {
        return Err(ExpectedUsage);
    }
    Ok((role, PathBuf::from(path)))
}

/// A `--expect` that is not understood.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("write it as ROLE=CERT, where ROLE is reviewer or approver")]
pub(super) struct ExpectedUsage;

impl DetailArgument {
    fn id(self) -> &'static str {
        match self {
            DetailArgument::Full => "full",
            DetailArgument::Management => "management",
            DetailArgument::WorkingPapers => "working-papers",
        }
    }
}

/// A point in time with its offset.
pub(super) fn time(text: &str) -> std::result::Result<DateTime<FixedOffset>, String> {
    DateTime::parse_from_rfc3339(text)
        .map_err(|fault| format!("{fault}; write it like 2026-07-15T17:00:00+08:00"))
}

pub(super) fn run(context: &Context, arguments: &ReportArguments) -> Result<Reply> {
    check_output(&arguments.workbook, &arguments.output)?;
    let options = options(context, arguments)?;
    reporting::prepare();
    let author = context.author(&arguments.by);
    let mut engagement = Engagement::open_for_screen(&arguments.workbook, Box::new(SystemClock), author)?;
    let request = ReportRequest {
        output: arguments.output.clone(),
        options,
        official: arguments.source,
        system_fonts: arguments.system_fonts,
        attach: arguments.attach,
        previous: arguments.previous.clone(),
        time: arguments.time,
        expected: arguments.expect.clone(),
        identity: match &arguments.sign {
            Some(identity) => Some(opened(context, identity, &arguments.passphrase)?),
            None => None,
        },
    };
    let official = source::for_report(&context.settings, &request, engagement.pack())?;
    let never = AtomicBool::new(false);
    let mut teller = Teller::new(context.lang);
    let mut tell = |progress| teller.tell(progress);
    let (done, saved) = engagement.write_report(&request, official.as_ref(), &mut tell, &never)?;
    drop(teller);
    let not_opened = match arguments.open {
        true => showing::open(&done.path).err(),
        false => None,
    };
    let lacks_fonts = !done.missing_glyphs.is_empty() && !arguments.system_fonts;
    Ok(reply(context, &done)
        .note_if(lacks_fonts, || {
            context.tr("cli.report_try_system_fonts").to_owned()
        })
        .note_if(done.signed_as.is_none(), || {
            context.tr("cli.report_draft").to_owned()
        })
        .note_if(saved.is_none(), || {
            context.tr("cli.report_not_recorded").to_owned()
        })
        .note_if(not_opened.is_some(), || {
            let said = not_opened.as_ref().map(|error| words(&error.said, context.lang));
            said.unwrap_or_default()
        }))
}

/// Refuses to write over the workbook.
pub(super) fn check_output(workbook: &Path, output: &Path) -> Result<()> {
    let same = workbook
        .canonicalize()
        .is_ok_and(|workbook| output.canonicalize().is_ok_and(|output| output == workbook));
    if same {
        return Err(Error::input("error.workbook_itself")
            .with("path", output.display())
            .hint("error.hint_other_file"));
    }
    Ok(())
}

fn reply(context: &Context, done: &ReportDone) -> Reply {
    let characters: Vec<String> = done
        .missing_glyphs
        .iter()
        .map(|c| format!("U+{:04X}", u32::from(*c)))
        .collect();
    let file = done.path.display().to_string();
    let json = json!({
        "report": file,
        "pages": done.pages,
        "sha256": done.sha256,
        "signed_as": done.signed_as.map(Role::id),
        "missing_glyphs": characters,
    });
    let reply = context.data(&json, || {
        let pages = done.pages.to_string();
        let values = [
            ("file", file.as_str()),
            ("pages", &pages),
            ("sha256", &done.sha256),
        ];
        context.fill("cli.report_written", &values)
    });
    reply.note_if(!characters.is_empty(), || {
        context.fill(
            "cli.report_missing_glyphs",
            &[("characters", &characters.join(" "))],
        )
    })
}
