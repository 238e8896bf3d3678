//! Sentences name the keys of the user's `keys.toml`. Names are given once in a program, so this test
//! has one of its own.

// In tests a panic is the report.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use zicha::lang::{Lang, name_keys, tr};
use zicha::tui::keys::Keymap;

#[test]
fn sentences_name_the_key_that_the_user_chose() {
    let keymap = Keymap::read("[keys.evidence]\nbrowse = [\"alt-b\"]\n[keys.systems]\nundo = []").unwrap();
    name_keys(move |name| keymap.named(name));
    for lang in Lang::ALL {
        let chosen = tr(lang, "attach.hint_file");
        assert!(chosen.contains("Alt-B") && !chosen.contains("F2"), "{chosen}");
        let unbound = tr(lang, "describe.remove_system");
        assert!(unbound.contains("Ctrl-P undo"), "{unbound}");
        let untouched = tr(lang, "attach.hint_output");
        assert!(untouched.contains("F2"), "{untouched}");
    }
}
