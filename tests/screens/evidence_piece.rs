//! One piece of evidence: changing what is known of it, its ties and its custody.

use zicha::engagement::request::{EvidenceDraft, LinkDraft, Request};
use zicha::lang::Lang;
use zicha::model::assessment::{Evidence, EvidenceKind, Interview, Link};
use zicha::model::scope::Target;

use crate::drive::{Driver, USUAL, clause, everywhere, walk};

fn attach(driver: &mut Driver, draft: EvidenceDraft) {
    driver.request(Request::AttachEvidence {
        evidence: draft,
        link: LinkDraft {
            clause: clause("4.1"),
            target: Target::Organisation,
            item: None,
            locator: String::new(),
            proves: String::new(),
        },
    });
}

fn document(location: &str) -> EvidenceDraft {
    EvidenceDraft {
        kind: EvidenceKind::Document,
        location: location.to_owned(),
        ..EvidenceDraft::default()
    }
}

/// The screen of a document, reached from the evidence screen by Enter on what is attached.
fn piece(size: (u16, u16), lang: Lang) -> Driver {
    let mut driver = walk(size, lang);
    attach(&mut driver, document("ISMS-02"));
    driver.keys("ctrl-f <4.1> enter f2 up up up enter");
    driver
}

fn only(driver: &Driver) -> &Evidence {
    let evidence = &driver.app.workbook.as_ref().unwrap().assessment.evidence;
    assert_eq!(evidence.len(), 1);
    evidence.values().next().unwrap()
}

fn link(driver: &Driver) -> &Link {
    let links = &driver.app.workbook.as_ref().unwrap().assessment.links;
    links.values().next().unwrap()
}

#[test]
fn what_is_known_is_changed_and_taken_back() {
    everywhere(|size, lang| {
        let mut driver = piece(size, lang);
        driver.shows(&["E-001", "ISMS-02"]);
        driver.keys("<-A> down <第 3 版> down <帳號規範> down <115/3/31> ctrl-s");
        let one = only(&driver);
        assert_eq!(
            (
                one.location.as_str(),
                one.version.as_str(),
                one.title.as_str(),
                one.dated.as_str()
            ),
            ("ISMS-02-A", "第 3 版", "帳號規範", "2026-03-31")
        );
        driver.keys("esc");
        assert_eq!(driver.app.screens.len(), 3, "closed without a question");
        driver.keys("ctrl-z");
        assert_eq!(only(&driver).title, "");
    });
}

#[test]
fn escape_asks_before_typed_text_is_thrown_away() {
    let mut driver = piece(USUAL, Lang::En);
    driver.keys("<-A> esc").shows(&["not saved yet"]);
    driver.keys("enter").shows(&["ISMS-02-A"]);
    driver.keys("ctrl-q").shows(&["not saved yet"]);
    driver.keys("enter esc down enter");
    assert_eq!(only(&driver).location, "ISMS-02");
}

#[test]
fn a_failing_save_keeps_what_was_typed() {
    let mut driver = piece(USUAL, Lang::En);
    driver.break_saving();
    driver.keys("<-A> ctrl-s enter").shows(&["ISMS-02-A"]);
    driver.mend_saving();
    driver.keys("ctrl-s");
    assert_eq!(only(&driver).location, "ISMS-02-A", "{}", driver.screen());
}

#[test]
fn page_and_purpose_of_a_tie_are_written_and_lead_to_the_answer() {
    everywhere(|size, lang| {
        let mut driver = piece(size, lang);
        let heading = match lang {
            Lang::ZhTw => "對應 1 個檢核項目",
            Lang::En => "Serves 1 checks",
        };
        // From the last row upwards: the hand-over's five rows, then the tie.
        driver
            .keys("pagedown pagedown pagedown pagedown up up up up up")
            .shows(&[heading]);
        driver.keys("enter down <第 4 頁> down <訂有審查週期> down enter");
        assert_eq!(
            (link(&driver).locator.as_str(), link(&driver).proves.as_str()),
            ("第 4 頁", "訂有審查週期"),
            "{}",
            driver.screen()
        );
        driver.keys("down enter");
        assert_eq!(driver.app.screens.len(), 5, "{}", driver.screen());
    });
}

#[test]
fn hand_overs_are_added_in_time_and_removed_after_a_question() {
    let mut driver = piece(USUAL, Lang::ZhTw);
    driver.keys("pagedown pagedown pagedown pagedown up up up up <115/2/1> down <資訊主管> down <稽核人員甲> down <查核調閱> down enter");
    assert_eq!(only(&driver).custody.len(), 1, "{}", driver.screen());
    driver.shows(&["2026-02-01  資訊主管 → 稽核人員甲  查核調閱"]);
    driver
        .keys("pagedown pagedown pagedown pagedown up up up up <115/1/1> down <甲> ctrl-s")
        .shows(&["順序不對"]);
    driver.keys("enter").shows(&["115/1/1"]);
    driver.keys("up ctrl-u <115/2/9> ctrl-s");
    assert_eq!(only(&driver).custody.len(), 2, "{}", driver.screen());
    driver
        .keys("pagedown pagedown pagedown pagedown up up up up up delete")
        .shows(&["要移除 E-001 的這筆移交嗎"]);
    driver.keys("down enter");
    assert_eq!(only(&driver).custody.len(), 1);
}

#[test]
fn what_was_said_over_several_lines_is_not_flattened_by_another_change() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    let said = "第一點\n第二點";
    let draft = EvidenceDraft {
        kind: EvidenceKind::Interview,
        location: "資訊主管".to_owned(),
        interview: Some(Interview {
            said: said.to_owned(),
            ..Interview::default()
        }),
        ..EvidenceDraft::default()
    };
    attach(&mut driver, draft);
    driver.keys("ctrl-f <4.1> enter f2 up up up enter down <經理> ctrl-s");
    let interview = only(&driver).interview.clone().unwrap();
    assert_eq!(
        (interview.title.as_str(), interview.said.as_str()),
        ("經理", said)
    );
}

#[test]
fn a_changed_file_is_taken_anew_after_a_question_and_a_moved_one_is_found() {
    let mut driver = walk(USUAL, Lang::En);
    std::fs::write(driver.path("a.txt"), "one").unwrap();
    let draft = EvidenceDraft {
        kind: EvidenceKind::File,
        location: driver.path("a.txt").display().to_string(),
        ..EvidenceDraft::default()
    };
    attach(&mut driver, draft);
    let before = only(&driver).sha256.clone();
    std::fs::write(driver.path("a.txt"), "two").unwrap();
    driver
        .keys("ctrl-f <4.1> enter f2 up up up enter f6")
        .shows(&["content changed"]);
    // Save, and below it: take the content as it is now.
    driver
        .keys("pagedown pagedown pagedown pagedown up up up up up up enter")
        .shows(&["Hash E-001 anew"]);
    driver.keys("down enter");
    assert_ne!(only(&driver).sha256, before, "{}", driver.screen());
    std::fs::create_dir(driver.path("moved")).unwrap();
    std::fs::rename(driver.path("a.txt"), driver.path("moved/b.txt")).unwrap();
    driver.keys("f6").shows(&["file not found"]);
    driver.keys("f3").shows(&["the new place is saved"]);
    assert_eq!(only(&driver).location, "moved/b.txt");
    driver.keys("ctrl-z");
    assert_eq!(only(&driver).location, "a.txt");
}

#[test]
fn evidence_that_is_undone_closes_its_screen() {
    let mut driver = piece(USUAL, Lang::En);
    driver.keys("end ctrl-z");
    assert!(
        driver
            .app
            .workbook
            .as_ref()
            .unwrap()
            .assessment
            .evidence
            .is_empty()
    );
    assert_eq!(driver.app.screens.len(), 3, "{}", driver.screen());
}

#[test]
fn the_row_in_focus_is_visible_in_the_smallest_window() {
    for lang in Lang::ALL {
        let mut driver = piece((60, 16), lang);
        for _ in 0..22 {
            let shown = driver.screen();
            assert!(shown.lines().any(|line| line.starts_with(" > ")), "{shown}");
            driver.keys("tab");
        }
    }
}

#[test]
fn hostile_names_are_drawn_as_symbols() {
    let mut driver = walk(USUAL, Lang::En);
    let mut draft = document("DOC\u{1b}[2J");
    draft.title = format!("\u{9b}31m{}", "長".repeat(10_000));
    attach(&mut driver, draft);
    driver.keys("ctrl-f <4.1> enter f2 up up up enter");
    let shown = driver.screen();
    assert!(!shown.contains(['\u{1b}', '\u{9b}']), "{shown}");
    driver.keys("down down <x> ctrl-s");
    assert_eq!(only(&driver).title.chars().count(), 10_005, "nothing was cut");
}
