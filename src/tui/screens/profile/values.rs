//! What is kept for an answer: the dotted fields of the profile and their values.

use serde_json::{Value, json};

use super::Id;
use crate::model::decimal::Decimal;
use crate::model::describing::{figure_fields, grades};
use crate::model::pack::{Class, FieldKind, Pack};
use crate::model::profile::{FieldValue, Profile, Tri};
use crate::tui::widgets::questionnaire::Entry;

/// The answers of a yes-no question in the order they are offered.
pub const TRIS: [Tri; 3] = [Tri::Yes, Tri::No, Tri::Unasked];
/// The classes that can be set by hand, behind "as the rules give".
pub const CLASSES: [Option<Class>; 3] = [None, Some(Class::Class1), Some(Class::Class2)];

/// The fields that an answer sets.
pub fn fields(pack: &Pack, profile: &Profile, id: &Id, entry: &Entry) -> Vec<(String, Value)> {
    match (id, entry) {
        (Id::Figure { field, licence }, entry) => {
            let Some(kind) = pack.profile_field(field).map(|field| field.kind) else {
                return Vec::new();
            };
            let value = figure(kind, entry).map_or(Value::Null, |value| json!(value));
            figure_fields(pack, profile, field, licence.as_deref(), value)
        }
        (Id::Condition(id), Entry::Choice(index)) => {
            vec![(format!("conditions.{id}"), json!(TRIS.get(*index)))]
        }
        (Id::Class, Entry::Choice(index)) => {
            vec![("class".to_owned(), json!(CLASSES.get(*index).copied().flatten()))]
        }
        (id, Entry::Text(text)) => id.path().map(|path| (path, json!(text))).into_iter().collect(),
        _ => Vec::new(),
    }
}

pub use crate::model::describing::licences;

fn figure(kind: FieldKind, entry: &Entry) -> Option<FieldValue> {
    match (kind, entry) {
        (FieldKind::Amount | FieldKind::Percent, Entry::Text(text)) => {
            text.parse::<Decimal>().ok().map(FieldValue::Number)
        }
        (FieldKind::Boolean, Entry::Choice(0)) => Some(FieldValue::Flag(true)),
        (FieldKind::Boolean, Entry::Choice(1)) => Some(FieldValue::Flag(false)),
        (FieldKind::Grade, Entry::Choice(index)) => grades()
            .get(*index)
            .and_then(|grade| grade.map(|grade| FieldValue::Grade(grade.to_owned()))),
        _ => None,
    }
}
