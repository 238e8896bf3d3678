//! The report: what is written comes out again, in good order, in a sound file.

// In tests a panic is the report; clippy's own exception covers only the test functions themselves.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod attachment;
mod change;
mod content;
mod determinism;
mod documents;
mod editions;
mod extract;
mod extraction;
mod findings;
mod firm;
mod fonts;
mod layout;
mod markers;
mod official;
mod options;
mod read;
mod redacted;
mod sample;
mod side_by_side;
mod standing;
mod structure;
mod tags;

use chrono::{DateTime, FixedOffset};
use zicha::report::blocks::Document;
use zicha::report::{RenderOptions, Rendered, render};

/// The time of creation of all reports in these tests.
fn created() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-07-01T09:30:00+08:00").unwrap()
}

/// Renders a document at the fixed time.
fn rendered(document: &Document) -> Rendered {
    render(document, &RenderOptions::at(created())).unwrap()
}
