//! Cross-reference sections: the classic table with its trailer, and the stream
//! (ISO 32000-1 §7.5.4–7.5.8).

use std::{collections::BTreeMap, ops::Range};

use super::{
    dictionary::Dictionary,
    error::PdfError,
    filter,
    lexer::Lexer,
    object::{Object, ObjectId},
};

/// No object number above this; ISO 32000-1 annex C gives 8,388,607 as a reader's usual limit.
const MAX_NUMBER: u64 = 8_388_607;

type Result<T> = std::result::Result<T, PdfError>;

/// Where an object stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::sign) enum Entry {
    /// Not in use.
    Free,
    /// Directly in the file.
    InFile {
        /// Offset of the object's number.
        offset: usize,
        /// Its generation.
        generation: u16,
    },
    /// In an object stream.
    Compressed {
        /// Number of the object stream.
        stream: u32,
        /// Index in it.
        index: usize,
    },
}

/// One cross-reference section with its trailer.
#[derive(Debug, Clone)]
pub(in crate::sign) struct Section {
    /// The section's bytes, from `xref` or the stream's number to the end of the trailer
    /// dictionary or `endobj`.
    pub(in crate::sign) span: Range<usize>,
    /// What it says about each object number.
    pub(in crate::sign) entries: BTreeMap<u32, Entry>,
    /// The trailer dictionary, or the stream's dictionary.
    pub(in crate::sign) trailer: Dictionary,
    /// The number of the stream, if it is one.
    pub(in crate::sign) stream_number: Option<u32>,
}

impl Section {
    /// Reads the section at an offset.
    pub(in crate::sign) fn read(data: &[u8], offset: usize) -> Result<Self> {
        let mut lexer = Lexer::new(data, offset);
        let section = if lexer.take(b"xref") {
            Self::read_table(&mut lexer, data, offset)?
        } else {
            Self::read_stream(&mut lexer, data, offset)?
        };
        if section.trailer.get("Encrypt").is_some() {
            return Err(PdfError::Encrypted);
        }
        if section.trailer.get("XRefStm").is_some() {
            return Err(PdfError::Unsupported(
                "a hybrid cross-reference, which readers see differently",
            ));
        }
        Ok(section)
    }

    /// The offset of the previous section, if there is one.
    pub(in crate::sign) fn previous(&self) -> Result<Option<usize>> {
        let wrong = PdfError::at(self.span.start, "/Prev is not an offset");
        match self.trailer.get("Prev") {
            None => Ok(None),
            Some(Object::Integer(offset)) => usize::try_from(*offset).map(Some).map_err(|_| wrong),
            Some(_) => Err(wrong),
        }
    }

    fn read_table(lexer: &mut Lexer<'_>, data: &[u8], start: usize) -> Result<Self> {
        let mut entries = BTreeMap::new();
        lexer.skip_whitespace();
        while !lexer.take_keyword(b"trailer") {
            let first = lexer.unsigned()?;
            if !lexer.take(b" ") {
                return Err(lexer.error("a cross-reference subsection lacks its count"));
            }
            let count = lexer.unsigned()?;
            lexer.take_spaces();
            if !lexer.take_end_of_line() {
                return Err(lexer.error("a cross-reference subsection header is not a line"));
            }
            read_subsection(lexer, data, first, count, &mut entries)?;
            lexer.skip_whitespace();
        }
        let Object::Dictionary(trailer) = lexer.object()? else {
            return Err(lexer.error("the trailer is not a dictionary"));
        };
        Ok(Self {
            span: start..lexer.position(),
            entries,
            trailer,
            stream_number: None,
        })
    }

    fn read_stream(lexer: &mut Lexer<'_>, data: &[u8], start: usize) -> Result<Self> {
        let direct_only = |_: ObjectId| {
            Err(PdfError::at(
                start,
                "the length of a cross-reference stream is not direct",
            ))
        };
        let (id, object) = lexer.indirect_object(&direct_only)?;
        let Object::Stream(stream) = object else {
            return Err(PdfError::at(
                start,
                "no cross-reference section begins at this offset",
            ));
        };
        if !stream.dictionary.has_name("Type", "XRef") {
            return Err(PdfError::at(
                start,
                "no cross-reference section begins at this offset",
            ));
        }
        let raw = data.get(stream.data.clone()).unwrap_or_default();
        let decoded = filter::decode(&stream.dictionary, raw)?;
        let entries = stream_entries(&stream.dictionary, &decoded, start)?;
        Ok(Self {
            span: start..lexer.position(),
            entries,
            trailer: stream.dictionary,
            stream_number: Some(id.number),
        })
    }
}

/// Reads the 20-byte entries of one subsection.
fn read_subsection(
    lexer: &mut Lexer<'_>,
    data: &[u8],
    first: u64,
    count: u64,
    entries: &mut BTreeMap<u32, Entry>,
) -> Result<()> {
    for index in 0..count {
        let start = lexer.position();
        let wrong = || PdfError::at(start, "a cross-reference entry is not 20 bytes of the right form");
        let line = data.get(start..start.saturating_add(20)).ok_or_else(wrong)?;
        let entry = table_entry(line).ok_or_else(wrong)?;
        if (first, index) == (1, 0) && line.starts_with(b"0000000000 65535 f") {
            let what = "the entry of object 0 stands under 1; some readers count from there";
            return Err(PdfError::at(start, what));
        }
        insert(entries, first.saturating_add(index), entry, start)?;
        lexer.advance(20);
    }
    Ok(())
}

/// Reads `oooooooooo ggggg n` with its two-byte end of line.
fn table_entry(line: &[u8]) -> Option<Entry> {
    let number = |range: Range<usize>| -> Option<u64> {
        let digits = line.get(range)?;
        let all_digits = digits.iter().all(u8::is_ascii_digit);
        std::str::from_utf8(digits)
            .ok()
            .filter(|_| all_digits)?
            .parse()
            .ok()
    };
    let (offset, generation) = (number(0..10)?, number(11..16)?);
    let separators = line.get(10) == Some(&b' ') && line.get(16) == Some(&b' ');
    let line_end = matches!(line.get(18..20), Some(b" \n" | b" \r" | b"\r\n"));
    if !separators || !line_end {
        return None;
    }
    match line.get(17)? {
        b'f' => Some(Entry::Free),
        b'n' => Some(Entry::InFile {
            offset: usize::try_from(offset).ok()?,
            generation: u16::try_from(generation).ok()?,
        }),
        _ => None,
    }
}

fn insert(entries: &mut BTreeMap<u32, Entry>, number: u64, entry: Entry, place: usize) -> Result<()> {
    let number = u32::try_from(number)
        .ok()
        .filter(|number| u64::from(*number) <= MAX_NUMBER);
    let number = number.ok_or(PdfError::Limit("object numbers"))?;
    if number == 0 && entry != Entry::Free {
        return Err(PdfError::at(place, "object 0 is in use"));
    }
    if entries.insert(number, entry).is_some() {
        return Err(PdfError::at(
            place,
            "a cross-reference section names an object twice",
        ));
    }
    Ok(())
}

/// Reads the entries of a cross-reference stream (ISO 32000-1 §7.5.8.2).
fn stream_entries(dictionary: &Dictionary, decoded: &[u8], place: usize) -> Result<BTreeMap<u32, Entry>> {
    let wrong = PdfError::at(place, "a cross-reference stream with a wrong /W, /Index or /Size");
    let widths = dictionary
        .array("W")
        .and_then(small_numbers)
        .filter(|widths| widths.len() == 3);
    let widths = widths
        .filter(|widths| widths.iter().all(|width| *width <= 8))
        .ok_or(wrong.clone())?;
    let (type_width, second_width, third_width) = match widths.as_slice() {
        [a, b, c] => (*a, *b, *c),
        _ => return Err(wrong),
    };
    let row_length = type_width + second_width + third_width;
    let size = dictionary
        .integer("Size")
        .and_then(|size| usize::try_from(size).ok())
        .ok_or(wrong.clone())?;
    let index = match dictionary.get("Index") {
        None => vec![0, size],
        Some(Object::Array(items)) => small_numbers(items).ok_or(wrong.clone())?,
        Some(_) => return Err(wrong),
    };
    if row_length == 0 || !index.len().is_multiple_of(2) {
        return Err(wrong);
    }
    let mut rows = decoded.chunks_exact(row_length);
    let mut entries = BTreeMap::new();
    for pair in index.chunks(2) {
        let [first, count] = pair else { return Err(wrong) };
        for offset in 0..*count {
            let row = rows.next().ok_or(wrong.clone())?;
            let (kind, rest) = row.split_at(type_width);
            let (second, third) = rest.split_at(second_width);
            let kind = if type_width == 0 { 1 } else { big_endian(kind) };
            let entry = stream_entry(kind, big_endian(second), big_endian(third)).ok_or(wrong.clone())?;
            insert(
                &mut entries,
                (*first as u64).saturating_add(offset as u64),
                entry,
                place,
            )?;
        }
    }
    if rows.next().is_some() {
        return Err(wrong);
    }
    Ok(entries)
}

fn stream_entry(kind: u64, second: u64, third: u64) -> Option<Entry> {
    match kind {
        0 => Some(Entry::Free),
        1 => Some(Entry::InFile {
            offset: usize::try_from(second).ok()?,
            generation: u16::try_from(third).ok()?,
        }),
        2 => Some(Entry::Compressed {
            stream: u32::try_from(second).ok()?,
            index: usize::try_from(third).ok()?,
        }),
        _ => None,
    }
}

fn small_numbers(items: &[Object]) -> Option<Vec<usize>> {
    let number = |item: &Object| match item {
        Object::Integer(value) => usize::try_from(*value)
            .ok()
            .filter(|value| *value as u64 <= MAX_NUMBER + 1),
        _ => None,
    };
    items.iter().map(number).collect()
}

fn big_endian(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}
