//! A program in a pseudo-terminal, watched with a clock.

use std::io::{Read, Write};
use std::num::NonZero;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// The end of a frame: both programs send synchronised updates.
const FRAME_END: &[u8] = b"\x1b[?2026l";
/// After this long without a frame the program counts as hung.
const HUNG: Duration = Duration::from_secs(60);
/// Ctrl-Q.
const LEAVE: &[u8] = b"\x11";

/// A program that was started.
pub struct Running {
    start: Instant,
    keyboard: Box<dyn Write + Send>,
    output: Receiver<(Instant, Vec<u8>)>,
    parser: vt100::Parser,
    child: Box<dyn Child + Send + Sync>,
    _master: Box<dyn MasterPty + Send>,
}

impl Running {
    /// Starts a program in a terminal of 80×24.
    pub fn start(mut command: CommandBuilder) -> Self {
        command.env("TERM", "xterm-256color");
        let size = PtySize {
            rows: 24,
            cols: 80,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let keyboard = pair.master.take_writer().unwrap();
        let (sender, output) = channel();
        let start = Instant::now();
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        thread::spawn(move || {
            let mut buffer = [0; 65536];
            while let Ok(length @ 1..) = reader.read(&mut buffer) {
                if sender.send((Instant::now(), buffer[..length].to_vec())).is_err() {
                    return;
                }
            }
        });
        Self {
            start,
            keyboard,
            output,
            parser: vt100::Parser::new(NonZero::new(24).unwrap(), NonZero::new(80).unwrap(), 0),
            child,
            _master: pair.master,
        }
    }

    /// Its process.
    pub fn process(&self) -> Option<u32> {
        self.child.process_id()
    }

    /// Waits until the screen shows `marker`; gives the times from the start to the end of the
    /// first frame and to the frame with the marker.
    pub fn shown(&mut self, marker: &str) -> (Duration, Duration) {
        let mut first = None;
        loop {
            let (at, bytes) = self.next();
            if first.is_none() && holds_frame_end(&bytes) {
                first = Some(at - self.start);
            }
            self.parser.process(&bytes);
            let contents = self.parser.screen().contents();
            if contents.contains(marker) {
                let shown = at - self.start;
                return (first.unwrap_or(shown), shown);
            }
        }
    }

    /// How many bytes have come that nobody looked at.
    pub fn waiting_bytes(&self) -> usize {
        self.output.try_iter().map(|(_, bytes)| bytes.len()).sum()
    }

    /// Drops what has come so far.
    pub fn forget(&mut self) {
        while self.output.try_recv().is_ok() {}
    }

    /// Presses a key; gives the time until the frame it leads to is complete.
    pub fn key_to_frame(&mut self, key: &[u8]) -> Duration {
        let pressed = Instant::now();
        self.press(key);
        let mut received = Vec::new();
        loop {
            let (at, bytes) = self.next();
            received.extend(bytes);
            if holds_frame_end(&received) {
                return at - pressed;
            }
        }
    }

    /// Presses a key and does not wait.
    pub fn press(&mut self, key: &[u8]) {
        self.keyboard.write_all(key).unwrap();
        self.keyboard.flush().unwrap();
    }

    /// Ends the program in order and waits for it.
    pub fn leave(mut self) {
        let _ = self.keyboard.write_all(LEAVE);
        let _ = self.keyboard.flush();
        let _ = self.child.wait();
    }

    fn next(&mut self) -> (Instant, Vec<u8>) {
        self.output.recv_timeout(HUNG).unwrap_or_else(|_| {
            panic!(
                "no frame comes; the screen shows:\n{}",
                self.parser.screen().contents()
            )
        })
    }
}

fn holds_frame_end(bytes: &[u8]) -> bool {
    bytes.windows(FRAME_END.len()).any(|end| end == FRAME_END)
}

/// The median of at least one time.
pub fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// The time that so many of a hundred do not exceed, of at least one.
pub fn percentile(times: &mut [Duration], percent: usize) -> Duration {
    times.sort_unstable();
    times[(times.len() * percent / 100).min(times.len() - 1)]
}

/// A time in milliseconds.
pub fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// The most memory a living process ever held, in kilobytes; none where the system does not say.
pub fn peak_memory(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// The processor time a living process has used, in clock ticks of the system (usually 10 ms); none
/// where the system does not say.
pub fn processor_ticks(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name, which may hold spaces, ends with the last bracket; user and system time are the
    // twelfth and thirteenth values behind it.
    let values = status.rsplit_once(')')?.1;
    let mut times = values.split_whitespace().skip(11);
    let user: u64 = times.next()?.parse().ok()?;
    let system: u64 = times.next()?.parse().ok()?;
    Some(user + system)
}
