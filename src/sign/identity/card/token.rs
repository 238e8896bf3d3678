//! Looking at cards and opening one.

use cryptoki::error::{Error, RvError};
use cryptoki::object::{Attribute, AttributeType, KeyType, ObjectClass, ObjectHandle};
use cryptoki::session::{Session, UserType};
use cryptoki::types::AuthPin;

use super::choice::{Candidate, choose, may_be_meant};
use super::fault::card_error;
use super::key::CardKey;
use super::module::{Module, Token, pin_state};
use super::{CardCertificate, CardError, CardLook, CardUri, PinState, TokenDescription};
use crate::sign::algorithm::PublicKey;
use crate::sign::certificate::{Certificate, CertificateError};
use crate::sign::identity::{Identity, chain_above, description_of};

/// More certificates than this on one card are not read.
const MAX_CERTIFICATES: usize = 64;

/// Lists the cards that a module sees, with the certificates they show without a PIN.
///
/// # Errors
/// [`CardError`] if the module cannot be used. A card that cannot be read is listed without
/// certificates.
pub fn list(module: &str) -> Result<Vec<TokenDescription>, CardError> {
    let module = Module::load(module)?;
    let tokens = module.tokens()?;
    Ok(tokens.iter().map(|token| describe(&module, token)).collect())
}

fn describe(module: &Module, token: &Token) -> TokenDescription {
    let candidates = module
        .session(token)
        .and_then(|session| candidates(&session))
        .map(|found| found.usable)
        .unwrap_or_default();
    let text = |text: &str| text.trim().to_owned();
    TokenDescription {
        slot: token.slot.id(),
        reader: token.reader.clone(),
        token: text(token.info.label()),
        manufacturer: text(token.info.manufacturer_id()),
        model: text(token.info.model()),
        serial: text(token.info.serial_number()),
        pin: token.pin(),
        pin_at_reader: token.info.protected_authentication_path(),
        certificates: candidates
            .iter()
            .map(|candidate| certificate_row(candidate, &candidates, token, module.name()))
            .collect(),
    }
}

fn certificate_row(candidate: &Candidate, all: &[Candidate], token: &Token, module: &str) -> CardCertificate {
    let (not_before, not_after) = candidate.certificate.validity();
    let object = candidate.object.trim();
    let uri = CardUri {
        object: (!object.is_empty()).then(|| object.to_owned()),
        id: (!candidate.id.is_empty()).then(|| candidate.id.clone()),
        module: Some(module.to_owned()),
        ..token.uri()
    };
    CardCertificate {
        object: object.to_owned(),
        id: hex::encode(&candidate.id),
        common_name: candidate.certificate.common_name(),
        issuer: candidate.certificate.issuer_name(),
        not_before,
        not_after,
        key: candidate.certificate.key().kind(),
        for_signing: may_be_meant(candidate, all),
        uri: uri.to_string(),
    }
}

/// Looks at the card that a URI names, without its PIN: nothing is tried on the card.
///
/// # Errors
/// [`CardError`], so that nobody is asked for a PIN in vain.
pub fn look(uri: &CardUri) -> Result<CardLook, CardError> {
    let module = load(uri)?;
    let token = module.token(uri)?;
    let session = module.session(&token)?;
    let found = candidates(&session)?;
    let needs_pin = token.info.login_required() && !token.info.protected_authentication_path();
    let description = if found.is_empty() && token.info.login_required() {
        None
    } else {
        let chosen = found.choose(uri, &token)?;
        let chain = chain_above(&chosen.certificate, found.certificates());
        Some(description_of(&chosen.certificate, chain.len()))
    };
    Ok(CardLook {
        description,
        pin: token.pin(),
        needs_pin,
    })
}

/// Opens the identity that a URI names. The PIN is tried once, and only if it can be right.
///
/// # Errors
/// [`CardError`]
pub fn open(uri: &CardUri, pin: &str) -> Result<Identity, CardError> {
    let module = load(uri)?;
    let token = module.token(uri)?;
    let session = module.session(&token)?;
    let pin = log_in(&module, &token, &session, pin)?;
    let found = candidates(&session)?;
    let chosen = found.choose(uri, &token)?.clone();
    let chain = chain_above(&chosen.certificate, found.certificates());
    let handle = private_key(&session, &chosen)?;
    let public = chosen.certificate.key().clone();
    let key = CardKey::new(module, token.slot, session, handle, public, pin)?;
    Ok(Identity::of_card(key, chosen.certificate, chain))
}

fn load(uri: &CardUri) -> Result<Module, CardError> {
    Module::load(uri.module.as_deref().ok_or(CardError::NoModule)?)
}

/// Logs in where the card wants it. Gives the PIN back for keys that ask for it at every signature.
fn log_in(
    module: &Module,
    token: &Token,
    session: &Session,
    pin: &str,
) -> Result<Option<AuthPin>, CardError> {
    let info = &token.info;
    if !info.login_required() {
        return Ok(None);
    }
    match token.pin() {
        PinState::Locked => return Err(CardError::PinLocked),
        PinState::NotSet => return Err(CardError::PinNotReady),
        PinState::Usable | PinState::Low | PinState::LastTry => {}
    }
    let given = if info.protected_authentication_path() {
        None
    } else {
        Some(checked_pin(pin, info.min_pin_length(), info.max_pin_length())?)
    };
    match session.login(UserType::User, given.as_ref()) {
        Ok(()) | Err(Error::Pkcs11(RvError::UserAlreadyLoggedIn, _)) => Ok(given),
        Err(Error::Pkcs11(RvError::PinIncorrect | RvError::PinInvalid | RvError::PinLenRange, _)) => {
            let now = module.pkcs11().get_token_info(token.slot);
            Err(CardError::WrongPin(
                now.map_or(PinState::Usable, |info| pin_state(&info)),
            ))
        }
        Err(fault) => Err(card_error(fault)),
    }
}

/// A PIN of a length that the card does not take would cost a try.
fn checked_pin(pin: &str, min: usize, max: usize) -> Result<AuthPin, CardError> {
    if pin.is_empty() {
        return Err(CardError::PinMissing);
    }
    // A module that gives no sensible limits is not held to them.
    if (1..=max).contains(&min) && !(min..=max).contains(&pin.len()) {
        return Err(CardError::PinLength { min, max });
    }
    Ok(AuthPin::from(pin.to_owned()))
}

/// The certificates of a card.
struct Found {
    usable: Vec<Candidate>,
    /// What is wrong with the first one that cannot be read.
    fault: Option<CertificateError>,
}

impl Found {
    fn is_empty(&self) -> bool {
        self.usable.is_empty() && self.fault.is_none()
    }

    fn certificates(&self) -> Vec<Certificate> {
        self.usable
            .iter()
            .map(|candidate| candidate.certificate.clone())
            .collect()
    }

    fn choose(&self, uri: &CardUri, token: &Token) -> Result<&Candidate, CardError> {
        match (&self.fault, self.usable.is_empty()) {
            // Say what is wrong with the only certificate rather than that there is none.
            (Some(fault), true) => Err(fault.clone().into()),
            (None, true) => Err(CardError::NoCertificate(token.info.label().trim().to_owned())),
            _ => choose(&self.usable, uri),
        }
    }
}

fn candidates(session: &Session) -> Result<Found, CardError> {
    let handles = session
        .find_objects(&[Attribute::Class(ObjectClass::CERTIFICATE)])
        .map_err(card_error)?;
    let mut found = Found {
        usable: Vec::new(),
        fault: None,
    };
    for handle in handles.into_iter().take(MAX_CERTIFICATES) {
        let wanted = [AttributeType::Label, AttributeType::Id, AttributeType::Value];
        let attributes = session.get_attributes(handle, &wanted).map_err(card_error)?;
        let (mut object, mut id, mut value) = (String::new(), Vec::new(), Vec::new());
        for attribute in attributes {
            match attribute {
                Attribute::Label(label) => object = String::from_utf8_lossy(&label).into_owned(),
                Attribute::Id(bytes) => id = bytes,
                Attribute::Value(bytes) => value = bytes,
                _ => {}
            }
        }
        match Certificate::from_der(&value) {
            Ok(certificate) => found.usable.push(Candidate {
                object,
                id,
                certificate,
            }),
            Err(fault) => {
                found.fault.get_or_insert(fault);
            }
        }
    }
    // Modules give objects in any order; people look for them again in the same place.
    found
        .usable
        .sort_by(|one, other| (&one.object, &one.id).cmp(&(&other.object, &other.id)));
    Ok(found)
}

/// The private key of a certificate: the one with its identifier, else with its label, else the
/// only one there is. That it is the right one shows when what it signed is checked.
fn private_key(session: &Session, chosen: &Candidate) -> Result<ObjectHandle, CardError> {
    let kind = match chosen.certificate.key() {
        PublicKey::Rsa(_) => KeyType::RSA,
        PublicKey::P256(_) | PublicKey::P384(_) => KeyType::EC,
    };
    let private = || {
        vec![
            Attribute::Class(ObjectClass::PRIVATE_KEY),
            Attribute::KeyType(kind),
        ]
    };
    let mut searches = Vec::new();
    if !chosen.id.is_empty() {
        searches.push(Attribute::Id(chosen.id.clone()));
    }
    if !chosen.object.is_empty() {
        searches.push(Attribute::Label(chosen.object.clone().into_bytes()));
    }
    for search in searches {
        let mut template = private();
        template.push(search);
        let found = session.find_objects(&template).map_err(card_error)?;
        if let Some(handle) = found.first() {
            return Ok(*handle);
        }
    }
    match session.find_objects(&private()).map_err(card_error)?.as_slice() {
        [only] => Ok(*only),
        _ => Err(CardError::NoPrivateKey(chosen.certificate.common_name())),
    }
}
