//! Days as people write them.

use crate::text::fold_full_width;

/// Years below this are 民國 years.
const FIRST_GREGORIAN: u32 = 1000;
/// The year before 民國 1.
const BEFORE_MINGUO: u32 = 1911;

/// A day written as `2026-03-31`, `2026/3/31`, `115.3.31` or `民國115年3月31日` in the form
/// `YYYY-MM-DD`. Anything else is given back trimmed, so that whoever checks it can name it.
pub fn day(written: &str) -> String {
    let folded: String = written.trim().chars().map(fold_full_width).collect();
    let bare = folded.strip_prefix("民國").unwrap_or(&folded);
    let numbers: Option<Vec<u32>> = bare
        .trim()
        .trim_end_matches('日')
        .split(['-', '/', '.', '年', '月'])
        .map(|number| {
            let number = number.trim();
            let plain = number.len() <= 4 && number.bytes().all(|byte| byte.is_ascii_digit());
            plain.then(|| number.parse().ok()).flatten()
        })
        .collect();
    match numbers.as_deref() {
        Some([year, month, day]) if *year > 0 => {
            let year = if *year < FIRST_GREGORIAN {
                year + BEFORE_MINGUO
            } else {
                *year
            };
            format!("{year:04}-{month:02}-{day:02}")
        }
        _ => folded,
    }
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn days_are_read_in_both_calendars() {
        for written in [
            "2026-03-31",
            "2026/3/31",
            "115/3/31",
            "115.03.31",
            "民國115年3月31日",
            " １１５／３／３１ ",
        ] {
            assert_eq!(day(written), "2026-03-31", "{written}");
        }
    }

    #[test]
    fn what_is_no_day_stays_as_written() {
        assert_eq!(day(" 三月底 "), "三月底");
        assert_eq!(day("2026-03"), "2026-03");
        assert_eq!(day(""), "");
    }
}
