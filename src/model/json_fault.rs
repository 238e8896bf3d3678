//! What is wrong in a JSON text, to be worded. The reader of JSON tells its faults as English
//! text; the common ones are taken apart here.

use crate::error::Words;

/// Begins the fault of a key that stands twice, followed by the key.
pub const KEY_TWICE: &str = "the key stands twice: ";

/// A fault of reading JSON.
pub fn json_words(fault: &serde_json::Error) -> Words {
    let text = fault.to_string();
    // Names stand between backquotes: every second piece.
    let names: Vec<&str> = text.split('`').skip(1).step_by(2).collect();
    if let Some(rest) = text.strip_prefix(KEY_TWICE) {
        let key = rest.rsplit_once(" at line ").map_or(rest, |(key, _)| key);
        return Words::new("error.json_twice").with("key", key);
    }
    if let Some((key, others)) = names.split_first() {
        if text.starts_with("missing field ") {
            return Words::new("error.json_missing").with("key", key);
        }
        if text.starts_with("duplicate field ") {
            return Words::new("error.json_twice").with("key", key);
        }
        if text.starts_with("unknown field ") {
            return Words::new("error.json_unknown")
                .with("key", key)
                .with("known", others.join(", "));
        }
    }
    let id = if fault.is_data() {
        "error.json_value"
    } else {
        "error.json_syntax"
    };
    Words::new(id).with("cause", text)
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;
    use crate::lang::{Lang, words};

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Sample {
        #[serde(rename = "name")]
        _name: String,
    }

    #[test]
    fn a_fault_in_json_is_told_in_both_languages_with_the_key_it_concerns() {
        for (json, zh_tw, en) in [
            ("{}", "缺少「name」", "`name` is missing"),
            (r#"{"colour": 1}"#, "「colour」", "`colour`"),
            (r#"{"name": 1}"#, "不符", "invalid type"),
            ("{", "JSON", "JSON"),
        ] {
            let said = json_words(&serde_json::from_str::<Sample>(json).unwrap_err());
            let (told_zh_tw, told_en) = (words(&said, Lang::ZhTw), words(&said, Lang::En));
            assert!(told_zh_tw.contains(zh_tw), "{told_zh_tw}");
            assert!(told_en.contains(en), "{told_en}");
        }
    }
}
