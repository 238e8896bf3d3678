//! `zicha identity`: making and describing signing identities.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde_json::json;

use super::card;
use super::context::Context;
use super::output::Reply;
use super::passphrase::PassphraseSource;
use crate::engagement::clock::SystemClock;
use crate::engagement::request::{IdentityRef, Secret};
use crate::engagement::{cards, identities};
use crate::error::{Error, Result};
use crate::lang::trust_name;
use crate::model::signing::Trust;

#[derive(Debug, Subcommand)]
pub(super) enum IdentityCommand {
    Create(CreateIdentityArguments),
    Show(ShowIdentityArguments),
    ListCards(card::ListCardsArguments),
}

#[derive(Debug, Args)]
pub(super) struct CreateIdentityArguments {
    #[arg(value_name = "NAME")]
    name: String,
    #[arg(short, long, value_name = "ID.p12")]
    output: PathBuf,
    #[command(flatten)]
    passphrase: PassphraseSource,
}

#[derive(Debug, Args)]
pub(super) struct ShowIdentityArguments {
    #[arg(value_name = "ID.p12")]
    identity: PathBuf,
    #[command(flatten)]
    passphrase: PassphraseSource,
}

pub(super) fn run(context: &Context, command: &IdentityCommand) -> Result<Reply> {
    match command {
        IdentityCommand::Create(arguments) => create(context, arguments),
        IdentityCommand::Show(arguments) => show(context, arguments),
        IdentityCommand::ListCards(arguments) => card::list(context, arguments),
    }
}

fn create(context: &Context, arguments: &CreateIdentityArguments) -> Result<Reply> {
    let passphrase = arguments.passphrase.read_new(context)?;
    identities::create(&arguments.name, &arguments.output, &passphrase, &mut SystemClock)?;
    let identity = IdentityRef {
        path: arguments.output.clone(),
        passphrase,
    };
    let described = identities::describe(&identity)?;
    let file = arguments.output.display().to_string();
    let json = json!({ "identity": file, "description": described });
    Ok(context.data(&json, || context.fill("cli.identity_created", &[("file", &file)])))
}

fn show(context: &Context, arguments: &ShowIdentityArguments) -> Result<Reply> {
    let named = named(context, &arguments.identity)?;
    let described = match cards::describe(&named)? {
        Some(described) => described,
        None => identities::describe(&opened(context, &arguments.identity, &arguments.passphrase)?)?,
    };
    Ok(context.data(&described, || {
        let trust = if described.self_made {
            Trust::SelfMade
        } else {
            Trust::Unknown
        };
        let validity = format!(
            "{} – {}",
            described.not_before.format("%Y-%m-%d"),
            described.not_after.format("%Y-%m-%d")
        );
        let lines = [
            ("cli.identity_name", described.common_name.as_str()),
            ("cli.identity_issuer", &described.issuer),
            ("cli.identity_fingerprint", &described.fingerprint),
            ("cli.identity_validity", &validity),
            ("cli.identity_key", &described.key),
            ("cli.identity_tier", trust_name(trust, context.lang)),
        ];
        lines
            .map(|(id, value)| format!("{}{value}\n", context.tr(id)))
            .concat()
    }))
}

/// An identity as it is named on the command line, a file or a card, without its passphrase or PIN.
fn named(context: &Context, identity: &Path) -> Result<IdentityRef> {
    if !cards::is_card(identity) && !identity.is_file() {
        return Err(Error::input("error.no_identity")
            .with("path", identity.display())
            .hint("error.hint_identity_path"));
    }
    let named = IdentityRef {
        path: identity.to_owned(),
        passphrase: Secret::new(String::new()),
    };
    cards::complete(named, &context.settings)
}

/// An identity as it is named on the command line, with its passphrase or PIN. File or card are
/// looked at before anybody is asked for it.
pub(super) fn opened(
    context: &Context,
    identity: &Path,
    passphrase: &PassphraseSource,
) -> Result<IdentityRef> {
    let named = named(context, identity)?;
    let passphrase = match cards::look(&named)? {
        Some(look) => passphrase.read_pin(context, &look)?,
        None => passphrase.read(context)?,
    };
    Ok(IdentityRef { passphrase, ..named })
}
