//! Numbers as people write them: 36, 1.5, 三十六, 兩, 半, six.

/// A number in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    /// Its value in thousandths.
    pub(super) value: u64,
    /// Its first character.
    pub(super) start: usize,
    /// The character after it.
    pub(super) end: usize,
}

/// More digits than this are no figure of a control.
const MAX_DIGITS: usize = 7;

/// English numbers in words.
const ENGLISH: [(&str, u64); 20] = [
    ("half a ", 500),
    ("half", 500),
    ("one", 1000),
    ("two", 2000),
    ("three", 3000),
    ("four", 4000),
    ("five", 5000),
    ("six", 6000),
    ("seven", 7000),
    ("eight", 8000),
    ("nine", 9000),
    ("ten", 10_000),
    ("eleven", 11_000),
    ("twelve", 12_000),
    ("fifteen", 15_000),
    ("eighteen", 18_000),
    ("thirty", 30_000),
    ("sixty", 60_000),
    ("ninety", 90_000),
    ("a", 1000),
];

/// The number that begins at a character of a folded text.
pub(super) fn number_at(text: &[char], start: usize) -> Option<Number> {
    digits_at(text, start)
        .or_else(|| chinese_at(text, start))
        .or_else(|| english_at(text, start))
}

/// A plain decimal in thousandths; none where it is none or too large.
pub(super) fn decimal(text: &str) -> Option<u64> {
    let (whole, places) = text.split_once('.').unwrap_or((text, ""));
    let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > MAX_DIGITS || !plain(whole) || !plain(places) {
        return None;
    }
    let places: String = places.chars().chain("000".chars()).take(3).collect();
    Some(whole.parse::<u64>().ok()? * 1000 + places.parse::<u64>().ok()?)
}

fn digits_at(text: &[char], start: usize) -> Option<Number> {
    let rest = text.get(start..)?;
    let whole = rest.iter().take_while(|c| c.is_ascii_digit()).count();
    if whole == 0 {
        return None;
    }
    let behind_point = match rest.get(whole) {
        Some('.') => rest
            .get(whole + 1..)?
            .iter()
            .take_while(|c| c.is_ascii_digit())
            .count(),
        _ => 0,
    };
    let length = if behind_point > 0 {
        whole + 1 + behind_point
    } else {
        whole
    };
    let written: String = rest.iter().take(length).collect();
    Some(Number {
        value: decimal(&written)?,
        start,
        end: start + length,
    })
}

fn chinese_at(text: &[char], start: usize) -> Option<Number> {
    let rest = text.get(start..)?;
    if rest.first() == Some(&'半') {
        return Some(Number {
            value: 500,
            start,
            end: start + 1,
        });
    }
    let written: Vec<char> = rest
        .iter()
        .copied()
        .take_while(|c| digit(*c).is_some() || power(*c).is_some())
        .take(MAX_DIGITS)
        .collect();
    (!written.is_empty()).then(|| Number {
        value: chinese(&written) * 1000,
        start,
        end: start + written.len(),
    })
}

/// 三十六 is 36, 一百二十 is 120, 九〇 is 90.
fn chinese(written: &[char]) -> u64 {
    let (mut sum, mut last) = (0, None);
    for c in written {
        match (digit(*c), power(*c)) {
            (Some(digit), _) => last = Some(last.map_or(0, |last: u64| last * 10) + digit),
            (None, Some(power)) => sum += last.take().unwrap_or(1) * power,
            (None, None) => {}
        }
    }
    sum + last.unwrap_or(0)
}

fn digit(c: char) -> Option<u64> {
    Some(match c {
        '〇' | '零' => 0,
        '一' | '壹' => 1,
        '二' | '兩' | '貳' => 2,
        '三' | '參' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

fn power(c: char) -> Option<u64> {
    Some(match c {
        '十' => 10,
        '百' => 100,
        '千' => 1000,
        _ => return None,
    })
}

fn english_at(text: &[char], start: usize) -> Option<Number> {
    let letter = |c: Option<&char>| c.is_some_and(char::is_ascii_alphanumeric);
    if start
        .checked_sub(1)
        .is_some_and(|before| letter(text.get(before)))
    {
        return None;
    }
    ENGLISH.iter().find_map(|(word, value)| {
        let end = start + word.len();
        let stands = text.get(start..end)?.iter().copied().eq(word.chars());
        let whole = word.ends_with(' ') || !letter(text.get(end));
        (stands && whole).then_some(Number {
            value: *value,
            start,
            end,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Option<u64> {
        let chars: Vec<char> = text.chars().collect();
        number_at(&chars, 0).map(|number| number.value)
    }

    #[test]
    fn numbers_are_read_in_digits_and_in_chinese_and_english_words() {
        let read = [
            ("36個月", 36_000),
            ("1.5 年", 1500),
            ("三十六個月", 36_000),
            ("十八個月", 18_000),
            ("一百八十天", 180_000),
            ("九〇天", 90_000),
            ("兩年", 2000),
            ("半年", 500),
            ("six months", 6000),
            ("half a year", 500),
            ("a year", 1000),
        ];
        for (text, expected) in read {
            assert_eq!(value(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn words_that_only_begin_like_a_number_are_none() {
        for text in ["annual", "onerous", "年", "", "12345678901"] {
            assert_eq!(value(text), None, "{text}");
        }
    }
}
