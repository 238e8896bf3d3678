//! Answers and findings.

use serde_json::{Value, json};

use crate::harness::Desk;

fn row(desk: &Desk, clause: &str, part: Option<&str>) -> Value {
    let rows = desk
        .zicha(&format!("show w.zicha {clause} --format json"))
        .exits(0)
        .json();
    let rows = rows.as_array().unwrap();
    rows.iter()
        .find(|row| row["part"].as_str() == part)
        .unwrap()
        .clone()
}

#[test]
fn an_answer_is_stored_with_everything_that_was_said() {
    let desk = Desk::with_workbook();
    desk.zicha_with(
        "answer w.zicha 4.4 --state partial --method test,examine --reviewer 稽核人員甲",
        &[
            "--note",
            "堃犇喆峯 行⾏ ①② 「」",
            "--sample",
            "population=58 個帳號",
            "--sample",
            "size=15",
            "--alternative",
            "每月由主管抽查",
            "--risk-until",
            "2027-06-30",
            "--risk-reason",
            "原廠改版前無法調整",
            "--risk-approver",
            "總經理",
        ],
    )
    .exits(0);
    let row = row(&desk, "4.4", None);
    assert_eq!(row["target"], "trade");
    assert_eq!(row["level"], "must");
    assert_eq!(row["state"], "partial");
    assert_eq!(row["note"], "堃犇喆峯 行⾏ ①② 「」");
    assert_eq!(row["methods"], json!(["examine", "test"]));
    assert_eq!(row["sample"], json!({"population": "58 個帳號", "size": "15"}));
    assert_eq!(row["alternative"], "每月由主管抽查");
    assert_eq!(row["risk_accepted"]["until"], "2027-06-30");
    assert_eq!(row["risk_accepted"]["approver"], "總經理");
    assert_eq!(row["reviewer"], "稽核人員甲");
}

#[test]
fn what_is_not_given_stays_as_it_was() {
    let desk = Desk::with_workbook();
    desk.zicha("answer w.zicha 4.4 --state not_met --note 甲 --risk-until 2027-06-30")
        .exits(0);
    desk.zicha("answer w.zicha 4.4 --risk-reason 乙").exits(0);
    let kept = row(&desk, "4.4", None);
    assert_eq!((&kept["state"], &kept["note"]), (&json!("not_met"), &json!("甲")));
    assert_eq!(kept["risk_accepted"]["until"], "2027-06-30");
    desk.zicha_with("answer w.zicha 4.4", &["--risk-until", ""])
        .exits(0);
    assert_eq!(row(&desk, "4.4", None)["risk_accepted"], Value::Null);
}

#[test]
fn a_part_is_answered_on_its_own_and_the_check_takes_the_worst() {
    let desk = Desk::with_workbook();
    desk.zicha("answer w.zicha 7.3 --part a --state met").exits(0);
    desk.zicha("answer w.zicha 7.3 --part b --state not_met").exits(0);
    assert_eq!(row(&desk, "7.3", Some("b"))["state"], "not_met");
    let whole = row(&desk, "7.3", None);
    assert_eq!(
        (&whole["state"], &whole["effective_state"]),
        (&json!("unanswered"), &json!("not_met"))
    );
    let status = desk.zicha("status w.zicha --format json").exits(0).json();
    assert_eq!(
        (&status["answered"], &status["must"]["not_met"]),
        (&json!(1), &json!(1))
    );
    desk.zicha("answer w.zicha 7.3 --part z --state met")
        .refuses_naming("`z`");
}

#[test]
fn not_applicable_without_a_reason_is_stored_and_flagged() {
    let desk = Desk::with_workbook();
    let run = desk.zicha("answer w.zicha 4.4 --state not_applicable").exits(0);
    assert!(run.stderr.contains("the reason is missing"), "{}", run.stderr);
    let row = row(&desk, "4.4", None);
    assert_eq!(row["state"], "not_applicable");
    assert_eq!(row["flags"], json!(["reason_missing", "review_missing"]));
}

#[test]
fn the_target_may_be_left_out_only_where_there_is_one() {
    let desk = Desk::with_workbook();
    desk.zicha("answer w.zicha 4.1 --state met").exits(0);
    assert_eq!(row(&desk, "4.1", None)["target"], "organisation");
    desk.zicha("system add w.zicha web --name 會員網站").exits(0);
    let run = desk
        .zicha("answer w.zicha 4.4 --state met")
        .refuses_naming("trade, web");
    assert!(run.stderr.contains("--target"), "{}", run.stderr);
    desk.zicha("answer w.zicha 4.4 --target web --state met").exits(0);
    desk.zicha("answer w.zicha 4.4 --target nope --state met")
        .refuses_naming("nope");
    desk.zicha("answer w.zicha 4.4 --target organisation --state met")
        .refuses_naming("organisation");
}

#[test]
fn flags_go_only_with_the_states_they_belong_to() {
    let desk = Desk::with_workbook();
    desk.zicha("answer w.zicha 4.4 --state met --risk-until 2027-06-30")
        .refuses_naming("4.4");
    desk.zicha("answer w.zicha 4.4 --state not_met --alternative x")
        .refuses_naming("4.4");
    desk.zicha("answer w.zicha 4.4 --state not_met --risk-until 2027-02-30")
        .refuses_naming("2027-02-30");
    assert_eq!(row(&desk, "4.4", None)["state"], "unanswered");
}

#[test]
fn what_cannot_be_answered_is_refused_with_what_could() {
    let desk = Desk::with_workbook();
    desk.zicha("answer w.zicha 99.1 --state met")
        .refuses_naming("99.1");
    desk.zicha("answer w.zicha 4.4").refuses_naming("nothing to set");
    desk.zicha("answer w.zicha 4.4 --sample colour=red --state met")
        .refuses_naming("colour");
    let usage = desk.zicha("answer w.zicha 4.4 --state fine").exits(2);
    assert!(usage.stderr.contains("not_applicable"), "{}", usage.stderr);
    desk.zicha("answer w.zicha four --state met").exits(2);
}

#[test]
fn findings_are_recorded_changed_and_listed() {
    let desk = Desk::with_workbook();
    desk.zicha("answer w.zicha 4.4 --state not_met").exits(0);
    let added = desk
        .zicha("finding add w.zicha 4.4 --condition 未清查 --cause 無人負責")
        .exits(0);
    assert_eq!(added.stdout.trim(), "F-01");
    desk.zicha("finding set w.zicha F-01 --recommendation 每半年清查")
        .exits(0);
    let listed = desk.zicha("finding list w.zicha --format json").exits(0).json();
    assert_eq!(listed[0]["condition"], "未清查");
    assert_eq!(listed[0]["cause"], "無人負責");
    assert_eq!(listed[0]["recommendation"], "每半年清查");
    assert_eq!(row(&desk, "4.4", None)["findings"][0]["id"], "F-01");
    desk.zicha("finding set w.zicha F-09 --cause x")
        .refuses_naming("F-09");
    desk.zicha("finding set w.zicha F-01").exits(2);
}

#[test]
fn a_writing_command_tells_programs_whether_anything_changed() {
    let desk = Desk::with_workbook();
    let first = desk
        .zicha("answer w.zicha 4.4 --state met --format json")
        .exits(0)
        .json();
    assert_eq!(
        (&first["changed"], &first["action"]),
        (&json!(true), &json!("answer"))
    );
    assert_eq!(first["journal"]["count"], 4);
    let second = desk
        .zicha("answer w.zicha 4.4 --state met --format json")
        .exits(0)
        .json();
    assert_eq!(second["changed"], json!(false));
}
