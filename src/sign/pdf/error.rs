//! Why a PDF cannot be read.

use thiserror::Error;

/// Why a PDF cannot be read. Never the fault of the person who verifies, so the words are
/// technical; people get the refusal's id translated.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(in crate::sign) enum PdfError {
    /// The bytes at this offset are not what ISO 32000-1 asks for there.
    #[error("byte {offset}: {what}")]
    Syntax {
        /// Where, counted from the start of the file (or of the object stream).
        offset: usize,
        /// What was expected or found.
        what: &'static str,
    },
    /// The file has an `/Encrypt` entry.
    #[error("the file is encrypted")]
    Encrypted,
    /// A feature that is well-formed but deliberately not read.
    #[error("{0}")]
    Unsupported(&'static str),
    /// A limit that keeps hostile files from using up memory or time.
    #[error("limit exceeded: {0}")]
    Limit(&'static str),
}

impl PdfError {
    /// A syntax error at this offset.
    pub(in crate::sign) fn at(offset: usize, what: &'static str) -> Self {
        Self::Syntax { offset, what }
    }
}
