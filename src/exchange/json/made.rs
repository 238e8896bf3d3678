//! How a report was made: what it takes, besides the workbook, to make it again.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::model::reporting::ReportOptions;
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
    /// The user's copy of the official text, if the report quotes it.
    pub official: Option<OfficialText>,
}
