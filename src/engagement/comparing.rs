//! What changed since another workbook.

use std::path::Path;
use std::sync::Arc;

use super::Engagement;
use super::clock::SystemClock;
use super::request::Previous;
use crate::error::{Error, Result};
use crate::model::delta::{Delta, Side, delta};

impl Engagement {
    /// What changed from the workbook at `previous` to this one. That one is only read.
    pub fn change_since(&self, previous: &Path) -> Result<Delta> {
        let previous = Self::open_for_reading(previous, Box::new(SystemClock), String::new())?;
        Ok(self.compared_with(&previous))
    }

    /// Reads the workbook of the year before.
    ///
    /// # Errors
    ///
    /// Where it cannot be read, or is this workbook itself.
    pub fn read_previous(&self, path: &Path) -> Result<Previous> {
        let is_same = |one: &Path, other: &Path| {
            one == other
                || one
                    .canonicalize()
                    .ok()
                    .is_some_and(|one| Some(one) == other.canonicalize().ok())
        };
        if is_same(path, self.path()) {
            return Err(Error::input("error.previous_is_itself")
                .with("path", path.display())
                .hint("error.hint_previous"));
        }
        let read = Self::open_for_reading(path, Box::new(SystemClock), String::new())?;
        Ok(Previous {
            path: path.to_owned(),
            pack: Arc::clone(read.pack()),
            assessment: read.assessment().clone(),
        })
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
