//! Which face draws a character, and how far it advances. The only place with font advances.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use ttf_parser::{Face, GlyphId};
use unicode_segmentation::UnicodeSegmentation;

use super::ReportError;
use super::faces::Shipped;
use super::punctuation;

/// Drawn for a character that no face has.
const SUBSTITUTE: char = '〓';

/// Advance of a full-width character, in thousandths of the type size.
pub const EM: u16 = 1000;

/// Weight of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// Regular, 400.
    Regular,
    /// Bold, 700.
    Bold,
}

impl Weight {
    /// Bold if `bold`.
    pub fn bold_if(bold: bool) -> Self {
        if bold { Weight::Bold } else { Weight::Regular }
    }
}

/// Index of a face in its [`FontBook`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaceId(pub usize);

/// A font file from outside, asked for with `--system-fonts`.
#[derive(Debug, Clone)]
pub struct ExtraFont {
    /// PostScript name, as it shall appear in the PDF.
    pub name: String,
    /// The font file.
    pub data: Vec<u8>,
    /// Index within a collection, else 0.
    pub index: u32,
}

/// How one character is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    /// The face that draws it.
    pub face: FaceId,
    /// The glyph in that face.
    pub glyph: u16,
    /// Advance in thousandths of the type size.
    pub advance: u16,
    /// No face has the character; the glyph is that of 〓.
    pub missing: bool,
    /// A full-width mark that takes half its width.
    pub half: bool,
}

/// One face with its file.
pub struct FontFace<'a> {
    /// PostScript name.
    pub name: String,
    /// The font file.
    pub data: &'a [u8],
    /// Index within a collection.
    pub index: u32,
    /// The parsed face.
    pub face: Face<'a>,
}

/// All faces with the rule which of them draws a character: Noto Sans TC in the wanted weight, then
/// DejaVu Sans, then the fonts from outside, then 〓.
pub struct FontBook<'a> {
    faces: Vec<FontFace<'a>>,
    placed: RefCell<HashMap<(char, Weight), Placed>>,
}

impl<'a> FontBook<'a> {
    /// Opens the shipped fonts and those from outside.
    ///
    /// # Errors
    /// [`ReportError::Font`] naming a font that cannot be read or may not be embedded.
    pub fn new(extra: &'a [ExtraFont]) -> Result<Self, ReportError> {
        let mut faces = Vec::new();
        for shipped in [Shipped::Regular, Shipped::Bold, Shipped::Symbols] {
            faces.push(open(shipped.name(), shipped.data()?, 0)?);
        }
        for font in extra {
            faces.push(open(&font.name, &font.data, font.index)?);
        }
        Ok(Self {
            faces,
            placed: RefCell::default(),
        })
    }

    /// The face of this id, if the book has it.
    pub fn face(&self, id: FaceId) -> Option<&FontFace<'a>> {
        self.faces.get(id.0)
    }

    /// How `character` is drawn in `weight`.
    pub fn place(&self, character: char, weight: Weight) -> Placed {
        let key = (character, weight);
        if let Some(placed) = self.placed.borrow().get(&key) {
            return *placed;
        }
        let placed = self.find(character, weight);
        self.placed.borrow_mut().insert(key, placed);
        placed
    }

    /// How `character` is drawn in `weight` where `next` follows on the same line: the only rule of how
    /// far a character advances, for breaking lines as for drawing them.
    pub fn place_before(&self, character: char, next: Option<char>, weight: Weight) -> Placed {
        let placed = self.place(character, weight);
        let half = next.is_some_and(|next| punctuation::is_half_before(character, next));
        if half && placed.advance == EM && !placed.missing {
            return Placed {
                advance: EM / 2,
                half: true,
                ..placed
            };
        }
        placed
    }

    /// Every character of `words` as it is drawn where `next` follows on the same line.
    pub fn placed<'w>(
        &'w self,
        words: &'w str,
        next: Option<char>,
        weight: Weight,
    ) -> impl Iterator<Item = (char, Placed)> + 'w {
        let mut characters = words.chars().peekable();
        std::iter::from_fn(move || {
            let character = characters.next()?;
            let follows = characters.peek().copied().or(next);
            Some((character, self.place_before(character, follows, weight)))
        })
    }

    /// Width of `words` in thousandths of the type size.
    pub fn width(&self, words: &str, weight: Weight) -> u32 {
        self.width_before(words, None, weight)
    }

    /// Width of `words` where `next` follows on the same line, in thousandths of the type size.
    pub fn width_before(&self, words: &str, next: Option<char>, weight: Weight) -> u32 {
        self.placed(words, next, weight)
            .map(|(_, placed)| u32::from(placed.advance))
            .sum()
    }

    /// Width of `words` in points at `size`.
    pub fn points(&self, words: &str, weight: Weight, size: f32) -> f32 {
        self.width(words, weight) as f32 * size / 1000.0
    }

    /// The start of `words` that fits into `width` points, ending in `…` where something is left out.
    pub fn fit(&self, words: &str, weight: Weight, size: f32, width: f32) -> String {
        if self.points(words, weight, size) <= width {
            return words.to_owned();
        }
        let room = width - self.points("…", weight, size);
        let mut out = String::new();
        for grapheme in words.graphemes(true) {
            if self.points(&out, weight, size) + self.points(grapheme, weight, size) > room {
                break;
            }
            out.push_str(grapheme);
        }
        out.push('…');
        out
    }

    /// Every character asked for so far that no face has.
    pub fn missing(&self) -> Vec<char> {
        let placed = self.placed.borrow();
        let missing: BTreeSet<char> = placed
            .iter()
            .filter(|(_, placed)| placed.missing)
            .map(|((character, _), _)| *character)
            .collect();
        missing.into_iter().collect()
    }

    fn find(&self, character: char, weight: Weight) -> Placed {
        self.lookup(character, weight).unwrap_or_else(|| {
            let substitute = self.lookup(SUBSTITUTE, weight);
            let fallback = Placed {
                face: FaceId(0),
                glyph: 0,
                advance: EM,
                missing: true,
                half: false,
            };
            substitute.map_or(fallback, |placed| Placed {
                missing: true,
                ..placed
            })
        })
    }

    fn lookup(&self, character: char, weight: Weight) -> Option<Placed> {
        let primary = match weight {
            Weight::Regular => 0,
            Weight::Bold => 1,
        };
        let chain = std::iter::once(primary).chain(2..self.faces.len());
        chain.into_iter().find_map(|index| {
            let font = self.faces.get(index)?;
            let glyph = font.face.glyph_index(character).filter(|glyph| glyph.0 != 0)?;
            Some(Placed {
                face: FaceId(index),
                glyph: glyph.0,
                advance: advance(&font.face, glyph),
                missing: false,
                half: false,
            })
        })
    }
}

fn open<'a>(name: &str, data: &'a [u8], index: u32) -> Result<FontFace<'a>, ReportError> {
    let unreadable = || ReportError::Font {
        name: name.to_owned(),
    };
    let face = Face::parse(data, index).map_err(|_| unreadable())?;
    if face.permissions() == Some(ttf_parser::Permissions::Restricted) {
        return Err(ReportError::FontRestricted {
            name: name.to_owned(),
        });
    }
    Ok(FontFace {
        name: name.to_owned(),
        data,
        index,
        face,
    })
}

/// Advance in thousandths of the type size, rounded as it is written to the PDF.
fn advance(face: &Face<'_>, glyph: GlyphId) -> u16 {
    let units = u32::from(face.glyph_hor_advance(glyph).unwrap_or(0));
    let em = u32::from(face.units_per_em()).max(1);
    u16::try_from((units * 1000 + em / 2) / em).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chinese_character_is_as_wide_as_the_type_is_large() {
        let fonts = FontBook::new(&[]).unwrap();
        assert_eq!(fonts.width("帳號", Weight::Regular), 2000);
        assert_eq!(fonts.width("帳號", Weight::Bold), 2000);
    }

    #[test]
    fn symbols_come_from_the_second_font_and_unknown_characters_are_named() {
        let fonts = FontBook::new(&[]).unwrap();
        assert_eq!(fonts.place('✔', Weight::Bold).face, FaceId(2));
        let unknown = '\u{1f9ff}';
        assert!(fonts.place(unknown, Weight::Regular).missing);
        assert!(fonts.missing().contains(&unknown));
    }

    #[test]
    fn shortened_text_fits_its_room() {
        let fonts = FontBook::new(&[]).unwrap();
        let short = fonts.fit("證券投資顧問股份有限公司", Weight::Regular, 10.0, 55.0);
        assert_eq!(short, "證券投資…");
    }
}
