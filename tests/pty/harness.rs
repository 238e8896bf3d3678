//! Starts a program in a pseudo-terminal, sends it keys and reads its screen.

use std::io::{Read, Write};
use std::num::NonZero;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use zicha::tui::input::{Code, Input, KeyPress, parse_script};

/// After how long without the awaited screen a run counts as hung. It decides nothing else.
const HUNG: Duration = Duration::from_secs(120);

/// What the terminal shows, and whether the program has closed it.
struct Shown {
    parser: vt100::Parser,
    closed: bool,
}

/// A program running in a pseudo-terminal.
pub struct Session {
    shown: Arc<(Mutex<Shown>, Condvar)>,
    keyboard: Box<dyn Write + Send>,
    master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
}

impl Session {
    /// Starts `command` in a terminal of 80×24.
    pub fn start(mut command: CommandBuilder) -> Self {
        command.env("TERM", "xterm-256color");
        command.env_remove("NO_COLOR");
        let size = size(80, 24);
        let pair = native_pty_system().openpty(size).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let output = pair.master.try_clone_reader().unwrap();
        let keyboard = pair.master.take_writer().unwrap();
        let parser = vt100::Parser::new(cells(size.rows), cells(size.cols), 0);
        let shown = Arc::new((
            Mutex::new(Shown {
                parser,
                closed: false,
            }),
            Condvar::new(),
        ));
        let watched = Arc::clone(&shown);
        thread::spawn(move || watch(output, &watched));
        Self {
            shown,
            keyboard,
            master: pair.master,
            child,
        }
    }

    /// Sends the keys of a script as the bytes that a terminal sends for them.
    ///
    /// Four text keys or more that the program reads at one time are a paste to it, with an Enter
    /// among them: wait until the text is shown before sending an Enter that is to submit it.
    pub fn keys(&mut self, script: &str) {
        for input in parse_script(script).unwrap() {
            match input {
                Input::Resize { width, height } => self.resize(width, height),
                input => self.bytes(&terminal_bytes(&input)),
            }
        }
    }

    /// Sends bytes as they are, at once.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.keyboard.write_all(bytes).unwrap();
        self.keyboard.flush().unwrap();
    }

    /// Gives the terminal another size.
    pub fn resize(&mut self, width: u16, height: u16) {
        self.shown
            .0
            .lock()
            .unwrap()
            .parser
            .screen_mut()
            .set_size(cells(height), cells(width));
        self.master.resize(size(width, height)).unwrap();
    }

    /// Waits until the screen contains `text` and returns the screen.
    ///
    /// # Panics
    ///
    /// With the screen, when the program ends or hangs without showing it.
    pub fn wait_for(&self, text: &str) -> String {
        let contents = self.wait(|shown| shown.closed || shown.parser.screen().contents().contains(text));
        assert!(contents.contains(text), "{text:?} never appeared:\n{contents}");
        contents
    }

    /// Waits until `is_shown` holds for the screen.
    ///
    /// # Panics
    ///
    /// With the screen, when the program ends or hangs before.
    pub fn wait_until(&self, is_shown: impl Fn(&vt100::Screen) -> bool) {
        let contents = self.wait(|shown| shown.closed || is_shown(shown.parser.screen()));
        assert!(
            self.screen(is_shown),
            "the awaited screen never appeared:\n{contents}"
        );
    }

    /// Waits for the end of the program; returns what the terminal shows then and whether the
    /// program succeeded.
    pub fn wait_for_end(&mut self) -> (String, bool) {
        let contents = self.wait(|shown| shown.closed);
        (contents, self.child.wait().unwrap().success())
    }

    /// Asks the program to end, as the operating system does when it shuts down.
    #[cfg(unix)]
    pub fn terminate(&self) {
        self.signal("TERM");
    }

    /// Ends the program without asking it.
    #[cfg(unix)]
    pub fn kill_at_once(&mut self) {
        self.signal("KILL");
        let _ = self.child.wait();
    }

    /// Tells the program that its terminal hung up.
    #[cfg(unix)]
    pub fn hang_up(&self) {
        self.signal("HUP");
    }

    /// Stops the program from outside.
    #[cfg(unix)]
    pub fn stop(&self) {
        self.signal("TSTP");
    }

    /// Lets a stopped program go on.
    #[cfg(unix)]
    pub fn go_on(&self) {
        self.signal("CONT");
    }

    #[cfg(unix)]
    #[allow(clippy::disallowed_methods)]
    fn signal(&self, name: &str) {
        let process = self.child.process_id().unwrap();
        // `kill` is built into every shell; calling the system for it would be unsafe code.
        let sent = std::process::Command::new("sh")
            .args(["-c", &format!("kill -{name} {process}")])
            .status();
        assert!(sent.unwrap().success());
    }

    /// Looks at the terminal as it is now.
    pub fn screen<T>(&self, read: impl FnOnce(&vt100::Screen) -> T) -> T {
        read(self.shown.0.lock().unwrap().parser.screen())
    }

    fn wait(&self, is_done: impl Fn(&Shown) -> bool) -> String {
        let (lock, changed) = &*self.shown;
        let (shown, outcome) = changed
            .wait_timeout_while(lock.lock().unwrap(), HUNG, |shown| !is_done(shown))
            .unwrap();
        let contents = shown.parser.screen().contents();
        assert!(!outcome.timed_out(), "the program hangs, showing:\n{contents}");
        contents
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn watch(mut output: Box<dyn Read + Send>, shown: &(Mutex<Shown>, Condvar)) {
    let mut buffer = [0; 4096];
    loop {
        // On Linux the end of the program is an error of the reading side.
        let length = output.read(&mut buffer).unwrap_or(0);
        let mut state = shown.0.lock().unwrap();
        state.parser.process(&buffer[..length]);
        state.closed = length == 0;
        shown.1.notify_all();
        if length == 0 {
            return;
        }
    }
}

fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).unwrap()
}

fn size(width: u16, height: u16) -> PtySize {
    PtySize {
        rows: height,
        cols: width,
        pixel_width: 0,
        pixel_height: 0,
    }
}

/// What xterm sends for an input.
fn terminal_bytes(input: &Input) -> Vec<u8> {
    match input {
        Input::Key(key) => key_bytes(*key),
        Input::Paste(text) => format!("\u{1b}[200~{text}\u{1b}[201~").into_bytes(),
        other => panic!("{other:?} is nothing that a keyboard sends"),
    }
}

fn key_bytes(key: KeyPress) -> Vec<u8> {
    let modifiers = 1 + u8::from(key.shift) + 2 * u8::from(key.alt) + 4 * u8::from(key.ctrl);
    let letter = |letter: char| match modifiers {
        1 => format!("\u{1b}[{letter}"),
        _ => format!("\u{1b}[1;{modifiers}{letter}"),
    };
    let number = |number: u8| match modifiers {
        1 => format!("\u{1b}[{number}~"),
        _ => format!("\u{1b}[{number};{modifiers}~"),
    };
    let sequence = match key.code {
        Code::Char(character) if key.ctrl => return vec![character as u8 & 0x1f],
        Code::Char(character) => character.to_string(),
        Code::Enter => "\r".to_owned(),
        Code::Esc => "\u{1b}".to_owned(),
        Code::Tab if key.shift => "\u{1b}[Z".to_owned(),
        Code::Tab => "\t".to_owned(),
        Code::Backspace => "\u{7f}".to_owned(),
        Code::Delete => number(3),
        Code::Insert => number(2),
        Code::PageUp => number(5),
        Code::PageDown => number(6),
        Code::Home => letter('H'),
        Code::End => letter('F'),
        Code::Up => letter('A'),
        Code::Down => letter('B'),
        Code::Right => letter('C'),
        Code::Left => letter('D'),
        Code::Function(n @ 1..=4) => format!("\u{1b}O{}", ['P', 'Q', 'R', 'S'][usize::from(n) - 1]),
        Code::Function(n) => number([15, 17, 18, 19, 20, 21, 23, 24][usize::from(n) - 5]),
        Code::Point { .. } => panic!("the mouse types nothing"),
    };
    sequence.into_bytes()
}
