//! Numbers for clauses whose printed numbers may be wrong. Clauses stand in order, so of all rising
//! sequences of numbers the one that contradicts the print least is taken, and only where no other
//! comes near it.

/// What a text says of one clause.
pub(super) struct Clue {
    /// The number as printed.
    pub printed: u16,
    /// For each number of the article, from 1, whether the same words stand elsewhere under it; empty
    /// where there is nothing to compare with.
    pub same_words: Vec<Option<bool>>,
}

/// Cost of giving a clause another number than the printed one.
const OTHER_NUMBER: u32 = 2;
/// Cost of giving a clause the number of other words.
const OTHER_WORDS: u32 = 6;
/// Cost of giving a clause no number.
const NO_NUMBER: u32 = 5;
/// An assignment is certain where every other costs at least so much more.
const MARGIN: u32 = 2;
/// More than any sum of costs that matters.
const IMPOSSIBLE: u32 = u32::MAX / 4;

impl Clue {
    fn cost(&self, number: u16) -> u32 {
        let printed = if self.printed == number { 0 } else { OTHER_NUMBER };
        let compared = self.same_words.get(usize::from(number).wrapping_sub(1));
        match compared.copied().flatten() {
            Some(false) => printed + OTHER_WORDS,
            Some(true) | None => printed,
        }
    }
}

/// The number of each clause, rising from 1 to at most `last`; none where it is not certain.
pub(super) fn align(clues: &[Clue], last: u16) -> Vec<Option<u16>> {
    let before = costs_before(clues, last);
    let after = costs_after(clues, last);
    clues
        .iter()
        .zip(before.iter().zip(after.iter().skip(1)))
        .map(|(clue, (before, after))| certain(clue, last, before, after))
        .collect()
}

/// The number of one clause, given the cheapest ways to number those before it (by the highest number
/// they use) and those after it (by the highest number used up to here).
fn certain(clue: &Clue, last: u16, before: &[u32], after: &[u32]) -> Option<u16> {
    let unnumbered = before
        .iter()
        .zip(after)
        .map(|(before, after)| before + NO_NUMBER + after)
        .min()
        .unwrap_or(IMPOSSIBLE);
    let mut ways: Vec<(u32, Option<u16>)> = vec![(unnumbered, None)];
    for number in 1..=last {
        let below = before.iter().take(usize::from(number)).min();
        let above = after.get(usize::from(number));
        if let (Some(below), Some(above)) = (below, above) {
            ways.push((below + clue.cost(number) + above, Some(number)));
        }
    }
    ways.sort_by_key(|(cost, _)| *cost);
    match ways.as_slice() {
        [(best, number), (second, _), ..] if best + MARGIN <= *second => *number,
        _ => None,
    }
}

/// For each clause and each number, the least cost of numbering all clauses before it with that as the
/// highest number used.
fn costs_before(clues: &[Clue], last: u16) -> Vec<Vec<u32>> {
    let mut row: Vec<u32> = (0..=last)
        .map(|number| if number == 0 { 0 } else { IMPOSSIBLE })
        .collect();
    let mut rows = vec![row.clone()];
    for clue in clues {
        row = (0..=last)
            .map(|number| {
                let at = usize::from(number);
                let unnumbered = row.get(at).map_or(IMPOSSIBLE, |cost| cost + NO_NUMBER);
                let below = row.iter().take(at).min().copied().unwrap_or(IMPOSSIBLE);
                unnumbered
                    .min(below.saturating_add(clue.cost(number)))
                    .min(IMPOSSIBLE)
            })
            .collect();
        rows.push(row.clone());
    }
    rows
}

/// For each clause and each number, the least cost of numbering it and all after it above that number.
fn costs_after(clues: &[Clue], last: u16) -> Vec<Vec<u32>> {
    let mut row = vec![0; usize::from(last) + 1];
    let mut rows = vec![row.clone()];
    for clue in clues.iter().rev() {
        row = (0..=last)
            .map(|number| {
                let unnumbered = row
                    .get(usize::from(number))
                    .map_or(IMPOSSIBLE, |cost| cost + NO_NUMBER);
                (number + 1..=last)
                    .filter_map(|higher| Some(clue.cost(higher) + row.get(usize::from(higher))?))
                    .fold(unnumbered, u32::min)
                    .min(IMPOSSIBLE)
            })
            .collect();
        rows.push(row.clone());
    }
    rows.reverse();
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aligned(printed: &[u16], last: u16) -> Vec<Option<u16>> {
        let clues: Vec<Clue> = printed
            .iter()
            .map(|printed| Clue {
                printed: *printed,
                same_words: Vec::new(),
            })
            .collect();
        align(&clues, last)
    }

    #[test]
    fn numbers_that_follow_are_kept_and_gaps_stay_gaps() {
        assert_eq!(aligned(&[1, 2, 3], 3), [Some(1), Some(2), Some(3)]);
        assert_eq!(aligned(&[1, 2, 5], 5), [Some(1), Some(2), Some(5)]);
        assert_eq!(aligned(&[], 4), []);
    }

    #[test]
    fn a_number_out_of_order_gives_way_where_one_is_left() {
        assert_eq!(aligned(&[4, 2, 3, 4], 4), [Some(1), Some(2), Some(3), Some(4)]);
        assert_eq!(aligned(&[1, 2, 4, 4], 4), [Some(1), Some(2), Some(3), Some(4)]);
    }

    #[test]
    fn what_could_be_two_numbers_gets_none() {
        assert_eq!(aligned(&[1, 2, 2], 4)[2], None);
        let swapped = aligned(&[1, 3, 2, 4], 4);
        assert_eq!((swapped[1], swapped[2]), (None, None));
        assert_eq!(aligned(&[1, 9], 2), [Some(1), Some(2)]);
        assert_eq!(aligned(&[1, 2, 9], 2)[2], None);
    }

    #[test]
    fn words_weigh_more_than_the_printed_number() {
        let clue = |printed, same: u16| Clue {
            printed,
            same_words: (1..=4).map(|number| Some(number == same)).collect(),
        };
        assert_eq!(align(&[clue(4, 1)], 4), [Some(1)]);
        let stranger = Clue {
            printed: 2,
            same_words: vec![Some(false); 4],
        };
        assert_eq!(align(&[stranger], 4), [None]);
    }
}
