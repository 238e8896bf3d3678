//! Formats of others, each in a folder or file of its own. What is written comes as plain data whose
//! words are made already, and is read back before it counts as done.

pub mod csv;
pub mod json;
pub mod official_text;
pub mod sheet;
pub mod xlsx;
