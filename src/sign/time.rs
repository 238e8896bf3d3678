//! PDF dates (ISO 32000-1 §7.9.4).

use chrono::{DateTime, FixedOffset, NaiveDate, Offset, TimeZone};

/// Writes `D:20260131100000+08'00'`.
pub(super) fn write_date(time: &DateTime<FixedOffset>) -> String {
    let minutes = time.offset().fix().local_minus_utc() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    let minutes = minutes.abs();
    format!(
        "D:{}{sign}{:02}'{:02}'",
        time.format("%Y%m%d%H%M%S"),
        minutes / 60,
        minutes % 60
    )
}

/// Reads a date that tells day, second and time zone; with or without the last apostrophe. A
/// date without zone is refused: nobody could say when it was.
pub(super) fn read_date(text: &[u8]) -> Option<DateTime<FixedOffset>> {
    let text = std::str::from_utf8(text).ok()?.strip_prefix("D:")?;
    let (digits, zone) = text.split_at_checked(14)?;
    let number = |from: usize, to: usize| -> Option<u32> {
        let part = digits.get(from..to)?;
        part.bytes()
            .all(|byte| byte.is_ascii_digit())
            .then(|| part.parse().ok())?
    };
    let year = i32::try_from(number(0, 4)?).ok()?;
    let local = NaiveDate::from_ymd_opt(year, number(4, 6)?, number(6, 8)?)?.and_hms_opt(
        number(8, 10)?,
        number(10, 12)?,
        number(12, 14)?,
    )?;
    read_zone(zone)?.from_local_datetime(&local).single()
}

fn read_zone(zone: &str) -> Option<FixedOffset> {
    if matches!(zone, "Z" | "Z00'00'" | "Z00'00") {
        return FixedOffset::east_opt(0);
    }
    let (sign, rest) = zone.split_at_checked(1)?;
    let (hours, minutes) = rest.strip_suffix('\'').unwrap_or(rest).split_once('\'')?;
    let number = |part: &str, limit: i32| -> Option<i32> {
        let plain = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| part.parse().ok())?.filter(|value| *value < limit)
    };
    let seconds = number(hours, 24)? * 3600 + number(minutes, 60)? * 60;
    match sign {
        "+" => FixedOffset::east_opt(seconds),
        "-" => FixedOffset::west_opt(seconds),
        _ => None,
    }
}
