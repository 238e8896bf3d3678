//! Identities, signing and strict verification.

// Clippy's leave for tests ends at the functions marked as tests; the helpers here are no less.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

mod attacks;
mod between;
mod bits;
mod cards;
mod envelope;
mod forgeries;
mod hostile;
mod identity;
mod reading;
mod signing;
mod support;
mod timestamp;
mod token;
mod trust;
