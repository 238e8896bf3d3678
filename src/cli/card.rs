//! `zicha identity list-cards`: the cards in the readers, and how to name what is on them.

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;

use super::context::Context;
use super::output::Reply;
use crate::engagement::cards::{self, PinState, TokenDescription};
use crate::error::Result;

#[derive(Debug, Args)]
pub(super) struct ListCardsArguments {
    #[arg(long, value_name = "PATH")]
    module: Option<PathBuf>,
    #[arg(long, requires = "module")]
    remember: bool,
}

pub(super) fn list(context: &Context, arguments: &ListCardsArguments) -> Result<Reply> {
    let (module, tokens) = cards::list(arguments.module.as_deref(), &context.settings)?;
    if arguments.remember {
        // Only a module that could be used gets here.
        let mut settings = context.settings.clone();
        settings.pkcs11_module = arguments.module.as_ref().map(|module| kept(module));
        settings.save()?;
    }
    let json = json!({ "module": module, "tokens": tokens });
    let reply = context.data(&json, || {
        let rows = tokens.iter().map(|token| token_words(context, token));
        rows.collect::<Vec<_>>().join("\n")
    });
    Ok(reply
        .note_if(tokens.is_empty(), || context.tr("card.none").to_owned())
        .note_if(arguments.remember, || {
            context.fill("card.remembered", &[("module", &module)])
        }))
}

/// A path as it stays right wherever the program is started next; a bare name is looked for by the
/// system.
fn kept(module: &Path) -> PathBuf {
    if module.components().count() > 1 {
        std::path::absolute(module).unwrap_or_else(|_| module.to_owned())
    } else {
        module.to_owned()
    }
}

fn token_words(context: &Context, token: &TokenDescription) -> String {
    let slot = token.slot.to_string();
    let values = [
        ("slot", slot.as_str()),
        ("reader", &token.reader),
        ("token", &token.token),
        ("manufacturer", &token.manufacturer),
        ("model", &token.model),
        ("serial", &token.serial),
        ("pin", context.tr(pin_words(token))),
    ];
    let mut lines = vec![context.fill("card.token", &values)];
    if token.certificates.is_empty() {
        lines.push(format!("  {}", context.tr("card.no_certificate")));
    }
    for certificate in &token.certificates {
        let usage = if certificate.for_signing {
            "card.for_signing"
        } else {
            "card.not_for_signing"
        };
        let from = certificate.not_before.format("%Y-%m-%d").to_string();
        let to = certificate.not_after.format("%Y-%m-%d").to_string();
        let values = [
            ("object", certificate.object.as_str()),
            ("name", &certificate.common_name),
            ("issuer", &certificate.issuer),
            ("key", &certificate.key),
            ("from", &from),
            ("to", &to),
            ("usage", context.tr(usage)),
        ];
        lines.push(format!("  {}", context.fill("card.certificate", &values)));
        if certificate.for_signing {
            lines.push(format!("    '{}'", certificate.uri));
        }
    }
    lines.join("\n") + "\n"
}

fn pin_words(token: &TokenDescription) -> &'static str {
    match (token.pin, token.pin_at_reader) {
        (PinState::Locked, _) => "card.pin_locked",
        (PinState::LastTry, _) => "card.pin_last_try",
        (PinState::Low, _) => "card.pin_low",
        (PinState::NotSet, _) => "card.pin_not_set",
        (PinState::Usable, true) => "card.pin_at_reader",
        (PinState::Usable, false) => "card.pin_usable",
    }
}
