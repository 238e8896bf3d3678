//! Moving through the walk: in the tree, in the pane, and to the next check of some kind.

use super::clause::{self, PaneState};
use super::layout::halves;
use super::naming::check_words;
use super::next::{Spot, next_where};
use super::slots::{Slot, key, slot_of, slot_to_answer, slots};
use super::tree::Node;
use super::{SystemsScreen, WalkScreen, attaching, filtering, open_answer, progress};
use crate::lang::{fill, tr};
use crate::model::assessment::{CheckKey, State};
use crate::model::filter::is_unsupported;
use crate::model::pack::ClauseId;
use crate::model::scope::Check;
use crate::tui::app::{Act, Context, Notice, Workbook};
use crate::tui::keys::Command;
use crate::tui::screens::Screen;
use ratatui::layout::Rect;

impl WalkScreen {
    /// The selected clause; none on a branch.
    pub(super) fn clause(&self, workbook: &Workbook) -> Option<ClauseId> {
        match self.tree.selected(workbook)? {
            Node::Clause(clause) => Some(clause),
            Node::Article(_) | Node::Chapter(_) => None,
        }
    }

    /// The pane as it is shown: without the focus and unless a check was come to on purpose, the
    /// first check without an answer is at hand.
    pub(super) fn shown_pane(&self, workbook: &Workbook) -> PaneState {
        let chosen = self.pane.focused || self.pane.holds;
        match self.clause(workbook) {
            Some(clause) if !chosen => PaneState {
                slot: self.first_slot(workbook, clause),
                ..self.pane
            },
            _ => self.pane,
        }
    }

    /// The slot of the first check in scope without an answer that the filter shows, else of the
    /// first in scope.
    fn first_slot(&self, workbook: &Workbook, clause: ClauseId) -> usize {
        let checks = || {
            let checks = workbook.scope.checks_of(clause).iter();
            let states = workbook.ledger.states(clause);
            checks.zip(states).filter(|(check, _)| check.in_scope())
        };
        let shown = |(check, state): &(&Check, &State)| self.tree.shows(workbook, check, **state);
        let open = |(_, state): &(&Check, &State)| **state == State::Unanswered;
        let found = checks()
            .find(|check| shown(check) && open(check))
            .or_else(|| checks().find(shown))
            .or_else(|| checks().next());
        found.map_or(0, |(check, _)| slot_to_answer(workbook, check))
    }

    /// The check or part that one key would answer.
    pub(super) fn at_hand(&self, workbook: &Workbook) -> Option<CheckKey> {
        let clause = self.clause(workbook)?;
        let slot = self.shown_pane(workbook).slot;
        match slots(workbook, clause).into_iter().nth(slot)? {
            Slot::Answer(target, part) => Some(CheckKey { clause, target, part }),
            Slot::Item(_) => None,
        }
    }

    /// Shows a check, with the focus where it is.
    pub(super) fn go_to(&mut self, workbook: &Workbook, check: &Check) {
        self.tree.select(workbook, check.clause);
        self.pane.hold(slot_to_answer(workbook, check));
    }

    /// Stays at a check or part.
    pub(super) fn hold(&mut self, workbook: &Workbook, held: &CheckKey) {
        let is_held = |slot: &Slot| match slot {
            Slot::Answer(target, part) => *target == held.target && *part == held.part,
            Slot::Item(_) => false,
        };
        if let Some(slot) = slots(workbook, held.clause).iter().position(is_held) {
            self.pane.hold(slot);
        }
    }

    /// The place among the checks from which the next one is looked for.
    fn spot(&self, workbook: &Workbook) -> Option<Spot> {
        let node = self.tree.selected(workbook)?;
        match (node, self.at_hand(workbook)) {
            (Node::Clause(clause), Some(key)) => {
                let at = slot_of(workbook, clause, &key.target).map(|(_, at)| at);
                Some((clause, at))
            }
            (Node::Clause(clause), None) => Some((clause, None)),
            (Node::Article(number), _) => {
                let first = workbook.pack.article(number)?.clauses.first()?;
                Some((first.id, None))
            }
            (Node::Chapter(number), _) => {
                let clauses = workbook.pack.articles.iter();
                let article = clauses
                    .filter(|article| article.chapter == number)
                    .min_by_key(|a| a.number)?;
                Some((article.clauses.first()?.id, None))
            }
        }
    }

    /// To the next check without an answer, the next gap, or the next that nothing supports.
    pub(super) fn next(&mut self, command: Command, context: &Context<'_>, workbook: &Workbook) -> Vec<Act> {
        let (found_id, none_id) = match command {
            Command::NextGap => ("walk.next_gap", "walk.no_gap"),
            Command::NextUnsupported => ("walk.next_unsupported", "walk.no_unsupported"),
            _ => ("walk.next_unanswered", "tui.walk_all_answered"),
        };
        let is_wanted = |check: &Check, state: State| match command {
            Command::NextGap => state.is_gap(),
            Command::NextUnsupported => is_unsupported(&workbook.assessment, check, state),
            _ => state == State::Unanswered,
        };
        let wants = |check: &Check, state| is_wanted(check, state) && self.tree.shows(workbook, check, state);
        let lang = context.lang;
        let Some(found) = next_where(workbook, self.spot(workbook), &wants) else {
            let filtered = !self.tree.filter().is_empty();
            let words = match filtered && next_where(workbook, None, &is_wanted).is_some() {
                true => tr(lang, "walk.none_in_filter"),
                false => tr(lang, none_id),
            };
            return vec![Act::Say(Notice::Done(words.to_owned()))];
        };
        self.go_to(workbook, found.check);
        let check = key(found.check, None).map(|key| check_words(context, workbook, &key));
        let values = [
            ("number", found.number.to_string()),
            ("total", found.total.to_string()),
            ("check", check.unwrap_or_default()),
        ];
        let values: Vec<(&str, &str)> = values.iter().map(|(id, value)| (*id, value.as_str())).collect();
        vec![Act::Say(Notice::Done(fill(lang, found_id, &values)))]
    }

    pub(super) fn command_in_tree(
        &mut self,
        command: Command,
        context: &Context<'_>,
        workbook: &Workbook,
    ) -> Vec<Act> {
        if let (Command::Open, Some(Node::Clause(clause))) = (command, self.tree.selected(workbook)) {
            return self.open_clause(workbook, clause);
        }
        let scrolls = matches!(command, Command::PageUp | Command::PageDown);
        if scrolls {
            self.scroll(command, page(context), context, workbook);
        } else if self.tree.command(command, workbook, usize::from(context.body.1)) {
            self.pane = PaneState::default();
        }
        Vec::new()
    }

    /// Opens the answer where there is one target; with several, the pane, to choose one.
    fn open_clause(&mut self, workbook: &Workbook, clause: ClauseId) -> Vec<Act> {
        let checks = workbook.scope.checks_of(clause).iter();
        let mut targets = checks.filter_map(|check| check.target.as_ref());
        match (targets.next(), targets.next()) {
            (None, _) => vec![Act::push(Screen::Systems(SystemsScreen::default()))],
            (Some(only), None) => vec![open_answer(workbook, clause, only)],
            (Some(_), Some(_)) => {
                self.pane = PaneState {
                    focused: true,
                    slot: self.shown_pane(workbook).slot,
                    ..PaneState::default()
                };
                Vec::new()
            }
        }
    }

    pub(super) fn command_in_pane(
        &mut self,
        command: Command,
        context: &Context<'_>,
        workbook: &Workbook,
    ) -> Vec<Act> {
        let Some(clause) = self.clause(workbook) else {
            self.pane = PaneState::default();
            return Vec::new();
        };
        let slots = slots(workbook, clause);
        let last = slots.len().saturating_sub(1);
        match command {
            Command::Up if self.pane.slot >= last && self.pane.scroll > 0 => self.pane.scroll -= 1,
            Command::Up => self.pane.select(self.pane.slot.saturating_sub(1)),
            Command::Down if self.pane.slot < last => self.pane.select(self.pane.slot + 1),
            Command::Down => self.scroll(Command::PageDown, 1, context, workbook),
            Command::First => {
                self.pane = PaneState {
                    focused: true,
                    ..PaneState::default()
                }
            }
            Command::Last => self.pane.select(last),
            Command::Left => self.pane = PaneState::default(),
            Command::PageUp | Command::PageDown => {
                self.scroll(command, page(context), context, workbook);
            }
            Command::Open => match slots.get(self.pane.slot.min(last)) {
                Some(Slot::Answer(target, None)) => return vec![open_answer(workbook, clause, target)],
                Some(Slot::Answer(target, part)) => {
                    let screen = super::AnswerScreen::new(workbook, clause, target.clone());
                    let screen = screen.at_part(workbook, part.clone());
                    return vec![Act::push(Screen::Answer(Box::new(screen)))];
                }
                Some(Slot::Item(_)) if workbook.read_only => {}
                Some(Slot::Item(item)) => {
                    return attaching::attach_to(workbook, clause, Some(item.clone()), None, Vec::new());
                }
                None => {}
            },
            _ => {}
        }
        Vec::new()
    }

    /// Scrolls the pane, no further than to its last line.
    pub(super) fn scroll(
        &mut self,
        command: Command,
        lines: usize,
        context: &Context<'_>,
        workbook: &Workbook,
    ) {
        self.pane.scroll = match command {
            Command::PageUp => self.pane.scroll.saturating_sub(lines),
            _ => self.pane.scroll + lines,
        };
        let area = halves(Rect::new(0, 0, context.body.0, context.body.1)).pane;
        self.pane.scroll = match self.tree.selected(workbook) {
            Some(Node::Clause(clause)) => {
                let state = self.shown_pane(workbook);
                clause::possible_scroll(context, workbook, clause, state, area)
            }
            Some(branch) => progress::possible_scroll(context, workbook, branch, self.pane.scroll, area),
            None => 0,
        };
    }

    /// Takes the filter away.
    pub(super) fn clear_filter(&mut self, context: &Context<'_>, workbook: &Workbook) -> Vec<Act> {
        self.tree
            .set_filter(workbook, crate::model::filter::Filter::default());
        self.pane = PaneState::default();
        vec![Act::Say(filtering::holds(context, workbook, &self.tree))]
    }
}

/// How many lines a page key scrolls.
fn page(context: &Context<'_>) -> usize {
    let area = halves(Rect::new(0, 0, context.body.0, context.body.1)).pane;
    usize::from(area.height).saturating_sub(2).max(1)
}
