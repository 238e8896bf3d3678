//! PDF dictionaries that keep the order of their keys.

use std::collections::{HashMap, HashSet};

use super::object::{Object, ObjectId, PdfString};

/// A dictionary (ISO 32000-1 §7.3.7). Keys are names without the slash, already decoded. The
/// reader refuses a key that stands twice, so that no two programs can pick different values.
#[derive(Debug, Clone, Default)]
pub(in crate::sign) struct Dictionary {
    entries: Vec<(Vec<u8>, Object)>,
}

impl Dictionary {
    /// An empty dictionary.
    pub(in crate::sign) fn new() -> Self {
        Self::default()
    }

    /// The value of a key, if present.
    pub(in crate::sign) fn get(&self, key: &str) -> Option<&Object> {
        self.entries
            .iter()
            .find(|(name, _)| name == key.as_bytes())
            .map(|(_, value)| value)
    }

    /// Sets a key, keeping its place if it is already there.
    pub(in crate::sign) fn set(&mut self, key: &str, value: Object) {
        match self.entries.iter_mut().find(|(name, _)| name == key.as_bytes()) {
            Some(entry) => entry.1 = value,
            None => self.entries.push((key.as_bytes().to_vec(), value)),
        }
    }

    /// The same dictionary with one more key, for writing them in a row.
    #[must_use]
    pub(in crate::sign) fn with(mut self, key: &str, value: Object) -> Self {
        self.set(key, value);
        self
    }

    /// Makes a dictionary of what the reader has met; none if a key stands there twice.
    pub(super) fn from_entries(entries: Vec<(Vec<u8>, Object)>) -> Option<Self> {
        let distinct: HashSet<&[u8]> = entries.iter().map(|(key, _)| key.as_slice()).collect();
        (distinct.len() == entries.len()).then_some(Self { entries })
    }

    /// Removes a key.
    pub(in crate::sign) fn remove(&mut self, key: &str) {
        self.entries.retain(|(name, _)| name != key.as_bytes());
    }

    /// All entries in their order.
    pub(in crate::sign) fn iter(&self) -> impl Iterator<Item = (&[u8], &Object)> {
        self.entries.iter().map(|(key, value)| (key.as_slice(), value))
    }

    /// All values, for rewriting them in place.
    pub(in crate::sign) fn values_mut(&mut self) -> impl Iterator<Item = &mut Object> {
        self.entries.iter_mut().map(|(_, value)| value)
    }

    /// Number of entries.
    pub(in crate::sign) fn len(&self) -> usize {
        self.entries.len()
    }

    /// The value of a key if it is a name.
    pub(in crate::sign) fn name(&self, key: &str) -> Option<&[u8]> {
        match self.get(key) {
            Some(Object::Name(name)) => Some(name),
            _ => None,
        }
    }

    /// Whether the value of a key is this name.
    pub(in crate::sign) fn has_name(&self, key: &str, name: &str) -> bool {
        self.name(key) == Some(name.as_bytes())
    }

    /// The value of a key if it is an integer.
    pub(in crate::sign) fn integer(&self, key: &str) -> Option<i64> {
        match self.get(key) {
            Some(Object::Integer(value)) => Some(*value),
            _ => None,
        }
    }

    /// The value of a key if it is a reference.
    pub(in crate::sign) fn reference(&self, key: &str) -> Option<ObjectId> {
        match self.get(key) {
            Some(Object::Reference(id)) => Some(*id),
            _ => None,
        }
    }

    /// The value of a key if it is a direct array.
    pub(in crate::sign) fn array(&self, key: &str) -> Option<&[Object]> {
        match self.get(key) {
            Some(Object::Array(items)) => Some(items),
            _ => None,
        }
    }

    /// The value of a key if it is a direct dictionary.
    pub(in crate::sign) fn dictionary(&self, key: &str) -> Option<&Dictionary> {
        match self.get(key) {
            Some(Object::Dictionary(value)) => Some(value),
            _ => None,
        }
    }

    /// The value of a key if it is a string.
    pub(in crate::sign) fn string(&self, key: &str) -> Option<&PdfString> {
        match self.get(key) {
            Some(Object::String(value)) => Some(value),
            _ => None,
        }
    }

    /// The keys whose values differ between two dictionaries, or that only one of them has.
    pub(in crate::sign) fn differing_keys<'a>(&'a self, other: &'a Dictionary) -> Vec<&'a [u8]> {
        let mine: HashMap<&[u8], &Object> = self.iter().collect();
        let theirs: HashMap<&[u8], &Object> = other.iter().collect();
        let changed = self
            .iter()
            .filter(|(key, value)| theirs.get(key) != Some(value))
            .map(|(key, _)| key);
        let added = other
            .iter()
            .filter(|(key, _)| !mine.contains_key(key))
            .map(|(key, _)| key);
        changed.chain(added).collect()
    }
}

impl PartialEq for Dictionary {
    /// The order of the keys carries no meaning (ISO 32000-1 §7.3.7).
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.differing_keys(other).is_empty()
    }
}
