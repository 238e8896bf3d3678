//! The filter of the walk.

use zicha::lang::Lang;
use zicha::model::assessment::State;
use zicha::tui::keys::Place;
use zicha::tui::update::place;

use crate::drive::{Driver, USUAL, everywhere, key, walk};

/// The checks that the filter shows, as the header of the tree counts them.
fn clauses(driver: &Driver) -> Vec<String> {
    let is_id = |word: &&str| word.contains('.') && word.chars().all(|c| c.is_ascii_digit() || c == '.');
    let tree = driver.tree();
    let rows = tree.lines().filter_map(|row| row.split_whitespace().find(is_id));
    rows.map(ToOwned::to_owned).collect()
}

#[test]
fn the_filter_is_chosen_by_arrows_and_counted_at_once() {
    everywhere(|size, lang| {
        let mut driver = walk(size, lang);
        driver.answer(key("4.4", "web", None), State::NotMet, "");
        driver.answer(key("26.2", "organisation", None), State::Partial, "");
        driver.keys("alt-f");
        assert_eq!(place(&driver.app), Place::Filter);
        driver.keys("down down right right");
        let gap = lang.pick("不符合或部分符合", "Not met or partly met");
        driver.shows(&[gap, lang.pick("2/", "2 of")]);
        driver.keys("enter");
        assert_eq!(place(&driver.app), Place::Walk);
        assert_eq!(clauses(&driver), ["4.4", "26.2"]);
        driver.shows(&[gap]);
    });
}

#[test]
fn conditions_hold_together() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    driver.answer(key("4.4", "web", None), State::Met, "");
    driver.answer(key("26.2", "organisation", None), State::Met, "");
    // Met without evidence, and in the second chapter.
    driver.keys("alt-f end right home right enter");
    assert_eq!(clauses(&driver), ["4.4"]);
    driver.shows(&["第二章 存取控制"]);
}

#[test]
fn the_next_check_is_looked_for_within_the_filter() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    driver.keys("alt-f down down down right right right enter");
    driver.shows(&["會員網站"]);
    let effects = driver.keys_before_any_outcome("m m m");
    for effect in &effects {
        assert!(format!("{effect:?}").contains("System(\"web\")"), "{effect:?}");
    }
    assert_eq!(effects.len(), 3);
}

#[test]
fn what_no_longer_passes_the_filter_leaves_the_tree_and_the_next_is_at_hand() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    driver.keys("alt-f down down right enter");
    assert!(driver.selected_row().contains("4.1"), "{}", driver.screen());
    driver.keys("m");
    assert!(!clauses(&driver).contains(&"4.1".to_owned()));
    assert!(driver.selected_row().contains("4.3"), "{}", driver.screen());
}

#[test]
fn a_filter_that_nothing_passes_says_so_and_how_to_go_on() {
    everywhere(|size, lang| {
        let mut driver = walk(size, lang);
        driver.keys("alt-f end right enter");
        driver.shows(&["Alt-F", "Alt-C"]);
        driver.keys("alt-c");
        assert!(
            clauses(&driver).contains(&"4.1".to_owned()),
            "{}",
            driver.screen()
        );
    });
}

#[test]
fn esc_brings_the_filter_before_back_and_in_the_walk_takes_it_away() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    driver.keys("alt-f down right enter alt-f right right esc");
    let filter = |driver: &Driver| driver.tree().lines().next().unwrap_or_default().to_owned();
    assert!(filter(&driver).contains("篩選：應"), "{}", driver.screen());
    driver.keys("esc");
    assert!(!filter(&driver).contains("篩選："), "{}", driver.screen());
    assert_eq!(place(&driver.app), Place::Walk);
    driver.shows(&["顯示全部"]);
}

#[test]
fn returned_checks_are_found() {
    use zicha::engagement::request::{Request, ReviewDraft};
    use zicha::model::assessment::{CheckRef, ReviewState};
    let mut driver = walk(USUAL, Lang::ZhTw);
    driver.answer(key("4.4", "web", None), State::Met, "");
    let check = CheckRef {
        clause: crate::drive::clause("4.4"),
        target: key("4.4", "web", None).target,
    };
    for (word, note) in [(ReviewState::Submitted, ""), (ReviewState::Returned, "請補日期")] {
        driver.request(Request::Review(ReviewDraft {
            checks: vec![check.clone()],
            word,
            note: note.to_owned(),
        }));
    }
    driver.keys("alt-f down down down down right enter");
    assert_eq!(clauses(&driver), ["4.4"]);
    driver.keys("alt-f down down down down right enter");
    driver.shows(&["退回"]);
    assert_eq!(clauses(&driver), ["4.4"]);
}

#[test]
fn going_to_a_clause_outside_the_filter_takes_the_filter_away() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    driver.keys("alt-f right enter <26.2> enter");
    assert!(driver.selected_row().contains("26.2"), "{}", driver.screen());
}
