//! The state of the screen, as plain data.

use std::collections::{BTreeMap, VecDeque};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::completing::Completion;
use super::input::Input;
use super::keys::Keymap;
use super::overlays::Overlay;
use super::screens::Screen;
use super::spots::Spots;
use super::theme::Theme;
use super::waiting::Asked;
use super::widgets::canvas::Canvas;
use crate::engagement::request::{HomeData, Opened, Outcome, Previous, Progress, Request, Saved, Written};
use crate::error::{Error, Words};
use crate::lang::{Calendar, Lang, date_figures_in, date_words_in};
use crate::model::assessment::Assessment;
use crate::model::change::Kind;
use crate::model::journal::Head;
use crate::model::pack::{ClauseId, Pack};
use crate::model::reporting::EvidenceState;
use crate::model::scope::{Scope, scope};
use crate::model::score::{Ledger, Score};
use crate::model::source::OfficialText;
use crate::text;

/// An open workbook as the screen holds it: a copy that follows every saved change.
#[derive(Debug)]
pub struct Workbook {
    /// Its file.
    pub path: PathBuf,
    /// Its pack.
    pub pack: Arc<Pack>,
    /// The user's copy of the official text while it is shown.
    pub official: Option<Arc<OfficialText>>,
    /// Its state.
    pub assessment: Assessment,
    /// Its scope, computed anew when profile or systems change.
    pub scope: Scope,
    /// Its counts clause by clause; a change counts its clause anew.
    pub ledger: Ledger,
    /// All its counts.
    pub score: Score,
    /// The journal's head.
    pub head: Head,
    /// Open for reading only.
    pub read_only: bool,
    /// There is something to undo.
    pub can_undo: bool,
    /// There is something to redo.
    pub can_redo: bool,
    /// When the last change was committed, RFC 3339.
    pub saved_at: Option<String>,
    /// The day it was opened or last saved, `YYYY-MM-DD`; what is overdue is told by it.
    pub today: String,
    /// Whether the sign-offs still stand; none where nobody has signed.
    pub signed: Option<bool>,
    /// States of evidence by uid, as far as they were looked at since it last changed.
    pub evidence_states: BTreeMap<String, EvidenceState>,
    /// The workbook of the year before, once it was read.
    pub previous: Option<Arc<Previous>>,
    /// Where that is, as chosen now or when the workbook was open before.
    pub previous_path: Option<PathBuf>,
}

impl Workbook {
    /// Takes an opened workbook.
    pub fn new(opened: Opened) -> Self {
        let scope = scope(&opened.pack, &opened.assessment.profile);
        let ledger = Ledger::new(&scope, &opened.assessment);
        let score = ledger.score(&opened.pack);
        let previous = opened.left.map(|left| left.previous);
        Self {
            path: opened.path,
            pack: opened.pack,
            official: None,
            assessment: opened.assessment,
            scope,
            ledger,
            score,
            head: opened.head,
            read_only: opened.read_only,
            can_undo: opened.can_undo,
            can_redo: opened.can_redo,
            saved_at: None,
            today: opened.today,
            signed: opened.signed,
            evidence_states: BTreeMap::new(),
            previous: None,
            previous_path: previous.filter(|path| !path.as_os_str().is_empty()),
        }
    }

    /// Whether any check in scope is still without an answer; read from the counts, because the key
    /// bar asks at every frame.
    pub fn has_unanswered(&self) -> bool {
        self.score.all.answered() < self.score.all.total()
    }

    /// Follows a saved step. False where a change did not fit, so that the workbook must be opened
    /// anew.
    #[must_use]
    pub fn follow(&mut self, saved: &Saved) -> bool {
        let answers = || {
            let of_answers = saved.changes.iter().filter(|c| c.object.kind == Kind::Answer);
            of_answers.map(|change| change.object.uid.as_str())
        };
        let mut clauses = Ledger::clauses_of_answers(&self.assessment, answers());
        for change in &saved.changes {
            if self.assessment.apply(change).is_err() {
                return false;
            }
            if change.object.kind == Kind::Evidence {
                self.evidence_states.remove(&change.object.uid);
            }
        }
        let describes = |kind| matches!(kind, Kind::Profile | Kind::System);
        if saved.changes.iter().any(|change| describes(change.object.kind)) {
            let scope = scope(&self.pack, &self.assessment.profile);
            let before = std::mem::replace(&mut self.scope, scope);
            let differs = |clause: &ClauseId| before.checks_of(*clause) != self.scope.checks_of(*clause);
            clauses.extend(self.scope.clauses().filter(differs));
        }
        clauses.extend(Ledger::clauses_of_answers(&self.assessment, answers()));
        self.ledger.recount(&self.scope, &self.assessment, clauses);
        self.score = self.ledger.score(&self.pack);
        self.head.clone_from(&saved.head);
        self.can_undo = saved.can_undo;
        self.can_redo = saved.can_redo;
        self.saved_at = Some(saved.at.clone());
        if let Some(day) = saved.at.get(..10) {
            day.clone_into(&mut self.today);
        };
        self.signed = saved.signed;
        true
    }
}

/// What the bottom line says beside the keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// Something went well.
    Done(String),
    /// Something needs attention.
    Attention(String),
}

/// A failed request: what happened and what to do next, worded when it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What happened.
    pub said: Words,
    /// What to do next.
    pub hints: Vec<Words>,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self {
            said: error.said,
            hints: error.hints,
        }
    }
}

/// What reaches the app.
#[derive(Debug)]
pub enum Event {
    /// From the terminal.
    Input(Input),
    /// What came of a request.
    Outcome(Box<Result<Outcome, Failure>>),
    /// How far long work has come, and the time since it began.
    Progress(Progress, Duration),
    /// A file could not be handed to another program.
    NotOpened(Failure),
    /// What is being written could not be kept outside the screen.
    NotKept,
    /// What came of writing in the user's own editor.
    Edited(Box<Result<String, Failure>>),
}

/// What the runner is asked to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Carry out a request and bring its outcome.
    Request(Box<Request>),
    /// Stop the long work that is under way.
    Cancel,
    /// Put text on the clipboard.
    Copy(String),
    /// Hand a written file, or its folder, to the program that the system keeps for it.
    OpenFile(PathBuf),
    /// Take the mouse, or leave it to the terminal.
    Mouse(bool),
    /// Let the user's own editor write on a text; it comes back as [`Event::Edited`].
    Edit(String),
    /// Keep what is being written beside the workbook, in place of what was kept before.
    Keep {
        /// The workbook.
        workbook: PathBuf,
        /// Everything that is not saved.
        texts: Vec<Written>,
    },
    /// Give the terminal back and stop until the shell continues the program.
    Suspend,
    /// Leave.
    Quit,
}

/// What a screen or overlay wants done.
#[derive(Debug)]
pub enum Act {
    /// An effect.
    Effect(Effect),
    /// Open a screen on top of this one.
    Push(Box<Screen>),
    /// Open a screen in place of this one.
    Replace(Box<Screen>),
    /// Close this screen.
    Pop,
    /// Show an overlay.
    Overlay(Box<Overlay>),
    /// Close the topmost overlay.
    CloseOverlay,
    /// Close the topmost overlay and let the screen below have a command.
    Run(super::keys::Command),
    /// Close the topmost overlay and go to a clause in the walk.
    GoTo(ClauseId),
    /// Close the file picker and give the screen below the chosen path.
    Chosen(PathBuf),
    /// Show the official text beside ours, or hide it.
    ShowOfficial(Option<Arc<OfficialText>>),
    /// Say something on the bottom line.
    Say(Notice),
    /// Save what is being written, then leave the program.
    Leave,
    /// Put what was last copied here where text is being written.
    Paste,
    /// Take the paths that were just pasted out of the text, and attach the files as evidence.
    Attach(Vec<String>),
}

impl Act {
    /// A request.
    pub fn request(request: Request) -> Self {
        Self::Effect(Effect::Request(Box::new(request)))
    }

    /// A screen on top of this one.
    pub fn push(screen: Screen) -> Self {
        Self::Push(Box::new(screen))
    }

    /// An overlay.
    pub fn overlay(overlay: Overlay) -> Self {
        Self::Overlay(Box::new(overlay))
    }
}

/// What screens may look at.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// Interface language.
    pub lang: Lang,
    /// Colours and glyphs.
    pub theme: &'a Theme,
    /// The open workbook.
    pub workbook: Option<&'a Workbook>,
    /// Data of the home screen, once it has come.
    pub home: Option<&'a HomeData>,
    /// Columns and rows of the body.
    pub body: (u16, u16),
    /// How years are counted.
    pub calendar: Calendar,
    /// Where what can be pointed at is noted; only while somebody points.
    pub spots: Option<&'a Spots>,
    /// The keys in force.
    pub keymap: &'a Keymap,
}

impl Context<'_> {
    /// A stored date or time as the day it names, in words; what is no date as it stands.
    pub fn date(&self, stored: &str) -> String {
        date_words_in(stored, self.lang, self.calendar)
    }

    /// The same in figures, for columns of at most ten cells: 115.11.23 or 2026-11-23.
    pub fn figures(&self, stored: &str) -> String {
        date_figures_in(stored, self.calendar)
    }

    /// A stored time in figures with the clock, sixteen cells: 115.11.23  14:02.
    pub fn moment(&self, stored: &str) -> String {
        let day = text::pad(&self.figures(stored), 10);
        match stored.get(11..16) {
            Some(clock) => format!("{day} {clock}"),
            None => day,
        }
    }
}

impl<'a> From<&Context<'a>> for Canvas<'a> {
    fn from(context: &Context<'a>) -> Self {
        Self::new(context.theme, context.spots)
    }
}

/// The whole state.
#[derive(Debug)]
pub struct App {
    /// Interface language.
    pub lang: Lang,
    /// Colours and glyphs.
    pub theme: Theme,
    /// Columns and rows of the window.
    pub size: (u16, u16),
    /// Screens, the topmost last; never empty.
    pub screens: Vec<Screen>,
    /// Overlays, the topmost last.
    pub overlays: Vec<Overlay>,
    /// The open workbook.
    pub workbook: Option<Workbook>,
    /// Data of the home screen.
    pub home: Option<HomeData>,
    /// What the bottom line says.
    pub notice: Option<Notice>,
    /// Requests under way.
    pub pending: usize,
    /// How far long work has come, and the time since it began.
    pub progress: Option<(Progress, Duration)>,
    /// Leave once nothing is under way any more.
    pub leaving: bool,
    /// The whole window is to be drawn anew.
    pub clear: bool,
    /// How years are counted; none follows the language.
    pub calendar: Option<Calendar>,
    /// The mouse is ours.
    pub mouse: bool,
    /// The button was pressed on text and is held.
    pub selecting: bool,
    /// What was last copied or cut here, for terminals that give nothing back.
    pub clipboard: String,
    /// What the requests under way ask for, the oldest first.
    pub asked: VecDeque<Asked>,
    /// What came in while a workbook was being opened, to be handled afterwards.
    pub held: Vec<Input>,
    /// Texts found with the workbook that were not saved and have not found their fields yet.
    pub recovered: Vec<Written>,
    /// The unsaved texts as they were last handed over to be kept.
    pub kept: Vec<Written>,
    /// The user agreed to leave without what is not saved.
    pub gives_up: bool,
    /// The ways a path that is being typed may go on.
    pub completion: Option<Completion>,
    /// Text with paths that was pasted, while it is looked whether they lead to something.
    pub dropped: Option<String>,
    /// The keys in force.
    pub keymap: Keymap,
    /// Commands that were run from the palette, the latest first.
    pub recent: Vec<super::keys::Command>,
}

/// Smallest window that can be worked in, columns and rows.
pub const MIN_SIZE: (u16, u16) = (60, 16);
/// Rows of the header and of the bottom line.
pub const FRAME_ROWS: u16 = 4;

impl App {
    /// A new app that shows the home screen.
    pub fn new(lang: Lang, theme: Theme, size: (u16, u16)) -> Self {
        Self {
            lang,
            theme,
            size,
            screens: vec![Screen::home()],
            overlays: Vec::new(),
            workbook: None,
            home: None,
            notice: None,
            pending: 0,
            progress: None,
            leaving: false,
            clear: false,
            calendar: None,
            mouse: true,
            selecting: false,
            clipboard: String::new(),
            asked: VecDeque::new(),
            held: Vec::new(),
            recovered: Vec::new(),
            kept: Vec::new(),
            gives_up: false,
            completion: None,
            dropped: None,
            keymap: Keymap::default(),
            recent: Vec::new(),
        }
    }

    /// What screens may look at.
    pub fn context(&self) -> Context<'_> {
        Context {
            lang: self.lang,
            theme: &self.theme,
            workbook: self.workbook.as_ref(),
            home: self.home.as_ref(),
            body: (self.size.0, self.size.1.saturating_sub(FRAME_ROWS)),
            calendar: self.calendar.unwrap_or(Calendar::of(self.lang)),
            spots: None,
            keymap: &self.keymap,
        }
    }
}
