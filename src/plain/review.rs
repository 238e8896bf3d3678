//! Review and sign-off.

use super::dialogue::{Dialogue, Flow};
use super::form::{Entry, Question};
use super::menu::{Choice, Menu};
use super::walk::check_row;
use crate::engagement::request::{Outcome, Request, ReviewDraft, SignOffDraft};
use crate::lang::{review_state_name, role_name, stage_name, tr};
use crate::model::assessment::{CheckRef, ReviewState};
use crate::model::reading::Reads;
use crate::model::review::{Stage, Standing, plan, standing, tally};
use crate::model::signing::Role;

impl Dialogue<'_> {
    /// Where the checks stand in review, and what is said on them.
    pub(super) fn review(&mut self) -> Flow<()> {
        self.each_time(|d| {
            let Some(book) = &d.book else {
                return Ok(false);
            };
            let counts = tally(&book.assessment, &book.scope);
            let rows = Stage::ALL.map(|stage| {
                let count = counts.get(&stage).copied().unwrap_or(0).to_string();
                let values = [("name", stage_name(stage, d.lang)), ("count", &count)];
                d.fill("review.filter_count", &values)
            });
            let menu = Menu::new(d.tr("review.title"))
                .rows(rows.to_vec())
                .act("submit", d.tr("review.key_submit"))
                .act("approve", d.tr("review.key_approve"))
                .act("return", d.tr("review.key_return"))
                .act("signoff", d.tr("review.key_sign_off"))
                .act("signoffs", d.tr("review.sign_offs"))
                .act("done", d.tr("plain.done"))
                .about(vec![d.tr("plain.review_help")]);
            match d.choose_here(&menu)? {
                Choice::Row(at) => d.stage(at)?,
                Choice::Act("submit") => d.say_word(ReviewState::Submitted)?,
                Choice::Act("approve") => d.say_word(ReviewState::Approved)?,
                Choice::Act("return") => d.say_word(ReviewState::Returned)?,
                Choice::Act("signoff") => d.sign_off()?,
                Choice::Act("signoffs") => d.sign_offs(),
                _ => return Ok(false),
            }
            Ok(true)
        })
    }

    /// The checks at one stage, each with the last word said on it.
    fn stage(&mut self, at: usize) -> Flow<()> {
        let stage = Stage::ALL.get(at).copied().unwrap_or_default();
        let Some(book) = &self.book else {
            return Ok(());
        };
        let notes = book.checks().filter_map(|check| {
            let Standing {
                stage: here, review, ..
            } = standing(&book.assessment, check.clause, check.target.as_ref()?);
            let review = review.filter(|review| here == stage && !review.note.is_empty())?;
            let words = self.fill("review.note", &[("note", &review.note)]);
            Some(format!("{} {words} ({})", check.clause, review.by))
        });
        let notes: Vec<String> = notes.collect();
        self.say_all(&notes);
        self.pick_check("review.title", &|book, check| {
            let target = check.target.as_ref();
            target.is_some_and(|target| standing(&book.assessment, check.clause, target).stage == stage)
        })
    }

    /// Chooses checks a word can be said on, and says it.
    fn say_word(&mut self, word: ReviewState) -> Flow<()> {
        let Some(book) = &self.book else {
            return Ok(());
        };
        let all: Vec<CheckRef> = book
            .checks()
            .filter_map(|check| {
                Some(CheckRef {
                    clause: check.clause,
                    target: check.target.clone()?,
                })
            })
            .collect();
        let ready = plan(&book.assessment, &book.scope, &all, word).ready;
        if ready.is_empty() {
            self.tell(match word {
                ReviewState::Submitted => "review.nothing_ready_submitted",
                ReviewState::Returned => "review.nothing_ready_returned",
                ReviewState::Approved => "review.nothing_ready_approved",
            });
            return Ok(());
        }
        let rows = ready.iter().filter_map(|check| {
            let check = book.scope.check(check.clause, &check.target)?;
            Some(check_row(book, check, self.lang))
        });
        let rows: Vec<String> = rows.collect();
        let usual = match word {
            ReviewState::Returned => Vec::new(),
            _ => (0..ready.len()).collect(),
        };
        let entry = self.answer(&|d| {
            let mut question = Question::many("", d.tr("plain.which_checks"), rows.clone(), usual.clone());
            question.now = usual.len().to_string();
            question
        })?;
        let chosen = match entry {
            Some(Entry::Many(given)) => given,
            _ => usual,
        };
        let checks: Vec<CheckRef> = chosen.iter().filter_map(|at| ready.get(*at).cloned()).collect();
        if checks.is_empty() {
            self.tell("plain.nothing_done");
            return Ok(());
        }
        let note = match word {
            ReviewState::Returned => self.blank(
                "plain.to_be_mended",
                "review.return_no_note",
                Reads::Long { needed: true },
            )?,
            _ => String::new(),
        };
        let count = checks.len().to_string();
        let name = review_state_name(word, self.lang);
        let question = self.fill("plain.review_question", &[("word", name), ("count", &count)]);
        if self.confirm(&question)? {
            self.save(Request::Review(ReviewDraft { checks, word, note }));
        }
        Ok(())
    }

    fn sign_off(&mut self) -> Flow<()> {
        self.status();
        let role = self.option("review.form_role", &|d| {
            Role::ALL.map(|role| role_name(role, d.lang).to_owned()).to_vec()
        })?;
        let Some(role) = Role::ALL.get(role).copied() else {
            return Ok(());
        };
        let by = self.blank("review.form_name", "review.form_name_hint", Reads::Line)?;
        let title = self.blank("review.form_title_label", "review.form_title_label", Reads::Line)?;
        let note = self.blank("review.form_note", "review.form_note", Reads::Line)?;
        let question = self.tr("plain.sign_off_question");
        if self.confirm(&question)? {
            self.save(Request::SignOff(SignOffDraft {
                role,
                by,
                title,
                note,
            }));
        }
        Ok(())
    }

    fn sign_offs(&mut self) {
        let Some(Outcome::SignOffs(standings)) = self.request(Request::SignOffs) else {
            return;
        };
        if standings.is_empty() {
            self.tell("plain.no_sign_offs");
        }
        for one in standings {
            let standing = tr(
                self.lang,
                if one.current {
                    "review.current"
                } else {
                    "review.stale"
                },
            );
            let sign_off = &one.sign_off;
            let values = [
                ("role", role_name(sign_off.role, self.lang)),
                ("by", &sign_off.by),
                ("at", &*self.day(&sign_off.at)),
                ("standing", standing),
            ];
            let words = self.fill("review.sign_off_line", &values);
            self.say(words);
            if !one.checks.is_empty() {
                let checks: Vec<String> = one.checks.iter().map(|check| check.clause.to_string()).collect();
                let count = checks.len().to_string();
                let words = self.fill("review.changed_checks", &[("count", &count)]);
                self.say(format!("{words} {}", checks.join(", ")));
            }
        }
    }
}
