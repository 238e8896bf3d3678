//! F1: what this screen is for and every key that works here, from the command table. Typing filters,
//! Enter runs the marked row.

mod about;
mod group;

use std::cell::RefCell;
use std::rc::Rc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use group::Group;

use super::editing_keys;
use crate::lang::{Lang, tr};
use crate::text;
use crate::tui::app::{Act, App, Context, FRAME_ROWS};
use crate::tui::input::KeyPress;
use crate::tui::keys::matching::Query;
use crate::tui::keys::{Binding, Command, Keymap, Place, bindings_at};
use crate::tui::refusal::{Refusal, refusal};
use crate::tui::screens::acts_of;
use crate::tui::spots::Spot;
use crate::tui::theme::{Mark, Tone};
use crate::tui::update::enabled;
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::cursor::WHEEL_ROWS;
use crate::tui::widgets::lines::wrapped;
use crate::tui::widgets::paint::put;
use crate::tui::widgets::popup::{Popup, centred};
use crate::tui::widgets::scroll::{self, Scroll};
use crate::tui::widgets::text_field::{Reaction, TextField};

/// Widest the help gets, in cells.
const WIDTH: u16 = 72;
/// Cells for the keys of a row.
const KEYS: usize = 22;
/// Rows inside the box that are no list: the filter and an empty row above, the foot below.
const FIXED: u16 = 3;

/// The help for one place.
#[derive(Debug, Clone)]
pub struct Help {
    place: Place,
    entries: Vec<Entry>,
    query: TextField,
    /// The marked row among those that are found, or past them a line below; none until someone moves or types.
    marked: Option<usize>,
    /// Text is being written there: the keys of text fields are told as well.
    editing: bool,
    /// The list as it was last laid out, whole and filtered: wrapping it is most of a frame.
    laid_out: RefCell<Vec<LaidOut>>,
}

/// The list at a width, for a language and a filter.
#[derive(Debug, Clone)]
struct LaidOut {
    lang: Lang,
    width: usize,
    query: String,
    lines: Rc<Vec<Line>>,
}

/// As many as one frame asks for.
const LAID_OUT: usize = 2;

/// A command of the place, and why it cannot be run if it cannot.
#[derive(Debug, Clone, Copy)]
struct Entry {
    binding: &'static Binding,
    refusal: Option<Refusal>,
}

/// One line of the list.
#[derive(Debug, Clone)]
enum Line {
    /// Words about the place, a heading or an empty line.
    Words(String, Tone),
    /// The command with this number among those that are found.
    Command(usize, Entry),
    /// A key of text fields, which can only be pressed.
    Text(String),
}

impl Help {
    /// Help for where the user is now.
    pub fn new(app: &App) -> Self {
        let place = crate::tui::update::place(app);
        let entry = |binding: &'static Binding| Entry {
            binding,
            refusal: (!enabled(app, binding.command)).then(|| refusal(app, place, binding.command)),
        };
        Self {
            place,
            entries: bindings_at(place).map(entry).collect(),
            query: TextField::single_line(""),
            marked: None,
            editing: false,
            laid_out: RefCell::default(),
        }
    }

    /// With the keys of text fields, where text is being written.
    #[must_use]
    pub fn with_editing(self, editing: bool) -> Self {
        Self { editing, ..self }
    }

    /// What is found, group by group; with a filter the best first.
    fn found(&self, lang: Lang, keymap: &Keymap, query: &str) -> Vec<Entry> {
        let query = Query::new(query);
        if query.is_empty() {
            let of = |group: Group| {
                let entries = self.entries.iter().copied();
                entries.filter(move |entry| Group::of(entry.binding.command) == group)
            };
            let mut found: Vec<Entry> = Group::ALL.into_iter().flat_map(|(group, _)| of(group)).collect();
            // In a group, what can only be chosen here or in the palette comes last.
            let place = |entry: &Entry| {
                let group = Group::of(entry.binding.command);
                let group = Group::ALL.iter().position(|(known, _)| *known == group);
                (group, keymap.keys(entry.binding, self.place).is_empty())
            };
            found.sort_by_key(place);
            return found;
        }
        let mut found: Vec<(i64, Entry)> = self
            .entries
            .iter()
            .filter_map(|entry| Some((query.score(entry.binding, self.place, keymap, lang)?, *entry)))
            .collect();
        found.sort_by_key(|(score, _)| -score);
        found.into_iter().map(|(_, entry)| entry).collect()
    }

    /// The list as it stands at a width, with a filter.
    fn lines(&self, context: &Context<'_>, width: usize, query: &str) -> Rc<Vec<Line>> {
        let (lang, keymap) = (context.lang, context.keymap);
        let is_asked =
            |known: &&LaidOut| (known.lang, known.width, known.query.as_str()) == (lang, width, query);
        if let Some(known) = self.laid_out.borrow().iter().find(is_asked) {
            return Rc::clone(&known.lines);
        }
        let lines = Rc::new(self.lay_out(lang, keymap, width, query));
        let mut laid_out = self.laid_out.borrow_mut();
        laid_out.insert(
            0,
            LaidOut {
                lang,
                width,
                query: query.to_owned(),
                lines: Rc::clone(&lines),
            },
        );
        laid_out.truncate(LAID_OUT);
        lines
    }

    fn lay_out(&self, lang: Lang, keymap: &Keymap, width: usize, query: &str) -> Vec<Line> {
        let found = self.found(lang, keymap, query);
        let plain = |words: String| Line::Words(words, Tone::Plain);
        let mut lines = Vec::new();
        if query.is_empty() {
            for paragraph in about::paragraphs(self.place, lang) {
                lines.extend(wrapped(paragraph, width).into_iter().map(plain));
            }
            let mut group = None;
            for (number, entry) in found.into_iter().enumerate() {
                let its = Group::of(entry.binding.command);
                if group != Some(its) {
                    group = Some(its);
                    lines.push(plain(String::new()));
                    let name = Group::ALL.into_iter().find(|(known, _)| *known == its);
                    let name = name.map_or("", |(_, id)| tr(lang, id));
                    lines.push(Line::Words(name.to_owned(), Tone::Heading));
                }
                lines.push(Line::Command(number, entry));
            }
            lines.push(plain(String::new()));
            let mouse = wrapped(tr(lang, "mouse.help"), width);
            lines.extend(mouse.into_iter().map(plain));
            if self.editing {
                lines.push(plain(String::new()));
                let title = tr(lang, "writing.keys_title").to_owned();
                lines.push(Line::Words(title, Tone::Heading));
            }
        } else {
            let commands = found.into_iter().enumerate();
            lines.extend(commands.map(|(number, entry)| Line::Command(number, entry)));
        }
        lines.extend(self.text_lines(lang, query));
        if self.editing && query.is_empty() {
            lines.push(plain(String::new()));
            let bound = wrapped(tr(lang, "writing.keys_bound"), width);
            lines.extend(bound.into_iter().map(plain));
        }
        if lines.is_empty() {
            let nothing = wrapped(tr(lang, "keys.help_nothing"), width);
            lines.extend(nothing.into_iter().map(|line| Line::Words(line, Tone::Dim)));
        }
        lines
    }

    /// The keys of text fields that are found.
    fn text_lines(&self, lang: Lang, query: &str) -> Vec<Line> {
        let query = Query::new(query);
        let rows = editing_keys::ROWS.iter().filter(|_| self.editing);
        let rows = rows.filter_map(|(keys, id)| {
            let label = tr(lang, id);
            let texts = [label, tr(lang.other(), id), keys].map(str::to_lowercase);
            let is_found = query.is_empty() || query.score_of(&texts).is_some();
            is_found.then(|| Line::Text(format!("{}  {label}", text::pad(keys, KEYS))))
        });
        rows.collect()
    }

    /// The box it stands in: as high as all of it needs, so that it keeps still while one types.
    fn area(&self, context: &Context<'_>, window: Rect) -> Rect {
        let width = WIDTH.min(window.width.saturating_sub(2));
        let lines = self.lines(context, inner_width(width), "");
        let height = u16::try_from(lines.len())
            .unwrap_or(u16::MAX)
            .saturating_add(FIXED + 2);
        // The bottom line stays, which says how to close it.
        let above = Rect {
            height: window.height.saturating_sub(1),
            ..window
        };
        centred(above, width, height)
    }

    /// Handles a command.
    pub fn command(&mut self, command: Command, context: &Context<'_>) -> Vec<Act> {
        let found = self.found(context.lang, context.keymap, self.query.text());
        if command == Command::Open {
            return match self.marked.and_then(|row| found.get(row)) {
                None => vec![Act::CloseOverlay],
                Some(entry) if entry.refusal.is_none() => vec![Act::Run(entry.binding.command)],
                // Its reason stands at the foot.
                Some(_) => Vec::new(),
            };
        }
        let window = Rect::new(0, 0, context.body.0, context.body.1 + FRAME_ROWS);
        let area = self.area(context, window);
        let page = usize::from(area.height.saturating_sub(FIXED + 3));
        let lines = self.lines(context, inner_width(area.width), self.query.text());
        // What stands below the last command is gone through line by line, too.
        let last = (found.len() + tail(&lines)).checked_sub(1);
        let here = self.marked;
        self.marked = match command {
            Command::Down => here.map_or(Some(0), |row| Some(row + 1)),
            Command::PageDown => here.map_or(Some(page), |row| Some(row + page)),
            // Above the first row stand the words about the place.
            Command::Up => here.and_then(|row| row.checked_sub(1)),
            Command::ScrollDown => here.map_or(Some(0), |row| Some(row + WHEEL_ROWS)),
            Command::ScrollUp => here.and_then(|row| row.checked_sub(WHEEL_ROWS)),
            Command::PageUp => here.and_then(|row| row.checked_sub(page)),
            Command::First => None,
            Command::Last => last,
            _ => here,
        }
        .and_then(|row| Some(row.min(last?)));
        Vec::new()
    }

    /// Handles a key of text entry.
    pub fn key(&mut self, key: KeyPress) -> Option<Vec<Act>> {
        // Nothing is typed yet: these move through the list instead.
        if self.query.is_empty() && key.typed().is_none() {
            return None;
        }
        let reaction = self.query.update(key);
        if reaction == Reaction::Changed {
            self.marked = (!self.query.is_empty()).then_some(0);
        }
        acts_of(reaction)
    }

    /// Handles pasted text.
    pub fn paste(&mut self, pasted: &str) {
        let _ = self.query.paste(pasted);
        self.marked = (!self.query.is_empty()).then_some(0);
    }

    /// Draws it.
    pub fn view(&self, context: &Context<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let area = self.area(context, area);
        let popup = Popup {
            title: tr(context.lang, "tui.help_title"),
            tone: Tone::Heading,
        };
        let inner = popup.view(area, buffer, context);
        Canvas::from(context).spot(inner, Spot::Pane);
        let label = tr(context.lang, "keys.help_filter");
        let style = context.theme.style(Tone::Dim);
        let used = put(buffer, inner.x, inner.y, inner.width, label, style);
        let field = Rect {
            x: inner.x + used,
            width: inner.width.saturating_sub(used),
            height: inner.height.min(1),
            ..inner
        };
        let cursor = self.query.view(field, buffer, context.theme);
        let rows = Rect {
            y: inner.y + 2,
            height: inner.height.saturating_sub(FIXED),
            ..inner
        };
        self.draw_lines(context, rows, buffer);
        let foot = context.theme.fit(&self.foot(context), usize::from(inner.width));
        let bottom = inner.bottom().saturating_sub(1);
        put(buffer, inner.x, bottom, inner.width, &foot, style);
        cursor
    }

    fn draw_lines(&self, context: &Context<'_>, area: Rect, buffer: &mut Buffer) {
        let lines = self.lines(context, inner_width(area.width + 4), self.query.text());
        let height = usize::from(area.height);
        let commands = lines
            .iter()
            .filter(|line| matches!(line, Line::Command(..)))
            .count();
        let marked = self.marked.and_then(|marked| match marked.checked_sub(commands) {
            Some(below) => (lines.len() + below).checked_sub(tail(&lines)),
            None => lines
                .iter()
                .position(|line| matches!(line, Line::Command(number, _) if *number == marked)),
        });
        let top = marked.map_or(0, |row| scroll::top_for(0, row, height, lines.len()));
        for (line, y) in lines.iter().skip(top).zip(area.top()..area.bottom()) {
            self.draw_line(context, line, Rect { y, height: 1, ..area }, buffer);
        }
        let beside = Rect {
            width: area.width + 1,
            ..area
        };
        let rows = lines.len();
        scroll::hint(buffer, beside, context.theme, Scroll { top, height, rows });
    }

    fn draw_line(&self, context: &Context<'_>, line: &Line, area: Rect, buffer: &mut Buffer) {
        let theme = context.theme;
        let (words, tone, is_marked) = match line {
            Line::Words(words, tone) => {
                put(buffer, area.x, area.y, area.width, words, theme.style(*tone));
                return;
            }
            Line::Text(words) => (words.clone(), Tone::Plain, false),
            Line::Command(number, entry) => {
                let is_marked = Some(*number) == self.marked;
                if self.marked.is_some() {
                    Canvas::from(context).row(area, is_marked);
                }
                let tone = match (entry.refusal, is_marked) {
                    (Some(_), _) => Tone::Dim,
                    (None, true) => Tone::Strong,
                    (None, false) => Tone::Plain,
                };
                (self.row(*entry, context), tone, is_marked)
            }
        };
        let (mark, mark_tone) = theme.mark(if is_marked { Mark::Selected } else { Mark::None });
        put(buffer, area.x, area.y, 2, mark, theme.style(mark_tone));
        let width = area.width.saturating_sub(2);
        let words = theme.fit(&words, usize::from(width));
        put(buffer, area.x + 2, area.y, width, &words, theme.style(tone));
    }

    /// Keys, what they do, and for what cannot be done why not.
    fn row(&self, entry: Entry, context: &Context<'_>) -> String {
        let keys = context.keymap.labels(entry.binding, self.place);
        let label = tr(context.lang, entry.binding.label);
        let row = format!("{}  {label}", text::pad(&keys, KEYS));
        match entry.refusal {
            Some(refusal) => format!("{row}  ({})", refusal.words(context.lang, context.keymap)),
            None => row,
        }
    }

    /// What Enter does now, or why it does nothing.
    fn foot(&self, context: &Context<'_>) -> String {
        let lang = context.lang;
        let found = self.found(lang, context.keymap, self.query.text());
        let marked = self.marked.and_then(|row| found.get(row));
        if let Some(refusal) = marked.and_then(|entry| entry.refusal) {
            return refusal.words(lang, context.keymap);
        }
        let key = |command: Command| {
            let binding = bindings_at(Place::Help).find(|binding| binding.command == command);
            let label = binding.and_then(|binding| context.keymap.label(binding, Place::Help));
            label.unwrap_or_default()
        };
        let id = match marked {
            Some(_) => "keys.help_foot",
            None => "keys.help_foot_close",
        };
        let values = [("open", key(Command::Open)), ("back", key(Command::Back))];
        let values = values.each_ref().map(|(name, key)| (*name, key.as_str()));
        crate::lang::fill(lang, id, &values)
    }
}

/// How many lines stand below the last command.
fn tail(lines: &[Line]) -> usize {
    let below = lines
        .iter()
        .rev()
        .take_while(|line| !matches!(line, Line::Command(..)));
    below.count()
}

/// Cells for words in a box of this width.
fn inner_width(width: u16) -> usize {
    usize::from(width.saturating_sub(4))
}
