//! What stands in for cards in a program that was built without them.

use super::{CardError, CardLook, CardUri, TokenDescription};
use crate::sign::{algorithm::SignatureAlgorithm, identity::Identity, signer::SignerError};

/// A key on a card: there can be none.
pub(in crate::sign::identity) enum CardKey {}

impl CardKey {
    pub(in crate::sign::identity) fn algorithm(&self) -> SignatureAlgorithm {
        match *self {}
    }

    pub(in crate::sign::identity) fn sign(&self, _message: &[u8]) -> Result<Vec<u8>, SignerError> {
        match *self {}
    }
}

/// Opens an identity on a card.
///
/// # Errors
/// [`CardError::NotBuilt`]
pub fn open(_uri: &CardUri, _pin: &str) -> Result<Identity, CardError> {
    Err(CardError::NotBuilt)
}

/// Looks at a card without its PIN.
///
/// # Errors
/// [`CardError::NotBuilt`]
pub fn look(_uri: &CardUri) -> Result<CardLook, CardError> {
    Err(CardError::NotBuilt)
}

/// Lists the cards that a module sees.
///
/// # Errors
/// [`CardError::NotBuilt`]
pub fn list(_module: &str) -> Result<Vec<TokenDescription>, CardError> {
    Err(CardError::NotBuilt)
}
