//! A text that is being written and is not in the workbook yet.

use serde::{Deserialize, Serialize};

/// Such a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// Which field of which form it stands in.
    pub id: String,
    /// The same in words, in the language it was written under.
    pub label: String,
    /// The text.
    pub text: String,
}
