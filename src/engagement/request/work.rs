//! What long work over evidence found.

use crate::error::Words;
use crate::model::reporting::EvidenceState;

/// A piece of evidence that was looked at again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// Its uid.
    pub uid: String,
    /// What it is now.
    pub state: EvidenceState,
    /// What stood in the way of looking at it.
    pub cause: Option<Words>,
}

/// What looking for moved evidence found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Relinked {
    /// Uid, the location before and the location now.
    pub moved: Vec<(String, String, String)>,
    /// Uids of evidence that is still missing.
    pub missing: Vec<String>,
}
