//! What a text that answers a question must be, and in which form it is kept: the same for the
//! screen and the dialogue in plain lines.

use super::day::day;
use super::decimal::{Decimal, DecimalError};
use super::pack::{ClauseId, FieldKind};
use super::profile_file::{MAX_NAME, NumberFault, date_is_real, number_fault};
use crate::text::fold_full_width;

/// Longest text of several lines, in characters.
const MAX_LONG: usize = 100_000;

/// What a text must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reads {
    /// Any line of text.
    Line,
    /// A line that is not empty.
    Needed,
    /// Text of several lines, kept as it is written.
    Long {
        /// It must not be empty.
        needed: bool,
    },
    /// Clauses by number; those that there are.
    Clauses(Vec<ClauseId>),
    /// An amount or a percentage; empty is not known.
    Number(FieldKind),
    /// A day, or empty. Where one of the other days is given, it bounds this one.
    Day {
        /// Empty, or the first day allowed.
        not_before: String,
        /// Empty, or the last day allowed.
        not_after: String,
    },
}

/// Why a text cannot be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Nothing was written where something must be.
    Empty,
    /// Longer than any real name.
    TooLong,
    /// Longer than a text may be.
    LongTooLong,
    /// Not a list of clauses that there are.
    NotClauses,
    /// Not a number.
    NotANumber,
    /// A number that cannot be a figure of this kind.
    Number(NumberFault),
    /// Not a day of the calendar.
    NotADay,
    /// The first day lies after the last.
    WrongOrder,
}

impl Reads {
    /// The text in the form it is kept in.
    pub fn read(&self, text: &str) -> Result<String, Fault> {
        if let Reads::Long { needed } = self {
            return long(text, *needed);
        }
        let text = text.trim();
        if text.chars().count() > MAX_NAME {
            return Err(Fault::TooLong);
        }
        match self {
            Reads::Needed if text.is_empty() => Err(Fault::Empty),
            _ if text.is_empty() => Ok(String::new()),
            Reads::Line | Reads::Needed | Reads::Long { .. } => Ok(text.to_owned()),
            Reads::Clauses(known) => clauses(text, known),
            Reads::Number(kind) => number(text, *kind),
            Reads::Day {
                not_before,
                not_after,
            } => {
                let day = day(text);
                date_is_real("", &day).map_err(|_| Fault::NotADay)?;
                let early = !not_before.is_empty() && day < *not_before;
                let late = !not_after.is_empty() && day > *not_after;
                if early || late {
                    return Err(Fault::WrongOrder);
                }
                Ok(day)
            }
        }
    }
}

/// A text of several lines; blanks alone are no text.
fn long(text: &str, needed: bool) -> Result<String, Fault> {
    match text.trim().is_empty() {
        true if needed => Err(Fault::Empty),
        true => Ok(String::new()),
        false if text.chars().count() > MAX_LONG => Err(Fault::LongTooLong),
        false => Ok(text.to_owned()),
    }
}

/// Clauses as people list them, in order and each once.
fn clauses(text: &str, known: &[ClauseId]) -> Result<String, Fault> {
    let folded: String = text.chars().map(fold_full_width).collect();
    let mut found: Vec<ClauseId> = Vec::new();
    for id in folded.split([',', '、', ';', ' ']).filter(|id| !id.is_empty()) {
        let clause = id.parse().map_err(|_| Fault::NotClauses)?;
        if !known.contains(&clause) {
            return Err(Fault::NotClauses);
        }
        found.push(clause);
    }
    found.sort();
    found.dedup();
    let ids: Vec<String> = found.iter().map(ToString::to_string).collect();
    Ok(ids.join(", "))
}

/// Reads a figure as people type it: full-width digits, thousands separators, 億 and 萬 behind an
/// amount, % behind a percentage. No digit passes through binary floating point.
fn number(text: &str, kind: FieldKind) -> Result<String, Fault> {
    let folded: String = text
        .chars()
        .map(fold_full_width)
        .filter(|c| !c.is_whitespace())
        .collect();
    let (digits, exponent) = match kind {
        FieldKind::Percent => (folded.strip_suffix('%').unwrap_or(&folded), ""),
        _ => {
            let amount = folded.strip_suffix('元').unwrap_or(&folded);
            match (amount.strip_suffix('億'), amount.strip_suffix('萬')) {
                (Some(digits), _) => (digits, "e8"),
                (_, Some(digits)) => (digits, "e4"),
                _ => (amount, ""),
            }
        }
    };
    let digits = without_separators(digits).ok_or(Fault::NotANumber)?;
    let number: Decimal = format!("{digits}{exponent}")
        .parse()
        .map_err(|fault| match fault {
            DecimalError::NotADecimal(_) => Fault::NotANumber,
            DecimalError::Absurd => Fault::Number(NumberFault::TooLarge),
        })?;
    match number_fault(&number, kind) {
        Some(fault) => Err(Fault::Number(fault)),
        None => Ok(number.to_string()),
    }
}

/// Takes the thousands separators out; none where the commas part no thousands, because `1,5` may
/// mean something else than fifteen.
fn without_separators(digits: &str) -> Option<String> {
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (digits, None),
    };
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let thousands = groups.clone().count() > 0;
    let all_of_three = groups.all(|group| group.len() == 3 && group.bytes().all(|b| b.is_ascii_digit()));
    if thousands && !(all_of_three && (1..=3).contains(&first.len())) {
        return None;
    }
    let whole = whole.replace(',', "");
    Some(match fraction {
        Some(fraction) => format!("{whole}.{fraction}"),
        None => whole,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_reads_as_people_write_it() {
        let amount = |text| Reads::Number(FieldKind::Amount).read(text);
        for text in [
            "600000000000",
            "600,000,000,000",
            "６０００億",
            "6,000 億元",
            "60000000萬",
        ] {
            assert_eq!(amount(text), Ok("600000000000".to_owned()), "{text}");
        }
        assert_eq!(amount("1.5億"), Ok("150000000".to_owned()));
        assert_eq!(amount(""), Ok(String::new()));
        assert_eq!(amount("12,34"), Err(Fault::NotANumber));
        assert_eq!(amount("約六千億"), Err(Fault::NotANumber));
        assert_eq!(amount("-1"), Err(Fault::Number(NumberFault::Negative)));
        assert_eq!(amount("1.5"), Err(Fault::Number(NumberFault::NotWhole)));
        assert_eq!(amount("99999999億"), Ok("9999999900000000".to_owned()));
        assert_eq!(amount("100000001億"), Err(Fault::Number(NumberFault::TooLarge)));
    }

    #[test]
    fn a_percentage_keeps_every_digit() {
        let percent = |text| Reads::Number(FieldKind::Percent).read(text);
        assert_eq!(
            percent("59.99999999999999999%"),
            Ok("59.99999999999999999".to_owned())
        );
        assert_eq!(percent("1,5"), Err(Fault::NotANumber));
        assert_eq!(percent("100.01"), Err(Fault::Number(NumberFault::OverHundred)));
    }

    #[test]
    fn a_day_reads_in_years_of_the_republic_too() {
        let free = Reads::Day {
            not_before: String::new(),
            not_after: String::new(),
        };
        for text in [
            "2026-12-31",
            "2026/12/31",
            "115-12-31",
            "民國１１５年１２月３１日",
        ] {
            assert_eq!(free.read(text), Ok("2026-12-31".to_owned()), "{text}");
        }
        for text in [
            "2026-02-30",
            "2026-13-01",
            "昨天",
            "2026",
            "115-1",
            "9999999999-1-1",
        ] {
            assert_eq!(free.read(text), Err(Fault::NotADay), "{text}");
        }
    }

    #[test]
    fn a_long_text_keeps_its_lines_and_blanks_alone_are_none() {
        let long = |needed| Reads::Long { needed };
        assert_eq!(long(true).read(" 甲\n\n乙 "), Ok(" 甲\n\n乙 ".to_owned()));
        assert_eq!(long(false).read(" \n"), Ok(String::new()));
        assert_eq!(long(true).read(" \n"), Err(Fault::Empty));
        assert_eq!(
            long(false).read(&"甲".repeat(MAX_LONG + 1)),
            Err(Fault::LongTooLong)
        );
    }

    #[test]
    fn clauses_are_listed_with_any_usual_separator_and_must_be_there() {
        let ids: Vec<ClauseId> = ["4.4", "12.3"].map(|id| id.parse().unwrap()).to_vec();
        let clauses = Reads::Clauses(ids);
        assert_eq!(clauses.read("１２.３、4.4,4.4"), Ok("4.4, 12.3".to_owned()));
        assert_eq!(clauses.read("4.5"), Err(Fault::NotClauses));
        assert_eq!(clauses.read("四"), Err(Fault::NotClauses));
    }

    #[test]
    fn the_last_day_does_not_lie_before_the_first() {
        let until = Reads::Day {
            not_before: "2026-01-01".to_owned(),
            not_after: String::new(),
        };
        assert_eq!(until.read("2025-12-31"), Err(Fault::WrongOrder));
        assert_eq!(until.read("2026-01-01"), Ok("2026-01-01".to_owned()));
    }
}
