//! The program in a real pseudo-terminal: what is typed, pasted and resized arrives, and the
//! terminal comes back whatever ends the program.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on should fail"
)]

mod desk;
#[cfg(unix)]
mod editor;
mod field_program;
mod harness;
mod mouse;
mod program;
mod terminal;
#[cfg(unix)]
mod text;
