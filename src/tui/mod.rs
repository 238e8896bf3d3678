//! The screen: read input → update → run effects → draw. `update` and `view` touch no file, clock
//! or database.
//!
//! | question | place |
//! |---|---|
//! | who waits, asks the session and draws? | `runner` |
//! | what does the screen know? | [`app`] |
//! | what happens on a key? | [`keys`], then [`update`] |
//! | what is drawn? | [`view`], [`screens`], [`overlays`] |
//! | what can come in? | [`input`] |
//! | who holds the terminal and gives it back? | [`terminal`] |
//! | which colours and glyphs? | [`theme`] |
//! | what is drawn with? | [`widgets`] |

pub mod app;
pub mod input;
pub mod keys;
mod leaving;
mod look;
pub mod overlays;
mod runner;
pub mod screens;
pub mod terminal;
pub mod theme;
pub mod update;
pub mod view;
pub mod widgets;
mod working;

pub use runner::{Start, run};
