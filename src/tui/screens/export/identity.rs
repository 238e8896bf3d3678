//! The form that makes a new signing identity.

use std::path::PathBuf;

use super::paths::{identity_path, proposed_identity, proposed_name};
use crate::engagement::request::Request;
use crate::lang::{Lang, tr};
use crate::tui::app::Context;
use crate::tui::theme::Tone;
use crate::tui::widgets::form::{Entry, Row};
use crate::tui::widgets::secret_field::SecretField;
use crate::tui::widgets::text_field::TextField;

/// What has the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The name in the signature.
    Name,
    /// The file.
    Path,
    /// The passphrase.
    Passphrase,
    /// The passphrase again.
    Again,
    /// Make it.
    Make,
}

/// The rows in their order.
pub const FIELDS: [Field; 5] = [
    Field::Name,
    Field::Path,
    Field::Passphrase,
    Field::Again,
    Field::Make,
];

/// The form for a new identity.
#[derive(Debug)]
pub struct IdentityForm {
    /// What has the focus.
    pub focus: Field,
    /// The name in the signature.
    pub name: TextField,
    /// The file.
    pub path: TextField,
    /// The passphrase.
    pub passphrase: SecretField,
    /// The passphrase again.
    pub again: SecretField,
    /// The request is under way.
    pub making: bool,
}

impl IdentityForm {
    /// A form with a proposed name and file.
    pub fn new(context: &Context<'_>) -> Self {
        let author = context.home.map(|home| home.author.as_str());
        let workbook = context.workbook;
        let name = workbook.map(|workbook| proposed_name(workbook, author, context.lang));
        let path = workbook.map(|workbook| proposed_identity(workbook, context.lang));
        Self {
            focus: Field::Name,
            name: TextField::single_line(&name.unwrap_or_default()),
            path: TextField::single_line(&path.unwrap_or_default()),
            passphrase: SecretField::default(),
            again: SecretField::default(),
            making: false,
        }
    }

    /// Whether a passphrase was typed.
    pub fn is_started(&self) -> bool {
        !self.passphrase.is_empty() || !self.again.is_empty()
    }

    /// The file that will be made.
    pub fn file(&self) -> Option<PathBuf> {
        identity_path(self.path.text())
    }

    /// The request, or what is still wrong: the row and the id of the words.
    pub fn request(&self) -> Result<Request, (Field, &'static str)> {
        let name = self.name.text().trim().to_owned();
        if name.is_empty() {
            return Err((Field::Name, "attach.identity_name_missing"));
        }
        let path = self.file().ok_or((Field::Path, "attach.identity_path_missing"))?;
        if self.passphrase.is_empty() {
            return Err((Field::Passphrase, "attach.passphrase_missing"));
        }
        if !self.passphrase.equals(&self.again) {
            return Err((Field::Again, "attach.passphrase_differs"));
        }
        Ok(Request::CreateIdentity {
            name,
            path,
            passphrase: self.passphrase.secret(),
        })
    }

    /// The rows to draw.
    pub fn rows(&self, lang: Lang) -> Vec<Row<'_>> {
        let row = |field, label, entry| Row::new(tr(lang, label), entry, self.focus == field);
        let make = if self.making {
            "attach.identity_making"
        } else {
            "attach.identity_make"
        };
        vec![
            Row::heading(tr(lang, "attach.identity_heading")),
            Row::words(tr(lang, "attach.identity_about"), Tone::Dim),
            row(
                Field::Name,
                "attach.identity_name",
                Entry::Text(&self.name, tr(lang, "attach.hint_identity_name")),
            ),
            row(
                Field::Path,
                "attach.identity_path",
                Entry::Text(&self.path, tr(lang, "attach.hint_identity_path")),
            ),
            row(
                Field::Passphrase,
                "attach.passphrase",
                Entry::Secret(&self.passphrase),
            ),
            row(
                Field::Again,
                "attach.passphrase_again",
                Entry::Secret(&self.again),
            ),
            Row::new("", Entry::Button(tr(lang, make)), self.focus == Field::Make),
            Row::words(tr(lang, "attach.identity_keep"), Tone::Dim),
        ]
    }
}
