//! Plain tables: columns as wide as their widest cell, the last one free to run on.

use crate::text;

/// A table being filled.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// An empty table.
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// Adds a row. A cell takes one line; line breaks in it become spaces.
    pub(super) fn row(&mut self, cells: impl IntoIterator<Item = impl Into<String>>) {
        self.rows
            .push(cells.into_iter().map(|cell| one_line(&cell.into())).collect());
    }

    /// The table as text.
    pub(super) fn to_text(&self) -> String {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let widths: Vec<usize> = (0..columns)
            .map(|column| {
                let cells = self.rows.iter().filter_map(|row| row.get(column));
                cells.map(|cell| text::width(cell)).max().unwrap_or(0)
            })
            .collect();
        let mut out = String::new();
        for row in &self.rows {
            let padded: Vec<String> = row
                .iter()
                .zip(&widths)
                .map(|(cell, width)| text::pad(cell, *width))
                .collect();
            out.push_str(padded.join("  ").trim_end());
            out.push('\n');
        }
        out
    }
}

/// A text on one line, safe for a terminal.
pub(super) fn one_line(text: &str) -> String {
    let joined: Vec<&str> = text.lines().map(str::trim).collect();
    text::visible(joined.join(" ").trim(), false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_for_wide_characters_too() {
        let mut table = Table::new();
        table.row(["4.4", "應", "甲"]);
        table.row(["26.10", "a", "乙\n丙"]);
        assert_eq!(table.to_text(), "4.4    應  甲\n26.10  a   乙 丙\n");
    }
}
