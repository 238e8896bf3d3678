//! Packs: the built-in one, invented ones, and broken ones.

#![allow(clippy::unwrap_used, clippy::panic)] // A test that cannot go on fails.

mod builtin;
mod fixtures;
mod invented;
mod lint;
mod load;
mod wrapping;
