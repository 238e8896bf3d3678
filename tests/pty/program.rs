//! The program itself in a terminal: from its first screen to an answer that another start finds.

#[cfg(unix)]
use crate::terminal::assert_given_back;

use crate::desk::{Desk, in_note, leave};

/// Two thousand different characters.
fn two_thousand() -> String {
    let text: String = ('\u{4e00}'..).take(2000).collect();
    assert_eq!(text.chars().count(), 2000);
    text
}

#[test]
fn a_fresh_machine_shows_home_and_leads_to_a_new_workbook() {
    let desk = Desk::new();
    let mut session = desk.screen(&[]);
    session.wait_for("新的自評");
    session.keys("ctrl-o");
    session.wait_for("選擇檔案");
    session.wait_for("../");
    // An Esc that is not read alone would be the Alt of the key behind it.
    session.keys("esc");
    session.wait_until(|screen| !screen.contents().contains("選擇檔案"));
    session.keys("ctrl-n");
    session.wait_for("（未命名組織）");
    leave(&mut session);
    let made = walk_files(&desk.path("Zicha"));
    assert!(made.iter().any(|name| name.ends_with(".zicha")), "{made:?}");
}

fn walk_files(folder: &std::path::Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

#[test]
fn the_demo_opens_from_home_filled_in() {
    let desk = Desk::new();
    let mut session = desk.screen(&[]);
    session.wait_for("新的自評");
    session.keys("ctrl-d");
    session.wait_for("示範投顧");
    session.wait_for("第三章 事件日誌");
    leave(&mut session);
}

#[test]
fn an_answer_given_on_the_screen_is_there_for_the_command_line() {
    let desk = Desk::with_workbook();
    let mut session = desk.screen(&["open", "w.zicha"]);
    session.wait_for("測試投顧");
    session.wait_for("4.1 ");
    session.keys("enter");
    session.wait_for("( ) ! 不符合");
    session.keys("down down enter");
    session.wait_for("(x) ! 不符合");
    session.wait_until(|screen| screen.rows(0, 80).next().unwrap().contains("已存檔 "));
    session.keys("<沒有> esc");
    session.wait_until(|screen| !screen.contents().contains("方法"));
    session.wait_for("缺失 1");
    leave(&mut session);
    let answer = desk.first_answer();
    assert_eq!(answer["state"], "not_met", "{answer}");
    assert_eq!(answer["note"], "沒有", "{answer}");
}

#[test]
fn two_thousand_different_characters_in_a_marked_paste_reach_the_workbook_in_order() {
    let desk = Desk::with_workbook();
    let mut session = in_note(&desk);
    let text = two_thousand();
    session.keys(&format!("paste<{text}>"));
    session.wait_for(&last_of(&text));
    session.keys("ctrl-s");
    session.wait_until(|screen| !screen.contents().contains("* 未存"));
    leave(&mut session);
    assert_eq!(desk.first_answer()["note"], text.as_str());
}

#[test]
fn two_thousand_different_characters_as_single_keys_reach_the_workbook_in_order() {
    let desk = Desk::with_workbook();
    let mut session = in_note(&desk);
    let text = two_thousand();
    session.bytes(text.as_bytes());
    session.wait_for(&last_of(&text));
    // Leaving saves what is not saved yet.
    leave(&mut session);
    assert_eq!(desk.first_answer()["note"], text.as_str());
}

/// The last character of a long note, which stands nowhere else.
fn last_of(text: &str) -> String {
    text.chars().last().unwrap().to_string()
}

#[cfg(unix)]
#[test]
fn a_request_to_terminate_keeps_the_note_that_was_being_written() {
    let desk = Desk::with_workbook();
    let mut session = in_note(&desk);
    session.keys("<還沒存檔的話>");
    session.wait_for("* 未存");
    session.wait_for("還沒存檔的話");
    session.terminate();
    let (contents, succeeded) = session.wait_for_end();
    assert!(succeeded, "{contents}");
    assert_given_back(&session);
    assert_eq!(desk.first_answer()["note"], "還沒存檔的話");
}

#[cfg(unix)]
#[test]
fn what_was_called_saved_survives_a_kill() {
    let desk = Desk::with_workbook();
    let mut session = in_note(&desk);
    session.keys("<已存的話> ctrl-s");
    session.wait_until(|screen| {
        let contents = screen.contents();
        contents.contains("已存的話") && contents.contains("已存檔 ") && !contents.contains("* 未存")
    });
    session.kill_at_once();
    assert_eq!(desk.first_answer()["note"], "已存的話");
}

#[test]
fn a_window_made_too_small_and_large_again_shows_everything_as_before() {
    let desk = Desk::with_workbook();
    let mut session = in_note(&desk);
    session.keys("<帳號清查>");
    session.wait_for("帳號清查");
    session.keys("20x5");
    session.wait_for("60×16");
    session.keys("80x24");
    session.wait_for("帳號清查");
    session.wait_for("(x) v 符合");
    leave(&mut session);
    assert_eq!(desk.first_answer()["note"], "帳號清查");
}

#[test]
fn a_second_window_on_the_same_workbook_may_read() {
    let desk = Desk::with_workbook();
    let mut first = in_note(&desk);
    let mut second = desk.screen(&["open", "w.zicha"]);
    second.wait_for("唯讀");
    leave(&mut second);
    leave(&mut first);
}
