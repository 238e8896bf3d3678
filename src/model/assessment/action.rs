//! Actions against findings (改善計畫).

use serde::{Deserialize, Serialize};

/// An action against a finding (改善計畫).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
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
    /// The day work on it began.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub started_on: String,
    /// Whether it is done.
    #[serde(default)]
    pub done: bool,
    /// The day it was done.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub done_on: String,
    /// The day somebody looked whether it works.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub verified_on: String,
    /// Who looked.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub verified_by: String,
    /// What was looked at.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub verification: String,
    /// Why it was given up; empty while it stands.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub dropped: String,
}

/// How far an action has come, as its dates say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActionStatus {
    /// 規劃中
    Planned,
    /// 辦理中
    UnderWay,
    /// 已完成
    Done,
    /// 已驗證
    Verified,
    /// 取消
    Dropped,
}

impl ActionStatus {
    /// All, in the order an action goes through them.
    pub const ALL: [ActionStatus; 5] = [
        ActionStatus::Planned,
        ActionStatus::UnderWay,
        ActionStatus::Done,
        ActionStatus::Verified,
        ActionStatus::Dropped,
    ];

    /// The stable id.
    pub fn id(self) -> &'static str {
        match self {
            ActionStatus::Planned => "planned",
            ActionStatus::UnderWay => "under_way",
            ActionStatus::Done => "done",
            ActionStatus::Verified => "verified",
            ActionStatus::Dropped => "dropped",
        }
    }

    /// Whether nothing is left to do.
    pub fn is_settled(self) -> bool {
        matches!(
            self,
            ActionStatus::Done | ActionStatus::Verified | ActionStatus::Dropped
        )
    }
}

impl ActionItem {
    /// How far it has come.
    pub fn status(&self) -> ActionStatus {
        if !self.dropped.is_empty() {
            ActionStatus::Dropped
        } else if !self.verified_on.is_empty() {
            ActionStatus::Verified
        } else if self.done {
            ActionStatus::Done
        } else if !self.started_on.is_empty() {
            ActionStatus::UnderWay
        } else {
            ActionStatus::Planned
        }
    }

    /// Whether its day has passed and something is left to do.
    pub fn is_overdue(&self, today: &str) -> bool {
        !self.due.is_empty() && self.due.as_str() < today && !self.status().is_settled()
    }
}
