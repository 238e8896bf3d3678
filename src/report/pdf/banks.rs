//! Font subsets in which every character has a code of its own.
//!
//! A PDF font maps codes to glyphs and, for reading, codes to characters. Where two characters share a
//! glyph (行 and ⾏, • and ‧) one code could be read back as one of them only. So a face is split into
//! banks: within a bank no two characters share a glyph; the second one goes into a further small subset.
//! Full-width marks that take half their width stand in a bank of their own as well, in which the font file
//! says the same of their width as the PDF.
//! Characters that no face has share the glyph of 〓 in a bank of their own, whose codes are mapped to that
//! glyph by a table.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use printpdf::{FontMetrics, FontType, ParsedFont, PdfFontMetricsStub};
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;

use super::super::ReportError;
use super::super::layout::page::{Item, Page};
use super::super::metrics::{FaceId, FontBook, FontFace, Placed};
use super::narrow;

/// One subset of a face.
pub(super) struct Bank {
    /// Name of the font resource.
    pub resource: String,
    /// Holds characters that no face has.
    pub substitute: bool,
    /// Holds marks that take half their width.
    half: bool,
    face: FaceId,
    glyphs: GlyphRemapper,
    taken: BTreeSet<u16>,
    codes: BTreeMap<char, (u16, u16)>,
}

/// All subsets of a document.
pub(super) struct Banks {
    banks: Vec<Bank>,
    index: HashMap<Key, usize>,
}

/// What a code is for: face, whether no face has the character, whether it takes half its width.
type Key = (FaceId, bool, bool, char);

fn key(character: char, placed: &Placed) -> Key {
    (placed.face, placed.missing, placed.half, character)
}

impl Banks {
    /// Distributes all characters of the pages.
    pub(super) fn of(pages: &[Page], fonts: &FontBook<'_>) -> Self {
        let mut banks = Self {
            banks: Vec::new(),
            index: HashMap::new(),
        };
        for (key, placed) in wanted(pages, fonts) {
            let bank = banks.bank_for(&placed);
            banks.index.insert(key, bank);
            if let Some(bank) = banks.banks.get_mut(bank) {
                bank.add(key.3, &placed);
            }
        }
        banks
    }

    /// The banks in a fixed order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Bank> {
        self.banks.iter()
    }

    /// The bank that draws a character as it is placed.
    pub(super) fn find(&self, character: char, placed: &Placed) -> Option<&Bank> {
        let index = self.index.get(&key(character, placed))?;
        self.banks.get(*index)
    }

    /// The first bank of the face in which the glyph is still free, or a new one.
    fn bank_for(&mut self, placed: &Placed) -> usize {
        let same = |bank: &Bank| {
            bank.face == placed.face && bank.substitute == placed.missing && bank.half == placed.half
        };
        let free = |bank: &Bank| placed.missing || !bank.taken.contains(&placed.glyph);
        if let Some(index) = self.banks.iter().position(|bank| same(bank) && free(bank)) {
            return index;
        }
        let number = self.banks.iter().filter(|bank| same(bank)).count();
        let kind = match (placed.missing, placed.half) {
            (true, _) => "s",
            (_, true) => "h",
            _ => "f",
        };
        self.banks.push(Bank {
            resource: format!("{kind}{}b{number}", placed.face.0),
            substitute: placed.missing,
            half: placed.half,
            face: placed.face,
            glyphs: GlyphRemapper::new(),
            taken: BTreeSet::new(),
            codes: BTreeMap::new(),
        });
        self.banks.len() - 1
    }
}

/// Every character of the pages as it is placed.
fn wanted(pages: &[Page], fonts: &FontBook<'_>) -> BTreeMap<Key, Placed> {
    let mut wanted = HashMap::new();
    for drawn in pages.iter().flat_map(|page| &page.items) {
        if let Item::Text(text) = &drawn.item {
            let placed = fonts.placed(&text.words, text.next, text.weight);
            wanted.extend(placed.map(|(character, placed)| (key(character, &placed), placed)));
        }
    }
    wanted.into_iter().collect()
}

impl Bank {
    fn add(&mut self, character: char, placed: &Placed) {
        let glyph = self.glyphs.remap(placed.glyph);
        self.taken.insert(placed.glyph);
        let code = if self.substitute {
            u16::try_from(self.codes.len() + 1).unwrap_or(u16::MAX)
        } else {
            glyph
        };
        self.codes.insert(character, (code, placed.advance));
    }

    /// Every character of the bank.
    pub(super) fn characters(&self) -> impl Iterator<Item = char> {
        self.codes.keys().copied()
    }

    /// For a bank of substitutes: the glyph of every code, as a `CIDToGIDMap` (ISO 32000-1 §9.7.4.3).
    pub(super) fn glyph_map(&self) -> Vec<u8> {
        let mut map = vec![0, 0];
        for _ in &self.codes {
            map.extend([0, 1]);
        }
        map
    }

    /// The subset as printpdf takes it: codes for glyphs, widths in thousandths.
    ///
    /// # Errors
    /// [`ReportError::Subset`] naming the face.
    pub(super) fn embed(&self, fonts: &FontBook<'_>) -> Result<ParsedFont, ReportError> {
        let broken = |reason: String| ReportError::Subset {
            name: self.resource.clone(),
            reason,
        };
        let font = fonts
            .face(self.face)
            .ok_or_else(|| broken("no such face".to_owned()))?;
        let mut bytes = subsetter::subset(font.data, font.index, &self.glyphs)
            .map_err(|error| broken(error.to_string()))?;
        if self.half {
            narrow::halve(&mut bytes).ok_or_else(|| broken("it has no table of widths".to_owned()))?;
        }
        let is_cff = bytes.starts_with(b"OTTO");
        let metrics = descriptor(font);
        Ok(ParsedFont {
            original_bytes: bytes,
            font_index: 0,
            font_name: Some(format!("{}+{}", self.tag(font), font.name)),
            codepoint_to_glyph: self
                .codes
                .iter()
                .map(|(c, (code, _))| (u32::from(*c), *code))
                .collect(),
            glyph_widths: self.codes.values().copied().collect(),
            units_per_em: 1000,
            font_metrics: FontMetrics {
                ascent: per_mille(font, font.face.ascender()),
                descent: per_mille(font, font.face.descender()),
            },
            font_type: if is_cff {
                FontType::OpenTypeCFF(())
            } else {
                FontType::TrueType
            },
            pdf_font_metrics: metrics,
        })
    }

    /// Six letters that differ with the content of the subset (ISO 32000-1 §9.6.4).
    fn tag(&self, font: &FontFace<'_>) -> String {
        let mut hash = Sha256::new();
        hash.update(font.name.as_bytes());
        hash.update(self.resource.as_bytes());
        for character in self.codes.keys() {
            hash.update(u32::from(*character).to_be_bytes());
        }
        hash.finalize()
            .iter()
            .take(6)
            .map(|byte| char::from(b'A' + byte % 26))
            .collect()
    }
}

/// Metrics of a face for the font descriptor, in thousandths.
fn descriptor(font: &FontFace<'_>) -> PdfFontMetricsStub {
    let bounds = font.face.global_bounding_box();
    PdfFontMetricsStub {
        units_per_em: 1000,
        x_min: per_mille(font, bounds.x_min),
        y_min: per_mille(font, bounds.y_min),
        x_max: per_mille(font, bounds.x_max),
        y_max: per_mille(font, bounds.y_max),
        caret_slope_rise: 1,
        caret_slope_run: 0,
        us_weight_class: font.face.weight().to_number(),
    }
}

fn per_mille(font: &FontFace<'_>, units: i16) -> i16 {
    let em = i32::from(font.face.units_per_em()).max(1);
    i16::try_from(i32::from(units) * 1000 / em).unwrap_or(0)
}
