//! A whole class-2 assessment of an invented adviser, once by lines and once by commands: what is
//! shown of both is the same.

use serde_json::{Value, json};

use crate::drive::Desk;
use crate::program::{Run, program, run, zicha};

/// What is recorded for the checks, one after the other and again from the beginning: the state, what
/// is said beside it by lines, and the same as options.
const ANSWERS: [(&str, &str, &[&str]); 5] = [
    (
        "met",
        "methods\n1,2\nsample\n全部帳號\n10\n隨機\n無\n.\n",
        &[
            "--method",
            "examine,interview",
            "--sample",
            "population=全部帳號",
            "--sample",
            "size=10",
            "--sample",
            "selection=隨機",
            "--sample",
            "exceptions=無",
        ],
    ),
    (
        "partial",
        "risk\n116/1/31\n預算未核\n.\n總經理\n資安1\n先人工檢視\n.\n",
        &[
            "--risk-until",
            "2027-01-31",
            "--risk-reason",
            "預算未核",
            "--risk-approver",
            "總經理",
            "--risk-number",
            "資安1",
            "--risk-compensating",
            "先人工檢視",
        ],
    ),
    ("not_met", "", &[]),
    (
        "not_applicable",
        "reviewer\n稽核人員甲\n",
        &["--reviewer", "稽核人員甲"],
    ),
    (
        "unable",
        "limitation\n紀錄\n.\n遺失\n.\n",
        &["--limitation-missing", "紀錄", "--limitation-reason", "遺失"],
    ),
];

fn note(state: &str) -> String {
    format!("{state} 的說明，含標點、數字 1,234 與 English")
}

/// Runs a command that must be done.
fn done(desk: &Desk, arguments: &[&str]) -> Run {
    let run = run(program(desk, arguments), "");
    assert_eq!(run.code, 0, "{arguments:?} {}{}", run.stdout, run.stderr);
    run
}

fn data(desk: &Desk, arguments: &str) -> Value {
    let run = zicha(desk, &format!("{arguments} --format json"), "");
    assert_eq!(run.code, 0, "{arguments} {}", run.stderr);
    serde_json::from_str(&run.stdout).unwrap()
}

/// Without what differs from one making to the next: random uids and times.
fn without_chance(mut value: Value) -> Value {
    fn walk(value: &mut Value) {
        match value {
            Value::Object(fields) => {
                for name in ["uid", "prepared_at", "attached_at", "journal", "digest", "at"] {
                    fields.remove(name);
                }
                fields.values_mut().for_each(walk);
            }
            Value::Array(items) => items.iter_mut().for_each(walk),
            _ => {}
        }
    }
    walk(&mut value);
    value
}

/// The firm and its system by lines.
fn described_by_lines(desk: &Desk) {
    let script = "示範投顧\n12345675\n4\n５０億\n114 年\n財務報告\n2\n2\n2\n2\n115/1/1\n115/6/30\n115/6/30\n資訊主管\n\
        1\n1\n1\n1\n1\n1\n1\n1\n1\n\
        new\n全委系統\n1\n停擺無法交易\n資訊主管\n115/6/1\n\n\nlist\ndone\ndone\nquit\n";
    let held = zicha(desk, "--plain --lang zh-TW new lines.zicha", script);
    assert_eq!(held.code, 0, "{}", held.stderr);
    assert!(held.stdout.contains("第二類"), "{}", held.stdout);
}

/// The same by commands; the id of the system is the one it has there.
fn described_by_commands(desk: &Desk, system: &str) {
    let pack = zicha::pack::builtin().unwrap();
    let organisation = zicha::model::pack::ConditionLevel::Organisation;
    let (of_firm, of_systems): (Vec<_>, Vec<_>) = pack
        .conditions
        .iter()
        .partition(|condition| condition.level == organisation);
    let ids = |list: Vec<&zicha::model::pack::Condition>| -> Vec<String> {
        list.iter().map(|condition| condition.id.clone()).collect()
    };
    let profile = json!({
        "organisation": {"name": "示範投顧", "tax_id": "12345675"},
        "licences": ["sice"],
        "aum_prev_year_monthly_average_twd": "5000000000",
        "foreign_group": false, "policy_controlled_by_parent": false,
        "parent_has_built_controls": false, "parent_norm_better": false,
        "conditions": ids(of_firm),
        "conditions_unasked": ids(of_systems),
        "figure_sources": {"aum_prev_year_monthly_average_twd": {"period": "114 年", "document": "財務報告"}},
        "assessment": {"from": "2026-01-01", "to": "2026-06-30", "as_of": "2026-06-30", "prepared_by": "資訊主管"},
        "systems": [{"id": system, "name": "全委系統", "core": true}],
    });
    std::fs::write(desk.path("p.json"), profile.to_string()).unwrap();
    done(desk, &["new", "commands.zicha", "--profile", "p.json"]);
}

/// The checks in scope in their order: clause and target.
fn checks(desk: &Desk) -> Vec<(String, String)> {
    let rows = data(desk, "show lines.zicha");
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let rows = rows.as_array().unwrap().iter();
    rows.filter(|row| row["level"] != "none")
        .map(|row| (text(&row["clause"]), text(&row["target"])))
        .collect()
}

fn answered_by_lines(desk: &Desk, count: usize) {
    let mut script = String::from("walk\nnext\n");
    for (state, beside, _) in ANSWERS.iter().cycle().take(count) {
        script += &format!("{state}\n{}\n.\n{beside}\n", note(state));
    }
    script +=
        "4.1\n1\nevidence\nnew\n4\n1\nISMS-01\n程序書\n115/1/2\n第 3 頁\n\n\n資訊部\ndone\n\nback\nback\n";
    script += "findings\ndraft\ny\ndone\nquit\n";
    let held = zicha(desk, "--plain --lang zh-TW open lines.zicha", &script);
    assert_eq!(held.code, 0, "{}", held.stderr);
    assert!(!held.stdout.contains("錯誤："), "{}", held.stdout);
}

fn answered_by_commands(desk: &Desk, checks: &[(String, String)]) {
    let targets: std::collections::BTreeSet<&String> = checks.iter().map(|(_, target)| target).collect();
    for (at, (state, _, options)) in ANSWERS.iter().enumerate() {
        for target in &targets {
            let clauses = checks.iter().skip(at).step_by(ANSWERS.len());
            let clauses = clauses.filter(|(_, other)| other == *target);
            let clauses: Vec<&str> = clauses.map(|(clause, _)| clause.as_str()).collect();
            let note = note(state);
            let mut arguments = vec!["answer", "commands.zicha"];
            arguments.extend(&clauses);
            arguments.extend(["--target", target.as_str(), "--state", state, "--note", &note]);
            arguments.extend(*options);
            if !clauses.is_empty() {
                done(desk, &arguments);
            }
        }
    }
    done(
        desk,
        &[
            "evidence",
            "add",
            "commands.zicha",
            "4.1",
            "--doc",
            "ISMS-01",
            "--title",
            "程序書",
            "--dated",
            "2026-01-02",
            "--locator",
            "第 3 頁",
            "--custodian",
            "資訊部",
        ],
    );
    // The draft is written in the language it is asked for in.
    done(desk, &["finding", "draft", "commands.zicha", "--lang", "zh-TW"]);
}

#[test]
fn a_whole_assessment_by_lines_is_the_one_that_commands_make() {
    let desk = Desk::new();
    described_by_lines(&desk);
    let checks = checks(&desk);
    assert!(checks.len() > 70, "{}", checks.len());
    let system = checks
        .iter()
        .find(|(_, target)| target != "organisation")
        .unwrap();
    described_by_commands(&desk, &system.1);
    answered_by_lines(&desk, checks.len());
    answered_by_commands(&desk, &checks);
    for what in ["show", "status", "finding list", "status --charts"] {
        let of = |file: &str| {
            let words: Vec<&str> = what.split(' ').collect();
            let (command, rest) = match words.as_slice() {
                ["finding", rest] => (format!("finding {rest}"), String::new()),
                [command, rest @ ..] => ((*command).to_owned(), rest.join(" ")),
                [] => unreachable!(),
            };
            without_chance(data(&desk, &format!("{command} {file} {rest}")))
        };
        let (lines, commands) = (of("lines.zicha"), of("commands.zicha"));
        if let (Some(lines), Some(commands)) = (lines.as_array(), commands.as_array()) {
            for (line, command) in lines.iter().zip(commands) {
                assert_eq!(line, command, "{what}");
            }
        }
        assert_eq!(lines, commands, "{what}");
    }
    let status = data(&desk, "status lines.zicha");
    assert_eq!(status["class"], "class2");
    assert_eq!(status["answered"], status["total"]);
}
