//! A field for a passphrase: one asterisk for each character, nothing to copy, wiped when dropped.

use std::fmt;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_segmentation::UnicodeSegmentation;
use zeroize::{Zeroize, Zeroizing};

use super::paint;
use crate::engagement::request::Secret;
use crate::text;
use crate::tui::input::{Code, KeyPress};
use crate::tui::theme::{Theme, Tone};

/// Longest passphrase in bytes. The room is taken at once: a text that grows would leave copies of
/// itself behind in memory.
const CAPACITY: usize = 1024;

/// A field for a passphrase. What is typed goes to its end.
pub struct SecretField {
    typed: Zeroizing<String>,
}

impl Default for SecretField {
    fn default() -> Self {
        Self {
            typed: Zeroizing::new(String::with_capacity(CAPACITY)),
        }
    }
}

impl fmt::Debug for SecretField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretField(…)")
    }
}

impl SecretField {
    /// What was typed.
    pub fn secret(&self) -> Secret {
        Secret::new(self.typed.as_str().to_owned())
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.typed.is_empty()
    }

    /// Whether the same was typed into both fields.
    pub fn equals(&self, other: &Self) -> bool {
        self.typed == other.typed
    }

    /// Takes over what was typed into another field.
    pub fn copy_from(&mut self, other: &Self) {
        self.clear();
        self.typed.push_str(&other.typed);
    }

    /// Wipes what was typed.
    pub fn clear(&mut self) {
        self.typed.zeroize();
        self.typed.reserve(CAPACITY);
    }

    /// Handles one key; false where the field has no use for it. Keys that would move, undo or cut
    /// in another field do nothing here, so that they never reach a command instead.
    pub fn update(&mut self, key: KeyPress) -> bool {
        if let Some(character) = key.typed() {
            self.push(character.encode_utf8(&mut [0; 4]));
            return true;
        }
        match (key.folded().code, key.ctrl) {
            (Code::Backspace, false) => {
                let last = self.typed.graphemes(true).next_back().map_or(0, str::len);
                let length = self.typed.len() - last;
                self.typed.truncate(length);
                true
            }
            (Code::Backspace, true) | (Code::Char('u' | 'w'), true) => {
                self.clear();
                true
            }
            (Code::Left | Code::Right | Code::Home | Code::End | Code::Delete, _) => true,
            (Code::Char('a' | 'k' | 'x' | 'y' | 'z'), true) => true,
            _ => false,
        }
    }

    /// Adds pasted text without its line breaks at the end.
    pub fn paste(&mut self, pasted: &str) {
        let clean = Zeroizing::new(text::normalise_paste(pasted));
        self.push(&Zeroizing::new(clean.trim_end_matches('\n').replace('\n', " ")));
    }

    fn push(&mut self, more: &str) {
        if self.typed.len() + more.len() <= CAPACITY {
            self.typed.push_str(more);
        }
    }

    /// Draws one asterisk for each character and says where the hardware cursor belongs.
    pub fn view(&self, area: Rect, buffer: &mut Buffer, theme: &Theme) -> Option<Position> {
        let area = area.intersection(buffer.area);
        if area.is_empty() {
            return None;
        }
        paint::clear(buffer, area);
        let room = usize::from(area.width - 1);
        let shown = self.typed.graphemes(true).count().min(room);
        let used = paint::put(
            buffer,
            area.x,
            area.y,
            area.width,
            &"*".repeat(shown),
            theme.style(Tone::Plain),
        );
        Some(Position::new(area.x + used, area.y))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> SecretField {
        let mut field = SecretField::default();
        for character in text.chars() {
            assert!(field.update(KeyPress::plain(Code::Char(character))));
        }
        field
    }

    #[test]
    fn a_passphrase_is_never_drawn_nor_printed() {
        let field = typed("通行碼abc");
        let mut buffer = Buffer::empty(Rect::new(0, 0, 20, 1));
        let cursor = field.view(buffer.area, &mut buffer, &Theme::default());
        let drawn: String = buffer.content.iter().map(ratatui::buffer::Cell::symbol).collect();
        assert_eq!(drawn.trim_end(), "******");
        assert_eq!(cursor, Some(Position::new(6, 0)));
        assert_eq!(format!("{field:?}"), "SecretField(…)");
    }

    #[test]
    fn backspace_takes_one_character_and_ctrl_u_all() {
        let mut field = typed("通行碼");
        assert!(field.update(KeyPress::plain(Code::Backspace)));
        assert_eq!(field.secret().expose(), "通行");
        assert!(field.update(KeyPress::ctrl('u')));
        assert!(field.is_empty());
    }

    #[test]
    fn typing_never_moves_the_passphrase_in_memory() {
        let mut field = SecretField::default();
        let before = field.typed.as_ptr();
        field.paste(&"通".repeat(300));
        assert_eq!(field.typed.as_ptr(), before);
        assert!(!field.is_empty());
        field.paste(&"a".repeat(CAPACITY));
        assert_eq!(field.typed.as_ptr(), before);
    }

    #[test]
    fn undo_in_a_passphrase_does_not_reach_the_workbook() {
        assert!(typed("abc").update(KeyPress::ctrl('z')));
        assert!(!typed("abc").update(KeyPress::plain(Code::Enter)));
    }
}
