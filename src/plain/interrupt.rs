//! Ctrl-C while something is being done: it is stopped at the next step, and what was being written is
//! taken away. At a prompt Ctrl-C ends the program as usual, and so does a second one.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether what is being done is to be stopped. As long as this lives, Ctrl-C only asks for that.
#[derive(Debug)]
pub(super) struct Interrupt {
    asked: Arc<AtomicBool>,
}

#[cfg(unix)]
mod system {
    use std::sync::atomic::AtomicBool;
    use std::sync::{Arc, OnceLock};

    use signal_hook::consts::SIGINT;
    use signal_hook::flag;

    /// That nothing is being done, and that it was asked to stop.
    pub(super) fn flags() -> Option<&'static (Arc<AtomicBool>, Arc<AtomicBool>)> {
        static FLAGS: OnceLock<Option<(Arc<AtomicBool>, Arc<AtomicBool>)>> = OnceLock::new();
        FLAGS
            .get_or_init(|| {
                let (idle, asked) = (Arc::new(AtomicBool::new(true)), Arc::default());
                // In this order: at a prompt, and the second time, it ends as it would without us.
                flag::register_conditional_default(SIGINT, Arc::clone(&idle)).ok()?;
                flag::register_conditional_default(SIGINT, Arc::clone(&asked)).ok()?;
                flag::register(SIGINT, Arc::clone(&asked)).ok()?;
                Some((idle, asked))
            })
            .as_ref()
    }
}

#[cfg(not(unix))]
mod system {
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;

    /// Ctrl-C ends the program; a file that was being written does not take its place.
    pub(super) fn flags() -> Option<&'static (Arc<AtomicBool>, Arc<AtomicBool>)> {
        None
    }
}

impl Interrupt {
    /// From now on Ctrl-C asks to stop.
    pub(super) fn heeded() -> Self {
        let asked = match system::flags() {
            Some((idle, asked)) => {
                asked.store(false, Ordering::SeqCst);
                idle.store(false, Ordering::SeqCst);
                Arc::clone(asked)
            }
            None => Arc::default(),
        };
        Self { asked }
    }

    /// Set once it is to be stopped.
    pub(super) fn flag(&self) -> &AtomicBool {
        &self.asked
    }
}

impl Drop for Interrupt {
    fn drop(&mut self) {
        if let Some((idle, asked)) = system::flags() {
            idle.store(true, Ordering::SeqCst);
            asked.store(false, Ordering::SeqCst);
        }
    }
}
