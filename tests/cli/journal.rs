//! The journal on the command line.

use serde_json::json;

use crate::harness::Desk;

#[test]
fn an_untouched_journal_is_intact_also_against_an_anchor() {
    let desk = Desk::with_workbook();
    let status = desk.zicha("status w.zicha --format json").exits(0).json();
    let anchor = format!(
        "{}:{}",
        status["journal"]["count"],
        status["journal"]["head"].as_str().unwrap()
    );
    desk.zicha("answer w.zicha 4.4 --state met").exits(0);
    let run = desk
        .zicha(&format!("journal w.zicha --verify --anchor {anchor}"))
        .exits(0);
    assert_eq!(run.json(), json!({"result": "intact", "at": 4}));
}

#[test]
fn a_shortened_and_a_rewritten_journal_are_told_apart_by_the_anchor() {
    let desk = Desk::with_workbook();
    let head = desk.zicha("status w.zicha --format json").json()["journal"]["head"]
        .as_str()
        .unwrap()
        .to_owned();
    let verify = |anchor: String| {
        let run = desk
            .zicha(&format!("journal w.zicha --verify --anchor {anchor}"))
            .exits(1);
        run.json()["result"].as_str().unwrap().to_owned()
    };
    assert_eq!(verify(format!("9:{head}")), "shorter");
    assert_eq!(verify(format!("2:{head}")), "rewritten");
    desk.zicha("journal w.zicha --verify --anchor 3:abc").exits(2);
    desk.zicha(&format!("journal w.zicha --anchor 3:{head}")).exits(2);
}

#[test]
fn a_table_changed_from_outside_is_found() {
    let desk = Desk::with_workbook();
    desk.zicha("answer w.zicha 4.4 --state not_met").exits(0);
    let database = rusqlite::Connection::open(desk.path("w.zicha")).unwrap();
    let changed = database.execute("UPDATE answers SET state = 'met'", []).unwrap();
    assert_eq!(changed, 1);
    drop(database);
    let run = desk.zicha("journal w.zicha --verify").exits(1);
    assert_eq!(run.json()["result"], "table_differs");
}

#[test]
fn every_row_says_who_did_what_to_what() {
    let desk = Desk::with_workbook();
    desk.zicha("answer w.zicha 4.4 --state met --by 資訊主管")
        .exits(0);
    let rows = desk.zicha("journal w.zicha --format json").exits(0).json();
    let last = rows.as_array().unwrap().last().unwrap().clone();
    assert_eq!(
        (&last["actor"], &last["action"]),
        (&json!("資訊主管"), &json!("answer"))
    );
    assert_eq!(last["object"]["kind"], "answer");
    assert_eq!(last["after"]["state"], "met");
    let text = desk.zicha("journal w.zicha").exits(0).stdout;
    assert_eq!(text.lines().count(), 4);
}
