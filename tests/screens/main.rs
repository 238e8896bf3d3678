//! What the screen shows: widgets and screens drawn into buffers, and the bytes that reach a
//! terminal.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on should fail"
)]

mod answer;
mod answer_blocks;
mod bulk;
mod commands;
mod cursors;
mod dashboard;
mod documents;
mod drive;
mod evidence;
mod evidence_kinds;
mod evidence_piece;
mod evidence_register;
mod export;
mod export_beside;
mod export_options;
mod filtering;
mod findings;
mod first_minutes;
mod following;
mod frame;
mod gaps;
mod history;
mod home;
mod input;
mod kept_texts;
mod keys;
mod keystrokes;
mod many;
mod mouse;
mod official;
mod overlays;
mod paths;
mod profile;
mod replay;
mod resuming;
mod review;
mod screen_text;
mod search;
mod self_check;
mod sizes;
mod stating;
mod systems;
mod text_field;
mod three_firms;
mod verify;
mod walk;
mod ways;
mod what_if;
mod wide_glyphs;
mod writing;
