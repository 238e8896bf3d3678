//! What cannot be signed or verified: every time a message with a next step in both languages, exit
//! code 2, and no file that was begun.

use std::fs::File;

use const_oid::ObjectIdentifier;
use const_oid::db::rfc5280::{
    ID_KP_CLIENT_AUTH, ID_KP_CODE_SIGNING, ID_KP_EMAIL_PROTECTION, ID_KP_SERVER_AUTH,
};
use pkcs8::EncodePrivateKey;
use spki::SubjectPublicKeyInfoOwned;
use x509_cert::ext::pkix::KeyUsages;

use crate::harness::{Desk, bytes};
use crate::signing_register::signed;
use crate::signing_support::keys::{PASSPHRASE, Wanted, certificate, issue, pkcs8_of, pkcs12_of, rsa_key};

const SIGN: &str = "sign r.pdf -o out.pdf --role reviewer --passphrase-file pass2";

/// A desk with a signed report and the passphrase of the test identities in `pass2`.
fn desk() -> Desk {
    let desk = signed();
    desk.write("pass2", PASSPHRASE);
    desk
}

/// Checks that a command is refused in both languages, in words that differ, and begins no file.
#[track_caller]
fn refused(desk: &Desk, command: &str, named: &str) -> [String; 2] {
    let before = files(desk);
    let en = desk.zicha(command).refuses_naming(named).stderr;
    let zh_tw = desk.zicha(&format!("{command} --lang zh-TW"));
    assert_eq!(zh_tw.code, 2, "{}{}", zh_tw.stdout, zh_tw.stderr);
    assert!(zh_tw.stderr.contains(named), "{}", zh_tw.stderr);
    assert!(zh_tw.stderr.contains("建議："), "{}", zh_tw.stderr);
    assert_ne!(en, zh_tw.stderr);
    assert_eq!(files(desk), before, "nothing was begun");
    [en, zh_tw.stderr]
}

fn files(desk: &Desk) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(desk.path("."))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// A PKCS#12 file with a P-256 key and a certificate like this.
fn identity(wanted: &Wanted<'_>) -> Vec<u8> {
    let issued = issue(31, wanted, None);
    pkcs12_of(&[(&pkcs8_of(&issued.key), &[issued.der])])
}

fn with_purposes(purposes: &[ObjectIdentifier]) -> Vec<u8> {
    identity(&Wanted {
        subject: "CN=Purposes",
        purposes: Some((purposes, false)),
        ..Wanted::default()
    })
}

#[track_caller]
fn refused_identity(content: &[u8], words: [&str; 2]) {
    let desk = desk();
    desk.write("bad.p12", content);
    let said = refused(&desk, &format!("{SIGN} --identity bad.p12"), "");
    for (said, words) in said.iter().zip(words) {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(!desk.path("out.pdf").exists());
}

#[test]
fn a_wrong_passphrase_signs_nothing() {
    let desk = desk();
    desk.write("wrong", "不是這個\n");
    for command in [
        "sign r.pdf -o out.pdf --role reviewer --identity id.p12 --passphrase-file wrong",
        "report w.zicha -o out.pdf --sign id.p12 --passphrase-file wrong",
    ] {
        let [en, zh_tw] = refused(&desk, command, "id.p12");
        assert!(
            en.contains("passphrase") && zh_tw.contains("通行碼"),
            "{en}{zh_tw}"
        );
    }
}

#[test]
fn an_expired_certificate_and_one_that_is_not_valid_yet_sign_nothing() {
    let expired = identity(&Wanted {
        subject: "CN=Former",
        validity: ("2019-01-01T00:00:00Z", "2020-06-30T00:00:00Z"),
        ..Wanted::default()
    });
    refused_identity(&expired, ["expired on 2020-06-30", "已於 2020-06-30 到期"]);
    let early = identity(&Wanted {
        subject: "CN=Later",
        validity: ("2048-01-01T00:00:00Z", "2049-01-01T00:00:00Z"),
        ..Wanted::default()
    });
    refused_identity(&early, ["valid from 2048-01-01", "自 2048-01-01 起才有效"]);
}

#[test]
fn a_certificate_that_is_not_for_signing_documents_signs_nothing() {
    let for_encryption = identity(&Wanted {
        usage: Some(KeyUsages::KeyEncipherment),
        ..Wanted::default()
    });
    let words = ["does not allow signing documents", "不允許簽署文件"];
    refused_identity(&for_encryption, words);
    refused_identity(&with_purposes(&[ID_KP_SERVER_AUTH, ID_KP_CODE_SIGNING]), words);
}

#[test]
fn a_certificate_for_people_may_sign_whatever_else_it_is_for() {
    let desk = desk();
    desk.write(
        "id2.p12",
        with_purposes(&[ID_KP_EMAIL_PROTECTION, ID_KP_CLIENT_AUTH]),
    );
    desk.zicha(&format!("{SIGN} --identity id2.p12")).exits(0);
    desk.zicha("verify out.pdf").exits(0);
}

#[test]
fn a_pkcs12_file_that_is_broken_or_holds_no_key_signs_nothing() {
    let whole = identity(&Wanted::default());
    let broken = ["PKCS#12", "PKCS#12"];
    refused_identity(&whole[..whole.len() / 2], broken);
    refused_identity(b"no file of keys at all", broken);
    refused_identity(b"", ["is empty", "是空的檔案"]);
    let no_key = include_bytes!("../sign/fixtures/no-key.p12");
    refused_identity(no_key, ["no private key", "沒有私鑰"]);
    let outdated = include_bytes!("../sign/fixtures/rc2-128.p12");
    refused_identity(outdated, ["RC2-128", "RC2-128"]);
}

#[test]
fn no_cut_or_flipped_pkcs12_file_ends_in_a_panic() {
    let whole = identity(&Wanted::default());
    let try_it = |bytes: &[u8]| drop(zicha::sign::identity::load(bytes, PASSPHRASE));
    for end in (0..whole.len()).step_by(7) {
        try_it(&whole[..end]);
    }
    for at in (0..whole.len()).step_by(11) {
        let mut flipped = whole.clone();
        flipped[at] ^= 0x41;
        try_it(&flipped);
    }
}

#[test]
fn an_rsa_key_of_1024_bits_signs_nothing() {
    let key = rsa_key(1024);
    let public = SubjectPublicKeyInfoOwned::from_key(key.to_public_key()).unwrap();
    let issuer = issue(32, &Wanted::default(), None);
    let leaf = certificate(33, &Wanted::default(), public, &issuer.key, Some("CN=Test"));
    let pkcs8 = key.to_pkcs8_der().unwrap();
    let file = pkcs12_of(&[(pkcs8.as_bytes(), &[leaf])]);
    refused_identity(&file, ["1024 bits", "1024 位元"]);
}

#[test]
fn what_is_no_ordinary_file_is_neither_verified_nor_signed_nor_taken_for_a_key() {
    let desk = desk();
    std::fs::create_dir(desk.path("folder")).unwrap();
    desk.write("empty.pdf", "");
    desk.write("text.pdf", "no PDF");
    let sign = |input: &str| {
        format!("sign {input} -o out.pdf --role reviewer --identity id.p12 --passphrase-file pass")
    };
    for input in ["folder", "empty.pdf", "text.pdf", "nowhere.pdf"] {
        refused(&desk, &format!("verify {input}"), input);
        refused(&desk, &sign(input), input);
    }
    refused(&desk, "verify r.pdf --trust folder", "folder");
    refused(&desk, "verify r.pdf --trust empty.pdf", "empty.pdf");
    refused(&desk, &format!("{SIGN} --identity folder"), "folder");
}

#[cfg(unix)]
#[test]
fn a_device_is_not_read() {
    let desk = desk();
    refused(&desk, "verify /dev/zero", "/dev/zero");
    refused(&desk, "verify r.pdf --trust /dev/zero", "/dev/zero");
    refused(
        &desk,
        "sign /dev/zero -o out.pdf --role reviewer --identity id.p12 --passphrase-file pass",
        "/dev/zero",
    );
    refused(&desk, &format!("{SIGN} --identity /dev/zero"), "/dev/zero");
    // As a passphrase it is a wrong one.
    refused(
        &desk,
        "sign r.pdf -o out.pdf --role reviewer --identity id.p12 --passphrase-file /dev/zero",
        "id.p12",
    );
}

#[test]
fn a_file_larger_than_any_report_is_refused_without_reading_it() {
    let desk = desk();
    // A sparse file: its 500 MB are nowhere but in its size.
    for (name, start) in [("large.pdf", "%PDF-1.7\n"), ("large.bin", "no PDF")] {
        desk.write(name, start);
        let file = File::options().write(true).open(desk.path(name)).unwrap();
        file.set_len(500 << 20).unwrap();
        refused(&desk, &format!("verify {name}"), name);
    }
    let [en, zh_tw] = refused(
        &desk,
        "sign large.pdf -o out.pdf --role reviewer --identity id.p12 --passphrase-file pass",
        "large.pdf",
    );
    assert!(en.contains("256 MB") && zh_tw.contains("256 MB"), "{en}{zh_tw}");
    desk.write("large.p12", "0");
    let file = File::options().write(true).open(desk.path("large.p12")).unwrap();
    file.set_len(64 << 20).unwrap();
    refused(&desk, &format!("{SIGN} --identity large.p12"), "large.p12");
}

#[test]
fn an_encrypted_pdf_is_not_signed_and_told_to_be_encrypted() {
    let desk = desk();
    let encrypted = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n2 0 obj\n<</Filter/Standard>>\nendobj\n\
        xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000042 00000 n \n\
        trailer\n<</Size 3/Root 1 0 R/Encrypt 2 0 R>>\nstartxref\n78\n%%EOF\n";
    desk.write("locked.pdf", encrypted);
    let found = desk.zicha("verify locked.pdf --format json").exits(1).json();
    assert_eq!(found["refusals"][0]["id"], "encrypted", "{found:#}");
    let [en, zh_tw] = refused(
        &desk,
        "sign locked.pdf -o out.pdf --role reviewer --identity id.p12 --passphrase-file pass",
        "locked.pdf",
    );
    assert!(en.contains("encrypted") && zh_tw.contains("加密"), "{en}{zh_tw}");
}

#[test]
fn the_file_that_is_signed_is_never_written_over() {
    let desk = desk();
    std::fs::create_dir(desk.path("sub")).unwrap();
    let before = ["r.pdf", "id.p12", "w.zicha"].map(|name| bytes(&desk.path(name)));
    let with = "--role reviewer --identity id.p12 --passphrase-file pass";
    for output in ["r.pdf", "./r.pdf", "sub/../r.pdf", "id.p12"] {
        let named = output.rsplit('/').next().unwrap();
        refused(&desk, &format!("sign r.pdf -o {output} {with}"), named);
    }
    refused(
        &desk,
        &format!("sign r.pdf -o w.zicha {with} --workbook w.zicha"),
        "w.zicha",
    );
    refused(
        &desk,
        "report w.zicha -o id.p12 --sign id.p12 --passphrase-file pass",
        "id.p12",
    );
    refused(&desk, "report w.zicha -o id.p12", "id.p12");
    assert_eq!(
        before,
        ["r.pdf", "id.p12", "w.zicha"].map(|name| bytes(&desk.path(name)))
    );
}

#[test]
fn an_output_that_cannot_be_is_named_before_anything_is_signed() {
    let desk = desk();
    desk.write("file", "no folder");
    std::fs::create_dir(desk.path("folder")).unwrap();
    let with = "--role reviewer --identity id.p12 --passphrase-file pass";
    for (output, named) in [
        ("none/out.pdf", "none"),
        ("file/out.pdf", "file"),
        ("folder", "folder"),
    ] {
        refused(&desk, &format!("sign r.pdf -o {output} {with}"), named);
        refused(
            &desk,
            &format!("report w.zicha -o {output} --sign id.p12 --passphrase-file pass"),
            named,
        );
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_device_is_not_written_over_and_a_folder_that_takes_no_file_is_named() {
    use std::os::unix::fs::FileTypeExt;
    let desk = desk();
    let with = "--role reviewer --identity id.p12 --passphrase-file pass";
    refused(&desk, &format!("sign r.pdf -o /dev/full {with}"), "/dev/full");
    assert!(
        std::fs::metadata("/dev/full")
            .unwrap()
            .file_type()
            .is_char_device()
    );
    refused(
        &desk,
        &format!("sign r.pdf -o /proc/out.pdf {with}"),
        "/proc/out.pdf",
    );
}

/// As on a full disk: no more than so many blocks can be written to a file.
#[cfg(unix)]
#[allow(clippy::disallowed_methods)]
#[test]
fn a_full_disk_leaves_no_file_that_was_begun() {
    use std::process::Command;
    let desk = desk();
    let before = files(&desk);
    let mut command = Command::new("sh");
    let zicha = env!("CARGO_BIN_EXE_zicha");
    let sign = "sign r.pdf -o out.pdf --role reviewer --identity id.p12 --passphrase-file pass";
    command
        .args(["-c", &format!("ulimit -f 64 && exec {zicha} {sign} --lang en")])
        .current_dir(desk.path("."));
    let run = crate::harness::finish(&mut command);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(
        run.stderr.contains("out.pdf") && run.stderr.contains("hint: "),
        "{}",
        run.stderr
    );
    assert_eq!(files(&desk), before);
}
