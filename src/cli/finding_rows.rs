//! The JSON rows of findings, actions and earlier findings that several commands print.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::engagement::Engagement;
use crate::error::Result;
use crate::model::assessment::{
    ActionItem, ActionStatus, CheckRef, EarlierFinding, EarlierSource, EarlierState, Finding, Rating,
};
use crate::model::findings::{
    Levels, Registered, actions_by_finding, earlier_in_order, gap_clauses, in_order, level_of, levels,
    recurs, register, repeated,
};
use crate::model::pack::{ClauseId, Level};
use crate::model::scope::{Check, Target};
use crate::model::score::gaps;

/// A finding with its actions.
#[derive(Debug, Serialize)]
pub(super) struct FindingRow<'a> {
    pub id: String,
    pub uid: &'a str,
    pub clause: ClauseId,
    pub target: &'a Target,
    pub also: &'a [CheckRef],
    pub level: Level,
    pub found_on: &'a str,
    pub rating: Option<Rating>,
    pub rating_basis: &'a str,
    pub repeats: Option<String>,
    pub condition: &'a str,
    pub cause: &'a str,
    pub effect: &'a str,
    pub recommendation: &'a str,
    pub response: &'a str,
    pub actions: Vec<ActionRow<'a>>,
}

/// An action against a finding.
#[derive(Debug, Serialize)]
pub(super) struct ActionRow<'a> {
    pub id: String,
    pub uid: &'a str,
    pub finding: String,
    pub description: &'a str,
    pub owner: &'a str,
    pub due: &'a str,
    pub status: ActionStatus,
    pub overdue: bool,
    pub started_on: &'a str,
    pub done_on: &'a str,
    pub verified_on: &'a str,
    pub verified_by: &'a str,
    pub verification: &'a str,
    pub dropped: &'a str,
}

/// A finding of an earlier year.
#[derive(Debug, Serialize)]
pub(super) struct EarlierRow<'a> {
    pub id: String,
    pub uid: &'a str,
    pub source: EarlierSource,
    pub document: &'a str,
    pub dated: &'a str,
    pub condition: &'a str,
    pub clauses: &'a [ClauseId],
    pub deadline: &'a str,
    pub state: EarlierState,
    pub note: &'a str,
    /// A clause of it has a gap again.
    pub repeated: bool,
    /// Findings of this assessment that repeat it.
    pub findings: Vec<String>,
}

/// The findings of a workbook with what their rows look up.
pub(super) struct FindingRows<'a> {
    engagement: &'a Engagement,
    names: BTreeMap<String, String>,
    actions: BTreeMap<&'a str, Vec<&'a ActionItem>>,
    levels: Levels,
    by_check: BTreeMap<(ClauseId, &'a Target), Vec<&'a Finding>>,
    today: String,
}

impl<'a> FindingRows<'a> {
    /// Looks through a workbook.
    pub(super) fn new(engagement: &'a Engagement) -> Result<Self> {
        let assessment = engagement.assessment();
        let mut by_check: BTreeMap<(ClauseId, &Target), Vec<&Finding>> = BTreeMap::new();
        for finding in in_order(assessment) {
            for check in finding.checks() {
                by_check.entry(check).or_default().push(finding);
            }
        }
        Ok(Self {
            engagement,
            names: engagement.action_names()?,
            actions: actions_by_finding(assessment),
            levels: levels(&engagement.scope(), assessment),
            by_check,
            today: engagement.today(),
        })
    }

    /// All findings by number.
    pub(super) fn all(&self) -> Vec<FindingRow<'a>> {
        let findings = in_order(self.engagement.assessment());
        findings.into_iter().map(|finding| self.row(finding)).collect()
    }

    /// The findings that cover a check.
    pub(super) fn of_check(&self, check: &'a Check) -> Vec<FindingRow<'a>> {
        let here = check.target.as_ref().map(|target| (check.clause, target));
        let found = here.and_then(|here| self.by_check.get(&here));
        found
            .into_iter()
            .flatten()
            .map(|finding| self.row(finding))
            .collect()
    }

    /// The register of actions.
    pub(super) fn register(&self) -> Vec<ActionRow<'a>> {
        let entries = register(self.engagement.assessment(), &self.today);
        entries.iter().map(|entry| self.action(entry)).collect()
    }

    fn row(&self, finding: &'a Finding) -> FindingRow<'a> {
        let assessment = self.engagement.assessment();
        let actions = self.actions.get(finding.uid.as_str());
        let actions = actions.into_iter().flatten().map(|action| {
            self.action(&Registered {
                action,
                finding: Some(finding),
                overdue: action.is_overdue(&self.today),
            })
        });
        FindingRow {
            id: finding.label(),
            uid: &finding.uid,
            clause: finding.clause,
            target: &finding.target,
            also: &finding.also,
            level: level_of(&self.levels, finding),
            found_on: &finding.found_on,
            rating: finding.rating,
            rating_basis: &finding.rating_basis,
            repeats: repeated(assessment, finding).map(EarlierFinding::label),
            condition: &finding.condition,
            cause: &finding.cause,
            effect: &finding.effect,
            recommendation: &finding.recommendation,
            response: &finding.response,
            actions: actions.collect(),
        }
    }

    fn action(&self, entry: &Registered<'a>) -> ActionRow<'a> {
        let action = entry.action;
        ActionRow {
            id: self.names.get(&action.uid).cloned().unwrap_or_default(),
            uid: &action.uid,
            finding: entry.finding.map(Finding::label).unwrap_or_default(),
            description: &action.description,
            owner: &action.owner,
            due: &action.due,
            status: action.status(),
            overdue: entry.overdue,
            started_on: &action.started_on,
            done_on: &action.done_on,
            verified_on: &action.verified_on,
            verified_by: &action.verified_by,
            verification: &action.verification,
            dropped: &action.dropped,
        }
    }
}

/// The earlier findings by number, each with what came back of it.
pub(super) fn earlier_rows(engagement: &Engagement) -> Vec<EarlierRow<'_>> {
    let assessment = engagement.assessment();
    let open = gap_clauses(&gaps(&engagement.scope(), assessment));
    let mut repeating: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for finding in in_order(assessment) {
        if let Some(earlier) = repeated(assessment, finding) {
            repeating.entry(&earlier.uid).or_default().push(finding.label());
        }
    }
    let earlier = earlier_in_order(assessment).into_iter();
    earlier
        .map(|earlier| EarlierRow {
            id: earlier.label(),
            uid: &earlier.uid,
            source: earlier.source,
            document: &earlier.document,
            dated: &earlier.dated,
            condition: &earlier.condition,
            clauses: &earlier.clauses,
            deadline: &earlier.deadline,
            state: earlier.state,
            note: &earlier.note,
            repeated: recurs(earlier, &open),
            findings: repeating.remove(earlier.uid.as_str()).unwrap_or_default(),
        })
        .collect()
}
