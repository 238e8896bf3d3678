//! Answering one check: the determination, how it was established, the note, and the blocks of
//! further fields that go with the state.

mod blocks;
mod blocks_view;
mod details;
mod rows;
mod view;

use blocks::Open;
use details::Details;

use super::walk::{next_unanswered_check, open_answer};
use super::{EvidenceScreen, Screen, type_into};
use crate::engagement::request::{AnswerDraft, Outcome, Request};
use crate::lang::tr;
use crate::model::assessment::{Answer, CheckKey, State};
use crate::model::pack::{ClauseId, Method};
use crate::model::scope::{Check, Target};
use crate::tui::app::{Act, Context, Notice, Workbook};
use crate::tui::input::KeyPress;
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
    /// The row of blocks.
    Block,
}

/// What happens once everything is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Afterwards {
    Stay,
    Close,
    CloseBlock,
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
    block_row: usize,
    details: Details,
    /// The block that is open in place of the note.
    open: Option<Open>,
    /// A state was chosen: once it is saved, the group is offered the same.
    offers_group: bool,
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
            block_row: 0,
            details: Details::default(),
            open: None,
            offers_group: false,
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
        if !self.note_is_dirty() && self.note.text() != note {
            self.note.set_text(&note);
        }
        self.saved_note = note;
        self.details.take_over(answer);
        let gone = |open: &Open| !self.blocks(workbook).contains(&open.block);
        if self.open.as_ref().is_some_and(gone) {
            self.open = None;
        }
    }

    /// Forgets what stands in the fields, before another part is shown.
    fn forget_written(&mut self) {
        self.note.set_text("");
        self.saved_note = String::new();
        self.details = Details::default();
        self.open = None;
    }

    fn note_is_dirty(&self) -> bool {
        self.note.text() != self.saved_note
    }

    /// Whether anything is written that is not on disk.
    fn is_dirty(&self, workbook: &Workbook) -> bool {
        let blocks = self.blocks(workbook);
        self.note_is_dirty() || blocks.iter().any(|block| self.details.is_dirty(*block))
    }

    fn save_note(&self) -> Vec<Act> {
        if !self.note_is_dirty() {
            return Vec::new();
        }
        let draft = AnswerDraft {
            note: Some(self.note.text().to_owned()),
            ..AnswerDraft::default()
        };
        vec![self.request(draft)]
    }

    /// Saves the note, then what is written in the blocks.
    fn save_all(&self, workbook: &Workbook) -> Vec<Act> {
        let mut acts = self.save_note();
        let details = self.details.draft(&self.blocks(workbook));
        acts.extend(details.map(|draft| self.request(draft)));
        acts
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
            Command::Save => context.workbook.is_some_and(|workbook| self.is_dirty(workbook)),
            // There is nothing to choose in the note: Enter starts a new line there.
            Command::Open => self.field != Field::Note || self.open.is_some(),
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
        if let Some(open) = self.open
            && !matches!(command, Command::Evidence | Command::NextUnanswered)
        {
            return self.command_in_block(open, command, context, workbook);
        }
        match command {
            Command::Back if self.save_failed && self.is_dirty(workbook) => {
                let question = tr(context.lang, "tui.leave_unsaved_note");
                vec![Act::overlay(Overlay::Confirm(Confirm::then(
                    question,
                    vec![Act::Pop],
                )))]
            }
            Command::Back => self.finish(Afterwards::Close, workbook),
            Command::NextUnanswered => self.finish(Afterwards::Next, workbook),
            Command::Save => self.save_all(workbook),
            Command::Evidence => {
                let screen = EvidenceScreen::new(workbook, self.clause, self.target.clone(), None);
                let mut acts = self.save_all(workbook);
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
                Field::Block => self.command_on_block(command, workbook),
                // Up and Down get here only from the first and the last row of the note.
                Field::Note if command == Command::Up => self.move_focus(workbook, -1),
                Field::Note => Vec::new(),
            },
        }
    }

    /// Saves what is written, then closes or goes on; at once where there is nothing to save.
    fn finish(&mut self, afterwards: Afterwards, workbook: &Workbook) -> Vec<Act> {
        self.afterwards = afterwards;
        match self.save_all(workbook) {
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
            (Afterwards::CloseBlock, _) => {
                self.open = None;
                Vec::new()
            }
            (Afterwards::Close, _) | (Afterwards::Next, None) => vec![Act::Pop],
            (Afterwards::Next, Some((clause, target))) => {
                vec![Act::Pop, open_answer(workbook, clause, &target)]
            }
        }
    }

    /// Handles a key of text entry.
    pub fn key(&mut self, key: KeyPress, context: &Context<'_>) -> Option<Vec<Act>> {
        if let Some(open) = self.open {
            return self.key_in_block(open, key, context);
        }
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

    /// Files are evidence of the check; what is written is saved before.
    pub fn take_files(&mut self, paths: Vec<String>, context: &Context<'_>) -> Vec<Act> {
        let Some(workbook) = context.workbook else {
            return Vec::new();
        };
        let screen = EvidenceScreen::new(workbook, self.clause, self.target.clone(), None).with_files(paths);
        let look = screen.look_at_location();
        let mut acts = self.save_all(workbook);
        acts.push(Act::push(Screen::Evidence(Box::new(screen))));
        acts.extend(look);
        acts
    }

    /// Pasted text goes to the note, wherever the focus is, or into the open block.
    pub fn paste(&mut self, pasted: &str, context: &Context<'_>) -> Vec<Act> {
        if let Some(open) = self.open {
            if is_read_only(context) {
                return vec![cannot_write(context)];
            }
            if let Some(field) = self.details.field_mut(open.blank) {
                let _ = field.paste(pasted);
            }
            return Vec::new();
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
        if self.is_dirty(workbook) {
            return Vec::new();
        }
        if self.afterwards == Afterwards::Stay {
            return match std::mem::take(&mut self.offers_group) {
                true => self.offer_group(context, workbook),
                false => Vec::new(),
            };
        }
        self.go_on(workbook)
    }

    /// A failed request: stay, with everything that was written.
    pub fn failed(&mut self) {
        self.save_failed = matches!(self.afterwards, Afterwards::Close | Afterwards::CloseBlock);
        self.offers_group = false;
        self.afterwards = Afterwards::Stay;
    }

    /// What must be saved before the program is left.
    pub fn unsaved(&self, context: &Context<'_>) -> Vec<Act> {
        match context.workbook {
            Some(workbook) => self.save_all(workbook),
            None => Vec::new(),
        }
    }
}

fn is_read_only(context: &Context<'_>) -> bool {
    context.workbook.is_some_and(|workbook| workbook.read_only)
}

fn cannot_write(context: &Context<'_>) -> Act {
    Act::Say(Notice::Attention(tr(context.lang, "tui.cannot_write").to_owned()))
}
