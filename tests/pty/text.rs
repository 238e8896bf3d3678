//! Nothing that is written is lost: twenty thousand characters, five hundred sizes of the window, a kill,
//! a hang-up, a stop.

use crate::desk::{Desk, in_note, leave};
use crate::terminal::assert_given_back;

/// Twenty thousand Chinese characters with line breaks in them, each paragraph different.
fn twenty_thousand() -> String {
    let mut text = String::new();
    for number in 0..200_u32 {
        text.extend(('\u{4e00}'..).skip(number as usize * 100).take(99));
        text.push(if number < 199 { '\n' } else { '終' });
    }
    assert_eq!(text.chars().count(), 20_000);
    text
}

#[test]
fn twenty_thousand_characters_in_a_marked_paste_arrive_whole() {
    let desk = Desk::with_workbook();
    let mut session = in_note(&desk);
    let text = twenty_thousand();
    session.keys(&format!("paste<{text}>"));
    session.wait_for("終");
    leave(&mut session);
    assert_eq!(desk.note(), text);
}

#[test]
fn twenty_thousand_characters_as_single_keys_with_enter_among_them_arrive_whole() {
    let desk = Desk::with_workbook();
    let mut session = in_note(&desk);
    let text = twenty_thousand();
    session.bytes(text.replace('\n', "\r").as_bytes());
    session.wait_for("終");
    leave(&mut session);
    assert_eq!(desk.note(), text);
}

#[test]
fn five_hundred_sizes_of_the_window_leave_text_and_focus_where_they_were() {
    let desk = Desk::with_workbook();
    let mut session = in_note(&desk);
    session.keys("<帳號清查> enter <第二段>");
    session.wait_for("第二段");
    for step in 0..500_u16 {
        session.resize(20 + step * 37 % 180, 5 + step * 13 % 60);
        if step % 50 == 25 {
            session.keys("<甲>");
        }
    }
    session.resize(80, 24);
    session.wait_for("第二段甲甲甲甲甲甲甲甲甲甲");
    session.keys("<乙>");
    session.wait_for("甲乙");
    leave(&mut session);
    assert_eq!(desk.note(), "帳號清查\n第二段甲甲甲甲甲甲甲甲甲甲乙");
}

#[test]
fn what_was_typed_a_moment_before_a_kill_is_offered_by_the_next_start() {
    let desk = Desk::with_workbook();
    let mut session = in_note(&desk);
    session.keys("<沒存檔就被砍掉>");
    session.wait_for("沒存檔就被砍掉");
    let kept = desk.path(".local/share/zicha/unsaved");
    // The keeper is another thread: wait for its file as a person would wait a moment.
    while std::fs::read_dir(&kept).map_or(0, Iterator::count) == 0 {
        std::thread::yield_now();
    }
    session.keys("<！>");
    session.wait_for("砍掉！");
    session.kill_at_once();
    assert_eq!(desk.note(), "");
    let mut session = desk.screen(&["open", "w.zicha"]);
    session.wait_for("上次沒有存檔的文字");
    session.wait_for("沒存檔就被砍掉");
    session.keys("enter");
    session.wait_until(|screen| !screen.contents().contains("上次沒有存檔的文字"));
    session.keys("up up enter");
    session.wait_for("已放回");
    leave(&mut session);
    assert!(desk.note().starts_with("沒存檔就被砍掉"), "{}", desk.note());
    assert_eq!(std::fs::read_dir(&kept).unwrap().count(), 0);
}

#[test]
fn a_hang_up_saves_the_note_and_gives_the_terminal_back() {
    let desk = Desk::with_workbook();
    let mut session = in_note(&desk);
    session.keys("<還沒存檔的話>");
    session.wait_for("還沒存檔的話");
    session.hang_up();
    let (contents, succeeded) = session.wait_for_end();
    assert!(succeeded, "{contents}");
    assert_given_back(&session);
    assert_eq!(desk.note(), "還沒存檔的話");
}

#[test]
fn a_stopped_program_gives_the_terminal_back_and_takes_it_again_with_everything() {
    let desk = Desk::with_workbook();
    let mut session = in_note(&desk);
    session.keys("<寫到一半>");
    session.wait_for("寫到一半");
    session.stop();
    session.wait_until(|screen| !screen.alternate_screen() && !screen.hide_cursor());
    assert_given_back(&session);
    // It stops a moment after it gave the terminal back; going on before that would be forgotten.
    while session.screen(|screen| !screen.alternate_screen()) {
        session.go_on();
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    session.wait_until(|screen| screen.alternate_screen() && screen.bracketed_paste());
    session.wait_for("寫到一半");
    session.keys("<又繼續>");
    session.wait_for("寫到一半又繼續");
    leave(&mut session);
    assert_eq!(desk.note(), "寫到一半又繼續");
}
