//! Object streams (ISO 32000-1 §7.5.7).

use std::rc::Rc;

use super::{dictionary::Dictionary, error::PdfError, lexer::Lexer, object::Object};

/// No object stream may hold more objects than this.
const MAX_IN_OBJECT_STREAM: usize = 100_000;

type Result<T> = std::result::Result<T, PdfError>;

/// Reads the objects of an object stream from its unpacked bytes: (number, object) in their order.
/// `place` is where the stream stands in the file.
pub(super) fn read(dictionary: &Dictionary, decoded: &[u8], place: usize) -> Result<Vec<(u32, Rc<Object>)>> {
    let wrong = PdfError::at(place, "an object stream with a wrong header");
    let number = |key| {
        dictionary
            .integer(key)
            .and_then(|value| usize::try_from(value).ok())
    };
    let (Some(count), Some(first)) = (number("N"), number("First")) else {
        return Err(wrong);
    };
    if !dictionary.has_name("Type", "ObjStm") || count > MAX_IN_OBJECT_STREAM {
        return Err(wrong);
    }
    let mut header = Lexer::new(decoded, 0);
    let mut places = Vec::new();
    for _ in 0..count {
        header.skip_whitespace();
        let object_number = u32::try_from(header.unsigned()?).map_err(|_| wrong.clone())?;
        header.skip_whitespace();
        let offset = usize::try_from(header.unsigned()?).map_err(|_| wrong.clone())?;
        places.push((object_number, first.saturating_add(offset)));
    }
    // Each object ends where the next begins, so that hostile offsets cannot make one piece be
    // read again and again.
    let ends: Vec<usize> = places
        .iter()
        .map(|(_, start)| *start)
        .skip(1)
        .chain([decoded.len()])
        .collect();
    if header.position() > first || places.iter().zip(&ends).any(|((_, start), end)| start > end) {
        return Err(wrong);
    }
    let read = |((number, start), end): ((u32, usize), usize)| {
        let object = Lexer::new(decoded.get(..end).unwrap_or_default(), start).object()?;
        Ok((number, Rc::new(object)))
    };
    places.into_iter().zip(ends).map(read).collect()
}
