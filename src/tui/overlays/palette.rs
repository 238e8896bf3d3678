//! Ctrl-P: every command that can be used now, found by typing; and clauses by their number.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::lang::{Lang, fill, tr};
use crate::model::pack::{Clause, ClauseId};
use crate::text;
use crate::tui::app::{Act, App, Context, Workbook};
use crate::tui::going::can_go;
use crate::tui::input::KeyPress;
use crate::tui::keys::matching::Query;
use crate::tui::keys::{Binding, Command, Keymap, Place};
use crate::tui::refusal::moves;
use crate::tui::screens::acts_of;
use crate::tui::theme::Tone;
use crate::tui::update::{place, usable};
use crate::tui::widgets::cursor::Cursor;
use crate::tui::widgets::lines::wrapped;
use crate::tui::widgets::paint::put;
use crate::tui::widgets::popup::{Popup, centred};
use crate::tui::widgets::row;
use crate::tui::widgets::scroll::{self, Scroll};
use crate::tui::widgets::text_field::{Reaction, TextField};

/// Size of the palette in cells.
const SIZE: (u16, u16) = (60, 18);
/// Cells for the key at the end of a row.
const KEY: usize = 12;

/// The palette.
#[derive(Debug, Clone)]
pub struct Palette {
    query: TextField,
    cursor: Cursor,
    /// What the screen below can do now, in the order shown when nothing is typed.
    choices: Vec<&'static Binding>,
    /// Where that is.
    place: Place,
    /// Clauses can be gone to.
    clauses: bool,
}

/// What a row does.
#[derive(Debug, Clone, Copy)]
enum Row {
    Clause(ClauseId),
    Command(&'static Binding),
}

impl Palette {
    /// A palette of what can be done now: what was run last first, then what has its place in the table
    /// for it, then the rest.
    pub fn new(app: &App) -> Self {
        let rank = |binding: &&Binding| {
            let recent = app.recent.iter().position(|command| *command == binding.command);
            (recent.unwrap_or(usize::MAX), !binding.palette)
        };
        let mut choices: Vec<&'static Binding> = usable(app)
            .into_iter()
            .filter(|binding| binding.command != Command::Palette && !moves(binding.command))
            .collect();
        choices.sort_by_key(rank);
        Self {
            query: TextField::single_line(""),
            cursor: Cursor::default(),
            choices,
            place: place(app),
            clauses: can_go(app),
        }
    }

    /// What fits what was typed, the best first.
    fn found(&self, lang: Lang, keymap: &Keymap, workbook: Option<&Workbook>) -> Vec<Row> {
        let query = Query::new(self.query.text());
        if query.is_empty() {
            return self.choices.iter().map(|binding| Row::Command(binding)).collect();
        }
        let mut found: Vec<(i64, &'static Binding)> = self
            .choices
            .iter()
            .filter_map(|binding| Some((query.score(binding, self.place, keymap, lang)?, *binding)))
            .collect();
        found.sort_by_key(|(score, _)| -score);
        let clauses = workbook.filter(|_| self.clauses).into_iter();
        let clauses = clauses.flat_map(|workbook| numbered(workbook, self.query.text()));
        let commands = found.into_iter().map(|(_, binding)| Row::Command(binding));
        clauses.map(Row::Clause).chain(commands).collect()
    }

    fn found_in(&self, context: &Context<'_>) -> Vec<Row> {
        self.found(context.lang, context.keymap, context.workbook)
    }

    /// Handles a command.
    pub fn command(&mut self, command: Command, context: &Context<'_>) -> Vec<Act> {
        let found = self.found_in(context);
        if command == Command::Open {
            return match found.get(self.cursor.within(found.len())) {
                Some(Row::Command(binding)) => vec![Act::Run(binding.command)],
                Some(Row::Clause(clause)) => vec![Act::GoTo(*clause)],
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
        self.cursor = Cursor::default();
    }

    /// Draws it.
    pub fn view(&self, context: &Context<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let popup = Popup {
            title: tr(context.lang, "tui.palette_title"),
            tone: Tone::Heading,
        };
        let inner = popup.view(centred(area, SIZE.0, SIZE.1), buffer, context);
        let field = Rect {
            height: inner.height.min(1),
            ..inner
        };
        let position = self.query.view(field, buffer, context.theme);
        let rows = Rect {
            y: inner.y + 2,
            height: inner.height.saturating_sub(2),
            ..inner
        };
        let found = self.found_in(context);
        if found.is_empty() {
            let nothing = wrapped(tr(context.lang, "keys.palette_nothing"), usize::from(rows.width));
            for (line, y) in nothing.iter().zip(rows.top()..rows.bottom()) {
                put(
                    buffer,
                    rows.x,
                    y,
                    rows.width,
                    line,
                    context.theme.style(Tone::Dim),
                );
            }
        }
        let height = usize::from(rows.height);
        let top = self.cursor.offset(found.len(), height);
        let listed = found.iter().enumerate().skip(top);
        for ((index, found_row), y) in listed.zip(rows.top()..rows.bottom()) {
            let words = self.words(*found_row, context, usize::from(rows.width));
            let is_selected = index == self.cursor.within(found.len());
            let line = Rect { y, height: 1, ..rows };
            row::draw(buffer, line, context, is_selected, &words, Tone::Plain);
        }
        let beside = Rect {
            width: rows.width + 1,
            ..rows
        };
        let scroll = Scroll {
            top,
            height,
            rows: found.len(),
        };
        scroll::hint(buffer, beside, context.theme, scroll);
        position
    }

    fn words(&self, row: Row, context: &Context<'_>, width: usize) -> String {
        match row {
            Row::Command(binding) => {
                let key = context.keymap.label(binding, self.place).unwrap_or_default();
                let label = tr(context.lang, binding.label);
                format!("{}  {key}", text::pad(label, width.saturating_sub(KEY + 2)))
            }
            Row::Clause(id) => {
                let clause = context.workbook.and_then(|workbook| workbook.pack.clause(id));
                let title = clause.map_or("", |clause| context.lang.of(&clause.title));
                let values = [("clause", &*id.to_string()), ("title", title)];
                fill(context.lang, "keys.palette_clause", &values)
            }
        }
    }
}

/// The clauses whose number was typed: `4.4`, or `4` for all of an article.
fn numbered(workbook: &Workbook, typed: &str) -> Vec<ClauseId> {
    let typed: String = typed.trim().chars().map(text::fold_full_width).collect();
    let is_number = typed.chars().all(|c| c.is_ascii_digit() || c == '.');
    let fits = |clause: &&Clause| {
        let id = clause.id.to_string();
        match typed.strip_suffix('.').unwrap_or(&typed) {
            article if !article.contains('.') => clause.id.article.to_string() == article,
            _ => id == typed,
        }
    };
    let clauses = workbook.pack.clauses().filter(|_| is_number);
    clauses.filter(fits).map(|clause| clause.id).collect()
}
