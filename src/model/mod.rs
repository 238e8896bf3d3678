//! What the program knows, as plain values and pure functions: no files, no clock, no words.

pub mod signing;
