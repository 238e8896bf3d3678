//! Errors in words.

use super::{Lang, fill_in, lookup};
use crate::error::{Value, Words};

/// The sentence in a language, with its places filled.
pub fn words(said: &Words, lang: Lang) -> String {
    let values: Vec<(&str, String)> = said
        .values
        .iter()
        .map(|(place, value)| (*place, value_words(value, lang)))
        .collect();
    let values: Vec<(&str, &str)> = values
        .iter()
        .map(|(place, value)| (*place, value.as_str()))
        .collect();
    fill_in(template(said.id, lang), &values)
}

/// An id without area is that of a refusal (`model::signing::Refusal`).
fn template(id: &'static str, lang: Lang) -> &'static str {
    lookup(lang, id)
        .or_else(|| lookup(lang, &format!("verify.{id}")))
        .unwrap_or(id)
}

fn value_words(value: &Value, lang: Lang) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Words(sentences) => sentences
            .iter()
            .map(|sentence| words(sentence, lang))
            .collect::<Vec<_>>()
            .join(lang.pick("；", "; ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_and_the_one_inside_it_are_worded_in_the_same_language() {
        let fault = Words::new("error.not_a_day").with("given", "2026-02-30");
        let said = Words::new("error.profile_file")
            .with("path", "甲.json")
            .saying("fault", fault);
        let zh_tw = words(&said, Lang::ZhTw);
        let en = words(&said, Lang::En);
        for worded in [&zh_tw, &en] {
            assert!(worded.contains("甲.json") && worded.contains("2026-02-30"), "{worded}");
        }
        assert!(zh_tw.contains("日期") && en.contains("not a day"), "{zh_tw} {en}");
    }
}
