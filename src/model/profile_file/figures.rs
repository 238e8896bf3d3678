//! Figures of a profile file: amounts, percentages, grades, yes and no.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::json::{UniqueKeys, read};
use super::{Result, error};
use crate::error::Words;
use crate::model::decimal::Decimal;
use crate::model::pack::{FieldKind, Pack, ProfileField};
use crate::model::profile::FieldValue;

/// Amounts above ten quadrillion New Taiwan dollars are slips, not figures.
const MAX_AMOUNT: u64 = 10_000_000_000_000_000;

pub(super) fn by_licence(
    raw: UniqueKeys<UniqueKeys<Box<RawValue>>>,
    pack: &Pack,
) -> Result<BTreeMap<String, BTreeMap<String, FieldValue>>> {
    let mut out = BTreeMap::new();
    for (licence, figures) in raw.0 {
        let path = format!("by_licence.{licence}");
        if pack.licence(&licence).is_none() {
            return error(
                path,
                Words::new("error.by_licence_unknown").with("given", licence),
            );
        }
        let mut values = BTreeMap::new();
        for (id, raw) in figures.0 {
            let path = format!("{path}.{id}");
            let Some(field) = pack.profile_field(&id).filter(|field| field.per_licence) else {
                return error(path, not_by_licence(pack));
            };
            if let Some(value) = field_value(raw.get(), &path, field)? {
                values.insert(id, value);
            }
        }
        out.insert(licence, values);
    }
    Ok(out)
}

fn not_by_licence(pack: &Pack) -> Words {
    let fields = pack.profile_fields.iter().filter(|field| field.per_licence);
    let ids: Vec<&str> = fields.map(|field| field.id.as_str()).collect();
    Words::new("error.not_by_licence").with("known", ids.join(", "))
}

/// Reads the value of a profile field; `null` is unknown.
pub(super) fn field_value(raw: &str, path: &str, field: &ProfileField) -> Result<Option<FieldValue>> {
    if raw == "null" {
        return Ok(None);
    }
    match field.kind {
        FieldKind::Amount | FieldKind::Percent => match Decimal::from_json(raw) {
            Ok(given) => number(given, path, field.kind).map(Some),
            Err(fault) => error(path, fault.words()),
        },
        FieldKind::Boolean => Ok(Some(FieldValue::Flag(read(raw, path)?))),
        FieldKind::Grade => grade(raw, path).map(Some),
    }
}

/// Why a number cannot be a figure of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberFault {
    /// Below zero.
    Negative,
    /// A percentage above one hundred.
    OverHundred,
    /// An amount with a fraction.
    NotWhole,
    /// An amount above any real one.
    TooLarge,
}

/// What is wrong with a number as a whole amount of New Taiwan dollars or as a percentage.
pub fn number_fault(number: &Decimal, kind: FieldKind) -> Option<NumberFault> {
    match kind {
        _ if number.is_negative() => Some(NumberFault::Negative),
        FieldKind::Percent if *number > Decimal::from(100) => Some(NumberFault::OverHundred),
        FieldKind::Amount if !number.is_integer() => Some(NumberFault::NotWhole),
        FieldKind::Amount if *number > Decimal::from(MAX_AMOUNT) => Some(NumberFault::TooLarge),
        _ => None,
    }
}

/// Checks a number for its kind: a whole amount of New Taiwan dollars or a percentage.
pub fn number(number: Decimal, path: &str, kind: FieldKind) -> Result<FieldValue> {
    let id = match number_fault(&number, kind) {
        None => return Ok(FieldValue::Number(number)),
        Some(NumberFault::Negative) => "error.negative",
        Some(NumberFault::OverHundred) => "error.over_hundred",
        Some(NumberFault::NotWhole) => "error.not_whole",
        Some(NumberFault::TooLarge) => "error.too_large",
    };
    error(path, Words::new(id).with("given", number))
}

fn grade(raw: &str, path: &str) -> Result<FieldValue> {
    let message = "error.grade";
    let text = read::<serde_json::Value>(raw, path)?;
    let grade = match text {
        serde_json::Value::String(text) => text,
        serde_json::Value::Number(number) => number.to_string(),
        _ => return error(path, message),
    };
    let is_number = matches!(grade.parse::<u8>(), Ok(1..=9)) && grade.len() == 1;
    if grade == "none" || is_number {
        Ok(FieldValue::Grade(grade))
    } else {
        error(path, message)
    }
}

/// A value as a profile file writes it.
pub(super) fn plain_value(value: &FieldValue) -> serde_json::Value {
    match value {
        FieldValue::Number(number) => serde_json::json!(number),
        FieldValue::Grade(grade) => match grade.parse::<u32>() {
            Ok(number) => serde_json::json!(number),
            Err(_) => serde_json::json!(grade),
        },
        FieldValue::Flag(flag) => serde_json::json!(flag),
    }
}
