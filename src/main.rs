//! The `zicha` program.

fn main() {}
