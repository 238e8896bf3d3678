//! The keys of text fields, for the help wherever text is being written. They are no commands of the
//! table: a field takes them before the table is asked.

/// Keys and the ids of what they do.
pub(super) const ROWS: [(&str, &str); 14] = [
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
