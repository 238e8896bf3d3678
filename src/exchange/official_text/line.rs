//! Lines of the file: invisible characters off, cut where columns may begin, pages counted.

use unicode_normalization::UnicodeNormalization;

/// So many spaces in a row may part two columns.
const COLUMN_GAP: usize = 2;

/// A run of words without a wide gap in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Segment {
    /// Characters before it on its line. `pdftotext -layout` aligns columns by characters, however
    /// wide they are.
    pub column: usize,
    /// The words.
    pub text: String,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// Its number in the file, from 1.
    pub number: usize,
    /// Page, counted by form feeds; all zero in a file without any.
    pub page: usize,
    /// Its words; none on a blank line.
    pub segments: Vec<Segment>,
}

impl Line {
    /// Whether nothing stands on it.
    pub(super) fn is_blank(&self) -> bool {
        self.segments.is_empty()
    }

    /// Its words in one.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for segment in &self.segments {
            join(&mut text, &segment.text);
        }
        text
    }
}

/// The lines of a text.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut page = 0;
    let mut lines = Vec::new();
    for (raw, number) in text.split('\n').zip(1..) {
        page += raw.matches('\u{c}').count();
        lines.push(Line {
            number,
            page,
            segments: segments(raw),
        });
    }
    lines
}

fn segments(raw: &str) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    let mut spaces = COLUMN_GAP;
    for (c, column) in raw.chars().filter_map(plain).zip(0..) {
        if c == ' ' {
            spaces += 1;
            continue;
        }
        match segments.last_mut().filter(|_| spaces < COLUMN_GAP) {
            Some(last) => {
                last.text.extend(std::iter::repeat_n(' ', spaces));
                last.text.push(c);
            }
            None => segments.push(Segment {
                column,
                text: c.to_string(),
            }),
        }
        spaces = 0;
    }
    segments
}

/// A character as it is meant: every space a plain one, radicals and compatibility ideographs (which
/// some fonts extract as) the ideographs they stand for; none for what cannot be seen.
fn plain(c: char) -> Option<char> {
    match c {
        '\t' => Some(' '),
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}' => None,
        '\u{2e80}'..='\u{2fdf}' | '\u{f900}'..='\u{faff}' => c.nfkc().next(),
        c if c.is_whitespace() && c != '\u{c}' => Some(' '),
        c if c.is_control() => None,
        c => Some(c),
    }
}

/// Appends words that stood on the next line or behind a gap: Chinese closes up, Latin words keep a
/// space between them.
pub(super) fn join(text: &mut String, next: &str) {
    let spaced = |c: char| c.is_ascii_alphanumeric() || matches!(c, ',' | ';' | ')' | '(');
    let (last, first) = (text.chars().last(), next.chars().next());
    if let (Some(last), Some(first)) = (last, first)
        && last != '('
        && first != ')'
        && (last.is_ascii_alphanumeric() || matches!(last, ',' | ';' | ')'))
        && spaced(first)
        && (first != '(' || last.is_ascii_alphanumeric())
    {
        text.push(' ');
    }
    text.push_str(next);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_gaps_part_segments_and_single_spaces_do_not() {
        let lines = lines("甲 乙   丙\r\n\u{feff}\u{c}\u{3000}丁\u{200b}戊");
        let columns: Vec<(usize, &str)> = lines
            .iter()
            .flat_map(|line| &line.segments)
            .map(|segment| (segment.column, segment.text.as_str()))
            .collect();
        assert_eq!(columns, [(0, "甲 乙"), (6, "丙"), (1, "丁戊")]);
        assert_eq!(lines[1].page, 1);
    }

    #[test]
    fn chinese_closes_up_and_latin_words_keep_their_space() {
        let mut text = "使用".to_owned();
        for next in ["者帳", "Apache", "Tomcat", "設定", "tomcat-", "users"] {
            join(&mut text, next);
        }
        assert_eq!(text, "使用者帳Apache Tomcat設定tomcat-users");
    }

    #[test]
    fn radicals_read_as_the_characters_they_look_like() {
        assert_eq!(lines("第\u{2f00}條")[0].text(), "第一條");
    }
}
