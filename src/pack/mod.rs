//! From `checklist/*.json` to the model: reading a pack and finding its faults.
//!
//! A pack is a folder with `pack.json` and one file for each article under `articles/`. The pack
//! of this project is built into the program; any other is a folder of the same form.

mod error;
mod files;
mod lint;
mod load;
#[cfg(test)]
mod schema;

pub use error::PackError;
pub use lint::{Fault, ModalFault, Problem, lint_builtin, lint_dir};
pub use load::{builtin, from_json, load_dir};
