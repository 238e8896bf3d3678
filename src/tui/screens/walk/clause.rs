//! The right pane: one clause with its requirement, its answers for each target, its evidence list
//! and its guidance. Only the lines that are seen are made (see `lines`).

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::answers::Answers;
use super::lines::{Line, Said, Words};
use crate::model::pack::ClauseId;
use crate::model::scope::Target;
use crate::tui::app::{Context, Workbook};
use crate::tui::spots::{RowAt, Spot};
use crate::tui::theme::{Mark, Tone};
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::paint::put;
use crate::tui::widgets::scroll::{self, Scroll};

/// Something in the pane that can be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slot {
    /// The answer for a target.
    Answer(Target),
    /// An item of the evidence list.
    Item(String),
}

/// What can be opened in the pane of a clause, in order.
pub fn slots(workbook: &Workbook, clause: ClauseId) -> Vec<Slot> {
    let targets = workbook
        .scope
        .checks_of(clause)
        .iter()
        .filter_map(|check| check.target.clone())
        .map(Slot::Answer);
    let items = workbook
        .pack
        .clause(clause)
        .into_iter()
        .flat_map(|clause| &clause.evidence);
    targets
        .chain(items.map(|item| Slot::Item(item.id.clone())))
        .collect()
}

/// Where the pane stands.
#[derive(Debug, Clone, Copy, Default)]
pub struct PaneState {
    /// Index of the selected slot.
    pub slot: usize,
    /// Lines scrolled beyond what the selection needs.
    pub scroll: usize,
    /// The pane has the focus.
    pub focused: bool,
}

impl PaneState {
    /// Selects a slot and scrolls to it.
    pub fn select(&mut self, slot: usize) {
        self.slot = slot;
        self.scroll = 0;
    }
}

/// Draws the pane.
pub fn view(
    context: &Context<'_>,
    workbook: &Workbook,
    clause: ClauseId,
    state: PaneState,
    area: Rect,
    buffer: &mut Buffer,
) {
    let Some(clause) = workbook.pack.clause(clause) else {
        return;
    };
    let width = words_width(area);
    let answers = Answers::new(context, workbook, clause, width);
    let said = Said {
        context,
        workbook,
        clause,
        answers: &answers,
        width,
    };
    let seen = Seen::new(said.lines(), state, usize::from(area.height));
    let theme = context.theme;
    Canvas::from(context).spot(area, Spot::Pane);
    for (line, y) in seen.lines.iter().skip(seen.top).zip(area.top()..area.bottom()) {
        note_slot(context, line.slot, state, Rect { y, height: 1, ..area });
        let selected = state.focused && line.slot == Some(state.slot);
        let mark = if selected { Mark::Selected } else { line.mark };
        let (glyph, mark_tone) = theme.mark(mark);
        put(buffer, area.x, y, 1, glyph, theme.style(mark_tone));
        let style = theme.style(if selected { Tone::Strong } else { line.tone });
        let cells = u16::try_from(width).unwrap_or(0);
        match &line.words {
            Words::Ready(words) => put(buffer, area.x + 2, y, cells, words, style),
            Words::Answer(at) => put(buffer, area.x + 2, y, cells, &answers.words(*at), style),
        };
    }
    let scroll = Scroll {
        top: seen.top,
        height: usize::from(area.height),
        rows: seen.lines.len(),
    };
    scroll::hint(buffer, area, theme, scroll);
}

/// What can be opened in the pane can be pointed at.
fn note_slot(context: &Context<'_>, slot: Option<usize>, state: PaneState, area: Rect) {
    if let Some(index) = slot {
        let selected = state.focused && index == state.slot;
        let row = RowAt::in_list(1, state.focused, index, selected);
        Canvas::from(context).spot(area, Spot::Row(row));
    }
}

/// The scroll of `state`, kept so that the last line does not leave the pane.
pub fn possible_scroll(
    context: &Context<'_>,
    workbook: &Workbook,
    clause: ClauseId,
    state: PaneState,
    area: Rect,
) -> usize {
    let Some(clause) = workbook.pack.clause(clause) else {
        return 0;
    };
    let width = words_width(area);
    let said = Said {
        context,
        workbook,
        clause,
        answers: &Answers::new(context, workbook, clause, width),
        width,
    };
    let seen = Seen::new(said.lines(), state, usize::from(area.height));
    seen.top - seen.first
}

/// Cells for words: between the gutter and the column of the scroll hint.
fn words_width(area: Rect) -> usize {
    usize::from(area.width.saturating_sub(3))
}

/// The lines down to the last one that is seen, and one more where there is one.
struct Seen {
    lines: Vec<Line>,
    /// The first line that the selection needs.
    first: usize,
    /// The first line that is seen.
    top: usize,
}

impl Seen {
    fn new(mut all: impl Iterator<Item = Line>, state: PaneState, height: usize) -> Self {
        let mut lines = Vec::new();
        let mut selected = 0;
        if state.focused {
            let is_selected = |line: &Line| line.slot == Some(state.slot);
            for line in all.by_ref() {
                let found = is_selected(&line);
                lines.push(line);
                if found {
                    selected = lines.len() - 1;
                    break;
                }
            }
        }
        let first = selected.saturating_sub(height.saturating_sub(3));
        let wanted = first + state.scroll + height + 1;
        lines.extend(all.take(wanted.saturating_sub(lines.len())));
        let furthest = lines.len().saturating_sub(height);
        let first = first.min(furthest);
        Self {
            top: (first + state.scroll).min(furthest),
            first,
            lines,
        }
    }
}
