//! Choosing files and folders for the rows of the form.

use std::path::Path;

use super::acts::pick_folder;
use super::beside::{CERTIFICATES, WORKBOOKS};
use super::field::Field;
use super::{ExportScreen, Stage, paths};
use crate::tui::app::{Act, Workbook};
use crate::tui::overlays::{Overlay, Picker};

impl ExportScreen {
    /// Asks for the file or folder of the row with the focus; of a row that has none, for the folder
    /// to write into.
    pub(super) fn browse(&mut self, workbook: &Workbook) -> Vec<Act> {
        let form = &mut self.form;
        if form.signed && form.focus == Field::Passphrase {
            form.focus = Field::Identity;
        }
        let (endings, typed): (&[&str], String) = match form.focus {
            Field::Identity => (&[".p12", ".pfx"], form.identity.text().to_owned()),
            Field::Previous => (&WORKBOOKS, self.typed_beside()),
            Field::Reviewer | Field::Approver => (&CERTIFICATES, self.typed_beside()),
            _ => {
                form.focus = Field::Output;
                return pick_folder(paths::folder_of(form.output.text(), workbook));
            }
        };
        vec![
            Act::overlay(Overlay::Picker(Picker::files(endings))),
            Picker::first_request(Some(paths::folder_of(&typed, workbook))),
        ]
    }

    fn typed_beside(&mut self) -> String {
        let field = self.form.more.beside.text_field(self.form.focus);
        field.map_or(String::new(), |field| field.text().to_owned())
    }

    /// Takes the file or folder chosen in the picker.
    pub fn chosen(&mut self, path: &Path) {
        if matches!(self.stage, Stage::NewIdentity) {
            let moved = paths::moved(self.maker.path.text(), path, "");
            self.maker.path.set_text(&moved);
            return;
        }
        let shown = path.display().to_string();
        match self.form.focus {
            Field::Identity => {
                self.form.identity.set_text(&shown);
                self.form.focus = Field::Passphrase;
            }
            field => match self.form.more.beside.text_field(field) {
                Some(field) => field.set_text(&shown),
                None => self.form.move_output_to(path),
            },
        }
    }
}
