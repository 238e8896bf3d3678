//! Signing by lines: an identity, a signed report, and what is found on verifying it. The passphrase is
//! never said.

use std::process::Command;

use serde_json::{Value, json};

use crate::drive::Desk;
use crate::program::{Run, program, run, zicha};

const PASSPHRASE: &str = "kuo-tsan-7412";

fn with_variable(desk: &Desk, arguments: &[&str]) -> Command {
    let mut command = program(desk, arguments);
    command.env("ZICHA_PASSPHRASE", PASSPHRASE);
    command
}

fn says_nothing_of_it(held: &Run) {
    assert!(!held.stdout.contains(PASSPHRASE), "{}", held.stdout);
    assert!(!held.stderr.contains(PASSPHRASE), "{}", held.stderr);
}

fn verified(desk: &Desk, file: &str) -> Value {
    let found = zicha(
        desk,
        &format!("verify {file} --workbook d.zicha --format json"),
        "",
    );
    assert_eq!(found.code, 0, "{}{}", found.stdout, found.stderr);
    serde_json::from_str(&found.stdout).unwrap()
}

#[test]
fn a_report_is_signed_and_verified_by_lines_with_a_piped_passphrase() {
    let desk = Desk::with_demo();
    let script = format!(
        "export\nidentity\nIT manager\nid.p12\n{PASSPHRASE}\n{PASSPHRASE}\nreport\nr.pdf\n2\n1\nn\n2\nid.p12\n{PASSPHRASE}\ndone\nverify\nr.pdf\n\nquit\n"
    );
    let held = zicha(&desk, "--plain open d.zicha", &script);
    assert_eq!(held.code, 0, "{}", held.stderr);
    says_nothing_of_it(&held);
    assert!(!held.stdout.contains("Error:"), "{}", held.stdout);
    assert!(held.stdout.contains("IT manager"), "{}", held.stdout);
    let found = verified(&desk, "r.pdf");
    assert_eq!(found["valid"], json!(true));
    assert_eq!(found["signatures"][0]["role"], "preparer");
    assert_eq!(found["signatures"][0]["signer"], "IT manager");
}

#[test]
fn the_variable_gives_the_passphrase_and_is_named_not_said() {
    let desk = Desk::with_demo();
    let script = "export\nidentity\nIT manager\nid.p12\nreport\nr.pdf\n2\n1\nn\n2\nid.p12\ndone\nquit\n";
    let held = run(with_variable(&desk, &["--plain", "open", "d.zicha"]), script);
    assert_eq!(held.code, 0, "{}", held.stderr);
    says_nothing_of_it(&held);
    assert!(held.stdout.contains("(ZICHA_PASSPHRASE)"), "{}", held.stdout);
    assert_eq!(verified(&desk, "r.pdf")["valid"], json!(true));
}

#[test]
fn a_wrong_passphrase_is_told_and_nothing_is_written() {
    let desk = Desk::with_demo();
    let made = run(
        with_variable(&desk, &["identity", "create", "IT manager", "-o", "id.p12"]),
        "",
    );
    assert_eq!(made.code, 0, "{}", made.stderr);
    let script = "export\nreport\nr.pdf\n2\n1\nn\n2\nid.p12\nnot-this-one\ndone\nquit\n";
    let held = zicha(&desk, "--plain open d.zicha", script);
    assert_eq!(held.code, 0, "{}", held.stderr);
    assert!(held.stdout.contains("Error:"), "{}", held.stdout);
    assert!(!held.stdout.contains("not-this-one"), "{}", held.stdout);
    assert!(!desk.path("r.pdf").exists());
}

#[test]
fn a_passphrase_that_is_repeated_otherwise_makes_no_identity() {
    let desk = Desk::with_demo();
    let script = "export\nidentity\nIT manager\nid.p12\none-of-them\nthe-other\ndone\nquit\n";
    let held = zicha(&desk, "--plain open d.zicha", script);
    assert_eq!(held.code, 0, "{}", held.stderr);
    assert!(!held.stdout.contains("one-of-them") && !held.stdout.contains("the-other"));
    assert!(!desk.path("id.p12").exists());
}
