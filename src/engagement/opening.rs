//! Opening a workbook for a command: to write it, to read it, or to look at its journal alone.

use std::path::Path;

use super::Engagement;
use super::clock::Clock;
use crate::error::Result;
use crate::model::journal::{ChainReport, Head};
use crate::store::{Access, Store};

impl Engagement {
    /// Opens a workbook for writing. Refused while another instance writes it.
    pub fn open_for_writing(path: &Path, clock: Box<dyn Clock>, author: String) -> Result<Self> {
        Self::open(path, Access::Write, clock, author)
    }

    /// Opens a workbook for reading, also while another instance writes it.
    pub fn open_for_reading(path: &Path, clock: Box<dyn Clock>, author: String) -> Result<Self> {
        Self::open(path, Access::Read, clock, author)
    }
}

/// Checks the journal of a workbook without loading the assessment, so that a workbook whose
/// tables were changed from outside is still judged instead of being refused.
pub fn verify_journal(path: &Path, anchor: Option<&Head>) -> Result<ChainReport> {
    Ok(Store::open(path, Access::Read)?.verify(anchor)?)
}
