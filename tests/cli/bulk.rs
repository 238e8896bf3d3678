//! Answering several checks in one step, and what a change of systems moves.

use serde_json::{Value, json};

use crate::harness::Desk;

/// The workbook with three systems, of which two share a directory.
fn desk() -> Desk {
    let desk = Desk::with_workbook();
    desk.zicha("system add w.zicha web --name 會員網站 --core no --shared AD")
        .exits(0);
    desk.zicha("system add w.zicha hr --name 人薪系統 --core no --shared AD --vendor 廠商甲")
        .exits(0);
    desk
}

fn states(desk: &Desk, clause: &str) -> Vec<(String, String)> {
    let rows = desk
        .zicha(&format!("show w.zicha {clause} --format json"))
        .exits(0)
        .json();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    rows.as_array()
        .unwrap()
        .iter()
        .map(|row| (text(&row["target"]), text(&row["state"])))
        .collect()
}

fn count(desk: &Desk) -> u64 {
    let status = desk.zicha("status w.zicha --format json").exits(0).json();
    status["journal"]["count"].as_u64().unwrap()
}

#[test]
fn all_systems_of_several_clauses_are_answered_in_one_step() {
    let desk = desk();
    let run = desk
        .zicha("answer w.zicha 4.1 4.4 --all-systems --state met --note 同一說明 --by 稽核人員甲")
        .exits(0);
    assert!(run.stdout.contains("4 checks answered"), "{}", run.stdout);
    let met = |target: &str| (target.to_owned(), "met".to_owned());
    assert_eq!(states(&desk, "4.4"), [met("trade"), met("web"), met("hr")]);
    assert_eq!(states(&desk, "4.1"), [met("organisation")]);
    desk.zicha("undo w.zicha").exits(0);
    assert!(
        states(&desk, "4.4")
            .iter()
            .all(|(_, state)| state == "unanswered")
    );
}

#[test]
fn a_group_or_named_systems_are_answered_and_others_are_not() {
    let desk = desk();
    desk.zicha("answer w.zicha 4.4 --group AD --state partial")
        .exits(0);
    let of = |target: &str, state: &str| (target.to_owned(), state.to_owned());
    assert_eq!(
        states(&desk, "4.4"),
        [
            of("trade", "unanswered"),
            of("web", "partial"),
            of("hr", "partial")
        ]
    );
    desk.zicha("answer w.zicha 4.4 --target trade,web --state met")
        .exits(0);
    assert_eq!(
        states(&desk, "4.4"),
        [of("trade", "met"), of("web", "met"), of("hr", "partial")]
    );
    desk.zicha("answer w.zicha 4.4 --group LDAP --state met")
        .refuses_naming("LDAP");
    desk.zicha("answer w.zicha 4.4 4.5 --target nope --state met")
        .refuses_naming("nope");
    desk.zicha("answer w.zicha 4.4 --all-systems --part a --state met")
        .refuses_naming("--part");
    desk.zicha("answer w.zicha 4.4 --all-systems --group AD --state met")
        .exits(2);
}

#[test]
fn a_dry_run_tells_what_would_be_written_over_and_writes_nothing() {
    let desk = desk();
    desk.zicha("answer w.zicha 4.4 --target web --state not_met")
        .exits(0);
    let before = count(&desk);
    let run = desk
        .zicha("answer w.zicha 4.4 --all-systems --state met --dry-run --format json")
        .exits(0);
    assert_eq!(count(&desk), before);
    let web = &run.json()[1];
    assert_eq!(
        (&web["target"], &web["before"], &web["after"], &web["overwrites"]),
        (&json!("web"), &json!("not_met"), &json!("met"), &json!(true))
    );
    let run = desk
        .zicha("answer w.zicha 4.4 --all-systems --state met --only-unanswered --dry-run --format json")
        .exits(0);
    assert_eq!(run.json()[1]["skipped"], "answered");
    desk.zicha("answer w.zicha 4.4 --all-systems --state met --only-unanswered")
        .exits(0);
    assert_eq!(states(&desk, "4.4")[1].1, "not_met");
    assert_eq!(states(&desk, "4.4")[2].1, "met");
}

#[test]
fn what_is_not_in_scope_is_left_alone_and_said() {
    let desk = desk();
    let rows = desk.zicha("show w.zicha --format json").exits(0).json();
    let none = rows
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["level"] == "none")
        .unwrap();
    let (clause, target) = (none["clause"].as_str().unwrap(), none["target"].as_str().unwrap());
    let run = desk
        .zicha(&format!(
            "answer w.zicha 4.1 {clause} --target {target} --state met"
        ))
        .exits(0);
    assert!(run.stderr.contains("not in scope"), "{}", run.stderr);
    desk.zicha(&format!(
        "answer w.zicha {clause} {clause} --target {target} --only-unanswered --state met"
    ))
    .refuses_naming("none of the chosen");
}

#[test]
fn every_field_of_a_working_paper_is_set_and_shown() {
    let desk = desk();
    desk.zicha_with(
        "answer w.zicha 4.4 --target trade --state partial --alternative-kind parent_norm",
        &[
            "--alternative",
            "逐項比較均較嚴",
            "--alternative-name",
            "集團帳號標準",
            "--alternative-section",
            "5.2",
        ],
    )
    .exits(0);
    let row = |target: &str| {
        let rows = desk
            .zicha(&format!("show w.zicha 4.4 --target {target} --format json"))
            .exits(0)
            .json();
        assert_eq!(rows.as_array().unwrap().len(), 1);
        rows[0].clone()
    };
    assert_eq!(
        row("trade")["alternative_basis"],
        json!({"kind": "parent_norm", "name": "集團帳號標準", "section": "5.2"})
    );
    desk.zicha_with("answer w.zicha 4.4 --target trade", &["--alternative", ""])
        .exits(0);
    assert_eq!(row("trade")["alternative_basis"], Value::Null);
    desk.zicha("answer w.zicha 4.4 --target web --state unable --limitation-missing 廠商之軌跡 --limitation-reason 合約未約定")
        .exits(0);
    assert_eq!(
        row("web")["limitation"],
        json!({"missing": "廠商之軌跡", "reason": "合約未約定"})
    );
    let text = desk.zicha("show w.zicha 4.4 --target web").exits(0).stdout;
    assert!(
        text.contains("廠商之軌跡") && !text.contains("人薪系統"),
        "{text}"
    );
    desk.zicha("show w.zicha --target nope").refuses_naming("nope");
    desk.zicha("answer w.zicha 4.4 --target hr --state met --limitation-missing x")
        .refuses_naming("4.4");
    desk.zicha("answer w.zicha 4.4 --target hr --state not_met --risk-until 2199-12-31")
        .refuses_naming("2199-12-31");
}

#[test]
fn a_change_of_systems_is_told_before_it_is_made() {
    let desk = desk();
    desk.zicha("answer w.zicha 4.4 --target web --state met").exits(0);
    let before = count(&desk);
    let run = desk
        .zicha("system remove w.zicha web --dry-run --format json")
        .exits(0);
    let leaving = run.json()["leaving"].as_array().unwrap().clone();
    assert!(leaving.iter().all(|moved| moved["target"] == "web"));
    assert!(leaving.iter().any(|moved| moved["answered"] == true));
    let run = desk.zicha("system set w.zicha web --core yes --dry-run").exits(0);
    assert!(
        run.stdout.contains("checks enter") || run.stdout.contains("change their level"),
        "{}",
        run.stdout
    );
    let run = desk
        .zicha("system add w.zicha new --name 新系統 --dry-run")
        .exits(0);
    assert!(run.stdout.contains("checks enter"), "{}", run.stdout);
    assert_eq!(count(&desk), before);
    let run = desk.zicha("system remove w.zicha web").exits(0);
    assert!(
        run.stderr.contains("checks leave") && run.stderr.contains("stays in the workbook"),
        "{}",
        run.stderr
    );
    let run = desk
        .zicha("system add w.zicha web --name 會員網站 --core no")
        .exits(0);
    assert!(run.stderr.contains("come back"), "{}", run.stderr);
    assert_eq!(states(&desk, "4.4")[2], ("web".to_owned(), "met".to_owned()));
}

#[test]
fn grounds_are_given_for_systems_and_for_the_firm() {
    let desk = desk();
    desk.zicha("system set w.zicha web --condition user_input=no --ground user_input --fact 僅供查閱 --confirmed-by 資訊主管 --confirmed-on 2026-01-05 --ground-evidence SYS-01")
        .exits(0);
    desk.zicha("profile set w.zicha --condition internet_ordering=no --ground internet_ordering --fact 無下單 --confirmed-by 資訊主管")
        .exits(0);
    desk.zicha("profile set w.zicha --ground no_core_systems --fact 停擺不影響 --confirmed-by 總經理")
        .exits(0);
    let profile = desk.zicha("profile show w.zicha").exits(0).json();
    assert_eq!(profile["grounds"]["internet_ordering"]["fact"], "無下單");
    assert_eq!(profile["no_core_systems"]["confirmed_by"], "總經理");
    let web = profile["systems"]
        .as_array()
        .unwrap()
        .iter()
        .find(|system| system["id"] == "web")
        .unwrap();
    assert_eq!(
        web["grounds"]["user_input"],
        json!({"fact": "僅供查閱", "confirmed_by": "資訊主管", "confirmed_on": "2026-01-05", "evidence": "SYS-01"})
    );
    assert_eq!(web["shared"], "AD");
    desk.zicha("system set w.zicha web --ground internet_ordering --fact x")
        .refuses_naming("internet_ordering");
    desk.zicha("profile set w.zicha --ground nope --fact x")
        .refuses_naming("nope");
    desk.zicha("profile set w.zicha --ground internet_ordering --fact x --confirmed-on 2026-02-30")
        .refuses_naming("2026-02-30");
}

#[test]
fn a_profile_that_is_shown_can_be_set_again_and_leaves_the_systems_alone() {
    let desk = desk();
    let shown = desk.zicha("profile show w.zicha").exits(0);
    let before = count(&desk);
    desk.write("same.json", &shown.stdout);
    desk.zicha("profile set w.zicha --profile same.json").exits(0);
    assert_eq!(count(&desk), before);
    desk.write(
        "other.json",
        r#"{"organisation": {"name": "改名投顧"}, "licences": ["sice", "site"], "conditions": []}"#,
    );
    let run = desk
        .zicha("profile set w.zicha --profile other.json --dry-run --format json")
        .exits(0);
    assert!(run.json()["leaving"].as_array().is_some());
    assert_eq!(count(&desk), before);
    desk.zicha("profile set w.zicha --profile other.json").exits(0);
    let profile = desk.zicha("profile show w.zicha").exits(0).json();
    assert_eq!(profile["organisation"]["name"], "改名投顧");
    assert_eq!(profile["systems"].as_array().unwrap().len(), 3);
    desk.zicha("undo w.zicha").exits(0);
    assert_eq!(desk.zicha("profile show w.zicha").exits(0).stdout, shown.stdout);
    desk.zicha("profile set w.zicha").refuses_naming("nothing to set");
}
