//! Universal signature forgery: the signature dictionary is there, but says nothing that could be
//! checked. Done to the last of three signatures, in place, so that the file stays well-formed.

use std::ops::Range;

use super::{
    Forgery, odd,
    report::{one, three},
    sound,
    surgery::overwrite,
};
use crate::support::{contents, digits_of_cms, find, rfind};

/// `/Contents` of the last signature, key and value.
fn contents_entry(pdf: &[u8]) -> Range<usize> {
    let value = contents(pdf, 2);
    value.start - 11..value.end + 1
}

/// `/ByteRange` of the last signature, key, value and blanks.
fn range_entry(pdf: &[u8]) -> Range<usize> {
    rfind(pdf, b"/ByteRange [")..contents_entry(pdf).start
}

fn with_contents(entry: &str) -> Vec<u8> {
    let mut pdf = three().bytes.clone();
    let place = contents_entry(&pdf);
    overwrite(&mut pdf, place, entry.as_bytes());
    pdf
}

fn with_range(entry: &str) -> Vec<u8> {
    let mut pdf = three().bytes.clone();
    let place = range_entry(&pdf);
    overwrite(&mut pdf, place, entry.as_bytes());
    pdf
}

/// The byte range with its four numbers changed.
fn with_numbers(change: fn(&mut [i64; 4])) -> Vec<u8> {
    let pdf = &three().bytes;
    let text = String::from_utf8_lossy(&pdf[range_entry(pdf)]).into_owned();
    let inner = text.split(['[', ']']).nth(1).expect("numbers");
    let numbers: Vec<i64> = inner
        .split(' ')
        .map(|number| number.parse().expect("a number"))
        .collect();
    let mut numbers: [i64; 4] = numbers.try_into().expect("four");
    change(&mut numbers);
    let [a, b, c, d] = numbers;
    with_range(&format!("/ByteRange [{a} {b} {c} {d}]"))
}

/// A piece of the last signature dictionary replaced by one of the same length.
fn replaced(from: &str, to: &str) -> Vec<u8> {
    let mut pdf = three().bytes.clone();
    let place = rfind(&pdf, from.as_bytes());
    overwrite(&mut pdf, place..place + from.len(), to.as_bytes());
    pdf
}

/// The digits of the last signature replaced, from the first on.
fn with_digits(digits: &[u8]) -> Vec<u8> {
    let mut pdf = three().bytes.clone();
    let place = contents(&pdf, 2);
    pdf[place.clone()].fill(b'0');
    pdf[place.start..place.start + digits.len()].copy_from_slice(digits);
    pdf
}

/// All digits of a signature of the same or another report.
fn digits(pdf: &[u8], nth: usize) -> &[u8] {
    &pdf[digits_of_cms(pdf, &contents(pdf, nth))]
}

pub const CASES: &[Forgery] = &[
    sound("usf_contents_missing", "contents_missing", || with_contents("")),
    sound("usf_contents_empty", "contents_empty", || {
        with_contents("/Contents <>")
    }),
    sound("usf_contents_null", "contents_not_hexadecimal", || {
        with_contents("/Contents null")
    }),
    sound("usf_contents_one_zero", "byte_range_gap", || {
        with_contents("/Contents <00>")
    }),
    sound("usf_contents_literal", "contents_not_hexadecimal", || {
        with_contents("/Contents (0\\000)")
    }),
    sound(
        "usf_contents_of_another_object",
        "contents_not_hexadecimal",
        || with_contents("/Contents 1 0 R"),
    ),
    sound("usf_contents_under_another_name", "contents_missing", || {
        replaced("/Contents <3082", "/Contentz <3082")
    }),
    odd("usf_contents_without_value", "structure_malformed", || {
        with_contents("/Contents")
    }),
    sound("usf_contents_all_zeros", "cms_malformed", || with_digits(b"")),
    sound("usf_contents_an_empty_sequence", "cms_malformed", || {
        with_digits(b"3000")
    }),
    sound("usf_contents_of_another_file", "digest_mismatch", || {
        with_digits(digits(&one().bytes, 0))
    }),
    sound("usf_contents_of_the_signature_before", "digest_mismatch", || {
        with_digits(digits(&three().bytes, 1))
    }),
    sound("usf_contents_followed_by_another", "contents_padding", || {
        let own = digits(&three().bytes, 2);
        with_digits(&[own, digits(&one().bytes, 0)].concat())
    }),
    sound("usf_contents_of_no_definite_length", "cms_malformed", || {
        let own = digits(&three().bytes, 2);
        with_digits(&[b"3080", &own[8..], b"0000"].concat())
    }),
    sound(
        "usf_contents_with_blanks_between",
        "contents_not_hexadecimal",
        || {
            let own = digits(&three().bytes, 2);
            with_digits(&[&own[..8], b"  ", &own[8..]].concat())
        },
    ),
    odd("usf_contents_twice", "structure_malformed", || {
        replaced("/SubFilter /ETSI.CAdES.detached", "/Contents<3000>")
    }),
    sound("usf_range_missing", "byte_range_missing", || with_range("")),
    sound("usf_range_null", "byte_range_malformed", || {
        with_range("/ByteRange null")
    }),
    sound("usf_range_empty", "byte_range_malformed", || {
        with_range("/ByteRange []")
    }),
    sound("usf_range_of_two", "byte_range_malformed", || {
        with_range("/ByteRange [0 99]")
    }),
    sound("usf_range_of_six", "byte_range_malformed", || {
        with_range("/ByteRange [0 9 9 9 9 9]")
    }),
    sound("usf_range_of_names", "byte_range_malformed", || {
        with_range("/ByteRange [/a /b /c /d]")
    }),
    sound("usf_range_negative", "byte_range_malformed", || {
        with_numbers(|range| range[3] = -range[3])
    }),
    sound("usf_range_all_zero", "byte_range_gap", || {
        with_range("/ByteRange [0 0 0 0]")
    }),
    sound("usf_range_later_start", "byte_range_start", || {
        with_numbers(|range| range[0] = 1)
    }),
    sound("usf_range_beyond_the_file", "byte_range_outside", || {
        with_numbers(|range| range[3] += 1_000_000)
    }),
    sound("usf_range_shorter", "bytes_after_last_signature", || {
        with_numbers(|range| range[3] -= 7)
    }),
    sound("usf_range_wider_gap", "byte_range_gap", || {
        with_numbers(|range| range[1] -= 2)
    }),
    sound("usf_range_narrower_gap", "byte_range_gap", || {
        with_numbers(|range| range[2] -= 2)
    }),
    sound("usf_range_overlapping", "byte_range_gap", || {
        with_numbers(|range| range[2] = range[1] - 100)
    }),
    sound("usf_range_second_part_first", "byte_range_gap", || {
        with_numbers(|range| range.swap(1, 2))
    }),
    sound("usf_range_of_the_signature_before", "byte_range_gap", || {
        let pdf = &three().bytes;
        let before = &pdf[..rfind(pdf, b"/ByteRange [")];
        let start = rfind(before, b"/ByteRange [");
        let end = start + find(&before[start..], b"]") + 1;
        with_range(&String::from_utf8_lossy(&before[start..end]))
    }),
    sound(
        "usf_range_of_the_first_signature_shorter",
        "byte_range_gap",
        || {
            let mut pdf = three().bytes.clone();
            let start = find(&pdf, b"/ByteRange [0 ") + 14;
            pdf[start] ^= 1;
            pdf
        },
    ),
    sound("usf_range_under_another_name", "byte_range_missing", || {
        replaced("/ByteRange [", "/ByteRangf [")
    }),
    sound("usf_kind_changed", "subfilter_unsupported", || {
        replaced("/ETSI.CAdES.detached", "/adbe.pkcs7.detached")
    }),
    sound("usf_kind_missing", "subfilter_unsupported", || {
        replaced("/SubFilter /ETSI.CAdES.detached", "")
    }),
    sound("usf_handler_unknown", "filter_unsupported", || {
        replaced("/Adobe.PPKLite", "/Adobe.PPKLitf")
    }),
    sound("usf_type_of_a_timestamp", "value_type_unsupported", || {
        replaced("/Type /Sig/", "/Type /Tig/")
    }),
    sound("usf_time_missing", "claimed_time_missing", || {
        replaced("/M (", "/N (")
    }),
    sound("usf_time_changed", "digest_mismatch", || {
        replaced("(D:20260331", "(D:20250331")
    }),
    sound("usf_signer_renamed", "digest_mismatch", || {
        let mut pdf = three().bytes.clone();
        let place = find(&pdf, b"/Name <feff") + 11;
        pdf[place] ^= 1;
        pdf
    }),
];
