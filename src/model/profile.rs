//! The profile (組織概況): the facts that classification and scope are computed from.
//!
//! Which figures and conditions exist comes from the pack; this module gives them a typed shape
//! and answers questions about them. Reading profile files stands in [`super::profile_file`].

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::decimal::Decimal;
use super::pack::{Class, Condition, ConditionLevel, FieldKind, Pack};
use super::rule::Facts;

/// Who is assessed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Organisation {
    /// Registered name.
    pub name: String,
    /// 統一編號.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub tax_id: String,
}

/// The value of a profile field. What is not known is absent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "value")]
pub enum FieldValue {
    /// An amount or a percentage.
    Number(Decimal),
    /// A grade number, or `none` where the annex does not list the firm.
    Grade(String),
    /// Yes or no.
    Flag(bool),
}

/// Where a figure was taken from; printed in the report beside it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FigureSource {
    /// The period the figure covers.
    pub period: String,
    /// The document it stands in.
    pub document: String,
}

/// Yes, no or not asked yet. Not asked keeps a clause in scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, PartialOrd, Ord)]
#[serde(rename_all = "snake_case")]
pub enum Tri {
    /// 是
    Yes,
    /// 否
    No,
    /// 不知道／未確認
    Unasked,
}

/// Why a condition was answered as it was; asked for where a 否 takes clauses out of scope.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Ground {
    /// The fact it rests on.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub fact: String,
    /// Who confirmed it (a role or a name).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub confirmed_by: String,
    /// When, `YYYY-MM-DD`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub confirmed_on: String,
    /// What shows it: a document, or the label of a piece of evidence.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub evidence: String,
}

/// The period and persons of the assessment.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AssessmentPeriod {
    /// First day, `YYYY-MM-DD`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub from: String,
    /// Last day.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub to: String,
    /// The day the findings stand as of.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub as_of: String,
    /// Who prepares it (a role or a name).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub prepared_by: String,
}

/// One system (資通系統).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct System {
    /// Random 128-bit uid in a workbook, empty in a profile file.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub uid: String,
    /// Place in the display order; set when a system is added to a workbook.
    #[serde(default)]
    pub position: u64,
    /// Stable id, unique in the workbook; never changes, so that answers keep their target.
    pub id: String,
    /// Display name.
    pub name: String,
    /// 核心系統; none while nobody has decided, which counts as core.
    #[serde(default)]
    pub core: Option<bool>,
    /// Why it is or is not core.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub core_reason: String,
    /// Who decided that.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub core_confirmed_by: String,
    /// When, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub core_confirmed_on: String,
    /// What it shares with other systems (a platform, a directory, a vendor's service); systems
    /// with the same word here can be answered together.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub shared: String,
    /// Who rents it out or runs it for the firm; empty where the firm does.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub vendor: String,
    /// System conditions answered for this system; absent means no.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub conditions: BTreeMap<String, Tri>,
    /// Why conditions were answered so, by condition id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub grounds: BTreeMap<String, Ground>,
}

impl System {
    /// Whether core obligations apply: decided so, or not decided yet.
    pub fn counts_as_core(&self) -> bool {
        self.core.unwrap_or(true)
    }
}

/// The profile of one organisation with its systems.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Profile {
    /// Who is assessed.
    pub organisation: Organisation,
    /// Licence ids.
    pub licences: Vec<String>,
    /// A class set by hand; overrides classification and is said in the report.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class: Option<Class>,
    /// Known figures by field id.
    pub figures: BTreeMap<String, FieldValue>,
    /// Known figures of one licence, over the general ones: licence id → field id → value.
    pub by_licence: BTreeMap<String, BTreeMap<String, FieldValue>>,
    /// Where figures were taken from, by field id.
    pub figure_sources: BTreeMap<String, FigureSource>,
    /// Conditions answered for the firm, and system conditions that hold for every system; absent
    /// means no.
    pub conditions: BTreeMap<String, Tri>,
    /// Why conditions were answered so, by condition id.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub grounds: BTreeMap<String, Ground>,
    /// Why no system is core (經評估無核心系統), if that was decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_core_systems: Option<Ground>,
    /// Period and persons.
    pub assessment: AssessmentPeriod,
    /// The systems in display order.
    pub systems: Vec<System>,
}

impl Profile {
    /// An empty profile for a new workbook: every condition still to be asked.
    pub fn unasked(pack: &Pack) -> Self {
        let conditions = pack
            .conditions
            .iter()
            .filter(|condition| condition.level == ConditionLevel::Organisation)
            .map(|condition| (condition.id.clone(), Tri::Unasked))
            .collect();
        Self {
            conditions,
            ..Self::default()
        }
    }

    /// The system with this id.
    pub fn system(&self, id: &str) -> Option<&System> {
        self.systems.iter().find(|system| system.id == id)
    }

    /// The profile without its systems, which may be many.
    pub fn without_systems(&self) -> Self {
        Self {
            organisation: self.organisation.clone(),
            licences: self.licences.clone(),
            class: self.class,
            figures: self.figures.clone(),
            by_licence: self.by_licence.clone(),
            figure_sources: self.figure_sources.clone(),
            conditions: self.conditions.clone(),
            grounds: self.grounds.clone(),
            no_core_systems: self.no_core_systems.clone(),
            assessment: self.assessment.clone(),
            systems: Vec::new(),
        }
    }

    /// The system with this id, looked for first at a place where it is likely to be: going through
    /// checks in scope order, that of the check.
    pub fn system_near(&self, at: usize, id: &str) -> Option<&System> {
        let there = self.systems.get(at).filter(|system| system.id == id);
        there.or_else(|| self.system(id))
    }

    /// The value of a field for a licence: its own value where it has one, else the general one.
    pub fn figure(&self, licence: Option<&str>, field: &str) -> Option<&FieldValue> {
        licence
            .and_then(|licence| self.by_licence.get(licence)?.get(field))
            .or_else(|| self.figures.get(field))
    }

    /// The answer to a condition for one system.
    pub fn system_condition(&self, system: &System, id: &str) -> Tri {
        let own = system.conditions.get(id).copied();
        let general = self.conditions.get(id).copied();
        match (own, general) {
            (Some(Tri::Yes), _) | (_, Some(Tri::Yes)) => Tri::Yes,
            (Some(own), _) => own,
            (None, Some(general)) => general,
            (None, None) => Tri::No,
        }
    }

    /// The answer to a condition for the organisation. A system condition holds if any system has
    /// it.
    pub fn organisation_condition(&self, condition: &Condition) -> Tri {
        let general = self.conditions.get(&condition.id).copied().unwrap_or(Tri::No);
        if condition.level != ConditionLevel::System || general == Tri::Yes || self.systems.is_empty() {
            return general;
        }
        let answers = || {
            self.systems
                .iter()
                .map(|system| self.system_condition(system, &condition.id))
        };
        if answers().any(|answer| answer == Tri::Yes) {
            Tri::Yes
        } else if answers().any(|answer| answer == Tri::Unasked) {
            Tri::Unasked
        } else {
            Tri::No
        }
    }
}

/// The profile as a rule sees it for one licence.
pub struct LicenceFacts<'a> {
    /// The pack that types the fields.
    pub pack: &'a Pack,
    /// The profile.
    pub profile: &'a Profile,
    /// The licence whose own figures come first; none for rules of the whole firm.
    pub licence: Option<&'a str>,
}

impl Facts for LicenceFacts<'_> {
    fn number(&self, field: &str) -> Option<Decimal> {
        match self.profile.figure(self.licence, field)? {
            FieldValue::Number(number) => Some(number.clone()),
            _ => None,
        }
    }

    fn upper_bound(&self, field: &str) -> Option<Decimal> {
        match self.pack.profile_field(field)?.kind {
            FieldKind::Percent => Some(Decimal::from(100)),
            _ => None,
        }
    }

    fn choice(&self, field: &str) -> Option<String> {
        match self.profile.figure(self.licence, field)? {
            FieldValue::Grade(grade) => Some(grade.clone()),
            _ => None,
        }
    }

    fn flag(&self, field: &str) -> Option<bool> {
        match self.profile.figure(self.licence, field)? {
            FieldValue::Flag(flag) => Some(*flag),
            _ => None,
        }
    }
}
