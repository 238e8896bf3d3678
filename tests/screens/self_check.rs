//! The self-check on the screen.

use serde_json::json;
use zicha::engagement::request::{EvidenceDraft, LinkDraft, Request};
use zicha::lang::Lang;
use zicha::model::assessment::{EvidenceKind, State};
use zicha::model::profile::Profile;
use zicha::model::scope::Target;
use zicha::tui::keys::{Command, Place};
use zicha::tui::update::{enabled, place};

use crate::drive::{Driver, USUAL, clause, everywhere, firm, key, walk};

/// A walk where 4.1 is claimed not to apply, 7.1 keeps logs too short, and 4.4 lacks evidence.
fn with_issues(size: (u16, u16), lang: Lang) -> Driver {
    let mut driver = walk(size, lang);
    driver.answer(key("4.1", "organisation", None), State::NotApplicable, "");
    driver.answer(key("7.1", "organisation", None), State::Met, "日誌保存半年");
    driver.answer(key("4.4", "web", None), State::Met, "每半年清查");
    driver
}

#[test]
fn errors_come_first_with_their_number_and_what_to_do() {
    everywhere(|size, lang| {
        let mut driver = with_issues(size, lang);
        driver.keys("f6");
        assert_eq!(place(&driver.app), Place::SelfCheck);
        driver.shows(&[
            lang.pick("錯誤 4", "Errors 4"),
            lang.pick(
                "錯誤：互相矛盾（1）",
                "Error: Things that contradict each other (1)",
            ),
            "半年",
            lang.pick("怎麼辦：", "What to do: "),
        ]);
        let screen = driver.screen();
        let row = screen.lines().find(|row| row.starts_with(" >")).unwrap();
        assert!(row.contains("7.1"), "{screen}");
    });
}

#[test]
fn enter_goes_to_the_check_and_esc_comes_back_to_the_same_row() {
    everywhere(|size, lang| {
        let mut driver = with_issues(size, lang);
        driver.keys("ctrl-k down down enter");
        assert_eq!(place(&driver.app), Place::Answer);
        driver.shows(&[lang.pick("第七條第一項", "Article 7(1)"), "日誌保存半年"]);
        driver.keys("esc");
        assert_eq!(place(&driver.app), Place::SelfCheck);
        let screen = driver.screen();
        let row = screen.lines().find(|row| row.starts_with(" >")).unwrap();
        assert!(row.contains("7.1"), "{screen}");
    });
}

#[test]
fn what_was_settled_is_gone_on_coming_back() {
    let mut driver = with_issues(USUAL, Lang::ZhTw);
    driver.keys("f6");
    driver.shows(&["錯誤：互相矛盾（1）", "錯誤 4"]);
    // The contradiction stands first; its answer becomes 部分符合.
    driver.keys("enter");
    driver.answer(key("7.1", "organisation", None), State::Partial, "日誌保存半年");
    driver.keys("esc");
    assert_eq!(
        driver.stored(&key("7.1", "organisation", None)).unwrap().state,
        State::Partial
    );
    driver.shows(&["錯誤 3"]).hides(&["互相矛盾"]);
}

#[test]
fn undo_on_the_list_is_followed() {
    let mut driver = with_issues(USUAL, Lang::ZhTw);
    driver.keys("f6");
    driver.shows(&["錯誤 4"]);
    driver.keys("ctrl-z");
    driver.shows(&["錯誤 3"]);
    driver.keys("ctrl-y");
    driver.shows(&["錯誤 4"]);
}

#[test]
fn one_weight_or_one_kind_can_be_shown_alone() {
    everywhere(|size, lang| {
        let mut driver = with_issues(size, lang);
        let error = lang.pick("錯誤：", "Error: ");
        let warning = lang.pick("警告：", "Warning: ");
        driver.keys("f6 right");
        driver.shows(&[error]).hides(&[warning]);
        driver.keys("right");
        driver.shows(&[warning]).hides(&[error]);
        driver.keys("left left");
        driver.shows(&[error, lang.pick("全部", "All")]);
        let missing = lang.pick(
            "符合或部分符合，但沒有佐證資料",
            "Met or partial, without any evidence",
        );
        driver.keys("down tab");
        driver
            .shows(&[missing, "4.4", "7.1"])
            .hides(&[lang.pick("互相矛盾（", "contradict each other ("), warning]);
        driver.keys("tab");
        driver.shows(&[lang.pick("互相矛盾（", "contradict each other (")]);
    });
}

#[test]
fn a_condition_leads_to_its_question_and_a_system_to_its_own() {
    let mut profile: Profile = firm();
    profile.systems[1].core = None;
    profile.assessment.from = "2026-01-01".to_owned();
    let mut driver = Driver::with_workbook(USUAL, Lang::ZhTw, profile);
    // Only warnings: the period lacks its last day, then the system nobody has decided on.
    driver.keys("f6 right right enter");
    assert_eq!(place(&driver.app), Place::Profile);
    driver.keys("esc down enter");
    assert_eq!(place(&driver.app), Place::System);
    driver.shows(&["會員網站"]);
    driver.keys("esc end enter");
    assert!(
        matches!(place(&driver.app), Place::Profile | Place::System),
        "{}",
        driver.screen()
    );
}

#[test]
fn evidence_leads_to_where_it_is_tied() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    driver.request(Request::AttachEvidence {
        evidence: EvidenceDraft {
            kind: EvidenceKind::Document,
            location: "DOC-9".to_owned(),
            title: "舊的掃描報告".to_owned(),
            dated: "2026-01-05".to_owned(),
            valid_until: "2026-02-01".to_owned(),
            ..EvidenceDraft::default()
        },
        link: LinkDraft {
            clause: clause("23.1"),
            target: Target::Organisation,
            item: None,
            locator: String::new(),
            proves: String::new(),
        },
    });
    driver.keys("f6");
    driver.shows(&["E-001 舊的掃描報告", "2026-02-01"]);
    driver.keys("enter");
    assert_eq!(place(&driver.app), Place::Evidence);
    driver.shows(&["舊的掃描報告"]);
    driver.keys("esc");
    assert_eq!(place(&driver.app), Place::SelfCheck);
}

#[test]
fn nothing_found_says_what_was_looked_at_and_that_this_is_no_assurance() {
    everywhere(|size, lang| {
        let mut driver = Driver::with_workbook(size, lang, firm());
        // Errors alone: this firm has none yet.
        driver.keys("f6 right");
        driver.shows(&[
            lang.pick("這個篩選下沒有項目", "Nothing of this weight"),
            lang.pick("0 筆作答", "0 answers"),
            "2026-11-23",
            lang.pick("不代表檢核結果正確", "no assurance"),
        ]);
        assert!(!enabled(&driver.app, Command::Open));
        driver.keys("enter");
        assert_eq!(place(&driver.app), Place::SelfCheck);
    });
}

#[test]
fn it_is_reached_from_the_lists_and_leads_back() {
    let mut driver = with_issues(USUAL, Lang::ZhTw);
    for from in ["f3", "f7", "f8"] {
        driver.keys(from).keys("f6");
        assert_eq!(place(&driver.app), Place::SelfCheck, "{from}");
        driver.keys("esc");
        assert_eq!(place(&driver.app), Place::Walk, "{from}");
    }
}

#[test]
fn the_smallest_window_still_shows_the_list_and_the_remedy() {
    for lang in Lang::ALL {
        let mut driver = with_issues((60, 16), lang);
        driver.keys("f6");
        driver.shows(&["7.1", lang.pick("怎麼辦", "What to do")]);
    }
}

#[test]
fn text_with_escape_sequences_is_shown_as_symbols() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    let profile = json!("系統\u{1b}[31m紅\n下一行");
    let uid = driver.app.workbook.as_ref().unwrap().assessment.profile.systems[0]
        .uid
        .clone();
    driver.request(Request::SetSystem {
        uid,
        fields: vec![("name".to_owned(), profile)],
    });
    driver.keys("f6");
    assert!(!driver.screen().contains('\u{1b}'));
}
