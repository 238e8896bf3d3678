//! Whether two pieces of text are the same words, whatever spaces and punctuation stand between.

use std::collections::BTreeSet;

use super::heading::tight;

/// From this share of common pairs of characters on, the shorter text counts as standing in the other.
const SAME: f64 = 0.8;
/// A text so many times as long as another says more than the other.
const LONGER: usize = 3;

/// Whether the shorter of two texts stands, but for slips, in the longer one.
pub(super) fn same_words(one: &str, other: &str) -> bool {
    let (one, other) = (pairs(one), pairs(other));
    let (smaller, larger) = (one.len().min(other.len()), one.len().max(other.len()));
    if smaller == 0 || larger > smaller * LONGER {
        return false;
    }
    let common = one.intersection(&other).count();
    // Counts of a clause's characters are far below what a float holds exactly.
    #[allow(clippy::cast_precision_loss)]
    let share = common as f64 / smaller as f64;
    share >= SAME
}

fn pairs(text: &str) -> BTreeSet<(char, char)> {
    let letters: Vec<char> = tight(text).chars().filter(|c| c.is_alphanumeric()).collect();
    letters
        .iter()
        .copied()
        .zip(letters.iter().skip(1).copied())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::same_words;

    #[test]
    fn an_addition_leaves_the_words_the_same_and_other_words_do_not() {
        assert!(same_words(
            "船員應於開航前清點人數。",
            "船員應於 開航前清點人數（訪客除外）"
        ));
        assert!(!same_words(
            "船員應於開航前清點人數",
            "船長應於返航後填寫航行日誌"
        ));
        assert!(!same_words("", "船員"));
        assert!(!same_words("開航", "船員應於開航前清點人數"));
    }
}
