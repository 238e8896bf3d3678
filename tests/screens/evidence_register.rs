//! The register of evidence.

use zicha::engagement::request::{EvidenceDraft, LinkDraft, Request};
use zicha::lang::Lang;
use zicha::model::assessment::EvidenceKind;
use zicha::model::scope::Target;

use crate::drive::{Driver, USUAL, clause, everywhere, walk};

/// The register of a workbook with three files, of which one was changed and one moved, and a
/// document that is no longer valid.
fn register(size: (u16, u16), lang: Lang) -> Driver {
    let mut driver = walk(size, lang);
    for name in ["same.txt", "changed.txt", "moved.txt"] {
        std::fs::write(driver.path(name), name).unwrap();
        let location = driver.path(name).display().to_string();
        attach(&mut driver, EvidenceKind::File, &location, "");
    }
    attach(&mut driver, EvidenceKind::Document, "ISMS-9", "2025-01-01");
    std::fs::write(driver.path("changed.txt"), "other").unwrap();
    std::fs::create_dir(driver.path("below")).unwrap();
    std::fs::rename(driver.path("moved.txt"), driver.path("below/new.txt")).unwrap();
    let words = match lang {
        Lang::ZhTw => "佐證清冊",
        Lang::En => "register of evidence",
    };
    driver.keys(&format!("ctrl-p <{words}> enter"));
    driver
}

fn attach(driver: &mut Driver, kind: EvidenceKind, location: &str, valid_until: &str) {
    driver.request(Request::AttachEvidence {
        evidence: EvidenceDraft {
            kind,
            location: location.to_owned(),
            valid_until: valid_until.to_owned(),
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

#[test]
fn every_piece_is_listed_and_looking_again_tells_its_state() {
    everywhere(|size, lang| {
        let mut driver = register(size, lang);
        driver.shows(&["E-001", "E-004", "ISMS-9"]);
        let (changed, missing) = match lang {
            Lang::ZhTw => ("[內容已變更]", "[檔案不在原位置]"),
            Lang::En => ("[content changed]", "[file not found]"),
        };
        driver.hides(&[changed]);
        driver.keys("f6").shows(&[changed, missing]);
        driver
            .keys("right")
            .shows(&["E-002", "E-003"])
            .hides(&["E-001", "E-004"]);
        driver.keys("right").shows(&["E-004"]).hides(&["E-002"]);
        driver.keys("right").hides(&["E-004"]);
    });
}

#[test]
fn moved_files_are_found_and_undone() {
    let mut driver = register(USUAL, Lang::En);
    driver
        .keys("f3")
        .shows(&["Found 1, still missing 0.", "below/new.txt"]);
    driver.keys("ctrl-z").shows(&["moved.txt"]);
    // In a folder that was chosen.
    driver
        .keys("f2 <below> enter enter")
        .shows(&["Found 1", "below/new.txt"]);
}

#[test]
fn copies_go_into_a_new_folder() {
    let mut driver = register(USUAL, Lang::En);
    driver
        .keys("f9 <below> enter enter")
        .shows(&["Evidence copied", "E-002"]);
    let made: Vec<_> = std::fs::read_dir(driver.path("below"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    assert_eq!(made.len(), 1);
    assert!(made[0].join("manifest.csv").exists());
    driver
        .keys("enter f9 <below> enter enter")
        .shows(&["there already"]);
}

#[test]
fn enter_opens_a_piece_and_delete_removes_one_after_a_question() {
    let mut driver = register(USUAL, Lang::En);
    driver.keys("end enter").shows(&["E-004", "Document no."]);
    driver.keys("esc delete").shows(&["Remove E-004"]);
    driver.keys("down enter").hides(&["E-004"]);
    driver.keys("ctrl-z").shows(&["E-004"]);
}

#[test]
fn an_empty_register_says_what_to_do() {
    let mut driver = walk(USUAL, Lang::En);
    driver
        .keys("ctrl-p <register of evidence> enter")
        .shows(&["Attach it to a clause with F2"]);
    driver.keys("down end enter delete f6 f3 esc");
    assert_eq!(driver.app.screens.len(), 2);
}

#[test]
fn escape_stops_long_work_instead_of_leaving() {
    use std::time::Duration;
    use zicha::engagement::request::{Progress, ProgressUnit};
    use zicha::tui::app::{Effect, Event};
    use zicha::tui::input::parse_script;
    use zicha::tui::update::update;
    let mut driver = register(USUAL, Lang::En);
    let progress = Progress {
        done: 500_000_000,
        total: 2_000_000_000,
        unit: ProgressUnit::Bytes,
        ..Progress::default()
    };
    update(&mut driver.app, Event::Progress(progress, Duration::from_secs(4)));
    driver.shows(&["Looking at evidence 0.5 GB/2.0 GB, about 12 s left (Esc cancels)"]);
    let escape = parse_script("esc").unwrap().remove(0);
    let effects = update(&mut driver.app, Event::Input(escape));
    assert_eq!(effects, [Effect::Cancel]);
    assert_eq!(driver.app.screens.len(), 3, "the register stays");
    driver.shows(&["Cancelling"]);
}
