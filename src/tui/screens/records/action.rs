//! One action against a finding: what, who, by when, and how far it has come.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::finding_questions::action_words;
use super::sheet::{Prepared, Sheet, choice, day, link, text};
use crate::engagement::request::{ActionDraft, Outcome, Request};
use crate::lang::{action_status_name, fill, tr};
use crate::model::assessment::{ActionItem, ActionStatus, Finding};
use crate::tui::app::{Act, Context, Workbook};
use crate::tui::input::KeyPress;
use crate::tui::keys::Command;
use crate::tui::screens::{Screen, Texts};
use crate::tui::theme::Tone;
use crate::tui::widgets::pane::Paragraph;
use crate::tui::widgets::questionnaire::{Entry, Question, Reads};

/// What a row about an action asks for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Id {
    Description,
    Owner,
    Due,
    Status,
    StartedOn,
    DoneOn,
    VerifiedOn,
    VerifiedBy,
    Verification,
    Dropped,
    Done,
}

/// The screen of one action.
#[derive(Debug)]
pub struct ActionScreen {
    uid: String,
    sheet: Sheet<Id>,
}

/// The workbook, the action, its finding and the questions.
type Parts<'a> = (
    &'a Workbook,
    &'a ActionItem,
    Option<&'a Finding>,
    Vec<Question<Id>>,
);

impl ActionScreen {
    /// Opens the screen for the action with this uid.
    pub fn open(context: &Context<'_>, uid: &str) -> Act {
        let mut screen = Self {
            uid: uid.to_owned(),
            sheet: Sheet::new(&[], &Id::Owner),
        };
        if let Some((.., questions)) = screen.parts(context) {
            screen.sheet = Sheet::new(&questions, &Id::Owner);
        }
        Act::push(Screen::Action(Box::new(screen)))
    }

    /// None where the action is gone.
    fn parts<'a>(&self, context: &Context<'a>) -> Option<Parts<'a>> {
        let workbook = context.workbook?;
        let action = workbook.assessment.actions.get(&self.uid)?;
        let finding = workbook.assessment.findings.get(&action.finding);
        let questions = questions(context, workbook, action, finding);
        Some((workbook, action, finding, questions))
    }

    /// Whether a command can be used now.
    pub fn enabled(&self, command: Command, context: &Context<'_>) -> bool {
        match (command, self.parts(context)) {
            (Command::Save, Some((workbook, .., questions))) => {
                !workbook.read_only && !self.sheet.unsettled(&questions).is_empty()
            }
            (Command::Add | Command::Remove, _) => false,
            (_, Some((.., questions))) => self.sheet.takes(command, &questions),
            (_, None) => false,
        }
    }

    /// Handles a command.
    pub fn command(&mut self, command: Command, context: &Context<'_>) -> Vec<Act> {
        let Some((_, action, finding, questions)) = self.parts(context) else {
            return Vec::new();
        };
        let focused = self.sheet.focused(&questions);
        let paragraphs = paragraphs(context, action, finding, focused);
        let prepare = |entries| prepare(action, entries);
        self.sheet
            .command_or_close(command, context, &questions, &paragraphs, prepare)
    }

    /// Shows the fields.
    pub fn texts(&mut self, context: &Context<'_>, texts: &mut Texts) {
        if let Some((.., questions)) = self.parts(context) {
            self.sheet
                .texts(&format!("action/{}/", self.uid), &questions, texts);
        }
    }

    /// Handles a key of text entry.
    pub fn key(&mut self, key: KeyPress, context: &Context<'_>) -> Option<Vec<Act>> {
        let (.., questions) = self.parts(context).filter(|(workbook, ..)| !workbook.read_only)?;
        self.sheet.key(key, &questions)
    }

    /// Handles pasted text.
    pub fn paste(&mut self, pasted: &str, context: &Context<'_>) {
        if let Some((.., questions)) = self.parts(context).filter(|(workbook, ..)| !workbook.read_only) {
            self.sheet.paste(pasted, &questions);
        }
    }

    /// Takes what was saved; closes where the action is gone.
    pub fn outcome(&mut self, outcome: &Outcome, context: &Context<'_>) -> Vec<Act> {
        match self.parts(context) {
            Some((.., questions)) if !self.sheet.outcome(outcome, &questions) => Vec::new(),
            _ => vec![Act::Pop],
        }
    }

    /// A failed request: stay, with everything that was written.
    pub fn failed(&mut self) {
        self.sheet.failed();
    }

    /// What must be saved before the program is left.
    pub fn unsaved(&self, context: &Context<'_>) -> Vec<Act> {
        match self.parts(context).filter(|(workbook, ..)| !workbook.read_only) {
            Some((_, action, _, questions)) => prepare(action, self.sheet.unsettled(&questions)).acts,
            None => Vec::new(),
        }
    }

    /// The question before the program is left with something that cannot be kept.
    pub fn leaving_question(&self, context: &Context<'_>) -> Option<String> {
        let (_, action, _, questions) = self.parts(context)?;
        let waits = prepare(action, self.sheet.unsettled(&questions)).waits.is_some();
        self.sheet.leaving_question(&questions, context.lang, waits)
    }

    /// Draws it.
    pub fn view(&self, context: &Context<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let (_, action, finding, questions) = self.parts(context)?;
        let focused = self.sheet.focused(&questions);
        let paragraphs = paragraphs(context, action, finding, focused);
        self.sheet.view(context, &questions, &paragraphs, area, buffer)
    }
}

fn questions(
    context: &Context<'_>,
    workbook: &Workbook,
    action: &ActionItem,
    finding: Option<&Finding>,
) -> Vec<Question<Id>> {
    let lang = context.lang;
    let label = |id| tr(lang, id);
    let found_on = finding.map(|finding| finding.found_on.as_str());
    let long = |needed| Reads::Long { needed };
    let status = ActionStatus::ALL
        .iter()
        .position(|known| *known == action.status())
        .unwrap_or(0);
    let statuses = ActionStatus::ALL.map(|status| action_status_name(status, lang).to_owned());
    let mut questions = vec![
        text(
            Id::Description,
            label("finding.description"),
            &action.description,
            long(true),
        ),
        text(Id::Owner, label("finding.owner"), &action.owner, Reads::Line),
        text(
            Id::Due,
            label("finding.due"),
            &action.due,
            day(found_on.unwrap_or_default(), ""),
        ),
        choice(Id::Status, label("finding.status"), statuses.to_vec(), status),
        text(
            Id::StartedOn,
            label("finding.started_on"),
            &action.started_on,
            day("", &action.done_on),
        ),
        text(
            Id::DoneOn,
            label("finding.done_on"),
            &action.done_on,
            day(&action.started_on, &action.verified_on),
        ),
        text(
            Id::VerifiedOn,
            label("finding.verified_on"),
            &action.verified_on,
            day(&action.done_on, ""),
        ),
        text(
            Id::VerifiedBy,
            label("finding.verified_by"),
            &action.verified_by,
            Reads::Line,
        ),
        text(
            Id::Verification,
            label("finding.verification"),
            &action.verification,
            long(false),
        ),
        text(
            Id::Dropped,
            label("finding.dropped"),
            &action.dropped,
            long(false),
        ),
        link(Id::Done, label("finding.back_to_finding").to_owned()),
    ];
    if let Some(first) = questions.first_mut() {
        let words = action_words(context, action, &workbook.today);
        let label = finding.map(Finding::label).unwrap_or_default();
        first.section = Some(format!("{label}  {words}"));
    }
    questions
}

/// What is asked for with what was written. Verified and dropped wait for what they need.
fn prepare(action: &ActionItem, entries: Vec<(Id, Entry)>) -> Prepared {
    let mut draft = ActionDraft::default();
    for (id, entry) in entries {
        match (id, entry) {
            (Id::Description, Entry::Text(text)) => draft.description = Some(text),
            (Id::Owner, Entry::Text(text)) => draft.owner = Some(text),
            (Id::Due, Entry::Text(day)) => draft.due = Some(day),
            (Id::StartedOn, Entry::Text(day)) => draft.started_on = Some(day),
            (Id::DoneOn, Entry::Text(day)) => draft.done_on = Some(day),
            (Id::VerifiedOn, Entry::Text(day)) => draft.verified_on = Some(day),
            (Id::VerifiedBy, Entry::Text(text)) => draft.verified_by = Some(text),
            (Id::Verification, Entry::Text(text)) => draft.verification = Some(text),
            (Id::Dropped, Entry::Text(text)) => draft.dropped = Some(text),
            (Id::Status, Entry::Choice(at)) => draft.status = ActionStatus::ALL.get(at).copied(),
            _ => {}
        }
    }
    let waits = hold_back(action, &mut draft);
    let uid = action.uid.clone();
    let acts = match draft == ActionDraft::default() {
        true => Vec::new(),
        false => vec![Act::request(Request::SetAction { uid, draft })],
    };
    Prepared { acts, waits }
}

/// Takes out what cannot be kept yet; says what is missing.
fn hold_back(action: &ActionItem, draft: &mut ActionDraft) -> Option<&'static str> {
    let is_given = |new: &Option<String>, kept: &String| !new.as_ref().unwrap_or(kept).trim().is_empty();
    let is_verified = draft.status == Some(ActionStatus::Verified)
        || (draft.status.is_none() && is_given(&draft.verified_on, &action.verified_on));
    let said = is_given(&draft.verified_by, &action.verified_by)
        && is_given(&draft.verification, &action.verification);
    let done = draft.status == Some(ActionStatus::Verified) || is_given(&draft.done_on, &action.done_on);
    if is_verified && !(said && done) {
        draft.status = None;
        draft.verified_on = None;
        // What a verified action needs is not taken away either.
        if !action.verified_on.is_empty() {
            draft.verified_by = None;
            draft.verification = None;
            draft.done_on = None;
        }
        return Some("finding.verify_waits");
    }
    if draft.status == Some(ActionStatus::Dropped) && !is_given(&draft.dropped, &action.dropped) {
        draft.status = None;
        return Some("finding.drop_waits");
    }
    None
}

fn paragraphs(
    context: &Context<'_>,
    action: &ActionItem,
    finding: Option<&Finding>,
    focused: Option<&Question<Id>>,
) -> Vec<Paragraph> {
    let lang = context.lang;
    let hint = |id| Paragraph::new(tr(lang, id), Tone::Dim);
    match focused.map(|question| &question.id) {
        Some(Id::Due) => {
            let found_on = finding
                .map(|finding| finding.found_on.as_str())
                .unwrap_or_default();
            if found_on.is_empty() {
                return vec![hint("finding.hint_due")];
            }
            let found_on = context.date(found_on);
            let words = fill(lang, "finding.hint_due_after", &[("found", &found_on)]);
            vec![Paragraph::new(words, Tone::Dim)]
        }
        Some(Id::Status) => vec![hint("finding.hint_status")],
        Some(Id::VerifiedOn | Id::VerifiedBy | Id::Verification) => vec![hint("finding.hint_verified")],
        Some(Id::Dropped) => vec![hint("finding.hint_dropped")],
        Some(Id::Owner) => vec![
            hint("finding.hint_owner"),
            Paragraph::new(&action.description, Tone::Plain),
        ],
        Some(Id::Description) => vec![hint("finding.hint_description")],
        Some(Id::StartedOn | Id::DoneOn) => vec![hint("finding.hint_days")],
        Some(Id::Done) | None => Vec::new(),
    }
}
