//! Answering several checks at once: one result and note, and what becomes of each check, told
//! before it is done. All of it is one step.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::type_into;
use crate::engagement::request::{AnswerDraft, Outcome, Request};
use crate::lang::{Lang, fill, lookup, state_name, target_name, tr};
use crate::model::assessment::State;
use crate::model::bulk::{BulkPlan, Reach, Reached};
use crate::model::pack::ClauseId;
use crate::model::scope::Target;
use crate::text;
use crate::tui::app::{Act, Context, Notice, Workbook};
use crate::tui::input::KeyPress;
use crate::tui::keys::Command;
use crate::tui::overlays::{Confirm, Overlay};
use crate::tui::spots::{RowAt, Spot, Way};
use crate::tui::theme::Tone;
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::form::{self, Entry, Row, neighbour};
use crate::tui::widgets::lines::wrapped;
use crate::tui::widgets::paint::put;
use crate::tui::widgets::row;
use crate::tui::widgets::scroll::{self, Scroll};
use crate::tui::widgets::text_field::TextField;

/// Rows of the note.
const NOTE_ROWS: u16 = 3;
/// Rows the preview keeps in a low window.
const LEAST_PREVIEW: u16 = 3;
/// Cells of a clause id with the space behind it.
const CLAUSE: usize = 6;

/// What has the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    State,
    Reach,
    Note,
    Go,
    List,
}

const FIELDS: [Field; 5] = [Field::State, Field::Reach, Field::Note, Field::Go, Field::List];

/// The screen that answers several checks.
#[derive(Debug)]
pub struct BulkScreen {
    chosen: Vec<(ClauseId, Target)>,
    /// Further values every check gets, from the answer they are copied from.
    draft: AnswerDraft,
    /// None keeps the states.
    state: Option<State>,
    reach: Reach,
    pub(super) note: TextField,
    plan: BulkPlan,
    field: Field,
    /// First visible row of the preview.
    top: usize,
    /// The request is under way.
    submitted: bool,
}

impl BulkScreen {
    /// The screen for these checks.
    pub fn new(workbook: &Workbook, chosen: Vec<(ClauseId, Target)>) -> Self {
        let mut screen = Self {
            chosen,
            draft: AnswerDraft::default(),
            state: None,
            reach: Reach::All,
            note: TextField::multi_line(""),
            plan: BulkPlan::default(),
            field: Field::State,
            top: 0,
            submitted: false,
        };
        screen.make_plan(workbook);
        screen
    }

    /// The screen with an answer to be copied.
    #[must_use]
    pub fn with_draft(mut self, draft: AnswerDraft) -> Self {
        self.state = draft.state;
        self.note.set_text(draft.note.as_deref().unwrap_or_default());
        self.draft = draft;
        self.field = Field::Go;
        self
    }

    fn make_plan(&mut self, workbook: &Workbook) {
        let chosen = self.chosen.iter().cloned();
        self.plan = BulkPlan::new(&workbook.scope, &workbook.assessment, chosen, self.reach);
        self.top = self.top.min(self.plan.rows.len().saturating_sub(1));
    }

    /// What every check gets. What does not go with the state is left out.
    fn values(&self) -> AnswerDraft {
        let state = self.state;
        let goes = |states: &[State]| state.is_none_or(|state| states.contains(&state));
        let mut draft = self.draft.clone();
        draft.state = state;
        let written = !self.note.text().is_empty() || draft.note.is_some();
        draft.note = written.then(|| self.note.text().to_owned());
        if !goes(&[State::Met, State::Partial]) {
            draft.alternative = None;
            draft.alternative_basis = None;
        }
        if !goes(&[State::NotMet, State::Partial]) {
            draft.risk_accepted = None;
        }
        if !goes(&[State::Unable]) {
            draft.limitation = None;
        }
        if !goes(&[State::NotApplicable]) {
            draft.reviewer = None;
        }
        draft
    }

    /// Whether a command can be used now.
    pub fn enabled(&self, command: Command, context: &Context<'_>) -> bool {
        match command {
            Command::Save => context.workbook.is_some_and(|workbook| !workbook.read_only),
            Command::Open => self.field != Field::Note,
            _ => true,
        }
    }

    /// Handles a command.
    pub fn command(&mut self, command: Command, context: &Context<'_>) -> Vec<Act> {
        let Some(workbook) = context.workbook else {
            return Vec::new();
        };
        match command {
            Command::Back => return self.leave(context.lang),
            Command::Save => return self.submit(context, workbook),
            Command::Open if self.field == Field::Go => return self.submit(context, workbook),
            Command::NextField => self.go(1, true),
            Command::PreviousField => self.go(-1, true),
            Command::Left | Command::Right if self.field == Field::State => self.pick_state(command),
            Command::Left | Command::Right if self.field == Field::Reach => {
                self.reach = match self.reach {
                    Reach::All => Reach::OnlyUnanswered,
                    Reach::OnlyUnanswered => Reach::All,
                };
                self.make_plan(workbook);
            }
            Command::PageUp | Command::PageDown | Command::First | Command::Last => {
                self.scroll(command, context)
            }
            Command::Up if self.field == Field::List && self.top > 0 => self.scroll(command, context),
            Command::Down if self.field == Field::List => self.scroll(command, context),
            Command::Up => self.go(-1, false),
            Command::Down | Command::Open => self.go(1, false),
            _ => {}
        }
        Vec::new()
    }

    fn go(&mut self, by: isize, round: bool) {
        self.field = neighbour(&FIELDS, &self.field, by, round).unwrap_or(self.field);
    }

    /// The states with "unchanged" before them.
    fn states() -> Vec<Option<State>> {
        std::iter::once(None).chain(State::ALL.map(Some)).collect()
    }

    fn pick_state(&mut self, command: Command) {
        let by = if command == Command::Left { -1 } else { 1 };
        self.state = neighbour(&Self::states(), &self.state, by, true).unwrap_or(self.state);
    }

    fn scroll(&mut self, command: Command, context: &Context<'_>) {
        let area = Rect::new(0, 0, context.body.0, context.body.1);
        let height = usize::from(self.layout(context, area).1.height).max(1);
        self.top = scroll::moved(self.top, command, height, self.plan.rows.len());
    }

    fn submit(&mut self, context: &Context<'_>, workbook: &Workbook) -> Vec<Act> {
        let say = |id| vec![Act::Say(Notice::Attention(tr(context.lang, id).to_owned()))];
        let draft = self.values();
        if workbook.read_only {
            return say("tui.cannot_write");
        }
        if draft.state.is_none() && draft.note.is_none() {
            return say("matrix.bulk_nothing_given");
        }
        let keys = self.plan.keys();
        if keys.is_empty() {
            return say("matrix.bulk_nothing_reached");
        }
        if self.submitted {
            return Vec::new();
        }
        self.submitted = true;
        vec![Act::request(Request::Answer { keys, draft })]
    }

    /// Closes at once where nothing was given, else asks first.
    fn leave(&self, lang: Lang) -> Vec<Act> {
        match self.leaving_question(lang) {
            Some(question) => vec![Act::overlay(Overlay::Confirm(Confirm::then(
                question,
                vec![Act::Pop],
            )))],
            None => Vec::new(),
        }
    }

    /// The question before something typed is thrown away.
    pub fn leaving_question(&self, lang: Lang) -> Option<String> {
        let copied = self.draft.note.as_deref().unwrap_or_default();
        (self.note.text() != copied).then(|| tr(lang, "matrix.bulk_leave").to_owned())
    }

    /// Handles a key of text entry.
    pub fn key(&mut self, key: KeyPress, context: &Context<'_>) -> Option<Vec<Act>> {
        let writable = context.workbook.is_some_and(|workbook| !workbook.read_only);
        match self.field {
            Field::Note if writable => type_into(&mut self.note, key),
            _ => None,
        }
    }

    /// Pasted text is the note.
    pub fn paste(&mut self, pasted: &str, context: &Context<'_>) {
        if context.workbook.is_some_and(|workbook| !workbook.read_only) {
            self.field = Field::Note;
            let _ = self.note.paste(pasted);
        }
    }

    /// Takes what was saved: closes after its own request, else looks again at what it would do.
    pub fn outcome(&mut self, outcome: &Outcome, context: &Context<'_>) -> Vec<Act> {
        let Some(workbook) = context.workbook else {
            return Vec::new();
        };
        let lang = context.lang;
        let words = match outcome {
            Outcome::Saved(_) if self.submitted => {
                let count = self.plan.answered().to_string();
                fill(lang, "matrix.bulk_done", &[("count", &count)])
            }
            Outcome::Unchanged if self.submitted => tr(lang, "matrix.bulk_unchanged").to_owned(),
            Outcome::Saved(_) => {
                self.make_plan(workbook);
                return Vec::new();
            }
            _ => return Vec::new(),
        };
        // The screen below takes its marks away: they were answered.
        vec![Act::Pop, Act::Run(Command::Unmark), Act::Say(Notice::Done(words))]
    }

    /// A failed request: stay, with everything that was given.
    pub fn failed(&mut self) {
        self.submitted = false;
    }

    /// Draws it.
    pub fn view(&self, context: &Context<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let workbook = context.workbook?;
        let (lang, theme) = (context.lang, context.theme);
        let area = Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            ..area
        };
        let count = self.plan.rows.len().to_string();
        let title = fill(lang, "matrix.bulk_title", &[("count", &count)]);
        put(
            buffer,
            area.x,
            area.y,
            area.width,
            &title,
            theme.style(Tone::Heading),
        );
        let (form_area, list) = self.layout(context, area);
        let go = fill(
            lang,
            "matrix.bulk_go",
            &[("count", &self.plan.answered().to_string())],
        );
        let rows = self.form(lang, &go);
        let cursor = form::view(&rows, form_area, buffer, context);
        for (line, y) in self
            .summary(lang, area.width)
            .iter()
            .zip(form_area.bottom()..list.y)
        {
            put(buffer, area.x + 2, y, area.width, line, theme.style(Tone::Strong));
        }
        // The preview takes the focus as a whole, after the rows of the form.
        let preview = RowAt {
            list: 0,
            focused: true,
            index: rows.len(),
            selected: self.field == Field::List,
            way: Way::Fields,
        };
        Canvas::from(context).spot(list, Spot::Row(preview));
        let shown = self.plan.rows.iter().enumerate().skip(self.top);
        for ((index, reached), y) in shown.zip(list.top()..list.bottom()) {
            let tone = match reached.skipped {
                Some(_) => Tone::Dim,
                None if reached.overwrites => Tone::Warning,
                None => Tone::Plain,
            };
            let at = Rect { y, height: 1, ..list };
            let words = self.row_words(context, workbook, reached, usize::from(list.width));
            let selected = self.field == Field::List && index == self.top;
            row::draw(buffer, at, theme, selected, &words, tone);
        }
        let seen = Scroll {
            top: self.top,
            height: usize::from(list.height),
            rows: self.plan.rows.len(),
        };
        scroll::hint(buffer, list, theme, seen);
        cursor
    }

    /// Where the form and the preview stand in the body.
    fn layout(&self, context: &Context<'_>, area: Rect) -> (Rect, Rect) {
        let summary = u16::try_from(self.summary(context.lang, area.width).len()).unwrap_or(1);
        let wanted = NOTE_ROWS + 3;
        let height = wanted
            .min(area.height.saturating_sub(1 + summary + LEAST_PREVIEW))
            .max(1);
        let form = Rect {
            y: area.y + 1,
            height,
            ..area
        };
        let y = (form.bottom() + summary).min(area.bottom());
        let list = Rect {
            y,
            height: area.bottom() - y,
            ..area
        };
        (form, list)
    }

    fn form<'a>(&'a self, lang: Lang, go: &'a str) -> Vec<Row<'a>> {
        let states = Self::states();
        let chosen = states.iter().position(|state| *state == self.state).unwrap_or(0);
        let names = states.iter().map(|state| match state {
            Some(state) => state_name(*state, lang),
            None => tr(lang, "matrix.bulk_keep_state"),
        });
        let state = Entry::Choice {
            options: names.collect(),
            chosen,
        };
        let reach = Entry::Choice {
            options: vec![tr(lang, "matrix.reach_all"), tr(lang, "matrix.reach_unanswered")],
            chosen: Reach::BOTH
                .iter()
                .position(|reach| *reach == self.reach)
                .unwrap_or(0),
        };
        let note = Entry::Area(&self.note, tr(lang, "matrix.bulk_note_hint"), NOTE_ROWS);
        let is = |field| self.field == field;
        vec![
            Row::new(tr(lang, "matrix.bulk_state"), state, is(Field::State)),
            Row::new(tr(lang, "matrix.bulk_reach"), reach, is(Field::Reach)),
            Row::new(tr(lang, "matrix.bulk_note"), note, is(Field::Note)),
            Row::new("", Entry::Button(go), is(Field::Go)),
        ]
    }

    fn summary(&self, lang: Lang, width: u16) -> Vec<String> {
        let skipped = self.plan.rows.len() - self.plan.answered();
        let values = [
            ("count", self.plan.answered().to_string()),
            ("overwritten", self.plan.overwritten().to_string()),
            ("skipped", skipped.to_string()),
        ];
        let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
        let words = fill(lang, "matrix.bulk_summary", &values);
        wrapped(&words, usize::from(width.saturating_sub(4)))
    }

    /// Clause, target, old and new state, and what is written over or why it is left alone.
    fn row_words(
        &self,
        context: &Context<'_>,
        workbook: &Workbook,
        reached: &Reached,
        width: usize,
    ) -> String {
        let lang = context.lang;
        let name = target_name(&workbook.assessment.profile, &reached.key.target, lang);
        let before = state_name(reached.before, lang);
        let after = match reached.skipped {
            Some(why) => {
                let reason = lookup(lang, &format!("matrix.skipped_{}", why.id())).unwrap_or_default();
                fill(lang, "matrix.skipped_line", &[("reason", reason)])
            }
            None => {
                let state = state_name(self.state.unwrap_or(reached.before), lang);
                let over = match reached.overwrites {
                    true => tr(lang, "matrix.overwrites"),
                    false => "",
                };
                format!("{before} -> {state} {over}")
            }
        };
        let room = width.saturating_sub(CLAUSE + text::width(&after) + 4).max(8);
        let clause = text::pad(&reached.key.clause.to_string(), CLAUSE);
        format!("{clause}{} {after}", text::pad(&text::visible(name, false), room))
    }
}
