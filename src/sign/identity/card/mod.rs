//! Identities on cards and tokens, by way of their PKCS#11 module: 自然人憑證 and 工商憑證 through
//! HiCOS, and whatever else brings such a module.
//!
//! The module is a shared library that is loaded into the program, so all of it stands behind the
//! cargo feature `cards`. Without it every call answers [`CardError::NotBuilt`]; naming cards,
//! choosing certificates and encoding need no module and are always there.

pub mod choice;
pub mod encoding;
mod error;
mod uri;

#[cfg(feature = "cards")]
mod fault;
#[cfg(feature = "cards")]
mod key;
#[cfg(feature = "cards")]
mod module;
#[cfg(feature = "cards")]
mod raw;
#[cfg(feature = "cards")]
mod token;

#[cfg(not(feature = "cards"))]
mod absent;

use chrono::{DateTime, Utc};
use serde::Serialize;

#[cfg(not(feature = "cards"))]
pub use absent::{list, look, open};
pub use error::CardError;
#[cfg(feature = "cards")]
pub(super) use key::CardKey;
#[cfg(feature = "cards")]
pub use token::{list, look, open};
pub use uri::{CardUri, CardUriError};

use super::IdentityDescription;

/// Whether the program was built with the feature `cards`.
pub const BUILT: bool = cfg!(feature = "cards");

/// How things stand with a card's PIN, as far as PKCS#11 tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PinState {
    /// No wrong try is known of.
    Usable,
    /// At least one wrong try since the last right one.
    Low,
    /// One more wrong try locks it.
    LastTry,
    /// Locked.
    Locked,
    /// Never set.
    NotSet,
}

/// A card or token in a reader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TokenDescription {
    /// The slot's number in the module.
    pub slot: u64,
    /// What the module calls the slot, mostly the reader's name.
    pub reader: String,
    /// Label.
    pub token: String,
    /// Manufacturer.
    pub manufacturer: String,
    /// Model.
    pub model: String,
    /// Serial number.
    pub serial: String,
    /// How things stand with its PIN.
    pub pin: PinState,
    /// The PIN is typed at the reader, not here.
    pub pin_at_reader: bool,
    /// The certificates that it shows without a PIN.
    pub certificates: Vec<CardCertificate>,
}

/// A certificate on a card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CardCertificate {
    /// Label of the object.
    pub object: String,
    /// Identifier, lower-case hexadecimal.
    pub id: String,
    /// Common name of the certificate.
    pub common_name: String,
    /// Common name of the issuer.
    pub issuer: String,
    /// Start of validity.
    pub not_before: DateTime<Utc>,
    /// End of validity, inclusive.
    pub not_after: DateTime<Utc>,
    /// `RSA-2048`, `P-256` …
    pub key: String,
    /// It may sign documents.
    pub for_signing: bool,
    /// How it is named on the command line, with token and module.
    pub uri: String,
}

/// What can be said of a card before its PIN is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardLook {
    /// The identity that would sign; none where the card shows its certificates only with the PIN.
    pub description: Option<IdentityDescription>,
    /// How things stand with the PIN.
    pub pin: PinState,
    /// A PIN has to be given here: the card wants one, and its reader has no keys.
    pub needs_pin: bool,
}
