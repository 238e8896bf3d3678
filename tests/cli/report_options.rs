//! How a report is asked for by flags.

use crate::harness::{Desk, bytes};

/// The titles of all bookmarks and the document's properties, as a reader would show them.
fn shown(desk: &Desk, file: &str) -> String {
    let document = lopdf::Document::load_mem(&bytes(&desk.path(file))).unwrap();
    let mut words = Vec::new();
    for object in document.objects.values() {
        let Ok(entries) = object.as_dict() else { continue };
        for key in [&b"Title"[..], b"Author", b"Subject"] {
            if let Ok(bytes) = entries.get(key).and_then(lopdf::Object::as_str) {
                words.push(match bytes.strip_prefix(&[0xfe, 0xff]) {
                    Some(wide) => {
                        let units = wide.chunks_exact(2);
                        let units: Vec<u16> =
                            units.map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
                        String::from_utf16_lossy(&units)
                    }
                    None => String::from_utf8_lossy(bytes).into_owned(),
                });
            }
        }
    }
    words.join("\n")
}

fn report(desk: &Desk, flags: &[&str]) -> String {
    desk.zicha_with("report w.zicha -o r.pdf --time 2026-07-15T17:00:00+08:00", flags)
        .exits(0);
    shown(desk, "r.pdf")
}

#[test]
fn parts_are_named_by_their_ids_and_the_rest_stays_out() {
    let desk = Desk::with_workbook();
    let words = report(&desk, &["--sections", "summary,findings", "--lang", "zh-TW"]);
    assert!(words.contains("壹、摘要") && words.contains("伍、缺失及建議事項") && words.contains("簽核頁"));
    assert!(!words.contains("貳、") && !words.contains("附錄"), "{words}");
}

#[test]
fn an_unknown_part_is_refused_with_the_known_ones() {
    let desk = Desk::with_workbook();
    for lang in ["en", "zh-TW"] {
        let run = desk
            .zicha(&format!(
                "report w.zicha -o r.pdf --sections summary,chapter9 --lang {lang}"
            ))
            .exits(2);
        for known in ["chapter9", "examiner", "applicability", "journal"] {
            assert!(run.stderr.contains(known), "{}", run.stderr);
        }
    }
    assert!(!desk.path("r.pdf").exists());
}

#[test]
fn a_part_that_the_edition_does_not_have_is_refused() {
    let desk = Desk::with_workbook();
    desk.zicha("report w.zicha -o r.pdf --sections summary,papers --detail management")
        .refuses_naming("papers");
    assert!(!desk.path("r.pdf").exists());
}

#[test]
fn years_are_counted_as_asked_and_anything_else_is_refused() {
    let desk = Desk::with_workbook();
    let text = |desk: &Desk| String::from_utf8_lossy(&bytes(&desk.path("r.pdf"))).into_owned();
    report(&desk, &["--calendar", "gregorian", "--lang", "zh-TW"]);
    let gregorian = text(&desk);
    report(&desk, &["--calendar", "roc", "--lang", "zh-TW"]);
    assert!(text(&desk) != gregorian);
    let run = desk.zicha("report w.zicha -o x.pdf --calendar lunar").exits(2);
    assert!(
        run.stderr.contains("roc") && run.stderr.contains("gregorian"),
        "{}",
        run.stderr
    );
}

#[test]
fn both_languages_stand_side_by_side_in_reports_alone() {
    let desk = Desk::with_workbook();
    let words = report(&desk, &["--lang", "both"]);
    assert!(words.contains("壹、摘要 Summary"), "{words}");
    let run = desk.zicha("status w.zicha --lang both");
    run.refuses_naming("both");
    let run = desk.zicha("demo -o d.zicha --no-open --lang both");
    run.refuses_naming("zh-TW, en");
    assert!(!desk.path("d.zicha").exists());
}

#[test]
fn a_redacted_copy_does_not_name_the_firm_and_is_registered_as_any_export() {
    let desk = Desk::with_workbook();
    assert!(report(&desk, &[]).contains("測試投顧"));
    let words = report(&desk, &["--redacted"]);
    assert!(!words.contains("測試投顧"), "{words}");
    assert!(words.contains("(organisation redacted)"), "{words}");
    let count = desk.zicha("status w.zicha --format json").json()["journal"]["count"].clone();
    report(&desk, &["--redacted"]);
    let after = desk.zicha("status w.zicha --format json").json()["journal"]["count"].clone();
    assert!(after.as_u64() > count.as_u64());
}

#[test]
fn the_workbook_inside_a_redacted_copy_is_redacted_too() {
    let desk = Desk::with_workbook();
    let holds = |flags: &[&str], words: &str| {
        report(&desk, flags);
        let document = lopdf::Document::load_mem(&bytes(&desk.path("r.pdf"))).unwrap();
        let streams = document
            .objects
            .values()
            .filter_map(|object| object.as_stream().ok());
        let mut unpacked =
            streams.map(|stream| stream.decompressed_content().unwrap_or(stream.content.clone()));
        unpacked.any(|content| {
            content
                .windows(words.len())
                .any(|window| window == words.as_bytes())
        })
    };
    assert!(holds(&["--attach"], "測試投顧"));
    assert!(!holds(&["--attach", "--redacted"], "測試投顧"));
    assert!(holds(&["--attach", "--redacted"], "(organisation redacted)"));
}

#[test]
fn number_and_confidentiality_change_the_cover() {
    let desk = Desk::with_workbook();
    let file = |flags: &[&str]| {
        report(&desk, flags);
        bytes(&desk.path("r.pdf")).len()
    };
    let usual = file(&["--sections", "summary"]);
    let asked = file(&[
        "--sections",
        "summary",
        "--number",
        "稽核-115-07 甲乙丙丁",
        "--confidentiality",
        "限閱",
    ]);
    assert_ne!(usual, asked);
}

#[test]
fn the_help_names_every_flag_in_both_languages() {
    let desk = Desk::new();
    for (lang, words) in [("en", "Document number"), ("zh-TW", "文件編號")] {
        let help = desk
            .zicha(&format!("report --help --lang {lang}"))
            .exits(0)
            .stdout;
        for flag in [
            "--sections",
            "--calendar",
            "--redacted",
            "--number",
            "--confidentiality",
        ] {
            assert!(help.contains(flag), "{help}");
        }
        assert!(help.contains(words) && help.contains("both"), "{help}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn without_a_desktop_the_report_is_written_and_its_path_told() {
    let desk = Desk::with_workbook();
    let run = desk.zicha("report w.zicha -o r.pdf --open").exits(0);
    assert!(run.stdout.contains("r.pdf"), "{}", run.stdout);
    assert!(
        run.stderr.contains("there is no desktop to open it on"),
        "{}",
        run.stderr
    );
    assert!(desk.path("r.pdf").is_file());
}

#[test]
fn progress_goes_to_terminals_only() {
    let desk = Desk::with_workbook();
    let run = desk.zicha("report w.zicha -o r.pdf").exits(0);
    assert!(
        !run.stderr.contains("Laying out") && !run.stderr.contains('\r'),
        "{}",
        run.stderr
    );
}
