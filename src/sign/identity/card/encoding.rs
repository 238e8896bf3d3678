//! What goes to a card and what comes back, where PKCS#11 and CMS write it differently.

use der::{Any, Encode, Sequence, asn1::OctetString};
use spki::AlgorithmIdentifierOwned;

use crate::sign::algorithm::{Digest, PublicKey};

/// `DigestInfo` (RFC 8017 §9.2): what a card pads and signs that does not hash by itself.
#[derive(Sequence)]
struct DigestInfo {
    algorithm: AlgorithmIdentifierOwned,
    digest: OctetString,
}

/// Wraps a hash for CKM_RSA_PKCS. The algorithm's parameters are NULL here (RFC 8017 §A.2.4),
/// unlike in CMS.
///
/// # Errors
/// Only if the hash is longer than DER can say.
pub fn digest_info(digest: Digest, hash: &[u8]) -> Result<Vec<u8>, der::Error> {
    DigestInfo {
        algorithm: AlgorithmIdentifierOwned {
            oid: digest.oid(),
            parameters: Some(Any::null()),
        },
        digest: OctetString::new(hash)?,
    }
    .to_der()
}

/// An ECDSA signature of CKM_ECDSA (r and s, each as long as the field; PKCS#11 §6.3.1) as DER.
/// One that is DER already, as some modules give it, stays as it is. None for anything else.
pub fn ecdsa_as_der(key: &PublicKey, signature: &[u8]) -> Option<Vec<u8>> {
    match key {
        PublicKey::P256(_) => p256::ecdsa::Signature::from_slice(signature)
            .or_else(|_| p256::ecdsa::Signature::from_der(signature))
            .map(|signature| signature.to_der().as_bytes().to_vec())
            .ok(),
        PublicKey::P384(_) => p384::ecdsa::Signature::from_slice(signature)
            .or_else(|_| p384::ecdsa::Signature::from_der(signature))
            .map(|signature| signature.to_der().as_bytes().to_vec())
            .ok(),
        PublicKey::Rsa(_) => None,
    }
}
