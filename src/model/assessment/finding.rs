//! Findings, and findings of earlier years.

use serde::{Deserialize, Serialize};

use crate::model::pack::ClauseId;
use crate::model::scope::Target;

/// How serious a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rating {
    /// 低
    Low,
    /// 中
    Medium,
    /// 高
    High,
}

impl Rating {
    /// All ratings, the most serious first.
    pub const ALL: [Rating; 3] = [Rating::High, Rating::Medium, Rating::Low];

    /// The stable id.
    pub fn id(self) -> &'static str {
        match self {
            Rating::Low => "low",
            Rating::Medium => "medium",
            Rating::High => "high",
        }
    }
}

/// A check as a finding names it: clause × target.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckRef {
    /// The clause.
    pub clause: ClauseId,
    /// The target.
    pub target: Target,
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
    /// Further checks the same finding covers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<CheckRef>,
    /// The day it was found, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub found_on: String,
    /// How serious it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<Rating>,
    /// What that rating rests on.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub rating_basis: String,
    /// Uid of the earlier finding it repeats.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeats: Option<String>,
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

    /// Every check it covers, the one it was recorded against first.
    pub fn checks(&self) -> impl Iterator<Item = (ClauseId, &Target)> {
        let also = self.also.iter().map(|check| (check.clause, &check.target));
        std::iter::once((self.clause, &self.target)).chain(also)
    }
}

/// Whose earlier finding it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EarlierSource {
    /// 內部稽核
    #[default]
    InternalAudit,
    /// 金融監督管理委員會
    Fsc,
    /// 公會
    Association,
    /// 其他
    Other,
}

impl EarlierSource {
    /// All sources, in the order they are offered.
    pub const ALL: [EarlierSource; 4] = [
        EarlierSource::InternalAudit,
        EarlierSource::Fsc,
        EarlierSource::Association,
        EarlierSource::Other,
    ];

    /// The stable id.
    pub fn id(self) -> &'static str {
        match self {
            EarlierSource::InternalAudit => "internal_audit",
            EarlierSource::Fsc => "fsc",
            EarlierSource::Association => "association",
            EarlierSource::Other => "other",
        }
    }
}

/// What became of an earlier finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EarlierState {
    /// 未改善
    #[default]
    Open,
    /// 改善中
    Improving,
    /// 已改善
    Improved,
    /// 已驗證
    Verified,
}

impl EarlierState {
    /// All states, in the order they are offered.
    pub const ALL: [EarlierState; 4] = [
        EarlierState::Open,
        EarlierState::Improving,
        EarlierState::Improved,
        EarlierState::Verified,
    ];

    /// The stable id.
    pub fn id(self) -> &'static str {
        match self {
            EarlierState::Open => "open",
            EarlierState::Improving => "improving",
            EarlierState::Improved => "improved",
            EarlierState::Verified => "verified",
        }
    }
}

/// A finding of an earlier year, entered from paper (前次缺失).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EarlierFinding {
    /// Random 128-bit uid.
    pub uid: String,
    /// Display number, shown as `P-01`.
    pub number: u64,
    /// Who found it.
    #[serde(default)]
    pub source: EarlierSource,
    /// Number of the document it stands in.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub document: String,
    /// The day of that document, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub dated: String,
    /// What was found.
    pub condition: String,
    /// The clauses it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clauses: Vec<ClauseId>,
    /// By when it was to be improved, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub deadline: String,
    /// What became of it.
    #[serde(default)]
    pub state: EarlierState,
    /// How that was established.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl EarlierFinding {
    /// The display number as people cite it.
    pub fn label(&self) -> String {
        format!("P-{:02}", self.number)
    }
}
