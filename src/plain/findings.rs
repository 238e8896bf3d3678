//! Findings with their actions, and the register of actions.

use super::dialogue::{Dialogue, Flow};
use super::menu::{Choice, Menu};
use crate::engagement::request::{FindingDraft, Request};
use crate::lang::{cite_clause, target_name, tr};
use crate::model::assessment::{CheckRef, Finding};
use crate::model::findings::{drafts, in_order, level_of, levels};
use crate::model::pack::{ClauseId, Level};
use crate::model::reading::Reads;
use crate::model::scope::Target;

/// A text of several lines that may stay empty.
const LONG: Reads = Reads::Long { needed: false };

impl Dialogue<'_> {
    /// All findings.
    pub(super) fn findings(&mut self) -> Flow<()> {
        self.each_time(|d| {
            let Some(book) = &d.book else {
                return Ok(false);
            };
            let all: Vec<String> = in_order(&book.assessment)
                .iter()
                .map(|one| one.uid.clone())
                .collect();
            let rows = in_order(&book.assessment)
                .into_iter()
                .map(|one| d.finding_row(one));
            let rows: Vec<String> = rows.collect();
            let title = match rows.is_empty() {
                true => d.tr("plain.no_findings"),
                false => d.tr("finding.key_findings"),
            };
            let menu = Menu::new(title)
                .rows(rows)
                .act("draft", d.tr("finding.key_draft"))
                .act("done", d.tr("plain.done"))
                .about(vec![d.tr("plain.findings_help")]);
            match d.choose_here(&menu)? {
                Choice::Row(at) => match all.get(at) {
                    Some(uid) => d.finding(uid)?,
                    None => d.tell("plain.not_a_choice"),
                },
                Choice::Act("draft") => d.draft_findings(None, None)?,
                _ => return Ok(false),
            }
            Ok(true)
        })
    }

    pub(super) fn finding_row(&self, one: &Finding) -> String {
        let Some(book) = &self.book else {
            return String::new();
        };
        let level = level_of(&levels(&book.scope, &book.assessment), one);
        let kind = tr(
            self.lang,
            match level {
                Level::Must => "finding.kind_must",
                Level::Should => "finding.kind_should",
                Level::None => "finding.kind_none",
            },
        );
        let clause = cite_clause(&book.pack, one.clause, self.lang);
        let target = target_name(&book.assessment.profile, &one.target, self.lang);
        let first = one.condition.lines().next().unwrap_or_default();
        format!("{} {kind}, {clause}, {target}, {first}", one.label())
    }

    /// The findings about a check: one of them, or a new one.
    pub(super) fn findings_of(&mut self, clause: ClauseId, target: &Target) -> Flow<()> {
        let Some(book) = &self.book else {
            return Ok(());
        };
        let known: Vec<&Finding> = book.assessment.findings_for(clause, target).collect();
        let uids: Vec<String> = known.iter().map(|one| one.uid.clone()).collect();
        let rows = known.iter().map(|one| self.finding_row(one)).collect();
        let menu = Menu::new(self.tr("plain.finding_of_check"))
            .rows(rows)
            .act("draft", self.tr("finding.key_draft"))
            .act("new", self.tr("finding.key_make"));
        match self.choose(&menu)? {
            Choice::Row(at) => match uids.get(at) {
                Some(uid) => self.finding(uid),
                None => Ok(()),
            },
            Choice::Act("draft") => self.draft_findings(Some(clause), Some(target.clone())),
            _ => {
                let condition = self.blank("finding.condition", "finding.hint_condition", LONG)?;
                let before = self.finding_count();
                let draft = FindingDraft {
                    condition: Some(condition),
                    ..FindingDraft::default()
                };
                let request = Request::AddFinding {
                    clause,
                    target: target.clone(),
                    draft,
                };
                if self.save(request) && self.finding_count() > before {
                    let book = self.book.as_ref();
                    let newest =
                        book.and_then(|book| in_order(&book.assessment).last().map(|one| one.uid.clone()));
                    if let Some(uid) = newest {
                        return self.finding(&uid);
                    }
                }
                Ok(())
            }
        }
    }

    fn finding_count(&self) -> usize {
        self.book
            .as_ref()
            .map_or(0, |book| book.assessment.findings.len())
    }

    /// Drafts findings for gaps that have none, after saying how many.
    fn draft_findings(&mut self, clause: Option<ClauseId>, target: Option<Target>) -> Flow<()> {
        let Some(book) = &self.book else {
            return Ok(());
        };
        let wanted = |check: &CheckRef| {
            clause.is_none_or(|clause| clause == check.clause)
                && target.as_ref().is_none_or(|target| *target == check.target)
        };
        let drafted = drafts(&book.scope, &book.assessment);
        let drafted: Vec<_> = drafted.iter().filter(|one| wanted(&one.check)).collect();
        let checks: usize = drafted.iter().map(|one| 1 + one.also.len()).sum();
        if drafted.is_empty() {
            self.tell("finding.nothing_to_draft");
            return Ok(());
        }
        let (count, checks) = (drafted.len().to_string(), checks.to_string());
        let question = self.fill("plain.draft_question", &[("count", &count), ("checks", &checks)]);
        if self.confirm(&question)? {
            let lang = self.lang;
            self.save(Request::DraftFindings { clause, target, lang });
        }
        Ok(())
    }
}
