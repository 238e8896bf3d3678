//! Which checks a finding covers: every check with a gap, to be ticked; typing narrows the list.

use std::collections::BTreeSet;
use std::rc::Rc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{clause_words, draw_empty};
use crate::engagement::request::{FindingDraft, Request};
use crate::lang::{state_name, target_name, tr};
use crate::model::assessment::{CheckRef, Finding, State};
use crate::model::score::gaps;
use crate::text;
use crate::tui::app::{Act, Context, Notice, Workbook};
use crate::tui::input::KeyPress;
use crate::tui::keys::Command;
use crate::tui::screens::type_into;
use crate::tui::theme::Tone;
use crate::tui::widgets::cursor::Cursor;
use crate::tui::widgets::held::Held;
use crate::tui::widgets::paint::put;
use crate::tui::widgets::row;
use crate::tui::widgets::text_field::TextField;

/// The list of checks to choose from.
#[derive(Debug)]
pub struct ChecksScreen {
    finding: String,
    cursor: Cursor,
    filter: TextField,
    rows: Held<Rows>,
    /// What the typed words leave of them; made anew when these change.
    fitting: Held<Rows>,
}

/// Checks with their results; none stands for what is no gap any more.
type Rows = Vec<(CheckRef, Option<State>)>;

impl ChecksScreen {
    /// The list for the finding with this uid.
    pub fn new(finding: &str) -> Self {
        Self {
            finding: finding.to_owned(),
            cursor: Cursor::default(),
            filter: TextField::single_line(""),
            rows: Held::default(),
            fitting: Held::default(),
        }
    }

    fn parts<'a>(&self, context: &Context<'a>) -> Option<(&'a Workbook, &'a Finding)> {
        let workbook = context.workbook?;
        Some((workbook, workbook.assessment.findings.get(&self.finding)?))
    }

    /// The checks that the typed words leave, with the finding's own clause first.
    fn rows(&self, context: &Context<'_>, workbook: &Workbook, finding: &Finding) -> Rc<Rows> {
        let count = workbook.head.count;
        let all = self.rows.get(count, || checks(workbook, finding));
        let typed = self.filter.text().trim().to_lowercase();
        if typed.is_empty() {
            return all;
        }
        let fits = |(check, _): &&(CheckRef, Option<State>)| {
            label(context, workbook, check).to_lowercase().contains(&typed)
        };
        self.fitting
            .get(count, || all.iter().filter(fits).cloned().collect())
    }

    fn typed(&mut self) {
        self.cursor = Cursor::default();
        self.fitting = Held::default();
    }

    /// Whether a command can be used now.
    pub fn enabled(&self, command: Command, context: &Context<'_>) -> bool {
        match command {
            Command::Open => context.workbook.is_some_and(|workbook| !workbook.read_only),
            Command::Save | Command::Add | Command::Remove => false,
            _ => context.workbook.is_some(),
        }
    }

    /// Handles a command.
    pub fn command(&mut self, command: Command, context: &Context<'_>) -> Vec<Act> {
        let Some((workbook, finding)) = self.parts(context) else {
            return Vec::new();
        };
        let rows = self.rows(context, workbook, finding);
        if command != Command::Open {
            self.cursor
                .update(command, rows.len(), usize::from(context.body.1));
            return Vec::new();
        }
        let Some((check, _)) = rows.get(self.cursor.within(rows.len())) else {
            return Vec::new();
        };
        if is_first(finding, check) {
            let words = tr(context.lang, "finding.first_check_stays").to_owned();
            return vec![Act::Say(Notice::Attention(words))];
        }
        let mut also = finding.also.clone();
        match also.iter().position(|known| known == check) {
            Some(at) => drop(also.remove(at)),
            None => also.push(check.clone()),
        }
        vec![Act::request(Request::SetFinding {
            uid: finding.uid.clone(),
            draft: FindingDraft {
                also: Some(also),
                ..FindingDraft::default()
            },
        })]
    }

    /// Handles a key of text entry; a space ticks.
    pub fn key(&mut self, key: KeyPress) -> Option<Vec<Act>> {
        if self.filter.is_empty() && key == KeyPress::plain(crate::tui::input::Code::Char(' ')) {
            return None;
        }
        let before = self.filter.text().to_owned();
        let acts = type_into(&mut self.filter, key);
        if self.filter.text() != before {
            self.typed();
        }
        acts
    }

    /// Handles pasted text.
    pub fn paste(&mut self, pasted: &str) {
        let _ = self.filter.paste(pasted);
        self.typed();
    }

    /// Closes where the finding is gone.
    pub fn outcome(&mut self, context: &Context<'_>) -> Vec<Act> {
        match self.parts(context) {
            Some(_) => Vec::new(),
            None => vec![Act::Pop],
        }
    }

    /// Draws it.
    pub fn view(&self, context: &Context<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let (workbook, finding) = self.parts(context)?;
        let theme = context.theme;
        let inner = Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            ..area
        };
        let label_words = tr(context.lang, "finding.narrow");
        let used = put(
            buffer,
            inner.x,
            inner.y,
            inner.width,
            label_words,
            theme.style(Tone::Heading),
        ) + 1;
        let field = Rect {
            x: inner.x + used,
            width: inner.width.saturating_sub(used),
            height: 1,
            ..inner
        };
        let cursor = self.filter.view(field, buffer, theme);
        let list = Rect {
            y: inner.y + 2,
            height: inner.height.saturating_sub(2),
            ..inner
        };
        let rows = self.rows(context, workbook, finding);
        if rows.is_empty() {
            draw_empty(context, "finding.no_checks", list, buffer);
            return cursor;
        }
        let selected = self.cursor.within(rows.len());
        let offset = Cursor { row: selected }.offset(rows.len(), usize::from(list.height));
        let visible = rows
            .iter()
            .enumerate()
            .skip(offset)
            .zip(list.top()..list.bottom());
        for ((index, (check, state)), y) in visible {
            let is_covered = is_first(finding, check) || finding.also.contains(check);
            let tick = if is_covered { "[x]" } else { "[ ]" };
            let state = state.map(|state| state_name(state, context.lang));
            let words = format!(
                "{tick} {}  {}",
                text::pad(state.unwrap_or("-"), 8),
                label(context, workbook, check)
            );
            let at = Rect { y, height: 1, ..list };
            row::draw(buffer, at, context, index == selected, &words, Tone::Plain);
        }
        cursor
    }
}

fn is_first(finding: &Finding, check: &CheckRef) -> bool {
    finding.clause == check.clause && finding.target == check.target
}

fn label(context: &Context<'_>, workbook: &Workbook, check: &CheckRef) -> String {
    let target = target_name(&workbook.assessment.profile, &check.target, context.lang);
    let clause = clause_words(&workbook.pack, check.clause, context.lang);
    format!("{clause}  {}", text::visible(target, false))
}

/// What the finding covers, then every other check with a gap, those of its own clause first.
fn checks(workbook: &Workbook, finding: &Finding) -> Rows {
    let gaps = gaps(&workbook.scope, &workbook.assessment);
    let state_of = |check: &CheckRef| {
        let of_check = gaps
            .iter()
            .filter(|gap| gap.key.clause == check.clause && gap.key.target == check.target);
        of_check.map(|gap| gap.state).max_by_key(|state| state.severity())
    };
    let covered = finding.checks().map(|(clause, target)| CheckRef {
        clause,
        target: target.clone(),
    });
    let covered: Vec<CheckRef> = covered.collect();
    let mut out: Rows = covered
        .iter()
        .map(|check| (check.clone(), state_of(check)))
        .collect();
    let mut seen: BTreeSet<CheckRef> = covered.into_iter().collect();
    let (own, others): (Vec<_>, Vec<_>) = gaps.iter().partition(|gap| gap.key.clause == finding.clause);
    for gap in own.into_iter().chain(others) {
        let check = CheckRef {
            clause: gap.key.clause,
            target: gap.key.target.clone(),
        };
        if seen.insert(check.clone()) {
            out.push((check, Some(gap.state)));
        }
    }
    out
}
