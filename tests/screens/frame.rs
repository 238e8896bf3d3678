//! What holds on every screen: size, language, keys and the key bar.

use zicha::lang::{Lang, tr};
use zicha::tui::input::{Code, Input, parse_script};
use zicha::tui::keys::{BINDINGS, Binding, PLACES, bindings_at, key_label};
use zicha::tui::update::usable;

use crate::drive::{Driver, USUAL, everywhere, walk};
use crate::screen_text::screen_rows;

/// Keys that lead from the walk to a screen or overlay, where each language shows some words.
const PLACES_BY_KEYS: [(&str, &str, &str); 9] = [
    ("", "檢核結果", "Answers"),
    ("enter", "方法", "Methods"),
    ("f2", "佐證項目", "Evidence item"),
    ("f3", "未檢核與無法確認", "do not count as met"),
    ("ctrl-f", "搜尋", "Search"),
    ("f1", "說明", "Help"),
    ("ctrl-p", "命令", "Commands"),
    ("f7", "會員網站", "會員網站"),
    ("f9", "Ctrl-P", "Ctrl-P"),
];

/// Goes from the walk to each of these and back.
fn visit_each(driver: &mut Driver, mut look: impl FnMut(&mut Driver, (&str, &str))) {
    for (keys, zh_tw, en) in PLACES_BY_KEYS {
        driver.keys(keys);
        look(driver, (zh_tw, en));
        if !keys.is_empty() {
            driver.keys("esc");
        }
        driver.selected_row();
    }
}

#[test]
fn a_window_too_small_says_how_large_it_must_be_and_keeps_everything() {
    for lang in Lang::ALL {
        let mut driver = walk(USUAL, lang);
        driver.keys("enter enter <還沒存的說明>");
        let before = driver.screen();
        for size in ["20x5", "59x15", "59x40", "200x15"] {
            driver.keys(size);
            let flat = driver.screen().replace(['\n', ' '], "");
            assert!(
                flat.contains("60×16") && flat.contains(&size.replace('x', "×")),
                "{flat}"
            );
            assert!(driver.cursor().is_none());
            driver.keys("80x24");
            assert_eq!(driver.screen(), before);
        }
        driver.keys("20x5 ctrl-q");
        assert!(driver.left, "the draft is saved and the program left");
    }
}

#[test]
fn no_size_makes_drawing_fail() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    visit_each(&mut driver, |driver, _| {
        for size in ["0x0", "1x1", "2x50", "60x16", "61x17", "300x90", "80x24"] {
            driver.keys(size);
            let _ = driver.screen();
        }
    });
}

#[test]
fn nothing_is_drawn_beyond_the_right_edge_at_any_width() {
    for lang in Lang::ALL {
        let mut driver = walk(USUAL, lang);
        visit_each(&mut driver, |driver, _| {
            for width in (60..132).step_by(7) {
                driver.keys(&format!("{width}x18"));
                for row in screen_rows(&driver.frame()) {
                    assert!(zicha::text::width(&row) <= width, "{width} {row}");
                }
            }
        });
    }
}

#[test]
fn the_language_can_be_switched_anywhere() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    visit_each(&mut driver, |driver, (zh_tw, en)| {
        driver.shows(&[zh_tw]);
        driver.keys("ctrl-l");
        driver.shows(&[en]);
        driver.keys("ctrl-l");
        driver.shows(&[zh_tw]);
    });
}

#[test]
fn the_header_names_firm_class_and_systems_and_says_what_is_saved() {
    everywhere(|size, lang| {
        let driver = walk(size, lang);
        let first = driver.screen().lines().next().unwrap().to_owned();
        assert!(
            first.starts_with(lang.pick("自查  測試投顧 │ 第二類", "Zicha  測試投顧 │ Class 2")),
            "{first}"
        );
        assert!(first.contains(lang.pick("系統 3", "systems 3")), "{first}");
        assert!(first.ends_with(lang.pick("已存檔", "saved")), "{first}");
    });
}

#[test]
fn a_firm_with_a_very_long_name_leaves_room_for_what_is_saved() {
    let mut profile = crate::drive::firm();
    profile.organisation.name = "堃犇喆峯\u{1b}[31m".repeat(20);
    let driver = Driver::with_workbook(USUAL, Lang::ZhTw, profile);
    let first = driver.screen().lines().next().unwrap().to_owned();
    assert!(
        first.contains("堃犇喆峯␛[31m堃") && first.ends_with("…  已存檔"),
        "{first}"
    );
}

#[test]
fn the_key_bar_shows_help_and_commands_and_only_keys_that_work_here() {
    for size in [(60, 16), USUAL, (120, 40)] {
        for lang in Lang::ALL {
            let mut driver = walk(size, lang);
            visit_each(&mut driver, |driver, _| check_key_bar(driver, lang));
        }
    }
}

fn check_key_bar(driver: &Driver, lang: Lang) {
    if !driver.app.overlays.is_empty() {
        // In a low window an overlay may cover the bar.
        return;
    }
    let bar = driver.bottom_line();
    let usable = usable(&driver.app);
    let shown = |binding: &Binding| {
        let words = key_label(binding).map(|key| format!("{key} {}", tr(lang, binding.label)));
        words.is_some_and(|words| bar.split("  ").any(|part| part.trim() == words))
    };
    for binding in BINDINGS.iter().filter(|binding| shown(binding)) {
        assert!(usable.iter().any(|known| known.label == binding.label), "{bar}");
    }
    assert!(usable.iter().any(|binding| shown(binding)), "{bar}");
    assert!(bar.contains("F1 ") && bar.contains("Ctrl-P "), "{bar}");
}

#[test]
fn nothing_essential_stands_on_a_bare_character() {
    for binding in BINDINGS {
        let needs_input_method = |key: &&str| match parse_script(key).unwrap().as_slice() {
            [Input::Key(key)] => matches!(key.code, Code::Char(_)) && !key.ctrl && !key.alt,
            other => panic!("{other:?}"),
        };
        let all_bare = !binding.keys.is_empty() && binding.keys.iter().all(needs_input_method);
        assert!(!all_bare, "{:?} {:?}", binding.command, binding.keys);
        assert!(
            !binding.keys.is_empty() || binding.palette,
            "{:?} cannot be reached",
            binding.command
        );
    }
}

#[test]
fn every_place_has_help_commands_a_way_back_and_a_way_out() {
    use zicha::tui::keys::Command;
    for place in PLACES {
        for command in [
            Command::Help,
            Command::Palette,
            Command::Back,
            Command::Quit,
            Command::SwitchLanguage,
        ] {
            assert!(
                bindings_at(place).any(|binding| binding.command == command),
                "{place:?} {command:?}"
            );
        }
    }
}

#[test]
fn every_command_has_words_in_both_languages() {
    for binding in BINDINGS {
        for lang in Lang::ALL {
            assert!(
                zicha::lang::lookup(lang, binding.label).is_some(),
                "{}",
                binding.label
            );
        }
    }
}

#[test]
fn a_workbook_that_may_only_be_read_says_so_and_offers_no_change() {
    everywhere(|size, lang| {
        let mut writer = walk(size, lang);
        writer.answer(
            crate::drive::key("4.1", "organisation", None),
            zicha::model::assessment::State::Met,
            "",
        );
        let mut reader = Driver::new(size, lang);
        reader.open(writer.workbook_path());
        reader.shows(&[lang.pick("唯讀", "read only")]);
        reader.keys("ctrl-p");
        for id in ["tui.key_undo", "tui.key_evidence"] {
            reader.keys(&format!("ctrl-u <{}>", tr(lang, id)));
            // The blank ends the row: other commands begin with the same word.
            reader.hides(&[&format!("> {} ", tr(lang, id))]);
        }
    });
}

#[test]
fn the_key_bar_of_a_form_names_what_the_row_with_the_focus_takes() {
    for lang in Lang::ALL {
        let mut driver = walk(USUAL, lang);
        let enter = format!("Enter {}", tr(lang, "tui.key_ok"));
        let right = format!("Right {}", tr(lang, "tui.key_option"));
        let names = |driver: &Driver, words: &str| driver.bottom_line().contains(words);
        driver.keys("f7 enter");
        assert!(
            names(&driver, &enter) && !names(&driver, &right),
            "{}",
            driver.bottom_line()
        );
        driver.keys("down");
        assert!(
            names(&driver, &enter) && names(&driver, &right),
            "{}",
            driver.bottom_line()
        );
        driver.keys("esc esc n ctrl-d ctrl-n");
        assert!(
            !names(&driver, &enter),
            "Enter breaks the line: {}",
            driver.bottom_line()
        );
        driver.keys("tab tab tab tab");
        assert!(names(&driver, &enter), "{}", driver.bottom_line());
    }
}
