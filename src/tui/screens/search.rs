//! Search over clauses, guidance and notes; Enter shows the clause in the walk.

use std::collections::BTreeSet;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{GapsScreen, Screen, WalkScreen, acts_of};
use crate::lang::tr;
use crate::model::journal::Head;
use crate::model::pack::ClauseId;
use crate::model::search::{Hit, Index};
use crate::text;
use crate::tui::app::{Act, Context, Workbook};
use crate::tui::input::KeyPress;
use crate::tui::keys::Command;
use crate::tui::theme::{Mark, Tone};
use crate::tui::widgets::cursor::Cursor;
use crate::tui::widgets::lines::wrapped;
use crate::tui::widgets::paint::put;
use crate::tui::widgets::row;
use crate::tui::widgets::text_field::{Reaction, TextField};

/// The search screen.
#[derive(Debug, Clone)]
pub struct SearchScreen {
    query: TextField,
    cursor: Cursor,
    hits: Vec<Hit>,
    /// Made at the first key and again when the workbook has changed, asked at every key.
    index: Option<(Head, Index)>,
}

impl Default for SearchScreen {
    fn default() -> Self {
        Self {
            query: TextField::single_line(""),
            cursor: Cursor::default(),
            hits: Vec::new(),
            index: None,
        }
    }
}

/// The notes of a clause's answers, each once: many systems may share one.
fn notes(workbook: &Workbook, clause: ClauseId) -> String {
    let answers = workbook.assessment.answers_of(clause);
    let notes: BTreeSet<&str> = answers.map(|answer| answer.note.as_str()).collect();
    notes.into_iter().collect::<Vec<_>>().join("\n")
}

impl SearchScreen {
    fn search(&mut self, workbook: &Workbook) {
        let index = match self.index.take() {
            Some((head, index)) if head == workbook.head => index,
            _ => Index::new(&workbook.pack, &|clause| notes(workbook, clause)),
        };
        self.hits = index.search(self.query.text());
        self.index = Some((workbook.head.clone(), index));
        self.cursor = Cursor::default();
    }

    /// Whether a command can be used now.
    pub fn enabled(&self, command: Command, _context: &Context<'_>) -> bool {
        command != Command::Open || !self.hits.is_empty()
    }

    /// Handles a command.
    pub fn command(&mut self, command: Command, context: &Context<'_>) -> Vec<Act> {
        let hit = self.hits.get(self.cursor.within(self.hits.len()));
        match (command, hit, context.workbook) {
            (Command::Open, Some(hit), Some(workbook)) => {
                let mut walk = WalkScreen::new(context);
                walk.show(workbook, hit.clause);
                // The walk below is replaced, so that Esc from it leads home as before.
                vec![Act::Pop, Act::Replace(Box::new(Screen::Walk(walk)))]
            }
            (Command::Walk, ..) => vec![Act::Pop],
            (Command::Gaps, ..) => vec![Act::Replace(Box::new(Screen::Gaps(GapsScreen::default())))],
            (command, ..) => {
                self.cursor
                    .update(command, self.hits.len(), usize::from(context.body.1));
                Vec::new()
            }
        }
    }

    /// Handles a key of text entry.
    pub fn key(&mut self, key: KeyPress, context: &Context<'_>) -> Option<Vec<Act>> {
        let reaction = self.query.update(key);
        if let (Reaction::Changed, Some(workbook)) = (&reaction, context.workbook) {
            self.search(workbook);
        }
        acts_of(reaction)
    }

    /// Handles pasted text.
    pub fn paste(&mut self, pasted: &str, context: &Context<'_>) {
        let _ = self.query.paste(pasted);
        if let Some(workbook) = context.workbook {
            self.search(workbook);
        }
    }

    /// Draws it.
    pub fn view(&self, context: &Context<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let workbook = context.workbook?;
        let (lang, theme) = (context.lang, context.theme);
        let area = Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            ..area
        };
        let label = tr(lang, "tui.search_label");
        let used = put(
            buffer,
            area.x,
            area.y,
            area.width,
            label,
            theme.style(Tone::Heading),
        ) + 1;
        let field = Rect {
            x: area.x + used,
            width: area.width.saturating_sub(used),
            height: 1,
            ..area
        };
        let cursor = self.query.view(field, buffer, theme);
        let list = Rect {
            y: area.y + 2,
            height: area.height.saturating_sub(2),
            ..area
        };
        if self.hits.is_empty() {
            let id = if self.query.is_empty() {
                "tui.search_hint"
            } else {
                "tui.search_nothing"
            };
            for (line, y) in wrapped(tr(lang, id), usize::from(list.width))
                .iter()
                .zip(list.top()..list.bottom())
            {
                put(buffer, list.x, y, list.width, line, theme.style(Tone::Dim));
            }
        }
        let selected = self.cursor.within(self.hits.len());
        let offset = self.cursor.offset(self.hits.len(), usize::from(list.height));
        for ((index, hit), y) in self
            .hits
            .iter()
            .enumerate()
            .skip(offset)
            .zip(list.top()..list.bottom())
        {
            let title = workbook
                .pack
                .clause(hit.clause)
                .map(|clause| lang.of(&clause.title))
                .unwrap_or_default();
            let state = workbook.ledger.clause_state(hit.clause);
            let (mark, _) = theme.mark(state.map_or(Mark::None, super::walk::mark_of));
            let words = format!("{mark} {} {title}", text::pad(&hit.clause.to_string(), 6));
            row::draw(
                buffer,
                Rect { y, height: 1, ..list },
                context,
                index == selected,
                &words,
                Tone::Plain,
            );
        }
        cursor
    }
}
