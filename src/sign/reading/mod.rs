//! Reads what a PDF shows and carries, with the strict reader of [`super::pdf`]: the revision that was
//! there before anybody signed, a file embedded in it, and the text of its pages.
//!
//! Whatever the bytes are, the answer is a value or [`Unreadable`], within bounds of time and memory.

mod embedded;
mod page;
mod revision;
mod text;
mod tokens;
mod unicode;

pub use embedded::embedded_file;
pub use page::{Page, pages};
pub use revision::{FirstRevision, first_bytes, first_revision};

use super::pdf::PdfError;

/// Why something in a PDF cannot be read; technical, in English.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unreadable(String);

impl From<PdfError> for Unreadable {
    fn from(error: PdfError) -> Self {
        Self(error.to_string())
    }
}

impl From<&str> for Unreadable {
    fn from(detail: &str) -> Self {
        Self(detail.to_owned())
    }
}
