//! The program in a real pseudo-terminal: what is typed, pasted and resized arrives, and the
//! terminal comes back whatever ends the program.

mod field_program;
mod harness;
mod terminal;
