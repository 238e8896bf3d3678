//! Going from check to check, and going on where a workbook was left.

use super::book::Book;
use super::dialogue::{Dialogue, Flow, Stop};
use super::filtering::shows;
use super::form::Begin;
use crate::engagement::request::Request;
use crate::model::assessment::State;
use crate::model::filter::is_unsupported;
use crate::model::pack::ClauseId;
use crate::model::scope::{Check, Target};
use crate::settings::{Left, Stage};

/// What is looked for next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// What is not answered.
    Unanswered,
    /// What is not met, or in part.
    Gap,
    /// What is met and has no evidence.
    Unsupported,
}

/// The clause and target of a check; none where no system is there to be its target.
pub(super) fn place(check: &Check) -> Option<(ClauseId, Target)> {
    Some((check.clause, check.target.clone()?))
}

fn is_next(book: &Book, check: &Check, next: Next) -> bool {
    let state = book.state(check);
    match next {
        Next::Unanswered => state == State::Unanswered,
        Next::Gap => state.is_gap(),
        Next::Unsupported => is_unsupported(&book.assessment, check, state),
    }
}

impl Dialogue<'_> {
    /// Answers one wanted check after the other, in the order of the checklist and within the filter.
    pub(super) fn go_on(&mut self, next: Next) -> Flow<()> {
        let mut from = 0;
        loop {
            let found = self.book.as_ref().and_then(|book| {
                let checks = book.scope.checks.iter().enumerate();
                let wanted = |check: &Check| {
                    check.in_scope() && shows(&self.filter, book, check) && is_next(book, check, next)
                };
                let all = checks.clone().filter(|(_, check)| wanted(check)).count();
                let mut left = checks.skip(from).filter(|(_, check)| wanted(check));
                left.find_map(|(at, check)| Some((at, place(check)?, all)))
            });
            let Some((at, (clause, target), all)) = found else {
                self.tell(match next {
                    Next::Unanswered if from == 0 && self.filter.is_empty() => "tui.walk_all_answered",
                    _ => "plain.no_more_of_these",
                });
                if !self.filter.is_empty() {
                    self.tell("plain.filter_holds");
                }
                return Ok(());
            };
            from = at + 1;
            let words = self.fill("plain.going_on", &[("count", &all.to_string())]);
            self.say(words);
            self.say_requirement(clause);
            self.answer_check(clause, &target)?;
        }
    }

    /// Says where the workbook was left, where that is known.
    pub(super) fn say_left(&mut self) {
        let Some(left) = self.book.as_ref().and_then(|book| book.left.clone()) else {
            return;
        };
        let place = match left.stage {
            Stage::Questionnaire => self.tr("tui.key_profile"),
            Stage::Systems => self.tr("tui.key_systems"),
            Stage::Walk => match self.left_clause(&left) {
                Some(id) => self.clause_title(id),
                None => return,
            },
        };
        let words = self.fill("plain.left_at", &[("place", &place)]);
        self.say(words);
    }

    fn clause_title(&self, id: ClauseId) -> String {
        let clause = self.book.as_ref().and_then(|book| book.pack.clause(id));
        let title = clause.map_or("", |clause| self.lang.of(&clause.title));
        format!("{id} {title}")
    }

    fn left_clause(&self, left: &Left) -> Option<ClauseId> {
        let id = left.clause.parse().ok()?;
        let book = self.book.as_ref()?;
        book.pack.clause(id).map(|clause| clause.id)
    }

    /// Goes on where the workbook was left, else with the first check that is not answered.
    pub(super) fn resume(&mut self) -> Flow<()> {
        let left = self.book.as_ref().and_then(|book| book.left.clone());
        let left = left.unwrap_or_default();
        match left.stage {
            Stage::Questionnaire => self.at_stage(Stage::Questionnaire, |d| d.profile(Begin::First)),
            Stage::Systems => self.at_stage(Stage::Systems, Self::systems),
            Stage::Walk => match self.left_clause(&left) {
                Some(id) => self.clause(id),
                None => self.go_on(Next::Unanswered),
            },
        }
    }

    /// Does something that the workbook is left in, where the program is left meanwhile.
    pub(super) fn at_stage(&mut self, stage: Stage, what: impl FnOnce(&mut Self) -> Flow<()>) -> Flow<()> {
        self.note_left(|left| left.stage = stage);
        let done = what(self);
        if done != Err(Stop::Quit) {
            self.note_left(|left| left.stage = Stage::Walk);
        }
        done
    }

    /// Notes where somebody is now.
    pub(super) fn note_left(&mut self, note: impl FnOnce(&mut Left)) {
        if let Some(book) = &mut self.book {
            note(book.left.get_or_insert_default());
        }
    }

    /// Remembers where the open workbook is left.
    pub(super) fn remember_left(&mut self) {
        let Some(book) = &self.book else {
            return;
        };
        let all = book.score().all;
        let left = Left {
            class: book.scope.classification.class.id().to_owned(),
            answered: all.answered(),
            total: all.total(),
            saved_at: book.saved_at.clone(),
            ..book.left.clone().unwrap_or_default()
        };
        // Not being able to remember it loses nothing.
        let _ = self.try_request(Request::Leave(left));
    }
}
