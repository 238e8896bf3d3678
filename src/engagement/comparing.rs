//! What changed since another workbook.

use std::path::Path;

use super::Engagement;
use super::clock::SystemClock;
use crate::error::Result;
use crate::model::delta::{Delta, Side, delta};

impl Engagement {
    /// What changed from the workbook at `previous` to this one. That one is only read.
    pub fn change_since(&self, previous: &Path) -> Result<Delta> {
        let previous = Self::open_for_reading(previous, Box::new(SystemClock), String::new())?;
        Ok(self.compared_with(&previous))
    }

    /// What changed from an opened workbook to this one.
    pub fn compared_with(&self, previous: &Self) -> Delta {
        let (before, after) = (previous.scope(), self.scope());
        delta(
            Side {
                pack: previous.pack(),
                assessment: previous.assessment(),
                scope: &before,
            },
            Side {
                pack: self.pack(),
                assessment: self.assessment(),
                scope: &after,
            },
        )
    }
}
