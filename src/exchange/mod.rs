//! Formats that other programs read. Each file writes one format from plain data whose words are
//! made already, and reads back what it wrote before it counts as done.

pub mod csv;
pub mod sheet;
pub mod xlsx;
