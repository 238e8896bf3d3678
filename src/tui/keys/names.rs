//! The names that `keys.toml`, the palette and `zicha keys` use: of commands, places and keys.

use super::{BINDINGS, Command, PLACES, Place};
use crate::tui::input::{Code, KeyPress, named_key};

impl Command {
    /// Its stable name, `next_unanswered`. It is the name of the variant, so renaming a variant
    /// breaks people's `keys.toml`.
    pub fn id(self) -> String {
        snake_case(&format!("{self:?}"))
    }
}

impl Place {
    /// Its stable name, `self_check`. It is the name of the variant, so renaming a variant breaks
    /// people's `keys.toml`.
    pub fn id(self) -> String {
        snake_case(&format!("{self:?}"))
    }
}

fn snake_case(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    for character in name.chars() {
        if character.is_ascii_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.push(character.to_ascii_lowercase());
    }
    out
}

/// The command of the table with this name.
pub fn command_named(name: &str) -> Option<Command> {
    commands().into_iter().find(|command| command.id() == name)
}

/// Every command of the table once, in its order.
pub fn commands() -> Vec<Command> {
    let mut known = Vec::new();
    for binding in BINDINGS {
        if !known.contains(&binding.command) {
            known.push(binding.command);
        }
    }
    known
}

/// The place with this name.
pub fn place_named(name: &str) -> Option<Place> {
    PLACES.into_iter().find(|place| place.id() == name)
}

/// Of `known` the name that is written most like `given`.
pub fn nearest(given: &str, known: impl Iterator<Item = String>) -> String {
    known.min_by_key(|name| edits(given, name)).unwrap_or_default()
}

/// How many characters must be changed, put in or left out to make one word of the other.
fn edits(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, character) in one.chars().enumerate() {
        let mut diagonal = at;
        let mut left = at + 1;
        for (cell, known) in row.iter_mut().skip(1).zip(&other) {
            let above = *cell;
            let changed = diagonal + usize::from(character != *known);
            left = changed.min(left + 1).min(above + 1);
            diagonal = above;
            *cell = left;
        }
        if let Some(first) = row.first_mut() {
            *first = at + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

/// Why a name cannot be used for a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyFault {
    /// It names no key.
    Unknown,
    /// Terminals send something else for it: Ctrl-H, Ctrl-I, Ctrl-J and Ctrl-M are Backspace, Tab and
    /// Enter; Ctrl with anything but a letter does not arrive everywhere.
    NeverArrives,
    /// Ctrl-C copies or leaves, whatever the screen.
    Reserved,
}

/// The key of a name as people write it: `ctrl-n`, `Ctrl+N`, `F4`, `PgDn`.
///
/// # Errors
///
/// [`KeyFault`] for a name that no key of a terminal has.
pub fn key_named(name: &str) -> Result<KeyPress, KeyFault> {
    let name = name.trim();
    let mut characters = name.chars();
    let written = match (characters.next(), characters.as_str()) {
        // A character stands for itself, capital letters included.
        (Some(character), "") => return plain_character(character),
        _ => name.to_ascii_lowercase().replace('+', "-"),
    };
    let (held, key) = written.rsplit_once('-').unwrap_or(("", &written));
    let key = match key {
        "del" => "delete",
        "ins" => "insert",
        "pgup" => "pageup",
        "pgdn" => "pagedown",
        "escape" => "esc",
        "return" => "enter",
        known => known,
    };
    let name = if held.is_empty() {
        key.to_owned()
    } else {
        format!("{held}-{key}")
    };
    arriving(named_key(&name).ok_or(KeyFault::Unknown)?)
}

fn plain_character(character: char) -> Result<KeyPress, KeyFault> {
    if character.is_control() || character.is_whitespace() {
        return Err(KeyFault::Unknown);
    }
    Ok(KeyPress::plain(Code::Char(character)).folded())
}

fn arriving(key: KeyPress) -> Result<KeyPress, KeyFault> {
    let Code::Char(character) = key.code else {
        return Ok(key);
    };
    match (key.ctrl, character) {
        (true, 'c') => Err(KeyFault::Reserved),
        (true, 'h' | 'i' | 'j' | 'm') => Err(KeyFault::NeverArrives),
        (true, character) if !character.is_ascii_lowercase() => Err(KeyFault::NeverArrives),
        // Shift is already in the character.
        _ if key.shift => Err(KeyFault::NeverArrives),
        _ => Ok(key),
    }
}

/// The name of a key as `keys.toml` has it; [`key_named`] reads it back.
pub fn name_of(key: KeyPress) -> String {
    match key.code {
        Code::Char(character) if !key.ctrl && !key.alt && character != ' ' => character.to_string(),
        _ => {
            let label = key.label().to_ascii_lowercase();
            let (held, name) = match label.rsplit_once('-') {
                Some((held, name)) if !name.is_empty() => (format!("{held}-"), name),
                _ => (String::new(), label.as_str()),
            };
            let name = match name {
                "del" => "delete",
                "ins" => "insert",
                "pgup" => "pageup",
                "pgdn" => "pagedown",
                known => known,
            };
            format!("{held}{name}")
        }
    }
}

/// Whether an input method lets the key through: it may swallow anything that types.
pub fn is_input_method_safe(key: KeyPress) -> bool {
    key.typed().is_none()
}

/// Whether it is a function key, which not every keyboard or terminal lets through.
pub fn is_function_key(key: KeyPress) -> bool {
    matches!(key.code, Code::Function(_))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_of_the_table_is_read_back_from_its_name() {
        for binding in BINDINGS {
            for key in binding.keys.iter().filter_map(|key| super::super::parse_key(key)) {
                assert_eq!(key_named(&name_of(key)), Ok(key), "{}", name_of(key));
            }
        }
    }

    #[test]
    fn a_key_may_be_written_as_the_key_bar_shows_it() {
        for (written, name) in [
            ("Ctrl+N", "ctrl-n"),
            ("F4", "f4"),
            ("PgDn", "pagedown"),
            ("Ins", "insert"),
            ("Alt-1", "alt-1"),
            ("Shift-Tab", "shift-tab"),
            ("／", "/"),
            ("Space", "space"),
        ] {
            assert_eq!(key_named(written).map(name_of).as_deref(), Ok(name));
        }
    }

    #[test]
    fn what_no_terminal_sends_is_no_key() {
        for (written, fault) in [
            ("ctrl-m", KeyFault::NeverArrives),
            ("ctrl-1", KeyFault::NeverArrives),
            ("ctrl-c", KeyFault::Reserved),
            ("f25", KeyFault::Unknown),
            ("hyper-x", KeyFault::Unknown),
            ("", KeyFault::Unknown),
            ("shift-a", KeyFault::NeverArrives),
        ] {
            assert_eq!(key_named(written), Err(fault), "{written}");
        }
    }

    #[test]
    fn a_mistyped_command_is_told_the_nearest_one() {
        let known = || commands().into_iter().map(Command::id);
        assert_eq!(nearest("next_unaswered", known()), "next_unanswered");
        assert_eq!(nearest("serch", known()), "search");
    }
}
