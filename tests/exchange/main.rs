//! Formats of others, in: what a person's file says must come out, whatever stands around it.

// In tests a panic is the report; clippy's own exception covers only the test functions themselves.
#![allow(clippy::unwrap_used, clippy::panic)]

mod any_text;
mod columns;
mod official_text;
mod printed;
mod workbook;
