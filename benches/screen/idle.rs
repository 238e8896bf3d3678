//! What the screen does while nobody touches it: nothing at all.

use std::thread;
use std::time::Duration;

use portable_pty::CommandBuilder;

use crate::measured::{Running, processor_ticks};

/// The workbook is put at rest after five seconds without a request; that is waited for.
const AT_REST: Duration = Duration::from_secs(7);
/// How long it is watched.
const WATCHED: Duration = Duration::from_secs(20);

/// Watches a program that is left alone and prints what it did.
pub fn measure(command: CommandBuilder, marker: &str, what: &str) {
    let mut running = Running::start(command);
    running.shown(marker);
    thread::sleep(AT_REST);
    running.forget();
    let ticks = |running: &Running| running.process().and_then(processor_ticks);
    let before = ticks(&running);
    thread::sleep(WATCHED);
    let after = ticks(&running);
    let used = before.zip(after).map(|(before, after)| after - before);
    println!(
        "| {what}, idle for {} s | {} ticks of processor time, {} bytes drawn | 0, 0 |",
        WATCHED.as_secs(),
        used.map_or_else(|| "unknown".to_owned(), |used| used.to_string()),
        running.waiting_bytes()
    );
    running.leave();
}
