//! Signatures as the rest of the program speaks of them: roles, field names, trust, and what a
//! verification found. No cryptography here.

use serde::{Deserialize, Serialize};

use super::content::ContentReport;

/// Who signs a report. The preparer's signature certifies the document (DocMDP P=2,
/// ISO 32000-1 §12.8.2.2); reviewer and approver fill pre-placed fields afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 編製
    Preparer,
    /// 覆核
    Reviewer,
    /// 核准
    Approver,
}

impl Role {
    /// All roles in signing order.
    pub const ALL: [Role; 3] = [Role::Preparer, Role::Reviewer, Role::Approver];

    /// The name of the pre-placed signature field (ASCII, as some verifiers need).
    pub fn field_name(self) -> &'static str {
        match self {
            Role::Preparer => "Preparer",
            Role::Reviewer => "Reviewer",
            Role::Approver => "Approver",
        }
    }

    /// The stable id used in JSON and on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Role::Preparer => "preparer",
            Role::Reviewer => "reviewer",
            Role::Approver => "approver",
        }
    }

    /// The role whose field has this name.
    pub fn from_field_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.field_name() == name)
    }
}

/// How far the certificate behind a signature can be traced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trust {
    /// Self-signed: shows only whether the file changed after signing.
    SelfMade,
    /// Chains to a certificate the user named as trusted.
    Ca,
    /// Chains to a trusted certificate and was issued for a card (自然人憑證, 工商憑證).
    CardCa,
    /// Issued by somebody, but no trusted root was given or reached.
    Unknown,
}

/// What is known of one signature in a PDF.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SignatureReport {
    /// Role id (`preparer`, `reviewer`, `approver`), or the field's own name in foreign files.
    pub role: String,
    /// Common name of the signer's certificate.
    pub signer: String,
    /// SHA-256 of the signer's certificate, lower-case hexadecimal.
    pub fingerprint: String,
    /// `/M` as RFC 3339, as the signer claims it; none where absent.
    pub claimed_time: Option<String>,
    /// How far the certificate can be traced.
    pub trust: Trust,
    /// True for the last signature only, when it reaches the end of the file.
    pub covers_all: bool,
    /// The timestamp in it, verified; none where it has none.
    pub timestamp: Option<TimestampReport>,
}

/// What is known of the timestamp in a signature (RFC 3161): the signature existed at this time,
/// as far as the authority is to be believed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimestampReport {
    /// When, by the authority's clock, as RFC 3339 in UTC.
    pub time: String,
    /// Common name of the authority's certificate.
    pub authority: String,
    /// How far the authority's certificate can be traced; never [`Trust::CardCa`].
    pub trust: Trust,
}

/// One reason why a file is refused: a stable id, what it concerns, and detail in English for
/// logs. Words for people are made in `lang`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// Stable id, e.g. `digest_mismatch`, `bytes_after_last_signature`.
    pub id: &'static str,
    /// Field name of the signature it concerns, if any.
    pub field: Option<String>,
    /// Technical detail, in English.
    pub detail: String,
}

/// The result of verifying one PDF.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verification {
    /// Every check passed.
    pub valid: bool,
    /// Why not, empty if valid.
    pub refusals: Vec<Refusal>,
    /// The signatures found, in the order of their revisions.
    pub signatures: Vec<SignatureReport>,
    /// What came of making the report again from the workbook inside it.
    pub content: ContentReport,
}
