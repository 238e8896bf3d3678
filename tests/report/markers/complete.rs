//! Names the fields that a record has and its JSON lacks, by asking the record's own deserializer.

use std::cell::RefCell;

use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{Deserialize, Deserializer, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::{Error, Value};

/// The dotted paths of all fields of `T`, and of the records in it, that `value` does not hold.
pub fn missing<'de, T: Deserialize<'de>>(value: &Value) -> Vec<String> {
    let missing = RefCell::new(Vec::new());
    let whole = Part {
        value: value.clone(),
        path: String::new(),
        missing: &missing,
    };
    T::deserialize(whole).unwrap();
    missing.into_inner()
}

/// A value with where it stands.
struct Part<'a> {
    value: Value,
    path: String,
    missing: &'a RefCell<Vec<String>>,
}

impl<'a> Part<'a> {
    fn inner(&self, name: &str, value: Value) -> Part<'a> {
        Part {
            value,
            path: format!("{}.{name}", self.path),
            missing: self.missing,
        }
    }
}

impl<'de, 'a> IntoDeserializer<'de, Error> for Part<'a> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Part<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value.clone() {
            Value::Object(fields) => {
                let fields = fields.into_iter().map(|(name, value)| {
                    let part = self.inner(&name, value);
                    (name, part)
                });
                visitor.visit_map(MapDeserializer::new(fields))
            }
            Value::Array(items) => {
                let items = items.into_iter().map(|item| self.inner("0", item));
                visitor.visit_seq(SeqDeserializer::new(items))
            }
            plain => plain.deserialize_any(visitor),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let absent = fields.iter().filter(|field| self.value.get(field).is_none());
        let absent = absent.map(|field| format!("{}.{field}", self.path));
        self.missing.borrow_mut().extend(absent);
        self.deserialize_any(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        // A number's own characters, which serde_json asks itself for under a name of its own.
        match name.starts_with("$serde_json") {
            true => self.value.deserialize_newtype_struct(name, visitor),
            false => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.value.deserialize_enum(name, variants, visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map identifier ignored_any
    }
}
