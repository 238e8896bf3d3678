//! What a written workbook holds, as another library reads it.

use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx, open_workbook_from_rs};
use chrono::{DateTime, NaiveDate};

use super::{cell_name, read, write};
use crate::exchange::sheet::{Book, Cell, Column, Sheet};
use crate::lang::Lang;

fn book(rows: Vec<Vec<Cell>>) -> Book {
    Book {
        title: "應備文件 & 清單".to_owned(),
        author: "示範<投顧>\u{1b}".to_owned(),
        created: DateTime::parse_from_rfc3339("2026-11-23T01:02:03+08:00").unwrap(),
        lang: Lang::ZhTw,
        sheets: vec![Sheet {
            name: "檢核表".to_owned(),
            columns: vec![Column::new("項次", 8), Column::new("檢核項目", 40)],
            rows,
            filtered: true,
        }],
    }
}

fn texts(words: &[&str]) -> Vec<Vec<Cell>> {
    words
        .iter()
        .map(|words| vec![Cell::text("4.4"), Cell::text(words)])
        .collect()
}

fn opened(bytes: &[u8]) -> Xlsx<Cursor<Vec<u8>>> {
    open_workbook_from_rs(Cursor::new(bytes.to_vec())).unwrap()
}

fn sheet(bytes: &[u8], name: &str) -> Range<Data> {
    opened(bytes).worksheet_range(name).unwrap()
}

#[test]
fn what_begins_like_a_formula_stays_text() {
    let typed = [
        "=1+1",
        "+886-2-1234",
        "-5",
        "@SUM(A1)",
        "'=1",
        "https://example.com",
        "007",
        "1e5",
        "TRUE",
    ];
    let written = write(&book(texts(&typed))).unwrap();
    let range = sheet(&written.bytes, "檢核表");
    for (row, words) in typed.iter().enumerate() {
        assert_eq!(range.get((row + 1, 1)), Some(&Data::String((*words).to_owned())));
    }
    let formulas = opened(&written.bytes).worksheet_formula("檢核表").unwrap();
    assert!(formulas.is_empty());
}

#[test]
fn spaces_line_breaks_markup_and_escapes_come_back_as_they_were() {
    let typed = [
        " 前後空白 ",
        "第一行\n第二行",
        "<b>&amp;</b>",
        "_x000D_",
        "_x005F_x000D_",
        "𠮷野家堃",
        "甲\u{1b}[31m",
    ];
    let written = write(&book(texts(&typed))).unwrap();
    let range = sheet(&written.bytes, "檢核表");
    for (row, words) in typed.iter().enumerate() {
        let expected = Data::String(Cell::text(words).words());
        assert_eq!(range.get((row + 1, 1)), Some(&expected), "{words}");
    }
}

#[test]
fn days_and_numbers_are_typed() {
    let day = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
    let old = NaiveDate::from_ymd_opt(1899, 3, 31).unwrap();
    let rows = vec![
        vec![Cell::Number(7), Cell::Day(day)],
        vec![Cell::Empty, Cell::Day(old)],
    ];
    let written = write(&book(rows)).unwrap();
    let range = sheet(&written.bytes, "檢核表");
    assert_eq!(range.get((1, 0)), Some(&Data::Float(7.0)));
    assert!(matches!(range.get((1, 1)), Some(Data::DateTime(at)) if at.as_f64() == 46_112.0));
    assert_eq!(range.get((2, 1)), Some(&Data::String("1899-03-31".to_owned())));
}

#[test]
fn text_longer_than_a_cell_goes_on_in_a_sheet_of_its_own() {
    let long: String = "甲乙丙丁戊己庚辛壬癸".chars().cycle().take(100_000).collect();
    let written = write(&book(texts(&["短", &long]))).unwrap();
    assert_eq!(written.continued, 1);
    let Some(Data::String(first)) = sheet(&written.bytes, "檢核表").get((2, 1)).cloned() else {
        panic!("no text")
    };
    let (mut whole, says) = first.rsplit_once('\n').map(|(a, b)| (a.to_owned(), b)).unwrap();
    assert!(says.contains("續頁") && says.contains('2'), "{says}");
    for row in sheet(&written.bytes, "續頁").rows().skip(1) {
        assert_eq!(
            row[..2],
            [Data::String("檢核表".to_owned()), Data::String("B3".to_owned())]
        );
        whole.push_str(&row[3].to_string());
    }
    assert_eq!(whole, long);
}

#[test]
fn characters_beyond_the_basic_plane_are_counted_as_spreadsheets_do() {
    let long: String = "𠮷".repeat(20_000);
    let written = write(&book(texts(&[&long]))).unwrap();
    assert_eq!(written.continued, 1);
    assert_eq!(write(&book(texts(&[&"𠮷".repeat(16_383)]))).unwrap().continued, 0);
}

#[test]
fn one_character_longer_than_a_cell_is_not_lost() {
    let marks = "e".to_owned() + &"\u{301}".repeat(70_000);
    let written = write(&book(texts(&[&marks]))).unwrap();
    let rest: usize = sheet(&written.bytes, "續頁")
        .rows()
        .skip(1)
        .map(|row| row[3].to_string().chars().count())
        .sum();
    assert!(rest > 32_000);
}

#[test]
fn the_same_book_gives_the_same_bytes() {
    let rows = texts(&["甲", "=乙"]);
    assert_eq!(write(&book(rows.clone())).unwrap(), write(&book(rows)).unwrap());
}

#[test]
fn a_file_that_says_something_else_is_found_out() {
    let written = write(&book(texts(&["甲", "乙"]))).unwrap();
    read::compare(&book(texts(&["甲", "乙"])), &written.bytes).unwrap();
    for other in [vec!["甲", "丙"], vec!["甲"], vec!["甲", "乙", "丙"]] {
        let fault = read::compare(&book(texts(&other)), &written.bytes).unwrap_err();
        assert!(fault.to_string().contains("檢核表 "), "{fault}");
    }
}

#[test]
fn a_sheet_without_rows_is_written_all_the_same() {
    write(&book(Vec::new())).unwrap();
}

#[test]
fn cells_are_named_as_spreadsheets_name_them() {
    assert_eq!(cell_name(0, 0), "A1");
    assert_eq!(cell_name(3, 25), "Z4");
    assert_eq!(cell_name(9, 26), "AA10");
    assert_eq!(cell_name(9, 701), "ZZ10");
}
