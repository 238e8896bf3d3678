//! A report that names who is to review and approve it: only their certificates can sign.

use serde_json::json;

use crate::harness::{Desk, bytes};
use crate::signing_support::keys::{Wanted, issue};

/// A workbook with the identities of a preparer, a reviewer and somebody else, all with the
/// passphrase in `pass`.
fn desk() -> Desk {
    let desk = Desk::with_workbook();
    desk.write("pass", "密語 passphrase\n");
    for (name, file) in [
        ("資訊主管", "a.p12"),
        ("稽核人員甲", "b.p12"),
        ("稽核人員乙", "c.p12"),
    ] {
        desk.zicha(&format!(
            "identity create {name} -o {file} --passphrase-file pass"
        ))
        .exits(0);
    }
    desk.zicha("identity export-certificate b.p12 -o b.pem --passphrase-file pass")
        .exits(0);
    desk
}

fn report(desk: &Desk, more: &str) {
    desk.zicha(&format!(
        "report w.zicha -o r.pdf --sign a.p12 --passphrase-file pass {more}"
    ))
    .exits(0);
}

fn fingerprint(desk: &Desk, identity: &str) -> String {
    let shown = desk
        .zicha(&format!(
            "identity show {identity} --passphrase-file pass --format json"
        ))
        .exits(0)
        .json();
    shown["fingerprint"].as_str().unwrap().to_owned()
}

#[test]
fn a_certificate_is_exported_once_and_without_its_key() {
    let desk = desk();
    let pem = String::from_utf8(bytes(&desk.path("b.pem"))).unwrap();
    assert!(pem.starts_with("-----BEGIN CERTIFICATE-----\n") && pem.ends_with("-----END CERTIFICATE-----\n"));
    assert!(!pem.contains("PRIVATE"));
    desk.zicha("identity export-certificate c.p12 -o b.pem --passphrase-file pass")
        .refuses_naming("b.pem");
    assert_eq!(String::from_utf8(bytes(&desk.path("b.pem"))).unwrap(), pem);
    let run = desk
        .zicha("identity export-certificate c.p12 -o c.pem --passphrase-file pass")
        .exits(0);
    assert!(run.stdout.contains(&fingerprint(&desk, "c.p12")));
}

#[test]
fn only_the_expected_reviewer_can_sign() {
    let desk = desk();
    report(&desk, "--expect reviewer=b.pem");
    let sign = |identity: &str| {
        desk.zicha(&format!(
            "sign r.pdf -o {identity}.pdf --role reviewer --identity {identity} --passphrase-file pass"
        ))
    };
    let refused = sign("c.p12").refuses_naming("Reviewer");
    for identity in ["b.p12", "c.p12"] {
        assert!(
            refused.stderr.contains(&fingerprint(&desk, identity)),
            "{}",
            refused.stderr
        );
    }
    assert!(!desk.path("c.p12.pdf").exists());
    sign("b.p12").exits(0);
    let found = desk.verify("b.p12.pdf", 0);
    assert_eq!(found["signatures"][1]["expected"], json!(true));
    assert_eq!(
        found["signatures"][0]["expected"],
        json!(false),
        "anybody might have prepared it"
    );
    // Nobody was named for the approval.
    desk.zicha("sign b.p12.pdf -o d.pdf --role approver --identity c.p12 --passphrase-file pass")
        .exits(0);
    assert_eq!(desk.verify("d.pdf", 0)["valid"], json!(true));
}

#[test]
fn a_report_that_is_made_again_from_its_attachment_names_the_same_signers() {
    let desk = desk();
    report(&desk, "--expect reviewer=b.pem --attach");
    let found = desk.verify("r.pdf", 0);
    assert_eq!(
        (&found["content"]["compared"], &found["content"]["same"]),
        (&json!("bytes"), &json!(true))
    );
}

#[test]
fn a_draft_names_whom_it_expects_too_and_the_same_input_gives_the_same_bytes() {
    let desk = desk();
    let write = |name: &str| {
        std::fs::copy(desk.path("w.zicha"), desk.path("copy.zicha")).unwrap();
        desk.zicha(&format!(
            "report copy.zicha -o {name} --time 2026-11-15T17:00:00+08:00 --expect reviewer=b.pem"
        ))
        .exits(0);
        std::fs::remove_file(desk.path("copy.zicha")).unwrap();
        bytes(&desk.path(name))
    };
    let draft = write("1.pdf");
    assert_eq!(draft, write("2.pdf"));
    let holds = |needle: &[u8]| draft.windows(needle.len()).any(|window| window == needle);
    assert!(holds(b"/SVCert"));
}

#[test]
fn what_cannot_be_expected_is_refused_with_its_reason() {
    let desk = desk();
    let expired = issue(
        41,
        &Wanted {
            validity: ("2019-01-01T00:00:00Z", "2020-01-01T00:00:00Z"),
            ..Wanted::default()
        },
        None,
    );
    desk.write("old.der", expired.der);
    let two = [bytes(&desk.path("b.pem")), bytes(&desk.path("b.pem"))].concat();
    desk.write("two.pem", two);
    let refused = |expect: &str, named: &str| {
        desk.zicha(&format!("report w.zicha -o x.pdf {expect}"))
            .refuses_naming(named);
        assert!(!desk.path("x.pdf").exists());
    };
    refused("--expect reviewer=old.der", "old.der");
    refused("--expect reviewer=two.pem", "two.pem");
    refused("--expect reviewer=a.p12", "a.p12");
    refused("--expect reviewer=nowhere.pem", "nowhere.pem");
    refused("--expect reviewer=b.pem --expect reviewer=b.pem", "reviewer");
    for usage in ["--expect preparer=b.pem", "--expect b.pem", "--expect reviewer="] {
        let run = desk
            .zicha(&format!("report w.zicha -o x.pdf {usage} --lang zh-TW"))
            .exits(2);
        assert!(run.stderr.contains("reviewer 或 approver"), "{}", run.stderr);
    }
}
