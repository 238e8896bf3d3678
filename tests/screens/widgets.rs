//! The widgets at the sizes and with the data that go wrong.

use std::path::PathBuf;

use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use zicha::text;
use zicha::tui::input::{Input, KeyPress, parse_script};
use zicha::tui::theme::{Theme, Tone};
use zicha::tui::widgets::file_list::{FileEntry, FileKind, FileList, FileReaction};
use zicha::tui::widgets::key_bar::{self, Entry};
use zicha::tui::widgets::list::{List, Row};
use zicha::tui::widgets::popup::Popup;
use zicha::tui::widgets::styled::{self, Piece};
use zicha::tui::widgets::table::{self, Width};
use zicha::tui::widgets::text_pane::{Paragraph, TextPane};
use zicha::tui::widgets::{Reaction, paint};

use crate::replay::assert_replays;
use crate::screen_text::{screen_rows, screen_text};

fn buffer(width: u16, height: u16) -> Buffer {
    Buffer::empty(Rect::new(0, 0, width, height))
}

fn keys(script: &str) -> Vec<KeyPress> {
    parse_script(script)
        .unwrap()
        .into_iter()
        .map(|input| match input {
            Input::Key(key) => key,
            other => panic!("{other:?}"),
        })
        .collect()
}

fn tree() -> Vec<Row> {
    let heading = Row {
        heading: true,
        ..Row::new(vec![Piece::plain("第二章 存取控制")])
    };
    let branch = |title: &str, count: &str| Row {
        right: vec![Piece::new(count, Tone::Dim)],
        ..Row::new(vec![Piece::plain(title)])
    };
    let leaf = |title: &str, mark: &str| Row {
        depth: 1,
        ..branch(title, mark)
    };
    vec![
        heading,
        Row {
            on_path: true,
            ..branch("4 帳號管理", "9/21")
        },
        leaf("4.1 帳號管理程序", "v"),
        leaf("4.4 每半年審查帳號與權限", "!"),
        branch("5 最小權限", "0/6"),
    ]
}

#[test]
fn a_tree_shows_its_selection_in_the_gutter_and_in_bold() {
    let mut list = List::default();
    list.select(3);
    let mut buffer = buffer(24, 5);
    list.view(&tree(), buffer.area, &mut buffer, &Theme::default(), true);
    assert_eq!(
        screen_rows(&buffer),
        [
            "  第二章 存取控制",
            "> 4 帳號管理       9/21",
            "    4.1 帳號管理程序  v",
            "  > 4.4 每半年審查帳… !",
            "  5 最小權限        0/6"
        ]
    );
    assert!(buffer[(4, 3)].modifier.contains(Modifier::BOLD));
    assert!(!buffer[(4, 2)].modifier.contains(Modifier::BOLD));
}

#[test]
fn the_selection_skips_headings_and_leaves_the_list_at_its_ends() {
    let rows = tree();
    let mut list = List::default();
    list.select(1);
    let reactions: Vec<Reaction> = keys("end down up home")
        .into_iter()
        .map(|key| list.update(key, &rows))
        .collect();
    assert_eq!(
        reactions,
        [
            Reaction::Consumed,
            Reaction::Ignored,
            Reaction::Consumed,
            Reaction::Consumed
        ]
    );
    assert_eq!(list.selected(), 1);
}

#[test]
fn a_long_list_scrolls_with_its_selection_and_says_that_there_is_more() {
    let rows: Vec<Row> = (1..=92)
        .map(|n| Row::new(vec![Piece::plain(format!("項 {n}"))]))
        .collect();
    let mut list = List::default();
    let mut buffer = buffer(12, 4);
    list.view(&rows, buffer.area, &mut buffer, &Theme::default(), true);
    assert_eq!(screen_text(&buffer), "> 項 1\n  項 2\n  項 3\n  項 4     v");
    for key in keys("pagedown pagedown") {
        let _ = list.update(key, &rows);
    }
    list.view(&rows, buffer.area, &mut buffer, &Theme::default(), true);
    assert_eq!(screen_text(&buffer), "  項 4     ^\n  項 5\n  項 6\n> 項 7     v");
}

#[test]
fn a_list_that_became_shorter_still_shows_a_selected_row() {
    let mut list = List::default();
    list.select(50);
    let rows = tree();
    let mut buffer = buffer(24, 5);
    list.view(&rows, buffer.area, &mut buffer, &Theme::default(), true);
    assert!(screen_text(&buffer).contains("> 5 最小權限"));
}

#[test]
fn a_pane_wraps_behind_its_numbers_and_scrolls() {
    let mut pane = TextPane::new(vec![
        Paragraph::new(0, vec![Piece::new("要求", Tone::Heading)]),
        Paragraph::new(
            2,
            vec![
                Piece::plain("每半年檢視"),
                Piece::new("一次各系統帳號。", Tone::Strong),
            ],
        )
        .with_lead(vec![Piece::plain("1. ")]),
    ]);
    let mut buffer = buffer(20, 3);
    pane.view(buffer.area, &mut buffer, &Theme::default());
    assert_eq!(
        screen_text(&buffer),
        "要求\n  1. 每半年檢視一次\n     各系統帳號。"
    );
    assert!(buffer[(15, 1)].modifier.contains(Modifier::BOLD));
    assert!(!buffer[(5, 1)].modifier.contains(Modifier::BOLD));
    assert!(
        keys("up down")
            .into_iter()
            .all(|key| pane.update(key) == Reaction::Ignored)
    );
    let mut small = self::buffer(20, 2);
    pane.view(small.area, &mut small, &Theme::default());
    assert_eq!(screen_rows(&small)[1], "  1. 每半年檢視一次v");
    assert_eq!(pane.update(keys("down")[0]), Reaction::Consumed);
    pane.view(small.area, &mut small, &Theme::default());
    assert_eq!(screen_text(&small), "  1. 每半年檢視一次^\n     各系統帳號。");
}

#[test]
fn a_box_keeps_its_borders_and_title_over_chinese_text_wherever_it_opens() {
    let theme = Theme::default();
    let mut page = buffer(40, 6);
    for y in 0..6 {
        paint::put(
            &mut page,
            0,
            y,
            40,
            &"帳號清查紀錄與權限表".repeat(2),
            theme.style(Tone::Plain),
        );
    }
    let help = Popup {
        title: "說明",
        tone: Tone::Heading,
    };
    for x in 0..20 {
        let mut frame = page.clone();
        let inner = help.view(Rect::new(x, 1, 16, 4), &mut frame, &theme);
        paint::put(
            &mut frame,
            inner.x,
            inner.y,
            inner.width,
            "按 Esc 關閉視窗",
            theme.style(Tone::Plain),
        );
        let rows = screen_rows(&frame);
        assert!(rows[1].contains("┌─ 說明 ───────┐"), "{}", rows[1]);
        assert!(rows[2].contains("│ 按 Esc 關閉  │"), "{}", rows[2]);
        assert_replays(&[&page, &frame, &page]);
    }
}

#[test]
fn the_key_bar_drops_what_does_not_fit_but_never_the_help() {
    let entries: Vec<Entry> = [("Enter", "作答"), ("F2", "佐證"), ("F3", "缺失"), ("F1", "說明")]
        .map(|(key, label)| Entry {
            key: key.into(),
            label: label.into(),
        })
        .into();
    let bar = |width| {
        let mut buffer = buffer(width, 1);
        key_bar::view(&entries, buffer.area, &mut buffer, &Theme::default());
        screen_text(&buffer)
    };
    assert_eq!(bar(80), "Enter 作答  F2 佐證  F3 缺失  F1 說明");
    assert_eq!(bar(28), "Enter 作答  F2 佐證  F1 說明");
    assert_eq!(bar(20), "Enter 作答  F1 說明");
    assert_eq!(bar(8), "F1 說明");
}

#[test]
fn columns_stand_below_each_other_whatever_is_in_them() {
    let theme = Theme::default();
    let mut buffer = buffer(30, 2);
    let places = table::columns(&[Width::Share(1), Width::Cells(8), Width::Cells(5)], 30);
    for (y, cells) in [
        ["全權委託投資管理系統", "符合", "E-003"],
        ["會員網站", "部分符合", "F-02"],
    ]
    .iter()
    .enumerate()
    {
        let cells: Vec<Vec<Piece>> = cells.iter().map(|cell| vec![Piece::plain(*cell)]).collect();
        table::put_row(
            &mut buffer,
            Rect::new(0, y as u16, 30, 1),
            &places,
            &cells,
            &theme,
            false,
        );
    }
    assert_eq!(
        screen_text(&buffer),
        "全權委託投資…  符合      E-003\n會員網站       部分符合  F-02"
    );
}

fn file_list() -> FileList {
    let entry = |path: &str, kind| FileEntry {
        path: PathBuf::from(path),
        kind,
        note: String::new(),
    };
    FileList::new(
        PathBuf::from("/evidence"),
        vec![
            entry("/evidence/帳號清查 2026.pdf", FileKind::File),
            entry("/evidence/AccountReview.xlsx", FileKind::File),
            entry("/evidence/備份", FileKind::Folder),
            entry("/", FileKind::Parent),
        ],
        "輸入檔名",
    )
}

#[test]
fn a_file_is_found_by_words_of_its_name_and_chosen_with_enter() {
    let mut files = file_list();
    for key in keys("<2026 清查>") {
        assert_eq!(files.update(key), FileReaction::Consumed);
    }
    assert_eq!(
        files.update(keys("enter")[0]),
        FileReaction::Chosen("/evidence/帳號清查 2026.pdf".into())
    );
}

#[test]
fn folders_come_first_and_are_opened() {
    let mut files = file_list();
    let mut buffer = buffer(30, 6);
    files.view(buffer.area, &mut buffer, &Theme::default());
    let separator = std::path::MAIN_SEPARATOR;
    let expected = format!(
        "/evidence\n輸入檔名\n> ..{separator}\n  備份{separator}\n  AccountReview.xlsx\n  帳號清查 2026.pdf"
    );
    assert_eq!(screen_text(&buffer), expected);
    assert_eq!(files.update(keys("backspace")[0]), FileReaction::Open("/".into()));
    let _ = files.update(keys("down")[0]);
    assert_eq!(
        files.update(keys("enter")[0]),
        FileReaction::Open("/evidence/備份".into())
    );
}

#[test]
fn a_folder_is_selected_again_when_coming_back_from_it() {
    let mut files = file_list();
    let home = vec![
        FileEntry {
            path: "/a".into(),
            kind: FileKind::Folder,
            note: String::new(),
        },
        FileEntry {
            path: "/evidence".into(),
            kind: FileKind::Folder,
            note: String::new(),
        },
    ];
    files.show("/".into(), home);
    assert_eq!(files.selected().map(FileEntry::name).as_deref(), Some("evidence"));
}

proptest! {
    #[test]
    fn no_widget_panics_or_leaves_its_area_at_any_size(
        width in 0u16..50,
        height in 0u16..8,
        x in 0u16..12,
        y in 0u16..4,
        words in proptest::collection::vec("[帳號清查。a-z \\u{1b}\\n…]{0,20}", 0..6),
    ) {
        let theme = Theme::default();
        let mut buffer = buffer(40, 8);
        for row in 0..8 {
            paint::put(&mut buffer, 0, row, 40, &"#".repeat(40), theme.style(Tone::Plain));
        }
        let area = Rect::new(x, y, width, height);
        let pieces: Vec<Piece> = words.iter().map(Piece::plain).collect();
        let rows: Vec<Row> = words.iter().map(|word| Row { right: pieces.clone(), ..Row::new(vec![Piece::plain(word)]) }).collect();
        let entries: Vec<Entry> = words.iter().map(|word| Entry { key: "F1".into(), label: word.clone() }).collect();
        List::default().view(&rows, area, &mut buffer, &theme, true);
        TextPane::new(vec![Paragraph::new(3, pieces.clone())]).view(area, &mut buffer, &theme);
        key_bar::view(&entries, area, &mut buffer, &theme);
        file_list().view(area, &mut buffer, &theme);
        let places = table::columns(&[Width::Cells(5), Width::Share(1)], width);
        table::put_row(&mut buffer, area, &places, &[pieces.clone(), pieces.clone()], &theme, true);
        Popup { title: "標題很長的視窗", tone: Tone::Heading }.view(area, &mut buffer, &theme);
        for (at, cell) in buffer.content.iter().enumerate() {
            let (column, row) = (u16::try_from(at).unwrap() % 40, u16::try_from(at).unwrap() / 40);
            if !area.contains((column, row).into()) {
                prop_assert_eq!(cell.symbol(), "#", "column {} row {}", column, row);
            }
        }
    }

    #[test]
    fn pieces_never_take_more_cells_than_given(
        words in proptest::collection::vec("[帳號清查。a-z \\u{1b}…]{0,12}", 0..6),
        width in 0u16..30,
    ) {
        let pieces: Vec<Piece> = words.iter().map(Piece::plain).collect();
        let mut buffer = buffer(40, 1);
        let used = styled::put(&mut buffer, (0, 0), width, &pieces, &Theme::default(), true);
        prop_assert!(used <= width);
        prop_assert!(text::width(&screen_text(&buffer)) <= usize::from(used));
    }
}
