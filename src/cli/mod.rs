//! The command line: one file per command family. A command gives a [`Reply`]; only [`run`]
//! prints. JSON stands alone on standard output; messages go to standard error.
//!
//! Exit codes: 0 done; 1 the answer is no; 2 usage, unreadable or refused input.

mod action;
mod answer;
mod arguments;
mod card;
mod charts;
mod checklist;
mod classify;
mod clause_text;
mod compare;
mod completions;
mod context;
mod documents;
mod earlier;
mod evidence;
mod export;
mod finding;
mod finding_rows;
mod firm;
mod ground;
mod help;
mod identity;
mod journal;
mod keys;
mod output;
mod parse;
mod passphrase;
mod plainly;
mod profile;
mod progress;
mod report;
mod review;
mod review_rows;
mod rows;
mod scope;
mod scope_change;
mod self_check;
mod show;
mod sign;
mod sign_off;
mod source;
mod status;
mod system;
mod table;
mod timestamp;
mod usage;
mod verify;
mod workbook;

use std::ffi::OsString;
use std::path::PathBuf;

use crate::error::{Error, Result};
use crate::lang::{Calendar, Lang};
use crate::model::reporting::Languages;
use crate::plain;
use crate::settings::keys::ScreenKeys;
use crate::settings::{Colours, Settings, lang_of_locale};
use arguments::Command;
use context::Context;
use output::{REFUSED, Reply};

/// What the screen is started with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScreenStart {
    /// The workbook to open; none shows the home screen.
    pub file: Option<PathBuf>,
    /// Interface language.
    pub lang: Lang,
    /// Draw with ASCII characters only.
    pub ascii: bool,
    /// Colours; none takes the environment, then the settings.
    pub theme: Option<Colours>,
    /// How years are counted; none follows the language.
    pub calendar: Option<Calendar>,
    /// Leave the mouse to the terminal.
    pub no_mouse: bool,
    /// Who works here; none takes the settings, then the login name.
    pub author: Option<String>,
}

/// What is left to do after a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// End with this exit code.
    Exit(u8),
    /// Start the screen.
    Screen(ScreenStart),
    /// Hold the dialogue in plain lines.
    Plain(plain::Start),
}

/// What a command comes to.
enum Done {
    /// Something to print.
    Reply(Reply),
    /// The screen with this workbook, after printing what there is to say.
    Screen(Option<PathBuf>, Reply),
}

impl From<Reply> for Done {
    fn from(reply: Reply) -> Self {
        Done::Reply(reply)
    }
}

/// Parses the arguments (the program's name first), runs the command and prints its reply. `keys` is what
/// the screen tells of its keys.
pub fn run(arguments: impl IntoIterator<Item = OsString>, keys: ScreenKeys) -> Next {
    crate::engagement::process::survive_file_size_limit();
    let given = plainly::given_last(arguments.into_iter().collect());
    let settings = Settings::load();
    let usual_lang = settings.lang.unwrap_or_else(lang_of_locale);
    let lang = arguments::lang_asked_for(&given).unwrap_or(usual_lang);
    let parsed = match help::parse(given, lang) {
        Ok(parsed) => parsed,
        Err(usage) => return Next::Exit(output::print_usage(&usage, lang)),
    };
    let languages = parsed.lang.unwrap_or(Languages::One(lang));
    if languages == Languages::Both && !matches!(parsed.command, Some(Command::Report(_))) {
        return Next::Exit(print_error(&only_for_reports(), lang));
    }
    if parsed.plain
        && let Some(start) = plainly::start(&parsed, lang)
    {
        return Next::Plain(start);
    }
    let context = Context::new(lang, languages, parsed.format, settings).drawn(parsed.ascii, parsed.calendar);
    let screen = |file, author| ScreenStart {
        file,
        lang,
        ascii: parsed.ascii,
        theme: parsed.theme,
        calendar: context.calendar,
        no_mouse: parsed.no_mouse,
        author,
    };
    match command(&context, &parsed.command, keys) {
        Ok(Done::Reply(reply)) => Next::Exit(output::print(&reply)),
        Ok(Done::Screen(file, reply)) => match output::print(&reply) {
            0 if parsed.plain => {
                Next::Plain(plainly::opening(file, author_of(&parsed.command), &parsed, lang))
            }
            0 => Next::Screen(screen(file, author_of(&parsed.command))),
            code => Next::Exit(code),
        },
        Err(error) => Next::Exit(print_error(&error, lang)),
    }
}

/// Two languages side by side are for paper; what is printed here comes in one.
fn only_for_reports() -> Error {
    Error::input("error.usage_value")
        .with("option", "--lang")
        .with("given", Languages::Both.id())
        .with("known", Lang::ALL.map(Lang::id).join(", "))
        .hint("error.hint_values")
        .hint("error.hint_lang_both")
}

/// Prints an error with its next steps to standard error; gives the exit code.
pub fn print_error(error: &crate::error::Error, lang: Lang) -> u8 {
    output::print_error(error, lang);
    REFUSED
}

fn author_of(command: &Option<Command>) -> Option<String> {
    match command {
        Some(Command::Open(open)) => open.by.by.clone(),
        Some(Command::Demo(demo)) => demo.by.by.clone(),
        _ => None,
    }
}

fn command(context: &Context, command: &Option<Command>, keys: ScreenKeys) -> Result<Done> {
    let Some(command) = command else {
        return Ok(Done::Screen(None, Reply::default()));
    };
    let reply = match command {
        Command::Open(open) => return workbook::open(open),
        Command::Demo(demo) => return workbook::demo(context, demo),
        Command::New(new) => workbook::new(context, new),
        Command::Review(review) => review::run(context, review),
        Command::Signoff(sign_off) => sign_off::run(context, sign_off),
        Command::Undo(undo) => workbook::undo(context, undo),
        Command::Redo(redo) => workbook::redo(context, redo),
        Command::Checklist(checklist) => checklist::run(context, checklist),
        Command::Classify(classify) => classify::run(context, classify),
        Command::Scope(scope) => scope::run(context, scope),
        Command::Status(status) => status::run(context, status),
        Command::Show(show) => show::run(context, show),
        Command::Answer(answer) => answer::run(context, answer),
        Command::Profile(profile) => firm::run(context, profile),
        Command::System(system) => system::run(context, system),
        Command::Finding(finding) => finding::run(context, finding),
        Command::Action(action) => action::run(context, action),
        Command::Earlier(earlier) => earlier::run(context, earlier),
        Command::Evidence(evidence) => evidence::run(context, evidence),
        Command::Journal(journal) => journal::run(context, journal),
        Command::Identity(identity) => identity::run(context, identity),
        Command::Export(export) => export::run(context, export),
        Command::Report(report) => report::run(context, report),
        Command::Source(source) => source::run(context, source),
        Command::Sign(sign) => sign::sign(context, sign),
        Command::Timestamp(timestamp) => timestamp::run(context, timestamp),
        Command::Verify(verify) => verify::run(context, verify),
        Command::Completions(completions) => completions::completions(context, completions),
        Command::Compare(compare) => compare::run(context, compare),
        Command::Keys(asked) => keys::run(context, asked, keys),
        Command::Man => completions::manual(context),
    };
    reply.map(Done::from)
}
