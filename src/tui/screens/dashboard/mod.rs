//! The dashboard: charts of the assessment. Every bar can be selected, and Enter lists its checks.

mod slice;

use std::path::Path;
use std::rc::Rc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::records::{draw_detail, list_and_detail};
use super::{GapsScreen, Screen};
use crate::engagement::request::{Outcome, Request};
use crate::lang::{ChartLine, ChartRow, ChartStyle, Fill, chart_lines, slice_name, state_name, tr};
use crate::model::assessment::State;
use crate::model::dashboard::{Dashboard, Sources, dashboard};
use crate::model::delta::{Delta, Side, delta};
use crate::model::scope::scope;
use crate::settings::WORKBOOK_EXTENSION;
use crate::tui::app::{Act, Context, Workbook};
use crate::tui::keys::Command;
use crate::tui::overlays::{Overlay, Picker};
use crate::tui::theme::{Mark, Tone};
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::cursor::Cursor;
use crate::tui::widgets::held::Held;
use crate::tui::widgets::paint::put;
use crate::tui::widgets::scroll::{self, Scroll};

use super::walk::mark_of;
pub use slice::SliceScreen;

/// Cells of the gutter.
const GUTTER: u16 = 2;
/// Cells between label, bar and number.
const GAP: u16 = 2;

/// The charts.
#[derive(Debug, Default)]
pub struct DashboardScreen {
    /// Counts bars alone; headings and notes cannot be selected.
    cursor: Cursor,
    /// The only state whose checks Enter lists; none lists all of the bar.
    state: Option<State>,
    data: Held<Dashboard>,
}

impl DashboardScreen {
    /// Shows the charts; the year before is read again where it was chosen earlier.
    pub fn open(workbook: &Workbook) -> Vec<Act> {
        let shown = Act::push(Screen::Dashboard(Self::default()));
        let chosen = workbook.previous_path.as_deref();
        let again = chosen.filter(|_| workbook.previous.is_none()).map(Self::chosen);
        std::iter::once(shown)
            .chain(again.into_iter().flatten())
            .collect()
    }

    fn data(&self, workbook: &Workbook) -> Rc<Dashboard> {
        self.data.get(workbook.head.count, || {
            let delta = delta_of(workbook);
            dashboard(sources(workbook, delta.as_ref()), &workbook.score)
        })
    }

    fn rows(&self, context: &Context<'_>, workbook: &Workbook) -> Vec<ChartRow> {
        let lines = self.lines(context, workbook).into_iter();
        let rows = lines.filter_map(|line| match line {
            ChartLine::Row(row) => Some(row),
            _ => None,
        });
        rows.collect()
    }

    fn lines(&self, context: &Context<'_>, workbook: &Workbook) -> Vec<ChartLine> {
        let style = ChartStyle {
            lang: context.lang,
            calendar: context.calendar,
            // The margins, the gutter and the column of the scroll marks.
            width: usize::from(context.body.0.saturating_sub(2 + GUTTER + 1)),
            ascii: context.theme.is_ascii(),
        };
        chart_lines(&self.data(workbook), &workbook.pack, style)
    }

    /// Whether a command can be used now.
    pub fn enabled(&self, command: Command, context: &Context<'_>) -> bool {
        let Some(workbook) = context.workbook else {
            return false;
        };
        match command {
            Command::CheckEvidence => !workbook.assessment.evidence.is_empty(),
            _ => true,
        }
    }

    /// Handles a command.
    pub fn command(&mut self, command: Command, context: &Context<'_>) -> Vec<Act> {
        let Some(workbook) = context.workbook else {
            return Vec::new();
        };
        match command {
            Command::Browse => vec![
                Act::overlay(Overlay::Picker(Picker::files(&[WORKBOOK_EXTENSION]))),
                Picker::first_request(workbook.path.parent().map(Path::to_path_buf)),
            ],
            Command::Gaps => vec![Act::Replace(Box::new(Screen::Gaps(GapsScreen::default())))],
            Command::Walk => vec![Act::Pop],
            Command::CheckEvidence => vec![Act::request(Request::CheckEvidence)],
            Command::Back => Vec::new(),
            _ => self.command_in_rows(command, context, workbook),
        }
    }

    fn command_in_rows(&mut self, command: Command, context: &Context<'_>, workbook: &Workbook) -> Vec<Act> {
        let rows = self.rows(context, workbook);
        let selected = rows.get(self.cursor.within(rows.len()));
        match (command, selected) {
            (Command::Open, Some(row)) => {
                let state = state_in(self.state, row);
                return vec![Act::push(Screen::Slice(SliceScreen::new(
                    row.slice.clone(),
                    state,
                )))];
            }
            (Command::Left | Command::Right, Some(row)) => {
                self.state = neighbour(state_in(self.state, row), row, command == Command::Right);
            }
            _ => {
                if self
                    .cursor
                    .update(command, rows.len(), usize::from(context.body.1))
                {
                    self.state = None;
                }
            }
        }
        Vec::new()
    }

    /// The workbook of the year before was chosen.
    pub fn chosen(path: &Path) -> Vec<Act> {
        vec![Act::request(Request::ReadPrevious(path.to_owned()))]
    }

    /// What the files of the evidence were found to be, and the year before, change the charts
    /// without a row in the journal.
    pub fn outcome(&mut self, outcome: &Outcome, _context: &Context<'_>) -> Vec<Act> {
        if matches!(outcome, Outcome::EvidenceStates(_) | Outcome::Previous(_)) {
            self.data = Held::default();
        }
        Vec::new()
    }

    /// Draws it.
    pub fn view(&self, context: &Context<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let workbook = context.workbook?;
        let lines = self.lines(context, workbook);
        let rows = || lines.iter().filter(|line| matches!(line, ChartLine::Row(_)));
        let (list, detail) = list_and_detail(area);
        let selected = self.cursor.within(rows().count());
        let mut at = usize::MAX;
        let places = lines
            .iter()
            .enumerate()
            .filter(|(_, line)| matches!(line, ChartLine::Row(_)));
        if let Some((place, _)) = places.clone().nth(selected) {
            at = place;
        }
        // The heading of the first chart comes into view with its first bar.
        let near = if selected == 0 { 0 } else { at };
        let height = usize::from(list.height);
        let offset = Cursor { row: near }.offset(lines.len(), height);
        let shown = lines.iter().enumerate().skip(offset);
        for ((place, line), y) in shown.zip(list.top()..list.bottom()) {
            let row = Rect { y, height: 1, ..list };
            draw_line(context, line, place == at, row, buffer);
        }
        let seen = Scroll {
            top: offset,
            height,
            rows: lines.len(),
        };
        scroll::hint(buffer, list, context.theme, seen);
        if let Some(ChartLine::Row(row)) = lines.get(at) {
            draw_detail(context, &self.detail(context, workbook, row), detail, buffer);
        }
        None
    }

    /// What the selected bar stands for, and which of its checks Enter lists.
    fn detail(&self, context: &Context<'_>, workbook: &Workbook, row: &ChartRow) -> String {
        let lang = context.lang;
        let name = slice_name(&row.slice, &workbook.pack, lang, context.calendar);
        if row.states.is_empty() {
            return format!("{name}\n{}", tr(lang, "dashboard.enter"));
        }
        let chosen = state_in(self.state, row);
        let total: u64 = row.states.iter().map(|(_, count)| count).sum();
        let choice = |state: Option<State>, words: &str, count: u64| {
            let tick = if state == chosen { "(x)" } else { "( )" };
            // No-break spaces keep a choice on one line.
            format!("{tick}\u{a0}{}\u{a0}{count}", words.replace(' ', "\u{a0}"))
        };
        let all = choice(None, tr(lang, "dashboard.all"), total);
        let states = row
            .states
            .iter()
            .map(|(state, count)| choice(Some(*state), state_name(*state, lang), *count));
        let choices: Vec<String> = std::iter::once(all).chain(states).collect();
        format!(
            "{name}\n{}  {}\n{}",
            tr(lang, "dashboard.show"),
            choices.join("  "),
            tr(lang, "dashboard.enter")
        )
    }
}

/// The chosen state, as far as the bar has checks in it.
fn state_in(state: Option<State>, row: &ChartRow) -> Option<State> {
    state.filter(|state| row.states.iter().any(|(known, _)| known == state))
}

/// The next or the previous choice: all, then each state that is there.
fn neighbour(state: Option<State>, row: &ChartRow, forward: bool) -> Option<State> {
    let states = row.states.iter().map(|(state, _)| Some(*state));
    let choices: Vec<Option<State>> = std::iter::once(None).chain(states).collect();
    let at = choices.iter().position(|choice| *choice == state).unwrap_or(0);
    let to = match forward {
        true => (at + 1) % choices.len(),
        false => at.checked_sub(1).unwrap_or(choices.len() - 1),
    };
    choices.get(to).copied().flatten()
}

/// What the charts and their lists are computed from.
pub(super) fn sources<'a>(workbook: &'a Workbook, delta: Option<&'a Delta>) -> Sources<'a> {
    Sources {
        pack: &workbook.pack,
        scope: &workbook.scope,
        assessment: &workbook.assessment,
        evidence: &workbook.evidence_states,
        today: &workbook.today,
        delta,
    }
}

/// What changed since the year before, where that workbook was chosen.
pub(super) fn delta_of(workbook: &Workbook) -> Option<Delta> {
    let previous = workbook.previous.as_ref()?;
    let before = scope(&previous.pack, &previous.assessment.profile);
    Some(delta(
        Side {
            pack: &previous.pack,
            assessment: &previous.assessment,
            scope: &before,
        },
        Side {
            pack: &workbook.pack,
            assessment: &workbook.assessment,
            scope: &workbook.scope,
        },
    ))
}

fn draw_line(context: &Context<'_>, line: &ChartLine, selected: bool, area: Rect, buffer: &mut Buffer) {
    let theme = context.theme;
    match line {
        ChartLine::Blank => {}
        ChartLine::Heading(words) => {
            put(
                buffer,
                area.x,
                area.y,
                area.width,
                words,
                theme.style(Tone::Heading),
            );
        }
        ChartLine::Note(words) => {
            let width = area.width.saturating_sub(GUTTER);
            put(
                buffer,
                area.x + GUTTER,
                area.y,
                width,
                words,
                theme.style(Tone::Dim),
            );
        }
        ChartLine::Row(row) => draw_row(context, row, selected, area, buffer),
    }
}

fn draw_row(context: &Context<'_>, row: &ChartRow, selected: bool, area: Rect, buffer: &mut Buffer) {
    let theme = context.theme;
    Canvas::from(context).row(area, selected);
    let (mark, tone) = theme.mark(if selected { Mark::Selected } else { Mark::None });
    put(buffer, area.x, area.y, GUTTER, mark, theme.style(tone));
    let words = theme.style(if selected { Tone::Strong } else { Tone::Plain });
    let mut x = area.x + GUTTER;
    let right = area.right().saturating_sub(1);
    x += put(buffer, x, area.y, right.saturating_sub(x), &row.label, words) + GAP;
    for segment in &row.bar {
        let cells = segment.fill.glyph(theme.is_ascii()).repeat(segment.cells);
        let style = theme.style(tone_of(context, segment.fill));
        x += put(buffer, x, area.y, right.saturating_sub(x), &cells, style);
    }
    x += u16::try_from(row.empty).unwrap_or(0) + GAP;
    put(buffer, x, area.y, right.saturating_sub(x), &row.value, words);
}

fn tone_of(context: &Context<'_>, fill: Fill) -> Tone {
    match fill {
        Fill::State(State::Unanswered) => Tone::Dim,
        Fill::State(state) => context.theme.mark(mark_of(state)).1,
        Fill::Count => Tone::Accent,
        Fill::Alert => Tone::Bad,
    }
}
