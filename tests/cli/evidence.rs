//! Evidence: attaching, the list of documents, looking again.

use serde_json::{Value, json};

use crate::harness::Desk;

fn states(desk: &Desk, code: i32) -> Vec<(String, String)> {
    let rows = desk
        .zicha("evidence check w.zicha --format json")
        .exits(code)
        .json();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let rows = rows.as_array().unwrap();
    rows.iter()
        .map(|row| (text(&row["id"]), text(&row["state"])))
        .collect()
}

#[test]
fn a_file_is_hashed_and_found_again_changed_or_gone() {
    let desk = Desk::with_workbook();
    desk.write("帳號清查.txt", "甲");
    let added = desk
        .zicha("evidence add w.zicha 4.4 --file 帳號清查.txt --item e3")
        .exits(0);
    assert_eq!(added.stdout.trim(), "E-001");
    let rows = desk.zicha("show w.zicha 4.4 --format json").exits(0).json();
    let evidence = &rows[0]["evidence"][0];
    assert_eq!(
        (&evidence["id"], &evidence["kind"]),
        (&json!("E-001"), &json!("file"))
    );
    assert_eq!(
        (&evidence["location"], &evidence["item"]),
        (&json!("帳號清查.txt"), &json!("e3"))
    );
    assert_eq!(evidence["sha256"].as_str().unwrap().len(), 64);
    let one = |state: &str| vec![("E-001".to_owned(), state.to_owned())];
    assert_eq!(states(&desk, 0), one("ok"));
    desk.write("帳號清查.txt", "乙");
    assert_eq!(states(&desk, 1), one("changed"));
    std::fs::remove_file(desk.path("帳號清查.txt")).unwrap();
    assert_eq!(states(&desk, 1), one("missing"));
    std::fs::create_dir(desk.path("帳號清查.txt")).unwrap();
    assert_eq!(states(&desk, 1), one("not_a_file"));
}

#[test]
fn dates_are_held_against_the_assessed_period() {
    let desk = Desk::new();
    let profile = r#"{"organisation": {"name": "測試投顧"}, "licences": ["sice"],
        "assessment": {"from": "2026-01-01", "to": "2026-06-30", "as_of": "2026-07-15"}}"#;
    desk.write("p.json", profile);
    desk.zicha("new w.zicha --profile p.json").exits(0);
    desk.zicha("evidence add w.zicha 4.1 --doc A-1 --dated 2026-03-01")
        .exits(0);
    desk.zicha("evidence add w.zicha 4.1 --doc A-2 --dated 2025-12-31")
        .exits(0);
    desk.zicha("evidence add w.zicha 4.1 --doc A-3 --valid-until 2026-07-14")
        .exits(0);
    let found: Vec<String> = states(&desk, 1).into_iter().map(|(_, state)| state).collect();
    assert_eq!(found, ["ok", "outside_period", "expired"]);
}

#[test]
fn known_evidence_serves_a_further_check_and_is_removed_with_its_ties() {
    let desk = Desk::with_workbook();
    desk.zicha("evidence add w.zicha 4.4 --doc ISMS-1 --title 帳號清查紀錄")
        .exits(0);
    desk.zicha("evidence add w.zicha 4.3 --known E-001 --item e4 --locator 第3頁")
        .exits(0);
    let rows = desk.zicha("show w.zicha 4.3 --format json").exits(0).json();
    assert_eq!(rows[0]["evidence"][0]["locator"], "第3頁");
    assert_eq!(states(&desk, 0).len(), 1);
    desk.zicha("evidence remove w.zicha E-001").exits(0);
    assert!(states(&desk, 0).is_empty());
    let rows = desk.zicha("show w.zicha 4.3 --format json").exits(0).json();
    assert_eq!(rows[0]["evidence"], json!([]));
    desk.zicha("evidence remove w.zicha E-001")
        .refuses_naming("E-001");
}

#[test]
fn the_list_of_documents_merges_names_and_knows_what_is_attached() {
    let desk = Desk::with_workbook();
    let list = || desk.zicha("evidence list w.zicha --format json").exits(0).json();
    let documents = list();
    let documents = documents.as_array().unwrap();
    let mut names: Vec<&str> = documents
        .iter()
        .map(|row| row["document"]["zh-TW"].as_str().unwrap())
        .collect();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count);
    let of_clause = |documents: &Value, clause: &str, item: &str| {
        let serves = |row: &&Value| {
            row["items"]
                .as_array()
                .unwrap()
                .contains(&json!({"clause": clause, "item": item}))
        };
        documents.as_array().unwrap().iter().find(serves).unwrap().clone()
    };
    let review = of_clause(&list(), "4.4", "e3");
    assert_eq!(review["attached"], json!(false));
    let serves: Vec<&str> = review["clauses"]
        .as_array()
        .unwrap()
        .iter()
        .map(|id| id.as_str().unwrap())
        .collect();
    assert!(serves.contains(&"4.3") && serves.contains(&"4.4"), "{serves:?}");
    desk.zicha("evidence add w.zicha 4.4 --doc ISMS-1 --item e3 --custodian 資訊主管")
        .exits(0);
    let review = of_clause(&list(), "4.4", "e3");
    assert_eq!(
        (&review["attached"], &review["custodian"]),
        (&json!(true), &json!("資訊主管"))
    );
    assert_eq!(review["evidence"], json!(["E-001"]));
}

#[test]
fn only_documents_of_clauses_in_scope_are_listed() {
    let desk = Desk::with_workbook();
    let documents = desk.zicha("evidence list w.zicha --format json").exits(0).json();
    let clauses: Vec<&str> = documents
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|row| row["clauses"].as_array().unwrap())
        .map(|id| id.as_str().unwrap())
        .collect();
    assert!(clauses.contains(&"4.4"));
    assert!(!clauses.contains(&"4.5"), "class 1 only");
}

#[test]
fn evidence_that_cannot_be_read_is_refused_and_nothing_is_attached() {
    let desk = Desk::with_workbook();
    std::fs::create_dir(desk.path("folder")).unwrap();
    desk.zicha("evidence add w.zicha 4.4 --file nowhere.pdf")
        .refuses_naming("nowhere.pdf");
    desk.zicha("evidence add w.zicha 4.4 --file p.json/below.pdf")
        .refuses_naming("below.pdf");
    desk.zicha("evidence add w.zicha 4.4 --file folder")
        .refuses_naming("folder");
    desk.zicha("evidence add w.zicha 4.4 --url ftp://x")
        .refuses_naming("ftp://x");
    desk.zicha("evidence add w.zicha 4.4 --doc A-1 --item e99")
        .refuses_naming("e99");
    desk.zicha("evidence add w.zicha 4.4 --doc A-1 --dated 2026-13-01")
        .refuses_naming("2026-13-01");
    desk.zicha("evidence add w.zicha 4.4").exits(2);
    desk.zicha("evidence add w.zicha 4.4 --doc A-1 --url https://example.com")
        .exits(2);
    assert!(states(&desk, 0).is_empty());
    assert_eq!(
        desk.zicha("status w.zicha --format json").json()["journal"]["count"],
        3
    );
}

#[cfg(unix)]
#[test]
fn a_device_is_no_evidence_and_does_not_hang() {
    let desk = Desk::with_workbook();
    desk.zicha("evidence add w.zicha 4.4 --file /dev/zero")
        .refuses_naming("/dev/zero");
}
