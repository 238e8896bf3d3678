//! A small, strict reader and writer of PDF structure (ISO 32000-1 §7), for signing and verifying.
//!
//! Why not a general library: such a library repairs what is broken, and two programs repair
//! differently, which is what the published attacks on PDF signatures live on. This reader
//! accepts one reading of a file or none.

pub(super) mod dictionary;
pub(super) mod document;
pub(super) mod error;
pub(super) mod filter;
pub(super) mod lexer;
pub(super) mod object;
mod object_stream;
pub(super) mod write;
pub(super) mod xref;

pub(super) use dictionary::Dictionary;
pub(super) use document::Document;
pub(super) use error::PdfError;
pub(super) use object::{Object, ObjectId, PdfString, Stream};
