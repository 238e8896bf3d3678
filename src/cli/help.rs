//! Help in the user's language. The derived command carries no help texts; they are looked up here
//! by the path of the command: `cli.help.evidence.add` for the command, `cli.help.evidence.add.file`
//! for an argument of it, else `cli.arg.file` for an argument that many commands share.

use std::ffi::OsString;

use clap::{Arg, Command, CommandFactory, FromArgMatches, Parser};

use super::arguments::Arguments;
use crate::lang::{Lang, lookup, tr};

/// Parses the arguments. The help is put in, which takes longer than a first frame, only where it or
/// an error is to be printed.
///
/// # Errors
///
/// What was asked for is help, or the arguments are not understood; both in the user's language.
pub(super) fn parse(given: Vec<OsString>, lang: Lang) -> Result<Arguments, clap::Error> {
    if let Ok(arguments) = Arguments::try_parse_from(&given) {
        return Ok(arguments);
    }
    let matches = command(lang).try_get_matches_from(given)?;
    Arguments::from_arg_matches(&matches)
}

/// The whole command with its help.
pub(super) fn command(lang: Lang) -> Command {
    // Builds first, so that the derived `--help` and `--version` are there to be given words.
    let mut command = Arguments::command();
    command.build();
    localised(command, "zicha", lang)
}

fn localised(command: Command, path: &str, lang: Lang) -> Command {
    let below = path
        .strip_prefix("zicha.")
        .or(path.strip_prefix("zicha"))
        .unwrap_or(path)
        .to_owned();
    let about = lookup(lang, &command_id(&below)).unwrap_or_default();
    let headed = command
        .about(about)
        .help_template(tr(lang, "cli.help_template"))
        .subcommand_help_heading(tr(lang, "cli.heading_commands"))
        .subcommand_value_name(tr(lang, "cli.value_command"))
        .mut_args(|argument| {
            let words = argument_words(&below, &argument, lang);
            let heading = if argument.is_positional() {
                "cli.heading_arguments"
            } else {
                "cli.heading_options"
            };
            let order = display_order(&argument);
            let argument = argument.help(words).help_heading(tr(lang, heading));
            match order {
                Some(order) => argument.display_order(order),
                None => argument,
            }
        });
    headed.mut_subcommands(|subcommand| {
        let path = format!("{path}.{}", subcommand.get_name());
        localised(subcommand, &path, lang)
    })
}

/// Positional arguments in the order they are given; what every command takes stands last.
fn display_order(argument: &Arg) -> Option<usize> {
    const LAST: usize = 900;
    match argument.get_index() {
        Some(index) => Some(index),
        None => argument.is_global_set().then_some(LAST),
    }
}

fn command_id(below: &str) -> String {
    if below.is_empty() {
        "cli.help".to_owned()
    } else {
        format!("cli.help.{below}")
    }
}

fn argument_words(below: &str, argument: &Arg, lang: Lang) -> &'static str {
    let id = argument.get_id().as_str();
    lookup(lang, &format!("{}.{id}", command_id(below)))
        .or_else(|| lookup(lang, &format!("cli.arg.{id}")))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(command: &Command, path: &str) {
        assert!(
            command
                .get_about()
                .is_some_and(|about| !about.to_string().is_empty()),
            "{path}"
        );
        for argument in command.get_arguments() {
            let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
            assert!(!help.is_empty(), "{path} {}", argument.get_id());
        }
        for subcommand in command.get_subcommands() {
            check(subcommand, &format!("{path} {}", subcommand.get_name()));
        }
    }

    #[test]
    fn every_command_and_argument_has_help_in_both_languages() {
        for lang in Lang::ALL {
            let command = command(lang);
            check(&command, "zicha");
            command.debug_assert();
        }
    }
}
