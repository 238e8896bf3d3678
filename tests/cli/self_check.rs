//! `zicha status --lint`: what does not hold.

use serde_json::Value;

use crate::harness::Desk;

fn rules(found: &Value) -> Vec<(String, Value, Value)> {
    found["issues"]
        .as_array()
        .unwrap()
        .iter()
        .map(|issue| {
            (
                issue["rule"].as_str().unwrap().to_owned(),
                issue["clause"].clone(),
                issue["target"].clone(),
            )
        })
        .collect()
}

#[test]
fn the_self_check_names_rule_place_and_remedy_and_answers_no() {
    let desk = Desk::with_workbook();
    desk.zicha_with("answer w.zicha 7.1 --state met", &["--note", "日誌保存 6 個月"])
        .exits(0);
    let run = desk.zicha("status w.zicha --lint --format json").exits(1);
    assert!(run.stderr.contains("self-check"), "{}", run.stderr);
    let found = run.json();
    let here = |rule: &str| {
        let wanted = (rule.to_owned(), "7.1".into(), "organisation".into());
        assert!(rules(&found).contains(&wanted), "{rule}: {found}");
    };
    here("evidence_missing");
    here("contradiction");
    let issues = found["issues"].as_array().unwrap();
    let contradiction = issues
        .iter()
        .find(|issue| issue["rule"] == "contradiction")
        .unwrap();
    assert_eq!(contradiction["contradiction"], "log_retention_too_short");
    assert_eq!(contradiction["severity"], "error");
    let message = contradiction["message"].as_str().unwrap();
    assert!(message.contains("6 個月") && message.contains("7.1"), "{message}");
    for issue in issues {
        for words in ["place", "message", "remedy"] {
            assert!(!issue[words].as_str().unwrap().is_empty(), "{issue}");
        }
    }
    let count = |weight: &str| issues.iter().filter(|issue| issue["severity"] == weight).count();
    assert_eq!(found["errors"], count("error"));
    assert_eq!(found["warnings"], count("warning"));
    assert_eq!(found["notes"], count("note"));
    assert_eq!(found["by_rule"]["evidence_missing"], 1);
}

#[test]
fn the_text_groups_by_weight_and_says_what_to_do_in_both_languages() {
    let desk = Desk::with_workbook();
    desk.zicha("answer w.zicha 4.1 --state not_applicable").exits(0);
    let english = desk.zicha("status w.zicha --lint --lang en").exits(1).stdout;
    let chinese = desk.zicha("status w.zicha --lint --lang zh-TW").exits(1).stdout;
    let error = english
        .find("Error: Claimed not applicable, without a reason (1)")
        .unwrap();
    let warning = english.find("Warning: Claimed not applicable, and nobody has reviewed it (1)");
    assert!(error < warning.unwrap(), "{english}");
    assert!(
        english.contains("What to do: Say why it does not apply."),
        "{english}"
    );
    assert!(english.contains("no assurance"), "{english}");
    assert!(chinese.contains("錯誤：主張不適用，但沒有理由（1）"), "{chinese}");
    assert!(chinese.contains("4.1 帳號管理機制與程序・"), "{chinese}");
}

#[test]
fn files_are_looked_at_again_only_where_that_is_asked() {
    let desk = Desk::with_workbook();
    desk.write("log.txt", "before");
    desk.zicha("evidence add w.zicha 4.1 --file log.txt").exits(0);
    desk.write("log.txt", "after");
    let changed = |flags: &str| {
        let found = desk
            .zicha(&format!("status w.zicha --lint --format json {flags}"))
            .json();
        let issues = found["issues"].as_array().unwrap().clone();
        let of_rule: Vec<Value> = issues
            .into_iter()
            .filter(|issue| issue["rule"] == "evidence_changed")
            .map(|issue| issue["evidence"].clone())
            .collect();
        (found["files_checked"].clone(), of_rule)
    };
    assert_eq!(changed(""), (false.into(), vec![]));
    assert_eq!(changed("--check-evidence"), (true.into(), vec!["E-001".into()]));
}

#[test]
fn a_name_with_an_escape_sequence_does_not_reach_the_terminal() {
    let desk = Desk::with_workbook();
    desk.zicha_with(
        "evidence add w.zicha 4.1 --doc D-1",
        &["--title", "紀錄\u{1b}[2J\u{1b}]0;x\u{7}"],
    )
    .exits(0);
    for format in ["text", "json"] {
        let run = desk.zicha(&format!("status w.zicha --lint --format {format}"));
        assert!(!run.stdout.contains('\u{1b}') && !run.stdout.contains('\u{7}'));
    }
}

#[test]
fn looking_at_files_without_the_self_check_is_refused() {
    let desk = Desk::with_workbook();
    let run = desk.zicha("status w.zicha --check-evidence").exits(2);
    assert!(run.stderr.contains("--lint"), "{}", run.stderr);
}

#[test]
fn the_demo_shows_several_kinds_of_issue() {
    let desk = Desk::new();
    desk.zicha("demo -o d.zicha --no-open").exits(0);
    let found = desk.zicha("status d.zicha --lint --format json").exits(1).json();
    let by_rule = found["by_rule"].as_object().unwrap();
    assert!(by_rule.len() >= 6, "{by_rule:?}");
    assert!(by_rule.contains_key("contradiction"), "{by_rule:?}");
    assert!(found["errors"].as_u64().unwrap() > 0);
}

#[test]
fn the_pack_as_data_holds_its_contradictions() {
    let desk = Desk::new();
    let pack = desk.zicha("checklist show --format json").exits(0).json();
    let contradictions = pack["contradictions"].as_array().unwrap();
    assert!(contradictions.len() >= 25);
    assert!(pack["policy_words"]["zh-TW"].as_array().unwrap().len() > 3);
}
