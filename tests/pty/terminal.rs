//! Taking and giving back the terminal, and what arrives through it.

use crate::field_program;
use crate::harness::Session;

fn start() -> Session {
    let session = Session::start(field_program::command());
    session.wait_for("ready");
    session
}

/// Checks that the terminal is as it was before the program.
pub fn assert_given_back(session: &Session) {
    session.screen(|screen| {
        assert!(!screen.alternate_screen(), "the alternate screen is left");
        assert!(!screen.bracketed_paste(), "bracketed paste is off");
        assert!(!screen.hide_cursor(), "the cursor is visible");
        assert_eq!(
            screen.mouse_protocol_mode(),
            vt100::MouseProtocolMode::None,
            "the mouse is left"
        );
    });
}

#[test]
fn two_thousand_chinese_characters_pasted_as_single_keys_arrive_whole() {
    let mut session = start();
    session.bytes(
        &format!("{}\r", "帳號清查紀錄與權".repeat(25))
            .repeat(10)
            .into_bytes(),
    );
    session.wait_for("characters 2010 in lines 10.");
}

#[test]
fn a_marked_paste_arrives_whole_and_without_control_characters() {
    let mut session = start();
    session.keys(&format!(r"paste<{}\r\n結束\e[2J> right", "清查".repeat(1000)));
    session.wait_for("characters 2006 in lines 2.");
}

#[test]
fn the_cursor_stands_behind_what_was_typed() {
    let mut session = start();
    session.keys("<帳號>");
    session.wait_for("characters 2 in");
    session.wait_until(|screen| screen.alternate_screen() && screen.cursor_position() == (1, 4));
}

#[test]
fn a_resized_window_is_drawn_anew() {
    let mut session = start();
    session.keys("<帳號清查>");
    session.wait_for("characters 4 in");
    session.keys("40x12");
    session.wait_for("size 40x12");
    session.wait_for("帳號清查");
}

#[test]
fn the_terminal_is_given_back_at_the_end() {
    let mut session = start();
    session.wait_until(|screen| screen.alternate_screen() && screen.bracketed_paste());
    session.keys("ctrl-q");
    let (_, succeeded) = session.wait_for_end();
    assert!(succeeded);
    assert_given_back(&session);
}

#[cfg(unix)]
#[test]
fn a_request_to_terminate_ends_the_program_in_order() {
    let mut session = start();
    session.keys("ctrl-t");
    let (_, succeeded) = session.wait_for_end();
    assert!(succeeded);
    assert_given_back(&session);
}

#[test]
fn a_panic_gives_the_terminal_back_and_shows_its_message() {
    let mut session = start();
    session.keys("ctrl-p");
    let (contents, succeeded) = session.wait_for_end();
    assert!(!succeeded);
    assert!(contents.contains("asked to panic"), "{contents}");
    assert_given_back(&session);
}
