//! The fixture packs: valid folders, and changes that break one rule of a valid folder.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;
use tempfile::TempDir;

/// One change of a fixture file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// JSON pointer.
    at: String,
    /// The new value.
    #[serde(default)]
    put: Option<Value>,
    /// Takes the value out.
    #[serde(default)]
    remove: bool,
}

/// A file of `tests/packs/invalid`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Breakage {
    file: String,
    at: String,
    #[serde(default)]
    put: Option<Value>,
    #[serde(default)]
    remove: bool,
    #[serde(default)]
    with: Vec<Change>,
    expect: String,
    #[serde(default)]
    expect_file: Option<String>,
    #[serde(default)]
    alone: bool,
}

/// A way to break the valid pack, and the fault it must bring.
#[derive(Debug, Clone)]
pub struct Fixture {
    /// Name of the fixture file, without extension.
    pub name: String,
    /// The rule that is broken.
    pub rule: String,
    /// The file that is changed.
    pub file: String,
    /// Its changes.
    pub changes: Vec<Change>,
    /// Where the fault is reported: file and JSON path.
    pub expected: (String, String),
    /// Not to be mixed with others.
    pub alone: bool,
}

/// The folder of the fixture packs.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/packs")
}

/// All fixtures of `invalid`, sorted by name.
pub fn invalid() -> Vec<Fixture> {
    let mut fixtures: Vec<Fixture> = fs::read_dir(folder().join("invalid"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .map(|path| fixture(&path))
        .collect();
    fixtures.sort_by(|a, b| a.name.cmp(&b.name));
    fixtures
}

fn fixture(path: &Path) -> Fixture {
    let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
    let text = fs::read_to_string(path).unwrap();
    let read: Breakage = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
    let first = Change {
        at: read.at,
        put: read.put,
        remove: read.remove,
    };
    Fixture {
        rule: name.split("--").next().unwrap().to_owned(),
        name,
        expected: (read.expect_file.unwrap_or_else(|| read.file.clone()), read.expect),
        file: read.file,
        changes: std::iter::once(first).chain(read.with).collect(),
        alone: read.alone,
    }
}

/// A copy of a valid pack in a folder of its own.
pub fn copy(name: &str) -> TempDir {
    let target = tempfile::tempdir().unwrap();
    let source = folder().join("valid").join(name);
    fs::create_dir(target.path().join("articles")).unwrap();
    fs::copy(source.join("pack.json"), target.path().join("pack.json")).unwrap();
    for entry in fs::read_dir(source.join("articles")).unwrap() {
        let entry = entry.unwrap();
        fs::copy(
            entry.path(),
            target.path().join("articles").join(entry.file_name()),
        )
        .unwrap();
    }
    target
}

impl Fixture {
    /// Breaks a copy of the valid pack.
    pub fn apply(&self, pack: &Path) {
        let path = pack.join(&self.file);
        let mut json: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        for change in &self.changes {
            change.apply(&mut json, &self.name);
        }
        fs::write(&path, serde_json::to_vec_pretty(&json).unwrap()).unwrap();
    }

    /// Whether two fixtures change the same place, so that one would undo the other.
    pub fn touches(&self, other: &Fixture) -> bool {
        let places = |fixture: &Fixture| -> Vec<String> {
            let changes = fixture.changes.iter();
            changes
                .map(|change| format!("{}{}/", fixture.file, change.at))
                .collect()
        };
        let (ours, theirs) = (places(self), places(other));
        ours.iter().any(|a| {
            theirs
                .iter()
                .any(|b| a.starts_with(b.as_str()) || b.starts_with(a.as_str()))
        })
    }
}

impl Change {
    fn apply(&self, json: &mut Value, fixture: &str) {
        let (parent, key) = self.at.rsplit_once('/').unwrap();
        let parent = json
            .pointer_mut(parent)
            .unwrap_or_else(|| panic!("{fixture}: nothing at {}", self.at));
        match (parent, self.remove) {
            (Value::Object(object), true) => {
                object.remove(key).unwrap();
            }
            (Value::Object(object), false) => {
                object.insert(key.to_owned(), self.put.clone().unwrap());
            }
            (Value::Array(items), true) => {
                items.remove(key.parse().unwrap());
            }
            (Value::Array(items), false) => {
                items[key.parse::<usize>().unwrap()] = self.put.clone().unwrap();
            }
            (other, _) => panic!("{fixture}: {other} has no members"),
        }
    }
}
