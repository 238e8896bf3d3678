//! The seldom choices of a report: years, redaction, parts, number, confidentiality, both languages.

use zicha::engagement::request::{Outcome, ReportRequest, Request};
use zicha::lang::{Calendar, Lang};
use zicha::model::profile::Profile;
use zicha::model::reporting::{Languages, Section};
use zicha::tui::app::{Effect, Event};
use zicha::tui::input::parse_script;
use zicha::tui::update::update;

use crate::drive::Driver;

const NARROW: (u16, u16) = (60, 16);
const USUAL: (u16, u16) = (80, 24);

/// The export screen with the seldom choices unfolded and the focus on the row that unfolds them.
fn unfolded(size: (u16, u16), lang: Lang) -> Driver {
    let mut driver = folded(size, lang);
    driver.keys("down down down down enter");
    driver
}

fn folded(size: (u16, u16), lang: Lang) -> Driver {
    let pack = zicha::pack::builtin().unwrap();
    let mut profile = Profile::unasked(&pack);
    profile.organisation.name = "示範投顧".to_owned();
    profile.licences = vec![pack.licences[0].id.clone()];
    profile.assessment.as_of = "2026-06-30".to_owned();
    let mut driver = Driver::with_workbook(size, lang, profile);
    driver.keys("f9");
    driver
}

/// What is asked for when the form is sent off.
fn asked(driver: &mut Driver) -> ReportRequest {
    let input = parse_script("ctrl-s").unwrap().remove(0);
    update(&mut driver.app, Event::Input(input));
    let listed = Outcome::Folder {
        path: driver.path(""),
        entries: Vec::new(),
    };
    let effects = update(&mut driver.app, Event::Outcome(Box::new(Ok(listed))));
    let [Effect::Request(request)] = &effects[..] else {
        panic!("{effects:?}");
    };
    match &**request {
        Request::Report(report) => report.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_seldom_choices_are_folded_away_until_asked_for() {
    for (lang, folded_words, shown_words) in [
        (
            Lang::ZhTw,
            "展開（",
            ["年份", "遮蔽", "章節", "文件編號", "機密等級"],
        ),
        (
            Lang::En,
            "show (",
            ["Years", "Redaction", "Parts", "Document no.", "Confidentiality"],
        ),
    ] {
        let mut driver = folded(USUAL, lang);
        let shown = driver.screen();
        assert!(
            shown.contains(folded_words) && !shown.contains("(x) 依語言"),
            "{shown}"
        );
        driver.keys("down down down down enter");
        let shown = driver.screen();
        for words in shown_words {
            assert!(shown.contains(words), "{words}: {shown}");
        }
        driver.keys("enter");
        assert!(driver.screen().contains(folded_words), "{}", driver.screen());
    }
}

#[test]
fn everything_chosen_reaches_the_report() {
    let mut driver = unfolded(USUAL, Lang::ZhTw);
    driver.keys("down right right down right down down <稽核-115 07> down <限 閱>");
    driver.keys("up up up up up up up up right right");
    let asked = asked(&mut driver);
    assert_eq!(asked.options.languages, Languages::Both);
    assert_eq!(asked.options.calendar, Some(Calendar::Gregorian));
    assert!(asked.options.redacted);
    assert_eq!(asked.options.sections, None);
    assert_eq!(asked.options.number, "稽核-115 07");
    assert_eq!(asked.options.confidentiality, "限 閱");
}

#[test]
fn parts_are_switched_by_space_or_enter_and_one_at_least_stays() {
    for lang in Lang::ALL {
        let mut driver = unfolded(USUAL, lang);
        driver.keys("down down down enter");
        let heading = if lang == Lang::ZhTw {
            "報告要放哪些章節"
        } else {
            "Which parts the report holds"
        };
        assert!(driver.screen().contains(heading), "{}", driver.screen());
        driver.keys("space down down enter end enter");
        let short = if lang == Lang::ZhTw {
            "12／14 個章節"
        } else {
            "12 of 14 parts"
        };
        assert!(driver.screen().contains(short), "{}", driver.screen());
        let sections = asked(&mut driver).options.sections.unwrap();
        assert!(!sections.contains(&Section::Examiner) && !sections.contains(&Section::Basis));
        assert_eq!(sections.len(), 12);
    }
    let mut driver = unfolded(USUAL, Lang::ZhTw);
    driver.keys("down down down enter");
    for _ in 1..Section::ALL.len() {
        driver.keys("space down");
    }
    driver.keys("space");
    assert!(
        driver.screen().contains("請至少留一個章節"),
        "{}",
        driver.screen()
    );
    driver.keys("down enter esc");
    assert!(
        driver.screen().contains("[ 全部（Enter 選擇） ]"),
        "{}",
        driver.screen()
    );
}

#[test]
fn parts_that_no_longer_fit_the_edition_are_asked_for_again() {
    let mut driver = unfolded(USUAL, Lang::ZhTw);
    driver.keys("down down down enter");
    // Only the summary stays, which the edition of the working papers does not have.
    for (at, section) in Section::ALL.into_iter().enumerate() {
        let switch = if section == Section::Summary { "" } else { "space" };
        driver.keys(&format!(
            "{switch} {}",
            if at + 1 < Section::ALL.len() { "down" } else { "" }
        ));
    }
    driver.keys("esc up up up up up right right");
    driver.keys("ctrl-s");
    let shown = driver.screen();
    assert!(shown.contains("請至少留一個章節"), "{shown}");
    let focused = shown.lines().find(|line| line.starts_with(" > ")).unwrap();
    assert!(focused.contains("章節"), "{shown}");
}

#[test]
fn a_redacted_report_is_proposed_under_a_name_that_tells_nothing() {
    let mut driver = unfolded(USUAL, Lang::ZhTw);
    driver.keys("down down right");
    assert!(driver.screen().contains("交付前請通讀"), "{}", driver.screen());
    let name = |request: &ReportRequest| request.output.file_name().unwrap().to_string_lossy().into_owned();
    assert_eq!(name(&asked(&mut driver)), "自評報告（遮蔽版）2026-06-30.pdf");
    let mut driver = unfolded(USUAL, Lang::ZhTw);
    driver.keys("down down right left");
    assert_eq!(name(&asked(&mut driver)), "示範投顧 自評報告 2026-06-30.pdf");
    let mut driver = folded(USUAL, Lang::ZhTw);
    driver.keys("ctrl-u <甲.pdf> down down down down enter down down right");
    assert_eq!(name(&asked(&mut driver)), "甲.pdf");
}

#[test]
fn folded_away_choices_are_still_named() {
    let mut driver = unfolded(USUAL, Lang::En);
    driver.keys("down down right up up enter");
    assert!(
        driver.screen().contains("chosen: Redaction"),
        "{}",
        driver.screen()
    );
}

#[test]
fn a_typed_number_is_not_lost_unasked() {
    let mut driver = unfolded(USUAL, Lang::ZhTw);
    driver.keys("down down down down <A-1> esc");
    assert!(driver.screen().contains("要離開嗎"), "{}", driver.screen());
    driver.keys("enter");
    assert!(driver.screen().contains("A-1"), "{}", driver.screen());
}

#[test]
fn both_languages_are_offered_for_reports_alone() {
    let mut driver = folded(USUAL, Lang::ZhTw);
    assert!(driver.screen().contains("雙語並列"), "{}", driver.screen());
    driver.keys("down right right up up right");
    let shown = driver.screen();
    assert!(
        !shown.contains("雙語並列") && shown.contains("(x) 繁體中文"),
        "{shown}"
    );
}

#[test]
fn the_row_in_focus_is_visible_in_the_smallest_window_with_everything_unfolded() {
    for lang in Lang::ALL {
        let mut driver = folded(NARROW, lang);
        driver.keys("down down down right down down down down enter down down right");
        for _ in 0..16 {
            let shown = driver.screen();
            assert!(shown.lines().any(|line| line.starts_with(" > ")), "{shown}");
            driver.keys("tab");
        }
        let mut driver = unfolded(NARROW, lang);
        driver.keys("down down down enter");
        for _ in 0..17 {
            let shown = driver.screen();
            assert!(shown.lines().any(|line| line.starts_with(" > ")), "{shown}");
            driver.keys("tab");
        }
    }
}
