//! Why a command cannot be used now: said when its key is pressed, and beside it in the help.

use super::app::{Act, App, Notice};
use super::input::{Code, KeyPress};
use super::keys::{Command, Keymap, Place, bindings_at};
use super::update::place;
use crate::lang::{Lang, fill, tr};

/// A reason, worded when it is shown, so that it follows the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refusal {
    command: Command,
    place: Place,
    id: &'static str,
}

impl Refusal {
    /// The reason in words; the command is called as the key bar calls it.
    pub fn words(&self, lang: Lang, keymap: &Keymap) -> String {
        let at = |command: Command| bindings_at(self.place).find(move |binding| binding.command == command);
        let key = |command: Command| {
            let label = at(command).and_then(|binding| keymap.label(binding, self.place));
            label.unwrap_or_default()
        };
        let label = at(self.command).map_or("", |binding| tr(lang, binding.label));
        fill(
            lang,
            self.id,
            &[
                ("label", label),
                ("help", &key(Command::Help)),
                ("quit", &key(Command::Quit)),
            ],
        )
    }
}

/// Why a command of the topmost screen, which cannot be used now, cannot.
pub fn refusal(app: &App, place: Place, command: Command) -> Refusal {
    Refusal {
        command,
        place,
        id: reason(app, command),
    }
}

fn reason(app: &App, command: Command) -> &'static str {
    let workbook = app.workbook.as_ref();
    let read_only = workbook.is_some_and(|workbook| workbook.read_only);
    match command {
        Command::Back => "keys.why_first_screen",
        Command::Suspend => "keys.why_no_suspend",
        _ if read_only && changes_something(command) => "keys.why_read_only",
        Command::Undo => "keys.why_nothing_to_undo",
        Command::Redo => "keys.why_nothing_to_redo",
        Command::ThemeDark | Command::ThemeLight | Command::ThemeHighContrast | Command::ThemeNone => {
            "keys.why_theme_in_use"
        }
        Command::NextUnanswered => "keys.why_no_unanswered",
        Command::CheckEvidence => "keys.why_no_evidence",
        Command::Save if saves_what_is_typed(place(app)) => "keys.why_nothing_changed",
        Command::Unmark => "keys.why_nothing_marked",
        Command::Matrix => "keys.why_one_target",
        Command::Open | Command::Remove | Command::SystemChecks | Command::Relink => {
            "keys.why_nothing_selected"
        }
        _ => "keys.why_not_now",
    }
}

fn changes_something(command: Command) -> bool {
    matches!(
        command,
        Command::Undo
            | Command::Redo
            | Command::Save
            | Command::Evidence
            | Command::Mark
            | Command::Add
            | Command::Remove
            | Command::DraftFindings
            | Command::Submit
            | Command::Approve
            | Command::ReturnChecks
            | Command::SignOff
            | Command::Relink
            | Command::Browse
    )
}

/// Whether saving there stores what was typed, so that without a change there is nothing to save.
fn saves_what_is_typed(place: Place) -> bool {
    matches!(
        place,
        Place::Answer | Place::Profile | Place::System | Place::Piece | Place::Finding | Place::Earlier
    )
}

/// Whether a command only moves; that nothing moves any further needs no words.
pub fn moves(command: Command) -> bool {
    matches!(
        command,
        Command::Up
            | Command::Down
            | Command::Left
            | Command::Right
            | Command::PageUp
            | Command::PageDown
            | Command::First
            | Command::Last
            | Command::NextField
            | Command::PreviousField
            | Command::ScrollUp
            | Command::ScrollDown
    )
}

/// Says why a key does nothing. Overlays say themselves what can be done, and a bare letter may have
/// been meant for an input method.
pub(super) fn refuse(app: &App, key: KeyPress) -> Vec<Act> {
    let place = place(app);
    if !app.overlays.is_empty() {
        return Vec::new();
    }
    let words = match app.keymap.commands_for(place, key).next() {
        Some(command) if moves(command) => return Vec::new(),
        Some(command) => refusal(app, place, command).words(app.lang, &app.keymap),
        None if is_meant_as_command(key) => {
            let nothing = refusal(app, place, Command::Help);
            let nothing = Refusal {
                id: "keys.why_no_key",
                ..nothing
            };
            let words = nothing.words(app.lang, &app.keymap);
            crate::lang::fill_in(&words, &[("key", &key.label())])
        }
        None => return Vec::new(),
    };
    vec![Act::Say(Notice::Attention(words))]
}

fn is_meant_as_command(key: KeyPress) -> bool {
    match key.code {
        Code::Function(_) => true,
        Code::Char(_) => key.ctrl || key.alt,
        _ => false,
    }
}
