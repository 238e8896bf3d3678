//! An open block: its fields in place of the note.

use super::details::{Blank, Block};
use super::{Afterwards, AnswerScreen, is_read_only};
use crate::engagement::request::AnswerDraft;
use crate::lang::{fill, state_name, tr};
use crate::model::assessment::State;
use crate::model::matrix::{Group, group_of};
use crate::model::scope::Target;
use crate::tui::app::{Act, Context, Notice, Workbook};
use crate::tui::input::{Code, KeyPress};
use crate::tui::keys::Command;
use crate::tui::overlays::{Confirm, Overlay};
use crate::tui::screens::bulk::BulkScreen;
use crate::tui::screens::{Screen, Texts, type_into};
use crate::tui::widgets::form::neighbour;

/// The block that is open and its field with the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Open {
    /// The block.
    pub block: Block,
    /// The field.
    pub blank: Blank,
}

impl Open {
    /// A block at its first field; none for one without fields.
    pub fn at(block: Block) -> Option<Self> {
        let blank = *block.blanks().first()?;
        Some(Self { block, blank })
    }

    /// The block with the focus on a neighbouring field.
    fn moved(self, by: isize, round: bool) -> Option<Self> {
        let blank = neighbour(self.block.blanks(), &self.blank, by, round)?;
        Some(Self { blank, ..self })
    }
}

impl AnswerScreen {
    /// The state the blocks go with: what is on disk.
    fn state(&self, workbook: &Workbook) -> State {
        self.answer(workbook)
            .map_or(State::Unanswered, |answer| answer.state)
    }

    /// The blocks that go with the answer as it stands.
    pub(super) fn blocks(&self, workbook: &Workbook) -> Vec<Block> {
        let grouped = self.part.is_none() && self.group(workbook).is_some();
        Block::of(self.state(workbook), grouped)
    }

    /// The systems that share something with this one.
    fn group(&self, workbook: &Workbook) -> Option<Group> {
        match &self.target {
            Target::System(id) => group_of(&workbook.assessment.profile, id),
            Target::Organisation => None,
        }
    }

    /// The other systems of the group.
    fn others(&self, group: &Group) -> Vec<Target> {
        let ids = group.systems.iter().filter(|id| *id != self.target.id());
        ids.map(|id| Target::System(id.clone())).collect()
    }

    /// Says that the group can be answered alike, once a state was chosen.
    pub(super) fn offer_group(&self, context: &Context<'_>, workbook: &Workbook) -> Vec<Act> {
        let unanswered = self.state(workbook) == State::Unanswered;
        let Some(group) = self
            .group(workbook)
            .filter(|_| self.part.is_none() && !unanswered)
        else {
            return Vec::new();
        };
        let count = self.others(&group).len().to_string();
        let words = fill(
            context.lang,
            "answer.offer_group",
            &[("count", &count), ("word", &group.word)],
        );
        vec![Act::Say(Notice::Done(words))]
    }

    /// Opens the answer of the group: this one, for the other systems.
    pub(super) fn open_group(&mut self, workbook: &Workbook) -> Vec<Act> {
        let (Some(group), Some(answer)) = (self.group(workbook), self.answer(workbook)) else {
            return Vec::new();
        };
        let draft = AnswerDraft {
            state: Some(answer.state),
            note: Some(answer.note.clone()),
            methods: Some(answer.methods.clone()),
            sample: Some(answer.sample.clone().unwrap_or_default()),
            alternative: Some(answer.alternative.clone().unwrap_or_default()),
            alternative_basis: Some(answer.alternative_basis.clone()),
            risk_accepted: Some(answer.risk_accepted.clone()),
            limitation: Some(answer.limitation.clone()),
            reviewer: Some(answer.reviewer.clone()),
        };
        let chosen = self
            .others(&group)
            .into_iter()
            .map(|target| (self.clause, target));
        let screen = BulkScreen::new(workbook, chosen.collect()).with_draft(draft);
        vec![Act::push(Screen::Bulk(Box::new(screen)))]
    }

    /// Handles a command while a block is open.
    pub(super) fn command_in_block(
        &mut self,
        open: Open,
        command: Command,
        context: &Context<'_>,
        workbook: &Workbook,
    ) -> Vec<Act> {
        match command {
            Command::Back if self.save_failed && self.is_dirty(workbook) => {
                // Opened anew, the screen shows what is on disk.
                let mut fresh = AnswerScreen::new(workbook, self.clause, self.target.clone());
                fresh.part.clone_from(&self.part);
                fresh.take_over(workbook);
                let again = Act::Replace(Box::new(Screen::Answer(Box::new(fresh))));
                let question = tr(context.lang, "answer.give_up_block");
                return vec![Act::overlay(Overlay::Confirm(Confirm::then(
                    question,
                    vec![again],
                )))];
            }
            Command::Back => {
                let acts = self.finish(Afterwards::CloseBlock, workbook);
                // With nothing to save the block is closed at once; the screen itself stays.
                return match acts.is_empty() {
                    true => vec![Act::Say(Notice::Done(closed_words(context, open)))],
                    false => acts,
                };
            }
            Command::Save => return self.save_all(workbook),
            Command::NextField => self.open = open.moved(1, true),
            Command::PreviousField => self.open = open.moved(-1, true),
            Command::Up => self.open = open.moved(-1, false),
            Command::Down | Command::Open => self.open = open.moved(1, false),
            Command::Left | Command::Right if open.blank == Blank::Kind => {
                if is_read_only(context) {
                    return vec![super::cannot_write(context)];
                }
                self.details.switch_kind();
            }
            _ => {}
        }
        Vec::new()
    }

    /// Handles a key of text entry while a block is open.
    pub(super) fn key_in_block(
        &mut self,
        open: Open,
        key: KeyPress,
        context: &Context<'_>,
    ) -> Option<Vec<Act>> {
        let leaves = matches!(key.code, Code::Enter | Code::Up | Code::Down);
        if leaves && open.blank.rows() == 1 && !key.ctrl && !key.alt {
            return None;
        }
        let field = self.details.field_mut(open.blank)?;
        if is_read_only(context) {
            let mut shown = field.clone();
            let acts = type_into(&mut shown, key);
            if shown.text() != field.text() {
                return Some(vec![super::cannot_write(context)]);
            }
            *field = shown;
            return acts;
        }
        type_into(field, key)
    }

    /// Shows the note and the fields of the blocks that go with the answer.
    pub fn texts(&mut self, context: &Context<'_>, texts: &mut Texts) {
        let Some(workbook) = context.workbook else {
            return;
        };
        let part = self.part.as_deref().unwrap_or("-");
        let form = format!("answer/{}/{}/{part}/", self.clause, self.target.id());
        let label = |id| format!("{}  {}", self.clause, tr(context.lang, id));
        let (note, dirty) = (label("tui.note_label"), self.note_is_dirty());
        let blocks = self.blocks(workbook);
        let blanks = blocks.iter().flat_map(|block| block.blanks());
        let blanks: Vec<(Blank, String)> = blanks.map(|blank| (*blank, label(blank.words().0))).collect();
        texts.field(&format!("{form}note"), &note, &mut self.note, dirty);
        for (blank, label) in blanks {
            self.details.text_of(blank, &form, &label, texts);
        }
    }

    /// What is said above the fields of an open block.
    pub(super) fn about_block(&self, open: Open, context: &Context<'_>, workbook: &Workbook) -> String {
        let state = state_name(self.state(workbook), context.lang);
        fill(context.lang, open.block.about(), &[("state", state)])
    }
}

fn closed_words(context: &Context<'_>, open: Open) -> String {
    let name = tr(context.lang, open.block.name());
    fill(context.lang, "answer.closed", &[("block", name)])
}
