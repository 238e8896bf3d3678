//! The first revision of a file: what was written before anybody signed.

use super::Unreadable;
use crate::sign::pdf::lexer::Lexer;
use crate::sign::pdf::{Document, PdfError};
use crate::sign::verify::change_before_signing;

/// The first revision of a file.
#[derive(Debug, Clone)]
pub struct FirstRevision<'a> {
    /// Its bytes: the file up to the end of its first cross-reference.
    pub bytes: &'a [u8],
    /// What changed between it and the first signature besides signing; none if nothing did.
    pub changed: Option<String>,
}

/// The first revision of a file.
///
/// # Errors
/// [`Unreadable`] if the file cannot be read strictly, or does not begin with a revision that is
/// whole by itself.
pub fn first_revision(pdf: &[u8]) -> Result<FirstRevision<'_>, Unreadable> {
    let bytes = first_bytes(pdf)?;
    let changed = change_before_signing(pdf, bytes.len()).err();
    Ok(FirstRevision {
        bytes,
        changed: changed.map(|finding| finding.detail),
    })
}

/// The bytes of the first revision alone, without a look at what came after.
///
/// # Errors
/// As [`first_revision`].
pub fn first_bytes(pdf: &[u8]) -> Result<&[u8], Unreadable> {
    let document = Document::read(pdf)?;
    let Some(oldest) = document.sections.last() else {
        return Err("no cross-reference section".into());
    };
    let end = end_of_revision(pdf, oldest.span.end, oldest.span.start)?;
    let bytes = pdf.get(..end).unwrap_or_default();
    if Document::read(bytes)?.sections.len() != 1 {
        return Err("the first revision builds on another".into());
    }
    Ok(bytes)
}

/// The end of the revision whose cross-reference section ends at `section_end` and stands at `section`.
fn end_of_revision(pdf: &[u8], section_end: usize, section: usize) -> Result<usize, PdfError> {
    let wrong = || PdfError::at(section_end, "the first revision has no startxref and %%EOF");
    let mut lexer = Lexer::new(pdf, section_end);
    lexer.skip_whitespace();
    if !lexer.take(b"startxref") || !lexer.take_end_of_line() {
        return Err(wrong());
    }
    let named = lexer.unsigned()?;
    lexer.take_spaces();
    if !lexer.take_end_of_line() || !lexer.take(b"%%EOF") {
        return Err(wrong());
    }
    lexer.take_end_of_line();
    match usize::try_from(named).is_ok_and(|named| named == section) {
        true => Ok(lexer.position()),
        false => Err(wrong()),
    }
}
