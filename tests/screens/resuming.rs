//! A workbook opens where it was left.

use zicha::lang::Lang;
use zicha::model::assessment::State;
use zicha::model::profile::Profile;
use zicha::settings::Settings;
use zicha::tui::keys::Place;
use zicha::tui::update::place;

use crate::drive::{Driver, USUAL, everywhere, key, walk};

const NARROW: (u16, u16) = (60, 16);

fn new_firm(size: (u16, u16), lang: Lang) -> Driver {
    let pack = zicha::pack::builtin().unwrap();
    Driver::with_workbook(size, lang, Profile::unasked(&pack))
}

#[test]
fn the_walk_opens_at_the_last_clause_and_pane() {
    everywhere(|size, lang| {
        let mut driver = walk(size, lang);
        driver.keys("down down down down tab down");
        let clause = driver.selected_row();
        let pane = driver.screen();
        driver.keys("ctrl-q");
        let path = driver.workbook_path().to_owned();
        driver.open(&path);
        assert_eq!(driver.screen(), pane);
        driver.keys("esc");
        assert_eq!(driver.selected_row(), clause);
        driver.keys("esc end enter");
        assert_eq!(driver.selected_row(), clause);
    });
}

#[test]
fn an_unfinished_questionnaire_opens_at_its_first_open_question_and_says_how_to_go_on() {
    for lang in Lang::ALL {
        let mut driver = new_firm(USUAL, lang);
        driver.keys("<示範投顧> enter enter down down down space ctrl-q");
        let path = driver.workbook_path().to_owned();
        driver.open(&path);
        assert_eq!(place(&driver.app), Place::Profile);
        let label = lang.pick("> 前一年度月平均", "> Assets under");
        assert!(driver.screen().contains(label), "{}", driver.screen());
        let said = driver.said();
        assert!(said.contains("F10") && said.contains("F7"), "{said}");
        // Whoever goes on to the checklist finds the checklist next time.
        driver.keys("f10");
        assert_eq!(place(&driver.app), Place::Walk);
        driver.keys("ctrl-q");
        driver.open(&path);
        assert_eq!(place(&driver.app), Place::Walk);
    }
}

#[test]
fn a_workbook_left_at_the_systems_opens_there() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    driver.keys("f7 ctrl-q");
    let path = driver.workbook_path().to_owned();
    driver.open(&path);
    assert_eq!(place(&driver.app), Place::Systems);
    driver.keys("f10");
    assert_eq!(place(&driver.app), Place::Walk);
}

#[test]
fn losing_the_settings_loses_no_answer() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    driver.answer(key("4.1", "organisation", None), State::Met, "程序書");
    driver.keys("down down down esc");
    let config = driver.path("config").join("settings.json");
    let written = std::fs::read_to_string(&config).unwrap();
    // A stage that a later version may write is taken for the checklist.
    std::fs::write(&config, written.replace("\"walk\"", "\"somewhere\"")).unwrap();
    let settings = Settings::load_from(Some(driver.path("config")));
    assert_eq!(settings.recent.len(), 1);
    std::fs::remove_file(&config).unwrap();
    assert!(Settings::load_from(Some(driver.path("config"))).recent.is_empty());
}

#[test]
fn home_shows_class_and_progress_of_a_workbook_that_was_closed() {
    everywhere(|size, lang| {
        let mut driver = walk(size, lang);
        driver.answer(key("4.1", "organisation", None), State::Met, "程序書");
        let total = driver.app.workbook.as_ref().unwrap().score.all.total();
        driver.keys("esc");
        driver.shows(&["測試投顧", lang.pick("第二類", "Class 2"), &format!("1/{total}")]);
        if size.0 >= 120 {
            driver.shows(&[lang.pick("115.11.23", "2026-11-23")]);
        }
        // Opened and closed without a change, the day of the last change stays.
        driver.keys("end enter esc");
        driver.shows(&[&format!("1/{total}")]);
        if size.0 >= 120 {
            driver.shows(&[lang.pick("115.11.23", "2026-11-23")]);
        }
    });
}

#[test]
fn a_first_start_reads_the_three_steps_and_a_later_one_less() {
    for lang in Lang::ALL {
        let mut driver = Driver::new(USUAL, lang);
        driver.shows(&["1. ", "2. ", "3. ", lang.pick("不連網路", "Offline")]);
        driver.request(zicha::engagement::request::Request::New {
            path: Some(driver.path("test.zicha")),
            profile: Box::new(crate::drive::firm()),
        });
        driver.keys("esc");
        driver.shows(&[lang.pick("最近的自評檔", "Recent workbooks")]);
        driver.hides(&["1. "]);
        driver.shows(&[lang.pick("不連網路", "Offline")]);
    }
}

#[test]
fn a_small_window_shows_every_row_of_home_and_names_the_yardstick() {
    for lang in Lang::ALL {
        let driver = Driver::new(NARROW, lang);
        driver.shows(&[
            lang.pick("> 新的自評", "> New self-assessment"),
            lang.pick("開啟檔案…", "Open a file…"),
            lang.pick("核對一份報告", "report"),
            lang.pick("參考指引", "Guideline"),
            lang.pick("新檔存放於", "New files go to"),
        ]);
    }
}
