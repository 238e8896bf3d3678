//! The shape of a Chinese legal document: 第四條(…), 一、, （一）, and the headings of an explained text.

use crate::text::fold_full_width;

/// What heads the explanation of a clause.
const EXPLANATION: [&str; 3] = ["內容說明", "說明", "條文說明"];
/// What heads its evidence list.
const EVIDENCE: [&str; 4] = ["佐證資料", "佐證", "佐證文件", "佐證資料清單"];
/// Words that headings of parts and of tables are made of; a line of nothing else is one.
const HEADING_WORDS: [&str; 8] = ["條文", "內容", "總覽", "說明", "概要", "總", "目的", "項次"];
/// Signs before a point of a list. The private-use ones are what symbol fonts extract as.
const BULLETS: [char; 8] = ['•', '●', '■', '▪', '◆', '\u{f0b7}', '\u{f06c}', '\u{f06e}'];
/// Signs before a point of a list within a point.
const INNER_BULLETS: [char; 6] = ['➢', '➤', '◦', '○', '‣', '\u{f0d8}'];
/// Units of counting in Chinese numerals.
const DIGITS: [char; 9] = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// A text with every full-width character as its plain twin, spaces off: for comparing.
pub(super) fn tight(text: &str) -> String {
    text.chars()
        .map(fold_full_width)
        .filter(|c| !c.is_whitespace())
        .collect()
}

/// Whether a line heads an explanation.
pub(super) fn heads_explanation(text: &str) -> bool {
    is_one_of(text, &EXPLANATION)
}

/// Whether a line heads an evidence list.
pub(super) fn heads_evidence(text: &str) -> bool {
    is_one_of(text, &EVIDENCE)
}

fn is_one_of(text: &str, headings: &[&str]) -> bool {
    let tight = tight(text);
    headings.contains(&tight.trim_end_matches([':', '：']))
}

/// Whether a line is the heading of a part of the document or of a table.
pub(super) fn heads_part(text: &str) -> bool {
    let mut rest = tight(text);
    if rest.is_empty() {
        return false;
    }
    'words: while !rest.is_empty() {
        for word in HEADING_WORDS.iter().chain(&["&", "及", "與"]) {
            if let Some(after) = rest.strip_prefix(word) {
                rest = after.to_owned();
                continue 'words;
            }
        }
        return false;
    }
    true
}

/// The number at the start of a text and what follows it: Chinese numerals below one hundred, or
/// digits of either width.
pub(super) fn number(text: &str) -> Option<(u16, &str)> {
    let text = text.trim_start();
    let digits: String = text
        .chars()
        .map(fold_full_width)
        .take_while(char::is_ascii_digit)
        .collect();
    if !digits.is_empty() {
        let rest = after_chars(text, digits.len());
        return Some((digits.parse().ok()?, rest));
    }
    let numeral: Vec<char> = text
        .chars()
        .take_while(|c| *c == '十' || DIGITS.contains(c))
        .collect();
    let value = |c: char| (1..).zip(DIGITS).find(|(_, d)| *d == c).map(|(value, _)| value);
    let number = match numeral.as_slice() {
        ['十'] => 10,
        [ones] => value(*ones)?,
        ['十', ones] => 10 + value(*ones)?,
        [tens, '十'] => value(*tens)? * 10,
        [tens, '十', ones] => value(*tens)? * 10 + value(*ones)?,
        _ => return None,
    };
    Some((number, after_chars(text, numeral.len())))
}

fn after_chars(text: &str, count: usize) -> &str {
    let mut chars = text.chars();
    chars.by_ref().take(count).for_each(drop);
    chars.as_str()
}

/// A numbered clause at the start of a line, `一、…`: its number and words.
pub(super) fn clause(text: &str) -> Option<(u16, &str)> {
    let (value, rest) = number(text)?;
    let words = rest.trim_start().strip_prefix('、')?;
    Some((value, words.trim_start()))
}

/// Whether a line begins an item of a clause, `（一）…`.
pub(super) fn begins_item(text: &str) -> bool {
    let Some(inner) = text.trim_start().strip_prefix(['(', '（']) else {
        return false;
    };
    number(inner).is_some_and(|(_, rest)| rest.trim_start().starts_with([')', '）']))
}

/// The words of a point of a list, if a line begins one; inner points keep their sign.
pub(super) fn point(text: &str) -> Option<String> {
    let text = text.trim_start();
    if let Some(rest) = text.strip_prefix(BULLETS) {
        return Some(rest.trim_start().to_owned());
    }
    let rest = text.strip_prefix(INNER_BULLETS)?;
    Some(format!("➢ {}", rest.trim_start()))
}

/// An article's heading at the start of a line: its number and the rest of the line.
pub(super) fn article(text: &str) -> Option<(u16, &str)> {
    let (value, rest) = number(text.trim_start().strip_prefix('第')?)?;
    let rest = rest.trim_start().strip_prefix('條')?;
    let bare = rest.trim_start();
    (bare.is_empty() || bare.starts_with(['(', '（']) || bare != rest).then_some((value, bare))
}

/// Whether a line names a chapter, anywhere in it: 第二章….
pub(super) fn names_chapter(text: &str, title: &str) -> bool {
    let tight_text = tight(text);
    let Some((before, after)) = tight_text.split_once('章') else {
        return false;
    };
    let numbered = before
        .rsplit_once('第')
        .is_some_and(|(_, numeral)| number(numeral).is_some_and(|(_, rest)| rest.is_empty()));
    numbered && strip_page_mark(after).0 == tight(title)
}

/// Takes `(1/2)` off the end of a heading; gives what is left and whether there was one.
pub(super) fn strip_page_mark(text: &str) -> (&str, bool) {
    let text = text.trim_end();
    let stripped = text.strip_suffix([')', '）']).and_then(|inner| {
        let open = inner.rfind(['(', '（'])?;
        let (head, mark) = inner.split_at(open);
        let mark = tight(mark);
        let (page, pages) = mark.strip_prefix('(')?.split_once('/')?;
        let plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        (plain(page) && plain(pages)).then_some(head.trim_end())
    });
    stripped.map_or((text, false), |head| (head, true))
}

/// Splits a title in brackets from what follows it: `(甲（乙）)丙` gives `甲（乙）` and `丙`. None while
/// a bracket is still open.
pub(super) fn bracketed(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        match fold_full_width(c) {
            '(' => depth += 1,
            ')' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    let first = text.chars().next().map_or(0, char::len_utf8);
                    return Some((text.get(first..at)?, text.get(at + c.len_utf8()..)?));
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_of_every_shape_are_read() {
        for (written, value) in [
            ("一", 1),
            ("十", 10),
            ("十七", 17),
            ("二十", 20),
            ("二十六", 26),
            ("４", 4),
            ("12", 12),
        ] {
            assert_eq!(number(written), Some((value, "")), "{written}");
        }
        assert_eq!(number("甲"), None);
    }

    #[test]
    fn a_clause_begins_with_its_number_and_a_comma() {
        assert_eq!(clause("十、 甲"), Some((10, "甲")));
        assert_eq!(clause("三 、甲"), Some((3, "甲")));
        assert_eq!(clause("三次後"), None);
        assert!(begins_item("（一）甲") && begins_item("(２) 甲"));
        assert!(!begins_item("(甲)"));
    }

    #[test]
    fn an_article_is_headed_by_its_number_alone_or_with_its_title() {
        assert_eq!(article("第四條(甲)"), Some((4, "(甲)")));
        assert_eq!(article("第 ４ 條 （甲）"), Some((4, "（甲）")));
        assert_eq!(article("第三十六條之二"), None);
        assert_eq!(article("第五條規定"), None);
    }

    #[test]
    fn brackets_of_a_title_nest_and_page_marks_come_off() {
        assert_eq!(bracketed("(甲（乙）丙)丁"), Some(("甲（乙）丙", "丁")));
        assert_eq!(bracketed("(甲（乙）丙"), None);
        assert_eq!(strip_page_mark("甲(乙)(1/2)"), ("甲(乙)", true));
        assert_eq!(strip_page_mark("甲(乙)"), ("甲(乙)", false));
    }

    #[test]
    fn headings_of_parts_are_made_of_their_few_words() {
        assert!(heads_part("條文 內容") && heads_part("目的 &總說明") && heads_part("條文內容說明"));
        assert!(!heads_part("內容應正確") && !heads_part(""));
        assert!(names_chapter("某指引-第二章甲(1/2)", "甲"));
        assert!(!names_chapter("第二章乙", "甲"));
    }
}
