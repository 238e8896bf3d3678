//! The jump line: a clause is reached by typing its number.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::lang::{Lang, cite_clause, fill, miss_words, tr};
use crate::model::pack::{ClauseId, Pack};
use crate::model::reference::{Miss, find};
use crate::tui::app::{Context, Workbook};
use crate::tui::input::KeyPress;
use crate::tui::theme::Tone;
use crate::tui::widgets::lines::wrapped;
use crate::tui::widgets::paint::put;
use crate::tui::widgets::popup::{Popup, centred};
use crate::tui::widgets::text_field::{Reaction, TextField};

/// Size of the box in cells.
const SIZE: (u16, u16) = (56, 7);

/// What was typed so far.
#[derive(Debug)]
pub struct Jump {
    field: TextField,
}

impl Jump {
    /// A jump line that begins with some text.
    pub fn new(text: &str) -> Self {
        let mut field = TextField::single_line("");
        let _ = field.paste(text);
        Self { field }
    }

    /// Whether a key begins a jump: a digit, or the 第 of 第四條.
    pub fn begins(key: KeyPress) -> Option<String> {
        let typed = key.folded().typed()?;
        (typed.is_ascii_digit() || typed == '第').then(|| typed.to_string())
    }

    /// Whether pasted text names a place. Input methods deliver a committed word as a paste.
    pub fn begins_with(pasted: &str) -> Option<String> {
        let text = pasted.trim();
        let names = crate::model::reference::Reference::parse(text).is_some() || text.starts_with('第');
        (names && !text.contains('\n')).then(|| text.to_owned())
    }

    /// Handles a key of text entry.
    pub fn key(&mut self, key: KeyPress) -> Reaction {
        self.field.update(key)
    }

    /// Handles pasted text.
    pub fn paste(&mut self, pasted: &str) {
        let _ = self.field.paste(pasted);
    }

    /// The clause that was typed.
    ///
    /// # Errors
    ///
    /// What there is instead.
    pub fn clause(&self, pack: &Pack) -> Result<ClauseId, Miss> {
        find(pack, self.field.text())
    }

    /// Draws the box over the walk.
    pub fn view(
        &self,
        context: &Context<'_>,
        workbook: &Workbook,
        area: Rect,
        buffer: &mut Buffer,
    ) -> Option<Position> {
        let (lang, theme) = (context.lang, context.theme);
        let popup = Popup {
            title: tr(lang, "walk.jump_title"),
            tone: Tone::Heading,
        };
        let inner = popup.view(centred(area, SIZE.0, SIZE.1), buffer, context);
        let cursor = self.field.view(
            Rect {
                height: inner.height.min(1),
                ..inner
            },
            buffer,
            theme,
        );
        let (words, tone) = if self.field.is_empty() {
            (tr(lang, "walk.jump_forms").to_owned(), Tone::Dim)
        } else {
            match self.clause(&workbook.pack) {
                Ok(clause) => (leads_to(workbook, clause, lang), Tone::Plain),
                Err(miss) => (miss_words(miss, lang), Tone::Warning),
            }
        };
        let rows = inner.y + 2..inner.bottom();
        for (line, y) in wrapped(&words, usize::from(inner.width)).iter().zip(rows) {
            put(buffer, inner.x, y, inner.width, line, theme.style(tone));
        }
        cursor
    }
}

fn leads_to(workbook: &Workbook, clause: ClauseId, lang: Lang) -> String {
    let title = workbook.pack.clause(clause);
    let title = title.map_or("", |clause| lang.of(&clause.title));
    let cited = cite_clause(&workbook.pack, clause, lang);
    let id = clause.to_string();
    fill(
        lang,
        "walk.jump_leads",
        &[("clause", &id), ("title", title), ("cited", &cited)],
    )
}
