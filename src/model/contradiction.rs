//! Contradictions a pack knows of: facts and answers that cannot both hold, or an answer that
//! claims more than the figures in its own note. Which there are is data of the pack.

use serde::{Deserialize, Serialize};

use super::assessment::State;
use super::clause::{ClauseId, Text};
use super::profile::Tri;

/// How much weight a contradiction has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The answer cannot stand as it is.
    Error,
    /// Somebody should look before the assessment is relied on.
    Warning,
    /// Worth knowing.
    Note,
}

impl Severity {
    /// All, the gravest first.
    pub const ALL: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Note];

    /// The stable id.
    pub fn id(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// Words to look for, by the language they are written in; a note is searched for both.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WordList {
    /// Words in Traditional Chinese.
    #[serde(rename = "zh-TW")]
    pub zh_tw: Vec<String>,
    /// Words in English, compared without regard to case.
    pub en: Vec<String>,
}

impl WordList {
    /// Every word.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.zh_tw.iter().chain(&self.en).map(String::as_str)
    }

    /// Whether it holds no word.
    pub fn is_empty(&self) -> bool {
        self.zh_tw.is_empty() && self.en.is_empty()
    }
}

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FigureUnit {
    /// Minutes.
    Minute,
    /// Hours.
    Hour,
    /// Days.
    Day,
    /// Weeks.
    Week,
    /// Months.
    Month,
    /// Years.
    Year,
    /// Things; the premise says which words they are counted in.
    Count,
}

/// A figure a note is measured against.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    /// Decimal value as text, at most three places.
    pub value: String,
    /// What it counts.
    pub unit: FigureUnit,
}

/// On which side of a threshold a figure contradicts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// The figure is smaller.
    Below(Threshold),
    /// The figure is larger.
    Above(Threshold),
}

impl Bound {
    /// The threshold itself.
    pub fn threshold(&self) -> &Threshold {
        match self {
            Bound::Below(threshold) | Bound::Above(threshold) => threshold,
        }
    }
}

/// The check of a clause is in one of these states.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AnswerPremise {
    /// The clause.
    pub clause: ClauseId,
    /// The states.
    pub states: Vec<State>,
}

/// A condition was answered so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ConditionPremise {
    /// The condition.
    pub id: String,
    /// Its answer.
    pub is: Tri,
}

/// A figure near one of the words in what was written about a clause lies beyond a bound, and none
/// near them keeps to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FigurePremise {
    /// The clause.
    pub clause: ClauseId,
    /// Words the figure stands near to.
    pub words: WordList,
    /// The bound.
    pub is: Bound,
    /// Words that are counted, for a threshold that counts things.
    #[serde(default, skip_serializing_if = "WordList::is_empty")]
    pub counted: WordList,
}

/// A sentence written about a clause names one of the words and none of the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MentionPremise {
    /// The clause.
    pub clause: ClauseId,
    /// Words of which one is named.
    pub words: WordList,
    /// Words that take the meaning away, such as 停用.
    #[serde(default, skip_serializing_if = "WordList::is_empty")]
    pub unless: WordList,
}

/// The system is core, or is not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SystemPremise {
    /// 核心系統; a system nobody has decided on is neither.
    pub core: bool,
}

/// One thing that must hold for a contradiction to stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Premise {
    /// A check is in one of several states.
    Answer(AnswerPremise),
    /// A condition was answered so.
    Condition(ConditionPremise),
    /// A figure lies beyond a bound.
    Figure(FigurePremise),
    /// A word is named.
    Mention(MentionPremise),
    /// The system is core or not.
    System(SystemPremise),
}

impl Premise {
    /// The clause it reads, if it reads one.
    pub fn clause(&self) -> Option<ClauseId> {
        match self {
            Premise::Answer(answer) => Some(answer.clause),
            Premise::Figure(figure) => Some(figure.clause),
            Premise::Mention(mention) => Some(mention.clause),
            Premise::Condition(_) | Premise::System(_) => None,
        }
    }
}

/// Things that cannot all hold. Looked at for each system where one of its clauses is answered
/// system by system, else once; what a premise says of systems holds there if it holds of any.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Contradiction {
    /// Stable id.
    pub id: String,
    /// Its weight.
    pub severity: Severity,
    /// The clauses it is about, the one to look at first.
    pub clauses: Vec<ClauseId>,
    /// What must hold, all of it.
    pub when: Vec<Premise>,
    /// What does not fit; `{found}` stands for the figure or word in the note.
    pub message: Text,
    /// What to do.
    pub remedy: Text,
}
