//! The keys of text fields, for the help wherever text is being written. They are no commands of the
//! table: a field takes them before the table is asked.

use crate::lang::{Lang, tr};
use crate::text;
use crate::tui::widgets::lines::wrapped;

/// Cells for the keys.
const KEYS: usize = 22;

/// Keys and the ids of what they do.
const ROWS: [(&str, &str); 14] = [
    ("Shift-arrows", "writing.key_select"),
    ("Ctrl-A", "writing.key_select_all"),
    ("Ctrl-C", "writing.key_copy"),
    ("Ctrl-X", "writing.key_cut"),
    ("Ctrl-V", "writing.key_paste"),
    ("Ctrl-Z / Ctrl-Y", "writing.key_undo"),
    ("Ctrl-Left / Right", "writing.key_word"),
    ("Home / End", "writing.key_row"),
    ("Ctrl-Home / End", "writing.key_ends"),
    ("Ctrl-W", "writing.key_delete_word"),
    ("Ctrl-U / Ctrl-K", "writing.key_delete_row"),
    ("Enter", "writing.key_enter"),
    ("Ctrl-E", "writing.key_editor"),
    ("Tab", "writing.key_complete"),
];

/// A heading, the keys, and how much fits.
pub fn lines(lang: Lang, width: usize) -> Vec<String> {
    let mut lines = vec![String::new(), tr(lang, "writing.keys_title").to_owned()];
    lines.extend(
        ROWS.iter()
            .map(|(keys, id)| format!("{}  {}", text::pad(keys, KEYS), tr(lang, id))),
    );
    lines.push(String::new());
    lines.extend(wrapped(tr(lang, "writing.keys_bound"), width));
    lines
}
