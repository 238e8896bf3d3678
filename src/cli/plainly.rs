//! `--plain`: which commands lead to the dialogue in plain lines.

use std::ffi::OsString;

use super::arguments::{Arguments, Command};
use crate::lang::Lang;
use crate::plain::{First, Start};

/// The option that asks for the dialogue.
const OPTION: &str = "--plain";

/// The arguments with `--plain` behind the command: what a command needs is looked at before options
/// that stand before it are heard of.
pub(super) fn given_last(mut given: Vec<OsString>) -> Vec<OsString> {
    let end = given.iter().position(|word| word == "--").unwrap_or(given.len());
    let Some(at) = given.iter().take(end).position(|word| word == OPTION) else {
        return given;
    };
    let option = given.remove(at);
    given.insert(end - 1, option);
    given
}

/// How the dialogue is started; none where the command prints lines anyway.
pub(super) fn start(parsed: &Arguments, lang: Lang) -> Option<Start> {
    let (first, author) = match &parsed.command {
        None => (First::Home, None),
        Some(Command::Open(open)) => (First::Open(open.workbook.clone()), open.by.by.clone()),
        Some(Command::Demo(demo)) if demo.output.is_none() && !demo.no_open => {
            (First::Demo, demo.by.by.clone())
        }
        Some(Command::New(new)) if new.profile.is_none() => {
            (First::New(new.workbook.clone()), new.by.by.clone())
        }
        Some(_) => return None,
    };
    Some(Start {
        author,
        lang,
        width: parsed.width,
        first,
    })
}

/// How it is started with a workbook that a command has just made.
pub(super) fn opening(
    file: Option<std::path::PathBuf>,
    author: Option<String>,
    parsed: &Arguments,
    lang: Lang,
) -> Start {
    Start {
        author,
        lang,
        width: parsed.width,
        first: file.map_or(First::Home, First::Open),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_option_is_heard_wherever_it_stands() {
        let words = |text: &str| text.split(' ').map(OsString::from).collect::<Vec<_>>();
        assert_eq!(
            given_last(words("zicha --plain new f")),
            words("zicha new f --plain")
        );
        assert_eq!(
            given_last(words("zicha open --plain -- f")),
            words("zicha open --plain -- f")
        );
        assert_eq!(
            given_last(words("zicha open -- --plain")),
            words("zicha open -- --plain")
        );
    }
}
