//! How the screen looks, changed while it is used: colours, glyphs, calendar. Colours and calendar are
//! kept for the next time.

use super::app::{Act, App, Notice};
use super::keys::Command;
use super::theme::Theme;
use crate::engagement::request::Request;
use crate::lang::{Calendar, tr};
use crate::settings::Colours;

/// The colours that a command asks for.
fn colours_of(command: Command) -> Option<Colours> {
    match command {
        Command::ThemeDark => Some(Colours::Dark),
        Command::ThemeLight => Some(Colours::Light),
        Command::ThemeHighContrast => Some(Colours::HighContrast),
        Command::ThemeNone => Some(Colours::None),
        _ => None,
    }
}

/// Whether a command changes how the screen looks.
pub(super) fn is_of_look(command: Command) -> bool {
    colours_of(command).is_some() || matches!(command, Command::SwitchAscii | Command::SwitchCalendar)
}

/// Whether it would change anything.
pub(super) fn enabled(app: &App, command: Command) -> bool {
    colours_of(command).is_none_or(|colours| colours != app.theme.colours())
}

/// Changes it at once and remembers it.
pub(super) fn run(app: &mut App, command: Command) -> Vec<Act> {
    app.clear = true;
    if let Some(colours) = colours_of(command) {
        app.theme = Theme::with(colours, app.theme.is_ascii());
        return vec![Act::request(Request::SetTheme(colours))];
    }
    if command == Command::SwitchAscii {
        app.theme = Theme::with(app.theme.colours(), !app.theme.is_ascii());
        return Vec::new();
    }
    let (calendar, said) = match app.context().calendar {
        Calendar::Roc => (Calendar::Gregorian, "dashboard.calendar_gregorian"),
        Calendar::Gregorian => (Calendar::Roc, "dashboard.calendar_roc"),
    };
    app.calendar = Some(calendar);
    let said = tr(app.lang, said).to_owned();
    vec![
        Act::request(Request::SetCalendar(calendar)),
        Act::Say(Notice::Done(said)),
    ]
}
