//! The records of an assessment. How changes are folded into them stands in `fold`.

mod action;
mod answer;
mod digest;
mod evidence;
mod finding;
mod fold;
mod index;
mod records;
mod review;

pub use action::{ActionItem, ActionStatus};
pub use answer::{
    AlternativeBasis, AlternativeKind, Answer, CheckKey, Limitation, RiskAccepted, Sample, State,
};
pub use evidence::{CustodyStep, DocumentRequest, Evidence, EvidenceKind, Interview, Link, Sensitivity};
pub use finding::{CheckRef, EarlierFinding, EarlierSource, EarlierState, Finding, Rating};
pub use fold::{ApplyError, Assessment};
pub use records::{Records, UidTwice};
pub use review::{ExportRecord, Review, ReviewState, SignOff};

/// The uid of the one profile object.
pub const PROFILE_UID: &str = "profile";
