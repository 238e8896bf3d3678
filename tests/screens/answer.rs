//! Answering one check: what is saved when, and that no text is lost.

use zicha::lang::Lang;
use zicha::model::assessment::State;
use zicha::model::pack::Method;

use crate::drive::{Driver, USUAL, everywhere, key, walk};

/// Characters that fonts, input methods and careless programs stumble over.
const RARE: &str = "堃犇喆峯 行⾏ ①②「」";

/// The answer screen of the first clause, which the organisation answers as a whole.
fn first(size: (u16, u16), lang: Lang) -> Driver {
    let mut driver = walk(size, lang);
    driver.keys("enter");
    driver
}

/// The same with the cursor in the note of an answer that was saved as met.
fn in_note(size: (u16, u16), lang: Lang) -> Driver {
    let mut driver = first(size, lang);
    driver.keys("enter");
    driver
}

fn stored_note(driver: &Driver) -> String {
    driver
        .stored(&key("4.1", "organisation", None))
        .map(|answer| answer.note)
        .unwrap_or_default()
}

#[test]
fn an_answer_on_a_small_screen_in_chinese() {
    let mut driver = in_note(USUAL, Lang::ZhTw);
    driver.keys("<訂有帳號管理規範，申請與停用均經主管核准。>");
    insta::assert_snapshot!(driver.screen());
}

#[test]
fn enter_on_a_state_saves_it_at_once() {
    everywhere(|size, lang| {
        let mut driver = first(size, lang);
        driver.hides(&["14:02"]);
        driver.keys("down down enter");
        let answer = driver.stored(&key("4.1", "organisation", None)).unwrap();
        assert_eq!(answer.state, State::NotMet);
        assert_eq!(answer.prepared_by, "稽核人員甲");
        let chosen = lang.pick("(x) ! 不符合", "(x) ! Not met");
        driver.shows(&[lang.pick("已存檔 14:02", "saved 14:02"), chosen]);
    });
}

#[test]
fn a_chinese_note_arrives_in_the_workbook_character_by_character() {
    everywhere(|size, lang| {
        let mut driver = in_note(size, lang);
        driver.keys(&format!("<{RARE}> enter <第二段> ctrl-s"));
        assert_eq!(stored_note(&driver), format!("{RARE}\n第二段"));
        driver.shows(&[RARE, "第二段"]);
    });
}

#[test]
fn the_cursor_stands_behind_what_was_typed() {
    let mut driver = in_note(USUAL, Lang::ZhTw);
    let empty = driver.cursor().unwrap();
    driver.keys("<帳號>");
    let typed = driver.cursor().unwrap();
    assert_eq!((typed.x, typed.y), (empty.x + 4, empty.y));
}

#[test]
fn esc_saves_the_note_and_then_closes() {
    everywhere(|size, lang| {
        let mut driver = in_note(size, lang);
        driver.keys("<每半年清查>");
        driver.shows(&[lang.pick("* 未存", "* not saved")]);
        assert_eq!(stored_note(&driver), "");
        driver.keys("esc");
        assert_eq!(stored_note(&driver), "每半年清查");
        assert!(driver.selected_row().contains("4.1"), "{}", driver.screen());
    });
}

#[test]
fn the_focus_may_leave_the_note_only_with_what_was_written() {
    for leave in ["tab", "shift-tab", "f2", "f4"] {
        let mut driver = in_note(USUAL, Lang::ZhTw);
        driver.keys(&format!("<草稿> {leave}"));
        assert_eq!(stored_note(&driver), "草稿", "{leave}");
    }
}

#[test]
fn the_note_can_be_left_upwards_from_its_first_row() {
    let mut driver = in_note(USUAL, Lang::ZhTw);
    driver.keys("<甲> up up");
    driver.shows(&[">[ ] 檢視"]);
    assert_eq!(stored_note(&driver), "甲");
}

#[test]
fn a_save_that_fails_keeps_the_text_and_says_so() {
    everywhere(|size, lang| {
        let mut driver = in_note(size, lang);
        driver.break_saving();
        driver.keys("<不能遺失的說明> ctrl-s");
        driver.shows(&[lang.pick("未能完成", "Could not be done")]);
        driver.keys("esc");
        driver.shows(&["不能遺失的說明", lang.pick("* 未存", "* not saved")]);
        driver.mend_saving();
        driver.keys("ctrl-s");
        assert_eq!(stored_note(&driver), "不能遺失的說明");
        driver.hides(&[lang.pick("* 未存", "* not saved")]);
    });
}

#[test]
fn a_note_that_cannot_be_saved_is_given_up_only_when_asked_for() {
    everywhere(|size, lang| {
        let mut driver = in_note(size, lang);
        driver.break_saving();
        driver.keys("<說明甲> esc");
        driver.shows(&[lang.pick("未能完成", "Could not be done")]);
        driver.keys("enter");
        driver.shows(&["說明甲"]);
        driver.keys("esc");
        driver.shows(&[lang.pick("要放棄這段說明", "lose it")]);
        driver.keys("enter");
        driver.shows(&["說明甲"]);
        driver.keys("esc down enter");
        assert!(driver.selected_row().contains("4.1"), "{}", driver.screen());
    });
}

#[test]
fn leaving_the_program_with_a_note_that_cannot_be_saved_does_not_leave() {
    let mut driver = in_note(USUAL, Lang::ZhTw);
    driver.break_saving();
    driver.keys("<說明乙> ctrl-q");
    assert!(!driver.left);
    driver.keys("esc").shows(&["說明乙"]);
    driver.mend_saving();
    driver.keys("ctrl-q");
    assert!(driver.left);
    assert_eq!(stored_note(&driver), "說明乙");
}

#[test]
fn undo_right_after_a_choice_takes_the_choice_back() {
    everywhere(|size, lang| {
        let mut driver = first(size, lang);
        driver.keys("down down enter ctrl-z");
        assert!(driver.stored(&key("4.1", "organisation", None)).is_none());
        driver.shows(&[lang.pick("(x)   未檢核", "(x)   Not assessed")]);
        driver.keys("ctrl-y");
        driver.shows(&[lang.pick("(x) ! 不符合", "(x) ! Not met")]);
    });
}

#[test]
fn undo_while_writing_undoes_the_writing_and_never_the_answer() {
    let mut driver = in_note(USUAL, Lang::ZhTw);
    driver.keys("<甲乙> ctrl-z ctrl-z ctrl-z ctrl-s");
    driver.shows(&["(x) v 符合"]).hides(&["甲乙"]);
    assert_eq!(
        driver.stored(&key("4.1", "organisation", None)).unwrap().state,
        State::Met
    );
}

#[test]
fn parts_are_answered_each_for_itself() {
    everywhere(|size, lang| {
        let mut driver = walk(size, lang);
        driver.keys("/ <6.1> enter enter");
        driver.shows(&[lang.pick("[整項]", "[whole clause]")]);
        driver.keys("shift-tab right");
        driver.shows(&[
            lang.pick("[前段]", "[first part]"),
            lang.pick("第六條第一項前段", "Article 6(1), first part"),
        ]);
        driver.keys(
            "down enter <有辦法> shift-tab shift-tab shift-tab right down down down enter <未授權> ctrl-s",
        );
        let part = |id| driver.stored(&key("6.1", "organisation", Some(id))).unwrap();
        assert_eq!((part("a").state, part("a").note.as_str()), (State::Met, "有辦法"));
        assert_eq!(
            (part("b").state, part("b").note.as_str()),
            (State::NotMet, "未授權")
        );
        assert!(driver.stored(&key("6.1", "organisation", None)).is_none());
        driver.keys("esc");
        let row = driver.selected_row();
        assert!(
            row.contains("6.1") && row.split('│').next().unwrap().trim_end().ends_with('!'),
            "{row}"
        );
    });
}

#[test]
fn methods_are_ticked_and_unticked_by_enter() {
    everywhere(|size, lang| {
        let mut driver = first(size, lang);
        driver.keys("tab enter right right enter");
        let methods = || driver.stored(&key("4.1", "organisation", None)).unwrap().methods;
        assert_eq!(methods(), [Method::Examine, Method::Test]);
        driver.shows(&[
            lang.pick("[x] 檢視", "[x] Examine"),
            lang.pick("[ ] 訪談", "[ ] Interview"),
            lang.pick("[x] 測試", "[x] Test"),
        ]);
        driver.keys("enter");
        assert_eq!(
            driver.stored(&key("4.1", "organisation", None)).unwrap().methods,
            [Method::Examine]
        );
    });
}

#[test]
fn f4_saves_and_goes_on_to_the_next_system_of_the_same_clause() {
    everywhere(|size, lang| {
        let mut driver = walk(size, lang);
        driver.keys("down down down enter enter enter <甲> f4");
        assert_eq!(driver.stored(&key("4.4", "fund", None)).unwrap().note, "甲");
        let screen = driver.screen();
        let cited = screen
            .lines()
            .find(|row| row.contains(lang.pick("第四條第四項", "Article 4(4)")));
        assert!(cited.unwrap().contains("會員網站"), "{screen}");
        driver.keys("enter f4 enter f4");
        driver.hides(&[lang.pick("第四條第四項", "Article 4(4)")]);
    });
}

#[test]
fn a_note_with_escape_sequences_is_shown_as_symbols() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    driver.answer(
        key("4.1", "organisation", None),
        State::Partial,
        "\u{1b}[2J清除\u{7}畫面\u{202e}",
    );
    driver.keys("enter");
    driver.shows(&["␛[2J清除␇畫面\u{fffd}"]);
    driver.keys("esc f3");
    driver.shows(&["␛[2J清除␇畫面\u{fffd}"]);
    let raw = driver.screen();
    assert!(!raw.contains('\u{1b}') && !raw.contains('\u{202e}'));
}

#[test]
fn a_paste_goes_to_the_note_wherever_the_focus_is() {
    let mut driver = first(USUAL, Lang::ZhTw);
    driver.keys(r"paste<第一行\r\n第二行\e> ctrl-s");
    assert_eq!(stored_note(&driver), "第一行\n第二行");
}

#[test]
fn a_note_longer_than_its_field_scrolls_with_the_cursor() {
    everywhere(|size, lang| {
        let mut driver = in_note(size, lang);
        for number in 1..=40 {
            driver.keys(&format!("<第 {number} 列> enter"));
        }
        driver.shows(&["第 40 列"]).hides(&["第 1 列"]);
        driver.keys("ctrl-home");
        driver.shows(&["第 1 列"]).hides(&["第 40 列"]);
    });
}

#[test]
fn in_the_smallest_window_the_note_can_still_be_seen() {
    for lang in Lang::ALL {
        for id in ["4.1", "6.1"] {
            let mut driver = walk((60, 16), lang);
            driver.keys(&format!("/ <{id}> enter enter enter <看得到> "));
            assert!(driver.cursor().is_some(), "{}", driver.screen());
            driver.shows(&["看得到", lang.pick("(x) v 符合", "(x) v Met")]);
            driver.keys("shift-tab shift-tab");
            driver.shows(&[
                lang.pick("不適用", "Not applicable"),
                lang.pick("未檢核", "Not assessed"),
            ]);
        }
    }
}

#[test]
fn a_workbook_open_elsewhere_can_be_read_but_not_written() {
    everywhere(|size, lang| {
        let mut writer = in_note(size, lang);
        writer.keys("<先前的說明> ctrl-s");
        let mut reader = Driver::new(size, lang);
        reader.open(writer.workbook_path());
        let read_only = lang.pick("唯讀", "read only");
        let refused = lang.pick("此自評檔以唯讀開啟", "open for reading only");
        reader.shows(&[read_only]);
        reader.keys("home down down enter down enter");
        reader.shows(&[refused, "先前的說明"]);
        reader.keys("tab enter");
        reader.shows(&[refused, lang.pick("[ ] 檢視", "[ ] Examine")]);
        reader.keys("tab <改> paste<改>");
        reader
            .shows(&[refused, "先前的說明"])
            .hides(&["改", lang.pick("未存", "not saved")]);
        reader.keys("esc");
        assert!(reader.selected_row().contains("4.1"), "{}", reader.screen());
        assert_eq!(stored_note(&writer), "先前的說明");
    });
}
