//! What `zicha keys` is told: every command with its keys, and an example file.

use std::fmt::Write as _;

use super::file::EVERYWHERE;
use super::names::{commands, name_of};
use super::{Command, Keymap, PLACES, Place, bindings_at};
use crate::lang::{Lang, tr};
use crate::settings::keys::{Fault, KeyRow, ScreenKeys};

/// What the command line may know of the keys of the screen.
pub fn for_command_line() -> ScreenKeys {
    ScreenKeys { read, example }
}

fn read(text: &str) -> (Vec<KeyRow>, Vec<Fault>) {
    let (keymap, faults) = match Keymap::read(text) {
        Ok(keymap) => (keymap, Vec::new()),
        Err(faults) => (Keymap::default(), faults),
    };
    (rows(&keymap), faults)
}

fn rows(keymap: &Keymap) -> Vec<KeyRow> {
    let at = |place: Place| {
        bindings_at(place).map(move |binding| KeyRow {
            place: place.id(),
            command: binding.command.id(),
            keys: keymap.keys(binding, place).into_iter().map(name_of).collect(),
            changed: keymap.is_changed(place, binding.command),
            label: binding.label,
        })
    };
    PLACES.into_iter().flat_map(at).collect()
}

/// A commented `keys.toml`: first what has the same keys wherever it stands, then place by place.
fn example(lang: Lang) -> String {
    let rows = rows(&Keymap::default());
    let of = |command: Command| {
        let id = command.id();
        rows.iter().filter(move |row| row.command == id)
    };
    let is_same_everywhere = |command: Command| {
        let mut keys = of(command).map(|row| &row.keys);
        let first = keys.next();
        keys.all(|other| Some(other) == first)
    };
    let mut out = String::new();
    for line in tr(lang, "keys.example_intro").lines() {
        let _ = writeln!(out, "# {line}");
    }
    let _ = write!(out, "\n[keys.{EVERYWHERE}]\n");
    let (same, different): (Vec<Command>, Vec<Command>) = commands()
        .into_iter()
        .partition(|command| is_same_everywhere(*command));
    for row in same.into_iter().filter_map(|command| of(command).next()) {
        push_row(&mut out, row, lang);
    }
    for place in PLACES {
        let here = different.iter().flat_map(|command| of(*command));
        let here: Vec<&KeyRow> = here.filter(|row| row.place == place.id()).collect();
        if !here.is_empty() {
            let _ = write!(out, "\n[keys.{}]\n", place.id());
        }
        for row in here {
            push_row(&mut out, row, lang);
        }
    }
    out
}

fn push_row(out: &mut String, row: &KeyRow, lang: Lang) {
    let keys: Vec<String> = row.keys.iter().map(|key| quoted(key)).collect();
    let _ = writeln!(
        out,
        "# {} = [{}]  # {}",
        row.command,
        keys.join(", "),
        tr(lang, row.label)
    );
}

/// A key's name as a string of TOML.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
}
