//! Identities, reports, signatures and their verification.

use std::io::Write;
use std::process::Stdio;

use serde_json::{Value, json};

use crate::harness::{Desk, Run, bytes, finish};

/// A workbook and an identity `id.p12` whose passphrase stands in `pass`.
fn desk_with_identity() -> Desk {
    let desk = Desk::with_workbook();
    desk.write("pass", "密語 passphrase\n");
    desk.zicha("identity create 資訊主管 -o id.p12 --passphrase-file pass")
        .exits(0);
    desk
}

fn signed() -> Desk {
    let desk = desk_with_identity();
    desk.zicha("answer w.zicha 4.4 --state met --note 堃犇喆峯")
        .exits(0);
    desk.zicha("report w.zicha -o r.pdf --sign id.p12 --passphrase-file pass")
        .exits(0);
    desk
}

#[test]
fn an_identity_is_made_once_and_described() {
    let desk = desk_with_identity();
    let before = bytes(&desk.path("id.p12"));
    desk.zicha("identity create 資訊主管 -o id.p12 --passphrase-file pass")
        .refuses_naming("id.p12");
    assert_eq!(bytes(&desk.path("id.p12")), before);
    let shown = desk
        .zicha("identity show id.p12 --passphrase-file pass --format json")
        .exits(0)
        .json();
    assert_eq!(shown["common_name"], "資訊主管");
    assert_eq!(shown["self_made"], json!(true));
    assert_eq!(shown["fingerprint"].as_str().unwrap().len(), 64);
}

#[test]
fn a_passphrase_comes_from_a_file_or_the_environment_and_a_wrong_one_is_refused() {
    let desk = desk_with_identity();
    let with_variable = |passphrase: &str| -> Run {
        let mut command = desk.command("identity show id.p12");
        command.env("ZICHA_PASSPHRASE", passphrase);
        finish(&mut command)
    };
    with_variable("密語 passphrase").exits(0);
    with_variable("wrong").refuses_naming("id.p12");
    desk.zicha("identity show id.p12 --passphrase-file nowhere")
        .refuses_naming("nowhere");
    desk.zicha("identity show nowhere.p12 --passphrase-file pass")
        .refuses_naming("nowhere.p12");
    desk.zicha("identity show p.json --passphrase-file pass")
        .refuses_naming("p.json");
    desk.write("empty", "");
    desk.zicha("identity create x -o x.p12 --passphrase-file empty")
        .refuses_naming("passphrase");
    assert!(!desk.path("x.p12").exists());
}

#[cfg(unix)]
#[test]
fn an_identity_is_readable_by_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let desk = desk_with_identity();
    let mode = std::fs::metadata(desk.path("id.p12"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o077, 0);
}

#[test]
fn a_signed_report_verifies_with_its_preparer() {
    let desk = signed();
    let found = desk.verify("r.pdf", 0);
    assert_eq!(found["valid"], json!(true));
    assert_eq!(found["reasons"], json!([]));
    let signature = &found["signatures"][0];
    assert_eq!(
        (&signature["role"], &signature["signer"]),
        (&json!("preparer"), &json!("資訊主管"))
    );
    assert_eq!(
        (&signature["trust"], &signature["covers_all"]),
        (&json!("self_made"), &json!(true))
    );
    assert!(chrono::DateTime::parse_from_rfc3339(signature["claimed_time"].as_str().unwrap()).is_ok());
}

#[test]
fn a_report_is_a_draft_without_a_signature_and_does_not_verify() {
    let desk = Desk::with_workbook();
    let run = desk
        .zicha("report w.zicha -o r.pdf --time 2026-07-15T17:00:00+08:00 --format json")
        .exits(0);
    assert!(run.stderr.contains("draft"), "{}", run.stderr);
    assert_eq!(run.json()["signed_as"], Value::Null);
    let found = desk.verify("r.pdf", 1);
    assert_eq!(found["valid"], json!(false));
    assert_eq!(found["refusals"][0]["id"], "unsigned");
    assert_eq!(found["signatures"], json!([]));
}

#[test]
fn the_same_time_gives_the_same_unsigned_report() {
    let desk = Desk::with_workbook();
    let write = |name: &str| {
        // A draft from a copy: writing a report adds a row to the journal it prints.
        std::fs::copy(desk.path("w.zicha"), desk.path("copy.zicha")).unwrap();
        desk.zicha(&format!(
            "report copy.zicha -o {name} --time 2026-07-15T17:00:00+08:00"
        ))
        .exits(0);
        std::fs::remove_file(desk.path("copy.zicha")).unwrap();
        bytes(&desk.path(name))
    };
    assert_eq!(write("a.pdf"), write("b.pdf"));
}

#[test]
fn whatever_begins_like_a_pdf_is_judged_and_anything_else_is_refused() {
    let desk = signed();
    let whole = bytes(&desk.path("r.pdf"));
    let mut flipped = whole.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 1;
    let broken: [(&str, Vec<u8>); 4] = [
        ("flipped.pdf", flipped),
        ("cut.pdf", whole[..whole.len() / 3].to_vec()),
        ("longer.pdf", [whole.as_slice(), b"\n% more"].concat()),
        ("header.pdf", b"%PDF-1.7".to_vec()),
    ];
    for (name, content) in broken {
        desk.write(name, content);
        let found = desk.verify(name, 1);
        assert_eq!(found["valid"], json!(false), "{name}");
        assert!(!found["reasons"].as_array().unwrap().is_empty(), "{name}");
    }
    for (name, content) in [
        ("text.pdf", b"no pdf".to_vec()),
        ("none.pdf", Vec::new()),
        ("%PDF.pdf", b"%PDF".to_vec()),
    ] {
        desk.write(name, content);
        desk.zicha(&format!("verify {name}")).refuses_naming(name);
    }
    desk.zicha("verify nowhere.pdf").refuses_naming("nowhere.pdf");
    desk.zicha("verify .").refuses_naming(".");
    desk.zicha("verify r.pdf --trust p.json").refuses_naming("p.json");
}

#[test]
fn the_workbook_knows_its_reports_and_whether_it_changed_since() {
    let desk = signed();
    assert_eq!(desk.verify("r.pdf --workbook w.zicha", 0)["valid"], json!(true));
    desk.zicha("answer w.zicha 4.1 --state met").exits(0);
    assert_eq!(
        desk.verify("r.pdf --workbook w.zicha", 1)["refusals"][0]["id"],
        "workbook_changed_since"
    );
    desk.zicha("new other.zicha --profile p.json").exits(0);
    assert_eq!(
        desk.verify("r.pdf --workbook other.zicha", 1)["refusals"][0]["id"],
        "not_in_workbook"
    );
}

#[test]
fn reviewer_and_approver_sign_after_the_preparer() {
    let desk = signed();
    let sign = |role: &str, from: &str, to: &str| {
        desk.zicha(&format!(
            "sign {from} -o {to} --identity id.p12 --role {role} --passphrase-file pass --workbook w.zicha"
        ))
    };
    sign("reviewer", "r.pdf", "r2.pdf").exits(0);
    sign("approver", "r2.pdf", "r3.pdf").exits(0);
    let found = desk.verify("r3.pdf --workbook w.zicha", 0);
    let signatures = found["signatures"].as_array().unwrap();
    let roles: Vec<&str> = signatures
        .iter()
        .map(|one| one["role"].as_str().unwrap())
        .collect();
    assert_eq!(roles, ["preparer", "reviewer", "approver"]);
    let covering: Vec<bool> = signatures
        .iter()
        .map(|one| one["covers_all"].as_bool().unwrap())
        .collect();
    assert_eq!(covering, [false, false, true]);
    sign("approver", "r3.pdf", "r4.pdf").refuses_naming("Approver");
    assert!(!desk.path("r4.pdf").exists());
}

#[test]
fn a_report_that_does_not_verify_gets_no_further_signature() {
    let desk = signed();
    let mut changed = bytes(&desk.path("r.pdf"));
    changed.extend(b"\n% more");
    desk.write("r.pdf", changed);
    desk.zicha("sign r.pdf -o r2.pdf --identity id.p12 --role reviewer --passphrase-file pass")
        .refuses_naming("r.pdf");
    assert!(!desk.path("r2.pdf").exists());
}

#[test]
fn a_report_never_takes_the_place_of_its_workbook() {
    let desk = Desk::with_workbook();
    let before = bytes(&desk.path("w.zicha"));
    desk.zicha("report w.zicha -o w.zicha").refuses_naming("w.zicha");
    desk.zicha("report w.zicha -o ./w.zicha")
        .refuses_naming("w.zicha");
    assert_eq!(bytes(&desk.path("w.zicha")), before);
}

#[test]
fn without_a_terminal_a_missing_passphrase_is_refused() {
    let desk = desk_with_identity();
    let mut command = desk.command("identity show id.p12");
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    // What arrives on standard input is not taken for a passphrase.
    let _ = input.write_all("密語 passphrase\n".as_bytes());
    drop(input);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("--passphrase-file"));
}
