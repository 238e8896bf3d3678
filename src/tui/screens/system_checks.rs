//! All checks of one system in clause order, with a filter for what is not assessed and for gaps.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::matrix::{marked, unmarked};
use super::walk::{mark_of, open_answer};
use super::{BulkScreen, Screen};
use crate::lang::{fill, level_name, state_name, system_kind, tr};
use crate::model::assessment::State;
use crate::model::pack::ClauseId;
use crate::model::scope::{Check, Target};
use crate::model::score::effective_state;
use crate::text;
use crate::tui::app::{Act, Context, Workbook};
use crate::tui::keys::Command;
use crate::tui::theme::Tone;
use crate::tui::widgets::canvas::Canvas;
use crate::tui::widgets::cursor::Cursor;
use crate::tui::widgets::form::neighbour;
use crate::tui::widgets::paint::put;
use crate::tui::widgets::row;
use crate::tui::widgets::scroll::{self, Scroll};

/// Rows of the heading.
const HEADING: u16 = 2;
/// Cells of a clause id with the space behind it.
const CLAUSE: usize = 6;

/// Which checks are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Filter {
    All,
    Unanswered,
    Gaps,
}

impl Filter {
    const ALL: [Filter; 3] = [Filter::All, Filter::Unanswered, Filter::Gaps];

    fn name(self) -> &'static str {
        match self {
            Filter::All => "matrix.filter_all",
            Filter::Unanswered => "matrix.filter_unanswered",
            Filter::Gaps => "matrix.filter_gaps",
        }
    }

    fn passes(self, workbook: &Workbook, check: &Check) -> bool {
        match self {
            Filter::All => true,
            _ if !check.in_scope() => false,
            Filter::Unanswered => effective_state(&workbook.assessment, check) == State::Unanswered,
            Filter::Gaps => effective_state(&workbook.assessment, check).is_gap(),
        }
    }
}

/// A row: an article or one of its checks, by its place in the scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Entry {
    Article(u16),
    Check(usize),
}

/// The checks of one system.
#[derive(Debug, Clone)]
pub struct SystemChecksScreen {
    /// Id of the system.
    system: String,
    filter: Filter,
    /// Counts checks alone; articles cannot be selected.
    cursor: Cursor,
    marks: BTreeSet<ClauseId>,
    /// What is listed, until something is saved.
    listed: OnceCell<Vec<Entry>>,
}

impl SystemChecksScreen {
    /// The checks of the system with this id.
    pub fn new(system: String) -> Self {
        Self {
            system,
            filter: Filter::All,
            cursor: Cursor::default(),
            marks: BTreeSet::new(),
            listed: OnceCell::new(),
        }
    }

    fn target(&self) -> Target {
        Target::System(self.system.clone())
    }

    fn listed(&self, workbook: &Workbook) -> &[Entry] {
        self.listed.get_or_init(|| {
            let target = self.target();
            let mut listed = Vec::new();
            let mut article = None;
            let checks = workbook.scope.checks.iter().enumerate();
            for (index, check) in checks.filter(|(_, check)| check.target.as_ref() == Some(&target)) {
                if !self.filter.passes(workbook, check) {
                    continue;
                }
                if article != Some(check.clause.article) {
                    article = Some(check.clause.article);
                    listed.push(Entry::Article(check.clause.article));
                }
                listed.push(Entry::Check(index));
            }
            listed
        })
    }

    /// The listed checks in order.
    fn checks<'a>(&self, workbook: &'a Workbook) -> Vec<&'a Check> {
        let places = self.listed(workbook).iter().filter_map(|entry| match entry {
            Entry::Check(index) => Some(*index),
            Entry::Article(_) => None,
        });
        places
            .filter_map(|index| workbook.scope.checks.get(index))
            .collect()
    }

    /// Whether a command can be used now.
    pub fn enabled(&self, command: Command, context: &Context<'_>) -> bool {
        let Some(workbook) = context.workbook else {
            return false;
        };
        match command {
            Command::Mark => !workbook.read_only && !self.checks(workbook).is_empty(),
            Command::Unmark => !self.marks.is_empty(),
            _ => true,
        }
    }

    /// Handles a command.
    pub fn command(&mut self, command: Command, context: &Context<'_>) -> Vec<Act> {
        let Some(workbook) = context.workbook else {
            return Vec::new();
        };
        let checks = self.checks(workbook);
        let here = checks.get(self.cursor.within(checks.len()));
        match command {
            Command::Open if !self.marks.is_empty() => {
                let chosen = self.marks.iter().map(|clause| (*clause, self.target()));
                let screen = BulkScreen::new(workbook, chosen.collect());
                return vec![Act::push(Screen::Bulk(Box::new(screen)))];
            }
            Command::Open => {
                return here
                    .map(|check| open_answer(workbook, check.clause, &self.target()))
                    .into_iter()
                    .collect();
            }
            Command::Mark => {
                if let Some(check) = here
                    && !self.marks.remove(&check.clause)
                {
                    self.marks.insert(check.clause);
                }
                self.cursor.update(Command::Down, checks.len(), 1);
                return vec![marked(context, self.marks.len())];
            }
            Command::Unmark => self.marks.clear(),
            Command::Back if !self.marks.is_empty() => {
                self.marks.clear();
                return vec![unmarked(context)];
            }
            Command::Left | Command::Right => {
                let by = if command == Command::Left { -1 } else { 1 };
                self.filter = neighbour(&Filter::ALL, &self.filter, by, true).unwrap_or(self.filter);
                self.listed = OnceCell::new();
                self.cursor = Cursor::default();
            }
            _ => {
                let page = usize::from(context.body.1.saturating_sub(HEADING));
                self.cursor.update(command, checks.len(), page);
            }
        }
        Vec::new()
    }

    /// Something was saved: what is listed is looked up anew.
    pub fn outcome(&mut self, context: &Context<'_>) -> Vec<Act> {
        self.listed = OnceCell::new();
        let gone = |workbook: &Workbook| workbook.assessment.profile.system(&self.system).is_none();
        // An undo may take the system away.
        match context.workbook.is_some_and(gone) {
            true => vec![Act::Pop],
            false => Vec::new(),
        }
    }

    /// Draws it.
    pub fn view(&self, context: &Context<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let workbook = context.workbook?;
        let system = workbook.assessment.profile.system(&self.system)?;
        let (lang, theme) = (context.lang, context.theme);
        let area = Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            ..area
        };
        let entries = self.listed(workbook);
        let count = self
            .checks(workbook)
            .iter()
            .filter(|check| check.in_scope())
            .count();
        let title = fill(
            lang,
            "matrix.checks_title",
            &[
                ("name", &text::visible(&system.name, false)),
                ("kind", system_kind(system, lang)),
                ("count", &count.to_string()),
            ],
        );
        let title = theme.fit(&title, usize::from(area.width));
        put(
            buffer,
            area.x,
            area.y,
            area.width,
            &title,
            theme.style(Tone::Heading),
        );
        let filters = Filter::ALL.map(|filter| {
            let tick = if filter == self.filter { "(x)" } else { "( )" };
            format!("{tick} {}", tr(lang, filter.name()))
        });
        let label = tr(lang, "matrix.show_label");
        let lead = u16::try_from(text::width(label) + 2)
            .unwrap_or(area.width)
            .min(area.width);
        let row = Rect {
            x: area.x + lead,
            y: area.y + 1,
            width: area.width - lead,
            height: 1,
        };
        let chosen = Filter::ALL.iter().position(|filter| *filter == self.filter);
        Canvas::from(context).turns(row, filters.iter().map(String::as_str), 2, chosen);
        let filters = format!("{label}  {}", filters.join("  "));
        put(
            buffer,
            area.x,
            area.y + 1,
            area.width,
            &filters,
            theme.style(Tone::Dim),
        );
        let list = Rect {
            y: area.y + HEADING,
            height: area.height.saturating_sub(HEADING),
            ..area
        };
        if entries.is_empty() {
            let words = theme.fit(tr(lang, "matrix.checks_none"), usize::from(list.width));
            put(
                buffer,
                list.x,
                list.y,
                list.width,
                &words,
                theme.style(Tone::Plain),
            );
            return None;
        }
        self.draw_rows(context, workbook, entries, list, buffer);
        None
    }

    fn draw_rows(
        &self,
        context: &Context<'_>,
        workbook: &Workbook,
        entries: &[Entry],
        list: Rect,
        buffer: &mut Buffer,
    ) {
        let theme = context.theme;
        let places: Vec<usize> = (0..)
            .zip(entries)
            .filter(|(_, entry)| matches!(entry, Entry::Check(_)))
            .map(|(at, _)| at)
            .collect();
        let selected = places.get(self.cursor.within(places.len())).copied().unwrap_or(0);
        let offset = Cursor { row: selected }.offset(entries.len(), usize::from(list.height));
        let shown = entries.iter().enumerate().skip(offset);
        for ((at, entry), y) in shown.zip(list.top()..list.bottom()) {
            let area = Rect { y, height: 1, ..list };
            match entry {
                Entry::Article(number) => {
                    let article = workbook.pack.article(*number);
                    let title = article
                        .map(|article| context.lang.of(&article.title))
                        .unwrap_or_default();
                    let words = theme.fit(&format!("{number} {title}"), usize::from(list.width));
                    put(buffer, list.x, y, list.width, &words, theme.style(Tone::Heading));
                }
                Entry::Check(index) => {
                    if let Some(check) = workbook.scope.checks.get(*index) {
                        let width = usize::from(list.width.saturating_sub(3));
                        let (words, tone) = self.words(context, workbook, check, width);
                        row::draw(buffer, area, context, at == selected, &words, tone);
                    }
                }
            }
        }
        let seen = Scroll {
            top: offset,
            height: usize::from(list.height),
            rows: entries.len(),
        };
        scroll::hint(buffer, list, theme, seen);
    }

    /// Mark, clause, title, level, state and how much evidence.
    fn words(
        &self,
        context: &Context<'_>,
        workbook: &Workbook,
        check: &Check,
        width: usize,
    ) -> (String, Tone) {
        let lang = context.lang;
        let star = if self.marks.contains(&check.clause) {
            "*"
        } else {
            " "
        };
        let title = workbook
            .pack
            .clause(check.clause)
            .map(|clause| lang.of(&clause.title));
        let (behind, tone) = if check.in_scope() {
            let state = effective_state(&workbook.assessment, check);
            let (mark, _) = context.theme.mark(mark_of(state));
            let evidence = workbook
                .assessment
                .links_for(check.clause, &self.target())
                .count();
            let evidence = match evidence {
                0 => String::new(),
                count => fill(lang, "matrix.evidence_count", &[("count", &count.to_string())]),
            };
            let words = format!(
                "{} {mark} {} {evidence}",
                level_name(check.level, lang),
                state_name(state, lang)
            );
            (words, Tone::Plain)
        } else {
            (tr(lang, "matrix.not_in_scope").to_owned(), Tone::Dim)
        };
        let column = (width / 2).max(text::width(&behind).min(width));
        let room = width.saturating_sub(column + CLAUSE + 2);
        let clause = text::pad(&check.clause.to_string(), CLAUSE);
        let title = text::pad(title.unwrap_or_default(), room);
        (format!("{star} {clause}{title} {behind}"), tone)
    }
}
