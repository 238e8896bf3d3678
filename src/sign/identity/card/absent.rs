//! What stands in for cards in a program that was built without them.

use super::{CardError, CardLook, CardUri, TokenDescription};
use crate::sign::identity::Identity;

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
