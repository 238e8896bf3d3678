//! The dialogue in plain lines, driven by strings.

// In tests a panic is the report; clippy's own exception covers only the test functions themselves.
#![allow(clippy::unwrap_used, clippy::panic)]

mod drive;
mod every_dialogue;
mod mishaps;
mod program;
mod same_as_commands;
mod signing;
mod small_adviser;
mod words;
