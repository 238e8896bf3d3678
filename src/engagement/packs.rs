//! Packs as files: the built-in one, a folder, and their faults.

use std::path::Path;

use crate::error::{Error, Result};
use crate::model::pack::Pack;
use crate::pack;

pub use crate::pack::Fault;

/// Reads the built-in pack.
pub fn builtin() -> Result<Pack> {
    pack::builtin().map_err(|fault| {
        Error::internal("error.builtin_pack")
            .saying("fault", fault.words())
            .caused_by(fault)
    })
}

/// Reads the pack in a folder, or the built-in one.
pub fn load(folder: Option<&Path>) -> Result<Pack> {
    match folder {
        None => builtin(),
        Some(folder) => pack::load_dir(folder).map_err(|fault| {
            Error::input(fault.words())
                .hint("error.hint_lint")
                .caused_by(fault)
        }),
    }
}

/// Every fault of the pack in a folder, or of the built-in one.
///
/// # Errors
/// There is no such folder.
pub fn lint(folder: Option<&Path>) -> Result<Vec<Fault>> {
    match folder {
        None => Ok(pack::lint_builtin()),
        Some(folder) if folder.is_dir() => Ok(pack::lint_dir(folder)),
        Some(folder) => Err(Error::input("error.pack_folder")
            .with("path", folder.display())
            .hint("error.hint_pack_folder")),
    }
}
