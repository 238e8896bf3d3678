//! What came of writing a report or an export.

use std::path::{Path, PathBuf};

use super::acts::glyph_names;
use super::paths::{listed_folder, verify_command};
use crate::engagement::request::{ExportDone, ReportDone};
use crate::lang::{Lang, fill, role_name, tr};
use crate::tui::theme::Tone;
use crate::tui::widgets::form::{Entry, Row, neighbour};

/// What has the focus. Enter on the first three copies what stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The report's file.
    File,
    /// Its SHA-256.
    Digest,
    /// How its signature is verified.
    Verify,
    /// Open the file.
    OpenFile,
    /// Open the folder it lies in.
    OpenFolder,
    /// Close the screen.
    Finish,
    /// Back to the form.
    Again,
}

/// What was written.
#[derive(Debug)]
pub enum Done {
    /// The report.
    Report(ReportDone),
    /// Something else.
    Export(ExportDone),
}

impl From<ReportDone> for Done {
    fn from(done: ReportDone) -> Self {
        Done::Report(done)
    }
}

impl From<ExportDone> for Done {
    fn from(done: ExportDone) -> Self {
        Done::Export(done)
    }
}

impl Done {
    fn path(&self) -> &Path {
        match self {
            Done::Report(done) => &done.path,
            Done::Export(done) => &done.path,
        }
    }

    fn sha256(&self) -> &str {
        match self {
            Done::Report(done) => &done.sha256,
            Done::Export(done) => &done.sha256,
        }
    }

    fn missing_glyphs(&self) -> &[char] {
        match self {
            Done::Report(done) => &done.missing_glyphs,
            Done::Export(done) => &done.missing_glyphs,
        }
    }

    fn is_signed(&self) -> bool {
        matches!(self, Done::Report(done) if done.signed_as.is_some())
    }
}

/// A written file with the row that has the focus.
#[derive(Debug)]
pub struct ResultView {
    done: Done,
    /// Whether the register of exports holds it.
    recorded: bool,
    /// What has the focus.
    pub focus: Field,
}

impl ResultView {
    /// The result, with the row that closes the screen in focus.
    pub fn new(done: Done, recorded: bool) -> Self {
        Self {
            done,
            recorded,
            focus: Field::Finish,
        }
    }

    /// The file that was written.
    pub fn path(&self) -> &Path {
        self.done.path()
    }

    /// Whether it is a signed report, which can be verified.
    pub fn is_signed(&self) -> bool {
        self.done.is_signed()
    }

    fn fields(&self) -> Vec<Field> {
        let mut fields = vec![Field::File, Field::Digest];
        if self.done.is_signed() {
            fields.push(Field::Verify);
        }
        fields.extend([Field::OpenFile, Field::OpenFolder, Field::Finish, Field::Again]);
        fields
    }

    /// Moves the focus.
    pub fn move_focus(&mut self, by: isize, round: bool) {
        self.focus = neighbour(&self.fields(), &self.focus, by, round).unwrap_or(self.focus);
    }

    /// What Enter copies here, if it copies.
    pub fn to_copy(&self) -> Option<String> {
        match self.focus {
            Field::File => Some(self.done.path().display().to_string()),
            Field::Digest => Some(self.done.sha256().to_owned()),
            Field::Verify => Some(verify_command(self.done.path())),
            Field::OpenFile | Field::OpenFolder | Field::Finish | Field::Again => None,
        }
    }

    /// What Enter opens here, if it opens something.
    pub fn to_open(&self) -> Option<PathBuf> {
        match self.focus {
            Field::OpenFile => Some(self.done.path().to_owned()),
            Field::OpenFolder => Some(listed_folder(self.done.path())),
            _ => None,
        }
    }

    /// The rows to draw.
    pub fn rows(&self, lang: Lang) -> Vec<Row<'_>> {
        let done = &self.done;
        let words = |label, words: String, tone, focused| {
            Row::new(tr(lang, label), Entry::Words(words, tone), focused)
        };
        let on = |field| self.focus == field;
        let button = |field, words| Row::new("", Entry::Button(tr(lang, words)), on(field));
        let file = done.path().display().to_string();
        let written = match done {
            Done::Report(_) => "attach.written",
            Done::Export(_) => "sheet.written",
        };
        let mut rows = vec![
            Row::heading(tr(lang, written)),
            words("attach.result_file", file, Tone::Plain, on(Field::File)),
        ];
        rows.extend(self.extent(lang));
        rows.push(words(
            "attach.result_digest",
            done.sha256().to_owned(),
            Tone::Plain,
            on(Field::Digest),
        ));
        if !done.missing_glyphs().is_empty() {
            let missing = fill(
                lang,
                "attach.missing_glyphs",
                &[
                    ("count", &done.missing_glyphs().len().to_string()),
                    ("glyphs", &glyph_names(done.missing_glyphs())),
                ],
            );
            rows.push(words("attach.result_missing", missing, Tone::Warning, false).fixed());
        }
        if done.is_signed() {
            rows.push(words(
                "attach.result_verify",
                verify_command(done.path()),
                Tone::Plain,
                on(Field::Verify),
            ));
        }
        if !self.recorded {
            rows.push(Row::words(tr(lang, "attach.not_recorded"), Tone::Warning));
        }
        rows.push(button(Field::OpenFile, "exporting.open_file"));
        rows.push(button(Field::OpenFolder, "exporting.open_folder"));
        rows.push(button(Field::Finish, "attach.finish"));
        rows.push(button(Field::Again, "attach.again"));
        rows
    }

    /// How much was written, and what is to be known of it.
    fn extent(&self, lang: Lang) -> Vec<Row<'_>> {
        let words =
            |label, words: String| Row::new(tr(lang, label), Entry::Words(words, Tone::Plain), false).fixed();
        match &self.done {
            Done::Report(done) => {
                let signed = match done.signed_as {
                    Some(role) => fill(lang, "attach.signed_as", &[("role", role_name(role, lang))]),
                    None => tr(lang, "attach.is_draft").to_owned(),
                };
                let pages = fill(lang, "attach.pages", &[("count", &done.pages.to_string())]);
                vec![
                    words("attach.result_extent", pages),
                    words("attach.result_signature", signed),
                ]
            }
            Done::Export(done) => {
                let mut rows = vec![words("sheet.result_rows", done.rows.to_string())];
                if done.continued > 0 {
                    let count = done.continued.to_string();
                    let said = fill(lang, "cli.export_continued", &[("count", &count)]);
                    rows.push(Row::words(said, Tone::Warning));
                }
                rows
            }
        }
    }
}
