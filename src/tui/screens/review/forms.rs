//! What is filled in on the review screen: the note of a return and the sign-off.

use super::ReviewScreen;
use crate::engagement::request::SignOffDraft;
use crate::lang::{Lang, fill, role_name, tr};
use crate::model::signing::Role;
use crate::tui::app::{Context, Workbook};
use crate::tui::screens::Texts;
use crate::tui::theme::Tone;
use crate::tui::widgets::form::{Entry, Row, neighbour};
use crate::tui::widgets::text_field::TextField;

/// A row of the sign-off form that can have the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Role,
    Name,
    Title,
    Note,
    Button,
}

const FIELDS: [Field; 5] = [Field::Role, Field::Name, Field::Title, Field::Note, Field::Button];

/// The sign-off being filled in.
#[derive(Debug)]
pub(super) struct SignOffForm {
    pub focus: Field,
    role: Role,
    name: TextField,
    title: TextField,
    note: TextField,
}

impl Default for SignOffForm {
    fn default() -> Self {
        Self {
            focus: Field::Role,
            role: Role::Preparer,
            name: TextField::single_line(""),
            title: TextField::single_line(""),
            note: TextField::single_line(""),
        }
    }
}

impl ReviewScreen {
    /// Shows the note of a return and the fields of the sign-off.
    pub fn texts(&mut self, lang: Lang, texts: &mut Texts) {
        let dirty = !self.note.is_empty();
        texts.field(
            "review/note",
            tr(lang, "review.key_return"),
            &mut self.note,
            dirty,
        );
        self.form.texts(lang, texts);
    }
}

impl SignOffForm {
    /// Whether something was typed into it.
    pub fn is_begun(&self) -> bool {
        [&self.name, &self.title, &self.note]
            .iter()
            .any(|field| !field.is_empty())
    }

    /// The field that takes text, if the focus is on one.
    pub fn text_field(&mut self) -> Option<&mut TextField> {
        match self.focus {
            Field::Name => Some(&mut self.name),
            Field::Title => Some(&mut self.title),
            Field::Note => Some(&mut self.note),
            Field::Role | Field::Button => None,
        }
    }

    /// Shows its fields.
    pub fn texts(&mut self, lang: Lang, texts: &mut Texts) {
        let fields = [
            (&mut self.name, "review.form_name"),
            (&mut self.title, "review.form_title_label"),
            (&mut self.note, "review.form_note"),
        ];
        for (field, label) in fields {
            let dirty = !field.is_empty();
            texts.field(&format!("review/{label}"), tr(lang, label), field, dirty);
        }
    }

    /// Moves the focus; Tab goes round, arrows stay at the ends.
    pub fn move_focus(&mut self, by: isize, round: bool) {
        self.focus = neighbour(&FIELDS, &self.focus, by, round).unwrap_or(self.focus);
    }

    /// Chooses the next or the previous role.
    pub fn choose(&mut self, by: isize) {
        if self.focus == Field::Role {
            self.role = neighbour(&Role::ALL, &self.role, by, false).unwrap_or(self.role);
        }
    }

    /// What it asks for.
    pub fn draft(&self) -> SignOffDraft {
        SignOffDraft {
            role: self.role,
            by: self.name.text().trim().to_owned(),
            title: self.title.text().to_owned(),
            note: self.note.text().to_owned(),
        }
    }

    /// Its rows.
    pub fn rows<'a>(&'a self, context: &Context<'_>, workbook: &Workbook) -> Vec<Row<'a>> {
        let lang = context.lang;
        let counts = &workbook.score.all;
        let says = fill(
            lang,
            "review.form_says",
            &[
                ("answered", &counts.answered().to_string()),
                ("total", &counts.total().to_string()),
            ],
        );
        let row = |label, entry, field| Row::new(tr(lang, label), entry, self.focus == field);
        let chosen = Role::ALL.iter().position(|role| *role == self.role).unwrap_or(0);
        let roles = Entry::Choice {
            options: Role::ALL.map(|role| role_name(role, lang)).to_vec(),
            chosen,
        };
        let hint = tr(lang, "review.form_name_hint");
        vec![
            Row::heading(tr(lang, "review.form_title")),
            Row::words(says, Tone::Plain),
            Row::words(tr(lang, "review.form_no_proof"), Tone::Dim),
            Row::words("", Tone::Plain),
            row("review.form_role", roles, Field::Role),
            row("review.form_name", Entry::Text(&self.name, hint), Field::Name),
            row(
                "review.form_title_label",
                Entry::Text(&self.title, ""),
                Field::Title,
            ),
            row("review.form_note", Entry::Text(&self.note, ""), Field::Note),
            Row::new(
                "",
                Entry::Button(tr(lang, "review.form_button")),
                self.focus == Field::Button,
            ),
        ]
    }
}
