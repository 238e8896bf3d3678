//! Office Open XML workbooks (`.xlsx`): typed cells, frozen heads, filters, wrapped text.
//!
//! Every word is written as a typed string, so that no data becomes a formula or a link. The same
//! book gives the same bytes. What was written is read back and compared, cell by cell.

mod long;
mod read;
mod write;

use super::sheet::Book;
use crate::error::Words;

/// Why no workbook was made.
#[derive(Debug, thiserror::Error)]
pub enum XlsxError {
    /// The file could not be put together.
    #[error("the spreadsheet could not be put together: {0}")]
    Parts(#[from] rust_xlsxwriter::XlsxError),
    /// What was written cannot be read back.
    #[error("the spreadsheet cannot be read back: {0}")]
    Unreadable(#[from] calamine::XlsxError),
    /// What was read back is not what was written.
    #[error("{sheet} {cell} of the spreadsheet reads back differently")]
    Differs {
        /// Name of the sheet.
        sheet: String,
        /// The cell, e.g. `B4`.
        cell: String,
    },
}

impl XlsxError {
    /// What happened, to be worded.
    pub fn words(&self) -> Words {
        match self {
            Self::Parts(fault) => Words::new("error.xlsx_parts").with("cause", fault),
            Self::Unreadable(fault) => Words::new("error.xlsx_unreadable").with("cause", fault),
            Self::Differs { sheet, cell } => Words::new("error.xlsx_differs")
                .with("sheet", sheet)
                .with("cell", cell),
        }
    }
}

/// A finished workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The file.
    pub bytes: Vec<u8>,
    /// Number of cells whose text was too long for one cell and goes on in a sheet of its own.
    pub continued: usize,
}

/// Writes a book and reads it back.
///
/// # Errors
/// A fault of Zicha or of the libraries underneath: nothing in the data can cause one.
pub fn write(book: &Book) -> Result<Written, XlsxError> {
    let (book, continued) = long::divided(book);
    let bytes = write::bytes(&book)?;
    read::compare(&book, &bytes)?;
    Ok(Written { bytes, continued })
}

/// The name of a cell, rows and columns counted from 0: `B4`.
fn cell_name(row: usize, column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap_or(0)));
        rest = (rest - 1) / 26;
    }
    let letters: String = letters.into_iter().rev().collect();
    format!("{letters}{}", row + 1)
}

#[cfg(test)]
mod tests;
