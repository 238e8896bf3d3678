//! Answers by one key: the state of the check at hand is set as one saved step, then the next check
//! without an answer is at hand.

use super::WalkScreen;
use super::clause::PaneState;
use super::naming::check_words;
use super::slots::{self, open_part, parts_of, state_of};
use super::tree::Node;
use crate::engagement::request::{AnswerDraft, Outcome, Request, Saved};
use crate::lang::{Lang, fill, state_name, tr};
use crate::model::assessment::{Answer, CheckKey, State};
use crate::model::change::{Action, Kind};
use crate::model::scope::Check;
use crate::tui::app::{Act, Context, Notice, Workbook};
use crate::tui::keys::{BINDINGS, Command, key_label};

/// An answer that was asked for and not yet confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// What it is for.
    key: CheckKey,
    /// What was determined.
    state: State,
    /// What stood there before.
    before: State,
    /// The note is still to be written.
    lacks_note: bool,
    /// Something that went with the state before leaves with it.
    loses_flags: bool,
    /// Where the walk stood, to go back there should saving fail.
    from: (Option<Node>, PaneState),
}

/// The state that a command sets.
pub fn state_for(command: Command) -> Option<State> {
    Some(match command {
        Command::StateMet => State::Met,
        Command::StatePartial => State::Partial,
        Command::StateNotMet => State::NotMet,
        Command::StateNotApplicable => State::NotApplicable,
        Command::StateUnable => State::Unable,
        _ => return None,
    })
}

/// The commands that set a state, in the order they are offered, and the short words for it.
const COMMANDS: [(Command, &str); 5] = [
    (Command::StateMet, "walk.short_met"),
    (Command::StatePartial, "walk.short_partial"),
    (Command::StateNotMet, "walk.short_not_met"),
    (Command::StateNotApplicable, "walk.short_not_applicable"),
    (Command::StateUnable, "walk.short_unable"),
];

/// The keys that answer at once and what they set, from the command table.
pub fn keys_words(lang: Lang) -> String {
    let of = |(command, short)| {
        let binding = BINDINGS.iter().find(|binding| binding.command == command)?;
        Some(format!("{} {}", key_label(binding)?, tr(lang, short)))
    };
    let words: Vec<String> = COMMANDS.into_iter().filter_map(of).collect();
    words.join(" ")
}

impl WalkScreen {
    /// Sets the state of the check at hand and goes on.
    pub(super) fn set_state(&mut self, state: State, context: &Context<'_>, workbook: &Workbook) -> Vec<Act> {
        let attention = |id| vec![Act::Say(Notice::Attention(tr(context.lang, id).to_owned()))];
        if workbook.read_only {
            return attention("tui.cannot_write");
        }
        if !self.marks.is_empty() {
            return attention("walk.marks_first");
        }
        let Some(key) = self.at_hand(workbook) else {
            return attention("walk.choose_a_check");
        };
        let check = workbook.scope.check(key.clause, &key.target);
        let Some(check) = check.filter(|check| check.in_scope()) else {
            return attention("walk.out_of_scope");
        };
        let known = workbook.assessment.answer(&key);
        let before = known.map_or(State::Unanswered, |answer| answer.state);
        let given = Given {
            state,
            before,
            lacks_note: state != State::Met && known.is_none_or(|answer| answer.note.trim().is_empty()),
            loses_flags: known.is_some_and(|answer| loses_flags(answer, state)),
            key: key.clone(),
            from: (self.tree.selected(workbook), self.pane),
        };
        self.given.push_back(given);
        self.last = Some(key.clone());
        let request = Act::request(Request::Answer {
            keys: vec![key.clone()],
            draft: AnswerDraft {
                state: Some(state),
                ..AnswerDraft::default()
            },
        });
        // What is changed stays in sight; what is new makes way for the next.
        if before == State::Unanswered || before == state {
            self.go_on_from(&key, check, workbook);
        }
        vec![request]
    }

    /// To the next part without an answer where parts are answered one by one, else to the next
    /// check without one. Does not wait until the answer is saved, so that keys may come fast.
    fn go_on_from(&mut self, key: &CheckKey, check: &Check, workbook: &Workbook) {
        if let Some(part) = &key.part
            && let Some(number) = open_part(workbook, check, Some(part))
            && let Some((slot, _)) = slots::slot_of(workbook, key.clause, &key.target)
        {
            return self.pane.hold(slot + 1 + number);
        }
        let place = slots::slot_of(workbook, key.clause, &key.target).map(|(_, at)| (key.clause, Some(at)));
        let is_given = |check: &Check| {
            let given = self.given.iter().map(|given| &given.key);
            let mut given = given.filter(|key| key.clause == check.clause);
            given.any(|key| Some(&key.target) == check.target.as_ref())
        };
        let wants = |check: &Check, state| {
            state == State::Unanswered && !is_given(check) && self.tree.shows(workbook, check, state)
        };
        match super::next::next_where(workbook, place, &wants) {
            Some(found) => self.go_to(workbook, found.check),
            None => self.hold(workbook, key),
        }
    }

    /// Takes what was saved: says what was set on which check, and what it still needs.
    pub(super) fn stated(&mut self, outcome: &Outcome, context: &Context<'_>) -> Vec<Act> {
        let Some(workbook) = context.workbook else {
            return Vec::new();
        };
        let given = match outcome {
            Outcome::Saved(saved) if saved.action == Action::Answer => self.confirmed(saved, workbook),
            Outcome::Unchanged => self.given.pop_front(),
            _ => None,
        };
        let Some(given) = given else {
            return Vec::new();
        };
        let words = said(&given, context, workbook);
        vec![Act::Say(match needs(&given).is_some() {
            true => Notice::Attention(words),
            false => Notice::Done(words),
        })]
    }

    /// The answer that a saved step confirms. What was asked for before it is past.
    fn confirmed(&mut self, saved: &Saved, workbook: &Workbook) -> Option<Given> {
        let mut answers = saved
            .changes
            .iter()
            .filter(|change| change.object.kind == Kind::Answer);
        let answer = workbook.assessment.answers.get(&answers.next()?.object.uid)?;
        let at = self.given.iter().position(|given| given.key == answer.key())?;
        self.given.drain(..=at).next_back()
    }

    /// What was asked for could not be saved: back to it.
    pub fn failed(&mut self) {
        if let Some(given) = self.given.drain(..).next() {
            let (node, pane) = given.from;
            self.tree.stay_at(node);
            self.pane = pane;
        }
    }

    /// Opens the answer that was last set by one key, at its note.
    pub(super) fn complete_last(&mut self, workbook: &Workbook) -> Vec<Act> {
        let Some(key) = self.last.clone() else {
            return Vec::new();
        };
        let screen = super::AnswerScreen::new(workbook, key.clause, key.target);
        let screen = screen.at_note(workbook, key.part);
        vec![Act::push(super::Screen::Answer(Box::new(screen)))]
    }
}

/// Whether a flag of the answer does not go with a new state.
fn loses_flags(answer: &Answer, state: State) -> bool {
    let alternative = answer.alternative.is_some() || answer.alternative_basis.is_some();
    (alternative && !matches!(state, State::Met | State::Partial))
        || (answer.risk_accepted.is_some() && !state.is_gap())
        || (answer.limitation.is_some() && state != State::Unable)
}

/// What an answer still needs, as the id of its words.
fn needs(given: &Given) -> Option<&'static str> {
    if !given.lacks_note {
        return None;
    }
    match given.state {
        State::Partial => Some("walk.needs_partial"),
        State::NotMet => Some("walk.needs_not_met"),
        State::NotApplicable => Some("walk.needs_not_applicable"),
        State::Unable => Some("walk.needs_unable"),
        State::Met | State::Unanswered => None,
    }
}

fn said(given: &Given, context: &Context<'_>, workbook: &Workbook) -> String {
    let lang = context.lang;
    let check = check_words(context, workbook, &given.key);
    let state = state_name(given.state, lang);
    let mut words = match given.before {
        State::Unanswered => fill(lang, "walk.given", &[("check", &check), ("state", state)]),
        before if before == given.state => {
            fill(lang, "walk.given_before", &[("check", &check), ("state", state)])
        }
        before => {
            let before = state_name(before, lang);
            let values = [("check", check.as_str()), ("before", before), ("state", state)];
            fill(lang, "walk.given_changed", &values)
        }
    };
    if let Some(id) = needs(given) {
        words.push_str(&fill(lang, "walk.still_needs", &[("what", tr(lang, id))]));
    }
    if given.loses_flags {
        words.push_str(tr(lang, "walk.flags_left"));
    }
    if parts_differ(given, workbook) {
        words.push_str(tr(lang, "walk.parts_stand"));
    }
    if !workbook.has_unanswered() {
        words.push_str(tr(lang, "walk.last_one"));
    }
    words
}

/// Whether the whole was answered while parts of it have answers of their own, which count.
fn parts_differ(given: &Given, workbook: &Workbook) -> bool {
    let Some(check) = workbook.scope.check(given.key.clause, &given.key.target) else {
        return false;
    };
    let differs = |part: &str| {
        let own = slots::key(check, Some(part.to_owned())).map(|key| state_of(workbook, &key));
        own.is_some_and(|state| state != State::Unanswered && state != given.state)
    };
    given.key.part.is_none() && parts_of(check).any(|part| differs(&part.id))
}
