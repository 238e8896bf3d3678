//! Text longer than a cell can hold: it goes on in a sheet of its own, and the cell says where.

use unicode_segmentation::UnicodeSegmentation;

use super::cell_name;
use crate::exchange::sheet::{Book, Cell, Column, Sheet};
use crate::lang::{Lang, fill, tr};

/// Most UTF-16 units of a cell: what spreadsheets can hold is 32,767.
const MAX_CELL: usize = 32_767;
/// UTF-16 units of one piece, with room for the words that say where it goes on.
const PIECE: usize = 32_000;

/// The book with every cell within what a cell can hold, and the number of cells that were divided.
pub(super) fn divided(book: &Book) -> (Book, usize) {
    let mut book = book.clone();
    let mut further = Further {
        name: tr(book.lang, "sheet.continued").to_owned(),
        lang: book.lang,
        rows: Vec::new(),
    };
    let mut continued = 0;
    for sheet in &mut book.sheets {
        let name = sheet.name.clone();
        for (row, cells) in sheet.rows.iter_mut().enumerate() {
            for (column, cell) in cells.iter_mut().enumerate() {
                // Row 0 holds the headers.
                if let Some(shortened) = further.take(cell, &name, &cell_name(row + 1, column)) {
                    *cell = shortened;
                    continued += 1;
                }
            }
        }
    }
    if continued > 0 {
        book.sheets.push(further.sheet());
    }
    (book, continued)
}

/// The sheet that holds what does not fit.
struct Further {
    name: String,
    lang: Lang,
    rows: Vec<Vec<Cell>>,
}

impl Further {
    /// What is left of a cell that is too long, after the rest went into this sheet.
    fn take(&mut self, cell: &Cell, sheet: &str, place: &str) -> Option<Cell> {
        let Cell::Text(text) = cell else { return None };
        let words = text.as_str();
        if units(words) <= MAX_CELL {
            return None;
        }
        let pieces = pieces(words);
        let (first, rest) = pieces.split_first()?;
        // The header is row 1.
        let row = (self.rows.len() + 2).to_string();
        for (piece, number) in rest.iter().zip(2u32..) {
            self.rows.push(vec![
                Cell::text(sheet),
                Cell::text(place),
                Cell::Number(number),
                Cell::text(piece),
            ]);
        }
        let on = fill(
            self.lang,
            "sheet.goes_on",
            &[("sheet", &self.name), ("row", &row)],
        );
        Some(Cell::text(&format!("{first}\n{on}")))
    }

    fn sheet(self) -> Sheet {
        let column = |id, width| Column::new(tr(self.lang, id), width);
        Sheet {
            columns: vec![
                column("sheet.continued_sheet", 16),
                column("sheet.continued_cell", 10),
                column("sheet.continued_part", 10),
                column("sheet.continued_text", 100),
            ],
            name: self.name,
            rows: self.rows,
            filtered: false,
        }
    }
}

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// The text in pieces that a cell can hold, cut between characters as people see them; a character
/// that is itself longer than a piece is cut between its code points.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut room = PIECE;
    for grapheme in text.graphemes(true) {
        let whole = units(grapheme);
        if whole > room && whole <= PIECE {
            pieces.push(String::new());
            room = PIECE;
        }
        for c in grapheme.chars() {
            if c.len_utf16() > room {
                pieces.push(String::new());
                room = PIECE;
            }
            room -= c.len_utf16();
            if let Some(last) = pieces.last_mut() {
                last.push(c);
            }
        }
    }
    pieces
}
