//! The gap list.

use zicha::lang::Lang;
use zicha::model::assessment::{CheckKey, State};
use zicha::model::pack::Level;

use crate::drive::{Driver, USUAL, everywhere, key, walk};

/// A check without parts that is only recommended.
fn recommended(driver: &Driver) -> CheckKey {
    let workbook = driver.app.workbook.as_ref().unwrap();
    let check = workbook
        .scope
        .checks
        .iter()
        .find(|check| check.level == Level::Should && check.parts.is_empty() && check.target.is_some());
    let check = check.unwrap();
    CheckKey {
        clause: check.clause,
        target: check.target.clone().unwrap(),
        part: None,
    }
}

/// The walk of a workbook with two deficiencies and a suggestion, given in another order.
fn with_gaps(size: (u16, u16), lang: Lang) -> Driver {
    let mut driver = walk(size, lang);
    let suggestion = recommended(&driver);
    driver.answer(suggestion, State::NotMet, "建議改善");
    driver.answer(key("4.4", "web", None), State::Partial, "只清查員工帳號");
    driver.answer(key("4.1", "organisation", None), State::NotMet, "沒有程序");
    driver.answer(key("4.3", "hr", None), State::Unable, "查不到");
    driver
}

#[test]
fn an_empty_list_does_not_claim_that_all_is_well() {
    everywhere(|size, lang| {
        let mut driver = walk(size, lang);
        driver.keys("f3");
        driver.shows(&[lang.pick("未檢核與無法確認不算符合", "do not count as met")]);
    });
}

#[test]
fn deficiencies_come_before_suggestions_and_the_header_counts_the_same() {
    everywhere(|size, lang| {
        let mut driver = with_gaps(size, lang);
        driver.keys("f3");
        let screen = driver.screen();
        let at = |text: &str| {
            screen
                .find(text)
                .unwrap_or_else(|| panic!("no {text:?} in\n{screen}"))
        };
        let must = at(lang.pick("缺失（應）2 項", "Deficiencies (must): 2"));
        let should = at(lang.pick("建議事項（宜）1 項", "Suggestions (should): 1"));
        let rows = [at("! 4.1"), at("~ 4.4")];
        assert!(
            must < rows[0] && rows[0] < rows[1] && rows[1] < should,
            "{screen}"
        );
        driver.shows(&[
            lang.pick("缺失 2", "deficiencies 2"),
            lang.pick("建議 1", "suggestions 1"),
        ]);
        driver.hides(&["4.3 "]);
    });
}

#[test]
fn a_gap_of_a_part_is_named_by_its_part_and_counted_once_in_header_and_list() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    driver.answer(key("6.1", "organisation", Some("a")), State::NotMet, "");
    driver.answer(key("6.1", "organisation", Some("b")), State::Partial, "");
    driver.keys("f3");
    driver.shows(&["缺失（應）2 項", "應：缺失 2", "（前段）", "（後段）"]);
}

#[test]
fn the_note_of_the_selected_gap_is_shown() {
    everywhere(|size, lang| {
        let mut driver = with_gaps(size, lang);
        driver.keys("f3");
        driver.shows(&["沒有程序"]);
        driver.keys("down");
        driver.shows(&["只清查員工帳號"]).hides(&["沒有程序"]);
    });
}

#[test]
fn enter_opens_the_answer_and_esc_comes_back_to_the_list() {
    everywhere(|size, lang| {
        let mut driver = with_gaps(size, lang);
        driver.keys("f3 down enter");
        driver.shows(&[lang.pick("第四條第四項", "Article 4(4)"), "只清查員工帳號"]);
        driver.keys("up enter esc");
        let met = key("4.4", "web", None);
        assert_eq!(driver.stored(&met).unwrap().state, State::Met);
        driver.shows(&[lang.pick("缺失（應）1 項", "Deficiencies (must): 1")]);
        driver.hides(&["4.4 "]);
        driver.keys("esc");
        driver.selected_row();
    });
}

#[test]
fn states_and_systems_stand_in_columns() {
    for (size, lang) in [
        ((80, 24), Lang::ZhTw),
        ((120, 40), Lang::En),
        ((60, 16), Lang::En),
    ] {
        let mut driver = with_gaps(size, lang);
        driver.keys("f3");
        let screen = driver.screen();
        let column = |row: &str, text: &str| row.find(text).map(|at| zicha::text::width(&row[..at]));
        let states = [
            lang.pick("不符合", "Not met"),
            lang.pick("部分符合", "Partly met"),
        ];
        let columns: Vec<usize> = screen
            .lines()
            .filter(|row| row.contains(" 4."))
            .filter_map(|row| states.iter().find_map(|state| column(row, state)))
            .collect();
        assert_eq!(columns.len(), 2, "{screen}");
        assert_eq!(columns[0], columns[1], "{screen}");
    }
}

#[test]
fn a_list_longer_than_the_window_keeps_the_selection_visible() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    for system in ["fund", "web", "hr"] {
        for article in [4, 7, 8, 10, 11] {
            for number in 1..=3 {
                let id = format!("{article}.{number}");
                let known = driver.app.workbook.as_ref().unwrap();
                let key = key(&id, system, None);
                let is_check = known.scope.checks.iter().any(|check| {
                    check.in_scope()
                        && check.clause == key.clause
                        && check.target.as_ref() == Some(&key.target)
                });
                if is_check {
                    driver.answer(key, State::NotMet, &format!("{id} {system}"));
                }
            }
        }
    }
    driver.keys("f3 end");
    assert!(driver.screen().contains("11."), "{}", driver.screen());
    let marked = driver
        .screen()
        .lines()
        .filter(|row| row.starts_with(" >"))
        .count();
    assert_eq!(marked, 1, "{}", driver.screen());
    driver.keys("pageup pageup pageup home");
    driver.shows(&[" > ! 4."]);
}
