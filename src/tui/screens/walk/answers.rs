//! The answers of a clause as a table: one row for each target.

use crate::lang::{Lang, fill, level_name, stage_name, state_name, target_name};
use crate::model::assessment::State;
use crate::model::pack::{Clause, ClauseId, Level};
use crate::model::review::{Stage, standing};
use crate::model::scope::{Check, Target};
use crate::text;
use crate::tui::app::{Context, Workbook};

/// Least cells for the names, however little room the other columns leave.
const LEAST_NAME: usize = 8;

/// The rows of the table and the cells its columns take. Words are made for a row when it is seen.
pub struct Answers<'a> {
    context: &'a Context<'a>,
    workbook: &'a Workbook,
    clause: ClauseId,
    /// The checks of the clause.
    pub checks: &'a [Check],
    states: &'a [State],
    width: usize,
    name: usize,
    level: usize,
    state: usize,
    evidence: usize,
    review: usize,
}

impl<'a> Answers<'a> {
    /// The table for a clause, `width` cells wide.
    pub fn new(context: &'a Context<'a>, workbook: &'a Workbook, clause: &Clause, width: usize) -> Self {
        let mut answers = Self {
            context,
            workbook,
            clause: clause.id,
            checks: workbook.scope.checks_of(clause.id),
            states: workbook.ledger.states(clause.id),
            width,
            name: 0,
            level: 0,
            state: 0,
            evidence: 0,
            review: 0,
        };
        answers.level = answers.widest_level();
        answers.state = answers.widest_state();
        answers.evidence = answers.widest_evidence();
        answers.review = answers.widest_review();
        answers.name = answers
            .widest_name()
            .min(width.saturating_sub(answers.after_name()).max(LEAST_NAME));
        answers
    }

    /// The state of a check; none where it is out of scope.
    pub fn state(&self, at: usize) -> Option<State> {
        let is_in_scope = self.checks.get(at).is_some_and(Check::in_scope);
        self.states.get(at).copied().filter(|_| is_in_scope)
    }

    /// The words of a row.
    pub fn words(&self, at: usize) -> String {
        let Some((check, target)) = self
            .checks
            .get(at)
            .and_then(|check| Some((check, check.target.as_ref()?)))
        else {
            return String::new();
        };
        let lang = self.context.lang;
        let state = self.state(at).map_or("", |state| state_name(state, lang));
        let evidence = self.workbook.assessment.link_count(self.clause, target);
        let words = format!(
            "{}  {}  {}  {}  {}",
            text::pad(self.name(at, target), self.name),
            text::pad(level_name(check.level, lang), self.level),
            text::pad(state, self.state),
            text::pad(&self.evidence_words(evidence), self.evidence),
            review_words(self.workbook, self.clause, target, lang),
        );
        self.context.theme.fit(words.trim_end(), self.width)
    }

    fn evidence_words(&self, count: usize) -> String {
        match count {
            0 => String::new(),
            count => fill(
                self.context.lang,
                "tui.answer_evidence",
                &[("count", &count.to_string())],
            ),
        }
    }

    /// The name of a row's target. Checks follow the order of the systems, which saves looking for
    /// each of many.
    fn name(&self, at: usize, target: &'a Target) -> &'a str {
        let profile = &self.workbook.assessment.profile;
        match profile.system_near(at, target.id()) {
            Some(system) => &system.name,
            None => target_name(profile, target, self.context.lang),
        }
    }

    fn targets(&self) -> impl Iterator<Item = (usize, &'a Target)> {
        let targets = self.checks.iter().enumerate();
        targets.filter_map(|(at, check)| Some((at, check.target.as_ref()?)))
    }

    fn widest_name(&self) -> usize {
        let widths = self
            .targets()
            .map(|(at, target)| text::width(self.name(at, target)));
        widths.max().unwrap_or(0)
    }

    fn widest_level(&self) -> usize {
        let is_there = |level: &Level| self.checks.iter().any(|check| check.level == *level);
        let there = [Level::Must, Level::Should, Level::None]
            .into_iter()
            .filter(is_there);
        let widths = there.map(|level| text::width(level_name(level, self.context.lang)));
        widths.max().unwrap_or(0)
    }

    fn widest_state(&self) -> usize {
        let is_there = |state: &State| (0..self.checks.len()).any(|at| self.state(at) == Some(*state));
        let there = State::ALL.into_iter().filter(is_there);
        let widths = there.map(|state| text::width(state_name(state, self.context.lang)));
        widths.max().unwrap_or(0)
    }

    fn widest_evidence(&self) -> usize {
        let assessment = &self.workbook.assessment;
        let counts = self
            .targets()
            .map(|(_, target)| assessment.link_count(self.clause, target));
        // More of it never takes fewer cells.
        text::width(&self.evidence_words(counts.max().unwrap_or(0)))
    }

    /// Room for any stage of review where one of the checks has come to one.
    fn widest_review(&self) -> usize {
        let assessment = &self.workbook.assessment;
        let reviewed = |(_, target): (usize, &Target)| assessment.review_of(self.clause, target).is_some();
        if !self.targets().any(reviewed) {
            return 0;
        }
        let names = Stage::ALL.map(|stage| text::width(stage_name(stage, self.context.lang)));
        names.into_iter().max().unwrap_or(0)
    }

    /// Cells that the columns after the names take; empty ones at the end take none.
    fn after_name(&self) -> usize {
        match (self.state, self.evidence, self.review) {
            (0, 0, 0) => 2 + self.level,
            (state, 0, 0) => 4 + self.level + state,
            (state, evidence, 0) => 6 + self.level + state + evidence,
            (state, evidence, review) => 8 + self.level + state + evidence + review,
        }
    }
}

/// Where a check stands in review; empty where nobody submitted it.
pub fn review_words(workbook: &Workbook, clause: ClauseId, target: &Target, lang: Lang) -> &'static str {
    let found = standing(&workbook.assessment, clause, target);
    found.review.map_or("", |_| stage_name(found.stage, lang))
}

/// Whether the reason of a check is said below its row: it is out of scope, or nobody has confirmed
/// what it rests on.
pub fn needs_reason(check: &Check) -> bool {
    check.level == Level::None || check.unconfirmed().next().is_some()
}

/// Whether two checks of one clause have the same reason, word for word.
pub fn is_same_reason(one: &Check, other: &Check) -> bool {
    one.reasons == other.reasons && one.parts == other.parts && one.provisional == other.provisional
}
