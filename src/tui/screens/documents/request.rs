//! The form for one document, or for several that were marked: from whom it is wanted, by when, and
//! whether it came.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::super::{Texts, type_into};
use super::view::serves;
use crate::engagement::request::{DocumentDraft, Outcome, Request};
use crate::lang::{Lang, fill, tr};
use crate::model::change::Action;
use crate::model::documents::Document;
use crate::model::profile_file::date_is_real;
use crate::tui::app::{Act, Context, Notice};
use crate::tui::input::{KeyPress, day};
use crate::tui::keys::Command;
use crate::tui::overlays::{Confirm, Overlay};
use crate::tui::theme::Tone;
use crate::tui::widgets::form::{self, Entry, Row, neighbour};
use crate::tui::widgets::text_field::TextField;

/// Names of marked documents that are shown before "…".
const NAMED: usize = 3;

/// What has the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Custodian,
    Due,
    Received,
    Today,
    Note,
    Save,
}

/// The rows in their order.
const FIELDS: [Field; 6] = [
    Field::Custodian,
    Field::Due,
    Field::Received,
    Field::Today,
    Field::Note,
    Field::Save,
];

/// A text and what it was when the form opened.
#[derive(Debug)]
struct Blank {
    field: TextField,
    before: String,
}

impl Blank {
    /// The value that all documents share, else nothing.
    fn of(documents: &[&Document], value: impl Fn(&Document) -> &str) -> Self {
        let mut values = documents.iter().map(|document| value(document));
        let first = values.next().unwrap_or_default();
        let shared = if values.all(|other| other == first) {
            first
        } else {
            ""
        };
        let field = TextField::single_line(shared);
        Self {
            before: field.text().to_owned(),
            field,
        }
    }

    fn is_changed(&self) -> bool {
        self.field.text() != self.before
    }

    /// What is to be stored, where it was changed.
    fn changed(&self, stored: impl Fn(&str) -> String) -> Option<String> {
        self.is_changed().then(|| stored(self.field.text().trim()))
    }
}

/// The form.
#[derive(Debug)]
pub struct DocumentScreen {
    documents: Vec<Document>,
    custodian: Blank,
    due: Blank,
    received: Blank,
    note: Blank,
    focus: Field,
    /// The request is under way.
    saving: bool,
}

impl DocumentScreen {
    /// The form for documents of the list.
    pub fn new(documents: &[&Document]) -> Self {
        Self {
            custodian: Blank::of(documents, |document| &document.custodian),
            due: Blank::of(documents, |document| &document.due),
            received: Blank::of(documents, |document| &document.received_on),
            note: Blank::of(documents, |document| &document.note),
            documents: documents.iter().map(|document| (*document).clone()).collect(),
            focus: Field::Custodian,
            saving: false,
        }
    }

    fn blank(&self, field: Field) -> Option<&Blank> {
        match field {
            Field::Custodian => Some(&self.custodian),
            Field::Due => Some(&self.due),
            Field::Received => Some(&self.received),
            Field::Note => Some(&self.note),
            Field::Today | Field::Save => None,
        }
    }

    fn blank_mut(&mut self, field: Field) -> Option<&mut Blank> {
        match field {
            Field::Custodian => Some(&mut self.custodian),
            Field::Due => Some(&mut self.due),
            Field::Received => Some(&mut self.received),
            Field::Note => Some(&mut self.note),
            Field::Today | Field::Save => None,
        }
    }

    /// Whether a command can be used now.
    pub fn enabled(&self, command: Command, context: &Context<'_>) -> bool {
        let writable = context.workbook.is_some_and(|workbook| !workbook.read_only);
        match command {
            Command::Save => writable && !self.saving,
            Command::Mark | Command::Export | Command::Walk => false,
            _ => true,
        }
    }

    /// Handles a command.
    pub fn command(&mut self, command: Command, context: &Context<'_>) -> Vec<Act> {
        let (by, round) = match command {
            Command::Back => return self.leave(context.lang),
            Command::Save => return self.save(context.lang),
            Command::Open => match self.focus {
                Field::Save => return self.save(context.lang),
                Field::Today => return self.came_today(context),
                _ => (1, false),
            },
            Command::NextField => (1, true),
            Command::PreviousField => (-1, true),
            Command::Up => (-1, false),
            Command::Down => (1, false),
            Command::First | Command::PageUp => (isize::MIN / 2, false),
            Command::Last | Command::PageDown => (isize::MAX / 2, false),
            _ => return Vec::new(),
        };
        self.focus = neighbour(&FIELDS, &self.focus, by, round).unwrap_or(self.focus);
        Vec::new()
    }

    fn came_today(&mut self, context: &Context<'_>) -> Vec<Act> {
        if let Some(workbook) = context.workbook {
            self.received.field.set_text(&workbook.today);
        }
        self.focus = Field::Save;
        Vec::new()
    }

    fn draft(&self) -> DocumentDraft {
        DocumentDraft {
            custodian: self.custodian.changed(str::to_owned),
            due: self.due.changed(day),
            received_on: self.received.changed(day),
            note: self.note.changed(str::to_owned),
        }
    }

    fn save(&mut self, lang: Lang) -> Vec<Act> {
        if self.saving {
            return Vec::new();
        }
        let draft = self.draft();
        for (field, day) in [(Field::Due, &draft.due), (Field::Received, &draft.received_on)] {
            if date_is_real("", day.as_deref().unwrap_or_default()).is_err() {
                self.focus = field;
                let words = tr(lang, "documents.day_wrong").to_owned();
                return vec![Act::Say(Notice::Attention(words))];
            }
        }
        if draft == DocumentDraft::default() {
            return unchanged(lang);
        }
        self.saving = true;
        let keys = self.documents.iter().map(|document| document.key.clone());
        vec![Act::request(Request::SetDocuments {
            keys: keys.collect(),
            draft,
        })]
    }

    /// Takes what was saved.
    pub fn outcome(&mut self, outcome: &Outcome, context: &Context<'_>) -> Vec<Act> {
        if !self.saving {
            return Vec::new();
        }
        match outcome {
            Outcome::Saved(saved) if saved.action == Action::SetDocument => {
                let words = tr(context.lang, "documents.saved").to_owned();
                vec![Act::Say(Notice::Done(words)), Act::Pop]
            }
            Outcome::Unchanged => unchanged(context.lang),
            _ => Vec::new(),
        }
    }

    /// A failed request: stay, with everything that was typed.
    pub fn failed(&mut self) {
        self.saving = false;
    }

    /// What must be saved before the program is left: nothing unasked.
    pub fn leaving_question(&self, lang: Lang) -> Option<String> {
        let changed = FIELDS
            .iter()
            .filter_map(|field| self.blank(*field))
            .any(Blank::is_changed);
        changed.then(|| tr(lang, "documents.leave_question").to_owned())
    }

    /// Closes at once where nothing was typed, else asks first.
    fn leave(&self, lang: Lang) -> Vec<Act> {
        match self.leaving_question(lang) {
            Some(question) => {
                let confirm = Confirm::then(question, vec![Act::Pop]);
                vec![Act::overlay(Overlay::Confirm(confirm))]
            }
            None => Vec::new(),
        }
    }

    /// Shows the fields.
    pub fn texts(&mut self, lang: Lang, texts: &mut Texts) {
        let keys: Vec<&str> = self
            .documents
            .iter()
            .map(|document| document.key.as_str())
            .collect();
        let form = format!("document/{}/", keys.join(","));
        let blanks = [
            (&mut self.custodian, "documents.custodian"),
            (&mut self.due, "documents.due"),
            (&mut self.received, "documents.received"),
            (&mut self.note, "documents.note"),
        ];
        for (blank, label) in blanks {
            let dirty = blank.is_changed();
            texts.field(
                &format!("{form}{label}"),
                tr(lang, label),
                &mut blank.field,
                dirty,
            );
        }
    }

    /// Handles a key of text entry.
    pub fn key(&mut self, key: KeyPress) -> Option<Vec<Act>> {
        let blank = self.blank_mut(self.focus)?;
        type_into(&mut blank.field, key)
    }

    /// Pasted text goes to the field with the focus.
    pub fn paste(&mut self, pasted: &str) {
        if let Some(blank) = self.blank_mut(self.focus) {
            let _ = blank.field.paste(pasted);
        }
    }

    /// Draws it.
    pub fn view(&self, context: &Context<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let area = Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            ..area
        };
        form::view(&self.rows(context), area, buffer, context)
    }

    fn rows<'a>(&'a self, context: &Context<'a>) -> Vec<Row<'a>> {
        let lang = context.lang;
        let mut rows = self.heading(context);
        for field in FIELDS {
            let focused = self.focus == field;
            let row = |label: &'static str, hint: &'static str, blank: &'a Blank| {
                let entry = Entry::Text(&blank.field, tr(lang, hint));
                Row::new(tr(lang, label), entry, focused)
            };
            rows.push(match field {
                Field::Custodian => row("documents.custodian", "documents.hint_custodian", &self.custodian),
                Field::Due => row("documents.due", "documents.hint_day", &self.due),
                Field::Received => row("documents.received", "documents.hint_received", &self.received),
                Field::Note => row("documents.note", "documents.hint_note", &self.note),
                Field::Today => Row::new("", Entry::Button(tr(lang, "documents.received_today")), focused),
                Field::Save => {
                    let words = if self.saving {
                        "documents.saving"
                    } else {
                        "documents.save"
                    };
                    Row::new("", Entry::Button(tr(lang, words)), focused)
                }
            });
        }
        rows
    }

    fn heading<'a>(&'a self, context: &Context<'a>) -> Vec<Row<'a>> {
        let lang = context.lang;
        if let [document] = self.documents.as_slice() {
            return vec![
                Row::heading(tr(lang, "documents.edit_one")),
                Row::words(lang.of(&document.document), Tone::Strong),
                Row::words(serves(context, document), Tone::Dim),
            ];
        }
        let count = self.documents.len().to_string();
        let names = self.documents.iter().take(NAMED);
        let mut names: Vec<&str> = names.map(|document| lang.of(&document.document)).collect();
        if self.documents.len() > NAMED {
            names.push("…");
        }
        vec![
            Row::heading(fill(lang, "documents.edit_several", &[("count", &count)])),
            Row::words(names.join(tr(lang, "model.list_comma")), Tone::Plain),
            Row::words(tr(lang, "documents.edit_several_about"), Tone::Dim),
        ]
    }
}

fn unchanged(lang: Lang) -> Vec<Act> {
    let words = tr(lang, "documents.unchanged").to_owned();
    vec![Act::Say(Notice::Done(words)), Act::Pop]
}
