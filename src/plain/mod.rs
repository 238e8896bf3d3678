//! The assessment as a dialogue in plain lines (`--plain`): for screen readers, pipes and terminals
//! that can move no cursor. No escape sequence, no frame, no colour; one thought a line, numbered
//! choices, what is kept said before it is asked, what was saved said after.
//!
//! | question | place |
//! |---|---|
//! | who reads and writes lines? | [`terminal`] |
//! | what is understood at every prompt, who asks the session? | [`dialogue`] |
//! | how are lists chosen from, questions asked? | [`menu`], [`form`] |
//! | which dialogue stands for which screen? | [`table`] |
//!
//! Every dialogue is a file of its own and sends the same requests as the screen.

mod actions;
mod answer;
mod asking;
mod book;
mod bulk;
mod details;
pub mod dialogue;
mod documents;
mod earlier;
mod evidence;
mod filtering;
mod finding;
mod findings;
mod form;
mod going;
mod history;
mod home;
mod interrupt;
mod looking;
mod menu;
mod numbers;
mod piece;
mod profile;
mod questions;
mod register;
mod report;
mod review;
mod suggested;
mod systems;
pub mod table;
pub mod terminal;
mod verify;
mod walk;
mod what_if;

use std::path::PathBuf;

use dialogue::Dialogue;
use terminal::{Standard, Terminal};

use crate::engagement::session::Session;
use crate::error::Result;
use crate::lang::Lang;
use crate::settings::Settings;

/// Cells of a line where nothing else is asked for.
pub const WIDTH: usize = 78;

/// What is opened first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum First {
    /// Home.
    Home,
    /// A workbook.
    Open(PathBuf),
    /// A new demo workbook.
    Demo,
    /// A new workbook; none lets Zicha choose the file.
    New(Option<PathBuf>),
}

/// How the dialogue is started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Start {
    /// Who works here; none takes the settings, then the login name.
    pub author: Option<String>,
    /// Language.
    pub lang: Lang,
    /// Cells of a line; 0 never breaks one.
    pub width: usize,
    /// What is opened first.
    pub first: First,
}

/// Holds the dialogue on standard input and output until it is left.
///
/// # Errors
///
/// When the workbook that was named cannot be opened or made.
pub fn run(start: &Start) -> Result<()> {
    let session = Session::new(Settings::load(), start.author.clone());
    hold(&mut Standard::new(), session, start)
}

/// As [`run`], with another terminal and session. At the end of the input it is left; all that was
/// answered is kept.
///
/// # Errors
///
/// When the workbook that was named cannot be opened or made.
pub fn hold(terminal: &mut dyn Terminal, session: Session, start: &Start) -> Result<()> {
    Dialogue::new(terminal, session, start.lang, start.width).run(start)
}
