//! The documents to have ready, and what is handed over, by commands.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use serde_json::{Value, json};

use crate::harness::{Desk, bytes};

fn listed(desk: &Desk, name: &str) -> Value {
    let rows = desk.zicha("evidence list w.zicha --format json").exits(0).json();
    let mut rows = rows.as_array().unwrap().iter();
    let found = rows.find(|row| row["document"]["zh-TW"] == name || row["key"] == name);
    found.unwrap_or_else(|| panic!("no {name}")).clone()
}

fn sheet(desk: &Desk, file: &str, name: &str) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes(&desk.path(file)))).unwrap();
    let range = book.worksheet_range(name).unwrap();
    let words = |cell: &Data| match cell {
        Data::DateTime(day) => day.as_f64().to_string(),
        cell => cell.to_string(),
    };
    range.rows().map(|row| row.iter().map(words).collect()).collect()
}

#[test]
fn a_document_is_asked_for_by_its_name_and_overdue_until_it_comes() {
    let desk = Desk::with_workbook();
    desk.zicha(
        "evidence request w.zicha 資通系統帳號清查紀錄 --custodian 資訊部 --due 2020-03-31 --note 半年一次",
    )
    .exits(0);
    let row = listed(&desk, "帳號清查紀錄");
    for (field, value) in [
        ("custodian", "資訊部"),
        ("due", "2020-03-31"),
        ("received_on", ""),
        ("note", "半年一次"),
    ] {
        assert_eq!(row[field], json!(value), "{field}");
    }
    assert_eq!((&row["overdue"], &row["attached"]), (&json!(true), &json!(false)));
    desk.zicha("evidence request w.zicha 帳號清查紀錄 --received 2020-04-02 --by 稽核人員甲")
        .exits(0);
    let row = listed(&desk, "帳號清查紀錄");
    assert_eq!(
        (&row["overdue"], &row["received_on"]),
        (&json!(false), &json!("2020-04-02"))
    );
    desk.zicha("undo w.zicha").exits(0);
    assert_eq!(listed(&desk, "帳號清查紀錄")["overdue"], json!(true));
    let status = desk.zicha("status w.zicha --format json").exits(0).json();
    assert_eq!(status["total"].as_u64().map(|total| total > 0), Some(true));
}

#[test]
fn several_documents_are_asked_for_in_one_step() {
    let desk = Desk::with_workbook();
    let count = |desk: &Desk| desk.zicha("status w.zicha --format json").json()["journal"]["count"].clone();
    let before = count(&desk).as_u64().unwrap();
    desk.zicha("evidence request w.zicha 帳號清查紀錄 帳號管理程序 --due 2026-03-31")
        .exits(0);
    assert_eq!(count(&desk).as_u64().unwrap(), before + 2);
    desk.zicha("undo w.zicha").exits(0);
    assert_eq!(listed(&desk, "帳號管理程序")["due"], json!(""));
}

#[test]
fn what_names_no_document_or_several_is_refused_by_name() {
    let desk = Desk::with_workbook();
    let ask = |name: &str, more: &str| desk.zicha_with(&format!("evidence request w.zicha {more}"), &[name]);
    ask("沒有這份文件", "--due 2026-03-31").refuses_naming("沒有這份文件");
    ask("測試", "--due 2026-03-31").refuses_naming("documents: ");
    ask("帳號清查紀錄", "--due 2026-02-30").refuses_naming("2026-02-30");
    ask("帳號清查紀錄", "--received 昨天").refuses_naming("昨天");
    ask("帳號清查紀錄", "").exits(2);
    ask(&"長".repeat(10_000), "--due 2026-03-31").exits(2);
    assert_eq!(listed(&desk, "帳號清查紀錄")["due"], json!(""));
}

#[test]
fn the_list_is_written_to_edit_or_to_print() {
    let desk = Desk::with_workbook();
    desk.zicha("evidence request w.zicha 帳號清查紀錄 --due 2020-03-31")
        .exits(0);
    let total = desk
        .zicha("evidence list w.zicha --format json")
        .json()
        .as_array()
        .unwrap()
        .len();
    let written = desk
        .zicha("evidence list w.zicha -o 清單.xlsx --lang zh-TW --format json")
        .exits(0)
        .json();
    assert_eq!(written["rows"], json!(total));
    let rows = sheet(&desk, "清單.xlsx", "應備文件清單");
    assert_eq!(rows.len(), total + 1);
    let row = rows.iter().find(|row| row[1] == "資通系統帳號清查紀錄").unwrap();
    assert_eq!((row[4].as_str(), row[6].as_str()), ("43921", "逾期"));
    desk.zicha("evidence list w.zicha -o list.PDF").exits(0);
    assert!(bytes(&desk.path("list.PDF")).starts_with(b"%PDF-"));
    desk.zicha("evidence list w.zicha -o list.txt")
        .refuses_naming("list.txt");
    desk.zicha("evidence list w.zicha -o w.zicha").exits(2);
    assert!(bytes(&desk.path("w.zicha")).starts_with(b"SQLite"));
}

#[test]
fn the_check_table_has_the_columns_of_the_form_and_a_row_for_every_check() {
    let desk = Desk::with_workbook();
    desk.zicha("answer w.zicha 4.4 --state partial --note =未審查 --method examine")
        .exits(0);
    desk.zicha("evidence add w.zicha 4.4 --doc ISMS-1 --title 清查表 --locator 第3頁")
        .exits(0);
    let done = desk
        .zicha("export w.zicha --to xlsx -o 表.xlsx --lang zh-TW --format json")
        .exits(0)
        .json();
    let checks = desk.zicha("scope --profile p.json --format json").exits(0).json();
    let checks = checks["checks"].as_array().unwrap().len();
    assert_eq!(done["rows"], json!(checks));
    let rows = sheet(&desk, "表.xlsx", "檢核表");
    assert_eq!(
        rows[0][..5],
        [
            "項次",
            "檢核項目",
            "檢核情形",
            "簡述規範內容、執行方式、執行結果",
            "紀錄文件"
        ]
    );
    assert_eq!(rows.len(), checks + 1);
    let row = rows.iter().find(|row| row[0] == "4.4").unwrap();
    assert!(row[1].contains("交易系統"), "{}", row[1]);
    assert_eq!(row[2], "部分符合");
    assert_eq!(row[3], "=未審查\n查核方式：檢視");
    assert_eq!(row[4], "E-001 清查表（文件編號：ISMS-1）（第3頁）");
    let out = rows.iter().find(|row| row[0] == "4.5").unwrap();
    assert_eq!(out[2], "不適用");
    assert!(out[3].starts_with("依規則不適用："), "{}", out[3]);
}

#[test]
fn the_workbook_of_sheets_says_what_it_is_and_that_the_official_text_prevails() {
    let desk = Desk::with_workbook();
    desk.zicha("export w.zicha --to xlsx -o en.xlsx --lang en")
        .exits(0);
    let about = sheet(&desk, "en.xlsx", "About");
    let status = desk.zicha("status w.zicha --format json").json();
    // The export itself is a row of the journal.
    let count = status["journal"]["count"].as_u64().unwrap() - 1;
    let all: Vec<String> = about.into_iter().map(|row| row[1].clone()).collect();
    for words in [
        "測試投顧".to_owned(),
        "tw-ict-baseline".to_owned(),
        format!("{count}:"),
        "the official text prevails".to_owned(),
    ] {
        assert!(all.iter().any(|value| value.contains(&words)), "{words}: {all:?}");
    }
    let pack = desk.zicha("checklist show --format json").json();
    let sha256 = pack["pack"]["sha256"].as_str().unwrap();
    assert!(all.iter().any(|value| value == sha256));
}

#[test]
fn findings_and_the_same_table_as_csv_are_handed_over_too() {
    let desk = Desk::with_workbook();
    desk.zicha("answer w.zicha 4.4 --state not_met --note 甲,乙")
        .exits(0);
    desk.zicha("finding add w.zicha 4.4 --condition 未審查 --cause 無人負責")
        .exits(0);
    desk.zicha("export w.zicha --to xlsx -o 表.xlsx --lang zh-TW")
        .exits(0);
    let rows = sheet(&desk, "表.xlsx", "缺失及改善");
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[1][..3], ["F-01", "缺失", "4.4 交易系統"]);
    assert_eq!((rows[1][4].as_str(), rows[1][5].as_str()), ("未審查", "無人負責"));
    desk.zicha("export w.zicha --to csv -o 表.csv --lang zh-TW")
        .exits(0);
    let csv = String::from_utf8(bytes(&desk.path("表.csv"))).unwrap();
    assert!(csv.starts_with("\u{feff}項次,檢核項目,檢核情形,"));
    assert!(csv.contains("\"甲,乙\""));
}

#[test]
fn an_export_that_cannot_be_written_names_the_file() {
    let desk = Desk::with_workbook();
    desk.zicha("export w.zicha --to xlsx -o nowhere/表.xlsx")
        .refuses_naming("nowhere");
    desk.zicha("export w.zicha --to pdf -o x.pdf").exits(2);
    desk.zicha("export w.zicha --to csv -o w.zicha")
        .refuses_naming("w.zicha");
    desk.zicha("export nowhere.zicha --to csv -o x.csv")
        .refuses_naming("nowhere.zicha");
    assert!(!desk.path("x.csv").exists());
}

#[test]
fn a_locked_workbook_is_exported_but_the_register_says_nothing_of_it() {
    let desk = Desk::with_workbook();
    let lock = std::fs::File::options()
        .write(true)
        .create(true)
        .truncate(false)
        .open(desk.path("w.zicha.lock"))
        .unwrap();
    lock.lock().unwrap();
    let run = desk.zicha("export w.zicha --to csv -o x.csv").exits(0);
    assert!(run.stderr.contains("reading only"), "{}", run.stderr);
    assert!(desk.path("x.csv").exists());
}
