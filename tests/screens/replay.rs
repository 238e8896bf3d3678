//! Frames as a terminal receives them: only the differences are sent, and the terminal must end up
//! showing the last frame.

use std::num::NonZero;

use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::Buffer;
use ratatui::style::Modifier;
use zicha::tui::widgets::paint::SecondHalves;

use crate::screen_text::screen_rows;

/// Sends the differences between successive frames to a terminal emulator, starting from an empty
/// screen, and asserts after each frame that the terminal shows it: characters, bold and reverse.
///
/// # Panics
///
/// When the terminal shows something else.
pub fn assert_replays(frames: &[&Buffer]) {
    let Some(first) = frames.first() else { return };
    let mut terminal = vt100::Parser::new(cells(first.area.height), cells(first.area.width), 0);
    let mut halves = SecondHalves::default();
    let mut shown = Buffer::empty(first.area);
    for (number, frame) in frames.iter().enumerate() {
        let mut sent = (*frame).clone();
        halves.settle(&mut sent);
        let mut bytes = Vec::new();
        let differences = shown.diff(&sent);
        CrosstermBackend::new(&mut bytes)
            .draw(differences.into_iter())
            .unwrap();
        terminal.process(&bytes);
        assert_shows(terminal.screen(), frame, number);
        shown = sent;
    }
}

fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).unwrap()
}

fn assert_shows(screen: &vt100::Screen, frame: &Buffer, number: usize) {
    let rows: Vec<String> = screen
        .rows(0, frame.area.width)
        .map(|row| row.trim_end().to_owned())
        .collect();
    assert_eq!(rows, screen_rows(frame), "frame {number}");
    for y in 0..frame.area.height {
        for x in 0..frame.area.width {
            let cell = screen.cell(y, x).unwrap();
            if cell.is_wide_continuation() {
                continue;
            }
            let drawn = &frame[(x, y)];
            let place = format!("frame {number}, column {x}, row {y}");
            assert_eq!(
                cell.inverse(),
                drawn.modifier.contains(Modifier::REVERSED),
                "reverse at {place}"
            );
            assert_eq!(
                cell.bold(),
                drawn.modifier.contains(Modifier::BOLD),
                "bold at {place}"
            );
        }
    }
}
