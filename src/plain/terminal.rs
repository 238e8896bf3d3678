//! Lines in, lines out. The dialogue speaks to this trait alone, so that tests drive it by strings.

use std::collections::VecDeque;
use std::io::{self, BufRead, IsTerminal, Write};

use crate::engagement::request::Secret;

/// The environment variable that gives a passphrase to what asks for one, as it does to commands.
const PASSPHRASE: &str = "ZICHA_PASSPHRASE";

/// What the dialogue is held with.
pub trait Terminal {
    /// Writes one line. False where nobody listens any more.
    fn say(&mut self, line: &str) -> bool;

    /// Writes a prompt and reads a line, without its line break; none at the end of the input.
    fn ask(&mut self, prompt: &str) -> Option<String>;

    /// As [`Terminal::ask`] for a passphrase, which is not shown where a person types it.
    fn ask_secret(&mut self, prompt: &str) -> Option<Secret>;
}

/// Standard input and output.
#[derive(Debug)]
pub struct Standard {
    typed: bool,
    first: bool,
}

impl Standard {
    /// The terminal or pipes the program was started with.
    pub fn new() -> Self {
        Self {
            typed: io::stdin().is_terminal(),
            first: true,
        }
    }

    /// A line of the input; what is no UTF-8 becomes a visible sign.
    fn read(&mut self) -> Option<String> {
        let mut bytes = Vec::new();
        let count = io::stdin().lock().read_until(b'\n', &mut bytes).unwrap_or(0);
        if count == 0 {
            return None;
        }
        let text = String::from_utf8_lossy(&bytes);
        let text = text.trim_end_matches(['\n', '\r']);
        let text = match std::mem::take(&mut self.first) {
            true => text.trim_start_matches('\u{feff}'),
            false => text,
        };
        Some(text.to_owned())
    }

    fn prompt(prompt: &str) -> Option<()> {
        let mut out = io::stdout().lock();
        out.write_all(prompt.as_bytes()).ok()?;
        out.flush().ok()
    }
}

impl Default for Standard {
    fn default() -> Self {
        Self::new()
    }
}

impl Terminal for Standard {
    fn say(&mut self, line: &str) -> bool {
        let mut out = io::stdout().lock();
        writeln!(out, "{line}").is_ok()
    }

    fn ask(&mut self, prompt: &str) -> Option<String> {
        Self::prompt(prompt)?;
        let line = self.read();
        // A pipe does not show what came in: it is repeated, so that the transcript reads whole.
        match (&line, self.typed) {
            (Some(line), false) => drop(self.say(&crate::text::visible(line, false))),
            (None, _) => drop(self.say("")),
            _ => {}
        }
        line
    }

    fn ask_secret(&mut self, prompt: &str) -> Option<Secret> {
        if let Some(given) = std::env::var_os(PASSPHRASE).and_then(|given| given.into_string().ok()) {
            self.say(&format!("{prompt}({PASSPHRASE})"));
            return Some(Secret::new(given));
        }
        if self.typed {
            return rpassword::prompt_password(prompt).ok().map(Secret::new);
        }
        Self::prompt(prompt)?;
        let line = self.read().map(Secret::new);
        self.say("");
        line
    }
}

/// Lines given beforehand, and everything that was said to them.
#[derive(Debug, Default)]
pub struct Script {
    lines: VecDeque<String>,
    /// What was said, prompts with their answers.
    pub said: Vec<String>,
}

impl Script {
    /// A script of answers, one a line.
    pub fn new(lines: &str) -> Self {
        Self {
            lines: lines.lines().map(str::to_owned).collect(),
            said: Vec::new(),
        }
    }

    /// The lines that nobody asked for.
    pub fn left(&self) -> usize {
        self.lines.len()
    }
}

impl Terminal for Script {
    fn say(&mut self, line: &str) -> bool {
        self.said.push(line.to_owned());
        true
    }

    fn ask(&mut self, prompt: &str) -> Option<String> {
        let line = self.lines.pop_front();
        self.said
            .push(format!("{prompt}{}", line.as_deref().unwrap_or_default()));
        line
    }

    fn ask_secret(&mut self, prompt: &str) -> Option<Secret> {
        self.said.push(prompt.to_owned());
        self.lines.pop_front().map(Secret::new)
    }
}
