//! The `zicha` program: parse, call, exit code.

use std::process::ExitCode;

use zicha::cli::{self, Next, ScreenStart};
use zicha::error::Result;
use zicha::tui;

fn main() -> ExitCode {
    match cli::run(std::env::args_os()) {
        Next::Exit(code) => ExitCode::from(code),
        Next::Screen(start) => match show_screen(&start) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => ExitCode::from(cli::print_error(&error, start.lang)),
        },
    }
}

/// Starts the screen. The one place where the program meets `zicha::tui`.
fn show_screen(start: &ScreenStart) -> Result<()> {
    tui::run(tui::Start {
        author: start.author.clone(),
        lang: start.lang,
        ascii: start.ascii,
        no_mouse: start.no_mouse,
        open: start.file.clone(),
    })
}
