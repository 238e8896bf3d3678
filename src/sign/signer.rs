//! The one thing a key must be able to do: sign these bytes. A file and a card look the same.

use thiserror::Error;

use super::algorithm::SignatureAlgorithm;
use super::identity::card::CardError;

/// Why a key did not sign.
#[derive(Debug, Error)]
pub enum SignerError {
    /// The key failed.
    #[error("the key did not sign: {0}")]
    Failed(String),
    /// The card refused or failed, or is gone.
    #[error(transparent)]
    Card(#[from] CardError),
}

/// A private key with its certificate, wherever it lives.
pub trait Signer {
    /// The signer's certificate, DER.
    fn certificate(&self) -> &[u8];

    /// The certificates above it that are known, DER, in any order.
    fn chain(&self) -> &[Vec<u8>];

    /// The algorithm that [`Signer::sign`] uses.
    fn algorithm(&self) -> SignatureAlgorithm;

    /// Signs these bytes (digests them first, as the algorithm says). ECDSA signatures are DER
    /// (RFC 5480 §A), RSA signatures as long as the modulus.
    ///
    /// # Errors
    /// [`SignerError`] if the key is not available or refuses.
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignerError>;
}
