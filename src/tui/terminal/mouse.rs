//! Taking the mouse: presses, the wheel, and moves while a button is held. Moves without a button are
//! not asked for, so that an idle hand wakes nobody.

use std::fmt;

use crossterm::Command;

/// Buttons, moves with a button held, and places beyond column 223.
const TAKE: &str = "\x1b[?1000h\x1b[?1002h\x1b[?1006h";
const LEAVE: &str = "\x1b[?1006l\x1b[?1002l\x1b[?1000l";

/// The terminal reports the mouse.
#[derive(Debug, Clone, Copy)]
pub(super) struct TakeMouse;

/// The terminal keeps the mouse to itself.
#[derive(Debug, Clone, Copy)]
pub(super) struct LeaveMouse;

impl Command for TakeMouse {
    fn write_ansi(&self, out: &mut impl fmt::Write) -> fmt::Result {
        out.write_str(TAKE)
    }

    #[cfg(windows)]
    fn execute_winapi(&self) -> std::io::Result<()> {
        crossterm::event::EnableMouseCapture.execute_winapi()
    }

    #[cfg(windows)]
    fn is_ansi_code_supported(&self) -> bool {
        false
    }
}

impl Command for LeaveMouse {
    fn write_ansi(&self, out: &mut impl fmt::Write) -> fmt::Result {
        out.write_str(LEAVE)
    }

    #[cfg(windows)]
    fn execute_winapi(&self) -> std::io::Result<()> {
        crossterm::event::DisableMouseCapture.execute_winapi()
    }

    #[cfg(windows)]
    fn is_ansi_code_supported(&self) -> bool {
        false
    }
}
