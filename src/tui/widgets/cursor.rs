//! A selected row in a list and which part of the list is visible.

use crate::tui::keys::Command;

/// Rows that one notch of the mouse wheel moves by.
pub const WHEEL_ROWS: usize = 3;

/// The selected row of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cursor {
    /// Index of the selected row.
    pub row: usize,
}

impl Cursor {
    /// Moves by a command over `count` rows with `page` visible; false where the command does not
    /// move.
    pub fn update(&mut self, command: Command, count: usize, page: usize) -> bool {
        let last = count.saturating_sub(1);
        self.row = match command {
            Command::Up => self.row.saturating_sub(1),
            Command::Down => self.row + 1,
            Command::PageUp => self.row.saturating_sub(page.max(1)),
            Command::PageDown => self.row + page.max(1),
            Command::ScrollUp => self.row.saturating_sub(WHEEL_ROWS),
            Command::ScrollDown => self.row + WHEEL_ROWS,
            Command::First => 0,
            Command::Last => last,
            _ => return false,
        }
        .min(last);
        true
    }

    /// The row kept inside a list that became shorter.
    pub fn within(self, count: usize) -> usize {
        self.row.min(count.saturating_sub(1))
    }

    /// The first visible row, so that the selected one is near the middle of `height` rows and
    /// the list has no empty end.
    pub fn offset(self, count: usize, height: usize) -> usize {
        self.within(count)
            .saturating_sub(height / 2)
            .min(count.saturating_sub(height))
    }
}
