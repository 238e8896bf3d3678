//! The keys as they are in force: the table, changed by `keys.toml`.

use std::collections::HashMap;

use super::{BINDINGS, Binding, Command, Place, names, parse_key, parsed_keys};
use crate::tui::input::KeyPress;

/// Which keys mean what, and how they are called on the screen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keymap {
    /// The keys of commands that the file changed; a command without keys stands in the palette alone.
    changed: HashMap<(Place, Command), Vec<KeyPress>>,
}

impl Keymap {
    /// The table changed by the text of a `keys.toml`.
    ///
    /// # Errors
    ///
    /// Every fault of the file, in its order.
    pub fn read(text: &str) -> Result<Self, Vec<crate::settings::keys::Fault>> {
        super::file::read(text)
    }

    /// Gives a command other keys at a place.
    pub(super) fn change(&mut self, place: Place, command: Command, keys: Vec<KeyPress>) {
        self.changed.insert((place, command), keys);
    }

    /// Whether the file changed the keys of a command at a place.
    pub fn is_changed(&self, place: Place, command: Command) -> bool {
        self.changed.contains_key(&(place, command))
    }

    /// The keys of a binding at a place, the one shown first.
    pub fn keys(&self, binding: &Binding, place: Place) -> Vec<KeyPress> {
        match self.changed.get(&(place, binding.command)) {
            Some(keys) => keys.clone(),
            None => binding.keys.iter().filter_map(|key| parse_key(key)).collect(),
        }
    }

    /// The commands a key means at a place, in table order; the first enabled one counts.
    pub fn commands_for(&self, place: Place, key: KeyPress) -> impl Iterator<Item = Command> {
        let key = key.folded();
        BINDINGS
            .iter()
            .zip(parsed_keys())
            .filter(move |(binding, built_in)| {
                let changed = self.changed.get(&(place, binding.command));
                binding.places.contains(&place) && changed.unwrap_or(built_in).contains(&key)
            })
            .map(|(binding, _)| binding.command)
    }

    /// The name of a binding's first key at a place as the key bar shows it; none where it has none.
    pub fn label(&self, binding: &Binding, place: Place) -> Option<String> {
        self.keys(binding, place).first().map(KeyPress::label)
    }

    /// The names of all keys of a binding at a place, `F4 / Ctrl-N`.
    pub fn labels(&self, binding: &Binding, place: Place) -> String {
        let labels: Vec<String> = self.keys(binding, place).iter().map(KeyPress::label).collect();
        labels.join(" / ")
    }

    /// How a sentence names the key of `place.command`: its first key, or the palette and what to type
    /// there where it has none. None where the table has no such command there.
    pub fn named(&self, name: &str) -> Option<String> {
        let (place, command) = name.split_once('.')?;
        let (place, command) = (names::place_named(place)?, names::command_named(command)?);
        let at = |wanted: Command| super::bindings_at(place).find(|binding| binding.command == wanted);
        if let Some(key) = self.label(at(command)?, place) {
            return Some(key);
        }
        let palette = self.label(at(Command::Palette)?, place).unwrap_or_default();
        Some(format!("{palette} {}", command.id()))
    }
}
