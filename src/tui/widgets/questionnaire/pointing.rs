//! What can be pointed at in a questionnaire: its rows, the options of a choice, the box of a tick.

use ratatui::layout::Rect;

use super::view::{Columns, Line, OPTION_GAP, Offered, value_area};
use super::{Kind, Question};
use crate::text;
use crate::tui::spots::{RowAt, Spot, Way};
use crate::tui::widgets::canvas::Canvas;

/// Cells of the box of a tick.
const BOX: u16 = 3;

/// Notes a drawn line; `focus` is the question that has the focus.
pub(super) fn note<Id>(
    line: &Line<'_>,
    questions: &[Question<Id>],
    focus: usize,
    columns: Columns,
    row: Rect,
    canvas: &Canvas<'_>,
) {
    let Some(index) = line.question() else {
        return;
    };
    let at = RowAt {
        list: 0,
        focused: true,
        index,
        selected: index == focus,
        way: Way::Fields,
    };
    canvas.spot(row, Spot::Row(at));
    match line {
        Line::Row(_, options) | Line::Options(_, options) if !options.is_empty() => {
            note_options(options, value_area(row, columns), canvas);
        }
        Line::Row(..) => {
            let ticks = questions
                .get(index)
                .is_some_and(|question| matches!(question.kind, Kind::Tick(_)));
            if ticks {
                let tick = Rect {
                    x: row.x + 2,
                    width: BOX,
                    ..row
                };
                canvas.spot(tick, Spot::Open);
            }
        }
        _ => {}
    }
}

fn note_options(options: &[Offered], area: Rect, canvas: &Canvas<'_>) {
    let mut x = area.x;
    for option in options {
        let width = u16::try_from(text::width(&option.words)).unwrap_or(u16::MAX);
        let shown = Rect { x, width, ..area }.intersection(area);
        canvas.spot(shown, Spot::Turn(option.by));
        x = x
            .saturating_add(width)
            .saturating_add(u16::try_from(OPTION_GAP).unwrap_or(1));
    }
}
