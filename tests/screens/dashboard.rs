//! The charts and the checks behind them.

use zicha::engagement::request::{ActionDraft, FindingDraft, Request};
use zicha::lang::Lang;
use zicha::model::assessment::State;
use zicha::model::dashboard::{Slice, Sources, checks, dashboard};
use zicha::model::pack::Level;
use zicha::model::score::score;
use zicha::settings::Colours;
use zicha::tui::theme::Theme;

use crate::drive::{Driver, USUAL, clause, everywhere, firm, key, walk};

/// The walk of a workbook with every state in it.
fn answered(size: (u16, u16), lang: Lang) -> Driver {
    let mut driver = walk(size, lang);
    driver.answer(key("4.1", "organisation", None), State::NotMet, "沒有程序");
    driver.answer(key("4.4", "web", None), State::Partial, "只清查員工帳號");
    driver.answer(key("4.4", "fund", None), State::Met, "每半年清查");
    driver.answer(key("4.3", "hr", None), State::Unable, "查不到");
    driver.answer(key("4.3", "web", None), State::NotApplicable, "無帳號");
    driver
}

/// Two actions: one whose day has passed, one without a day.
fn with_actions(driver: &mut Driver) {
    driver.request(Request::AddFinding {
        clause: clause("4.1"),
        target: key("4.1", "organisation", None).target,
        draft: FindingDraft {
            condition: Some("沒有程序".to_owned()),
            found_on: Some("2026-10-01".to_owned()),
            ..FindingDraft::default()
        },
    });
    let workbook = driver.app.workbook.as_ref().unwrap();
    let finding = workbook.assessment.findings.keys().next().unwrap().clone();
    for due in ["2026-10-31", "2027-01-15", ""] {
        driver.request(Request::AddAction {
            finding: finding.clone(),
            draft: ActionDraft {
                description: Some("訂定程序".to_owned()),
                due: Some(due.to_owned()),
                ..ActionDraft::default()
            },
        });
    }
}

#[test]
fn the_charts_count_what_the_score_counts() {
    let driver = answered(USUAL, Lang::ZhTw);
    let workbook = driver.app.workbook.as_ref().unwrap();
    let sources = Sources {
        pack: &workbook.pack,
        scope: &workbook.scope,
        assessment: &workbook.assessment,
        evidence: &workbook.evidence_states,
        today: &workbook.today,
        delta: None,
    };
    let charts = dashboard(sources, &workbook.score);
    let counted = score(&workbook.pack, &workbook.scope, &workbook.assessment);
    assert_eq!(charts.must.states, counted.all.must);
    assert_eq!(charts.should.rate, counted.all.should.rate_per_mille());
    assert_eq!(
        (charts.must.gaps, charts.should.gaps),
        (counted.gaps.must, counted.gaps.should)
    );
    let total: u64 = charts.chapters.iter().map(|chapter| chapter.states.total()).sum();
    assert_eq!(total, counted.all.total());
    // Every bar lists as many checks as it counts.
    for chapter in &charts.chapters {
        for state in State::ALL {
            let listed = checks(&Slice::Chapter(chapter.number), Some(state), sources);
            assert_eq!(listed.len() as u64, chapter.states.of(state));
        }
    }
    let musts = checks(&Slice::Level(Level::Must), None, sources);
    assert_eq!(musts.len() as u64, counted.all.must.total());
    let unevidenced = checks(&Slice::Unevidenced, None, sources);
    assert_eq!(unevidenced.len() as u64, charts.coverage.unevidenced);
    assert_eq!(charts.coverage.met(), 1);
}

#[test]
fn the_charts_open_by_a_key_from_the_checklist_and_from_the_gaps_and_name_every_state() {
    everywhere(|size, lang| {
        for keys in ["f11", "ctrl-v", "f3 f11"] {
            let mut driver = answered(size, lang);
            driver.keys(keys);
            driver.shows(&[
                lang.pick("各章檢核結果", "Results by chapter"),
                lang.pick("█ 符合", "█ Met"),
                lang.pick("! 不符合", "! Not met"),
                lang.pick("已檢核 5/", "5/"),
            ]);
            driver.keys("end");
            driver.shows(&[lang.pick("與前次自評之比較", "Change since last year")]);
            driver.keys("esc");
            driver.selected_row();
        }
    });
}

#[test]
fn enter_lists_the_checks_of_the_bar_and_esc_comes_back_to_it() {
    everywhere(|size, lang| {
        let mut driver = answered(size, lang);
        driver.keys("f11");
        let row = loop {
            let row = selected(&driver);
            if row.contains(lang.pick("已檢核 5/", "5/")) {
                break row;
            }
            driver.keys("down");
        };
        // All, met, partial, not met.
        driver.keys("right right right enter");
        driver.shows(&[
            lang.pick("（不符合）：1 個檢核項目", "(Not met), checks: 1"),
            "! 4.1",
            "沒有程序",
        ]);
        driver
            .keys("enter")
            .shows(&[lang.pick("第四條第一項", "Article 4(1)")]);
        driver.keys("esc esc");
        assert_eq!(selected(&driver), row);
        driver.shows(&[lang.pick("(x)\u{a0}不符合\u{a0}1", "(x)\u{a0}Not\u{a0}met\u{a0}1")]);
    });
}

/// The row of the gutter mark, wherever the gutter stands.
fn selected(driver: &Driver) -> String {
    let screen = driver.screen();
    let row = screen.lines().find(|row| row.trim_start().starts_with("> "));
    row.unwrap_or_else(|| panic!("nothing is selected in\n{screen}"))
        .to_owned()
}

#[test]
fn actions_stand_by_the_month_they_are_due_overdue_first_undated_last() {
    everywhere(|size, lang| {
        let mut driver = answered(size, lang);
        with_actions(&mut driver);
        driver.keys("f11 end");
        let mut seen = Vec::new();
        for _ in 0..30 {
            let row = selected(&driver);
            for words in [
                lang.pick("逾期", "Overdue"),
                lang.pick("116年1月", "January 2027"),
                lang.pick("未定期限", "No date set"),
            ] {
                if row.contains(words) && !seen.contains(&words) {
                    seen.push(words);
                }
            }
            driver.keys("up");
        }
        seen.reverse();
        let expected = [
            lang.pick("逾期", "Overdue"),
            lang.pick("116年1月", "January 2027"),
            lang.pick("未定期限", "No date set"),
        ];
        assert_eq!(seen, expected);
    });
}

#[test]
fn the_year_before_is_read_from_its_workbook_and_what_changed_is_listed() {
    let mut driver = answered(USUAL, Lang::ZhTw);
    driver.keys("f11 end").shows(&["尚未選擇前次的自評檔"]);
    let old = driver.path("old.zicha");
    let this = driver.workbook_path().to_owned();
    driver.request(Request::Close);
    driver.request(Request::New {
        path: Some(old.clone()),
        profile: Box::new(firm()),
    });
    driver.answer(key("4.1", "organisation", None), State::Met, "");
    driver.open(&this);
    driver.keys("f11");
    driver.request(Request::ReadPrevious(old));
    driver.keys("end");
    driver
        .hides(&["尚未選擇"])
        .shows(&["與前次自評之比較", "應 0.8% → 0.9%"]);
    while !selected(&driver).contains("退步") {
        driver.keys("up");
    }
    driver
        .keys("enter")
        .shows(&["退步：1 個檢核項目", "! 4.1", "前次：符合", "本次：不符合"]);
    // The charts follow what is answered.
    driver.keys("enter up enter esc");
    driver.request(Request::ReadPrevious(this));
    driver.shows(&["請選擇前次"]);
}

#[test]
fn the_year_before_is_known_again_when_the_workbook_is_opened_again() {
    let mut driver = answered(USUAL, Lang::ZhTw);
    let old = driver.path("old.zicha");
    let this = driver.workbook_path().to_owned();
    driver.request(Request::Close);
    driver.request(Request::New {
        path: Some(old.clone()),
        profile: Box::new(firm()),
    });
    driver.open(&this);
    driver.keys("f11");
    driver.request(Request::ReadPrevious(old.clone()));
    let reopen = |driver: &mut Driver| {
        while driver.app.workbook.is_some() {
            driver.keys("esc");
        }
        driver.open(&this);
        driver.keys("f11 end");
    };
    reopen(&mut driver);
    driver.hides(&["尚未選擇"]).shows(&["與前次自評之比較"]);
    // What is no longer there is not asked for.
    reopen(&mut driver);
    std::fs::remove_file(old).unwrap();
    reopen(&mut driver);
    driver.shows(&["尚未選擇前次的自評檔"]);
    assert!(driver.app.overlays.is_empty(), "{}", driver.screen());
}

#[test]
fn the_charts_fit_every_window_and_keep_to_ascii_where_asked() {
    for size in [(60, 16), (80, 24), (120, 40), (200, 60)] {
        for lang in Lang::ALL {
            let mut driver = answered(size, lang);
            with_actions(&mut driver);
            driver.app.theme = Theme::new(true, true);
            driver.keys("f11");
            for _ in 0..25 {
                let screen = driver.screen();
                assert!(!screen.contains(['█', '░', '…', '│', '─']), "{screen}");
                selected(&driver);
                driver.keys("down");
            }
        }
    }
}

#[test]
fn the_palette_changes_the_colours_and_they_are_kept() {
    everywhere(|size, lang| {
        let mut driver = answered(size, lang);
        driver
            .keys("ctrl-p")
            .keys(lang.pick("<高對比>", "<contrast>"))
            .keys("enter");
        assert_eq!(driver.app.theme.colours(), Colours::HighContrast);
        driver.keys("f11");
        let frame = driver.frame();
        let own = ratatui::style::Color::Reset;
        assert!(frame.content.iter().all(|cell| cell.fg == own && cell.bg == own));
        let kept = std::fs::read_to_string(driver.path("config/settings.json")).unwrap();
        assert!(kept.contains("\"theme\": \"high-contrast\""), "{kept}");
        driver
            .keys("ctrl-p")
            .keys(lang.pick("<淺色>", "<light>"))
            .keys("enter");
        assert_eq!(driver.app.theme.colours(), Colours::Light);
    });
}

#[test]
fn years_are_counted_as_chosen_wherever_a_day_is_shown_and_both_kinds_can_be_typed() {
    for lang in Lang::ALL {
        let mut driver = answered((120, 40), lang);
        with_actions(&mut driver);
        let roc = lang.pick("116年1月15日", "15 January, ROC 116");
        let gregorian = lang.pick("2027年1月15日", "15 January 2027");
        let (shown, other) = lang_order(lang, roc, gregorian);
        driver.keys("ctrl-a ctrl-u");
        driver.shows(&[shown]).hides(&[other]);
        driver
            .keys("esc esc ctrl-p")
            .keys(lang.pick("<紀年>", "<years>"))
            .keys("enter");
        driver.keys("ctrl-a ctrl-u");
        driver.shows(&[other]).hides(&[shown]);
        driver.keys("esc esc f12");
        driver.shows(&[lang.pick("2026-11-23 14:02", "115.11.23  14:02")]);
        let kept = std::fs::read_to_string(driver.path("config/settings.json")).unwrap();
        assert!(kept.contains(lang.pick("\"gregorian\"", "\"roc\"")), "{kept}");
    }
}

/// What a language shows unless told otherwise, and what it shows otherwise.
fn lang_order<'a>(lang: Lang, roc: &'a str, gregorian: &'a str) -> (&'a str, &'a str) {
    match lang {
        Lang::ZhTw => (roc, gregorian),
        Lang::En => (gregorian, roc),
    }
}
