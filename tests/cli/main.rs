//! The command line as a user meets it: the built program, its exit codes and its output.

// In tests a panic is the report; clippy's own exception covers only the test functions themselves.
#![allow(clippy::unwrap_used, clippy::panic)]

mod answering;
mod attached;
mod bad_input;
mod bulk;
mod cards;
mod charts;
mod checklist;
mod compare;
mod demo;
mod documents;
mod evidence;
mod evidence_kinds;
mod expected_signers;
mod findings;
mod harness;
mod journal;
mod keys;
mod output;
mod profiles;
mod report_options;
mod review;
mod self_check;
mod signing;
mod signing_bad_input;
mod signing_register;
// The authority that timestamps; the rest of what the signing tests need is not needed here.
#[allow(clippy::expect_used, dead_code)]
#[path = "../sign/support/mod.rs"]
mod signing_support;
mod source;
#[cfg(feature = "timestamp")]
mod timestamp;
mod workbook;
