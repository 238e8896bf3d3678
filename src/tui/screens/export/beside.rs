//! What a report takes from beside the workbook: the year before, who is to sign, fonts of the
//! machine; and whether the workbook goes along in the file.

use std::path::PathBuf;

use super::field::Field;
use super::paths::plain;
use crate::engagement::request::ReportRequest;
use crate::lang::{Lang, tr};
use crate::model::signing::Role;
use crate::tui::app::Workbook;
use crate::tui::theme::Tone;
use crate::tui::widgets::form::{Entry, Row};
use crate::tui::widgets::text_field::TextField;

/// Endings of certificates as the picker offers them.
pub const CERTIFICATES: [&str; 4] = [".pem", ".crt", ".cer", ".der"];
/// Ending of workbooks as the picker offers them.
pub const WORKBOOKS: [&str; 1] = [".zicha"];

/// The rows, in their order.
pub const FIELDS: [Field; 5] = [
    Field::Previous,
    Field::Reviewer,
    Field::Approver,
    Field::Attach,
    Field::SystemFonts,
];

/// The choices.
#[derive(Debug)]
pub struct Beside {
    previous: TextField,
    reviewer: TextField,
    approver: TextField,
    attach: bool,
    system_fonts: bool,
    /// The paths as they were last used.
    settled: [String; 3],
}

impl Beside {
    /// Nothing chosen but the year before, where the workbook was compared with it.
    pub fn new(workbook: Option<&Workbook>) -> Self {
        let empty = || TextField::single_line("");
        let previous = workbook.and_then(|workbook| workbook.previous_path.as_deref());
        let previous = previous
            .map(|path| path.display().to_string())
            .unwrap_or_default();
        Self {
            previous: TextField::single_line(&previous),
            reviewer: empty(),
            approver: empty(),
            attach: false,
            system_fonts: false,
            settled: [previous, String::new(), String::new()],
        }
    }

    /// The field for a path, if the row has one.
    pub fn text_field(&mut self, field: Field) -> Option<&mut TextField> {
        match field {
            Field::Previous => Some(&mut self.previous),
            Field::Reviewer => Some(&mut self.reviewer),
            Field::Approver => Some(&mut self.approver),
            _ => None,
        }
    }

    /// The previous or next choice of a row.
    pub fn choose(&mut self, field: Field, by: isize) {
        match field {
            Field::Attach => self.attach = by > 0,
            Field::SystemFonts => self.system_fonts = by > 0,
            _ => {}
        }
    }

    fn typed(&self) -> [&str; 3] {
        [&self.previous, &self.reviewer, &self.approver].map(TextField::text)
    }

    /// Whether something was typed that would be lost.
    pub fn is_changed(&self) -> bool {
        self.typed() != self.settled.each_ref().map(String::as_str)
    }

    /// After the report was written.
    pub fn written(&mut self) {
        self.settled = self.typed().map(str::to_owned);
    }

    /// What was chosen, with the ids of the names of the rows.
    pub fn chosen(&self) -> [(bool, &'static str); 4] {
        let [previous, reviewer, approver] = self.typed().map(|typed| !plain(typed).is_empty());
        [
            (previous, "exporting.previous"),
            (reviewer || approver, "exporting.expected"),
            (self.attach, "exporting.attach"),
            (self.system_fonts, "exporting.system_fonts"),
        ]
    }

    /// What cannot be chosen together: the row to go to and the id of the words.
    pub fn conflict(&self, redacted: bool) -> Option<(Field, &'static str)> {
        let [_, reviewer, approver] = self.typed().map(|typed| !plain(typed).is_empty());
        if self.attach && self.system_fonts {
            return Some((Field::SystemFonts, "exporting.attach_or_fonts"));
        }
        (redacted && (reviewer || approver)).then(|| {
            let field = if reviewer {
                Field::Reviewer
            } else {
                Field::Approver
            };
            (field, "exporting.redacted_or_expected")
        })
    }

    /// The request with these choices.
    pub fn applied_to(&self, request: ReportRequest) -> ReportRequest {
        let [previous, reviewer, approver] = self.typed().map(|typed| {
            let path = plain(typed);
            (!path.is_empty()).then(|| PathBuf::from(path))
        });
        let reviewer = reviewer.map(|path| (Role::Reviewer, path));
        let approver = approver.map(|path| (Role::Approver, path));
        ReportRequest {
            previous,
            expected: reviewer.into_iter().chain(approver).collect(),
            attach: self.attach,
            system_fonts: self.system_fonts,
            ..request
        }
    }

    /// The rows to draw; `focus` where one of them can have it. What a row means stands below it
    /// while it has the focus, what cannot go together always.
    pub fn rows(&self, lang: Lang, redacted: bool, focus: Option<Field>) -> Vec<Row<'_>> {
        let conflict = self.conflict(redacted);
        let choice = |yes: bool, words: [&'static str; 2]| Entry::Choice {
            options: words.map(|id| tr(lang, id)).to_vec(),
            chosen: usize::from(yes),
        };
        let path = |field| Entry::Text(field, tr(lang, "exporting.hint_file"));
        let attach = ["exporting.attach_no", "exporting.attach_yes"];
        let fonts = ["exporting.fonts_no", "exporting.fonts_yes"];
        let rows = [
            (
                Field::Previous,
                ["exporting.previous", "exporting.previous_means"],
                path(&self.previous),
            ),
            (
                Field::Reviewer,
                ["exporting.reviewer", "exporting.expected_means"],
                path(&self.reviewer),
            ),
            (
                Field::Approver,
                ["exporting.approver", "exporting.expected_means"],
                path(&self.approver),
            ),
            (
                Field::Attach,
                ["exporting.attach", "exporting.attach_means"],
                choice(self.attach, attach),
            ),
            (
                Field::SystemFonts,
                ["exporting.system_fonts", "exporting.fonts_mean"],
                choice(self.system_fonts, fonts),
            ),
        ];
        let mut shown = Vec::new();
        for (field, [label, meaning], entry) in rows {
            let focused = focus == Some(field);
            shown.push(Row::new(tr(lang, label), entry, focused));
            match conflict.filter(|(at, _)| *at == field) {
                Some((_, words)) => shown.push(Row::words(tr(lang, words), Tone::Warning)),
                None if focused => shown.push(Row::words(tr(lang, meaning), Tone::Dim)),
                None => {}
            }
        }
        shown
    }
}
