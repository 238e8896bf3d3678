//! Reports with their workbook inside: verifying makes them again, whoever signed them.

use std::path::Path;

use lopdf::{Document, Object};
use serde_json::{Value, json};
use zicha::engagement::Engagement;
use zicha::engagement::clock::SystemClock;
use zicha::exchange::json::{Extent, WorkbookFile, read};
use zicha::model::scope::scope;
use zicha::model::score::score;
use zicha::report::content::{ReportInput, document};
use zicha::report::{Attachment, RenderOptions, render};
use zicha::sign::reading::embedded_file;
use zicha::sign::sign_pdf;
use zicha::store::Access;

use crate::harness::{Desk, bytes};
use crate::signing_support::forger::Update;
use crate::signing_support::{keys, preparer};

const NAME: &str = "zicha-workbook.json";
/// The short edition at a fixed time.
const OPTIONS: &str = "--detail management --time 2026-03-31T16:00:00+08:00";

/// A workbook, an identity and a report `r.pdf` with the workbook inside, signed by its preparer.
fn desk() -> Desk {
    let desk = Desk::with_workbook();
    desk.write("pass", "密語 passphrase\n");
    desk.zicha("identity create 資訊主管 -o id.p12 --passphrase-file pass")
        .exits(0);
    desk.zicha("answer w.zicha 4.4 --state partial --note 堃犇喆峯")
        .exits(0);
    desk
}

/// The report unsigned, with the workbook inside.
fn draft(desk: &Desk) -> Vec<u8> {
    desk.zicha(&format!("report w.zicha -o d.pdf --attach {OPTIONS}"))
        .exits(0);
    bytes(&desk.path("d.pdf"))
}

/// A PDF signed as preparer with a key that somebody made, and what `verify` says of it.
fn judged(desk: &Desk, pdf: &[u8], code: i32) -> Value {
    let signed = sign_pdf(pdf, &preparer(), keys::preparer()).unwrap();
    desk.write("judged.pdf", signed);
    desk.verify("judged.pdf", code)
}

/// The file as another program would write it after a change.
fn rewritten(pdf: &[u8], change: impl FnOnce(&mut Document)) -> Vec<u8> {
    let mut document = Document::load_mem(pdf).unwrap();
    change(&mut document);
    let mut out = Vec::new();
    document.save_to(&mut out).unwrap();
    out.push(b'\n');
    out
}

/// Puts other bytes in the place of the workbook inside.
fn replace_attachment(document: &mut Document, content: &[u8]) {
    let embedded = document.objects.values_mut().find_map(|object| match object {
        Object::Stream(stream) if stream.dict.has_type(b"EmbeddedFile") => Some(stream),
        _ => None,
    });
    let stream = embedded.unwrap();
    stream.dict.remove(b"Filter");
    stream.set_content(content.to_vec());
}

/// Takes the first words off a page, from 1.
fn blank_words(document: &mut Document, page: u32) {
    let page = document.get_pages()[&page];
    let content = String::from_utf8_lossy(&document.get_page_content(page)).into_owned();
    let shown = content.find("Tj").unwrap();
    let operand = content[..shown].rfind(['<', '(']).unwrap();
    let changed = [&content[..operand], "<> ", &content[shown..]].concat();
    document.change_page_content(page, changed.into_bytes()).unwrap();
}

fn inside(pdf: &[u8]) -> WorkbookFile {
    read(&embedded_file(pdf, NAME).unwrap().unwrap()).unwrap()
}

/// A report made from a workbook file, as the program makes it.
fn report_of(file: &WorkbookFile) -> Vec<u8> {
    let made = file.report.as_ref().unwrap();
    let assessment = file.assessment().unwrap();
    let scope = scope(&file.pack, &assessment.profile);
    let input = ReportInput {
        expected: &[],
        pack: &file.pack,
        pack_sha256: &file.pack.sha256(),
        assessment: &assessment,
        scope: &scope,
        score: &score(&file.pack, &scope, &assessment),
        head: &file.journal,
        digest: &file.digest,
        evidence_states: &file.evidence_states,
        lang: made.options.languages.first(),
        options: &made.options,
        official: None,
        previous: made.previous.as_ref(),
        created: made.created,
        signer: None,
        program_version: &made.program_version,
        attached: true,
    };
    let content = file.write().unwrap();
    let options = RenderOptions {
        attachment: Some(Attachment {
            name: NAME,
            mime: "application/json",
            description: "workbook",
            bytes: &content,
        }),
        ..RenderOptions::at(made.created)
    };
    render(&document(&input), &options).unwrap().pdf
}

fn first_refusal(found: &Value) -> (&str, &str) {
    let refusal = &found["refusals"][0];
    (
        refusal["id"].as_str().unwrap(),
        refusal["detail"].as_str().unwrap(),
    )
}

#[test]
fn a_report_signed_by_three_is_made_again_as_the_same_bytes() {
    let desk = desk();
    desk.zicha("report w.zicha -o r.pdf --attach --detail management --sign id.p12 --passphrase-file pass")
        .exits(0);
    for (role, from, to) in [("reviewer", "r.pdf", "r2.pdf"), ("approver", "r2.pdf", "r3.pdf")] {
        desk.zicha(&format!(
            "sign {from} -o {to} --identity id.p12 --role {role} --passphrase-file pass"
        ))
        .exits(0);
    }
    for report in ["r.pdf", "r2.pdf", "r3.pdf"] {
        let found = desk.verify(report, 0);
        assert_eq!(found["valid"], json!(true));
        let content = &found["content"];
        assert_eq!(content["attached"], json!(true), "{report}");
        assert_eq!(content["compared"], json!("bytes"), "{report}");
        assert_eq!(content["same"], json!(true), "{report}");
    }
    let english = desk.zicha("verify r3.pdf").exits(0).stdout;
    assert!(english.contains("byte for byte"), "{english}");
    let chinese = desk.zicha("verify r3.pdf --lang zh-TW").exits(0).stdout;
    assert!(chinese.contains("逐位元組相同"), "{chinese}");
}

#[test]
fn every_edition_and_language_is_made_again_as_the_same_bytes() {
    let desk = Desk::new();
    desk.zicha("demo -o w.zicha --no-open").exits(0);
    for options in [
        "--lang zh-TW",
        "--lang en",
        "--detail management",
        "--detail working-papers",
    ] {
        desk.zicha(&format!("report w.zicha -o d.pdf --attach {options}"))
            .exits(0);
        let found = judged(&desk, &bytes(&desk.path("d.pdf")), 0);
        assert_eq!(found["content"]["same"], json!(true), "{options}");
    }
}

#[test]
fn a_report_that_names_its_expected_signer_is_made_again_as_the_same_bytes() {
    let desk = desk();
    desk.zicha("identity export-certificate id.p12 -o id.pem --passphrase-file pass")
        .exits(0);
    desk.zicha("report w.zicha -o d.pdf --attach --detail management --expect reviewer=id.pem")
        .exits(0);
    let pdf = bytes(&desk.path("d.pdf"));
    assert_eq!(inside(&pdf).report.unwrap().expected.len(), 1);
    assert_eq!(judged(&desk, &pdf, 0)["content"]["same"], json!(true));
}

#[test]
fn without_a_workbook_inside_nothing_is_compared_and_that_is_no_fault() {
    let desk = desk();
    desk.zicha("report w.zicha -o r.pdf --sign id.p12 --passphrase-file pass")
        .exits(0);
    let found = desk.verify("r.pdf", 0);
    let content = &found["content"];
    assert_eq!(
        (&content["attached"], &content["compared"]),
        (&json!(false), &Value::Null)
    );
    let words = desk.zicha("verify r.pdf").exits(0).stdout;
    assert!(words.contains("That is no fault"), "{words}");
}

#[test]
fn a_workbook_inside_with_another_answer_is_refused_whoever_signed_it() {
    let desk = desk();
    let pdf = draft(&desk);
    let mut forged = inside(&pdf);
    let answer = &mut forged.assessment.answers[0];
    answer.note = "符合，無例外。".to_owned();
    // A forger keeps the digest of the records, too.
    forged.digest = forged.assessment().unwrap().digest();
    let forged = forged.write().unwrap();
    let found = judged(
        &desk,
        &rewritten(&pdf, |document| replace_attachment(document, &forged)),
        1,
    );
    assert_eq!(first_refusal(&found).0, "content_differs");
    assert_eq!(found["content"]["same"], json!(false));
    assert!(found["content"]["page"].as_u64().is_some());
}

#[test]
fn a_page_that_was_altered_before_signing_is_refused_and_named() {
    let desk = desk();
    let pdf = draft(&desk);
    let found = judged(&desk, &rewritten(&pdf, |document| blank_words(document, 3)), 1);
    let (id, detail) = first_refusal(&found);
    assert_eq!(id, "content_differs");
    assert!(detail.starts_with("page 3: "), "{detail}");
    assert_eq!(found["content"]["page"], json!(3));
    let words = desk.zicha("verify judged.pdf").exits(1).stdout;
    assert!(words.contains("page 3"), "{words}");
}

#[test]
fn a_page_altered_by_an_update_between_making_and_signing_is_refused_and_named() {
    let desk = desk();
    let pdf = draft(&desk);
    let document = Document::load_mem(&pdf).unwrap();
    let page = document.get_pages()[&2];
    let content = document.get_page_contents(page)[0];
    let reference = |key: &[u8]| document.trailer.get(key).unwrap().as_reference().unwrap().0;
    let blank = "<</Length 1>>\nstream\n \nendstream";
    let updated = Update {
        trailer: Some(format!(
            "/Size {}/Root {} 0 R/Info {} 0 R",
            document.max_id + 1,
            reference(b"Root"),
            reference(b"Info")
        )),
        ..Update::new(&pdf, &[(content.0, blank)])
    };
    let found = judged(&desk, &updated.bytes(), 1);
    let (id, detail) = first_refusal(&found);
    assert_eq!(id, "content_differs");
    assert!(detail.starts_with("page 2: "), "{detail}");
}

#[test]
fn a_report_written_anew_by_another_program_is_not_the_one_that_zicha_made() {
    let desk = desk();
    let other = rewritten(&draft(&desk), |document| {
        let information = document.trailer.get(b"Info").unwrap().as_reference().unwrap();
        let information = document.get_dictionary_mut(information).unwrap();
        information.set("Producer", Object::string_literal("another program"));
    });
    let found = judged(&desk, &other, 1);
    assert_eq!(first_refusal(&found).0, "content_differs");
    assert_eq!(found["content"]["page"], Value::Null);
    let words = desk.zicha("verify judged.pdf").exits(1).stdout;
    assert!(words.contains("not in what its pages hold"), "{words}");
}

#[test]
fn a_report_of_another_version_is_compared_by_the_text_of_its_pages() {
    let desk = desk();
    let mut file = inside(&draft(&desk));
    file.report.as_mut().unwrap().program_version = "0.0.9".to_owned();
    let pdf = report_of(&file);
    let found = judged(&desk, &pdf, 0);
    assert_eq!(found["content"]["compared"], json!("text"));
    assert_eq!(found["content"]["same"], json!(true));
    assert_eq!(found["content"]["program_version"], json!("0.0.9"));
    let words = desk.zicha("verify judged.pdf").exits(0).stdout;
    assert!(
        words.contains("0.0.9") && words.contains("text of every page"),
        "{words}"
    );
    let altered = rewritten(&pdf, |document| blank_words(document, 4));
    let found = judged(&desk, &altered, 1);
    let (id, detail) = first_refusal(&found);
    assert_eq!(id, "content_differs");
    assert!(detail.starts_with("page 4: "), "{detail}");
    // What is drawn over a page leaves its text alone, but not unnoticed.
    let covered = rewritten(&pdf, |document| {
        let page = document.get_pages()[&5];
        let mut content = document.get_page_content(page);
        content.extend(b" /Cover Do");
        document.change_page_content(page, content).unwrap();
    });
    let found = judged(&desk, &covered, 1);
    assert!(first_refusal(&found).1.starts_with("page 5: "));
}

#[test]
fn what_cannot_be_read_strictly_is_refused_and_a_later_format_is_not_compared() {
    let desk = desk();
    let pdf = draft(&desk);
    let whole = embedded_file(&pdf, NAME).unwrap().unwrap();
    let spaced = [b" ", whole.as_slice()].concat();
    let mut file = inside(&pdf);
    file.report = None;
    let export = file.write().unwrap();
    for content in [&b"no JSON"[..], &whole[..whole.len() / 2], &spaced, &export] {
        let forged = rewritten(&pdf, |document| replace_attachment(document, content));
        let found = judged(&desk, &forged, 1);
        assert_eq!(first_refusal(&found).0, "attachment_unreadable");
        assert_eq!(found["content"]["compared"], Value::Null);
    }
    let later = br#"{"format":"zicha-workbook","version":2}"#;
    let found = judged(
        &desk,
        &rewritten(&pdf, |document| replace_attachment(document, later)),
        0,
    );
    assert_eq!(found["content"]["attached"], json!(true));
    assert_eq!(found["content"]["compared"], Value::Null);
    let words = desk.zicha("verify judged.pdf").exits(0).stdout;
    assert!(words.contains("could not be made again"), "{words}");
}

#[test]
fn an_attachment_of_somebody_else_is_left_alone() {
    let desk = desk();
    let pdf = draft(&desk);
    let other = rewritten(&pdf, |document| replace_attachment(document, b"{\"invoice\": 1}"));
    assert_eq!(judged(&desk, &other, 0)["content"]["attached"], json!(false));
}

#[test]
fn nobody_signs_after_a_report_whose_content_differs() {
    let desk = desk();
    let pdf = draft(&desk);
    judged(&desk, &rewritten(&pdf, |document| blank_words(document, 3)), 1);
    desk.zicha("sign judged.pdf -o next.pdf --identity id.p12 --role reviewer --passphrase-file pass")
        .refuses_naming("judged.pdf");
    assert!(!desk.path("next.pdf").exists());
}

#[test]
fn no_absolute_path_of_evidence_goes_into_a_report_and_it_still_holds() {
    let desk = desk();
    let elsewhere = tempfile::tempdir().unwrap();
    let file = elsewhere.path().join("帳號清查.pdf");
    std::fs::write(&file, "x").unwrap();
    desk.zicha_with("evidence add w.zicha 4.4 --file", &[file.to_str().unwrap()])
        .exits(0);
    let pdf = draft(&desk);
    let content = String::from_utf8(embedded_file(&pdf, NAME).unwrap().unwrap()).unwrap();
    assert!(content.contains("帳號清查.pdf"));
    assert!(!content.contains(elsewhere.path().to_str().unwrap()));
    assert!(content.contains("\"extent\":\"without_paths\""));
    assert_eq!(judged(&desk, &pdf, 0)["content"]["same"], json!(true));
}

#[test]
fn a_redacted_report_is_made_again_from_the_redacted_workbook_inside_it() {
    let desk = desk();
    for lang in ["zh-TW", "en", "both"] {
        desk.zicha(&format!(
            "report w.zicha -o d.pdf --attach --redacted --detail management --lang {lang}"
        ))
        .exits(0);
        let pdf = bytes(&desk.path("d.pdf"));
        assert_eq!(inside(&pdf).extent, Extent::Redacted);
        let found = judged(&desk, &pdf, 0);
        assert_eq!(found["content"]["compared"], json!("bytes"), "{lang}: {found}");
    }
}

#[test]
fn a_workbook_is_exported_as_json_that_holds_all_of_it_and_the_register_knows() {
    let desk = desk();
    let before = assessment_at(&desk.path("w.zicha"));
    let run = desk
        .zicha("export w.zicha --to json -o all.json --format json")
        .exits(0);
    assert_eq!(run.json()["format"], json!("json"));
    let file = read(&bytes(&desk.path("all.json"))).unwrap();
    assert_eq!(file.assessment().unwrap(), before);
    assert!(file.report.is_none());
    let after = assessment_at(&desk.path("w.zicha"));
    let record = after.exports.values().next().unwrap();
    assert_eq!(
        (record.format.as_str(), record.file.as_str()),
        ("json", "all.json")
    );
    assert_eq!(run.json()["sha256"], json!(record.sha256));
}

fn assessment_at(path: &Path) -> zicha::model::assessment::Assessment {
    let clock = Box::new(SystemClock);
    let open = Engagement::open(path, Access::Read, clock, String::new()).unwrap();
    open.assessment().clone()
}
