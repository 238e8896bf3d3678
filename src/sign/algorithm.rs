//! The digests and signature algorithms that are signed with and accepted: SHA-256/384/512 with
//! RSA (PKCS#1 v1.5 or PSS) of at least 2048 bits, or ECDSA over P-256 or P-384.

use const_oid::{
    ObjectIdentifier,
    db::rfc5912::{
        ECDSA_WITH_SHA_256, ECDSA_WITH_SHA_384, ECDSA_WITH_SHA_512, ID_EC_PUBLIC_KEY, ID_MGF_1,
        ID_RSASSA_PSS, ID_SHA_256, ID_SHA_384, ID_SHA_512, RSA_ENCRYPTION, SECP_256_R_1, SECP_384_R_1,
        SHA_256_WITH_RSA_ENCRYPTION, SHA_384_WITH_RSA_ENCRYPTION, SHA_512_WITH_RSA_ENCRYPTION,
    },
};
use der::{Any, Decode, Encode, Tag, Tagged};
use p256::ecdsa::signature::hazmat::PrehashVerifier;
use rsa::{BigUint, Pkcs1v15Sign, Pss, RsaPublicKey, pkcs1::RsaPssParams, traits::PublicKeyParts};
use sha2::{Sha256, Sha384, Sha512};
use spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};
use thiserror::Error;

/// RSA keys below this many bits are refused (NIST SP 800-57: 112 bits of security).
pub const MIN_RSA_BITS: usize = 2048;
/// RSA keys above this many bits are refused, because checking them takes too long.
const MAX_RSA_BITS: usize = 8192;

/// Why an algorithm or key is not accepted.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum AlgorithmError {
    /// Not one of the accepted digests.
    #[error("digest algorithm {0} is not SHA-256, SHA-384 or SHA-512")]
    Digest(ObjectIdentifier),
    /// Not one of the accepted signature algorithms.
    #[error(
        "signature algorithm {0} is not RSA (PKCS#1 v1.5, PSS) or ECDSA with SHA-256, SHA-384 or SHA-512"
    )]
    Signature(ObjectIdentifier),
    /// Not one of the accepted keys.
    #[error("the key is not RSA, P-256 or P-384 ({0})")]
    Key(ObjectIdentifier),
    /// An RSA key outside the accepted sizes.
    #[error("an RSA key of {0} bits; accepted are 2048 to 8192")]
    RsaSize(usize),
    /// The algorithm's parameters or the key's bytes are not as their standard says.
    #[error("malformed: {0}")]
    Malformed(&'static str),
    /// The signature algorithm does not go with the key, or its digest with the declared one.
    #[error("{0}")]
    Mismatch(&'static str),
}

/// A digest algorithm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Digest {
    /// SHA-256
    Sha256,
    /// SHA-384
    Sha384,
    /// SHA-512
    Sha512,
}

impl Digest {
    /// The digest of several pieces as if they were one.
    pub fn of(self, pieces: &[&[u8]]) -> Vec<u8> {
        fn run<D: sha2::Digest>(pieces: &[&[u8]]) -> Vec<u8> {
            let mut hasher = D::new();
            pieces.iter().for_each(|piece| hasher.update(piece));
            hasher.finalize().to_vec()
        }
        match self {
            Self::Sha256 => run::<Sha256>(pieces),
            Self::Sha384 => run::<Sha384>(pieces),
            Self::Sha512 => run::<Sha512>(pieces),
        }
    }

    /// Its object identifier.
    pub fn oid(self) -> ObjectIdentifier {
        match self {
            Self::Sha256 => ID_SHA_256,
            Self::Sha384 => ID_SHA_384,
            Self::Sha512 => ID_SHA_512,
        }
    }

    /// Its algorithm identifier; RFC 5754 §2 asks for absent parameters.
    pub fn identifier(self) -> AlgorithmIdentifierOwned {
        AlgorithmIdentifierOwned {
            oid: self.oid(),
            parameters: None,
        }
    }

    /// Reads an algorithm identifier with absent or NULL parameters (RFC 5754 §2 allows both).
    ///
    /// # Errors
    /// [`AlgorithmError::Digest`] for other digests, `Malformed` for other parameters.
    pub fn from_identifier(identifier: &AlgorithmIdentifierOwned) -> Result<Self, AlgorithmError> {
        if !absent_or_null(identifier.parameters.as_ref()) {
            return Err(AlgorithmError::Malformed("digest algorithm parameters"));
        }
        [Self::Sha256, Self::Sha384, Self::Sha512]
            .into_iter()
            .find(|digest| digest.oid() == identifier.oid)
            .ok_or(AlgorithmError::Digest(identifier.oid))
    }
}

/// A signature algorithm with its digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignatureAlgorithm {
    /// RSASSA-PKCS1-v1_5
    RsaPkcs1(Digest),
    /// RSASSA-PSS with MGF1 of the same digest and a salt of this many bytes.
    RsaPss(Digest, u8),
    /// ECDSA
    Ecdsa(Digest),
}

impl SignatureAlgorithm {
    /// The digest it signs.
    pub fn digest(self) -> Digest {
        match self {
            Self::RsaPkcs1(digest) | Self::RsaPss(digest, _) | Self::Ecdsa(digest) => digest,
        }
    }

    /// Its algorithm identifier; none for PSS, which is accepted but not signed with.
    pub fn identifier(self) -> Option<AlgorithmIdentifierOwned> {
        let (oid, parameters) = match self {
            Self::RsaPkcs1(Digest::Sha256) => (SHA_256_WITH_RSA_ENCRYPTION, Some(Any::null())),
            Self::RsaPkcs1(Digest::Sha384) => (SHA_384_WITH_RSA_ENCRYPTION, Some(Any::null())),
            Self::RsaPkcs1(Digest::Sha512) => (SHA_512_WITH_RSA_ENCRYPTION, Some(Any::null())),
            Self::Ecdsa(Digest::Sha256) => (ECDSA_WITH_SHA_256, None),
            Self::Ecdsa(Digest::Sha384) => (ECDSA_WITH_SHA_384, None),
            Self::Ecdsa(Digest::Sha512) => (ECDSA_WITH_SHA_512, None),
            Self::RsaPss(..) => return None,
        };
        Some(AlgorithmIdentifierOwned { oid, parameters })
    }

    /// Reads an algorithm identifier. `rsaEncryption`, which names no digest, takes the digest
    /// declared beside it (RFC 3370 §3.2).
    ///
    /// # Errors
    /// [`AlgorithmError`] if it is not accepted.
    pub fn from_identifier(
        identifier: &AlgorithmIdentifierOwned,
        declared: Option<Digest>,
    ) -> Result<Self, AlgorithmError> {
        let parameters = identifier.parameters.as_ref();
        let rsa = |digest| match parameters {
            Some(any) if is_null(any) => Ok(Self::RsaPkcs1(digest)),
            _ => Err(AlgorithmError::Malformed("signature algorithm parameters")),
        };
        let ecdsa = |digest| match parameters {
            None => Ok(Self::Ecdsa(digest)),
            Some(_) => Err(AlgorithmError::Malformed("signature algorithm parameters")),
        };
        match (identifier.oid, declared) {
            (RSA_ENCRYPTION, Some(digest)) => rsa(digest),
            (SHA_256_WITH_RSA_ENCRYPTION, _) => rsa(Digest::Sha256),
            (SHA_384_WITH_RSA_ENCRYPTION, _) => rsa(Digest::Sha384),
            (SHA_512_WITH_RSA_ENCRYPTION, _) => rsa(Digest::Sha512),
            (ECDSA_WITH_SHA_256, _) => ecdsa(Digest::Sha256),
            (ECDSA_WITH_SHA_384, _) => ecdsa(Digest::Sha384),
            (ECDSA_WITH_SHA_512, _) => ecdsa(Digest::Sha512),
            (ID_RSASSA_PSS, _) => read_pss(parameters),
            (other, _) => Err(AlgorithmError::Signature(other)),
        }
    }
}

/// Reads RSASSA-PSS parameters (RFC 4055 §3.1): one digest throughout.
fn read_pss(parameters: Option<&Any>) -> Result<SignatureAlgorithm, AlgorithmError> {
    let malformed = AlgorithmError::Malformed("the RSASSA-PSS parameter field");
    let der = parameters
        .and_then(|any| any.to_der().ok())
        .ok_or(malformed.clone())?;
    let parameters = RsaPssParams::from_der(&der).map_err(|_| malformed.clone())?;
    let owned = |oid, parameters: Option<der::AnyRef<'_>>| AlgorithmIdentifierOwned {
        oid,
        parameters: parameters.map(Any::from),
    };
    let digest = Digest::from_identifier(&owned(parameters.hash.oid, parameters.hash.parameters))?;
    let mask = parameters.mask_gen.parameters.ok_or(malformed.clone())?;
    let mask_digest = Digest::from_identifier(&owned(mask.oid, mask.parameters))?;
    if parameters.mask_gen.oid != ID_MGF_1 || mask_digest != digest {
        return Err(malformed);
    }
    Ok(SignatureAlgorithm::RsaPss(digest, parameters.salt_len))
}

fn is_null(any: &Any) -> bool {
    any.tag() == Tag::Null && any.value().is_empty()
}

fn absent_or_null(parameters: Option<&Any>) -> bool {
    parameters.is_none_or(is_null)
}

/// A public key of an accepted kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PublicKey {
    /// RSA
    Rsa(RsaPublicKey),
    /// NIST P-256
    P256(p256::ecdsa::VerifyingKey),
    /// NIST P-384
    P384(p384::ecdsa::VerifyingKey),
}

impl PublicKey {
    /// Reads the key of a certificate.
    ///
    /// # Errors
    /// [`AlgorithmError`] if the kind or size is not accepted, or the point is not on its curve.
    pub fn from_certificate_key(key: &SubjectPublicKeyInfoOwned) -> Result<Self, AlgorithmError> {
        let malformed = AlgorithmError::Malformed("the public key");
        let bytes = key.subject_public_key.as_bytes().ok_or(malformed.clone())?;
        match key.algorithm.oid {
            RSA_ENCRYPTION => read_rsa(bytes).map(Self::Rsa),
            ID_EC_PUBLIC_KEY => {
                let curve = key
                    .algorithm
                    .parameters
                    .as_ref()
                    .and_then(|any| any.decode_as::<ObjectIdentifier>().ok());
                match curve.ok_or(malformed.clone())? {
                    SECP_256_R_1 => p256::ecdsa::VerifyingKey::from_sec1_bytes(bytes).map(Self::P256),
                    SECP_384_R_1 => p384::ecdsa::VerifyingKey::from_sec1_bytes(bytes).map(Self::P384),
                    other => return Err(AlgorithmError::Key(other)),
                }
                .map_err(|_| malformed)
            }
            other => Err(AlgorithmError::Key(other)),
        }
    }

    /// What people call this kind of key.
    pub fn kind(&self) -> String {
        match self {
            Self::Rsa(key) => format!("RSA-{}", key.n().bits()),
            Self::P256(_) => "P-256".to_owned(),
            Self::P384(_) => "P-384".to_owned(),
        }
    }

    /// Whether a signature over these bytes is this key's.
    ///
    /// # Errors
    /// [`AlgorithmError::Mismatch`] if the algorithm does not go with the key.
    pub fn verify(
        &self,
        algorithm: SignatureAlgorithm,
        message: &[u8],
        signature: &[u8],
    ) -> Result<bool, AlgorithmError> {
        let hash = algorithm.digest().of(&[message]);
        match (self, algorithm) {
            (Self::Rsa(key), SignatureAlgorithm::RsaPkcs1(digest)) => {
                let padding = match digest {
                    Digest::Sha256 => Pkcs1v15Sign::new::<Sha256>(),
                    Digest::Sha384 => Pkcs1v15Sign::new::<Sha384>(),
                    Digest::Sha512 => Pkcs1v15Sign::new::<Sha512>(),
                };
                Ok(key.verify(padding, &hash, signature).is_ok())
            }
            (Self::Rsa(key), SignatureAlgorithm::RsaPss(digest, salt)) => {
                let salt = usize::from(salt);
                let padding = match digest {
                    Digest::Sha256 => Pss::new_with_salt::<Sha256>(salt),
                    Digest::Sha384 => Pss::new_with_salt::<Sha384>(salt),
                    Digest::Sha512 => Pss::new_with_salt::<Sha512>(salt),
                };
                Ok(key.verify(padding, &hash, signature).is_ok())
            }
            (Self::P256(key), SignatureAlgorithm::Ecdsa(_)) => {
                Ok(p256::ecdsa::Signature::from_der(signature)
                    .is_ok_and(|signature| key.verify_prehash(&hash, &signature).is_ok()))
            }
            (Self::P384(key), SignatureAlgorithm::Ecdsa(_)) => {
                Ok(p384::ecdsa::Signature::from_der(signature)
                    .is_ok_and(|signature| key.verify_prehash(&hash, &signature).is_ok()))
            }
            _ => Err(AlgorithmError::Mismatch(
                "the signature algorithm does not go with the key",
            )),
        }
    }
}

/// Reads an RSA key (RFC 8017 §A.1.1) within the accepted sizes.
fn read_rsa(bytes: &[u8]) -> Result<RsaPublicKey, AlgorithmError> {
    let malformed = |_| AlgorithmError::Malformed("the RSA key");
    let key = rsa::pkcs1::RsaPublicKey::from_der(bytes).map_err(malformed)?;
    let modulus = BigUint::from_bytes_be(key.modulus.as_bytes());
    let exponent = BigUint::from_bytes_be(key.public_exponent.as_bytes());
    if !(MIN_RSA_BITS..=MAX_RSA_BITS).contains(&modulus.bits()) {
        return Err(AlgorithmError::RsaSize(modulus.bits()));
    }
    RsaPublicKey::new_with_max_size(modulus, exponent, MAX_RSA_BITS)
        .map_err(|_| AlgorithmError::Malformed("the RSA key"))
}
