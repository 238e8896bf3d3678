//! Halves the widths in a font file. A PDF/A file says the same of a glyph's width in the PDF and in the font
//! (ISO 19005-2 §6.2.11.5), so a bank of marks at half their width needs a font that knows them so.

use std::ops::Range;

/// Halves every advance of `font`, a font file with its table directory; none if it lacks a table.
pub(super) fn halve(font: &mut [u8]) -> Option<()> {
    let hhea = table(font, b"hhea")?;
    let hmtx = table(font, b"hmtx")?;
    let head = table(font, b"head")?;
    // The number of advances is the last field of `hhea`.
    let count = usize::from(read_u16(font, hhea.range.start + 34)?);
    for index in 0..count {
        let at = hmtx.range.start + 4 * index;
        let half = read_u16(font, at)? / 2;
        write(font, at, &half.to_be_bytes())?;
    }
    let sum = checksum(font.get(hmtx.range.clone())?);
    write(font, hmtx.checksum_at, &sum.to_be_bytes())?;
    // The checksum of the whole file counts itself as nothing.
    let adjustment = head.range.start + 8;
    write(font, adjustment, &[0; 4])?;
    let whole = 0xb1b0_afba_u32.wrapping_sub(checksum(font));
    write(font, adjustment, &whole.to_be_bytes())
}

/// A table of a font file.
struct Table {
    range: Range<usize>,
    /// Where the directory holds its checksum.
    checksum_at: usize,
}

fn table(font: &[u8], name: &[u8; 4]) -> Option<Table> {
    let count = usize::from(read_u16(font, 4)?);
    let mut entries = (0..count).map(|index| 12 + 16 * index);
    let entry = entries.find(|at| font.get(*at..at + 4) == Some(name))?;
    let start = read_u32(font, entry + 8)?;
    let length = read_u32(font, entry + 12)?;
    Some(Table {
        range: start..start.checked_add(length)?,
        checksum_at: entry + 4,
    })
}

fn checksum(bytes: &[u8]) -> u32 {
    bytes
        .chunks(4)
        .map(|chunk| {
            let byte = |index: usize| chunk.get(index).copied().unwrap_or(0);
            u32::from_be_bytes([byte(0), byte(1), byte(2), byte(3)])
        })
        .fold(0, u32::wrapping_add)
}

fn read_u16(font: &[u8], at: usize) -> Option<u16> {
    let bytes = font.get(at..at.checked_add(2)?)?;
    Some(u16::from_be_bytes(bytes.try_into().ok()?))
}

fn read_u32(font: &[u8], at: usize) -> Option<usize> {
    let bytes = font.get(at..at.checked_add(4)?)?;
    usize::try_from(u32::from_be_bytes(bytes.try_into().ok()?)).ok()
}

fn write(font: &mut [u8], at: usize, bytes: &[u8]) -> Option<()> {
    let place = font.get_mut(at..at.checked_add(bytes.len())?)?;
    place.copy_from_slice(bytes);
    Some(())
}
