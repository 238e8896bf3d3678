//! Verifying a PDF: which file, then the verdict, each signature, the reasons, what is not checked, and
//! against the open workbook what it has registered and what changed since. Enter on a change goes there.

mod jump;
mod rows;

use std::path::{Path, PathBuf};

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::export::{folder_of, plain};
use super::{Screen, type_into};
use crate::engagement::request::{Outcome, Request};
use crate::lang::{Said, SaidLine, tr, verification_lines};
use crate::model::signing::Verification;
use crate::tui::app::{Act, Context, Notice};
use crate::tui::completing::PathField;
use crate::tui::input::KeyPress;
use crate::tui::keys::Command;
use crate::tui::overlays::{Overlay, Picker};
use crate::tui::widgets::form::{neighbour, view};
use crate::tui::widgets::text_field::TextField;

/// What has the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Focus {
    /// The PDF.
    Path,
    /// The trusted certificates.
    Trust,
    /// Verify.
    Check,
    /// A line of what was found.
    Line(usize),
}

/// What was verified and what was found.
#[derive(Debug)]
struct Found {
    path: PathBuf,
    trust: Option<PathBuf>,
    verification: Box<Verification>,
}

/// The screen that verifies a PDF.
#[derive(Debug)]
pub struct VerifyScreen {
    path: TextField,
    trust: TextField,
    focus: Focus,
    /// The request is under way.
    checking: bool,
    found: Option<Found>,
}

impl Default for VerifyScreen {
    fn default() -> Self {
        Self {
            path: TextField::single_line(""),
            trust: TextField::single_line(""),
            focus: Focus::Path,
            checking: false,
            found: None,
        }
    }
}

impl VerifyScreen {
    /// Opens it, to be told which file.
    pub fn open() -> Vec<Act> {
        vec![Act::push(Screen::Verify(Box::default()))]
    }

    /// Opens it and verifies a file at once.
    pub fn open_with(path: &Path) -> Vec<Act> {
        let mut screen = Self::default();
        screen.path.set_text(&path.display().to_string());
        let request = screen.verify();
        let mut acts = vec![Act::push(Screen::Verify(Box::new(screen)))];
        acts.extend(request);
        acts
    }

    /// Whether a command can be used now.
    pub fn enabled(&self, command: Command, _context: &Context<'_>) -> bool {
        match command {
            Command::Save => !self.checking,
            _ => true,
        }
    }

    /// Handles a command.
    pub fn command(&mut self, command: Command, context: &Context<'_>) -> Vec<Act> {
        match command {
            Command::Save => return self.verify_or_say(context),
            Command::Browse => return self.browse(context),
            Command::Open => match self.focus {
                Focus::Path => self.focus = Focus::Trust,
                Focus::Trust => self.focus = Focus::Check,
                Focus::Check => return self.verify_or_say(context),
                Focus::Line(at) => return self.follow_line(at, context),
            },
            _ => {
                if let Some((by, round)) = movement(command, context) {
                    let all = self.focuses(context);
                    self.focus = neighbour(&all, &self.focus, by, round).unwrap_or(self.focus);
                }
            }
        }
        Vec::new()
    }

    /// Everything that can have the focus, from above.
    fn focuses(&self, context: &Context<'_>) -> Vec<Focus> {
        let lines = self.lines(context);
        let lines = lines.iter().enumerate();
        let said = lines.filter(|(_, line)| line.said != Said::Heading);
        [Focus::Path, Focus::Trust, Focus::Check]
            .into_iter()
            .chain(said.map(|(at, _)| Focus::Line(at)))
            .collect()
    }

    /// What there is to say about the file, in the language of the screen.
    fn lines(&self, context: &Context<'_>) -> Vec<SaidLine> {
        let found = self.found.as_ref();
        found
            .map(|found| verification_lines(&found.verification, context.lang))
            .unwrap_or_default()
    }

    fn verify_or_say(&mut self, context: &Context<'_>) -> Vec<Act> {
        let acts = self.verify();
        if acts.is_empty() && !self.checking {
            self.focus = Focus::Path;
            let words = tr(context.lang, "verifying.path_missing").to_owned();
            return vec![Act::Say(Notice::Attention(words))];
        }
        acts
    }

    /// Asks for the verification of the file as typed; nothing where none is.
    fn verify(&mut self) -> Vec<Act> {
        let typed = |field: &TextField| {
            let typed = plain(field.text());
            (!typed.is_empty()).then(|| PathBuf::from(typed))
        };
        let Some(path) = typed(&self.path).filter(|_| !self.checking) else {
            return Vec::new();
        };
        self.ask(path, typed(&self.trust))
    }

    fn ask(&mut self, path: PathBuf, trust: Option<PathBuf>) -> Vec<Act> {
        self.checking = true;
        vec![Act::request(Request::Verify { path, trust })]
    }

    /// Goes to what a change is about; other lines lead nowhere.
    fn follow_line(&self, at: usize, context: &Context<'_>) -> Vec<Act> {
        let lines = self.lines(context);
        let Some(Said::Changed(index)) = lines.get(at).map(|line| line.said) else {
            return Vec::new();
        };
        let report = self
            .found
            .as_ref()
            .and_then(|found| found.verification.workbook.as_ref());
        match report.and_then(|report| report.changes.get(index)) {
            Some(changed) => jump::to(context, changed),
            None => Vec::new(),
        }
    }

    /// Lets a file be chosen: certificates for the second field, else the PDF.
    fn browse(&mut self, context: &Context<'_>) -> Vec<Act> {
        let (field, endings): (_, &'static [&'static str]) = match self.focus {
            Focus::Trust => (&self.trust, &[".pem", ".cer", ".crt", ".der"]),
            _ => {
                self.focus = Focus::Path;
                (&self.path, &[".pdf"])
            }
        };
        let folder = context.workbook.map(|workbook| folder_of(field.text(), workbook));
        vec![
            Act::overlay(Overlay::Picker(Picker::files(endings))),
            Picker::first_request(folder),
        ]
    }

    /// Takes the file chosen in the picker. A PDF is verified at once.
    pub fn chosen(&mut self, path: &Path) -> Vec<Act> {
        let path = path.display().to_string();
        if self.focus == Focus::Trust {
            self.trust.set_text(&path);
            self.focus = Focus::Check;
            return Vec::new();
        }
        self.path.set_text(&path);
        self.verify()
    }

    /// The field with the focus.
    pub fn path_field(&mut self) -> Option<PathField<'_>> {
        let field = match self.focus {
            Focus::Path => &mut self.path,
            Focus::Trust => &mut self.trust,
            Focus::Check | Focus::Line(_) => return None,
        };
        Some(PathField {
            field,
            only_folders: false,
            base: None,
        })
    }

    /// Handles a key of text entry.
    pub fn key(&mut self, key: KeyPress) -> Option<Vec<Act>> {
        match self.focus {
            Focus::Path => type_into(&mut self.path, key),
            Focus::Trust => type_into(&mut self.trust, key),
            Focus::Check | Focus::Line(_) => None,
        }
    }

    /// A pasted or dropped path goes to the field with the focus, else it is the next PDF.
    pub fn paste(&mut self, pasted: &str) {
        let _ = match self.focus {
            Focus::Path => self.path.paste(pasted),
            Focus::Trust => self.trust.paste(pasted),
            Focus::Check | Focus::Line(_) => {
                self.path.set_text("");
                self.focus = Focus::Path;
                self.path.paste(pasted)
            }
        };
    }

    /// Takes what was found.
    pub fn outcome(&mut self, outcome: &Outcome, context: &Context<'_>) -> Vec<Act> {
        let Outcome::Verified { path, found } = outcome else {
            return Vec::new();
        };
        let trust = plain(self.trust.text());
        let again = self.found.as_ref().is_some_and(|known| known.path == *path);
        self.checking = false;
        self.found = Some(Found {
            path: path.clone(),
            trust: (!trust.is_empty()).then(|| PathBuf::from(trust)),
            verification: found.clone(),
        });
        // Coming back from a change, the reader goes on where they were.
        let stays = again && self.focuses(context).contains(&self.focus);
        if !stays || !matches!(self.focus, Focus::Line(_)) {
            self.focus = Focus::Line(0);
        }
        Vec::new()
    }

    /// This screen is the topmost again: what was changed meanwhile counts.
    pub fn shown_again(&self, context: &Context<'_>) -> Vec<Act> {
        match (&self.found, context.workbook) {
            (Some(found), Some(_)) => vec![Act::request(Request::Verify {
                path: found.path.clone(),
                trust: found.trust.clone(),
            })],
            _ => Vec::new(),
        }
    }

    /// A failed request: back to the form, with what was typed.
    pub fn failed(&mut self) {
        self.checking = false;
    }

    /// Draws it.
    pub fn view(&self, context: &Context<'_>, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let area = Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            ..area
        };
        let lines = self.lines(context);
        view(&self.rows(context, &lines), area, buffer, context)
    }
}

/// How far a command moves the focus and whether it goes round.
fn movement(command: Command, context: &Context<'_>) -> Option<(isize, bool)> {
    let page = isize::try_from(context.body.1 / 2).unwrap_or(1).max(1);
    match command {
        Command::NextField => Some((1, true)),
        Command::PreviousField => Some((-1, true)),
        Command::Up => Some((-1, false)),
        Command::Down => Some((1, false)),
        Command::PageUp => Some((-page, false)),
        Command::PageDown => Some((page, false)),
        Command::First => Some((isize::MIN / 2, false)),
        Command::Last => Some((isize::MAX / 2, false)),
        _ => None,
    }
}
