//! Opening a workbook for a command: to write it or to read it.

use std::path::Path;

use super::Engagement;
use super::clock::Clock;
use crate::error::Result;
use crate::store::Access;

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
