//! 原文 on the checklist walk: the user's own copy of the official text.

use std::fs;

use zicha::engagement::source;
use zicha::lang::Lang;
use zicha::model::pack::Pack;
use zicha::settings::Settings;

use crate::drive::{Driver, everywhere, walk};

/// A made-up text that has Article 4 and leaves out the rest.
fn text(pack: &Pack) -> String {
    let article = pack.article(4).unwrap();
    let mut text = format!("第四條({})\n", article.title.zh_tw);
    for (clause, numeral) in article.clauses.iter().zip("一二三四五六七八九".chars()) {
        text.push_str(&format!(
            "{numeral}、海圖第{numeral}幅{}應置於駕駛台。\n",
            clause.id.number
        ));
    }
    text.push_str("第五條(最小權限)\n一、燈塔看守人每夜點燈。\n");
    text.push_str(&format!(
        "第四條({})\n\n一、海圖第一幅1應置於駕駛台。\n\n內容說明\n\n• 海圖受潮即難辨識。\n\n佐證資料\n• 海圖保管簿\n",
        article.title.zh_tw
    ));
    text
}

/// Adds a text as `zicha source add` does.
fn add(driver: &Driver) {
    let pack = &driver.app.workbook.as_ref().unwrap().pack;
    let file = driver.path("text.txt");
    fs::write(&file, text(pack)).unwrap();
    let settings = Settings::load_from(Some(driver.path("config")));
    source::add(&settings, pack, &file, "2026-11-23T14:02:00+08:00".to_owned()).unwrap();
}

#[test]
fn without_a_copy_the_key_says_how_one_is_added() {
    everywhere(|size, lang| {
        let mut driver = walk(size, lang);
        driver.keys("f5").shows(&["zicha source add FILE"]);
        driver.keys("esc").hides(&["zicha source add FILE"]);
    });
}

#[test]
fn the_key_shows_the_official_text_over_ours_and_hides_it_again() {
    everywhere(|size, lang| {
        let mut driver = walk(size, lang);
        let before = driver.screen();
        add(&driver);
        driver.keys("f5").shows(&[
            "原文",
            "海圖第一幅1應置於駕駛台",
            "海圖受潮即難辨識",
            "海圖保管簿",
        ]);
        driver.keys("ctrl-o").hides(&["海圖"]);
        let body = |screen: &str| screen.lines().take(8).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(body(&driver.screen())[1..], body(&before)[1..]);
    });
}

#[test]
fn a_clause_that_the_copy_lacks_says_so() {
    let mut driver = walk((80, 24), Lang::ZhTw);
    add(&driver);
    driver.keys("f5");
    let clause = "6.1".parse().unwrap();
    let workbook = driver.app.workbook.as_ref().unwrap();
    assert!(workbook.official.as_ref().unwrap().clause(clause).is_none());
    for _ in 0..40 {
        if driver.screen().contains("讀入的原文沒有這一項") {
            return;
        }
        driver.keys("down");
    }
    panic!("{}", driver.screen());
}

#[test]
fn a_copy_that_was_removed_or_damaged_is_told_about() {
    let mut driver = walk((80, 24), Lang::En);
    add(&driver);
    let pack = driver.app.workbook.as_ref().unwrap().pack.id.clone();
    let kept = driver.path("config").join(format!("official-text/{pack}.json"));
    fs::write(&kept, "{").unwrap();
    driver.keys("f5").shows(&["is damaged", "zicha source add"]);
    fs::remove_file(&kept).unwrap();
    driver.keys("esc f5").shows(&["zicha source add FILE"]);
}

#[test]
fn the_report_offers_the_official_text_while_it_is_shown() {
    let mut driver = walk((100, 30), Lang::En);
    driver.keys("f9").hides(&["printed in the working papers"]);
    driver.keys("esc");
    add(&driver);
    driver.keys("f5 f9").shows(&["printed in the working papers"]);
    driver
        .keys("down down right")
        .hides(&["printed in the working papers"]);
    driver.keys("left down right ctrl-s").shows(&["report"]);
    let exports = &driver.app.workbook.as_ref().unwrap().assessment.exports;
    assert_eq!(exports.len(), 1, "{}", driver.screen());
}
