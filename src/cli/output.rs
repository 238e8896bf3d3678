//! Printing: text or JSON on standard output, messages on standard error. Nothing that came from
//! data reaches the terminal with its control characters.

use std::fmt::Write as _;
use std::io::{self, ErrorKind, Write};

use serde::Serialize;

use crate::error::Error;
use crate::lang::{Lang, tr, words};
use crate::text;

/// Exit code: the answer is no.
pub(super) const NO: u8 = 1;
/// Exit code: usage, unreadable or refused input.
pub(super) const REFUSED: u8 = 2;

/// What a command says.
#[derive(Debug, Default)]
pub(super) struct Reply {
    /// For standard output, as it is written.
    output: String,
    /// Remarks for standard error.
    notes: Vec<String>,
    /// Exit code.
    code: u8,
}

impl Reply {
    /// Text for people, with control characters made visible.
    pub(super) fn text(text: impl AsRef<str>) -> Self {
        let mut output = text::visible(text.as_ref(), true);
        if !output.is_empty() && !output.ends_with('\n') {
            output.push('\n');
        }
        Self::raw(output)
    }

    /// Data as JSON.
    pub(super) fn json(value: &impl Serialize) -> Self {
        let json = serde_json::to_string_pretty(value).unwrap_or_default();
        Self::raw(escape_unsafe(&json) + "\n")
    }

    /// Text that goes out as it is: what programs read.
    pub(super) fn raw(output: String) -> Self {
        Self {
            output,
            ..Self::default()
        }
    }

    /// Adds a remark for standard error.
    #[must_use]
    pub(super) fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Adds a remark where there is one.
    #[must_use]
    pub(super) fn note_if(self, condition: bool, note: impl FnOnce() -> String) -> Self {
        if condition { self.note(note()) } else { self }
    }

    /// The answer is no unless `yes`.
    #[must_use]
    pub(super) fn answer(mut self, yes: bool) -> Self {
        self.code = if yes { 0 } else { NO };
        self
    }
}

/// Writes what JSON leaves raw but a terminal would obey (C1 controls, bidi controls) as `\u`
/// escapes. In JSON text such characters stand only inside strings, where the escape means the
/// same.
fn escape_unsafe(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if c != '\n' && text::is_unsafe(c) {
            // Every such character lies in the Basic Multilingual Plane.
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

/// Prints a reply and gives the exit code. A reader that closed the pipe wants no more: that is no
/// error.
pub(super) fn print(reply: &Reply) -> u8 {
    for note in &reply.notes {
        let _ = writeln!(io::stderr(), "{}", text::visible(note, true));
    }
    let mut stdout = io::stdout().lock();
    let written = stdout
        .write_all(reply.output.as_bytes())
        .and_then(|()| stdout.flush());
    match written {
        Err(fault) if fault.kind() != ErrorKind::BrokenPipe => {
            let _ = writeln!(io::stderr(), "zicha: standard output: {fault}");
            REFUSED
        }
        _ => reply.code,
    }
}

/// Prints an error with its next steps.
pub(super) fn print_error(error: &Error, lang: Lang) {
    let mut out = format!("{}{}\n", tr(lang, "cli.error"), words(&error.said, lang));
    for hint in &error.hints {
        let _ = writeln!(out, "{}{}", tr(lang, "cli.hint"), words(hint, lang));
    }
    let _ = io::stderr().write_all(text::visible(&out, true).as_bytes());
}

/// Prints what clap has to say (help, version, wrong usage) and gives the exit code.
pub(super) fn print_usage(usage: &clap::Error, lang: Lang) -> u8 {
    // In English the library says it itself, together with the usage line; it knows no workbooks.
    let ours = lang != Lang::En || super::usage::names_a_workbook(usage);
    let refused = super::usage::refusal(usage).filter(|_| ours);
    if let Some(refused) = refused {
        print_error(&refused, lang);
        return REFUSED;
    }
    let _ = usage.print();
    u8::try_from(usage.exit_code()).unwrap_or(REFUSED)
}
