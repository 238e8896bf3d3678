//! How far a command is, on standard error where that is a terminal: one line, written over itself and
//! taken away at the end.

use std::io::{IsTerminal, Write, stderr};
use std::sync::atomic::AtomicBool;

use crate::engagement::evidence::Watch;
use crate::engagement::pacing::Pace;
use crate::engagement::request::Progress;
use crate::lang::Lang;

/// Back to the beginning of the line, and nothing after it.
const CLEAR: &str = "\r\u{1b}[K";

/// Tells how far a command is.
pub(super) struct Teller {
    lang: Lang,
    pace: Pace,
    /// Somebody can see it.
    seen: bool,
    /// A line stands there.
    shown: bool,
}

impl Teller {
    /// A teller for standard error.
    pub(super) fn new(lang: Lang) -> Self {
        Self {
            lang,
            pace: Pace::default(),
            seen: stderr().is_terminal(),
            shown: false,
        }
    }

    /// Tells it, where it is time to.
    pub(super) fn tell(&mut self, progress: Progress) {
        if !self.seen {
            return;
        }
        if let Some(elapsed) = self.pace.step(&progress) {
            // A line that cannot be written is no reason to stop the work.
            let _ = write!(stderr(), "{CLEAR}{}", progress.plain_words(self.lang, elapsed));
            let _ = stderr().flush();
            self.shown = true;
        }
    }
}

/// Lets somebody at a terminal watch work over evidence.
pub(super) fn watched<T>(lang: Lang, work: impl FnOnce(&mut Watch<'_>) -> T) -> T {
    let mut teller = Teller::new(lang);
    work(&mut Watch {
        progress: &mut |progress| teller.tell(progress),
        cancelled: &AtomicBool::new(false),
    })
}

impl Drop for Teller {
    fn drop(&mut self) {
        if self.shown {
            let _ = write!(stderr(), "{CLEAR}");
        }
    }
}
