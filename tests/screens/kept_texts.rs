//! What was typed into a form is never gone without a word: a resize keeps it, and Esc saves it, asks
//! about it, keeps it for the next time and says so, or stays.

use zicha::lang::Lang;
use zicha::tui::keys::Place;
use zicha::tui::update::place;

use crate::drive::{Driver, USUAL};
use crate::ways::{go, lived_in};

/// Typed into each field; it stands nowhere else.
const TYPED: &str = "堃堃";

/// Ways to the forms whose texts are records.
const FORMS: [&str; 12] = [
    "enter",
    "f2",
    "f7 enter",
    "f8",
    "f9",
    "ctrl-a enter",
    "ctrl-a enter shift-tab shift-tab shift-tab enter",
    "ctrl-r f9",
    "{finding.key_earlier} insert <年度檢查報告> enter",
    "{documents.key_documents} enter",
    "{evidence.key_register} enter",
    "home down down down insert down insert enter",
];

fn rows(driver: &Driver) -> u64 {
    driver.app.workbook.as_ref().unwrap().head.count
}

/// The form with the focus on the field behind so many tabs, and the text typed into it; none where no
/// text is written there.
fn typed(way: &str, lang: Lang, tabs: usize) -> Option<Driver> {
    let mut driver = lived_in(USUAL, lang);
    go(&mut driver, way);
    driver.keys(&"tab ".repeat(tabs));
    driver.cursor()?;
    driver.keys(&format!("<{TYPED}>"));
    Some(driver)
}

#[test]
fn what_was_typed_into_any_field_of_any_form_is_never_gone_without_a_word() {
    for way in FORMS {
        let mut fields = 0;
        for tabs in 0..14 {
            let Some(mut driver) = typed(way, Lang::ZhTw, tabs) else {
                continue;
            };
            fields += 1;
            for size in [(60, 16), (200, 60), USUAL] {
                driver.resize(size);
                driver.shows(&[TYPED]);
            }
            let (screens, saved) = (driver.app.screens.len(), rows(&driver));
            driver.keys("esc");
            let asks = place(&driver.app) == Place::Confirm;
            let stays = driver.app.screens.len() == screens && driver.screen().contains(TYPED);
            let is_saved = rows(&driver) > saved;
            let is_kept = driver.said().contains("文字已保留");
            assert!(
                asks || stays || is_saved || is_kept,
                "{way}, field {tabs}: gone\n{}",
                driver.screen()
            );
            if is_kept {
                // It is there where it was written.
                driver.keys(way.split(' ').next_back().unwrap()).shows(&[TYPED]);
            }
        }
        assert!(fields > 0, "{way}: no field");
    }
}
