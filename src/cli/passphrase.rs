//! Passphrases: from a file, from the environment, or typed at a prompt; never from an argument,
//! which other users of the machine could see.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use clap::Args;
use zeroize::Zeroizing;

use super::context::Context;
use crate::engagement::cards::{CardLook, PinState};
use crate::engagement::request::Secret;
use crate::error::{Error, Result};

/// The environment variable that may hold a passphrase.
const VARIABLE: &str = "ZICHA_PASSPHRASE";

#[derive(Debug, Args)]
pub(super) struct PassphraseSource {
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
}

impl PassphraseSource {
    /// The passphrase of an identity that exists.
    pub(super) fn read(&self, context: &Context) -> Result<Secret> {
        match self.given()? {
            Some(secret) => Ok(secret),
            None => prompt(context.tr("cli.passphrase_prompt")),
        }
    }

    /// The PIN of a card; empty where it is typed at the reader or not wanted. The last try is
    /// announced where somebody can still stop.
    pub(super) fn read_pin(&self, context: &Context, card: &CardLook) -> Result<Secret> {
        if !card.needs_pin {
            return Ok(Secret::new(String::new()));
        }
        let words = match card.pin {
            PinState::LastTry => "cli.pin_prompt_last",
            _ => "cli.pin_prompt",
        };
        match self.given()? {
            Some(secret) => Ok(secret),
            None => prompt(context.tr(words)),
        }
    }

    /// The passphrase of a new identity: asked for twice where it is typed.
    pub(super) fn read_new(&self, context: &Context) -> Result<Secret> {
        if let Some(secret) = self.given()? {
            return Ok(secret);
        }
        let first = prompt(context.tr("cli.passphrase_prompt"))?;
        if first == prompt(context.tr("cli.passphrase_again"))? {
            Ok(first)
        } else {
            Err(Error::input("error.passphrases_differ").hint("error.hint_nothing_written"))
        }
    }

    fn given(&self) -> Result<Option<Secret>> {
        match &self.passphrase_file {
            Some(path) => from_file(path).map(Some),
            None => Ok(std::env::var(VARIABLE)
                .ok()
                .filter(|passphrase| !passphrase.is_empty())
                .map(Secret::new)),
        }
    }
}

/// The first line of a file, without its line break.
fn from_file(path: &Path) -> Result<Secret> {
    let text = std::fs::read_to_string(path)
        .map(Zeroizing::new)
        .map_err(|source| {
            Error::input("error.passphrase_file")
                .with("path", path.display())
                .with("cause", &source)
                .hint("error.hint_permissions")
                .caused_by(source)
        })?;
    let line = text.lines().next().unwrap_or_default();
    Ok(Secret::new(line.trim_start_matches('\u{feff}').to_owned()))
}

fn prompt(words: &str) -> Result<Secret> {
    let unasked = || {
        Error::input("error.passphrase_unasked")
            .with("variable", VARIABLE)
            .hint("error.hint_passphrase")
    };
    if !std::io::stderr().is_terminal() && !std::io::stdin().is_terminal() {
        return Err(unasked());
    }
    rpassword::prompt_password(words)
        .map(Secret::new)
        .map_err(|source| unasked().caused_by(source))
}
