//! Review, sign-off and reading the journal by clause.

use serde_json::{Value, json};

use crate::harness::Desk;

/// A workbook in which 4.1 and 4.4 are answered.
fn answered() -> Desk {
    let desk = Desk::with_workbook();
    for clause in ["4.1", "4.4"] {
        desk.zicha(&format!("answer w.zicha {clause} --state met --by 資訊主管"))
            .exits(0);
    }
    desk
}

fn status(desk: &Desk) -> Value {
    desk.zicha("status w.zicha --format json").exits(0).json()
}

fn review_of(desk: &Desk, clause: &str) -> Value {
    let rows = desk
        .zicha(&format!("show w.zicha {clause} --format json"))
        .exits(0)
        .json();
    rows[0]["review"].clone()
}

#[test]
fn a_check_goes_from_submitted_over_returned_to_approved_and_a_change_reopens_it() {
    let desk = answered();
    assert_eq!(review_of(&desk, "4.1"), Value::Null);
    desk.zicha("review submit w.zicha 4.1 --by 資訊主管").exits(0);
    desk.zicha("review return w.zicha 4.1 --note 請補抽樣 --by 稽核人員甲")
        .exits(0);
    let returned = review_of(&desk, "4.1");
    assert_eq!(
        (&returned["state"], &returned["note"], &returned["by"]),
        (&json!("returned"), &json!("請補抽樣"), &json!("稽核人員甲"))
    );
    desk.zicha("review submit w.zicha 4.1 --by 資訊主管").exits(0);
    let run = desk.zicha("review approve w.zicha 4.1 --by 稽核人員甲").exits(0);
    assert_eq!(run.stderr, "");
    assert_eq!(review_of(&desk, "4.1")["changed"], json!([]));
    desk.zicha("answer w.zicha 4.1 --state partial").exits(0);
    let reopened = review_of(&desk, "4.1");
    assert_eq!(reopened["state"], "reopened");
    assert_eq!(reopened["changed"], json!([{"part": null, "field": "state"}]));
    let text = desk.zicha("show w.zicha 4.1").exits(0).stdout;
    assert!(
        text.contains("Changed after approval") && text.contains("State"),
        "{text}"
    );
    desk.zicha("undo w.zicha").exits(0);
    assert_eq!(review_of(&desk, "4.1")["state"], "approved");
}

#[test]
fn status_counts_checks_by_where_they_stand_in_review() {
    let desk = answered();
    desk.zicha("review submit w.zicha --all --by 資訊主管").exits(0);
    desk.zicha("review approve w.zicha 4.4 --by 稽核人員甲").exits(0);
    let status = status(&desk);
    let review = &status["review"];
    assert_eq!(
        (
            &review["submitted"],
            &review["approved"],
            &review["returned"],
            &review["reopened"]
        ),
        (&json!(1), &json!(1), &json!(0), &json!(0))
    );
    assert_eq!(
        review["none"].as_u64().unwrap() + 2,
        status["total"].as_u64().unwrap()
    );
    let text = desk.zicha("status w.zicha --lang zh-TW").exits(0).stdout;
    assert!(text.contains("待覆核 1") && text.contains("已核可 1"), "{text}");
}

#[test]
fn a_chapter_an_article_or_a_system_takes_what_can_be_and_a_preview_changes_nothing() {
    let desk = answered();
    let before = status(&desk)["journal"].clone();
    let preview = desk
        .zicha("review submit w.zicha --article 4 --dry-run --format json")
        .exits(0)
        .json();
    assert_eq!(
        preview,
        json!({"count": 2, "checks": [
            {"clause": "4.1", "target": "organisation"}, {"clause": "4.4", "target": "trade"}]})
    );
    assert_eq!(status(&desk)["journal"], before);
    let system = desk
        .zicha("review submit w.zicha --target trade --dry-run --format json")
        .exits(0)
        .json();
    assert_eq!(system["count"], 1);
    let saved = desk
        .zicha("review submit w.zicha --chapter 2 --format json")
        .exits(0)
        .json();
    assert_eq!(
        (&saved["changed"], &saved["action"]),
        (&json!(true), &json!("review"))
    );
    assert_eq!(status(&desk)["review"]["submitted"], 2);
    desk.zicha("undo w.zicha").exits(0);
    assert_eq!(status(&desk)["review"]["submitted"], 0);
}

#[test]
fn what_cannot_be_reviewed_is_refused_by_name() {
    let desk = answered();
    desk.zicha("review submit w.zicha 4.1 4.2").refuses_naming("4.2");
    desk.zicha("review approve w.zicha 4.1").refuses_naming("4.1");
    desk.zicha("review return w.zicha 4.1 --note x")
        .refuses_naming("4.1");
    desk.zicha("review submit w.zicha 99.1").refuses_naming("99.1");
    desk.zicha("review submit w.zicha --target nope")
        .refuses_naming("nope");
    desk.zicha("review approve w.zicha --all")
        .refuses_naming("review");
    desk.zicha("review submit w.zicha --all").exits(0);
    desk.zicha("review return w.zicha --all").refuses_naming("note");
    desk.zicha("review submit w.zicha").exits(2);
    assert_eq!(status(&desk)["review"]["submitted"], 2);
}

#[test]
fn an_approval_by_the_preparer_is_stored_with_a_warning() {
    let desk = answered();
    desk.zicha("review submit w.zicha 4.1").exits(0);
    let run = desk.zicha("review approve w.zicha 4.1 --by 資訊主管").exits(0);
    assert!(run.stderr.contains("1 of them"), "{}", run.stderr);
    assert_eq!(review_of(&desk, "4.1")["state"], "approved");
}

#[test]
fn a_sign_off_is_shown_with_whether_it_stands_and_what_changed() {
    let desk = answered();
    desk.zicha("signoff w.zicha --role reviewer --by 稽核人員甲")
        .refuses_naming("preparer");
    desk.zicha("signoff w.zicha --role preparer --title 經理 --note 首次 --by 資訊主管")
        .exits(0);
    let signed = status(&desk)["sign_offs"][0].clone();
    assert_eq!(
        (
            &signed["role"],
            &signed["by"],
            &signed["title"],
            &signed["current"]
        ),
        (
            &json!("preparer"),
            &json!("資訊主管"),
            &json!("經理"),
            &json!(true)
        )
    );
    assert_eq!(signed["digest"], status(&desk)["digest"]);
    desk.zicha("answer w.zicha 4.4 --note 補充").exits(0);
    desk.zicha("system set w.zicha trade --name 下單系統").exits(0);
    let stale = status(&desk)["sign_offs"][0].clone();
    assert_eq!(stale["current"], false);
    assert_eq!(
        stale["changed_checks"],
        json!([{"clause": "4.4", "target": "trade"}])
    );
    assert_eq!(stale["changed_other"], json!([{"kind": "system", "id": "trade"}]));
    let text = desk.zicha("status w.zicha --lang zh-TW").exits(0).stdout;
    assert!(text.contains("已失效") && text.contains("下單系統"), "{text}");
    // A sign-off is somebody's word: undo passes it by.
    for _ in 0..2 {
        desk.zicha("undo w.zicha").exits(0);
    }
    assert_eq!(status(&desk)["sign_offs"][0]["current"], true);
}

#[test]
fn an_approver_who_prepared_or_comes_without_a_reviewer_is_told_so() {
    let desk = answered();
    desk.zicha("signoff w.zicha --role preparer --by 資訊主管")
        .exits(0);
    let run = desk
        .zicha("signoff w.zicha --role approver --by 資訊主管")
        .exits(0);
    assert!(run.stderr.contains("same person"), "{}", run.stderr);
    assert!(run.stderr.contains("No reviewer"), "{}", run.stderr);
}

#[test]
fn nothing_answered_is_nothing_to_sign_off() {
    let desk = Desk::with_workbook();
    desk.zicha("signoff w.zicha --role preparer")
        .refuses_naming("nothing");
}

#[test]
fn the_journal_of_a_clause_lists_what_belongs_to_it_alone() {
    let desk = answered();
    desk.zicha("evidence add w.zicha 4.4 --doc IS-01").exits(0);
    desk.zicha("finding add w.zicha 4.1 --condition 未公告").exits(0);
    let kinds = |clause: &str| -> Vec<String> {
        let rows = desk
            .zicha(&format!("journal w.zicha --clause {clause} --format json"))
            .exits(0)
            .json();
        let rows = rows.as_array().unwrap();
        rows.iter()
            .map(|row| row["object"]["kind"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(kinds("4.4"), ["answer", "link"]);
    assert_eq!(kinds("4.1"), ["answer", "finding"]);
    assert_eq!(kinds("5.1"), Vec::<String>::new());
    let text = desk
        .zicha("journal w.zicha --clause 4.4 --lang zh-TW")
        .exits(0)
        .stdout;
    assert!(
        text.contains("檢核結果 4.4 交易系統") && text.contains("E-001"),
        "{text}"
    );
    desk.zicha("journal w.zicha --clause 99.1").refuses_naming("99.1");
    desk.zicha("journal w.zicha --clause 4.1 --verify").exits(2);
}

#[test]
fn an_anchor_may_be_written_with_capitals_and_space_and_is_refused_in_words() {
    let desk = answered();
    let journal = status(&desk)["journal"].clone();
    let head = journal["head"].as_str().unwrap().to_uppercase();
    desk.zicha_with(
        "journal w.zicha --verify",
        &["--anchor", &format!(" {}:{head} ", journal["count"])],
    )
    .exits(0);
    for wrong in ["5", "x:00", "5:00"] {
        let run = desk
            .zicha_with("journal w.zicha --verify", &["--anchor", wrong])
            .exits(2);
        assert!(!run.stderr.is_empty());
    }
}

#[test]
fn a_name_with_escape_sequences_is_stored_whole_and_shown_as_symbols() {
    let desk = answered();
    desk.zicha_with(
        "review submit w.zicha 4.1",
        &["--by", "\u{1b}[31m甲", "--note", "\u{1b}]0;x\u{7}"],
    )
    .exits(0);
    desk.zicha_with("signoff w.zicha --role preparer", &["--by", "\u{1b}[31m乙"])
        .exits(0);
    assert_eq!(review_of(&desk, "4.1")["by"], "\u{1b}[31m甲");
    for command in ["show w.zicha 4.1", "status w.zicha", "journal w.zicha"] {
        let text = desk.zicha(command).exits(0).stdout;
        assert!(!text.contains('\u{1b}') && text.contains('␛'), "{text}");
    }
}
