//! Ctrl-P: every command that can be used now, found by typing.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::lang::{Lang, tr};
use crate::text;
use crate::tui::app::{Act, Context};
use crate::tui::input::KeyPress;
use crate::tui::keys::{Binding, Command, key_label};
use crate::tui::screens::acts_of;
use crate::tui::theme::Tone;
use crate::tui::widgets::cursor::Cursor;
use crate::tui::widgets::popup::{Popup, centred};
use crate::tui::widgets::row;
use crate::tui::widgets::text_field::{Reaction, TextField};

/// Size of the palette in cells.
const SIZE: (u16, u16) = (60, 18);

/// The palette.
#[derive(Debug, Clone)]
pub struct Palette {
    query: TextField,
    cursor: Cursor,
    /// What the screen below can do now.
    choices: Vec<&'static Binding>,
}

impl Palette {
    /// A palette of these commands.
    pub fn new(choices: Vec<&'static Binding>) -> Self {
        Self {
            query: TextField::single_line(""),
            cursor: Cursor::default(),
            choices,
        }
    }

    /// What holds every word typed: first the command of just that name, then those that begin with it.
    fn found(&self, lang: Lang) -> Vec<&'static Binding> {
        let query = self.query.text().trim().to_lowercase();
        let words: Vec<&str> = query.split_whitespace().collect();
        let label = |binding: &&'static Binding| tr(lang, binding.label).to_lowercase();
        let matches = |binding: &&&'static Binding| {
            let label = label(binding);
            words.iter().all(|word| label.contains(word))
        };
        let mut found: Vec<&'static Binding> = self.choices.iter().filter(matches).copied().collect();
        if !query.is_empty() {
            found.sort_by_key(|binding| {
                let label = label(binding);
                (label != query, !label.starts_with(&query))
            });
        }
        found
    }

    /// Handles a command.
    pub fn command(&mut self, command: Command, context: &Context<'_>) -> Vec<Act> {
        let found = self.found(context.lang);
        if command == Command::Open {
            return match found.get(self.cursor.within(found.len())) {
                Some(binding) => vec![Act::Run(binding.command)],
                None => Vec::new(),
            };
        }
        self.cursor.update(command, found.len(), usize::from(SIZE.1));
        Vec::new()
    }

    /// Handles a key of text entry.
    pub fn key(&mut self, key: KeyPress, _context: &Context<'_>) -> Option<Vec<Act>> {
        let reaction = self.query.update(key);
        if reaction == Reaction::Changed {
            self.cursor = Cursor::default();
        }
        acts_of(reaction)
    }

    /// Handles pasted text.
    pub fn paste(&mut self, pasted: &str, _context: &Context<'_>) {
        let _ = self.query.paste(pasted);
    }

    /// Draws it.
    pub fn view(&self, context: &Context<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let popup = Popup {
            title: tr(context.lang, "tui.palette_title"),
            tone: Tone::Heading,
        };
        let inner = popup.view(centred(area, SIZE.0, SIZE.1), buffer, context);
        let position = self.query.view(
            Rect {
                height: inner.height.min(1),
                ..inner
            },
            buffer,
            context.theme,
        );
        let rows = Rect {
            y: inner.y + 2,
            height: inner.height.saturating_sub(2),
            ..inner
        };
        let found = self.found(context.lang);
        let offset = self.cursor.offset(found.len(), usize::from(rows.height));
        for ((index, binding), y) in found
            .iter()
            .enumerate()
            .skip(offset)
            .zip(rows.top()..rows.bottom())
        {
            let key = key_label(binding).unwrap_or_default();
            let width = usize::from(rows.width).saturating_sub(14);
            let words = format!("{}  {key}", text::pad(tr(context.lang, binding.label), width));
            let selected = index == self.cursor.within(found.len());
            row::draw(
                buffer,
                Rect { y, height: 1, ..rows },
                context,
                selected,
                &words,
                Tone::Plain,
            );
        }
        position
    }
}
