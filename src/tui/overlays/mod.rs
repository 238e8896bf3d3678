//! What lies over a screen: data on a stack, without callbacks and without loops of its own.

mod confirm;
mod editing_keys;
mod help;
mod message;
mod palette;
mod picker;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

pub use confirm::Confirm;
pub use help::Help;
pub use message::Message;
pub use palette::Palette;
pub use picker::Picker;

use super::app::{Act, Context};
use super::input::KeyPress;
use super::keys::{Command, Place};
use crate::engagement::request::Outcome;

/// An overlay.
#[derive(Debug)]
pub enum Overlay {
    /// The keys and what they do.
    Help(Help),
    /// Every command, found by typing.
    Palette(Palette),
    /// A question with yes and no.
    Confirm(Confirm),
    /// A message to be read.
    Message(Message),
    /// Choosing a file.
    Picker(Picker),
}

/// Calls the same method on whichever overlay it is.
macro_rules! each {
    ($overlay:expr, $inner:ident => $call:expr) => {
        match $overlay {
            Overlay::Help($inner) => $call,
            Overlay::Palette($inner) => $call,
            Overlay::Confirm($inner) => $call,
            Overlay::Message($inner) => $call,
            Overlay::Picker($inner) => $call,
        }
    };
}

impl Overlay {
    /// Where the user is.
    pub fn place(&self) -> Place {
        match self {
            Overlay::Help(_) => Place::Help,
            Overlay::Palette(_) => Place::Palette,
            Overlay::Confirm(_) => Place::Confirm,
            Overlay::Message(_) => Place::Message,
            Overlay::Picker(_) => Place::Picker,
        }
    }

    /// Whether a command can be used now.
    pub fn enabled(&self, command: Command) -> bool {
        match command {
            Command::Help => !matches!(self, Overlay::Help(_) | Overlay::Confirm(_) | Overlay::Message(_)),
            Command::Palette => false,
            _ => true,
        }
    }

    /// Handles a command.
    pub fn command(&mut self, command: Command, context: &Context<'_>) -> Vec<Act> {
        match command {
            Command::Back if !matches!(self, Overlay::Confirm(_)) => vec![Act::CloseOverlay],
            _ => each!(self, inner => inner.command(command, context)),
        }
    }

    /// Handles a key of text entry; none where it has no use for it.
    pub fn key(&mut self, key: KeyPress, context: &Context<'_>) -> Option<Vec<Act>> {
        match self {
            Overlay::Palette(palette) => palette.key(key, context),
            Overlay::Picker(picker) => picker.key(key),
            _ => None,
        }
    }

    /// Handles pasted text.
    pub fn paste(&mut self, pasted: &str, context: &Context<'_>) {
        match self {
            Overlay::Palette(palette) => palette.paste(pasted, context),
            Overlay::Picker(picker) => picker.paste(pasted),
            _ => {}
        }
    }

    /// Takes an outcome meant for it; false where it has no use for it.
    pub fn outcome(&mut self, outcome: &Outcome) -> bool {
        match self {
            Overlay::Picker(picker) => picker.outcome(outcome),
            _ => false,
        }
    }

    /// Draws it over `area` and says where the hardware cursor belongs.
    pub fn view(&self, context: &Context<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        each!(self, inner => inner.view(context, area, buffer))
    }
}
