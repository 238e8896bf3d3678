//! One finding of an earlier year, as it stands on paper.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::sheet::{Prepared, Sheet, choice, day, link, text};
use crate::engagement::request::{EarlierDraft, Outcome, Request};
use crate::lang::{Lang, earlier_source_name, earlier_state_name, tr};
use crate::model::assessment::{EarlierFinding, EarlierSource, EarlierState};
use crate::tui::app::{Act, Context, Workbook};
use crate::tui::input::KeyPress;
use crate::tui::keys::Command;
use crate::tui::screens::{Screen, Texts};
use crate::tui::theme::Tone;
use crate::tui::widgets::pane::Paragraph;
use crate::tui::widgets::questionnaire::{Entry, Question, Reads};

/// What a row about an earlier finding asks for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Id {
    Source,
    Document,
    Dated,
    Condition,
    Clauses,
    Deadline,
    State,
    Note,
    Done,
}

/// The screen of one earlier finding.
#[derive(Debug)]
pub struct EarlierFormScreen {
    uid: String,
    sheet: Sheet<Id>,
}

/// The workbook, the earlier finding and its questions.
type Parts<'a> = (&'a Workbook, &'a EarlierFinding, Vec<Question<Id>>);

impl EarlierFormScreen {
    /// Opens the screen for the earlier finding with this uid.
    pub fn open(context: &Context<'_>, uid: &str) -> Act {
        let mut screen = Self {
            uid: uid.to_owned(),
            sheet: Sheet::new(&[], &Id::Source),
        };
        if let Some((.., questions)) = screen.parts(context) {
            screen.sheet = Sheet::new(&questions, &Id::Source);
        }
        Act::push(Screen::EarlierForm(Box::new(screen)))
    }

    /// None where it is gone.
    fn parts<'a>(&self, context: &Context<'a>) -> Option<Parts<'a>> {
        let workbook = context.workbook?;
        let earlier = workbook.assessment.earlier.get(&self.uid)?;
        Some((workbook, earlier, questions(context.lang, workbook, earlier)))
    }

    /// Whether a command can be used now.
    pub fn enabled(&self, command: Command, context: &Context<'_>) -> bool {
        match (command, self.parts(context)) {
            (Command::Save, Some((workbook, _, questions))) => {
                !workbook.read_only && !self.sheet.unsettled(&questions).is_empty()
            }
            (Command::Add | Command::Remove, _) => false,
            (_, Some((.., questions))) => self.sheet.takes(command, &questions),
            (_, None) => false,
        }
    }

    /// Handles a command.
    pub fn command(&mut self, command: Command, context: &Context<'_>) -> Vec<Act> {
        let Some((_, earlier, questions)) = self.parts(context) else {
            return Vec::new();
        };
        let paragraphs = paragraphs(context.lang, self.sheet.focused(&questions));
        let prepare = |entries| prepare(earlier, entries);
        self.sheet
            .command_or_close(command, context, &questions, &paragraphs, prepare)
    }

    /// Shows the fields.
    pub fn texts(&mut self, context: &Context<'_>, texts: &mut Texts) {
        if let Some((.., questions)) = self.parts(context) {
            self.sheet
                .texts(&format!("earlier/{}/", self.uid), &questions, texts);
        }
    }

    /// Handles a key of text entry.
    pub fn key(&mut self, key: KeyPress, context: &Context<'_>) -> Option<Vec<Act>> {
        let (.., questions) = self.parts(context).filter(|(workbook, ..)| !workbook.read_only)?;
        self.sheet.key(key, &questions)
    }

    /// Handles pasted text.
    pub fn paste(&mut self, pasted: &str, context: &Context<'_>) {
        if let Some((.., questions)) = self.parts(context).filter(|(workbook, ..)| !workbook.read_only) {
            self.sheet.paste(pasted, &questions);
        }
    }

    /// Takes what was saved; closes where it is gone.
    pub fn outcome(&mut self, outcome: &Outcome, context: &Context<'_>) -> Vec<Act> {
        match self.parts(context) {
            Some((.., questions)) if !self.sheet.outcome(outcome, &questions) => Vec::new(),
            _ => vec![Act::Pop],
        }
    }

    /// A failed request: stay, with everything that was written.
    pub fn failed(&mut self) {
        self.sheet.failed();
    }

    /// What must be saved before the program is left.
    pub fn unsaved(&self, context: &Context<'_>) -> Vec<Act> {
        match self.parts(context).filter(|(workbook, ..)| !workbook.read_only) {
            Some((_, earlier, questions)) => prepare(earlier, self.sheet.unsettled(&questions)).acts,
            None => Vec::new(),
        }
    }

    /// The question before the program is left with something that cannot be kept.
    pub fn leaving_question(&self, context: &Context<'_>) -> Option<String> {
        let (.., questions) = self.parts(context)?;
        self.sheet.leaving_question(&questions, context.lang, false)
    }

    /// Draws it.
    pub fn view(&self, context: &Context<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let (.., questions) = self.parts(context)?;
        let paragraphs = paragraphs(context.lang, self.sheet.focused(&questions));
        self.sheet.view(context, &questions, &paragraphs, area, buffer)
    }
}

fn questions(lang: Lang, workbook: &Workbook, earlier: &EarlierFinding) -> Vec<Question<Id>> {
    let label = |id| tr(lang, id);
    let sources = EarlierSource::ALL.map(|source| earlier_source_name(source, lang).to_owned());
    let source = EarlierSource::ALL
        .iter()
        .position(|known| *known == earlier.source);
    let states = EarlierState::ALL.map(|state| earlier_state_name(state, lang).to_owned());
    let state = EarlierState::ALL.iter().position(|known| *known == earlier.state);
    let clauses: Vec<String> = earlier.clauses.iter().map(ToString::to_string).collect();
    let known = workbook.pack.clauses().map(|clause| clause.id).collect();
    let mut questions = vec![
        choice(
            Id::Source,
            label("finding.earlier_source"),
            sources.to_vec(),
            source.unwrap_or(0),
        ),
        text(
            Id::Document,
            label("finding.earlier_document"),
            &earlier.document,
            Reads::Line,
        ),
        text(
            Id::Dated,
            label("finding.earlier_dated"),
            &earlier.dated,
            day("", &earlier.deadline),
        ),
        text(
            Id::Condition,
            label("finding.earlier_condition"),
            &earlier.condition,
            Reads::Long { needed: true },
        ),
        text(
            Id::Clauses,
            label("finding.earlier_clauses"),
            &clauses.join(", "),
            Reads::Clauses(known),
        ),
        text(
            Id::Deadline,
            label("finding.earlier_deadline"),
            &earlier.deadline,
            day(&earlier.dated, ""),
        ),
        choice(
            Id::State,
            label("finding.earlier_state"),
            states.to_vec(),
            state.unwrap_or(0),
        ),
        text(
            Id::Note,
            label("finding.earlier_note"),
            &earlier.note,
            Reads::Long { needed: false },
        ),
        link(Id::Done, label("finding.back_to_earlier").to_owned()),
    ];
    if let Some(first) = questions.first_mut() {
        let heading = label("finding.earlier_heading");
        first.section = Some(format!("{} {heading}", earlier.label()));
    }
    questions
}

fn prepare(earlier: &EarlierFinding, entries: Vec<(Id, Entry)>) -> Prepared {
    let mut draft = EarlierDraft::default();
    for (id, entry) in entries {
        match (id, entry) {
            (Id::Source, Entry::Choice(at)) => draft.source = EarlierSource::ALL.get(at).copied(),
            (Id::State, Entry::Choice(at)) => draft.state = EarlierState::ALL.get(at).copied(),
            (Id::Document, Entry::Text(text)) => draft.document = Some(text),
            (Id::Dated, Entry::Text(day)) => draft.dated = Some(day),
            (Id::Condition, Entry::Text(text)) => draft.condition = Some(text),
            (Id::Deadline, Entry::Text(day)) => draft.deadline = Some(day),
            (Id::Note, Entry::Text(text)) => draft.note = Some(text),
            (Id::Clauses, Entry::Text(text)) => {
                let ids = text.split(", ").filter_map(|id| id.parse().ok());
                draft.clauses = Some(ids.collect());
            }
            _ => {}
        }
    }
    let uid = earlier.uid.clone();
    let acts = match draft == EarlierDraft::default() {
        true => Vec::new(),
        false => vec![Act::request(Request::SetEarlier { uid, draft })],
    };
    Prepared { acts, waits: None }
}

fn paragraphs(lang: Lang, focused: Option<&Question<Id>>) -> Vec<Paragraph> {
    let id = match focused.map(|question| &question.id) {
        Some(Id::Source) => "finding.hint_earlier_source",
        Some(Id::Document | Id::Dated) => "finding.hint_earlier_document",
        Some(Id::Condition) => "finding.hint_earlier_condition",
        Some(Id::Clauses) => "finding.hint_earlier_clauses",
        Some(Id::Deadline) => "finding.hint_earlier_deadline",
        Some(Id::State | Id::Note) => "finding.hint_earlier_state",
        Some(Id::Done) | None => return Vec::new(),
    };
    vec![Paragraph::new(tr(lang, id), Tone::Dim)]
}
