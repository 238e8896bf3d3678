//! Home: where everyone begins.

use zicha::lang::{Lang, fill};
use zicha::settings::Settings;

use crate::drive::{Driver, USUAL, everywhere, walk};

#[test]
fn home_offers_a_new_assessment_the_demo_and_a_file() {
    everywhere(|size, lang| {
        let driver = Driver::new(size, lang);
        driver.shows(&[
            lang.pick("> 新的自評", "> New self-assessment"),
            lang.pick("示範（小型投顧", "Demo (a small adviser"),
            lang.pick("開啟檔案…", "Open a file…"),
            "稽核人員甲",
        ]);
        let keys = driver.bottom_line();
        for key in ["Enter", "Ctrl-N", "F1", "Ctrl-P"] {
            assert!(keys.contains(key), "{keys}");
        }
        driver.hides(&[lang.pick("最近的自評檔", "Recent workbooks")]);
    });
}

#[test]
fn home_says_by_which_yardstick_is_measured() {
    for lang in Lang::ALL {
        let driver = Driver::new((120, 40), lang);
        let pack = zicha::pack::builtin().unwrap();
        let notice = lang.of(&pack.notices.yardstick);
        let beginning: String = notice.chars().take(20).collect();
        driver.shows(&[&beginning]);
    }
}

#[test]
fn a_workbook_that_was_open_is_opened_again_by_two_keys() {
    everywhere(|size, lang| {
        let mut driver = walk(size, lang);
        driver.keys("esc");
        driver.shows(&[
            lang.pick("最近的自評檔", "Recent workbooks"),
            "測試投顧",
            "test.zicha",
        ]);
        driver.keys("end enter");
        assert!(driver.selected_row().contains("4.1"), "{}", driver.screen());
    });
}

#[test]
fn who_comes_back_finds_the_newest_workbook_marked_and_enter_starts_no_new_one() {
    everywhere(|size, lang| {
        let mut driver = walk(size, lang);
        driver.keys("esc");
        driver.shows(&["> 測試投顧"]);
        driver.keys("up");
        let verify = lang.pick("核對一份報告", "Verify");
        driver.shows(&[&format!("> {verify}")]);
        driver.keys("down enter");
        assert!(driver.selected_row().contains("4.1"), "{}", driver.screen());
    });
}

#[test]
fn a_recent_workbook_that_is_gone_says_so_and_what_to_do() {
    everywhere(|size, lang| {
        let mut driver = walk(size, lang);
        let path = driver.workbook_path().to_owned();
        driver.keys("esc");
        std::fs::remove_file(path).unwrap();
        driver.request(zicha::engagement::request::Request::Home);
        driver.shows(&[lang.pick("檔案不在了", "file is gone"), "test.zicha"]);
        driver.keys("end enter");
        driver.shows(&[lang.pick("未能完成", "Could not be done"), "test.zicha"]);
        driver.keys("esc");
        driver.shows(&[lang.pick("新的自評", "New self-assessment")]);
    });
}

#[test]
fn the_end_of_a_long_path_can_be_read() {
    let mut driver = Driver::new(USUAL, Lang::ZhTw);
    let deep = driver
        .path("資料夾名稱很長的客戶自評資料")
        .join("二〇二六年度第一次自行查核");
    std::fs::create_dir_all(&deep).unwrap();
    let path = deep.join("年度自評.zicha");
    driver.request(zicha::engagement::request::Request::New {
        path: Some(path),
        profile: Box::new(crate::drive::firm()),
    });
    driver.keys("esc");
    driver.shows(&["測試投顧", "…", "/年度自評.zicha"]);
}

#[test]
fn the_language_is_switched_and_remembered() {
    let mut driver = Driver::new(USUAL, Lang::ZhTw);
    driver.keys("ctrl-l");
    driver.shows(&["New self-assessment"]);
    let settings = Settings::load_from(Some(driver.path("config")));
    assert_eq!(settings.lang, Some(Lang::En));
}

#[test]
fn esc_at_home_does_nothing_and_ctrl_q_leaves() {
    let mut driver = Driver::new(USUAL, Lang::ZhTw);
    let body =
        |driver: &Driver| driver.screen().lines().take(USUAL.1.into()).collect::<Vec<_>>()[..22].join("\n");
    let before = body(&driver);
    driver
        .keys("esc")
        .shows(&[&fill(Lang::ZhTw, "keys.why_first_screen", &[("quit", "Ctrl-Q")])]);
    assert_eq!(body(&driver), before);
    assert!(!driver.left);
    driver.keys("ctrl-q");
    assert!(driver.left);
}
