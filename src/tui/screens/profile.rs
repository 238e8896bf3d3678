//! (being written)

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::tui::app::{Act, Context};
use crate::tui::keys::Command;

/// (being written)
#[derive(Debug, Clone)]
pub struct ProfileScreen {}

impl ProfileScreen {
    /// The screen for the open workbook.
    pub fn new(_context: &Context<'_>) -> Self {
        Self {}
    }

    /// Whether a command can be used now.
    pub fn enabled(&self, _command: Command, _context: &Context<'_>) -> bool {
        true
    }

    /// Handles a command.
    pub fn command(&mut self, _command: Command, _context: &Context<'_>) -> Vec<Act> {
        Vec::new()
    }

    /// Draws it.
    pub fn view(&self, _context: &Context<'_>, _area: Rect, _buffer: &mut Buffer) -> Option<Position> {
        None
    }
}
