//! Dates in words: 民國 years in Chinese (115年11月23日), Gregorian ones in English (23 November 2026).

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, Timelike};

use super::Lang;

/// The year before the first of the Republic (民國元年 is 1912).
const BEFORE_ROC: i32 = 1911;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A stored date or time (`YYYY-MM-DD`, RFC 3339) as the day it names. What is no date is returned as it
/// stands: nothing a person typed is lost.
pub fn date_words(stored: &str, lang: Lang) -> String {
    match stored.parse::<NaiveDate>() {
        Ok(day) => day_words(day, lang),
        Err(_) => match DateTime::parse_from_rfc3339(stored) {
            Ok(moment) => day_words(moment.date_naive(), lang),
            Err(_) => stored.to_owned(),
        },
    }
}

/// A day in words.
pub fn day_words(day: NaiveDate, lang: Lang) -> String {
    let (year, month, date) = (day.year(), day.month(), day.day());
    match lang {
        Lang::ZhTw if year > BEFORE_ROC => format!("{}年{month}月{date}日", year - BEFORE_ROC),
        Lang::ZhTw => format!("西元{year}年{month}月{date}日"),
        Lang::En => {
            let name = MONTHS.get(day.month0() as usize).copied().unwrap_or_default();
            format!("{date} {name} {year}")
        }
    }
}

/// A moment in words, with minutes and the offset from UTC: 115年11月23日 09:30（UTC+08:00）.
pub fn moment_words(moment: &DateTime<FixedOffset>, lang: Lang) -> String {
    let day = day_words(moment.date_naive(), lang);
    let clock = format!("{:02}:{:02}", moment.hour(), moment.minute());
    let offset = moment.offset();
    match lang {
        Lang::ZhTw => format!("{day} {clock}（UTC{offset}）"),
        Lang::En => format!("{day}, {clock} (UTC{offset})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_counted_from_the_founding_of_the_republic_in_chinese() {
        assert_eq!(date_words("2026-11-23", Lang::ZhTw), "115年11月23日");
        assert_eq!(date_words("2026-11-23", Lang::En), "23 November 2026");
        assert_eq!(date_words("1912-01-01", Lang::ZhTw), "1年1月1日");
        assert_eq!(date_words("1911-12-31", Lang::ZhTw), "西元1911年12月31日");
    }

    #[test]
    fn a_stored_moment_names_its_own_day() {
        assert_eq!(
            date_words("2026-11-23T23:59:00+08:00", Lang::ZhTw),
            "115年11月23日"
        );
        let moment = DateTime::parse_from_rfc3339("2026-11-23T09:05:59+08:00").unwrap();
        assert_eq!(
            moment_words(&moment, Lang::ZhTw),
            "115年11月23日 09:05（UTC+08:00）"
        );
        assert_eq!(
            moment_words(&moment, Lang::En),
            "23 November 2026, 09:05 (UTC+08:00)"
        );
    }

    #[test]
    fn what_is_no_date_stays_as_it_was_typed() {
        assert_eq!(date_words("115 年底", Lang::ZhTw), "115 年底");
        assert_eq!(date_words("", Lang::En), "");
    }
}
