//! Findings, actions and earlier findings by commands.

use serde_json::{Value, json};

use crate::harness::Desk;

/// A workbook with one unmet check and a finding against it.
fn with_finding() -> Desk {
    let desk = Desk::with_workbook();
    desk.zicha("answer w.zicha 4.4 --state not_met --note 未清查")
        .exits(0);
    desk.zicha("finding add w.zicha 4.4 --condition 未清查 --found-on 2026-03-02")
        .exits(0);
    desk
}

fn json_of(desk: &Desk, command: &str) -> Value {
    desk.zicha(&format!("{command} --format json")).exits(0).json()
}

#[test]
fn every_field_of_a_finding_is_set_and_shown() {
    let desk = with_finding();
    desk.zicha("answer w.zicha 4.1 --state partial").exits(0);
    desk.zicha("earlier add w.zicha --condition 未清查 --clauses 4.4")
        .exits(0);
    desk.zicha("finding set w.zicha F-01 --rating high --rating-basis 核心系統 --also 4.1,4.3:trade --cause 甲 --effect 乙 --response 同意")
        .exits(0);
    let found = &json_of(&desk, "finding list w.zicha")[0];
    assert_eq!(found["level"], "must");
    assert_eq!(
        (&found["rating"], &found["rating_basis"]),
        (&json!("high"), &json!("核心系統"))
    );
    assert_eq!(found["found_on"], "2026-03-02");
    assert_eq!(found["repeats"], "P-01");
    assert_eq!(
        found["also"],
        json!([{"clause": "4.1", "target": "organisation"}, {"clause": "4.3", "target": "trade"}])
    );
    // A check that is only covered shows the finding too.
    let shown = json_of(&desk, "show w.zicha 4.1");
    assert_eq!(shown[0]["findings"][0]["id"], "F-01");
    desk.zicha_with("finding set w.zicha F-01 --rating none", &["--also", ""])
        .exits(0);
    let found = &json_of(&desk, "finding list w.zicha")[0];
    assert_eq!((&found["rating"], &found["also"]), (&Value::Null, &json!([])));
    desk.zicha("finding set w.zicha F-01 --also 四")
        .refuses_naming("四");
    desk.zicha("finding set w.zicha F-01 --repeats P-09")
        .refuses_naming("P-09");
    desk.zicha("finding set w.zicha F-01 --found-on 2026-02-30")
        .refuses_naming("2026-02-30");
}

#[test]
fn findings_are_drafted_from_the_answers_in_one_step() {
    let desk = Desk::with_workbook();
    desk.zicha("answer w.zicha 4.4 --state not_met --note 未清查")
        .exits(0);
    desk.zicha("answer w.zicha 4.1 --state partial").exits(0);
    let drafted = desk.zicha("finding draft w.zicha").exits(0);
    assert_eq!(drafted.stdout, "F-01\nF-02\n");
    let listed = json_of(&desk, "finding list w.zicha");
    let of = |clause: &str| {
        let mut rows = listed.as_array().unwrap().iter();
        rows.find(|row| row["clause"] == clause).unwrap().clone()
    };
    assert_eq!(of("4.4")["condition"], "未清查");
    assert_eq!(of("4.4")["rating"], "high");
    assert_ne!(of("4.1")["recommendation"], "");
    let again = json_of(&desk, "finding draft w.zicha");
    assert_eq!(again["changed"], false);
    desk.zicha("finding draft w.zicha 4.4").refuses_naming("4.4");
    desk.zicha("undo w.zicha").exits(0);
    assert_eq!(json_of(&desk, "finding list w.zicha"), json!([]));
    desk.zicha("finding draft w.zicha 4.4 --target trade").exits(0);
    assert_eq!(
        json_of(&desk, "finding list w.zicha").as_array().unwrap().len(),
        1
    );
}

#[test]
fn actions_stand_in_a_register_by_due_date_with_overdue_ones_marked() {
    let desk = with_finding();
    let add = |words: &str| {
        let added = desk.zicha(&format!("action add w.zicha F-01 {words}")).exits(0);
        added.stdout.trim().to_owned()
    };
    assert_eq!(
        add("--description 升級系統 --owner 資訊主管 --due 2099-12-31"),
        "F-01.1"
    );
    assert_eq!(add("--description 修訂程序 --due 2026-03-02"), "F-01.2");
    assert_eq!(
        add("--description 停用帳號 --due 2026-03-03 --status done --done-on 2026-03-03"),
        "F-01.3"
    );
    let register = json_of(&desk, "action list w.zicha");
    let rows: Vec<(&str, &str, bool)> = register
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            (
                row["id"].as_str().unwrap(),
                row["status"].as_str().unwrap(),
                row["overdue"].as_bool().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        rows,
        [
            ("F-01.2", "planned", true),
            ("F-01.1", "planned", false),
            ("F-01.3", "done", false)
        ]
    );
    let text = desk.zicha("action list w.zicha").exits(0).stdout;
    assert!(text.lines().next().unwrap().contains("! overdue"), "{text}");
    let found = &json_of(&desk, "finding list w.zicha")[0];
    assert_eq!(found["actions"].as_array().unwrap().len(), 3);
    desk.zicha("action set w.zicha F-01.1 --due 2026-03-01")
        .refuses_naming("2026-03-02");
    desk.zicha("action set w.zicha F-01.3 --status verified")
        .refuses_naming("who verified");
    desk.zicha(
        "action set w.zicha F-01.3 --status verified --verified-by 稽核人員甲 --verification 檢視清單",
    )
    .exits(0);
    desk.zicha("action remove w.zicha F-01.2").exits(0);
    assert_eq!(json_of(&desk, "action list w.zicha").as_array().unwrap().len(), 2);
    desk.zicha("action remove w.zicha F-01.2")
        .refuses_naming("F-01.2");
    desk.zicha("finding remove w.zicha F-01").exits(0);
    assert_eq!(json_of(&desk, "action list w.zicha"), json!([]));
    desk.zicha("undo w.zicha").exits(0);
    assert_eq!(json_of(&desk, "action list w.zicha").as_array().unwrap().len(), 2);
}

#[test]
fn last_years_findings_are_entered_and_those_that_came_back_are_marked() {
    let desk = with_finding();
    let added = desk
        .zicha("earlier add w.zicha --source fsc --document 金管證投字第1號 --dated 2025-06-01 --condition 未清查 --clauses 4.4,7.3 --deadline 2025-12-31 --state improving")
        .exits(0);
    assert_eq!(added.stdout.trim(), "P-01");
    desk.zicha("earlier add w.zicha --condition 備份未異地存放 --clauses 12.1")
        .exits(0);
    let listed = json_of(&desk, "earlier list w.zicha");
    assert_eq!(listed[0]["source"], "fsc");
    assert_eq!(listed[0]["clauses"], json!(["4.4", "7.3"]));
    assert_eq!(listed[0]["findings"], json!(["F-01"]));
    assert_eq!([&listed[0]["repeated"], &listed[1]["repeated"]], [true, false]);
    let text = desk.zicha("earlier list w.zicha --lang zh-TW").exits(0).stdout;
    assert!(text.contains("再次發生"), "{text}");
    desk.zicha("earlier set w.zicha P-01 --deadline 2025-05-31")
        .refuses_naming("2025-06-01");
    desk.zicha("earlier set w.zicha P-01 --clauses 99.1")
        .refuses_naming("99.1");
    desk.zicha("earlier set w.zicha P-02 --state verified --note 已檢視")
        .exits(0);
    desk.zicha("earlier remove w.zicha P-02").exits(0);
    assert_eq!(
        json_of(&desk, "earlier list w.zicha").as_array().unwrap().len(),
        1
    );
    desk.zicha("journal w.zicha --verify").exits(0);
}

#[test]
fn texts_with_escape_sequences_never_reach_the_terminal_raw() {
    let desk = with_finding();
    desk.zicha_with(
        "action add w.zicha F-01 --owner 甲",
        &["--description", "\u{1b}[31m紅\u{9b}2J"],
    )
    .exits(0);
    for command in ["finding list w.zicha", "action list w.zicha", "show w.zicha 4.4"] {
        for format in ["text", "json"] {
            let out = desk
                .zicha(&format!("{command} --format {format}"))
                .exits(0)
                .stdout;
            assert!(!out.contains(['\u{1b}', '\u{9b}']), "{out}");
        }
    }
}
