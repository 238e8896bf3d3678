//! Answering one check: the determination, how it was established, and the note.

mod view;

use super::walk::{next_unanswered_check, open_answer};
use super::{EvidenceScreen, Screen, type_into};
use crate::engagement::request::{AnswerDraft, Outcome, Request};
use crate::lang::tr;
use crate::model::assessment::{Answer, CheckKey, State};
use crate::model::pack::{ClauseId, Method};
use crate::model::scope::{Check, Target};
use crate::tui::app::{Act, Context, Notice, Workbook};
use crate::tui::input::{KeyPress, dropped_paths};
use crate::tui::keys::Command;
use crate::tui::overlays::{Confirm, Overlay};
use crate::tui::widgets::text_field::TextField;

/// The methods in the order they are offered.
const METHODS: [Method; 3] = [Method::Examine, Method::Interview, Method::Test];

/// What has the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Part,
    State,
    Method,
    Note,
}

/// What happens once everything is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Afterwards {
    Stay,
    Close,
    Next,
}

/// The screen that answers one check.
#[derive(Debug)]
pub struct AnswerScreen {
    clause: ClauseId,
    target: Target,
    /// Part being answered; none is the whole clause.
    part: Option<String>,
    field: Field,
    state_row: usize,
    method_row: usize,
    note: TextField,
    /// The note as it is on disk.
    saved_note: String,
    afterwards: Afterwards,
    /// The note could not be saved when this screen was to be closed.
    save_failed: bool,
}

impl AnswerScreen {
    /// The screen for a check.
    pub fn new(workbook: &Workbook, clause: ClauseId, target: Target) -> Self {
        let mut screen = Self {
            clause,
            target,
            part: None,
            field: Field::State,
            state_row: 0,
            method_row: 0,
            note: TextField::multi_line(""),
            saved_note: String::new(),
            afterwards: Afterwards::Stay,
            save_failed: false,
        };
        screen.take_over(workbook);
        screen
    }

    fn key_of(&self) -> CheckKey {
        CheckKey {
            clause: self.clause,
            target: self.target.clone(),
            part: self.part.clone(),
        }
    }

    fn answer<'a>(&self, workbook: &'a Workbook) -> Option<&'a Answer> {
        workbook.assessment.answer(&self.key_of())
    }

    fn check<'a>(&self, workbook: &'a Workbook) -> Option<&'a Check> {
        workbook.scope.check(self.clause, &self.target)
    }

    /// Shows what is on disk, except for a note that is being written.
    fn take_over(&mut self, workbook: &Workbook) {
        let answer = self.answer(workbook);
        let state = answer.map_or(State::Unanswered, |answer| answer.state);
        self.state_row = match state {
            State::Unanswered => 0,
            state => State::ALL.iter().position(|known| *known == state).unwrap_or(0),
        };
        let note = answer.map(|answer| answer.note.clone()).unwrap_or_default();
        if !self.is_dirty() && self.note.text() != note {
            self.note.set_text(&note);
        }
        self.saved_note = note;
    }

    fn is_dirty(&self) -> bool {
        self.note.text() != self.saved_note
    }

    fn save_note(&self) -> Vec<Act> {
        if !self.is_dirty() {
            return Vec::new();
        }
        let draft = AnswerDraft {
            note: Some(self.note.text().to_owned()),
            ..AnswerDraft::default()
        };
        vec![self.request(draft)]
    }

    fn request(&self, draft: AnswerDraft) -> Act {
        Act::request(Request::Answer {
            keys: vec![self.key_of()],
            draft,
        })
    }

    /// Whether a command can be used now.
    pub fn enabled(&self, command: Command, context: &Context<'_>) -> bool {
        match command {
            Command::Save => self.is_dirty(),
            // There is nothing to choose in the note: Enter starts a new line there.
            Command::Open => self.field != Field::Note,
            Command::Evidence => context.workbook.is_some_and(|workbook| !workbook.read_only),
            Command::NextUnanswered => context.workbook.is_some_and(Workbook::has_unanswered),
            _ => true,
        }
    }

    /// Handles a command.
    pub fn command(&mut self, command: Command, context: &Context<'_>) -> Vec<Act> {
        let Some(workbook) = context.workbook else {
            return Vec::new();
        };
        match command {
            Command::Back if self.save_failed && self.is_dirty() => {
                let question = tr(context.lang, "tui.leave_unsaved_note");
                vec![Act::overlay(Overlay::Confirm(Confirm::then(
                    question,
                    vec![Act::Pop],
                )))]
            }
            Command::Back => self.finish(Afterwards::Close, workbook),
            Command::NextUnanswered => self.finish(Afterwards::Next, workbook),
            Command::Save => self.save_note(),
            Command::Evidence => {
                let screen = EvidenceScreen::new(workbook, self.clause, self.target.clone(), None);
                let mut acts = self.save_note();
                acts.push(Act::push(Screen::Evidence(Box::new(screen))));
                acts
            }
            Command::NextField => self.move_focus(workbook, 1),
            Command::PreviousField => self.move_focus(workbook, -1),
            command => match self.field {
                Field::Part => self.command_on_part(command, workbook),
                Field::State | Field::Method if workbook.read_only && command == Command::Open => {
                    vec![cannot_write(context)]
                }
                Field::State => self.command_on_state(command, workbook),
                Field::Method => self.command_on_method(command, workbook),
                // Up and Down get here only from the first and the last row of the note.
                Field::Note if command == Command::Up => self.move_focus(workbook, -1),
                Field::Note => Vec::new(),
            },
        }
    }

    fn fields(&self, workbook: &Workbook) -> Vec<Field> {
        let has_parts = workbook
            .pack
            .clause(self.clause)
            .is_some_and(|clause| !clause.parts.is_empty());
        let mut fields = vec![Field::State, Field::Method, Field::Note];
        if has_parts {
            fields.insert(0, Field::Part);
        }
        fields
    }

    fn move_focus(&mut self, workbook: &Workbook, by: isize) -> Vec<Act> {
        let fields = self.fields(workbook);
        let count = isize::try_from(fields.len()).unwrap_or(1);
        let here = fields
            .iter()
            .position(|field| *field == self.field)
            .and_then(|at| isize::try_from(at).ok())
            .unwrap_or(0);
        let next = usize::try_from((here + by).rem_euclid(count)).unwrap_or(0);
        let acts = if self.field == Field::Note {
            self.save_note()
        } else {
            Vec::new()
        };
        self.field = fields.get(next).copied().unwrap_or(Field::State);
        acts
    }

    /// Left and right go through the whole clause and its parts.
    fn command_on_part(&mut self, command: Command, workbook: &Workbook) -> Vec<Act> {
        let Some(clause) = workbook.pack.clause(self.clause) else {
            return Vec::new();
        };
        let choices: Vec<Option<String>> = std::iter::once(None)
            .chain(clause.parts.iter().map(|part| Some(part.id.clone())))
            .collect();
        let here = choices
            .iter()
            .position(|choice| *choice == self.part)
            .unwrap_or(0);
        let next = match command {
            Command::Left => here.saturating_sub(1),
            Command::Right | Command::Open => (here + 1).min(choices.len() - 1),
            Command::Down => return self.move_focus(workbook, 1),
            _ => here,
        };
        let acts = self.save_note();
        if next != here {
            self.part = choices.get(next).cloned().flatten();
            self.note.set_text("");
            self.saved_note = String::new();
            self.take_over(workbook);
        }
        acts
    }

    fn command_on_state(&mut self, command: Command, workbook: &Workbook) -> Vec<Act> {
        let last = State::ALL.len() - 1;
        match command {
            Command::Up if self.state_row == 0 => return self.move_focus(workbook, -1),
            Command::Up => self.state_row -= 1,
            Command::Down if self.state_row == last => return self.move_focus(workbook, 1),
            Command::Down => self.state_row += 1,
            Command::First => self.state_row = 0,
            Command::Last => self.state_row = last,
            Command::Open => {
                let state = State::ALL.get(self.state_row).copied();
                self.field = Field::Note;
                let note = self.is_dirty().then(|| self.note.text().to_owned());
                return vec![self.request(AnswerDraft {
                    state,
                    note,
                    ..AnswerDraft::default()
                })];
            }
            _ => {}
        }
        Vec::new()
    }

    fn command_on_method(&mut self, command: Command, workbook: &Workbook) -> Vec<Act> {
        match command {
            Command::Left => self.method_row = self.method_row.saturating_sub(1),
            Command::Right => self.method_row = (self.method_row + 1).min(METHODS.len() - 1),
            Command::Up => return self.move_focus(workbook, -1),
            Command::Down => return self.move_focus(workbook, 1),
            Command::Open => {
                let Some(method) = METHODS.get(self.method_row) else {
                    return Vec::new();
                };
                let mut methods = self
                    .answer(workbook)
                    .map(|answer| answer.methods.clone())
                    .unwrap_or_default();
                match methods.iter().position(|known| known == method) {
                    Some(at) => drop(methods.remove(at)),
                    None => methods.push(*method),
                }
                return vec![self.request(AnswerDraft {
                    methods: Some(methods),
                    ..AnswerDraft::default()
                })];
            }
            _ => {}
        }
        Vec::new()
    }

    /// Saves the note, then closes or goes on; at once where there is nothing to save.
    fn finish(&mut self, afterwards: Afterwards, workbook: &Workbook) -> Vec<Act> {
        self.afterwards = afterwards;
        match self.save_note() {
            acts if acts.is_empty() => self.go_on(workbook),
            acts => acts,
        }
    }

    fn go_on(&mut self, workbook: &Workbook) -> Vec<Act> {
        let afterwards = std::mem::replace(&mut self.afterwards, Afterwards::Stay);
        let next = next_unanswered_check(workbook, self.clause, &self.target);
        match (
            afterwards,
            next.and_then(|check| Some((check.clause, check.target.clone()?))),
        ) {
            (Afterwards::Stay, _) => Vec::new(),
            (Afterwards::Close, _) | (Afterwards::Next, None) => vec![Act::Pop],
            (Afterwards::Next, Some((clause, target))) => {
                vec![Act::Pop, open_answer(workbook, clause, &target)]
            }
        }
    }

    /// Handles a key of text entry.
    pub fn key(&mut self, key: KeyPress, context: &Context<'_>) -> Option<Vec<Act>> {
        if self.field != Field::Note {
            return None;
        }
        if is_read_only(context) {
            let mut shown = self.note.clone();
            let acts = type_into(&mut shown, key);
            if shown.text() != self.note.text() {
                return Some(vec![cannot_write(context)]);
            }
            self.note = shown;
            return acts;
        }
        type_into(&mut self.note, key)
    }

    /// Pasted text goes to the note, wherever the focus is; a file dropped elsewhere than on the
    /// note is evidence.
    pub fn paste(&mut self, pasted: &str, context: &Context<'_>) -> Vec<Act> {
        let paths = dropped_paths(pasted);
        if let Some(workbook) = context.workbook
            && self.field != Field::Note
            && !paths.is_empty()
            && !workbook.read_only
        {
            let screen = EvidenceScreen::new(workbook, self.clause, self.target.clone(), None);
            return vec![Act::push(Screen::Evidence(Box::new(screen.with_files(paths))))];
        }
        self.field = Field::Note;
        if is_read_only(context) {
            return vec![cannot_write(context)];
        }
        let _ = self.note.paste(pasted);
        Vec::new()
    }

    /// Takes what was saved.
    pub fn outcome(&mut self, outcome: &Outcome, context: &Context<'_>) -> Vec<Act> {
        let (Some(workbook), Outcome::Saved(_) | Outcome::Unchanged) = (context.workbook, outcome) else {
            return Vec::new();
        };
        self.save_failed = false;
        self.take_over(workbook);
        if self.afterwards == Afterwards::Stay || self.is_dirty() {
            return Vec::new();
        }
        self.go_on(workbook)
    }

    /// A failed request: stay, with everything that was written.
    pub fn failed(&mut self) {
        self.save_failed = self.afterwards == Afterwards::Close;
        self.afterwards = Afterwards::Stay;
    }

    /// What must be saved before the program is left.
    pub fn unsaved(&self) -> Vec<Act> {
        self.save_note()
    }
}

fn is_read_only(context: &Context<'_>) -> bool {
    context.workbook.is_some_and(|workbook| workbook.read_only)
}

fn cannot_write(context: &Context<'_>) -> Act {
    Act::Say(Notice::Attention(tr(context.lang, "tui.cannot_write").to_owned()))
}
