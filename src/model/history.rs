//! The journal as people read it: steps with who, when and what about, and whether a step was undone.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde_json::{Map, Value};

use super::assessment::CheckRef;
use super::change::{Action, Kind, set_path};
use super::journal::Row;
use super::pack::ClauseId;

/// What a row is about, as data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// The kind of object.
    pub kind: Kind,
    /// The checks it belongs to.
    pub checks: Vec<CheckRef>,
    /// Clauses it names without a target.
    pub clauses: Vec<ClauseId>,
    /// The part of an answer to a part.
    pub part: Option<String>,
    /// How people cite it: `E-003`, `F-02`, a system's name, a file.
    pub label: String,
}

/// One step of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Number of the step.
    pub step: u64,
    /// When, RFC 3339, as the machine's clock said.
    pub at: String,
    /// Who, as given.
    pub actor: String,
    /// What was done.
    pub action: Action,
    /// The step it undoes or does again.
    pub undoes: Option<u64>,
    /// What it did was taken back later.
    pub undone: bool,
    /// Its rows, as a range of [`History::rows`].
    pub rows: Range<usize>,
}

/// A journal with what its rows are about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct History {
    /// The rows, oldest first.
    pub rows: Vec<Row>,
    /// What each row is about, row by row.
    pub about: Vec<About>,
    /// The steps, oldest first.
    pub entries: Vec<Entry>,
}

/// The fields that tell what an object is.
const TELLING: [&str; 13] = [
    "clause", "target", "part", "number", "id", "name", "title", "finding", "evidence", "also", "clauses",
    "document", "file",
];

impl History {
    /// Reads a journal.
    pub fn new(rows: Vec<Row>) -> Self {
        let about = about_each(&rows);
        let entries = entries(&rows);
        Self { rows, about, entries }
    }

    /// The rows of a step with what each is about.
    pub fn rows_of(&self, entry: &Entry) -> impl Iterator<Item = (&Row, &About)> {
        let rows = self.rows.get(entry.rows.clone()).unwrap_or_default();
        let about = self.about.get(entry.rows.clone()).unwrap_or_default();
        rows.iter().zip(about)
    }

    /// Whether a step changed something that belongs to a clause.
    pub fn concerns(&self, entry: &Entry, clause: ClauseId) -> bool {
        self.rows_of(entry).any(|(_, about)| about.concerns(clause))
    }
}

impl About {
    /// Whether it belongs to a clause.
    pub fn concerns(&self, clause: ClauseId) -> bool {
        self.checks.iter().any(|check| check.clause == clause) || self.clauses.contains(&clause)
    }
}

fn entries(rows: &[Row]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        match entries.last_mut() {
            Some(last) if last.step == row.step => last.rows.end = index + 1,
            _ => entries.push(Entry {
                step: row.step,
                at: row.at.clone(),
                actor: row.actor.clone(),
                action: row.action,
                undoes: row.undoes,
                undone: false,
                rows: index..index + 1,
            }),
        }
    }
    let undone = undone(&entries);
    for entry in &mut entries {
        entry.undone = undone.contains(&entry.step);
    }
    entries
}

/// The steps whose effect was taken back. A step that was undone and done again stands; undoing that
/// again takes back the first one too.
fn undone(entries: &[Entry]) -> BTreeSet<u64> {
    let mut undone = BTreeSet::new();
    // For an undo, the step it took back; for a redo, the step it brought back.
    let mut first_of: BTreeMap<u64, u64> = BTreeMap::new();
    for entry in entries {
        let Some(other) = entry.undoes else { continue };
        let first = first_of.get(&other).copied().unwrap_or(other);
        first_of.insert(entry.step, first);
        match entry.action {
            Action::Undo => {
                undone.insert(first);
                undone.insert(other);
            }
            _ => {
                undone.remove(&first);
            }
        }
    }
    undone
}

/// What each row is about. A row that changes one field says less than the object does, so what tells
/// objects apart is remembered from the rows before.
fn about_each(rows: &[Row]) -> Vec<About> {
    let mut known: BTreeMap<(Kind, &str), Value> = BTreeMap::new();
    let mut about = Vec::with_capacity(rows.len());
    for row in rows {
        let key = (row.object.kind, row.object.uid.as_str());
        match &row.object.field {
            None => {
                let whole = if row.after.is_null() {
                    &row.before
                } else {
                    &row.after
                };
                known.insert(key, telling(whole));
            }
            Some(field) if TELLING.contains(&field.as_str()) => {
                let object = known.entry(key).or_insert_with(|| Value::Object(Map::new()));
                // A field without dots of an object that is a map always has its place.
                let _ = set_path(object, field, row.after.clone());
            }
            Some(_) => {}
        }
        about.push(about_of(key.0, known.get(&key).unwrap_or(&Value::Null), &known));
    }
    about
}

fn telling(record: &Value) -> Value {
    let kept = TELLING
        .iter()
        .filter_map(|field| Some(((*field).to_owned(), record.get(*field)?.clone())));
    Value::Object(kept.collect())
}

fn about_of(kind: Kind, record: &Value, known: &BTreeMap<(Kind, &str), Value>) -> About {
    let text = |field: &str| record.get(field).and_then(Value::as_str).unwrap_or_default();
    let number = record.get("number").and_then(Value::as_u64).unwrap_or_default();
    let other = |kind, field| known.get(&(kind, text(field)));
    let titled = |label: String, title: &str| format!("{label} {title}").trim_end().to_owned();
    let mut checks: Vec<CheckRef> = check_of(record).into_iter().chain(also(record)).collect();
    let label = match kind {
        Kind::System => [text("name"), text("id")]
            .into_iter()
            .find(|name| !name.is_empty())
            .unwrap_or_default()
            .to_owned(),
        Kind::Evidence => titled(format!("E-{number:03}"), text("title")),
        Kind::Link => other(Kind::Evidence, "evidence")
            .and_then(|evidence| evidence.get("number")?.as_u64())
            .map(|number| format!("E-{number:03}"))
            .unwrap_or_default(),
        Kind::Finding => format!("F-{number:02}"),
        Kind::Action => match other(Kind::Finding, "finding") {
            Some(finding) => {
                checks.extend(check_of(finding).into_iter().chain(also(finding)));
                let number = finding.get("number").and_then(Value::as_u64).unwrap_or_default();
                format!("F-{number:02}")
            }
            None => String::new(),
        },
        Kind::Earlier => format!("P-{number:02}"),
        Kind::Document => text("document").to_owned(),
        Kind::Export => text("file").to_owned(),
        Kind::Workbook | Kind::Profile | Kind::Answer | Kind::Review | Kind::SignOff => String::new(),
    };
    About {
        kind,
        checks,
        clauses: listed(record, "clauses"),
        part: record.get("part").and_then(Value::as_str).map(ToOwned::to_owned),
        label,
    }
}

/// The check a record names, if it names one.
pub fn check_of(record: &Value) -> Option<CheckRef> {
    Some(CheckRef {
        clause: record.get("clause")?.as_str()?.parse().ok()?,
        target: record.get("target")?.as_str()?.to_owned().into(),
    })
}

fn also(record: &Value) -> Vec<CheckRef> {
    let further = record.get("also").and_then(Value::as_array);
    further.into_iter().flatten().filter_map(check_of).collect()
}

fn listed(record: &Value, field: &str) -> Vec<ClauseId> {
    let ids = record.get(field).and_then(Value::as_array);
    ids.into_iter()
        .flatten()
        .filter_map(|id| id.as_str()?.parse().ok())
        .collect()
}
