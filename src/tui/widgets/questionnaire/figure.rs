//! Reading a figure as people write it: 100億, 12億5千萬, 六千億, 1.2e9, 1.2 billion, full-width
//! digits, thousands separators. No digit passes through binary floating point, and what could
//! be read in two ways is refused rather than guessed.

use super::Fault;
use crate::model::decimal::{Decimal, DecimalError};
use crate::model::pack::FieldKind;
use crate::model::profile_file::{NumberFault, number_fault};
use crate::text::fold_full_width;

/// Words that say "I do not know"; they leave a figure open, as an empty field does.
const UNKNOWN: &[&str] = &[
    "不知道",
    "未知",
    "?",
    "unknown",
    "notknown",
    "don'tknow",
    "don’tknow",
];
/// Words and signs that make a figure inexact. A threshold needs the exact one.
const INEXACT: &[&str] = &[
    "約", "近", "逾", "超過", "以上", "以下", "左右", "上下", "多", "餘", "~", "≈", "about", "approx",
    "over", "nearly", "around",
];
/// Units that a large amount is counted in, with their power of ten, the largest first.
const LARGE: &[(char, u32)] = &[('兆', 12), ('億', 8), ('萬', 4)];
/// Units inside one of those.
const SMALL: &[(char, u32)] = &[('千', 3), ('百', 2), ('十', 1)];
/// English units behind a number, with their power of ten.
const ENGLISH: &[(&str, u32)] = &[
    ("trillion", 12),
    ("billion", 9),
    ("bn", 9),
    ("million", 6),
    ("mn", 6),
];
/// How a currency may be named before an amount.
const CURRENCY: &[&str] = &["新臺幣", "新台幣", "nt$", "ntd", "twd", "$"];

/// A figure in the form it is kept in; empty where it is said not to be known.
///
/// # Errors
/// Why it cannot be kept.
pub(super) fn read(text: &str, kind: FieldKind) -> Result<String, Fault> {
    let written: String = text
        .chars()
        .map(fold_full_width)
        .filter(|c| !c.is_whitespace())
        .collect::<String>()
        .to_lowercase();
    if UNKNOWN.contains(&written.as_str()) {
        return Ok(String::new());
    }
    if INEXACT.iter().any(|word| written.contains(word)) {
        return Err(Fault::Inexact);
    }
    let number = match kind {
        FieldKind::Percent => plain(percent(&written))?,
        _ => amount(&written)?,
    };
    match number_fault(&number, kind) {
        Some(fault) => Err(Fault::Number(fault)),
        None => Ok(number.to_string()),
    }
}

/// A percentage without its sign.
fn percent(written: &str) -> &str {
    let digits = written.strip_prefix("百分之").unwrap_or(written);
    digits.strip_suffix('%').unwrap_or(digits)
}

fn amount(written: &str) -> Result<Decimal, Fault> {
    let bare = CURRENCY
        .iter()
        .find_map(|name| written.strip_prefix(name))
        .unwrap_or(written);
    let counted_in_dollars = bare.ends_with(['元', '圓']);
    let digits = bare.strip_suffix(['元', '圓']).unwrap_or(bare);
    let is_unit = |c: char| LARGE.iter().chain(SMALL).any(|(unit, _)| *unit == c);
    if !digits.contains(|c: char| is_unit(c) || chinese_digit(c).is_some()) {
        let english = ENGLISH
            .iter()
            .find_map(|(word, power)| Some((digits.strip_suffix(word)?, *power)));
        return match english {
            Some((digits, power)) => times(&plain(digits)?, power),
            None => plain(digits),
        };
    }
    in_units(digits, counted_in_dollars)
}

/// An amount in 兆, 億 and 萬, each with at most four digits before the next. `12億5` may mean
/// 12.5億 or five dollars more than 12億, so a rest without a unit needs 元 behind it.
fn in_units(written: &str, counted_in_dollars: bool) -> Result<Decimal, Fault> {
    let mut rest = written;
    let mut sum = Decimal::zero();
    let mut seen_unit = false;
    for (unit, power) in LARGE {
        let Some((before, after)) = rest.split_once(*unit) else {
            continue;
        };
        let part = times(&below_ten_thousand(before)?, *power)?;
        // The first part may be as large as it likes (60,000,000萬); the others fill a gap.
        if seen_unit && part >= times(&Decimal::from(1), power + 4)? {
            return Err(Fault::NotANumber);
        }
        sum = sum + &part;
        seen_unit = true;
        rest = after;
    }
    if rest.is_empty() {
        return Ok(sum);
    }
    let part = below_ten_thousand(rest)?;
    if seen_unit && (part >= Decimal::from(10_000) || !part.is_integer()) {
        return Err(Fault::NotANumber);
    }
    // 12億5千 is said for 12億5千萬 as often as not.
    if seen_unit && !counted_in_dollars {
        return Err(Fault::UnclearUnit);
    }
    Ok(sum + &part)
}

/// A number in front of a unit: digits, Chinese digits, or both with 千, 百 and 十.
fn below_ten_thousand(written: &str) -> Result<Decimal, Fault> {
    if written.is_empty() {
        return Err(Fault::NotANumber);
    }
    let mut rest = written;
    let mut sum = Decimal::zero();
    for (unit, power) in SMALL {
        let Some((before, after)) = rest.split_once(*unit) else {
            continue;
        };
        let factor = match before.trim_start_matches(['零', '〇']) {
            // 十億 says its one without writing it.
            "" if *unit == '十' => Decimal::from(1),
            before => digits(before)?,
        };
        sum = sum + &times(&factor, *power)?;
        rest = after;
    }
    let rest = match rest.len() == written.len() {
        true => rest,
        false => rest.trim_start_matches(['零', '〇']),
    };
    if rest.is_empty() {
        return Ok(sum);
    }
    let last = digits(rest)?;
    let behind_a_unit = rest.len() < written.len();
    // 三千五 may mean 3,500 or 3,005; 三千零五 and 三十五 are clear.
    let clear = written.contains(['零', '〇', '十']) && last < Decimal::from(10);
    if behind_a_unit && !clear {
        return Err(Fault::UnclearUnit);
    }
    Ok(sum + &last)
}

/// Digits alone, Chinese ones one by one.
fn digits(written: &str) -> Result<Decimal, Fault> {
    let folded: String = written.chars().map(|c| chinese_digit(c).unwrap_or(c)).collect();
    plain(&folded)
}

fn chinese_digit(c: char) -> Option<char> {
    Some(match c {
        '〇' | '零' => '0',
        '一' => '1',
        '二' | '兩' => '2',
        '三' => '3',
        '四' => '4',
        '五' => '5',
        '六' => '6',
        '七' => '7',
        '八' => '8',
        '九' => '9',
        _ => return None,
    })
}

fn times(number: &Decimal, power: u32) -> Result<Decimal, Fault> {
    parsed(&format!("{number}e{power}"))
}

/// A number without units.
fn plain(digits: &str) -> Result<Decimal, Fault> {
    parsed(&without_separators(digits).ok_or(Fault::NotANumber)?)
}

fn parsed(digits: &str) -> Result<Decimal, Fault> {
    digits.parse().map_err(|fault| match fault {
        DecimalError::NotADecimal(_) => Fault::NotANumber,
        DecimalError::Absurd => Fault::Number(NumberFault::TooLarge),
    })
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
    use proptest::prelude::*;

    use super::*;
    use crate::lang::{Lang, field_value};
    use crate::model::profile::FieldValue;

    fn amount_of(text: &str) -> Result<String, Fault> {
        read(text, FieldKind::Amount)
    }

    #[test]
    fn an_amount_reads_as_people_write_it() {
        for (text, expected) in [
            ("600000000000", "600000000000"),
            ("600,000,000,000", "600000000000"),
            ("６０００億", "600000000000"),
            ("6,000 億元", "600000000000"),
            ("60000000萬", "600000000000"),
            ("六千億", "600000000000"),
            ("100億", "10000000000"),
            ("１００億", "10000000000"),
            ("10,000,000,000", "10000000000"),
            ("新臺幣 10,000,000,000 元", "10000000000"),
            ("NT$10,000,000,000", "10000000000"),
            ("10 billion", "10000000000"),
            ("12億5千萬", "1250000000"),
            ("12億5,000萬", "1250000000"),
            ("十二億五千萬", "1250000000"),
            ("1.2e9", "1200000000"),
            ("1.2Ｅ9", "1200000000"),
            ("1.5億", "150000000"),
            ("1兆2000億", "1200000000000"),
            ("3千5百萬", "35000000"),
            ("1億2345元", "100002345"),
            ("二十萬", "200000"),
            ("99999999億", "9999999900000000"),
            ("不知道", ""),
            ("0", "0"),
        ] {
            assert_eq!(amount_of(text), Ok(expected.to_owned()), "{text}");
        }
    }

    #[test]
    fn what_is_inexact_or_can_be_read_in_two_ways_is_refused_with_its_own_reason() {
        for (text, expected) in [
            ("約六千億", Fault::Inexact),
            ("6,000億以上", Fault::Inexact),
            ("100多億", Fault::Inexact),
            ("about 5 billion", Fault::Inexact),
            ("12億5", Fault::UnclearUnit),
            ("12億5千", Fault::UnclearUnit),
            ("三千五萬", Fault::UnclearUnit),
            ("12,34", Fault::NotANumber),
            ("5萬3億", Fault::NotANumber),
            ("億", Fault::NotANumber),
            ("12億3億", Fault::NotANumber),
            ("1億20000萬", Fault::NotANumber),
            ("很多", Fault::Inexact),
            ("無", Fault::NotANumber),
            ("-1", Fault::Number(NumberFault::Negative)),
            ("1.5", Fault::Number(NumberFault::NotWhole)),
            ("100000001億", Fault::Number(NumberFault::TooLarge)),
        ] {
            assert_eq!(amount_of(text), Err(expected), "{text}");
        }
    }

    #[test]
    fn a_percentage_keeps_every_digit() {
        let percent = |text| read(text, FieldKind::Percent);
        for text in [
            "59.99999999999999999%",
            "59.99999999999999999 ％",
            "百分之59.99999999999999999",
        ] {
            assert_eq!(percent(text), Ok("59.99999999999999999".to_owned()), "{text}");
        }
        assert_eq!(percent("６０％"), Ok("60".to_owned()));
        assert_eq!(percent("約60%"), Err(Fault::Inexact));
        assert_eq!(percent("1,5"), Err(Fault::NotANumber));
        assert_eq!(percent("60億"), Err(Fault::NotANumber));
        assert_eq!(percent("100.01"), Err(Fault::Number(NumberFault::OverHundred)));
    }

    proptest! {
        #[test]
        fn what_is_echoed_reads_back_equal(number in 0u64..=10_000_000_000_000_000) {
            let pack = crate::pack::builtin().unwrap();
            let field = pack.profile_fields.iter().find(|field| field.kind == FieldKind::Amount).unwrap();
            let value = FieldValue::Number(Decimal::from(number));
            for lang in Lang::ALL {
                let echoed = field_value(&pack, &field.id, Some(&value), lang);
                prop_assert_eq!(amount_of(&echoed), Ok(number.to_string()), "{}", echoed);
            }
        }

        #[test]
        fn an_amount_said_in_units_is_the_amount(hundred_millions in 0u64..99_999_999, ten_thousands in 0u64..10_000, dollars in 0u64..10_000) {
            let said = format!("{hundred_millions}億{ten_thousands}萬{dollars}元");
            let number = hundred_millions * 100_000_000 + ten_thousands * 10_000 + dollars;
            prop_assert_eq!(amount_of(&said), Ok(number.to_string()));
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,20}|[0-9一二三十百千萬億兆.,元約%e-]{0,12}") {
            let _ = amount_of(&text);
            let _ = read(&text, FieldKind::Percent);
        }
    }
}
