//! Reading back what was written, with a library that shares nothing with the one that wrote it.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};

use super::write::serial;
use super::{XlsxError, cell_name};
use crate::exchange::sheet::{Book, Cell, Sheet};

/// Compares every cell of a file with the book it was made from; a cell that is a formula differs.
pub(super) fn compare(book: &Book, bytes: &[u8]) -> Result<(), XlsxError> {
    let mut file: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes))?;
    let names: Vec<&str> = book.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    if file.sheet_names() != names {
        return Err(differs(&Sheet::default(), 0, 0));
    }
    for sheet in &book.sheets {
        let formulas = file.worksheet_formula(&sheet.name)?;
        if let Some((row, column, _)) = formulas.used_cells().next() {
            return Err(differs(sheet, row, column));
        }
        compare_sheet(sheet, &file.worksheet_range(&sheet.name)?)?;
    }
    Ok(())
}

fn compare_sheet(sheet: &Sheet, range: &calamine::Range<Data>) -> Result<(), XlsxError> {
    let rows = sheet.rows.len() + 1;
    let head: Vec<&Cell> = sheet.columns.iter().map(|column| &column.title).collect();
    let (height, width) = range.get_size();
    let height = range.start().map_or(0, |(y, _)| y as usize) + height;
    let width = range.start().map_or(0, |(_, x)| x as usize) + width;
    for y in 0..rows.max(height) {
        for x in 0..sheet.columns.len().max(width) {
            let written = match y.checked_sub(1) {
                None => head.get(x).copied(),
                Some(row) => sheet.rows.get(row).and_then(|row| row.get(x)),
            };
            let place = u32::try_from(y).ok().zip(u32::try_from(x).ok());
            let read = place.and_then(|place| range.get_value(place));
            if !is_same(written.unwrap_or(&Cell::Empty), read.unwrap_or(&Data::Empty)) {
                return Err(differs(sheet, y, x));
            }
        }
    }
    Ok(())
}

fn is_same(written: &Cell, read: &Data) -> bool {
    match (written, read) {
        (Cell::Empty, Data::Empty) => true,
        (Cell::Text(text), Data::String(read)) => text.as_str() == read,
        (Cell::Number(number), Data::Float(read)) => f64::from(*number) == *read,
        (Cell::Number(number), Data::Int(read)) => i64::from(*number) == *read,
        (Cell::Day(day), Data::DateTime(read)) => {
            serial(*day).is_ok_and(|serial| serial.to_excel() == read.as_f64())
        }
        (Cell::Day(day), Data::String(read)) => {
            serial(*day).is_err() && day.format("%Y-%m-%d").to_string() == *read
        }
        _ => false,
    }
}

fn differs(sheet: &Sheet, row: usize, column: usize) -> XlsxError {
    XlsxError::Differs {
        sheet: sheet.name.clone(),
        cell: cell_name(row, column),
    }
}
