//! The records of an assessment. How changes are folded into them stands in `fold`.

mod fold;
mod index;

use serde::{Deserialize, Serialize};

use super::pack::{ClauseId, Method};
use super::scope::Target;

pub use fold::{ApplyError, Assessment};

/// The uid of the one profile object.
pub const PROFILE_UID: &str = "profile";

/// The determination of one check (檢核結果).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// 未檢核
    #[default]
    Unanswered,
    /// 符合
    Met,
    /// 部分符合
    Partial,
    /// 不符合
    NotMet,
    /// 不適用
    NotApplicable,
    /// 無法確認（範圍受限）
    Unable,
}

impl State {
    /// All states, in the order they are offered.
    pub const ALL: [State; 6] = [
        State::Met,
        State::Partial,
        State::NotMet,
        State::NotApplicable,
        State::Unable,
        State::Unanswered,
    ];

    /// The stable id.
    pub fn id(self) -> &'static str {
        match self {
            State::Unanswered => "unanswered",
            State::Met => "met",
            State::Partial => "partial",
            State::NotMet => "not_met",
            State::NotApplicable => "not_applicable",
            State::Unable => "unable",
        }
    }

    /// The state with this id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.id() == id)
    }

    /// Whether the state is a gap: not met or partly met.
    pub fn is_gap(self) -> bool {
        matches!(self, State::NotMet | State::Partial)
    }

    /// How bad a state is when the worst of several counts (not met, unable, partial, unanswered,
    /// met, not applicable), worst first.
    pub fn severity(self) -> u8 {
        match self {
            State::NotMet => 5,
            State::Unable => 4,
            State::Partial => 3,
            State::Unanswered => 2,
            State::Met => 1,
            State::NotApplicable => 0,
        }
    }
}

/// What was looked at: a sample and what it showed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Sample {
    /// What the sample was drawn from.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub population: String,
    /// How many were looked at.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub size: String,
    /// How they were chosen.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub selection: String,
    /// What deviated.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub exceptions: String,
}

/// A risk somebody with authority has accepted. The result stays unmet.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RiskAccepted {
    /// Last day of the acceptance, `YYYY-MM-DD`.
    pub until: String,
    /// Why.
    pub reason: String,
    /// Title of the person who accepted.
    pub approver: String,
    /// Approval number.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub approval_number: String,
    /// What is done meanwhile.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub compensating: String,
}

/// What an answer is for: clause × target × part.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CheckKey {
    /// The clause.
    pub clause: ClauseId,
    /// The target.
    pub target: Target,
    /// The part, or none for the whole clause.
    pub part: Option<String>,
}

/// The answer to one check or part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// Random 128-bit uid.
    pub uid: String,
    /// The clause.
    pub clause: ClauseId,
    /// The target.
    pub target: Target,
    /// The part, if a part was answered on its own.
    #[serde(default)]
    pub part: Option<String>,
    /// The determination.
    #[serde(default)]
    pub state: State,
    /// Practice narrative; for not applicable and unable, the reason.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// How it was established.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub methods: Vec<Method>,
    /// The sample.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sample: Option<Sample>,
    /// Equivalence reasoning of an alternative control (替代措施); only with met or partial.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alternative: Option<String>,
    /// Accepted risk; only with partial or not met.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub risk_accepted: Option<RiskAccepted>,
    /// Who reviewed a claimed not-applicable.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reviewer: String,
    /// Who prepared the answer.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub prepared_by: String,
    /// When it was last set, RFC 3339.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub prepared_at: String,
}

impl Answer {
    /// What the answer is for.
    pub fn key(&self) -> CheckKey {
        CheckKey {
            clause: self.clause,
            target: self.target.clone(),
            part: self.part.clone(),
        }
    }
}

/// What kind of reference a piece of evidence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceKind {
    /// A file, by path and SHA-256.
    File,
    /// A web address.
    Url,
    /// A document number.
    Document,
}

impl EvidenceKind {
    /// The stable id.
    pub fn id(self) -> &'static str {
        match self {
            EvidenceKind::File => "file",
            EvidenceKind::Url => "url",
            EvidenceKind::Document => "document",
        }
    }
}

/// A piece of evidence (佐證資料): always a reference, never a copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Random 128-bit uid.
    pub uid: String,
    /// Display number, shown as `E-003`.
    pub number: u64,
    /// What kind of reference.
    pub kind: EvidenceKind,
    /// A name for people.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// The path (with `/`), address or document number.
    pub location: String,
    /// SHA-256 of a file when it was attached, lower-case hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// Size of a file in bytes when it was attached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// Modification time of a file when it was attached, RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
    /// The day the evidence speaks of, `YYYY-MM-DD`; not the day of attaching.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub dated: String,
    /// The day it stops being valid.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub valid_until: String,
    /// Who keeps it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub custodian: String,
    /// Who attached it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub attached_by: String,
    /// When, RFC 3339.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub attached_at: String,
}

impl Evidence {
    /// The display number as people cite it.
    pub fn label(&self) -> String {
        format!("E-{:03}", self.number)
    }
}

/// The tie between evidence and a check; one piece may serve many checks and items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// Random 128-bit uid.
    pub uid: String,
    /// Uid of the evidence.
    pub evidence: String,
    /// The clause.
    pub clause: ClauseId,
    /// The target.
    pub target: Target,
    /// Id of the item of the clause's evidence list it serves, if one was named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// Page, section or line.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub locator: String,
}

/// A finding (缺失／建議事項).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// Random 128-bit uid.
    pub uid: String,
    /// Display number, shown as `F-02`.
    pub number: u64,
    /// The clause it is a finding against.
    pub clause: ClauseId,
    /// The target.
    pub target: Target,
    /// What was found.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub condition: String,
    /// Why it came about.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub cause: String,
    /// What it may lead to.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub effect: String,
    /// What should be done.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub recommendation: String,
    /// What management says.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub response: String,
}

impl Finding {
    /// The display number as people cite it.
    pub fn label(&self) -> String {
        format!("F-{:02}", self.number)
    }
}

/// An action against a finding (改善計畫).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActionItem {
    /// Random 128-bit uid.
    pub uid: String,
    /// Uid of the finding.
    pub finding: String,
    /// What will be done.
    pub description: String,
    /// Who does it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub owner: String,
    /// By when, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub due: String,
    /// Whether it is done.
    #[serde(default)]
    pub done: bool,
}

/// A finished export: outside the digest, because exporting changes nothing that is assessed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExportRecord {
    /// Random 128-bit uid.
    pub uid: String,
    /// What was written, e.g. `report`.
    pub format: String,
    /// File name without its folder.
    pub file: String,
    /// SHA-256 of the finished file, lower-case hexadecimal.
    pub sha256: String,
    /// Digest of the assessment it shows.
    pub digest: String,
    /// Role that signed it, if it was signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_as: Option<String>,
    /// When, RFC 3339.
    pub at: String,
}
