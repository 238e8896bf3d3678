//! One finding: what was found and why, how serious it is, what it covers, and its actions.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::finding_questions::{self, Id};
use super::sheet::{Prepared, Sheet, Turn};
use super::{ActionScreen, ChecksScreen};
use crate::engagement::request::{FindingDraft, Outcome, Request};
use crate::lang::{fill, tr};
use crate::model::assessment::{CheckRef, Finding};
use crate::model::change::{Change, Kind};
use crate::model::findings::{level_of, levels};
use crate::model::pack::Level;
use crate::model::scope::Target;
use crate::tui::app::{Act, Context, Effect, Notice, Workbook};
use crate::tui::input::KeyPress;
use crate::tui::keys::Command;
use crate::tui::overlays::{Confirm, Overlay};
use crate::tui::screens::walk::open_answer;
use crate::tui::screens::{Screen, Texts};
use crate::tui::widgets::held::Held;
use crate::tui::widgets::questionnaire::{Entry, Question};

/// An action that is being added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Adding {
    /// Nothing is.
    No,
    /// It was asked for.
    Asked,
    /// It was asked for by Enter: its form opens once it is there.
    AskedToOpen,
}

/// The screen of one finding.
#[derive(Debug)]
pub struct FindingScreen {
    uid: String,
    sheet: Sheet<Id>,
    level: Held<Level>,
    adding: Adding,
}

/// The workbook, the finding and its questions.
type Parts<'a> = (&'a Workbook, &'a Finding, Vec<Question<Id>>);

impl FindingScreen {
    /// Opens the screen for the finding with this uid.
    pub fn open(context: &Context<'_>, uid: &str) -> Act {
        Self::open_at(context, uid, &Id::Condition)
    }

    /// Opens it with the focus on an action.
    pub fn open_at_action(context: &Context<'_>, uid: &str, action: &str) -> Act {
        Self::open_at(context, uid, &Id::Action(action.to_owned()))
    }

    fn open_at(context: &Context<'_>, uid: &str, focus: &Id) -> Act {
        let mut screen = Self {
            uid: uid.to_owned(),
            sheet: Sheet::new(&[], focus),
            level: Held::default(),
            adding: Adding::No,
        };
        if let Some((_, _, questions)) = screen.parts(context) {
            screen.sheet = Sheet::new(&questions, focus);
        }
        Act::push(Screen::Finding(Box::new(screen)))
    }

    /// None where the finding is gone.
    fn parts<'a>(&self, context: &Context<'a>) -> Option<Parts<'a>> {
        let workbook = context.workbook?;
        let finding = workbook.assessment.findings.get(&self.uid)?;
        let level = self.level.get(workbook.head.count, || {
            level_of(&levels(&workbook.scope, &workbook.assessment), finding)
        });
        let questions = finding_questions::questions(context, workbook, finding, *level);
        Some((workbook, finding, questions))
    }

    /// Whether a command can be used now.
    pub fn enabled(&self, command: Command, context: &Context<'_>) -> bool {
        let Some((workbook, _, questions)) = self.parts(context) else {
            return false;
        };
        let focus = self.sheet.focused(&questions).map(|question| &question.id);
        match command {
            Command::Save => !workbook.read_only && !self.sheet.unsettled(&questions).is_empty(),
            Command::Add => !workbook.read_only,
            Command::Remove => !workbook.read_only && matches!(focus, Some(Id::Action(_) | Id::Check(_))),
            _ => self.sheet.takes(command, &questions),
        }
    }

    /// Handles a command.
    pub fn command(&mut self, command: Command, context: &Context<'_>) -> Vec<Act> {
        let Some((workbook, finding, questions)) = self.parts(context) else {
            return Vec::new();
        };
        let focused = self.sheet.focused(&questions);
        let focus = focused.map(|question| question.id.clone());
        match (command, &focus) {
            (Command::Add, _) => {
                let acts = self.settle(workbook, finding, &questions);
                self.sheet.focus_on(&Id::NewAction, &questions);
                return acts;
            }
            (Command::Remove, Some(Id::Action(uid))) => return ask_to_remove(context, workbook, uid),
            (Command::Remove, Some(Id::Check(check))) => {
                // The row goes away; the focus stays among the checks.
                if finding.also.contains(check) {
                    self.sheet.focus_on(&Id::Checks, &questions);
                }
                return uncover(context, finding, check);
            }
            _ => {}
        }
        let paragraphs = finding_questions::paragraphs(context.lang, workbook, finding, focused);
        let is_adding = self.adding != Adding::No;
        let prepare = |entries| finding_questions::prepare(workbook, finding, entries, is_adding);
        match self
            .sheet
            .command(command, context, &questions, &paragraphs, prepare)
        {
            Turn::Close => vec![Act::Pop],
            Turn::Acts(acts) => {
                let by_enter = command == Command::Open && focus == Some(Id::NewAction);
                self.note_adding(&acts, by_enter);
                acts
            }
            Turn::Open(id) => self.follow(id, context, workbook, finding),
        }
    }

    /// Remembers that an action was asked for.
    fn note_adding(&mut self, acts: &[Act], by_enter: bool) {
        let adds = |act: &Act| match act {
            Act::Effect(Effect::Request(request)) => matches!(**request, Request::AddAction { .. }),
            _ => false,
        };
        if acts.iter().any(adds) {
            self.adding = if by_enter {
                Adding::AskedToOpen
            } else {
                Adding::Asked
            };
        }
    }

    /// Opens what a row leads to.
    fn follow(&self, id: Id, context: &Context<'_>, workbook: &Workbook, finding: &Finding) -> Vec<Act> {
        let is_answered_for = |target: &Target| match target {
            Target::Organisation => true,
            Target::System(id) => workbook.assessment.profile.system(id).is_some(),
        };
        match id {
            Id::Criteria if is_answered_for(&finding.target) => {
                vec![open_answer(workbook, finding.clause, &finding.target)]
            }
            Id::Check(check) if is_answered_for(&check.target) => {
                vec![open_answer(workbook, check.clause, &check.target)]
            }
            Id::Criteria | Id::Check(_) => {
                let words = tr(context.lang, "finding.check_gone").to_owned();
                vec![Act::Say(Notice::Attention(words))]
            }
            Id::Checks => vec![Act::push(Screen::Checks(Box::new(ChecksScreen::new(&self.uid))))],
            Id::Action(uid) => vec![ActionScreen::open(context, &uid)],
            _ => Vec::new(),
        }
    }

    fn settle(&mut self, workbook: &Workbook, finding: &Finding, questions: &[Question<Id>]) -> Vec<Act> {
        if workbook.read_only {
            return Vec::new();
        }
        let Prepared { acts, .. } = self.prepared(workbook, finding, self.sheet.unsettled(questions));
        self.note_adding(&acts, false);
        acts
    }

    fn prepared(&self, workbook: &Workbook, finding: &Finding, entries: Vec<(Id, Entry)>) -> Prepared {
        finding_questions::prepare(workbook, finding, entries, self.adding != Adding::No)
    }

    /// Shows the fields.
    pub fn texts(&mut self, context: &Context<'_>, texts: &mut Texts) {
        if let Some((_, _, questions)) = self.parts(context) {
            self.sheet
                .texts(&format!("finding/{}/", self.uid), &questions, texts);
        }
    }

    /// Handles a key of text entry.
    pub fn key(&mut self, key: KeyPress, context: &Context<'_>) -> Option<Vec<Act>> {
        let (_, _, questions) = self.parts(context).filter(|(workbook, ..)| !workbook.read_only)?;
        self.sheet.key(key, &questions)
    }

    /// Handles pasted text.
    pub fn paste(&mut self, pasted: &str, context: &Context<'_>) {
        if let Some((_, _, questions)) = self.parts(context).filter(|(workbook, ..)| !workbook.read_only) {
            self.sheet.paste(pasted, &questions);
        }
    }

    /// Takes what was saved; closes where the finding is gone.
    pub fn outcome(&mut self, outcome: &Outcome, context: &Context<'_>) -> Vec<Act> {
        let Some((_, _, questions)) = self.parts(context) else {
            return vec![Act::Pop];
        };
        let mut acts = Vec::new();
        if let (Outcome::Saved(saved), true) = (outcome, self.adding != Adding::No)
            && let Some(made) = saved.changes.iter().find(|change| makes_action(change))
        {
            self.sheet.forget(&Id::NewAction, &questions);
            if std::mem::replace(&mut self.adding, Adding::No) == Adding::AskedToOpen {
                acts.push(ActionScreen::open(context, &made.object.uid));
            }
        }
        if let Outcome::Saved(saved) = outcome
            && saved.changes.iter().any(removes_action)
        {
            self.sheet.focus_on(&Id::NewAction, &questions);
        }
        if self.sheet.outcome(outcome, &questions) {
            acts.push(Act::Pop);
        }
        acts
    }

    /// A failed request: stay, with everything that was written.
    pub fn failed(&mut self) {
        self.adding = Adding::No;
        self.sheet.failed();
    }

    /// What must be saved before the program is left.
    pub fn unsaved(&self, context: &Context<'_>) -> Vec<Act> {
        match self.parts(context).filter(|(workbook, ..)| !workbook.read_only) {
            Some((workbook, finding, questions)) => {
                self.prepared(workbook, finding, self.sheet.unsettled(&questions))
                    .acts
            }
            None => Vec::new(),
        }
    }

    /// The question before the program is left with a text that cannot be kept.
    pub fn leaving_question(&self, context: &Context<'_>) -> Option<String> {
        let (_, _, questions) = self.parts(context)?;
        self.sheet.leaving_question(&questions, context.lang, false)
    }

    /// Draws it.
    pub fn view(&self, context: &Context<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let (workbook, finding, questions) = self.parts(context)?;
        let focused = self.sheet.focused(&questions);
        let paragraphs = finding_questions::paragraphs(context.lang, workbook, finding, focused);
        self.sheet.view(context, &questions, &paragraphs, area, buffer)
    }
}

fn makes_action(change: &Change) -> bool {
    change.object.kind == Kind::Action && change.object.field.is_none() && !change.after.is_null()
}

fn removes_action(change: &Change) -> bool {
    change.object.kind == Kind::Action && change.object.field.is_none() && change.after.is_null()
}

fn ask_to_remove(context: &Context<'_>, workbook: &Workbook, uid: &str) -> Vec<Act> {
    let Some(action) = workbook.assessment.actions.get(uid) else {
        return Vec::new();
    };
    let question = fill(
        context.lang,
        "finding.remove_action_question",
        &[("action", super::first_line(&action.description))],
    );
    let request = Request::RemoveAction(uid.to_owned());
    let confirm = Confirm::new(question, Effect::Request(Box::new(request)));
    vec![Act::overlay(Overlay::Confirm(confirm))]
}

/// Takes a further check out of the finding; the check it was recorded against stays.
fn uncover(context: &Context<'_>, finding: &Finding, check: &CheckRef) -> Vec<Act> {
    if !finding.also.contains(check) {
        let words = tr(context.lang, "finding.first_check_stays").to_owned();
        return vec![Act::Say(Notice::Attention(words))];
    }
    let also = finding.also.iter().filter(|known| *known != check);
    vec![Act::request(Request::SetFinding {
        uid: finding.uid.clone(),
        draft: FindingDraft {
            also: Some(also.cloned().collect()),
            ..FindingDraft::default()
        },
    })]
}
