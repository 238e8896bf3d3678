//! Random mutations of a report with three signatures: none is accepted, none makes the verifier
//! panic. The seed is fixed, so that a failure can be repeated.
//!
//! `ZICHA_MUTATIONS` sets their number; tests/outside has all 5,000 tried.

use std::ops::Range;

use sha2::{Digest, Sha256};
use zicha::sign::{VerifyOptions, verify_pdf};

use super::report::three;
use crate::support::contents;

/// Mutations that an ordinary test run tries.
const ORDINARY: usize = 1500;

/// Numbers that look random and are the same each time: hashes of a counter.
struct Dice {
    seed: u64,
    count: u64,
}

impl Dice {
    fn next(&mut self) -> u64 {
        self.count += 1;
        let hash = Sha256::digest([self.seed.to_be_bytes(), self.count.to_be_bytes()].concat());
        u64::from_be_bytes(hash[..8].try_into().expect("eight bytes"))
    }

    /// Below a limit.
    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit as u64).expect("small")
    }

    fn byte(&mut self) -> u8 {
        self.next().to_be_bytes()[0]
    }
}

/// The places that matter most: what no signature covers and what tells where everything stands.
fn weak_places(pdf: &[u8]) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    for nth in 0..3 {
        let gap = contents(pdf, nth);
        places.push(gap.start - 80..gap.start + 3000);
        places.push(gap.end - 40..gap.end + 400);
    }
    places.push(pdf.len() - 1200..pdf.len());
    places
}

/// A place anywhere, or half of the time a weak one.
fn place(dice: &mut Dice, pdf: &[u8], weak: &[Range<usize>]) -> usize {
    if dice.below(2) == 0 {
        return dice.below(pdf.len());
    }
    let range = &weak[dice.below(weak.len())];
    (range.start + dice.below(range.len())).min(pdf.len() - 1)
}

/// The places of all decimal numbers.
fn numbers(pdf: &[u8], around: usize) -> Range<usize> {
    let start = pdf[around..]
        .iter()
        .position(u8::is_ascii_digit)
        .map_or(0, |offset| around + offset);
    let length = pdf[start..]
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    start..start + length.min(10)
}

/// One mutation.
fn mutate(pdf: &mut Vec<u8>, dice: &mut Dice, weak: &[Range<usize>]) {
    let at = place(dice, pdf, weak);
    match dice.below(10) {
        0 | 1 => pdf[at] ^= 1 << dice.below(8),
        2 => pdf[at] = dice.byte(),
        3 => {
            let end = (at + 1 + dice.below(64)).min(pdf.len());
            pdf.drain(at..end);
        }
        4 => {
            let bytes: Vec<u8> = (0..=dice.below(16)).map(|_| dice.byte()).collect();
            pdf.splice(at..at, bytes);
        }
        5 => {
            // Two blocks change places.
            let (other, length) = (place(dice, pdf, weak), 1 + dice.below(200));
            let (low, high) = (at.min(other), at.max(other));
            if low + length <= high && high + length <= pdf.len() {
                let (head, tail) = pdf.split_at_mut(high);
                head[low..low + length].swap_with_slice(&mut tail[..length]);
            }
        }
        6 => pdf.truncate(at),
        7 => {
            // An object number, offset or length becomes another of the same width.
            let (one, two) = (numbers(pdf, at), numbers(pdf, dice.below(pdf.len())));
            if one.len() == two.len() {
                let other = pdf[two].to_vec();
                pdf[one].copy_from_slice(&other);
            }
        }
        8 => {
            let (from, length) = (dice.below(pdf.len()), 1 + dice.below(400));
            let copy = pdf[from..(from + length).min(pdf.len())].to_vec();
            pdf.splice(at..at, copy);
        }
        _ => {
            let length = 1 + dice.below(300);
            let copy = pdf[at..(at + length).min(pdf.len())].to_vec();
            pdf.extend_from_slice(&copy);
        }
    }
}

/// Tries the mutations with these seeds and gives those that were accepted.
fn accepted(seeds: Range<u64>) -> Vec<u64> {
    let original = &three().bytes;
    let weak = weak_places(original);
    let mut accepted = Vec::new();
    for seed in seeds {
        let mut dice = Dice { seed, count: 0 };
        let mut pdf = original.clone();
        for _ in 0..=dice.below(3) {
            if !pdf.is_empty() {
                let weak = weak_within(&weak, pdf.len());
                mutate(&mut pdf, &mut dice, &weak);
            }
        }
        if pdf != *original && verify_pdf(&pdf, &VerifyOptions::default()).valid {
            accepted.push(seed);
        }
    }
    accepted
}

/// The weak places of a file that may have become shorter.
fn weak_within(weak: &[Range<usize>], length: usize) -> Vec<Range<usize>> {
    weak.iter()
        .map(|range| range.start.min(length - 1)..range.end.min(length).max(range.start.min(length - 1) + 1))
        .collect()
}

#[test]
fn no_random_mutation_of_three_signatures_is_accepted() {
    let count = std::env::var("ZICHA_MUTATIONS").map_or(ORDINARY, |text| text.parse().expect("a number"));
    let count = count as u64;
    three();
    let (first, second) = std::thread::scope(|scope| {
        let first = scope.spawn(|| accepted(0..count / 2));
        let second = scope.spawn(|| accepted(count / 2..count));
        (first.join().expect("no panic"), second.join().expect("no panic"))
    });
    assert_eq!(
        [first, second].concat(),
        Vec::<u64>::new(),
        "seeds of accepted mutations"
    );
}
