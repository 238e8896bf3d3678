//! The command line as a user meets it: the built program, its exit codes and its output.

// In tests a panic is the report; clippy's own exception covers only the test functions themselves.
#![allow(clippy::unwrap_used, clippy::panic)]

mod answering;
mod attached;
mod bad_input;
mod bulk;
mod cards;
mod checklist;
mod demo;
mod documents;
mod evidence;
mod evidence_kinds;
mod findings;
mod harness;
mod journal;
mod output;
mod profiles;
mod review;
mod self_check;
mod signing;
// The authority that timestamps; the rest of what the signing tests need is not needed here.
#[allow(clippy::expect_used, dead_code)]
#[path = "../sign/support/mod.rs"]
mod signing_support;
mod source;
#[cfg(feature = "timestamp")]
mod timestamp;
mod workbook;
