//! Finding a command by what is typed: in both languages, by its name in `keys.toml`, or by its key.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::{Binding, Keymap, Place};
use crate::lang::{Lang, tr};
use crate::text::fold_full_width;

/// A guess from scattered letters counts only from here on.
const LEAST_FUZZY: i64 = 40;
/// Above any guess: a word that stands there as it was typed.
const CONTAINED: i64 = 1_000;
/// Above any number of words found singly: the whole begins with what was typed.
const BEGINS: i64 = 100_000;
/// The whole is what was typed.
const WHOLE: i64 = 200_000;
/// Among equals the reader's language stands first.
const OWN_LANGUAGE: i64 = 10_000;

/// A text as it is compared: in lower case, full-width ASCII as ASCII.
fn folded(text: &str) -> String {
    text.chars()
        .map(fold_full_width)
        .collect::<String>()
        .to_lowercase()
}

/// What can be looked through for words typed by a person.
pub struct Query {
    whole: String,
    words: Vec<String>,
    matcher: SkimMatcherV2,
}

impl Query {
    /// What was typed; words may come in any order.
    pub fn new(typed: &str) -> Self {
        let whole = folded(typed.trim());
        Self {
            words: whole.split_whitespace().map(str::to_owned).collect(),
            whole,
            matcher: SkimMatcherV2::default().ignore_case(),
        }
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.whole.is_empty()
    }

    /// How well a command fits, higher is better; none where a word is not found.
    pub fn score(&self, binding: &Binding, place: Place, keymap: &Keymap, lang: Lang) -> Option<i64> {
        let own = tr(lang, binding.label);
        let texts = [
            own.to_owned(),
            tr(lang.other(), binding.label).to_owned(),
            binding.command.id().replace('_', " "),
            binding.command.id(),
        ];
        let keys = keymap.keys(binding, place);
        let labels = keys.iter().map(|key| key.label());
        let texts: Vec<String> = texts
            .into_iter()
            .chain(labels)
            .map(|text| folded(&text))
            .collect();
        let found = self.score_of(&texts)?;
        let is_own = self
            .words
            .iter()
            .all(|word| texts.first().is_some_and(|own| own.contains(word)));
        Some(found + if is_own { OWN_LANGUAGE } else { 0 })
    }

    /// How well texts in lower case fit; none where a word stands in none of them.
    pub fn score_of(&self, texts: &[String]) -> Option<i64> {
        let words: Option<Vec<i64>> = self.words.iter().map(|word| self.word(word, texts)).collect();
        let words: i64 = words?.iter().sum();
        let of_whole = texts.iter().map(|text| {
            if *text == self.whole {
                WHOLE
            } else if text.starts_with(&self.whole) {
                BEGINS
            } else {
                0
            }
        });
        Some(words + of_whole.max().unwrap_or(0))
    }

    fn word(&self, word: &str, texts: &[String]) -> Option<i64> {
        if texts.iter().any(|text| text.contains(word)) {
            return Some(CONTAINED);
        }
        // Scattered Chinese characters are a coincidence; scattered letters are a typing error.
        let is_latin = word.is_ascii() && word.len() >= 3;
        let guesses = || {
            texts
                .iter()
                .filter_map(|text| self.matcher.fuzzy_match(text, word))
                .max()
        };
        is_latin
            .then(guesses)
            .flatten()
            .filter(|score| *score >= LEAST_FUZZY)
    }
}
