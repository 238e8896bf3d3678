//! The keys that change a text field, and undo.

use std::ops::Range;

use crate::tui::input::{Code, KeyPress};

use super::history::{Caret, Edit, Origin};
use super::{Reaction, Shape, TextField, movement};

impl TextField {
    /// Handles the keys that change the text. Once something was written, Ctrl-Z and Ctrl-Y belong
    /// to the field even when nothing is left to undo, so that undoing a note never runs on into
    /// undoing answers; before that they are left to whoever holds the field.
    pub(super) fn edit_by_key(&mut self, key: KeyPress) -> Reaction {
        if let Some(character) = key.typed() {
            return self.insert(character.encode_utf8(&mut [0; 4]), Origin::Typing);
        }
        let cursor = self.caret.cursor;
        let by_word = key.ctrl || key.alt;
        match (key.folded().code, key.ctrl) {
            (Code::Enter, false) if self.shape == Shape::Multi && !key.alt => {
                self.insert("\n", Origin::Whole)
            }
            (Code::Backspace, _) if by_word => {
                self.delete(movement::previous_word(&self.text, cursor)..cursor)
            }
            (Code::Backspace, _) => {
                let before = movement::previous_boundary(&self.text, cursor);
                self.delete_as(before..cursor, Origin::Backspace)
            }
            (Code::Delete, _) if by_word => self.delete(cursor..movement::next_word(&self.text, cursor)),
            (Code::Delete, _) => {
                let after = movement::next_boundary(&self.text, cursor);
                self.delete_as(cursor..after, Origin::Delete)
            }
            (Code::Char('w'), true) => self.delete(movement::previous_word(&self.text, cursor)..cursor),
            (Code::Char('k'), true) => self.delete_to_end_of_paragraph(),
            (Code::Char('u'), true) => {
                let start = self.paragraph().start;
                self.delete(start..cursor)
            }
            (Code::Char('x'), true) => self.cut(),
            (Code::Char('z' | 'y'), true) if self.history.is_empty() => Reaction::Ignored,
            (Code::Char('z'), true) => self.undo(),
            (Code::Char('y'), true) => self.redo(),
            _ => Reaction::Ignored,
        }
    }

    /// Puts `inserted` in place of the selection, or at the cursor.
    pub(super) fn insert(&mut self, inserted: &str, origin: Origin) -> Reaction {
        let range = self.selection().unwrap_or(self.caret.cursor..self.caret.cursor);
        self.replace(range, inserted, origin);
        Reaction::Changed
    }

    /// Deletes the selection, or else `range`.
    fn delete(&mut self, range: Range<usize>) -> Reaction {
        self.delete_as(range, Origin::Whole)
    }

    fn delete_as(&mut self, range: Range<usize>, origin: Origin) -> Reaction {
        let (range, origin) = match self.selection() {
            Some(selection) => (selection, Origin::Whole),
            None => (range, origin),
        };
        if range.is_empty() {
            return Reaction::Consumed;
        }
        self.replace(range, "", origin);
        Reaction::Changed
    }

    /// Deletes to the end of the paragraph, or its line break when the cursor stands there.
    fn delete_to_end_of_paragraph(&mut self) -> Reaction {
        let cursor = self.caret.cursor;
        let end = self.paragraph().end;
        let end = if end > cursor {
            end
        } else {
            movement::next_boundary(&self.text, cursor)
        };
        self.delete(cursor..end)
    }

    fn cut(&mut self) -> Reaction {
        let Some(range) = self.selection() else {
            return Reaction::Ignored;
        };
        let cut = self.text.get(range.clone()).unwrap_or_default().to_owned();
        self.replace(range, "", Origin::Whole);
        Reaction::Cut(cut)
    }

    fn undo(&mut self) -> Reaction {
        let Some(edit) = self.history.undo() else {
            return Reaction::Consumed;
        };
        self.splice(edit.at..edit.at + edit.inserted.len(), &edit.removed);
        self.set_caret(edit.before);
        Reaction::Changed
    }

    fn redo(&mut self) -> Reaction {
        let Some(edit) = self.history.redo() else {
            return Reaction::Consumed;
        };
        self.splice(edit.at..edit.at + edit.removed.len(), &edit.inserted);
        self.set_caret(edit.after);
        Reaction::Changed
    }

    /// Replaces `range`, puts the cursor behind the new text and remembers the step.
    fn replace(&mut self, range: Range<usize>, inserted: &str, origin: Origin) {
        let before = self.caret;
        let at = range.start;
        let removed = self.text.get(range.clone()).unwrap_or_default().to_owned();
        self.splice(range, inserted);
        let after = Caret {
            cursor: movement::snap(&self.text, at + inserted.len()),
            anchor: None,
        };
        self.set_caret(after);
        self.history.record(Edit {
            at,
            removed,
            inserted: inserted.to_owned(),
            before,
            after,
            origin,
        });
    }

    fn set_caret(&mut self, caret: Caret) {
        self.caret = caret;
        self.upper = false;
        self.goal = None;
    }

    /// Changes text and layout together.
    fn splice(&mut self, range: Range<usize>, inserted: &str) {
        let removed = range.len();
        let at = range.start;
        self.text.replace_range(range, inserted);
        if let Some(layout) = self.shown.get_mut().layout.as_mut() {
            layout.edit(&self.text, at, removed, inserted.len());
        }
    }

    fn paragraph(&self) -> Range<usize> {
        match self.shape {
            Shape::Single => 0..self.text.len(),
            Shape::Multi => self.with_layout(|layout| layout.paragraph(self.caret.cursor)),
        }
    }
}
