//! What the signing tests need: small PDFs, keys from fixed seeds, and ways to spoil files.

pub mod authority;
pub mod forger;
pub mod keys;
pub mod pdf;

use std::ops::Range;

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

/// The bytes between the angle brackets of the nth `/Contents`.
pub fn contents(pdf: &[u8], nth: usize) -> Range<usize> {
    let mut start = 0;
    for _ in 0..=nth {
        start += find(&pdf[start..], b"/Contents <") + 11;
    }
    start..start + find(&pdf[start..], b">")
}

/// The hexadecimal digits of the CMS itself, without the padding.
pub fn digits_of_cms(pdf: &[u8], contents: &Range<usize>) -> Range<usize> {
    let digits = std::str::from_utf8(&pdf[contents.start..contents.start + 8]).expect("digits");
    assert_eq!(&digits[..4].to_ascii_lowercase(), "3082");
    let length = usize::from_str_radix(&digits[4..], 16).expect("a length") + 4;
    contents.start..contents.start + length * 2
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
