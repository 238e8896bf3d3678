//! What the signing tests need: small PDFs, keys from fixed seeds, and ways to spoil files.

pub mod forger;
pub mod keys;
pub mod pdf;

use chrono::{DateTime, FixedOffset};
use zicha::sign::SignRequest;

/// A time by which all test certificates are valid.
pub fn signing_time() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-03-31T17:00:00+08:00").expect("a fixed date")
}

/// The preparer's request: certifies.
pub fn preparer() -> SignRequest<'static> {
    SignRequest {
        certify: true,
        ..request("Preparer")
    }
}

/// A request for a field, with nothing special.
pub fn request(field: &'static str) -> SignRequest<'static> {
    SignRequest {
        field,
        claimed_time: signing_time(),
        certify: false,
        name: None,
        reason: None,
        location: None,
        stamp: None,
    }
}

/// The ids of all refusals.
pub fn reasons(pdf: &[u8]) -> Vec<&'static str> {
    let result = zicha::sign::verify_pdf(pdf, &zicha::sign::VerifyOptions::default());
    assert_eq!(result.valid, result.refusals.is_empty());
    result.refusals.iter().map(|refusal| refusal.id).collect()
}

/// Where a piece of text begins for the last time.
pub fn rfind(haystack: &[u8], needle: &[u8]) -> usize {
    haystack
        .windows(needle.len())
        .rposition(|window| window == needle)
        .expect("the text is there")
}

/// Where a piece of text begins for the first time.
pub fn find(haystack: &[u8], needle: &[u8]) -> usize {
    haystack
        .windows(needle.len())
        .position(|window| window == needle)
        .expect("the text is there")
}
