//! The numbers: what the charts of the screen show, row by row in words. Each row leads to its checks.

use super::book::Book;
use super::dialogue::{Dialogue, Flow};
use super::menu::{Choice, Menu};
use super::walk::check_row;
use crate::engagement::request::{Outcome, Request};
use crate::lang::{
    Calendar, ChartLine, ChartStyle, Lang, chart_lines, fill, slice_name, state_name, target_name,
};
use crate::model::dashboard::{Listed, Slice, Sources, checks, dashboard};
use crate::model::delta::{Delta, Side, delta};
use crate::model::reading::Reads;
use crate::model::scope::scope;

/// So wide that no label is cut and no note is broken: lines are broken when they are said.
const UNBROKEN: usize = 100_000;

/// A row of the charts.
struct Row {
    slice: Slice,
    words: String,
}

impl Dialogue<'_> {
    /// Everything that is counted; a row that is chosen lists its checks.
    pub(super) fn numbers(&mut self) -> Flow<()> {
        self.read_last_year_again();
        let mut said = false;
        self.each_time(|d| {
            let Some(book) = &d.book else {
                return Ok(false);
            };
            let delta = delta_of(book);
            let charts = dashboard(d.sources(book, delta.as_ref()), &book.score());
            let style = ChartStyle {
                lang: d.lang,
                calendar: d.calendar.unwrap_or_else(|| Calendar::of(d.lang)),
                width: UNBROKEN,
                ascii: true,
            };
            let rows = rows(chart_lines(&charts, &book.pack, style), d.lang);
            let (met, with) = (charts.coverage.met(), charts.coverage.evidenced);
            let (met, with) = (met.to_string(), with.to_string());
            let mut about = vec![
                d.tr("plain.numbers_help"),
                d.tr("dashboard.rate_means"),
                d.tr("plain.counting"),
            ];
            if charts.actions.is_empty() {
                about.push(d.tr("plain.no_actions"));
            }
            let coverage = d.fill("plain.coverage", &[("all", &met), ("with", &with)]);
            d.say(coverage);
            let menu = Menu::new(d.tr("plain.numbers_title"))
                .rows(rows.iter().map(|row| row.words.clone()).collect())
                .act("last", d.tr("dashboard.key_previous"))
                .act("done", d.tr("plain.done"))
                .about(about)
                .brief(std::mem::replace(&mut said, true));
            match d.choose_here(&menu)? {
                Choice::Row(at) => match rows.into_iter().nth(at) {
                    Some(row) => d.slice(&row.slice)?,
                    None => d.tell("plain.not_a_choice"),
                },
                Choice::Act("last") => {
                    d.choose_last_year()?;
                    said = false;
                }
                _ => return Ok(false),
            }
            Ok(true)
        })
    }

    fn sources<'a>(&'a self, book: &'a Book, delta: Option<&'a Delta>) -> Sources<'a> {
        Sources {
            pack: &book.pack,
            scope: &book.scope,
            assessment: &book.assessment,
            evidence: &self.evidence_states,
            today: &book.today,
            delta,
        }
    }

    /// Reads last year's workbook, so that what changed since is counted too.
    fn choose_last_year(&mut self) -> Flow<()> {
        let path = self.blank("plain.file", "plain.previous_help", Reads::Line)?;
        if path.is_empty() {
            self.tell("plain.nothing_done");
            return Ok(());
        }
        let read = self.request(Request::ReadPrevious(path.into()));
        if let (Some(Outcome::Previous(previous)), Some(book)) = (read, &mut self.book) {
            let path = previous.path.clone();
            book.previous = Some(previous);
            self.note_left(|left| left.previous = path);
            self.tell("plain.compared");
        }
        Ok(())
    }

    /// Reads last year's workbook where it was chosen another time.
    fn read_last_year_again(&mut self) {
        let Some(book) = self.book.as_ref().filter(|book| book.previous.is_none()) else {
            return;
        };
        let chosen = book.left.as_ref().map(|left| left.previous.clone());
        let Some(path) = chosen.filter(|path| !path.as_os_str().is_empty()) else {
            return;
        };
        let read = self.request(Request::ReadPrevious(path));
        if let (Some(Outcome::Previous(previous)), Some(book)) = (read, &mut self.book) {
            book.previous = Some(previous);
        }
    }

    /// Lists the checks of a row; one that is chosen is answered.
    fn slice(&mut self, slice: &Slice) -> Flow<()> {
        self.each_time(|d| {
            let Some(book) = &d.book else {
                return Ok(false);
            };
            let delta = match slice {
                Slice::Moved(_) => delta_of(book),
                _ => None,
            };
            let listed = checks(slice, None, d.sources(book, delta.as_ref()));
            if listed.is_empty() {
                d.tell("plain.none_of_these");
                return Ok(false);
            }
            let calendar = d.calendar.unwrap_or_else(|| Calendar::of(d.lang));
            let name = slice_name(slice, &book.pack, d.lang, calendar);
            let count = listed.len().to_string();
            let title = d.fill("dashboard.list_title", &[("name", &name), ("count", &count)]);
            let rows = listed.iter().map(|one| listed_row(book, one, slice, d.lang));
            let menu = Menu::new(title)
                .rows(rows.collect())
                .act("done", d.tr("plain.done"));
            let Choice::Row(at) = d.choose_here(&menu)? else {
                return Ok(false);
            };
            match listed.get(at) {
                Some(one) if is_in_scope(d.book.as_ref(), one) => {
                    d.answer_check(one.clause, &one.target)?;
                }
                Some(_) => d.tell("dashboard.gone"),
                None => d.tell("plain.not_a_choice"),
            }
            Ok(true)
        })
    }
}

/// What changed since last year, where that workbook was chosen.
fn delta_of(book: &Book) -> Option<Delta> {
    let previous = book.previous.as_ref()?;
    let before = scope(&previous.pack, &previous.assessment.profile);
    let then = Side {
        pack: &previous.pack,
        assessment: &previous.assessment,
        scope: &before,
    };
    let now = Side {
        pack: &book.pack,
        assessment: &book.assessment,
        scope: &book.scope,
    };
    Some(delta(then, now))
}

/// The rows of the charts, each with the name of its chart and its checks by state.
fn rows(lines: Vec<ChartLine>, lang: Lang) -> Vec<Row> {
    let mut heading = String::new();
    let mut rows = Vec::new();
    for line in lines {
        match line {
            ChartLine::Heading(words) => heading = words,
            // What the numbers mean is told when it is asked for; the rest speaks of bars and keys.
            ChartLine::Note(_) | ChartLine::Blank => {}
            ChartLine::Row(row) => {
                let states = row.states.iter();
                let states = states.map(|(state, count)| format!("{} {count}", state_name(*state, lang)));
                let values: Vec<String> = std::iter::once(row.value.clone()).chain(states).collect();
                let values = values.join(crate::lang::tr(lang, "plain.and_then"));
                // A month or a movement says nothing without its chart.
                let id = match row.slice {
                    Slice::Due(_) | Slice::Moved(_) => "plain.chart_row",
                    _ => "plain.label_value",
                };
                let values = [
                    ("chart", heading.as_str()),
                    ("label", row.label.trim()),
                    ("value", &values),
                ];
                rows.push(Row {
                    words: fill(lang, id, &values),
                    slice: row.slice,
                });
            }
        }
    }
    rows
}

/// A check of a row on one line; where it moved, what it was before too.
fn listed_row(book: &Book, one: &Listed, slice: &Slice, lang: Lang) -> String {
    let state = |state: Option<_>| match state {
        Some(state) => state_name(state, lang),
        None => crate::lang::tr(lang, "dashboard.not_in_scope"),
    };
    match book.scope.check(one.clause, &one.target) {
        Some(check) if !matches!(slice, Slice::Moved(_)) => check_row(book, check, lang),
        _ => {
            let title = book.pack.clause(one.clause);
            let title = title.map_or("", |clause| lang.of(&clause.title));
            let name = target_name(&book.assessment.profile, &one.target, lang);
            let values = [("before", state(one.before)), ("after", state(one.state))];
            let moved = fill(lang, "plain.before_after", &values);
            format!("{} {title}, {name}, {moved}", one.clause)
        }
    }
}

fn is_in_scope(book: Option<&Book>, one: &Listed) -> bool {
    let check = book.and_then(|book| book.scope.check(one.clause, &one.target));
    check.is_some_and(crate::model::scope::Check::in_scope)
}
