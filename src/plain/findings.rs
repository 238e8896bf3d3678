//! Findings with their actions, and the register of actions.

use super::dialogue::{Dialogue, Flow};
use super::form::{Begin, Entry, Question};
use super::menu::{Choice, Menu};
use super::profile::any_day;
use super::walk::check_row;
use crate::engagement::request::{ActionDraft, FindingDraft, Request};
use crate::lang::{Lang, action_status_name, cite_clause, rating_name, target_name, tr};
use crate::model::assessment::{ActionItem, ActionStatus, CheckRef, Finding, Rating};
use crate::model::findings::{
    actions_by_finding, drafts, earlier_in_order, in_order, level_of, levels, register,
};
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

    fn finding_row(&self, one: &Finding) -> String {
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

    fn finding_with(&self, uid: &str) -> Option<Finding> {
        self.book.as_ref()?.assessment.findings.get(uid).cloned()
    }

    /// One finding: its words, the checks it covers, its actions.
    pub(super) fn finding(&mut self, uid: &str) -> Flow<()> {
        self.each_time(|d| {
            let Some(one) = d.finding_with(uid) else {
                return Ok(false);
            };
            let Some(book) = &d.book else {
                return Ok(false);
            };
            let actions = actions_by_finding(&book.assessment);
            let actions = actions.get(uid).cloned().unwrap_or_default();
            let uids: Vec<String> = actions.iter().map(|action| action.uid.clone()).collect();
            let rows = actions.iter().map(|action| d.action_row(action)).collect();
            let menu = Menu::new(d.finding_row(&one))
                .rows(rows)
                .act("edit", d.tr("plain.edit"))
                .act("action", d.tr("finding.key_add_action"))
                .act("checks", d.tr("plain.covered_checks"))
                .act("answer", d.tr("evidence.to_answer"))
                .act("remove", d.tr("finding.key_remove"))
                .act("done", d.tr("plain.done_enter"))
                .enter("done");
            match d.choose_here(&menu)? {
                Choice::Row(at) => match uids.get(at) {
                    Some(uid) => d.action(uid)?,
                    None => d.tell("plain.not_a_choice"),
                },
                Choice::Act("edit") => d.edit_finding(uid)?,
                Choice::Act("action") => d.new_action(uid)?,
                Choice::Act("checks") => d.covered(&one)?,
                Choice::Act("answer") => d.answer_check(one.clause, &one.target)?,
                Choice::Act("remove") => {
                    let question = d.fill("plain.remove", &[("name", &one.label())]);
                    if d.confirm(&question)? {
                        d.save(Request::RemoveFinding(uid.to_owned()));
                    }
                }
                _ => return Ok(false),
            }
            Ok(true)
        })
    }

    /// Which further checks a finding covers.
    fn covered(&mut self, one: &Finding) -> Flow<()> {
        let Some(book) = &self.book else {
            return Ok(());
        };
        let gaps = book.checks().filter(|check| book.state(check).is_gap());
        let own = |check: &CheckRef| check.clause == one.clause && check.target == one.target;
        let offered: Vec<(CheckRef, String)> = gaps
            .filter_map(|check| {
                let place = CheckRef {
                    clause: check.clause,
                    target: check.target.clone()?,
                };
                (!own(&place)).then(|| (place, check_row(book, check, self.lang)))
            })
            .collect();
        if offered.is_empty() {
            self.tell("finding.no_checks");
            return Ok(());
        }
        let chosen = (0..offered.len()).filter(|at| {
            offered
                .get(*at)
                .is_some_and(|(check, _)| one.also.contains(check))
        });
        let chosen: Vec<usize> = chosen.collect();
        let entry = self.answer(&|d| {
            let names = offered.iter().map(|(_, words)| words.clone()).collect();
            Question::many("", d.tr("plain.covered_checks"), names, chosen.clone())
        })?;
        if let Some(Entry::Many(given)) = entry {
            let also = given
                .iter()
                .filter_map(|at| offered.get(*at).map(|(check, _)| check.clone()));
            let draft = FindingDraft {
                also: Some(also.collect()),
                ..FindingDraft::default()
            };
            self.save(Request::SetFinding {
                uid: one.uid.clone(),
                draft,
            });
        }
        Ok(())
    }

    fn edit_finding(&mut self, uid: &str) -> Flow<()> {
        self.form(
            "plain.edit",
            &|d| match d.finding_with(uid) {
                Some(one) => d.finding_questions(&one),
                None => Vec::new(),
            },
            &mut |d, id, entry| {
                let draft = d.finding_draft(id, entry);
                let uid = uid.to_owned();
                Ok(d.save(Request::SetFinding { uid, draft }))
            },
            Begin::List,
        )
    }

    fn finding_questions(&self, one: &Finding) -> Vec<Question> {
        let lang = self.lang;
        let text = |id: &str, label, hint, now: &str, reads| {
            Question::text(id, tr(lang, label), now, reads).about(vec![tr(lang, hint).to_owned()])
        };
        let unrated = std::iter::once(tr(lang, "finding.unrated").to_owned());
        let ratings = unrated.chain(Rating::ALL.map(|rating| rating_name(rating, lang).to_owned()));
        let rated = one
            .rating
            .and_then(|rating| Rating::ALL.iter().position(|known| *known == rating));
        let earlier = self
            .book
            .as_ref()
            .map(|book| earlier_in_order(&book.assessment))
            .unwrap_or_default();
        let repeats = one.repeats.as_ref();
        let repeats = repeats.and_then(|uid| earlier.iter().position(|known| known.uid == *uid));
        let by_clause = std::iter::once(tr(lang, "finding.repeats_by_clause").to_owned());
        let names = by_clause.chain(earlier.iter().map(|known| known.label()));
        vec![
            text(
                "condition",
                "finding.condition",
                "finding.hint_condition",
                &one.condition,
                LONG,
            ),
            text("cause", "finding.cause", "finding.hint_cause", &one.cause, LONG),
            text(
                "effect",
                "finding.effect",
                "finding.hint_effect",
                &one.effect,
                LONG,
            ),
            text(
                "recommendation",
                "finding.recommendation",
                "finding.hint_recommendation",
                &one.recommendation,
                LONG,
            ),
            Question::choice(
                "rating",
                tr(lang, "finding.rating"),
                ratings.collect(),
                Some(rated.map_or(0, |at| at + 1)),
            )
            .about(vec![tr(lang, "finding.hint_rating").to_owned()]),
            text(
                "rating_basis",
                "finding.rating_basis",
                "finding.hint_rating",
                &one.rating_basis,
                LONG,
            ),
            text(
                "found_on",
                "finding.found_on",
                "finding.hint_found_on",
                &one.found_on,
                any_day(),
            ),
            Question::choice(
                "repeats",
                tr(lang, "finding.repeats"),
                names.collect(),
                Some(repeats.map_or(0, |at| at + 1)),
            )
            .about(vec![tr(lang, "finding.hint_repeats").to_owned()]),
            text(
                "response",
                "finding.response",
                "finding.hint_response",
                &one.response,
                LONG,
            ),
        ]
    }

    fn finding_draft(&self, id: &str, entry: &Entry) -> FindingDraft {
        let mut draft = FindingDraft::default();
        match (id, entry) {
            ("rating", Entry::Choice(at)) => {
                draft.rating = Some(at.checked_sub(1).and_then(|at| Rating::ALL.get(at).copied()));
            }
            (_, Entry::Choice(at)) => {
                let earlier = self.book.as_ref().map(|book| earlier_in_order(&book.assessment));
                let named = at
                    .checked_sub(1)
                    .and_then(|at| earlier?.get(at).map(|one| one.uid.clone()));
                draft.repeats = Some(named);
            }
            (id, Entry::Text(text)) => {
                let text = Some(text.clone());
                match id {
                    "condition" => draft.condition = text,
                    "cause" => draft.cause = text,
                    "effect" => draft.effect = text,
                    "recommendation" => draft.recommendation = text,
                    "rating_basis" => draft.rating_basis = text,
                    "found_on" => draft.found_on = text,
                    _ => draft.response = text,
                }
            }
            (_, Entry::Many(_)) => {}
        }
        draft
    }

    fn action_row(&self, action: &ActionItem) -> String {
        let due = match action.due.as_str() {
            "" => self.tr("finding.no_due"),
            due => self.day(due),
        };
        let status = action_status_name(action.status(), self.lang);
        let late = self
            .book
            .as_ref()
            .is_some_and(|book| action.is_overdue(&book.today));
        let late = if late {
            tr(self.lang, "finding.overdue")
        } else {
            ""
        };
        format!("{}, {}, {due}, {status} {late}", action.description, action.owner)
            .trim_end()
            .to_owned()
    }

    /// The register of actions.
    pub(super) fn actions(&mut self) -> Flow<()> {
        self.each_time(|d| {
            let Some(book) = &d.book else {
                return Ok(false);
            };
            let all = register(&book.assessment, &book.today);
            let uids: Vec<String> = all.iter().map(|one| one.action.uid.clone()).collect();
            let rows = all.iter().map(|one| {
                let finding = one.finding.map(Finding::label).unwrap_or_default();
                format!("{finding} {}", d.action_row(one.action))
            });
            let rows: Vec<String> = rows.collect();
            if rows.is_empty() {
                d.tell("finding.no_actions");
                return Ok(false);
            }
            let menu = Menu::new(d.tr("finding.key_actions"))
                .rows(rows)
                .act("done", d.tr("plain.done"));
            match d.choose_here(&menu)? {
                Choice::Row(at) => match uids.get(at) {
                    Some(uid) => d.action(uid)?,
                    None => d.tell("plain.not_a_choice"),
                },
                _ => return Ok(false),
            }
            Ok(true)
        })
    }

    fn new_action(&mut self, finding: &str) -> Flow<()> {
        let line = |label, hint| (label, hint, String::new(), Reads::Line);
        let (values, ended) = self.block(&[
            line("finding.description", "finding.hint_description"),
            line("finding.owner", "finding.hint_owner"),
            ("finding.due", "finding.hint_due", String::new(), any_day()),
        ]);
        if let Ok([description, owner, due]) = <[String; 3]>::try_from(values)
            && !description.is_empty()
        {
            let draft = ActionDraft {
                description: Some(description),
                owner: Some(owner),
                due: Some(due),
                ..ActionDraft::default()
            };
            let finding = finding.to_owned();
            self.save(Request::AddAction { finding, draft });
        }
        ended
    }

    fn action_with(&self, uid: &str) -> Option<ActionItem> {
        self.book.as_ref()?.assessment.actions.get(uid).cloned()
    }

    /// One action.
    fn action(&mut self, uid: &str) -> Flow<()> {
        self.each_time(|d| {
            let Some(action) = d.action_with(uid) else {
                return Ok(false);
            };
            let menu = Menu::new(d.action_row(&action))
                .act("edit", d.tr("plain.edit"))
                .act("remove", d.tr("finding.key_remove"))
                .act("done", d.tr("plain.done_enter"))
                .enter("done");
            match d.choose_here(&menu)? {
                Choice::Act("edit") => d.edit_action(uid)?,
                Choice::Act("remove") => {
                    let question = d.fill("plain.remove", &[("name", &action.description)]);
                    if d.confirm(&question)? {
                        d.save(Request::RemoveAction(uid.to_owned()));
                    }
                }
                _ => return Ok(false),
            }
            Ok(true)
        })
    }

    fn edit_action(&mut self, uid: &str) -> Flow<()> {
        self.form(
            "plain.edit",
            &|d| {
                d.action_with(uid)
                    .map(|one| action_questions(&one, d.lang))
                    .unwrap_or_default()
            },
            &mut |d, id, entry| {
                let draft = action_draft(id, entry);
                let uid = uid.to_owned();
                Ok(d.save(Request::SetAction { uid, draft }))
            },
            Begin::List,
        )
    }
}

fn action_questions(one: &ActionItem, lang: Lang) -> Vec<Question> {
    let text = |id: &str, label, hint, now: &str, reads| {
        Question::text(id, tr(lang, label), now, reads).about(vec![tr(lang, hint).to_owned()])
    };
    let names = ActionStatus::ALL.map(|status| action_status_name(status, lang).to_owned());
    let status = ActionStatus::ALL.iter().position(|known| *known == one.status());
    let days = "finding.hint_days";
    vec![
        text(
            "description",
            "finding.description",
            "finding.hint_description",
            &one.description,
            Reads::Needed,
        ),
        text(
            "owner",
            "finding.owner",
            "finding.hint_owner",
            &one.owner,
            Reads::Line,
        ),
        text("due", "finding.due", "finding.hint_due", &one.due, any_day()),
        Question::choice("status", tr(lang, "finding.status"), names.to_vec(), status)
            .about(vec![tr(lang, "finding.hint_status").to_owned()]),
        text(
            "started_on",
            "finding.started_on",
            days,
            &one.started_on,
            any_day(),
        ),
        text("done_on", "finding.done_on", days, &one.done_on, any_day()),
        text(
            "verified_on",
            "finding.verified_on",
            days,
            &one.verified_on,
            any_day(),
        ),
        text(
            "verified_by",
            "finding.verified_by",
            "finding.hint_verified",
            &one.verified_by,
            Reads::Line,
        ),
        text(
            "verification",
            "finding.verification",
            "finding.hint_verified",
            &one.verification,
            Reads::Line,
        ),
        text(
            "dropped",
            "finding.dropped",
            "finding.hint_dropped",
            &one.dropped,
            Reads::Line,
        ),
    ]
}

fn action_draft(id: &str, entry: &Entry) -> ActionDraft {
    let mut draft = ActionDraft::default();
    match (id, entry) {
        (_, Entry::Choice(at)) => draft.status = ActionStatus::ALL.get(*at).copied(),
        (id, Entry::Text(text)) => {
            let text = Some(text.clone());
            match id {
                "description" => draft.description = text,
                "owner" => draft.owner = text,
                "due" => draft.due = text,
                "started_on" => draft.started_on = text,
                "done_on" => draft.done_on = text,
                "verified_on" => draft.verified_on = text,
                "verified_by" => draft.verified_by = text,
                "verification" => draft.verification = text,
                _ => draft.dropped = text,
            }
        }
        (_, Entry::Many(_)) => {}
    }
    draft
}
