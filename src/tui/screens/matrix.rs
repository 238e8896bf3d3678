//! One clause over all systems: all of them, the groups that share something, then each; those that
//! differ from the common answer are marked.

use std::collections::BTreeSet;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::walk::{mark_of, open_answer};
use super::{BulkScreen, Screen};
use crate::lang::{cite_clause, fill, level_name, state_name, tr};
use crate::model::matrix::{Group, Line, Matrix, groups};
use crate::model::pack::{ClauseId, Subject};
use crate::model::scope::Target;
use crate::text;
use crate::tui::app::{Act, Context, Notice, Workbook};
use crate::tui::keys::Command;
use crate::tui::theme::Tone;
use crate::tui::widgets::cursor::Cursor;
use crate::tui::widgets::lines::wrapped;
use crate::tui::widgets::paint::put;
use crate::tui::widgets::row;
use crate::tui::widgets::scroll::{self, Scroll};

/// Rows of the heading.
const HEADING: u16 = 2;
/// Widest column of names, in cells.
const NAME: usize = 26;

/// A row of the matrix.
enum MatrixRow<'a> {
    All,
    Group(&'a Group),
    System(&'a Line<'a>),
}

/// The matrix of a clause.
#[derive(Debug, Clone)]
pub struct MatrixScreen {
    clause: ClauseId,
    cursor: Cursor,
    /// Ids of marked systems.
    marks: BTreeSet<String>,
}

impl MatrixScreen {
    /// The matrix of a clause.
    pub fn new(clause: ClauseId) -> Self {
        Self {
            clause,
            cursor: Cursor::default(),
            marks: BTreeSet::new(),
        }
    }

    /// Whether a command can be used now.
    pub fn enabled(&self, command: Command, context: &Context<'_>) -> bool {
        let Some(workbook) = context.workbook else {
            return false;
        };
        match command {
            Command::Mark => !workbook.read_only && !workbook.assessment.profile.systems.is_empty(),
            Command::Unmark => !self.marks.is_empty(),
            _ => true,
        }
    }

    /// Handles a command.
    pub fn command(&mut self, command: Command, context: &Context<'_>) -> Vec<Act> {
        let Some(workbook) = context.workbook else {
            return Vec::new();
        };
        let groups = groups(&workbook.assessment.profile);
        let matrix = Matrix::new(&workbook.scope, &workbook.assessment, self.clause);
        let rows = rows(&matrix, &groups);
        let here = rows.get(self.cursor.within(rows.len()));
        match command {
            Command::Open if !self.marks.is_empty() => {
                let marked = matrix
                    .lines
                    .iter()
                    .filter(|line| self.marks.contains(line.system));
                return self.answer(workbook, marked.map(|line| line.system.to_owned()).collect());
            }
            Command::Open => {
                return match here {
                    Some(MatrixRow::All) => {
                        let all = matrix.lines.iter().map(|line| line.system.to_owned());
                        self.answer(workbook, all.collect())
                    }
                    Some(MatrixRow::Group(group)) => self.answer(workbook, group.systems.clone()),
                    Some(MatrixRow::System(line)) => {
                        let target = Target::System(line.system.to_owned());
                        vec![open_answer(workbook, self.clause, &target)]
                    }
                    None => Vec::new(),
                };
            }
            Command::Mark => {
                let ids: Vec<String> = match here {
                    Some(MatrixRow::All) => matrix.lines.iter().map(|line| line.system.to_owned()).collect(),
                    Some(MatrixRow::Group(group)) => group.systems.clone(),
                    Some(MatrixRow::System(line)) => vec![line.system.to_owned()],
                    None => Vec::new(),
                };
                self.toggle(&ids);
                self.cursor.update(Command::Down, rows.len(), 1);
                return vec![marked(context, self.marks.len())];
            }
            Command::Unmark => self.marks.clear(),
            Command::Back if !self.marks.is_empty() => {
                self.marks.clear();
                return vec![unmarked(context)];
            }
            Command::Left => self.turn(workbook, false),
            Command::Right => self.turn(workbook, true),
            _ => {
                self.cursor
                    .update(command, rows.len(), usize::from(context.body.1));
            }
        }
        Vec::new()
    }

    /// Marks all of these, or takes the marks away where all are marked.
    fn toggle(&mut self, ids: &[String]) {
        if ids.iter().all(|id| self.marks.contains(id)) {
            ids.iter().for_each(|id| {
                self.marks.remove(id);
            });
        } else {
            self.marks.extend(ids.iter().cloned());
        }
    }

    fn answer(&self, workbook: &Workbook, systems: Vec<String>) -> Vec<Act> {
        if systems.is_empty() {
            return Vec::new();
        }
        let chosen = systems
            .into_iter()
            .map(|id| (self.clause, Target::System(id)))
            .collect();
        vec![Act::push(Screen::Bulk(Box::new(BulkScreen::new(
            workbook, chosen,
        ))))]
    }

    /// The neighbouring clause that systems are asked for; stays at the ends.
    fn turn(&mut self, workbook: &Workbook, forward: bool) {
        let of_systems = |clause: &&crate::model::pack::Clause| clause.subject == Subject::System;
        let ids: Vec<ClauseId> = workbook
            .pack
            .clauses()
            .filter(of_systems)
            .map(|clause| clause.id)
            .collect();
        let next = match forward {
            true => ids.iter().find(|id| **id > self.clause),
            false => ids.iter().rev().find(|id| **id < self.clause),
        };
        self.clause = next.copied().unwrap_or(self.clause);
    }

    /// Draws it.
    pub fn view(&self, context: &Context<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let workbook = context.workbook?;
        let clause = workbook.pack.clause(self.clause)?;
        let (lang, theme) = (context.lang, context.theme);
        let area = Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            ..area
        };
        let title = format!("{} {}", clause.id, lang.of(&clause.title));
        let cited = cite_clause(&workbook.pack, clause.id, lang);
        for ((words, tone), y) in [(title, Tone::Heading), (cited, Tone::Dim)].iter().zip(area.y..) {
            let words = theme.fit(words, usize::from(area.width));
            put(buffer, area.x, y, area.width, &words, theme.style(*tone));
        }
        let list = Rect {
            y: area.y + HEADING,
            height: area.height.saturating_sub(HEADING),
            ..area
        };
        let groups = groups(&workbook.assessment.profile);
        let matrix = Matrix::new(&workbook.scope, &workbook.assessment, self.clause);
        let rows = rows(&matrix, &groups);
        if rows.is_empty() {
            let words = wrapped(tr(lang, "matrix.matrix_none"), usize::from(list.width));
            for (line, y) in words.iter().zip(list.top()..list.bottom()) {
                put(buffer, list.x, y, list.width, line, theme.style(Tone::Plain));
            }
            return None;
        }
        let selected = self.cursor.within(rows.len());
        let offset = self.cursor.offset(rows.len(), usize::from(list.height));
        let shown = rows.iter().enumerate().skip(offset);
        for ((index, line), y) in shown.zip(list.top()..list.bottom()) {
            let at = Rect { y, height: 1, ..list };
            let (words, tone) = self.words(context, workbook, &matrix, line, usize::from(list.width));
            row::draw(buffer, at, context, index == selected, &words, tone);
        }
        let seen = Scroll {
            top: offset,
            height: usize::from(list.height),
            rows: rows.len(),
        };
        scroll::hint(buffer, list, theme, seen);
        None
    }

    fn words(
        &self,
        context: &Context<'_>,
        workbook: &Workbook,
        matrix: &Matrix<'_>,
        line: &MatrixRow<'_>,
        width: usize,
    ) -> (String, Tone) {
        let lang = context.lang;
        match line {
            MatrixRow::All => {
                let state = match (matrix.common, matrix.exceptions()) {
                    (None, _) => tr(lang, "matrix.none_in_scope").to_owned(),
                    (Some(state), 0) => fill(lang, "matrix.state_all", &[("state", state_name(state, lang))]),
                    (Some(state), count) => fill(
                        lang,
                        "matrix.state_mixed",
                        &[("state", state_name(state, lang)), ("count", &count.to_string())],
                    ),
                };
                let name = text::pad(tr(lang, "matrix.all_systems"), NAME.min(width / 2));
                (format!("  {name}  {state}"), Tone::Heading)
            }
            MatrixRow::Group(group) => {
                let state = match matrix.shared_state(&group.systems) {
                    Some(state) => fill(lang, "matrix.state_all", &[("state", state_name(state, lang))]),
                    None => tr(lang, "matrix.state_group_mixed").to_owned(),
                };
                let count = group.systems.len().to_string();
                let word = text::visible(&group.word, false);
                let name = fill(lang, "matrix.group_row", &[("word", &word), ("count", &count)]);
                let name = text::pad(&name, NAME.min(width / 2));
                (format!("  {name}  {state}"), Tone::Heading)
            }
            MatrixRow::System(line) => self.system_words(context, workbook, line, width),
        }
    }

    fn system_words(
        &self,
        context: &Context<'_>,
        workbook: &Workbook,
        line: &Line<'_>,
        width: usize,
    ) -> (String, Tone) {
        let lang = context.lang;
        let profile = &workbook.assessment.profile;
        let name = profile
            .system(line.system)
            .map_or(line.system, |system| &system.name);
        let star = if self.marks.contains(line.system) {
            "* "
        } else {
            "  "
        };
        let name = text::pad(&text::visible(name, false), NAME.min(width / 2));
        if !line.check.in_scope() {
            let words = format!("{star}{name}  {}", tr(lang, "matrix.not_in_scope"));
            return (words, Tone::Dim);
        }
        let target = Target::System(line.system.to_owned());
        let (mark, _) = context.theme.mark(mark_of(line.state));
        let mut words = format!(
            "{star}{name}  {} {mark} {}",
            level_name(line.check.level, lang),
            state_name(line.state, lang),
        );
        if line.exception {
            words.push_str("  ");
            words.push_str(tr(lang, "matrix.exception"));
        }
        let evidence = workbook.assessment.links_for(self.clause, &target).count();
        if evidence > 0 {
            words.push_str("  ");
            words.push_str(&fill(
                lang,
                "matrix.evidence_count",
                &[("count", &evidence.to_string())],
            ));
        }
        let answers = workbook.assessment.answers_for(self.clause, &target);
        let note = answers
            .map(|answer| answer.note.as_str())
            .find(|note| !note.is_empty());
        if let Some(note) = note {
            let start: String = note.chars().take(width).collect();
            words.push_str("  ");
            words.push_str(&text::visible(&start.replace('\n', " "), false));
        }
        let tone = if line.exception {
            Tone::Warning
        } else {
            Tone::Plain
        };
        (words, tone)
    }
}

fn rows<'a>(matrix: &'a Matrix<'a>, groups: &'a [Group]) -> Vec<MatrixRow<'a>> {
    if matrix.lines.is_empty() {
        return Vec::new();
    }
    let mut rows = vec![MatrixRow::All];
    rows.extend(groups.iter().map(MatrixRow::Group));
    rows.extend(matrix.lines.iter().map(MatrixRow::System));
    rows
}

/// How many are marked and what can be done with them.
pub(super) fn marked(context: &Context<'_>, count: usize) -> Act {
    let words = match count {
        0 => tr(context.lang, "matrix.unmarked").to_owned(),
        count => fill(context.lang, "matrix.marked", &[("count", &count.to_string())]),
    };
    Act::Say(Notice::Done(words))
}

/// The marks were taken away.
pub(super) fn unmarked(context: &Context<'_>) -> Act {
    Act::Say(Notice::Done(tr(context.lang, "matrix.unmarked").to_owned()))
}
