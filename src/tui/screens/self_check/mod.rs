//! The self-check: what does not hold, by weight and rule; Enter goes to the place and Esc comes
//! back to the same row. It is looked for anew on entry, after each change and on coming back.

mod jump;
mod view;

pub(super) use jump::to as jump_to;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{GapsScreen, Screen};
use crate::engagement::request::{Outcome, Request};
use crate::lang::tr;
use crate::model::assessment::Assessment;
use crate::model::reporting::EvidenceState;
use crate::model::self_check::{Issue, Place, Rule, SelfCheck, Severity};
use crate::tui::app::{Act, Context, Notice};
use crate::tui::keys::Command;
use crate::tui::widgets::cursor::Cursor;

/// What was found, and the day it was reckoned with.
#[derive(Debug, Clone)]
struct Found {
    check: Arc<SelfCheck>,
    today: String,
    /// Number of issues of each weight, counted once.
    counts: [usize; 3],
}

/// An issue that is shown.
#[derive(Debug, Clone, Copy)]
struct Shown {
    /// Its index among all issues.
    issue: usize,
    /// Its line in the list.
    line: usize,
}

/// A line of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    /// The heading of a weight and rule with its number of issues.
    Heading(Severity, Rule, usize),
    /// An issue, by its index among those shown.
    Issue(usize),
}

/// What a piece of evidence was when it was looked at, and the reference it had then: a state says
/// nothing of a reference that was changed since.
#[derive(Debug, Clone, PartialEq, Eq)]
struct LookedAt {
    state: EvidenceState,
    location: String,
    sha256: Option<String>,
}

/// The self-check.
#[derive(Debug, Clone, Default)]
pub struct SelfCheckScreen {
    found: Option<Found>,
    /// Only issues of this weight are shown.
    severity: Option<Severity>,
    /// Only issues of this rule are shown.
    rule: Option<Rule>,
    /// The issues that are shown.
    shown: Vec<Shown>,
    /// Headings and shown issues.
    lines: Vec<Line>,
    cursor: Cursor,
    looked_at: BTreeMap<String, LookedAt>,
}

impl SelfCheckScreen {
    /// Opens it on top of the screen that is there.
    pub fn open() -> Vec<Act> {
        vec![
            Act::push(Screen::SelfCheck(Self::default())),
            Act::request(Request::SelfCheck(BTreeMap::new())),
        ]
    }

    /// Opens it in place of the screen that is there.
    pub fn open_instead() -> Vec<Act> {
        vec![
            Act::Replace(Box::new(Screen::SelfCheck(Self::default()))),
            Act::request(Request::SelfCheck(BTreeMap::new())),
        ]
    }

    /// Whether a command can be used now.
    pub fn enabled(&self, command: Command, context: &Context<'_>) -> bool {
        let Some(workbook) = context.workbook else {
            return false;
        };
        match command {
            Command::Open => !self.shown.is_empty(),
            Command::NextField => self.rule.is_some() || !self.shown.is_empty(),
            Command::CheckEvidence => !workbook.assessment.evidence.is_empty(),
            _ => true,
        }
    }

    /// Handles a command.
    pub fn command(&mut self, command: Command, context: &Context<'_>) -> Vec<Act> {
        match command {
            Command::Open => return self.jump(context),
            Command::Walk => return vec![Act::Pop],
            Command::Gaps => return vec![Act::Replace(Box::new(Screen::Gaps(GapsScreen::default())))],
            Command::CheckEvidence => return vec![Act::request(Request::CheckEvidence)],
            Command::Left => self.choose_severity(-1),
            Command::Right => self.choose_severity(1),
            Command::NextField => self.toggle_rule(),
            Command::Back => {}
            _ => {
                let page = usize::from(context.body.1).saturating_sub(view::FIXED_ROWS);
                self.cursor.update(command, self.shown.len(), page);
            }
        }
        Vec::new()
    }

    /// Goes to the place of the selected issue.
    fn jump(&self, context: &Context<'_>) -> Vec<Act> {
        match (self.selected(), context.workbook) {
            (Some(issue), Some(workbook)) => jump::to(context, workbook, &issue.place),
            _ => Vec::new(),
        }
    }

    /// The issue that is selected.
    fn selected(&self) -> Option<&Issue> {
        let shown = self.shown.get(self.cursor.within(self.shown.len()))?;
        self.found.as_ref()?.check.issues.get(shown.issue)
    }

    /// All weights, then each alone, going round.
    fn choose_severity(&mut self, by: isize) {
        let choices: Vec<Option<Severity>> = std::iter::once(None)
            .chain(Severity::ALL.into_iter().map(Some))
            .collect();
        let count = isize::try_from(choices.len()).unwrap_or(1);
        let here = choices.iter().position(|choice| *choice == self.severity);
        let here = here.and_then(|at| isize::try_from(at).ok()).unwrap_or(0);
        let next = usize::try_from((here + by).rem_euclid(count)).unwrap_or(0);
        self.severity = choices.get(next).copied().flatten();
        self.rule = None;
        self.show_again();
    }

    /// Shows only the rule of the selected issue, or all rules again.
    fn toggle_rule(&mut self) {
        self.rule = match self.rule {
            Some(_) => None,
            None => self.selected().map(|issue| issue.rule),
        };
        self.show_again();
    }

    /// Makes the list anew; the selection stays on its issue where that is still shown.
    fn show_again(&mut self) {
        let key = |issue: &Issue| (issue.rule, issue.place.clone(), issue.contradiction.clone());
        let before = self.selected().map(key);
        self.lay_out();
        self.select_again(before.as_ref());
    }

    fn select_again(&mut self, before: Option<&(Rule, Place, Option<String>)>) {
        let (Some((rule, place, contradiction)), Some(found)) = (before, &self.found) else {
            return;
        };
        let same = |issue: &Issue| {
            issue.rule == *rule && issue.place == *place && issue.contradiction == *contradiction
        };
        let issues = &found.check.issues;
        let at = self
            .shown
            .iter()
            .position(|shown| issues.get(shown.issue).is_some_and(same));
        self.cursor.row = at.unwrap_or_else(|| self.cursor.within(self.shown.len()));
    }

    fn lay_out(&mut self) {
        self.shown.clear();
        self.lines.clear();
        let Some(found) = &self.found else {
            return;
        };
        let mut first = 0;
        for issues in found.check.by_kind() {
            let from = first;
            first += issues.len();
            let Some((severity, rule)) = issues.first().map(Issue::kind) else {
                continue;
            };
            let wanted = self.severity.is_none_or(|wanted| wanted == severity)
                && self.rule.is_none_or(|wanted| wanted == rule);
            if wanted {
                self.lines.push(Line::Heading(severity, rule, issues.len()));
                for issue in from..first {
                    let line = self.lines.len();
                    self.lines.push(Line::Issue(self.shown.len()));
                    self.shown.push(Shown { issue, line });
                }
            }
        }
    }

    /// Looks anew, with what is still known of evidence files.
    fn look_again(&self, assessment: &Assessment) -> Vec<Act> {
        let states = self.looked_at.iter().filter_map(|(uid, looked)| {
            let evidence = assessment.evidence.get(uid)?;
            let same = evidence.location == looked.location && evidence.sha256 == looked.sha256;
            same.then(|| (uid.clone(), looked.state))
        });
        vec![Act::request(Request::SelfCheck(states.collect()))]
    }

    /// This screen is the topmost again.
    pub fn shown_again(&self, context: &Context<'_>) -> Vec<Act> {
        match context.workbook {
            Some(workbook) => self.look_again(&workbook.assessment),
            None => Vec::new(),
        }
    }

    /// Takes what was found; looks anew after a change and once evidence was looked at.
    pub fn outcome(&mut self, outcome: &Outcome, context: &Context<'_>) -> Vec<Act> {
        let Some(workbook) = context.workbook else {
            return Vec::new();
        };
        match outcome {
            Outcome::SelfCheck { found, today } => {
                let key = |issue: &Issue| (issue.rule, issue.place.clone(), issue.contradiction.clone());
                let before = self.selected().map(key);
                self.found = Some(Found {
                    check: Arc::clone(found),
                    today: today.clone(),
                    counts: Severity::ALL.map(|severity| found.count(severity)),
                });
                self.lay_out();
                self.select_again(before.as_ref());
                Vec::new()
            }
            Outcome::Saved(_) => self.look_again(&workbook.assessment),
            Outcome::EvidenceStates(states) => {
                self.remember(states, &workbook.assessment);
                let words = tr(context.lang, "selfcheck.files_checked").to_owned();
                let mut acts = self.look_again(&workbook.assessment);
                acts.push(Act::Say(Notice::Done(words)));
                acts
            }
            _ => Vec::new(),
        }
    }

    fn remember(&mut self, states: &[(String, EvidenceState)], assessment: &Assessment) {
        let looked_at = states.iter().filter_map(|(uid, state)| {
            let evidence = assessment.evidence.get(uid)?;
            let looked = LookedAt {
                state: *state,
                location: evidence.location.clone(),
                sha256: evidence.sha256.clone(),
            };
            Some((uid.clone(), looked))
        });
        self.looked_at = looked_at.collect();
    }
}
