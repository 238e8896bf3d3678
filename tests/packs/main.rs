//! Packs: the built-in one, invented ones, and broken ones.

mod builtin;
mod fixtures;
mod invented;
mod lint;
mod load;
