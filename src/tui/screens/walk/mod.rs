//! The checklist walk: the tree of clauses on the left, the selected clause on the right.

mod answers;
mod attaching;
mod checked;
mod choices;
mod clause;
mod filtering;
mod jump;
mod layout;
mod lines;
mod marks;
mod moving;
mod naming;
mod next;
mod official;
mod progress;
mod resuming;
mod slots;
mod stating;
mod tree;

use std::collections::VecDeque;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use clause::PaneState;
use filtering::Filtering;
use jump::{Jump, miss_words};
use layout::halves;
use marks::Marks;
use stating::{Given, state_for};
use tree::{Node, Tree};

use super::{
    ActionsScreen, AnswerScreen, DashboardScreen, EvidenceScreen, ExportScreen, GapsScreen, HistoryScreen,
    ProfileScreen, RegisterScreen, ReviewScreen, Screen, SearchScreen, SelfCheckScreen, SystemsScreen,
    WhatIfScreen, acts_of,
};
use crate::engagement::request::{Outcome, Request};
use crate::lang::{fill, tr};
use crate::model::assessment::CheckKey;
use crate::model::pack::ClauseId;
use crate::model::scope::Target;
use crate::tui::app::{Act, Context, Notice, Workbook};
use crate::tui::input::KeyPress;
use crate::tui::keys::{Command, Place};
use crate::tui::overlays::{Message, Overlay};
use crate::tui::widgets::cursor::WHEEL_ROWS;

pub use answers::review_words;
pub use next::{next_unanswered, next_unanswered_check};
pub use tree::mark_of;

/// What lies over the walk.
#[derive(Debug, Default)]
enum Asking {
    /// Nothing.
    #[default]
    Nothing,
    /// Which clause to go to.
    Jump(Jump),
    /// Which checks to keep to.
    Filter(Filtering),
}

/// The checklist walk.
#[derive(Debug, Default)]
pub struct WalkScreen {
    tree: Tree,
    pane: PaneState,
    marks: Marks,
    asking: Asking,
    /// Answers given by one key that are not yet saved, oldest first.
    given: VecDeque<Given>,
    /// What was last answered by one key.
    last: Option<CheckKey>,
}

impl WalkScreen {
    /// The walk at the first check without an answer, else at the first clause.
    pub fn new(context: &Context<'_>) -> Self {
        let mut walk = Self::default();
        if let Some(workbook) = context.workbook {
            let first = workbook.pack.clauses().next().map(|clause| clause.id);
            let open = next_unanswered(workbook, None).map(|check| check.clause);
            if let Some(clause) = open.or(first) {
                walk.tree = Tree::at(workbook, clause);
            }
        }
        walk
    }

    /// Shows a clause.
    pub fn show(&mut self, workbook: &Workbook, clause: ClauseId) {
        self.tree.select(workbook, clause);
        self.pane = PaneState::default();
    }

    /// Where the user is.
    pub fn place(&self) -> Place {
        match self.asking {
            Asking::Nothing => Place::Walk,
            Asking::Jump(_) => Place::Jump,
            Asking::Filter(_) => Place::Filter,
        }
    }

    /// Whether a command can be used now.
    pub fn enabled(&self, command: Command, context: &Context<'_>) -> bool {
        let Some(workbook) = context.workbook else {
            return false;
        };
        match command {
            Command::NextUnanswered => workbook.has_unanswered(),
            Command::CheckEvidence => !workbook.assessment.evidence.is_empty(),
            Command::NextGap => workbook.ledger.gaps().next().is_some(),
            Command::Evidence => !workbook.read_only && self.clause(workbook).is_some(),
            Command::CompleteLast => self.last.is_some(),
            Command::ClearFilter => !self.tree.filter().is_empty(),
            Command::Mark => !workbook.read_only && !self.pane.focused,
            Command::Unmark => !self.marks.is_empty(),
            Command::Matrix => self
                .clause(workbook)
                .is_some_and(|clause| marks::is_asked_by_system(workbook, clause)),
            _ => true,
        }
    }

    /// Handles a command.
    pub fn command(&mut self, command: Command, context: &Context<'_>) -> Vec<Act> {
        let Some(workbook) = context.workbook else {
            return Vec::new();
        };
        if !matches!(self.asking, Asking::Nothing) {
            return self.command_while_asking(command, context, workbook);
        }
        if let Some(state) = state_for(command) {
            return self.set_state(state, context, workbook);
        }
        if !self.pane.focused
            && let Some(acts) = self.marks.command(command, context, workbook, &mut self.tree)
        {
            return acts;
        }
        match command {
            Command::ScrollUp => {
                self.scroll(Command::PageUp, WHEEL_ROWS, context, workbook);
                Vec::new()
            }
            Command::ScrollDown => {
                self.scroll(Command::PageDown, WHEEL_ROWS, context, workbook);
                Vec::new()
            }
            Command::Matrix => marks::open_matrix(self.clause(workbook)),
            Command::NextField | Command::PreviousField => {
                self.pane = PaneState {
                    focused: !self.pane.focused && self.clause(workbook).is_some(),
                    ..PaneState::default()
                };
                Vec::new()
            }
            Command::NextUnanswered | Command::NextGap | Command::NextUnsupported => {
                self.next(command, context, workbook)
            }
            Command::CompleteLast => self.complete_last(workbook),
            Command::Jump => {
                self.asking = Asking::Jump(Jump::new(""));
                Vec::new()
            }
            Command::Filter => {
                self.asking = Asking::Filter(Filtering::new(self.tree.filter()));
                Vec::new()
            }
            Command::ClearFilter => self.clear_filter(context, workbook),
            Command::Evidence => self.attach(workbook, Vec::new()),
            Command::Gaps => vec![Act::push(Screen::Gaps(GapsScreen::default()))],
            Command::Dashboard => DashboardScreen::open(workbook),
            Command::SelfCheck => SelfCheckScreen::open(),
            Command::Findings => vec![Act::push(Screen::Findings(Box::default()))],
            Command::Actions => vec![Act::push(Screen::Actions(ActionsScreen::default()))],
            Command::EarlierFindings => vec![Act::push(Screen::Earlier(Box::default()))],
            Command::Search => vec![Act::push(Screen::Search(SearchScreen::default()))],
            Command::Systems => vec![Act::push(Screen::Systems(SystemsScreen::default()))],
            Command::Profile => vec![Act::push(Screen::Profile(ProfileScreen::new(context)))],
            Command::Export => vec![Act::push(Screen::Export(ExportScreen::new(context)))],
            Command::WhatIf => WhatIfScreen::open(context, None),
            Command::Review => ReviewScreen::open(context),
            Command::History => HistoryScreen::open(),
            Command::Official if workbook.official.is_some() => official::hide(context),
            Command::Official => vec![Act::request(Request::Source)],
            Command::CheckEvidence => vec![Act::request(Request::CheckEvidence)],
            Command::EvidenceRegister => vec![Act::push(Screen::Register(RegisterScreen::default()))],
            Command::VerifyJournal => vec![Act::request(Request::VerifyJournal(None))],
            Command::Back if self.pane.focused => {
                self.pane = PaneState::default();
                vec![Act::Say(Notice::Done(
                    tr(context.lang, "tui.walk_back_again").to_owned(),
                ))]
            }
            Command::Back if !self.tree.filter().is_empty() => self.clear_filter(context, workbook),
            Command::Back => Vec::new(),
            command if self.pane.focused => self.command_in_pane(command, context, workbook),
            command => self.command_in_tree(command, context, workbook),
        }
    }

    /// Handles a command of the box that lies over the walk.
    fn command_while_asking(
        &mut self,
        command: Command,
        context: &Context<'_>,
        workbook: &Workbook,
    ) -> Vec<Act> {
        match &mut self.asking {
            Asking::Filter(filtering) => {
                if filtering.command(command, workbook, &mut self.tree) {
                    self.asking = Asking::Nothing;
                    self.pane = PaneState::default();
                    return vec![Act::Say(filtering::holds(context, workbook, &self.tree))];
                }
                Vec::new()
            }
            Asking::Jump(jump) if command == Command::Open => match jump.clause(&workbook.pack) {
                Ok(clause) => self.jump_to(clause, context, workbook),
                Err(miss) => vec![Act::Say(Notice::Attention(miss_words(miss, context.lang)))],
            },
            Asking::Jump(_) if command == Command::Back => {
                self.asking = Asking::Nothing;
                vec![Act::Say(Notice::Done(
                    tr(context.lang, "walk.jump_stayed").to_owned(),
                ))]
            }
            _ => Vec::new(),
        }
    }

    /// Shows a clause; one that the filter hides takes the filter away.
    fn jump_to(&mut self, clause: ClauseId, context: &Context<'_>, workbook: &Workbook) -> Vec<Act> {
        self.asking = Asking::Nothing;
        let acts = match self.tree.shown(workbook).clauses.contains(&clause) {
            true => Vec::new(),
            false => self.clear_filter(context, workbook),
        };
        self.show(workbook, clause);
        acts
    }

    /// Handles a key of text entry: a digit or 第 begins a jump.
    pub fn key(&mut self, key: KeyPress) -> Option<Vec<Act>> {
        match &mut self.asking {
            Asking::Jump(jump) => acts_of(jump.key(key)),
            Asking::Filter(_) => None,
            Asking::Nothing => {
                self.asking = Asking::Jump(Jump::new(&Jump::begins(key)?));
                Some(Vec::new())
            }
        }
    }

    /// Files are evidence for what is selected.
    pub fn take_files(&self, paths: Vec<String>, context: &Context<'_>) -> Vec<Act> {
        match context.workbook {
            Some(workbook) => self.attach(workbook, paths),
            None => Vec::new(),
        }
    }

    /// The name of a clause, pasted, begins a jump; files are taken by [`Self::take_files`].
    pub fn paste(&mut self, pasted: &str, context: &Context<'_>) -> Vec<Act> {
        if let Asking::Jump(jump) = &mut self.asking {
            jump.paste(pasted);
        } else if let (Some(_), Some(text)) = (context.workbook, Jump::begins_with(pasted)) {
            self.asking = Asking::Jump(Jump::new(&text));
        }
        Vec::new()
    }

    /// Takes the outcome of looking at evidence or journal.
    pub fn outcome(&mut self, outcome: &Outcome, context: &Context<'_>) -> Vec<Act> {
        let lang = context.lang;
        let say = |title: &'static str, words: String| {
            vec![Act::overlay(Overlay::Message(Message::info(
                tr(lang, title),
                vec![words],
            )))]
        };
        match (outcome, context.workbook) {
            (Outcome::EvidenceStates(states), Some(workbook)) => say(
                "tui.evidence_checked",
                checked::evidence_words(context, workbook, states),
            ),
            (Outcome::Source(text), _) => official::loaded(context, text.as_ref()),
            (Outcome::Journal(report), _) => {
                let count = report.at.to_string();
                let result = crate::lang::lookup(lang, &format!("model.chain_{}", report.result.id()))
                    .unwrap_or_default();
                say(
                    "tui.journal_checked",
                    fill(
                        lang,
                        "tui.journal_result",
                        &[("result", result), ("count", &count)],
                    ),
                )
            }
            _ => self.stated(outcome, context),
        }
    }

    /// Draws it.
    pub fn view(&self, context: &Context<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let workbook = context.workbook?;
        let halves = halves(area);
        halves.draw_line(area, buffer, context.theme);
        let tree = filtering::header(context, workbook, &self.tree, halves.tree, buffer);
        self.tree
            .view(context, workbook, !self.pane.focused, tree, buffer);
        self.marks.view(context, workbook, &self.tree, tree, buffer);
        match self.tree.selected(workbook) {
            Some(Node::Clause(clause)) => {
                let pane = self.shown_pane(workbook);
                clause::view(context, workbook, clause, pane, halves.pane, buffer);
            }
            Some(branch) => {
                let scroll = self.pane.scroll;
                progress::view(context, workbook, branch, scroll, halves.pane, buffer);
            }
            None => {}
        }
        if let (Some(spots), false) = (context.spots, matches!(self.asking, Asking::Nothing)) {
            spots.cover();
        }
        match &self.asking {
            Asking::Nothing => None,
            Asking::Jump(jump) => jump.view(context, workbook, area, buffer),
            Asking::Filter(filtering) => {
                filtering.view(context, workbook, &self.tree, area, buffer);
                None
            }
        }
    }
}

/// The screen that answers a check.
pub fn open_answer(workbook: &Workbook, clause: ClauseId, target: &Target) -> Act {
    Act::push(Screen::Answer(Box::new(AnswerScreen::new(
        workbook,
        clause,
        target.clone(),
    ))))
}
