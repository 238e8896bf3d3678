//! Finding commands: the help with its filter, the palette, and the key bar while text is written.

use zicha::lang::{Lang, tr};
use zicha::model::assessment::State;
use zicha::tui::keys::{Command, Place};
use zicha::tui::update::{place, usable};

use crate::drive::{Driver, USUAL, everywhere, key, walk};

/// The row of an overlay that is marked, without its frame.
#[track_caller]
fn marked(driver: &Driver) -> String {
    let screen = driver.screen();
    let row = screen.lines().find_map(|row| row.split_once("│ > "));
    let row = row.unwrap_or_else(|| panic!("nothing is marked in\n{screen}"));
    row.1.split('│').next().unwrap().trim().to_owned()
}

#[test]
fn help_begins_with_what_the_place_is_for_and_what_counts() {
    everywhere(|size, lang| {
        let mut driver = walk(size, lang);
        driver.keys("f1");
        let flat = driver.screen().replace(['│', '\n', ' '], "");
        let counting: String = tr(lang, "keys.counting")
            .replace(' ', "")
            .chars()
            .take(20)
            .collect();
        assert!(flat.contains(&counting), "{flat}");
        driver.shows(&[tr(lang, "keys.help_here")]);
    });
}

#[test]
fn help_runs_the_row_that_was_found_by_typing() {
    everywhere(|size, lang| {
        let mut driver = walk(size, lang);
        driver.keys(&format!("f1 <{}>", tr(lang, "tui.key_gaps")));
        assert!(marked(&driver).starts_with("F3 / Ctrl-D"), "{}", marked(&driver));
        driver.keys("enter");
        assert_eq!(place(&driver.app), Place::Gaps);
    });
}

#[test]
fn help_finds_chinese_words_in_any_order_and_mistyped_latin_ones() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    driver.keys("f1 <未檢核 下一個>");
    assert!(marked(&driver).starts_with("F4 / Ctrl-N"));
    driver.keys("esc f1 <nxtunans>");
    assert!(marked(&driver).starts_with("F4 / Ctrl-N"), "{}", marked(&driver));
}

#[test]
fn a_row_that_cannot_be_run_says_why_and_stays() {
    everywhere(|size, lang| {
        let mut driver = walk(size, lang);
        driver.keys(&format!("f1 <{}> enter", tr(lang, "tui.key_undo")));
        assert_eq!(place(&driver.app), Place::Help);
        driver.shows(&[tr(lang, "keys.why_nothing_to_undo")]);
        driver.answer(key("4.1", "organisation", None), State::Met, "");
        driver.keys("esc");
        driver.keys(&format!("f1 <{}> enter", tr(lang, "tui.key_undo")));
        driver.shows(&[tr(lang, "tui.undone")]);
    });
}

#[test]
fn help_runs_a_command_while_a_note_is_written_and_keeps_the_note() {
    for lang in Lang::ALL {
        let mut driver = walk(USUAL, lang);
        driver.keys("enter enter <帳號清查>");
        driver.keys("f1").shows(&[tr(lang, "tui.help_title")]);
        driver.keys(&format!("<{}>", tr(lang, "tui.key_save")));
        driver.keys("enter").shows(&["帳號清查"]);
        let stored = driver.stored(&key("4.1", "organisation", None)).unwrap();
        assert_eq!(stored.note, "帳號清查");
    }
}

#[test]
fn help_says_when_nothing_matches() {
    everywhere(|size, lang| {
        let mut driver = walk(size, lang);
        driver.keys("f1 <堃堃堃>").shows(&[tr(lang, "keys.help_nothing")]);
        driver.keys("enter").hides(&[tr(lang, "keys.help_nothing")]);
    });
}

#[test]
fn the_palette_holds_every_command_that_can_be_run_now() {
    for lang in Lang::ALL {
        let mut driver = walk(USUAL, lang);
        for way in ["", "enter", "f9"] {
            driver.keys(way);
            let moving = |command: Command| {
                let name = command.id();
                ["up", "down", "left", "right", "first", "last"].contains(&&*name)
                    || name.starts_with("page_")
                    || name.ends_with("_field")
                    || name == "palette"
            };
            let wanted: Vec<_> = usable(&driver.app)
                .into_iter()
                .filter(|binding| !moving(binding.command))
                .collect();
            driver.keys("ctrl-p");
            for binding in wanted {
                let label = tr(lang, binding.label);
                driver.keys(&format!("ctrl-u <{label}>"));
                assert!(marked(&driver).starts_with(label), "{label}\n{}", driver.screen());
            }
            driver.keys("esc");
            if !way.is_empty() {
                driver.keys("esc");
            }
        }
    }
}

#[test]
fn the_palette_finds_a_command_in_either_language_and_by_its_name() {
    for lang in Lang::ALL {
        let mut driver = walk(USUAL, lang);
        let label = tr(lang, "tui.key_systems");
        for typed in [
            tr(Lang::ZhTw, "tui.key_systems"),
            tr(Lang::En, "tui.key_systems"),
            "ｓｙｓｔｅｍｓ",
        ] {
            driver.keys(&format!("ctrl-p <{typed}>"));
            assert!(marked(&driver).starts_with(label), "{typed}: {}", marked(&driver));
            driver.keys("esc");
        }
        driver.keys("ctrl-p <verify_journal>");
        assert!(marked(&driver).starts_with(tr(lang, "tui.key_verify_journal")));
    }
}

#[test]
fn the_palette_begins_with_what_was_run_last() {
    everywhere(|size, lang| {
        let mut driver = walk(size, lang);
        for id in ["tui.key_verify_journal", "tui.key_language"] {
            driver.keys(&format!("ctrl-p <{}> enter", tr(driver.app.lang, id)));
            if id == "tui.key_verify_journal" {
                driver.keys("esc");
            }
        }
        driver.keys("ctrl-p");
        assert!(marked(&driver).starts_with(tr(driver.app.lang, "tui.key_language")));
        driver.keys("down");
        assert!(marked(&driver).starts_with(tr(driver.app.lang, "tui.key_verify_journal")));
    });
}

#[test]
fn a_clause_number_in_the_palette_goes_to_the_clause() {
    everywhere(|size, lang| {
        let mut driver = walk(size, lang);
        driver.keys("ctrl-p <７.２>");
        assert!(marked(&driver).contains("7.2"), "{}", marked(&driver));
        driver.keys("enter");
        assert_eq!(place(&driver.app), Place::Walk);
        assert!(driver.selected_row().contains("7.2"), "{}", driver.selected_row());
        driver.keys("f3 ctrl-p <9.1> enter");
        assert_eq!(place(&driver.app), Place::Walk);
        assert!(driver.selected_row().contains("9.1"), "{}", driver.selected_row());
    });
}

#[test]
fn a_clause_number_never_leads_away_from_what_is_being_written() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    driver.keys("enter enter <還沒存> ctrl-p <7.2>");
    driver.shows(&[&tr(Lang::ZhTw, "keys.palette_nothing")
        .chars()
        .take(8)
        .collect::<String>()]);
    driver.keys("esc").shows(&["還沒存"]);
}

#[test]
fn while_a_note_is_written_the_key_bar_names_the_keys_of_text() {
    for lang in Lang::ALL {
        let mut driver = walk((120, 40), lang);
        driver.keys("enter enter <甲>");
        let bar = driver.bottom_line();
        for (key, id) in [
            ("Ctrl-S", "tui.key_save"),
            ("Esc", "tui.key_back"),
            ("Tab", "tui.key_next_field"),
            ("Ctrl-A", "keys.bar_text_select"),
            ("F1", "tui.key_help"),
        ] {
            let words = format!("{key} {}", tr(lang, id));
            assert!(bar.contains(&words), "no {words:?} in {bar}");
        }
    }
}
