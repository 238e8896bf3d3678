//! Making workbooks and going back and forth in them.

use serde_json::json;

use crate::harness::{Desk, bytes};

#[test]
fn a_new_workbook_never_replaces_a_file() {
    let desk = Desk::with_workbook();
    let before = bytes(&desk.path("w.zicha"));
    desk.zicha("new w.zicha --profile p.json")
        .refuses_naming("w.zicha");
    assert_eq!(bytes(&desk.path("w.zicha")), before);
}

#[test]
fn the_status_of_a_new_workbook_counts_every_check_as_unanswered() {
    let desk = Desk::with_workbook();
    let status = desk.zicha("status w.zicha --format json").exits(0).json();
    assert_eq!(status["answered"], 0);
    let states = [
        "met",
        "partial",
        "not_met",
        "not_applicable",
        "unable",
        "unanswered",
    ];
    let sum: u64 = ["must", "should"]
        .iter()
        .flat_map(|level| {
            states
                .iter()
                .map(|state| status[*level][*state].as_u64().unwrap())
        })
        .sum();
    assert_eq!(status["total"], json!(sum));
    assert_eq!(status["chapters"].as_array().unwrap().len(), 7);
    assert_eq!(status["journal"]["head"].as_str().unwrap().len(), 64);
    assert_eq!(status["journal"]["count"], 3);
}

#[test]
fn check_says_no_until_every_must_is_met_or_not_applicable() {
    let desk = Desk::with_workbook();
    desk.zicha("status w.zicha --check").exits(1);
    let rows = desk.zicha("show w.zicha --format json").exits(0).json();
    let musts = rows
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["level"] == "must");
    for (row, number) in musts.zip(0..) {
        let clause = row["clause"].as_str().unwrap();
        let state = if number % 2 == 0 { "met" } else { "not_applicable" };
        desk.zicha(&format!("answer w.zicha {clause} --state {state}"))
            .exits(0);
    }
    desk.zicha("status w.zicha --check").exits(0);
}

#[test]
fn undo_and_redo_go_back_and_forth_and_say_when_there_is_nothing_left() {
    let desk = Desk::with_workbook();
    let state = || {
        let rows = desk.zicha("show w.zicha 4.4 --format json").exits(0).json();
        rows[0]["state"].as_str().unwrap().to_owned()
    };
    desk.zicha("undo w.zicha").exits(1);
    desk.zicha("answer w.zicha 4.4 --state met").exits(0);
    desk.zicha("answer w.zicha 4.4 --state not_met").exits(0);
    assert_eq!(state(), "not_met");
    desk.zicha("undo w.zicha").exits(0);
    assert_eq!(state(), "met");
    desk.zicha("undo w.zicha").exits(0);
    assert_eq!(state(), "unanswered");
    desk.zicha("undo w.zicha").exits(1);
    desk.zicha("redo w.zicha").exits(0);
    desk.zicha("redo w.zicha").exits(0);
    assert_eq!(state(), "not_met");
    desk.zicha("redo w.zicha").exits(1);
    desk.zicha("journal w.zicha --verify").exits(0);
}

#[test]
fn systems_are_added_described_and_removed_one_step_each() {
    let desk = Desk::with_workbook();
    desk.zicha(
        "system add w.zicha web --name 會員網站 --core no --condition internet_facing,noninternal_users=no",
    )
    .exits(0);
    let systems = desk.zicha("system list w.zicha --format json").exits(0).json();
    assert_eq!(systems[1]["id"], "web");
    assert_eq!(systems[1]["core"], json!(false));
    assert_eq!(systems[1]["conditions"]["internet_facing"], "yes");
    assert_eq!(systems[1]["conditions"]["noninternal_users"], "no");
    assert_eq!(systems[1]["conditions"]["user_input"], "unasked");
    desk.zicha("system set w.zicha web --core yes --core-reason 客戶下單")
        .exits(0);
    let systems = desk.zicha("system list w.zicha --format json").exits(0).json();
    assert_eq!(
        (&systems[1]["core"], &systems[1]["core_reason"]),
        (&json!(true), &json!("客戶下單"))
    );
    desk.zicha("system remove w.zicha web").exits(0);
    desk.zicha("undo w.zicha").exits(0);
    desk.zicha("undo w.zicha").exits(0);
    let systems = desk.zicha("system list w.zicha --format json").exits(0).json();
    assert_eq!(systems[1]["core"], json!(false));
    desk.zicha("undo w.zicha").exits(0);
    let systems = desk.zicha("system list w.zicha --format json").exits(0).json();
    assert_eq!(systems.as_array().unwrap().len(), 1);
}

#[test]
fn a_system_is_refused_unknown_ids_and_answers() {
    let desk = Desk::with_workbook();
    desk.zicha("system add w.zicha trade --name x")
        .refuses_naming("trade");
    desk.zicha("system add w.zicha organisation --name x")
        .refuses_naming("organisation");
    desk.zicha("system set w.zicha nope --name x")
        .refuses_naming("nope");
    desk.zicha("system set w.zicha trade --condition nope")
        .refuses_naming("nope");
    desk.zicha("system set w.zicha trade --condition user_input=perhaps")
        .refuses_naming("perhaps");
    desk.zicha("system set w.zicha trade --condition personal_data_held")
        .refuses_naming("personal_data_held");
    desk.zicha("system set w.zicha trade").refuses_naming("--help");
}

#[test]
fn who_made_a_change_is_the_name_given_else_the_login_name() {
    let desk = Desk::with_workbook();
    desk.zicha("answer w.zicha 4.4 --state met --by 資訊主管")
        .exits(0);
    desk.zicha("answer w.zicha 4.1 --state met").exits(0);
    let rows = desk.zicha("journal w.zicha --format json").exits(0).json();
    let actors: Vec<&str> = rows
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["actor"].as_str().unwrap())
        .collect();
    assert_eq!(actors, ["auditor", "auditor", "auditor", "資訊主管", "auditor"]);
    let shown = desk.zicha("show w.zicha 4.4 --format json").exits(0).json();
    assert_eq!(shown[0]["prepared_by"], "資訊主管");
}

#[test]
fn while_another_program_writes_the_workbook_writing_is_refused_and_reading_works() {
    use zicha::engagement::Engagement;
    use zicha::engagement::clock::SystemClock;
    let desk = Desk::with_workbook();
    desk.zicha("answer w.zicha 4.4 --state met").exits(0);
    let other =
        Engagement::open_for_writing(&desk.path("w.zicha"), Box::new(SystemClock), "x".to_owned()).unwrap();
    for call in [
        "answer w.zicha 4.4 --state not_met",
        "undo w.zicha",
        "system remove w.zicha trade",
        "evidence add w.zicha 4.4 --doc A-1",
        "finding add w.zicha 4.4 --condition x",
    ] {
        desk.zicha(call).refuses_naming("open in another Zicha");
    }
    let rows = desk.zicha("show w.zicha 4.4 --format json").exits(0).json();
    assert_eq!(rows[0]["state"], "met");
    desk.zicha("status w.zicha").exits(0);
    desk.zicha("journal w.zicha --verify").exits(0);
    drop(other);
    desk.zicha("answer w.zicha 4.4 --state not_met").exits(0);
}
