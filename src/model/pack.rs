//! The pack (檢核基準): the checklist as data. Everything the program knows about a guideline
//! stands here; nothing of it is written in code.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::json;

use super::canonical;
use super::rule::Rule;

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
