//! The arguments as a whole: what every command shares. Their help stands in the language tables
//! (see [`super::help`]), so the fields here carry no help of their own.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};

use super::action::ActionCommand;
use super::answer::AnswerArguments;
use super::checklist::ChecklistCommand;
use super::classify::ClassifyArguments;
use super::compare::CompareArguments;
use super::completions::CompletionsArguments;
use super::earlier::EarlierCommand;
use super::evidence::EvidenceCommand;
use super::export::ExportArguments;
use super::finding::FindingCommand;
use super::firm::ProfileCommand;
use super::identity::IdentityCommand;
use super::journal::JournalArguments;
use super::report::ReportArguments;
use super::review::ReviewCommand;
use super::scope::ScopeArguments;
use super::show::ShowArguments;
use super::sign::SignArguments;
use super::sign_off::SignOffArguments;
use super::source::SourceCommand;
use super::status::StatusArguments;
use super::system::SystemCommand;
use super::timestamp::TimestampArguments;
use super::verify::VerifyArguments;
use super::workbook::{DemoArguments, HistoryArguments, NewArguments, OpenArguments};
use crate::lang::Lang;
use crate::model::reporting::Languages;

#[derive(Debug, Parser)]
#[command(name = "zicha", version, disable_help_subcommand = true)]
pub(super) struct Arguments {
    #[arg(long, global = true, value_parser = languages_parser())]
    pub lang: Option<Languages>,
    #[arg(long, global = true, value_enum, default_value_t)]
    pub format: Format,
    #[arg(long, global = true)]
    pub ascii: bool,
    #[arg(long, global = true)]
    pub no_mouse: bool,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// How data is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum Format {
    #[default]
    Text,
    Json,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Open(OpenArguments),
    Demo(DemoArguments),
    New(NewArguments),
    #[command(subcommand)]
    Checklist(ChecklistCommand),
    Classify(ClassifyArguments),
    Scope(ScopeArguments),
    Status(StatusArguments),
    Show(ShowArguments),
    Answer(AnswerArguments),
    #[command(subcommand)]
    Profile(ProfileCommand),
    #[command(subcommand)]
    System(SystemCommand),
    #[command(subcommand)]
    Evidence(EvidenceCommand),
    #[command(subcommand)]
    Finding(FindingCommand),
    #[command(subcommand)]
    Action(ActionCommand),
    #[command(subcommand)]
    Earlier(EarlierCommand),
    #[command(subcommand)]
    Review(ReviewCommand),
    Signoff(SignOffArguments),
    Undo(HistoryArguments),
    Redo(HistoryArguments),
    Journal(JournalArguments),
    #[command(subcommand)]
    Identity(IdentityCommand),
    #[command(subcommand)]
    Source(SourceCommand),
    Export(ExportArguments),
    Report(ReportArguments),
    Sign(SignArguments),
    Timestamp(TimestampArguments),
    Verify(VerifyArguments),
    Compare(CompareArguments),
    Completions(CompletionsArguments),
    Man,
}

/// Who makes a change.
#[derive(Debug, Args)]
pub(super) struct By {
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
}

/// Another pack than the built-in one.
#[derive(Debug, Args)]
pub(super) struct PackFolder {
    #[arg(long, value_name = "DIR")]
    pub pack: Option<PathBuf>,
}

fn languages_parser() -> impl TypedValueParser<Value = Languages> {
    PossibleValuesParser::new(Languages::ALL.map(Languages::id))
        .map(|id| Languages::from_id(&id).unwrap_or_default())
}

/// The language asked for by `--lang`, read before parsing so that help comes in it.
pub(super) fn lang_asked_for(arguments: &[OsString]) -> Option<Lang> {
    let mut words = arguments.iter().filter_map(|word| word.to_str());
    while let Some(word) = words.next() {
        let value = match word {
            "--" => return None,
            "--lang" => words.next(),
            _ => word.strip_prefix("--lang="),
        };
        if let Some(lang) = value.and_then(Lang::from_id) {
            return Some(lang);
        }
    }
    None
}
