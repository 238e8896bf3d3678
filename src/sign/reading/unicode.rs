//! What the codes of a font mean: its ToUnicode map (ISO 32000-1 §9.10.3).

use std::collections::HashMap;

use super::Unreadable;
use super::tokens::{Token, Tokens};
use crate::sign::pdf::Object;

/// Longest text that one code may stand for, in UTF-16 units.
const MAX_UNITS: usize = 32;
/// A map may have no more entries than this.
const MAX_ENTRIES: usize = 200_000;

/// What codes of two bytes mean.
#[derive(Debug, Default)]
pub(super) struct Meaning {
    by_code: HashMap<u16, String>,
    /// How many entries were read, those that stand twice counted twice.
    entries: usize,
}

impl Meaning {
    /// Reads a ToUnicode map.
    pub(super) fn read(map: &[u8]) -> Result<Self, Unreadable> {
        let mut meaning = Self::default();
        let mut operands: Vec<Object> = Vec::new();
        for token in Tokens::new(map) {
            match token? {
                Token::Operand(object) => operands.push(object),
                Token::Operator(b"endbfchar") => meaning.add_singles(&operands)?,
                Token::Operator(b"endbfrange") => meaning.add_ranges(&operands)?,
                Token::Operator(_) => operands.clear(),
            }
            if operands.len() > MAX_ENTRIES {
                return Err("a character map is too large".into());
            }
        }
        Ok(meaning)
    }

    fn add_singles(&mut self, operands: &[Object]) -> Result<(), Unreadable> {
        for pair in operands.chunks(2) {
            let [Object::String(code), Object::String(text)] = pair else {
                return Err("a character map has an entry that is no pair".into());
            };
            self.add(code_of(&code.bytes)?, &units_of(&text.bytes)?)?;
        }
        Ok(())
    }

    fn add_ranges(&mut self, operands: &[Object]) -> Result<(), Unreadable> {
        for range in operands.chunks(3) {
            let [Object::String(first), Object::String(last), meaning] = range else {
                return Err("a character map has a range that is no range".into());
            };
            let codes = code_of(&first.bytes)?..=code_of(&last.bytes)?;
            match meaning {
                Object::String(text) => {
                    let mut units = units_of(&text.bytes)?;
                    for code in codes {
                        self.add(code, &units)?;
                        // The last unit counts up with the code.
                        if let Some(last) = units.last_mut() {
                            *last = last.wrapping_add(1);
                        }
                    }
                }
                Object::Array(texts) => {
                    for (code, text) in codes.zip(texts) {
                        let Object::String(text) = text else {
                            return Err("a character map maps to something that is no text".into());
                        };
                        self.add(code, &units_of(&text.bytes)?)?;
                    }
                }
                _ => return Err("a character map maps to something that is no text".into()),
            }
        }
        Ok(())
    }

    fn add(&mut self, code: u16, units: &[u16]) -> Result<(), Unreadable> {
        self.entries += 1;
        if self.entries > MAX_ENTRIES {
            return Err("a character map is too large".into());
        }
        self.by_code.insert(code, String::from_utf16_lossy(units));
        Ok(())
    }

    /// Adds what the codes of a string mean to `text`; a code without meaning becomes U+FFFD.
    pub(super) fn spell(&self, codes: &[u8], text: &mut String) {
        for pair in codes.chunks(2) {
            let code = pair.iter().fold(0, |sum, byte| sum << 8 | u16::from(*byte));
            match self.by_code.get(&code) {
                Some(meaning) => text.push_str(meaning),
                None => text.push(char::REPLACEMENT_CHARACTER),
            }
        }
    }
}

fn code_of(bytes: &[u8]) -> Result<u16, Unreadable> {
    match bytes {
        [high, low] => Ok(u16::from_be_bytes([*high, *low])),
        _ => Err("a font whose codes are not of two bytes".into()),
    }
}

fn units_of(bytes: &[u8]) -> Result<Vec<u16>, Unreadable> {
    let units: Vec<u16> = bytes
        .chunks(2)
        .map(|pair| pair.iter().fold(0, |sum, byte| sum << 8 | u16::from(*byte)))
        .collect();
    match units.len() {
        0..=MAX_UNITS => Ok(units),
        _ => Err("a code that stands for a long text".into()),
    }
}
