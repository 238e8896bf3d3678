//! Ways from the walk to every screen and overlay, on a firm whose lists are not empty.

use zicha::engagement::request::{ActionDraft, EvidenceDraft, LinkDraft, Request};
use zicha::lang::Lang;
use zicha::model::assessment::{EvidenceKind, State};
use zicha::model::scope::Target;
use zicha::tui::keys::Place;
use zicha::tui::pointing::spots_of;
use zicha::tui::update::place;

use crate::drive::{Driver, clause, key, walk};

/// Keys that lead from the walk to each screen and overlay; `{…}` is a command of the palette.
pub const WAYS: [&str; 47] = [
    "",
    "tab",
    "enter",
    "enter enter",
    "f2",
    "f3",
    "ctrl-f <紀錄>",
    "f6",
    "f7",
    "f7 enter",
    "f7 ctrl-u",
    "f8",
    "f9",
    "ctrl-a",
    "ctrl-a enter",
    "ctrl-a enter ctrl-n",
    "ctrl-a enter shift-tab shift-tab shift-tab enter",
    "ctrl-a enter shift-tab shift-tab shift-tab shift-tab enter",
    "ctrl-r",
    "ctrl-r tab",
    "ctrl-r f9",
    "f12",
    "f12 enter",
    "{finding.key_actions}",
    "{finding.key_earlier}",
    "{finding.key_earlier} insert",
    "{finding.key_earlier} insert <年度檢查報告> enter",
    "{documents.key_documents}",
    "{documents.key_documents} enter",
    "{evidence.key_register}",
    "{evidence.key_register} enter",
    "{verifying.key_verify}",
    "home down down down down down down down ctrl-u",
    "home down down down insert down insert enter",
    "<4>",
    "alt-f",
    "f2 f2",
    "f7 end up up enter",
    "f7 enter shift-tab shift-tab enter",
    "f7 enter f5",
    "f8 f5",
    "f11",
    "f11 enter",
    "m",
    "f1",
    "ctrl-p",
    "ctrl-c",
];

/// A firm with an answer, a gap, a finding and evidence, so that no list is empty.
pub fn lived_in(size: (u16, u16), lang: Lang) -> Driver {
    let mut driver = walk(size, lang);
    driver.answer(key("4.1", "organisation", None), State::Met, "帳號清查");
    driver.answer(key("4.2", "web", None), State::NotMet, "尚未訂定");
    driver.answer(key("4.4", "web", None), State::Partial, "只查了一半");
    driver.request(Request::AttachEvidence {
        evidence: EvidenceDraft {
            kind: EvidenceKind::Document,
            location: "資安-007".to_owned(),
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
    driver.keys("f3 ctrl-n");
    while place(&driver.app) != Place::Walk {
        driver.keys("esc");
    }
    let findings = &driver.app.workbook.as_ref().unwrap().assessment.findings;
    let finding = findings.keys().next().unwrap().clone();
    let draft = ActionDraft {
        description: Some("訂定清查程序".to_owned()),
        due: Some("2026-12-31".to_owned()),
        ..ActionDraft::default()
    };
    driver.request(Request::AddAction { finding, draft });
    let made = &driver.app.workbook.as_ref().unwrap().assessment;
    assert_eq!(
        (made.answers.len(), made.findings.len(), made.evidence.len()),
        (3, 1, 1)
    );
    driver
}

/// Goes one of the [`WAYS`].
pub fn go(driver: &mut Driver, way: &str) {
    let mut script = String::new();
    for word in way.split(' ') {
        match word.strip_prefix('{').and_then(|word| word.strip_suffix('}')) {
            Some(id) => {
                let label = zicha::lang::lookup(driver.app.lang, id).unwrap();
                script.push_str(&format!("ctrl-p <{label}> enter "));
            }
            None => script.push_str(&format!("{word} ")),
        }
    }
    driver.keys(&script);
}

/// Back to the tree of the walk, whatever was typed meanwhile.
pub fn back(driver: &mut Driver) {
    for _ in 0..12 {
        match place(&driver.app) {
            Place::Walk if spots_of(&driver.app).focused() == Some(0) => return,
            Place::Confirm if driver.app.screens.len() > 2 => driver.keys("right enter"),
            _ => driver.keys("esc"),
        };
    }
    panic!("no way back from\n{}", driver.screen());
}
