//! From a new assessment to the first answered check, as a newcomer goes.

use zicha::lang::Lang;
use zicha::model::assessment::State;
use zicha::model::profile::Profile;
use zicha::tui::input::parse_script;
use zicha::tui::keys::Place;
use zicha::tui::update::place;

use crate::drive::{Driver, key};

const SIZES: [(u16, u16); 2] = [(60, 16), (80, 24)];

fn new_firm(size: (u16, u16), lang: Lang) -> Driver {
    let pack = zicha::pack::builtin().unwrap();
    Driver::with_workbook(size, lang, Profile::unasked(&pack))
}

fn names(driver: &Driver) -> Vec<&str> {
    let systems = &driver.app.workbook.as_ref().unwrap().assessment.profile.systems;
    systems.iter().map(|system| system.name.as_str()).collect()
}

/// Presses keys and counts those that are commands, not text.
fn counted(driver: &mut Driver, script: &str) -> usize {
    driver.keys(script);
    script
        .split_whitespace()
        .filter(|word| !word.starts_with('<'))
        .map(|word| parse_script(word).unwrap().len())
        .sum()
}

#[test]
fn a_one_system_adviser_answers_the_first_check_after_few_keys() {
    for size in SIZES {
        for lang in Lang::ALL {
            let mut driver = new_firm(size, lang);
            // Name, past the tax number, tick the adviser's licence, its one figure.
            let mut keys = counted(&mut driver, "<示範投顧> down down down down down space down <0>");
            // The systems, the suggestion as it is, recorded.
            keys += counted(&mut driver, "f7 enter ctrl-s");
            assert_eq!(names(&driver).len(), 1, "{}", driver.screen());
            // On to the checklist, the first clause, met.
            keys += counted(&mut driver, "f10 enter enter");
            let answer = driver.stored(&key("4.1", "organisation", None));
            let system = driver.stored(&key("4.1", "s1", None));
            let state = answer.or(system).map(|answer| answer.state);
            assert_eq!(state, Some(State::Met), "{}", driver.screen());
            assert_eq!(keys, 13);
        }
    }
}

#[test]
fn enter_alone_leads_through_the_suggestions_and_the_questions_to_the_first_clause() {
    for size in SIZES {
        for lang in Lang::ALL {
            let mut driver = new_firm(size, lang);
            driver.keys("<示範投顧> down down down down down space f7");
            driver.shows(&[lang.pick("> 從常見系統挑選", "> Choose from common systems")]);
            driver.keys("enter");
            driver.shows(&[lang.pick("全權委託投資管理系統", "investment management")]);
            let mut pressed = 0;
            while place(&driver.app) != Place::Walk {
                driver.keys("enter");
                pressed += 1;
                assert!(pressed < 40, "{}", driver.screen());
            }
            assert_eq!(names(&driver).len(), 1);
            assert!(driver.selected_row().contains("4.1"), "{}", driver.screen());
        }
    }
}

#[test]
fn the_suggestions_are_those_of_the_licences_and_can_be_edited_before_they_are_recorded() {
    let mut driver = new_firm((80, 24), Lang::ZhTw);
    driver.keys("down down space f7 enter");
    driver.shows(&["交易系統", "報價系統", "中台風控系統", "盤後結算系統", "帳務系統"]);
    driver.hides(&["全權委託投資管理系統"]);
    driver.keys("ctrl-u <下單系統> down ctrl-u down down down down <官方網站> ctrl-s");
    assert_eq!(
        names(&driver),
        ["下單系統", "中台風控系統", "盤後結算系統", "帳務系統", "官方網站"]
    );
    // One step; what is recorded already is not suggested again.
    driver.keys("ctrl-z");
    assert!(names(&driver).is_empty());
    driver.keys("ctrl-y");
    assert_eq!(names(&driver).len(), 5);
    driver.keys(&"down ".repeat(5));
    driver.keys("enter");
    driver.shows(&["交易系統", "報價系統"]);
    driver.hides(&["帳務系統"]);
}

#[test]
fn an_edited_list_is_given_up_only_after_a_question_and_an_untouched_one_at_once() {
    let mut driver = new_firm((80, 24), Lang::ZhTw);
    driver.keys("down down space f7 enter esc");
    assert_eq!(place(&driver.app), Place::Systems);
    driver.keys("enter <X> esc");
    assert_eq!(place(&driver.app), Place::Confirm);
    driver.keys("esc");
    driver.shows(&["交易系統X"]);
    driver.keys("ctrl-s");
    assert_eq!(names(&driver).first(), Some(&"交易系統X"));
}

#[test]
fn a_system_leads_to_the_next_one_and_the_last_to_the_checklist() {
    let mut driver = new_firm((140, 40), Lang::ZhTw);
    driver.keys("down down space f7 enter ctrl-s enter");
    for name in ["報價系統", "中台風控系統", "盤後結算系統", "帳務系統"] {
        driver.keys("down left left enter");
        driver.keys(&"down ".repeat(60));
        driver.shows(&[&format!("下一個系統：{name}")]);
        // Behind it: the copy, and the way back.
        driver.keys("up up enter");
        driver.shows(&[name]);
        assert_eq!(place(&driver.app), Place::System);
    }
    driver.keys("down left left enter");
    driver.keys(&"down ".repeat(60));
    driver.shows(&["開始檢核 >>"]);
    driver.keys("up up enter");
    assert_eq!(place(&driver.app), Place::Walk);
}

#[test]
fn a_figure_says_what_it_decides_and_echoes_what_was_understood() {
    for lang in Lang::ALL {
        let mut driver = new_firm((140, 40), lang);
        driver.keys("down down space down down down down <１００億>");
        driver.shows(&[
            lang.pick("= 新臺幣 10,000,000,000 元", "= NT$10,000,000,000"),
            lang.pick("第36條之2", "Article 36-2"),
            lang.pick("題未答或不知道", "questions open"),
        ]);
        // Only now is its source asked for.
        driver.shows(&[lang.pick("來源文件", "document")]);
    }
}
