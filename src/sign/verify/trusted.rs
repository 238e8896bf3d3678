//! Reads the certificates that a user trusts.

use der::{Decode, Encode};
use thiserror::Error;
use x509_cert::Certificate as X509;

use crate::sign::certificate::{Certificate, CertificateError};

/// Why a file of trusted certificates cannot be used.
#[derive(Debug, Error)]
pub enum TrustError {
    /// Neither PEM nor DER.
    #[error("this is not a certificate in PEM or DER")]
    NotACertificate,
    /// A certificate is there but cannot be relied on.
    #[error(transparent)]
    Certificate(#[from] CertificateError),
}

/// Reads one certificate in DER or any number in PEM.
///
/// # Errors
/// [`TrustError`]
pub fn read_trusted(bytes: &[u8]) -> Result<Vec<Certificate>, TrustError> {
    if X509::from_der(bytes).is_ok() {
        return Ok(vec![Certificate::from_der(bytes)?]);
    }
    let parsed = X509::load_pem_chain(bytes).map_err(|_| TrustError::NotACertificate)?;
    if parsed.is_empty() {
        return Err(TrustError::NotACertificate);
    }
    parsed
        .iter()
        .map(|certificate| {
            let der = certificate.to_der().map_err(|_| TrustError::NotACertificate)?;
            Ok(Certificate::from_der(&der)?)
        })
        .collect()
}
