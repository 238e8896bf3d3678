//! How a report was made: what it takes, besides the workbook, to make it again.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::model::reporting::ReportOptions;
use crate::model::signing::{ExpectedSigner, Role};
use crate::model::source::OfficialText;

/// What a report depends on besides the workbook it shows. A report made from the same workbook and
/// the same of these is the same, byte for byte, under the same version of the program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportMade {
    /// What it holds and in which words.
    pub options: ReportOptions,
    /// When it was made, RFC 3339 with offset.
    pub created: DateTime<FixedOffset>,
    /// Name on the certificate of the preparer; none for a draft.
    pub signer: Option<String>,
    /// Version of the program that made it.
    pub program_version: String,
    /// Who is expected to sign, by role; empty where anybody may.
    pub expected: Vec<ExpectedCertificate>,
    /// The user's copy of the official text, if the report quotes it.
    pub official: Option<OfficialText>,
}

/// A certificate that the report names for a role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedCertificate {
    /// The role.
    pub role: Role,
    /// Common name of the certificate.
    pub name: String,
    /// SHA-256 of the certificate, lower-case hexadecimal.
    pub fingerprint: String,
    /// The certificate, DER, as hexadecimal digits.
    pub certificate: String,
}

impl From<&ExpectedSigner> for ExpectedCertificate {
    fn from(signer: &ExpectedSigner) -> Self {
        Self {
            role: signer.role,
            name: signer.name.clone(),
            fingerprint: signer.fingerprint.clone(),
            certificate: hex::encode(&signer.certificate),
        }
    }
}

impl ExpectedCertificate {
    /// The signer; none where the certificate is not written in hexadecimal digits.
    pub fn signer(&self) -> Option<ExpectedSigner> {
        Some(ExpectedSigner {
            role: self.role,
            name: self.name.clone(),
            fingerprint: self.fingerprint.clone(),
            certificate: hex::decode(&self.certificate).ok()?,
        })
    }
}
