//! Reads the certificates that a user trusts.

use thiserror::Error;

use crate::error::Words;
use crate::sign::{
    certificate::{Certificate, CertificateError},
    strict_der::SEQUENCE,
};

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

impl TrustError {
    /// What happened, to be worded.
    pub fn words(&self) -> Words {
        match self {
            Self::NotACertificate => Words::new("error.not_a_certificate"),
            Self::Certificate(fault) => fault.words(),
        }
    }
}

const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
const END: &str = "-----END CERTIFICATE-----";

/// Reads one certificate in DER or any number in PEM; text around the PEM blocks is skipped.
///
/// # Errors
/// [`TrustError`]
pub fn read_trusted(bytes: &[u8]) -> Result<Vec<Certificate>, TrustError> {
    if bytes.first() == Some(&SEQUENCE) {
        return Ok(vec![Certificate::from_der(bytes)?]);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| TrustError::NotACertificate)?;
    let blocks = text
        .split(BEGIN)
        .skip(1)
        .map(|rest| rest.split_once(END).map(|(body, _)| body));
    let certificates: Vec<Certificate> = blocks.map(read_block).collect::<Result<_, _>>()?;
    if certificates.is_empty() {
        Err(TrustError::NotACertificate)
    } else {
        Ok(certificates)
    }
}

/// Reads what stands between the marks.
fn read_block(body: Option<&str>) -> Result<Certificate, TrustError> {
    let body = body.ok_or(TrustError::NotACertificate)?;
    // Lines of other lengths are as good, but the decoder wants its own.
    let digits: Vec<char> = body.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    let lines: Vec<String> = digits.chunks(64).map(|line| line.iter().collect()).collect();
    let pem = format!("{BEGIN}\n{}\n{END}\n", lines.join("\n"));
    let (_, der) = der::pem::decode_vec(pem.as_bytes()).map_err(|_| TrustError::NotACertificate)?;
    Ok(Certificate::from_der(&der)?)
}
