//! Systems that firms of the chosen licences commonly run, to be edited and recorded in one step.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::SystemsScreen;
use crate::engagement::request::{Outcome, Request, SystemDraft};
use crate::lang::{Lang, fill, tr};
use crate::model::pack::SystemSuggestion;
use crate::tui::app::{Act, Context, Notice, Workbook};
use crate::tui::input::KeyPress;
use crate::tui::keys::Command;
use crate::tui::overlays::{Confirm, Overlay};
use crate::tui::screens::profile::text_question;
use crate::tui::screens::{Screen, Texts, acts_of};
use crate::tui::theme::Tone;
use crate::tui::widgets::pane::{Pane, Paragraph, split};
use crate::tui::widgets::questionnaire::{Kind, Question, Questionnaire, Reads, Step};

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Id {
    /// A name, suggested or of one's own.
    Name(usize),
    /// Adds the systems that are named.
    Add,
}

/// The list of suggestions.
#[derive(Debug, Clone, Default)]
pub struct SuggestedScreen {
    /// The names as they stand; the last is for a system of one's own.
    names: Vec<String>,
    /// The names as they were suggested.
    suggested: Vec<String>,
    form: Questionnaire<Id>,
    pane: Pane,
    /// The systems are on their way: how many there were before.
    adding: Option<usize>,
}

/// The suggestions for the licences of a workbook that are not recorded yet.
pub fn suggestions(workbook: &Workbook, lang: Lang) -> Vec<&SystemSuggestion> {
    let profile = &workbook.assessment.profile;
    let fits = |one: &&SystemSuggestion| one.licences.iter().any(|id| profile.licences.contains(id));
    let recorded = |one: &&SystemSuggestion| {
        let name = lang.of(&one.name);
        profile.systems.iter().any(|system| system.name == name)
    };
    let all = workbook.pack.system_suggestions.iter();
    all.filter(fits).filter(|one| !recorded(one)).collect()
}

impl SuggestedScreen {
    /// The list for the open workbook.
    pub fn new(context: &Context<'_>, workbook: &Workbook) -> Self {
        let suggested: Vec<String> = suggestions(workbook, context.lang)
            .iter()
            .map(|one| context.lang.of(&one.name).to_owned())
            .collect();
        let mut names = suggested.clone();
        names.push(String::new());
        let mut screen = Self {
            names,
            suggested,
            ..Self::default()
        };
        screen.form = Questionnaire::new(&screen.questions(context.lang));
        screen
    }

    fn questions(&self, lang: Lang) -> Vec<Question<Id>> {
        let own = self.names.len().saturating_sub(1);
        let mut questions: Vec<Question<Id>> = self
            .names
            .iter()
            .enumerate()
            .map(|(index, name)| {
                let label = match index == own {
                    true => tr(lang, "start.suggested_own").to_owned(),
                    false => fill(
                        lang,
                        "start.suggested_row",
                        &[("number", &(index + 1).to_string())],
                    ),
                };
                let hint = tr(lang, "start.suggested_hint");
                text_question(Id::Name(index), label, name, hint, Reads::Line)
            })
            .collect();
        let count = self.named().len().to_string();
        questions.push(Question {
            id: Id::Add,
            section: None,
            label: fill(lang, "start.suggested_add", &[("count", &count)]),
            kind: Kind::Link,
        });
        questions
    }

    /// The names that would be recorded, each once.
    fn named(&self) -> Vec<String> {
        let mut named: Vec<String> = Vec::new();
        for (index, kept) in self.names.iter().enumerate() {
            let name = self.form.written(&Id::Name(index)).unwrap_or(kept).trim();
            if !name.is_empty() && !named.iter().any(|known| known == name) {
                named.push(name.to_owned());
            }
        }
        named
    }

    fn is_edited(&self) -> bool {
        self.named() != self.suggested
    }

    /// Whether a command can be used now.
    pub fn enabled(&self, command: Command, context: &Context<'_>) -> bool {
        let writable = context.workbook.is_some_and(|workbook| !workbook.read_only);
        match command {
            Command::Save => writable && self.adding.is_none(),
            Command::Right | Command::Walk | Command::Systems | Command::Profile | Command::WhatIf => false,
            _ => writable || command == Command::Back,
        }
    }

    /// Handles a command.
    pub fn command(&mut self, command: Command, context: &Context<'_>) -> Vec<Act> {
        let questions = self.questions(context.lang);
        match command {
            Command::Back if self.is_edited() && self.adding.is_none() => {
                let question = tr(context.lang, "start.suggested_leave");
                return vec![Act::overlay(Overlay::Confirm(Confirm::then(
                    question,
                    vec![Act::Pop],
                )))];
            }
            Command::Back => return vec![Act::Pop],
            Command::PageUp | Command::PageDown => {
                let paragraphs = self.paragraphs(context);
                let area = Rect::new(0, 0, context.body.0, context.body.1);
                self.pane.update(command, &paragraphs, split(area).pane);
                return Vec::new();
            }
            Command::Save => return self.add(context, &questions),
            _ => {}
        }
        match self.form.command(command, &questions) {
            Step::Open(_) => self.add(context, &questions),
            _ => {
                self.keep();
                Vec::new()
            }
        }
    }

    /// What was written is what stands.
    fn keep(&mut self) {
        for (index, name) in self.names.iter_mut().enumerate() {
            if let Some(written) = self.form.written(&Id::Name(index)) {
                written.trim().clone_into(name);
            }
        }
    }

    fn add(&mut self, context: &Context<'_>, questions: &[Question<Id>]) -> Vec<Act> {
        let Some(workbook) = context.workbook.filter(|_| self.adding.is_none()) else {
            return Vec::new();
        };
        if self.form.show_fault(questions) {
            return Vec::new();
        }
        let named = self.named();
        if named.is_empty() {
            let words = tr(context.lang, "describe.system_not_added").to_owned();
            return vec![Act::Pop, Act::Say(Notice::Done(words))];
        }
        self.adding = Some(workbook.assessment.profile.systems.len());
        let drafts = named.into_iter().map(|name| SystemDraft {
            name,
            ..SystemDraft::default()
        });
        vec![Act::request(Request::AddSystems(drafts.collect()))]
    }

    /// Shows the fields.
    pub fn texts(&mut self, context: &Context<'_>, texts: &mut Texts) {
        let questions = self.questions(context.lang);
        texts.of_questions("suggested/", &mut self.form, &questions);
    }

    /// Handles a key of text entry.
    pub fn key(&mut self, key: KeyPress, context: &Context<'_>) -> Option<Vec<Act>> {
        let questions = self.questions(context.lang);
        acts_of(self.form.key(key, &questions))
    }

    /// Handles pasted text.
    pub fn paste(&mut self, pasted: &str, context: &Context<'_>) {
        let questions = self.questions(context.lang);
        self.form.paste(pasted, &questions);
    }

    /// Takes what was saved: back to the list, at the first of the new systems.
    pub fn outcome(&mut self, outcome: &Outcome, context: &Context<'_>) -> Vec<Act> {
        let (Some(before), Outcome::Saved(_)) = (self.adding, outcome) else {
            return Vec::new();
        };
        self.adding = None;
        let words = tr(context.lang, "start.suggested_added").to_owned();
        let list = Screen::Systems(SystemsScreen::at_row(before));
        vec![
            Act::Pop,
            Act::Replace(Box::new(list)),
            Act::Say(Notice::Done(words)),
        ]
    }

    /// A failed request: the names stay.
    pub fn failed(&mut self) {
        self.adding = None;
    }

    /// The question before the program is left with names that were typed.
    pub fn leaving_question(&self, context: &Context<'_>) -> Option<String> {
        let asks = self.is_edited() && self.adding.is_none();
        asks.then(|| tr(context.lang, "start.suggested_leave").to_owned())
    }

    fn paragraphs(&self, context: &Context<'_>) -> Vec<Paragraph> {
        let lang = context.lang;
        let mut out = Vec::new();
        let questions = self.questions(lang);
        if let (Some(workbook), Some(Id::Name(index))) = (
            context.workbook,
            self.form.focused(&questions).map(|question| &question.id),
        ) && let Some(one) = self.suggested.get(*index).and_then(|name| {
            let all = &workbook.pack.system_suggestions;
            all.iter().find(|one| lang.of(&one.name) == name)
        }) {
            out.push(Paragraph::new(lang.of(&one.help), Tone::Plain));
            out.push(Paragraph::gap());
        }
        out.push(Paragraph::new(tr(lang, "start.suggested_about"), Tone::Plain));
        out.push(Paragraph::new(tr(lang, "start.suggested_next"), Tone::Dim));
        out
    }

    /// Draws it.
    pub fn view(&self, context: &Context<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let parts = split(area);
        parts.draw_line(area, buffer, context.theme);
        self.pane
            .view(&self.paragraphs(context), parts.pane, buffer, context.theme);
        let questions = self.questions(context.lang);
        self.form
            .view(&questions, parts.list, buffer, context.theme, context.lang)
    }
}
