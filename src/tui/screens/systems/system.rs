//! The questions about one system, with its checks in scope counted as the answers come in.

use std::rc::Rc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::before::Before;
use super::copying::CopyingScreen;
use super::questions::{self, Id};
use crate::engagement::request::{Outcome, Request};
use crate::lang::{Lang, tr};
use crate::model::profile::System;
use crate::tui::app::{Act, Context, Notice, Workbook};
use crate::tui::input::KeyPress;
use crate::tui::keys::Command;
use crate::tui::screens::{ProfileScreen, Screen, Texts, WhatIfScreen, acts_of};
use crate::tui::widgets::held::Held;
use crate::tui::widgets::pane::{Pane, split};
use crate::tui::widgets::questionnaire::{Question, Questionnaire, Step};

/// Where to go from a system.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Way {
    /// Where a command leads.
    Command(Command),
    /// To the system with this uid.
    System(String),
    /// To the systems whose answers the one with this uid may take over.
    Copying(String),
    /// To what would be if something about this system were otherwise.
    WhatIf(String),
}

/// A system with its workbook and its questions.
type Parts<'a> = (&'a Workbook, &'a System, Rc<Vec<Question<Id>>>);

/// The screen of one system.
#[derive(Debug)]
pub struct SystemScreen {
    uid: String,
    form: Questionnaire<Id>,
    pane: Pane,
    /// Where to go once everything is kept.
    afterwards: Option<Way>,
    /// The profile before the last change, to say what it moved.
    before: Before,
    /// The questions as they were last made, for so many journal rows in a language.
    questions: Held<Vec<Question<Id>>, (u64, Lang)>,
}

impl SystemScreen {
    /// The screen for the system with this uid.
    pub fn new(context: &Context<'_>, uid: String) -> Self {
        let mut screen = Self {
            uid,
            form: Questionnaire::default(),
            pane: Pane::default(),
            afterwards: None,
            before: Before::default(),
            questions: Held::default(),
        };
        if let Some((_, _, questions)) = screen.parts(context) {
            screen.form = Questionnaire::new(&questions);
        }
        screen
    }

    /// With the focus on a condition; without one, on whether the system is core.
    #[must_use]
    pub fn at(mut self, context: &Context<'_>, condition: Option<&String>) -> Self {
        if let Some((_, _, questions)) = self.parts(context) {
            let id = condition.map_or(Id::Core, |id| Id::Condition(id.clone()));
            self.form.focus_on(&id, &questions);
        }
        self
    }

    fn system<'a>(&self, context: &Context<'a>) -> Option<(&'a Workbook, &'a System)> {
        let workbook = context.workbook?;
        let systems = &workbook.assessment.profile.systems;
        let system = systems.iter().find(|system| system.uid == self.uid)?;
        Some((workbook, system))
    }

    /// The workbook, the system and its questions; none where the system is gone.
    fn parts<'a>(&self, context: &Context<'a>) -> Option<Parts<'a>> {
        let (workbook, system) = self.system(context)?;
        let key = (workbook.head.count, context.lang);
        let make = || questions::questions(context.lang, workbook, system);
        Some((workbook, system, self.questions.get(key, make)))
    }

    /// Whether a command can be used now.
    pub fn enabled(&self, command: Command, context: &Context<'_>) -> bool {
        let Some((workbook, _, questions)) = self.parts(context) else {
            return false;
        };
        match command {
            Command::Save => !workbook.read_only && !self.form.unsettled(&questions).is_empty(),
            _ => self.form.takes(command, &questions),
        }
    }

    /// Handles a command.
    pub fn command(&mut self, command: Command, context: &Context<'_>) -> Vec<Act> {
        let Some((workbook, system, questions)) = self.parts(context) else {
            return Vec::new();
        };
        match command {
            Command::Back | Command::Walk | Command::Systems | Command::Profile => {
                return self.finish(Way::Command(command), context);
            }
            Command::WhatIf => return self.finish(Way::WhatIf(self.uid.clone()), context),
            Command::PageUp | Command::PageDown | Command::ScrollUp | Command::ScrollDown => {
                let focused = self.form.focused(&questions);
                let paragraphs = questions::paragraphs(context, workbook, system, focused);
                let area = Rect::new(0, 0, context.body.0, context.body.1);
                self.pane.update(command, &paragraphs, split(area).pane);
                return Vec::new();
            }
            _ => {}
        }
        let focus = self.form.focused(&questions).map(|question| question.id.clone());
        let changes_something = matches!(command, Command::Left | Command::Right | Command::Open);
        if workbook.read_only && changes_something && !matches!(focus, Some(Id::Done | Id::Next)) {
            return Vec::new();
        }
        let step = self.form.command(command, &questions);
        if self.form.focused(&questions).map(|question| &question.id) != focus.as_ref() {
            self.pane = Pane::default();
        }
        if !matches!(step, Step::Nothing) {
            self.before.remember(workbook);
        }
        match step {
            Step::Settle => self.settle(&questions, workbook),
            Step::Open(Id::Copy) => self.finish(Way::Copying(self.uid.clone()), context),
            Step::Open(Id::Next) => {
                let next = questions::next_open(workbook, system).map(|next| next.uid.clone());
                self.finish(next.map_or(Way::Command(Command::Walk), Way::System), context)
            }
            Step::Open(_) => self.finish(Way::Command(Command::Back), context),
            Step::Nothing | Step::Tick(..) => Vec::new(),
        }
    }

    /// Keeps what was written, in one step.
    fn settle(&self, questions: &[Question<Id>], workbook: &Workbook) -> Vec<Act> {
        let fields: Vec<_> = self
            .form
            .unsettled(questions)
            .iter()
            .flat_map(|(id, entry)| questions::fields(id, entry))
            .collect();
        if fields.is_empty() || workbook.read_only {
            return Vec::new();
        }
        let uid = self.uid.clone();
        vec![Act::request(Request::SetSystem { uid, fields })]
    }

    /// Keeps what was written, then goes; stays where a text cannot be kept.
    fn finish(&mut self, way: Way, context: &Context<'_>) -> Vec<Act> {
        let Some((workbook, _, questions)) = self.parts(context) else {
            return Vec::new();
        };
        self.before.remember(workbook);
        let mut acts = self.settle(&questions, workbook);
        if self.form.show_fault(&questions) {
            let words = tr(context.lang, "describe.mend_first").to_owned();
            acts.push(Act::Say(Notice::Attention(words)));
        } else if acts.is_empty() {
            return go(way, context);
        } else {
            self.afterwards = Some(way);
        }
        acts
    }

    /// Shows the fields.
    pub fn texts(&mut self, context: &Context<'_>, texts: &mut Texts) {
        if let Some((_, _, questions)) = self.parts(context) {
            let form = format!("system/{}/", self.uid);
            texts.of_questions(&form, &mut self.form, &questions);
        }
    }

    /// Handles a key of text entry.
    pub fn key(&mut self, key: KeyPress, context: &Context<'_>) -> Option<Vec<Act>> {
        let (_, _, questions) = self.parts(context).filter(|(workbook, ..)| !workbook.read_only)?;
        acts_of(self.form.key(key, &questions))
    }

    /// Handles pasted text.
    pub fn paste(&mut self, pasted: &str, context: &Context<'_>) {
        if let Some((_, _, questions)) = self.parts(context).filter(|(workbook, ..)| !workbook.read_only) {
            self.form.paste(pasted, &questions);
        }
    }

    /// Takes what was saved; closes where an undo took the system away.
    pub fn outcome(&mut self, outcome: &Outcome, context: &Context<'_>) -> Vec<Act> {
        if !matches!(outcome, Outcome::Saved(_) | Outcome::Unchanged) {
            return Vec::new();
        }
        let Some((workbook, _, questions)) = self.parts(context) else {
            return vec![Act::Pop];
        };
        self.form.take_over(&questions);
        let moved = self.before.say(context, workbook);
        if !self.form.unsettled(&questions).is_empty() {
            return moved.into_iter().collect();
        }
        let acts = self.afterwards.take().map(|way| go(way, context));
        acts.unwrap_or_default().into_iter().chain(moved).collect()
    }

    /// A failed request: stay, with everything that was written.
    pub fn failed(&mut self) {
        self.afterwards = None;
    }

    /// What must be saved before the program is left.
    pub fn unsaved(&self, context: &Context<'_>) -> Vec<Act> {
        match self.parts(context) {
            Some((workbook, _, questions)) => self.settle(&questions, workbook),
            None => Vec::new(),
        }
    }

    /// The question before the program is left with a text that cannot be kept.
    pub fn leaving_question(&self, context: &Context<'_>) -> Option<String> {
        let (_, _, questions) = self.parts(context)?;
        self.form.leaving_question(&questions, context.lang)
    }

    /// Draws it.
    pub fn view(&self, context: &Context<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let (workbook, system, questions) = self.parts(context)?;
        let parts = split(area);
        parts.draw_line(area, buffer, context.theme);
        let focused = self.form.focused(&questions);
        let paragraphs = questions::paragraphs(context, workbook, system, focused);
        self.pane.view(&paragraphs, parts.pane, buffer, context);
        self.form
            .view(&questions, parts.list, buffer, context, context.lang)
    }
}

/// Closes this screen for a command; the list of systems lies below, and the walk below that.
fn go(way: Way, context: &Context<'_>) -> Vec<Act> {
    match way {
        Way::System(uid) => {
            let screen = SystemScreen::new(context, uid);
            vec![Act::Replace(Box::new(Screen::System(Box::new(screen))))]
        }
        Way::Copying(uid) => CopyingScreen::open(uid),
        Way::WhatIf(uid) => WhatIfScreen::open(context, Some(&uid)),
        Way::Command(Command::Walk) => vec![Act::Pop, Act::Pop],
        Way::Command(Command::Profile) => {
            let screen = Screen::Profile(ProfileScreen::new(context));
            vec![Act::Pop, Act::Replace(Box::new(screen))]
        }
        Way::Command(_) => vec![Act::Pop],
    }
}
