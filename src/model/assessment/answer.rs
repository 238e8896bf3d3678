//! Answers: what was determined for a check or a part of it, and on what.

use serde::{Deserialize, Serialize};

use crate::model::pack::{ClauseId, Method};
use crate::model::scope::Target;

/// The determination of one check (檢核結果).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
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

/// What stands in for the control a clause names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlternativeKind {
    /// A compensating control of the firm's own (替代控制).
    #[default]
    Compensating,
    /// The better norm of the foreign parent, compared control by control; it then becomes the
    /// yardstick.
    ParentNorm,
}

impl AlternativeKind {
    /// All kinds, in the order they are offered.
    pub const ALL: [AlternativeKind; 2] = [AlternativeKind::Compensating, AlternativeKind::ParentNorm];

    /// The stable id.
    pub fn id(self) -> &'static str {
        match self {
            AlternativeKind::Compensating => "compensating",
            AlternativeKind::ParentNorm => "parent_norm",
        }
    }
}

/// Which control stands in. The reasoning why it is equivalent is [`Answer::alternative`].
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AlternativeBasis {
    /// What kind of control.
    pub kind: AlternativeKind,
    /// The control, or the parent's norm.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Its section or number.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub section: String,
}

/// What kept a check from being determined (範圍受限); only with unable.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limitation {
    /// What could not be had.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub missing: String,
    /// Why not.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reason: String,
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
    /// Which control that is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alternative_basis: Option<AlternativeBasis>,
    /// Accepted risk; only with partial or not met.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub risk_accepted: Option<RiskAccepted>,
    /// What kept it from being determined; only with unable.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limitation: Option<Limitation>,
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
    /// An answer that says nothing yet and has no uid.
    pub fn unanswered(key: &CheckKey) -> Self {
        Self {
            uid: String::new(),
            clause: key.clause,
            target: key.target.clone(),
            part: key.part.clone(),
            state: State::Unanswered,
            note: String::new(),
            methods: Vec::new(),
            sample: None,
            alternative: None,
            alternative_basis: None,
            risk_accepted: None,
            limitation: None,
            reviewer: String::new(),
            prepared_by: String::new(),
            prepared_at: String::new(),
        }
    }

    /// Whether anything was recorded, be it only a note.
    pub fn says_something(&self) -> bool {
        let blank = Self {
            uid: self.uid.clone(),
            prepared_by: self.prepared_by.clone(),
            prepared_at: self.prepared_at.clone(),
            ..Self::unanswered(&self.key())
        };
        *self != blank
    }

    /// What the answer is for.
    pub fn key(&self) -> CheckKey {
        CheckKey {
            clause: self.clause,
            target: self.target.clone(),
            part: self.part.clone(),
        }
    }
}
