//! Identities, signing and strict verification.

mod attacks;
mod between;
mod bits;
mod envelope;
mod hostile;
mod identity;
mod signing;
mod support;
mod trust;
