//! Packs as files: the built-in one, a folder, and their faults.

use std::path::Path;

use serde::Serialize;

use crate::error::{Error, Result};
use crate::model::pack::Pack;
use crate::pack::{self, PackError};

/// A fault of a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The file.
    pub file: String,
    /// Where in it, as a JSON path.
    pub path: String,
    /// What is wrong.
    pub message: String,
    /// What would be right.
    pub remedy: String,
}

/// Reads the built-in pack.
pub fn builtin() -> Result<Pack> {
    pack::builtin().map_err(|fault| {
        Error::internal(format!("the built-in pack cannot be read: {fault}")).caused_by(fault)
    })
}

/// Reads the pack in a folder, or the built-in one.
pub fn load(folder: Option<&Path>) -> Result<Pack> {
    match folder {
        None => builtin(),
        Some(folder) => pack::load_dir(folder).map_err(|fault| {
            Error::input(fault.to_string())
                .hint("`zicha checklist lint` lists every fault of a pack with its remedy")
                .caused_by(fault)
        }),
    }
}

/// Every fault of the pack in a folder, or of the built-in one.
///
/// # Errors
/// The folder itself cannot be read.
pub fn lint(folder: Option<&Path>) -> Result<Vec<Fault>> {
    // Only what keeps a pack from loading, until `pack::lint_dir` is there.
    let loaded = match folder {
        None => pack::builtin(),
        Some(folder) => pack::load_dir(folder),
    };
    match loaded {
        Ok(_) => Ok(Vec::new()),
        Err(fault @ PackError::NotAFolder { .. }) => Err(Error::input(fault.to_string())
            .hint("a pack is a folder with pack.json and articles/")
            .caused_by(fault)),
        Err(fault) => Ok(vec![fault_of(&fault)]),
    }
}

fn fault_of(fault: &PackError) -> Fault {
    let text = fault.to_string();
    let (message, remedy) = text.rsplit_once("; ").unwrap_or((text.as_str(), ""));
    Fault {
        file: fault.file().to_owned(),
        path: fault.path().to_owned(),
        message: message.to_owned(),
        remedy: remedy.to_owned(),
    }
}
