//! Changes: the one way anything in a workbook becomes different.
//!
//! A [`Change`] is language-free data about one object. A [`Step`] is one action of a person: one
//! or many changes that are undone together. Tables, screen and reports are all folds of changes.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error::Words;

/// What a change is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The workbook itself (its pack).
    Workbook,
    /// The profile of the organisation (one object).
    Profile,
    /// A system.
    System,
    /// The answer to one check or part.
    Answer,
    /// A piece of evidence.
    Evidence,
    /// The tie between evidence and a check's evidence item.
    Link,
    /// A finding.
    Finding,
    /// An action against a finding.
    Action,
    /// A finding of an earlier year.
    Earlier,
    /// A document that was asked for.
    Document,
    /// The review of a check.
    Review,
    /// A sign-off.
    SignOff,
    /// A finished export (register only).
    Export,
}

impl Kind {
    /// The stable id.
    pub fn id(self) -> &'static str {
        match self {
            Kind::Workbook => "workbook",
            Kind::Profile => "profile",
            Kind::System => "system",
            Kind::Answer => "answer",
            Kind::Evidence => "evidence",
            Kind::Link => "link",
            Kind::Finding => "finding",
            Kind::Action => "action",
            Kind::Earlier => "earlier",
            Kind::Document => "document",
            Kind::Review => "review",
            Kind::SignOff => "sign_off",
            Kind::Export => "export",
        }
    }

    /// Whether the kind is part of what is assessed, and so of the assessment's digest.
    pub fn is_assessed(self) -> bool {
        !matches!(
            self,
            Kind::Workbook | Kind::Document | Kind::Review | Kind::SignOff | Kind::Export
        )
    }
}

/// The object of a change.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Object {
    /// Its kind.
    pub kind: Kind,
    /// Its uid; 32 lower-case hexadecimal digits, or a fixed word for single objects.
    pub uid: String,
    /// The field that changes, dotted for maps (`conditions.user_input`); none where the whole
    /// object comes into being or goes away.
    pub field: Option<String>,
}

/// One change of one object. `null` stands for absent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What changes.
    pub object: Object,
    /// The value before.
    pub before: Value,
    /// The value after.
    pub after: Value,
}

impl Change {
    /// The change that undoes this one.
    pub fn inverse(&self) -> Self {
        Self {
            object: self.object.clone(),
            before: self.after.clone(),
            after: self.before.clone(),
        }
    }
}

/// What a person did, as an id in the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// A workbook was made.
    Create,
    /// Profile facts were set.
    SetProfile,
    /// A system was added.
    AddSystem,
    /// A system's facts were set.
    SetSystem,
    /// A system was removed; its answers stay.
    RemoveSystem,
    /// One or more checks were answered.
    Answer,
    /// Evidence was attached.
    AttachEvidence,
    /// Evidence facts were set.
    SetEvidence,
    /// Evidence was tied to or untied from a check.
    LinkEvidence,
    /// Evidence was removed.
    RemoveEvidence,
    /// A finding was recorded or changed.
    SetFinding,
    /// An action against a finding was recorded or changed.
    SetAction,
    /// A finding of an earlier year was recorded or changed.
    SetEarlier,
    /// A finding, an action or a finding of an earlier year was removed.
    RemoveFinding,
    /// What became of asking for a document was recorded.
    SetDocument,
    /// Checks were submitted, returned or approved.
    Review,
    /// Somebody signed off the assessment.
    SignOff,
    /// A step was undone.
    Undo,
    /// An undone step was done again.
    Redo,
    /// A report or another export was written.
    Export,
}

impl Action {
    /// The stable id.
    pub fn id(self) -> &'static str {
        match self {
            Action::Create => "create",
            Action::SetProfile => "set_profile",
            Action::AddSystem => "add_system",
            Action::SetSystem => "set_system",
            Action::RemoveSystem => "remove_system",
            Action::Answer => "answer",
            Action::AttachEvidence => "attach_evidence",
            Action::SetEvidence => "set_evidence",
            Action::LinkEvidence => "link_evidence",
            Action::RemoveEvidence => "remove_evidence",
            Action::SetFinding => "set_finding",
            Action::SetAction => "set_action",
            Action::SetEarlier => "set_earlier",
            Action::RemoveFinding => "remove_finding",
            Action::SetDocument => "set_document",
            Action::Review => "review",
            Action::SignOff => "sign_off",
            Action::Undo => "undo",
            Action::Redo => "redo",
            Action::Export => "export",
        }
    }
}

/// One action of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What was done.
    pub action: Action,
    /// The changes, in order.
    pub changes: Vec<Change>,
    /// For undo and redo, the number of the step whose changes are swapped.
    pub undoes: Option<u64>,
}

/// A dotted path that leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the field `{0}` does not exist in this object")]
pub struct PathError(pub String);

impl PathError {
    /// What is wrong, to be worded.
    pub fn words(&self) -> Words {
        Words::new("error.no_such_field").with("field", &self.0)
    }
}

/// Sets the value at a dotted path inside a JSON object; `null` removes it. Missing objects on the
/// way are made.
pub fn set_path(object: &mut Value, path: &str, value: Value) -> Result<(), PathError> {
    let error = || PathError(path.to_owned());
    let (parents, last) = match path.rsplit_once('.') {
        Some((parents, last)) => (Some(parents), last),
        None => (None, path),
    };
    let mut place = object;
    for key in parents.into_iter().flat_map(|parents| parents.split('.')) {
        let map = place.as_object_mut().ok_or_else(error)?;
        place = map
            .entry(key)
            .or_insert_with(|| Value::Object(serde_json::Map::new()));
    }
    let map = place.as_object_mut().ok_or_else(error)?;
    match value {
        Value::Null => map.remove(last),
        value => map.insert(last.to_owned(), value),
    };
    Ok(())
}

/// The value at a dotted path, `null` where there is none.
pub fn get_path(object: &Value, path: &str) -> Value {
    path.split('.')
        .try_fold(object, |place, key| place.get(key))
        .cloned()
        .unwrap_or(Value::Null)
}

/// The shortest beginning of a dotted path that leads to nothing in `object`; the whole path where
/// everything before its last key is there. A change at this place has an exact inverse: it makes
/// or removes the missing objects on the way together with the value.
pub fn first_missing<'a>(object: &Value, path: &'a str) -> &'a str {
    let mut place = object;
    let mut end = 0;
    for key in path.split('.') {
        end += key.len();
        match place.get(key) {
            Some(inner) => place = inner,
            None => break,
        }
        // Past the dot.
        end += 1;
    }
    path.get(..end).unwrap_or(path)
}
