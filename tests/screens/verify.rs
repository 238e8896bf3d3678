//! Verifying a report by keys: from home, from the checklist, and right after it was written.

use std::path::Path;

use zicha::engagement::clock::FixedClock;
use zicha::engagement::identities::create;
use zicha::engagement::request::{IdentityRef, ReportRequest, Request, Secret};
use zicha::engagement::signing::{SigningRequest, add_signature};
use zicha::lang::Lang;
use zicha::model::assessment::State;
use zicha::model::reporting::{Detail, ReportOptions};
use zicha::model::signing::Role;

use crate::drive::{Driver, USUAL, everywhere, fixed_clock, key, walk};

const SMALLEST: (u16, u16) = (60, 16);
const PASSPHRASE: &str = "犇猋丙丁zqx9";

fn identity(driver: &Driver) -> IdentityRef {
    let path = driver.path("id.p12");
    let passphrase = Secret::new(PASSPHRASE.to_owned());
    if !path.exists() {
        create("資訊主管", &path, &passphrase, &mut fixed_clock()).unwrap();
    }
    IdentityRef { path, passphrase }
}

/// The checklist of a workbook with a signed report `r.pdf`.
fn with_report(size: (u16, u16), lang: Lang) -> Driver {
    let mut driver = walk(size, lang);
    driver.answer(key("4.1", "organisation", None), State::Met, "已訂定");
    let identity = Some(identity(&driver));
    let output = driver.path("r.pdf");
    driver.request(Request::Report(ReportRequest {
        output,
        options: ReportOptions {
            detail: Detail::Management,
            ..ReportOptions::in_language(lang)
        },
        official: false,
        attach: false,
        system_fonts: false,
        previous: None,
        time: None,
        expected: Vec::new(),
        identity,
    }));
    driver
}

/// Opens the screen by the palette.
fn open(driver: &mut Driver) {
    let name = driver.app.lang.pick("核對報告", "verify report");
    driver.keys(&format!("ctrl-p <{name}> enter"));
}

/// Types the file and verifies it.
fn verify(driver: &mut Driver, file: &Path) {
    driver.keys(&format!("<{}> ctrl-s", file.display()));
}

#[test]
fn a_report_is_verified_from_home_without_a_workbook() {
    everywhere(|size, lang| {
        let report = with_report(size, lang);
        let mut driver = Driver::new(size, lang);
        driver.shows(&[lang.pick("核對一份報告", "Verify the signatures of a report")]);
        driver.keys("down down down enter");
        driver.shows(&[lang.pick(
            "開啟產生該報告的自評檔後再核對",
            "With the workbook it came from open",
        )]);
        verify(&mut driver, &report.path("r.pdf"));
        driver.shows(&[
            lang.pick("符合：簽章均通過核對", "Valid: every signature holds"),
            lang.pick("編製：資訊主管", "Preparer: 資訊主管"),
            lang.pick("僅供檢測簽署後有無變更", "only whether the file changed after"),
        ]);
        driver.keys("end");
        driver.shows(&[
            lang.pick("廢止", "revoked"),
            lang.pick("其後是否另有簽章", "signed further"),
        ]);
        driver.keys("esc");
        driver.shows(&[lang.pick("新的自評", "New self-assessment")]);
    });
}

#[test]
fn the_key_on_home_opens_it_too() {
    let mut driver = Driver::new(USUAL, Lang::ZhTw);
    driver.keys("f4");
    driver.shows(&["報告檔案", "[ 核對 ]"]);
    driver.keys("esc ctrl-r");
    driver.shows(&["報告檔案"]);
}

#[test]
fn without_a_file_it_asks_for_one() {
    let mut driver = Driver::new(USUAL, Lang::En);
    driver.keys("f4 ctrl-s");
    driver.shows(&["Name the PDF to verify first."]);
    driver.keys("<nowhere.pdf> ctrl-s");
    driver.shows(&["Could not be done", "nowhere.pdf"]);
    driver.keys("enter");
    driver.shows(&["nowhere.pdf", "[ Verify ]"]);
}

#[test]
fn a_file_that_was_changed_is_refused_in_words_with_the_technical_detail() {
    everywhere(|size, lang| {
        let mut driver = with_report(size, lang);
        let report = driver.path("r.pdf");
        let mut bytes = std::fs::read(&report).unwrap();
        bytes.extend(b"\n% more");
        std::fs::write(&report, bytes).unwrap();
        open(&mut driver);
        verify(&mut driver, &report);
        driver.shows(&[
            lang.pick("不符合：這份檔案不應採信", "Not valid: do not rely on this file"),
            lang.pick("最後一個簽章之後還有內容", "content after the last signature"),
            lang.pick("技術細節", "Technical detail"),
        ]);
    });
}

#[test]
fn what_changed_since_is_listed_and_enter_goes_there_and_back() {
    everywhere(|size, lang| {
        let mut driver = with_report(size, lang);
        let report = driver.path("r.pdf");
        driver.answer(key("4.1", "organisation", None), State::NotMet, "未訂定");
        open(&mut driver);
        driver.shows(&[lang.pick("是否已登錄", "whether it is registered")]);
        verify(&mut driver, &report);
        driver.shows(&[lang.pick("自評內容在報告產生後已變更", "the assessment was changed after")]);
        // The change stands before what is not checked.
        let changed = lang.pick("4.1　組織：", "4.1  Organisation: ");
        let row = |driver: &Driver| {
            let screen = driver.screen();
            let rows = screen.lines().map(str::to_owned);
            rows.into_iter().find(|row| row.contains(">")).unwrap_or_default()
        };
        for _ in 0..40 {
            if row(&driver).contains(changed) {
                break;
            }
            driver.keys("down");
        }
        assert!(row(&driver).contains(changed), "{}", driver.screen());
        driver.keys("enter");
        driver.shows(&["未訂定"]);
        driver.keys("esc");
        assert!(
            row(&driver).contains(changed),
            "the same row: {}",
            driver.screen()
        );
    });
}

#[test]
fn what_was_set_right_meanwhile_is_seen_on_coming_back() {
    let mut driver = with_report(USUAL, Lang::ZhTw);
    let report = driver.path("r.pdf");
    driver.answer(key("4.1", "organisation", None), State::NotMet, "未訂定");
    open(&mut driver);
    verify(&mut driver, &report);
    driver.shows(&["不符合"]);
    driver.keys("esc ctrl-z");
    open(&mut driver);
    verify(&mut driver, &report);
    driver.shows(&["符合：簽章均通過核對"]);
    driver.keys("end pageup");
    driver.shows(&["自評內容沒有變更", "自評檔已登錄此檔案：r.pdf"]);
}

#[test]
fn a_report_that_lacks_a_later_signature_is_called_that() {
    let mut driver = with_report((120, 40), Lang::ZhTw);
    let (report, workbook) = (driver.path("r.pdf"), driver.workbook_path().to_owned());
    let identity = identity(&driver);
    driver.break_saving();
    let request = SigningRequest {
        input: report.clone(),
        output: driver.path("r2.pdf"),
        role: Role::Reviewer,
        identity,
        time: None,
        lang: Lang::ZhTw,
        calendar: None,
        workbook: Some(workbook.clone()),
        author: "稽核人員甲".to_owned(),
    };
    let later = chrono::DateTime::parse_from_rfc3339("2026-11-24T09:00:00+08:00").unwrap();
    add_signature(&request, Box::new(FixedClock::new(later))).unwrap();
    driver.open(&workbook);
    open(&mut driver);
    verify(&mut driver, &report);
    driver.shows(&[
        "自評檔記錄此報告其後另有簽章",
        "其後另有覆核簽章：r2.pdf",
        "請向對方索取簽署完整的檔案",
    ]);
}

#[test]
fn a_report_just_signed_is_verified_by_one_key() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    let identity = identity(&driver);
    driver.keys("f9 down down down right down ctrl-u");
    driver.keys(&format!(
        "<{}> down <{PASSPHRASE}> ctrl-s",
        identity.path.display()
    ));
    driver.shows(&["報告已匯出", "F4"]);
    driver.keys("f4");
    driver.shows(&["符合：簽章均通過核對", "編製：資訊主管"]);
    driver.keys("esc");
    driver.shows(&["報告已匯出"]);
}

#[test]
fn a_draft_just_written_offers_nothing_to_verify() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    driver.keys("f9 ctrl-s");
    driver.shows(&["報告已匯出"]);
    driver.keys("f4");
    driver.shows(&["報告已匯出"]);
}

#[test]
fn every_line_can_be_reached_in_the_smallest_window() {
    for lang in Lang::ALL {
        let mut driver = with_report(SMALLEST, lang);
        let report = driver.path("r.pdf");
        open(&mut driver);
        verify(&mut driver, &report);
        driver.keys("home");
        let mut seen = String::new();
        for _ in 0..30 {
            let shown = driver.screen();
            assert!(shown.lines().any(|line| line.starts_with(" > ")), "{shown}");
            seen.push_str(&shown);
            driver.keys("down");
        }
        for words in [
            lang.pick("報告檔案", "Report file"),
            lang.pick("指紋", "fingerprint"),
            lang.pick("自評檔已登錄此檔案", "has registered this file"),
            lang.pick("廢止", "revoked"),
        ] {
            assert!(seen.contains(words), "{words}: {seen}");
        }
    }
}

#[test]
fn a_pdf_dropped_on_the_result_is_the_next_to_verify() {
    let mut driver = with_report(USUAL, Lang::ZhTw);
    let report = driver.path("r.pdf");
    let other = driver.path("另 一份.pdf");
    std::fs::copy(&report, &other).unwrap();
    open(&mut driver);
    verify(&mut driver, &report);
    use zicha::tui::app::Event;
    use zicha::tui::input::Input;
    let dropped = format!("'{}'", other.display());
    zicha::tui::update::update(&mut driver.app, Event::Input(Input::Paste(dropped)));
    driver.keys("ctrl-s");
    driver.shows(&["符合：簽章均通過核對"]);
}
