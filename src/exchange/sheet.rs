//! Sheets of rows, as plain data: what a spreadsheet or a CSV file is written from.

use chrono::{DateTime, FixedOffset, NaiveDate};

use crate::lang::Lang;
use crate::text;

/// A file of sheets.
#[derive(Debug, Clone, PartialEq)]
pub struct Book {
    /// Title in the file's properties.
    pub title: String,
    /// Author in the file's properties.
    pub author: String,
    /// Time of creation in the file's properties.
    pub created: DateTime<FixedOffset>,
    /// Language of what the format itself has to say.
    pub lang: Lang,
    /// The sheets in their order.
    pub sheets: Vec<Sheet>,
}

/// A sheet: one row of headers, then rows of data.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sheet {
    /// Name on its tab.
    pub name: String,
    /// The columns from the left.
    pub columns: Vec<Column>,
    /// The rows; a row may end before the last column.
    pub rows: Vec<Vec<Cell>>,
    /// Whether the columns can be filtered: for lists, not for remarks.
    pub filtered: bool,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Column {
    /// Its header.
    pub title: Cell,
    /// Its width in characters of Latin script; a Chinese character takes two.
    pub width: u16,
}

impl Column {
    /// A column.
    pub fn new(title: &str, width: u16) -> Self {
        Self {
            title: Cell::text(title),
            width,
        }
    }
}

/// A cell. Data never becomes a formula or a link.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Words, clean (see [`Cell::text`]).
    Text(Text),
    /// A count or number.
    Number(u32),
    /// A day.
    Day(NaiveDate),
}

/// Words that a cell of a spreadsheet can hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text(String);

impl Text {
    /// The words.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Cell {
    /// Words. Control characters are shown as symbols, and characters that no XML file may hold as
    /// U+FFFD; line breaks stay.
    pub fn text(words: &str) -> Self {
        let broken = words.replace("\r\n", "\n").replace('\r', "\n");
        let clean: String = text::visible(&broken, true)
            .chars()
            .map(|c| if is_noncharacter(c) { '\u{fffd}' } else { c })
            .collect();
        match clean.is_empty() {
            true => Self::Empty,
            false => Self::Text(Text(clean)),
        }
    }

    /// A stored day (`YYYY-MM-DD`); what is none stays as it was typed.
    pub fn day(stored: &str) -> Self {
        match stored.parse::<NaiveDate>() {
            Ok(day) if stored.len() == 10 => Self::Day(day),
            _ => Self::text(stored),
        }
    }

    /// The cell as words: days as `YYYY-MM-DD`.
    pub fn words(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.0.clone(),
            Self::Number(number) => number.to_string(),
            Self::Day(day) => day.format("%Y-%m-%d").to_string(),
        }
    }
}

fn is_noncharacter(c: char) -> bool {
    matches!(u32::from(c) & 0xffff, 0xfffe | 0xffff)
}

/// Whether a spreadsheet that reads words as a person's input would take them for a formula.
pub fn looks_like_formula(words: &str) -> bool {
    words.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_shown_and_line_breaks_stay() {
        let cell = Cell::text("甲\r\n乙\u{1b}[2J\u{0}\u{ffff}\u{202e}丙");
        assert_eq!(cell.words(), "甲\n乙␛[2J␀\u{fffd}\u{fffd}丙");
    }

    #[test]
    fn only_a_whole_day_is_a_day() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
        assert_eq!(Cell::day("2026-03-31"), Cell::Day(day));
        assert_eq!(Cell::day("2026-3-31"), Cell::text("2026-3-31"));
        assert_eq!(Cell::day("三月底"), Cell::text("三月底"));
        assert_eq!(Cell::day(""), Cell::Empty);
    }
}
