//! Reviews, sign-offs and the register of exports: what people said about the assessment. None of
//! it is part of the assessment's digest.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::model::pack::ClauseId;
use crate::model::scope::Target;
use crate::model::signing::Role;

/// Where a check stands between its preparer and its reviewer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewState {
    /// 送覆核
    Submitted,
    /// 退回
    Returned,
    /// 核可
    Approved,
}

impl ReviewState {
    /// All states, in the order a check goes through them.
    pub const ALL: [ReviewState; 3] = [
        ReviewState::Submitted,
        ReviewState::Returned,
        ReviewState::Approved,
    ];

    /// The stable id.
    pub fn id(self) -> &'static str {
        match self {
            ReviewState::Submitted => "submitted",
            ReviewState::Returned => "returned",
            ReviewState::Approved => "approved",
        }
    }
}

/// The last word said on a check in review; earlier ones are in the journal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// Random 128-bit uid.
    pub uid: String,
    /// The clause.
    pub clause: ClauseId,
    /// The target.
    pub target: Target,
    /// Submitted, returned or approved.
    pub state: ReviewState,
    /// Who said so.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
    /// What the reviewer wants.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// What was approved: the check's content as it stood, to say later what changed since.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub seen: Value,
}

impl Eq for Review {}

/// A sign-off (簽核): somebody answers for the assessment as it stood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignOff {
    /// Random 128-bit uid.
    pub uid: String,
    /// As what.
    pub role: Role,
    /// Who.
    pub by: String,
    /// The person's title.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// When, RFC 3339.
    pub at: String,
    /// Digest of the assessment that was signed off.
    pub digest: String,
    /// Number of journal rows before the sign-off, to say later what changed since.
    pub count: u64,
    /// Anything to say with it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A finished export: outside the digest, because exporting changes nothing that is assessed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExportRecord {
    /// Random 128-bit uid.
    pub uid: String,
    /// What was written, e.g. `report`.
    pub format: String,
    /// File name without its folder.
    pub file: String,
    /// SHA-256 of the finished file, lower-case hexadecimal.
    pub sha256: String,
    /// Digest of the assessment it shows.
    pub digest: String,
    /// Role that signed it, if it was signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_as: Option<String>,
    /// SHA-256 of the registered file that this signature or timestamp was added to, lower-case
    /// hexadecimal; none for a file that was written anew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub added_to: Option<String>,
    /// When, RFC 3339.
    pub at: String,
}
