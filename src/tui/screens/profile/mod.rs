//! 組織概況與分類: the facts that class and scope are computed from, with the class shown as the
//! answers come in.

mod explain;
mod grounds;
mod open;
mod questions;
mod values;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

pub use explain::about_condition;
use open::open_questions;

pub use grounds::{GroundField, ground_questions};
pub use questions::{text_question, tri_question, tri_words};
pub use values::TRIS;

use super::systems::Before;
use super::{
    ExportScreen, GapsScreen, Screen, SearchScreen, SelfCheckScreen, SystemsScreen, Texts, WhatIfScreen,
    acts_of,
};
use crate::engagement::request::{Outcome, Request};
use crate::lang::tr;
use crate::tui::app::{Act, Context, Notice, Workbook};
use crate::tui::input::KeyPress;
use crate::tui::keys::Command;
use crate::tui::widgets::pane::{Pane, split};
use crate::tui::widgets::questionnaire::{Question, Questionnaire, Step};

/// What a row of the profile asks for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Id {
    /// Name of the organisation.
    Name,
    /// 統一編號.
    TaxNumber,
    /// Whether a licence is held.
    Licence(String),
    /// A figure, grade or yes-no fact of the pack.
    Figure {
        /// The field.
        field: String,
        /// The licence it is asked for, where several have their own.
        licence: Option<String>,
    },
    /// The period a figure covers.
    Period(String),
    /// The document a figure stands in.
    Document(String),
    /// First day of the assessment.
    From,
    /// Its last day.
    To,
    /// The day its findings stand as of.
    AsOf,
    /// Who prepares it.
    PreparedBy,
    /// A condition of the whole firm.
    Condition(String),
    /// What the answer to a condition rests on.
    Ground(String, GroundField),
    /// Why no system is core.
    NoCore(GroundField),
    /// The class set by hand.
    Class,
    /// On to the systems.
    Systems,
}

impl Id {
    /// The dotted field of a plain text.
    fn path(&self) -> Option<String> {
        Some(match self {
            Id::Name => "organisation.name".to_owned(),
            Id::TaxNumber => "organisation.tax_id".to_owned(),
            Id::Period(field) => format!("figure_sources.{field}.period"),
            Id::Document(field) => format!("figure_sources.{field}.document"),
            Id::From => "assessment.from".to_owned(),
            Id::To => "assessment.to".to_owned(),
            Id::AsOf => "assessment.as_of".to_owned(),
            Id::PreparedBy => "assessment.prepared_by".to_owned(),
            Id::Ground(condition, field) => format!("grounds.{condition}.{}", field.path()),
            Id::NoCore(field) => format!("no_core_systems.{}", field.path()),
            Id::Licence(_) | Id::Figure { .. } | Id::Condition(_) | Id::Class | Id::Systems => return None,
        })
    }
}

/// The profile.
#[derive(Debug, Clone, Default)]
pub struct ProfileScreen {
    form: Questionnaire<Id>,
    pane: Pane,
    /// Where to go once everything is kept.
    afterwards: Option<Command>,
    /// The profile before the last change, to say what it moved.
    before: Before,
}

impl ProfileScreen {
    /// The screen for the open workbook.
    pub fn new(context: &Context<'_>) -> Self {
        let mut screen = Self::default();
        if let Some(workbook) = context.workbook {
            screen.form = Questionnaire::new(&screen.questions(context, workbook));
        }
        screen
    }

    /// With the focus on the first question that is still open, and how many are.
    pub fn at_first_open(context: &Context<'_>) -> (Self, usize) {
        let mut screen = Self::new(context);
        let Some(workbook) = context.workbook else {
            return (screen, 0);
        };
        let questions = screen.questions(context, workbook);
        let open = open_questions(&questions, workbook);
        if let Some(id) = open.first() {
            screen.form.focus_on(id, &questions);
        }
        (screen, open.len())
    }

    /// With the focus on a condition.
    #[must_use]
    pub fn at_condition(self, context: &Context<'_>, id: &str) -> Self {
        self.at(
            context,
            |asked| matches!(asked, Id::Condition(known) if known == id),
        )
    }

    /// With the focus on a field of the profile, dotted as it is stored.
    #[must_use]
    pub fn at_field(self, context: &Context<'_>, field: &str) -> Self {
        self.at(context, |asked| match asked {
            Id::Figure { field: known, .. } => known == field,
            Id::Class => field == "class",
            other => other.path().as_deref() == Some(field),
        })
    }

    fn at(mut self, context: &Context<'_>, wanted: impl Fn(&Id) -> bool) -> Self {
        if let Some(workbook) = context.workbook {
            let questions = self.questions(context, workbook);
            let question = questions.iter().find(|question| wanted(&question.id));
            if let Some(id) = question.map(|question| question.id.clone()) {
                self.form.focus_on(&id, &questions);
            }
        }
        self
    }

    fn questions(&self, context: &Context<'_>, workbook: &Workbook) -> Vec<Question<Id>> {
        questions::questions(context, workbook, &self.form)
    }

    /// Whether a command can be used now.
    pub fn enabled(&self, command: Command, context: &Context<'_>) -> bool {
        let Some(workbook) = context.workbook else {
            return false;
        };
        match command {
            Command::Save => {
                !workbook.read_only && !self.form.unsettled(&self.questions(context, workbook)).is_empty()
            }
            _ => self.form.takes(command, &self.questions(context, workbook)),
        }
    }

    /// Handles a command.
    pub fn command(&mut self, command: Command, context: &Context<'_>) -> Vec<Act> {
        let Some(workbook) = context.workbook else {
            return Vec::new();
        };
        let questions = self.questions(context, workbook);
        match command {
            Command::Back
            | Command::Walk
            | Command::Systems
            | Command::Gaps
            | Command::Search
            | Command::SelfCheck
            | Command::WhatIf
            | Command::Export => return self.finish(command, context, workbook),
            Command::PageUp | Command::PageDown | Command::ScrollUp | Command::ScrollDown => {
                let open = open_questions(&questions, workbook).len();
                let focused = self.form.focused(&questions);
                let paragraphs = explain::paragraphs(context, workbook, &self.form, focused, open);
                let area = Rect::new(0, 0, context.body.0, context.body.1);
                self.pane.update(command, &paragraphs, split(area).pane);
                return Vec::new();
            }
            _ => {}
        }
        let focus = self.form.focused(&questions).map(|question| question.id.clone());
        let changes_something = matches!(command, Command::Left | Command::Right | Command::Open);
        if workbook.read_only && changes_something && focus != Some(Id::Systems) {
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
            Step::Nothing => Vec::new(),
            Step::Settle => self.settle(&questions, workbook),
            Step::Open(_) => self.finish(Command::Systems, context, workbook),
            Step::Tick(Id::Licence(id), on) => {
                let fields = values::licences(&workbook.pack, &workbook.assessment.profile, &id, on);
                vec![Act::request(Request::SetProfile(fields))]
            }
            Step::Tick(..) => Vec::new(),
        }
    }

    /// Keeps what was written, in one step.
    fn settle(&self, questions: &[Question<Id>], workbook: &Workbook) -> Vec<Act> {
        let fields: Vec<_> = self
            .form
            .unsettled(questions)
            .iter()
            .flat_map(|(id, entry)| values::fields(&workbook.pack, &workbook.assessment.profile, id, entry))
            .collect();
        if fields.is_empty() || workbook.read_only {
            return Vec::new();
        }
        vec![Act::request(Request::SetProfile(fields))]
    }

    /// Keeps what was written, then goes; stays where a text cannot be kept.
    fn finish(&mut self, command: Command, context: &Context<'_>, workbook: &Workbook) -> Vec<Act> {
        let questions = self.questions(context, workbook);
        self.before.remember(workbook);
        let mut acts = self.settle(&questions, workbook);
        if self.form.show_fault(&questions) {
            let words = tr(context.lang, "describe.mend_first").to_owned();
            acts.push(Act::Say(Notice::Attention(words)));
        } else if acts.is_empty() {
            return go(command, context);
        } else {
            self.afterwards = Some(command);
        }
        acts
    }

    /// Shows the fields.
    pub fn texts(&mut self, context: &Context<'_>, texts: &mut Texts) {
        if let Some(workbook) = context.workbook {
            let questions = self.questions(context, workbook);
            texts.of_questions("profile/", &mut self.form, &questions);
        }
    }

    /// Handles a key of text entry.
    pub fn key(&mut self, key: KeyPress, context: &Context<'_>) -> Option<Vec<Act>> {
        let workbook = context.workbook.filter(|workbook| !workbook.read_only)?;
        let questions = self.questions(context, workbook);
        acts_of(self.form.key(key, &questions))
    }

    /// Handles pasted text.
    pub fn paste(&mut self, pasted: &str, context: &Context<'_>) {
        if let Some(workbook) = context.workbook.filter(|workbook| !workbook.read_only) {
            let questions = self.questions(context, workbook);
            self.form.paste(pasted, &questions);
        }
    }

    /// Takes what was saved.
    pub fn outcome(&mut self, outcome: &Outcome, context: &Context<'_>) -> Vec<Act> {
        let (Some(workbook), Outcome::Saved(_) | Outcome::Unchanged) = (context.workbook, outcome) else {
            return Vec::new();
        };
        let questions = self.questions(context, workbook);
        self.form.take_over(&questions);
        let moved = self.before.say(context, workbook);
        if !self.form.unsettled(&questions).is_empty() {
            return moved.into_iter().collect();
        }
        let acts = self.afterwards.take().map(|command| go(command, context));
        acts.unwrap_or_default().into_iter().chain(moved).collect()
    }

    /// A failed request: stay, with everything that was written.
    pub fn failed(&mut self) {
        self.afterwards = None;
    }

    /// What must be saved before the program is left.
    pub fn unsaved(&self, context: &Context<'_>) -> Vec<Act> {
        match context.workbook {
            Some(workbook) => self.settle(&self.questions(context, workbook), workbook),
            None => Vec::new(),
        }
    }

    /// The question before the program is left with a text that cannot be kept.
    pub fn leaving_question(&self, context: &Context<'_>) -> Option<String> {
        let questions = self.questions(context, context.workbook?);
        self.form.leaving_question(&questions, context.lang)
    }

    /// Draws it.
    pub fn view(&self, context: &Context<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let workbook = context.workbook?;
        let questions = self.questions(context, workbook);
        let parts = split(area);
        parts.draw_line(area, buffer, context.theme);
        let focused = self.form.focused(&questions);
        let open = open_questions(&questions, workbook).len();
        let paragraphs = explain::paragraphs(context, workbook, &self.form, focused, open);
        self.pane.view(&paragraphs, parts.pane, buffer, context);
        self.form
            .view(&questions, parts.list, buffer, context, context.lang)
    }
}

/// Opens the screen of a command in place of this one; the walk lies below.
fn go(command: Command, context: &Context<'_>) -> Vec<Act> {
    let screen = match command {
        Command::Systems => Screen::Systems(SystemsScreen::default()),
        Command::Gaps => Screen::Gaps(GapsScreen::default()),
        Command::Search => Screen::Search(SearchScreen::default()),
        Command::Export => Screen::Export(ExportScreen::new(context)),
        Command::SelfCheck => return SelfCheckScreen::open_instead(),
        Command::WhatIf => return WhatIfScreen::open(context, None),
        _ => return vec![Act::Pop],
    };
    vec![Act::Replace(Box::new(screen))]
}
