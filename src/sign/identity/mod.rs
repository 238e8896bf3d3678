//! Signing identities: a private key with its certificate, kept in a PKCS#12 file (RFC 7292) or on a
//! card (PKCS#11).

pub mod card;
mod create;
mod key;
mod load;

use chrono::{DateTime, Utc};
use thiserror::Error;

#[cfg(feature = "cards")]
use card::CardKey;
pub use create::{NewIdentity, create};
use key::PrivateKey;
#[cfg(feature = "cards")]
use load::chain_above;
pub use load::load;

use super::{
    algorithm::{AlgorithmError, SignatureAlgorithm},
    certificate::{Certificate, CertificateError},
    signer::{Signer, SignerError},
};
use crate::error::Words;

/// Why an identity cannot be made or used.
#[derive(Debug, Error)]
pub enum IdentityError {
    /// The passphrase does not open the file.
    #[error("the passphrase does not open this PKCS#12 file")]
    WrongPassphrase,
    /// The bytes are not a PKCS#12 file.
    #[error("this is not a PKCS#12 file (.p12, .pfx)")]
    NotPkcs12,
    /// The file is encrypted in a way that is no longer supported, such as RC2-128.
    #[error(
        "this PKCS#12 file uses an encryption that is not supported (such as RC2-128); export it again with AES-256, \
         for example: openssl pkcs12 -in old.p12 -legacy -nodes -out key.pem; openssl pkcs12 -export -in key.pem -out new.p12"
    )]
    UnsupportedEncryption,
    /// No private key inside.
    #[error("this PKCS#12 file holds no private key")]
    NoPrivateKey,
    /// More than one private key inside, so that the choice is not ours to make.
    #[error("this PKCS#12 file holds {0} private keys; export the one to sign with into a file of its own")]
    SeveralPrivateKeys(usize),
    /// No certificate belongs to the private key.
    #[error("this PKCS#12 file holds no certificate for its private key")]
    NoCertificate,
    /// The kind of key is not supported.
    #[error("the private key is not supported: {0}")]
    UnsupportedKey(String),
    /// A certificate in the file cannot be used.
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    /// The certificate is not for signing documents.
    #[error("the certificate's key usage does not allow signing documents")]
    NotForSigning,
    /// The name for a new identity cannot be written into a certificate.
    #[error("the name must have 1 to 64 characters and no control characters")]
    Name,
    /// The passphrase for a new identity cannot be used.
    #[error("the passphrase must not be empty, nor hold control characters or characters beyond U+FFFF")]
    Passphrase,
    /// The validity of a new identity is not a period.
    #[error("the validity must be 1 to 30 years and end before the year 10000")]
    Validity,
    /// A fault while writing the certificate or the file.
    #[error("the identity could not be written: {0}")]
    Write(String),
}

impl IdentityError {
    /// What happened, to be worded.
    pub fn words(&self) -> Words {
        match self {
            Self::WrongPassphrase => Words::new("error.wrong_passphrase"),
            Self::NotPkcs12 => Words::new("error.not_pkcs12"),
            Self::UnsupportedEncryption => Words::new("error.pkcs12_encryption"),
            Self::NoPrivateKey => Words::new("error.no_private_key"),
            Self::SeveralPrivateKeys(count) => Words::new("error.several_keys").with("count", count),
            Self::NoCertificate => Words::new("error.no_certificate"),
            Self::UnsupportedKey(cause) => Words::new("error.unsupported_key").with("cause", cause),
            Self::Certificate(fault) => fault.words(),
            Self::NotForSigning => Words::new("error.not_for_signing"),
            Self::Name => Words::new("error.identity_name"),
            Self::Passphrase => Words::new("error.identity_passphrase"),
            Self::Validity => Words::new("error.identity_validity"),
            Self::Write(cause) => Words::new("error.identity_not_made").with("cause", cause),
        }
    }
}

impl From<AlgorithmError> for IdentityError {
    fn from(error: AlgorithmError) -> Self {
        Self::UnsupportedKey(error.to_string())
    }
}

/// What an identity is, for showing to people.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct IdentityDescription {
    /// Common name of the certificate.
    pub common_name: String,
    /// Common name of the issuer; the same as above where self-made.
    pub issuer: String,
    /// SHA-256 of the certificate, lower-case hexadecimal.
    pub fingerprint: String,
    /// Start of validity.
    pub not_before: DateTime<Utc>,
    /// End of validity, inclusive.
    pub not_after: DateTime<Utc>,
    /// `P-256`, `P-384`, `RSA-2048` …
    pub key: String,
    /// Self-signed: shows only whether a file changed after signing.
    pub self_made: bool,
    /// How many certificates above it the file or card holds.
    pub chain_length: usize,
}

/// Where the private key is.
enum Key {
    /// Here, read from a file.
    File(PrivateKey),
    /// On a card, which it does not leave.
    #[cfg(feature = "cards")]
    Card(Box<CardKey>),
}

/// An identity that is ready to sign. A private key from a file is wiped from memory when it is
/// dropped, and never printed.
pub struct Identity {
    key: Key,
    certificate: Certificate,
    chain: Vec<Vec<u8>>,
}

impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Identity")
            .field("certificate", &self.certificate.fingerprint())
            .finish_non_exhaustive()
    }
}

impl Identity {
    /// Joins a key with its certificate.
    fn new(key: PrivateKey, certificate: Certificate, chain: Vec<Vec<u8>>) -> Result<Self, IdentityError> {
        if key.public_key() != *certificate.key() {
            return Err(IdentityError::NoCertificate);
        }
        if !certificate.may_sign_documents() {
            return Err(IdentityError::NotForSigning);
        }
        Ok(Self {
            key: Key::File(key),
            certificate,
            chain,
        })
    }

    /// Joins a key on a card with the certificate that was chosen for it.
    #[cfg(feature = "cards")]
    fn of_card(key: CardKey, certificate: Certificate, chain: Vec<Vec<u8>>) -> Self {
        Self {
            key: Key::Card(Box::new(key)),
            certificate,
            chain,
        }
    }

    /// What it is, for showing to people.
    pub fn describe(&self) -> IdentityDescription {
        description_of(&self.certificate, self.chain.len())
    }
}

/// What an identity with this certificate is, and so many above it.
fn description_of(certificate: &Certificate, chain_length: usize) -> IdentityDescription {
    let (not_before, not_after) = certificate.validity();
    IdentityDescription {
        common_name: certificate.common_name(),
        issuer: certificate.issuer_name(),
        fingerprint: certificate.fingerprint(),
        not_before,
        not_after,
        key: certificate.key().kind(),
        self_made: certificate.is_self_signed(),
        chain_length,
    }
}

impl Signer for Identity {
    fn certificate(&self) -> &[u8] {
        self.certificate.der()
    }

    fn chain(&self) -> &[Vec<u8>] {
        &self.chain
    }

    fn algorithm(&self) -> SignatureAlgorithm {
        match &self.key {
            Key::File(key) => key.algorithm(),
            #[cfg(feature = "cards")]
            Key::Card(key) => key.algorithm(),
        }
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignerError> {
        match &self.key {
            Key::File(key) => key.sign(message),
            #[cfg(feature = "cards")]
            Key::Card(key) => key.sign(message),
        }
    }
}
