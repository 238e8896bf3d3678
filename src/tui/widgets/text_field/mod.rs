//! A text field that Chinese can be written in: several lines or one, wrapped by the rules of
//! [`crate::text::wrap`], with selection, undo and the hardware cursor where text goes in.
//!
//! [`TextField::update`] takes one key, [`TextField::view`] draws. Neither touches anything
//! outside the field. The width that rows are wrapped to is known only when the field is drawn;
//! the field remembers it for movement by rows.

mod editing;
mod history;
mod layout;
mod movement;
mod pointing;
mod view;

use std::cell::RefCell;
use std::ops::Range;

use ratatui::layout::{Position, Rect};

use crate::text;
use crate::tui::input::{Code, KeyPress};

use history::{Caret, History};
use layout::{Layout, Place};

pub use super::Reaction;

/// How many lines a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// One line that scrolls sideways; Enter is left to the dialog.
    Single,
    /// Wrapped lines; Enter starts a new paragraph.
    Multi,
}

/// A field for text.
#[derive(Debug, Clone)]
pub struct TextField {
    text: String,
    caret: Caret,
    /// At the border of a wrapped row, the cursor stands at the end of the upper one.
    upper: bool,
    /// Column in cells that movement by rows returns to.
    goal: Option<usize>,
    history: History,
    shape: Shape,
    read_only: bool,
    placeholder: String,
    shown: RefCell<Shown>,
}

/// What drawing remembers for the next key and the next frame.
#[derive(Debug, Clone)]
struct Shown {
    /// The wrapped text; made when first needed.
    layout: Option<Layout>,
    /// First visible row of several lines.
    top: usize,
    /// Rows that were visible.
    height: usize,
    /// Byte offset of the first visible character of a single line.
    first: usize,
    /// The cells it was drawn into.
    area: Rect,
}

/// Width in cells that movement by rows assumes before the field was ever drawn.
const ASSUMED_WIDTH: usize = 78;

/// Rows that page keys move by before the field was ever drawn.
const ASSUMED_HEIGHT: usize = 10;

/// Where a key moves the cursor to.
enum Motion {
    /// To a place.
    To(Place),
    /// To a place on another row; the column to return to is kept.
    Row(Place, usize),
    /// The cursor is already at the edge that the key leads to.
    Edge,
}

impl TextField {
    /// A field for several lines, with the cursor at the end of `text`.
    pub fn multi_line(text: &str) -> Self {
        Self::new(text, Shape::Multi)
    }

    /// A field for one line; line breaks in `text` become spaces.
    pub fn single_line(text: &str) -> Self {
        Self::new(text, Shape::Single)
    }

    fn new(text: &str, shape: Shape) -> Self {
        let mut field = Self {
            text: String::new(),
            caret: Caret::default(),
            upper: false,
            goal: None,
            history: History::default(),
            shape,
            read_only: false,
            placeholder: String::new(),
            shown: RefCell::new(Shown {
                layout: None,
                top: 0,
                height: ASSUMED_HEIGHT,
                first: 0,
                area: Rect::ZERO,
            }),
        };
        field.set_text(text);
        field
    }

    /// The field for reading and copying only, with the cursor at the start.
    #[must_use]
    pub fn read_only(mut self) -> Self {
        self.read_only = true;
        self.caret = Caret::default();
        self
    }

    /// The field with a hint that is shown while it is empty.
    #[must_use]
    pub fn with_placeholder(mut self, placeholder: &str) -> Self {
        self.placeholder = placeholder.to_owned();
        self
    }

    /// The whole text; lines end in line feeds.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Replaces the whole text and forgets the history, as when another record is shown. Carriage
    /// returns become line feeds; other control characters are kept and shown as symbols.
    pub fn set_text(&mut self, text: &str) {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        self.text = if self.shape == Shape::Single {
            text.replace('\n', " ")
        } else {
            text
        };
        self.caret = Caret {
            cursor: self.text.len(),
            anchor: None,
        };
        self.upper = false;
        self.goal = None;
        self.history = History::default();
        let shown = self.shown.get_mut();
        shown.layout = None;
        shown.top = 0;
        shown.first = 0;
    }

    /// Byte offset of the cursor, always between two grapheme clusters.
    pub fn cursor(&self) -> usize {
        self.caret.cursor
    }

    /// The selected bytes, if any.
    pub fn selection(&self) -> Option<Range<usize>> {
        let anchor = self.caret.anchor?;
        let range = anchor.min(self.caret.cursor)..anchor.max(self.caret.cursor);
        (!range.is_empty()).then_some(range)
    }

    /// The selected text, if any.
    pub fn selected_text(&self) -> Option<&str> {
        self.selection().and_then(|range| self.text.get(range))
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Handles one key.
    pub fn update(&mut self, key: KeyPress) -> Reaction {
        if let Code::Point { column, row, clicks } = key.code {
            return self.point(Position::new(column, row), clicks, key.shift);
        }
        if let Some(motion) = self.motion(key) {
            return self.go(motion, key.shift);
        }
        match (key.folded().code, key.ctrl) {
            (Code::Char('a'), true) => self.select_all(),
            (Code::Char('c'), true) => match self.selected_text() {
                Some(selected) => Reaction::Copied(selected.to_owned()),
                None => Reaction::Ignored,
            },
            _ if self.read_only => Reaction::Ignored,
            // Terminals paste by keys of their own; this is what was copied inside the program.
            (Code::Char('v'), true) if !key.alt => Reaction::Paste,
            (Code::Char('e'), true) if !key.alt && self.shape == Shape::Multi => {
                Reaction::Edit(self.text.clone())
            }
            _ => self.edit_by_key(key),
        }
    }

    /// Puts pasted text in place of the selection. Line breaks are normalised, control characters
    /// dropped; in a single line, line breaks at the end are dropped and others become spaces.
    pub fn paste(&mut self, pasted: &str) -> Reaction {
        if self.read_only {
            return Reaction::Ignored;
        }
        let mut clean = text::normalise_paste(pasted);
        if self.shape == Shape::Single {
            clean = clean.trim_end_matches('\n').replace('\n', " ");
        }
        if clean.is_empty() {
            return Reaction::Consumed;
        }
        self.insert(&clean, history::Origin::Whole)
    }

    /// Puts another text in place of the whole one, as one step that can be undone.
    pub fn replace_all(&mut self, text: &str) {
        let _ = self.select_all();
        let _ = self.insert(text, history::Origin::Whole);
    }

    fn select_all(&mut self) -> Reaction {
        self.history.close();
        self.caret = Caret {
            cursor: self.text.len(),
            anchor: Some(0),
        };
        self.upper = false;
        self.goal = None;
        Reaction::Consumed
    }

    /// Where a key leads, or nothing when it is no key of movement.
    fn motion(&self, key: KeyPress) -> Option<Motion> {
        if key.alt {
            return None;
        }
        let cursor = self.caret.cursor;
        let to = |offset| Some(Motion::To(Place { offset, upper: false }));
        let selection = if key.shift { None } else { self.selection() };
        match (key.code, key.ctrl) {
            (Code::Left, false) => match selection {
                Some(range) => to(range.start),
                None if cursor == 0 => Some(Motion::Edge),
                None => to(movement::previous_boundary(&self.text, cursor)),
            },
            (Code::Right, false) => match selection {
                Some(range) => to(range.end),
                None if cursor == self.text.len() => Some(Motion::Edge),
                None => to(movement::next_boundary(&self.text, cursor)),
            },
            (Code::Left, true) => to(movement::previous_word(&self.text, cursor)),
            (Code::Right, true) => to(movement::next_word(&self.text, cursor)),
            (Code::Home, true) => to(0),
            (Code::End, true) => to(self.text.len()),
            (Code::Home, false) => match self.shape {
                Shape::Single => to(0),
                Shape::Multi => self.with_layout(|layout| {
                    let (row, _) = layout.position(&self.text, self.place());
                    to(layout.row(row).full.start)
                }),
            },
            (Code::End, false) => match self.shape {
                Shape::Single => to(self.text.len()),
                Shape::Multi => self.with_layout(|layout| {
                    let (row, _) = layout.position(&self.text, self.place());
                    Some(Motion::To(layout.end_of_row(row)))
                }),
            },
            (Code::Up | Code::Down | Code::PageUp | Code::PageDown, false) if self.shape == Shape::Multi => {
                Some(self.row_motion(key.code))
            }
            _ => None,
        }
    }

    /// Movement by rows: at the first and last row to the very start and end, from there nowhere.
    fn row_motion(&self, code: Code) -> Motion {
        let page = self.shown.borrow().height.saturating_sub(1).max(1);
        self.with_layout(|layout| {
            let (row, column) = layout.position(&self.text, self.place());
            let goal = self.goal.unwrap_or(column);
            let last = layout.rows().saturating_sub(1);
            let (upwards, distance) = match code {
                Code::Up => (true, 1),
                Code::PageUp => (true, page),
                Code::PageDown => (false, page),
                _ => (false, 1),
            };
            let offset = if upwards && row == 0 {
                0
            } else if !upwards && row >= last {
                self.text.len()
            } else {
                let target = if upwards {
                    row.saturating_sub(distance)
                } else {
                    (row + distance).min(last)
                };
                return Motion::Row(layout.place(&self.text, target, goal), goal);
            };
            if offset == self.caret.cursor {
                Motion::Edge
            } else {
                Motion::Row(Place { offset, upper: false }, goal)
            }
        })
    }

    /// Moves the cursor, and with `select` one end of the selection. At the edge a key without
    /// selection is left to whoever holds the field.
    fn go(&mut self, motion: Motion, select: bool) -> Reaction {
        self.history.close();
        let had_selection = self.selection().is_some();
        let (place, goal) = match motion {
            Motion::To(place) => (place, None),
            Motion::Row(place, goal) => (place, Some(goal)),
            Motion::Edge => {
                if !select {
                    self.caret.anchor = None;
                }
                return if select || had_selection {
                    Reaction::Consumed
                } else {
                    Reaction::Ignored
                };
            }
        };
        self.caret.anchor = if select {
            self.caret.anchor.or(Some(self.caret.cursor))
        } else {
            None
        };
        self.caret.cursor = movement::snap(&self.text, place.offset);
        self.upper = place.upper && self.caret.cursor == place.offset;
        self.goal = goal;
        Reaction::Consumed
    }

    fn place(&self) -> Place {
        Place {
            offset: self.caret.cursor,
            upper: self.upper,
        }
    }

    /// Runs `read` with the layout of the width that was last drawn.
    fn with_layout<T>(&self, read: impl FnOnce(&Layout) -> T) -> T {
        let mut shown = self.shown.borrow_mut();
        read(
            shown
                .layout
                .get_or_insert_with(|| Layout::new(&self.text, ASSUMED_WIDTH)),
        )
    }
}
