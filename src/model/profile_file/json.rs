//! Reading JSON with the path of a fault, and objects whose keys stand once.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeOwned, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::{Result, error};
use crate::model::json_fault::{KEY_TWICE, json_words};

/// The path of the whole file.
pub(super) const ROOT: &str = "$";

/// Reads one JSON value and puts `path` before the path of any fault inside it.
pub(super) fn read<T: DeserializeOwned>(json: &str, path: &str) -> Result<T> {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let value = serde_path_to_error::deserialize(&mut deserializer).or_else(|fault| {
        let inner = fault.path().to_string();
        // A `?` stands where the text broke off before the place could be told.
        let inner = inner.trim_end_matches('?').trim_end_matches('.');
        let separator = if inner.starts_with('[') { "" } else { "." };
        let path = match inner {
            "" => path.to_owned(),
            _ if path == ROOT => inner.to_owned(),
            _ => format!("{path}{separator}{inner}"),
        };
        error(path, json_words(fault.inner()))
    })?;
    match deserializer.end() {
        Ok(()) => Ok(value),
        Err(fault) => error(path, json_words(&fault)),
    }
}

/// An object whose keys are refused when one stands twice, because the second would silently win.
pub(super) struct UniqueKeys<T>(pub(super) BTreeMap<String, T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for UniqueKeys<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        deserializer.deserialize_map(ObjectVisitor(PhantomData))
    }
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjectVisitor<T> {
    type Value = UniqueKeys<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> std::result::Result<UniqueKeys<T>, M::Error> {
        let mut object = BTreeMap::new();
        while let Some((key, value)) = map.next_entry::<String, T>()? {
            if object.contains_key(&key) {
                return Err(serde::de::Error::custom(format!("{KEY_TWICE}{key}")));
            }
            object.insert(key, value);
        }
        Ok(UniqueKeys(object))
    }
}
