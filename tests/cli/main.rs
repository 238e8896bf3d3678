//! The command line as a user meets it: the built program, its exit codes and its output.

mod answering;
mod bad_input;
mod checklist;
mod demo;
mod evidence;
mod harness;
mod journal;
mod output;
mod profiles;
mod signing;
mod workbook;
