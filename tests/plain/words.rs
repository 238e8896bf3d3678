//! The words of the dialogue: every id has words in both languages, and none speaks of keys, which there
//! are none of.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use zicha::lang::{Lang, lookup};

/// Every id of the language tables that the dialogue names, `area.name` in quotes.
fn ids() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/plain");
    let mut ids = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let source = fs::read_to_string(entry.unwrap().path()).unwrap();
        let quoted = source.split('"').skip(1).step_by(2);
        let is_id = |text: &&str| {
            let name =
                |part: &str| !part.is_empty() && part.chars().all(|c| c == '_' || c.is_ascii_alphanumeric());
            let areas = ["{", "http", "figure_sources", "assessment", "organisation"];
            text.split_once('.')
                .is_some_and(|(area, rest)| name(area) && name(rest))
                && !areas.iter().any(|area| text.starts_with(area))
        };
        ids.extend(quoted.filter(is_id).map(str::to_owned));
    }
    ids
}

#[test]
fn everything_that_is_said_has_words_in_both_languages_that_name_no_key() {
    let ids = ids();
    assert!(ids.len() > 200, "{}", ids.len());
    for id in ids {
        for lang in Lang::ALL {
            let words = lookup(lang, &id).unwrap_or_else(|| panic!("{id} has no words"));
            // The terminal's own key, which stops what takes long.
            let words = words.replace("Ctrl-C", "");
            for key in [
                "Ctrl",
                "Esc",
                "左右鍵",
                "方向鍵",
                "空白鍵",
                "arrow",
                "F1",
                "F2",
                "F5",
                "F8",
            ] {
                assert!(!words.contains(key), "{id} speaks of {key}: {words}");
            }
        }
    }
}

#[test]
fn a_question_mark_says_how_each_kind_of_question_is_answered() {
    let desk = crate::drive::Desk::with_demo();
    let asked = [
        ("export", "輸入編號或括號內的代號"),
        ("profile\n1", "輸入新的內容後按 Enter"),
        ("profile\n3", "以逗號分隔"),
        ("profile\n7", "輸入選項的編號或文字"),
        ("walk\n4.1\n1\nnote", "單獨一個句點"),
    ];
    for (script, how) in asked {
        desk.demo(&format!("{script}\n?\nquit")).says(how).asked_for_all();
    }
}
