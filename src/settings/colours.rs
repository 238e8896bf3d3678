//! Which colours the screen is drawn in.

use std::ffi::OsStr;

use serde::{Deserialize, Serialize};

/// The colours of the screen. All keep to the 16 ANSI colours and the terminal's own default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Colours {
    /// For a dark background.
    #[default]
    Dark,
    /// For a light background.
    Light,
    /// The terminal's own colours, told apart by bold, underline and reverse.
    HighContrast,
    /// No colour at all.
    None,
}

/// What the environment says about colours.
#[derive(Debug, Clone, Copy, Default)]
pub struct TerminalColours<'a> {
    /// `NO_COLOR`: counts when set and not empty.
    pub no_color: Option<&'a OsStr>,
    /// `TERM`.
    pub term: Option<&'a OsStr>,
    /// `COLORFGBG`: colour numbers of text and background, as `15;0`.
    pub colorfgbg: Option<&'a OsStr>,
}

/// The colour numbers of a light background: light grey and white.
const LIGHT: [&str; 2] = ["7", "15"];

impl Colours {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Dark, Self::Light, Self::HighContrast, Self::None];

    /// The id, as in `--theme`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
            Self::HighContrast => "high-contrast",
            Self::None => "none",
        }
    }

    /// The colours with this id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|colours| colours.id() == id)
    }

    /// What is asked for on the command line, else what the environment forbids, else what the
    /// settings keep, else what the terminal says of its background, else dark.
    pub fn chosen(asked: Option<Self>, kept: Option<Self>, terminal: TerminalColours<'_>) -> Self {
        let no_color = terminal.no_color.is_some_and(|value| !value.is_empty());
        let dumb = terminal.term.is_some_and(|term| term == "dumb");
        let forbidden = (no_color || dumb).then_some(Self::None);
        asked.or(forbidden).or(kept).unwrap_or(terminal.background())
    }
}

impl TerminalColours<'_> {
    fn background(self) -> Colours {
        let colours = self.colorfgbg.and_then(OsStr::to_str);
        let background = colours.and_then(|colours| colours.rsplit(';').next());
        match background {
            Some(number) if LIGHT.contains(&number) => Colours::Light,
            _ => Colours::Dark,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(value: &str) -> Option<&OsStr> {
        Some(OsStr::new(value))
    }

    #[test]
    fn what_is_asked_for_comes_before_the_environment_and_that_before_the_settings() {
        let none = TerminalColours {
            no_color: set("1"),
            ..TerminalColours::default()
        };
        let chosen = Colours::chosen;
        assert_eq!(chosen(Some(Colours::Light), None, none), Colours::Light);
        assert_eq!(chosen(None, Some(Colours::Light), none), Colours::None);
        let plain = TerminalColours::default();
        assert_eq!(
            chosen(None, Some(Colours::HighContrast), plain),
            Colours::HighContrast
        );
        assert_eq!(chosen(None, None, plain), Colours::Dark);
    }

    #[test]
    fn an_empty_no_color_keeps_the_colours_and_a_dumb_terminal_has_none() {
        let with = |no_color, term| TerminalColours {
            no_color,
            term,
            colorfgbg: None,
        };
        assert_eq!(
            Colours::chosen(None, None, with(set(""), set("xterm"))),
            Colours::Dark
        );
        assert_eq!(
            Colours::chosen(None, None, with(None, set("dumb"))),
            Colours::None
        );
    }

    #[test]
    fn a_light_background_is_told_by_its_number() {
        for (colours, expected) in [
            ("0;15", Colours::Light),
            ("0;default;15", Colours::Light),
            ("0;7", Colours::Light),
            ("15;0", Colours::Dark),
            ("", Colours::Dark),
        ] {
            let terminal = TerminalColours {
                colorfgbg: set(colours),
                ..TerminalColours::default()
            };
            assert_eq!(Colours::chosen(None, None, terminal), expected, "{colours}");
        }
    }
}
