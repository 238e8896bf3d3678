//! The pack (檢核基準): the checklist as data. Everything the program knows about a guideline
//! stands here and in [`super::clause`]; nothing of it is written in code.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::canonical;
pub use super::clause::*;
pub use super::contradiction::*;
use super::rule::Rule;

/// An article (條) with its clauses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Article {
    /// Article number.
    pub number: u16,
    /// Number of the chapter it stands in.
    pub chapter: u16,
    /// Its title.
    pub title: Text,
    /// Its clauses in order.
    pub clauses: Vec<Clause>,
}

/// A chapter (章).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Chapter {
    /// Chapter number.
    pub number: u16,
    /// Its title.
    pub title: Text,
    /// Numbers of its articles.
    pub articles: Vec<u16>,
}

/// An article without clauses to answer (purpose, scope, definitions).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PreliminaryArticle {
    /// Article number.
    pub number: u16,
    /// Its title.
    pub title: Text,
    /// What it says, in the project's own words.
    pub text: Text,
}

/// A defined term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// The term.
    pub term: Text,
    /// Its meaning.
    pub meaning: Text,
}

/// A kind of licence (證券商, 期貨商, 投信, 投顧).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Licence {
    /// Stable id.
    pub id: String,
    /// Its name.
    pub name: Text,
}

/// The type of a profile field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// Whole New Taiwan dollars, not negative.
    Amount,
    /// Exact percent, 0 to 100.
    Percent,
    /// A grade number, or `none` where the annex does not list the firm.
    Grade,
    /// Yes or no.
    Boolean,
}

/// A fact that classification is computed from, with the question that asks for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ProfileField {
    /// Stable id.
    pub id: String,
    /// What values it takes.
    pub kind: FieldKind,
    /// Licences for which it is asked; empty means all.
    pub licences: Vec<String>,
    /// Whether several licences may each have their own value (`by_licence`).
    pub per_licence: bool,
    /// Short label.
    pub label: Text,
    /// The question in plain words.
    pub question: Text,
    /// Where the figure is found, what to do when it is not known.
    pub help: Text,
}

/// Where a condition is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ConditionLevel {
    /// Once for the firm.
    Organisation,
    /// For every system.
    System,
    /// An event; never asked, never switches a clause off.
    Event,
}

/// A fact on which clauses depend, with the question that asks for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// Stable id.
    pub id: String,
    /// Where it is asked.
    pub level: ConditionLevel,
    /// The condition as a statement.
    pub statement: Text,
    /// The question in words a small adviser can answer; answered yes, no or 不知道.
    pub question: Text,
    /// What counts as yes, what a no leads to.
    pub help: Text,
}

/// One ground for a class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// Stable id, e.g. `securities.capital`.
    pub id: String,
    /// The licence it belongs to.
    pub licence: String,
    /// The class it leads to.
    pub class: Class,
    /// When it is met.
    pub rule: Rule,
    /// The ground in words, with its source.
    pub basis: Text,
}

/// What holds where no criterion does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Otherwise {
    /// The class.
    pub class: Class,
    /// The ground in words.
    pub basis: Text,
}

/// When a firm of a foreign group may follow its parent's better norm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ForeignRegime {
    /// When it may; `{"any": []}` in a pack without such a regime.
    pub rule: Rule,
    /// The regime in words where it may.
    pub follow_parent: Text,
    /// The regime in words where it may not.
    pub domestic: Text,
}

/// The classification rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Classification {
    /// Names of the classes by id.
    pub classes: BTreeMap<Class, Text>,
    /// Grounds in the order they are named.
    pub criteria: Vec<Criterion>,
    /// What holds where none is met.
    pub otherwise: Otherwise,
    /// 外資.
    pub foreign_regime: ForeignRegime,
    /// Remarks shown with the result for a licence, e.g. on Article 36-2 and advisers.
    pub remarks: Vec<LicenceRemark>,
}

/// A remark shown with the classification of a licence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LicenceRemark {
    /// The licence.
    pub licence: String,
    /// The remark.
    pub text: Text,
}

/// Standing notices the program shows with the pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Notices {
    /// What the yardstick is and what it is not.
    pub yardstick: Text,
    /// That the official text prevails over ours.
    pub official_text: Text,
}

/// One line of the page an examiner asks for first: a topic and the clauses that answer it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ExaminerPoint {
    /// The topic in words.
    pub label: Text,
    /// The clauses whose results are shown.
    pub clauses: Vec<ClauseId>,
}

/// A system that firms of some licences commonly run, offered while systems are recorded. It says
/// nothing about whether the system is core.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SystemSuggestion {
    /// Licences whose firms commonly run it.
    pub licences: Vec<String>,
    /// What it is usually called.
    pub name: Text,
    /// Where the suggestion comes from.
    pub help: Text,
}

/// A whole pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// Version of the pack format; this program reads format 1.
    pub format: u32,
    /// Stable id.
    pub id: String,
    /// Version of the content.
    pub version: String,
    /// Name of the guideline.
    pub title: Text,
    /// Standing notices.
    pub notices: Notices,
    /// Licence kinds.
    pub licences: Vec<Licence>,
    /// Facts for classification.
    pub profile_fields: Vec<ProfileField>,
    /// Facts on which clauses depend.
    pub conditions: Vec<Condition>,
    /// Classification rules.
    pub classification: Classification,
    /// Articles without clauses.
    pub preliminary: Vec<PreliminaryArticle>,
    /// Defined terms.
    pub definitions: Vec<Definition>,
    /// Chapters.
    pub chapters: Vec<Chapter>,
    /// What the report's examiner page (備查摘要) shows; a pack without it has no such table.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub examiner_summary: Vec<ExaminerPoint>,
    /// Facts and answers that cannot all hold; the self-check looks for them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contradictions: Vec<Contradiction>,
    /// Words that end the name of a document which only lays down what is to be done (程序, 辦法).
    #[serde(default, skip_serializing_if = "WordList::is_empty")]
    pub policy_words: WordList,
    /// Systems that firms commonly run; a pack without them suggests none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub system_suggestions: Vec<SystemSuggestion>,
    /// Articles with clauses.
    pub articles: Vec<Article>,
}

impl Pack {
    /// Every clause in order.
    pub fn clauses(&self) -> impl Iterator<Item = &Clause> {
        self.articles.iter().flat_map(|article| &article.clauses)
    }

    /// The clause with this id.
    pub fn clause(&self, id: ClauseId) -> Option<&Clause> {
        self.article(id.article)?
            .clauses
            .iter()
            .find(|clause| clause.id == id)
    }

    /// The article with this number.
    pub fn article(&self, number: u16) -> Option<&Article> {
        self.articles.iter().find(|article| article.number == number)
    }

    /// The condition with this id.
    pub fn condition(&self, id: &str) -> Option<&Condition> {
        self.conditions.iter().find(|condition| condition.id == id)
    }

    /// The profile field with this id.
    pub fn profile_field(&self, id: &str) -> Option<&ProfileField> {
        self.profile_fields.iter().find(|field| field.id == id)
    }

    /// The licence with this id.
    pub fn licence(&self, id: &str) -> Option<&Licence> {
        self.licences.iter().find(|licence| licence.id == id)
    }

    /// SHA-256 over the RFC 8785 form of the joined pack, lower-case hexadecimal.
    pub fn sha256(&self) -> String {
        canonical::sha256_hex(self)
    }
}
