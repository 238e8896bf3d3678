//! Signature wrapping: the signed bytes stay in the file, but the second part moves away and other
//! bytes take its place.

use super::{
    Forgery, odd,
    report::{Base, one, three},
    surgery::lie,
};
use crate::support::{contents, find, rfind};

/// The gap of the last signature, brackets included.
fn gap(base: &Base, nth: usize) -> std::ops::Range<usize> {
    let inner = contents(&base.bytes, nth);
    inner.start - 1..inner.end + 1
}

/// The report with other bytes between the gap and what follows it, and the byte range of the last
/// signature corrected for them.
fn moved(base: &Base, nth: usize, between: &[u8]) -> Vec<u8> {
    let gap = gap(base, nth);
    let mut pdf = [&base.bytes[..gap.end], between, &base.bytes[gap.end..]].concat();
    let range = rfind(&pdf[..gap.start], b"/ByteRange [");
    let old = format!(" {} ", gap.end);
    let place = range + find(&pdf[range..], old.as_bytes());
    let new = format!(" {} ", gap.end + between.len());
    assert_eq!(new.len(), old.len());
    pdf[place..place + old.len()].copy_from_slice(new.as_bytes());
    pdf
}

/// An ending of the signature's object, another page, and a cross-reference that leads to it.
fn other_ending(base: &Base, nth: usize) -> Vec<u8> {
    let start = gap(base, nth).end;
    let mut out = b">>\nendobj\n".to_vec();
    let place = start + out.len();
    out.extend_from_slice(format!("{} 0 obj\n", base.content(0)).as_bytes());
    out.extend_from_slice(&lie());
    out.extend_from_slice(b"\nendobj\n");
    let table = start + out.len();
    let previous = crate::support::pdf::last_startxref(&base.bytes);
    out.extend_from_slice(
        format!(
            "xref\n{} 1\n{place:010} 00000 n \ntrailer\n<</Size 999/Root {} 0 R/Prev {previous}>>\nstartxref\n{table}\n%%EOF\n",
            base.content(0),
            base.root()
        )
        .as_bytes(),
    );
    out
}

pub const CASES: &[Forgery] = &[
    odd("swa_second_part_moved", "byte_range_gap", || {
        moved(one(), 0, &other_ending(one(), 0))
    }),
    odd("swa_second_part_moved_of_three", "byte_range_gap", || {
        moved(three(), 2, &other_ending(three(), 2))
    }),
    odd("swa_second_part_moved_behind_blanks", "byte_range_gap", || {
        moved(one(), 0, &b" ".repeat(64))
    }),
    odd("swa_second_part_moved_behind_a_comment", "byte_range_gap", || {
        moved(one(), 0, b"% moved\n")
    }),
    odd("swa_second_part_wrapped_in_a_stream", "byte_range_gap", || {
        let rest = one().bytes.len() - gap(one(), 0).end;
        let wrap = format!(">>\nendobj\n950 0 obj\n<</Length {rest}>>\nstream\n");
        let mut pdf = moved(one(), 0, wrap.as_bytes());
        pdf.extend_from_slice(b"\nendstream\nendobj\n");
        pdf.extend_from_slice(&other_ending(one(), 0)[10..]);
        pdf
    }),
    odd("swa_second_part_in_a_second_contents", "value_malformed", || {
        let digits = &one().bytes[gap(one(), 0)];
        moved(one(), 0, &[b"/Contents ", digits].concat())
    }),
    odd("swa_gap_longer_than_signed", "byte_range_gap", || {
        // More zeros would still be padding; the byte range tells.
        let gap = gap(one(), 0);
        let base = &one().bytes;
        [&base[..gap.end - 1], b"00".as_slice(), &base[gap.end - 1..]].concat()
    }),
    odd("swa_gap_shorter_than_signed", "byte_range_gap", || {
        let gap = gap(one(), 0);
        let base = &one().bytes;
        [&base[..gap.end - 3], &base[gap.end - 1..]].concat()
    }),
    odd("swa_first_part_moved", "byte_range_gap", || {
        // The signed bytes come second; another report stands before them.
        let start = find(&one().bytes, b"1 0 obj");
        [
            &one().bytes[..start],
            b"% room for another report\n",
            &one().bytes[start..],
        ]
        .concat()
    }),
    odd("swa_bytes_before_the_header", "structure_malformed", || {
        [b"\n", one().bytes.as_slice()].concat()
    }),
    odd("swa_earlier_signature_moved", "byte_range_gap", || {
        moved(three(), 1, b"% moved\n")
    }),
];
