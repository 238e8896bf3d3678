//! Search.

use zicha::lang::Lang;
use zicha::model::assessment::State;

use crate::drive::{Driver, USUAL, everywhere, key, walk};

fn searching(size: (u16, u16), lang: Lang) -> Driver {
    let mut driver = walk(size, lang);
    driver.keys("ctrl-f");
    driver
}

/// The selected hit.
fn first_hit(driver: &Driver) -> String {
    let screen = driver.screen();
    let row = screen.lines().find(|row| row.starts_with(" >"));
    row.unwrap_or_else(|| panic!("no hit in\n{screen}")).to_owned()
}

#[test]
fn words_parted_by_a_space_find_the_half_yearly_review() {
    everywhere(|size, lang| {
        let mut driver = searching(size, lang);
        driver.keys("<帳號 清查>");
        driver.shows(&["帳號 清查", "4.4 "]);
        driver.keys("ctrl-u <帳號　清查>");
        driver.shows(&["4.4 "]);
    });
}

#[test]
fn enter_shows_the_clause_in_the_walk_and_esc_leads_home_from_there() {
    everywhere(|size, lang| {
        let mut driver = searching(size, lang);
        driver.keys("<22.3> enter");
        assert!(driver.selected_row().contains("22.3"), "{}", driver.screen());
        driver.keys("esc");
        driver.shows(&[lang.pick("最近的自評檔", "Recent workbooks")]);
    });
}

#[test]
fn a_clause_number_comes_first() {
    let mut driver = searching(USUAL, Lang::ZhTw);
    driver.keys("<4.4>");
    assert!(first_hit(&driver).contains("4.4 "), "{}", driver.screen());
}

#[test]
fn english_words_find_clauses_in_the_chinese_screen_too() {
    everywhere(|size, lang| {
        let mut driver = searching(size, lang);
        driver.keys("<account review>");
        driver.shows(&["4.4 ", lang.pick("每半年審查", "Half-yearly")]);
    });
}

#[test]
fn own_notes_are_found() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    driver.answer(key("11.1", "web", None), State::Met, "委由堃犇資訊代管");
    driver.keys("/ <堃犇>");
    assert!(first_hit(&driver).contains("11.1"), "{}", driver.screen());
}

#[test]
fn hits_are_walked_by_the_arrow_keys_while_the_cursor_stays_in_the_field() {
    let mut driver = searching(USUAL, Lang::ZhTw);
    driver.keys("<帳號>");
    let before = first_hit(&driver);
    let cursor = driver.cursor();
    assert!(cursor.is_some());
    driver.keys("down down");
    assert_ne!(first_hit(&driver), before);
    assert_eq!(driver.cursor(), cursor);
}

#[test]
fn what_is_found_nowhere_is_said_and_the_hint_comes_back() {
    everywhere(|size, lang| {
        let mut driver = searching(size, lang);
        let hint = lang.pick("條文編號", "clause number");
        driver.shows(&[hint]);
        driver.keys("<量子火箭>");
        driver.shows(&[lang.pick("找不到", "Nothing found")]);
        driver.keys("ctrl-u");
        driver.shows(&[hint]);
    });
}

#[test]
fn esc_comes_back_to_the_same_clause() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    driver.keys("down down ctrl-f <備份> esc");
    assert!(driver.selected_row().contains("4.3"), "{}", driver.screen());
}

/// The words that are drawn underlined.
fn underlined(driver: &Driver) -> String {
    let frame = driver.frame();
    let hit = |cell: &&ratatui::buffer::Cell| {
        let both = ratatui::style::Modifier::UNDERLINED | ratatui::style::Modifier::BOLD;
        cell.modifier.contains(both)
    };
    let cells = frame.content().iter().filter(hit);
    cells.map(|cell| cell.symbol().trim()).collect()
}

#[test]
fn hits_stand_out_in_title_and_text_and_not_by_colour_alone() {
    everywhere(|size, lang| {
        let mut driver = searching(size, lang);
        driver.keys("<帳號 清查>");
        let found = underlined(&driver);
        assert!(found.contains("清查"), "{found}\n{}", driver.screen());
        driver.keys("ctrl-u <account>");
        let found = underlined(&driver).to_lowercase();
        assert!(found.contains("account"), "{found}\n{}", driver.screen());
    });
}

#[test]
fn what_was_found_in_a_note_is_shown_below_its_clause() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    driver.answer(key("11.1", "web", None), State::Met, "日誌主機委由堃犇資訊代管");
    driver.keys("/ <堃犇>");
    driver.shows(&["日誌主機委由堃犇資訊代管"]);
    assert_eq!(underlined(&driver), "堃犇");
}

#[test]
fn a_clause_is_found_as_it_is_cited() {
    let mut driver = searching(USUAL, Lang::ZhTw);
    driver.keys("<第四條第四項>");
    assert!(first_hit(&driver).contains("4.4 "), "{}", driver.screen());
    driver.keys("enter");
    assert!(driver.selected_row().contains("4.4"), "{}", driver.screen());
}
