//! One clause over all systems, one system over all clauses, and answering several checks at once.

use zicha::engagement::request::Request;
use zicha::lang::Lang;
use zicha::model::assessment::State;
use zicha::tui::keys::Place;
use zicha::tui::update::place;

use crate::drive::{Driver, USUAL, clause, everywhere, firm, key, walk};

fn state_of(driver: &Driver, id: &str, target: &str) -> State {
    let stored = driver.stored(&key(id, target, None));
    stored.map_or(State::Unanswered, |answer| answer.state)
}

/// The matrix of the half-yearly review over three systems.
fn matrix(size: (u16, u16), lang: Lang) -> Driver {
    let mut driver = walk(size, lang);
    driver.keys("/ <4.4> enter ctrl-u");
    assert_eq!(place(&driver.app), Place::Matrix, "{}", driver.screen());
    driver
}

/// The firm with two systems that share a directory, and one of them rented.
fn sharing(size: (u16, u16), lang: Lang) -> Driver {
    let mut profile = firm();
    profile.systems[0].shared = "AD".to_owned();
    profile.systems[2].shared = "AD".to_owned();
    profile.systems[1].vendor = "雲端廠商甲".to_owned();
    Driver::with_workbook(size, lang, profile)
}

#[test]
fn the_matrix_shows_the_common_answer_and_marks_exceptions() {
    everywhere(|size, lang| {
        let mut driver = matrix(size, lang);
        driver.shows(&[
            lang.pick("全部系統", "All systems"),
            lang.pick("未檢核（全部）", "Not assessed (all)"),
        ]);
        driver.answer(key("4.4", "fund", None), State::Met, "");
        driver.answer(key("4.4", "web", None), State::Met, "");
        driver.answer(key("4.4", "hr", None), State::NotMet, "未清查離職帳號");
        driver.shows(&[
            lang.pick("不一：多數為符合，例外 1", "mixed: mostly Met, 1 exceptions"),
            lang.pick("不符合  例外", "Not met  exception"),
            "未清查",
        ]);
    });
}

#[test]
fn all_systems_are_answered_in_one_step_after_a_preview() {
    everywhere(|size, lang| {
        let mut driver = matrix(size, lang);
        driver.answer(key("4.4", "web", None), State::NotMet, "保留的說明");
        driver.keys("enter");
        assert_eq!(place(&driver.app), Place::Bulk);
        driver.shows(&[lang.pick(
            "將作答 3 項，其中 1 項覆蓋已有的內容；略過 0 項",
            "3 checks would be answered, 1 of them written over; 0 left alone",
        )]);
        driver.keys("right");
        driver.shows(&[lang.pick("不符合 -> 符合", "Not met -> Met")]);
        driver.keys("ctrl-s");
        assert_eq!(place(&driver.app), Place::Matrix);
        for system in ["fund", "web", "hr"] {
            assert_eq!(state_of(&driver, "4.4", system), State::Met, "{system}");
        }
        // A note left empty leaves every check its own.
        assert_eq!(
            driver.stored(&key("4.4", "web", None)).unwrap().note,
            "保留的說明"
        );
        driver.keys("ctrl-z");
        assert_eq!(state_of(&driver, "4.4", "fund"), State::Unanswered);
        assert_eq!(state_of(&driver, "4.4", "web"), State::NotMet);
    });
}

#[test]
fn only_what_is_not_assessed_can_be_answered() {
    let mut driver = matrix(USUAL, Lang::ZhTw);
    driver.answer(key("4.4", "web", None), State::NotMet, "");
    driver.keys("enter right down right");
    driver.shows(&["將作答 2 項，其中 0 項覆蓋", "略過：已有結果"]);
    driver.keys("tab <同一段說明> ctrl-s");
    assert_eq!(state_of(&driver, "4.4", "web"), State::NotMet);
    let fund = driver.stored(&key("4.4", "fund", None)).unwrap();
    assert_eq!((fund.state, fund.note.as_str()), (State::Met, "同一段說明"));
}

#[test]
fn nothing_is_answered_before_a_result_or_a_note_was_given() {
    everywhere(|size, lang| {
        let mut driver = matrix(size, lang);
        driver.keys("enter ctrl-s");
        assert_eq!(place(&driver.app), Place::Bulk);
        driver.shows(&[lang.pick("請先選結果", "Choose a result")]);
        assert_eq!(state_of(&driver, "4.4", "fund"), State::Unanswered);
    });
}

#[test]
fn a_typed_note_is_given_up_only_after_a_question_and_survives_a_failed_save() {
    let mut driver = matrix(USUAL, Lang::ZhTw);
    driver.keys("enter right tab tab <說明丁> esc");
    assert_eq!(place(&driver.app), Place::Confirm);
    driver.keys("enter");
    driver.shows(&["說明丁"]);
    driver.break_saving();
    driver.keys("ctrl-s");
    driver.shows(&["未能完成"]);
    driver.keys("enter");
    driver.shows(&["說明丁"]);
    driver.mend_saving();
    driver.keys("ctrl-s");
    assert_eq!(driver.stored(&key("4.4", "hr", None)).unwrap().note, "說明丁");
}

#[test]
fn enter_on_a_system_opens_its_answer_and_left_and_right_change_the_clause() {
    let mut driver = matrix(USUAL, Lang::ZhTw);
    driver.keys("down down enter");
    assert_eq!(place(&driver.app), Place::Answer);
    driver.shows(&["會員網站"]);
    driver.keys("esc right");
    driver.hides(&["4.4 "]);
    driver.keys("left");
    driver.shows(&["4.4 "]);
}

#[test]
fn marked_systems_are_answered_and_the_marks_are_gone_afterwards() {
    let mut driver = matrix(USUAL, Lang::ZhTw);
    driver.keys("down insert space");
    driver.shows(&["已標記 2 項", "* 全權委託", "* 會員網站"]);
    driver.keys("enter right ctrl-s");
    assert_eq!(state_of(&driver, "4.4", "fund"), State::Met);
    assert_eq!(state_of(&driver, "4.4", "web"), State::Met);
    assert_eq!(state_of(&driver, "4.4", "hr"), State::Unanswered);
    driver.hides(&["* 全權委託"]);
}

#[test]
fn marked_clauses_of_the_checklist_are_answered_at_once() {
    everywhere(|size, lang| {
        let mut driver = walk(size, lang);
        driver.keys("space space");
        driver.shows(&[lang.pick("已標記 2 項", "2 marked")]);
        assert!(driver.tree().contains('*'), "{}", driver.tree());
        driver.keys("enter");
        assert_eq!(place(&driver.app), Place::Bulk);
        driver.keys("right right ctrl-s");
        assert_eq!(state_of(&driver, "4.1", "organisation"), State::Partial);
        assert!(!driver.tree().contains('*'), "{}", driver.tree());
        driver.keys("ctrl-z");
        assert_eq!(state_of(&driver, "4.1", "organisation"), State::Unanswered);
    });
}

#[test]
fn esc_takes_the_marks_away_before_it_leaves() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    driver.keys("insert esc");
    driver.shows(&["已取消標記"]);
    assert_eq!(place(&driver.app), Place::Walk);
    assert!(!driver.tree().contains('*'));
}

#[test]
fn a_marked_article_leaves_out_what_is_not_in_scope() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    driver.keys("left space enter right");
    driver.shows(&["略過：不列入範圍"]);
    driver.keys("ctrl-s");
    let workbook = driver.app.workbook.as_ref().unwrap();
    let outside = workbook.scope.checks.iter().filter(|check| !check.in_scope());
    for check in outside {
        let target = check.target.as_ref().unwrap();
        assert_eq!(workbook.assessment.answers_for(check.clause, target).count(), 0);
    }
    let article_4 = workbook
        .scope
        .checks
        .iter()
        .filter(|check| check.clause.article == 4 && check.in_scope());
    assert!(article_4.count() > 5);
    assert_eq!(
        workbook.assessment.answers.len(),
        workbook
            .scope
            .checks
            .iter()
            .filter(|check| check.clause.article == 4 && check.in_scope())
            .count()
    );
}

#[test]
fn systems_that_share_something_have_a_row_of_their_own() {
    everywhere(|size, lang| {
        let mut driver = sharing(size, lang);
        driver.keys("/ <4.4> enter ctrl-u");
        driver.shows(&[lang.pick("同組：AD（2 個系統）", "Group: AD (2 systems)")]);
        driver.keys("down enter right ctrl-s");
        assert_eq!(state_of(&driver, "4.4", "fund"), State::Met);
        assert_eq!(state_of(&driver, "4.4", "hr"), State::Met);
        assert_eq!(state_of(&driver, "4.4", "web"), State::Unanswered);
    });
}

#[test]
fn the_answer_of_one_system_is_offered_to_its_group_with_everything_it_says() {
    everywhere(|size, lang| {
        let mut driver = sharing(size, lang);
        driver.keys("/ <4.4> enter ctrl-u down down enter enter");
        driver.shows(&[lang.pick("另有 1 個系統共用「AD」", "1 more systems share \"AD\"")]);
        driver.keys("<每半年清查> tab enter <312> esc end enter");
        assert_eq!(place(&driver.app), Place::Bulk, "{}", driver.screen());
        driver.keys("enter");
        assert_eq!(place(&driver.app), Place::Answer);
        let hr = driver.stored(&key("4.4", "hr", None)).unwrap();
        assert_eq!((hr.state, hr.note.as_str()), (State::Met, "每半年清查"));
        assert_eq!(hr.sample.unwrap().population, "312");
    });
}

#[test]
fn a_rented_system_asks_for_the_reply_of_its_vendor() {
    everywhere(|size, lang| {
        let mut driver = sharing(size, lang);
        driver.keys("/ <4.4> enter ctrl-u end up enter");
        driver.shows(&["雲端廠商甲", lang.pick("廠商的回覆", "the vendor's reply")]);
    });
}

#[test]
fn the_checks_of_one_system_are_listed_filtered_and_answered() {
    everywhere(|size, lang| {
        let mut driver = walk(size, lang);
        driver.answer(key("4.4", "fund", None), State::Partial, "");
        driver.keys("f7 ctrl-u");
        assert_eq!(place(&driver.app), Place::SystemChecks);
        driver.shows(&["全權委託投資管理系統", lang.pick("(x) 全部", "(x) all")]);
        driver.keys("left");
        driver.shows(&[
            lang.pick("(x) 缺失與建議", "(x) gaps"),
            "4.4",
            lang.pick("部分符合", "Partly met"),
        ]);
        driver.keys("enter");
        assert_eq!(place(&driver.app), Place::Answer);
        driver.keys("esc left space space enter right ctrl-s");
        assert_eq!(place(&driver.app), Place::SystemChecks);
        let workbook = driver.app.workbook.as_ref().unwrap();
        assert_eq!(workbook.assessment.answers.len(), 3, "{}", driver.screen());
        let answered = workbook.assessment.answers.values();
        assert!(answered.into_iter().all(|answer| answer.target.id() == "fund"));
    });
}

#[test]
fn a_clause_of_the_organisation_has_no_matrix() {
    let mut driver = walk(USUAL, Lang::ZhTw);
    driver.keys("/ <4.1> enter ctrl-u");
    assert_eq!(place(&driver.app), Place::Walk);
}

#[test]
fn two_hundred_systems_are_shown_a_window_at_a_time() {
    let mut profile = firm();
    for number in 0..200 {
        let mut system = profile.systems[0].clone();
        system.id = format!("many-{number}");
        system.name = format!("第{number}系統");
        profile.systems.push(system);
    }
    let mut driver = Driver::with_workbook(USUAL, Lang::ZhTw, profile);
    driver.keys("/ <4.4> enter ctrl-u end");
    driver.shows(&["第199系統"]).hides(&["第100系統"]);
    driver.keys("home enter right end");
    driver.shows(&["第199系統", "將作答 203 項"]);
    driver.keys("ctrl-s");
    assert_eq!(state_of(&driver, "4.4", "many-199"), State::Met);
    let answers = driver.app.workbook.as_ref().unwrap().assessment.answers.len();
    assert_eq!(answers, 203);
    driver.request(Request::Undo);
    assert_eq!(driver.app.workbook.as_ref().unwrap().assessment.answers.len(), 0);
    assert!(
        driver
            .app
            .workbook
            .as_ref()
            .unwrap()
            .pack
            .clause(clause("4.4"))
            .is_some()
    );
}

#[test]
fn a_workbook_open_for_reading_shows_the_matrix_and_answers_nothing() {
    let writer = matrix(USUAL, Lang::ZhTw);
    let mut reader = Driver::new(USUAL, Lang::ZhTw);
    reader.open(writer.workbook_path());
    reader.keys("/ <4.4> enter ctrl-u enter right ctrl-s");
    assert_eq!(state_of(&writer, "4.4", "fund"), State::Unanswered);
}
