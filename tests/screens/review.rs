//! Review and sign-off on the screen.

use zicha::engagement::request::Request;
use zicha::lang::Lang;
use zicha::model::assessment::{ReviewState, State};
use zicha::model::review::{Stage, standing};
use zicha::model::signing::Role;

use crate::drive::{Driver, USUAL, everywhere, firm, key, walk};

/// The walk of a workbook with three answers.
fn answered(size: (u16, u16), lang: Lang) -> Driver {
    let mut driver = walk(size, lang);
    driver.answer(key("4.1", "organisation", None), State::Met, "程序已公告");
    driver.answer(key("4.4", "web", None), State::Partial, "只清查員工帳號");
    driver.answer(key("4.4", "hr", None), State::Met, "每半年");
    driver
}

fn stage(driver: &Driver, id: &str, target: &str) -> Stage {
    let key = key(id, target, None);
    let workbook = driver.app.workbook.as_ref().unwrap();
    standing(&workbook.assessment, key.clause, &key.target).stage
}

#[test]
fn a_check_is_submitted_returned_with_a_note_and_approved_by_keys() {
    everywhere(|size, lang| {
        let mut driver = answered(size, lang);
        driver.keys("ctrl-r f2");
        assert_eq!(stage(&driver, "4.1", "organisation"), Stage::Submitted);
        driver.keys("ctrl-r <請補抽樣> ctrl-s");
        assert_eq!(stage(&driver, "4.1", "organisation"), Stage::Returned);
        driver.shows(&[
            "請補抽樣",
            lang.pick("已退回", "Returned"),
            lang.pick("退回：1 項，已存檔", "1 checks, saved"),
        ]);
        driver.keys("ctrl-t ctrl-o");
        assert_eq!(stage(&driver, "4.1", "organisation"), Stage::Approved);
        driver.shows(&[lang.pick("已核可", "Approved")]);
        // The one who works here prepared it too.
        assert!(
            driver
                .said()
                .contains(lang.pick("自行核可", "prepared by the approver"))
        );
    });
}

#[test]
fn many_checks_are_marked_counted_and_submitted_in_one_step() {
    everywhere(|size, lang| {
        let mut driver = answered(size, lang);
        driver.keys("ctrl-r <4.4> ctrl-a");
        driver.shows(&[lang.pick("已標記 3 項", "3 marked")]);
        driver.keys("f2");
        // One of the three systems has no answer yet.
        driver.shows(&[
            lang.pick("2 項？", ": 2 checks?"),
            lang.pick("另有 1 項不符條件", "1 more cannot be"),
        ]);
        driver.keys("enter");
        assert_eq!(stage(&driver, "4.4", "web"), Stage::Submitted);
        assert_eq!(stage(&driver, "4.4", "hr"), Stage::Submitted);
        assert_eq!(stage(&driver, "4.4", "fund"), Stage::None);
        driver.hides(&[lang.pick("已標記", "marked")]);
        driver.keys("ctrl-z");
        assert_eq!(stage(&driver, "4.4", "web"), Stage::None);
    });
}

#[test]
fn space_and_insert_mark_and_unmark_the_selected_check() {
    let mut driver = answered(USUAL, Lang::ZhTw);
    driver.keys("ctrl-r <4.4> insert space");
    driver.shows(&["已標記 2 項", "[x]"]);
    driver.keys("up space");
    driver.shows(&["已標記 1 項"]);
    driver.keys("esc");
    driver.shows(&["已標記 1 項", "4.1"]);
}

#[test]
fn the_views_show_what_waits_and_what_was_reopened() {
    everywhere(|size, lang| {
        let mut driver = answered(size, lang);
        driver.keys("ctrl-r f2 down");
        driver.keys("right right");
        driver.shows(&["4.1", lang.pick("待覆核", "Submitted")]);
        driver.hides(&["4.4 "]);
        driver.keys("f4");
        driver.shows(&[lang.pick("這裡沒有檢核項目", "No checks here")]);
        driver.answer(key("4.1", "organisation", None), State::Partial, "程序已公告");
        driver.keys("left left left");
        driver.shows(&[
            "4.1",
            lang.pick("核可後異動", "Changed after approval"),
            lang.pick("其後異動", "Changed since"),
            lang.pick("狀態", "State"),
        ]);
        driver.keys("ctrl-z");
        assert_eq!(stage(&driver, "4.1", "organisation"), Stage::Approved);
    });
}

#[test]
fn a_chapter_or_a_system_is_found_by_typing_its_name() {
    let mut driver = answered(USUAL, Lang::ZhTw);
    driver.keys("ctrl-r <會員網站>");
    let screen = driver.screen();
    let rows: Vec<&str> = screen.lines().filter(|row| row.contains("[ ]")).collect();
    assert!(
        rows.len() > 3 && rows.iter().all(|row| row.contains("會員網站")),
        "{screen}"
    );
    driver.keys("esc <存取控制>");
    assert!(driver.screen().lines().filter(|row| row.contains("[ ] ")).count() > 3);
    driver.keys("esc <沒有這個>");
    driver.shows(&["這裡沒有檢核項目"]);
    driver.keys("f2");
    driver.shows(&["不能送覆核"]);
}

#[test]
fn enter_opens_the_check_and_esc_comes_back_to_the_list() {
    everywhere(|size, lang| {
        let mut driver = answered(size, lang);
        driver.keys("ctrl-r f2 enter");
        driver.shows(&[
            lang.pick("第四條第一項", "Article 4(1)"),
            lang.pick("待覆核", "Submitted"),
        ]);
        driver.keys("esc");
        driver.shows(&[lang.pick("篩選", "Filter")]);
        driver.keys("esc");
        driver.selected_row();
    });
}

#[test]
fn a_note_that_was_not_sent_is_kept_and_asked_about() {
    let mut driver = answered(USUAL, Lang::ZhTw);
    driver.keys("ctrl-r f2 f3 <請補抽樣> esc");
    driver.shows(&["文字已保留"]);
    driver.keys("f3");
    driver.shows(&["請補抽樣"]);
    driver.keys("esc esc");
    driver.shows(&["要放棄並離開嗎"]);
    driver.keys("enter f3");
    driver.shows(&["請補抽樣"]);
    driver.keys("ctrl-s");
    assert_eq!(stage(&driver, "4.1", "organisation"), Stage::Returned);
    driver.keys("esc");
    driver.selected_row();
}

#[test]
fn returning_without_a_note_and_approving_what_was_not_submitted_say_what_to_do() {
    everywhere(|size, lang| {
        let mut driver = answered(size, lang);
        driver.keys("ctrl-r f4");
        driver.shows(&[lang.pick("請先送覆核", "submit them first")]);
        driver.keys("f3");
        driver.shows(&[lang.pick("不能退回", "none can be returned")]);
        driver.keys("f2 f3 ctrl-s");
        driver.shows(&[lang.pick("請寫明須補正之處再退回", "Say what is to be mended before")]);
    });
}

#[test]
fn a_note_survives_a_failing_save() {
    let mut driver = answered(USUAL, Lang::ZhTw);
    driver.keys("ctrl-r f2 f3 <請補抽樣>");
    driver.break_saving();
    driver.keys("ctrl-s enter");
    driver.shows(&["請補抽樣"]);
    driver.mend_saving();
    driver.keys("ctrl-s");
    assert_eq!(stage(&driver, "4.1", "organisation"), Stage::Returned);
}

#[test]
fn a_sign_off_is_made_and_the_header_says_when_it_is_stale() {
    everywhere(|size, lang| {
        let mut driver = answered(size, lang);
        driver.keys("ctrl-r ctrl-x");
        driver.shows(&[lang.pick("不能復原", "cannot be undone")]);
        driver.keys("tab <資訊主管> tab <經理> ctrl-s");
        let assessment = &driver.app.workbook.as_ref().unwrap().assessment;
        let signed = assessment.sign_offs.values().next().unwrap();
        assert_eq!(
            (signed.role, signed.by.as_str(), signed.title.as_str()),
            (Role::Preparer, "資訊主管", "經理")
        );
        driver.keys("tab down down");
        driver.shows(&["資訊主管", lang.pick("有效", "stands")]);
        driver.hides(&[lang.pick("簽核已失效", "sign-off stale")]);
        driver.keys("tab enter down enter esc");
        driver.shows(&[lang.pick("簽核已失效", "sign-off stale")]);
        driver.keys("tab pagedown");
        driver.shows(&[lang.pick("異動之檢核項目（1）", "Checks that changed (1)")]);
        driver.keys("ctrl-z");
        driver.hides(&[lang.pick("簽核已失效", "sign-off stale")]);
    });
}

#[test]
fn an_approver_without_a_preparer_is_told_what_to_do_and_keeps_what_was_typed() {
    everywhere(|size, lang| {
        let mut driver = answered(size, lang);
        driver.keys("ctrl-r f9 right right tab <總經理> ctrl-s");
        driver.shows(&[lang.pick("編製人尚未簽核", "preparer has not signed off")]);
        driver.keys("enter");
        driver.shows(&["總經理"]);
        driver.keys("esc esc");
        driver.shows(&[lang.pick("簽核還沒有送出", "was not made")]);
    });
}

#[test]
fn a_workbook_open_for_reading_shows_reviews_and_takes_no_word() {
    let mut driver = answered(USUAL, Lang::ZhTw);
    driver.keys("ctrl-r f2 esc");
    let path = driver.workbook_path().to_owned();
    let mut reader = Driver::with_workbook(USUAL, Lang::ZhTw, firm());
    reader.open(&path);
    assert!(reader.app.workbook.as_ref().unwrap().read_only);
    reader.keys("ctrl-r f4 f3 f9");
    reader.shows(&["待覆核"]);
    assert_eq!(stage(&reader, "4.1", "organisation"), Stage::Submitted);
}

#[test]
fn the_walk_shows_where_a_check_stands() {
    let mut driver = answered((120, 40), Lang::ZhTw);
    driver.keys("ctrl-r f2 f4 esc home down down");
    driver.shows(&["已核可"]);
}

#[test]
fn resizing_and_switching_language_keep_filter_marks_and_note() {
    let mut driver = answered(USUAL, Lang::ZhTw);
    driver.keys("ctrl-r <4.4> space ctrl-l");
    driver.shows(&["4.4", "1 marked", "Not submitted"]);
    driver.app.size = (60, 16);
    driver.shows(&["4.4", "1 marked"]);
    driver.app.size = (20, 5);
    driver.screen();
    driver.app.size = (200, 60);
    driver.keys("ctrl-l");
    driver.shows(&["已標記 1 項"]);
}

#[test]
fn text_with_escape_sequences_and_of_great_length_is_drawn_safely() {
    let mut driver = answered(USUAL, Lang::ZhTw);
    let check = zicha::model::assessment::CheckRef {
        clause: "4.1".parse().unwrap(),
        target: zicha::model::scope::Target::Organisation,
    };
    let word = |word, note: String| {
        Request::Review(zicha::engagement::request::ReviewDraft {
            checks: vec![check.clone()],
            word,
            note,
        })
    };
    driver.request(word(ReviewState::Submitted, String::new()));
    let note = format!("\u{1b}[31m{}", "很長".repeat(5000));
    driver.request(word(ReviewState::Returned, note.clone()));
    driver.keys("ctrl-r");
    driver.shows(&["␛[31m很長"]);
    let assessment = &driver.app.workbook.as_ref().unwrap().assessment;
    assert_eq!(assessment.reviews.values().next().unwrap().note, note);
}
