//! What the forms of this screen have in common: moving about, asking, saying.

use std::path::PathBuf;

use crate::lang::{Lang, tr};
use crate::text;
use crate::tui::app::{Act, Notice};
use crate::tui::keys::Command;
use crate::tui::overlays::{Overlay, Picker};

/// How far a command moves the focus and whether it goes round.
pub fn movement(command: Command) -> Option<(isize, bool)> {
    match command {
        Command::NextField => Some((1, true)),
        Command::PreviousField => Some((-1, true)),
        Command::Up => Some((-1, false)),
        Command::Down => Some((1, false)),
        Command::First | Command::PageUp => Some((isize::MIN / 2, false)),
        Command::Last | Command::PageDown => Some((isize::MAX / 2, false)),
        _ => None,
    }
}

/// Asks for a folder, beginning in one.
pub fn pick_folder(folder: PathBuf) -> Vec<Act> {
    vec![
        Act::overlay(Overlay::Picker(Picker::folders())),
        Picker::first_request(Some(folder)),
    ]
}

/// Says something to mind.
pub fn say(lang: Lang, id: &'static str) -> Act {
    Act::Say(Notice::Attention(tr(lang, id).to_owned()))
}

/// Characters no font has, each with its code point.
pub fn glyph_names(missing: &[char]) -> String {
    let names: Vec<String> = missing
        .iter()
        .map(|glyph| {
            let shown = text::visible(&glyph.to_string(), false);
            format!("{shown} U+{:04X}", u32::from(*glyph))
        })
        .collect();
    names.join("  ")
}
