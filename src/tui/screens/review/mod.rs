//! Review and sign-off: the checks by where they stand, what is said on one or many of them, and the
//! sign-offs with what made them stale.

mod forms;
mod list;
mod saying;
mod view;

use std::cell::RefCell;
use std::collections::BTreeSet;

use forms::{Field, SignOffForm};
use list::{List, Wanted};
use saying::review_notice;

use super::walk::open_answer;
use super::{Screen, SelfCheckScreen, type_into};
use crate::engagement::request::{Outcome, Request, ReviewDraft, Saved};
use crate::lang::{fill, role_name, tr};
use crate::model::assessment::{CheckRef, ReviewState};
use crate::model::change::{Action, Kind};
use crate::model::journal::Head;
use crate::model::review::Stage;
use crate::model::sign_off;
use crate::tui::app::{Act, Context, Notice, Workbook};
use crate::tui::input::{Code, KeyPress};
use crate::tui::keys::Command;
use crate::tui::overlays::{Confirm, Overlay};
use crate::tui::widgets::cursor::Cursor;
use crate::tui::widgets::form::neighbour;
use crate::tui::widgets::pane::Pane;
use crate::tui::widgets::text_field::TextField;

/// The views of the list: all checks, then each stage.
const VIEWS: [Option<Stage>; 6] = [
    None,
    Some(Stage::None),
    Some(Stage::Submitted),
    Some(Stage::Returned),
    Some(Stage::Approved),
    Some(Stage::Reopened),
];

/// What the screen is doing.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Mode {
    /// Going through the list.
    List,
    /// Writing what is to be mended, for these checks.
    Return(Vec<CheckRef>),
    /// Signing off.
    SignOff,
}

/// The sign-offs as they were at a state of the journal.
#[derive(Debug)]
struct SignOffs {
    head: Head,
    standings: Vec<sign_off::Standing>,
}

/// The review screen.
#[derive(Debug)]
pub struct ReviewScreen {
    mode: Mode,
    shown: Option<Stage>,
    filter: TextField,
    cursor: Cursor,
    marked: BTreeSet<CheckRef>,
    pane: Pane,
    in_pane: bool,
    /// What is to be mended; kept until it was sent.
    note: TextField,
    form: SignOffForm,
    sign_offs: Option<SignOffs>,
    list: RefCell<Option<List>>,
}

impl Default for ReviewScreen {
    fn default() -> Self {
        Self {
            mode: Mode::List,
            shown: None,
            filter: TextField::single_line(""),
            cursor: Cursor::default(),
            marked: BTreeSet::new(),
            pane: Pane::default(),
            in_pane: false,
            note: TextField::multi_line(""),
            form: SignOffForm::default(),
            sign_offs: None,
            list: RefCell::new(None),
        }
    }
}

impl ReviewScreen {
    /// Opens the screen on top.
    pub fn open(context: &Context<'_>) -> Vec<Act> {
        let review = Self::default();
        let mut acts = review.shown_again(context);
        acts.insert(0, Act::push(Screen::Review(Box::new(review))));
        acts
    }

    /// What is asked for when the screen opens or is seen again.
    pub fn shown_again(&self, context: &Context<'_>) -> Vec<Act> {
        let has_any = context
            .workbook
            .is_some_and(|workbook| !workbook.assessment.sign_offs.is_empty());
        if has_any {
            vec![Act::request(Request::SignOffs)]
        } else {
            Vec::new()
        }
    }

    fn wanted(&self, context: &Context<'_>, workbook: &Workbook) -> Wanted {
        Wanted {
            head: workbook.head.clone(),
            lang: context.lang,
            stage: self.shown,
            text: self.filter.text().to_owned(),
        }
    }

    /// Lets `read` see the list as it stands now.
    fn with_list<T>(&self, context: &Context<'_>, workbook: &Workbook, read: impl FnOnce(&List) -> T) -> T {
        let wanted = self.wanted(context, workbook);
        let mut kept = self.list.borrow_mut();
        match kept.take() {
            Some(list) if list.wanted == wanted => read(kept.insert(list)),
            known => {
                let gathered = known.map(|list| list.gathered);
                read(kept.insert(List::new(workbook, wanted, gathered)))
            }
        }
    }

    fn selected(&self, context: &Context<'_>, workbook: &Workbook) -> Option<CheckRef> {
        self.with_list(context, workbook, |list| {
            let item = list.items.get(self.cursor.within(list.items.len()))?;
            Some(item.check.clone())
        })
    }

    /// What a word would be said on: the marked checks, else the selected one.
    fn meant(&self, context: &Context<'_>, workbook: &Workbook) -> Vec<CheckRef> {
        if self.marked.is_empty() {
            self.selected(context, workbook).into_iter().collect()
        } else {
            self.marked.iter().cloned().collect()
        }
    }

    /// Whether a command can be used now.
    pub fn enabled(&self, command: Command, context: &Context<'_>) -> bool {
        let Some(workbook) = context.workbook else {
            return false;
        };
        let in_list = self.mode == Mode::List;
        match command {
            Command::Submit | Command::Approve | Command::ReturnChecks | Command::SignOff => {
                in_list && !workbook.read_only
            }
            Command::Mark | Command::MarkAll | Command::Walk | Command::SelfCheck => in_list,
            Command::Save => !in_list,
            Command::Open => match self.mode {
                Mode::List => self.selected(context, workbook).is_some(),
                Mode::Return(_) => false,
                Mode::SignOff => true,
            },
            _ => true,
        }
    }

    /// Handles a command.
    pub fn command(&mut self, command: Command, context: &Context<'_>) -> Vec<Act> {
        let Some(workbook) = context.workbook else {
            return Vec::new();
        };
        match &self.mode {
            Mode::List => self.command_in_list(command, context, workbook),
            Mode::Return(_) => self.command_in_note(command, context),
            Mode::SignOff => self.command_in_form(command, context),
        }
    }

    fn command_in_list(&mut self, command: Command, context: &Context<'_>, workbook: &Workbook) -> Vec<Act> {
        match command {
            Command::Back => return self.back(context),
            Command::Walk => return vec![Act::Pop],
            Command::SelfCheck => return SelfCheckScreen::open(),
            Command::Open => {
                let check = self.selected(context, workbook);
                let open = check.map(|check| open_answer(workbook, check.clause, &check.target));
                return open.into_iter().collect();
            }
            Command::Mark => self.mark(context, workbook),
            Command::MarkAll => self.mark_all(context, workbook),
            Command::Submit => return self.say(ReviewState::Submitted, context, workbook),
            Command::Approve => return self.say(ReviewState::Approved, context, workbook),
            Command::ReturnChecks => return self.begin_return(context, workbook),
            Command::SignOff => self.mode = Mode::SignOff,
            Command::NextField | Command::PreviousField => self.in_pane = !self.in_pane,
            Command::Left => self.show(-1),
            Command::Right => self.show(1),
            Command::ScrollUp | Command::ScrollDown => self.scroll(command, context, workbook),
            Command::Up | Command::PageUp if self.in_pane => {
                self.scroll(Command::PageUp, context, workbook);
            }
            Command::Down | Command::PageDown if self.in_pane => {
                self.scroll(Command::PageDown, context, workbook);
            }
            _ => {
                let count = self.with_list(context, workbook, |list| list.items.len());
                let page = usize::from(self.areas(context).list.height);
                if self.cursor.update(command, count, page) {
                    self.pane = Pane::default();
                }
            }
        }
        Vec::new()
    }

    /// Esc closes one layer: the pane's focus, the filter, then the screen.
    fn back(&mut self, context: &Context<'_>) -> Vec<Act> {
        if self.in_pane {
            self.in_pane = false;
            return vec![said(context, "review.back_again")];
        }
        if !self.filter.is_empty() {
            self.filter.set_text("");
            return vec![said(context, "review.back_again")];
        }
        match self.leaving_question(context) {
            Some(question) => vec![Act::overlay(Overlay::Confirm(Confirm::then(
                question,
                vec![Act::Pop],
            )))],
            None => Vec::new(),
        }
    }

    fn show(&mut self, by: isize) {
        self.shown = neighbour(&VIEWS, &self.shown, by, true).flatten();
        self.cursor = Cursor::default();
        self.pane = Pane::default();
    }

    fn scroll(&mut self, command: Command, context: &Context<'_>, workbook: &Workbook) {
        let paragraphs = self.paragraphs(context, workbook);
        let area = self.areas(context).pane;
        self.pane.update(command, &paragraphs, area);
    }

    fn command_in_note(&mut self, command: Command, context: &Context<'_>) -> Vec<Act> {
        match (command, &self.mode) {
            (Command::Back, _) => {
                self.mode = Mode::List;
                vec![said(context, "review.text_kept")]
            }
            (Command::Save, Mode::Return(_)) if self.note.text().trim().is_empty() => {
                let words = tr(context.lang, "review.return_no_note").to_owned();
                vec![Act::Say(Notice::Attention(words))]
            }
            (Command::Save, Mode::Return(checks)) => vec![Act::request(Request::Review(ReviewDraft {
                checks: checks.clone(),
                word: ReviewState::Returned,
                note: self.note.text().to_owned(),
            }))],
            _ => Vec::new(),
        }
    }

    fn command_in_form(&mut self, command: Command, context: &Context<'_>) -> Vec<Act> {
        let form = &mut self.form;
        match command {
            Command::Back => {
                // What was typed stays for the next time the form is opened.
                self.mode = Mode::List;
                return vec![said(context, "review.text_kept")];
            }
            Command::Save => return vec![Act::request(Request::SignOff(form.draft()))],
            Command::Open if form.focus == Field::Button => {
                return vec![Act::request(Request::SignOff(form.draft()))];
            }
            Command::Open | Command::Down => form.move_focus(1, false),
            Command::Up => form.move_focus(-1, false),
            Command::NextField => form.move_focus(1, true),
            Command::PreviousField => form.move_focus(-1, true),
            Command::Left => form.choose(-1),
            Command::Right => form.choose(1),
            _ => {}
        }
        Vec::new()
    }

    /// Handles a key of text entry. In the list, what is typed filters it; a space marks.
    pub fn key(&mut self, key: KeyPress) -> Option<Vec<Act>> {
        match &self.mode {
            Mode::Return(_) => return type_into(&mut self.note, key),
            Mode::SignOff => return type_into(self.form.text_field()?, key),
            Mode::List => {}
        }
        if matches!(key.code, Code::Point { .. }) {
            return type_into(&mut self.filter, key);
        }
        let types = key.folded().typed().is_some_and(|typed| typed != ' ');
        if !types && (key.code != Code::Backspace || self.filter.is_empty()) {
            return None;
        }
        self.cursor = Cursor::default();
        type_into(&mut self.filter, key)
    }

    /// Handles pasted text.
    pub fn paste(&mut self, pasted: &str) {
        let field = match self.mode {
            Mode::Return(_) => Some(&mut self.note),
            Mode::SignOff => self.form.text_field(),
            Mode::List => Some(&mut self.filter),
        };
        if let Some(field) = field {
            let _ = field.paste(pasted);
        }
    }

    /// Takes what was saved, and where the sign-offs stand.
    pub fn outcome(&mut self, outcome: &Outcome, context: &Context<'_>) -> Vec<Act> {
        let Some(workbook) = context.workbook else {
            return Vec::new();
        };
        match outcome {
            Outcome::SignOffs(standings) => {
                self.sign_offs = Some(SignOffs {
                    head: workbook.head.clone(),
                    standings: standings.clone(),
                });
                Vec::new()
            }
            Outcome::Saved(saved) => {
                self.correct_list(saved, context, workbook);
                let mut acts = self.take_over(saved, context, workbook);
                acts.extend(self.follow_sign_offs(saved, context));
                acts
            }
            Outcome::Unchanged if self.mode != Mode::List => {
                self.mode = Mode::List;
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    /// Asks where the sign-offs stand after a step that bears on them; after a word in review they
    /// stand where they stood.
    fn follow_sign_offs(&mut self, saved: &Saved, context: &Context<'_>) -> Vec<Act> {
        let bears = |kind: Kind| kind.is_assessed() || kind == Kind::SignOff;
        if saved.changes.iter().any(|change| bears(change.object.kind)) {
            return self.shown_again(context);
        }
        if let Some(known) = &mut self.sign_offs {
            known.head.clone_from(&saved.head);
        }
        Vec::new()
    }

    /// Keeps the list in step with a step, without looking every check up again.
    fn correct_list(&mut self, saved: &Saved, context: &Context<'_>, workbook: &Workbook) {
        let wanted = self.wanted(context, workbook);
        let kept = self.list.get_mut();
        let gathered = kept
            .take()
            .and_then(|list| list.gathered.corrected(workbook, saved));
        *kept = gathered.map(|gathered| List::new(workbook, wanted, Some(gathered)));
    }

    /// Says what was done, and clears what it was done with.
    fn take_over(&mut self, saved: &Saved, context: &Context<'_>, workbook: &Workbook) -> Vec<Act> {
        let lang = context.lang;
        match saved.action {
            Action::Review => {
                if matches!(self.mode, Mode::Return(_)) {
                    self.note.set_text("");
                }
                self.mode = Mode::List;
                self.marked.clear();
                vec![Act::Say(review_notice(saved, context, workbook))]
            }
            Action::SignOff => {
                self.mode = Mode::List;
                self.form = SignOffForm::default();
                let newest = sign_off::in_order(&workbook.assessment).pop();
                let words = newest.map(|sign_off| {
                    let role = role_name(sign_off.role, lang);
                    fill(lang, "review.signed", &[("role", role), ("by", &sign_off.by)])
                });
                vec![Act::Say(Notice::Done(words.unwrap_or_default()))]
            }
            _ => Vec::new(),
        }
    }

    /// The question before the program is left while a note was not sent.
    pub fn leaving_question(&self, context: &Context<'_>) -> Option<String> {
        let begun = [
            (!self.note.text().trim().is_empty(), "review.drop_note"),
            (self.form.is_begun(), "review.drop_form"),
        ];
        let (_, id) = begun.into_iter().find(|(begun, _)| *begun)?;
        Some(tr(context.lang, id).to_owned())
    }
}

fn said(context: &Context<'_>, id: &'static str) -> Act {
    Act::Say(Notice::Done(tr(context.lang, id).to_owned()))
}
