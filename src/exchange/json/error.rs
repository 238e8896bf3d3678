//! Why a workbook's JSON is not read or written.

use super::{FORMAT, MAX_BYTES, VERSION};
use crate::error::Words;
use crate::model::assessment::UidTwice;
use crate::model::json_fault::json_words;

/// Why a workbook's JSON is not read or written.
#[derive(Debug, thiserror::Error)]
pub enum JsonError {
    /// Larger than what is read.
    #[error("the JSON has {size} bytes, more than the {MAX_BYTES} that are read")]
    TooLarge {
        /// Its size in bytes.
        size: usize,
    },
    /// JSON of something else.
    #[error("the JSON does not say that its format is {FORMAT}")]
    NotOurs,
    /// Another version of the format.
    #[error("the JSON is of version {version} of its format; this program reads version {VERSION}")]
    OtherVersion {
        /// The version as it stands there.
        version: String,
    },
    /// Not JSON, or not of the shape of a workbook.
    #[error("at {path}: {fault}")]
    Json {
        /// Where in the JSON, such as `assessment.answers[3].state`.
        path: String,
        /// What is wrong there.
        fault: serde_json::Error,
    },
    /// Two records have one uid.
    #[error("at assessment: {0}")]
    UidTwice(#[from] UidTwice),
    /// The digest is not that of the records.
    #[error("at digest: it is not the digest of the records")]
    Digest,
    /// What was written reads back differently.
    #[error("the JSON reads back differently")]
    Differs,
}

impl JsonError {
    /// What happened, to be worded.
    pub fn words(&self) -> Words {
        match self {
            Self::TooLarge { size } => Words::new("error.workbook_json_large")
                .with("size", size)
                .with("limit", MAX_BYTES),
            Self::NotOurs => Words::new("error.workbook_json_other").with("format", FORMAT),
            Self::OtherVersion { version } => Words::new("error.workbook_json_version")
                .with("version", version)
                .with("known", VERSION),
            Self::Json { path, fault } => Words::new("error.workbook_json_at")
                .with("path", path)
                .saying("fault", json_words(fault)),
            Self::UidTwice(fault) => Words::new("error.workbook_json_uid")
                .with("path", fault.list)
                .with("uid", &fault.uid),
            Self::Digest => Words::new("error.workbook_json_digest"),
            Self::Differs => Words::new("error.workbook_json_differs"),
        }
    }
}
