//! One clause of a pack and everything it holds: obligation cells, parts, conditions, evidence list,
//! assessment steps.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::json;

use super::canonical;

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Traditional Chinese, Taiwan usage.
    #[serde(rename = "zh-TW")]
    pub zh_tw: String,
    /// English.
    pub en: String,
}

/// The id of a clause, `article.number`, e.g. `4.4`. Orders by article, then number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClauseId {
    /// Article number.
    pub article: u16,
    /// Number of the paragraph (項) within the article.
    pub number: u16,
}

/// Text that is not a clause id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a clause id; write it as article.number, e.g. 4.4")]
pub struct ClauseIdError(String);

impl fmt::Display for ClauseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.article, self.number)
    }
}

impl FromStr for ClauseId {
    type Err = ClauseIdError;

    fn from_str(text: &str) -> Result<Self, ClauseIdError> {
        let error = || ClauseIdError(text.chars().take(20).collect());
        let (article, number) = text.split_once('.').ok_or_else(error)?;
        let plain = |part: &str| part.bytes().all(|b| b.is_ascii_digit()) && !part.starts_with('0');
        if !plain(article) || !plain(number) {
            return Err(error());
        }
        Ok(Self {
            article: article.parse().map_err(|_| error())?,
            number: number.parse().map_err(|_| error())?,
        })
    }
}

impl Serialize for ClauseId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ClauseId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

/// 第一類 or 第二類.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// 第一類
    Class1,
    /// 第二類
    Class2,
}

impl Class {
    /// The stable id, `class1` or `class2`.
    pub fn id(self) -> &'static str {
        match self {
            Class::Class1 => "class1",
            Class::Class2 => "class2",
        }
    }

    /// The other class, for what-if comparisons.
    pub fn other(self) -> Self {
        match self {
            Class::Class1 => Class::Class2,
            Class::Class2 => Class::Class1,
        }
    }
}

/// The modal force of a clause: 應, 宜 or neither. Orders from weakest to strongest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Does not bind.
    #[default]
    None,
    /// 宜
    Should,
    /// 應
    Must,
}

impl Level {
    /// The stable id.
    pub fn id(self) -> &'static str {
        match self {
            Level::None => "none",
            Level::Should => "should",
            Level::Must => "must",
        }
    }
}

/// One row of obligation cells: core and non-core systems.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CoreCells {
    /// Level for core systems (核心系統).
    pub core: Level,
    /// Level for all other systems.
    pub noncore: Level,
}

/// The obligation cells of a clause or part: class × core, before conditions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Obligation {
    /// Cells for 第一類.
    pub class1: CoreCells,
    /// Cells for 第二類.
    pub class2: CoreCells,
}

impl Obligation {
    /// The cell for a class and a kind of system.
    pub fn cell(&self, class: Class, core: bool) -> Level {
        let row = match class {
            Class::Class1 => self.class1,
            Class::Class2 => self.class2,
        };
        if core { row.core } else { row.noncore }
    }

    /// All four cells.
    pub fn cells(&self) -> [Level; 4] {
        [
            self.class1.core,
            self.class1.noncore,
            self.class2.core,
            self.class2.noncore,
        ]
    }
}

/// What a clause is answered for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// Once for the organisation.
    Organisation,
    /// Once for every system.
    System,
}

/// How a condition acts on the clause or part that names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Binds only where the condition holds; several must all hold.
    OnlyIf,
    /// Does not bind where the condition holds; any one exempts.
    ExemptIf,
    /// Keeps its level, but the firm may set its own rules where the condition holds.
    RelaxIf,
    /// An event at which the duty is acted on; never switches a clause off.
    Trigger,
}

/// A condition named by a clause or part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ConditionUse {
    /// Id of the condition.
    pub id: String,
    /// How it acts.
    pub effect: Effect,
}

/// A piece of a clause with its own obligation (前段／後段／款).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Letter id within the clause: `a`, `b`, …
    pub id: String,
    /// How the law cites it: 前段, 第一款, …
    pub label: Text,
    /// What the part requires.
    pub requirement: Text,
    /// Its own obligation cells.
    pub obligation: Obligation,
    /// Conditions that govern this part alone.
    pub conditions: Vec<ConditionUse>,
}

/// One document or record the guideline names as evidence for a clause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EvidenceItem {
    /// Id within the clause: `e1`, `e2`, …
    pub id: String,
    /// Name in Traditional Chinese.
    #[serde(rename = "zh-TW")]
    pub zh_tw: String,
    /// Name in English.
    pub en: String,
}

/// The way an assessor takes a step (檢視／訪談／測試).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// 檢視
    Examine,
    /// 訪談
    Interview,
    /// 測試
    Test,
}

impl Method {
    /// The stable id.
    pub fn id(self) -> &'static str {
        match self {
            Method::Examine => "examine",
            Method::Interview => "interview",
            Method::Test => "test",
        }
    }
}

/// One step of the assessment procedure with what good looks like.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ProcedureStep {
    /// How the step is taken.
    pub method: Method,
    /// What to do.
    pub step: Text,
    /// What good looks like.
    pub expect: Text,
}

/// A figure a checker should see: a period, count or threshold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// Decimal value as text.
    pub value: String,
    /// Unit in English singular.
    pub unit: String,
    /// Wording in Traditional Chinese.
    #[serde(rename = "zh-TW")]
    pub zh_tw: String,
    /// Wording in English.
    pub en: String,
}

/// One numbered requirement (項).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// `article.number`.
    pub id: ClauseId,
    /// Short name.
    pub title: Text,
    /// What is required, in the project's own words.
    pub requirement: Text,
    /// What the clause is answered for.
    pub subject: Subject,
    /// Strongest level of each cell before conditions.
    pub obligation: Obligation,
    /// Pieces with their own obligation, empty where the clause is one duty.
    pub parts: Vec<Part>,
    /// Conditions that govern the whole clause.
    pub conditions: Vec<ConditionUse>,
    /// What the guideline explains, one paragraph per point.
    pub explanation: Vec<Text>,
    /// The evidence list.
    pub evidence: Vec<EvidenceItem>,
    /// Steps for the assessor.
    pub procedure: Vec<ProcedureStep>,
    /// Common shortcomings.
    pub gaps: Vec<Text>,
    /// Remedies a small firm can carry out.
    pub fix: Vec<Text>,
    /// Periods, counts and thresholds.
    pub figures: Vec<Figure>,
    /// Extra words for search.
    pub aliases: Vec<String>,
    /// False where the source has no explanation and evidence, and ours is the project's advice.
    pub guidance_in_source: bool,
}

impl Clause {
    /// SHA-256 over what binds (zh-TW requirement, parts, subject, obligation, conditions), so
    /// that better advice or a mended English text makes nobody answer again.
    pub fn text_sha256(&self) -> String {
        let parts: Vec<_> = self
            .parts
            .iter()
            .map(|part| {
                json!({
                    "id": part.id,
                    "requirement": part.requirement.zh_tw,
                    "obligation": part.obligation,
                    "conditions": part.conditions,
                })
            })
            .collect();
        canonical::sha256_hex(&json!({
            "requirement": self.requirement.zh_tw,
            "parts": parts,
            "subject": self.subject,
            "obligation": self.obligation,
            "conditions": self.conditions,
        }))
    }

    /// The part with this id.
    pub fn part(&self, id: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.id == id)
    }
}
