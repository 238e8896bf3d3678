//! Many systems and much evidence: of long lists only what is seen is made.

use zicha::engagement::request::{EvidenceDraft, LinkDraft, Request};
use zicha::lang::{Lang, tr};
use zicha::model::assessment::EvidenceKind;
use zicha::model::profile::System;
use zicha::model::scope::Target;

use crate::drive::{Driver, USUAL, clause, firm, walk};

const SYSTEMS: u64 = 45;
const PIECES: usize = 40;

fn with_many_systems() -> Driver {
    let mut profile = firm();
    profile.systems = (1..=SYSTEMS)
        .map(|number| System {
            position: number,
            id: format!("s{number}"),
            name: format!("第{number}號系統"),
            core: Some(number % 2 == 0),
            ..System::default()
        })
        .collect();
    Driver::with_workbook(USUAL, Lang::ZhTw, profile)
}

/// The row with the selection mark in its gutter, in the last pane that has one.
fn selected(driver: &Driver) -> String {
    let screen = driver.screen();
    let row = screen.lines().rev().find(|row| row.contains("> "));
    row.unwrap_or_else(|| panic!("nothing is selected in\n{screen}"))
        .to_owned()
}

#[test]
fn each_of_many_systems_is_reached_in_the_answers_of_a_clause_and_back() {
    let mut driver = with_many_systems();
    driver.keys("home down down down tab");
    for number in 1..=SYSTEMS {
        assert!(
            selected(&driver).contains(&format!("第{number}號系統")),
            "{number}"
        );
        driver.keys("down");
    }
    driver.keys("home");
    assert!(selected(&driver).contains("第1號系統"));
}

#[test]
fn the_list_of_systems_shows_each_with_its_checks() {
    let mut driver = with_many_systems();
    driver.keys("f7");
    for number in 1..=SYSTEMS {
        let row = selected(&driver);
        assert!(row.contains(&format!("第{number}號系統")), "{row}");
        driver.keys("down");
    }
    assert!(selected(&driver).contains(tr(Lang::ZhTw, "start.suggested_open")));
}

fn with_much_evidence() -> Driver {
    let mut driver = walk(USUAL, Lang::ZhTw);
    for number in 1..=PIECES {
        driver.request(Request::AttachEvidence {
            evidence: EvidenceDraft {
                kind: EvidenceKind::Document,
                location: format!("資安-{number}"),
                ..EvidenceDraft::default()
            },
            link: LinkDraft {
                clause: clause("4.1"),
                target: Target::Organisation,
                item: None,
                locator: String::new(),
                proves: String::new(),
            },
        });
    }
    driver
}

#[test]
fn known_evidence_is_gone_through_piece_by_piece_and_by_pages() {
    let mut driver = with_much_evidence();
    driver.keys("home down down down f2 up up right down down");
    for number in 1..=PIECES {
        assert!(selected(&driver).contains(&format!("E-{number:03} ")), "{number}");
        driver.shows(&[&format!("資安-{number}")]);
        driver.keys("down");
    }
    assert!(selected(&driver).contains("E-040 "), "the last row stays");
    driver.keys("pageup");
    assert!(selected(&driver).contains("E-032 "));
    driver.keys("pagedown up");
    assert!(selected(&driver).contains("E-039 "));
    driver.keys("home pagedown");
    assert!(!selected(&driver).contains("E-040 "));
    driver.keys("end");
    assert!(selected(&driver).contains("E-040 "));
    driver.keys("enter");
    driver.shows(&["已附"]);
}
