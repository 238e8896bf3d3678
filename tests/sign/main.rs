//! Identities, signing and strict verification.

mod signing;
mod support;
