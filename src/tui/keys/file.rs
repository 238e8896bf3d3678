//! `keys.toml`: `[keys.everywhere]` holds at every place, `[keys.walk]` at one. What stands under `[keys]` alone
//! holds everywhere, too; but some places are called like commands, and TOML takes no name twice. Every fault is found at once, and a
//! file with any fault changes nothing, so that nobody has to guess which half of it is in force.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::names::{
    KeyFault, command_named, commands, is_function_key, is_input_method_safe, key_named, nearest, place_named,
};
use super::{Command, Keymap, PLACES, Place, bindings_at};
use crate::error::Words;
use crate::settings::keys::Fault;
use crate::tui::input::KeyPress;

/// Without these nobody gets in, on, or out again.
const ESSENTIAL: [Command; 8] = [
    Command::Open,
    Command::Save,
    Command::Back,
    Command::Quit,
    Command::Palette,
    Command::Up,
    Command::Down,
    Command::NextField,
];

/// The section of what holds at every place.
pub(super) const EVERYWHERE: &str = "everywhere";

/// The keys that the file gives a command, at one place or wherever it stands.
struct Setting {
    place: Option<Place>,
    command: Command,
    keys: Vec<(KeyPress, usize)>,
    /// Every one of its keys could be read.
    is_whole: bool,
    line: usize,
}

/// Reads the file; see [`Keymap::read`].
pub(super) fn read(text: &str) -> Result<Keymap, Vec<Fault>> {
    let mut reading = Reading {
        text,
        settings: Vec::new(),
        faults: Vec::new(),
    };
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        reading.sections(table.get_ref());
    }
    for error in errors {
        let at = error.span().map_or(0, |span| span.start);
        let said = Words::new("keys.fault_syntax").with("cause", error.message());
        let hint = match error.message() {
            "duplicate key" => "keys.hint_duplicate",
            _ => "keys.hint_syntax",
        };
        reading.fault(at, said, hint);
    }
    let keymap = reading.keymap();
    let mut faults = reading.faults;
    if faults.is_empty() {
        return Ok(keymap);
    }
    faults.sort_by_key(|fault| fault.line);
    Err(faults)
}

struct Reading<'t> {
    text: &'t str,
    settings: Vec<Setting>,
    faults: Vec<Fault>,
}

impl Reading<'_> {
    /// The line of a byte, from 1.
    fn line(&self, at: usize) -> usize {
        let before = self.text.get(..at.min(self.text.len())).unwrap_or_default();
        before.matches('\n').count() + 1
    }

    fn fault(&mut self, at: usize, said: Words, hint: impl Into<Words>) {
        let line = self.line(at);
        self.fault_in(line, said, hint);
    }

    fn fault_in(&mut self, line: usize, said: Words, hint: impl Into<Words>) {
        let hint = hint.into();
        self.faults.push(Fault { line, said, hint });
    }

    fn sections(&mut self, table: &DeTable<'_>) {
        for (name, value) in table {
            match value.get_ref() {
                DeValue::Table(keys) if name.get_ref() == "keys" => self.everywhere(keys),
                _ => {
                    let said = Words::new("keys.fault_section").with("given", name.get_ref());
                    self.fault(name.span().start, said, "keys.hint_section");
                }
            }
        }
    }

    fn everywhere(&mut self, table: &DeTable<'_>) {
        for (name, value) in table {
            match value.get_ref() {
                DeValue::Table(keys) => self.place(name, keys),
                _ => self.setting(None, name, value),
            }
        }
    }

    fn place(&mut self, name: &Spanned<std::borrow::Cow<'_, str>>, table: &DeTable<'_>) {
        if name.get_ref() == EVERYWHERE {
            for (name, value) in table {
                self.setting(None, name, value);
            }
            return;
        }
        let Some(place) = place_named(name.get_ref()) else {
            let known = PLACES.into_iter().map(Place::id).chain([EVERYWHERE.to_owned()]);
            let said = Words::new("keys.fault_place").with("given", name.get_ref());
            let hint = Words::new("keys.hint_place").with("nearest", nearest(name.get_ref(), known));
            return self.fault(name.span().start, said, hint);
        };
        for (name, value) in table {
            self.setting(Some(place), name, value);
        }
    }

    fn setting(
        &mut self,
        place: Option<Place>,
        name: &Spanned<std::borrow::Cow<'_, str>>,
        value: &Spanned<DeValue<'_>>,
    ) {
        let at = name.span().start;
        let Some(command) = command_named(name.get_ref()) else {
            let known = commands().into_iter().map(Command::id);
            let said = Words::new("keys.fault_command").with("given", name.get_ref());
            let hint = Words::new("keys.hint_command").with("nearest", nearest(name.get_ref(), known));
            return self.fault(at, said, hint);
        };
        if let Some(place) = place
            && !stands_at(command, place)
        {
            let places: Vec<String> = places_of(command).map(Place::id).collect();
            let said = Words::new("keys.fault_not_here")
                .with("command", command.id())
                .with("place", place.id());
            let hint = Words::new("keys.hint_not_here").with("places", places.join(", "));
            return self.fault(at, said, hint);
        }
        let before = self.faults.len();
        let keys = self.keys(command, value);
        let is_whole = self.faults.len() == before;
        let line = self.line(at);
        self.settings.push(Setting {
            place,
            command,
            keys,
            is_whole,
            line,
        });
    }

    /// The keys of a value: a list of names, or one name.
    fn keys(&mut self, command: Command, value: &Spanned<DeValue<'_>>) -> Vec<(KeyPress, usize)> {
        let mut keys = Vec::new();
        match value.get_ref() {
            DeValue::Array(names) => {
                for name in names.iter() {
                    self.key(command, name, &mut keys);
                }
            }
            _ => self.key(command, value, &mut keys),
        }
        keys
    }

    fn key(&mut self, command: Command, name: &Spanned<DeValue<'_>>, keys: &mut Vec<(KeyPress, usize)>) {
        let at = name.span().start;
        let DeValue::String(given) = name.get_ref() else {
            let said = Words::new("keys.fault_no_list").with("command", command.id());
            return self.fault(at, said, "keys.hint_no_list");
        };
        let (id, hint) = match key_named(given) {
            Ok(key) => {
                let line = self.line(at);
                return keys.push((key, line));
            }
            Err(KeyFault::Unknown) => ("keys.fault_key", "keys.hint_key"),
            Err(KeyFault::NeverArrives) => ("keys.fault_never_arrives", "keys.hint_never_arrives"),
            Err(KeyFault::Reserved) => ("keys.fault_reserved", "keys.hint_reserved"),
        };
        let said = Words::new(id).with("given", given).with("command", command.id());
        self.fault(at, said, hint);
    }

    /// The table with the settings: those of a place stand above those that hold everywhere.
    fn keymap(&mut self) -> Keymap {
        let mut keymap = Keymap::default();
        let settings = std::mem::take(&mut self.settings);
        for wanted in [false, true] {
            for setting in settings
                .iter()
                .filter(|setting| setting.place.is_some() == wanted)
            {
                let keys: Vec<KeyPress> = setting.keys.iter().map(|(key, _)| *key).collect();
                for place in reach(setting) {
                    keymap.change(place, setting.command, keys.clone());
                }
            }
        }
        // Keys that could not be read would only bring faults that are not there.
        for setting in settings.iter().filter(|setting| setting.is_whole) {
            self.check_reachable(setting);
        }
        if settings.iter().all(|setting| setting.is_whole) {
            for setting in &settings {
                self.check_clashes(setting, &keymap);
            }
        }
        keymap
    }

    /// An essential command needs a key that input methods let through; a function key needs a twin.
    fn check_reachable(&mut self, setting: &Setting) {
        let keys = || setting.keys.iter().map(|(key, _)| *key);
        let command = setting.command.id();
        let safe = keys().any(is_input_method_safe);
        if ESSENTIAL.contains(&setting.command) && !safe {
            let said = Words::new("keys.fault_essential").with("command", &command);
            self.fault_in(setting.line, said, "keys.hint_essential");
        } else if let Some(function) = keys().find(|key| is_function_key(*key))
            && !keys().any(|key| is_input_method_safe(key) && !is_function_key(key))
        {
            let said = Words::new("keys.fault_function")
                .with("command", &command)
                .with("key", function.label());
            self.fault_in(setting.line, said, "keys.hint_function");
        }
    }

    /// A key means one thing at a place.
    fn check_clashes(&mut self, setting: &Setting, keymap: &Keymap) {
        for (key, line) in &setting.keys {
            let taken = reach(setting).find_map(|place| {
                let mut others = keymap
                    .commands_for(place, *key)
                    .filter(|command| *command != setting.command);
                let is_in_force = keymap
                    .commands_for(place, *key)
                    .any(|command| command == setting.command);
                others.next().filter(|_| is_in_force).map(|other| (place, other))
            });
            let Some((place, other)) = taken else { continue };
            let said = Words::new("keys.fault_taken")
                .with("key", key.label())
                .with("command", setting.command.id())
                .with("place", place.id())
                .with("other", other.id());
            let hint = Words::new("keys.hint_taken")
                .with("place", place.id())
                .with("other", other.id());
            self.fault_in(*line, said, hint);
        }
    }
}

fn stands_at(command: Command, place: Place) -> bool {
    bindings_at(place).any(|binding| binding.command == command)
}

fn places_of(command: Command) -> impl Iterator<Item = Place> {
    PLACES.into_iter().filter(move |place| stands_at(command, *place))
}

/// The places at which a setting changes keys.
fn reach(setting: &Setting) -> impl Iterator<Item = Place> {
    let only = setting.place;
    places_of(setting.command).filter(move |place| only.is_none_or(|only| only == *place))
}
