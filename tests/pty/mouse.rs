//! The mouse in a real terminal: taken, given back, and left alone where that is asked for.

use vt100::MouseProtocolMode;

use crate::desk::{Desk, leave};

#[test]
fn the_mouse_is_taken_without_its_idle_moves_and_given_back_at_the_end() {
    let desk = Desk::with_workbook();
    let mut session = desk.screen(&["open", "w.zicha"]);
    session.wait_for("4.1 ");
    session.wait_until(|screen| screen.mouse_protocol_mode() == MouseProtocolMode::ButtonMotion);
    leave(&mut session);
}

#[test]
fn a_click_reaches_the_row_below_it() {
    let desk = Desk::with_workbook();
    let mut session = desk.screen(&["open", "w.zicha"]);
    session.wait_for("4.1 ");
    let row = session.screen(|screen| {
        let rows: Vec<String> = screen.rows(0, 80).collect();
        rows.iter().position(|row| row.contains("4.3 ")).unwrap()
    });
    // Places count from 1 here.
    session.bytes(format!("\x1b[<0;9;{}M\x1b[<0;9;{}m", row + 1, row + 1).as_bytes());
    session.wait_until(|screen| {
        screen
            .rows(0, 80)
            .any(|row| row.starts_with('>') && row.contains("4.3 "))
    });
    leave(&mut session);
}

#[test]
fn the_mouse_is_left_to_the_terminal_where_that_is_asked_for() {
    let desk = Desk::with_workbook();
    let mut session = desk.screen(&["open", "w.zicha", "--no-mouse"]);
    session.wait_for("4.1 ");
    session.screen(|screen| assert_eq!(screen.mouse_protocol_mode(), MouseProtocolMode::None));
    leave(&mut session);
}
