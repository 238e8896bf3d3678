//! The user's own copy of the official text on the command line.

use std::fmt::Write as _;

use crate::harness::Desk;

/// A made-up text for Articles 5 and 25 with their titles, and a number that does not follow.
fn text() -> String {
    let clauses = [
        (
            "第五條(最小權限)",
            vec![("一", "船隻出港前由船長點名"), ("二", "水手與廚師不得互換職務")],
        ),
        (
            "第二十五條(軟體及資訊完整性)",
            vec![
                ("四", "羅盤每月校正並記入航海簿"),
                ("二", "貨艙封條於靠岸時逐一核對"),
                ("三", "發現進水應鳴笛並堵漏"),
                ("四", "船底每年由潛水員檢查"),
            ],
        ),
    ];
    let mut text = String::new();
    for (title, clauses) in clauses {
        for (number, words) in clauses {
            let _ = writeln!(
                text,
                "{title}\n\n{number}、{words}。\n\n內容說明\n\n• {words}之理由。\n\n佐證資料\n• {words}紀錄\n• 航海簿"
            );
        }
    }
    // Enough of the guideline to be taken for it.
    text.push_str("第六條(遠端存取)\n");
    for (number, words) in [
        ("一", "甲板"),
        ("二", "船艙"),
        ("三", "桅桿"),
        ("四", "船錨"),
        ("五", "舵輪"),
    ] {
        let _ = writeln!(text, "{number}、{words}由專人看管並每日記錄其狀況。");
    }
    text
}

fn with_text() -> Desk {
    let desk = Desk::with_workbook();
    desk.write("text.txt", text());
    desk.zicha("source add text.txt").exits(0);
    desk
}

#[test]
fn adding_a_text_says_what_was_placed_and_what_looks_misprinted() {
    let desk = Desk::new();
    desk.write("text.txt", text());
    let added = desk.zicha("source add text.txt --format json").exits(0).json();
    assert_eq!(added["clauses"], serde_json::json!({"placed": 11, "total": 92}));
    assert_eq!(added["explanations"], 6);
    assert_eq!(added["evidence"], 12);
    assert_eq!(added["unplaced"], serde_json::json!([]));
    let misprint = &added["misprints"][0];
    assert_eq!(misprint["clause"], "25.1");
    assert_eq!(
        (&misprint["printed"], &misprint["expected"]),
        (&4.into(), &1.into())
    );
    assert_eq!(misprint["why"], "order");
    assert_eq!(added["missing"][0], "4.1");
    let words = desk.zicha("source add text.txt").exits(0).stdout;
    assert!(words.contains("11 of 92 clauses"), "{words}");
    assert!(
        words.contains("Article 25(1) is printed as 4, expected 1"),
        "{words}"
    );
}

#[test]
fn the_text_is_kept_for_its_owner_alone_and_shown_by_clause() {
    let desk = with_text();
    let shown = desk.zicha("source show 25.1 --format json").exits(0).json();
    assert_eq!(shown["requirement"], "羅盤每月校正並記入航海簿。");
    assert_eq!(
        shown["explanation"],
        serde_json::json!(["羅盤每月校正並記入航海簿之理由。"])
    );
    assert_eq!(shown["evidence"][1], "航海簿");
    assert_eq!(shown["official"], true);
    let words = desk.zicha("source show 25.1").exits(0).stdout;
    assert!(words.contains("原文") && words.contains("羅盤"), "{words}");
    let kept = desk.path("home/.local/share/zicha/official-text/tw-ict-baseline.json");
    #[cfg(target_os = "linux")]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(&kept).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    desk.zicha("source remove").exits(0);
    #[cfg(target_os = "linux")]
    assert!(!kept.exists());
    desk.zicha("source show 25.1")
        .refuses_naming("no official text has been added");
    desk.zicha("source remove")
        .refuses_naming("no official text has been added");
}

#[test]
fn a_text_of_something_else_is_refused_and_the_earlier_one_stays() {
    let desk = with_text();
    desk.write("novel.txt", "第四回\n\n一、他走了。\n二、她來了。\n".repeat(50));
    desk.write("empty.txt", "\u{feff} \n\n");
    desk.write("guideline.pdf", "%PDF-1.7\n%…");
    desk.write("big5.txt", b"\xb2\xc4\xa5|\xb1\xf8");
    desk.write("utf16.txt", [0xff, 0xfe, 0x2c, 0x7b]);
    desk.write("binary.txt", "第四條\0");
    for (file, named) in [
        ("novel.txt", "0 of 92 clauses"),
        ("empty.txt", "holds no text"),
        ("guideline.pdf", "is a PDF"),
        ("big5.txt", "not text in UTF-8"),
        ("utf16.txt", "not text in UTF-8"),
        ("binary.txt", "not text in UTF-8"),
        ("home", "not an ordinary file"),
        ("nowhere.txt", "cannot be read"),
    ] {
        desk.zicha(&format!("source add {file}")).refuses_naming(named);
    }
    desk.zicha("source show 25.1").exits(0);
}

#[cfg(unix)]
#[test]
fn a_device_is_refused_before_it_is_read() {
    let desk = Desk::new();
    desk.zicha("source add /dev/zero")
        .refuses_naming("not an ordinary file");
}

#[test]
fn a_file_far_larger_than_any_guideline_is_refused() {
    let desk = Desk::new();
    desk.write("large.txt", "一、甲\n".repeat(600_000));
    desk.zicha("source add large.txt")
        .refuses_naming("larger than 4 MB");
}

#[test]
fn a_clause_that_the_copy_lacks_is_named() {
    let desk = with_text();
    desk.zicha("source show 4.1")
        .refuses_naming("has no Article 4(1)");
    desk.zicha("source show 99.1").refuses_naming("no clause 99.1");
}

#[cfg(target_os = "linux")]
#[test]
fn a_damaged_copy_is_named_with_the_way_out() {
    let desk = with_text();
    let kept = desk.path("home/.local/share/zicha/official-text/tw-ict-baseline.json");
    std::fs::write(&kept, "{").unwrap();
    desk.zicha("source show 25.1").refuses_naming("is damaged");
    desk.zicha("source add text.txt").exits(0);
    desk.zicha("source show 25.1").exits(0);
}

#[test]
fn a_report_prints_the_official_text_only_where_one_was_added() {
    let bare = Desk::with_workbook();
    bare.zicha("report w.zicha -o r.pdf --source")
        .refuses_naming("no official text has been added");
    assert!(!bare.path("r.pdf").exists());
    let desk = with_text();
    desk.zicha("report w.zicha -o r.pdf --source --detail management")
        .refuses_naming("no working papers");
    desk.zicha("report w.zicha -o without.pdf --time 2026-07-15T17:00:00+08:00")
        .exits(0);
    desk.zicha("report w.zicha -o r.pdf --source --time 2026-07-15T17:00:00+08:00")
        .exits(0);
    let size = |name: &str| std::fs::metadata(desk.path(name)).unwrap().len();
    assert!(size("r.pdf") > size("without.pdf"));
}
