//! What came of writing the report.

use super::glyph_names;
use super::paths::verify_command;
use crate::engagement::request::ReportDone;
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
    /// Close the screen.
    Finish,
    /// Back to the form.
    Again,
}

/// A written report with the row that has the focus.
#[derive(Debug)]
pub struct ResultView {
    done: ReportDone,
    /// Whether the register of exports holds it.
    recorded: bool,
    /// What has the focus.
    pub focus: Field,
}

impl ResultView {
    /// The result, with the row that closes the screen in focus.
    pub fn new(done: ReportDone, recorded: bool) -> Self {
        Self {
            done,
            recorded,
            focus: Field::Finish,
        }
    }

    fn fields(&self) -> Vec<Field> {
        let mut fields = vec![Field::File, Field::Digest];
        if self.done.signed_as.is_some() {
            fields.push(Field::Verify);
        }
        fields.extend([Field::Finish, Field::Again]);
        fields
    }

    /// Moves the focus.
    pub fn move_focus(&mut self, by: isize, round: bool) {
        self.focus = neighbour(&self.fields(), &self.focus, by, round).unwrap_or(self.focus);
    }

    /// What Enter copies here, if it copies.
    pub fn to_copy(&self) -> Option<String> {
        match self.focus {
            Field::File => Some(self.done.path.display().to_string()),
            Field::Digest => Some(self.done.sha256.clone()),
            Field::Verify => Some(verify_command(&self.done.path)),
            Field::Finish | Field::Again => None,
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
        let signed = match done.signed_as {
            Some(role) => fill(lang, "attach.signed_as", &[("role", role_name(role, lang))]),
            None => tr(lang, "attach.is_draft").to_owned(),
        };
        let pages = fill(lang, "attach.pages", &[("count", &done.pages.to_string())]);
        let file = done.path.display().to_string();
        let mut rows = vec![
            Row::heading(tr(lang, "attach.written")),
            words("attach.result_file", file, Tone::Plain, on(Field::File)),
            words("attach.result_extent", pages, Tone::Plain, false),
            words("attach.result_signature", signed, Tone::Plain, false),
            words(
                "attach.result_digest",
                done.sha256.clone(),
                Tone::Plain,
                on(Field::Digest),
            ),
        ];
        if !done.missing_glyphs.is_empty() {
            let missing = fill(
                lang,
                "attach.missing_glyphs",
                &[
                    ("count", &done.missing_glyphs.len().to_string()),
                    ("glyphs", &glyph_names(&done.missing_glyphs)),
                ],
            );
            rows.push(words("attach.result_missing", missing, Tone::Warning, false));
        }
        if done.signed_as.is_some() {
            rows.push(words(
                "attach.result_verify",
                verify_command(&done.path),
                Tone::Plain,
                on(Field::Verify),
            ));
        }
        if !self.recorded {
            rows.push(Row::words(tr(lang, "attach.not_recorded"), Tone::Warning));
        }
        rows.push(button(Field::Finish, "attach.finish"));
        rows.push(button(Field::Again, "attach.again"));
        rows
    }
}
