//! Reading figures out of what people wrote: 三年, 6個月, 半年, every six months, 90 days, 5 次.
//! Calendar dates (7 月, 115 年) are not lengths of time and are passed over.

use super::amounts::{Amount, DAY};
use super::numerals::{self, Number};
use crate::model::pack::WordList;
use crate::text::{fold_full_width, width};

/// Cells between a word and a figure up to which the figure is taken to belong to the word.
const NEAR: usize = 24;
/// Years above this are calendar years.
const MOST_YEARS: u64 = 60;
/// A figure as it stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// How much it is.
    pub(super) amount: Amount,
    /// Its characters in the text.
    pub(super) start: usize,
    /// The character after it.
    pub(super) end: usize,
}

/// A text folded for reading: half-width, lower case, one character for each of the original.
#[derive(Debug, Clone)]
pub(super) struct Reading {
    original: Vec<char>,
    folded: Vec<char>,
}

impl Reading {
    /// Folds a text.
    pub(super) fn new(text: &str) -> Self {
        let original: Vec<char> = text.chars().collect();
        let folded = original
            .iter()
            .map(|c| fold_full_width(*c).to_ascii_lowercase())
            .collect();
        Self { original, folded }
    }

    /// The characters from `start` to before `end`, as they were written.
    pub(super) fn written(&self, start: usize, end: usize) -> String {
        self.original.get(start..end).unwrap_or_default().iter().collect()
    }

    /// The sentences as ranges of characters.
    pub(super) fn sentences(&self) -> Vec<(usize, usize)> {
        let mut sentences = Vec::new();
        let mut start = 0;
        for (at, c) in self.folded.iter().enumerate() {
            let next_is_blank = self.folded.get(at + 1).is_none_or(|next| next.is_whitespace());
            let ends = matches!(c, '。' | '\n' | ';' | '!' | '?') || (*c == '.' && next_is_blank);
            if ends {
                sentences.push((start, at));
                start = at + 1;
            }
        }
        sentences.push((start, self.folded.len()));
        sentences
    }

    /// Where a word stands between two places. An English word stands alone, or begins one.
    pub(super) fn find(&self, word: &str, (from, to): (usize, usize)) -> Vec<usize> {
        let word: Vec<char> = word
            .chars()
            .map(|c| fold_full_width(c).to_ascii_lowercase())
            .collect();
        let Some(first) = word.first() else {
            return Vec::new();
        };
        let latin = first.is_ascii_alphanumeric();
        (from..(to + 1).saturating_sub(word.len()))
            .filter(|at| self.folded.get(*at..*at + word.len()) == Some(word.as_slice()))
            .filter(|at| !latin || !self.before(*at).is_some_and(|c| c.is_ascii_alphanumeric()))
            .collect()
    }

    /// The character before a place.
    pub(super) fn before(&self, at: usize) -> Option<char> {
        self.folded.get(at.checked_sub(1)?).copied()
    }

    /// The figures near one of the words, each within the words' sentence.
    pub(super) fn figures_near(&self, words: &WordList, counted: &WordList) -> Vec<Found> {
        let mut near = Vec::new();
        for sentence in self.sentences() {
            let places: Vec<(usize, usize)> = words
                .all()
                .flat_map(|word| {
                    let length = word.chars().count();
                    let found = self.find(word, sentence);
                    found.into_iter().map(move |at| (at, at + length))
                })
                .collect();
            if places.is_empty() {
                continue;
            }
            let figures = if counted.is_empty() {
                self.lengths(sentence)
            } else {
                self.counts(counted, sentence)
            };
            near.extend(figures.into_iter().filter(|figure| {
                places
                    .iter()
                    .any(|place| self.gap(*place, (figure.start, figure.end)) <= NEAR)
            }));
        }
        near
    }

    /// Cells between two ranges; none where they overlap.
    fn gap(&self, one: (usize, usize), other: (usize, usize)) -> usize {
        let (from, to) = if one.1 <= other.0 {
            (one.1, other.0)
        } else {
            (other.1, one.0)
        };
        let between: String = self.folded.get(from..to).unwrap_or_default().iter().collect();
        width(&between)
    }

    /// The lengths of time between two places.
    fn lengths(&self, (from, to): (usize, usize)) -> Vec<Found> {
        let mut found = Vec::new();
        let mut at = from;
        while at < to {
            match self.length_at(at).filter(|figure| figure.end <= to) {
                Some(figure) => {
                    at = figure.end;
                    found.push(figure);
                }
                None => at = numerals::number_at(&self.folded, at).map_or(at + 1, |number| number.end),
            }
        }
        found
    }

    fn counts(&self, counted: &WordList, (from, to): (usize, usize)) -> Vec<Found> {
        let mut found = Vec::new();
        let mut at = from;
        while at < to {
            let Some(number) = numerals::number_at(&self.folded, at) else {
                at += 1;
                continue;
            };
            at = number.end;
            let unit = self.skip(number.end, |c| c.is_whitespace() || c == '-');
            let word = counted
                .all()
                .find(|word| self.find(word, (unit, to)).first() == Some(&unit));
            if let Some(word) = word {
                found.push(Found {
                    amount: Amount::Count(number.value),
                    start: number.start,
                    end: unit + word.chars().count(),
                });
            }
        }
        found
    }

    /// The length of time that begins at a place.
    fn length_at(&self, at: usize) -> Option<Found> {
        self.spelled_at(at)
            .or_else(|| self.each_at(at))
            .or_else(|| self.measured_at(at))
    }

    /// A word that is a length of time by itself: quarterly, 每季.
    fn spelled_at(&self, at: usize) -> Option<Found> {
        const SPELLED: [(&str, Amount); 12] = [
            ("half-yearly", Amount::Months(6000)),
            ("half yearly", Amount::Months(6000)),
            ("semi-annual", Amount::Months(6000)),
            ("semiannual", Amount::Months(6000)),
            ("twice a year", Amount::Months(6000)),
            ("annual", Amount::Months(12_000)),
            ("yearly", Amount::Months(12_000)),
            ("once a year", Amount::Months(12_000)),
            ("quarterly", Amount::Months(3000)),
            ("monthly", Amount::Months(1000)),
            ("weekly", Amount::Minutes(7 * DAY * 1000)),
            ("daily", Amount::Minutes(DAY * 1000)),
        ];
        SPELLED.iter().find_map(|(word, amount)| {
            let end = at + word.chars().count();
            (self.find(word, (at, end)) == [at]).then_some(Found {
                amount: *amount,
                start: at,
                end,
            })
        })
    }

    /// 每年, 每季, every month: one of the unit, or its share where it is done several times.
    fn each_at(&self, at: usize) -> Option<Found> {
        let word = ["每", "逐", "every ", "each ", "per "]
            .into_iter()
            .find(|word| self.find(word, (at, at + word.chars().count())) == [at])?;
        let after = self.skip(at + word.chars().count(), |c| c == '個');
        let (unit, end) = self.unit_at(after, true)?;
        Some(self.shared(unit, 1000, at, end))
    }

    /// A number and a unit.
    fn measured_at(&self, at: usize) -> Option<Found> {
        let number = numerals::number_at(&self.folded, at)?;
        let inside = |c: char| c.is_ascii_alphanumeric() || matches!(c, '第' | '.');
        if self.before(at).is_some_and(inside) {
            return None;
        }
        let blank = self.skip(number.end, |c| c.is_whitespace() || c == '-');
        let one_of = self.skip(blank, |c| c == '個');
        let (unit, end) = self.unit_at(one_of, one_of > blank)?;
        self.is_a_length(&number, unit).then_some(())?;
        let (value, end) = match (unit, self.folded.get(end)) {
            // 一年半
            (Amount::Months(12_000), Some('半')) => (number.value + 500, end + 1),
            _ => (number.value, end),
        };
        Some(self.shared(unit, value, number.start, end))
    }

    /// Whether a number before a unit is a length, not part of a date such as 115 年 or 7 月 10 日.
    fn is_a_length(&self, number: &Number, unit: Amount) -> bool {
        let years = unit == Amount::Months(12_000) && number.value > MOST_YEARS * 1000;
        let before = self.folded.get(..number.start).unwrap_or_default();
        let behind_a_month = before.iter().rev().find(|c| !c.is_whitespace()) == Some(&'月');
        !years && !behind_a_month && number.value > 0
    }

    /// An amount of a unit, divided by how often it is done in it: 每年二次 is every six months.
    fn shared(&self, unit: Amount, value: u64, start: usize, end: usize) -> Found {
        let times = self.times_after(end).unwrap_or(1);
        let of = |thousandths: u64| thousandths * value / 1000 / times;
        Found {
            amount: match unit {
                Amount::Months(months) => Amount::Months(of(months)),
                Amount::Minutes(minutes) => Amount::Minutes(of(minutes)),
                Amount::Count(count) => Amount::Count(of(count)),
            },
            start,
            end,
        }
    }

    /// How often, where that follows within a few characters: 每年至少辦理兩次.
    fn times_after(&self, end: usize) -> Option<u64> {
        let window = self.folded.get(end..)?.iter().take(8).position(|c| *c == '次')?;
        let number = (end..end + window).find_map(|at| numerals::number_at(&self.folded, at))?;
        let reached = self.skip(number.end, char::is_whitespace) == end + window;
        let whole = number.value / 1000;
        (reached && whole > 0 && number.value % 1000 == 0).then_some(whole)
    }

    /// The unit of time at a place and where it ends. A month is one only as 個月 or in English:
    /// 6 月 is June. `counted` says that 個 or 每 stood before.
    fn unit_at(&self, at: usize, counted: bool) -> Option<(Amount, usize)> {
        const UNITS: [(&str, Amount); 20] = [
            ("年", Amount::Months(12_000)),
            ("季", Amount::Months(3000)),
            ("星期", Amount::Minutes(7 * DAY * 1000)),
            ("禮拜", Amount::Minutes(7 * DAY * 1000)),
            ("週", Amount::Minutes(7 * DAY * 1000)),
            ("周", Amount::Minutes(7 * DAY * 1000)),
            ("天", Amount::Minutes(DAY * 1000)),
            ("日", Amount::Minutes(DAY * 1000)),
            ("小時", Amount::Minutes(60_000)),
            ("鐘頭", Amount::Minutes(60_000)),
            ("分鐘", Amount::Minutes(1000)),
            ("year", Amount::Months(12_000)),
            ("quarter", Amount::Months(3000)),
            ("month", Amount::Months(1000)),
            ("week", Amount::Minutes(7 * DAY * 1000)),
            ("day", Amount::Minutes(DAY * 1000)),
            ("hour", Amount::Minutes(60_000)),
            ("minute", Amount::Minutes(1000)),
            ("min", Amount::Minutes(1000)),
            ("hr", Amount::Minutes(60_000)),
        ];
        if counted && self.folded.get(at) == Some(&'月') {
            return Some((Amount::Months(1000), at + 1));
        }
        let (unit, word) = UNITS.iter().find_map(|(word, unit)| {
            let end = at + word.chars().count();
            let stands = self.folded.get(at..end)?.iter().copied().eq(word.chars());
            stands.then_some((*unit, *word))
        })?;
        let end = at + word.chars().count();
        let end = match self.folded.get(end) {
            Some('s') if word.is_ascii() => end + 1,
            _ => end,
        };
        match self.folded.get(end) {
            // 113 年度 is a year of the calendar.
            Some('度') => None,
            Some(next) if word.is_ascii() && next.is_ascii_alphanumeric() => None,
            _ => Some((unit, end)),
        }
    }

    fn skip(&self, at: usize, passed: impl Fn(char) -> bool) -> usize {
        let rest = self.folded.get(at..).unwrap_or_default();
        at + rest.iter().take_while(|c| passed(**c)).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(words: &[&str]) -> WordList {
        WordList {
            zh_tw: words.iter().map(|word| (*word).to_owned()).collect(),
            en: Vec::new(),
        }
    }

    fn near(text: &str, word: &str) -> Vec<Amount> {
        let reading = Reading::new(text);
        let found = reading.figures_near(&words(&[word]), &WordList::default());
        found.into_iter().map(|figure| figure.amount).collect()
    }

    const MONTH: u64 = 1000;

    #[test]
    fn lengths_of_time_are_read_in_both_languages_and_all_numerals() {
        let months = [
            ("日誌保存6個月", 6),
            ("日誌保存 ６ 個月", 6),
            ("日誌保存半年後刪除", 6),
            ("日誌至少保存三年", 36),
            ("日誌保存一年半", 18),
            ("日誌保存三十六個月", 36),
            ("日誌保存一年", 12),
            ("保存期限為 1.5 年", 18),
        ];
        for (text, expected) in months {
            assert_eq!(near(text, "保存"), [Amount::Months(expected * MONTH)], "{text}");
        }
        assert_eq!(
            near("Logs are retained for 18-month periods", "retained"),
            [Amount::Months(18 * MONTH)]
        );
        assert_eq!(
            near("retained for ninety days", "retained"),
            [Amount::Minutes(90 * DAY * 1000)]
        );
        assert_eq!(
            near("reviewed annually", "reviewed"),
            [Amount::Months(12 * MONTH)]
        );
    }

    #[test]
    fn doing_it_twice_a_year_is_every_six_months() {
        for text in [
            "每年清查兩次",
            "清查一年 2 次",
            "每年至少清查二次",
            "清查每半年一次",
        ] {
            assert_eq!(near(text, "清查"), [Amount::Months(6 * MONTH)], "{text}");
        }
        assert_eq!(
            near("reviewed twice a year", "reviewed"),
            [Amount::Months(6 * MONTH)]
        );
    }

    #[test]
    fn dates_of_the_calendar_are_no_lengths() {
        for text in [
            "1 月及 7 月各清查一次",
            "115年6月30日清查",
            "2026 年 7 月 10 日清查",
            "清查 113 年度帳號",
            "第三年清查",
        ] {
            assert_eq!(near(text, "清查"), [], "{text}");
        }
    }

    #[test]
    fn a_figure_far_away_or_in_another_sentence_belongs_to_something_else() {
        assert_eq!(near("帳號每半年清查。日誌另存他處", "日誌"), []);
        let far = "日誌集中於主機並依照資訊單位另訂的管理規範辦理備份及還原，演練一年";
        assert_eq!(near(far, "日誌"), []);
    }

    #[test]
    fn things_are_counted_by_the_words_of_the_premise() {
        let reading = Reading::new("輸入錯誤 5 次即鎖定帳號 30 分鐘");
        let found = reading.figures_near(&words(&["錯誤"]), &words(&["次"]));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].amount, Amount::Count(5000));
        assert_eq!(reading.written(found[0].start, found[0].end), "5 次");
    }
}
