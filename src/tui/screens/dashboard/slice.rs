//! The checks behind a bar of the charts; Enter opens the answer, Esc goes back to the bar.

use std::rc::Rc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{delta_of, sources};
use crate::lang::{Lang, fill, slice_name, state_name, target_name, tr};
use crate::model::assessment::{CheckKey, State};
use crate::model::dashboard::{Listed, Slice, checks};
use crate::text;
use crate::tui::app::{Act, Context, Notice, Workbook};
use crate::tui::keys::Command;
use crate::tui::screens::records::{draw_detail, draw_empty, draw_title, list_and_detail};
use crate::tui::screens::walk::{mark_of, open_answer};
use crate::tui::theme::Tone;
use crate::tui::widgets::cursor::Cursor;
use crate::tui::widgets::held::Held;
use crate::tui::widgets::row;
use crate::tui::widgets::scroll::{self, Scroll};

/// Cells before the columns: the gutter, the mark of the state, the clause's number.
const BEFORE_TITLE: usize = 2 + 2 + CLAUSE;
const CLAUSE: usize = 6;

/// The checks behind a bar.
#[derive(Debug)]
pub struct SliceScreen {
    slice: Slice,
    /// Only those in this state.
    state: Option<State>,
    cursor: Cursor,
    rows: Held<Vec<Listed>>,
}

impl SliceScreen {
    /// The checks of a bar; with a state, only those in it.
    pub fn new(slice: Slice, state: Option<State>) -> Self {
        Self {
            slice,
            state,
            cursor: Cursor::default(),
            rows: Held::default(),
        }
    }

    fn rows(&self, workbook: &Workbook) -> Rc<Vec<Listed>> {
        self.rows.get(workbook.head.count, || {
            let delta = match self.slice {
                Slice::Moved(_) => delta_of(workbook),
                _ => None,
            };
            checks(&self.slice, self.state, sources(workbook, delta.as_ref()))
        })
    }

    /// Whether a command can be used now.
    pub fn enabled(&self, command: Command, context: &Context<'_>) -> bool {
        let Some(workbook) = context.workbook else {
            return false;
        };
        match command {
            Command::Open => !self.rows(workbook).is_empty(),
            Command::Browse | Command::Gaps | Command::Walk | Command::CheckEvidence => false,
            _ => true,
        }
    }

    /// Handles a command.
    pub fn command(&mut self, command: Command, context: &Context<'_>) -> Vec<Act> {
        let Some(workbook) = context.workbook else {
            return Vec::new();
        };
        let rows = self.rows(workbook);
        if command == Command::Open {
            return match rows.get(self.cursor.within(rows.len())) {
                Some(listed) if is_in_scope(workbook, listed) => {
                    vec![open_answer(workbook, listed.clause, &listed.target)]
                }
                Some(_) => {
                    let words = tr(context.lang, "dashboard.gone").to_owned();
                    vec![Act::Say(Notice::Attention(words))]
                }
                None => Vec::new(),
            };
        }
        self.cursor
            .update(command, rows.len(), usize::from(context.body.1));
        Vec::new()
    }

    /// Draws it.
    pub fn view(&self, context: &Context<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let workbook = context.workbook?;
        let theme = context.theme;
        let rows = self.rows(workbook);
        let (list, detail) = list_and_detail(area);
        let title = theme.fit(
            &self.title(context, workbook, rows.len()),
            usize::from(list.width),
        );
        let body = draw_title(context, &title, list, buffer);
        if rows.is_empty() {
            draw_empty(context, "dashboard.list_none", body, buffer);
            return None;
        }
        let columns = Columns::new(context, workbook, usize::from(body.width.saturating_sub(1)));
        let selected = self.cursor.within(rows.len());
        let height = usize::from(body.height);
        let offset = Cursor { row: selected }.offset(rows.len(), height);
        let visible = rows.iter().enumerate().skip(offset);
        for ((index, listed), y) in visible.zip(body.top()..body.bottom()) {
            let at = Rect { y, height: 1, ..body };
            let words = columns.words(context, workbook, listed);
            row::draw(buffer, at, context, index == selected, &words, Tone::Plain);
        }
        let seen = Scroll {
            top: offset,
            height,
            rows: rows.len(),
        };
        scroll::hint(buffer, body, theme, seen);
        if let Some(listed) = rows.get(selected) {
            let words = self.detail(context, workbook, listed);
            draw_detail(context, &words, detail, buffer);
        }
        None
    }

    fn title(&self, context: &Context<'_>, workbook: &Workbook, count: usize) -> String {
        let lang = context.lang;
        let name = slice_name(&self.slice, &workbook.pack, lang, context.calendar);
        let (id, state) = match self.state {
            Some(state) => ("dashboard.list_title_state", state_name(state, lang)),
            None => ("dashboard.list_title", ""),
        };
        let values = [
            ("name", name.as_str()),
            ("state", state),
            ("count", &count.to_string()),
        ];
        fill(lang, id, &values)
    }

    /// How it stood the year before, in a list of what changed, and the note of the answer.
    fn detail(&self, context: &Context<'_>, workbook: &Workbook, listed: &Listed) -> String {
        let key = |part| CheckKey {
            clause: listed.clause,
            target: listed.target.clone(),
            part,
        };
        let answer = workbook.assessment.answer(&key(listed.part.clone()));
        let answer = answer.or_else(|| workbook.assessment.answer(&key(None)));
        let note = answer.map(|answer| answer.note.as_str()).unwrap_or_default();
        let note = match note {
            "" => tr(context.lang, "tui.gaps_no_note"),
            note => note,
        };
        if !matches!(self.slice, Slice::Moved(_)) {
            return note.to_owned();
        }
        let values = [
            ("before", state_words(listed.before, context.lang)),
            ("after", state_words(listed.state, context.lang)),
        ];
        format!(
            "{}\n{note}",
            fill(context.lang, "dashboard.before_after", &values)
        )
    }
}

fn state_words(state: Option<State>, lang: Lang) -> &'static str {
    state.map_or(tr(lang, "dashboard.not_in_scope"), |state| {
        state_name(state, lang)
    })
}

/// Whether the check can be opened: it may be gone since the year before.
fn is_in_scope(workbook: &Workbook, listed: &Listed) -> bool {
    let checks = workbook.scope.checks_of(listed.clause);
    checks
        .iter()
        .any(|check| check.in_scope() && check.target.as_ref() == Some(&listed.target))
}

/// Cells that the columns of the list take.
struct Columns {
    title: usize,
    state: usize,
    target: usize,
}

impl Columns {
    fn new(context: &Context<'_>, workbook: &Workbook, width: usize) -> Self {
        let lang = context.lang;
        let states = State::ALL.map(|state| state_words(Some(state), lang));
        let states = states.into_iter().chain([state_words(None, lang)]);
        let state = states.map(text::width).max().unwrap_or(0);
        let systems = workbook.assessment.profile.systems.iter();
        let names = systems.map(|system| text::width(&system.name));
        let organisation = text::width(tr(lang, "model.target_organisation"));
        let target = names.chain([organisation]).max().unwrap_or(0).min(width / 3);
        Self {
            title: width.saturating_sub(BEFORE_TITLE + state + target + 2),
            state,
            target,
        }
    }

    /// Mark, clause, title, state, target.
    fn words(&self, context: &Context<'_>, workbook: &Workbook, listed: &Listed) -> String {
        let lang = context.lang;
        let clause = workbook.pack.clause(listed.clause);
        let title = clause.map(|clause| lang.of(&clause.title)).unwrap_or_default();
        let part = listed.part.as_deref().and_then(|id| clause?.part(id));
        let title = match part.map(|part| lang.of(&part.label)) {
            None => title.to_owned(),
            Some(part) => format!(
                "{title}{}",
                lang.pick("（", " (").to_owned() + part + lang.pick("）", ")")
            ),
        };
        let mark = listed
            .state
            .map_or(" ", |state| context.theme.mark(mark_of(state)).0);
        let target = target_name(&workbook.assessment.profile, &listed.target, lang);
        format!(
            "{mark} {}{} {} {}",
            text::pad(&listed.clause.to_string(), CLAUSE),
            text::pad(&context.theme.fit(&title, self.title), self.title),
            text::pad(state_words(listed.state, lang), self.state),
            text::pad(&context.theme.fit(target, self.target), self.target),
        )
    }
}
