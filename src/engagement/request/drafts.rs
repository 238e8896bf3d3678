//! What people fill in: new values for the records of an assessment.

use crate::model::assessment::{
    AlternativeBasis, CheckRef, EvidenceKind, Interview, Limitation, Rating, ReviewState, RiskAccepted,
    Sample, Sensitivity, State,
};
use crate::model::pack::{ClauseId, Method};
use crate::model::scope::Target;
use crate::model::signing::Role;

/// New values for an answer; what is none stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AnswerDraft {
    /// The determination.
    pub state: Option<State>,
    /// Practice narrative or reason.
    pub note: Option<String>,
    /// How it was established.
    pub methods: Option<Vec<Method>>,
    /// The sample; an empty one is removed.
    pub sample: Option<Sample>,
    /// Equivalence reasoning of an alternative control; empty removes it.
    pub alternative: Option<String>,
    /// Which control that is; an inner none removes it.
    pub alternative_basis: Option<Option<AlternativeBasis>>,
    /// Accepted risk; an inner none removes it.
    pub risk_accepted: Option<Option<RiskAccepted>>,
    /// What kept it from being determined; an inner none removes it.
    pub limitation: Option<Option<Limitation>>,
    /// Who reviewed a claimed not-applicable.
    pub reviewer: Option<String>,
}

/// A new piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EvidenceDraft {
    /// What kind of reference.
    pub kind: EvidenceKind,
    /// Path, address, document number, place or person as the user gave it.
    pub location: String,
    /// A name for people; empty takes the file name.
    pub title: String,
    /// The day the evidence speaks of, `YYYY-MM-DD` or empty.
    pub dated: String,
    /// The day it stops being valid, or empty.
    pub valid_until: String,
    /// Version of a document.
    pub version: String,
    /// Who issued it.
    pub issuer: String,
    /// First day of the time it covers, `YYYY-MM-DD` or empty.
    pub covers_from: String,
    /// Last day of the time it covers.
    pub covers_to: String,
    /// How carefully it is to be handled.
    pub sensitivity: Option<Sensitivity>,
    /// For an interview, the person's title and confirmation.
    pub interview: Option<Interview>,
    /// Who keeps it.
    pub custodian: String,
}

/// Where evidence is tied to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkDraft {
    /// The clause.
    pub clause: ClauseId,
    /// The target.
    pub target: Target,
    /// Item of the clause's evidence list.
    pub item: Option<String>,
    /// Page or section.
    pub locator: String,
    /// What it shows for this check.
    pub proves: String,
}

/// A new system.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SystemDraft {
    /// Stable id; empty lets Zicha choose one.
    pub id: String,
    /// Display name.
    pub name: String,
    /// Core or not, none while undecided.
    pub core: Option<bool>,
}

/// New values for a finding.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FindingDraft {
    /// What was found.
    pub condition: Option<String>,
    /// Why it came about.
    pub cause: Option<String>,
    /// What it may lead to.
    pub effect: Option<String>,
    /// What should be done.
    pub recommendation: Option<String>,
    /// What management says.
    pub response: Option<String>,
    /// Further checks the same finding covers.
    pub also: Option<Vec<CheckRef>>,
    /// The day it was found, `YYYY-MM-DD`.
    pub found_on: Option<String>,
    /// How serious it is; an inner none removes the rating.
    pub rating: Option<Option<Rating>>,
    /// What the rating rests on.
    pub rating_basis: Option<String>,
    /// Uid of the earlier finding it repeats; an inner none removes it.
    pub repeats: Option<Option<String>>,
}

/// What became of asking for documents of the 應備文件清單; what is none stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DocumentDraft {
    /// Who keeps them.
    pub custodian: Option<String>,
    /// By when they are wanted, `YYYY-MM-DD`; empty removes the day.
    pub due: Option<String>,
    /// When they came, `YYYY-MM-DD`; empty removes the day.
    pub received_on: Option<String>,
    /// Anything to remember.
    pub note: Option<String>,
}

/// A word in review on one or many checks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewDraft {
    /// The checks.
    pub checks: Vec<CheckRef>,
    /// Submitted, returned or approved.
    pub word: ReviewState,
    /// What is wanted; needed to return.
    pub note: String,
}

/// A sign-off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignOffDraft {
    /// As what.
    pub role: Role,
    /// Who; empty takes who works here.
    pub by: String,
    /// The person's title.
    pub title: String,
    /// Anything to say with it.
    pub note: String,
}
