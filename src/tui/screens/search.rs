//! Search over clauses, guidance, notes, evidence and findings; Enter shows the clause in the walk.

mod hit;

use std::collections::BTreeMap;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use hit::{Found, ROWS_OF_A_HIT, own_texts};

use super::{GapsScreen, Screen, WalkScreen, acts_of};
use crate::lang::tr;
use crate::model::journal::Head;
use crate::model::pack::ClauseId;
use crate::model::search::{Hit, Index};
use crate::tui::app::{Act, Context, Workbook};
use crate::tui::input::KeyPress;
use crate::tui::keys::Command;
use crate::tui::theme::Tone;
use crate::tui::widgets::cursor::Cursor;
use crate::tui::widgets::lines::wrapped;
use crate::tui::widgets::paint::put;
use crate::tui::widgets::text_field::{Reaction, TextField};

/// The search screen.
#[derive(Debug, Clone)]
pub struct SearchScreen {
    query: TextField,
    cursor: Cursor,
    hits: Vec<Hit>,
    /// Made at the first key and again when the workbook has changed, asked at every key.
    prepared: Option<Prepared>,
}

/// What is searched.
#[derive(Debug, Clone)]
struct Prepared {
    /// The journal's head when it was made.
    head: Head,
    index: Index,
    /// What was written about each clause here.
    own: BTreeMap<ClauseId, Vec<String>>,
}

impl Prepared {
    fn new(workbook: &Workbook) -> Self {
        let own: BTreeMap<ClauseId, Vec<String>> = workbook
            .pack
            .clauses()
            .map(|clause| (clause.id, own_texts(workbook, clause.id)))
            .collect();
        let joined = |clause| own.get(&clause).map(|texts| texts.join("\n")).unwrap_or_default();
        Self {
            head: workbook.head.clone(),
            index: Index::new(&workbook.pack, &joined),
            own,
        }
    }

    /// What was written here about a clause and holds a word of the query.
    fn own_with(&self, clause: ClauseId, query: &str) -> &[String] {
        let own = self
            .own
            .get(&clause)
            .filter(|_| self.index.is_in_more(clause, query));
        own.map(Vec::as_slice).unwrap_or_default()
    }
}

impl Default for SearchScreen {
    fn default() -> Self {
        Self {
            query: TextField::single_line(""),
            cursor: Cursor::default(),
            hits: Vec::new(),
            prepared: None,
        }
    }
}

impl SearchScreen {
    fn search(&mut self, workbook: &Workbook) {
        let prepared = match self.prepared.take() {
            Some(prepared) if prepared.head == workbook.head => prepared,
            _ => Prepared::new(workbook),
        };
        self.hits = prepared.index.search(self.query.text());
        self.prepared = Some(prepared);
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
                self.cursor.update(
                    command,
                    self.hits.len(),
                    usize::from(context.body.1 / ROWS_OF_A_HIT),
                );
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
        let height = usize::from(list.height / ROWS_OF_A_HIT);
        let offset = self.cursor.offset(self.hits.len(), height);
        let tops = (list.top()..list.bottom()).step_by(usize::from(ROWS_OF_A_HIT));
        for ((index, hit), y) in self.hits.iter().enumerate().skip(offset).zip(tops) {
            let area = Rect {
                y,
                height: ROWS_OF_A_HIT.min(list.bottom() - y),
                ..list
            };
            let query = self.query.text();
            let own = self.prepared.as_ref();
            let own = own.map(|prepared| prepared.own_with(hit.clause, query));
            let found = Found {
                clause: hit.clause,
                query,
                own: own.unwrap_or_default(),
            };
            hit::draw(context, workbook, &found, index == selected, area, buffer);
        }
        cursor
    }
}
