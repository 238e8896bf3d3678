//! The private keys that a PKCS#12 file may hold.

use const_oid::db::rfc5912::{ID_EC_PUBLIC_KEY, RSA_ENCRYPTION, SECP_256_R_1, SECP_384_R_1};
use p256::ecdsa::signature::Signer as _;
use pkcs8::{DecodePrivateKey, PrivateKeyInfo};
use rsa::{Pkcs1v15Sign, RsaPrivateKey, traits::PublicKeyParts};
use sha2::Sha256;

use super::IdentityError;
use crate::sign::{
    algorithm::{Digest, MIN_RSA_BITS, PublicKey, SignatureAlgorithm},
    signer::SignerError,
};

/// A private key. Each kind wipes its own memory when dropped; there is no `Debug`.
pub(super) enum PrivateKey {
    /// NIST P-256
    P256(p256::ecdsa::SigningKey),
    /// NIST P-384
    P384(p384::ecdsa::SigningKey),
    /// RSA of at least 2048 bits
    Rsa(Box<RsaPrivateKey>),
}

impl PrivateKey {
    /// Reads a PKCS#8 private key (RFC 5208).
    pub(super) fn from_pkcs8(der: &[u8]) -> Result<Self, IdentityError> {
        let unreadable = || IdentityError::MalformedKey;
        let info = PrivateKeyInfo::try_from(der).map_err(|_| unreadable())?;
        match info.algorithm.oid {
            RSA_ENCRYPTION => {
                let key = RsaPrivateKey::from_pkcs8_der(der).map_err(|_| unreadable())?;
                if key.n().bits() < MIN_RSA_BITS {
                    return Err(IdentityError::ShortKey(key.n().bits()));
                }
                Ok(Self::Rsa(Box::new(key)))
            }
            ID_EC_PUBLIC_KEY => match info.algorithm.parameters_oid().map_err(|_| unreadable())? {
                SECP_256_R_1 => p256::ecdsa::SigningKey::from_pkcs8_der(der)
                    .map(Self::P256)
                    .map_err(|_| unreadable()),
                SECP_384_R_1 => p384::ecdsa::SigningKey::from_pkcs8_der(der)
                    .map(Self::P384)
                    .map_err(|_| unreadable()),
                other => Err(IdentityError::UnsupportedKey(other.to_string())),
            },
            other => Err(IdentityError::UnsupportedKey(other.to_string())),
        }
    }

    /// The public half.
    pub(super) fn public_key(&self) -> PublicKey {
        match self {
            Self::P256(key) => PublicKey::P256(*key.verifying_key()),
            Self::P384(key) => PublicKey::P384(*key.verifying_key()),
            Self::Rsa(key) => PublicKey::Rsa(key.to_public_key()),
        }
    }

    /// The algorithm that [`PrivateKey::sign`] uses: the digest matches the strength of the key.
    pub(super) fn algorithm(&self) -> SignatureAlgorithm {
        match self {
            Self::P256(_) => SignatureAlgorithm::Ecdsa(Digest::Sha256),
            Self::P384(_) => SignatureAlgorithm::Ecdsa(Digest::Sha384),
            Self::Rsa(_) => SignatureAlgorithm::RsaPkcs1(Digest::Sha256),
        }
    }

    /// Signs these bytes. ECDSA takes its nonce from key and message (RFC 6979), so that no
    /// random number can give the key away.
    pub(super) fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignerError> {
        let failed = |error: &dyn std::fmt::Display| SignerError::Failed(error.to_string());
        match self {
            Self::P256(key) => {
                let signature: p256::ecdsa::Signature =
                    key.try_sign(message).map_err(|error| failed(&error))?;
                Ok(signature.to_der().as_bytes().to_vec())
            }
            Self::P384(key) => {
                let signature: p384::ecdsa::Signature =
                    key.try_sign(message).map_err(|error| failed(&error))?;
                Ok(signature.to_der().as_bytes().to_vec())
            }
            Self::Rsa(key) => {
                let hash = Digest::Sha256.of(&[message]);
                key.sign(Pkcs1v15Sign::new::<Sha256>(), &hash)
                    .map_err(|error| failed(&error))
            }
        }
    }
}
