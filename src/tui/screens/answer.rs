//! Answering one check: the determination, how it was established, and the note.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::walk::{mark_of, next_unanswered, open_answer};
use super::{EvidenceScreen, Screen, type_into};
use crate::engagement::request::{AnswerDraft, Outcome, Request};
use crate::lang::{cite_part, level_name, method_name, state_name, target_name, tr};
use crate::model::assessment::{Answer, CheckKey, State};
use crate::model::pack::{ClauseId, Method};
use crate::model::scope::{Check, Target};
use crate::tui::app::{Act, Context, Workbook};
use crate::tui::input::{KeyPress, dropped_paths};
use crate::tui::keys::Command;
use crate::tui::theme::{Mark, Tone};
use crate::tui::widgets::lines::wrapped;
use crate::tui::widgets::paint::put;
use crate::tui::widgets::row;
use crate::tui::widgets::text_field::TextField;

/// The methods in the order they are offered.
const METHODS: [Method; 3] = [Method::Examine, Method::Interview, Method::Test];
/// Most rows the requirement takes above the form.
const REQUIREMENT_ROWS: usize = 4;

/// What has the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Part,
    State,
    Method,
    Note,
}

/// What happens once everything is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Afterwards {
    Stay,
    Close,
    Next,
}

/// The screen that answers one check.
#[derive(Debug)]
pub struct AnswerScreen {
    clause: ClauseId,
    target: Target,
    /// Part being answered; none is the whole clause.
    part: Option<String>,
    field: Field,
    state_row: usize,
    method_row: usize,
    note: TextField,
    /// The note as it is on disk.
    saved_note: String,
    afterwards: Afterwards,
}

impl AnswerScreen {
    /// The screen for a check.
    pub fn new(workbook: &Workbook, clause: ClauseId, target: Target) -> Self {
        let mut screen = Self {
            clause,
            target,
            part: None,
            field: Field::State,
            state_row: 0,
            method_row: 0,
            note: TextField::multi_line(""),
            saved_note: String::new(),
            afterwards: Afterwards::Stay,
        };
        screen.take_over(workbook);
        screen
    }

    fn key_of(&self) -> CheckKey {
        CheckKey {
            clause: self.clause,
            target: self.target.clone(),
            part: self.part.clone(),
        }
    }

    fn answer<'a>(&self, workbook: &'a Workbook) -> Option<&'a Answer> {
        workbook.assessment.answer(&self.key_of())
    }

    fn check<'a>(&self, workbook: &'a Workbook) -> Option<&'a Check> {
        let here =
            |check: &&Check| check.clause == self.clause && check.target.as_ref() == Some(&self.target);
        workbook.scope.checks.iter().find(here)
    }

    /// Shows what is on disk, except for a note that is being written.
    fn take_over(&mut self, workbook: &Workbook) {
        let answer = self.answer(workbook);
        let state = answer.map_or(State::Unanswered, |answer| answer.state);
        self.state_row = match state {
            State::Unanswered => 0,
            state => State::ALL.iter().position(|known| *known == state).unwrap_or(0),
        };
        let note = answer.map(|answer| answer.note.clone()).unwrap_or_default();
        if !self.is_dirty() && self.note.text() != note {
            self.note.set_text(&note);
        }
        self.saved_note = note;
    }

    fn is_dirty(&self) -> bool {
        self.note.text() != self.saved_note
    }

    fn save_note(&self) -> Vec<Act> {
        if !self.is_dirty() {
            return Vec::new();
        }
        let draft = AnswerDraft {
            note: Some(self.note.text().to_owned()),
            ..AnswerDraft::default()
        };
        vec![self.request(draft)]
    }

    fn request(&self, draft: AnswerDraft) -> Act {
        Act::request(Request::Answer {
            keys: vec![self.key_of()],
            draft,
        })
    }

    /// Whether a command can be used now.
    pub fn enabled(&self, command: Command, context: &Context<'_>) -> bool {
        match command {
            Command::Save => self.is_dirty(),
            Command::Evidence => context.workbook.is_some_and(|workbook| !workbook.read_only),
            Command::NextUnanswered => context
                .workbook
                .is_some_and(|w| next_unanswered(w, None).is_some()),
            _ => true,
        }
    }

    /// Handles a command.
    pub fn command(&mut self, command: Command, context: &Context<'_>) -> Vec<Act> {
        let Some(workbook) = context.workbook else {
            return Vec::new();
        };
        match command {
            Command::Back => self.finish(Afterwards::Close, workbook),
            Command::NextUnanswered => self.finish(Afterwards::Next, workbook),
            Command::Save => self.save_note(),
            Command::Evidence => {
                let screen = EvidenceScreen::new(workbook, self.clause, self.target.clone(), None);
                let mut acts = self.save_note();
                acts.push(Act::push(Screen::Evidence(Box::new(screen))));
                acts
            }
            Command::NextField => self.move_focus(workbook, 1),
            Command::PreviousField => self.move_focus(workbook, -1),
            command => match self.field {
                Field::Part => self.command_on_part(command, workbook),
                Field::State => self.command_on_state(command, workbook),
                Field::Method => self.command_on_method(command, workbook),
                Field::Note => Vec::new(),
            },
        }
    }

    fn fields(&self, workbook: &Workbook) -> Vec<Field> {
        let has_parts = workbook
            .pack
            .clause(self.clause)
            .is_some_and(|clause| !clause.parts.is_empty());
        let mut fields = vec![Field::State, Field::Method, Field::Note];
        if has_parts {
            fields.insert(0, Field::Part);
        }
        fields
    }

    fn move_focus(&mut self, workbook: &Workbook, by: isize) -> Vec<Act> {
        let fields = self.fields(workbook);
        let count = isize::try_from(fields.len()).unwrap_or(1);
        let here = fields
            .iter()
            .position(|field| *field == self.field)
            .and_then(|at| isize::try_from(at).ok())
            .unwrap_or(0);
        let next = usize::try_from((here + by).rem_euclid(count)).unwrap_or(0);
        let acts = if self.field == Field::Note {
            self.save_note()
        } else {
            Vec::new()
        };
        self.field = fields.get(next).copied().unwrap_or(Field::State);
        acts
    }

    /// Left and right go through the whole clause and its parts.
    fn command_on_part(&mut self, command: Command, workbook: &Workbook) -> Vec<Act> {
        let Some(clause) = workbook.pack.clause(self.clause) else {
            return Vec::new();
        };
        let choices: Vec<Option<String>> = std::iter::once(None)
            .chain(clause.parts.iter().map(|part| Some(part.id.clone())))
            .collect();
        let here = choices
            .iter()
            .position(|choice| *choice == self.part)
            .unwrap_or(0);
        let next = match command {
            Command::Left => here.saturating_sub(1),
            Command::Right | Command::Open => (here + 1).min(choices.len() - 1),
            Command::Down => return self.move_focus(workbook, 1),
            _ => here,
        };
        let acts = self.save_note();
        if next != here {
            self.part = choices.get(next).cloned().flatten();
            self.note.set_text("");
            self.saved_note = String::new();
            self.take_over(workbook);
        }
        acts
    }

    fn command_on_state(&mut self, command: Command, workbook: &Workbook) -> Vec<Act> {
        let last = State::ALL.len() - 1;
        match command {
            Command::Up if self.state_row == 0 => return self.move_focus(workbook, -1),
            Command::Up => self.state_row -= 1,
            Command::Down if self.state_row == last => return self.move_focus(workbook, 1),
            Command::Down => self.state_row += 1,
            Command::First => self.state_row = 0,
            Command::Last => self.state_row = last,
            Command::Open => {
                let state = State::ALL.get(self.state_row).copied();
                self.field = Field::Note;
                let note = self.is_dirty().then(|| self.note.text().to_owned());
                return vec![self.request(AnswerDraft {
                    state,
                    note,
                    ..AnswerDraft::default()
                })];
            }
            _ => {}
        }
        Vec::new()
    }

    fn command_on_method(&mut self, command: Command, workbook: &Workbook) -> Vec<Act> {
        match command {
            Command::Left => self.method_row = self.method_row.saturating_sub(1),
            Command::Right => self.method_row = (self.method_row + 1).min(METHODS.len() - 1),
            Command::Up => return self.move_focus(workbook, -1),
            Command::Down => return self.move_focus(workbook, 1),
            Command::Open => {
                let Some(method) = METHODS.get(self.method_row) else {
                    return Vec::new();
                };
                let mut methods = self
                    .answer(workbook)
                    .map(|answer| answer.methods.clone())
                    .unwrap_or_default();
                match methods.iter().position(|known| known == method) {
                    Some(at) => drop(methods.remove(at)),
                    None => methods.push(*method),
                }
                return vec![self.request(AnswerDraft {
                    methods: Some(methods),
                    ..AnswerDraft::default()
                })];
            }
            _ => {}
        }
        Vec::new()
    }

    /// Saves the note, then closes or goes on; at once where there is nothing to save.
    fn finish(&mut self, afterwards: Afterwards, workbook: &Workbook) -> Vec<Act> {
        self.afterwards = afterwards;
        match self.save_note() {
            acts if acts.is_empty() => self.go_on(workbook),
            acts => acts,
        }
    }

    fn go_on(&mut self, workbook: &Workbook) -> Vec<Act> {
        let afterwards = std::mem::replace(&mut self.afterwards, Afterwards::Stay);
        let next = next_unanswered(workbook, Some(self.clause));
        match (
            afterwards,
            next.and_then(|check| Some((check.clause, check.target.clone()?))),
        ) {
            (Afterwards::Stay, _) => Vec::new(),
            (Afterwards::Close, _) | (Afterwards::Next, None) => vec![Act::Pop],
            (Afterwards::Next, Some((clause, target))) => {
                vec![Act::Pop, open_answer(workbook, clause, &target)]
            }
        }
    }

    /// Handles a key of text entry.
    pub fn key(&mut self, key: KeyPress) -> Option<Vec<Act>> {
        if self.field != Field::Note {
            return None;
        }
        type_into(&mut self.note, key)
    }

    /// Pasted text goes to the note, wherever the focus is; a file dropped elsewhere than on the
    /// note is evidence.
    pub fn paste(&mut self, pasted: &str, context: &Context<'_>) -> Vec<Act> {
        let paths = dropped_paths(pasted);
        if let Some(workbook) = context.workbook
            && self.field != Field::Note
            && !paths.is_empty()
            && !workbook.read_only
        {
            let screen = EvidenceScreen::new(workbook, self.clause, self.target.clone(), None);
            return vec![Act::push(Screen::Evidence(Box::new(screen.with_files(paths))))];
        }
        self.field = Field::Note;
        let _ = self.note.paste(pasted);
        Vec::new()
    }

    /// Takes what was saved.
    pub fn outcome(&mut self, outcome: &Outcome, context: &Context<'_>) -> Vec<Act> {
        let (Some(workbook), Outcome::Saved(_) | Outcome::Unchanged) = (context.workbook, outcome) else {
            return Vec::new();
        };
        self.take_over(workbook);
        if self.afterwards == Afterwards::Stay || self.is_dirty() {
            return Vec::new();
        }
        self.go_on(workbook)
    }

    /// A failed request: stay, with everything that was written.
    pub fn failed(&mut self) {
        self.afterwards = Afterwards::Stay;
    }

    /// What must be saved before the program is left.
    pub fn unsaved(&self) -> Vec<Act> {
        self.save_note()
    }

    /// Draws it.
    pub fn view(&self, context: &Context<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let workbook = context.workbook?;
        let clause = workbook.pack.clause(self.clause)?;
        let (lang, theme) = (context.lang, context.theme);
        let area = Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            ..area
        };
        let width = usize::from(area.width);
        let mut y = area.y;
        let mut line = |words: &str, tone: Tone, y: &mut u16| {
            put(
                buffer,
                area.x,
                *y,
                area.width,
                &theme.fit(words, width),
                theme.style(tone),
            );
            *y += 1;
        };
        let cited = cite_part(&workbook.pack, self.clause, self.part.as_deref(), lang);
        let level = self.level(workbook);
        let name = target_name(&workbook.assessment.profile, &self.target, lang);
        line(
            &format!("{} {}", clause.id, lang.of(&clause.title)),
            Tone::Heading,
            &mut y,
        );
        line(
            &format!("{cited}  {}  {name}", level_name(level, lang)),
            Tone::Dim,
            &mut y,
        );
        let requirement = self
            .part
            .as_deref()
            .and_then(|part| clause.part(part))
            .map_or(&clause.requirement, |p| &p.requirement);
        let rows = wrapped(lang.of(requirement), width);
        let room = REQUIREMENT_ROWS.min(usize::from(area.height).saturating_sub(12).max(1));
        for (index, words) in rows.iter().take(room).enumerate() {
            let cut = index + 1 == room && rows.len() > room;
            let words = if cut {
                format!("{words}{}", theme.glyphs().ellipsis)
            } else {
                words.clone()
            };
            line(&words, Tone::Plain, &mut y);
        }
        y += 1;
        if self.fields(workbook).contains(&Field::Part) {
            self.draw_parts(context, workbook, Rect { y, height: 1, ..area }, buffer);
            y += 1;
        }
        y = self.draw_states(context, workbook, Rect { y, ..area }, buffer);
        self.draw_methods(context, workbook, Rect { y, height: 1, ..area }, buffer);
        y += 1;
        let label_tone = if self.field == Field::Note {
            Tone::Accent
        } else {
            Tone::Heading
        };
        let unsaved = if self.is_dirty() {
            tr(lang, "tui.note_unsaved")
        } else {
            ""
        };
        put(
            buffer,
            area.x,
            y,
            area.width,
            &format!("{} {unsaved}", tr(lang, "tui.note_label")),
            theme.style(label_tone),
        );
        y += 1;
        let field = Rect {
            x: area.x + 2,
            y,
            width: area.width.saturating_sub(2),
            height: area.bottom().saturating_sub(y),
        };
        let cursor = self.note.view(field, buffer, theme);
        (self.field == Field::Note).then_some(cursor).flatten()
    }

    fn level(&self, workbook: &Workbook) -> crate::model::pack::Level {
        let check = self.check(workbook);
        let part = self
            .part
            .as_deref()
            .and_then(|id| check?.parts.iter().find(|part| part.id == id));
        part.map(|part| part.level)
            .or(check.map(|check| check.level))
            .unwrap_or_default()
    }

    fn draw_parts(&self, context: &Context<'_>, workbook: &Workbook, area: Rect, buffer: &mut Buffer) {
        let (lang, theme) = (context.lang, context.theme);
        let parts = workbook
            .pack
            .clause(self.clause)
            .into_iter()
            .flat_map(|clause| &clause.parts);
        let names = std::iter::once((None, tr(lang, "tui.part_whole")))
            .chain(parts.map(|part| (Some(part.id.clone()), lang.of(&part.label))));
        let mut x = area.x
            + put(
                buffer,
                area.x,
                area.y,
                area.width,
                tr(lang, "tui.part_label"),
                theme.style(Tone::Heading),
            )
            + 1;
        for (id, name) in names {
            let chosen = id == self.part;
            let words = if chosen {
                format!("[{name}]")
            } else {
                format!(" {name} ")
            };
            let tone = match (chosen, self.field == Field::Part) {
                (true, true) => Tone::Accent,
                (true, false) => Tone::Strong,
                _ => Tone::Plain,
            };
            x += put(
                buffer,
                x,
                area.y,
                area.right().saturating_sub(x),
                &words,
                theme.style(tone),
            ) + 1;
        }
    }

    fn draw_states(
        &self,
        context: &Context<'_>,
        workbook: &Workbook,
        area: Rect,
        buffer: &mut Buffer,
    ) -> u16 {
        let (lang, theme) = (context.lang, context.theme);
        let current = self
            .answer(workbook)
            .map_or(State::Unanswered, |answer| answer.state);
        let mut y = area.y;
        for (state, index) in State::ALL.iter().zip(0..) {
            let selected = self.field == Field::State && index == self.state_row;
            let (mark, _) = theme.mark(mark_of(*state));
            let radio = if *state == current { "(x)" } else { "( )" };
            let words = format!("{radio} {mark} {}", state_name(*state, lang));
            let tone = if *state == current {
                Tone::Strong
            } else {
                Tone::Plain
            };
            row::draw(
                buffer,
                Rect { y, height: 1, ..area },
                theme,
                selected,
                &words,
                tone,
            );
            y += 1;
        }
        y
    }

    fn draw_methods(&self, context: &Context<'_>, workbook: &Workbook, area: Rect, buffer: &mut Buffer) {
        let (lang, theme) = (context.lang, context.theme);
        let chosen = self
            .answer(workbook)
            .map(|answer| answer.methods.clone())
            .unwrap_or_default();
        let mut x = area.x
            + put(
                buffer,
                area.x,
                area.y,
                area.width,
                tr(lang, "tui.method_label"),
                theme.style(Tone::Heading),
            )
            + 1;
        for (method, index) in METHODS.iter().zip(0..) {
            let selected = self.field == Field::Method && index == self.method_row;
            let (gutter, _) = theme.mark(if selected { Mark::Selected } else { Mark::None });
            let tick = if chosen.contains(method) { "[x]" } else { "[ ]" };
            let words = format!("{gutter}{tick} {}", method_name(*method, lang));
            let tone = if selected { Tone::Strong } else { Tone::Plain };
            x += put(
                buffer,
                x,
                area.y,
                area.right().saturating_sub(x),
                &words,
                theme.style(tone),
            ) + 2;
        }
    }
}
