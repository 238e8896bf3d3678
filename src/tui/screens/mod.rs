//! The screens: one file each, holding state, update and view in that order.

mod answer;
mod bulk;
mod dashboard;
mod documents;
mod evidence;
mod export;
mod gaps;
mod history;
mod home;
mod matrix;
mod paths;
mod piece;
mod profile;
mod records;
mod register;
mod review;
mod search;
mod self_check;
mod system_checks;
mod systems;
mod texts;
mod verify;
mod walk;
mod what_if;

use std::path::Path;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

pub use answer::AnswerScreen;
pub use bulk::BulkScreen;
pub use dashboard::{DashboardScreen, SliceScreen};
pub use documents::{DocumentScreen, DocumentsScreen};
pub use evidence::EvidenceScreen;
pub use export::ExportScreen;
pub use gaps::GapsScreen;
pub use history::HistoryScreen;
pub use home::HomeScreen;
pub use matrix::MatrixScreen;
pub use piece::PieceScreen;
pub use profile::ProfileScreen;
pub use records::{
    ActionScreen, ActionsScreen, ChecksScreen, EarlierFormScreen, EarlierScreen, FindingScreen,
    FindingsScreen,
};
pub use register::RegisterScreen;
pub use review::ReviewScreen;
pub use search::SearchScreen;
pub use self_check::SelfCheckScreen;
pub use system_checks::SystemChecksScreen;
pub use systems::{CopyingScreen, SuggestedScreen, SystemScreen, SystemsScreen};
pub use texts::Texts;
pub use verify::VerifyScreen;
pub use walk::WalkScreen;
pub use what_if::WhatIfScreen;

use super::app::{Act, Context, Effect};
use super::input::KeyPress;
use super::keys::{Command, Place};
use super::widgets::text_field::{Reaction, TextField};
use crate::engagement::request::Outcome;

/// A screen.
#[derive(Debug)]
pub enum Screen {
    /// Recent workbooks, new, demo.
    Home(HomeScreen),
    /// Classification questions.
    Profile(ProfileScreen),
    /// The systems.
    Systems(SystemsScreen),
    /// One system.
    System(Box<SystemScreen>),
    /// From which system to take over answers.
    Copying(Box<CopyingScreen>),
    /// Systems that firms commonly run.
    Suggested(Box<SuggestedScreen>),
    /// What the scope would be if something were otherwise.
    WhatIf(Box<WhatIfScreen>),
    /// The checklist.
    Walk(WalkScreen),
    /// Answering one check.
    Answer(Box<AnswerScreen>),
    /// Attaching evidence.
    Evidence(Box<EvidenceScreen>),
    /// The register of evidence.
    Register(RegisterScreen),
    /// One piece of evidence.
    Piece(Box<PieceScreen>),
    /// The gap list.
    Gaps(GapsScreen),
    /// Search.
    Search(SearchScreen),
    /// Writing the report.
    Export(ExportScreen),
    /// What does not hold.
    SelfCheck(SelfCheckScreen),
    /// One clause over all systems.
    Matrix(MatrixScreen),
    /// All checks of one system.
    SystemChecks(SystemChecksScreen),
    /// Answering several checks at once.
    Bulk(Box<BulkScreen>),
    /// The findings.
    Findings(Box<FindingsScreen>),
    /// One finding.
    Finding(Box<FindingScreen>),
    /// Which checks a finding covers.
    Checks(Box<ChecksScreen>),
    /// One action against a finding.
    Action(Box<ActionScreen>),
    /// The register of actions.
    Actions(ActionsScreen),
    /// Findings of earlier years.
    Earlier(Box<EarlierScreen>),
    /// One finding of an earlier year.
    EarlierForm(Box<EarlierFormScreen>),
    /// The documents to have ready.
    Documents(DocumentsScreen),
    /// What became of asking for documents.
    Document(Box<DocumentScreen>),
    /// Review and sign-off.
    Review(Box<ReviewScreen>),
    /// The journal.
    History(Box<HistoryScreen>),
    /// Verifying a PDF.
    Verify(Box<VerifyScreen>),
    /// The charts.
    Dashboard(DashboardScreen),
    /// The checks behind a bar of the charts.
    Slice(SliceScreen),
}

/// Calls the same method on whichever screen it is.
macro_rules! each {
    ($screen:expr, $inner:ident => $call:expr) => {
        match $screen {
            Screen::Home($inner) => $call,
            Screen::Profile($inner) => $call,
            Screen::Systems($inner) => $call,
            Screen::System($inner) => $call,
            Screen::Copying($inner) => $call,
            Screen::Suggested($inner) => $call,
            Screen::WhatIf($inner) => $call,
            Screen::Walk($inner) => $call,
            Screen::Answer($inner) => $call,
            Screen::Evidence($inner) => $call,
            Screen::Register($inner) => $call,
            Screen::Piece($inner) => $call,
            Screen::Gaps($inner) => $call,
            Screen::Search($inner) => $call,
            Screen::Export($inner) => $call,
            Screen::SelfCheck($inner) => $call,
            Screen::Matrix($inner) => $call,
            Screen::SystemChecks($inner) => $call,
            Screen::Bulk($inner) => $call,
            Screen::Findings($inner) => $call,
            Screen::Finding($inner) => $call,
            Screen::Checks($inner) => $call,
            Screen::Action($inner) => $call,
            Screen::Actions($inner) => $call,
            Screen::Earlier($inner) => $call,
            Screen::EarlierForm($inner) => $call,
            Screen::Documents($inner) => $call,
            Screen::Document($inner) => $call,
            Screen::Review($inner) => $call,
            Screen::History($inner) => $call,
            Screen::Verify($inner) => $call,
            Screen::Dashboard($inner) => $call,
            Screen::Slice($inner) => $call,
        }
    };
}

impl Screen {
    /// The home screen.
    pub fn home() -> Self {
        Screen::Home(HomeScreen::default())
    }

    /// Where the user is.
    pub fn place(&self) -> Place {
        match self {
            Screen::Home(_) => Place::Home,
            Screen::Profile(_) => Place::Profile,
            Screen::Systems(_) => Place::Systems,
            Screen::System(_) | Screen::Suggested(_) | Screen::Copying(_) => Place::System,
            Screen::WhatIf(_) => Place::WhatIf,
            Screen::Walk(walk) => walk.place(),
            Screen::Answer(_) => Place::Answer,
            Screen::Evidence(_) => Place::Evidence,
            Screen::Register(_) => Place::Register,
            Screen::Piece(_) => Place::Piece,
            Screen::Gaps(_) => Place::Gaps,
            Screen::Search(_) => Place::Search,
            Screen::Export(_) => Place::Export,
            Screen::SelfCheck(_) => Place::SelfCheck,
            Screen::Matrix(_) => Place::Matrix,
            Screen::SystemChecks(_) => Place::SystemChecks,
            Screen::Bulk(_) => Place::Bulk,
            Screen::Findings(_) => Place::Findings,
            Screen::Finding(_) | Screen::Checks(_) | Screen::Action(_) => Place::Finding,
            Screen::Actions(_) => Place::Actions,
            Screen::Earlier(_) | Screen::EarlierForm(_) => Place::Earlier,
            Screen::Documents(_) | Screen::Document(_) => Place::Documents,
            Screen::Review(_) => Place::Review,
            Screen::History(_) => Place::History,
            Screen::Verify(_) => Place::Verify,
            Screen::Dashboard(_) | Screen::Slice(_) => Place::Dashboard,
        }
    }

    /// Whether a command can be used now.
    pub fn enabled(&self, command: Command, context: &Context<'_>) -> bool {
        each!(self, inner => inner.enabled(command, context))
    }

    /// Handles a command.
    pub fn command(&mut self, command: Command, context: &Context<'_>) -> Vec<Act> {
        each!(self, inner => inner.command(command, context))
    }

    /// Handles a key of text entry; none where it has no use for it.
    pub fn key(&mut self, key: KeyPress, context: &Context<'_>) -> Option<Vec<Act>> {
        match self {
            Screen::Answer(answer) => answer.key(key, context),
            Screen::Search(search) => search.key(key, context),
            Screen::Walk(walk) => walk.key(key),
            Screen::Evidence(evidence) => evidence.key(key),
            Screen::Piece(piece) => piece.key(key, context),
            Screen::Export(export) => export.key(key, context.lang),
            Screen::Document(document) => document.key(key),
            Screen::Review(review) => review.key(key),
            Screen::History(history) => history.key(key),
            Screen::Verify(verify) => verify.key(key),
            Screen::Profile(profile) => profile.key(key, context),
            Screen::Systems(systems) => systems.key(key),
            Screen::System(system) => system.key(key, context),
            Screen::Suggested(suggested) => suggested.key(key, context),
            Screen::Bulk(bulk) => bulk.key(key, context),
            Screen::Finding(finding) => finding.key(key, context),
            Screen::Action(action) => action.key(key, context),
            Screen::EarlierForm(earlier) => earlier.key(key, context),
            Screen::Checks(checks) => checks.key(key),
            Screen::Earlier(earlier) => earlier.key(key),
            _ => None,
        }
    }

    /// Handles pasted text.
    pub fn paste(&mut self, pasted: &str, context: &Context<'_>) -> Vec<Act> {
        match self {
            Screen::Answer(answer) => return answer.paste(pasted, context),
            Screen::Search(search) => search.paste(pasted, context),
            Screen::Evidence(evidence) => return evidence.paste(pasted),
            Screen::Piece(piece) => piece.paste(pasted, context),
            Screen::Export(export) => export.paste(pasted),
            Screen::Document(document) => document.paste(pasted),
            Screen::Review(review) => review.paste(pasted),
            Screen::History(history) => history.paste(pasted),
            Screen::Verify(verify) => verify.paste(pasted),
            Screen::Profile(profile) => profile.paste(pasted, context),
            Screen::Systems(systems) => systems.paste(pasted),
            Screen::System(system) => system.paste(pasted, context),
            Screen::Suggested(suggested) => suggested.paste(pasted, context),
            Screen::Bulk(bulk) => bulk.paste(pasted, context),
            Screen::Finding(finding) => finding.paste(pasted, context),
            Screen::Action(action) => action.paste(pasted, context),
            Screen::EarlierForm(earlier) => earlier.paste(pasted, context),
            Screen::Walk(walk) => return walk.paste(pasted, context),
            Screen::Checks(checks) => checks.paste(pasted),
            Screen::Earlier(earlier) => earlier.paste(pasted),
            _ => {}
        }
        Vec::new()
    }

    /// Takes the outcome of a request; called for the topmost screen after the app itself has
    /// followed it.
    pub fn outcome(&mut self, outcome: &Outcome, context: &Context<'_>) -> Vec<Act> {
        match self {
            Screen::Answer(answer) => answer.outcome(outcome, context),
            Screen::WhatIf(what_if) => what_if.outcome(outcome, context),
            Screen::Walk(walk) => walk.outcome(outcome, context),
            Screen::Evidence(evidence) => evidence.outcome(outcome, context),
            Screen::Register(register) => register.outcome(outcome, context),
            Screen::Piece(piece) => piece.outcome(outcome, context),
            Screen::Export(export) => export.outcome(outcome, context),
            Screen::Document(document) => document.outcome(outcome, context),
            Screen::Review(review) => review.outcome(outcome, context),
            Screen::History(history) => history.outcome(outcome, context),
            Screen::Verify(verify) => verify.outcome(outcome, context),
            Screen::Profile(profile) => profile.outcome(outcome, context),
            Screen::Systems(systems) => systems.outcome(outcome, context),
            Screen::System(system) => system.outcome(outcome, context),
            Screen::Suggested(suggested) => suggested.outcome(outcome, context),
            Screen::Copying(copying) => copying.outcome(outcome, context),
            Screen::SelfCheck(check) => check.outcome(outcome, context),
            Screen::Bulk(bulk) => bulk.outcome(outcome, context),
            Screen::SystemChecks(checks) => checks.outcome(context),
            Screen::Gaps(gaps) => gaps.outcome(outcome, context),
            Screen::Findings(findings) => findings.outcome(outcome, context),
            Screen::Finding(finding) => finding.outcome(outcome, context),
            Screen::Action(action) => action.outcome(outcome, context),
            Screen::EarlierForm(earlier) => earlier.outcome(outcome, context),
            Screen::Checks(checks) => checks.outcome(context),
            Screen::Dashboard(dashboard) => dashboard.outcome(outcome, context),
            Screen::Earlier(earlier) => earlier.outcome(outcome, context),
            _ => Vec::new(),
        }
    }

    /// What it asks for when the screen above it was closed.
    pub fn shown_again(&self, context: &Context<'_>) -> Vec<Act> {
        match self {
            Screen::Review(review) => review.shown_again(context),
            Screen::Verify(verify) => verify.shown_again(context),
            Screen::SelfCheck(check) => check.shown_again(context),
            _ => Vec::new(),
        }
    }

    /// Hears that a request failed, after the failure was shown.
    pub fn failed(&mut self) {
        match self {
            Screen::Answer(answer) => answer.failed(),
            Screen::Walk(walk) => walk.failed(),
            Screen::Evidence(evidence) => evidence.failed(),
            Screen::Piece(piece) => piece.failed(),
            Screen::Export(export) => export.failed(),
            Screen::Document(document) => document.failed(),
            Screen::Profile(profile) => profile.failed(),
            Screen::Systems(systems) => systems.failed(),
            Screen::System(system) => system.failed(),
            Screen::Suggested(suggested) => suggested.failed(),
            Screen::Bulk(bulk) => bulk.failed(),
            Screen::Gaps(gaps) => gaps.failed(),
            Screen::Finding(finding) => finding.failed(),
            Screen::Action(action) => action.failed(),
            Screen::EarlierForm(earlier) => earlier.failed(),
            Screen::Earlier(earlier) => earlier.failed(),
            Screen::Verify(verify) => verify.failed(),
            _ => {}
        }
    }

    /// Takes the path chosen in the file picker.
    pub fn chosen(&mut self, path: &Path, context: &Context<'_>) -> Vec<Act> {
        match self {
            Screen::Home(home) => return home.chosen(path),
            Screen::Verify(verify) => return verify.chosen(path),
            Screen::Evidence(evidence) => evidence.chosen(path),
            Screen::Register(register) => return register.chosen(path, context),
            Screen::Piece(piece) => return piece.chosen(path),
            Screen::Export(export) => export.chosen(path),
            Screen::Dashboard(_) => return DashboardScreen::chosen(path),
            _ => {}
        }
        Vec::new()
    }

    /// What must be saved before the program is left.
    pub fn unsaved(&self, context: &Context<'_>) -> Vec<Act> {
        match self {
            Screen::Answer(answer) => answer.unsaved(context),
            Screen::Profile(profile) => profile.unsaved(context),
            Screen::Systems(systems) => systems.unsaved(),
            Screen::System(system) => system.unsaved(context),
            Screen::Finding(finding) => finding.unsaved(context),
            Screen::Action(action) => action.unsaved(context),
            Screen::EarlierForm(earlier) => earlier.unsaved(context),
            Screen::Earlier(earlier) => earlier.unsaved(),
            _ => Vec::new(),
        }
    }

    /// The question before the program is left while something is typed that is not saved by
    /// itself.
    pub fn leaving_question(&self, context: &Context<'_>) -> Option<String> {
        match self {
            Screen::Evidence(evidence) => evidence.leaving_question(context.lang),
            Screen::Piece(piece) => piece.leaving_question(context.lang),
            Screen::Export(export) => export.leaving_question(context.lang),
            Screen::Bulk(bulk) => bulk.leaving_question(context.lang),
            Screen::Document(document) => document.leaving_question(context.lang),
            Screen::Review(review) => review.leaving_question(context),
            Screen::Profile(profile) => profile.leaving_question(context),
            Screen::System(system) => system.leaving_question(context),
            Screen::Suggested(suggested) => suggested.leaving_question(context),
            Screen::Finding(finding) => finding.leaving_question(context),
            Screen::Action(action) => action.leaving_question(context),
            Screen::EarlierForm(earlier) => earlier.leaving_question(context),
            _ => None,
        }
    }

    /// Draws it and says where the hardware cursor belongs.
    pub fn view(&self, context: &Context<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        each!(self, inner => inner.view(context, area, buffer))
    }
}

/// Lets a text field have a key; none where it has no use for it.
fn type_into(field: &mut TextField, key: KeyPress) -> Option<Vec<Act>> {
    acts_of(field.update(key))
}

/// What follows from what a field did with a key; none where it had no use for it.
pub(super) fn acts_of(reaction: Reaction) -> Option<Vec<Act>> {
    match reaction {
        Reaction::Ignored => None,
        Reaction::Copied(copied) | Reaction::Cut(copied) => Some(vec![Act::Effect(Effect::Copy(copied))]),
        Reaction::Paste => Some(vec![Act::Paste]),
        Reaction::Edit(text) => Some(vec![Act::Effect(Effect::Edit(text))]),
        Reaction::Consumed | Reaction::Changed => Some(Vec::new()),
    }
}
