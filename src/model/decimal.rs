//! Exact decimals. Percentages and amounts decide a class at a threshold, so no figure passes
//! through binary floating point.

use std::fmt;
use std::str::FromStr;

use bigdecimal::BigDecimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::error::Words;

/// The longest decimal accepted, in characters. More digits than this are not a real figure.
const MAX_LEN: usize = 64;
/// The largest exponent accepted in scientific notation, either sign.
const MAX_EXPONENT: i64 = 40;

/// An exact decimal number. Reads JSON numbers and decimal strings; writes a plain decimal string.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(BigDecimal);

/// Text that is not a decimal number Zicha accepts.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecimalError {
    /// Not of the form `-12.5` or `1e6`.
    #[error("`{0}` is not a decimal number; write it like 60, 59.99 or \"59.99\"")]
    NotADecimal(String),
    /// Longer or larger than any real figure.
    #[error("the number is longer or larger than any real figure; check it for a slip")]
    Absurd,
}

impl DecimalError {
    /// What is wrong, to be worded.
    pub fn words(&self) -> Words {
        match self {
            Self::NotADecimal(given) => Words::new("error.not_a_decimal").with("given", given),
            Self::Absurd => Words::new("error.absurd_number"),
        }
    }
}

impl Decimal {
    /// Reads a number or a string of JSON.
    ///
    /// # Errors
    /// [`DecimalError`]
    pub fn from_json(json: &str) -> Result<Self, DecimalError> {
        match serde_json::from_str::<String>(json) {
            Ok(unquoted) => unquoted.parse(),
            Err(_) => json.parse(),
        }
    }

    /// Zero.
    pub fn zero() -> Self {
        Self(BigDecimal::from(0))
    }

    /// Whether the number is below zero.
    pub fn is_negative(&self) -> bool {
        self.0.sign() == bigdecimal::num_bigint::Sign::Minus
    }

    /// Whether the number has no fractional part.
    pub fn is_integer(&self) -> bool {
        self.0.is_integer()
    }
}

impl From<u64> for Decimal {
    fn from(value: u64) -> Self {
        Self(BigDecimal::from(value))
    }
}

impl std::ops::Add<&Decimal> for Decimal {
    type Output = Decimal;

    fn add(self, other: &Decimal) -> Decimal {
        Decimal(self.0 + &other.0)
    }
}

impl FromStr for Decimal {
    type Err = DecimalError;

    fn from_str(text: &str) -> Result<Self, DecimalError> {
        let text = text.trim();
        let not_a_decimal = || DecimalError::NotADecimal(text.chars().take(40).collect());
        let shape_ok = !text.is_empty()
            && text
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | 'e' | 'E'))
            && text.chars().any(|c| c.is_ascii_digit());
        if !shape_ok {
            return Err(not_a_decimal());
        }
        if text.len() > MAX_LEN {
            return Err(DecimalError::Absurd);
        }
        if let Some((_, exponent)) = text.split_once(['e', 'E']) {
            let exponent: i64 = exponent.parse().map_err(|_| not_a_decimal())?;
            if exponent.abs() > MAX_EXPONENT {
                return Err(DecimalError::Absurd);
            }
        }
        BigDecimal::from_str(text).map(Self).map_err(|_| not_a_decimal())
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.normalized().to_plain_string())
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    /// Reads the number's own characters, because a JSON number taken as `f64` would already be
    /// rounded: 59.99999999999999999 must stay below 60.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        Self::from_json(raw.get()).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(json: &str) -> Decimal {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn a_number_just_below_a_threshold_stays_below_as_number_and_as_string() {
        assert!(decimal("59.99999999999999999") < Decimal::from(60));
        assert!(decimal("\"59.99999999999999999\"") < Decimal::from(60));
    }

    #[test]
    fn addition_is_exact_to_the_last_digit() {
        let sum = decimal("45.000000000000000001") + &decimal("14.999999999999999999");
        assert_eq!(sum, Decimal::from(60));
        assert_eq!(sum.to_string(), "60");
    }

    #[test]
    fn absurd_numbers_are_refused() {
        assert_eq!("1e400".parse::<Decimal>(), Err(DecimalError::Absurd));
        assert_eq!("9".repeat(65).parse::<Decimal>(), Err(DecimalError::Absurd));
        for text in ["", "abc", "NaN", "1_000", "--1", "1e", "1.2.3", "e5"] {
            assert!(text.parse::<Decimal>().is_err(), "{text}");
        }
    }
}
