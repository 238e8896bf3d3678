//! Dates in words: 民國 years in Chinese (115年11月23日), Gregorian ones in English (23 November 2026).

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, Timelike};

use serde::{Deserialize, Serialize};

use super::Lang;

/// How years are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Calendar {
    /// From the founding of the Republic of China in 1912 (民國).
    Roc,
    /// Gregorian (西元).
    Gregorian,
}

impl Calendar {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Roc, Self::Gregorian];

    /// The id, as in `--calendar`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Roc => "roc",
            Self::Gregorian => "gregorian",
        }
    }

    /// The calendar with this id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|calendar| calendar.id() == id)
    }

    /// What a language uses unless told otherwise.
    pub fn of(lang: Lang) -> Self {
        match lang {
            Lang::ZhTw => Self::Roc,
            Lang::En => Self::Gregorian,
        }
    }
}

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
    date_words_in(stored, lang, Calendar::of(lang))
}

/// As [`date_words`], with years counted as asked.
pub fn date_words_in(stored: &str, lang: Lang, calendar: Calendar) -> String {
    match stored.parse::<NaiveDate>() {
        Ok(day) => day_words_in(day, lang, calendar),
        Err(_) => match DateTime::parse_from_rfc3339(stored) {
            Ok(moment) => day_words_in(moment.date_naive(), lang, calendar),
            Err(_) => stored.to_owned(),
        },
    }
}

/// A day in words.
pub fn day_words(day: NaiveDate, lang: Lang) -> String {
    day_words_in(day, lang, Calendar::of(lang))
}

/// As [`day_words`], with years counted as asked. Days before the Republic are Gregorian in both.
pub fn day_words_in(day: NaiveDate, lang: Lang, calendar: Calendar) -> String {
    let (year, month, date) = (day.year(), day.month(), day.day());
    let roc = (calendar == Calendar::Roc && year > BEFORE_ROC).then_some(year - BEFORE_ROC);
    let name = MONTHS.get(day.month0() as usize).copied().unwrap_or_default();
    match (lang, roc) {
        (Lang::ZhTw, Some(roc)) => format!("{roc}年{month}月{date}日"),
        (Lang::ZhTw, None) if year > BEFORE_ROC => format!("{year}年{month}月{date}日"),
        (Lang::ZhTw, None) => format!("西元{year}年{month}月{date}日"),
        (Lang::En, Some(roc)) => format!("{date} {name}, ROC {roc}"),
        (Lang::En, None) => format!("{date} {name} {year}"),
    }
}

/// The day of a stored date or time in figures, for columns: 115.11.23 or 2026-11-23, at most ten cells.
/// What is no date is returned as it stands.
pub fn date_figures_in(stored: &str, calendar: Calendar) -> String {
    let day = stored.get(..10).unwrap_or(stored).parse::<NaiveDate>();
    match (day, calendar) {
        (Ok(day), Calendar::Roc) if day.year() > BEFORE_ROC => {
            format!("{}.{:02}.{:02}", day.year() - BEFORE_ROC, day.month(), day.day())
        }
        (Ok(day), _) => day.to_string(),
        (Err(_), _) => stored.to_owned(),
    }
}

/// A month (`YYYY-MM`) in words: 115年12月, December 2026. What is no month is returned as it stands.
pub fn month_words_in(month: &str, lang: Lang, calendar: Calendar) -> String {
    let Ok(day) = format!("{month}-01").parse::<NaiveDate>() else {
        return month.to_owned();
    };
    let year = day.year();
    let roc = (calendar == Calendar::Roc && year > BEFORE_ROC).then_some(year - BEFORE_ROC);
    let name = MONTHS.get(day.month0() as usize).copied().unwrap_or_default();
    match (lang, roc) {
        (Lang::ZhTw, Some(roc)) => format!("{roc}年{}月", day.month()),
        (Lang::ZhTw, None) => format!("{year}年{}月", day.month()),
        (Lang::En, Some(roc)) => format!("{name}, ROC {roc}"),
        (Lang::En, None) => format!("{name} {year}"),
    }
}

/// A moment in words, with minutes and the offset from UTC: 115年11月23日 09:30（UTC+08:00）.
pub fn moment_words(moment: &DateTime<FixedOffset>, lang: Lang) -> String {
    moment_words_in(moment, lang, Calendar::of(lang))
}

/// As [`moment_words`], with years counted as asked.
pub fn moment_words_in(moment: &DateTime<FixedOffset>, lang: Lang, calendar: Calendar) -> String {
    let day = day_words_in(moment.date_naive(), lang, calendar);
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
    fn years_are_counted_as_asked() {
        let day = "2026-11-23";
        assert_eq!(
            date_words_in(day, Lang::ZhTw, Calendar::Gregorian),
            "2026年11月23日"
        );
        assert_eq!(date_words_in(day, Lang::ZhTw, Calendar::Roc), "115年11月23日");
        assert_eq!(
            date_words_in(day, Lang::En, Calendar::Roc),
            "23 November, ROC 115"
        );
        assert_eq!(
            date_words_in("1900-01-01", Lang::En, Calendar::Roc),
            "1 January 1900"
        );
    }

    #[test]
    fn days_in_figures_and_months_in_words_count_years_as_asked() {
        let figures = |stored| Calendar::ALL.map(|calendar| date_figures_in(stored, calendar));
        assert_eq!(figures("2026-11-03"), ["115.11.03", "2026-11-03"]);
        assert_eq!(figures("2026-11-03T14:02:00+08:00"), ["115.11.03", "2026-11-03"]);
        assert_eq!(figures("年底"), ["年底", "年底"]);
        let month = |lang, calendar| month_words_in("2026-12", lang, calendar);
        assert_eq!(month(Lang::ZhTw, Calendar::Roc), "115年12月");
        assert_eq!(month(Lang::En, Calendar::Gregorian), "December 2026");
        assert_eq!(month_words_in("soon", Lang::En, Calendar::Roc), "soon");
    }

    #[test]
    fn what_is_no_date_stays_as_it_was_typed() {
        assert_eq!(date_words("115 年底", Lang::ZhTw), "115 年底");
        assert_eq!(date_words("", Lang::En), "");
    }
}
