//! Keys that a person changed in `keys.toml`, and what is said when a key does nothing.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use zicha::lang::{Lang, key_places, lookup, tr, words};
use zicha::model::assessment::State;
use zicha::settings::keys::Fault;
use zicha::tui::keys::{BINDINGS, Keymap, PLACES, bindings_at, for_command_line};

use crate::drive::{Driver, USUAL, everywhere, key, walk};

/// The walk with the keys of a `keys.toml`.
fn walk_with(keys: &str, lang: Lang) -> Driver {
    let mut driver = walk(USUAL, lang);
    driver.app.keymap = Keymap::read(keys).unwrap();
    driver
}

fn faults(keys: &str) -> Vec<Fault> {
    Keymap::read(keys).unwrap_err()
}

/// The one fault of a file: its line, and whether both languages name these words.
#[track_caller]
fn assert_fault(keys: &str, line: usize, named: &[&str]) {
    let found = faults(keys);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].line, line, "{found:?}");
    for lang in Lang::ALL {
        let said = format!("{} {}", words(&found[0].said, lang), words(&found[0].hint, lang));
        for word in named {
            assert!(said.contains(word), "no {word:?} in {said}");
        }
        assert!(!said.contains('{'), "{said}");
    }
}

#[test]
fn a_changed_key_works_and_the_old_one_no_longer_does() {
    let mut driver = walk_with("[keys]\nsystems = [\"alt-y\", \"alt-s\"]", Lang::ZhTw);
    driver.keys("f7").hides(&["會員網站"]);
    driver.keys("alt-s").shows(&["會員網站"]);
    driver.keys("esc alt-y").shows(&["會員網站"]);
}

#[test]
fn a_key_changed_at_one_place_stays_as_it_was_elsewhere() {
    let mut driver = walk_with("[keys.walk]\nsearch = [\"alt-y\"]", Lang::En);
    driver.keys("ctrl-f").shows(&["Ctrl-F does nothing here"]);
    driver.keys("alt-y").shows(&[tr(Lang::En, "tui.search_label")]);
    driver
        .keys("esc f8 ctrl-f")
        .shows(&[tr(Lang::En, "tui.search_label")]);
}

#[test]
fn what_holds_at_one_place_stands_above_what_holds_everywhere() {
    let keymap =
        Keymap::read("[keys.everywhere]\nundo = [\"alt-u\"]\n[keys.walk]\nundo = [\"alt-z\"]").unwrap();
    let label = |place: &str| {
        let place = PLACES.into_iter().find(|known| known.id() == place).unwrap();
        let undo = bindings_at(place)
            .find(|binding| binding.label == "tui.key_undo")
            .unwrap();
        keymap.label(undo, place).unwrap()
    };
    assert_eq!(
        (label("walk").as_str(), label("answer").as_str()),
        ("Alt-Z", "Alt-U")
    );
}

#[test]
fn the_key_bar_help_and_palette_name_the_keys_in_force() {
    for lang in Lang::ALL {
        let mut driver = walk_with("[keys.walk]\nevidence = [\"alt-y\"]", lang);
        let bar = driver.bottom_line();
        let label = tr(lang, "tui.key_evidence");
        assert!(bar.contains(&format!("Alt-Y {label}")), "{bar}");
        driver.keys(&format!("f1 <{label}>"));
        driver.shows(&["Alt-Y"]).hides(&["F2 / Ctrl"]);
        driver.keys("esc");
        driver.keys(&format!("ctrl-p <{label}>")).shows(&["Alt-Y"]);
    }
}

#[test]
fn a_command_without_keys_still_stands_in_the_palette() {
    let mut driver = walk_with("[keys.walk]\ngaps = []", Lang::ZhTw);
    driver.keys("f3 ctrl-d").hides(&["未檢核與無法確認"]);
    driver.keys(&format!("ctrl-p <{}> enter", tr(Lang::ZhTw, "tui.key_gaps")));
    driver.shows(&["未檢核與無法確認"]);
}

#[test]
fn every_fault_names_its_line_and_what_to_do() {
    assert_fault(
        "[keys]\n\nnext_unaswered = [\"f4\", \"alt-n\"]",
        3,
        &["next_unaswered", "next_unanswered"],
    );
    assert_fault(
        "[keys]\nsearch = [\n \"ctrl-f\",\n \"hyper-x\",\n]",
        4,
        &["hyper-x", "search", "ctrl-n"],
    );
    assert_fault("[keys]\nsearch = [\"ctrl-m\"]", 2, &["ctrl-m", "search"]);
    assert_fault("[keys]\nsearch = [\"ctrl-c\"]", 2, &["ctrl-c"]);
    assert_fault("[keys]\nsearch = 3", 2, &["search", "[]"]);
    assert_fault("[keys.wlak]\nsearch = [\"alt-y\"]", 1, &["wlak", "walk"]);
    assert_fault(
        "[keys.home]\nsearch = [\"alt-y\"]",
        2,
        &["search", "home", "walk"],
    );
    assert_fault("[key]\nsearch = [\"alt-y\"]", 1, &["key", "[keys.walk]"]);
    assert_fault("[keys]\nopen = [\"o\"]", 2, &["open", "Enter"]);
    assert_fault("[keys]\nquit = []", 2, &["quit"]);
    assert_fault("[keys.systems]\nadd = [\"f11\"]", 2, &["add", "F11", "Ctrl"]);
    assert_fault(
        "[keys.walk]\nsearch = [\"f3\", \"ctrl-f\"]",
        2,
        &["F3", "search", "walk", "gaps"],
    );
    assert_fault("[keys]\nsearch = [\"alt-y\"", 2, &["TOML"]);
    assert_fault("[keys]\nwalk = []\n[keys.walk]\n", 3, &["[keys.everywhere]"]);
}

#[test]
fn all_faults_of_a_file_are_told_at_once_in_its_order() {
    let found = faults("[keys]\nzero = [\"a\"]\nsearch = [\"ctrl-1\"]\nalpha = []\n[keys.nowhere]\n");
    let lines: Vec<usize> = found.iter().map(|fault| fault.line).collect();
    assert_eq!(lines, [2, 3, 4, 5]);
}

#[test]
fn two_commands_may_swap_their_keys() {
    let swapped = "[keys.walk]\ngaps = [\"f4\", \"ctrl-n\"]\nnext_unanswered = [\"f3\", \"ctrl-d\"]";
    let mut driver = walk_with(swapped, Lang::ZhTw);
    driver.keys("f4").shows(&["未檢核與無法確認"]);
}

#[test]
fn the_example_holds_every_command_and_changes_nothing_when_it_is_put_in_force() {
    for lang in Lang::ALL {
        let example = (for_command_line().example)(lang);
        assert_eq!(Keymap::read(&example), Ok(Keymap::default()));
        let is_setting =
            |line: &str| line.starts_with("# ") && line.contains(" = [\"") || line.contains(" = []");
        let uncommented: String = example
            .lines()
            .map(|line| match line.strip_prefix("# ") {
                Some(setting) if is_setting(line) => format!("{setting}\n"),
                _ => format!("{line}\n"),
            })
            .collect();
        let keymap = Keymap::read(&uncommented).unwrap();
        for binding in BINDINGS {
            for place in binding.places {
                assert_eq!(
                    keymap.labels(binding, *place),
                    Keymap::default().labels(binding, *place),
                    "{place:?} {:?}",
                    binding.command
                );
                assert!(
                    keymap.is_changed(*place, binding.command),
                    "{:?}",
                    binding.command
                );
            }
        }
    }
}

#[test]
fn a_command_stands_once_at_a_place_so_that_its_name_means_one_thing() {
    for place in PLACES {
        let mut seen = Vec::new();
        for binding in bindings_at(place) {
            assert!(
                !seen.contains(&binding.command),
                "{place:?} {:?}",
                binding.command
            );
            seen.push(binding.command);
        }
    }
}

/// Words that begin an English sentence and are no key there, texts about keys themselves, and the keys
/// of terminals and of text fields, which are fixed.
fn may_name_keys(area: &str, id: &str, word: &str) -> bool {
    area == "cli"
        // A dialogue of lines knows these alone.
        || (area == "plain" && ["Enter", "Ctrl-C"].contains(&word))
        || area == "keys"
        || (area, id) == ("finding", "earlier_about")
        || (area == "writing" && ["Ctrl-Z", "Ctrl-Shift-V"].contains(&word))
        || (area, word) == ("start", "Ctrl-U")
}

/// Whether a word is the name of a key as labels have it.
fn names_a_key(word: &str) -> bool {
    let number = |digits: &str| {
        digits
            .parse::<u8>()
            .is_ok_and(|number| (1..=12).contains(&number))
    };
    let held = ["Ctrl-", "Alt-", "Ctrl+", "Alt+"];
    word.strip_prefix('F').is_some_and(number)
        || held.iter().any(|prefix| word.starts_with(prefix))
        || [
            "Enter",
            "Esc",
            "Tab",
            "Ins",
            "Del",
            "Space",
            "PgUp",
            "PgDn",
            "空白鍵",
        ]
        .contains(&word)
}

/// A sentence that names a key writes `{key:place.command=F2}`, so that it follows `keys.toml`.
#[test]
fn no_sentence_names_a_key_that_could_mean_something_else() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/lang");
    let built_in = Keymap::default();
    let mut named = 0;
    for lang in Lang::ALL {
        for entry in fs::read_dir(root.join(lang.id())).unwrap() {
            let path = entry.unwrap().path();
            let area = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let table: BTreeMap<String, String> =
                serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
            for (id, text) in &table {
                let mut bare = text.clone();
                for (name, shown) in key_places(text) {
                    assert_eq!(
                        built_in.named(&name).as_ref(),
                        Some(&shown),
                        "{lang:?} {area}.{id}: {name}"
                    );
                    bare = bare.replace(&format!("{{key:{name}={shown}}}"), " ");
                    named += 1;
                }
                let mut words = bare.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '+'));
                let literal = words.find(|word| names_a_key(word) && !may_name_keys(&area, id, word));
                assert!(
                    literal.is_none(),
                    "{lang:?} {area}.{id} names {literal:?}: write {{key:PLACE.COMMAND=NAME}}"
                );
                assert!(!lookup(lang, &format!("{area}.{id}")).unwrap().contains("{key:"));
            }
        }
    }
    assert!(named > 80, "{named}");
}

#[test]
fn a_key_that_can_do_nothing_now_says_why() {
    everywhere(|size, lang| {
        let mut driver = walk(size, lang);
        driver
            .keys("ctrl-z")
            .shows(&[tr(lang, "keys.why_nothing_to_undo")]);
        driver
            .keys("ctrl-y")
            .shows(&[tr(lang, "keys.why_nothing_to_redo")]);
        driver.keys("down").hides(&[tr(lang, "keys.why_nothing_to_redo")]);
        driver.keys("alt-y").shows(&["Alt-Y", "F1"]);
        driver.answer(key("4.1", "organisation", None), State::Met, "");
        driver
            .keys("ctrl-z")
            .hides(&[tr(lang, "keys.why_nothing_to_undo")]);
    });
}

#[test]
fn a_bare_letter_that_an_input_method_may_have_sent_is_passed_over_in_silence() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    let before = driver.screen();
    driver.keys("<;>");
    assert_eq!(driver.screen(), before);
}

#[test]
fn in_a_workbook_that_may_only_be_read_a_key_that_changes_something_says_so() {
    everywhere(|size, lang| {
        let mut writer = walk(size, lang);
        writer.answer(key("4.1", "organisation", None), State::Met, "");
        let mut reader = Driver::new(size, lang);
        reader.open(writer.workbook_path());
        for (keys, label) in [("f2", "tui.key_evidence"), ("ctrl-z", "tui.key_undo")] {
            reader.keys(keys);
            let said = reader.said();
            assert!(said.contains(tr(lang, label)), "{said}");
            assert!(said.contains(lang.pick("唯讀", "reading only")), "{said}");
        }
    });
}

#[test]
fn at_home_esc_says_how_to_leave() {
    let mut driver = Driver::new(USUAL, Lang::En);
    driver.keys("esc").shows(&["Ctrl-Q leaves Zicha"]);
    assert!(!driver.left);
}
