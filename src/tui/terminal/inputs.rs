//! Everything that comes in, in one queue: keys from the reader thread, signals, and whatever
//! worker threads send. The loop waits on the queue and empties it once per frame.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use crossterm::event;

use crate::tui::input::{self, Input};

use super::clicks::Clicks;
use super::gate::{Gate, Paused};
use super::signals;

/// How long the reader waits for the next key of the same read before it hands over what it has.
/// Keys of a burst are apart by the time it takes to parse one.
const SAME_READ: Duration = Duration::from_micros(50);

/// How long a burst must pause before it counts as complete.
const BURST_PAUSE: Duration = Duration::from_millis(10);

/// How many inputs are handled in one frame at most.
const FRAME_LIMIT: usize = 200_000;

/// Puts inputs into the queue; worker threads report through it.
#[derive(Debug, Clone)]
pub struct InputSender(Sender<Vec<Input>>);

impl InputSender {
    /// Puts an input into the queue; says whether anyone still reads it.
    pub fn send(&self, input: Input) -> bool {
        self.send_all(vec![input])
    }

    /// Puts inputs that were read at one time into the queue.
    pub fn send_all(&self, inputs: Vec<Input>) -> bool {
        self.0.send(inputs).is_ok()
    }
}

/// The queue of inputs.
#[derive(Debug)]
pub struct Inputs {
    receiver: Receiver<Vec<Input>>,
    sender: InputSender,
    /// Where the thread that reads the terminal can be stopped; none where nothing reads it.
    gate: Option<Arc<Gate>>,
}

impl Inputs {
    /// A queue that nothing feeds but its senders.
    pub fn unattended() -> Self {
        let (sender, receiver) = mpsc::channel();
        Self {
            receiver,
            sender: InputSender(sender),
            gate: None,
        }
    }

    /// A queue fed by the terminal and by signals.
    ///
    /// The thread that reads the terminal lives as long as the process: nothing can call it off
    /// while it waits for a key.
    ///
    /// # Errors
    ///
    /// When threads or signal handlers cannot be set up.
    pub fn attend() -> io::Result<Self> {
        let mut inputs = Self::unattended();
        signals::watch(inputs.sender())?;
        let sender = inputs.sender();
        let gate = Arc::new(Gate::default());
        inputs.gate = Some(Arc::clone(&gate));
        thread::Builder::new().name("keys".into()).spawn(move || {
            read_terminal(&sender, &gate);
            gate.close();
        })?;
        Ok(inputs)
    }

    /// Leaves the terminal to another program: nothing reads it until the answer is dropped.
    pub fn pause(&self) -> Option<Paused<'_>> {
        self.gate.as_deref().map(Gate::pause)
    }

    /// A sender into this queue.
    pub fn sender(&self) -> InputSender {
        self.sender.clone()
    }

    /// Waits for input and returns all that is there, with bursts of keys joined into pastes.
    /// A burst that is still arriving is waited for.
    pub fn next_batch(&self) -> Vec<Input> {
        // This queue holds a sender itself, so waiting ends with an input or not at all.
        let mut inputs = self.receiver.recv().unwrap_or_else(|_| vec![Input::Ended]);
        loop {
            while let Ok(more) = self.receiver.try_recv() {
                inputs.extend(more);
            }
            if !input::is_burst(&inputs) || inputs.len() >= FRAME_LIMIT {
                break;
            }
            match self.receiver.recv_timeout(BURST_PAUSE) {
                Ok(more) => inputs.extend(more),
                Err(_) => break,
            }
        }
        input::gather(inputs)
    }
}

/// Whether nothing was read but one input that is no part of a paste, such as an arrow key: there
/// is nothing to wait for.
fn is_no_text(batch: &[Input]) -> bool {
    matches!(batch, [only] if !input::is_text(only))
}

/// Reads the terminal until it is gone or nobody listens.
///
/// Events that were read together are sent together. `poll` must not be called with a zero
/// timeout, which overlooks events that are already parsed.
#[allow(
    clippy::disallowed_methods,
    reason = "only here is it known when a button was pressed"
)]
fn read_terminal(sender: &InputSender, gate: &Gate) {
    let mut clicks = Clicks::default();
    loop {
        gate.pass();
        let mut batch = Vec::new();
        let mut gone = false;
        loop {
            match gate.wait_for_event().and_then(|()| event::read()) {
                Ok(event) => {
                    let input = input::from_event(event);
                    batch.extend(input.map(|input| clicks.count(input, Instant::now())));
                }
                Err(_) => gone = true,
            }
            if gone
                || batch.len() >= FRAME_LIMIT
                || is_no_text(&batch)
                || !event::poll(SAME_READ).unwrap_or(false)
            {
                break;
            }
        }
        if gone {
            batch.push(Input::Ended);
        }
        let heard = batch.is_empty() || sender.send_all(batch);
        if gone || !heard {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::input::parse_script;

    #[test]
    fn a_burst_in_several_reads_arrives_as_one_paste() {
        let inputs = Inputs::unattended();
        for part in [r"<第一行\n第二>", r"<行>", r"<\n>"] {
            assert!(inputs.sender().send_all(parse_script(part).unwrap()));
        }
        assert_eq!(inputs.next_batch(), [Input::Paste("第一行\n第二行\n".into())]);
    }

    #[test]
    fn what_waits_together_is_handled_together() {
        let inputs = Inputs::unattended();
        let expected = parse_script("down enter 80x24 ctrl-s").unwrap();
        for input in expected.clone() {
            assert!(inputs.sender().send(input));
        }
        assert_eq!(inputs.next_batch(), expected);
    }
}
