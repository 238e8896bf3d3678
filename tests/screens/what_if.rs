//! What the scope would be if something were otherwise.

use zicha::lang::Lang;
use zicha::tui::keys::Place;
use zicha::tui::update::place;

use crate::drive::{Driver, walk};

const SIZES: [(u16, u16); 3] = [(60, 16), (80, 24), (140, 40)];

fn what_if(size: (u16, u16), lang: Lang) -> Driver {
    let mut driver = walk(size, lang);
    driver.keys("f8 f5");
    assert_eq!(place(&driver.app), Place::WhatIf);
    driver
}

#[test]
fn the_other_class_says_which_checks_would_enter_or_change_and_changes_nothing() {
    for size in SIZES {
        for lang in Lang::ALL {
            let mut driver = what_if(size, lang);
            let head = driver.app.workbook.as_ref().unwrap().head.clone();
            driver.shows(&[
                lang.pick("> 若為第一類", "> If Class 1"),
                lang.pick("類別：第二類 → 第一類", "Class: Class 2 → Class 1"),
            ]);
            // Rows of the pane may be broken anywhere, so their breaks are taken out.
            let mut seen = String::new();
            for _ in 0..30 {
                let rows: Vec<String> = driver.screen().lines().map(|row| row.trim().to_owned()).collect();
                seen.push_str(&rows.join(lang.pick("", " ")));
                driver.keys("pagedown");
                for row in driver.screen().lines() {
                    assert!(zicha::text::width(row) <= usize::from(size.0), "{row}");
                }
            }
            let chapter = lang.pick("第3章", "Chapter 3");
            assert!(seen.contains(chapter), "{seen}");
            assert!(seen.contains(lang.pick("不列入 →", "not in scope →")), "{seen}");
            driver.keys("esc");
            assert_eq!(place(&driver.app), Place::Profile);
            assert_eq!(driver.app.workbook.as_ref().unwrap().head, head);
        }
    }
}

#[test]
fn a_condition_with_another_answer_moves_the_checks_that_depend_on_it() {
    let mut driver = what_if((140, 40), Lang::ZhTw);
    // The firm said no to internet ordering; a yes would bring its clauses in.
    driver.keys("down");
    driver.shows(&["> 若「是」：組織提供網際網路下單服務", "4.8", "不列入 → 應"]);
}

#[test]
fn a_system_is_asked_about_itself_alone() {
    let mut driver = walk((140, 40), Lang::ZhTw);
    driver.keys("f7 ctrl-o");
    assert_eq!(place(&driver.app), Place::WhatIf);
    driver.keys("down");
    driver.shows(&["> 若此系統為非核心系統", "全權委託投資管理系統"]);
    driver.hides(&["組織提供網際網路下單服務"]);
    driver.keys("esc");
    assert_eq!(place(&driver.app), Place::Systems);
}

#[test]
fn what_was_written_is_kept_before_the_question_what_if_is_answered() {
    let mut driver = walk((140, 40), Lang::ZhTw);
    driver.keys("f8 end <改名> f5");
    assert_eq!(place(&driver.app), Place::WhatIf);
    let profile = &driver.app.workbook.as_ref().unwrap().assessment.profile;
    assert_eq!(profile.organisation.name, "測試投顧改名");
}
