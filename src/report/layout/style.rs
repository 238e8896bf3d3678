//! Sizes, distances and colours of the report, in points.

use super::super::blocks::{TextSize, Tone};

/// A colour in sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Colour(pub u8, pub u8, pub u8);

/// Width and height of A4.
pub const PAGE: (f32, f32) = (595.276, 841.89);
/// Left and right margin.
pub const MARGIN_X: f32 = 62.0;
/// Top of the text area.
pub const TOP: f32 = 82.0;
/// Bottom of the text area.
pub const BOTTOM: f32 = PAGE.1 - 70.0;
/// Width of the text area.
pub const TEXT_WIDTH: f32 = PAGE.0 - 2.0 * MARGIN_X;
/// Baseline of the header.
pub const HEADER_BASELINE: f32 = 52.0;
/// Baseline of the footer.
pub const FOOTER_BASELINE: f32 = PAGE.1 - 42.0;

/// Text.
pub const INK: Colour = Colour(0x1d, 0x22, 0x27);
/// Text of lesser weight.
pub const MUTED: Colour = Colour(0x5c, 0x66, 0x70);
/// The accent: a deep blue that stays dark in a grey print.
pub const ACCENT: Colour = Colour(0x1b, 0x45, 0x6e);
/// Background of header rows and notices.
pub const TINT: Colour = Colour(0xe9, 0xee, 0xf3);
/// Background of bands and muted cells.
pub const PALE: Colour = Colour(0xf4, 0xf5, 0xf6);
/// Background of warnings.
pub const SHADE: Colour = Colour(0xe4, 0xe5, 0xe7);
/// Thin rules.
pub const HAIR: Colour = Colour(0xc3, 0xc9, 0xcf);
/// Paper.
pub const PAPER: Colour = Colour(0xff, 0xff, 0xff);
/// The words behind the page.
pub const WATERMARK: Colour = Colour(0xee, 0xef, 0xf1);

/// Type size and line height.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Type {
    /// Type size.
    pub size: f32,
    /// Distance of baselines.
    pub leading: f32,
}

/// Body text.
pub const BODY: Type = Type {
    size: 10.5,
    leading: 17.0,
};
/// Tables, notes.
pub const SMALL: Type = Type {
    size: 9.0,
    leading: 13.6,
};
/// Statements that must be read.
pub const LARGE: Type = Type {
    size: 12.5,
    leading: 20.0,
};
/// Header and footer, labels in boxes.
pub const TINY: Type = Type {
    size: 8.0,
    leading: 11.5,
};

/// Type of a paragraph.
pub fn paragraph(size: TextSize) -> Type {
    match size {
        TextSize::Body => BODY,
        TextSize::Small => SMALL,
        TextSize::Large => LARGE,
    }
}

/// A heading: its type and the space above and below.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HeadingStyle {
    /// Type.
    pub text: Type,
    /// Space above, except at the top of a page.
    pub above: f32,
    /// Space below.
    pub below: f32,
    /// Colour.
    pub colour: Colour,
}

/// Style of a heading by level.
pub fn heading(level: u8) -> HeadingStyle {
    let (size, leading, above, below, colour) = match level {
        0 | 1 => (18.0, 25.0, 22.0, 12.0, ACCENT),
        2 => (13.5, 20.0, 18.0, 6.0, ACCENT),
        3 => (11.5, 18.0, 13.0, 4.0, INK),
        _ => (10.5, 17.0, 10.0, 2.0, INK),
    };
    HeadingStyle {
        text: Type { size, leading },
        above,
        below,
        colour,
    }
}

/// Colour of text in a tone.
pub fn text(tone: Tone) -> Colour {
    match tone {
        Tone::Plain | Tone::Alert => INK,
        Tone::Muted => MUTED,
        Tone::Accent => ACCENT,
    }
}

/// Background of a cell in a tone; none for plain.
pub fn background(tone: Tone) -> Option<Colour> {
    match tone {
        Tone::Plain => None,
        Tone::Muted => Some(PALE),
        Tone::Accent => Some(TINT),
        Tone::Alert => Some(SHADE),
    }
}

/// Colour of a bar segment: `strength` percent of the tone's colour on paper.
pub fn segment(tone: Tone, strength: u8) -> Colour {
    let Colour(r, g, b) = match tone {
        Tone::Plain | Tone::Muted => MUTED,
        Tone::Accent => ACCENT,
        Tone::Alert => INK,
    };
    let strength = u32::from(strength.min(100));
    let mix = |channel: u8| {
        let value = 255 * (100 - strength) + u32::from(channel) * strength;
        u8::try_from(value / 100).unwrap_or(u8::MAX)
    };
    Colour(mix(r), mix(g), mix(b))
}

/// Text colour that can be read on `colour`.
pub fn on(Colour(r, g, b): Colour) -> Colour {
    let light = u32::from(r) * 3 + u32::from(g) * 6 + u32::from(b);
    if light > 1500 { INK } else { PAPER }
}
