//! What a report takes from beside the workbook: the year before, expected signers, fonts, the
//! workbook inside.

use std::path::PathBuf;

use zicha::engagement::request::{Outcome, ReportRequest, Request};
use zicha::lang::Lang;
use zicha::model::signing::Role;
use zicha::tui::app::{Effect, Event};
use zicha::tui::input::parse_script;
use zicha::tui::update::update;

use crate::drive::{Driver, walk};

const USUAL: (u16, u16) = (80, 24);
/// From the row that unfolds to the workbook of the year before.
const TO_PREVIOUS: &str = "down down down down down down";

fn unfolded(lang: Lang) -> Driver {
    let mut driver = walk(USUAL, lang);
    driver.keys("f9 down down down down enter").keys(TO_PREVIOUS);
    driver
}

/// What is asked for when the form is sent off, if it is.
fn asked(driver: &mut Driver) -> Option<ReportRequest> {
    let input = parse_script("ctrl-s").unwrap().remove(0);
    update(&mut driver.app, Event::Input(input));
    let listed = Outcome::Folder {
        path: driver.path(""),
        entries: Vec::new(),
    };
    let effects = update(&mut driver.app, Event::Outcome(Box::new(Ok(listed))));
    effects.into_iter().find_map(|effect| match effect {
        Effect::Request(request) => match *request {
            Request::Report(report) => Some(report),
            _ => None,
        },
        _ => None,
    })
}

#[test]
fn the_year_before_and_the_expected_signers_are_asked_for_by_their_files() {
    let mut driver = unfolded(Lang::ZhTw);
    driver.shows(&["前次自評檔", "與前次的自評檔逐項比較"]);
    driver.keys("</前次/2025.zicha> down <'/憑證/覆核.pem'> down </憑證/核准.pem>");
    let report = asked(&mut driver).unwrap();
    assert_eq!(report.previous, Some(PathBuf::from("/前次/2025.zicha")));
    assert_eq!(
        report.expected,
        [
            (Role::Reviewer, PathBuf::from("/憑證/覆核.pem")),
            (Role::Approver, PathBuf::from("/憑證/核准.pem"))
        ]
    );
}

#[test]
fn left_alone_the_rows_ask_for_nothing() {
    let report = asked(&mut unfolded(Lang::En)).unwrap();
    assert_eq!((report.previous, report.expected), (None, Vec::new()));
    assert!(!report.attach && !report.system_fonts);
}

#[test]
fn the_workbook_inside_and_fonts_of_the_machine_exclude_each_other_on_the_row() {
    for (lang, words) in [
        (Lang::ZhTw, "只能擇一"),
        (Lang::En, "Choose either the workbook inside"),
    ] {
        let mut driver = unfolded(lang);
        driver.keys("down down down right");
        assert!(asked(&mut driver).unwrap().attach);
        let mut driver = unfolded(lang);
        driver.keys("down down down right down right").shows(&[words]);
        assert_eq!(asked(&mut driver), None);
        driver.keys("left").hides(&[words]);
    }
}

#[test]
fn a_redacted_copy_cannot_name_who_is_to_sign() {
    let mut driver = unfolded(Lang::ZhTw);
    driver.keys("down </憑證/覆核.pem> up up up up up right");
    assert_eq!(asked(&mut driver), None);
    driver.shows(&["遮蔽版不含人員"]);
}

#[test]
fn folded_away_the_rows_are_named_while_they_are_chosen() {
    let mut driver = unfolded(Lang::ZhTw);
    driver.keys("down down down right home down down down down down enter");
    driver.shows(&["已選：附自評檔"]);
}
