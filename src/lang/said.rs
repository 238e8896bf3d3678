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
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;
    use crate::lang::ids;

    /// Every id of an error that the sources name.
    fn named(folder: &Path, found: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                named(&path, found);
            } else {
                let code = std::fs::read_to_string(&path).unwrap();
                let ids = code.split("\"error.").skip(1);
                found.extend(ids.filter_map(|rest| Some(format!("error.{}", rest.split_once('"')?.0))));
            }
        }
    }

    #[test]
    fn every_error_has_its_words_and_no_words_are_left_over() {
        let mut found = BTreeSet::new();
        named(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
        // This file names the beginning of an id, too.
        found.retain(|id| id != "error." && !id.contains('{'));
        let tables = ids(Lang::En)
            .into_iter()
            .filter(|id| id.starts_with("error."))
            .collect();
        assert_eq!(found, tables);
    }

    /// An error made of a bare sentence would be read in one language only.
    #[test]
    fn every_error_is_made_from_an_id() {
        let mut said = Vec::new();
        sentences(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut said);
        assert_eq!(said, Vec::<String>::new());
    }

    fn sentences(folder: &Path, said: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sentences(&path, said);
                continue;
            }
            // This file names what it looks for.
            if path.ends_with(file!()) {
                continue;
            }
            let code = std::fs::read_to_string(&path).unwrap();
            for start in [
                "Error::input(",
                "Error::environment(",
                "Error::internal(",
                ".hint(",
            ] {
                let literals = code
                    .split(start)
                    .skip(1)
                    .filter_map(|rest| rest.trim_start().strip_prefix('"'))
                    .filter(|rest| !rest.starts_with("error."));
                said.extend(literals.map(|rest| {
                    let sentence: String = rest.chars().take(60).collect();
                    format!("{}: {sentence}", path.display())
                }));
            }
        }
    }

    #[test]
    fn a_sentence_and_the_one_inside_it_are_worded_in_the_same_language() {
        let fault = Words::new("error.not_a_day").with("given", "2026-02-30");
        let said = Words::new("error.profile_file")
            .with("path", "甲.json")
            .saying("fault", fault);
        let zh_tw = words(&said, Lang::ZhTw);
        let en = words(&said, Lang::En);
        for worded in [&zh_tw, &en] {
            assert!(
                worded.contains("甲.json") && worded.contains("2026-02-30"),
                "{worded}"
            );
        }
        assert!(zh_tw.contains("日期") && en.contains("not a day"), "{zh_tw} {en}");
    }
}
