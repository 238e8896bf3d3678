//! Attaching evidence of every kind by keys.

use zicha::lang::Lang;
use zicha::model::assessment::{Evidence, EvidenceKind, Sensitivity};

use crate::drive::{Driver, USUAL, everywhere, walk};

/// The evidence screen of clause 4.1, with the focus on the location.
fn screen(size: (u16, u16), lang: Lang) -> Driver {
    let mut driver = walk(size, lang);
    driver.keys("ctrl-f <4.1> enter f2");
    driver
}

fn newest(driver: &Driver) -> Evidence {
    let all = &driver.app.workbook.as_ref().unwrap().assessment.evidence;
    all.values().max_by_key(|one| one.number).unwrap().clone()
}

fn kind(driver: &mut Driver, steps: usize) {
    driver.keys("up").keys(&"right ".repeat(steps)).keys("down");
}

#[test]
fn an_interview_asks_for_who_when_what_and_whether_it_was_confirmed() {
    everywhere(|size, lang| {
        let mut driver = screen(size, lang);
        kind(&mut driver, 5);
        driver
            .keys("<系統管理人員> down <資訊主管> down <115/2/3> down <每半年審查> down <2026-02-05> ctrl-s");
        let one = newest(&driver);
        let interview = one.interview.unwrap();
        assert_eq!(
            (one.kind, one.location.as_str()),
            (EvidenceKind::Interview, "系統管理人員")
        );
        assert_eq!(one.dated, "2026-02-03");
        assert_eq!(
            (
                interview.title.as_str(),
                interview.said.as_str(),
                interview.confirmed_on.as_str()
            ),
            ("資訊主管", "每半年審查", "2026-02-05")
        );
    });
}

#[test]
fn further_fields_are_folded_until_they_are_asked_for() {
    everywhere(|size, lang| {
        let mut driver = screen(size, lang);
        kind(&mut driver, 3);
        let label = match lang {
            Lang::ZhTw => "出具單位",
            Lang::En => "Issued by",
        };
        driver.keys("<ISMS-02>").hides(&[label]);
        driver.keys("down <第 3 版> down down down down down down enter");
        driver.keys(
            "down <帳號規範訂有審查週期> down <資訊部> down <115/1/1> down <115/6/30> down right right",
        );
        driver.keys("ctrl-s");
        let one = newest(&driver);
        assert_eq!(
            (one.version.as_str(), one.issuer.as_str()),
            ("第 3 版", "資訊部"),
            "{}",
            driver.screen()
        );
        assert_eq!(
            (one.covers_from.as_str(), one.covers_to.as_str()),
            ("2026-01-01", "2026-06-30")
        );
        assert_eq!(one.sensitivity, Some(Sensitivity::Internal));
        let links = &driver.app.workbook.as_ref().unwrap().assessment.links;
        assert_eq!(links.values().next().unwrap().proves, "帳號規範訂有審查週期");
    });
}

#[test]
fn a_dropped_folder_or_picture_becomes_evidence_of_its_kind() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    std::fs::create_dir(driver.path("紀錄")).unwrap();
    std::fs::write(driver.path("紀錄/a.txt"), "甲").unwrap();
    std::fs::write(driver.path("畫面.png"), b"\x89PNG\r\n\x1a\n....").unwrap();
    std::fs::write(driver.path("b.txt"), "乙").unwrap();
    let dropped = ["紀錄", "畫面.png", "b.txt"]
        .map(|name| format!("'{}'", driver.path(name).display()))
        .join(" ");
    driver
        .keys(&format!("paste<{dropped}>"))
        .keys("enter enter enter");
    let all = &driver.app.workbook.as_ref().unwrap().assessment.evidence;
    let mut kinds: Vec<_> = all.values().map(|one| (one.number, one.kind)).collect();
    kinds.sort_by_key(|(number, _)| *number);
    let kinds: Vec<EvidenceKind> = kinds.into_iter().map(|(_, kind)| kind).collect();
    let expected = [EvidenceKind::Folder, EvidenceKind::Screenshot, EvidenceKind::File];
    assert_eq!(kinds, expected, "{}", driver.screen());
}

#[test]
fn a_folder_is_chosen_in_the_picker() {
    let mut driver = screen(USUAL, Lang::En);
    std::fs::create_dir(driver.path("records")).unwrap();
    std::fs::write(driver.path("records/a.txt"), "a").unwrap();
    kind(&mut driver, 1);
    driver.keys("f2 <records> enter enter").shows(&["records"]);
    driver.keys("ctrl-s");
    assert_eq!(newest(&driver).files, Some(1), "{}", driver.screen());
}

#[test]
fn what_does_not_hold_is_said_and_everything_typed_stays() {
    let mut driver = screen(USUAL, Lang::En);
    kind(&mut driver, 3);
    driver.keys("<ISMS-02> down down down <2026-06-30> down <2026-01-01> ctrl-s");
    driver.shows(&["2026-01-01"]);
    driver.keys("enter").shows(&["ISMS-02", "2026-06-30"]);
    driver.keys("ctrl-u <2026-12-31> ctrl-s");
    assert_eq!(newest(&driver).valid_until, "2026-12-31");
}

#[test]
fn a_wrong_day_behind_the_fold_is_shown() {
    let mut driver = screen(USUAL, Lang::En);
    kind(&mut driver, 3);
    driver.keys("<ISMS-02> down down down down down down down enter down down down <soon>");
    driver.keys("up up up enter").hides(&["Covers from"]);
    driver.keys("ctrl-s").shows(&["Covers from", "This is not a day"]);
}
