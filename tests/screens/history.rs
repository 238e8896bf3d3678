//! The journal on the screen.

use zicha::lang::Lang;
use zicha::model::assessment::State;
use zicha::model::journal::Head;

use crate::drive::{Driver, USUAL, everywhere, key, walk};

/// The walk of a workbook in which something was done, undone and done otherwise.
fn used(size: (u16, u16), lang: Lang) -> Driver {
    let mut driver = walk(size, lang);
    driver.answer(key("4.1", "organisation", None), State::Met, "程序已公告");
    driver.answer(key("4.4", "web", None), State::Met, "每年清查一次");
    driver.keys("ctrl-z");
    driver.answer(key("4.4", "web", None), State::NotMet, "未清查");
    driver
}

/// The rows of the list: number, when, who, what.
fn rows(driver: &Driver) -> Vec<String> {
    let screen = driver.screen();
    let rows = screen.lines().filter(|row| {
        ["2026-11-23 14:02", "115.11.23  14:02"]
            .iter()
            .any(|at| row.contains(at))
    });
    rows.map(str::to_owned).collect()
}

fn head(driver: &Driver) -> Head {
    driver.app.workbook.as_ref().unwrap().head.clone()
}

#[test]
fn steps_stand_newest_first_with_who_what_and_whether_undone() {
    everywhere(|size, lang| {
        let mut driver = used(size, lang);
        driver.keys("f12");
        let rows = rows(&driver);
        assert_eq!(rows.len(), 5, "{rows:#?}");
        assert!(
            rows[0].contains("4.4") && rows[0].contains("稽核人員"),
            "{rows:#?}"
        );
        assert!(
            rows[1].contains(lang.pick("復原（第 3 步）", "(step 3)")),
            "{rows:#?}"
        );
        assert!(rows[2].contains(lang.pick("[已復原]", "[undone]")), "{rows:#?}");
        assert!(!rows[3].contains(lang.pick("[已復原]", "[undone]")), "{rows:#?}");
    });
}

#[test]
fn a_clause_or_a_text_filters_the_list_and_esc_clears_it() {
    everywhere(|size, lang| {
        let mut driver = used(size, lang);
        driver.keys("ctrl-w <4.1>");
        assert_eq!(rows(&driver).len(), 1);
        driver.shows(&[lang.pick("1／5 步", "1 of 5")]);
        driver.keys("esc");
        assert_eq!(rows(&driver).len(), 5);
        driver.keys("<每年清查>");
        // Answered, and taken back.
        assert_eq!(rows(&driver).len(), 2);
        driver.keys("esc <沒有這回事>");
        driver.shows(&[lang.pick("沒有符合的步驟", "No step matches")]);
        driver.keys("esc esc");
        driver.selected_row();
    });
}

#[test]
fn enter_shows_before_and_after_of_each_change() {
    everywhere(|size, lang| {
        let mut driver = used(size, lang);
        driver.keys("f12 enter");
        driver.shows(&[
            lang.pick("第 5 步", "Step 5"),
            lang.pick("前：（無）", "Before: (none)"),
            "未清查",
            lang.pick("不符合", "Not met"),
        ]);
        driver.hides(&["not_met"]);
        driver.keys("esc");
        assert_eq!(rows(&driver).len(), 5);
    });
}

#[test]
fn the_anchor_is_shown_and_copied_out() {
    everywhere(|size, lang| {
        let mut driver = used(size, lang);
        driver.keys("f12 f2");
        assert_eq!(driver.copied, [head(&driver).to_string()]);
        driver.shows(&[lang.pick("請另行留存", "keep it elsewhere")]);
        driver.keys("down");
        let shown: String = driver.screen().replace(['\n', ' '], "");
        assert!(shown.contains(&head(&driver).to_string()), "{shown}");
    });
}

#[test]
fn what_it_proves_is_said_exactly_and_nothing_more_is_claimed() {
    everywhere(|size, lang| {
        let mut driver = used(size, lang);
        driver.keys("f12");
        let shown: String = driver.screen().replace(['\n', ' '], "");
        let says = match lang {
            Lang::ZhTw => ["不證明所填內容屬實", "時鐘正確"],
            Lang::En => ["neitherthatwhatwasenteredistrue", "clockwasright"],
        };
        assert!(says.iter().all(|words| shown.contains(words)), "{shown}");
        for id in zicha::lang::ids(lang)
            .into_iter()
            .filter(|id| id.starts_with("history."))
        {
            let words = zicha::lang::lookup(lang, &id).unwrap();
            assert!(
                !["不可竄改", "無法竄改", "tamper"]
                    .iter()
                    .any(|claim| words.contains(claim))
            );
        }
    });
}

#[test]
fn the_journal_is_verified_alone_or_against_a_pasted_anchor() {
    everywhere(|size, lang| {
        let mut driver = used(size, lang);
        driver.keys("f12 f5");
        driver.shows(&[
            lang.pick("完整（", "("),
            lang.pick("未與錨點比對", "Not compared with an anchor"),
        ]);
        driver.keys("enter");
        let anchor = head(&driver);
        driver.keys(&format!("<{anchor}>"));
        driver.shows(&[lang.pick("已貼上錨點", "An anchor for row")]);
        assert_eq!(rows(&driver).len(), 5, "an anchor filters nothing");
        driver.keys("ctrl-r");
        driver.shows(&[lang.pick("與錨點（第", "Compared with the anchor")]);
        driver.keys("enter esc");
        let other = Head {
            head: "ab".repeat(32),
            ..anchor
        };
        driver.keys(&format!("<{other}> f5"));
        driver.shows(&[lang.pick("錨點所記之列已非原列", "anchor")]);
    });
}

#[test]
fn a_step_undone_from_here_stands_in_the_list_at_once() {
    let mut driver = used(USUAL, Lang::ZhTw);
    driver.keys("f12 ctrl-z");
    let rows = rows(&driver);
    assert_eq!(rows.len(), 6);
    assert!(
        rows[0].contains("復原（第 5 步）") && rows[1].contains("[已復原]"),
        "{rows:#?}"
    );
}

#[test]
fn values_with_escape_sequences_are_drawn_as_symbols() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    let note = format!("\u{1b}[31m{}", "長".repeat(10_000));
    driver.answer(key("4.1", "organisation", None), State::Met, &note);
    driver.keys("f12 enter");
    driver.shows(&["␛[31m長"]);
    driver.keys("pagedown end pagedown esc esc");
    driver.selected_row();
}
