//! Identities, signing and strict verification.

mod between;
mod signing;
mod support;
