//! The keys of a text field, which come before the command table while text is written. They are
//! fixed: they are those of every text field the user knows.

use crate::tui::input::{Code, KeyPress};

/// What the key bar adds while text is written: key and words.
pub const TEXT_BAR: &[(&str, &str)] = &[
    ("ctrl-a", "keys.bar_text_select"),
    ("ctrl-c", "keys.bar_text_copy"),
    ("ctrl-z", "keys.bar_text_undo"),
];

/// Whether a text field has a use of its own for a key, so that no command is reached by it while text
/// is written.
pub fn is_taken_by_text(key: KeyPress) -> bool {
    let by_ctrl = |character| matches!(character, 'a' | 'e' | 'v' | 'w' | 'k' | 'u' | 'x' | 'z' | 'y');
    match key.code {
        Code::Char(character) if key.ctrl => by_ctrl(character),
        Code::Char(_) => key.typed().is_some(),
        Code::Backspace | Code::Delete | Code::Left | Code::Right | Code::Home | Code::End => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse_key;
    use super::*;
    use crate::tui::widgets::text_field::{Reaction, TextField};

    /// Whether a field in the middle of being written has a use for the key.
    fn is_used(key: KeyPress) -> bool {
        let mut field = TextField::multi_line("帳號 清查");
        for prepared in ["end", "a", "shift-left"] {
            let _ = field.update(parse_key(prepared).unwrap());
        }
        field.update(key) != Reaction::Ignored
    }

    #[test]
    fn every_key_that_is_told_of_does_something_in_a_field() {
        for (name, _) in TEXT_BAR {
            assert!(is_used(parse_key(name).unwrap()), "{name}");
        }
    }

    #[test]
    fn what_a_field_takes_is_what_the_bar_leaves_out() {
        for name in [
            "ctrl-a", "ctrl-w", "ctrl-k", "ctrl-u", "ctrl-x", "ctrl-z", "ctrl-y", "ctrl-v", "ctrl-e", "a",
            "/", "delete", "left", "home", "ctrl-s", "f2", "ctrl-p", "ctrl-g", "alt-n", "insert", "esc",
            "ctrl-o",
        ] {
            let key = parse_key(name).unwrap();
            assert_eq!(is_taken_by_text(key), is_used(key), "{name}");
        }
    }
}
