//! Reckoning with stored days.

use chrono::{Days, Months, NaiveDate};

/// The day some days after a stored one; none where it is no day.
pub(super) fn days_after(stored: &str, days: u64) -> Option<String> {
    let day: NaiveDate = stored.parse().ok()?;
    day.checked_add_days(Days::new(days)).map(stored_form)
}

/// The same day a year after a stored one, which may have a time behind it; none where it is no
/// day.
pub(super) fn year_after(stored: &str) -> Option<String> {
    let day: NaiveDate = stored.get(..10)?.parse().ok()?;
    day.checked_add_months(Months::new(12)).map(stored_form)
}

fn stored_form(day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_after_a_leap_day_is_the_last_day_of_february() {
        assert_eq!(year_after("2028-02-29").as_deref(), Some("2029-02-28"));
        assert_eq!(
            year_after("2026-07-01T10:00:00+08:00").as_deref(),
            Some("2027-07-01")
        );
        assert_eq!(days_after("2026-12-15", 30).as_deref(), Some("2027-01-14"));
        assert_eq!(days_after("soon", 30), None);
    }
}
