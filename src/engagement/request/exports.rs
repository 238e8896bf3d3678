//! Exports beside the report: what is asked for and what came of it.

use std::path::PathBuf;

use chrono::{DateTime, FixedOffset};

use crate::lang::Lang;

/// What can be written beside the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportKind {
    /// All checks in the form's columns, documents, findings and actions, as `.xlsx`.
    Sheets,
    /// All checks in the form's columns, as `.csv`.
    ChecksCsv,
    /// The documents to have ready, as `.xlsx`.
    DocumentsXlsx,
    /// The documents to have ready, to be printed.
    DocumentsPdf,
    /// The whole workbook, as `.json`.
    Workbook,
}

impl ExportKind {
    /// The stable id, as the register of exports holds it.
    pub fn id(self) -> &'static str {
        match self {
            ExportKind::Sheets => "xlsx",
            ExportKind::ChecksCsv => "csv",
            ExportKind::DocumentsXlsx => "documents_xlsx",
            ExportKind::DocumentsPdf => "documents_pdf",
            ExportKind::Workbook => "json",
        }
    }

    /// The ending of its file, without the dot.
    pub fn ending(self) -> &'static str {
        match self {
            ExportKind::Sheets | ExportKind::DocumentsXlsx => "xlsx",
            ExportKind::ChecksCsv => "csv",
            ExportKind::DocumentsPdf => "pdf",
            ExportKind::Workbook => "json",
        }
    }
}

/// How an export is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportRequest {
    /// What.
    pub kind: ExportKind,
    /// Where to.
    pub output: PathBuf,
    /// Its language.
    pub lang: Lang,
    /// The time it states; none takes the clock.
    pub time: Option<DateTime<FixedOffset>>,
}

/// A written export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportDone {
    /// What.
    pub kind: ExportKind,
    /// Where.
    pub path: PathBuf,
    /// Rows of its first sheet, or of its table; of a whole workbook its answers.
    pub rows: usize,
    /// Cells whose text goes on in a sheet of its own.
    pub continued: usize,
    /// Characters no font has, in what is printed.
    pub missing_glyphs: Vec<char>,
    /// SHA-256 of the file, lower-case hexadecimal.
    pub sha256: String,
}
