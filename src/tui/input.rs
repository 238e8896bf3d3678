//! What comes into the program: keys, pasted text, a new window size and requests to end.
//!
//! Events of the terminal library are turned into our own at this edge, so that screens and tests
//! speak of one kind of key everywhere.

mod burst;
mod dropped;
mod script;

use crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

use crate::text;

pub use crate::model::day::day;
pub use burst::{BURST_LENGTH, gather, is_burst, is_text};
pub use dropped::dropped_paths;
pub use script::{ScriptError, named_key, parse_script};

/// One thing that the program reacts to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A key was pressed.
    Key(KeyPress),
    /// Text arrived at once: a paste, or a burst of characters in a terminal that does not mark
    /// pastes. Not yet normalised; text fields do that.
    Paste(String),
    /// The window has a new size in cells.
    Resize {
        /// Columns.
        width: u16,
        /// Rows.
        height: u16,
    },
    /// The mouse did something.
    Mouse(Mouse),
    /// The operating system asks the program to end (hang-up, termination, a closed window).
    Ended,
    /// The program was stopped and goes on: the screen must be taken and drawn anew.
    Resumed,
    /// The worker has news to fetch.
    News,
}

/// What the mouse did and where, in cells from the left upper corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mouse {
    /// What happened.
    pub kind: MouseKind,
    /// Column.
    pub column: u16,
    /// Row.
    pub row: u16,
}

/// What the mouse did. Moving it without a button reaches nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MouseKind {
    /// The left button was pressed, for the so many-th time at one place in quick succession.
    Press(u8),
    /// The mouse was moved with the left button held.
    Drag,
    /// The left button was let go.
    Release,
    /// The wheel was turned up.
    WheelUp,
    /// The wheel was turned down.
    WheelDown,
}

/// A key without its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Code {
    /// A character as typed; full-width forms stay as they are.
    Char(char),
    /// Enter (also a line feed, which some terminals send for pasted line breaks).
    Enter,
    /// Escape.
    Esc,
    /// Tab; with shift, the back tab.
    Tab,
    /// Backspace (also Ctrl-H, which some terminals send for it).
    Backspace,
    /// Delete.
    Delete,
    /// Insert.
    Insert,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// A function key, from 1.
    Function(u8),
    /// No key: a place on the screen that was pointed at, for the text field that is drawn there; with
    /// shift, the selection is drawn out to it.
    Point {
        /// Column of the window.
        column: u16,
        /// Row of the window.
        row: u16,
        /// How often the button was pressed: 0 only asks whether the field is there, 1 places the
        /// cursor, 2 selects the word.
        clicks: u8,
    },
}

/// A pressed key with its modifiers.
///
/// For characters `shift` is false, since it is already in the character, and with `ctrl` the
/// character is in lower case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct KeyPress {
    /// Which key.
    pub code: Code,
    /// Ctrl was held.
    pub ctrl: bool,
    /// Alt was held.
    pub alt: bool,
    /// Shift was held, for keys other than characters.
    pub shift: bool,
}

impl KeyPress {
    /// A key without modifiers.
    pub const fn plain(code: Code) -> Self {
        Self {
            code,
            ctrl: false,
            alt: false,
            shift: false,
        }
    }

    /// A character with Ctrl.
    pub const fn ctrl(character: char) -> Self {
        Self {
            code: Code::Char(character),
            ctrl: true,
            alt: false,
            shift: false,
        }
    }

    /// The key with Shift, for keys other than characters.
    #[must_use]
    pub const fn with_shift(self) -> Self {
        Self { shift: true, ..self }
    }

    /// The character that this key types into a text, if it types one.
    pub fn typed(&self) -> Option<char> {
        match self.code {
            Code::Char(character) if !self.ctrl && !self.alt && !text::is_unsafe(character) => {
                Some(character)
            }
            _ => None,
        }
    }

    /// The key as it is looked up among the commands: full-width ASCII, which Chinese input
    /// methods send in their full-width mode, is folded to ASCII.
    #[must_use]
    pub fn folded(&self) -> Self {
        match self.code {
            Code::Char(character) => Self {
                code: Code::Char(text::fold_full_width(character)),
                ..*self
            },
            _ => *self,
        }
    }

    /// The name of the key as the key bar shows it: `Ctrl-S`, `F1`, `Shift-Tab`.
    pub fn label(&self) -> String {
        let mut label = String::new();
        for (held, name) in [(self.ctrl, "Ctrl-"), (self.alt, "Alt-"), (self.shift, "Shift-")] {
            if held {
                label.push_str(name);
            }
        }
        match self.code {
            Code::Char(' ') => label.push_str("Space"),
            Code::Char(character) if self.ctrl || self.alt => label.extend(character.to_uppercase()),
            Code::Char(character) => label.push(character),
            Code::Function(number) => label.push_str(&format!("F{number}")),
            Code::Enter => label.push_str("Enter"),
            Code::Esc => label.push_str("Esc"),
            Code::Tab => label.push_str("Tab"),
            Code::Backspace => label.push_str("Backspace"),
            Code::Delete => label.push_str("Del"),
            Code::Insert => label.push_str("Ins"),
            Code::Home => label.push_str("Home"),
            Code::End => label.push_str("End"),
            Code::PageUp => label.push_str("PgUp"),
            Code::PageDown => label.push_str("PgDn"),
            Code::Up => label.push_str("Up"),
            Code::Down => label.push_str("Down"),
            Code::Left => label.push_str("Left"),
            Code::Right => label.push_str("Right"),
            Code::Point { .. } => label.push_str("Mouse"),
        }
        label
    }
}

/// Turns an event of the terminal library into an input; key releases, focus events, and a mouse that
/// only moves are dropped. A press counts as the first.
pub fn from_event(event: Event) -> Option<Input> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => key_press(key).map(Input::Key),
        Event::Paste(pasted) => Some(Input::Paste(pasted)),
        Event::Mouse(mouse) => mouse_input(mouse).map(Input::Mouse),
        Event::Resize(width, height) => Some(Input::Resize { width, height }),
        _ => None,
    }
}

fn mouse_input(mouse: MouseEvent) -> Option<Mouse> {
    let kind = match mouse.kind {
        MouseEventKind::Down(MouseButton::Left) => MouseKind::Press(1),
        MouseEventKind::Drag(MouseButton::Left) => MouseKind::Drag,
        MouseEventKind::Up(MouseButton::Left) => MouseKind::Release,
        MouseEventKind::ScrollUp => MouseKind::WheelUp,
        MouseEventKind::ScrollDown => MouseKind::WheelDown,
        _ => return None,
    };
    Some(Mouse {
        kind,
        column: mouse.column,
        row: mouse.row,
    })
}

fn key_press(key: KeyEvent) -> Option<KeyPress> {
    let mut ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
    let mut alt = key.modifiers.contains(KeyModifiers::ALT);
    let shift = key.modifiers.contains(KeyModifiers::SHIFT);
    let code = match key.code {
        // Ctrl-J is what a line feed arrives as in raw mode, Ctrl-H what some terminals send for
        // the backspace key: neither can carry a meaning of its own.
        KeyCode::Char('j' | 'J') if ctrl && !alt => {
            ctrl = false;
            Code::Enter
        }
        KeyCode::Char('h' | 'H') if ctrl && !alt => {
            ctrl = false;
            Code::Backspace
        }
        KeyCode::Char(character) => {
            // AltGr arrives on Windows as Ctrl and Alt together with the character it made.
            if ctrl && alt && !character.is_ascii_alphanumeric() {
                ctrl = false;
                alt = false;
            }
            let character = if ctrl {
                character.to_ascii_lowercase()
            } else {
                character
            };
            return Some(KeyPress {
                code: Code::Char(character),
                ctrl,
                alt,
                shift: false,
            });
        }
        KeyCode::BackTab => {
            return Some(KeyPress {
                code: Code::Tab,
                ctrl,
                alt,
                shift: true,
            });
        }
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab => Code::Tab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Insert => Code::Insert,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::F(number) => Code::Function(number),
        _ => return None,
    };
    Some(KeyPress {
        code,
        ctrl,
        alt,
        shift,
    })
}
