//! The text that the content of a page shows, in the order of the content (ISO 32000-1 §9.4.3).

use std::collections::HashMap;
use std::rc::Rc;

use super::Unreadable;
use super::tokens::{Token, Tokens};
use super::unicode::Meaning;
use crate::sign::pdf::Object;

/// Graphics states nested deeper than this are refused.
const MAX_STATES: usize = 256;
/// More operands than this before one operator are refused.
const MAX_OPERANDS: usize = 10_000;
/// No more text than this is read from one page or file, in bytes.
pub(super) const MAX_TEXT: usize = 64 << 20;
/// Stands for something drawn from elsewhere, such as a picture.
pub(super) const PICTURE: char = '\u{fffc}';

/// The fonts of a page by their resource names.
pub(super) type Fonts = HashMap<Vec<u8>, Rc<Meaning>>;

/// The text of a page. A picture, or a form drawn as one, leaves [`PICTURE`].
pub(super) fn shown(content: &[u8], fonts: &Fonts) -> Result<String, Unreadable> {
    let mut reader = Reader {
        fonts,
        font: None,
        states: Vec::new(),
        text: String::new(),
    };
    let mut operands: Vec<Object> = Vec::new();
    for token in Tokens::new(content) {
        match token? {
            Token::Operand(object) => operands.push(object),
            Token::Operator(operator) => {
                reader.run(operator, &operands)?;
                operands.clear();
            }
        }
        if operands.len() > MAX_OPERANDS {
            return Err("too many operands".into());
        }
    }
    Ok(reader.text)
}

struct Reader<'a> {
    fonts: &'a Fonts,
    font: Option<&'a Meaning>,
    states: Vec<Option<&'a Meaning>>,
    text: String,
}

impl Reader<'_> {
    fn run(&mut self, operator: &[u8], operands: &[Object]) -> Result<(), Unreadable> {
        match (operator, operands) {
            (b"q", _) if self.states.len() >= MAX_STATES => {
                return Err("graphics states nested too deeply".into());
            }
            (b"q", _) => self.states.push(self.font),
            (b"Q", _) => self.font = self.states.pop().flatten(),
            (b"Tf", [Object::Name(name), _]) => {
                self.font = self.fonts.get(name).map(|font| &**font);
            }
            (b"Tj" | b"'" | b"\"", [.., Object::String(codes)]) => self.show(&codes.bytes)?,
            (b"TJ", [Object::Array(pieces)]) => {
                for piece in pieces {
                    if let Object::String(codes) = piece {
                        self.show(&codes.bytes)?;
                    }
                }
            }
            (b"Tf" | b"Tj" | b"'" | b"\"" | b"TJ", _) => {
                return Err("an operator for text with other operands than it takes".into());
            }
            (b"Do", _) => self.text.push(PICTURE),
            (b"BI", _) => return Err("a picture within the content".into()),
            _ => {}
        }
        Ok(())
    }

    fn show(&mut self, codes: &[u8]) -> Result<(), Unreadable> {
        let font = self.font.ok_or("text in a font that says nothing of its codes")?;
        font.spell(codes, &mut self.text);
        match self.text.len() > MAX_TEXT {
            true => Err("too much text".into()),
            false => Ok(()),
        }
    }
}
