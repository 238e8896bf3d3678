//! Formats of others, each in a folder or file of its own.

pub mod official_text;
