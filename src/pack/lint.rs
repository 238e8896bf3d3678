//! Finding every fault of a pack at once, also where some of its files do not parse.

mod classification;
mod clause;
mod conditions;
mod contradictions;
mod modal;
mod problem;
mod read;
mod structure;
mod terms;
mod texts;
mod words;

use std::path::Path;

use serde::Serialize;

use super::files::Files;
use crate::model::pack::Text;

pub use problem::{ModalFault, Problem};

/// One fault of a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file, relative to the pack's folder and with `/`; `.` for the folder itself.
    pub file: String,
    /// JSON path in it, e.g. `clauses[2].parts[0].id`; `$` for the whole file.
    pub path: String,
    /// What is wrong, as data.
    pub problem: Problem,
}

/// A fault as JSON prints it.
#[derive(Serialize)]
struct FaultJson<'a> {
    file: &'a str,
    path: &'a str,
    rule: &'static str,
    message: Text,
    remedy: Text,
}

impl Fault {
    /// The stable id of the rule that is broken.
    pub fn rule(&self) -> &'static str {
        self.problem.rule()
    }

    /// What is wrong, in both languages.
    pub fn message(&self) -> Text {
        self.problem.message()
    }

    /// What to do, in both languages.
    pub fn remedy(&self) -> Text {
        self.problem.remedy()
    }
}

impl Serialize for Fault {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        FaultJson {
            file: &self.file,
            path: &self.path,
            rule: self.rule(),
            message: self.message(),
            remedy: self.remedy(),
        }
        .serialize(serializer)
    }
}

/// The faults of one file, as the checks collect them.
struct Sheet<'a> {
    file: &'a str,
    faults: &'a mut Vec<Fault>,
}

impl Sheet<'_> {
    fn add(&mut self, path: impl Into<String>, problem: Problem) {
        self.faults.push(Fault {
            file: self.file.to_owned(),
            path: path.into(),
            problem,
        });
    }
}

/// Every fault of the pack in a folder, in the order of its files. Article files that stand in the
/// folder are checked whether `pack.json` lists them or not.
pub fn lint_dir(folder: &Path) -> Vec<Fault> {
    lint(&Files::Folder(folder))
}

/// Every fault of the pack built into the program: none, or a test fails.
pub fn lint_builtin() -> Vec<Fault> {
    lint(&Files::Builtin)
}

fn lint(files: &Files<'_>) -> Vec<Fault> {
    let mut faults = Vec::new();
    let Some(reading) = read::read(files, &mut faults) else {
        return faults;
    };
    structure::check(&reading, &mut faults);
    classification::check(&reading, &mut faults);
    conditions::check(&reading, &mut faults);
    contradictions::check(&reading, &mut faults);
    for article in &reading.articles {
        let mut sheet = Sheet {
            file: &article.file,
            faults: &mut faults,
        };
        for (index, clause) in &article.clauses {
            clause::check(&format!("clauses[{index}]"), clause, &mut sheet);
        }
    }
    let order = |fault: &Fault| reading.files.iter().position(|file| *file == fault.file);
    faults.sort_by_key(order);
    faults
}
