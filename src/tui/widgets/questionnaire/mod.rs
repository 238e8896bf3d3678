//! A questionnaire: questions in rows, answered by a line of text, a choice or a tick.
//!
//! The screen that holds it says at any moment which questions there are and what is kept for
//! them; the widget holds only where the focus stands and what was written but not kept yet. What
//! was written is settled when its row is left, so that what is seen is what is kept.

mod pointing;
mod question;
mod view;

use std::collections::BTreeMap;

pub use crate::model::reading::{Fault, Reads};
pub use question::{Entry, Kind, Question, Step};

use super::text_field::{Reaction, TextField};
use crate::lang::{Lang, fill};
use crate::tui::input::KeyPress;
use crate::tui::keys::Command;

/// What was written for a question.
#[derive(Debug, Clone)]
enum Draft {
    Text {
        field: Box<TextField>,
        /// What was kept when the field last followed it.
        saved: String,
        /// The row was left, so a fault is shown.
        left: bool,
    },
    Choice(usize),
}

/// Focus and drafts of a questionnaire.
#[derive(Debug, Clone)]
pub struct Questionnaire<Id> {
    focus: Option<Id>,
    drafts: BTreeMap<Id, Draft>,
    /// The choice that was just changed and left for the row below it. Once it is kept, another row
    /// may stand there, and that is the one to go on with.
    changed: Option<Id>,
}

impl<Id> Default for Questionnaire<Id> {
    fn default() -> Self {
        Self {
            focus: None,
            drafts: BTreeMap::new(),
            changed: None,
        }
    }
}

impl<Id: Clone + Ord> Questionnaire<Id> {
    /// A form with the focus on its first question.
    pub fn new(questions: &[Question<Id>]) -> Self {
        let mut form = Self::default();
        form.take_over(questions);
        form
    }

    fn row(&self, questions: &[Question<Id>]) -> usize {
        questions
            .iter()
            .position(|question| Some(&question.id) == self.focus.as_ref())
            .unwrap_or(0)
    }

    /// The question that has the focus.
    pub fn focused<'a>(&self, questions: &'a [Question<Id>]) -> Option<&'a Question<Id>> {
        questions.get(self.row(questions))
    }

    /// Puts the focus on a question.
    pub fn focus_on(&mut self, id: &Id, questions: &[Question<Id>]) {
        self.changed = None;
        self.focus = Some(id.clone());
        self.prepare(questions);
    }

    /// Empties what was written for a question, once something was made of it.
    pub fn forget(&mut self, id: &Id, questions: &[Question<Id>]) {
        self.drafts.remove(id);
        self.prepare(questions);
    }

    /// What stands in the field of a question, if somebody has been there.
    pub fn written(&self, id: &Id) -> Option<&str> {
        match self.drafts.get(id)? {
            Draft::Text { field, .. } => Some(field.text()),
            Draft::Choice(_) => None,
        }
    }

    /// Shows every field that somebody has written in, and those of `wanted`, with its question and
    /// whether it holds what is not kept yet.
    pub fn visit(
        &mut self,
        questions: &[Question<Id>],
        wanted: impl Fn(&Id) -> bool,
        mut visit: impl FnMut(&Question<Id>, &mut TextField, bool),
    ) {
        for question in questions {
            if wanted(&question.id) {
                self.give_field(question);
            }
            let dirty = !self.is_clean(question);
            if let Some(Draft::Text { field, .. }) = self.drafts.get_mut(&question.id) {
                visit(question, field, dirty);
            }
        }
    }

    /// Gives the focused text question its field.
    fn prepare(&mut self, questions: &[Question<Id>]) {
        if let Some(question) = self.focused(questions) {
            self.focus = Some(question.id.clone());
            self.give_field(question);
        }
    }

    fn give_field(&mut self, question: &Question<Id>) {
        if let Kind::Text {
            saved, hint, reads, ..
        } = &question.kind
        {
            let field = match reads {
                Reads::Long { .. } => TextField::multi_line,
                _ => TextField::single_line,
            };
            self.drafts
                .entry(question.id.clone())
                .or_insert_with(|| Draft::Text {
                    field: Box::new(field(saved).with_placeholder(hint)),
                    saved: saved.clone(),
                    left: false,
                });
        }
    }

    /// Follows what is kept, except where something else was written meanwhile.
    pub fn take_over(&mut self, questions: &[Question<Id>]) {
        for question in questions {
            match (self.drafts.get_mut(&question.id), &question.kind) {
                (
                    Some(Draft::Text { field, saved, .. }),
                    Kind::Text {
                        saved: now, reads, ..
                    },
                ) => {
                    let clean = reads.read(field.text()).is_ok_and(|text| text == *saved);
                    if clean && now != saved {
                        field.set_text(now);
                    }
                    saved.clone_from(now);
                }
                (Some(Draft::Choice(picked)), Kind::Choice { chosen, .. }) if picked == chosen => {
                    self.drafts.remove(&question.id);
                }
                _ => {}
            }
            let elsewhere = self.focus.as_ref() != Some(&question.id);
            if elsewhere && self.is_clean(question) {
                self.drafts.remove(&question.id);
            }
        }
        self.go_on_below(questions);
        self.prepare(questions);
    }

    /// Goes on with the row below a choice whose answer brought rows in or took them out.
    fn go_on_below(&mut self, questions: &[Question<Id>]) {
        let Some(changed) = self.changed.take() else {
            return;
        };
        let row = questions.iter().position(|question| question.id == changed);
        if let Some(below) = row.and_then(|row| questions.get(row + 1)) {
            self.focus = Some(below.id.clone());
        }
    }

    fn is_clean(&self, question: &Question<Id>) -> bool {
        match (self.drafts.get(&question.id), &question.kind) {
            (Some(Draft::Text { field, saved, .. }), Kind::Text { reads, .. }) => {
                field.text() == saved || reads.read(field.text()).is_ok_and(|text| text == *saved)
            }
            (Some(Draft::Choice(picked)), Kind::Choice { chosen, .. }) => picked == chosen,
            _ => true,
        }
    }

    /// What was given and is not kept yet, where it reads as it must.
    pub fn unsettled(&self, questions: &[Question<Id>]) -> Vec<(Id, Entry)> {
        questions
            .iter()
            .filter(|question| !self.is_clean(question))
            .filter_map(|question| {
                let entry = match (self.drafts.get(&question.id)?, &question.kind) {
                    (Draft::Text { field, .. }, Kind::Text { reads, .. }) => {
                        Entry::Text(reads.read(field.text()).ok()?)
                    }
                    (Draft::Choice(picked), _) => Entry::Choice(*picked),
                    _ => return None,
                };
                Some((question.id.clone(), entry))
            })
            .collect()
    }

    /// What is wrong with the text of a question, if anything.
    pub fn fault(&self, question: &Question<Id>) -> Option<Fault> {
        match (self.drafts.get(&question.id)?, &question.kind) {
            (Draft::Text { field, .. }, Kind::Text { reads, .. }) if !self.is_clean(question) => {
                reads.read(field.text()).err()
            }
            _ => None,
        }
    }

    /// Goes to the first question whose text cannot be kept and shows why; false where there is
    /// none.
    pub fn show_fault(&mut self, questions: &[Question<Id>]) -> bool {
        let Some(question) = questions.iter().find(|question| self.fault(question).is_some()) else {
            return false;
        };
        if let Some(Draft::Text { left, .. }) = self.drafts.get_mut(&question.id) {
            *left = true;
        }
        self.focus_on(&question.id, questions);
        true
    }

    /// The question before the program is left while a text cannot be kept.
    pub fn leaving_question(&self, questions: &[Question<Id>], lang: Lang) -> Option<String> {
        let question = questions.iter().find(|question| self.fault(question).is_some())?;
        Some(fill(
            lang,
            "describe.leave_with_fault",
            &[("field", &question.label)],
        ))
    }

    /// Handles a command.
    pub fn command(&mut self, command: Command, questions: &[Question<Id>]) -> Step<Id> {
        let last = questions.len().saturating_sub(1);
        let row = self.row(questions);
        match command {
            Command::Up => self.go_to(row.saturating_sub(1), questions),
            Command::Down => self.go_to((row + 1).min(last), questions),
            Command::PreviousField => self.go_to(row.checked_sub(1).unwrap_or(last), questions),
            Command::NextField => self.go_to(if row == last { 0 } else { row + 1 }, questions),
            Command::First => self.go_to(0, questions),
            Command::Last => self.go_to(last, questions),
            Command::Left => self.pick(false, questions),
            Command::Right => self.pick(true, questions),
            Command::Save => self.leave_row(questions),
            Command::Open => self.open(row, questions),
            _ => Step::Nothing,
        }
    }

    fn go_to(&mut self, row: usize, questions: &[Question<Id>]) -> Step<Id> {
        let step = self.leave_row(questions);
        let left = self.focused(questions).filter(|_| row == self.row(questions) + 1);
        self.changed = left
            .filter(|question| matches!(question.kind, Kind::Choice { .. }) && !self.is_clean(question))
            .map(|question| question.id.clone());
        self.focus = questions.get(row).map(|question| question.id.clone());
        self.prepare(questions);
        step
    }

    fn leave_row(&mut self, questions: &[Question<Id>]) -> Step<Id> {
        let focused = self.focused(questions).map(|question| question.id.clone());
        if let Some(Draft::Text { left, .. }) = focused.and_then(|id| self.drafts.get_mut(&id)) {
            *left = true;
        }
        Step::Settle
    }

    /// Left and right go round the options.
    fn pick(&mut self, forward: bool, questions: &[Question<Id>]) -> Step<Id> {
        if let Some(question) = self.focused(questions)
            && let Kind::Choice { options, .. } = &question.kind
        {
            let count = options.len().max(1);
            let here = self.picked(question);
            let next = if forward { here + 1 } else { here + count - 1 } % count;
            self.drafts.insert(question.id.clone(), Draft::Choice(next));
        }
        Step::Nothing
    }

    /// The option that is marked: the one picked, else the one kept.
    fn picked(&self, question: &Question<Id>) -> usize {
        match (self.drafts.get(&question.id), &question.kind) {
            (Some(Draft::Choice(picked)), _) => *picked,
            (_, Kind::Choice { chosen, .. }) => *chosen,
            _ => 0,
        }
    }

    /// Settles a row and goes on to the next one, unless its text cannot be kept.
    fn open(&mut self, row: usize, questions: &[Question<Id>]) -> Step<Id> {
        let Some(question) = questions.get(row) else {
            return Step::Nothing;
        };
        match &question.kind {
            Kind::Tick(on) => Step::Tick(question.id.clone(), !on),
            Kind::Link => Step::Open(question.id.clone()),
            Kind::Text { .. } if self.fault(question).is_some() => self.leave_row(questions),
            Kind::Text { .. } | Kind::Choice { .. } => {
                self.go_to((row + 1).min(questions.len().saturating_sub(1)), questions)
            }
        }
    }

    /// Whether the row with the focus has a use for the command: options for Left and Right, and no
    /// text of several lines, where Enter breaks the line.
    pub fn takes(&self, command: Command, questions: &[Question<Id>]) -> bool {
        let kind = self.focused(questions).map(|question| &question.kind);
        match command {
            Command::Left | Command::Right => matches!(kind, Some(Kind::Choice { .. })),
            Command::Open => !matches!(
                kind,
                Some(Kind::Text {
                    reads: Reads::Long { .. },
                    ..
                })
            ),
            _ => true,
        }
    }

    /// Gives a key to the focused field. Ctrl-W is left to the command table, because some
    /// terminals keep its twin F10 to themselves.
    pub fn key(&mut self, key: KeyPress, questions: &[Question<Id>]) -> Reaction {
        if key == KeyPress::ctrl('w') {
            return Reaction::Ignored;
        }
        match self.field(questions) {
            Some(field) => field.update(key),
            None => Reaction::Ignored,
        }
    }

    /// Gives pasted text to the focused field.
    pub fn paste(&mut self, pasted: &str, questions: &[Question<Id>]) {
        if let Some(field) = self.field(questions) {
            let _ = field.paste(pasted);
        }
    }

    fn field(&mut self, questions: &[Question<Id>]) -> Option<&mut TextField> {
        // Who writes already stays where the writing began.
        self.changed = None;
        self.prepare(questions);
        match self.drafts.get_mut(self.focus.as_ref()?)? {
            Draft::Text { field, .. } => Some(field),
            Draft::Choice(_) => None,
        }
    }
}

#[cfg(test)]
mod tests;
