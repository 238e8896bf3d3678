//! 組織概況與分類: the questions that class and scope are computed from, with class and reason said
//! when they change.

use serde_json::{Value, json};

use super::book::Book;
use super::dialogue::{Dialogue, Flow};
use super::form::{Begin, Entry, TRIS};
use super::questions::questions;
use crate::engagement::request::Request;
use crate::lang::{class_result_name, classification_reasons, movement_words};
use crate::model::decimal::Decimal;
use crate::model::describing::{figure_fields, grades};
use crate::model::movement::Movement;
use crate::model::pack::{Class, FieldKind};
use crate::model::profile::FieldValue;
use crate::model::reading::Reads;

/// The ways the class is decided, in the order they are offered.
pub(super) const CLASSES: [Option<Class>; 3] = [None, Some(Class::Class1), Some(Class::Class2)];
/// What marks the id of a figure.
pub(super) const FIGURE: &str = "figure:";

impl Dialogue<'_> {
    /// The questionnaire of the firm.
    pub(super) fn profile(&mut self, begin: Begin) -> Flow<()> {
        let class = self.class_lines();
        self.say_all(&class);
        self.form(
            "plain.profile_title",
            &|d| {
                d.book
                    .as_ref()
                    .map(|book| questions(book, d.lang))
                    .unwrap_or_default()
            },
            &mut |d, id, entry| Ok(d.keep_fact(id, entry)),
            begin,
        )
    }

    fn keep_fact(&mut self, id: &str, entry: &Entry) -> bool {
        let Some(book) = &self.book else {
            return true;
        };
        let fields = fields(book, id, entry);
        let before = book.assessment.profile.clone();
        let class = self.class_lines();
        if !self.save(Request::SetProfile(fields)) {
            return false;
        }
        let now = self.class_lines();
        if now != class {
            self.say_all(&now);
        }
        self.say_movement(&before);
        true
    }

    /// Says which checks entered or left since a profile.
    pub(super) fn say_movement(&mut self, before: &crate::model::profile::Profile) {
        let Some(book) = &self.book else {
            return;
        };
        let now = &book.assessment.profile;
        let words = movement_words(
            &Movement::between(&book.pack, &book.assessment, before, now),
            self.lang,
        );
        self.say_all(&words);
    }

    /// The class and its reasons.
    fn class_lines(&self) -> Vec<String> {
        let Some(book) = &self.book else {
            return Vec::new();
        };
        let result = &book.scope.classification;
        let name = class_result_name(&book.pack, result.class, self.lang);
        let mut lines = vec![self.fill("plain.class_is", &[("class", &name)])];
        lines.extend(classification_reasons(&book.pack, result, self.lang));
        let licences = &book.assessment.profile.licences;
        let remarks = book.pack.classification.remarks.iter();
        let remarks = remarks.filter(|remark| licences.contains(&remark.licence));
        lines.extend(remarks.map(|remark| self.lang.of(&remark.text).to_owned()));
        lines
    }
}

/// A free day.
pub(super) fn any_day() -> Reads {
    Reads::Day {
        not_before: String::new(),
        not_after: String::new(),
    }
}

/// The fields that an answer sets.
fn fields(book: &Book, id: &str, entry: &Entry) -> Vec<(String, Value)> {
    let one = |value: Value| vec![(id.to_owned(), value)];
    match (id, entry) {
        (_, Entry::Many(chosen)) => {
            let held = chosen.iter().filter_map(|at| book.pack.licences.get(*at));
            one(json!(held.map(|licence| &licence.id).collect::<Vec<_>>()))
        }
        ("class", Entry::Choice(at)) => one(json!(CLASSES.get(*at).copied().flatten())),
        (id, entry) => match (id.strip_prefix(FIGURE), entry) {
            (Some(rest), entry) => {
                let (field, licence) = rest.split_once(':').unwrap_or((rest, ""));
                let licence = Some(licence).filter(|licence| !licence.is_empty());
                let kind = book.pack.profile_field(field).map(|field| field.kind);
                let value = kind.and_then(|kind| figure_value(kind, entry));
                let value = value.map_or(Value::Null, |value| json!(value));
                figure_fields(&book.pack, &book.assessment.profile, field, licence, value)
            }
            (None, Entry::Choice(at)) => one(json!(TRIS.get(*at))),
            (None, Entry::Text(text)) => one(json!(text)),
            (None, Entry::Many(_)) => Vec::new(),
        },
    }
}

fn figure_value(kind: FieldKind, entry: &Entry) -> Option<FieldValue> {
    match (kind, entry) {
        (FieldKind::Amount | FieldKind::Percent, Entry::Text(text)) => {
            text.parse::<Decimal>().ok().map(FieldValue::Number)
        }
        (FieldKind::Boolean, Entry::Choice(0)) => Some(FieldValue::Flag(true)),
        (FieldKind::Boolean, Entry::Choice(1)) => Some(FieldValue::Flag(false)),
        (FieldKind::Grade, Entry::Choice(at)) => {
            let grade = grades().get(*at).copied().flatten();
            grade.map(|grade| FieldValue::Grade(grade.to_owned()))
        }
        _ => None,
    }
}
