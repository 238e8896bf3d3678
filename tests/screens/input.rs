//! What the terminal library reports, as the program understands it.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use zicha::tui::input::{Code, Input, KeyPress, from_event, parse_script};

fn key(code: KeyCode, modifiers: KeyModifiers) -> Option<Input> {
    from_event(Event::Key(KeyEvent::new(code, modifiers)))
}

fn script(word: &str) -> Option<Input> {
    parse_script(word).unwrap().into_iter().next()
}

#[test]
fn releases_are_dropped_and_repeats_are_presses() {
    let event = |kind| Event::Key(KeyEvent::new_with_kind(KeyCode::Down, KeyModifiers::NONE, kind));
    assert_eq!(from_event(event(KeyEventKind::Release)), None);
    assert_eq!(from_event(event(KeyEventKind::Repeat)), script("down"));
    assert_eq!(from_event(event(KeyEventKind::Press)), script("down"));
}

#[test]
fn keys_arrive_under_one_name_whatever_the_terminal_sends() {
    let none = KeyModifiers::NONE;
    assert_eq!(
        key(KeyCode::Char('S'), KeyModifiers::CONTROL | KeyModifiers::SHIFT),
        script("ctrl-s")
    );
    assert_eq!(key(KeyCode::Char('A'), KeyModifiers::SHIFT), script("<A>"));
    assert_eq!(key(KeyCode::BackTab, KeyModifiers::SHIFT), script("shift-tab"));
    assert_eq!(key(KeyCode::Char('j'), KeyModifiers::CONTROL), script("enter"));
    assert_eq!(
        key(KeyCode::Char('h'), KeyModifiers::CONTROL),
        script("backspace")
    );
    assert_eq!(key(KeyCode::F(4), none), script("f4"));
    assert_eq!(key(KeyCode::Up, KeyModifiers::SHIFT), script("shift-up"));
}

#[test]
fn a_character_made_with_altgr_is_text() {
    let altgr = KeyModifiers::CONTROL | KeyModifiers::ALT;
    assert_eq!(key(KeyCode::Char('@'), altgr), script("<@>"));
    assert_eq!(key(KeyCode::Char('s'), altgr), script("ctrl-alt-s"));
}

#[test]
fn a_full_width_letter_is_typed_as_it_is_and_looked_up_as_ascii() {
    let Some(Input::Key(pressed)) = key(KeyCode::Char('ｑ'), KeyModifiers::NONE) else {
        panic!("no key")
    };
    assert_eq!(pressed.typed(), Some('ｑ'));
    assert_eq!(pressed.folded(), KeyPress::plain(Code::Char('q')));
}

#[test]
fn control_characters_are_never_typed() {
    for character in ['\u{1b}', '\u{7}', '\u{202e}'] {
        assert_eq!(KeyPress::plain(Code::Char(character)).typed(), None);
    }
}

#[test]
fn labels_name_keys_as_keyboards_do() {
    let labels: Vec<String> = parse_script("ctrl-s f12 shift-tab pagedown space")
        .unwrap()
        .into_iter()
        .map(|input| match input {
            Input::Key(key) => key.label(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(labels, ["Ctrl-S", "F12", "Shift-Tab", "PgDn", "Space"]);
}
