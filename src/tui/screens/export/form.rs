//! The form for what is to be written.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::field::Field;
use super::form_words::{language_name, unanswered};
use super::more::More;
use super::paths::{moved, output_path, plain, proposed, proposed_redacted, with_ending_of};
use super::what::What;
use crate::engagement::request::{ExportRequest, IdentityRef, ReportRequest, Request};
use crate::lang::{Lang, tr};
use crate::model::reporting::{Detail, Languages, ReportOptions};
use crate::tui::app::{Context, Workbook};
use crate::tui::theme::Tone;
use crate::tui::widgets::form::{Entry, Row, neighbour};
use crate::tui::widgets::secret_field::SecretField;
use crate::tui::widgets::text_field::TextField;

/// How much a report holds, in the order it is offered.
const DETAILS: [(Detail, &str); 3] = [
    (Detail::Full, "attach.detail_full"),
    (Detail::Management, "attach.detail_management"),
    (Detail::WorkingPapers, "attach.detail_working_papers"),
];

/// The form for the report.
#[derive(Debug)]
pub struct ReportForm {
    /// What has the focus.
    pub focus: Field,
    /// What is written.
    pub what: What,
    /// Its file.
    pub output: TextField,
    languages: Languages,
    /// How much it holds.
    pub detail: Detail,
    /// The choices seldom made.
    pub more: More,
    /// Whether the official text is printed; offered while it is shown.
    official: Option<bool>,
    /// Signed, not a draft.
    pub signed: bool,
    /// The file of the identity.
    pub identity: TextField,
    /// Its passphrase.
    pub passphrase: SecretField,
    /// Output and identity as they were proposed or last used.
    settled: (String, String),
    /// The proposed file of each thing that can be written.
    proposed: [String; What::ALL.len()],
    /// The proposed file of a redacted report: without the organisation's name.
    proposed_redacted: String,
}

impl ReportForm {
    /// The form with its proposals for something to write.
    pub fn new(context: &Context<'_>, what: What) -> Self {
        let all = What::ALL.map(|what| {
            let workbook = context.workbook;
            workbook.map_or(String::new(), |workbook| proposed(workbook, context.lang, what))
        });
        let first = proposal(&all, what).to_owned();
        Self {
            focus: Field::Output,
            what,
            output: TextField::single_line(&first),
            languages: Languages::One(context.lang),
            detail: Detail::default(),
            more: More::new(context.workbook),
            official: context
                .workbook
                .and_then(|workbook| workbook.official.as_ref())
                .map(|_| false),
            signed: false,
            identity: TextField::single_line(""),
            passphrase: SecretField::default(),
            settled: (first, String::new()),
            proposed: all,
            proposed_redacted: context.workbook.map_or(String::new(), |workbook| {
                proposed_redacted(workbook, context.lang)
            }),
        }
    }

    fn fields(&self) -> Vec<Field> {
        let mut fields = vec![Field::What, Field::Output, Field::Lang];
        if self.is_report() {
            fields.push(Field::Detail);
            if self.offers_official() {
                fields.push(Field::Official);
            }
            fields.push(Field::Signing);
        }
        if self.is_report() && self.signed {
            fields.extend([Field::Identity, Field::Passphrase, Field::NewIdentity]);
        }
        if self.is_report() {
            fields.extend(self.more.fields());
        }
        fields.push(Field::Write);
        fields
    }

    /// The official text goes into the working papers, so it takes an edition that has them.
    fn offers_official(&self) -> bool {
        self.official.is_some() && self.detail != Detail::Management
    }

    /// Moves the focus.
    pub fn move_focus(&mut self, by: isize, round: bool) {
        self.focus = neighbour(&self.fields(), &self.focus, by, round).unwrap_or(self.focus);
    }

    /// The previous or next choice of a row that offers one.
    pub fn choose(&mut self, by: isize) {
        match self.focus {
            Field::What => self.choose_what(by),
            Field::Lang => {
                let chosen = neighbour(self.offered_languages(), &self.languages, by, false);
                self.languages = chosen.unwrap_or(self.languages);
            }
            Field::Detail => {
                let details = DETAILS.map(|(detail, _)| detail);
                self.detail = neighbour(&details, &self.detail, by, false).unwrap_or(self.detail);
            }
            Field::Official => self.official = Some(by > 0),
            Field::Signing => self.signed = by > 0,
            Field::Redaction => self.choose_redaction(by),
            field => self.more.choose(field, by),
        }
    }

    fn is_report(&self) -> bool {
        self.what == What::Report
    }

    /// Both languages side by side are for reports.
    fn offered_languages(&self) -> &'static [Languages] {
        match self.is_report() {
            true => &Languages::ALL,
            false => &[Languages::One(Lang::ZhTw), Languages::One(Lang::En)],
        }
    }

    /// A redacted copy is proposed under a name that does not tell whose it is.
    fn choose_redaction(&mut self, by: isize) {
        let untouched = self.output.text() == self.proposal(self.what);
        self.more.choose(Field::Redaction, by);
        if untouched {
            let output = self.proposal(self.what).to_owned();
            self.settled.0.clone_from(&output);
            self.output.set_text(&output);
        }
    }

    /// The proposed file of something to write.
    fn proposal(&self, what: What) -> &str {
        match what == What::Report && self.more.redacted {
            true => &self.proposed_redacted,
            false => proposal(&self.proposed, what),
        }
    }

    /// Something else to write: under the name proposed for it unless another was typed.
    fn choose_what(&mut self, by: isize) {
        let before = self.what;
        self.what = neighbour(&What::ALL, &before, by, false).unwrap_or(before);
        if !self.is_report() {
            self.languages = Languages::One(self.languages.first());
        }
        let typed = self.output.text();
        let untouched = typed == self.proposal(before);
        let output = match untouched {
            true => self.proposal(self.what).to_owned(),
            false => with_ending_of(typed, before, self.what),
        };
        if untouched || typed == self.settled.0 {
            self.settled.0.clone_from(&output);
        }
        self.output.set_text(&output);
    }

    /// Whether something was typed that would be lost.
    pub fn is_changed(&self) -> bool {
        let typed = (self.output.text(), self.identity.text());
        typed != (self.settled.0.as_str(), self.settled.1.as_str())
            || !self.passphrase.is_empty()
            || self.more.is_changed()
    }

    /// Takes a new identity with its passphrase.
    pub fn take_identity(&mut self, path: &Path, passphrase: &SecretField) {
        self.identity.set_text(&path.display().to_string());
        self.passphrase.copy_from(passphrase);
        self.settled.1 = self.identity.text().to_owned();
        self.signed = true;
        self.focus = Field::Write;
    }

    /// The report goes to another folder.
    pub fn move_output_to(&mut self, folder: &Path) {
        let output = moved(self.output.text(), folder, self.proposal(self.what));
        self.output.set_text(&output);
    }

    /// After the report was written: the passphrase is forgotten.
    pub fn written(&mut self) {
        self.passphrase.clear();
        self.settled = (self.output.text().to_owned(), self.identity.text().to_owned());
        self.more.written();
    }

    /// The request, or what is still wrong: the row and the id of the words.
    pub fn request(&self) -> Result<Request, (Field, &'static str)> {
        let output = self.file().ok_or((Field::Output, "attach.output_missing"))?;
        if let What::Export(kind) = self.what {
            return Ok(Request::Export(ExportRequest {
                kind,
                output,
                lang: self.languages.first(),
                time: None,
            }));
        }
        let identity = if self.signed {
            let path = plain(self.identity.text());
            if path.is_empty() {
                return Err((Field::Identity, "attach.identity_missing"));
            }
            Some(IdentityRef {
                path: path.into(),
                passphrase: self.passphrase.secret(),
            })
        } else {
            None
        };
        let options = self.more.applied_to(ReportOptions {
            languages: self.languages,
            detail: self.detail,
            ..ReportOptions::default()
        });
        if options.sections.as_ref().is_some_and(BTreeSet::is_empty) {
            return Err((Field::Parts, "options.parts_none"));
        }
        if let Some(conflict) = self.more.beside.conflict(self.more.redacted) {
            return Err(conflict);
        }
        Ok(Request::Report(self.more.beside.applied_to(ReportRequest {
            expected: Vec::new(),
            output,
            options,
            official: self.offers_official() && self.official == Some(true),
            system_fonts: false,
            attach: false,
            previous: None,
            time: None,
            identity,
        })))
    }

    /// The file that will be written.
    pub fn file(&self) -> Option<PathBuf> {
        output_path(self.output.text(), self.what)
    }

    /// The rows to draw; `idle` while nothing is being written.
    pub fn rows(&self, lang: Lang, workbook: &Workbook, idle: bool) -> Vec<Row<'_>> {
        let row = |field, label, entry| Row::new(label, entry, idle && self.focus == field);
        let mut rows = vec![Row::heading(tr(lang, "attach.export_heading"))];
        rows.extend(unanswered(lang, workbook));
        rows.push(row(
            Field::What,
            tr(lang, "sheet.what"),
            Entry::Choice {
                options: What::ALL.iter().map(|what| tr(lang, what.label())).collect(),
                chosen: What::ALL.iter().position(|what| *what == self.what).unwrap_or(0),
            },
        ));
        rows.push(row(
            Field::Output,
            tr(
                lang,
                if self.is_report() {
                    "attach.output"
                } else {
                    "sheet.output"
                },
            ),
            Entry::Text(&self.output, tr(lang, "attach.hint_output")),
        ));
        rows.push(row(
            Field::Lang,
            tr(lang, "attach.language"),
            Entry::Choice {
                options: self
                    .offered_languages()
                    .iter()
                    .map(|languages| tr(lang, language_name(*languages)))
                    .collect(),
                chosen: self
                    .offered_languages()
                    .iter()
                    .position(|known| *known == self.languages)
                    .unwrap_or(0),
            },
        ));
        if self.is_report() {
            rows.extend(self.report_rows(lang, idle));
            rows.extend(self.more.rows(lang, self.detail, idle.then_some(self.focus)));
        }
        let write = match (idle, self.what) {
            (false, _) => "attach.writing",
            (true, What::Report) => "attach.write",
            (true, What::Export(_)) => "sheet.write",
        };
        rows.push(row(Field::Write, "", Entry::Button(tr(lang, write))));
        let about = match self.what {
            What::Report if self.signed => "attach.signed_means",
            what => what.about(),
        };
        rows.push(Row::words(tr(lang, about), Tone::Dim));
        rows
    }

    /// The rows that only a report has.
    fn report_rows(&self, lang: Lang, idle: bool) -> Vec<Row<'_>> {
        let row = |field, label, entry| Row::new(label, entry, idle && self.focus == field);
        let mut rows = Vec::new();
        rows.push(row(
            Field::Detail,
            tr(lang, "attach.detail"),
            Entry::Choice {
                options: DETAILS.iter().map(|(_, words)| tr(lang, words)).collect(),
                chosen: DETAILS
                    .iter()
                    .position(|(detail, _)| *detail == self.detail)
                    .unwrap_or(0),
            },
        ));
        if self.offers_official() {
            rows.push(row(
                Field::Official,
                tr(lang, "source.mark"),
                Entry::Choice {
                    options: vec![tr(lang, "source.export_without"), tr(lang, "source.export_with")],
                    chosen: usize::from(self.official == Some(true)),
                },
            ));
        }
        rows.push(row(
            Field::Signing,
            tr(lang, "attach.signing"),
            Entry::Choice {
                options: vec![
                    tr(lang, "attach.signing_draft"),
                    tr(lang, "attach.signing_signed"),
                ],
                chosen: usize::from(self.signed),
            },
        ));
        if self.signed {
            rows.push(row(
                Field::Identity,
                tr(lang, "attach.identity"),
                Entry::Text(&self.identity, tr(lang, "attach.hint_identity")),
            ));
            rows.push(row(
                Field::Passphrase,
                tr(lang, "attach.passphrase"),
                Entry::Secret(&self.passphrase),
            ));
            rows.push(row(
                Field::NewIdentity,
                "",
                Entry::Button(tr(lang, "attach.identity_new")),
            ));
        }
        rows
    }
}

/// The proposed file of something to write.
fn proposal(proposed: &[String; What::ALL.len()], what: What) -> &str {
    let at = What::ALL.iter().position(|known| *known == what);
    at.and_then(|at| proposed.get(at)).map_or("", String::as_str)
}
