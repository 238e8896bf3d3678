//! What the keys do on the rows of the answer: parts, states, methods and the row of blocks.

use super::blocks::Open;
use super::details::Block;
use super::{AnswerScreen, Field, METHODS};
use crate::engagement::request::AnswerDraft;
use crate::model::assessment::State;
use crate::tui::app::{Act, Workbook};
use crate::tui::keys::Command;

impl AnswerScreen {
    /// Everything that can have the focus, in the order of Tab.
    pub(super) fn fields(&self, workbook: &Workbook) -> Vec<Field> {
        let has_parts = workbook
            .pack
            .clause(self.clause)
            .is_some_and(|clause| !clause.parts.is_empty());
        let mut fields = vec![Field::State, Field::Method, Field::Note, Field::Block];
        if has_parts {
            fields.insert(0, Field::Part);
        }
        fields
    }

    pub(super) fn move_focus(&mut self, workbook: &Workbook, by: isize) -> Vec<Act> {
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
    pub(super) fn command_on_part(&mut self, command: Command, workbook: &Workbook) -> Vec<Act> {
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
        let acts = self.save_all(workbook);
        if next != here {
            self.part = choices.get(next).cloned().flatten();
            self.forget_written();
            self.take_over(workbook);
        }
        acts
    }

    pub(super) fn command_on_state(&mut self, command: Command, workbook: &Workbook) -> Vec<Act> {
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
                self.offers_group = true;
                let note = self.note_is_dirty().then(|| self.note.text().to_owned());
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

    pub(super) fn command_on_method(&mut self, command: Command, workbook: &Workbook) -> Vec<Act> {
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

    /// Left and right go through the blocks, Enter opens one.
    pub(super) fn command_on_block(&mut self, command: Command, workbook: &Workbook) -> Vec<Act> {
        let blocks = self.blocks(workbook);
        let last = blocks.len().saturating_sub(1);
        let here = self.block_row.min(last);
        match command {
            Command::Left => self.block_row = here.saturating_sub(1),
            Command::Right => self.block_row = (here + 1).min(last),
            Command::First => self.block_row = 0,
            Command::Last => self.block_row = last,
            Command::Up => return self.move_focus(workbook, -1),
            Command::Down => return self.move_focus(workbook, 1),
            Command::Open => match blocks.get(here) {
                Some(Block::Group) => return self.open_group(workbook),
                Some(block) => self.open = Open::at(*block),
                None => {}
            },
            _ => {}
        }
        Vec::new()
    }
}

impl AnswerScreen {
    /// The same at one part of the check.
    pub fn at_part(mut self, workbook: &Workbook, part: Option<String>) -> Self {
        if self.part != part {
            self.part = part;
            self.forget_written();
            self.take_over(workbook);
        }
        self
    }

    /// The same with the cursor in the note of one part, or of the whole.
    pub fn at_note(self, workbook: &Workbook, part: Option<String>) -> Self {
        let mut screen = self.at_part(workbook, part);
        screen.field = Field::Note;
        screen
    }
}
