//! One clause over all systems, and one answer for several checks: what it would do is said before
//! it is done.

use super::dialogue::{Dialogue, Flow};
use super::form::{Entry, Question};
use super::menu::{Choice, Menu};
use super::walk::check_row;
use crate::engagement::request::{AnswerDraft, Request};
use crate::lang::{lookup, state_name, target_name};
use crate::model::assessment::State;
use crate::model::bulk::{BulkPlan, Reach, Skipped};
use crate::model::pack::{ClauseId, Subject};
use crate::model::reading::Reads;
use crate::model::scope::Target;

impl Dialogue<'_> {
    /// Chooses a clause and shows it over all systems.
    pub(super) fn matrix(&mut self) -> Flow<()> {
        self.each_time(|d| {
            let Some(book) = &d.book else {
                return Ok(false);
            };
            let clauses = book
                .pack
                .clauses()
                .filter(|clause| clause.subject == Subject::System);
            let clauses: Vec<(ClauseId, String)> = clauses
                .map(|clause| (clause.id, format!("{} {}", clause.id, d.lang.of(&clause.title))))
                .collect();
            let rows = clauses.iter().map(|(_, words)| words.clone()).collect();
            let menu = Menu::new(d.tr("matrix.key_matrix")).rows(rows).takes_other();
            let id = match d.choose_here(&menu)? {
                Choice::Row(at) => clauses.get(at).map(|(id, _)| *id),
                Choice::Other(typed) => d
                    .book
                    .as_ref()
                    .and_then(|book| super::walk::clause_named(book, &typed)),
                Choice::Act(_) => None,
            };
            match id {
                Some(id) => d.matrix_of(id)?,
                None => d.tell("plain.not_a_choice"),
            }
            Ok(true)
        })
    }

    /// One clause over all its targets; several of them are answered at once.
    pub(super) fn matrix_of(&mut self, id: ClauseId) -> Flow<()> {
        let Some(book) = &self.book else {
            return Ok(());
        };
        let checks = book.scope.checks_of(id);
        let rows: Vec<String> = checks
            .iter()
            .map(|check| check_row(book, check, self.lang))
            .collect();
        let targets: Vec<Target> = checks.iter().filter_map(|check| check.target.clone()).collect();
        if targets.is_empty() {
            self.tell("matrix.matrix_none");
            return Ok(());
        }
        self.say_all(&rows);
        let entry = self.answer(&|d| {
            let profile = d.book.as_ref().map(|book| &book.assessment.profile);
            let names = targets.iter().map(|target| match profile {
                Some(profile) => target_name(profile, target, d.lang).to_owned(),
                None => target.id().to_owned(),
            });
            let all = (0..targets.len()).collect();
            Question::many("", d.tr("matrix.bulk_reach"), names.collect(), all)
        })?;
        let chosen: Vec<Target> = match entry {
            Some(Entry::Many(given)) => given.iter().filter_map(|at| targets.get(*at).cloned()).collect(),
            _ => targets,
        };
        self.answer_all(chosen.into_iter().map(|target| (id, target)).collect())
    }

    /// One state and note for several checks.
    pub(super) fn answer_all(&mut self, chosen: Vec<(ClauseId, Target)>) -> Flow<()> {
        let state = self.option("matrix.bulk_state", &|d| {
            let keep = std::iter::once(d.tr("matrix.bulk_keep_state"));
            keep.chain(State::ALL.map(|state| state_name(state, d.lang).to_owned()))
                .collect()
        })?;
        let reach = self.option("matrix.bulk_reach", &|d| {
            vec![d.tr("matrix.reach_all"), d.tr("matrix.reach_unanswered")]
        })?;
        let note = self.blank(
            "matrix.bulk_note",
            "matrix.bulk_note_hint",
            Reads::Long { needed: false },
        )?;
        let draft = AnswerDraft {
            state: state.checked_sub(1).and_then(|at| State::ALL.get(at).copied()),
            note: Some(note).filter(|note| !note.is_empty()),
            ..AnswerDraft::default()
        };
        if draft == AnswerDraft::default() {
            self.tell("matrix.bulk_nothing_given");
            return Ok(());
        }
        let Some(book) = &self.book else {
            return Ok(());
        };
        let reach = Reach::BOTH.get(reach).copied().unwrap_or_default();
        let plan = BulkPlan::new(&book.scope, &book.assessment, chosen, reach);
        self.carry_out(&plan, draft)
    }

    /// Says what a plan would do, asks, and does it in one step.
    pub(super) fn carry_out(&mut self, plan: &BulkPlan, draft: AnswerDraft) -> Flow<()> {
        let (answered, overwritten) = (plan.answered(), plan.overwritten());
        let skipped = plan.rows.len() - answered;
        let values = [
            ("count", answered.to_string()),
            ("overwritten", overwritten.to_string()),
            ("skipped", skipped.to_string()),
        ];
        let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
        let words = self.fill("matrix.bulk_summary", &values);
        self.say(words);
        for why in Skipped::ALL.into_iter().filter(|why| plan.skipped(*why) > 0) {
            let reason = lookup(self.lang, &format!("matrix.skipped_{}", why.id())).unwrap_or_default();
            let words = self.fill("matrix.skipped_line", &[("reason", reason)]);
            self.say(format!("{words} {}", plan.skipped(why)));
        }
        if answered == 0 {
            self.tell("matrix.bulk_nothing_reached");
            return Ok(());
        }
        let question = self.fill("matrix.bulk_go", &values);
        if self.confirm(&question)? {
            self.save(Request::Answer {
                keys: plan.keys(),
                draft,
            });
        } else {
            self.tell("plain.nothing_done");
        }
        Ok(())
    }
}
