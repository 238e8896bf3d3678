//! Recording systems and answering their questions by keys.

use zicha::engagement::request::Request;
use zicha::lang::Lang;
use zicha::model::profile::{Profile, System, Tri};
use zicha::tui::app::Effect;
use zicha::tui::keys::Place;
use zicha::tui::update::place;

use crate::drive::Driver;

const NARROW: (u16, u16) = (60, 16);
const USUAL: (u16, u16) = (80, 24);
const WIDE: (u16, u16) = (140, 40);

/// The list of systems of a small adviser.
fn screen(size: (u16, u16), lang: Lang) -> Driver {
    let pack = zicha::pack::builtin().unwrap();
    let mut profile = Profile::unasked(&pack);
    profile.organisation.name = "示範投顧".to_owned();
    profile.licences = vec!["sice".to_owned()];
    let mut driver = Driver::with_workbook(size, lang, profile);
    driver.keys("f7");
    assert_eq!(place(&driver.app), Place::Systems);
    driver
}

fn systems(driver: &Driver) -> &[System] {
    &driver.app.workbook.as_ref().unwrap().assessment.profile.systems
}

fn names(driver: &Driver) -> Vec<&str> {
    systems(driver)
        .iter()
        .map(|system| system.name.as_str())
        .collect()
}

fn in_scope(driver: &Driver) -> usize {
    let checks = &driver.app.workbook.as_ref().unwrap().scope.checks;
    checks
        .iter()
        .filter(|check| check.in_scope() && check.target.as_ref().is_some_and(|t| t.id() == "s1"))
        .count()
}

/// The questions about the one system there is.
fn questions(size: (u16, u16), lang: Lang) -> Driver {
    let mut driver = screen(size, lang);
    driver.keys("insert <全委系統> enter enter");
    assert_eq!(place(&driver.app), Place::System);
    driver
}

/// Rows before the first condition.
const BEFORE_CONDITIONS: usize = 7;

#[test]
fn systems_are_added_by_their_names_one_after_the_other() {
    let mut driver = screen(USUAL, Lang::ZhTw);
    assert!(driver.screen().contains("還沒有任何系統"), "{}", driver.screen());
    // The row below the suggestions adds, without Ins.
    driver
        .keys("down enter <全權委託投資管理系統> enter insert <會員網站> enter ctrl-a <人事薪資系統> enter");
    assert_eq!(
        names(&driver),
        ["全權委託投資管理系統", "會員網站", "人事薪資系統"]
    );
    let shown = driver.screen();
    assert!(
        shown.contains("全權委託投資管理系統") && shown.contains("未定"),
        "{shown}"
    );
    let path = driver.workbook_path().to_owned();
    driver.request(Request::Open(path));
    assert_eq!(systems(&driver).len(), 3);
}

#[test]
fn a_second_enter_while_the_first_is_being_saved_adds_nothing() {
    let mut driver = screen(USUAL, Lang::ZhTw);
    driver.keys("insert <會員網站>");
    let effects = driver.keys_before_any_outcome("enter enter ctrl-q");
    let adding = effects.iter().filter(
        |effect| matches!(effect, Effect::Request(request) if matches!(**request, Request::AddSystem(_))),
    );
    assert_eq!(adding.count(), 1, "{effects:?}");
}

#[test]
fn a_typed_name_is_not_lost_by_esc_and_an_empty_one_adds_nothing() {
    let mut driver = screen(USUAL, Lang::ZhTw);
    driver.keys("insert < > esc");
    assert!(names(&driver).is_empty());
    assert_eq!(place(&driver.app), Place::Systems);
    driver.keys("insert <會員網站> esc");
    assert_eq!(names(&driver), ["會員網站"]);
    assert_eq!(place(&driver.app), Place::Systems);
    driver.keys("ctrl-z");
    assert!(names(&driver).is_empty());
}

#[test]
fn leaving_with_a_typed_name_adds_the_system_first() {
    let mut driver = screen(USUAL, Lang::ZhTw);
    driver.keys("insert <會員網站> f10");
    assert_eq!(place(&driver.app), Place::Walk);
    assert_eq!(names(&driver), ["會員網站"]);
    driver.keys("f7 insert <人薪系統> ctrl-q");
    assert!(driver.left);
    assert_eq!(names(&driver), ["會員網站", "人薪系統"]);
}

#[test]
fn a_system_is_removed_only_after_a_yes_and_comes_back_by_undo() {
    let mut driver = screen(USUAL, Lang::ZhTw);
    driver.keys("insert <會員網站> enter delete");
    assert_eq!(place(&driver.app), Place::Confirm);
    assert!(driver.screen().contains("仍留在檔案裡"), "{}", driver.screen());
    driver.keys("esc");
    assert_eq!(names(&driver), ["會員網站"]);
    driver.keys("delete down enter");
    assert!(names(&driver).is_empty());
    driver.keys("ctrl-z");
    assert_eq!(names(&driver), ["會員網站"]);
}

#[test]
fn whether_a_system_is_core_is_kept_with_reason_person_and_day() {
    let mut driver = questions(USUAL, Lang::ZhTw);
    let undecided = in_scope(&driver);
    driver.keys("down");
    assert!(driver.screen().contains("此系統停擺"), "{}", driver.screen());
    driver.keys("left enter <只影響內部作業> enter <資訊主管> enter <115/11/23> enter");
    let system = &systems(&driver)[0];
    assert_eq!(system.core, Some(false));
    assert_eq!(system.core_reason, "只影響內部作業");
    assert_eq!(system.core_confirmed_by, "資訊主管");
    assert_eq!(system.core_confirmed_on, "2026-11-23");
    assert!(in_scope(&driver) < undecided);
    let shown = driver.screen();
    let count = in_scope(&driver).to_string();
    assert!(shown.contains(&format!("列入檢核 {count} 項")), "{shown}");
}

#[test]
fn a_no_of_a_system_takes_its_clauses_out_of_that_system_live() {
    let mut driver = questions(WIDE, Lang::ZhTw);
    driver.keys(&"down ".repeat(BEFORE_CONDITIONS + 1));
    let shown = driver.screen();
    assert!(shown.contains("- 4.2 "), "{shown}");
    let before = in_scope(&driver);
    driver.keys("left enter");
    assert_eq!(
        systems(&driver)[0].conditions["temp_or_emergency_accounts"],
        Tri::No
    );
    assert_eq!(in_scope(&driver), before - 1);
}

#[test]
fn the_answers_of_another_system_are_taken_over_after_a_yes() {
    let mut driver = questions(USUAL, Lang::ZhTw);
    driver.keys(&"down ".repeat(BEFORE_CONDITIONS));
    driver.keys("left enter down down right enter esc insert <會員網站> enter enter");
    driver.keys(&"down ".repeat(60));
    driver.keys("up").shows(&["> 帶入其他系統的條件答案"]);
    driver.keys("enter").shows(&["> 全委系統", "會改變 2 項"]);
    driver.keys("enter").shows(&["以「全委系統」的條件答案取代"]);
    driver.keys("down enter").shows(&["> 帶入其他系統的條件答案"]);
    let [first, second] = systems(&driver) else {
        panic!()
    };
    assert_eq!(first.conditions, second.conditions);
    assert_eq!(second.conditions["electronic_trading"], Tri::No);
    assert_eq!(second.conditions["temp_or_emergency_accounts"], Tri::Yes);
    driver.keys("ctrl-z");
    assert_eq!(systems(&driver)[1].conditions["electronic_trading"], Tri::Unasked);
    driver.keys("enter esc").shows(&["> 帶入其他系統的條件答案"]);
}

#[test]
fn a_system_keeps_a_name() {
    let mut driver = questions(USUAL, Lang::ZhTw);
    driver.keys("ctrl-u esc");
    assert_eq!(place(&driver.app), Place::System);
    assert!(driver.screen().contains("不能空白"), "{}", driver.screen());
    driver.keys("<會員網站> esc");
    assert_eq!(place(&driver.app), Place::Systems);
    assert_eq!(names(&driver), ["會員網站"]);
}

#[test]
fn from_the_questions_f10_leads_to_the_checklist_and_f8_to_the_profile() {
    let mut driver = questions(USUAL, Lang::ZhTw);
    driver.keys("<X> f10");
    assert_eq!(place(&driver.app), Place::Walk);
    assert_eq!(names(&driver), ["全委系統X"]);
    driver.keys("f7 enter f8");
    assert_eq!(place(&driver.app), Place::Profile);
    driver.keys("esc");
    assert_eq!(place(&driver.app), Place::Walk);
}

#[test]
fn undoing_the_system_closes_its_questions() {
    let mut driver = questions(USUAL, Lang::ZhTw);
    driver.keys("down ctrl-z");
    assert_eq!(place(&driver.app), Place::Systems);
    assert!(names(&driver).is_empty());
}

#[test]
fn every_size_and_language_is_drawn_within_the_window() {
    for size in [NARROW, USUAL, WIDE] {
        for lang in Lang::ALL {
            let mut driver = screen(size, lang);
            driver.keys("insert <全權委託投資管理系統暨客戶服務整合平臺第二代（含備援）> enter");
            let list = driver.screen();
            assert!(list.contains(lang.pick("未定", "not decided")), "{list}");
            driver.keys("enter");
            for _ in 0..30 {
                driver.keys("down pagedown");
                for row in driver.screen().lines() {
                    assert!(zicha::text::width(row) <= usize::from(size.0), "{row}");
                }
            }
        }
    }
}

#[test]
fn what_a_system_shares_and_who_runs_it_is_kept() {
    let mut driver = questions(USUAL, Lang::ZhTw);
    driver
        .keys(&"down ".repeat(5))
        .keys("<AD 目錄服務> enter <雲端廠商甲> enter");
    let system = &systems(&driver)[0];
    assert_eq!(system.shared, "AD 目錄服務");
    assert_eq!(system.vendor, "雲端廠商甲");
}

#[test]
fn removing_a_system_says_first_what_leaves_and_afterwards_what_left() {
    for lang in Lang::ALL {
        let mut driver = screen(WIDE, lang);
        driver.keys("insert <會員網站> enter");
        driver.shows(&[lang.pick("列入", "checks enter")]);
        driver.answer(
            crate::drive::key("4.4", "s1", None),
            zicha::model::assessment::State::Met,
            "",
        );
        let count = in_scope(&driver).to_string();
        driver.keys("delete");
        driver.shows(&[
            &lang
                .pick("不再列入 {} 項", "{} checks leave")
                .replace("{}", &count),
            lang.pick("其中 1 項已有檢核結果", "1 of them have an answer"),
        ]);
        driver.keys("down enter");
        driver.shows(&[&lang.pick("不再列入 {} 項", "{} leave").replace("{}", &count)]);
    }
}

#[test]
fn a_removed_system_is_recorded_again_under_its_id_with_its_answers() {
    for lang in Lang::ALL {
        let mut driver = screen(WIDE, lang);
        driver.keys("insert <會員網站> enter");
        let key = crate::drive::key("4.4", "s1", None);
        driver.answer(key.clone(), zicha::model::assessment::State::Partial, "保留");
        driver.keys("delete down enter");
        assert!(systems(&driver).is_empty());
        // A system added anew never takes over what was said of another.
        driver.keys("insert <別的系統> enter");
        assert_ne!(systems(&driver)[0].id, "s1");
        driver.shows(&[lang.pick("重新登錄「s1」（保留 1 項", "Record \"s1\" again (1")]);
        driver.keys("home down down down enter <會員網站> enter");
        let ids: Vec<&str> = systems(&driver).iter().map(|system| system.id.as_str()).collect();
        assert_eq!(ids, ["s2", "s1"]);
        let workbook = driver.app.workbook.as_ref().unwrap();
        assert_eq!(workbook.assessment.answer(&key).unwrap().note, "保留");
        driver.hides(&[lang.pick("重新登錄", "again (")]);
    }
}

#[test]
fn judging_a_system_not_core_says_before_and_after_what_moves() {
    for lang in Lang::ALL {
        let mut driver = questions(WIDE, lang);
        driver.keys("down");
        driver.shows(&[lang.pick("若改判為非核心", "If it were not core")]);
        driver.keys("left enter");
        driver.shows(&[lang.pick("已有的檢核結果都保留", "every answer is kept")]);
    }
}

#[test]
fn a_no_that_takes_clauses_out_is_asked_what_it_rests_on() {
    for lang in Lang::ALL {
        let mut driver = questions(WIDE, lang);
        driver
            .keys(&"down ".repeat(BEFORE_CONDITIONS + 1))
            .keys("left enter");
        let fact = lang.pick("依據的事實", "Fact it rests on");
        driver.shows(&[fact]);
        driver.keys("<系統無臨時帳號功能> enter <資訊主管> enter <115/11/20> enter <SYS-03> enter");
        let ground = &systems(&driver)[0].grounds["temp_or_emergency_accounts"];
        assert_eq!(ground.fact, "系統無臨時帳號功能", "{}", driver.screen());
        assert_eq!(ground.confirmed_by, "資訊主管", "{}", driver.screen());
        assert_eq!(ground.confirmed_on, "2026-11-20");
        assert_eq!(ground.evidence, "SYS-03");
    }
}

#[test]
fn with_no_core_system_the_profile_asks_why() {
    for lang in Lang::ALL {
        let mut driver = questions(WIDE, lang);
        driver.keys("down left enter esc");
        driver.shows(&[lang.pick("目前沒有核心系統", "There is no core system")]);
        driver.keys("f8").keys(&"down ".repeat(90));
        driver.keys("up up up <停擺均不影響交易> enter");
        let profile = &driver.app.workbook.as_ref().unwrap().assessment.profile;
        assert_eq!(
            profile
                .no_core_systems
                .as_ref()
                .map(|ground| ground.fact.as_str()),
            Some("停擺均不影響交易"),
            "{}",
            driver.screen()
        );
    }
}
