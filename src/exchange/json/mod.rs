//! A whole workbook as JSON: the pack, every record, the head of the journal, and the states of the
//! evidence when it was written. It holds ids and what people entered, no words of the program.
//!
//! Written in the canonical form of RFC 8785, so that the same workbook gives the same bytes. Read
//! strictly: unknown fields, missing ones, two records of one uid or a digest that is not that of
//! the records are refused, with the place in the JSON.

mod error;
mod made;
mod read;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use self::error::JsonError;
pub use self::made::ReportMade;
pub use self::read::read;
use crate::model::assessment::{Assessment, Records};
use crate::model::canonical;
use crate::model::journal::Head;
use crate::model::pack::Pack;
use crate::model::reporting::EvidenceState;

/// What such a file calls itself.
pub const FORMAT: &str = "zicha-workbook";
/// The version of the format that is written; no other is read.
pub const VERSION: u32 = 1;
/// Larger files are not read, in bytes; a workbook of a thousand systems takes half of it.
pub const MAX_BYTES: usize = 64 * MEGABYTE;
const MEGABYTE: usize = 1024 * 1024;

/// How far the records are those of the workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Extent {
    /// As the workbook has them; the digest is theirs.
    #[default]
    Whole,
    /// Without folders of the machine: of an absolute path only the last name is left. The digest is
    /// that of the whole records.
    WithoutPaths,
    /// Without organisation, people and paths. The digest is that of the whole records.
    Redacted,
}

/// A workbook as it stood at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkbookFile {
    format: String,
    version: u32,
    /// The joined pack.
    pub pack: Pack,
    /// Every record.
    pub assessment: Records,
    /// How far they are those of the workbook.
    pub extent: Extent,
    /// Number of rows and head of the journal.
    pub journal: Head,
    /// Digest of the assessment in the workbook.
    pub digest: String,
    /// State of each piece of evidence when this was written, by uid.
    pub evidence_states: BTreeMap<String, EvidenceState>,
    /// How the report was made that this is attached to; none in an export.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<ReportMade>,
}

impl WorkbookFile {
    /// A workbook's state. `digest` is that of the workbook's own assessment, whatever `extent` says
    /// was taken out of `assessment`.
    pub fn new(
        pack: &Pack,
        assessment: &Assessment,
        extent: Extent,
        head: &Head,
        digest: &str,
        evidence_states: &BTreeMap<String, EvidenceState>,
    ) -> Self {
        Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            pack: pack.clone(),
            assessment: Records::from(assessment),
            extent,
            journal: head.clone(),
            digest: digest.to_owned(),
            evidence_states: evidence_states.clone(),
            report: None,
        }
    }

    /// The same, attached to a report that was made so.
    #[must_use]
    pub fn of_report(self, made: ReportMade) -> Self {
        Self {
            report: Some(made),
            ..self
        }
    }

    /// The assessment that the records make up.
    ///
    /// # Errors
    /// [`JsonError::UidTwice`].
    pub fn assessment(&self) -> Result<Assessment, JsonError> {
        Ok(Assessment::try_from(self.assessment.clone())?)
    }

    /// The file: RFC 8785 JSON, read back and compared.
    ///
    /// # Errors
    /// [`JsonError::Differs`] if it does not read back as it is, [`JsonError::TooLarge`] if it is
    /// larger than what is read.
    pub fn write(&self) -> Result<Vec<u8>, JsonError> {
        let bytes = canonical::to_bytes(self);
        if read(&bytes)? != *self {
            return Err(JsonError::Differs);
        }
        Ok(bytes)
    }

    /// Whether this is exactly what [`WorkbookFile::write`] gives: in the canonical form.
    pub fn is_written_as(&self, bytes: &[u8]) -> bool {
        canonical::to_bytes(self) == bytes
    }
}
