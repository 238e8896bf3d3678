//! Writing the report and what people ask for beside it: where to, in which language, how much, draft or signed; then what came of
//! it and how it is verified.

mod acts;
mod beside;
mod browsing;
mod field;
mod fields;
mod form;
mod form_words;
mod identity;
mod more;
mod parts;
mod paths;
mod result;
mod what;

use acts::{movement, pick_folder, say};
use field::Field;
use form::ReportForm;
use identity::{FIELDS, Field as IdentityField, IdentityForm};
use parts::Switched;
pub(super) use paths::{folder_of, plain};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use result::{Done, ResultView};
use what::What;

use super::{VerifyScreen, type_into};
use crate::engagement::request::{ExportKind, Outcome, Request};
use crate::lang::{Lang, fill, tr};
use crate::tui::app::{Act, Context, Effect, Notice, Workbook};
use crate::tui::input::{Code, KeyPress};
use crate::tui::keys::Command;
use crate::tui::overlays::{Confirm, Overlay};
use crate::tui::widgets::form::{neighbour, view};

/// What the screen is doing.
#[derive(Debug)]
enum Stage {
    /// Filling in the form.
    Form,
    /// Filling in the form for a new identity.
    NewIdentity,
    /// Choosing the parts of the report.
    Parts,
    /// Looking whether the file is there already.
    Looking,
    /// The file is being written.
    Writing,
    /// It is written.
    Done(Box<ResultView>),
}

/// The screen that writes the report or something else to hand over.
#[derive(Debug)]
pub struct ExportScreen {
    stage: Stage,
    form: Box<ReportForm>,
    maker: Box<IdentityForm>,
}

impl ExportScreen {
    /// The screen for the open workbook.
    pub fn new(context: &Context<'_>) -> Self {
        Self::of(context, What::Report)
    }

    /// The same, with the list of documents to have ready chosen.
    pub fn of_documents(context: &Context<'_>) -> Self {
        Self::of(context, What::Export(ExportKind::DocumentsXlsx))
    }

    fn of(context: &Context<'_>, what: What) -> Self {
        Self {
            stage: Stage::Form,
            form: Box::new(ReportForm::new(context, what)),
            maker: Box::new(IdentityForm::new(context)),
        }
    }

    fn is_busy(&self) -> bool {
        matches!(self.stage, Stage::Looking | Stage::Writing)
    }

    /// Whether a command can be used now.
    pub fn enabled(&self, command: Command, _context: &Context<'_>) -> bool {
        match command {
            Command::Save => matches!(self.stage, Stage::Form),
            Command::Browse => matches!(self.stage, Stage::Form | Stage::NewIdentity),
            Command::Verify => matches!(&self.stage, Stage::Done(result) if result.is_signed()),
            Command::Walk => matches!(self.stage, Stage::Form | Stage::Done(_)),
            _ => true,
        }
    }

    /// Handles a command.
    pub fn command(&mut self, command: Command, context: &Context<'_>) -> Vec<Act> {
        let Some(workbook) = context.workbook else {
            return Vec::new();
        };
        let lang = context.lang;
        match (&self.stage, command) {
            (Stage::Done(result), Command::Verify) => VerifyScreen::open_with(result.path()),
            (Stage::Form | Stage::Done(_), Command::Back | Command::Walk) => self.leave(lang, command),
            (Stage::Form, Command::Replace) => self.write(),
            (Stage::Form, _) => self.command_in_form(command, lang, workbook),
            (Stage::NewIdentity, _) => self.command_in_identity(command, lang, workbook),
            (Stage::Parts, _) => self.command_in_parts(command, lang),
            (Stage::Looking, Command::Back) => {
                self.stage = Stage::Form;
                vec![say(lang, "attach.not_written")]
            }
            (Stage::Writing, Command::Back) => {
                vec![Act::Effect(Effect::Cancel), say(lang, "attach.cancelling")]
            }
            (Stage::Done(_), _) => self.command_in_result(command, lang),
            _ => Vec::new(),
        }
    }

    fn command_in_form(&mut self, command: Command, lang: Lang, workbook: &Workbook) -> Vec<Act> {
        match command {
            Command::Save => return self.look_first(lang),
            Command::Browse => return self.browse(workbook),
            Command::Open => match self.form.focus {
                Field::NewIdentity => self.stage = Stage::NewIdentity,
                Field::More => self.form.more.open = !self.form.more.open,
                Field::Parts => {
                    self.form.more.parts.open(self.form.detail);
                    self.stage = Stage::Parts;
                }
                Field::Write => return self.look_first(lang),
                _ => self.form.move_focus(1, false),
            },
            Command::Left => self.form.choose(-1),
            Command::Right => self.form.choose(1),
            _ => {
                if let Some((by, round)) = movement(command) {
                    self.form.move_focus(by, round);
                }
            }
        }
        Vec::new()
    }

    fn command_in_parts(&mut self, command: Command, lang: Lang) -> Vec<Act> {
        let detail = self.form.detail;
        match command {
            Command::Back => return self.close_parts(lang),
            Command::Open => return self.switch_part(lang),
            _ => {
                if let Some((by, round)) = movement(command) {
                    self.form.more.parts.move_focus(detail, by, round);
                }
            }
        }
        Vec::new()
    }

    fn switch_part(&mut self, lang: Lang) -> Vec<Act> {
        match self.form.more.parts.switch(self.form.detail) {
            Switched::Stays => {}
            Switched::Closes => return self.close_parts(lang),
            Switched::LastOne => return vec![say(lang, "options.parts_none")],
        }
        Vec::new()
    }

    /// Back to the form, saying what was chosen.
    fn close_parts(&mut self, lang: Lang) -> Vec<Act> {
        self.stage = Stage::Form;
        let parts = self.form.more.parts.in_short(self.form.detail, lang);
        let said = fill(lang, "options.parts_chosen", &[("parts", &parts)]);
        vec![Act::Say(Notice::Done(said))]
    }

    fn command_in_identity(&mut self, command: Command, lang: Lang, workbook: &Workbook) -> Vec<Act> {
        let maker = &mut self.maker;
        match command {
            Command::Back => {
                self.stage = Stage::Form;
                // What was typed stays in the form for the next time it is opened.
                return vec![Act::Say(Notice::Done(
                    tr(lang, "attach.identity_back").to_owned(),
                ))];
            }
            Command::Open if maker.focus == IdentityField::Make => return self.make_identity(lang),
            Command::Browse => {
                maker.focus = IdentityField::Path;
                return pick_folder(paths::folder_of(maker.path.text(), workbook));
            }
            Command::Open => {
                maker.focus = neighbour(&FIELDS, &maker.focus, 1, false).unwrap_or(maker.focus);
            }
            _ => {
                if let Some((by, round)) = movement(command) {
                    maker.focus = neighbour(&FIELDS, &maker.focus, by, round).unwrap_or(maker.focus);
                }
            }
        }
        Vec::new()
    }

    fn command_in_result(&mut self, command: Command, lang: Lang) -> Vec<Act> {
        let Stage::Done(result) = &mut self.stage else {
            return Vec::new();
        };
        if let (Command::Open, Some(copied)) = (command, result.to_copy()) {
            return vec![
                Act::Effect(Effect::Copy(copied)),
                Act::Say(Notice::Done(tr(lang, "attach.copied").to_owned())),
            ];
        }
        if let (Command::Open, Some(opened)) = (command, result.to_open()) {
            let path = opened.display().to_string();
            let said = fill(lang, "exporting.opening", &[("path", &path)]);
            return vec![
                Act::Effect(Effect::OpenFile(opened)),
                Act::Say(Notice::Done(said)),
            ];
        }
        match command {
            Command::Open if result.focus == result::Field::Finish => return vec![Act::Pop],
            Command::Open => {
                self.stage = Stage::Form;
                self.form.focus = Field::Write;
            }
            _ => {
                if let Some((by, round)) = movement(command) {
                    result.move_focus(by, round);
                }
            }
        }
        Vec::new()
    }

    /// Closes at once where nothing was typed, else asks first.
    fn leave(&self, lang: Lang, command: Command) -> Vec<Act> {
        match self.leaving_question(lang) {
            Some(question) => {
                let confirm = Confirm::then(question, vec![Act::Pop]);
                vec![Act::overlay(Overlay::Confirm(confirm))]
            }
            None if command == Command::Walk => vec![Act::Pop],
            None => Vec::new(),
        }
    }

    /// The question before something typed is thrown away.
    pub fn leaving_question(&self, lang: Lang) -> Option<String> {
        let typed = self.form.is_changed() || self.maker.is_started();
        let done = matches!(self.stage, Stage::Done(_));
        (typed && !done).then(|| tr(lang, "attach.export_leave_question").to_owned())
    }

    /// Asks what is in the folder, so that no file is replaced unasked.
    fn look_first(&mut self, lang: Lang) -> Vec<Act> {
        match self.form.request() {
            Err((field, words)) => {
                self.form.more.open |= self.form.more.folds(field);
                self.form.focus = field;
                vec![say(lang, words)]
            }
            Ok(_) => {
                self.stage = Stage::Looking;
                let folder = paths::listed_folder(&self.form.file().unwrap_or_default());
                vec![Act::request(Request::ListFolder(Some(folder)))]
            }
        }
    }

    fn write(&mut self) -> Vec<Act> {
        match self.form.request() {
            Ok(request) => {
                self.stage = Stage::Writing;
                vec![Act::request(request)]
            }
            Err(_) => Vec::new(),
        }
    }

    /// Writes, or asks where a file of that name is in the folder.
    fn looked(&mut self, names: &[&str], lang: Lang) -> Vec<Act> {
        let file = self.form.file();
        let name = file.and_then(|file| Some(file.file_name()?.to_string_lossy().into_owned()));
        // Some file systems take names that differ in case as the same.
        let same = |known: &&&str| {
            name.as_ref()
                .is_some_and(|n| n.to_lowercase() == known.to_lowercase())
        };
        match names.iter().find(same) {
            None => self.write(),
            Some(known) => {
                self.stage = Stage::Form;
                let question = fill(lang, self.form.what.replace_question(), &[("file", known)]);
                let confirm = Confirm::then(question, vec![Act::Run(Command::Replace)]);
                vec![Act::overlay(Overlay::Confirm(confirm))]
            }
        }
    }

    fn make_identity(&mut self, lang: Lang) -> Vec<Act> {
        if self.maker.making {
            return Vec::new();
        }
        match self.maker.request() {
            Ok(request) => {
                self.maker.making = true;
                vec![Act::request(request)]
            }
            Err((field, words)) => {
                self.maker.focus = field;
                vec![say(lang, words)]
            }
        }
    }

    /// Handles a key of text entry.
    pub fn key(&mut self, key: KeyPress, lang: Lang) -> Option<Vec<Act>> {
        if matches!(self.stage, Stage::Parts) {
            let switches = key.code == Code::Char(' ') && !key.ctrl && !key.alt;
            return switches.then(|| self.switch_part(lang));
        }
        match self.text_field() {
            Some(field) => type_into(field, key),
            None => self.secret_field()?.update(key).then(Vec::new),
        }
    }

    /// Pasted text goes to the field with the focus.
    pub fn paste(&mut self, pasted: &str) {
        if let Some(field) = self.text_field() {
            let _ = field.paste(pasted);
        } else if let Some(field) = self.secret_field() {
            field.paste(pasted);
        }
    }

    /// Takes what was found, made or written.
    pub fn outcome(&mut self, outcome: &Outcome, context: &Context<'_>) -> Vec<Act> {
        match outcome {
            Outcome::Folder { entries, .. } if matches!(self.stage, Stage::Looking) => {
                let names: Vec<&str> = entries.iter().map(|entry| entry.name.as_str()).collect();
                self.looked(&names, context.lang)
            }
            Outcome::IdentityCreated(path) => {
                self.form.take_identity(path, &self.maker.passphrase);
                *self.maker = IdentityForm::new(context);
                self.stage = Stage::Form;
                vec![Act::Say(Notice::Done(
                    tr(context.lang, "attach.identity_made").to_owned(),
                ))]
            }
            Outcome::Cancelled if self.is_busy() => {
                self.stage = Stage::Form;
                vec![say(context.lang, "attach.not_written")]
            }
            Outcome::Report { done, saved } => self.written(done.clone().into(), saved.is_some()),
            Outcome::Exported { done, saved } => self.written(done.clone().into(), saved.is_some()),
            _ => Vec::new(),
        }
    }

    fn written(&mut self, done: Done, recorded: bool) -> Vec<Act> {
        self.form.written();
        self.stage = Stage::Done(Box::new(ResultView::new(done, recorded)));
        Vec::new()
    }

    /// A failed request: back to the form, with everything that was typed.
    pub fn failed(&mut self) {
        self.maker.making = false;
        if self.is_busy() {
            self.stage = Stage::Form;
        }
    }

    /// Draws it.
    pub fn view(&self, context: &Context<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let workbook = context.workbook?;
        let lang = context.lang;
        let rows = match &self.stage {
            Stage::Form => self.form.rows(lang, workbook, true),
            Stage::Looking | Stage::Writing => self.form.rows(lang, workbook, false),
            Stage::NewIdentity => self.maker.rows(lang),
            Stage::Parts => self.form.more.parts.rows(self.form.detail, lang),
            Stage::Done(result) => result.rows(lang),
        };
        let area = Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            ..area
        };
        view(&rows, area, buffer, context)
    }
}
