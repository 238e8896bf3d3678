//! Looks into font files from outside: whether a report may hold a part of them, and which characters they have.

use std::collections::BTreeSet;

use ttf_parser::{Face, Permissions, name_id};

use super::metrics::ExtraFont;

impl ExtraFont {
    /// The face of a font file that has most of the wanted characters, with those it has; none if it has none of
    /// them, cannot be read, or may not be embedded. `name` is for a font that does not say its own.
    pub fn with(data: Vec<u8>, name: &str, wanted: &BTreeSet<char>) -> Option<(Self, BTreeSet<char>)> {
        let found = best_face(&data, wanted)?;
        let font = Self {
            name: found.name.unwrap_or_else(|| name.to_owned()),
            index: found.index,
            data,
        };
        Some((font, found.has))
    }
}

/// What of a name may stand in a font's name in a PDF; none if nothing may.
pub fn plain_font_name(name: &str) -> Option<String> {
    let is_plain = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let name: String = name.chars().filter(is_plain).collect();
    (!name.is_empty()).then_some(name)
}

/// A face of a font file that has some of the wanted characters.
struct Found {
    index: u32,
    name: Option<String>,
    has: BTreeSet<char>,
}

/// The face of a file that has most of the wanted characters, of several the one made for Taiwan.
fn best_face(data: &[u8], wanted: &BTreeSet<char>) -> Option<Found> {
    let count = ttf_parser::fonts_in_collection(data).unwrap_or(1);
    let faces = (0..count).filter_map(|index| {
        let face = Face::parse(data, index).ok().filter(is_usable)?;
        let has: BTreeSet<char> = wanted.iter().copied().filter(|c| draws(&face, *c)).collect();
        let name = postscript_name(&face);
        (!has.is_empty()).then_some(Found { index, name, has })
    });
    let for_taiwan = |found: &Found| found.name.as_ref().is_some_and(|name| name.contains("TC"));
    // Of equal ones the first: `max_by_key` gives the last.
    faces.max_by_key(|found| (found.has.len(), for_taiwan(found), std::cmp::Reverse(found.index)))
}

fn draws(face: &Face<'_>, character: char) -> bool {
    face.glyph_index(character).is_some_and(|glyph| {
        let mut nothing = Nothing(false);
        glyph.0 != 0 && face.outline_glyph(glyph, &mut nothing).is_some()
    })
}

/// Whether a report may hold a part of the font, and can: its licence bits allow embedding and reducing (OS/2
/// `fsType`), it is no variable font, and upright.
fn is_usable(face: &Face<'_>) -> bool {
    face.permissions() != Some(Permissions::Restricted)
        && face.is_subsetting_allowed()
        && face.is_outline_embedding_allowed()
        && face
            .raw_face()
            .table(ttf_parser::Tag::from_bytes(b"fvar"))
            .is_none()
        && !face.is_italic()
}

fn postscript_name(face: &Face<'_>) -> Option<String> {
    let mut names = face.names().into_iter();
    let name = names.find(|name| name.name_id == name_id::POST_SCRIPT_NAME && name.is_unicode())?;
    plain_font_name(&name.to_string()?)
}

/// Takes an outline and draws nothing: only to learn whether there is one.
struct Nothing(bool);

impl ttf_parser::OutlineBuilder for Nothing {
    fn move_to(&mut self, _: f32, _: f32) {
        self.0 = true;
    }
    fn line_to(&mut self, _: f32, _: f32) {}
    fn quad_to(&mut self, _: f32, _: f32, _: f32, _: f32) {}
    fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, _: f32, _: f32) {}
    fn close(&mut self) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_font_that_forbids_embedding_is_passed_over() {
        let packed = include_bytes!("../../assets/fonts/DejaVuSans.ttf.zst");
        let mut font = zstd::decode_all(packed.as_slice()).unwrap();
        let wanted = BTreeSet::from(['\u{1f600}']);
        assert!(best_face(&font, &wanted).is_some());
        let entry = font.windows(4).position(|name| name == b"OS/2").unwrap();
        let offset = u32::from_be_bytes(font[entry + 8..entry + 12].try_into().unwrap());
        // fsType: restricted licence embedding.
        font[offset as usize + 9] = 2;
        assert!(best_face(&font, &wanted).is_none());
    }
}
