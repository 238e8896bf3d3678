//! How the commands of a place stand together in its help.

use crate::tui::keys::Command;
use crate::tui::refusal::moves;

/// Which rows stand together, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Group {
    Here,
    Everywhere,
    Moving,
}

impl Group {
    /// Every group and the id of its heading.
    pub(super) const ALL: [(Group, &'static str); 3] = [
        (Group::Here, "keys.help_here"),
        (Group::Everywhere, "keys.help_everywhere"),
        (Group::Moving, "keys.help_moving"),
    ];

    /// Where a command stands.
    pub(super) fn of(command: Command) -> Self {
        match command {
            command if moves(command) => Group::Moving,
            Command::Help
            | Command::Palette
            | Command::Quit
            | Command::Back
            | Command::Undo
            | Command::Redo
            | Command::SwitchLanguage
            | Command::Suspend => Group::Everywhere,
            _ => Group::Here,
        }
    }
}
