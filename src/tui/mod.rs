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
//! | what can be pointed at, and what happens then? | [`spots`], [`pointing`] |
//! | which colours and glyphs? | [`theme`] |
//! | what is drawn with? | [`widgets`] |

pub mod app;
pub mod completing;
mod dropping;
pub mod input;
mod keeper;
pub mod keys;
mod leaving;
pub mod overlays;
pub mod pointing;
mod resuming;
mod runner;
mod saving;
pub mod screens;
pub mod spots;
pub mod terminal;
pub mod theme;
mod unsaved;
pub mod update;
pub mod view;
pub mod waiting;
pub mod widgets;
mod working;
mod writing;

pub use runner::{Start, run};
