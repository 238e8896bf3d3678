//! What came of making a report again from the workbook inside it.

use serde::Serialize;

/// How a report was compared with the one made again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// Byte for byte: this version of the program made the report.
    Bytes,
    /// The text of each page: another version made it.
    Text,
}

impl Comparison {
    /// The stable id.
    pub fn id(self) -> &'static str {
        match self {
            Self::Bytes => "bytes",
            Self::Text => "text",
        }
    }
}

/// What is known of a report's content besides its signatures.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct ContentReport {
    /// Whether a workbook of ours is attached.
    pub attached: bool,
    /// How it was compared; none where it was not.
    pub compared: Option<Comparison>,
    /// Whether it is the same; false where nothing was compared.
    pub same: bool,
    /// The first page that differs, from 1; none where none does, or where the difference lies in
    /// no page.
    pub page: Option<usize>,
    /// Version of the program that made it, as the attachment says.
    pub program_version: Option<String>,
}
