//! Writing text wherever it is written: the clipboard of the program, the user's own editor, the help,
//! and what is typed while a workbook is being opened.

use zicha::error::Error;
use zicha::lang::Lang;
use zicha::model::assessment::State;
use zicha::tui::app::Failure;

use crate::drive::{Driver, USUAL, key, walk};

/// The note of clause 4.1 with the focus in it.
fn in_note(lang: Lang) -> Driver {
    let mut driver = walk(USUAL, lang);
    driver.answer(key("4.1", "organisation", None), State::Met, "");
    driver.keys("enter tab tab");
    driver
}

#[test]
fn what_was_cut_in_one_field_is_pasted_in_another_where_the_terminal_gives_nothing_back() {
    let mut driver = in_note(Lang::ZhTw);
    driver.keys("<帳號清查> ctrl-a ctrl-x");
    assert_eq!(driver.copied, ["帳號清查"]);
    driver.hides(&["帳號清查"]);
    driver.keys("ctrl-v ctrl-v ctrl-s");
    assert_eq!(
        driver.stored(&key("4.1", "organisation", None)).unwrap().note,
        "帳號清查帳號清查"
    );
    // Into a field of another screen.
    driver.keys("esc / ctrl-v").shows(&["帳號清查"]);
}

#[test]
fn pasting_before_anything_was_copied_says_which_key_pastes_from_elsewhere() {
    for (lang, said) in [
        (Lang::ZhTw, "終端機的貼上鍵"),
        (Lang::En, "terminal's own paste key"),
    ] {
        let mut driver = in_note(lang);
        driver.keys("ctrl-v").shows(&[said.get(..6).unwrap()]);
        assert!(driver.app.notice.is_some());
    }
}

#[test]
fn what_was_written_in_the_own_editor_takes_the_place_of_the_note_and_can_be_undone() {
    let mut driver = in_note(Lang::ZhTw);
    driver.keys("<舊的> ctrl-e");
    assert_eq!(driver.in_editor, ["舊的"]);
    driver.editor_gives(Ok("第一行\r\n\u{1b}第二行".to_owned()));
    driver.keys("ctrl-s");
    let stored = |driver: &Driver| driver.stored(&key("4.1", "organisation", None)).unwrap().note;
    assert_eq!(stored(&driver), "第一行\n第二行");
    driver.keys("ctrl-z ctrl-s");
    assert_eq!(stored(&driver), "舊的");
    driver.keys("ctrl-e");
    driver.editor_gives(Ok(String::new()));
    driver.keys("ctrl-s");
    assert_eq!(stored(&driver), "");
}

#[test]
fn an_editor_that_failed_leaves_the_note_as_it_was_and_says_what_to_do() {
    let mut driver = in_note(Lang::En);
    driver.keys("<kept> ctrl-e");
    let error = Error::environment("error.editor_missing")
        .with("editor", "nonesuch")
        .hint("error.hint_editor_set");
    driver.editor_gives(Err(Failure::from(error)));
    driver.shows(&["nonesuch", "EDITOR"]);
    driver.keys("enter").shows(&["kept"]);
}

#[test]
fn a_file_path_written_in_the_own_editor_stays_the_note() {
    let mut driver = in_note(Lang::ZhTw);
    driver.keys("ctrl-e");
    driver.editor_gives(Ok("/etc/hostname".to_owned()));
    driver.keys("ctrl-s");
    assert_eq!(
        driver.stored(&key("4.1", "organisation", None)).unwrap().note,
        "/etc/hostname"
    );
}

#[test]
fn the_editing_keys_are_in_the_help_wherever_text_is_written_and_nowhere_else() {
    let mut driver = in_note(Lang::ZhTw);
    driver.keys("f1 end").shows(&["100,000", "Ctrl-V", "Ctrl-E"]);
    driver.keys("esc shift-tab f1 end").hides(&["100,000", "Ctrl-V"]);
    let mut search = walk((120, 60), Lang::En);
    search.keys("/ f1").shows(&["Editing text", "cut the selection"]);
}

#[test]
fn what_is_typed_while_a_workbook_is_opened_is_written_once_it_is_open() {
    let mut driver = Driver::new(USUAL, Lang::ZhTw);
    let effects = driver.keys_before_any_outcome("ctrl-n <自查投顧>");
    driver.shows(&["正在開啟"]);
    driver.carry_out(effects);
    driver.shows(&["自查投顧"]);
    driver.hides(&["正在開啟"]);
}

#[test]
fn what_was_meant_for_a_workbook_that_cannot_be_opened_does_not_close_the_message_about_it() {
    let mut driver = Driver::new(USUAL, Lang::ZhTw);
    driver.app.pending += 1;
    driver.app.asked.push_back(zicha::tui::waiting::Asked::Workbook);
    driver.keys("<字> enter enter");
    let failure = Failure::from(Error::input("error.no_folder").with("path", "甲"));
    let event = zicha::tui::app::Event::Outcome(Box::new(Err(failure)));
    let effects = zicha::tui::update::update(&mut driver.app, event);
    driver.carry_out(effects);
    driver.shows(&["甲"]);
    assert_eq!(driver.app.overlays.len(), 1);
}

#[test]
fn a_note_that_is_too_long_says_by_how_much_and_stays_whole() {
    let mut driver = in_note(Lang::ZhTw);
    let long = "字".repeat(100_007);
    driver.keys(&format!("paste<{long}> ctrl-s"));
    driver.shows(&["100007", "多 7 字"]);
    driver
        .keys("enter ctrl-end backspace backspace backspace backspace backspace backspace backspace ctrl-s");
    let stored = driver.stored(&key("4.1", "organisation", None)).unwrap().note;
    assert_eq!(stored.chars().count(), 100_000);
}

/// Ends the program without asking it, and starts it again on the same workbook.
fn killed_and_opened_again(driver: &mut Driver) {
    let path = driver.workbook_path().to_owned();
    driver.app.screens.truncate(1);
    driver.app.overlays.clear();
    driver.app.kept.clear();
    driver.open(&path);
}

#[test]
fn a_note_that_was_being_written_is_back_after_the_program_was_killed() {
    let mut driver = in_note(Lang::ZhTw);
    driver.keys("<每半年清查一次> enter <尚未存檔>");
    killed_and_opened_again(&mut driver);
    driver.shows(&["上次沒有存檔的文字", "4.1", "每半年清查一次 尚未存檔"]);
    assert_eq!(driver.stored(&key("4.1", "organisation", None)).unwrap().note, "");
    driver
        .keys("enter up up enter")
        .shows(&["每半年清查一次", "尚未存檔", "* 未存"]);
    driver.keys("ctrl-s");
    assert_eq!(
        driver.stored(&key("4.1", "organisation", None)).unwrap().note,
        "每半年清查一次\n尚未存檔"
    );
    // Saved is saved: nothing comes back a second time.
    killed_and_opened_again(&mut driver);
    driver.hides(&["上次沒有存檔的文字"]);
}

#[test]
fn a_text_of_last_time_that_nobody_looked_at_is_offered_again() {
    let mut driver = in_note(Lang::En);
    driver.keys("<draft one>");
    for _ in 0..2 {
        killed_and_opened_again(&mut driver);
        driver.shows(&["Text that was not saved", "draft one"]);
    }
}

#[test]
fn what_was_given_up_on_purpose_does_not_come_back() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    driver.keys("f2 <草稿> esc down enter");
    killed_and_opened_again(&mut driver);
    driver.hides(&["上次沒有存檔的文字"]);
    driver.keys("f2 <草稿> ctrl-q down enter");
    assert!(driver.left);
    killed_and_opened_again(&mut driver);
    driver.hides(&["上次沒有存檔的文字"]);
}

#[test]
fn what_is_typed_into_any_form_is_back_after_the_program_was_killed() {
    // How a form is reached, what is typed and how it is reached again.
    let forms = [
        ("f2", "tab", "evidence"),
        ("ctrl-r f9", "tab", "sign-off"),
        ("f8", "tab", "profile"),
    ];
    for (way, field, what) in forms {
        let mut driver = walk(USUAL, Lang::ZhTw);
        driver.keys(&format!("{way} {field} <稽核草稿>"));
        driver.shows(&["稽核草稿"]);
        killed_and_opened_again(&mut driver);
        driver.shows(&["上次沒有存檔的文字"]);
        driver.keys(&format!("enter {way} {field}"));
        assert!(
            driver.screen().contains("稽核草稿"),
            "{what}\n{}",
            driver.screen()
        );
    }
}

#[test]
fn what_is_typed_into_a_finding_a_bulk_answer_and_a_document_is_back_after_a_kill() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    driver.answer(key("4.1", "organisation", None), State::NotMet, "沒有規範");
    driver.request(zicha::engagement::request::Request::DraftFindings {
        clause: None,
        target: None,
        lang: Lang::ZhTw,
    });
    for way in ["ctrl-a enter home", "palette"] {
        if way == "palette" {
            driver.keys("ctrl-p <應備文件> enter enter");
        } else {
            driver.keys(way);
        }
        driver.keys("<再查一次>").shows(&["再查一次"]);
        killed_and_opened_again(&mut driver);
        driver.shows(&["上次沒有存檔的文字", "再查一次"]);
        driver.keys("enter");
        if way == "palette" {
            driver.keys("ctrl-p <應備文件> enter enter");
        } else {
            driver.keys(way);
        }
        driver.shows(&["再查一次"]);
        driver.keys("ctrl-s esc esc");
    }
}
