//! Paths: going on by Tab, choosing in the picker, and files dropped on the window.

use zicha::lang::{Lang, tr};
use zicha::model::assessment::State;
use zicha::tui::keys::Place;
use zicha::tui::update::place;

use crate::drive::{Driver, USUAL, everywhere, key, walk};

/// A walk beside whose workbook a few files lie.
fn desk(size: (u16, u16), lang: Lang) -> Driver {
    let driver = walk(size, lang);
    std::fs::create_dir(driver.path("佐證資料")).unwrap();
    for name in [
        "佐證資料/帳號清查 2026.pdf",
        "佐證資料/帳號申請單.pdf",
        "佐證說明.txt",
        ".秘密",
    ] {
        std::fs::write(driver.path(name), vec![b'x'; 1536]).unwrap();
    }
    driver
}

/// The location that stands in the form of evidence.
fn location(driver: &Driver, name: &str) -> bool {
    driver.screen().contains(name)
}

#[test]
fn tab_goes_on_with_a_chinese_path_as_far_as_it_is_unambiguous() {
    everywhere(|size, lang| {
        let mut driver = desk(size, lang);
        let title = lang.pick("可補完的名稱", "names that fit");
        driver.keys("f2 <佐> tab");
        driver.shows(&[title, "佐證資料/", "佐證說明.txt"]);
        driver.keys("<資> tab").hides(&[title]);
        assert!(location(&driver, "佐證資料/"));
        driver
            .keys("tab")
            .shows(&[title, "帳號清查 2026.pdf", "帳號申請單.pdf"]);
        driver.keys("tab tab").shows(&["佐證資料/帳號申請單.pdf"]);
        driver.keys("tab").shows(&["佐證資料/帳號清查 2026.pdf"]);
        // Enter takes it and nothing else; the next Tab leaves a path that is whole.
        driver.keys("enter").hides(&[title]);
        let at = driver.cursor().unwrap();
        driver.keys("tab");
        assert_eq!(driver.cursor().unwrap().y, at.y + 1);
    });
}

#[test]
fn esc_closes_only_the_names_and_keeps_what_was_typed() {
    let mut driver = desk(USUAL, Lang::ZhTw);
    driver.keys("f2 <佐> tab esc");
    assert_eq!(place(&driver.app), Place::Evidence);
    driver.shows(&["佐證"]).hides(&["可補完的名稱"]);
}

#[test]
fn a_path_that_leads_nowhere_lets_tab_go_to_the_next_field() {
    let mut driver = desk(USUAL, Lang::ZhTw);
    driver.keys("f2 <沒有這個>");
    let at = driver.cursor().unwrap();
    driver.keys("tab");
    assert_eq!(driver.cursor().unwrap().y, at.y + 1);
}

#[test]
fn the_paths_of_export_and_verification_go_on_too() {
    let mut driver = desk(USUAL, Lang::ZhTw);
    let folder = driver.folder.path().display().to_string();
    driver.keys(&format!("f9 ctrl-a <{folder}/佐證說> tab"));
    driver.keys("end").shows(&["佐證說明.txt"]);
    driver.keys("ctrl-z ctrl-z esc down enter");
    let mut home = Driver::new(USUAL, Lang::En);
    std::fs::write(home.path("報告.pdf"), "%PDF-").unwrap();
    let folder = home.folder.path().display().to_string();
    home.keys(&format!("down down down enter paste<{folder}/報> tab end"));
    home.shows(&["報告.pdf"]);
}

#[test]
fn the_picker_shows_sizes_and_moments_and_hidden_files_on_a_dot() {
    everywhere(|size, lang| {
        let mut driver = desk(size, lang);
        driver.keys("f2 f2");
        driver
            .shows(&["佐證資料/", "佐證說明.txt", "1.5 kB", "20"])
            .hides(&[".秘密"]);
        driver.keys("<.>").shows(&[".秘密"]);
        driver
            .keys("backspace <說>")
            .shows(&["佐證說明.txt"])
            .hides(&["佐證資料/"]);
        driver.keys("enter").shows(&["佐證說明.txt"]);
        assert_eq!(place(&driver.app), Place::Evidence);
    });
}

#[test]
fn the_picker_leaves_out_what_belongs_to_an_open_workbook() {
    let mut driver = desk(USUAL, Lang::En);
    for name in ["a.zicha", "a.zicha-wal", "a.zicha-shm", "a.zicha.lock"] {
        std::fs::write(driver.path(name), "").unwrap();
    }
    driver
        .keys("f2 f2")
        .shows(&["a.zicha "])
        .hides(&["a.zicha-", "a.zicha.lock"]);
    driver.keys("<.zicha-w>").shows(&["a.zicha-wal"]);
}

#[test]
fn a_name_that_nothing_here_has_leads_nowhere() {
    everywhere(|size, lang| {
        let mut driver = desk(size, lang);
        driver
            .keys("f2 f2 <noSuchName>")
            .shows(&[tr(lang, "writing.picker_nothing")]);
        driver.keys("enter").shows(&["noSuchName"]).hides(&["../"]);
        driver.keys("ctrl-u").shows(&["../"]);
    });
}

#[test]
fn tab_and_right_enter_the_folder_that_is_marked_or_typed() {
    for (typed, key) in [("佐證資", "tab"), ("佐證資", "right"), ("佐證資料/", "tab")] {
        let mut driver = desk(USUAL, Lang::ZhTw);
        driver
            .keys(&format!("f2 f2 <{typed}> {key}"))
            .shows(&["帳號申請單.pdf", "../"]);
    }
}

#[test]
fn a_path_typed_in_the_picker_leads_to_its_folder_and_filters_there() {
    let mut driver = desk(USUAL, Lang::ZhTw);
    driver
        .keys("f2 f2 <佐證資料/清> enter")
        .shows(&["帳號清查 2026.pdf"])
        .hides(&["帳號申請單.pdf"]);
    driver.keys("enter").shows(&["帳號清查 2026.pdf"]);
    driver
        .keys("f2 <沒有這個資料夾/> enter")
        .shows(&["沒有這個資料夾"]);
    driver.keys("enter");
    assert_eq!(place(&driver.app), Place::Picker);
}

#[test]
fn a_file_dropped_on_a_note_stays_text_unless_it_is_said_to_be_evidence() {
    for (answer, evidence) in [("enter", false), ("down enter", true)] {
        let mut driver = desk(USUAL, Lang::ZhTw);
        driver.answer(key("4.1", "organisation", None), State::Met, "");
        driver.keys("enter tab tab <見> ");
        let file = driver.path("佐證資料/帳號清查 2026.pdf").display().to_string();
        driver
            .keys(&format!("paste<'{file}'>"))
            .shows(&["要列為此檢核項目的佐證資料嗎"]);
        driver.keys(answer);
        if evidence {
            assert_eq!(place(&driver.app), Place::Evidence);
            driver.keys("enter").shows(&["E-001"]);
            driver.keys("esc");
        }
        driver.keys("ctrl-s");
        let note = driver.stored(&key("4.1", "organisation", None)).unwrap().note;
        let expected = if evidence {
            "見".to_owned()
        } else {
            format!("見'{file}'")
        };
        assert_eq!(note, expected);
    }
}

#[test]
fn several_files_dropped_beside_the_note_are_evidence_one_enter_each() {
    let mut driver = desk(USUAL, Lang::En);
    driver.keys("enter");
    let dropped = format!(
        "file://{folder}/佐證資料/帳號清查%202026.pdf\\nfile://{folder}/佐證說明.txt",
        folder = driver.folder.path().display()
    );
    driver.keys(&format!("paste<{dropped}>"));
    assert_eq!(place(&driver.app), Place::Evidence);
    driver.keys("enter enter").shows(&["E-001", "E-002"]);
}

#[test]
fn a_path_to_nothing_is_text_in_the_note_and_refused_in_the_walk() {
    let mut driver = desk(USUAL, Lang::ZhTw);
    driver
        .keys("paste</沒有/這個.pdf>")
        .shows(&["不是這台電腦上的檔案"]);
    assert_eq!(place(&driver.app), Place::Walk);
    driver.answer(key("4.1", "organisation", None), State::Met, "");
    driver.keys("enter tab tab paste</沒有/這個.pdf> ctrl-s");
    assert_eq!(
        driver.stored(&key("4.1", "organisation", None)).unwrap().note,
        "/沒有/這個.pdf"
    );
}
