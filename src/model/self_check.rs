//! The self-check (自我檢查): what in an assessment does not hold, as data. It says where to look;
//! it changes no answer and no count, and finding nothing is no assurance.
//!
//! Each family of rules stands in a file of its own. Everything is looked up in indexes made once,
//! so that 200 systems with 10,000 pieces of evidence are gone through in one pass.

mod amounts;
mod answers;
mod contradictions;
mod dates;
mod evidence;
mod figures;
mod findings;
mod indexes;
mod numerals;
mod people;
mod profile;
mod risks;
mod rules;

use std::collections::BTreeMap;

use super::assessment::Assessment;
use super::pack::{ClauseId, Pack};
use super::reporting::EvidenceState;
use super::scope::{Scope, Target};
use indexes::Indexes;

pub use super::contradiction::Severity;
pub use rules::Rule;

/// Where an issue stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The profile as a whole, or one of its fields.
    Profile(Option<String>),
    /// A condition, of the firm (none) or of a system by its id.
    Condition {
        /// The condition.
        id: String,
        /// Id of the system.
        system: Option<String>,
    },
    /// A system, by its id.
    System(String),
    /// A check or a part of it.
    Check {
        /// The clause.
        clause: ClauseId,
        /// The target.
        target: Target,
        /// The part.
        part: Option<String>,
    },
    /// A piece of evidence, by its uid.
    Evidence(String),
    /// A finding, by its uid.
    Finding(String),
    /// An action, by its uid.
    Action(String),
    /// A finding of an earlier year, by its uid.
    Earlier(String),
    /// A sign-off, by its uid.
    SignOff(String),
}

/// Something that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// The rule.
    pub rule: Rule,
    /// Its weight.
    pub severity: Severity,
    /// Where to look.
    pub place: Place,
    /// What the words about it are filled with, by name.
    pub values: Vec<(&'static str, String)>,
    /// Id of the pack's contradiction, for [`Rule::Contradiction`].
    pub contradiction: Option<String>,
}

impl Issue {
    fn new(rule: Rule, place: Place) -> Self {
        Self {
            rule,
            severity: rule.severity(),
            place,
            values: Vec::new(),
            contradiction: None,
        }
    }

    #[must_use]
    fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.values.push((name, value.to_string()));
        self
    }

    /// What issues are grouped by: weight and rule.
    pub fn kind(&self) -> (Severity, Rule) {
        (self.severity, self.rule)
    }
}

/// What the self-check looks at.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// The pack.
    pub pack: &'a Pack,
    /// The scope of the assessment.
    pub scope: &'a Scope,
    /// The assessment.
    pub assessment: &'a Assessment,
    /// Today, `YYYY-MM-DD`.
    pub today: &'a str,
    /// What evidence was found to be when it was last looked at again, by uid; empty where nobody
    /// looked.
    pub evidence_states: &'a BTreeMap<String, EvidenceState>,
}

/// What the self-check found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SelfCheck {
    /// Everything that does not hold: errors first, then by rule and place.
    pub issues: Vec<Issue>,
    /// Number of answers that were looked at.
    pub answers: usize,
    /// Number of pieces of evidence that were looked at.
    pub evidence: usize,
    /// Number of findings and findings of earlier years that were looked at.
    pub findings: usize,
    /// Number of contradictions the pack knows.
    pub contradictions: usize,
    /// Whether evidence files had been looked at again.
    pub files_checked: bool,
}

impl SelfCheck {
    /// Number of issues of a weight.
    pub fn count(&self, severity: Severity) -> usize {
        self.issues
            .iter()
            .filter(|issue| issue.severity == severity)
            .count()
    }

    /// Whether an error or a warning stands.
    pub fn objects(&self) -> bool {
        self.issues.iter().any(|issue| issue.severity != Severity::Note)
    }

    /// The issues by kind, in their order: each chunk is of one kind.
    pub fn by_kind(&self) -> impl Iterator<Item = &[Issue]> {
        self.issues.chunk_by(|one, other| one.kind() == other.kind())
    }
}

/// Looks for everything that does not hold.
pub fn self_check(facts: &Facts<'_>) -> SelfCheck {
    let indexes = Indexes::new(facts);
    let mut issues = Vec::new();
    profile::check(facts, &mut issues);
    answers::check(facts, &indexes, &mut issues);
    risks::check(facts, &mut issues);
    evidence::check(facts, &indexes, &mut issues);
    findings::check(facts, &indexes, &mut issues);
    people::check(facts, &mut issues);
    contradictions::check(facts, &indexes, &mut issues);
    answers::drop_explained(&mut issues);
    let order = |issue: &Issue| (issue.kind(), number(facts.assessment, &issue.place));
    issues.sort_by(|one, other| {
        order(one)
            .cmp(&order(other))
            .then_with(|| (&one.place, &one.contradiction).cmp(&(&other.place, &other.contradiction)))
    });
    SelfCheck {
        issues,
        answers: facts.assessment.answers.len(),
        evidence: facts.assessment.evidence.len(),
        findings: facts.assessment.findings.len() + facts.assessment.earlier.len(),
        contradictions: facts.pack.contradictions.len(),
        files_checked: !facts.evidence_states.is_empty(),
    }
}

/// The number a record is shown by; uids are in no order that means anything.
fn number(assessment: &Assessment, place: &Place) -> Option<u64> {
    let of_finding = |uid: &String| assessment.findings.get(uid).map(|finding| finding.number);
    match place {
        Place::Evidence(uid) => assessment.evidence.get(uid).map(|evidence| evidence.number),
        Place::Finding(uid) => of_finding(uid),
        Place::Action(uid) => of_finding(&assessment.actions.get(uid)?.finding),
        Place::Earlier(uid) => assessment.earlier.get(uid).map(|earlier| earlier.number),
        _ => None,
    }
}

/// Whether a text says nothing.
fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}
