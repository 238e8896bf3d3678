//! The pure model: what the answers add up to and what a search finds.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod score;
mod search;
