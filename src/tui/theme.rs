//! Colours and glyphs of the screen: the 16 ANSI colours and the terminal's own default, in two
//! glyph tables.
//!
//! Meaning never rests on colour alone: each [`Mark`] has a character of its own, and a selection
//! is a gutter mark and bold.

use ratatui::style::{Color, Modifier, Style};

use crate::settings::Colours;
use crate::text;

/// What a piece of text means, and so how it is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tone {
    /// Ordinary text in the terminal's own colours.
    Plain,
    /// Secondary text: hints, placeholders, counts.
    Dim,
    /// Text that stands out without a meaning of its own, as the selected row.
    Strong,
    /// A heading.
    Heading,
    /// Names of keys, links and the frame that has the focus.
    Accent,
    /// Something fulfilled.
    Good,
    /// Something to look at.
    Warning,
    /// Something missing or failed.
    Bad,
    /// Selected characters inside a text field.
    Selection,
}

/// A state shown in the gutter, one cell wide in every terminal and encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// No state.
    None,
    /// The selected row.
    Selected,
    /// 符合.
    Met,
    /// 部分符合.
    Partial,
    /// 不符合.
    NotMet,
    /// 不適用.
    NotApplicable,
    /// 無法確認.
    Unable,
    /// 未檢核.
    Unanswered,
    /// A branch whose children are hidden.
    Folded,
    /// A branch whose children are shown.
    Unfolded,
}

/// The characters the chrome is drawn with, each one cell wide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glyphs {
    /// Vertical line.
    pub vertical: &'static str,
    /// Horizontal line.
    pub horizontal: &'static str,
    /// Corners of a box: top left, top right, bottom left, bottom right.
    pub corners: [&'static str; 4],
    /// A horizontal line from which a vertical one hangs down.
    pub tee_down: &'static str,
    /// A horizontal line on which a vertical one stands.
    pub tee_up: &'static str,
    /// The done part of a progress bar.
    pub bar_done: &'static str,
    /// The open part of a progress bar.
    pub bar_open: &'static str,
    /// Where text was left out.
    pub ellipsis: &'static str,
    /// More rows above.
    pub more_above: &'static str,
    /// More rows below.
    pub more_below: &'static str,
}

const BOX_GLYPHS: Glyphs = Glyphs {
    vertical: "│",
    horizontal: "─",
    corners: ["┌", "┐", "└", "┘"],
    tee_down: "┬",
    tee_up: "┴",
    bar_done: "█",
    bar_open: "░",
    ellipsis: "…",
    more_above: "^",
    more_below: "v",
};

const ASCII_GLYPHS: Glyphs = Glyphs {
    vertical: "|",
    horizontal: "-",
    corners: ["+", "+", "+", "+"],
    tee_down: "+",
    tee_up: "+",
    bar_done: "#",
    bar_open: ".",
    ellipsis: "~",
    more_above: "^",
    more_below: "v",
};

/// How everything on the screen is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    colours: Colours,
    ascii: bool,
}

impl Default for Theme {
    fn default() -> Self {
        Self::new(true, false)
    }
}

impl Theme {
    /// A theme for a dark background or without colour, drawn with box glyphs or with ASCII alone.
    pub const fn new(colour: bool, ascii: bool) -> Self {
        Self::with(if colour { Colours::Dark } else { Colours::None }, ascii)
    }

    /// A theme in these colours.
    pub const fn with(colours: Colours, ascii: bool) -> Self {
        Self { colours, ascii }
    }

    /// Its colours.
    pub const fn colours(&self) -> Colours {
        self.colours
    }

    /// Whether it draws in any colour but the terminal's own.
    pub const fn has_colour(&self) -> bool {
        matches!(self.colours, Colours::Dark | Colours::Light)
    }

    /// Whether only ASCII is used for the chrome.
    pub const fn is_ascii(&self) -> bool {
        self.ascii
    }

    /// The glyph table.
    pub const fn glyphs(&self) -> &'static Glyphs {
        if self.ascii { &ASCII_GLYPHS } else { &BOX_GLYPHS }
    }

    /// The style of a tone.
    ///
    /// Secondary text uses the dim attribute and not bright black, which several light and dark
    /// palettes draw in the colour of the background.
    pub fn style(&self, tone: Tone) -> Style {
        let (colour, modifier) = match self.colours {
            Colours::Dark => dark(tone),
            Colours::Light => light(tone),
            Colours::HighContrast => (Color::Reset, high_contrast(tone)),
            Colours::None => (Color::Reset, colourless(tone)),
        };
        let style = Style::new().add_modifier(modifier);
        match colour {
            Color::Reset => style,
            colour => style.fg(colour),
        }
    }

    /// The character and the tone of a mark.
    pub const fn mark(&self, mark: Mark) -> (&'static str, Tone) {
        match mark {
            Mark::None | Mark::Unanswered | Mark::Unfolded => (" ", Tone::Plain),
            Mark::Selected => (">", Tone::Strong),
            Mark::Met => ("v", Tone::Good),
            Mark::Partial => ("~", Tone::Warning),
            Mark::NotMet => ("!", Tone::Bad),
            Mark::NotApplicable => ("-", Tone::Dim),
            Mark::Unable => ("?", Tone::Warning),
            Mark::Folded => ("+", Tone::Dim),
        }
    }

    /// Makes data safe to draw on one line and shortens it to `width` cells, with this theme's
    /// ellipsis where something was left out.
    pub fn fit(&self, data: &str, width: usize) -> String {
        let shown = text::visible(data, false);
        if text::width(&shown) <= width {
            return shown;
        }
        let mut cut = text::truncate(&shown, width);
        if self.ascii && cut.pop().is_some() {
            cut.push_str(self.glyphs().ellipsis);
        }
        cut
    }

    /// The same for data whose end says most, as a path: what is left out stands before it.
    pub fn fit_end(&self, data: &str, width: usize) -> String {
        let shown = text::visible(data, false);
        if text::width(&shown) <= width {
            return shown;
        }
        let ellipsis = self.glyphs().ellipsis;
        let room = width.saturating_sub(text::width(ellipsis));
        format!("{ellipsis}{}", text::last_cells(&shown, room))
    }
}

fn dark(tone: Tone) -> (Color, Modifier) {
    match tone {
        Tone::Plain => (Color::Reset, Modifier::empty()),
        Tone::Dim => (Color::Reset, Modifier::DIM),
        Tone::Strong => (Color::Reset, Modifier::BOLD),
        Tone::Heading => (Color::Cyan, Modifier::BOLD),
        Tone::Accent => (Color::Cyan, Modifier::empty()),
        Tone::Good => (Color::Green, Modifier::empty()),
        Tone::Warning => (Color::Yellow, Modifier::empty()),
        Tone::Bad => (Color::Red, Modifier::BOLD),
        Tone::Selection => (Color::Reset, Modifier::REVERSED),
    }
}

/// Yellow and cyan cannot be read on white.
fn light(tone: Tone) -> (Color, Modifier) {
    match tone {
        Tone::Heading => (Color::Blue, Modifier::BOLD),
        Tone::Accent => (Color::Blue, Modifier::empty()),
        Tone::Warning => (Color::Magenta, Modifier::empty()),
        tone => dark(tone),
    }
}

/// The terminal's own colours stand out on any background, as no bright colour does; nothing is dim.
fn high_contrast(tone: Tone) -> Modifier {
    match tone {
        Tone::Plain | Tone::Dim => Modifier::empty(),
        Tone::Strong => Modifier::BOLD,
        Tone::Heading => Modifier::BOLD.union(Modifier::UNDERLINED),
        Tone::Accent | Tone::Warning => Modifier::UNDERLINED,
        Tone::Good => Modifier::BOLD,
        Tone::Bad => Modifier::BOLD.union(Modifier::REVERSED),
        Tone::Selection => Modifier::REVERSED,
    }
}

fn colourless(tone: Tone) -> Modifier {
    match tone {
        Tone::Plain | Tone::Good => Modifier::empty(),
        Tone::Dim => Modifier::DIM,
        Tone::Strong | Tone::Heading | Tone::Warning => Modifier::BOLD,
        Tone::Accent => Modifier::UNDERLINED,
        Tone::Bad => Modifier::BOLD.union(Modifier::UNDERLINED),
        Tone::Selection => Modifier::REVERSED,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every_glyph(glyphs: &Glyphs) -> Vec<&'static str> {
        let mut all = glyphs.corners.to_vec();
        all.extend([
            glyphs.vertical,
            glyphs.horizontal,
            glyphs.tee_down,
            glyphs.tee_up,
            glyphs.bar_done,
            glyphs.bar_open,
            glyphs.ellipsis,
            glyphs.more_above,
            glyphs.more_below,
        ]);
        all
    }

    #[test]
    fn every_glyph_takes_one_cell() {
        for theme in [Theme::new(true, false), Theme::new(true, true)] {
            for glyph in every_glyph(theme.glyphs()) {
                assert_eq!(text::width(glyph), 1, "{glyph}");
            }
        }
    }

    #[test]
    fn ascii_mode_draws_the_chrome_in_ascii_alone() {
        let theme = Theme::new(true, true);
        assert!(every_glyph(theme.glyphs()).iter().all(|glyph| glyph.is_ascii()));
        assert_eq!(theme.fit("abcdef", 4), "abc~");
    }

    #[test]
    fn without_colour_every_state_still_has_its_own_mark() {
        let theme = Theme::new(false, false);
        assert_eq!(theme.style(Tone::Bad).fg, None);
        let states = [
            Mark::Met,
            Mark::Partial,
            Mark::NotMet,
            Mark::NotApplicable,
            Mark::Unable,
            Mark::Unanswered,
        ];
        let mut shown: Vec<&str> = states.iter().map(|state| theme.mark(*state).0).collect();
        shown.sort_unstable();
        shown.dedup();
        assert_eq!(shown.len(), states.len());
    }

    const TONES: [Tone; 9] = [
        Tone::Plain,
        Tone::Dim,
        Tone::Strong,
        Tone::Heading,
        Tone::Accent,
        Tone::Good,
        Tone::Warning,
        Tone::Bad,
        Tone::Selection,
    ];

    /// Tones that come with a character of their own wherever they tell a state.
    fn is_marked(theme: &Theme, tone: Tone) -> bool {
        let marks = [
            Mark::Met,
            Mark::Partial,
            Mark::NotMet,
            Mark::NotApplicable,
            Mark::Unable,
        ];
        marks.iter().any(|mark| theme.mark(*mark).1 == tone)
    }

    #[test]
    fn tones_of_another_meaning_differ_in_an_attribute_or_have_a_mark_in_every_theme() {
        for theme in Colours::ALL.map(|colours| Theme::with(colours, false)) {
            for (at, one) in TONES.iter().enumerate() {
                for other in TONES.iter().skip(at + 1) {
                    // A heading stands on a line of its own: strong text has no meaning to confuse.
                    let heading = (*one, *other) == (Tone::Strong, Tone::Heading);
                    let told = theme.style(*one) != theme.style(*other)
                        || is_marked(&theme, *one)
                        || is_marked(&theme, *other);
                    assert!(told || heading, "{:?}: {one:?} and {other:?}", theme.colours());
                }
            }
        }
    }

    #[test]
    fn nothing_on_a_light_background_is_yellow_cyan_or_white() {
        let light = Theme::with(Colours::Light, false);
        for tone in TONES {
            let colour = light.style(tone).fg;
            let faint = [
                Color::Yellow,
                Color::Cyan,
                Color::White,
                Color::Gray,
                Color::LightYellow,
                Color::LightCyan,
                Color::LightGreen,
            ];
            assert!(!colour.is_some_and(|colour| faint.contains(&colour)), "{tone:?}");
        }
    }

    #[test]
    fn high_contrast_and_no_colour_leave_the_terminal_its_own_colours() {
        for colours in [Colours::HighContrast, Colours::None] {
            let theme = Theme::with(colours, false);
            assert!(!theme.has_colour());
            for style in TONES.map(|tone| theme.style(tone)) {
                assert_eq!((style.fg, style.bg), (None, None));
            }
        }
        let high = Theme::with(Colours::HighContrast, false);
        let dim = TONES.map(|tone| high.style(tone).add_modifier.contains(Modifier::DIM));
        assert!(!dim.contains(&true));
    }

    #[test]
    fn a_path_keeps_its_end() {
        assert_eq!(Theme::default().fit_end("/資料/自評.zicha", 12), "…/自評.zicha");
        assert_eq!(Theme::default().fit_end("/資料/自評.zicha", 11), "…自評.zicha");
        assert_eq!(Theme::default().fit_end("自評.zicha", 10), "自評.zicha");
    }

    #[test]
    fn data_with_an_escape_sequence_is_drawn_as_symbols() {
        assert_eq!(Theme::default().fit("\u{1b}[31m帳號", 20), "␛[31m帳號");
        assert_eq!(Theme::default().fit("甲\n乙", 20), "甲␊乙");
    }
}
