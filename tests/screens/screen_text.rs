//! A drawn buffer as text, with each wide glyph once.

use ratatui::buffer::Buffer;

/// The rows of `buffer` as a reader sees them, without spaces at the ends of rows, joined by line
/// feeds.
pub fn screen_text(buffer: &Buffer) -> String {
    screen_rows(buffer).join("\n")
}

/// The rows of `buffer`, see [`screen_text`].
pub fn screen_rows(buffer: &Buffer) -> Vec<String> {
    let area = buffer.area;
    (area.top()..area.bottom())
        .map(|y| {
            let mut row = String::new();
            let mut x = area.left();
            while x < area.right() {
                let symbol = buffer[(x, y)].symbol();
                row.push_str(symbol);
                x += u16::try_from(zicha::text::width(symbol)).unwrap().max(1);
            }
            row.trim_end().to_owned()
        })
        .collect()
}

#[test]
fn a_wide_glyph_stands_once_in_the_text_of_a_screen() {
    let buffer = Buffer::with_lines(["帳號 a", "│甲│"]);
    assert_eq!(screen_text(&buffer), "帳號 a\n│甲│");
}
