//! The checklist walk: the tree of clauses on the left, the selected clause on the right.

mod answers;
mod checked;
mod clause;
mod lines;
mod marks;
mod next;
mod official;
mod resuming;
mod tree;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use clause::{PaneState, Slot};
use marks::Marks;
use tree::{Node, Tree};

use super::{
    ActionsScreen, AnswerScreen, EvidenceScreen, ExportScreen, GapsScreen, HistoryScreen, ProfileScreen,
    RegisterScreen, ReviewScreen, Screen, SearchScreen, SelfCheckScreen, SystemsScreen, WhatIfScreen,
};
use crate::engagement::request::{Outcome, Request};
use crate::lang::{fill, tr};
use crate::model::pack::ClauseId;
use crate::model::scope::Target;
use crate::tui::app::{Act, Context, Notice, Workbook};
use crate::tui::keys::Command;
use crate::tui::overlays::{Message, Overlay};
use crate::tui::theme::Tone;
use crate::tui::widgets::cursor::WHEEL_ROWS;
use crate::tui::widgets::paint::vertical_line;

pub use answers::review_words;
pub use next::{next_unanswered, next_unanswered_check};
pub use tree::mark_of;

/// Share of the width that the tree takes, in percent, and its bounds in cells.
const TREE_PERCENT: u16 = 34;
const TREE_BOUNDS: (u16, u16) = (26, 46);

/// The checklist walk.
#[derive(Debug, Clone, Default)]
pub struct WalkScreen {
    tree: Tree,
    pane: PaneState,
    marks: Marks,
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

    /// The selected clause; of a branch, its first clause.
    fn clause(&self, workbook: &Workbook) -> Option<ClauseId> {
        match self.tree.selected(workbook)? {
            Node::Clause(clause) => Some(clause),
            Node::Article(number) => workbook
                .pack
                .article(number)?
                .clauses
                .first()
                .map(|clause| clause.id),
            Node::Chapter(number) => {
                let chapter = workbook
                    .pack
                    .chapters
                    .iter()
                    .find(|chapter| chapter.number == number)?;
                let article = workbook.pack.article(*chapter.articles.first()?)?;
                article.clauses.first().map(|clause| clause.id)
            }
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
            Command::Evidence => !workbook.read_only,
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
                    focused: !self.pane.focused,
                    ..PaneState::default()
                };
                Vec::new()
            }
            Command::NextUnanswered => self.go_to_next_unanswered(context, workbook),
            Command::Evidence => self.attach(workbook, Vec::new()),
            Command::Gaps => vec![Act::push(Screen::Gaps(GapsScreen::default()))],
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
            Command::Back => Vec::new(),
            command if self.pane.focused => self.command_in_pane(command, context, workbook),
            command => self.command_in_tree(command, context, workbook),
        }
    }

    fn command_in_tree(&mut self, command: Command, context: &Context<'_>, workbook: &Workbook) -> Vec<Act> {
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
        let targets: Vec<Target> = clause::slots(workbook, clause)
            .into_iter()
            .filter_map(|slot| match slot {
                Slot::Answer(target) => Some(target),
                Slot::Item(_) => None,
            })
            .collect();
        match targets.as_slice() {
            [] => vec![Act::push(Screen::Systems(SystemsScreen::default()))],
            [only] => vec![open_answer(workbook, clause, only)],
            _ => {
                self.pane = PaneState {
                    focused: true,
                    ..PaneState::default()
                };
                Vec::new()
            }
        }
    }

    fn command_in_pane(&mut self, command: Command, context: &Context<'_>, workbook: &Workbook) -> Vec<Act> {
        let Some(clause) = self.clause(workbook) else {
            return Vec::new();
        };
        let slots = clause::slots(workbook, clause);
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
            Command::PageUp | Command::PageDown => self.scroll(command, page(context), context, workbook),
            Command::Open => match slots.get(self.pane.slot.min(last)) {
                Some(Slot::Answer(target)) => return vec![open_answer(workbook, clause, target)],
                Some(Slot::Item(_)) if workbook.read_only => {}
                Some(Slot::Item(item)) => {
                    return attach_to(workbook, clause, Some(item.clone()), None, Vec::new());
                }
                None => {}
            },
            _ => {}
        }
        Vec::new()
    }

    /// Scrolls the pane, no further than to its last line.
    fn scroll(&mut self, command: Command, lines: usize, context: &Context<'_>, workbook: &Workbook) {
        self.pane.scroll = match command {
            Command::PageUp => self.pane.scroll.saturating_sub(lines),
            _ => self.pane.scroll + lines,
        };
        let area = pane_area(Rect::new(0, 0, context.body.0, context.body.1));
        self.pane.scroll = self.clause(workbook).map_or(0, |clause| {
            clause::possible_scroll(context, workbook, clause, self.pane, area)
        });
    }

    /// Files are evidence for what is selected.
    pub fn take_files(&self, paths: Vec<String>, context: &Context<'_>) -> Vec<Act> {
        match context.workbook {
            Some(workbook) => self.attach(workbook, paths),
            None => Vec::new(),
        }
    }

    /// F2 or dropped files: attaches evidence to the selected item, or to the clause as a whole.
    fn attach(&self, workbook: &Workbook, files: Vec<String>) -> Vec<Act> {
        let Some(clause) = self.clause(workbook) else {
            return Vec::new();
        };
        let slot = self
            .pane
            .focused
            .then(|| clause::slots(workbook, clause).get(self.pane.slot).cloned())
            .flatten();
        match slot {
            Some(Slot::Item(item)) => attach_to(workbook, clause, Some(item), None, files),
            Some(Slot::Answer(target)) => attach_to(workbook, clause, None, Some(target), files),
            None => attach_to(workbook, clause, None, None, files),
        }
    }

    fn go_to_next_unanswered(&mut self, context: &Context<'_>, workbook: &Workbook) -> Vec<Act> {
        let here = self.clause(workbook);
        match next_unanswered(workbook, here) {
            Some(check) => {
                self.show(workbook, check.clause);
                Vec::new()
            }
            None => vec![Act::Say(Notice::Done(
                tr(context.lang, "tui.walk_all_answered").to_owned(),
            ))],
        }
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
            _ => Vec::new(),
        }
    }

    /// Draws it.
    pub fn view(&self, context: &Context<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let workbook = context.workbook?;
        let theme = context.theme;
        let tree_width = tree_width(area);
        let tree_area = Rect {
            width: tree_width,
            ..area
        };
        self.tree
            .view(context, workbook, !self.pane.focused, tree_area, buffer);
        self.marks.view(context, workbook, &self.tree, tree_area, buffer);
        let line = theme.style(Tone::Dim);
        vertical_line(
            buffer,
            area.x + tree_width,
            area.y,
            area.height,
            theme.glyphs().vertical,
            line,
        );
        if let Some(clause) = self.clause(workbook) {
            clause::view(context, workbook, clause, self.pane, pane_area(area), buffer);
        }
        None
    }
}

/// Width of the left pane in cells.
fn tree_width(area: Rect) -> u16 {
    (area.width * TREE_PERCENT / 100).clamp(TREE_BOUNDS.0, TREE_BOUNDS.1)
}

/// The right pane, beside the tree and the line.
fn pane_area(area: Rect) -> Rect {
    let x = area.x + tree_width(area) + 2;
    Rect {
        x,
        width: area.right().saturating_sub(x),
        ..area
    }
}

/// How many lines a page key scrolls.
fn page(context: &Context<'_>) -> usize {
    usize::from(context.body.1).saturating_sub(2)
}

/// The screen that answers a check.
pub fn open_answer(workbook: &Workbook, clause: ClauseId, target: &Target) -> Act {
    Act::push(Screen::Answer(Box::new(AnswerScreen::new(
        workbook,
        clause,
        target.clone(),
    ))))
}

fn attach_to(
    workbook: &Workbook,
    clause: ClauseId,
    item: Option<String>,
    target: Option<Target>,
    files: Vec<String>,
) -> Vec<Act> {
    let first = workbook.scope.checks_of(clause).first();
    let first = first.and_then(|check| check.target.clone());
    match target.or(first) {
        Some(target) => {
            let screen = EvidenceScreen::new(workbook, clause, target, item).with_files(files);
            let look = screen.look_at_location();
            let mut acts = vec![Act::push(Screen::Evidence(Box::new(screen)))];
            acts.extend(look);
            acts
        }
        None => vec![Act::push(Screen::Systems(SystemsScreen::default()))],
    }
}
