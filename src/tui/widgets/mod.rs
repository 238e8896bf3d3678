//! The pieces that screens are drawn with. None of them knows what a checklist is, and none
//! touches anything outside itself.
//!
//! Where a widget has state, the state is a struct with `update`, which takes one key, and `view`,
//! which draws. Every text that comes from data becomes safe to draw in [`paint`].

pub mod canvas;
pub mod cursor;
pub mod form;
pub mod held;
pub mod lines;
pub mod paint;
pub mod pane;
pub mod popup;
pub mod questionnaire;
pub mod row;
pub mod scroll;
pub mod secret_field;
pub mod text_field;

/// What a widget did with a key.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub enum Reaction {
    /// The widget has no use for the key; it is for whoever holds the widget.
    Ignored,
    /// Cursor, selection or scroll position moved, or the key is the widget's but had nothing to
    /// do.
    Consumed,
    /// The text changed.
    Changed,
    /// The selected text is to be put on the clipboard.
    Copied(String),
    /// The selected text was taken out and is to be put on the clipboard.
    Cut(String),
    /// What was last copied here is to be pasted.
    Paste,
    /// The whole text is to be written on in the user's own editor.
    Edit(String),
}
