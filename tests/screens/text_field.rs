//! The text field: what is typed stays, stands where it belongs, and can be taken back.

use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_segmentation::UnicodeSegmentation;
use zicha::text;
use zicha::tui::input::{Input, parse_script};
use zicha::tui::theme::Theme;
use zicha::tui::widgets::text_field::{Reaction, TextField};

use crate::replay::assert_replays;
use crate::screen_text::{screen_rows, screen_text};

/// Sends the keys of a script to the field.
fn send(field: &mut TextField, script: &str) -> Vec<Reaction> {
    parse_script(script)
        .unwrap()
        .into_iter()
        .map(|input| match input {
            Input::Key(key) => field.update(key),
            Input::Paste(pasted) => field.paste(&pasted),
            other => panic!("{other:?} is nothing for a field"),
        })
        .collect()
}

fn draw(field: &TextField, width: u16, height: u16) -> (Buffer, Position) {
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    let cursor = field.view(buffer.area, &mut buffer, &Theme::default()).unwrap();
    (buffer, cursor)
}

#[test]
fn typed_chinese_appears_with_the_cursor_behind_it() {
    let mut field = TextField::multi_line("");
    send(&mut field, "<每半年清查帳號> enter <紀錄：ISO 27001>");
    let (buffer, cursor) = draw(&field, 30, 4);
    assert_eq!(screen_text(&buffer), "每半年清查帳號\n紀錄：ISO 27001\n\n");
    assert_eq!(cursor, Position::new(15, 1));
}

#[test]
fn a_note_wraps_without_closing_punctuation_at_a_line_start() {
    let field = TextField::multi_line("本公司每半年檢視一次，並由主管覆核。");
    let (buffer, _) = draw(&field, 21, 3);
    assert_eq!(
        screen_rows(&buffer),
        ["本公司每半年檢視一", "次，並由主管覆核。", ""]
    );
}

#[test]
fn end_stays_on_its_wrapped_row_and_home_returns_to_its_start() {
    let mut field = TextField::multi_line("帳號清查紀錄與權限表設定檢視流程");
    draw(&field, 21, 3);
    send(&mut field, "ctrl-home end");
    assert_eq!(draw(&field, 21, 3).1, Position::new(20, 0));
    send(&mut field, "right");
    assert_eq!(draw(&field, 21, 3).1, Position::new(2, 1));
    send(&mut field, "home");
    assert_eq!(draw(&field, 21, 3).1, Position::new(0, 1));
}

#[test]
fn moving_by_rows_returns_to_the_column_it_came_from() {
    let mut field = TextField::multi_line("abcdefgh\n帳\nabcdefgh");
    draw(&field, 30, 5);
    send(&mut field, "left left left up");
    assert_eq!(draw(&field, 30, 5).1, Position::new(2, 1));
    send(&mut field, "up");
    assert_eq!(draw(&field, 30, 5).1, Position::new(5, 0));
    send(&mut field, "down down");
    assert_eq!(draw(&field, 30, 5).1, Position::new(5, 2));
}

#[test]
fn up_in_the_first_row_goes_to_the_start_and_then_leaves_the_field() {
    let mut field = TextField::multi_line("帳號");
    assert_eq!(send(&mut field, "up up"), [Reaction::Consumed, Reaction::Ignored]);
    assert_eq!(field.cursor(), 0);
    assert_eq!(
        send(&mut field, "down down"),
        [Reaction::Consumed, Reaction::Ignored]
    );
}

#[test]
fn a_selection_is_replaced_by_what_is_typed_and_undo_brings_it_back() {
    let mut field = TextField::multi_line("每季清查");
    send(&mut field, "home right shift-right <半年>");
    assert_eq!(field.text(), "每半年清查");
    send(&mut field, "ctrl-z ctrl-z");
    assert_eq!(field.text(), "每季清查");
    assert_eq!(field.selected_text(), Some("季"));
    send(&mut field, "ctrl-y ctrl-y");
    assert_eq!(field.text(), "每半年清查");
}

#[test]
fn cut_and_copy_hand_over_the_selection() {
    let mut field = TextField::multi_line("帳號清查");
    assert_eq!(send(&mut field, "ctrl-c"), [Reaction::Ignored]);
    assert_eq!(
        send(&mut field, "shift-left shift-left ctrl-c ctrl-x")[2..],
        [Reaction::Copied("清查".into()), Reaction::Cut("清查".into())]
    );
    assert_eq!(field.text(), "帳號");
}

#[test]
fn a_paste_arrives_with_line_feeds_and_without_control_characters() {
    let mut field = TextField::multi_line("");
    send(&mut field, r"paste<甲\r\n乙\e[2J\r丙\t丁>");
    assert_eq!(field.text(), "甲\n乙[2J\n丙 丁");
}

#[test]
fn a_paste_into_one_line_becomes_one_line() {
    let mut field = TextField::single_line("");
    send(&mut field, r"paste<甲\n乙\n>");
    assert_eq!(field.text(), "甲 乙");
    assert_eq!(send(&mut field, "enter up down tab"), vec![Reaction::Ignored; 4]);
}

#[test]
fn a_long_single_line_scrolls_sideways_without_cutting_a_glyph() {
    let mut field = TextField::single_line("帳號清查紀錄與權限表設定檢視流程");
    let (buffer, cursor) = draw(&field, 12, 1);
    assert_eq!(
        screen_text(&buffer),
        "設定檢視流程".chars().skip(1).collect::<String>()
    );
    assert_eq!(cursor, Position::new(10, 0));
    send(&mut field, "home");
    let (buffer, cursor) = draw(&field, 12, 1);
    assert_eq!(screen_text(&buffer), "帳號清查紀錄");
    assert_eq!(cursor, Position::new(0, 0));
}

#[test]
fn a_read_only_field_scrolls_and_copies_but_keeps_its_text() {
    let mut field = TextField::multi_line("一\n二\n三\n四\n五").read_only();
    let reactions = send(&mut field, "<x> enter backspace delete ctrl-k ctrl-z paste<y>");
    assert_eq!(reactions, vec![Reaction::Ignored; 7]);
    draw(&field, 20, 2);
    send(&mut field, "ctrl-end");
    assert_eq!(screen_text(&draw(&field, 20, 2).0), "四\n五");
    assert_eq!(
        send(&mut field, "ctrl-a ctrl-c")[1],
        Reaction::Copied("一\n二\n三\n四\n五".into())
    );
}

#[test]
fn an_empty_field_shows_its_hint_until_something_is_typed() {
    let mut field = TextField::multi_line("").with_placeholder("說明執行情形");
    let (buffer, cursor) = draw(&field, 20, 1);
    assert_eq!(
        (screen_text(&buffer).as_str(), cursor),
        ("說明執行情形", Position::new(0, 0))
    );
    send(&mut field, "<有>");
    assert_eq!(screen_text(&draw(&field, 20, 1).0), "有");
}

#[test]
fn control_characters_in_a_stored_note_are_kept_and_shown_as_symbols() {
    let field = TextField::multi_line("甲\u{1b}[31m乙");
    assert_eq!(field.text(), "甲\u{1b}[31m乙");
    let (buffer, cursor) = draw(&field, 30, 1);
    assert_eq!(screen_text(&buffer), "甲␛[31m乙");
    assert_eq!(cursor, Position::new(9, 0));
}

#[test]
fn undo_stays_in_a_field_that_was_written_in_and_is_left_to_the_screen_before() {
    let mut field = TextField::multi_line("帳號");
    assert_eq!(
        send(&mut field, "ctrl-z ctrl-y"),
        [Reaction::Ignored, Reaction::Ignored]
    );
    send(&mut field, "<甲> ctrl-z");
    assert_eq!(send(&mut field, "ctrl-z"), [Reaction::Consumed]);
    assert_eq!(field.text(), "帳號");
}

#[test]
fn typing_is_undone_in_steps_and_not_by_single_letters() {
    let mut field = TextField::multi_line("");
    send(&mut field, "<access review>");
    send(&mut field, "ctrl-z");
    assert_eq!(field.text(), "access ");
    send(&mut field, "ctrl-z ctrl-z");
    assert_eq!(field.text(), "");
}

/// Text of all that makes cursors go wrong: wide, combining, joined, flags, punctuation.
fn awkward_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[帳號清查，。、（）「」a-z0-9 \\n]{1,8}",
        Just("e\u{301}".to_owned()),
        Just("\u{301}".to_owned()),
        Just("👨\u{200d}👩\u{200d}👧".to_owned()),
        Just("\u{200d}".to_owned()),
        Just("🇹🇼".to_owned()),
        Just("🇹".to_owned()),
        Just("각".to_owned()),
        Just("\u{2028}".to_owned()),
    ];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

#[derive(Debug, Clone)]
enum Step {
    Keys(&'static str),
    Type(String),
    Paste(String),
    Draw(u16),
}

fn step() -> impl Strategy<Value = Step> {
    let keys = proptest::sample::select(vec![
        "left",
        "right",
        "up",
        "down",
        "home",
        "end",
        "pageup",
        "pagedown",
        "ctrl-left",
        "ctrl-right",
        "ctrl-home",
        "ctrl-end",
        "shift-left",
        "shift-right",
        "shift-up",
        "shift-down",
        "shift-end",
        "ctrl-a",
        "backspace",
        "delete",
        "ctrl-backspace",
        "ctrl-delete",
        "ctrl-w",
        "ctrl-k",
        "ctrl-u",
        "ctrl-x",
        "enter",
        "ctrl-z",
        "ctrl-y",
    ]);
    prop_oneof![
        6 => keys.prop_map(Step::Keys),
        3 => awkward_text().prop_map(Step::Type),
        1 => awkward_text().prop_map(Step::Paste),
        1 => (20u16..60).prop_map(Step::Draw),
    ]
}

fn is_boundary(text: &str, offset: usize) -> bool {
    offset == text.len() || text.grapheme_indices(true).any(|(at, _)| at == offset)
}

/// Types one character and asserts that nothing but the selection gave way to it.
fn type_character(field: &mut TextField, character: char) {
    let range = field.selection().unwrap_or(field.cursor()..field.cursor());
    let mut expected = field.text().to_owned();
    expected.replace_range(range, &character.to_string());
    let key = if character == '\n' {
        "enter".to_owned()
    } else {
        format!("<{character}>")
    };
    send(field, &key);
    assert_eq!(field.text(), expected);
}

fn run(field: &mut TextField, step: &Step) {
    match step {
        Step::Keys(keys) => drop(send(field, keys)),
        Step::Type(typed) => typed
            .chars()
            .for_each(|character| type_character(field, character)),
        Step::Paste(pasted) => {
            let range = field.selection().unwrap_or(field.cursor()..field.cursor());
            let mut expected = field.text().to_owned();
            let clean = text::normalise_paste(pasted);
            if !clean.is_empty() {
                expected.replace_range(range, &clean);
            }
            let _ = field.paste(pasted);
            assert_eq!(field.text(), expected);
        }
        Step::Draw(width) => {
            let (_, cursor) = draw(field, *width, 6);
            assert!(cursor.x < *width && cursor.y < 6);
        }
    }
}

proptest! {
    #[test]
    fn typing_and_pasting_lose_nothing_and_the_cursor_stands_between_graphemes(
        start in awkward_text(),
        steps in proptest::collection::vec(step(), 1..30),
    ) {
        let mut field = TextField::multi_line(&start);
        for step in &steps {
            run(&mut field, step);
            prop_assert!(is_boundary(field.text(), field.cursor()), "{:?} at {}", field.text(), field.cursor());
            if let Some(selection) = field.selection() {
                prop_assert!(is_boundary(field.text(), selection.start) && is_boundary(field.text(), selection.end));
            }
        }
    }

    #[test]
    fn undoing_everything_gives_the_first_text_and_redoing_the_last(
        start in awkward_text(),
        steps in proptest::collection::vec(step(), 1..30),
    ) {
        let mut field = TextField::multi_line(&start);
        for step in steps.iter().filter(|step| !matches!(step, Step::Keys("ctrl-z" | "ctrl-y"))) {
            run(&mut field, step);
        }
        let last = field.text().to_owned();
        while send(&mut field, "ctrl-z") == [Reaction::Changed] {}
        prop_assert_eq!(field.text(), &start);
        while send(&mut field, "ctrl-y") == [Reaction::Changed] {}
        prop_assert_eq!(field.text(), &last);
    }

    #[test]
    fn rows_hold_all_the_text_and_none_starts_with_closing_punctuation(
        clauses in proptest::collection::vec("[帳號清查紀錄a-z]{1,6}[，。、；：」）！？]{0,2}", 1..20),
        width in 20u16..70,
    ) {
        let source = clauses.concat();
        let field = TextField::multi_line(&source);
        let (buffer, _) = draw(&field, width, 60);
        let rows = screen_rows(&buffer);
        prop_assert_eq!(rows.concat(), source);
        for row in rows {
            prop_assert!(text::width(&row) < usize::from(width));
            prop_assert!(!row.starts_with(['，', '。', '、', '；', '：', '」', '）', '！', '？']), "{}", row);
        }
    }

    #[test]
    fn a_terminal_that_receives_only_the_differences_shows_each_frame(
        start in "[帳號清查，。（）a-z0-9\\n]{0,80}",
        steps in proptest::collection::vec(step(), 1..20),
    ) {
        let mut field = TextField::multi_line(&start);
        let mut frames = vec![draw(&field, 24, 6).0];
        for step in &steps {
            match step {
                Step::Type(_) | Step::Paste(_) => drop(send(&mut field, "<帳a>")),
                step => run(&mut field, step),
            }
            frames.push(draw(&field, 24, 6).0);
        }
        assert_replays(&frames.iter().collect::<Vec<_>>());
    }
}
