//! A program of one text field, which the tests of the terminal run in a pseudo-terminal. It is
//! this test binary itself, started again for one ignored test.

use std::fmt::Write;

use portable_pty::CommandBuilder;
use ratatui::layout::Rect;
use ratatui::style::Style;
use zicha::tui::input::{Input, KeyPress};
use zicha::tui::terminal::{Inputs, Screen};
use zicha::tui::theme::Theme;
use zicha::tui::widgets::paint;
use zicha::tui::widgets::text_field::TextField;

/// The command that starts the program.
pub fn command() -> CommandBuilder {
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    command.args([
        "--exact",
        "field_program::field_program",
        "--ignored",
        "--nocapture",
    ]);
    // A long trace would push the message of a panic off the screen.
    command.env("RUST_BACKTRACE", "0");
    command
}

#[test]
#[ignore = "the program that the other tests start; it needs a terminal of its own"]
fn field_program() {
    let mut screen = Screen::open().unwrap();
    let inputs = Inputs::attend().unwrap();
    let mut field = TextField::multi_line("");
    let mut status = String::from("ready");
    loop {
        screen
            .draw(false, |frame| {
                let area = frame.area();
                paint::put(frame.buffer_mut(), 0, 0, area.width, &status, Style::new());
                let below = Rect {
                    y: 1,
                    height: area.height.saturating_sub(1),
                    ..area
                };
                if let Some(cursor) = field.view(below, frame.buffer_mut(), &Theme::default()) {
                    frame.set_cursor_position(cursor);
                }
            })
            .unwrap();
        for input in inputs.next_batch() {
            match input {
                Input::Key(key) if key == KeyPress::ctrl('q') => return,
                Input::Key(key) if key == KeyPress::ctrl('p') => panic!("asked to panic"),
                #[cfg(unix)]
                Input::Key(key) if key == KeyPress::ctrl('t') => {
                    signal_hook::low_level::raise(signal_hook::consts::SIGTERM).unwrap();
                }
                Input::Key(key) => drop(field.update(key)),
                Input::Paste(pasted) => drop(field.paste(&pasted)),
                Input::Resize { width, height } => {
                    status.clear();
                    write!(status, "size {width}x{height}").unwrap();
                    continue;
                }
                Input::Ended => return,
                Input::Resumed => screen.retake().unwrap(),
                Input::News | Input::Mouse(_) => continue,
            }
            status.clear();
            let lines = field.text().lines().count();
            write!(
                status,
                "characters {} in lines {lines}.",
                field.text().chars().count()
            )
            .unwrap();
        }
    }
}
