//! Classification and scope from profile files.

use serde_json::{Value, json};

use crate::harness::{Desk, PROFILE};

fn with(change: impl FnOnce(&mut Value)) -> Desk {
    let mut profile: Value = serde_json::from_str(PROFILE).unwrap();
    change(&mut profile);
    let desk = Desk::new();
    desk.write("p.json", profile.to_string());
    desk
}

#[test]
fn an_adviser_is_classified_by_its_assets() {
    let classified = |assets: Value| {
        let desk = with(|profile| profile["aum_prev_year_monthly_average_twd"] = assets);
        desk.zicha("classify --profile p.json --format json")
            .exits(0)
            .json()
    };
    let large = classified(json!("600000000000"));
    assert_eq!(
        (&large["class"], &large["criterion"]),
        (&json!("class1"), &json!("sice.assets"))
    );
    assert_eq!(large["licence"], "sice");
    assert_eq!(large["foreign_regime"], "domestic");
    let small = classified(json!(599_999_999_999_u64));
    assert_eq!(
        (&small["class"], &small["criterion"]),
        (&json!("class2"), &json!("otherwise"))
    );
    let unknown = classified(Value::Null);
    assert_eq!(unknown["class"], "undetermined");
    assert_eq!(unknown["missing"], json!(["aum_prev_year_monthly_average_twd"]));
    assert!(!unknown["reasons"].as_array().unwrap().is_empty());
}

#[test]
fn a_class_set_by_hand_overrides_and_says_so() {
    let desk = with(|profile| profile["class"] = json!("class1"));
    let classified = desk
        .zicha("classify --profile p.json --format json")
        .exits(0)
        .json();
    assert_eq!(
        (&classified["class"], &classified["criterion"]),
        (&json!("class1"), &json!("override"))
    );
    assert_eq!(classified["computed"], "class2");
}

#[test]
fn scope_names_every_clause_with_its_level_and_a_reason() {
    let scope = with(|_| {})
        .zicha("scope --profile p.json --format json")
        .exits(0)
        .json();
    assert_eq!(scope["class"], "class2");
    let checks = scope["checks"].as_array().unwrap();
    let mut clauses: Vec<&str> = checks
        .iter()
        .map(|check| check["clause"].as_str().unwrap())
        .collect();
    clauses.dedup();
    assert_eq!(clauses.len(), 92);
    for check in checks {
        assert!(["must", "should", "none"].contains(&check["level"].as_str().unwrap()));
        assert!(!check["reason"].as_str().unwrap().is_empty());
    }
    let find = |clause: &str| checks.iter().find(|check| check["clause"] == clause).unwrap();
    assert_eq!(find("4.1")["target"], "organisation");
    assert_eq!(find("4.4")["target"], "trade");
    let parts = find("14.2")["parts"].as_array().unwrap();
    assert_eq!(parts.len(), 2);
    assert_eq!(parts[0]["id"], "a");
}

#[test]
fn without_systems_a_system_clause_has_one_check_without_a_target() {
    let desk = with(|profile| profile["systems"] = json!([]));
    let scope = desk.zicha("scope --profile p.json --format json").exits(0).json();
    let checks = scope["checks"].as_array().unwrap();
    assert_eq!(checks.len(), 92);
    let check = checks.iter().find(|check| check["clause"] == "4.4").unwrap();
    assert_eq!(
        (&check["target"], &check["level"]),
        (&Value::Null, &json!("none"))
    );
}

#[test]
fn an_undetermined_class_marks_the_checks_that_would_differ() {
    let desk = with(|profile| profile["aum_prev_year_monthly_average_twd"] = Value::Null);
    let scope = desk.zicha("scope --profile p.json --format json").exits(0).json();
    let checks = scope["checks"].as_array().unwrap();
    let check = |clause: &str| checks.iter().find(|check| check["clause"] == clause).unwrap();
    assert_eq!(
        (&check("4.5")["level"], &check("4.5")["provisional"]),
        (&json!("must"), &json!(true))
    );
    assert_eq!(check("4.1")["provisional"], json!(false));
}

#[test]
fn a_profile_can_come_from_standard_input() {
    use std::io::Write;
    let desk = Desk::new();
    let mut command = desk.command("classify --profile - --format json");
    command
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(PROFILE.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    let classified: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(classified["class"], "class2");
}

#[test]
fn a_fault_in_a_profile_is_named_by_its_json_path() {
    let refused = |change: fn(&mut Value), named: &str| {
        let desk = with(change);
        for call in [
            "classify --profile p.json",
            "scope --profile p.json",
            "new w.zicha --profile p.json",
        ] {
            desk.zicha(call).refuses_naming(named);
        }
        assert!(!desk.path("w.zicha").exists());
    };
    refused(|profile| profile["colour"] = json!(1), "`colour`");
    refused(
        |profile| profile["systems"][0]["conditions"] = json!(["internet_ordering"]),
        "systems[0].conditions[0]",
    );
    refused(|profile| profile["systems"][0]["colour"] = json!(1), "systems[0]");
    refused(
        |profile| profile["systems"][0]["id"] = json!("organisation"),
        "systems[0].id",
    );
    refused(
        |profile| profile["aum_prev_year_monthly_average_twd"] = json!(-1),
        "aum_prev_year_monthly_average_twd",
    );
    refused(|profile| profile["licences"] = json!(["bank"]), "licences[0]");
    refused(
        |profile| profile["conditions"] = json!(["no_such"]),
        "conditions[0]",
    );
}
