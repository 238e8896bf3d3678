//! What a text that answers a question must be, and in which form it is kept: the same for the
//! screen and the dialogue in plain lines.

use super::day::day;
use super::figure;
use super::pack::{ClauseId, FieldKind};
use super::profile_file::{MAX_NAME, NumberFault, date_is_real};
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
    /// The number a firm is registered under (統一編號): eight digits, or empty.
    TaxNumber,
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
    /// Longer than any real name, by so many characters.
    TooLong(usize),
    /// Longer than a text may be, by so many characters.
    LongTooLong(usize),
    /// Not a list of clauses that there are.
    NotClauses,
    /// Not the eight digits of a 統一編號.
    NotATaxNumber,
    /// Not a number.
    NotANumber,
    /// An estimate, where a threshold needs the exact figure.
    Inexact,
    /// A rest whose unit can be read in two ways.
    UnclearUnit,
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
        if let Some(over) = over(text, MAX_NAME) {
            return Err(Fault::TooLong(over));
        }
        match self {
            Reads::Needed if text.is_empty() => Err(Fault::Empty),
            _ if text.is_empty() => Ok(String::new()),
            Reads::Line | Reads::Needed | Reads::Long { .. } => Ok(text.to_owned()),
            Reads::Clauses(known) => clauses(text, known),
            Reads::Number(kind) => figure::read(text, *kind),
            Reads::TaxNumber => tax_number(text),
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
    match (text.trim().is_empty(), over(text, MAX_LONG)) {
        (true, _) if needed => Err(Fault::Empty),
        (true, _) => Ok(String::new()),
        (false, Some(over)) => Err(Fault::LongTooLong(over)),
        (false, None) => Ok(text.to_owned()),
    }
}

/// By how many characters a text is too long; none where it is not.
fn over(text: &str, most: usize) -> Option<usize> {
    text.chars().count().checked_sub(most).filter(|over| *over > 0)
}

/// Digits in either width, blanks and hyphens between them or not. Only their count is held: a
/// check digit would turn away numbers under a rule that was changed once and may be again.
fn tax_number(text: &str) -> Result<String, Fault> {
    let is_separator = |character: &char| matches!(character, ' ' | '-');
    let digits: String = text
        .chars()
        .map(fold_full_width)
        .filter(|character| !is_separator(character))
        .collect();
    let is_right = digits.len() == 8 && digits.chars().all(|character| character.is_ascii_digit());
    is_right.then_some(digits).ok_or(Fault::NotATaxNumber)
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

#[cfg(test)]
mod tests {
    use super::*;

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
            Err(Fault::LongTooLong(1))
        );
    }

    #[test]
    fn a_tax_number_is_eight_digits_in_either_width_and_nothing_else() {
        for text in ["12345678", " １２３４５６７８ ", "1234-5678"] {
            assert_eq!(Reads::TaxNumber.read(text), Ok("12345678".to_owned()), "{text}");
        }
        assert_eq!(Reads::TaxNumber.read(""), Ok(String::new()));
        for text in ["示範投顧", "1234567", "123456789", "1234567A"] {
            assert_eq!(Reads::TaxNumber.read(text), Err(Fault::NotATaxNumber), "{text}");
        }
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
