//! What the screen shows: widgets and screens drawn into buffers, and the bytes that reach a
//! terminal.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on should fail"
)]

mod answer;
mod documents;
mod drive;
mod evidence;
mod export;
mod following;
mod frame;
mod gaps;
mod history;
mod home;
mod input;
mod many;
mod official;
mod overlays;
mod profile;
mod replay;
mod review;
mod screen_text;
mod search;
mod systems;
mod text_field;
mod three_firms;
mod walk;
mod wide_glyphs;
