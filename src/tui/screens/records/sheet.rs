//! What the forms of records have in common: rows are kept when they are left, nothing written is
//! lost by Esc, and what cannot be kept yet stays with a word about why.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::engagement::request::Outcome;
use crate::lang::{Lang, tr};
use crate::tui::app::{Act, Context, Notice};
use crate::tui::input::KeyPress;
use crate::tui::keys::Command;
use crate::tui::overlays::{Confirm, Overlay};
use crate::tui::screens::{Texts, acts_of};
use crate::tui::theme::Tone;
use crate::tui::widgets::paint::horizontal_line;
use crate::tui::widgets::pane::{Pane, Paragraph};
use crate::tui::widgets::questionnaire::{Entry, Kind, Question, Questionnaire, Reads, Step};
use crate::tui::widgets::text_field::Reaction;

/// What is asked for with what was written.
#[derive(Debug, Default)]
pub struct Prepared {
    /// The requests.
    pub acts: Vec<Act>,
    /// Something is held back until more is written: what to say about it.
    pub waits: Option<&'static str>,
}

/// What came of a command.
pub enum Turn<Id> {
    /// These acts, which may be none.
    Acts(Vec<Act>),
    /// A row that leads somewhere was opened.
    Open(Id),
    /// Everything is kept and the form may be closed.
    Close,
}

/// A form about one record.
#[derive(Debug, Clone)]
pub struct Sheet<Id> {
    form: Questionnaire<Id>,
    pane: Pane,
    /// Close once everything is kept.
    closing: bool,
    /// It could not be kept when the form was to be closed.
    refused: bool,
}

impl<Id: Clone + Ord> Sheet<Id> {
    /// A form with the focus on a question.
    pub fn new(questions: &[Question<Id>], focus: &Id) -> Self {
        let mut form = Questionnaire::new(questions);
        form.focus_on(focus, questions);
        Self {
            form,
            pane: Pane::default(),
            closing: false,
            refused: false,
        }
    }

    /// The question with the focus.
    pub fn focused<'a>(&self, questions: &'a [Question<Id>]) -> Option<&'a Question<Id>> {
        self.form.focused(questions)
    }

    /// Whether the row with the focus has a use for the command.
    pub fn takes(&self, command: Command, questions: &[Question<Id>]) -> bool {
        self.form.takes(command, questions)
    }

    /// Puts the focus on a question.
    pub fn focus_on(&mut self, id: &Id, questions: &[Question<Id>]) {
        self.form.focus_on(id, questions);
    }

    /// Empties a field.
    pub fn forget(&mut self, id: &Id, questions: &[Question<Id>]) {
        self.form.forget(id, questions);
    }

    /// What was written and is not kept yet.
    pub fn unsettled(&self, questions: &[Question<Id>]) -> Vec<(Id, Entry)> {
        self.form.unsettled(questions)
    }

    /// Shows what is being written, under ids that begin with `form`.
    pub fn texts(&mut self, form: &str, questions: &[Question<Id>], texts: &mut Texts)
    where
        Id: std::fmt::Debug,
    {
        texts.of_questions(form, &mut self.form, questions);
    }

    /// Handles a command of a form whose only row that leads somewhere is its last, which does what
    /// Esc does.
    pub fn command_or_close(
        &mut self,
        command: Command,
        context: &Context<'_>,
        questions: &[Question<Id>],
        paragraphs: &[Paragraph],
        prepare: impl Fn(Vec<(Id, Entry)>) -> Prepared + Copy,
    ) -> Vec<Act> {
        let turn = match self.command(command, context, questions, paragraphs, prepare) {
            Turn::Open(_) => self.command(Command::Back, context, questions, paragraphs, prepare),
            turn => turn,
        };
        match turn {
            Turn::Acts(acts) => acts,
            Turn::Close | Turn::Open(_) => vec![Act::Pop],
        }
    }

    /// Handles a command; `prepare` makes the requests.
    pub fn command(
        &mut self,
        command: Command,
        context: &Context<'_>,
        questions: &[Question<Id>],
        paragraphs: &[Paragraph],
        prepare: impl Fn(Vec<(Id, Entry)>) -> Prepared,
    ) -> Turn<Id> {
        self.form.take_over(questions);
        let read_only = context.workbook.is_none_or(|workbook| workbook.read_only);
        match command {
            Command::Back if read_only => return Turn::Close,
            Command::Back => return self.finish(context, questions, prepare),
            Command::PageUp | Command::PageDown | Command::ScrollUp | Command::ScrollDown => {
                let area = Rect::new(0, 0, context.body.0, context.body.1);
                self.pane.update(command, paragraphs, parts(area).1);
                return Turn::Acts(Vec::new());
            }
            Command::Left | Command::Right if read_only => return Turn::Acts(Vec::new()),
            _ => {}
        }
        let before = self.form.focused(questions).map(|question| question.id.clone());
        let step = self.form.command(command, questions);
        if self.form.focused(questions).map(|question| &question.id) != before.as_ref() {
            self.pane = Pane::default();
        }
        match step {
            Step::Open(id) => Turn::Open(id),
            Step::Settle if !read_only => Turn::Acts(prepare(self.form.unsettled(questions)).acts),
            _ => Turn::Acts(Vec::new()),
        }
    }

    /// Keeps what was written, then closes; stays where something cannot be kept.
    fn finish(
        &mut self,
        context: &Context<'_>,
        questions: &[Question<Id>],
        prepare: impl Fn(Vec<(Id, Entry)>) -> Prepared,
    ) -> Turn<Id> {
        let unsettled = self.form.unsettled(questions);
        let has_fault = questions
            .iter()
            .any(|question| self.form.fault(question).is_some());
        if self.refused && (has_fault || !unsettled.is_empty()) {
            let question = tr(context.lang, "finding.leave_unsaved");
            let confirm = Confirm::then(question, vec![Act::Pop]);
            return Turn::Acts(vec![Act::overlay(Overlay::Confirm(confirm))]);
        }
        let Prepared { mut acts, waits } = prepare(unsettled);
        let held_back = if self.form.show_fault(questions) {
            Some("describe.mend_first")
        } else {
            waits
        };
        if let Some(id) = held_back {
            self.refused = true;
            acts.push(Act::Say(Notice::Attention(tr(context.lang, id).to_owned())));
        } else if acts.is_empty() {
            return Turn::Close;
        } else {
            self.closing = true;
        }
        Turn::Acts(acts)
    }

    /// Handles a key of text entry.
    pub fn key(&mut self, key: KeyPress, questions: &[Question<Id>]) -> Option<Vec<Act>> {
        let reaction = self.form.key(key, questions);
        self.refused &= reaction != Reaction::Changed;
        acts_of(reaction)
    }

    /// Handles pasted text.
    pub fn paste(&mut self, pasted: &str, questions: &[Question<Id>]) {
        self.refused = false;
        self.form.paste(pasted, questions);
    }

    /// Takes what was saved; true where the form is to be closed now.
    pub fn outcome(&mut self, outcome: &Outcome, questions: &[Question<Id>]) -> bool {
        if !matches!(outcome, Outcome::Saved(_) | Outcome::Unchanged) {
            return false;
        }
        self.form.take_over(questions);
        self.refused = false;
        self.closing && self.form.unsettled(questions).is_empty()
    }

    /// A failed request: stay, with everything that was written.
    pub fn failed(&mut self) {
        self.refused = self.closing;
        self.closing = false;
    }

    /// The question before the program is left with something that cannot be kept.
    pub fn leaving_question(&self, questions: &[Question<Id>], lang: Lang, waits: bool) -> Option<String> {
        let held = waits.then(|| tr(lang, "finding.leave_unsaved").to_owned());
        self.form.leaving_question(questions, lang).or(held)
    }

    /// Draws form and pane; says where the hardware cursor belongs.
    pub fn view(
        &self,
        context: &Context<'_>,
        questions: &[Question<Id>],
        paragraphs: &[Paragraph],
        area: Rect,
        buffer: &mut Buffer,
    ) -> Option<Position> {
        let theme = context.theme;
        let (form, pane) = parts(area);
        let line = theme.style(Tone::Dim);
        let glyph = theme.glyphs().horizontal;
        horizontal_line(buffer, area.x, form.bottom(), area.width, glyph, line);
        self.pane.view(paragraphs, pane, buffer, context);
        self.form.view(questions, form, buffer, context, context.lang)
    }
}

/// Form above, pane below, a line between.
fn parts(area: Rect) -> (Rect, Rect) {
    let inner = Rect {
        x: area.x + 1,
        width: area.width.saturating_sub(2),
        ..area
    };
    let pane = (area.height / 4).clamp(3, 8);
    let form = Rect {
        height: inner.height.saturating_sub(pane + 1),
        ..inner
    };
    let pane = Rect {
        y: form.bottom() + 1,
        height: pane,
        ..inner
    };
    (form, pane)
}

/// A question answered by text.
pub fn text<Id>(id: Id, label: &str, saved: &str, reads: Reads) -> Question<Id> {
    Question {
        id,
        section: None,
        label: label.to_owned(),
        kind: Kind::Text {
            saved: saved.to_owned(),
            shown: saved.to_owned(),
            hint: String::new(),
            reads,
        },
    }
}

/// A question answered by one of several options.
pub fn choice<Id>(id: Id, label: &str, options: Vec<String>, chosen: usize) -> Question<Id> {
    Question {
        id,
        section: None,
        label: label.to_owned(),
        kind: Kind::Choice { options, chosen },
    }
}

/// A row that leads somewhere.
pub fn link<Id>(id: Id, label: String) -> Question<Id> {
    Question {
        id,
        section: None,
        label,
        kind: Kind::Link,
    }
}

/// A day within bounds, which may be empty.
pub fn day(not_before: &str, not_after: &str) -> Reads {
    Reads::Day {
        not_before: not_before.to_owned(),
        not_after: not_after.to_owned(),
    }
}
