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
            return error(path, Words::new("error.by_licence_unknown").with("given", licence));
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

/// Checks a number for its kind: a whole amount of New Taiwan dollars or a percentage.
pub fn number(number: Decimal, path: &str, kind: FieldKind) -> Result<FieldValue> {
    let said = |id| Words::new(id).with("given", &number);
    if number.is_negative() {
        return error(path, said("error.negative"));
    }
    match kind {
        FieldKind::Percent if number > Decimal::from(100) => {
            error(path, said("error.over_hundred"))
        }
        FieldKind::Amount if !number.is_integer() => error(path, said("error.not_whole")),
        FieldKind::Amount if number > Decimal::from(MAX_AMOUNT) => error(path, said("error.too_large")),
        _ => Ok(FieldValue::Number(number)),
    }
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
