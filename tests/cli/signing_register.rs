//! A report against the workbook it was written from: registered, signed further, changed since.

use serde_json::{Value, json};

use crate::harness::{Desk, bytes};

/// A workbook with a signed report `r.pdf`, and `id.p12` whose passphrase stands in `pass`.
pub fn signed() -> Desk {
    let desk = Desk::with_workbook();
    desk.write("pass", "密語 passphrase\n");
    desk.zicha("identity create 資訊主管 -o id.p12 --passphrase-file pass")
        .exits(0);
    desk.zicha("answer w.zicha 4.4 --state met --note 已清查")
        .exits(0);
    desk.zicha("report w.zicha -o r.pdf --sign id.p12 --passphrase-file pass")
        .exits(0);
    desk
}

fn refused_for(found: &Value) -> Vec<&str> {
    let refusals = found["refusals"].as_array().unwrap();
    refusals.iter().map(|one| one["id"].as_str().unwrap()).collect()
}

#[track_caller]
fn sign(desk: &Desk, arguments: &str) {
    desk.zicha(&format!(
        "sign {arguments} --identity id.p12 --passphrase-file pass"
    ))
    .exits(0);
}

#[test]
fn a_registered_report_is_named_with_role_file_and_time() {
    let desk = signed();
    let workbook = desk.verify("r.pdf --workbook w.zicha", 0)["workbook"].clone();
    assert_eq!(workbook["registered"], json!(true));
    assert_eq!(workbook["role"], "preparer");
    assert_eq!(workbook["file"], "r.pdf");
    assert!(chrono::DateTime::parse_from_rfc3339(workbook["at"].as_str().unwrap()).is_ok());
    assert_eq!(workbook["changed"], json!(false));
    assert_eq!(workbook["changes"], json!([]));
    assert_eq!(workbook["later_signatures"], json!([]));
    assert_eq!(workbook["journal"], "intact");
    assert_eq!(
        desk.verify("r.pdf", 0)["workbook"],
        Value::Null,
        "nobody asked it"
    );
}

#[test]
fn a_report_without_its_later_signature_is_refused_where_the_workbook_knows_of_it() {
    let desk = signed();
    sign(&desk, "r.pdf -o r2.pdf --role reviewer --workbook w.zicha");
    sign(&desk, "r2.pdf -o r3.pdf --role approver --workbook w.zicha");
    let whole = bytes(&desk.path("r3.pdf"));
    let reviewed = bytes(&desk.path("r2.pdf"));
    assert!(whole.starts_with(&reviewed));
    // Cut back to what the reviewer signed: by itself the file holds.
    desk.write("cut.pdf", &whole[..reviewed.len()]);
    assert_eq!(desk.verify("cut.pdf", 0)["valid"], json!(true));
    let found = desk.verify("cut.pdf --workbook w.zicha", 1);
    assert_eq!(refused_for(&found), ["signature_stripped"]);
    let later = &found["workbook"]["later_signatures"];
    assert_eq!(later[0]["role"], "approver");
    assert_eq!(later[0]["file"], "r3.pdf");
    assert_eq!(later.as_array().unwrap().len(), 1);
    let first = desk.verify("r.pdf --workbook w.zicha", 1);
    let roles: Vec<&str> = first["workbook"]["later_signatures"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["role"].as_str().unwrap())
        .collect();
    assert_eq!(roles, ["reviewer", "approver"]);
    assert_eq!(desk.verify("r3.pdf --workbook w.zicha", 0)["valid"], json!(true));
    let said = desk
        .zicha("verify cut.pdf --workbook w.zicha --lang zh-TW")
        .exits(1);
    assert!(
        said.stdout.contains("其後另有核准簽章：r3.pdf"),
        "{}",
        said.stdout
    );
}

#[test]
fn another_signature_on_a_report_that_was_signed_further_is_refused() {
    let desk = signed();
    sign(&desk, "r.pdf -o r2.pdf --role reviewer --workbook w.zicha");
    desk.zicha(
        "sign r.pdf -o r4.pdf --role approver --workbook w.zicha --identity id.p12 --passphrase-file pass",
    )
    .refuses_naming("r2.pdf");
    assert!(!desk.path("r4.pdf").exists());
    // The reviewer whose file was lost signs once more.
    sign(&desk, "r.pdf -o r5.pdf --role reviewer --workbook w.zicha");
    assert_eq!(desk.verify("r5.pdf --workbook w.zicha", 0)["valid"], json!(true));
}

#[test]
fn a_signature_that_was_added_without_the_workbook_is_called_unrecorded() {
    let desk = signed();
    sign(&desk, "r.pdf -o r2.pdf --role reviewer");
    let found = desk.verify("r2.pdf --workbook w.zicha", 1);
    assert_eq!(refused_for(&found), ["later_signature_not_recorded"]);
    assert_eq!(found["workbook"]["registered"], json!(false));
    assert_eq!(found["workbook"]["registered_revision"]["role"], "preparer");
    assert_eq!(found["workbook"]["registered_revision"]["file"], "r.pdf");
}

#[test]
fn a_report_of_another_workbook_is_not_registered() {
    let desk = signed();
    desk.zicha("new other.zicha --profile p.json").exits(0);
    let found = desk.verify("r.pdf --workbook other.zicha", 1);
    assert_eq!(refused_for(&found), ["not_in_workbook"]);
    assert_eq!(found["workbook"]["registered"], json!(false));
    assert_eq!(found["workbook"]["changed"], json!(false));
}

#[test]
fn what_changed_since_the_report_is_listed_by_check() {
    let desk = signed();
    desk.write("清單.txt", "帳號 12 個");
    for command in [
        "answer w.zicha 4.4 --state not_met --note 未清查",
        "answer w.zicha 4.1 --state met",
        "evidence add w.zicha 4.2 --file 清單.txt",
        "finding add w.zicha 4.4 --condition 逾期未清查",
        "system set w.zicha trade --name 下單系統",
    ] {
        desk.zicha(command).exits(0);
    }
    let found = desk.verify("r.pdf --workbook w.zicha", 1);
    assert_eq!(refused_for(&found), ["workbook_changed_since"]);
    let changes = found["workbook"]["changes"].as_array().unwrap();
    let of = |clause: &str| {
        let row = changes.iter().find(|row| row["clause"] == clause);
        let row = row.unwrap_or_else(|| panic!("no {clause} in {changes:#?}"));
        let fields = row["fields"].as_array().unwrap().iter();
        fields
            .map(|field| field.as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    for field in ["state", "note", "finding"] {
        assert!(
            of("4.4").contains(&field.to_owned()),
            "{field} in {:?}",
            of("4.4")
        );
    }
    assert!(!of("4.4").contains(&"evidence".to_owned()));
    assert!(of("4.1").contains(&"state".to_owned()));
    assert_eq!(of("4.2"), ["evidence"]);
    let system = changes.iter().find(|row| row["kind"] == "system").unwrap();
    assert_eq!(
        (&system["id"], &system["fields"]),
        (&json!("trade"), &json!(["name"]))
    );
    assert_eq!(changes.len(), 4, "{changes:#?}");
    let said = desk
        .zicha("verify r.pdf --workbook w.zicha --lang zh-TW")
        .exits(1)
        .stdout;
    assert!(said.contains("4.2　下單系統：佐證資料"), "{said}");
}

#[test]
fn what_was_changed_and_undone_is_no_change() {
    let desk = signed();
    desk.zicha("answer w.zicha 4.1 --state met").exits(0);
    desk.zicha("undo w.zicha").exits(0);
    let found = desk.verify("r.pdf --workbook w.zicha", 0);
    assert_eq!(found["workbook"]["changed"], json!(false));
}

#[test]
fn a_change_of_class_names_the_checks_whose_obligation_it_changed() {
    let desk = signed();
    let first_class = crate::harness::PROFILE.replace(r#""class": null"#, r#""class": "class1""#);
    desk.write("class1.json", first_class);
    desk.zicha("profile set w.zicha --profile class1.json").exits(0);
    let found = desk.verify("r.pdf --workbook w.zicha", 1);
    let changes = found["workbook"]["changes"].as_array().unwrap();
    assert!(
        changes
            .iter()
            .any(|row| row["kind"] == "profile" && row["fields"] == json!(["class"])),
        "{changes:#?}"
    );
    assert!(
        changes.iter().any(|row| row["fields"] == json!(["level"])),
        "{changes:#?}"
    );
}

#[test]
fn changes_are_counted_from_the_report_and_not_from_the_signature_added_later() {
    let desk = signed();
    desk.zicha("answer w.zicha 4.1 --state met").exits(0);
    sign(&desk, "r.pdf -o r2.pdf --role reviewer --workbook w.zicha");
    let found = desk.verify("r2.pdf --workbook w.zicha", 1);
    assert_eq!(refused_for(&found), ["workbook_changed_since"]);
    assert_eq!(found["workbook"]["changes"][0]["clause"], "4.1");
}

#[test]
fn the_tier_of_a_self_made_signature_and_what_is_not_checked_are_said_in_words() {
    let desk = signed();
    let said = desk.zicha("verify r.pdf --lang zh-TW").exits(0).stdout;
    for words in [
        "符合",
        "編製：資訊主管",
        "僅供檢測簽署後有無變更",
        "指紋",
        "廢止",
        "未連線",
        "其後是否另有簽章",
    ] {
        let words = words.replace("未連線", "不連線");
        assert!(said.contains(&words), "{words}: {said}");
    }
    let said = desk.zicha("verify r.pdf").exits(0).stdout;
    for words in ["Valid", "not who signed", "revoked", "Claimed time"] {
        assert!(said.contains(words), "{words}: {said}");
    }
}
