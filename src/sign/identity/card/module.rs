//! A PKCS#11 module: loading it, its slots, and ending its use.

use std::path::Path;

use cryptoki::context::{CInitializeArgs, CInitializeFlags, Pkcs11};
use cryptoki::error::{Error, RvError};
use cryptoki::session::Session;
use cryptoki::slot::{Slot, TokenInfo};

use super::fault::card_error;
use super::{CardError, CardUri, PinState};

/// A module in use.
pub(super) struct Module {
    pkcs11: Pkcs11,
    /// As it was named.
    name: String,
    /// It was started here and is ended here.
    is_ours: bool,
}

/// A token with what the module says of it.
pub(super) struct Token {
    /// Where it is.
    pub(super) slot: Slot,
    /// What the slot is called.
    pub(super) reader: String,
    /// Labels, PIN, lengths.
    pub(super) info: TokenInfo,
}

impl Module {
    /// Loads and starts a module. This runs its code within the program.
    pub(super) fn load(name: &str) -> Result<Self, CardError> {
        let path = Path::new(name);
        let is_path = path.components().count() > 1;
        if is_path && !path.is_file() {
            return Err(CardError::ModuleMissing(name.to_owned()));
        }
        let unusable = |cause: &Error| CardError::ModuleUnusable {
            module: name.to_owned(),
            cause: cause.to_string(),
        };
        let pkcs11 = Pkcs11::new(path).map_err(|fault| unusable(&fault))?;
        let start = |flags| pkcs11.initialize(CInitializeArgs::new(flags));
        // A module that cannot lock is used without: only one thread of ours calls it.
        let started = match start(CInitializeFlags::OS_LOCKING_OK) {
            Err(Error::Pkcs11(RvError::CantLock | RvError::ArgumentsBad, _)) => {
                start(CInitializeFlags::empty())
            }
            other => other,
        };
        let is_ours = match started {
            Ok(()) => true,
            Err(Error::Pkcs11(RvError::CryptokiAlreadyInitialized, _)) => false,
            Err(fault) => return Err(unusable(&fault)),
        };
        Ok(Self {
            pkcs11,
            name: name.to_owned(),
            is_ours,
        })
    }

    /// As it was named.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The functions of the module.
    pub(super) fn pkcs11(&self) -> &Pkcs11 {
        &self.pkcs11
    }

    /// The tokens in its slots. One that cannot be read, such as a bank card, is no token here.
    pub(super) fn tokens(&self) -> Result<Vec<Token>, CardError> {
        let slots = self.pkcs11.get_slots_with_token().map_err(card_error)?;
        let mut tokens: Vec<Token> = slots
            .into_iter()
            .filter_map(|slot| {
                Some(Token {
                    slot,
                    reader: self
                        .pkcs11
                        .get_slot_info(slot)
                        .ok()?
                        .slot_description()
                        .trim()
                        .to_owned(),
                    info: self.pkcs11.get_token_info(slot).ok()?,
                })
            })
            .collect();
        // Some modules show a blank token beside the real ones, others never say "initialised".
        tokens.retain(|token| token.info.token_initialized() || !token.info.label().trim().is_empty());
        Ok(tokens)
    }

    /// The one token that the URI means.
    pub(super) fn token(&self, uri: &CardUri) -> Result<Token, CardError> {
        let all = self.tokens()?;
        if all.is_empty() {
            return Err(CardError::NoToken);
        }
        let described = |tokens: &[Token]| tokens.iter().map(Token::in_words).collect();
        let known: Vec<String> = described(&all);
        let mut fitting: Vec<Token> = all.into_iter().filter(|token| token.is_named(uri)).collect();
        match (fitting.pop(), fitting.is_empty()) {
            (None, _) => Err(CardError::NoSuchToken(known)),
            (Some(only), true) => Ok(only),
            (Some(last), false) => {
                fitting.push(last);
                Err(CardError::SeveralTokens(described(&fitting)))
            }
        }
    }

    /// A session in which nothing can be written to the token.
    pub(super) fn session(&self, token: &Token) -> Result<Session, CardError> {
        self.pkcs11.open_ro_session(token.slot).map_err(card_error)
    }
}

impl Drop for Module {
    fn drop(&mut self) {
        if self.is_ours {
            // Sessions are closed by now; there is nobody left to tell of a failure.
            let _ = self.pkcs11.clone().finalize();
        }
    }
}

impl Token {
    /// Whether the URI means this token. Modules pad their texts, some not with blanks only.
    fn is_named(&self, uri: &CardUri) -> bool {
        let same = |wanted: &Option<String>, found: &str| {
            wanted
                .as_deref()
                .is_none_or(|wanted| wanted.trim() == found.trim())
        };
        same(&uri.token, self.info.label())
            && same(&uri.manufacturer, self.info.manufacturer_id())
            && same(&uri.model, self.info.model())
            && same(&uri.serial, self.info.serial_number())
            && uri.slot_id.is_none_or(|number| number == self.slot.id())
    }

    /// How the token is named in a URI.
    pub(super) fn uri(&self) -> CardUri {
        let text = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let serial = text(self.info.serial_number());
        CardUri {
            token: text(self.info.label()),
            // Nothing else tells two tokens without a serial number apart.
            slot_id: serial.is_none().then(|| self.slot.id()),
            serial,
            ..CardUri::default()
        }
    }

    fn in_words(&self) -> String {
        let serial = self.info.serial_number().trim();
        let label = self.info.label().trim();
        format!(
            "{label} (serial={serial}, slot-id={}, {})",
            self.slot.id(),
            self.reader
        )
    }

    /// How things stand with the PIN.
    pub(super) fn pin(&self) -> PinState {
        pin_state(&self.info)
    }
}

/// How things stand with the PIN (PKCS#11 §4.6.1, the token's flags).
pub(super) fn pin_state(info: &TokenInfo) -> PinState {
    if info.user_pin_locked() {
        PinState::Locked
    } else if info.user_pin_final_try() {
        PinState::LastTry
    } else if info.user_pin_count_low() {
        PinState::Low
    } else if info.login_required() && !info.user_pin_initialized() {
        PinState::NotSet
    } else {
        PinState::Usable
    }
}
