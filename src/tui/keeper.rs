//! The thread that keeps what is being written outside the workbook. It has no part in the session, so
//! that it is never behind a report that is being written.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use super::app::Event;
use super::input::Input;
use super::terminal::InputSender;
use crate::engagement::request::Written;

/// A workbook and everything that is not saved of it.
type Texts = (PathBuf, Vec<Written>);

/// The thread and the way to it.
pub struct Keeper {
    texts: Sender<Texts>,
    thread: JoinHandle<()>,
}

impl Keeper {
    /// Starts it. `keep` keeps the texts of a workbook and says whether it could; the first time that
    /// it could not is told.
    pub fn start(
        keep: impl Fn(&Path, &[Written]) -> bool + Send + 'static,
        told: Sender<Event>,
        wake: InputSender,
    ) -> Self {
        let (texts, receiver) = channel();
        let tell = move || {
            let _ = told.send(Event::NotKept);
            wake.send(Input::News);
        };
        let thread = std::thread::spawn(move || keep_all(&keep, &receiver, &tell));
        Self { texts, thread }
    }

    /// Keeps texts in place of those that were kept for the workbook before.
    pub fn keep(&self, workbook: PathBuf, texts: Vec<Written>) {
        let _ = self.texts.send((workbook, texts));
    }

    /// Lets it keep what it was given and waits for it.
    pub fn finish(self) {
        drop(self.texts);
        let _ = self.thread.join();
    }
}

/// Keeps the newest texts of each workbook until nobody gives any more.
fn keep_all(keep: &impl Fn(&Path, &[Written]) -> bool, given: &Receiver<Texts>, tell: &impl Fn()) {
    let mut told = false;
    while let Ok(first) = given.recv() {
        let newest: BTreeMap<PathBuf, Vec<Written>> =
            std::iter::once(first).chain(given.try_iter()).collect();
        for (workbook, texts) in newest {
            if !keep(&workbook, &texts) && !told {
                tell();
                told = true;
            }
        }
    }
}
