//! Where the thread that reads the terminal can be stopped, while another program reads it: two
//! readers of one terminal would each get some of the keys.

use std::io;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Where the reader stands.
#[derive(Debug, Default)]
struct State {
    /// It is to stop.
    asked: bool,
    /// It has stopped, or ended.
    still: bool,
}

/// The gate the reader passes before every read.
#[derive(Debug, Default)]
pub(super) struct Gate {
    state: Mutex<State>,
    changed: Condvar,
}

/// The reader stands still until this is dropped.
#[derive(Debug)]
pub struct Paused<'a>(&'a Gate);

impl Drop for Paused<'_> {
    fn drop(&mut self) {
        self.0.state().asked = false;
        self.0.changed.notify_all();
    }
}

impl Gate {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Stops the reader and waits until it stands still.
    pub(super) fn pause(&self) -> Paused<'_> {
        self.state().asked = true;
        system::wake_reader();
        let waits = |state: &mut State| !state.still;
        drop(self.changed.wait_while(self.state(), waits));
        Paused(self)
    }

    /// The reader stands still here while it is asked to.
    pub(super) fn pass(&self) {
        let mut state = self.state();
        if !state.asked {
            return;
        }
        state.still = true;
        self.changed.notify_all();
        let mut state = self
            .changed
            .wait_while(state, |state| state.asked)
            .unwrap_or_else(PoisonError::into_inner);
        state.still = false;
    }

    /// The reader ends: nobody need wait for it any more.
    pub(super) fn close(&self) {
        self.state().still = true;
        self.changed.notify_all();
    }

    /// Waits for an event in a way that can be interrupted.
    pub(super) fn wait_for_event(&self) -> io::Result<()> {
        system::wait_for_event(|| self.pass())
    }
}

#[cfg(unix)]
mod system {
    use std::io;

    use signal_hook::consts::SIGWINCH;
    use signal_hook::low_level;

    /// A new size of the window, even the same one, ends a read.
    pub(super) fn wake_reader() {
        let _ = low_level::raise(SIGWINCH);
    }

    /// The read itself waits.
    #[expect(clippy::unnecessary_wraps, reason = "its twin for Windows can fail")]
    pub(super) fn wait_for_event(_pass: impl Fn()) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(windows)]
mod system {
    use std::io;
    use std::time::Duration;

    /// How long the reader may take to notice.
    const NOTICED: Duration = Duration::from_millis(200);

    /// The reader looks by itself.
    pub(super) fn wake_reader() {}

    /// Nothing but a key ends a read of a console: look in between.
    pub(super) fn wait_for_event(pass: impl Fn()) -> io::Result<()> {
        while !crossterm::event::poll(NOTICED)? {
            pass();
        }
        Ok(())
    }
}
