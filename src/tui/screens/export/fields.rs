//! Where what is typed goes.

use super::field::Field;
use super::identity::Field as IdentityField;
use super::{ExportScreen, Stage};
use crate::tui::completing::PathField;
use crate::tui::widgets::secret_field::SecretField;
use crate::tui::widgets::text_field::TextField;

impl ExportScreen {
    /// The field with the focus, if words are typed there.
    pub(super) fn text_field(&mut self) -> Option<&mut TextField> {
        match (&self.stage, self.form.focus, self.maker.focus) {
            (Stage::Form, Field::Output, _) => Some(&mut self.form.output),
            (Stage::Form, Field::Identity, _) => Some(&mut self.form.identity),
            (Stage::Form, Field::Number, _) => Some(&mut self.form.more.number),
            (Stage::Form, Field::Confidentiality, _) => Some(&mut self.form.more.confidentiality),
            (Stage::Form, field, _) => self.form.more.beside.text_field(field),
            (Stage::NewIdentity, _, IdentityField::Name) => Some(&mut self.maker.name),
            (Stage::NewIdentity, _, IdentityField::Path) => Some(&mut self.maker.path),
            _ => None,
        }
    }

    /// The field with the focus, if a path is typed there.
    pub fn path_field(&mut self) -> Option<PathField<'_>> {
        let is_path = match self.stage {
            Stage::Form => matches!(self.form.focus, Field::Output | Field::Identity),
            Stage::NewIdentity => self.maker.focus == IdentityField::Path,
            _ => false,
        };
        let field = self.text_field().filter(|_| is_path)?;
        Some(PathField {
            field,
            only_folders: false,
            base: None,
        })
    }

    /// The field with the focus, if a passphrase is typed there.
    pub(super) fn secret_field(&mut self) -> Option<&mut SecretField> {
        match (&self.stage, self.form.focus, self.maker.focus) {
            (Stage::Form, Field::Passphrase, _) => Some(&mut self.form.passphrase),
            (Stage::NewIdentity, _, IdentityField::Passphrase) => Some(&mut self.maker.passphrase),
            (Stage::NewIdentity, _, IdentityField::Again) => Some(&mut self.maker.again),
            _ => None,
        }
    }
}
