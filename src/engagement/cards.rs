//! Signing identities on cards, by way of a PKCS#11 module.

use std::path::{Path, PathBuf};

use super::request::IdentityRef;
use crate::error::{Error, Result};
use crate::settings::Settings;
use crate::sign::identity::card::{self, CardError, CardUri};
use crate::sign::identity::{Identity, IdentityDescription};

pub use crate::sign::identity::card::{CardLook, PinState, TokenDescription};

/// Whether an identity is named as a card (`pkcs11:…`, RFC 7512) and not as a file.
pub fn is_card(name: &Path) -> bool {
    name.to_str().is_some_and(CardUri::is_one)
}

/// Puts the module of the settings into the name of a card that names none. Files stay as they are.
///
/// # Errors
/// A name that cannot be read or holds a PIN; no module anywhere; a program built without cards.
pub fn complete(identity: IdentityRef, settings: &Settings) -> Result<IdentityRef> {
    if !is_card(&identity.path) {
        return Ok(identity);
    }
    if !card::BUILT {
        return Err(card_error(CardError::NotBuilt));
    }
    let mut uri = parse(&identity.path)?;
    if uri.module.is_none() {
        uri.module = Some(module_of(settings)?);
    }
    Ok(IdentityRef {
        path: PathBuf::from(uri.to_string()),
        ..identity
    })
}

/// Looks at a card before its PIN is asked for; none for a file.
///
/// # Errors
/// What would stand in the way of signing, the PIN apart.
pub fn look(identity: &IdentityRef) -> Result<Option<CardLook>> {
    if !is_card(&identity.path) {
        return Ok(None);
    }
    let look = card::look(&parse(&identity.path)?).map_err(card_error)?;
    match look.pin {
        PinState::Locked => Err(card_error(CardError::PinLocked)),
        PinState::NotSet => Err(card_error(CardError::PinNotReady)),
        PinState::Usable | PinState::Low | PinState::LastTry => Ok(Some(look)),
    }
}

/// What can be said of a card without its PIN; none for a file, or where the card wants the PIN first.
///
/// # Errors
/// As [`look`], but for the state of the PIN.
pub fn describe(identity: &IdentityRef) -> Result<Option<IdentityDescription>> {
    if !is_card(&identity.path) {
        return Ok(None);
    }
    let look = card::look(&parse(&identity.path)?).map_err(card_error)?;
    Ok(look.description)
}

/// Opens the identity on a card. The PIN is tried once.
pub(super) fn load(identity: &IdentityRef) -> Result<Identity> {
    card::open(&parse(&identity.path)?, identity.passphrase.expose()).map_err(card_error)
}

/// The cards that a module sees; none takes the module of the settings. Gives the module's name.
///
/// # Errors
/// A module that is not there or cannot be used.
pub fn list(module: Option<&Path>, settings: &Settings) -> Result<(String, Vec<TokenDescription>)> {
    if !card::BUILT {
        return Err(card_error(CardError::NotBuilt));
    }
    let module = match module {
        Some(path) => path.display().to_string(),
        None => module_of(settings)?,
    };
    let tokens = card::list(&module).map_err(card_error)?;
    Ok((module, tokens))
}

fn module_of(settings: &Settings) -> Result<String> {
    let module = settings.pkcs11_module.as_deref();
    module
        .map(|path| path.display().to_string())
        .ok_or_else(|| card_error(CardError::NoModule))
}

fn parse(name: &Path) -> Result<CardUri> {
    let name = name.to_str().unwrap_or_default();
    CardUri::parse(name).map_err(|fault| card_error(fault.into()))
}

fn card_error(fault: CardError) -> Error {
    Error::input(fault.words()).hint(fault.hint()).caused_by(fault)
}
