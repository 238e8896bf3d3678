//! Undo inside one text field: edits as text taken out and put in, typed characters joined into
//! one step.

/// How many steps a field remembers.
const STEPS: usize = 1000;

/// How many characters of typing make up one step at most.
const TYPED_CHARACTERS: usize = 24;

/// Cursor and start of the selection as byte offsets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Caret {
    /// Where text goes in.
    pub cursor: usize,
    /// The other end of the selection.
    pub anchor: Option<usize>,
}

/// What an edit came from; only typing and deleting of single characters joins with its like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// One typed character.
    Typing,
    /// One character deleted backwards.
    Backspace,
    /// One character deleted forwards.
    Delete,
    /// Anything else.
    Whole,
}

/// One replacement of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edit {
    /// Byte offset of the replacement.
    pub at: usize,
    /// The text that was there.
    pub removed: String,
    /// The text that took its place.
    pub inserted: String,
    /// The caret before.
    pub before: Caret,
    /// The caret after.
    pub after: Caret,
    /// What it came from.
    pub origin: Origin,
}

/// The edits that can be undone and redone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct History {
    done: Vec<Edit>,
    undone: Vec<Edit>,
    /// The last edit may still grow.
    open: bool,
}

impl History {
    /// Remembers an edit; what was undone before can no longer be redone.
    pub fn record(&mut self, edit: Edit) {
        self.undone.clear();
        let joined = self.open && self.done.last_mut().is_some_and(|last| join(last, &edit));
        if !joined {
            self.done.push(edit);
            if self.done.len() > STEPS {
                self.done.remove(0);
            }
        }
        self.open = true;
    }

    /// Whether there is nothing to undo or to redo.
    pub fn is_empty(&self) -> bool {
        self.done.is_empty() && self.undone.is_empty()
    }

    /// Ends the current step: the cursor was moved.
    pub fn close(&mut self) {
        self.open = false;
    }

    /// Takes the last edit to be undone.
    pub fn undo(&mut self) -> Option<Edit> {
        self.open = false;
        let edit = self.done.pop()?;
        self.undone.push(edit.clone());
        Some(edit)
    }

    /// Takes the last undone edit to be done again.
    pub fn redo(&mut self) -> Option<Edit> {
        self.open = false;
        let edit = self.undone.pop()?;
        self.done.push(edit.clone());
        Some(edit)
    }
}

/// Appends `next` to `last` when both are the same kind of small edit at adjoining places.
fn join(last: &mut Edit, next: &Edit) -> bool {
    if last.origin != next.origin || next.before.anchor.is_some() {
        return false;
    }
    let joins = match next.origin {
        Origin::Typing => {
            last.at + last.inserted.len() == next.at
                && !last.inserted.ends_with(char::is_whitespace)
                && last.inserted.chars().count() < TYPED_CHARACTERS
        }
        Origin::Backspace => next.at + next.removed.len() == last.at,
        Origin::Delete => next.at == last.at,
        Origin::Whole => false,
    };
    if joins {
        match next.origin {
            Origin::Backspace => {
                last.removed.insert_str(0, &next.removed);
                last.at = next.at;
            }
            _ => {
                last.removed.push_str(&next.removed);
                last.inserted.push_str(&next.inserted);
            }
        }
        last.after = next.after;
    }
    joins
}
