//! Reads tokens and objects (ISO 32000-1 §7.2, §7.3), strictly: what some readers would repair
//! is an error here.

use super::{
    dictionary::Dictionary,
    error::PdfError,
    object::{Object, ObjectId, PdfString, Stream},
};

/// Arrays and dictionaries nested deeper than this are refused.
const MAX_DEPTH: usize = 48;

type Result<T> = std::result::Result<T, PdfError>;

/// Whether a byte is white space (ISO 32000-1, table 1).
pub(in crate::sign) fn is_whitespace(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

/// Whether a byte ends a token (ISO 32000-1, table 2).
fn is_delimiter(byte: u8) -> bool {
    matches!(
        byte,
        b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
    )
}

/// A position in bytes, with methods that read one thing and move on.
pub(in crate::sign) struct Lexer<'a> {
    data: &'a [u8],
    position: usize,
}

impl<'a> Lexer<'a> {
    /// Starts at an offset.
    pub(in crate::sign) fn new(data: &'a [u8], position: usize) -> Self {
        Self { data, position }
    }

    /// Where the next byte is read.
    pub(in crate::sign) fn position(&self) -> usize {
        self.position
    }

    /// An error at the current position.
    pub(in crate::sign) fn error(&self, what: &'static str) -> PdfError {
        PdfError::at(self.position, what)
    }

    fn peek(&self) -> Option<u8> {
        self.data.get(self.position).copied()
    }

    fn rest(&self) -> &'a [u8] {
        self.data.get(self.position..).unwrap_or_default()
    }

    /// Takes these bytes if they come next.
    pub(in crate::sign) fn take(&mut self, bytes: &[u8]) -> bool {
        let found = self.rest().starts_with(bytes);
        if found {
            self.position += bytes.len();
        }
        found
    }

    /// Takes the longest run of bytes for which the test holds.
    fn take_while(&mut self, test: impl Fn(u8) -> bool) -> &'a [u8] {
        let rest = self.rest();
        let length = rest.iter().position(|byte| !test(*byte)).unwrap_or(rest.len());
        self.position += length;
        rest.get(..length).unwrap_or_default()
    }

    /// Skips white space, not comments.
    pub(in crate::sign) fn skip_whitespace(&mut self) {
        self.take_while(is_whitespace);
    }

    /// Skips white space and comments.
    pub(in crate::sign) fn skip_space(&mut self) {
        loop {
            self.skip_whitespace();
            if self.peek() != Some(b'%') {
                return;
            }
            self.take_while(|byte| byte != b'\n' && byte != b'\r');
        }
    }

    /// Skips blanks within a line.
    pub(in crate::sign) fn take_spaces(&mut self) {
        self.take_while(|byte| byte == b' ');
    }

    /// Moves on by a number of bytes that the caller has already looked at.
    pub(in crate::sign) fn advance(&mut self, bytes: usize) {
        self.position = self.position.saturating_add(bytes);
    }

    /// Takes one end of line: CRLF, LF or CR.
    pub(in crate::sign) fn take_end_of_line(&mut self) -> bool {
        self.take(b"\r\n") || self.take(b"\n") || self.take(b"\r")
    }

    /// Takes a keyword that is followed by white space, a delimiter or the end.
    pub(in crate::sign) fn take_keyword(&mut self, keyword: &[u8]) -> bool {
        let start = self.position;
        let ends = self.take(keyword)
            && self
                .peek()
                .is_none_or(|byte| is_whitespace(byte) || is_delimiter(byte));
        if !ends {
            self.position = start;
        }
        ends
    }

    /// Reads decimal digits as a number.
    pub(in crate::sign) fn unsigned(&mut self) -> Result<u64> {
        let start = self.position;
        let digits = self.take_while(|byte| byte.is_ascii_digit());
        std::str::from_utf8(digits)
            .ok()
            .and_then(|text| text.parse().ok())
            .ok_or(PdfError::at(start, "a whole number is missing or too large"))
    }

    /// Reads one direct object.
    pub(in crate::sign) fn object(&mut self) -> Result<Object> {
        self.nested_object(0)
    }

    fn nested_object(&mut self, depth: usize) -> Result<Object> {
        if depth > MAX_DEPTH {
            return Err(PdfError::Limit("objects nested too deeply"));
        }
        self.skip_space();
        match self.peek() {
            Some(b'/') => self.name().map(Object::Name),
            Some(b'(') => self.literal_string().map(Object::String),
            Some(b'[') => self.array(depth),
            Some(b'<') if self.rest().starts_with(b"<<") => self.dictionary(depth).map(Object::Dictionary),
            Some(b'<') => self.hexadecimal_string().map(Object::String),
            Some(b'0'..=b'9') => self.number_or_reference(),
            Some(b'+' | b'-' | b'.') => self.number(),
            _ if self.take_keyword(b"true") => Ok(Object::Boolean(true)),
            _ if self.take_keyword(b"false") => Ok(Object::Boolean(false)),
            _ if self.take_keyword(b"null") => Ok(Object::Null),
            _ => Err(self.error("no object begins here")),
        }
    }

    fn name(&mut self) -> Result<Vec<u8>> {
        self.position += 1;
        let start = self.position;
        let raw = self.take_while(|byte| !is_whitespace(byte) && !is_delimiter(byte));
        let mut name = Vec::with_capacity(raw.len());
        let mut bytes = raw.iter();
        while let Some(byte) = bytes.next() {
            if *byte != b'#' {
                name.push(*byte);
                continue;
            }
            let digits = (bytes.next(), bytes.next());
            let (Some(high), Some(low)) = (digits.0.and_then(hex_value), digits.1.and_then(hex_value)) else {
                return Err(PdfError::at(
                    start,
                    "a name holds # without two hexadecimal digits",
                ));
            };
            name.push(high << 4 | low);
        }
        Ok(name)
    }

    fn literal_string(&mut self) -> Result<PdfString> {
        let start = self.position;
        self.position += 1;
        let mut bytes = Vec::new();
        let mut depth = 1_usize;
        loop {
            let Some(byte) = self.peek() else {
                return Err(PdfError::at(start, "a string is not closed"));
            };
            self.position += 1;
            match byte {
                b'(' => depth += 1,
                b')' => depth -= 1,
                b'\\' => {
                    self.escape(&mut bytes);
                    continue;
                }
                b'\r' => {
                    self.take(b"\n");
                    bytes.push(b'\n');
                    continue;
                }
                _ => {}
            }
            if depth == 0 {
                return Ok(PdfString {
                    bytes,
                    span: start..self.position,
                });
            }
            bytes.push(byte);
        }
    }

    /// What follows a backslash in a literal string (ISO 32000-1, table 3).
    fn escape(&mut self, bytes: &mut Vec<u8>) {
        if self.take_end_of_line() {
            return;
        }
        let Some(byte) = self.peek() else { return };
        if (b'0'..=b'7').contains(&byte) {
            let mut value = 0_u32;
            for _ in 0..3 {
                let Some(digit @ b'0'..=b'7') = self.peek() else {
                    break;
                };
                value = value * 8 + u32::from(digit - b'0');
                self.position += 1;
            }
            bytes.push(value.to_le_bytes()[0]);
            return;
        }
        self.position += 1;
        bytes.push(match byte {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 8,
            b'f' => 12,
            other => other,
        });
    }

    fn hexadecimal_string(&mut self) -> Result<PdfString> {
        let start = self.position;
        self.position += 1;
        let raw = self.take_while(|byte| byte != b'>');
        if !self.take(b">") {
            return Err(PdfError::at(start, "a hexadecimal string is not closed"));
        }
        let mut digits = Vec::with_capacity(raw.len());
        for byte in raw {
            match hex_value(byte) {
                Some(digit) => digits.push(digit),
                None if is_whitespace(*byte) => {}
                None => {
                    return Err(PdfError::at(
                        start,
                        "a hexadecimal string holds another character",
                    ));
                }
            }
        }
        let bytes = digits
            .chunks(2)
            .map(|pair| match pair {
                [high, low] => high << 4 | low,
                [high] => high << 4,
                _ => 0,
            })
            .collect();
        Ok(PdfString {
            bytes,
            span: start..self.position,
        })
    }

    fn array(&mut self, depth: usize) -> Result<Object> {
        self.position += 1;
        let mut items = Vec::new();
        loop {
            self.skip_space();
            if self.take(b"]") {
                return Ok(Object::Array(items));
            }
            items.push(self.nested_object(depth + 1)?);
        }
    }

    fn dictionary(&mut self, depth: usize) -> Result<Dictionary> {
        let start = self.position;
        self.position += 2;
        let mut entries = Vec::new();
        loop {
            self.skip_space();
            if self.take(b">>") {
                return Dictionary::from_entries(entries)
                    .ok_or(PdfError::at(start, "a dictionary holds the same key twice"));
            }
            if self.peek() != Some(b'/') {
                return Err(self.error("a dictionary key is not a name"));
            }
            let key = self.name()?;
            entries.push((key, self.nested_object(depth + 1)?));
        }
    }

    fn number_or_reference(&mut self) -> Result<Object> {
        let start = self.position;
        if let Some(id) = self.reference() {
            return Ok(Object::Reference(id));
        }
        self.position = start;
        self.number()
    }

    fn reference(&mut self) -> Option<ObjectId> {
        let number = u32::try_from(self.unsigned().ok()?).ok()?;
        self.space_between()?;
        let generation = u16::try_from(self.unsigned().ok()?).ok()?;
        self.space_between()?;
        (number > 0 && self.take_keyword(b"R")).then_some(ObjectId { number, generation })
    }

    fn space_between(&mut self) -> Option<()> {
        let start = self.position;
        self.skip_space();
        (self.position > start).then_some(())
    }

    fn number(&mut self) -> Result<Object> {
        let start = self.position;
        let raw = self.take_while(|byte| !is_whitespace(byte) && !is_delimiter(byte));
        let wrong = PdfError::at(start, "this is not a number");
        let digits = raw
            .strip_prefix(b"-")
            .or_else(|| raw.strip_prefix(b"+"))
            .unwrap_or(raw);
        let points = digits.iter().filter(|byte| **byte == b'.').count();
        let plain = digits.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.');
        if !plain || points > 1 || digits.len() == points {
            return Err(wrong);
        }
        let text = std::str::from_utf8(raw).map_err(|_| wrong.clone())?;
        if points == 0 {
            return text.parse().map(Object::Integer).map_err(|_| wrong);
        }
        text.parse().map(Object::Real).map_err(|_| wrong)
    }

    /// Reads `number generation obj … endobj`. `length_of` finds the length of a stream whose
    /// `/Length` is a reference.
    pub(in crate::sign) fn indirect_object(
        &mut self,
        length_of: &dyn Fn(ObjectId) -> Result<i64>,
    ) -> Result<(ObjectId, Object)> {
        let start = self.position;
        let id = self
            .object_header()
            .ok_or(PdfError::at(start, "no object begins at this offset"))?;
        let mut object = self.object()?;
        self.skip_space();
        if self.take(b"stream") {
            let Object::Dictionary(dictionary) = object else {
                return Err(self.error("a stream without a dictionary"));
            };
            object = Object::Stream(self.stream_data(dictionary, length_of)?);
            self.skip_space();
        }
        if !self.take_keyword(b"endobj") {
            return Err(self.error("endobj is missing"));
        }
        Ok((id, object))
    }

    fn object_header(&mut self) -> Option<ObjectId> {
        let number = u32::try_from(self.unsigned().ok()?).ok()?;
        self.space_between()?;
        let generation = u16::try_from(self.unsigned().ok()?).ok()?;
        self.space_between()?;
        (number > 0 && self.take_keyword(b"obj")).then_some(ObjectId { number, generation })
    }

    fn stream_data(
        &mut self,
        dictionary: Dictionary,
        length_of: &dyn Fn(ObjectId) -> Result<i64>,
    ) -> Result<Stream> {
        if !(self.take(b"\r\n") || self.take(b"\n")) {
            return Err(self.error("stream is not followed by an end of line"));
        }
        let length = match dictionary.get("Length") {
            Some(Object::Integer(length)) => *length,
            Some(Object::Reference(id)) => length_of(*id)?,
            _ => return Err(self.error("a stream without /Length")),
        };
        let start = self.position;
        let end = usize::try_from(length)
            .ok()
            .and_then(|length| start.checked_add(length));
        let Some(end) = end.filter(|end| *end <= self.data.len()) else {
            return Err(self.error("a stream is longer than the file"));
        };
        self.position = end;
        self.take_end_of_line();
        if !self.take_keyword(b"endstream") {
            return Err(self.error("endstream does not stand where /Length says"));
        }
        Ok(Stream {
            dictionary,
            data: start..end,
        })
    }
}

fn hex_value(byte: &u8) -> Option<u8> {
    char::from(*byte)
        .to_digit(16)
        .and_then(|digit| u8::try_from(digit).ok())
}
