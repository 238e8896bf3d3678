//! Wrong usage as an error with words in both languages. The library that reads the arguments
//! speaks English only.

use std::error::Error as _;

use clap::error::{ContextKind, ErrorKind};

use super::report::ExpectedUsage;
use crate::error::{Error, Words};
use crate::model::pack::ClauseIdError;

/// What is wrong with the arguments; none where they asked for help or the version, and for what
/// has no words of its own.
pub(super) fn refusal(usage: &clap::Error) -> Option<Error> {
    let of = |kind| usage.get(kind).map(ToString::to_string).unwrap_or_default();
    let option = of(ContextKind::InvalidArg);
    let given = of(ContextKind::InvalidValue);
    let refused = match usage.kind() {
        ErrorKind::InvalidValue if given.is_empty() => {
            Error::input("error.usage_no_value").with("option", option)
        }
        ErrorKind::InvalidValue => Error::input("error.usage_value")
            .with("option", option)
            .with("given", given)
            .with("known", of(ContextKind::ValidValue))
            .hint("error.hint_values"),
        ErrorKind::ValueValidation => Error::input("error.usage_not_understood")
            .with("option", option)
            .with("given", given)
            .saying("fault", fault(usage)),
        ErrorKind::UnknownArgument => {
            let refused = Error::input("error.usage_unknown").with("option", option);
            match usage.get(ContextKind::SuggestedArg) {
                Some(suggested) => refused.with("suggested", suggested).hint("error.hint_suggested"),
                None => refused,
            }
        }
        ErrorKind::InvalidSubcommand => {
            let given = of(ContextKind::InvalidSubcommand);
            let refused = Error::input("error.usage_command").with("given", &given);
            match names_a_workbook(usage) {
                true => refused.hint("error.hint_open_command"),
                false => refused,
            }
        }
        ErrorKind::MissingRequiredArgument => Error::input("error.usage_missing").with("option", option),
        ErrorKind::ArgumentConflict => Error::input("error.usage_conflict")
            .with("option", option)
            .with("other", of(ContextKind::PriorArg)),
        _ => return None,
    };
    Some(refused.hint("error.hint_help"))
}

/// Whether a workbook was given where a command belongs.
pub(super) fn names_a_workbook(usage: &clap::Error) -> bool {
    let given = usage.get(ContextKind::InvalidSubcommand);
    given.is_some_and(|given| given.to_string().ends_with(".zicha"))
}

/// Why a value was not understood.
fn fault(usage: &clap::Error) -> Words {
    match usage.source() {
        Some(fault) if fault.is::<ExpectedUsage>() => Words::new("error.usage_expected"),
        Some(fault) if fault.is::<ClauseIdError>() => Words::new("error.not_a_clause_id"),
        Some(fault) => Words::new("error.told").with("cause", fault),
        None => Words::new("error.told").with("cause", ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::help;
    use crate::lang::{Lang, words};

    #[test]
    fn wrong_usage_is_told_in_both_languages_with_what_was_given() {
        for (arguments, named) in [
            ("zicha answer w.zicha 4.4 --state perhaps", "perhaps"),
            ("zicha answer w.zicha 甲 --state met", "甲"),
            ("zicha new w.zicha", "--profile"),
            ("zicha status w.zicha --formt json", "--formt"),
            ("zicha stauts", "stauts"),
        ] {
            let usage = help::command(Lang::ZhTw)
                .try_get_matches_from(arguments.split(' '))
                .unwrap_err();
            let refused = refusal(&usage).unwrap();
            let (zh_tw, en) = (words(&refused.said, Lang::ZhTw), words(&refused.said, Lang::En));
            assert_ne!(zh_tw, en);
            assert!(!refused.hints.is_empty());
            assert!(zh_tw.contains(named) && en.contains(named), "{zh_tw} {en}");
        }
        let help = help::command(Lang::ZhTw)
            .try_get_matches_from(["zicha", "--help"])
            .unwrap_err();
        assert!(refusal(&help).is_none());
    }
}
