//! One flipped bit anywhere in a signed file is noticed.

use std::ops::Range;

use crate::{
    signing::signed_three_times,
    support::{
        authority::{Authority, cms_of, stamp_with},
        contents, digits_of_cms, find, keys, pdf, preparer, reasons,
    },
};
use zicha::sign::sign_pdf;

/// Flips one bit and expects a refusal.
fn flip(pdf: &mut [u8], place: usize, bit: u32) {
    pdf[place] ^= 1 << bit;
    let found = reasons(pdf);
    assert!(!found.is_empty(), "bit {bit} of byte {place} was not noticed");
    pdf[place] ^= 1 << bit;
}

fn signed_once() -> Vec<u8> {
    sign_pdf(&pdf::report().bytes(), &preparer(), keys::preparer()).expect("the preparer signs")
}

#[test]
fn every_covered_byte_counts() {
    let mut pdf = signed_once();
    let gap = contents(&pdf, 0);
    let whole = pdf.len();
    for place in (0..gap.start).chain(gap.end..whole) {
        flip(&mut pdf, place, u32::try_from(place % 8).expect("small"));
    }
    assert_eq!(reasons(&pdf), Vec::<&str>::new());
}

#[test]
fn every_bit_of_the_byte_range_the_cross_reference_and_the_trailer_counts() {
    let mut pdf = signed_once();
    let gap = contents(&pdf, 0);
    let range = find(&pdf, b"/ByteRange")..gap.start;
    let table = gap.end + find(&pdf[gap.end..], b"xref")..pdf.len();
    for place in range.chain(table) {
        for bit in 0..8 {
            flip(&mut pdf, place, bit);
        }
    }
}

#[test]
fn every_bit_of_every_digit_of_the_signature_counts() {
    let mut pdf = signed_once();
    let gap = contents(&pdf, 0);
    for place in digits_of_cms(&pdf, &gap) {
        for bit in 0..8 {
            flip(&mut pdf, place, bit);
        }
    }
}

/// Flips bits of the CMS of the first signature, through its digits: those that are named for
/// each place.
fn flip_the_cms(pdf: &mut [u8], places: impl Iterator<Item = usize>, bits: fn(usize) -> Range<usize>) {
    let gap = contents(pdf, 0);
    let digits = digits_of_cms(pdf, &gap);
    let original = pdf[digits.clone()].to_vec();
    let der = hex::decode(&original).expect("digits");
    for place in places {
        for bit in bits(place) {
            let mut changed = der.clone();
            changed[place] ^= 1 << bit;
            pdf[digits.clone()].copy_from_slice(hex::encode(&changed).as_bytes());
            assert!(
                !reasons(pdf).is_empty(),
                "bit {bit} of byte {place} of the CMS was not noticed"
            );
        }
    }
    pdf[digits].copy_from_slice(&original);
    assert_eq!(reasons(pdf), Vec::<&str>::new());
}

#[test]
fn every_bit_of_the_cms_counts_not_only_of_its_digits() {
    let mut pdf = signed_once();
    let size = cms_of(&pdf, 0).len();
    flip_the_cms(&mut pdf, 0..size, |_| 0..8);
}

/// The places of a CMS that a timestamp brought: the headers at its beginning, which are longer
/// now, and what stands at its end.
fn places_of_timestamp(signed: &[u8], stamped: &[u8]) -> impl Iterator<Item = usize> + use<> {
    let (before, after) = (cms_of(signed, 0).len(), cms_of(stamped, 0).len());
    (0..64).chain(before - 16..after)
}

#[test]
fn every_bit_of_a_timestamp_counts() {
    let authority = Authority {
        names_by_sha1: true,
        signing_time: true,
        ..Authority::self_made()
    };
    let signed = signed_once();
    let mut stamped = stamp_with(&signed, &authority);
    let places = places_of_timestamp(&signed, &stamped);
    flip_the_cms(&mut stamped, places, |_| 0..8);
}

#[test]
fn every_byte_of_a_timestamp_with_its_chain_counts() {
    let signed = signed_once();
    let mut stamped = stamp_with(&signed, &Authority::issued());
    let places = places_of_timestamp(&signed, &stamped);
    flip_the_cms(&mut stamped, places, |place| place % 8..place % 8 + 1);
}

#[test]
fn the_padding_and_the_brackets_around_it_count() {
    let mut pdf = signed_once();
    let gap = contents(&pdf, 0);
    let padding = digits_of_cms(&pdf, &gap).end..gap.end;
    let places: Vec<usize> = padding
        .clone()
        .take(64)
        .chain(padding.clone().step_by(331))
        .collect();
    for place in places.into_iter().chain([gap.start - 1, gap.end - 1, gap.end]) {
        for bit in 0..8 {
            flip(&mut pdf, place, bit);
        }
    }
}

#[test]
fn upper_case_throughout_is_the_same_signature_but_mixed_case_is_refused() {
    let mut pdf = signed_once();
    let gap = contents(&pdf, 0);
    pdf[gap.clone()].make_ascii_uppercase();
    assert_eq!(reasons(&pdf), Vec::<&str>::new());
    let letter = gap.start + find(&pdf[gap.clone()], b"A");
    pdf[letter].make_ascii_lowercase();
    assert_eq!(reasons(&pdf), ["contents_mixed_case"]);
}

#[test]
fn earlier_signatures_are_guarded_by_the_later_ones_too() {
    let [_, _, mut pdf] = signed_three_times(&pdf::report().bytes());
    for nth in 0..3 {
        let gap = contents(&pdf, nth);
        let cms = digits_of_cms(&pdf, &gap);
        for place in cms
            .clone()
            .step_by(7)
            .chain(cms.end..cms.end + 3)
            .chain([gap.start - 12, gap.end])
        {
            flip(&mut pdf, place, u32::try_from(place % 8).expect("small"));
        }
    }
    let whole = pdf.len();
    for place in (0..whole).step_by(211) {
        flip(&mut pdf, place, 0);
    }
}
