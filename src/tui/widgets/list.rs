//! A list or a tree of which one row is selected, by a mark in the gutter and bold.

use std::cell::Cell;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::tui::input::{Code, KeyPress};
use crate::tui::theme::{Mark, Theme};

use super::scroll::{self, Scroll};
use super::styled::{self, Piece};
use super::{Reaction, paint};

/// Cells of the gutter in which the selection mark stands.
const GUTTER: u16 = 2;

/// One row. A tree is the rows of its visible nodes; which nodes are visible is for its holder.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// Depth in a tree, from 0; each level is indented by the width of the gutter.
    pub depth: u16,
    /// The text.
    pub pieces: Vec<Piece>,
    /// What stands at the right edge, such as a state or a count.
    pub right: Vec<Piece>,
    /// The row is a heading that the selection skips.
    pub heading: bool,
    /// The selected row lies below this one; the row is marked as well.
    pub on_path: bool,
}

impl Row {
    /// A row at the left edge.
    pub fn new(pieces: Vec<Piece>) -> Self {
        Self {
            pieces,
            ..Self::default()
        }
    }
}

/// Selection and scroll position of a list. The rows are given with each key and each frame.
#[derive(Debug, Clone, Default)]
pub struct List {
    selected: usize,
    top: Cell<usize>,
    height: Cell<usize>,
}

impl List {
    /// Number of the selected row, from 0; rows may be fewer by now.
    pub fn selected(&self) -> usize {
        self.selected
    }

    /// Selects a row.
    pub fn select(&mut self, row: usize) {
        self.selected = row;
    }

    /// Handles the keys that move the selection; at the ends they are left to whoever holds the
    /// list.
    pub fn update(&mut self, key: KeyPress, rows: &[Row]) -> Reaction {
        let page = self.height.get().saturating_sub(1).max(1);
        let selected = self.selected.min(rows.len().saturating_sub(1));
        let target = match key.code {
            Code::Up => upwards(rows, selected.checked_sub(1)),
            Code::Down => downwards(rows, selected + 1),
            Code::PageUp if selected > 0 => {
                upwards(rows, Some(selected.saturating_sub(page))).or_else(|| downwards(rows, 0))
            }
            Code::PageDown if selected + 1 < rows.len() => {
                downwards(rows, selected + page).or_else(|| upwards(rows, rows.len().checked_sub(1)))
            }
            Code::Home => downwards(rows, 0),
            Code::End => upwards(rows, rows.len().checked_sub(1)),
            _ => None,
        };
        match target.filter(|target| *target != selected) {
            Some(target) => {
                self.selected = target;
                Reaction::Consumed
            }
            None if key.code == Code::Up && self.top.get() > 0 => {
                // Headings above the first row that can be selected.
                self.top.set(0);
                Reaction::Consumed
            }
            None => Reaction::Ignored,
        }
    }

    /// Draws the visible rows. The selection is bold only while the list has the focus.
    pub fn view(&self, rows: &[Row], area: Rect, buffer: &mut Buffer, theme: &Theme, focused: bool) {
        let area = area.intersection(buffer.area);
        paint::clear(buffer, area);
        let height = usize::from(area.height);
        self.height.set(height);
        let selected = self.selected.min(rows.len().saturating_sub(1));
        let mut top = scroll::top_for(self.top.get(), selected, height, rows.len());
        if height > 1 && top == selected && top > 0 && rows.get(top - 1).is_some_and(|above| above.heading) {
            top -= 1;
        }
        self.top.set(top);
        for (y, (number, row)) in (area.top()..area.bottom()).zip(rows.iter().enumerate().skip(top)) {
            view_row(
                buffer,
                Rect { y, height: 1, ..area },
                row,
                number == selected,
                focused,
                theme,
            );
        }
        scroll::hint(
            buffer,
            area,
            theme,
            Scroll {
                top,
                height,
                rows: rows.len(),
            },
        );
    }
}

/// The nearest row from `start` downwards that can be selected.
fn downwards(rows: &[Row], start: usize) -> Option<usize> {
    rows.iter()
        .enumerate()
        .skip(start)
        .find(|(_, row)| !row.heading)
        .map(|(number, _)| number)
}

/// The nearest row from `start` upwards that can be selected.
fn upwards(rows: &[Row], start: Option<usize>) -> Option<usize> {
    let start = start?;
    rows.iter()
        .enumerate()
        .take(start + 1)
        .rev()
        .find(|(_, row)| !row.heading)
        .map(|(number, _)| number)
}

/// Draws one row; the last column is kept for the hint that there is more.
fn view_row(buffer: &mut Buffer, area: Rect, row: &Row, selected: bool, focused: bool, theme: &Theme) {
    let indent = row.depth.saturating_mul(GUTTER);
    let selected = selected && !row.heading;
    if selected || row.on_path {
        let (mark, tone) = theme.mark(Mark::Selected);
        let x = area.x.saturating_add(indent);
        paint::put(
            buffer,
            x,
            area.y,
            area.right().saturating_sub(x).min(1),
            mark,
            theme.style(tone),
        );
    }
    let strong = selected && focused;
    let right_edge = area.right().saturating_sub(1);
    let right_width = u16::try_from(styled::width(&row.right))
        .unwrap_or(u16::MAX)
        .min(area.width / 2);
    let right_start = right_edge.saturating_sub(right_width);
    styled::put(
        buffer,
        (right_start, area.y),
        right_width,
        &row.right,
        theme,
        strong,
    );
    let start = area.x.saturating_add(indent).saturating_add(GUTTER);
    let gap = u16::from(right_width > 0);
    let room = right_start.saturating_sub(gap).saturating_sub(start);
    styled::put(buffer, (start, area.y), room, &row.pieces, theme, strong);
}
