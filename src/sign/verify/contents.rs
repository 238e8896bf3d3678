//! Takes the CMS out of `/Contents`.

use std::ops::Range;

use super::finding::{Check, Finding};
use crate::sign::strict_der::Element;

/// The CMS in the gap: hexadecimal digits in one letter case and nothing else, one DER element,
/// then zeros only. Any other freedom would let the file change without notice.
pub(super) fn extract(pdf: &[u8], gap: &Range<usize>) -> Check<Vec<u8>> {
    let token = pdf.get(gap.clone()).unwrap_or_default();
    let digits = token
        .strip_prefix(b"<")
        .and_then(|token| token.strip_suffix(b">"))
        .unwrap_or_default();
    let Ok(bytes) = hex::decode(digits) else {
        return Finding::refuse(
            "contents_not_hexadecimal",
            "/Contents holds something other than pairs of digits",
        );
    };
    if digits.iter().any(u8::is_ascii_lowercase) && digits.iter().any(u8::is_ascii_uppercase) {
        return Finding::refuse("contents_mixed_case", "/Contents mixes upper and lower case");
    }
    let Ok((element, padding)) = Element::read_first(&bytes) else {
        return Finding::refuse("cms_malformed", "/Contents does not begin with a DER element");
    };
    if padding.iter().any(|byte| *byte != 0) {
        return Finding::refuse(
            "contents_padding",
            "/Contents holds something other than zeros after the signature",
        );
    }
    Ok(element.raw.to_vec())
}
