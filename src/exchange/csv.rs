//! Comma-separated values as spreadsheets read them: UTF-8 with its mark, CRLF, and no cell that a
//! spreadsheet would take for a formula.

/// The mark by which spreadsheets know UTF-8.
const MARK: &str = "\u{feff}";

/// Rows as one text.
pub fn text<C: AsRef<str>>(rows: impl IntoIterator<Item = Vec<C>>) -> String {
    let mut out = MARK.to_owned();
    for row in rows {
        let cells: Vec<String> = row.iter().map(|value| cell(value.as_ref())).collect();
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    }
    out
}

/// One cell: an apostrophe stands before what would begin a formula; quoted where it must be.
pub fn cell(value: &str) -> String {
    let begins_formula = value.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    let guarded = match begins_formula {
        true => format!("'{value}"),
        false => value.to_owned(),
    };
    if guarded.contains([',', '"', '\n', '\r']) {
        return format!("\"{}\"", guarded.replace('"', "\"\""));
    }
    guarded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_text_and_quotes_are_doubled() {
        assert_eq!(cell("=1+1"), "'=1+1");
        assert_eq!(cell("帳號,\"清查\""), "\"帳號,\"\"清查\"\"\"");
        assert_eq!(cell("\r=1"), "\"'\r=1\"");
        assert_eq!(text([vec!["甲", "乙"]]), "\u{feff}甲,乙\r\n");
    }
}
