//! The terminal: taken when the screen opens, given back whenever the program leaves it, be it by
//! its end, an error, a panic or a signal.
//!
//! Nothing here may ask the terminal where its cursor is: the answer would have to come through
//! the reader thread, which waits for keys.

mod clicks;
mod editor;
mod gate;
mod inputs;
mod mouse;
mod signals;

use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, Once, PoisonError};
use std::thread::{self, ThreadId};

use crossterm::cursor::Show;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{execute, queue};
use ratatui::backend::{Backend, ClearType, CrosstermBackend};
use ratatui::{Frame, Terminal};

use crate::error::Error;
use crate::tui::widgets::paint::SecondHalves;

pub use editor::{Editor, edit};
pub use inputs::{InputSender, Inputs};
use mouse::{LeaveMouse, TakeMouse};
pub use signals::{can_suspend, suspend};

/// Whether the terminal is in our hands and has to be given back.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Whether the mouse is ours while the terminal is.
static MOUSE: AtomicBool = AtomicBool::new(false);
/// Whether another program has the terminal, so that its keys of interruption are not ours.
static LENT: AtomicBool = AtomicBool::new(false);

/// The thread that draws; a panic elsewhere is the affair of whoever waits for that thread.
static DRAWING_THREAD: Mutex<Option<ThreadId>> = Mutex::new(None);

/// The screen of a terminal in raw mode, on the alternate screen, with bracketed paste. Dropping
/// it gives the terminal back.
#[derive(Debug)]
pub struct Screen {
    terminal: Terminal<CrosstermBackend<BufWriter<Stdout>>>,
    second_halves: SecondHalves,
    blank: bool,
}

impl Screen {
    /// Takes the terminal.
    ///
    /// # Errors
    ///
    /// When standard input or output is no terminal, or it refuses the settings.
    pub fn open() -> Result<Self, Error> {
        if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
            return Err(Error::input("error.no_terminal").hint("error.hint_no_terminal"));
        }
        give_back_on_panic();
        Self::take().inspect_err(|_| give_back()).map_err(|cause| {
            Error::environment("error.terminal_refuses")
                .with("cause", &cause)
                .hint("error.hint_other_terminal")
                .caused_by(cause)
        })
    }

    fn take() -> io::Result<Self> {
        *DRAWING_THREAD.lock().unwrap_or_else(PoisonError::into_inner) = Some(thread::current().id());
        take()?;
        let terminal = Terminal::new(CrosstermBackend::new(BufWriter::new(io::stdout())))?;
        Ok(Self {
            terminal,
            second_halves: SecondHalves::default(),
            blank: true,
        })
    }

    /// Draws one frame and sends what differs from the last one. With `other_screen`, when
    /// something quite different is shown, the terminal is cleared first, which repairs whatever
    /// wide glyphs may have left.
    ///
    /// # Errors
    ///
    /// When the terminal cannot be written to; it is gone, and the program should end.
    pub fn draw(&mut self, other_screen: bool, view: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        if other_screen && !self.blank {
            self.clear()?;
        }
        let second_halves = &mut self.second_halves;
        self.terminal.draw(|frame| {
            view(frame);
            second_halves.settle(frame.buffer_mut());
        })?;
        self.blank = false;
        execute!(self.terminal.backend_mut(), EndSynchronizedUpdate)
    }

    /// Takes the mouse, or leaves it to the terminal, which then selects text with it.
    ///
    /// # Errors
    ///
    /// When the terminal is gone.
    pub fn take_mouse(&mut self, taken: bool) -> io::Result<()> {
        MOUSE.store(taken, Ordering::SeqCst);
        match taken {
            true => execute!(io::stdout(), TakeMouse),
            false => execute!(io::stdout(), LeaveMouse),
        }
    }

    /// Takes the terminal again after the program was stopped, or another program wrote to it.
    ///
    /// # Errors
    ///
    /// When the terminal is gone.
    pub fn retake(&mut self) -> io::Result<()> {
        // Raw mode that is believed to be on would not be set again.
        disable_raw_mode()?;
        take()?;
        self.clear()
    }

    /// Gives the terminal to another program while `work` runs, and takes it again. Nothing of ours may
    /// read it meanwhile: see [`Inputs::pause`].
    ///
    /// # Errors
    ///
    /// When the terminal is gone.
    pub fn lend<T>(&mut self, work: impl FnOnce() -> T) -> io::Result<T> {
        LENT.store(true, Ordering::SeqCst);
        give_back();
        let worked = work();
        LENT.store(false, Ordering::SeqCst);
        self.retake()?;
        Ok(worked)
    }

    /// Clears the terminal and forgets the last frame. `Terminal::clear` would ask for the cursor.
    fn clear(&mut self) -> io::Result<()> {
        self.terminal.backend_mut().clear_region(ClearType::All)?;
        self.terminal.swap_buffers();
        self.second_halves = SecondHalves::default();
        self.blank = true;
        Ok(())
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

fn take() -> io::Result<()> {
    TAKEN.store(true, Ordering::SeqCst);
    enable_raw_mode()?;
    execute!(io::stdout(), EnterAlternateScreen)?;
    // Consoles without it deliver pastes as bursts of keys, which `input::gather` recognises.
    let _ = execute!(io::stdout(), EnableBracketedPaste);
    if MOUSE.load(Ordering::SeqCst) {
        let _ = execute!(io::stdout(), TakeMouse);
    }
    Ok(())
}

/// Gives the terminal back as it was, once. Errors have no one left to be shown to.
fn give_back() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut out = io::stdout();
    if MOUSE.load(Ordering::SeqCst) {
        let _ = execute!(out, LeaveMouse);
    }
    let _ = execute!(out, EndSynchronizedUpdate, DisableBracketedPaste);
    let _ = execute!(out, LeaveAlternateScreen, Show);
    let _ = out.flush();
    let _ = disable_raw_mode();
}

/// Makes a panic of the drawing thread give the terminal back before its message is printed, and
/// keeps messages of other threads off the screen.
fn give_back_on_panic() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        let previous = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let drawing = *DRAWING_THREAD.lock().unwrap_or_else(PoisonError::into_inner);
            if drawing == Some(thread::current().id()) {
                give_back();
            }
            if !TAKEN.load(Ordering::SeqCst) {
                previous(info);
            }
        }));
    });
}
