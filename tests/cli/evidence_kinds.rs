//! Evidence of every kind by commands: what is known of it, its ties, its custody, looking for
//! moved files, handing copies over.

use serde_json::{Value, json};

use crate::harness::Desk;

fn evidence_of(desk: &Desk, clause: &str) -> Vec<Value> {
    let rows = desk
        .zicha_with("show w.zicha --format json", &[clause])
        .exits(0)
        .json();
    rows[0]["evidence"].as_array().unwrap().clone()
}

#[test]
fn every_kind_is_attached_and_shown_as_stored() {
    let desk = Desk::with_workbook();
    std::fs::create_dir(desk.path("紀錄")).unwrap();
    desk.write("紀錄/a.txt", "甲");
    desk.write("畫面.png", b"\x89PNG\r\n\x1a\n....");
    let add = |more: &[&str]| {
        desk.zicha_with("evidence add w.zicha 4.4", more).exits(0);
    };
    add(&["--folder", "紀錄", "--sensitivity", "personal_data"]);
    add(&["--screenshot", "畫面.png", "--proves", "逾期帳號已停用"]);
    add(&[
        "--interview",
        "資訊主管",
        "--title-of",
        "經理",
        "--dated",
        "2026-02-03",
        "--said",
        "每半年審查",
        "--confirmed-on",
        "2026-02-05",
    ]);
    add(&["--place", "機房 A 櫃", "--custodian", "總務主管"]);
    add(&[
        "--doc",
        "ISMS-02",
        "--version",
        "第 3 版",
        "--issuer",
        "資訊部",
        "--covers-from",
        "2026-01-01",
        "--covers-to",
        "2026-06-30",
    ]);
    let rows = evidence_of(&desk, "4.4");
    let kinds: Vec<&str> = rows.iter().map(|row| row["kind"].as_str().unwrap()).collect();
    assert_eq!(
        kinds,
        ["folder", "screenshot", "interview", "physical", "document"]
    );
    assert_eq!(
        (&rows[0]["files"], &rows[0]["sensitivity"]),
        (&json!(1), &json!("personal_data"))
    );
    assert_eq!(rows[1]["proves"], "逾期帳號已停用");
    let interview = json!({"title": "經理", "said": "每半年審查", "confirmed_on": "2026-02-05"});
    assert_eq!(rows[2]["interview"], interview);
    assert_eq!(rows[3]["custodian"], "總務主管");
    assert_eq!(
        (&rows[4]["version"], &rows[4]["issuer"]),
        (&json!("第 3 版"), &json!("資訊部"))
    );
    assert_eq!(
        (&rows[4]["covers_from"], &rows[4]["covers_to"]),
        (&json!("2026-01-01"), &json!("2026-06-30"))
    );
    desk.zicha("evidence check w.zicha").exits(0);
}

#[test]
fn one_call_ties_evidence_to_several_checks() {
    let desk = Desk::with_workbook();
    desk.zicha("evidence add w.zicha 4.1 --doc A-1 --item e1 --locator p.2 --also 4.4 --also 4.3@trade")
        .exits(0);
    for clause in ["4.1", "4.4", "4.3"] {
        assert_eq!(evidence_of(&desk, clause)[0]["locator"], "p.2", "{clause}");
    }
    assert_eq!(evidence_of(&desk, "4.4")[0]["item"], Value::Null);
    desk.zicha("undo w.zicha").exits(0);
    assert!(evidence_of(&desk, "4.3").is_empty());
    desk.zicha("evidence add w.zicha 4.1 --doc A-1 --also 4.4@nobody")
        .refuses_naming("nobody");
}

#[test]
fn what_is_known_and_the_ties_are_changed() {
    let desk = Desk::with_workbook();
    desk.zicha("evidence add w.zicha 4.4 --doc A-1").exits(0);
    desk.zicha("evidence set w.zicha E-001 --title T --dated 2026-03-01 --location A-2 --sensitivity internal --by auditor")
        .exits(0);
    let row = &evidence_of(&desk, "4.4")[0];
    assert_eq!(
        (&row["title"], &row["location"], &row["dated"]),
        (&json!("T"), &json!("A-2"), &json!("2026-03-01"))
    );
    desk.zicha_with("evidence set w.zicha E-001 --no-sensitivity", &["--dated", ""])
        .exits(0);
    let row = &evidence_of(&desk, "4.4")[0];
    assert_eq!((&row["sensitivity"], &row["dated"]), (&Value::Null, &json!("")));
    desk.zicha("evidence set w.zicha E-001 --said x")
        .refuses_naming("interview");

    desk.zicha("evidence link w.zicha E-001 4.3 --locator p.1")
        .exits(0);
    desk.zicha("evidence link w.zicha E-001 4.3 --proves yes")
        .exits(0);
    let row = &evidence_of(&desk, "4.3")[0];
    assert_eq!((&row["locator"], &row["proves"]), (&json!("p.1"), &json!("yes")));
    desk.zicha("evidence unlink w.zicha E-001 4.3").exits(0);
    assert!(evidence_of(&desk, "4.3").is_empty());
    desk.zicha("evidence unlink w.zicha E-001 4.3")
        .refuses_naming("E-001");
    assert_eq!(evidence_of(&desk, "4.4").len(), 1);
}

#[test]
fn custody_is_added_step_by_step() {
    let desk = Desk::with_workbook();
    desk.zicha("evidence add w.zicha 4.4 --place A").exits(0);
    desk.zicha("evidence custody add w.zicha E-001 --on 2026-02-01 --from 資訊主管 --to 稽核人員甲")
        .exits(0);
    desk.zicha("evidence custody add w.zicha E-001 --on 2026-02-09 --to 資訊主管 --purpose 歸還")
        .exits(0);
    desk.zicha("evidence custody add w.zicha E-001 --on 2026-01-01 --to x")
        .refuses_naming("2026-01-01");
    desk.zicha("evidence custody add w.zicha E-001 --on 2026-02-31 --to x")
        .refuses_naming("2026-02-31");
    let steps = evidence_of(&desk, "4.4")[0]["custody"].clone();
    assert_eq!(
        steps[1],
        json!({"on": "2026-02-09", "to": "資訊主管", "purpose": "歸還"})
    );
    desk.zicha("evidence custody remove w.zicha E-001 1").exits(0);
    assert_eq!(
        evidence_of(&desk, "4.4")[0]["custody"].as_array().unwrap().len(),
        1
    );
    desk.zicha("evidence custody remove w.zicha E-001 9")
        .refuses_naming("9");
    desk.zicha("evidence custody remove w.zicha E-001 0")
        .refuses_naming("0");
}

#[test]
fn moved_files_are_found_and_what_is_missing_is_said() {
    let desk = Desk::with_workbook();
    desk.write("a.txt", "甲");
    desk.write("b.txt", "乙乙");
    for name in ["a.txt", "b.txt"] {
        desk.zicha_with("evidence add w.zicha 4.4 --file", &[name])
            .exits(0);
    }
    std::fs::create_dir(desk.path("搬移")).unwrap();
    std::fs::rename(desk.path("a.txt"), desk.path("搬移/a.txt")).unwrap();
    std::fs::remove_file(desk.path("b.txt")).unwrap();
    let found = desk
        .zicha("evidence relink w.zicha --format json")
        .exits(1)
        .json();
    assert_eq!(found["moved"][0]["to"], "搬移/a.txt");
    assert_eq!(found["missing"][0]["id"], "E-002");
    let text = desk.zicha("evidence relink w.zicha E-002 --search 搬移").exits(1);
    assert!(text.stdout.contains("E-002"), "{}", text.stdout);
    desk.zicha("evidence relink w.zicha --search nowhere")
        .refuses_naming("nowhere");
    desk.zicha("evidence relink w.zicha E-9").refuses_naming("E-9");
}

#[test]
fn a_folder_of_copies_is_written_once() {
    let desk = Desk::with_workbook();
    desk.write("a.txt", "甲");
    desk.zicha("evidence add w.zicha 4.4 --file a.txt").exits(0);
    let done = desk
        .zicha("evidence export w.zicha -o out --format json")
        .exits(0)
        .json();
    assert_eq!(done["copied"], 1);
    let copy = done["evidence"][0]["copy"].as_str().unwrap();
    assert_eq!(
        std::fs::read_to_string(desk.path("out").join(copy)).unwrap(),
        "甲"
    );
    desk.zicha("evidence export w.zicha -o out").refuses_naming("out");
    desk.write("a.txt", "乙");
    let changed = desk.zicha("evidence export w.zicha -o out2").exits(1);
    assert!(changed.stderr.contains("E-001"), "{}", changed.stderr);
    desk.zicha("journal w.zicha --verify").exits(0);
}

#[test]
fn roots_of_this_machine_are_kept_in_the_settings() {
    let desk = Desk::with_workbook();
    std::fs::create_dir(desk.path("root")).unwrap();
    desk.zicha("evidence roots --add root").exits(0);
    desk.zicha("evidence roots --add nowhere")
        .refuses_naming("nowhere");
    let roots = desk.zicha("evidence roots --format json").exits(0).json();
    assert_eq!(roots.as_array().unwrap().len(), 1);
    desk.zicha("evidence roots --remove root").exits(0);
    assert_eq!(
        desk.zicha("evidence roots --format json").exits(0).json(),
        json!([])
    );
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_read_is_told_apart_from_a_missing_one() {
    let desk = Desk::with_workbook();
    desk.write("a.txt", "甲");
    desk.zicha("evidence add w.zicha 4.4 --file a.txt").exits(0);
    std::fs::remove_file(desk.path("a.txt")).unwrap();
    std::os::unix::fs::symlink("a.txt", desk.path("a.txt")).unwrap();
    let rows = desk.zicha("evidence check w.zicha --format json").exits(1).json();
    assert_eq!(
        (&rows[0]["state"], &rows[0]["detail"]),
        (&json!("missing"), &json!("unreadable"))
    );
    assert!(rows[0]["cause"].as_str().unwrap().contains("a.txt"));
    let text = desk.zicha("evidence check w.zicha").exits(1);
    assert!(text.stdout.contains("cannot be read"), "{}", text.stdout);
}

#[cfg(unix)]
#[test]
fn names_with_escape_sequences_never_reach_the_terminal() {
    let desk = Desk::with_workbook();
    let name = "\u{1b}[2J紅.txt";
    desk.write(name, "x");
    desk.zicha_with("evidence add w.zicha 4.4 --file", &[name])
        .exits(0);
    desk.zicha_with(
        "evidence add w.zicha 4.4 --interview",
        &["\u{1b}]0;x\u{7}甲", "--said", "\u{9b}31m"],
    )
    .exits(0);
    std::fs::remove_file(desk.path(name)).unwrap();
    for arguments in [
        "evidence check w.zicha",
        "evidence relink w.zicha",
        "show w.zicha 4.4",
        "evidence check w.zicha --format json",
        "evidence export w.zicha -o out --format json",
    ] {
        let run = desk.zicha(arguments);
        let shown = run.stdout + &run.stderr;
        assert!(
            !shown.contains(['\u{1b}', '\u{7}', '\u{9b}']),
            "{arguments}: {shown:?}"
        );
    }
    let long = "長".repeat(10_000);
    desk.zicha_with("evidence add w.zicha 4.4 --doc A --title", &[&long])
        .exits(0);
    assert_eq!(evidence_of(&desk, "4.4")[2]["title"].as_str().unwrap(), long);
}
