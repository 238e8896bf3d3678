//! Identities, signing and strict verification.

mod attacks;
mod between;
mod bits;
mod hostile;
mod signing;
mod support;
