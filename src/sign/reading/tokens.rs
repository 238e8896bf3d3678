//! Operands and operators, as content streams and character maps have them (ISO 32000-1 §7.8.2).

use crate::sign::pdf::lexer::{Lexer, is_whitespace};
use crate::sign::pdf::{Object, PdfError};

/// One token.
pub(super) enum Token<'a> {
    /// A number, name, string, array or dictionary.
    Operand(Object),
    /// What is to be done with the operands before it.
    Operator(&'a [u8]),
}

/// Reads tokens one after the other.
pub(super) struct Tokens<'a> {
    data: &'a [u8],
    position: usize,
}

impl<'a> Tokens<'a> {
    /// The tokens of these bytes.
    pub(super) fn new(data: &'a [u8]) -> Self {
        Self { data, position: 0 }
    }

    fn read(&mut self, first: u8) -> Result<Token<'a>, PdfError> {
        if is_operand(first) {
            let mut lexer = Lexer::new(self.data, self.position);
            let object = lexer.object()?;
            self.position = lexer.position();
            return Ok(Token::Operand(object));
        }
        let rest = self.data.get(self.position..).unwrap_or_default();
        let length = rest.iter().take_while(|byte| is_regular(**byte)).count();
        if length == 0 {
            return Err(PdfError::at(self.position, "neither operand nor operator"));
        }
        self.position += length;
        Ok(Token::Operator(rest.get(..length).unwrap_or_default()))
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Result<Token<'a>, PdfError>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut lexer = Lexer::new(self.data, self.position);
        lexer.skip_space();
        self.position = lexer.position();
        let first = *self.data.get(self.position)?;
        Some(self.read(first))
    }
}

fn is_operand(first: u8) -> bool {
    matches!(
        first,
        b'/' | b'(' | b'[' | b'<' | b'0'..=b'9' | b'+' | b'-' | b'.'
    )
}

/// Neither white space nor a delimiter (ISO 32000-1 §7.2.2).
fn is_regular(byte: u8) -> bool {
    let delimiter = matches!(
        byte,
        b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
    );
    !is_whitespace(byte) && !delimiter
}
