//! How much a figure says, and which of two says less.

use super::numerals;
use crate::model::pack::{FigureUnit, Threshold};

/// Days that a month is taken to have when months are compared with days.
const MONTH_DAYS: (u64, u64) = (30, 31);
/// Minutes of a day.
pub(super) const DAY: u64 = 24 * 60;

/// How much something is, in thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Amount {
    /// A length of time counted in months.
    Months(u64),
    /// A length of time counted in minutes.
    Minutes(u64),
    /// A number of things.
    Count(u64),
}

impl Amount {
    /// What a threshold says; none where it is no number.
    pub(super) fn of(threshold: &Threshold) -> Option<Self> {
        let value = numerals::decimal(&threshold.value)?;
        Some(match threshold.unit {
            FigureUnit::Minute => Self::Minutes(value),
            FigureUnit::Hour => Self::Minutes(value * 60),
            FigureUnit::Day => Self::Minutes(value * DAY),
            FigureUnit::Week => Self::Minutes(value * 7 * DAY),
            FigureUnit::Month => Self::Months(value),
            FigureUnit::Year => Self::Months(value * 12),
            FigureUnit::Count => Self::Count(value),
        })
    }

    /// Whether it is certainly smaller than the other.
    pub(super) fn is_below(self, other: Self) -> bool {
        match (self, other) {
            (Self::Months(one), Self::Months(other))
            | (Self::Minutes(one), Self::Minutes(other))
            | (Self::Count(one), Self::Count(other)) => one < other,
            (Self::Months(months), Self::Minutes(minutes)) => months * MONTH_DAYS.1 * DAY < minutes,
            (Self::Minutes(minutes), Self::Months(months)) => minutes < months * MONTH_DAYS.0 * DAY,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MONTH: u64 = 1000;

    #[test]
    fn months_and_days_are_compared_without_pretending_to_know_the_month() {
        let days = |days: u64| Amount::Minutes(days * DAY * 1000);
        assert!(!days(180).is_below(Amount::Months(6 * MONTH)));
        assert!(days(179).is_below(Amount::Months(6 * MONTH)));
        assert!(!Amount::Months(12 * MONTH).is_below(days(365)));
        assert!(Amount::Months(35 * MONTH).is_below(Amount::Months(36 * MONTH)));
        assert!(!Amount::Count(3000).is_below(days(9000)));
    }
}
