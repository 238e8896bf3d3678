//! Writing the report and the other exports, with a signature where one is wanted.

use std::path::PathBuf;

use super::dialogue::{Dialogue, Flow};
use super::form::{Entry, Question};
use super::menu::{Choice, Menu};
use crate::engagement::request::{
    ExportKind, ExportRequest, IdentityRef, Outcome, ReportDone, ReportRequest, Request, Secret,
};
use crate::lang::{Calendar, Lang, lookup, role_name, section_name};
use crate::model::reading::Reads;
use crate::model::reporting::{Detail, Languages, ReportOptions, Section};
use crate::text::file_name_part;

/// Longest part of a file name that is taken from the organisation's, in characters.
const MAX_NAME: usize = 60;
/// Editions with their words, in the order they are offered.
const DETAILS: [(Detail, &str); 3] = [
    (Detail::Full, "attach.detail_full"),
    (Detail::Management, "attach.detail_management"),
    (Detail::WorkingPapers, "attach.detail_working_papers"),
];
/// The other exports.
const KINDS: [ExportKind; 5] = [
    ExportKind::Sheets,
    ExportKind::ChecksCsv,
    ExportKind::DocumentsXlsx,
    ExportKind::DocumentsPdf,
    ExportKind::Workbook,
];

impl Dialogue<'_> {
    /// Chooses what is written.
    pub(super) fn export(&mut self) -> Flow<()> {
        self.each_time(|d| {
            let Some(book) = &d.book else {
                return Ok(false);
            };
            let all = book.score().all;
            let open = all.total() - all.answered();
            if open > 0 {
                let (open, total) = (open.to_string(), all.total().to_string());
                let words = d.fill("attach.unanswered", &[("count", &open), ("total", &total)]);
                d.say(words);
            }
            let mut menu =
                Menu::new(d.tr("attach.export_heading")).act("report", d.tr("plain.export_report"));
            for kind in KINDS {
                let label = lookup(d.lang, &format!("plain.export_{}", kind.id())).unwrap_or_default();
                menu = menu.act(kind.id(), label);
            }
            let menu = menu
                .about(vec![d.tr("plain.export_help")])
                .act("identity", d.tr("attach.identity_new"))
                .act("done", d.tr("plain.done"));
            match d.choose_here(&menu)? {
                Choice::Act("report") => d.report()?,
                Choice::Act("identity") => drop(d.new_identity()?),
                Choice::Act("done") => return Ok(false),
                Choice::Act(word) => {
                    if let Some(kind) = KINDS.into_iter().find(|kind| kind.id() == word) {
                        d.other_export(kind)?;
                    }
                }
                Choice::Row(_) | Choice::Other(_) => {}
            }
            Ok(true)
        })
    }

    /// A file beside the workbook, named after the organisation, the day and what it is.
    fn proposed(&self, name: &'static str, ending: &str) -> PathBuf {
        let Some(book) = &self.book else {
            return PathBuf::new();
        };
        let profile = &book.assessment.profile;
        let date = match profile.assessment.as_of.as_str() {
            "" => &book.today,
            as_of => as_of,
        };
        let organisation = file_name_part(&profile.organisation.name, MAX_NAME);
        let stem = self.fill(name, &[("organisation", &organisation), ("date", date)]);
        let stem = stem.split_whitespace().collect::<Vec<_>>().join(" ");
        book.path.with_file_name(format!("{stem}.{ending}"))
    }

    /// Asks where to write; the proposal where nothing is typed. None where a file there is to stay.
    fn choose_output(&mut self, proposed: &std::path::Path) -> Flow<Option<PathBuf>> {
        let shown = proposed.display().to_string();
        let entry = self.answer(&|d| {
            Question::text("", d.tr("attach.output"), &shown, Reads::Line)
                .about(vec![d.tr("plain.output_help")])
        })?;
        let output = match entry {
            Some(Entry::Text(path)) if !path.is_empty() => PathBuf::from(path),
            _ => proposed.to_owned(),
        };
        if output.exists() {
            let name = output.file_name().map(|name| name.to_string_lossy().into_owned());
            let question = self.fill("plain.replace", &[("file", &name.unwrap_or_default())]);
            if !self.confirm(&question)? {
                self.tell("attach.not_written");
                return Ok(None);
            }
        }
        Ok(Some(output))
    }

    fn report(&mut self) -> Flow<()> {
        let proposed = self.proposed("attach.report_file", "pdf");
        let Some(output) = self.choose_output(&proposed)? else {
            return Ok(());
        };
        let usual = Languages::ALL
            .iter()
            .position(|known| *known == Languages::One(self.lang));
        let entry = self.answer(&|d| {
            let names = [
                d.tr("attach.language_zh"),
                d.tr("attach.language_en"),
                d.tr("plain.both_languages"),
            ];
            Question::choice("", d.tr("attach.language"), names.to_vec(), usual)
        })?;
        let languages = match entry {
            Some(Entry::Choice(at)) => Languages::ALL.get(at).copied(),
            _ => None,
        };
        let detail = self.option("attach.detail", &|d| DETAILS.map(|(_, id)| d.tr(id)).to_vec())?;
        let detail = DETAILS.get(detail).map(|(detail, _)| *detail).unwrap_or_default();
        let mut request = ReportRequest {
            output,
            options: ReportOptions {
                languages: languages.unwrap_or(Languages::One(self.lang)),
                detail,
                calendar: self.calendar,
                ..ReportOptions::default()
            },
            official: false,
            system_fonts: false,
            attach: false,
            previous: None,
            time: None,
            expected: Vec::new(),
            identity: None,
        };
        let question = self.tr("plain.more_options");
        if self.confirm(&question)? {
            self.more_options(&mut request)?;
        }
        let signing = self.option("attach.signing", &|d| {
            vec![d.tr("attach.signing_draft"), d.tr("attach.signing_signed")]
        })?;
        if signing == 1 {
            self.tell("attach.signed_means");
            let Some(identity) = self.identity()? else {
                self.tell("attach.not_written");
                return Ok(());
            };
            request.identity = Some(identity);
        } else {
            self.tell("attach.draft_means");
        }
        self.write_report(request);
        Ok(())
    }

    fn more_options(&mut self, request: &mut ReportRequest) -> Flow<()> {
        let options = &mut request.options;
        let sections: Vec<Section> = Section::ALL
            .into_iter()
            .filter(|one| options.detail.has(*one))
            .collect();
        let entry = self.answer(&|d| {
            let names = sections
                .iter()
                .map(|section| section_name(*section, d.lang).to_owned());
            Question::many(
                "",
                d.tr("plain.sections"),
                names.collect(),
                (0..sections.len()).collect(),
            )
        })?;
        if let Some(Entry::Many(given)) = entry {
            let wanted = given.iter().filter_map(|at| sections.get(*at).copied()).collect();
            options.sections =
                Some(wanted).filter(|wanted: &std::collections::BTreeSet<_>| !wanted.is_empty());
        }
        let years = self.option("plain.years", &|d| {
            vec![
                d.tr("plain.years_usual"),
                d.tr("plain.years_roc"),
                d.tr("plain.years_gregorian"),
            ]
        })?;
        options.calendar = match years {
            1 => Some(Calendar::Roc),
            2 => Some(Calendar::Gregorian),
            _ => options.calendar,
        };
        let (values, ended) = self.block(&[
            (
                "plain.report_number",
                "plain.report_number_help",
                String::new(),
                Reads::Line,
            ),
            (
                "plain.confidentiality",
                "plain.confidentiality_help",
                String::new(),
                Reads::Line,
            ),
            (
                "plain.previous",
                "plain.previous_help",
                String::new(),
                Reads::Line,
            ),
        ]);
        ended?;
        if let Ok([number, confidentiality, previous]) = <[String; 3]>::try_from(values) {
            options.number = number;
            options.confidentiality = confidentiality;
            request.previous = Some(previous).filter(|path| !path.is_empty()).map(PathBuf::from);
        }
        for (question, answer) in [
            ("plain.redacted", &mut options.redacted),
            ("plain.with_official", &mut request.official),
            ("plain.attach_workbook", &mut request.attach),
            ("plain.system_fonts", &mut request.system_fonts),
        ] {
            let question = self.tr(question);
            *answer = self.confirm(&question)?;
        }
        Ok(())
    }

    /// The identity to sign with: a file that is there, a card, or a new one.
    fn identity(&mut self) -> Flow<Option<IdentityRef>> {
        let path = self.blank("plain.identity", "plain.identity_help", Reads::Line)?;
        if path.is_empty() {
            return self.new_identity();
        }
        let prompt = self.tr("cli.passphrase_prompt");
        let passphrase = self.ask_secret(&prompt)?;
        Ok(Some(IdentityRef {
            path: PathBuf::from(path),
            passphrase,
        }))
    }

    fn new_identity(&mut self) -> Flow<Option<IdentityRef>> {
        self.tell("attach.identity_about");
        let name = self.blank("attach.identity_name", "attach.hint_identity_name", Reads::Line)?;
        if name.is_empty() {
            self.tell("attach.identity_name_missing");
            return Ok(None);
        }
        let proposed = self.proposed("attach.identity_file", "p12");
        let Some(path) = self.choose_output(&proposed)? else {
            return Ok(None);
        };
        let Some(passphrase) = self.new_passphrase()? else {
            return Ok(None);
        };
        let request = Request::CreateIdentity {
            name,
            path: path.clone(),
            passphrase: passphrase.clone(),
        };
        if self.request(request).is_none() {
            return Ok(None);
        }
        self.tell("attach.identity_made");
        self.tell("attach.identity_keep");
        Ok(Some(IdentityRef { path, passphrase }))
    }

    fn new_passphrase(&mut self) -> Flow<Option<Secret>> {
        let (first, again) = (self.tr("cli.passphrase_prompt"), self.tr("cli.passphrase_again"));
        let passphrase = self.ask_secret(&first)?;
        if passphrase.expose().is_empty() {
            self.tell("attach.passphrase_missing");
            return Ok(None);
        }
        if self.ask_secret(&again)? != passphrase {
            self.tell("attach.passphrase_differs");
            return Ok(None);
        }
        Ok(Some(passphrase))
    }

    fn write_report(&mut self, request: ReportRequest) {
        self.tell("tui.working");
        let Some(Outcome::Report { done, saved }) = self.request(Request::Report(request)) else {
            return;
        };
        self.tell("attach.written");
        let ReportDone {
            path,
            pages,
            missing_glyphs,
            sha256,
            signed_as,
        } = done;
        let pages = self.fill("attach.pages", &[("count", &pages.to_string())]);
        let signature = match signed_as {
            Some(role) => self.fill("attach.signed_as", &[("role", role_name(role, self.lang))]),
            None => self.tr("attach.is_draft"),
        };
        self.say_written(&path, &sha256, &missing_glyphs);
        self.say(pages);
        self.say(signature);
        if saved.is_none() {
            self.tell("attach.not_recorded");
        }
    }

    fn say_written(&mut self, path: &std::path::Path, sha256: &str, missing: &[char]) {
        for (label, now) in [
            ("attach.result_file", path.display().to_string()),
            ("attach.result_digest", sha256.to_owned()),
        ] {
            let words = self.fill("plain.field", &[("label", &self.tr(label)), ("now", &now)]);
            self.say(words);
        }
        if !missing.is_empty() {
            let glyphs: Vec<String> = missing
                .iter()
                .map(|c| format!("U+{:04X}", u32::from(*c)))
                .collect();
            let count = missing.len().to_string();
            let values = [("count", count.as_str()), ("glyphs", &glyphs.join(" "))];
            let words = self.fill("attach.missing_glyphs", &values);
            self.say(words);
        }
    }

    fn other_export(&mut self, kind: ExportKind) -> Flow<()> {
        let proposed = self.proposed("plain.export_file", kind.ending());
        let Some(output) = self.choose_output(&proposed)? else {
            return Ok(());
        };
        let lang: Lang = self.lang;
        self.tell("tui.working");
        let request = ExportRequest {
            kind,
            output,
            lang,
            time: None,
        };
        if let Some(Outcome::Exported { done, .. }) = self.request(Request::Export(request)) {
            self.tell("plain.exported");
            self.say_written(&done.path, &done.sha256, &done.missing_glyphs);
        }
        Ok(())
    }
}
