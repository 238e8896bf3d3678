//! What can go wrong with a card, in words that say what to do.

use thiserror::Error;

use super::{CardUriError, PinState};
use crate::error::{Value, Words};
use crate::sign::certificate::CertificateError;

/// Why a card cannot be read or did not sign.
#[derive(Debug, Error)]
pub enum CardError {
    /// The program was built without the feature `cards`.
    #[error("built without the feature cards")]
    NotBuilt,
    /// The URI cannot be used.
    #[error(transparent)]
    Uri(#[from] CardUriError),
    /// Neither the URI nor the settings name a module.
    #[error("no PKCS#11 module named")]
    NoModule,
    /// The module's file is not there.
    #[error("there is no module {0}")]
    ModuleMissing(String),
    /// The module cannot be loaded or started.
    #[error("the module {module}: {cause}")]
    ModuleUnusable {
        /// As it was named.
        module: String,
        /// What the system or the module said.
        cause: String,
    },
    /// No reader holds a card.
    #[error("no card or token found")]
    NoToken,
    /// None of the cards is the one the URI names.
    #[error("no such token; there are: {}", .0.join("; "))]
    NoSuchToken(Vec<String>),
    /// More than one card could be meant.
    #[error("several tokens: {}", .0.join("; "))]
    SeveralTokens(Vec<String>),
    /// The card shows no certificate.
    #[error("no certificate on the token {0}")]
    NoCertificate(String),
    /// None of the certificates fits the URI and may sign documents.
    #[error("no certificate to sign with; there are: {}", .0.join("; "))]
    NoSigningCertificate(Vec<String>),
    /// More than one certificate could be meant.
    #[error("several certificates: {}", .0.join("; "))]
    SeveralCertificates(Vec<String>),
    /// The only certificate cannot be used.
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    /// No private key on the card goes with the certificate.
    #[error("no private key for the certificate {0}")]
    NoPrivateKey(String),
    /// No PIN was given to a card that needs one.
    #[error("a PIN is needed")]
    PinMissing,
    /// The PIN cannot be right, by its length; it was not tried.
    #[error("a PIN has {min} to {max} characters")]
    PinLength {
        /// Fewest characters.
        min: usize,
        /// Most characters.
        max: usize,
    },
    /// The card refused the PIN. It was tried once.
    #[error("wrong PIN ({0:?})")]
    WrongPin(PinState),
    /// The PIN is locked; it was not tried.
    #[error("the PIN is locked")]
    PinLocked,
    /// The PIN has never been set, or has to be changed first.
    #[error("the PIN must be set or changed first")]
    PinNotReady,
    /// The card was pulled out, or stopped answering.
    #[error("the card was removed: {0}")]
    Removed(String),
    /// Somebody cancelled at the reader.
    #[error("cancelled at the reader")]
    Cancelled,
    /// The card knows none of the ways to sign that we know.
    #[error("the card cannot sign with a {0} key in a known way")]
    Mechanism(String),
    /// What the card gave is no signature by the certificate's key.
    #[error("the card's signature does not go with its certificate")]
    WrongSignature,
    /// Anything else the module said.
    #[error("the card failed: {0}")]
    Failed(String),
}

impl CardError {
    /// What happened, to be worded.
    pub fn words(&self) -> Words {
        match self {
            Self::NotBuilt => Words::new("error.no_card"),
            Self::Uri(fault) => Words::new("error.card_uri").saying("fault", fault.words()),
            Self::NoModule => Words::new("error.card_no_module"),
            Self::ModuleMissing(module) => Words::new("error.card_module_missing").with("module", module),
            Self::ModuleUnusable { module, cause } => Words::new("error.card_module")
                .with("module", module)
                .with("cause", cause),
            Self::NoToken => Words::new("error.card_none"),
            Self::NoSuchToken(known) => listed("error.card_no_such_token", known),
            Self::SeveralTokens(known) => listed("error.card_several_tokens", known),
            Self::NoCertificate(token) => Words::new("error.card_no_certificate").with("token", token),
            Self::NoSigningCertificate(known) => listed("error.card_no_signing", known),
            Self::SeveralCertificates(known) => listed("error.card_several_certificates", known),
            Self::Certificate(fault) => fault.words(),
            Self::NoPrivateKey(name) => Words::new("error.card_no_key").with("name", name),
            Self::PinMissing => Words::new("error.card_pin_missing"),
            Self::PinLength { min, max } => Words::new("error.card_pin_length")
                .with("min", min)
                .with("max", max),
            Self::WrongPin(left) => Words::new("error.card_pin_wrong").saying("left", tries(*left)),
            Self::PinLocked => Words::new("error.card_pin_locked"),
            Self::PinNotReady => Words::new("error.card_pin_not_ready"),
            Self::Removed(cause) => Words::new("error.card_removed").with("cause", cause),
            Self::Cancelled => Words::new("error.card_cancelled"),
            Self::Mechanism(key) => Words::new("error.card_mechanism").with("key", key),
            Self::WrongSignature => Words::new("error.card_wrong_signature"),
            Self::Failed(cause) => Words::new("error.card_failed").with("cause", cause),
        }
    }

    /// What to do next: an id of the language tables.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NotBuilt => "error.hint_no_card",
            Self::Uri(CardUriError::Pin(_)) | Self::PinMissing => "error.hint_card_pin",
            Self::Uri(_) => "error.hint_card_uri",
            Self::NoModule | Self::ModuleMissing(_) | Self::ModuleUnusable { .. } => "error.hint_card_module",
            Self::NoToken | Self::Removed(_) | Self::Cancelled => "error.hint_card_insert",
            Self::NoSuchToken(_) | Self::SeveralTokens(_) => "error.hint_card_token",
            Self::NoSigningCertificate(_) | Self::SeveralCertificates(_) => "error.hint_card_object",
            Self::WrongPin(PinState::Locked) | Self::PinLocked | Self::PinNotReady => {
                "error.hint_card_locked"
            }
            Self::WrongPin(_) | Self::PinLength { .. } => "error.hint_card_wrong_pin",
            _ => "error.hint_card_list",
        }
    }
}

fn listed(id: &'static str, known: &[String]) -> Words {
    let rows = known
        .iter()
        .map(|row| Words::new("error.card_row").with("row", row))
        .collect();
    let mut words = Words::new(id);
    words.values.push(("known", Value::Words(rows)));
    words
}

/// What is known of the tries that are left. PKCS#11 tells no number.
fn tries(left: PinState) -> Words {
    Words::new(match left {
        PinState::LastTry => "error.card_pin_last",
        PinState::Locked => "error.card_pin_now_locked",
        PinState::Low => "error.card_pin_low",
        PinState::Usable | PinState::NotSet => "error.card_pin_unknown",
    })
}
