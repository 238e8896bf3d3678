//! Evidence: attaching references, tying them to checks, changing what is known of them, looking
//! at the files again, finding moved ones, and handing copies over.

mod attaching;
mod checking;
mod exporting;
mod fields;
mod folders;
mod hashing;
mod locating;
mod measuring;
mod pictures;
mod relinking;

pub use exporting::{ExportedEvidence, ExportedRow};
pub use pictures::kind_at;

use std::sync::atomic::AtomicBool;

use super::Engagement;
use super::request::{Progress, ProgressUnit, Work};
use crate::error::{Error, Result};
use crate::model::assessment::{Evidence, Link};

/// Who watches long work: where progress goes and whether it is to stop.
pub struct Watch<'a> {
    /// Told how far it is.
    pub progress: &'a mut dyn FnMut(Progress),
    /// Set by whoever wants it to stop.
    pub cancelled: &'a AtomicBool,
}

impl Watch<'_> {
    fn bytes(&mut self, done: u64, total: u64) {
        (self.progress)(Progress {
            work: Work::Evidence,
            done: done.min(total),
            total,
            unit: ProgressUnit::Bytes,
        });
    }
}

impl Engagement {
    fn evidence_with(&self, uid: &str) -> Result<&Evidence> {
        self.assessment().evidence.get(uid).ok_or_else(no_such_evidence)
    }

    fn link_with(&self, uid: &str) -> Result<&Link> {
        self.assessment().links.get(uid).ok_or_else(no_such_evidence)
    }

    /// Every piece by its display number.
    pub fn evidence_in_order(&self) -> Vec<&Evidence> {
        self.assessment().evidence_by_number().collect()
    }
}

fn no_such_evidence() -> Error {
    Error::input("error.evidence_gone").hint("error.hint_look_evidence")
}

/// The error of work that somebody stopped; nothing was changed.
fn stopped() -> Error {
    Error::input("error.evidence_cancelled").hint("error.hint_unchanged")
}
