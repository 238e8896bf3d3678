//! One sheet as CSV (RFC 4180) in UTF-8 with a byte order mark, as spreadsheets want it.
//!
//! CSV has no types: a spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a
//! formula. Such a cell is given an apostrophe in front, which spreadsheets take for "this is text".

use super::sheet::{Sheet, looks_like_formula};
use crate::error::Words;

/// What every file begins with.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Why no CSV was made.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum CsvError {
    /// What was read back is not what was written: a fault of Zicha.
    #[error("row {row} of the CSV reads back differently")]
    Differs {
        /// The row, from 1.
        row: usize,
    },
}

impl CsvError {
    /// What happened, to be worded.
    pub fn words(&self) -> Words {
        match self {
            Self::Differs { row } => Words::new("error.csv_differs").with("row", row),
        }
    }
}

/// Writes a sheet and reads it back.
///
/// # Errors
/// [`CsvError::Differs`] where the file does not say what the sheet does.
pub fn write(sheet: &Sheet) -> Result<Vec<u8>, CsvError> {
    let head = sheet.columns.iter().map(|column| column.title.words()).collect();
    let body = sheet.rows.iter().map(|row| {
        let mut cells: Vec<String> = row.iter().map(|cell| guarded(&cell.words())).collect();
        cells.resize(sheet.columns.len().max(cells.len()), String::new());
        cells
    });
    let rows: Vec<Vec<String>> = std::iter::once(head).chain(body).collect();
    let mut out = String::from(BYTE_ORDER_MARK);
    for row in &rows {
        let quoted: Vec<String> = row.iter().map(|cell| quoted(cell)).collect();
        out.push_str(&quoted.join(","));
        out.push_str("\r\n");
    }
    let read = read(&out);
    let longest = rows.len().max(read.len());
    match (0..longest).find(|row| rows.get(*row) != read.get(*row)) {
        Some(row) => Err(CsvError::Differs { row: row + 1 }),
        None => Ok(out.into_bytes()),
    }
}

/// Words that no spreadsheet takes for a formula.
fn guarded(words: &str) -> String {
    match looks_like_formula(words) {
        true => format!("'{words}"),
        false => words.to_owned(),
    }
}

fn quoted(cell: &str) -> String {
    if cell.contains(['"', ',', '\n']) || cell.starts_with(' ') || cell.ends_with(' ') {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// The rows of a file that [`write`] made.
fn read(file: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let (mut row, mut cell) = (Vec::new(), String::new());
    let mut in_quotes = false;
    let mut rest = file
        .strip_prefix(BYTE_ORDER_MARK)
        .unwrap_or(file)
        .chars()
        .peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' if in_quotes && rest.peek() == Some(&'"') => {
                rest.next();
                cell.push('"');
            }
            '"' => in_quotes = !in_quotes,
            ',' if !in_quotes => row.push(std::mem::take(&mut cell)),
            '\r' if !in_quotes => {}
            '\n' if !in_quotes => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            c => cell.push(c),
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::super::sheet::{Cell, Column};
    use super::*;

    fn sheet(words: &[&str]) -> Sheet {
        Sheet {
            columns: words.iter().map(|_| Column::new("欄", 10)).collect(),
            rows: vec![words.iter().map(|words| Cell::text(words)).collect()],
            ..Sheet::default()
        }
    }

    fn line(words: &[&str]) -> String {
        let file = String::from_utf8(write(&sheet(words)).unwrap()).unwrap();
        file.split_once("\r\n")
            .unwrap()
            .1
            .trim_end_matches("\r\n")
            .to_owned()
    }

    #[test]
    fn quotes_commas_and_line_breaks_come_back_whole() {
        assert_eq!(
            line(&["甲,\"乙\"", "丙\n丁", " 戊"]),
            "\"甲,\"\"乙\"\"\",\"丙\n丁\",\" 戊\""
        );
    }

    #[test]
    fn nothing_a_person_typed_becomes_a_formula() {
        let typed = ["=1+1", "+886", "-1", "@SUM(A1)", "＝1"];
        assert_eq!(line(&typed), "'=1+1,'+886,'-1,'@SUM(A1),'＝1");
    }

    #[test]
    fn short_rows_are_filled_up() {
        let mut short = sheet(&["甲", "乙", "丙"]);
        short.rows[0].truncate(1);
        let file = String::from_utf8(write(&short).unwrap()).unwrap();
        assert_eq!(file, "\u{feff}欄,欄,欄\r\n甲,,\r\n");
    }
}
