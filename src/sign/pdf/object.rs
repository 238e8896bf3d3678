//! The PDF object types (ISO 32000-1 §7.3).

use std::ops::Range;

use super::dictionary::Dictionary;

/// Number and generation of an indirect object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::sign) struct ObjectId {
    /// Object number, at least 1.
    pub(in crate::sign) number: u32,
    /// Generation, nearly always 0.
    pub(in crate::sign) generation: u16,
}

impl ObjectId {
    /// An object of generation 0.
    pub(in crate::sign) fn new(number: u32) -> Self {
        Self {
            number,
            generation: 0,
        }
    }
}

/// A string with the place it was read from.
#[derive(Debug, Clone)]
pub(in crate::sign) struct PdfString {
    /// The decoded bytes.
    pub(in crate::sign) bytes: Vec<u8>,
    /// The token including its delimiters; meaningful only for objects that stand directly in
    /// the file, empty for strings made here.
    pub(in crate::sign) span: Range<usize>,
}

impl PdfString {
    /// A string made here.
    pub(in crate::sign) fn new(bytes: Vec<u8>) -> Self {
        Self { bytes, span: 0..0 }
    }

    /// The string as text (ISO 32000-1 §7.9.2.2): UTF-16BE or UTF-8 with their marks, else
    /// byte for byte as Latin-1, which agrees with PDFDocEncoding for all that names need.
    pub(in crate::sign) fn text(&self) -> String {
        match self.bytes.as_slice() {
            [0xFE, 0xFF, rest @ ..] => {
                let units: Vec<u16> = rest
                    .chunks(2)
                    .map(|pair| pair.iter().fold(0, |sum, byte| sum << 8 | u16::from(*byte)))
                    .collect();
                String::from_utf16_lossy(&units)
            }
            [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
            bytes => bytes.iter().map(|byte| char::from(*byte)).collect(),
        }
    }
}

impl PartialEq for PdfString {
    /// Where a string stands, and whether in hexadecimal, carries no meaning.
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

/// A stream: its dictionary and where its raw bytes stand in the file.
#[derive(Debug, Clone)]
pub(in crate::sign) struct Stream {
    /// The stream dictionary.
    pub(in crate::sign) dictionary: Dictionary,
    /// The undecoded bytes.
    pub(in crate::sign) data: Range<usize>,
}

/// Any PDF object.
#[derive(Debug, Clone)]
pub(in crate::sign) enum Object {
    /// `null`, and what every reference to a missing object means (ISO 32000-1 §7.3.10).
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A number without a decimal point.
    Integer(i64),
    /// A number with a decimal point.
    Real(f64),
    /// A name, decoded, without the slash.
    Name(Vec<u8>),
    /// A literal or hexadecimal string.
    String(PdfString),
    /// An array.
    Array(Vec<Object>),
    /// A dictionary.
    Dictionary(Dictionary),
    /// A stream; only as an indirect object.
    Stream(Stream),
    /// A reference to an indirect object.
    Reference(ObjectId),
}

impl Object {
    /// A name made here.
    pub(in crate::sign) fn name(name: &str) -> Self {
        Self::Name(name.as_bytes().to_vec())
    }

    /// A reference to an object of generation 0.
    pub(in crate::sign) fn reference(number: u32) -> Self {
        Self::Reference(ObjectId::new(number))
    }

    /// The number as a decimal, if it is one.
    pub(in crate::sign) fn number(&self) -> Option<f64> {
        match self {
            #[allow(clippy::cast_precision_loss)] // coordinates, far below 2^53
            Self::Integer(value) => Some(*value as f64),
            Self::Real(value) => Some(*value),
            _ => None,
        }
    }

    /// The dictionary of a dictionary or stream.
    pub(in crate::sign) fn as_dictionary(&self) -> Option<&Dictionary> {
        match self {
            Self::Dictionary(dictionary) => Some(dictionary),
            Self::Stream(stream) => Some(&stream.dictionary),
            _ => None,
        }
    }

    /// Calls `found` for every reference directly in this object, its arrays and dictionaries.
    pub(in crate::sign) fn for_each_reference(&self, found: &mut dyn FnMut(ObjectId)) {
        match self {
            Self::Reference(id) => found(*id),
            Self::Array(items) => items.iter().for_each(|item| item.for_each_reference(found)),
            Self::Dictionary(dictionary) | Self::Stream(Stream { dictionary, .. }) => {
                dictionary
                    .iter()
                    .for_each(|(_, value)| value.for_each_reference(found));
            }
            _ => {}
        }
    }
}

impl PartialEq for Object {
    /// Equal in meaning: `1` and `1.0` are the same number, and so on. The bytes of a stream stand
    /// in a file and are compared by [`super::Document::same_object`]; two streams are never
    /// equal here.
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Null, Self::Null) => true,
            (Self::Boolean(a), Self::Boolean(b)) => a == b,
            (Self::Integer(a), Self::Integer(b)) => a == b,
            (Self::Name(a), Self::Name(b)) => a == b,
            (Self::String(a), Self::String(b)) => a == b,
            (Self::Array(a), Self::Array(b)) => a == b,
            (Self::Dictionary(a), Self::Dictionary(b)) => a == b,
            (Self::Reference(a), Self::Reference(b)) => a == b,
            (Self::Integer(_) | Self::Real(_), Self::Integer(_) | Self::Real(_)) => {
                self.number() == other.number()
            }
            _ => false,
        }
    }
}
