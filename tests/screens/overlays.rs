//! What lies over a screen: help, palette, questions and messages.

use zicha::lang::{Lang, tr};
use zicha::model::assessment::State;
use zicha::tui::input::{Input, parse_script};
use zicha::tui::keys::{Binding, bindings_at};
use zicha::tui::overlays::{Message, Overlay};
use zicha::tui::update::{place, usable};

use crate::drive::{Driver, USUAL, everywhere, key, walk};
use crate::replay::assert_replays;

/// Keys that lead from the walk to a place.
const WAYS: [&str; 6] = ["", "enter", "f2", "f3", "ctrl-f", "f9"];

/// The rows that a scrolling overlay shows from its first to its last.
fn read_through(driver: &mut Driver) -> String {
    let mut seen = driver.screen();
    for _ in 0..120 {
        driver.keys("down");
        seen.push_str(&driver.screen());
    }
    seen
}

fn key_names(binding: &Binding) -> Vec<String> {
    let named = |key: &&str| match parse_script(key).unwrap().as_slice() {
        [Input::Key(key)] => key.label(),
        other => panic!("{other:?}"),
    };
    binding.keys.iter().map(named).collect()
}

#[test]
fn help_lists_every_key_of_the_place_it_was_asked_at() {
    for lang in Lang::ALL {
        let mut driver = walk(USUAL, lang);
        for way in WAYS {
            driver.keys(way);
            let here = place(&driver.app);
            driver.keys("f1");
            driver.shows(&[tr(lang, "tui.help_title")]);
            let seen = read_through(&mut driver);
            for binding in bindings_at(here).filter(|binding| !binding.keys.is_empty()) {
                let keys = key_names(binding).join(" / ");
                let label = tr(lang, binding.label);
                let is_listed = seen.lines().any(|row| row.contains(&keys) && row.contains(label));
                assert!(is_listed, "{here:?}: {keys} {label}\n{seen}");
            }
            driver.keys("esc");
            if !way.is_empty() {
                driver.keys("esc");
            }
        }
    }
}

#[test]
fn help_fits_the_smallest_window_and_stops_at_its_last_line() {
    let mut driver = walk((60, 16), Lang::En);
    driver.keys("f1 end");
    let end = driver.screen();
    let rows: Vec<&str> = end.lines().collect();
    assert!(rows[0].contains("Help"), "{end}");
    assert!(rows[14].contains('└'), "{end}");
    let last = rows[13].trim_matches(['│', ' ']);
    assert!(!last.is_empty(), "{end}");
    driver.keys("down pagedown");
    assert_eq!(driver.screen(), end);
}

#[test]
fn esc_and_enter_close_help_and_leave_the_screen_as_it_was() {
    everywhere(|size, lang| {
        let mut driver = walk(size, lang);
        driver.keys("down");
        let before = driver.screen();
        driver.keys("f1 esc");
        assert_eq!(driver.screen(), before);
        driver.keys("ctrl-g enter");
        assert_eq!(driver.screen(), before);
    });
}

#[test]
fn the_palette_lists_what_can_be_done_now_and_nothing_else() {
    for lang in Lang::ALL {
        let mut driver = walk(USUAL, lang);
        for way in WAYS {
            driver.keys(way);
            let listed: Vec<_> = usable(&driver.app).into_iter().filter(|b| b.palette).collect();
            let hidden: Vec<_> = bindings_at(place(&driver.app))
                .filter(|b| b.palette && !listed.iter().any(|known| known.label == b.label))
                .collect();
            driver.keys("ctrl-p");
            for binding in listed {
                let label = tr(lang, binding.label);
                driver.keys(&format!("ctrl-u <{label}>"));
                driver.shows(&[&format!("> {label}")]);
            }
            for binding in hidden {
                let label = tr(lang, binding.label);
                driver.keys(&format!("ctrl-u <{label}>"));
                driver.hides(&[&format!("> {label}")]);
            }
            driver.keys("esc");
            if !way.is_empty() {
                driver.keys("esc");
            }
        }
    }
}

#[test]
fn the_palette_runs_what_was_chosen() {
    everywhere(|size, lang| {
        let mut driver = walk(size, lang);
        let undo = format!("ctrl-p <{}>", tr(lang, "tui.key_undo"));
        driver.keys(&undo);
        driver.hides(&[&format!("> {}", tr(lang, "tui.key_undo"))]);
        driver.keys("esc");
        driver.answer(key("4.1", "organisation", None), State::Met, "");
        driver.keys(&undo).keys("enter");
        driver.shows(&[tr(lang, "tui.undone")]);
        assert!(driver.stored(&key("4.1", "organisation", None)).is_none());
        driver.keys(&format!("ctrl-p <{}> enter", tr(lang, "tui.key_verify_journal")));
        driver.shows(&[tr(lang, "tui.journal_checked")]);
    });
}

#[test]
fn the_palette_switches_the_language_even_in_the_middle_of_a_note() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    driver.keys("enter enter <帳號> ctrl-p <english> enter");
    driver.shows(&["* not saved", "帳號"]);
}

#[test]
fn the_cursor_stands_in_the_palettes_field() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    driver.keys("ctrl-p");
    let empty = driver.cursor().unwrap();
    driver.keys("<搜尋>");
    assert_eq!(driver.cursor().unwrap().x, empty.x + 4);
}

#[test]
fn a_long_message_scrolls_to_its_end() {
    everywhere(|size, lang| {
        let mut driver = walk(size, lang);
        let paragraphs = (1..=60).map(|number| format!("第 {number} 件佐證")).collect();
        driver
            .app
            .overlays
            .push(Overlay::Message(Message::info("佐證資料檢查", paragraphs)));
        driver
            .shows(&["第 1 件佐證", tr(lang, "tui.message_ok")])
            .hides(&["第 60 件佐證"]);
        driver.keys("end");
        driver.shows(&["第 60 件佐證", tr(lang, "tui.message_ok")]);
        driver.keys("enter");
        driver.hides(&["件佐證", tr(lang, "tui.message_ok")]);
    });
}

#[test]
fn ctrl_c_leaves_only_after_one_enter() {
    everywhere(|size, lang| {
        let mut driver = walk(size, lang);
        driver.keys("ctrl-c");
        driver.shows(&[lang.pick("要離開自查嗎", "Leave Zicha?")]);
        assert!(!driver.left);
        driver.keys("esc");
        driver.hides(&[lang.pick("要離開自查嗎", "Leave Zicha?")]);
        driver.keys("ctrl-c ctrl-c up enter");
        assert!(!driver.left, "no was chosen");
        driver.keys("ctrl-c enter");
        assert!(driver.left);
    });
}

#[test]
fn ctrl_c_copies_a_selection_and_keeps_the_draft_when_it_leaves() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    driver.keys("enter enter <帳號清查> ctrl-a ctrl-c");
    assert_eq!(driver.copied, ["帳號清查"]);
    driver.keys("right ctrl-c enter");
    assert!(driver.left);
    let stored = driver.stored(&key("4.1", "organisation", None)).unwrap();
    assert_eq!(stored.note, "帳號清查");
}

#[test]
fn overlays_over_chinese_text_reach_the_terminal_whole_and_leave_no_traces() {
    for size in [(61, 17), (80, 24), (97, 31)] {
        let mut driver = walk(size, Lang::ZhTw);
        let before = driver.frame();
        for way in ["f1", "ctrl-p", "ctrl-c"] {
            driver.keys(way);
            let over = driver.frame();
            driver.keys("esc");
            assert_replays(&[&before, &over, &driver.frame()]);
        }
    }
}
