//! Reads a PKCS#12 file.

use p12_keystore::{Pkcs12Archive, error::Error as Pkcs12Error};

use super::{Identity, IdentityError, PrivateKey};
use crate::sign::certificate::{Certificate, CertificateError};

/// More certificates than this in one file are refused.
const MAX_CERTIFICATES: usize = 16;

/// Reads the one identity in a PKCS#12 file, with the certificates above it.
///
/// # Errors
/// [`IdentityError`] names what is wrong with the file or the passphrase.
pub fn load(pkcs12: &[u8], passphrase: &str) -> Result<Identity, IdentityError> {
    let archive = Pkcs12Archive::from_pkcs12(pkcs12, passphrase).map_err(|error| explain(&error))?;
    let [key] = archive.keys.as_slice() else {
        return Err(match archive.keys.len() {
            0 => IdentityError::NoPrivateKey,
            several => IdentityError::SeveralPrivateKeys(several),
        });
    };
    if archive.certs.len() > MAX_CERTIFICATES {
        return Err(CertificateError::Malformed("too many certificates in the file").into());
    }
    let key = PrivateKey::from_pkcs8(key.key.as_der())?;
    let certificates: Vec<Result<Certificate, CertificateError>> = archive
        .certs
        .iter()
        .map(|bag| Certificate::from_der(bag.cert.as_der()))
        .collect();
    let public = key.public_key();
    let leaf = certificates
        .iter()
        .flatten()
        .find(|certificate| *certificate.key() == public)
        .cloned();
    let Some(leaf) = leaf else {
        // Say what is wrong with the only certificate rather than that there is none.
        return Err(match certificates.into_iter().find_map(Result::err) {
            Some(error) => error.into(),
            None => IdentityError::NoCertificate,
        });
    };
    let chain = chain_above(&leaf, certificates.into_iter().flatten().collect());
    Identity::new(key, leaf, chain)
}

/// The certificates of the file or card that lead upwards from the leaf, each checked by its issuer's
/// key. Others are left out: a signature must not carry certificates that it does not use.
pub(super) fn chain_above(leaf: &Certificate, others: Vec<Certificate>) -> Vec<Vec<u8>> {
    let mut chain: Vec<Certificate> = vec![leaf.clone()];
    while let Some(last) = chain.last() {
        if last.is_self_signed() {
            break;
        }
        let is_next = |other: &&Certificate| {
            last.names_as_issuer(other)
                && last.is_signed_by(other)
                && !chain.iter().any(|known| known.der() == other.der())
        };
        let Some(next) = others.iter().find(is_next).cloned() else {
            break;
        };
        chain.push(next);
    }
    chain
        .into_iter()
        .skip(1)
        .map(|certificate| certificate.der().to_vec())
        .collect()
}

fn explain(error: &Pkcs12Error) -> IdentityError {
    match error {
        // Files without a MAC show a wrong passphrase only by padding that does not come out.
        Pkcs12Error::MacError(_) | Pkcs12Error::UnpadError | Pkcs12Error::Pkcs5Error(_) => {
            IdentityError::WrongPassphrase
        }
        Pkcs12Error::UnsupportedEncryptionScheme | Pkcs12Error::UnsupportedMacAlgorithm => {
            IdentityError::UnsupportedEncryption
        }
        Pkcs12Error::InvalidPrivateKey => IdentityError::UnsupportedKey("it is malformed".to_owned()),
        _ => IdentityError::NotPkcs12,
    }
}
